// A frame in which notices are read: the list of them, one of them with its outline, and the search within it.
import { all, one, reveal, WIDE } from "./dom.js";
import * as line from "./line.js";

const kept = new Map(); // address → HTML, the last few notices
const ROOMY = 560; // width in pixels from which on the outline stands open beside the text by itself

async function load(query, language) {
  const path = `source?${new URLSearchParams({ lang: language, ...query })}`;
  if (!kept.has(path)) {
    const reply = await line.get(path);
    if (!reply.ok && reply.status !== 404) throw new Error(reply.statusText);
    kept.set(path, await reply.text());
    if (kept.size > 12) kept.delete(kept.keys().next().value);
  }
  return kept.get(path);
}

export class Reader {
  constructor(frame) {
    this.frame = frame;
    this.sheet = one(".pr-sheet", frame);
    this.where = one(".pr-where", frame);
    this.list = this.sheet.innerHTML; // as the server last sent it; to begin with, that it is coming
    this.asked = 0; // counts requests, so that a late reply is dropped
    this.unfolded = undefined; // whether the reader wants the outline open
    this.sheet.addEventListener("click", (event) => {
      if (event.target.closest(".pr-outline > summary")) this.unfolded = !one(".pr-outline", this.sheet).open;
    });
    this.hits = [];
    this.at = -1;
    one(".pr-find", frame).addEventListener("submit", (event) => { event.preventDefault(); this.hit(1); });
    one(".pr-find input", frame).addEventListener("input", () => this.find());
    this.refresh();
  }

  // Shows a notice: its item, or the characters from start to end.
  async show({ doc, start, end, item }, where) {
    const ticket = ++this.asked;
    const slow = setTimeout(() => {
      if (ticket === this.asked) this.where.textContent = this.frame.dataset.loading;
    }, 200);
    try {
      const html = await load(start ? { doc, start, end } : { doc }, this.frame.dataset.lang);
      if (ticket !== this.asked) return;
      const before = this.sheet.dataset.doc === doc ? this.sheet.scrollTop : 0;
      this.sheet.innerHTML = html; // from this server, which escapes every foreign word
      this.sheet.dataset.doc = doc;
      this.sheet.scrollTop = before;
      this.where.textContent = where ?? one(".pr-notice h2", this.sheet)?.textContent ?? "";
      const outline = one(".pr-outline", this.sheet);
      if (outline) outline.open = this.unfolded ?? this.sheet.clientWidth >= ROOMY;
      one(".pr-find", this.frame).hidden = !outline;
      this.find();
      this.reveal(one("mark", this.sheet) ?? (item ? this.lit(item) : one(".pr-item.is-cited", this.sheet)));
    } catch (fault) {
      if (ticket === this.asked) this.where.textContent = this.frame.dataset.failed;
      console.error(fault);
    } finally {
      clearTimeout(slow);
    }
  }

  // Shows the items of all notices that hold some words.
  async found(words) {
    const ticket = ++this.asked;
    try {
      const reply = await line.get(`find?${new URLSearchParams({ words, lang: this.frame.dataset.lang })}`);
      const html = await reply.text();
      if (ticket !== this.asked) return;
      if (!reply.ok) throw new Error(reply.statusText);
      this.sheet.innerHTML = html; // from this server, which escapes every foreign word
      this.sheet.dataset.doc = "found";
      this.sheet.scrollTop = 0;
      this.where.textContent = "";
      one(".pr-find", this.frame).hidden = true;
    } catch (fault) {
      if (ticket === this.asked) this.where.textContent = this.frame.dataset.failed;
      console.error(fault);
    }
  }

  // Lights the item at that address, and returns it.
  lit(path) {
    all(".pr-item.is-cited", this.sheet).forEach((item) => item.classList.remove("is-cited"));
    const found = all(".pr-item[data-path]", this.sheet).filter((item) => item.dataset.path === path);
    found.forEach((item) => item.classList.add("is-cited"));
    return found[0];
  }

  // Jumps to the n-th item of the notice, and returns its address.
  jump(n) {
    const item = one(`[data-at="${n}"]`, this.sheet);
    if (!WIDE.matches) one(".pr-outline", this.sheet).open = false; // or it would lie over the item
    this.reveal(item);
    return item?.dataset.path ?? "";
  }

