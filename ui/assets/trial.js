// The 评测 tab: a question set is run, its figures and failing questions are shown, drafts become questions.
import { all, on, one } from "./dom.js";
import * as line from "./line.js";
import * as route from "./route.js";
import { complaint, follow, sure } from "./steps.js";

const frame = () => one("#pr-trial");
const language = () => frame().dataset.lang;
const bar = () => one(".pr-progress", frame());
const fault = (error) => one(".pr-fault", frame()).replaceChildren(...(error ? [complaint(error, bar())] : []));
let running = false;

export function begin() {
  on("submit", ".pr-start", (form, event) => { event.preventDefault(); start(one("select", form).value); });
  on("click", "#pr-trial-stop", (button) => { button.disabled = true; line.post("trial/stop", {}).catch(console.error); });
  on("change", ".pr-with select", (field) => route.go("trial", withValues({ run: field.dataset.run, with: field.value })));
  on("submit", ".pr-draft", (form, event) => { event.preventDefault(); keep(form, event.submitter?.value ?? "save"); });
  on("click", ".pr-discard", (button) => { if (sure(button)) keep(button.form, "discard"); });
}

const withValues = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));

export async function apply(params) {
  if (!running) await load();
  const { run: label, with: other = "" } = Object.fromEntries(params);
  const place = one(".pr-run", frame());
  if (!place) return;
  if (!label) { place.replaceChildren(); return; }
  try {
    const query = new URLSearchParams({ label, against_label: other, lang: language() });
    const reply = await line.get(`trial/run?${query}`);
    if (!reply.ok) throw new line.Refused((await reply.json()).error);
    place.innerHTML = await reply.text(); // from this server, which escapes every foreign word
  } catch (error) {
    place.textContent = [error.message, error.hint].filter(Boolean).join(" ");
    console.error(error);
  }
}

async function load() {
  if (one(".pr-drafts details[open]", frame())) return; // somebody is writing
  try {
    const reply = await line.get(`trial?lang=${language()}`);
    if (!reply.ok) throw new Error(reply.statusText);
    frame().innerHTML = await reply.text(); // from this server, which escapes every foreign word
  } catch (error) {
    const place = one("p", frame());
    if (place) place.textContent = frame().dataset.failed;
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

async function keep(form, act) {
  const given = Object.fromEntries(new FormData(form));
  const body = { ...given, answerable: "answerable" in given, id: form.dataset.id, act, lang: language() };
  try {
    const { html, said } = await (await line.post("trial/draft", body)).json();
    one(".pr-drafts", frame()).outerHTML = html; // from this server, which escapes every foreign word
    one(".pr-drafts .pr-said", frame()).textContent = said;
  } catch (error) {
    all(".pr-trouble", form).forEach((old) => old.remove());
    form.append(complaint(error, bar()));
  }
}
