// The 对照 tab: the matrix of places by measures, what a cell holds, two places or two notices side by side.
import { all, on, one, reveal } from "./dom.js";
import * as line from "./line.js";
import * as route from "./route.js";

const frame = () => one("#pr-matrix");
const cell = () => one(".pr-cell", frame());
let loading = null;
let advice = ""; // what stands in place of a cell before one is chosen
let asked = 0; // counts requests, so that a late reply is dropped

export function begin() {
  window.addEventListener("pr-changed", () => { loading = null; });
  on("click", ".pr-count", (button) => {
    route.write("compare", { place: button.dataset.place, measure: button.dataset.measure }, { step: false });
    show(`compare/cell?${query({ place: button.dataset.place, measure: button.dataset.measure })}`);
    light(button);
  });
  on("input", ".pr-choices [name=words]", filter);
  on("input", ".pr-choices select", (field) => {
    const couple = all("select", field.closest(".pr-couple"));
    if (couple.every((other) => other.value)) {
      route.go("compare", Object.fromEntries(couple.map((other) => [other.name, other.value])));
    }
  });
  on("reset", ".pr-choices", (form, event) => {
    event.preventDefault(); // which would clear the fields later, when the next choice may be made already
    all("[name]", form).forEach((field) => { field.value = ""; });
    filter();
    route.go("compare", {});
  });
  on("submit", ".pr-choices", (form, event) => event.preventDefault());
}

const query = (values) => new URLSearchParams({ ...values, lang: frame().dataset.lang });
const PAIRS = { pair: ["a", "b"], notices: ["left", "right"] }; // route → the fields of what it puts side by side

export async function apply(params) {
  try {
    loading ??= line.text(`compare?${query({})}`).then((html) => {
      frame().innerHTML = html; // from this server, which escapes every foreign word
      advice = cell()?.innerHTML ?? "";
    });
    await loading;
  } catch (fault) {
    loading = null; // the next visit tries again
    one("p", frame()).textContent = frame().dataset.failed;
    console.error(fault);
    return;
  }
  if (!cell()) return;
  const { place, measure, ...rest } = Object.fromEntries(params);
  for (const field of all(".pr-choices select", frame())) field.value = rest[field.name] ?? "";
  const side = Object.keys(PAIRS).find((name) => PAIRS[name].every((field) => rest[field]));
  frame().classList.toggle("is-pair", Boolean(side));
  if (side) await show(`compare/${side}?${query(Object.fromEntries(PAIRS[side].map((field) => [field, rest[field]])))}`);
  else if (place && measure) {
    light(all(".pr-count", frame()).find(({ dataset }) => dataset.place === place && dataset.measure === measure));
    await show(`compare/cell?${query({ place, measure })}`);
  } else cell().innerHTML = advice;
}

async function show(path) {
  const ticket = ++asked;
  try {
    const html = await line.text(path);
    if (ticket !== asked) return;
    cell().innerHTML = html; // from this server, which escapes every foreign word
    cell().scrollTop = 0;
    if (!frame().classList.contains("is-pair")) {
      const view = one("#pr-compare");
      if (cell().getBoundingClientRect().bottom > view.getBoundingClientRect().bottom) reveal(view, cell());
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

// Leaves what is typed: of a place its row, of a measure its column and the places that have it.
function filter() {
  const wanted = (one(".pr-choices [name=words]", frame())?.value ?? "").trim().toLowerCase();
  const fits = (element) => element.textContent.toLowerCase().includes(wanted);
  const rows = all(".pr-matrix tbody tr", frame());
  const heads = all(".pr-matrix thead th", frame()).slice(1);
  const [places, measures] = [rows.some((row) => fits(row.firstElementChild)), heads.some(fits)];
  for (const row of rows) row.hidden = places && !fits(row.firstElementChild);
  heads.forEach((head, n) => {
    const gone = !places && measures && !fits(head);
    head.hidden = gone;
    for (const row of rows) row.children[n + 1].hidden = gone;
  });
  if (places || !measures) return;
  for (const row of rows) row.hidden = !one("td:not([hidden]) .pr-count", row);
}
