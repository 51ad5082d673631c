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
let busy = false;

export function begin() {
  on("change", "#pr-files", (field) => { take([...field.files]); field.value = ""; });
  on("click", ".pr-leave", (button) => leave(button.closest(".pr-candidate")));
  on("click", "#pr-take", () => takeIn());
  on("input", ".pr-twin input", count);
  on("click", ".pr-remove", (button) => { if (sure(button)) change("remove", { doc: button.dataset.doc }); });
  on("click", "#pr-undo", (button) => { if (sure(button)) change("undo", {}); });
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

async function take(files) {
  outcome().replaceChildren();
  for (const file of files) {
    const place = document.createElement("article");
    place.className = "pr-candidate is-reading";
    place.textContent = drop().dataset.reading.replace("{name}", () => file.name);
    one(".pr-waiting-files", frame()).append(place);
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
}

function leave(article) {
  if (article.dataset.token) line.post("shelf/forget", { token: article.dataset.token }).catch(console.error);
  article.remove();
  count();
  drop().querySelector("input").focus();
}

// How many wait, and whether all that must be chosen is.
function count() {
  const [row, files] = [one(".pr-take", frame()), waiting()];
  store.keepWaiting(tokens());
  row.hidden = !files.length;
  const open = files.filter((article) => one(".pr-twin", article) && !choice(article)).length;
  const { usual, undecided } = one("span", row).dataset;
  one("span", row).textContent = (open ? undecided : usual).replace("{count}", files.length).replace("{open}", open);
  one("#pr-take").disabled = open > 0;
}

const choice = (article) => one(".pr-twin input:checked", article)?.value ?? null;

async function takeIn() {
  const files = waiting().map((article) => ({ token: article.dataset.token, choice: choice(article) }));
  await change("take", { files });
}

// Changes the corpus, and says what became of it; all that shows notices is told.
async function change(what, body) {
  if (busy) return;
  busy = true;
  const usable = all("button, input", frame()).filter((control) => !control.disabled);
  for (const control of usable) control.disabled = true;
  try {
    const done = await follow(`shelf/${what}`, { ...body, lang: language() }, bar());
    if (what === "take") one(".pr-waiting-files", frame()).replaceChildren();
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

// The list of what is here, as it is now.
async function renew() {
  const fresh = parsed(await line.text(`shelf?lang=${language()}`));
  one(".pr-here-list", frame()).replaceWith(one(".pr-here-list", fresh));
}
