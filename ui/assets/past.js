// The history of this browser: found, opened again, deleted.
import { on, one } from "./dom.js";
import * as route from "./route.js";
import { sure, unsure } from "./steps.js";
import * as store from "./store.js";

const dialog = () => one("#pr-history");

export function begin() {
  on("click", "#pr-past", () => { list(); dialog().showModal(); });
  window.addEventListener("popstate", () => dialog().close()); // another view is shown
  on("click", "#pr-history-close", () => dialog().close());
  on("click", "#pr-history", (frame, event) => { if (event.target === frame) frame.close(); });
  on("input", "#pr-history-search", list);
  on("click", ".pr-reopen", (button) => {
    dialog().close();
    const id = button.closest("li").dataset.id;
    const asked = store.conversation(id)?.turns ?? [];
    route.go("ask", [["c", id], ...asked.slice(-6).map((turn) => ["q", turn.question])]);
  });
  on("click", ".pr-forget", (button, event) => {
    if (!sure(button, event)) return;
    const id = button.closest("li").dataset.id;
    store.forget(id);
    window.dispatchEvent(new CustomEvent("pr-forgotten", { detail: id })); // it may be open behind another tab
    if (route.read().params.get("c") === id) route.go("ask", {});
    list();
  });
  on("click", "#pr-forget-all", (button, event) => {
    if (!sure(button, event)) return;
    store.forgetAll();
    route.go("ask", {});
    list();
  });
}

function list() {
  unsure();
  const words = one("#pr-history-search").value;
  const entries = store.find(words);
  const open = route.read().params.get("c");
  const times = moments(entries);
  one("#pr-history-list").replaceChildren(...entries.map((entry, n) => {
    const line = one("#pr-entry").content.firstElementChild.cloneNode(true);
    const { count, open: here } = one("#pr-history-list").dataset;
    const told = [times[n], entry.count && count.replace("{count}", entry.count), entry.id === open && here];
    line.dataset.id = entry.id;
    one("strong", line).textContent = entry.title;
    one("span", line).textContent = told.filter(Boolean).join(" · ");
    one("em", line).textContent = entry.gist ?? "";
    if (entry.id === open) one(".pr-reopen", line).setAttribute("aria-current", "true");
    return line;
  }));
  const none = one("#pr-history-none");
  none.textContent = entries.length ? "" : words.trim() ? none.dataset.none : none.dataset.empty;
  one("#pr-forget-all").hidden = !entries.length;
}

// When conversations were last added to: to the second where another one of that name is as old to the minute.
function moments(entries) {
  const format = (timeStyle) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle });
  const [minutes, seconds] = [format("short"), format("medium")];
  const names = entries.map((entry) => `${minutes.format(entry.when)} ${entry.title}`);
  const alone = (name) => names.indexOf(name) === names.lastIndexOf(name);
  return entries.map(({ when }, n) => (alone(names[n]) ? minutes : seconds).format(when));
}
