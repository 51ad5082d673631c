// The 评测 tab: a question set is run, its figures and failing questions are shown; questions have their form in case.js.
import * as cases from "./case.js";
import { all, on, one } from "./dom.js";
import * as line from "./line.js";
import * as route from "./route.js";
import { complaint, follow } from "./steps.js";

const frame = () => one("#pr-trial");
const main = () => one(".pr-trial-main", frame());
const sheet = () => one(".pr-trial-form", frame());
const bar = () => one(".pr-progress", frame());
const fault = (error) => one(".pr-fault", frame()).replaceChildren(...(error ? [complaint(error, bar())] : []));
const LOOK = 1_000; // milliseconds between looks at a run that was begun elsewhere
let running = false;
let views = 0; // counts them, so that a late reply to an earlier one is dropped
let [shown, drawn] = ["", ""]; // the view and the run in it, as the server last sent them

export function begin() {
  on("submit", ".pr-start", (form, event) => { event.preventDefault(); start(one("select", form).value); });
  on("click", "#pr-trial-stop", (button) => { button.disabled = true; line.post("trial/stop", {}).catch(console.error); });
  on("input", ".pr-sieve [name]", sift);
  on("submit", ".pr-sieve", (form, event) => event.preventDefault());
  on("change", ".pr-with select", (field) => route.go("trial", withValues({ ...Object.fromEntries(route.read().params), run: field.dataset.run, with: field.value })));
  cases.begin(async ({ said, set }) => {
    route.write("trial", withValues({ set }));
    await apply(route.read().params);
    one(".pr-said", main()).textContent = said;
    one(".pr-said", main()).scrollIntoView({ block: "nearest" });
  });
}

const withValues = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));

export async function apply(params) {
  const view = ++views;
  const late = () => view !== views;
  const asked = Object.fromEntries(params);
  const { run: label, with: other = "", set = "" } = asked;
  const writing = Boolean(asked.case || asked.new);
  [main().hidden, sheet().hidden] = [writing, !writing];
  if (writing) return cases.show(asked, late);
  sheet().replaceChildren();
  if (!running) await load(set, late);
  if (late()) return;
  if (!running && one(".pr-start", main())?.dataset.running) watch();
  const place = one(".pr-run", main());
  if (!place) return;
  if (!label) { place.replaceChildren(); delete place.dataset.label; return; }
  try {
    const html = await cases.html("trial/run", { label, against_label: other });
    if (late() || (html === drawn && place.firstElementChild)) return; // what is unfolded stays
    const [another, held] = [place.dataset.label !== label, place.contains(document.activeElement)];
    place.innerHTML = drawn = html; // from this server, which escapes every foreign word
    place.dataset.label = label;
    if (another) head(place);
    else if (held) one(".pr-with select", place).focus(); // by which it was compared with another one
  } catch (error) {
    if (late()) return;
    place.textContent = [error.message, error.hint].filter(Boolean).join(" ");
    delete place.dataset.label;
    if (!(error instanceof line.Refused)) console.error(error);
  }
}

// Brings the head of the run that is shown before the eyes of whoever chose it, further down maybe.
function head(place) {
  one("h3", place).focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

async function load(set, late) {
  try {
    const html = await cases.html("trial", { set });
    if (late() || (html === shown && one(".pr-run", main()))) return; // what is unfolded stays
    main().innerHTML = shown = html; // from this server, which escapes every foreign word
  } catch (error) {
    if (late()) return;
    main().replaceChildren(complaint(error, frame()));
    console.error(error);
  }
}

async function start(set) {
  if (running) return;
  running = true;
  fault();
  mood();
  try {
    const { label, before } = await follow("trial/start", { set, lang: frame().dataset.lang }, bar());
    running = false;
    route.go("trial", withValues({ set, run: label, with: before }));
  } catch (error) {
    fault(error);
  } finally {
    running = false;
    mood();
  }
}

// Shows how far a run is that another visit to the page began, until it ends.
async function watch() {
  const [meter, words] = [one("progress", bar()), one("span", bar())];
  running = true;
  bar().hidden = false;
  mood();
  try {
    for (;;) {
      const { done, of, case: name } = JSON.parse(await line.text("trial/progress"));
      if (done === undefined) break;
      if (of) [meter.max, meter.value] = [of, done];
      words.textContent = [bar().dataset.ask, of ? `${done}/${of}` : "", name].filter(Boolean).join(" ");
      await new Promise((rest) => { setTimeout(rest, LOOK); });
    }
    running = false;
    await apply(route.read().params);
  } catch (error) {
    fault(error);
  } finally {
    running = false;
    bar().hidden = true;
    mood();
  }
}

// Leaves the questions of the set that hold what is typed and are of the chosen kind.
function sift() {
  const [words, kind] = ["words", "kind"].map((name) => one(`.pr-sieve [name=${name}]`, main()).value);
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const entries = all(".pr-own .pr-cases > li", main());
  for (const entry of entries) {
    const text = entry.textContent.toLowerCase();
    entry.hidden = Boolean(kind && entry.dataset.kind !== kind) || !wanted.every((word) => text.includes(word));
  }
  const told = one(".pr-fitting", main());
  const shown = entries.filter((entry) => !entry.hidden).length;
  told.textContent = told.dataset.of.replace("{shown}", shown).replace("{count}", entries.length);
}

function mood() {
  const [button, stop] = [one(".pr-start .pr-primary", frame()), one("#pr-trial-stop", frame())];
  button.disabled = running;
  [stop.hidden, stop.disabled] = [!running, false];
}
