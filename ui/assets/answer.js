// What can be done with an answer: the card of a mark, sorting its table, copying, files, printing, feedback.
import { all, copy, flash, on, one } from "./dom.js";
import * as line from "./line.js";
import * as route from "./route.js";

// Sets up the buttons; `turnOf` gives the kept turn and the turns before it for an element of it.
export function begin(turnOf) {
  on("click", ".pr-sort", sort);
  on("input", ".pr-order", (field) => {
    const [column, way] = field.value.split(" ");
    order(one("table", field.nextElementSibling), Number(column), way);
  });
  on("click", ".pr-copy", (button) => copyAnswer(button, turnOf(button).turn));
  on("click", ".pr-link", (button) => {
    copy(new URL(turnOf(button).address(), location.href).href);
    flash(button, button.dataset.done);
  });
  on("click", ".pr-print", (button) => print(button.closest(".pr-turn")));
  on("click", ".pr-file", (button) => save(button, turnOf(button).turn));
  on("click", ".pr-useful", (button) => praise(button, turnOf(button)));
  on("click", ".pr-wrong", (button) => {
    const form = one(".pr-complaint", button.closest(".pr-turn"));
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (form.hidden) return;
    one("input", form).focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  });
  on("submit", ".pr-complaint", (form, event) => {
    event.preventDefault();
    const { reason, words } = Object.fromEntries(new FormData(form));
    judge(one("button", form), turnOf(form), { verdict: "wrong", reason, words }, form);
  });
  beginCard();
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", fold);
}

// ---- the card that shows a mark's source ----------------------------------------------------------------------------

let due = 0;
let scrolled = 0; // when something last was: what comes under a resting pointer then was not pointed at
const REST = 300; // milliseconds

