// The 评测 tab: a question set is run, its figures and failing questions are shown; questions have their form in case.js.
import * as cases from "./case.js";
import { on, one } from "./dom.js";
import * as line from "./line.js";
import * as route from "./route.js";
import { complaint, follow } from "./steps.js";

const frame = () => one("#pr-trial");
const main = () => one(".pr-trial-main", frame());
const sheet = () => one(".pr-trial-form", frame());
const bar = () => one(".pr-progress", frame());
const fault = (error) => one(".pr-fault", frame()).replaceChildren(...(error ? [complaint(error, bar())] : []));
let running = false;

export function begin() {
  on("submit", ".pr-start", (form, event) => { event.preventDefault(); start(one("select", form).value); });
  on("click", "#pr-trial-stop", (button) => { button.disabled = true; line.post("trial/stop", {}).catch(console.error); });
  on("change", ".pr-with select", (field) => route.go("trial", withValues({ run: field.dataset.run, with: field.value })));
  cases.begin(async ({ said, set }) => {
    route.write("trial", withValues({ set }));
    await apply(route.read().params);
    one(".pr-said", main()).textContent = said;
    one(".pr-said", main()).scrollIntoView({ block: "nearest" });
  });
}

const withValues = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));

export async function apply(params) {
  const asked = Object.fromEntries(params);
  const { run: label, with: other = "", set = "" } = asked;
  const writing = Boolean(asked.case || asked.new);
  [main().hidden, sheet().hidden] = [writing, !writing];
  if (writing) return cases.show(asked);
  sheet().replaceChildren();
  if (!running) await load(set);
  const place = one(".pr-run", main());
  if (!place) return;
  if (!label) { place.replaceChildren(); return; }
  try {
    place.innerHTML = await cases.html("trial/run", { label, against_label: other }); // from this server, which escapes
  } catch (error) {
    place.textContent = [error.message, error.hint].filter(Boolean).join(" ");
    console.error(error);
  }
}

async function load(set) {
  try {
    main().innerHTML = await cases.html("trial", { set }); // from this server, which escapes every foreign word
  } catch (error) {
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
    const { label } = await follow("trial/start", { set }, bar());
    running = false;
    route.go("trial", { run: label });
  } catch (error) {
    fault(error);
  } finally {
    running = false;
    mood();
  }
}

function mood() {
  const [button, stop] = [one(".pr-start .pr-primary", frame()), one("#pr-trial-stop", frame())];
  button.disabled = running;
  [stop.hidden, stop.disabled] = [!running, false];
}
