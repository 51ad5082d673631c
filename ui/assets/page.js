// The page's own script: waits for the widgets, then shows the tab that the address names.
import * as ask from "./ask.js";
import * as compare from "./compare.js";
import { all, on, one, parsed } from "./dom.js";
import * as library from "./library.js";
import * as line from "./line.js";
import * as past from "./past.js";
import * as route from "./route.js";
import * as scope from "./scope.js";
import * as settings from "./settings.js";
import * as store from "./store.js";
import * as trial from "./trial.js";

const TABS = { ask, compare, library, trial, settings }; // one module each, with begin() and apply(params); the first opens by itself
const LANGUAGE = one("meta[name=pr-page]").content;
const NAME = document.title;
const kin = (one, other) => one.slice(0, 2).toLowerCase() === other.slice(0, 2).toLowerCase();

// The reader's own choice, else the browser's first language that the page has; the address goes along.
function otherLanguage() {
  const wanted = store.language() ?? navigator.languages.find((tag) => kin(tag, "zh") || kin(tag, "en")) ?? LANGUAGE;
  return !kin(wanted, LANGUAGE);
}

function show({ tab, params }) {
  const name = tab in TABS ? tab : Object.keys(TABS)[0];
  if (tab && tab !== name) line.mention("nowhere");
  document.body.dataset.tab = name;
  for (const link of all(".pr-brand nav a")) {
    if (link.dataset.tab === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const label = one(".pr-brand nav a[aria-current]").textContent;
  document.title = name === Object.keys(TABS)[0] ? NAME : `${label} · ${NAME}`; // told apart among the browser's tabs
  for (const view of all(".pr-view")) view.inert = view.id !== `pr-view-${name}`;
  TABS[name].apply(params);
}

function ready() {
  return one("#pr-box textarea") && one("#pr-library .pr-panel") && one("#pr-live") && one("#pr-shell dialog");
}

// What the frame says of the notices: it was made when the service began, and they may have changed since.
async function renew() {
  try {
    const { tagline, scope: html, examples } = JSON.parse(await line.text(`frame?lang=${LANGUAGE.slice(0, 2)}`));
    one(".pr-brand p").textContent = tagline;
    swap(one("#pr-examples"), `<div id="pr-examples">${examples}</div>`);
    const chosen = scope.chosen();
    const held = document.activeElement.closest("#pr-scope") && document.activeElement.name;
    swap(one("#pr-scope"), html);
    scope.fill(chosen);
    if (held) one(`#pr-scope [name="${held}"]`)?.focus();
  } catch (fault) {
    console.error(fault);
  }
}

// Puts `html` in the place of an element that differs.
function swap(place, html) {
  const fresh = parsed(html);
  if (!place.isEqualNode(fresh.firstElementChild)) place.replaceWith(fresh);
}

function begin() {
  window.addEventListener("pr-changed", renew);
  for (const tab of Object.values(TABS)) tab.begin();
  past.begin();
  on("click", ".pr-language", (link) => {
    store.keepLanguage(link.hreflang);
    link.hash = location.hash;
  });
  on("click", ".pr-skip", (link, event) => { event.preventDefault(); one("#pr-box textarea").focus(); });
  on("click", ".pr-twist", (twist) => {
    twist.setAttribute("aria-expanded", String(twist.getAttribute("aria-expanded") === "false"));
  });
  on("input", ".pr-filter", (field) => {
    const list = field.closest(".pr-catalog");
    const entries = all("li", list);
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const entry of entries) entry.hidden = !wanted.every((word) => entry.textContent.toLowerCase().includes(word));
    one(".pr-filtered", list).hidden = entries.some((entry) => !entry.hidden);
  });
  on("submit", ".pr-seek", (form, event) => {
    event.preventDefault();
    const words = one("input", form).value.trim();
    if (words) route.go("library", { find: words });
  });
  route.onMove(show);
  route.tell();
  renew();
}

function wait() {
  const root = document.documentElement; // gradio sets the browser's language, not the page's
  if (root.lang !== LANGUAGE) root.lang = LANGUAGE;
  if (document.body.classList.contains("pr-ready") || !ready()) return;
  document.body.classList.add("pr-ready");
  begin();
}

settings.resize(); // before anything is painted
const here = new URL(".", location.href);
if (otherLanguage()) {
  location.replace(new URL(kin(LANGUAGE, "zh") ? "en/" : "../", here).href + location.hash);
} else {
  new MutationObserver(wait).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["lang"],
  });
  wait();
}