function beginCard() {
  const card = () => one("#pr-card");
  const hide = () => {
    clearTimeout(due);
    if (card()) card().hidden = true;
  };
  on("pointerover", ".pr-mark", (mark, event) => {
    if (event.pointerType === "touch" || performance.now() - scrolled < REST) return;
    clearTimeout(due);
    due = setTimeout(() => showCard(mark), 120);
  });
  on("pointerout", ".pr-mark", hide);
  on("focusin", ".pr-mark", (mark) => { if (mark.matches(":focus-visible")) showCard(mark); });
  on("focusout", ".pr-mark", hide);
  on("click", ".pr-mark", hide);
  window.addEventListener("scroll", () => { scrolled = performance.now(); hide(); }, true);
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

function showCard(mark) {
  const source = one(`.pr-cite[data-n="${mark.dataset.n}"]`, mark.closest(".pr-turn"));
  const card = one("#pr-card");
  if (!source || !card || !mark.isConnected) return;
  const title = Object.assign(document.createElement("b"), { textContent: source.dataset.title, lang: "zh-CN" });
  card.replaceChildren(title, ...one("span", source).cloneNode(true).childNodes);
  card.hidden = false;
  const at = mark.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const above = at.bottom + height + 12 > window.innerHeight && at.top > height + 12;
  card.style.left = `${Math.max(8, Math.min(at.left - 24, window.innerWidth - width - 8))}px`;
  card.style.top = `${above ? at.top - height - 6 : at.bottom + 6}px`;
  mark.setAttribute("aria-describedby", "pr-card");
}

// ---- the table ------------------------------------------------------------------------------------------------------

const collator = new Intl.Collator("zh", { numeric: true });

// First click ascending, second descending, third as it came; the column by which it came has only the two.
function sort(button) {
  const head = button.closest("th");
  const third = head.dataset.usual ? "ascending" : "";
  const next = { ascending: "descending", descending: third }[head.getAttribute("aria-sort")] ?? "ascending";
  order(head.closest("table"), [...head.parentNode.children].indexOf(head), next);
}

// Puts the rows in order by a column, "ascending" or "descending", else as they came.
function order(table, column, way) {
  const body = one("tbody", table);
  all("tr", body).forEach((row, n) => { row.dataset.came ??= n; });
  const cell = (row) => row.children[column];
  const valued = all("tr", body).some((row) => cell(row).dataset.value !== undefined); // then what has none stays last
  const key = (row) => (valued ? cell(row).dataset.value : cell(row).textContent.trim());
  const compare = (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (!x || !y) return Number(!x) - Number(!y) || a.dataset.came - b.dataset.came; // empty ones last
    const gap = !isNaN(x) && !isNaN(y) ? x - y : collator.compare(x, y);
    return (way === "descending" ? -gap : gap) || a.dataset.came - b.dataset.came;
  };
  body.append(...all("tr", body).sort(way ? compare : (a, b) => a.dataset.came - b.dataset.came));
  all("thead th", table).forEach((head, n) => {
    if (way ? n === column : head.dataset.usual) head.setAttribute("aria-sort", way || head.dataset.usual);
    else head.removeAttribute("aria-sort");
  });
}

// ---- out of the page ------------------------------------------------------------------------------------------------

function copyAnswer(button, turn) {
  // a notice without a number is named by its title in the label too
  const name = ({ title, label }) => (label.startsWith(title) ? label : `${title} ${label}`);
  const quote = ({ n, quote: words }) => { // with … where it is cut out of a sentence, as in the list of sources
    const { before, after } = one(`.pr-cite[data-n="${n}"]`, button.closest(".pr-turn")).dataset;
    return `${before}${words.trim()}${after}`;
  };
  const notes = turn.answer.citations.map((cited) => `[${cited.n}] ${name(cited)}：“${quote(cited)}”`);
  const text = [turn.answer.answer.replace(/\*\*(?=\S)(.+?)\*\*/g, "$1"), notes.join("\n")].filter(Boolean).join("\n\n");
  const rich = document.createElement("div");
  const words = one(".pr-words", button.closest(".pr-turn")).cloneNode(true);
  all(".pr-fold, select, caption span, svg, .pr-chart", words).forEach((extra) => extra.remove());
  all("button", words).forEach((mark) => mark.replaceWith(mark.textContent));
  rich.append(words, ...notes.map((note) => Object.assign(document.createElement("p"), { textContent: note })));
  copy(text, rich.innerHTML);
  flash(button, button.dataset.done);
}

async function save(button, turn) {
  button.disabled = true;
  try {
    const reply = await line.post(`export/${button.dataset.kind}`, { answer: turn.answer });
    const named = reply.headers.get("content-disposition").split("''")[1];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await reply.blob());
    link.download = decodeURIComponent(named);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (fault) {
    flash(button, button.dataset.fault);
    console.error(fault);
  } finally {
    button.disabled = false;
  }
}

let opened = [];

function print(turn) {
  turn.classList.add("is-printed");
  document.body.classList.add("pr-print-one");
  window.print();
}

function unfold() {
  const folded = all(".pr-turn details:not([open])");
  folded.forEach((details) => { details.open = true; });
  opened.push(...folded);
}

function fold() {
  opened.forEach((details) => { details.open = false; });
  opened = [];
  document.body.classList.remove("pr-print-one");
  all(".is-printed").forEach((turn) => turn.classList.remove("is-printed"));
}

// ---- feedback -------------------------------------------------------------------------------------------------------

async function judge(button, { turn, before, keep }, said, form) {
  button.disabled = true;
  try {
    const reply = await line.post("feedback", { ...said, answer: turn.answer, history: before });
    [turn.verdict, turn.draft] = ["wrong", (await reply.json()).draft];
    keep();
    judged(form.closest(".pr-turn"), turn);
  } catch (fault) {
    button.disabled = false;
    flash(button, form.dataset.fault);
    console.error(fault);
  }
}

// Useful, or where it was said already, not said after all.
async function praise(button, { turn, before, keep }) {
  const said = button.getAttribute("aria-pressed") === "true";
  button.disabled = true;
  try {
    await line.post("feedback", { verdict: said ? "withdrawn" : "useful", answer: turn.answer, history: before });
    turn.verdict = said ? "withdrawn" : "useful";
    keep();
    judged(button.closest(".pr-turn"), turn);
  } catch (fault) {
    flash(button, button.dataset.fault);
    console.error(fault);
  } finally {
    button.disabled = false;
  }
}

// Shows below an answer what its reader said of it: "useful", "withdrawn", "wrong", or nothing; and the draft of that.
export function judged(turn, { verdict, draft }) {
  const [useful, wrong, form] = [".pr-useful", ".pr-wrong", ".pr-complaint"].map((part) => one(part, turn));
  if (!verdict || !useful) return;
  useful.setAttribute("aria-pressed", String(verdict === "useful"));
  useful.hidden = verdict === "wrong";
  wrong.hidden = verdict !== "withdrawn";
  wrong.setAttribute("aria-expanded", "false");
  form.hidden = true;
  one(".pr-noted", turn)?.remove();
  const words = { useful: useful.dataset.done, withdrawn: useful.dataset.undone, wrong: form.dataset.done }[verdict];
  const note = Object.assign(document.createElement("span"), { textContent: words, className: "pr-noted" });
  note.setAttribute("role", "status");
  if (verdict === "wrong" && draft) {
    const href = route.address("trial", { case: draft });
    note.append(" ", Object.assign(document.createElement("a"), { href, textContent: form.dataset.draft }));
  }
  wrong.parentElement.append(note);
}
