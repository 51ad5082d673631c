// The page's own script: opens a cited item beside the conversation, and what a keyboard and a Chinese input need.
(() => {
  "use strict"; // pageLanguage is set by the page that this script is put into
  const one = (selector, within = document) => within.querySelector(selector);
  const WIDE = window.matchMedia("(min-width: 1000px)");
  const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");
  const kept = new Map(); // address → HTML, the last few notices
  let shown = null; // {turn, n} of the citation in the panel
  let list = null; // HTML of the list of notices, which the panel comes with
  let asked = 0; // counts requests, so that a late reply is dropped
  let opener = null; // what had the focus before the panel covered the page
  let last = ""; // the last question, for the up arrow

  const panel = () => one(".pr-panel");
  const cites = (turn) => {
    const found = [...document.querySelectorAll(`.pr-turn[data-turn="${turn}"] .pr-cite`)];
    return found.sort((a, b) => a.dataset.n - b.dataset.n);
  };

  // ---- the panel ------------------------------------------------------------------------------------------------

  async function load(query) {
    const frame = panel();
    const root = new URL(frame.dataset.root, `${(window.gradio_config.root || location.href).replace(/\/$/, "")}/`);
    const address = new URL(`source?${new URLSearchParams({ lang: frame.dataset.lang, ...query })}`, root).href;
    if (!kept.has(address)) {
      const reply = await fetch(address);
      if (!reply.ok && reply.status !== 404) throw new Error(reply.statusText);
      kept.set(address, await reply.text());
      if (kept.size > 12) kept.delete(kept.keys().next().value);
    }
    return kept.get(address);
  }

  async function show(query, where) {
    const sheet = one(".pr-sheet");
    const ticket = ++asked;
    const slow = setTimeout(() => { if (ticket === asked) one("#pr-where").textContent = panel().dataset.loading; }, 200);
    uncover();
    try {
      const html = await load(query);
      if (ticket !== asked) return;
      const before = sheet.dataset.doc === query.doc ? sheet.scrollTop : 0;
      list ??= sheet.innerHTML;
      sheet.innerHTML = html; // from this server, which escapes every foreign word
      sheet.dataset.doc = query.doc;
      sheet.scrollTop = before;
      one("#pr-where").textContent = where;
      reveal(one("mark", sheet) || one(".pr-item.is-cited", sheet));
    } catch (fault) {
      if (ticket === asked) one("#pr-where").textContent = panel().dataset.failed;
      console.error(fault);
    } finally {
      clearTimeout(slow);
    }
  }

  function reveal(target) {
    if (!target) return;
    const sheet = one(".pr-sheet");
    const gap = target.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
    const far = CALM.matches || Math.abs(gap) > 2 * sheet.clientHeight;
    sheet.scrollTo({
      top: sheet.scrollTop + gap - Math.min(sheet.clientHeight * 0.28, 200),
      behavior: far ? "auto" : "smooth",
    });
  }

  function cite(button) {
    const turn = button.closest(".pr-turn").dataset.turn;
    const { n, doc, start, end } = button.dataset;
    const all = cites(turn).map((entry) => entry.dataset.n);
    const position = all.indexOf(n) + 1;
    shown = { turn, n };
    light();
    const place = [button.title.replace(doc, "").trim(), doc].filter(Boolean).join(" · ");
    const fill = { position: position || n, count: all.length || n, place };
    const where = panel().dataset.where.replace(/\{(\w+)\}/g, (hole, name) => fill[name]);
    show({ doc, start, end }, where);
  }

  function step(by) {
    if (!shown) return;
    const all = cites(shown.turn);
    const next = all[all.findIndex((entry) => entry.dataset.n === shown.n) + by];
    if (next) cite(next);
  }

  function light() {
    let rule = one("#pr-lit");
    if (!rule) {
      rule = document.createElement("style");
      rule.id = "pr-lit";
      document.head.append(rule);
    }
    const place = shown && `#pr-scroll .pr-turn[data-turn="${shown.turn}"] [data-n="${shown.n}"]`;
    const style = shown ? `${place}.pr-mark { background: var(--lit); color: var(--lit-ink); }
      ${place}.pr-cite { background: var(--cited); box-shadow: inset 3px 0 var(--edge); }` : "";
    if (rule.textContent !== style) rule.textContent = style;
    const all = shown ? cites(shown.turn).map((entry) => entry.dataset.n) : [];
    const at = shown ? all.indexOf(shown.n) : -1;
    one(".pr-steps").hidden = all.length < 2;
    one("#pr-previous").disabled = at <= 0;
    one("#pr-following").disabled = at < 0 || at === all.length - 1;
  }

  function catalog() {
    const sheet = one(".pr-sheet");
    asked += 1; // what is still being opened is not wanted any more
    shown = null;
    light();
    if (list !== null) sheet.innerHTML = list;
    sheet.dataset.doc = "";
    sheet.scrollTop = 0;
    one("#pr-where").textContent = panel().dataset.panel;
  }

  // A panel that covers the page is a step of the browser's history, so that Back closes it and stays on the page.
  const reading = () => document.body.classList.contains("pr-reading");
  const stepped = () => Boolean(history.state?.reading);

  function uncover() {
    if (WIDE.matches || reading()) return;
    if (!stepped()) history.pushState({ reading: true }, "");
    opener = document.activeElement;
    document.body.classList.add("pr-reading");
    one("#pr-close").focus({ preventScroll: true });
  }

  function cover() {
    if (!reading()) return;
    document.body.classList.remove("pr-reading");
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    if (stepped()) history.back();
  }

  window.addEventListener("popstate", () => (stepped() ? uncover() : cover()));

  // ---- clicks ---------------------------------------------------------------------------------------------------

  const CLICKS = [
    [".pr-mark, .pr-cite", cite],
    [".pr-open", (button) => { shown = null; light(); show({ doc: button.dataset.doc }, panel().dataset.panel); }],
    [".pr-jump", (button) => reveal(one(`#pr-item-${button.dataset.item}`))],
    [".pr-copy", copy],
    ["#pr-all", catalog],
    ["#pr-previous", () => step(-1)],
    ["#pr-following", () => step(1)],
    ["#pr-close", cover],
    ["#pr-new", () => { cover(); catalog(); box().focus(); }],
    [".pr-language", (link) => { link.href = new URL(link.dataset.page, `${window.gradio_config.root}/`).href; }],
    [".pr-skip", (link, event) => { event.preventDefault(); box().focus(); }],
  ];

  document.addEventListener("click", (event) => {
    for (const [selector, act] of CLICKS) {
      const target = event.target.closest?.(selector);
      if (target) return act(target, event);
    }
    return undefined;
  });

  function copy(button) {
    const turn = button.closest(".pr-turn");
    const words = one(".pr-words", turn);
    const lines = cites(turn.dataset.turn).map((entry) => `[${entry.dataset.n}] ${entry.title}`);
    const text = [words.innerText, lines.join("\n")].filter(Boolean).join("\n\n");
    const clean = words.cloneNode(true);
    clean.querySelectorAll("button").forEach((mark) => mark.replaceWith(mark.textContent));
    const rich = document.createElement("div");
    rich.append(clean, ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    const fill = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      event.clipboardData.setData("text/html", rich.innerHTML);
    };
    document.addEventListener("copy", fill, { once: true });
    document.execCommand("copy"); // also works without https, as in a local network
    document.removeEventListener("copy", fill);
    const usual = button.textContent;
    if (usual === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = usual; }, 1600);
  }

  // ---- the question box -----------------------------------------------------------------------------------------

  const box = () => one("#pr-box textarea");
  const hint = () => one("p.pr-hint");
  const over = () => [...box().value].length > Number(hint().dataset.limit);

  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    hint().textContent = over() ? hint().dataset.over : hint().dataset.usual;
    hint().classList.toggle("is-over", over());
  });

  // An Enter that chooses a word of an input method must not send the question, nor may one that is too long go out.
  window.addEventListener("keydown", (event) => {
    if (event.target !== box()) return;
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
    else if (event.key === "Enter" && !event.shiftKey) {
      if (over()) { event.preventDefault(); event.stopImmediatePropagation(); } else last = box().value || last;
    } else if (event.key === "ArrowUp" && !box().value && last) {
      event.preventDefault();
      box().value = last;
      box().dispatchEvent(new Event("input", { bubbles: true }));
    }
  }, true);
  window.addEventListener("click", (event) => {
    if (!event.target.closest?.("#pr-send")) return;
    if (over()) event.stopImmediatePropagation(); else last = box().value || last;
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cover();
    if (event.target.closest?.("input, textarea, .pr-sheet") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); box().focus(); }
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });

  // ---- the conversation: a new question comes to the top and stays there while its answer grows -----------------

  let turn = "";
  let held = 0; // until when the new question is held at the top, in milliseconds

  function settle() {
    const root = document.documentElement; // gradio sets the browser's language, not the page's
    if (root.lang !== pageLanguage) root.lang = pageLanguage;
    if (!one(".pr-panel") || !one("#pr-live")) return;
    if (shown) light();
    const live = one("#pr-live .pr-turn");
    const now = live ? live.dataset.turn : "";
    if (now === turn) return;
    turn = now;
    if (shown) catalog(); // or the last answer's source would pass for the new one's
    const running = performance.now() < held;
    held = performance.now() + 700; // the exchanges above are moved in by a later repaint
    if (!running) hold();
  }

  function hold() {
    if (performance.now() > held) return;
    const scroll = one("#pr-scroll");
    const live = one("#pr-live .pr-turn");
    const top = live && turn !== "1" ? live.getBoundingClientRect().top - scroll.getBoundingClientRect().top : 0;
    scroll.scrollTop = live && turn !== "1" ? scroll.scrollTop + top : 0;
    requestAnimationFrame(hold);
  }

  for (const gesture of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    window.addEventListener(gesture, () => { held = 0; }, { passive: true });
  }
  new MutationObserver(settle).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-turn", "lang"],
  });
})();
