// The 对照 tab: the matrix of places by measures, what a cell, a place or a measure holds, two of either side by side.
import { all, CALM, on, one, reveal } from "./dom.js";
import * as line from "./line.js";
import * as route from "./route.js";

const frame = () => one("#pr-matrix");
const cell = () => one(".pr-cell", frame());
const table = () => one(".pr-matrix", frame());
const field = (name) => one(`.pr-choices [name=${name}]`, frame());
const params = () => Object.fromEntries(route.read().params);
const filled = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));
const KEPT = ["words", "notice"]; // of the address, by which the matrix is narrowed
let loading = null;
let loaded = ""; // the notice of which the matrix is shown, "" for all
let advice = ""; // what stands in place of a cell before one is chosen
let asked = 0; // counts requests, so that a late reply is dropped

export function begin() {
  window.addEventListener("pr-changed", () => { loading = null; });
  on("click", ".pr-count", (button) => {
    const { place, measure } = button.dataset;
    route.write("compare", filled({ place, measure, ...narrowing() }), { step: false });
    show(`compare/cell?${query({ place, measure, notice: loaded })}`);
    light(button);
  });
  on("input", ".pr-choices [name=words]", () => {
    const { words, ...rest } = params();
    route.write("compare", filled({ ...rest, words: field("words").value.trim() }), { step: false });
    filter().then(() => {
      table().scrollLeft = 0;
      if (!inSight()) advise();
    });
  });
  on("input", ".pr-choices [name=notice]", (choice) => {
    route.go("compare", filled({ ...narrowing(), notice: choice.value }));
  });
  on("input", ".pr-couple select", (choice) => {
    const couple = all("select", choice.closest(".pr-couple"));
    if (couple.every((other) => other.value)) {
      route.go("compare", Object.fromEntries(couple.map((other) => [other.name, other.value])));
    }
  });
  on("reset", ".pr-choices", (form, event) => {
    event.preventDefault(); // which would clear the fields later, when the next choice may be made already
    all("[name]", form).forEach((other) => { other.value = ""; });
    route.go("compare", {});
  });
  on("submit", ".pr-choices", (form, event) => event.preventDefault());
  on("click", ".pr-shift", (button) => {
    const step = Math.max(table().clientWidth - stuck() - 40, 120);
    table().scrollBy({ left: Number(button.dataset.by) * step, behavior: CALM.matches ? "auto" : "smooth" });
  });
  on("scroll", ".pr-matrix", count, true);
  window.addEventListener("resize", () => { if (frame() && table()) count(); });
}

const query = (values) => new URLSearchParams({ ...filled(values), lang: frame().dataset.lang });
const narrowing = () => filled(Object.fromEntries(KEPT.map((name) => [name, params()[name]])));
const PAIRS = { pair: ["a", "b"], notices: ["left", "right"] }; // route → the fields of what it puts side by side

export async function apply(given) {
  const notice = given.get("notice") ?? "";
  try {
    if (notice !== loaded) loading = null;
    loaded = notice;
    loading ??= line.text(`compare?${query({ notice })}`).then((html) => {
      const typing = document.activeElement === field("words");
      frame().innerHTML = html; // from this server, which escapes every foreign word
      advice = cell()?.innerHTML ?? "";
      if (typing) field("words")?.focus();
    });
    await loading;
  } catch (fault) {
    loading = null; // the next visit tries again
    one("p", frame()).textContent = frame().dataset.failed;
    console.error(fault);
    return;
  }
  if (!cell() || route.read().tab !== "compare" || notice !== loaded) return;
  const { place, measure, words = "", ...rest } = params(); // as they are now: something may have been typed meanwhile
  for (const choice of all(".pr-couple select", frame())) choice.value = rest[choice.name] ?? "";
  if (field("words") && field("words").value.trim() !== words) field("words").value = words;
  const side = Object.keys(PAIRS).find((name) => PAIRS[name].every((other) => rest[other]));
  frame().classList.toggle("is-pair", Boolean(side));
  filter();
  light(all(".pr-count", frame()).find(({ dataset }) => dataset.place === place && dataset.measure === measure));
  if (side) await show(`compare/${side}?${query({ ...pick(rest, PAIRS[side]), notice: side === "pair" ? notice : "" })}`);
  else if (place || measure) await show(`compare/cell?${query({ place, measure, notice })}`);
  else advise();
}

// Puts what stands there before a choice in the place of a cell that is chosen no more.
function advise() {
  asked += 1; // what is still being opened is not wanted any more
  route.write("compare", narrowing(), { step: false });
  light();
  cell().innerHTML = advice;
}

