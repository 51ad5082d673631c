// Where notices come and go: files are dropped or chosen, looked at, taken in; notices are removed; changes undone.
import { all, on, one, parsed } from "./dom.js";
import * as line from "./line.js";
import * as route from "./route.js";
import { complaint, follow, sure } from "./steps.js";
import * as store from "./store.js";

const frame = () => one("#pr-shelf");
const language = () => frame().dataset.lang;
const drop = () => one(".pr-drop", frame());
const bar = () => one(".pr-progress", frame());
const outcome = () => one(".pr-outcome", frame());
const waiting = () => all(".pr-candidate", frame()).filter((article) => article.dataset.token);
const tokens = () => waiting().map((article) => article.dataset.token);
const unread = () => all(".pr-candidate.is-reading", frame());
let busy = false;
let reading = Promise.resolve(); // until every file that was chosen or dropped so far is read, one after the other

export function begin() {
  on("change", "#pr-files", (field) => { take([...field.files]); field.value = ""; });
  on("click", ".pr-leave", (button) => leave(button.closest(".pr-candidate")));
  on("click", "#pr-take", () => takeIn());
  on("input", ".pr-twin input", count);
  on("click", ".pr-remove", (button, event) => { if (sure(button, event)) change("remove", { doc: button.dataset.doc }); });
  on("click", "#pr-undo", (button, event) => { if (sure(button, event)) change("undo", {}); });
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  on("dragover", "#pr-view-library", (view, event) => {
    if (!carries(event)) return;
    event.preventDefault(); // or the browser would open the file in place of the page
    if (!route.read().params.has("manage")) route.go("library", { manage: 1 });
    drop()?.classList.add("is-over");
  });
  on("dragleave", ".pr-drop", (place) => place.classList.remove("is-over"));
  on("drop", "#pr-view-library", (view, event) => {
    if (!carries(event)) return;
    event.preventDefault();
    drop()?.classList.remove("is-over");
    if (drop()) take([...event.dataTransfer.files]);
  });
}

// Shows the view; what waits in it stays, and what waited before the page was loaded anew comes back.
export async function show() {
  const held = () => busy || one(".pr-candidate", frame());
  if (held()) return;
  try {
    const html = await line.text(`shelf?lang=${language()}`);
    if (held()) return;
    frame().innerHTML = html; // from this server, which escapes every foreign word
    await fetchWaiting().catch(console.error);
  } catch (fault) {
    const place = one("p", frame());
    if (place) place.textContent = frame().dataset.failed;
    console.error(fault);
  }
}

async function fetchWaiting() {
  const before = store.waiting();
  if (!before.length || !drop()) return;
  const fresh = parsed(await (await line.post("shelf/waiting", { tokens: before, lang: language() })).text());
  const shown = tokens();
  const missing = all(".pr-candidate", fresh).filter((article) => !shown.includes(article.dataset.token));
  one(".pr-waiting-files", frame()).prepend(...missing);
  count();
}

// Gives each file its place at once, and reads them in turn behind those that are being read already.
function take(files) {
  if (!busy) outcome().replaceChildren();
  for (const file of files) {
    const place = document.createElement("article");
    place.className = "pr-candidate is-reading";
    place.textContent = drop().dataset.reading.replace("{name}", () => file.name);
    one(".pr-waiting-files", frame()).append(place);
    reading = reading.then(() => read(file, place));
  }
  count();
}

async function read(file, place) {
  try {
    if (file.size > Number(drop().dataset.most)) {
      const { big, bigHint, size } = drop().dataset;
      throw new line.Refused({ message: big.replace("{size}", size).replace("{name}", () => file.name), hint: bigHint });
    }
    const query = new URLSearchParams({ name: file.name, lang: language(), beside: tokens() });
    place.outerHTML = await (await line.send(`shelf/send?${query}`, file)).text(); // from this server, escaped
  } catch (fault) {
    place.classList.remove("is-reading");
    place.textContent = file.name;
    place.append(complaint(fault, bar()));
  }
  count();
}

function leave(article) {
  if (article.dataset.token) line.post("shelf/forget", { token: article.dataset.token }).catch(console.error);
  article.remove();
  count();
  drop().querySelector("input").focus();
}

// How many wait, how many are still being read, and whether all that must be chosen is; until then none is taken in.
function count() {
  const [row, files, coming] = [one(".pr-take", frame()), waiting(), unread().length];
  store.keepWaiting(tokens());
  row.hidden = !files.length && !coming;
  const open = files.filter((article) => one(".pr-twin", article) && !choice(article)).length;
  const { usual, undecided, unread: still } = one("span", row).dataset;
  const fill = { count: files.length, open, unread: coming };
  const words = coming ? still : open ? undecided : usual;
  one("span", row).textContent = words.replace(/\{(\w+)\}/g, (hole, name) => fill[name]);
  one("#pr-take").disabled = busy || coming > 0 || open > 0;
}

const choice = (article) => one(".pr-twin input:checked", article)?.value ?? null;

async function takeIn() {
  const files = waiting().map((article) => ({ token: article.dataset.token, choice: choice(article) }));
  const settled = all(".pr-candidate", frame()).filter((article) => !article.matches(".is-bad, :has(.pr-trouble)"));
  await change("take", { files }, settled);
}

// Changes the corpus, and says what became of it; all that shows notices is told. Files that come meanwhile wait on.
async function change(what, body, settled = []) {
  if (busy) return;
  busy = true;
  const usable = all("button, input:not(#pr-files)", frame()).filter((control) => !control.disabled);
  for (const control of usable) control.disabled = true;
  try {
    const done = await follow(`shelf/${what}`, { ...body, lang: language() }, bar());
    for (const article of settled) article.remove(); // what could not be read stays, with why
    reading = reading.then(judge);
    window.dispatchEvent(new Event("pr-changed"));
    await renew();
    outcome().innerHTML = done.html; // from this server, which escapes every foreign word
  } catch (fault) {
    outcome().replaceChildren(complaint(fault, bar()));
  } finally {
    busy = false;
    for (const control of usable) control.disabled = false;
    count();
    outcome().focus();
    outcome().scrollIntoView({ block: "nearest" });
  }
}

// Looks again what those that wait would become among the notices that are here by now; what was chosen stays.
async function judge() {
  const before = waiting();
  if (!before.length) return;
  try {
    const chosen = new Map(before.map((article) => [article.dataset.token, choice(article)]));
    const reply = await line.post("shelf/waiting", { tokens: [...chosen.keys()], lang: language() });
    before[0].before(parsed(await reply.text()));
    for (const article of before) article.remove();
    for (const article of waiting()) {
      const kept = one(`.pr-twin input[value="${chosen.get(article.dataset.token)}"]`, article);
      if (kept) kept.checked = true;
    }
  } catch (fault) {
    console.error(fault); // what is not as it was any more is refused when it is taken in
  }
  count();
}

// The list of what is here, as it is now.
async function renew() {
  const fresh = parsed(await line.text(`shelf?lang=${language()}`));
  one(".pr-here-list", frame()).replaceWith(one(".pr-here-list", fresh));
}