  reveal(target) {
    if (!target) return;
    const item = target.closest(".pr-item");
    reveal(this.sheet, target, this.above(target, item));
    const path = item?.dataset.path;
    all(".pr-outline li", this.sheet).forEach((entry) => {
      const cited = entry.dataset.path === path && Boolean(path);
      entry.classList.toggle("is-cited", cited);
      if (cited) {
        const nav = one(".pr-outline nav", this.sheet);
        const gap = entry.getBoundingClientRect().top - nav.getBoundingClientRect().top;
        nav.scrollTop += gap - nav.clientHeight / 3;
      }
    });
  }

  // Pixels from the top of the sheet to `target` where its item and the heading above it clear a list that lies there.
  above(target, item) {
    const list = one(".pr-outline", this.sheet);
    const lies = list && getComputedStyle(list).position === "sticky" && list.offsetWidth > this.sheet.clientWidth / 2;
    if (!item || !lies) return 0;
    const heading = item.previousElementSibling;
    const first = heading?.dataset.kind === "section" ? heading : item;
    return target.getBoundingClientRect().top - first.getBoundingClientRect().top + list.offsetHeight;
  }

  home() {
    this.asked += 1; // what is still being opened is not wanted any more
    if (this.sheet.dataset.doc) {
      this.sheet.innerHTML = this.list;
      this.sheet.scrollTop = 0;
    }
    this.sheet.dataset.doc = "";
    this.where.textContent = this.frame.dataset.panel;
    one(".pr-find", this.frame).hidden = true;
    this.find();
    this.refresh();
  }

  // Lets go what was kept of notices that may be others by now; an open one stays until another is opened.
  forget() {
    kept.clear();
    this.refresh();
  }

  // Looks whether the list of notices has changed since, and shows the new one where the list is shown.
  async refresh() {
    try {
      const reply = await line.get(`source?${new URLSearchParams({ lang: this.frame.dataset.lang })}`);
      const list = await reply.text();
      if (!reply.ok) throw new Error(reply.statusText);
      if (list === this.list) return;
      kept.clear();
      this.list = list; // from this server, which escapes every foreign word
      if (this.sheet.dataset.doc) return;
      const before = one(".pr-filter", this.sheet);
      const held = before && before === document.activeElement;
      this.sheet.innerHTML = list;
      if (before?.value) this.filter(before.value);
      if (held) one(".pr-filter", this.sheet).focus();
    } catch (fault) {
      if (!one(".pr-catalog", this.sheet) && !this.sheet.dataset.doc) this.sheet.textContent = this.frame.dataset.failed;
      console.error(fault);
    }
  }

  // Types words again into the filter of a list that has come anew.
  filter(words) {
    const field = one(".pr-filter", this.sheet);
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // ---- the search within the open notice: ranges that the style sheet paints, so that the text stays as it is ----

  find() {
    const wanted = one(".pr-find input", this.frame).value.trim().toLowerCase();
    this.hits = wanted && this.sheet.dataset.doc ? all(".pr-text p", this.sheet).flatMap((p) => ranges(p, wanted)) : [];
    this.at = -1;
    window.CSS.highlights?.set("pr-hits", new Highlight(...this.hits));
    window.CSS.highlights?.delete("pr-hit");
    one(".pr-find output", this.frame).textContent = wanted && !this.hits.length ? this.frame.dataset.none : "";
    if (this.hits.length) this.hit(1);
  }

  hit(by) {
    if (!this.hits.length) return;
    this.at = (this.at + by + this.hits.length) % this.hits.length;
    const hit = this.hits[this.at];
    window.CSS.highlights?.set("pr-hit", new Highlight(hit));
    reveal(this.sheet, hit);
    const fill = { at: this.at + 1, count: this.hits.length };
    const words = this.frame.dataset.count.replace(/\{(\w+)\}/g, (hole, name) => fill[name]);
    one(".pr-find output", this.frame).textContent = words;
  }
}

// The places of `wanted` in a paragraph, also where they reach over a mark.
function ranges(paragraph, wanted) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const place = (offset) => {
    const [start, node] = nodes.findLast(([start]) => start <= offset);
    return [node, offset - start];
  };
  const found = [];
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    const range = document.createRange();
    range.setStart(...place(at));
    const [node, offset] = place(at + wanted.length - 1);
    range.setEnd(node, offset + 1);
    found.push(range);
  }
  return found;
}