// Whether the filter has left anything of the place, the measure or the cell that is chosen.
function inSight() {
  const { place, measure } = params();
  if (frame().classList.contains("is-pair") || (!place && !measure)) return true;
  const left = all("tbody tr:not([hidden]) td:not([hidden]) .pr-count:not([hidden])", table());
  return left.some(({ dataset }) => (!place || dataset.place === place) && (!measure || dataset.measure === measure));
}

const pick = (values, names) => Object.fromEntries(names.map((name) => [name, values[name]]));

async function show(path) {
  const ticket = ++asked;
  try {
    const html = await line.text(path);
    if (ticket !== asked) return;
    cell().innerHTML = html; // from this server, which escapes every foreign word
    cell().scrollTop = 0;
    if (!frame().classList.contains("is-pair")) {
      const view = one("#pr-compare");
      if (cell().getBoundingClientRect().top > view.getBoundingClientRect().bottom - 160) reveal(view, cell());
    }
  } catch (fault) {
    if (ticket === asked) cell().textContent = line.words(fault, frame().dataset.failed);
    console.error(fault);
  }
}

function light(button) {
  all(".pr-count[aria-current]", frame()).forEach((other) => other.removeAttribute("aria-current"));
  button?.setAttribute("aria-current", "true");
}

// Leaves what is typed: of a place its row, of a measure its column and the places that have it, else the cells whose
// items say it. The file is made of the same by ui/matrix.py.
async function filter() {
  const typed = () => (field("words")?.value ?? "").trim().toLowerCase();
  const wanted = typed();
  frame().classList.toggle("is-narrowed", Boolean(wanted));
  const fits = (element) => element.textContent.toLowerCase().includes(wanted);
  const rows = all(".pr-matrix tbody tr", frame());
  const heads = columns();
  const places = rows.some((row) => fits(row.firstElementChild));
  const cells = places || heads.some(fits) ? null : await saying(wanted);
  if (typed() !== wanted || !rows.every((row) => row.isConnected)) return;
  for (const row of rows) {
    for (const button of all(".pr-count", row)) {
      button.hidden = Boolean(cells) && !cells.has(`${button.dataset.place}\n${button.dataset.measure}`);
    }
  }
  const left = (place) => Boolean(one(".pr-count:not([hidden])", place));
  for (const row of rows) row.hidden = !fits(row.firstElementChild);
  heads.forEach((head, n) => {
    const column = rows.map((row) => row.children[n + FIRST]);
    const gone = cells ? !column.some(left) : !places && !fits(head);
    head.hidden = gone;
    for (const place of column) place.hidden = gone;
  });
  if (!places) for (const row of rows) row.hidden = !one("td:not([hidden]) .pr-count:not([hidden])", row);
  for (const row of rows) row.children[1].textContent = sum(all("td:not([hidden]) .pr-count:not([hidden])", row));
  link();
  count();
}

// The cells, as place and measure, whose items say `words`.
async function saying(words) {
  try {
    const cells = JSON.parse(await line.text(`compare/said?${query({ words, notice: loaded })}`));
    return new Set(cells.map((cell) => cell.join("\n")));
  } catch (fault) {
    console.error(fault);
    return new Set();
  }
}

const sum = (counts) => counts.reduce((whole, button) => whole + Number(button.textContent), 0);
const FIRST = 2; // the first column of a measure; before it stand the place and how many it has in all
const columns = () => all(".pr-matrix thead th", frame()).slice(FIRST);
const stuck = () => one(".pr-matrix thead th", frame())?.offsetWidth ?? 0;

// The file holds what is shown.
function link() {
  const file = one(".pr-sheet-file", frame());
  if (file) file.href = `${frame().dataset.root}compare.xlsx?${query({ ...params(), words: field("words")?.value.trim() })}`;
}

// Says how much there is, and which columns are in sight.
function count() {
  const bar = one(".pr-columns", frame());
  if (!bar) return;
  const shown = columns().filter((head) => !head.hidden);
  const rows = all(".pr-matrix tbody tr", frame()).filter((row) => !row.hidden);
  const box = table().getBoundingClientRect();
  const seen = shown.map((head, n) => [head.getBoundingClientRect(), n + 1])
    .filter(([at]) => at.left >= box.left + stuck() - 8 && at.right <= box.right + 8).map(([, n]) => n);
  const fill = { places: rows.length, measures: shown.length, first: seen[0] ?? 1, last: seen.at(-1) ?? 1 };
  one("output", bar).textContent = rows.length
    ? bar.dataset.shown.replace(/\{(\w+)\}/g, (hole, name) => fill[name]) : bar.dataset.none;
  const room = table().scrollWidth - table().clientWidth;
  for (const button of all(".pr-shift", bar)) {
    button.hidden = room <= 0;
    button.disabled = button.dataset.by < 0 ? table().scrollLeft <= 0 : table().scrollLeft >= room - 1;
  }
}
