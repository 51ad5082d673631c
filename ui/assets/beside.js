// The panel beside the conversation: the source that is cited, in its notice, and the way from one to the next.
import { all, on, one, WIDE } from "./dom.js";
import { Reader } from "./reader.js";
import * as route from "./route.js";

let reader;
let conversation; // gives the address of the conversation
let shown = null; // {turn, n} of the citation in the panel
let opener = null; // what had the focus before it went into the panel
let held = null; // {element, top, until} of what is to stay in its place on the screen
const SETTLED = 2000; // milliseconds in which a source has come and taken its room

const cites = (turn) => all(`.pr-turn[data-turn="${turn}"] .pr-cite`).sort((a, b) => a.dataset.n - b.dataset.n);

// Sets up the panel; `where` gives the address of the conversation up to a turn, to which an open source is added.
export function begin(where) {
  conversation = where;
  reader = new Reader(one("#pr-source .pr-panel"));
  window.addEventListener("pr-changed", () => reader.forget());
  const within = (act) => (button, event) => {
    if (reader.frame.contains(button)) act(button, event);
  };
  on("click", ".pr-mark, .pr-cite", (button, event) => {
    hold(button);
    cite(button.closest(".pr-turn").dataset.turn, button.dataset.n);
    if (event.detail === 0) enter(button); // pressed by a key
  });
  on("click", ".pr-panel .pr-open", within((button) => { unlight(); reader.show({ doc: button.dataset.doc }); }));
  on("click", ".pr-panel .pr-jump", within((button) => reader.jump(button.dataset.item)));
  on("click", ".pr-all", within(() => {
    if (shown && !covers()) route.write("ask", conversation());
    hold(mark());
    unlight();
    reader.home();
  }));
  for (const type of ["wheel", "touchmove", "keydown"]) window.addEventListener(type, () => { held = null; }, true);
  new ResizeObserver(keepHeld).observe(one("#pr-talk"));
  on("click", ".pr-previous", () => step(-1));
  on("click", ".pr-following", () => step(1));
  on("click", ".pr-close", leave);
  on("keydown", "body", (body, event) => {
    if (event.target.closest("input, textarea, select, .pr-frame, dialog")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
}

// Names the source in the address; Back closes it, also after steps to others.
function cite(turn, n) {
  route.write("ask", [...conversation(turn), ["t", turn], ["n", n]], { step: !shown });
  open(turn, n);
}

export function open(turn, n) {
  const every = cites(turn);
  const button = every.find((entry) => entry.dataset.n === String(n));
  if (!button || (shown?.turn === String(turn) && shown.n === String(n))) return;
  if (!shown && !WIDE.matches) opener = document.activeElement;
  shown = { turn: String(turn), n: String(n) };
  const { doc, start, end, label } = button.dataset;
  const item = label.replace(doc, "").trim();
  const place = [item, doc].filter(Boolean).join(" · ");
  const fill = { position: every.indexOf(button) + 1, count: every.length, place };
  const words = reader.frame.dataset.where.replace(/\{(\w+)\}/g, (hole, name) => fill[name]);
  light(every.indexOf(button), every.length);
  const elsewhere = one(".pr-elsewhere", reader.frame);
  elsewhere.href = route.address("library", { doc, item, start, end });
  elsewhere.hidden = false;
  cover();
  reader.show({ doc, start, end }, words);
}

function light(at, count) {
  all(".is-lit").forEach((mark) => mark.classList.remove("is-lit"));
  const marks = shown ? all(`.pr-turn[data-turn="${shown.turn}"] [data-n="${shown.n}"]`) : [];
  marks.forEach((mark) => mark.classList.add("is-lit"));
  one(".pr-steps", reader.frame).hidden = count < 2;
  one(".pr-previous", reader.frame).disabled = at <= 0;
  one(".pr-following", reader.frame).disabled = at === count - 1;
}

function unlight() {
  shown = null;
  light(0, 0);
  one(".pr-elsewhere", reader.frame).hidden = true;
}

// Whether there was a source to close.
export function close() {
  uncover();
  if (!shown) return false;
  hold(mark());
  unlight();
  reader.home();
  return true;
}

const mark = () => shown && one(`.pr-turn[data-turn="${shown.turn}"] [data-n="${shown.n}"]`);

// Keeps an element of the conversation where it stands while the panel beside it takes or gives room.
function hold(element) {
  held = element && { element, top: element.getBoundingClientRect().top, until: performance.now() + SETTLED };
}

function keepHeld() {
  if (!held?.element.isConnected || performance.now() > held.until) return;
  one("#pr-scroll").scrollTop += held.element.getBoundingClientRect().top - held.top;
}

function step(by) {
  if (!shown) return;
  const every = cites(shown.turn);
  const next = every[every.findIndex((entry) => entry.dataset.n === shown.n) + by];
  if (next) cite(shown.turn, next.dataset.n);
}

const covers = () => document.body.classList.contains("pr-reading");

function cover() {
  if (WIDE.matches || covers()) return;
  document.body.classList.add("pr-reading");
  one(".pr-close", reader.frame).focus({ preventScroll: true });
}

function uncover() {
  if (!covers()) return;
  document.body.classList.remove("pr-reading");
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

// Takes the focus into the panel that stands beside the conversation; one that covers it has it already.
function enter(button) {
  if (covers()) return;
  opener = button;
  reader.sheet.focus({ preventScroll: true });
}

// Gives the focus back to the mark of the source that is shown, or to what opened the panel.
function back() {
  (opener?.dataset.n === shown?.n && opener?.isConnected ? opener : mark())?.focus();
  opener = null;
}

// Closes the panel that covers the page, as Back does; from one beside the page the focus goes back.
export function leave() {
  if (opener && reader.frame.contains(document.activeElement) && !covers()) back();
  if (!covers()) return;
  if (history.state?.inside) history.back();
  else {
    route.write("ask", conversation(), { step: false });
    close();
  }
}
