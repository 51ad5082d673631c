// The form of a question in the 评测 tab: sources are looked for and chosen, what is typed is held against the notices.
import { all, on, one } from "./dom.js";
import * as line from "./line.js";
import { complaint, sure } from "./steps.js";

const PAUSE = 300; // milliseconds of rest in typing before the server is asked
const place = () => one(".pr-trial-form");
const form = () => one(".pr-case", place());
const language = () => frame().dataset.lang;
const frame = () => one("#pr-trial"); // says in its data-cut that the line was lost
const trouble = (error, where) => { untroubled(where); where.append(complaint(error, frame())); };
const untroubled = (where) => all(".pr-trouble", where).forEach((old) => old.remove());
let latest = 0; // look or search: an answer to an earlier one is not shown
let saved = () => {};

// The HTML that the server makes for `path`; it escapes every foreign word.
export async function html(path, values) {
  const reply = await line.get(`${path}?${new URLSearchParams({ ...values, lang: language() })}`);
  if (!reply.ok) throw new line.Refused((await reply.json()).error);
  return reply.text();
}

export function begin(onSaved) {
  saved = onSaved;
  on("submit", ".pr-case", (_, event) => { event.preventDefault(); keep(event.submitter?.value ?? "save"); });
  on("click", ".pr-discard", (button, event) => { if (sure(button, event)) keep("discard"); });
  on("click", ".pr-choice", (button) => choose(button.dataset.cite));
  on("click", ".pr-unchoose", (button) => { button.closest("li").remove(); one(".pr-source-search", form()).focus(); changed(); });
  on("keydown", ".pr-source-search", (_, event) => { if (event.key === "Enter") event.preventDefault(); });
  on("input", ".pr-source-search", rested(seek));
  on("input", ".pr-role", (choice) => { // also in the HTML, which is kept over a reload
    for (const option of choice.options) option.toggleAttribute("selected", option.selected);
  });
  on("input", ".pr-case :is(textarea, select, input:not(.pr-source-search))", changed);
  on("submit", ".pr-bring form", (bring, event) => { event.preventDefault(); send(bring, false); });
  on("click", ".pr-take-in", (button) => send(one("form", button.closest(".pr-bring")), true));
}

function rested(act) {
  let timer = 0;
  return (...given) => { clearTimeout(timer); timer = setTimeout(act, PAUSE, ...given); };
}

// Shows the form; `late` says whether another view has been asked for since.
export async function show(params, late) {
  const { set = "", case: id = "" } = params;
  try {
    const shown = await html("trial/form", { set, case: id });
    if (late()) return;
    place().innerHTML = shown; // from this server, which escapes every foreign word
  } catch (error) {
    if (late()) return;
    const back = Object.assign(document.createElement("a"), { href: "#/trial", textContent: frame().dataset.back });
    place().replaceChildren(complaint(error, frame()), back);
    return;
  }
  recall();
  look();
  one("h2", place()).focus();
}

// ---- what is typed stays over a reload, until it is saved ----------------------------------------------------------

const shelf = () => `policy-rag/case/${location.hash}`;

function remember() {
  const fields = [...new FormData(form())];
  const kept = { fields, ticked: one("[name=answerable]", form()).checked, chosen: one(".pr-source-list", form()).innerHTML };
  try { sessionStorage.setItem(shelf(), JSON.stringify(kept)); } catch { /* the browser keeps nothing */ }
}

function recall() {
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(shelf())); } catch { /* likewise */ }
  if (!kept) return;
  for (const [name, value] of kept.fields) {
    if (name !== "answerable") form().elements[name].value = value;
  }
  one("[name=answerable]", form()).checked = kept.ticked;
  one(".pr-source-list", form()).innerHTML = kept.chosen;
}

const forget = (name) => { try { sessionStorage.removeItem(name); } catch { /* likewise */ } };

// ---- sources and facts ---------------------------------------------------------------------------------------------

function values() {
  const given = new FormData(form());
  const { into, ...fields } = Object.fromEntries(given);
  const { set, id, like } = form().dataset;
  const count = fields.count ? Number(fields.count) : null;
  const answerable = given.has("answerable");
  return { into, body: { ...fields, ...sources(), set, id, like, count, answerable, lang: language() } };
}

// The chosen addresses by what each is for.
function sources() {
  const found = { cite: [], cite_any: [], cite_also: [] };
  for (const entry of all("li", one(".pr-source-list", form()))) found[one(".pr-role", entry).value].push(entry.dataset.cite);
  return found;
}

const lookSoon = rested(look);
function changed() {
  remember();
  lookSoon();
}

async function look() {
  if (!form()) return;
  const mine = ++latest;
  try {
    const found = await (await line.post("trial/look", values().body)).text();
    if (mine === latest && form()) one(".pr-looked", form()).innerHTML = found; // from this server, which escapes
  } catch (error) {
    console.error(error);
  }
}

async function seek(field) {
  const words = field.value.trim();
  const hits = one(".pr-offers", form());
  try {
    const found = words ? await html("trial/seek", { words }) : "";
    if (field.value.trim() === words) hits.innerHTML = found; // from this server, which escapes every foreign word
  } catch (error) {
    if (field.value.trim() === words) trouble(error, hits);
  }
}

async function choose(cite) {
  const list = one(".pr-source-list", form());
  const chosen = () => all("li", list).some((entry) => entry.dataset.cite === cite);
  if (chosen()) return;
  try {
    const entry = await html("trial/chosen", { cite });
    if (!list.isConnected || chosen()) return; // another form by now, or pressed twice
    list.insertAdjacentHTML("beforeend", entry); // from this server, which escapes every foreign word
    changed();
  } catch (error) {
    if (list.isConnected) trouble(error, form());
  }
}

// ---- to the server ------------------------------------------------------------------------------------------------

async function keep(act) {
  const { into = "", body } = values();
  const [mine, name] = [form(), shelf()];
  untroubled(mine);
  const field = one("[name=into]", mine);
  if (act === "accept" && !into.trim()) {
    trouble(new line.Refused({ message: field.dataset.missing }), mine);
    field.focus();
    return;
  }
  try {
    const done = await (await line.post("trial/case", { ...body, into, act })).json();
    forget(name);
    if (mine.isConnected) saved(done);
  } catch (error) {
    trouble(error, mine);
  }
}

async function send(bring, take) {
  const report = one(".pr-entries", bring.closest(".pr-bring"));
  const { file, into } = Object.fromEntries(new FormData(bring));
  try {
    const query = new URLSearchParams({ name: file.name, into, take, lang: language() });
    const reply = await line.send(`trial/import?${query}`, file);
    if (!report.isConnected) return;
    if (take) saved(await reply.json());
    else report.innerHTML = await reply.text(); // from this server, which escapes every foreign word
  } catch (error) {
    report.replaceChildren(complaint(error, frame()));
  }
}
