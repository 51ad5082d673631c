// The 政策库 tab: the list of notices, one of them with its outline, each item with its own address; and the place
// where notices come and go.
import { copy, flash, on, one } from "./dom.js";
import { Reader } from "./reader.js";
import * as route from "./route.js";
import * as shelf from "./shelf.js";

let reader;
let open = {}; // {doc, item} of what is shown

export function begin() {
  reader = new Reader(one("#pr-library .pr-panel"));
  shelf.begin();
  window.addEventListener("pr-changed", () => reader.forget());
  const within = (act) => (target, event) => {
    if (reader.frame.contains(target)) act(target, event);
  };
  on("click", ".pr-open", within((button) => route.go("library", { doc: button.dataset.doc })));
  on("click", ".pr-all", within(() => route.go("library", {})));
  on("click", ".pr-here", within((button) => { copy(location.href); flash(button, button.dataset.done); }));
  on("click", ".pr-jump", within((button) => at(reader.jump(button.dataset.item))));
  on("click", ".pr-text .pr-item[data-path]", within((item) => {
    if (String(getSelection())) return; // somebody marks words to copy them
    reader.lit(item.dataset.path);
    at(item.dataset.path);
  }));
}

// Names the item in the address, without a step of its own.
function at(item) {
  if (!item) return;
  open = { doc: open.doc, item };
  reader.lit(item);
  route.write("library", open, { step: false });
}

export function apply(params) {
  const { doc, item, start, end, find, manage } = Object.fromEntries(params);
  one("#pr-view-library").classList.toggle("is-managing", Boolean(manage));
  if (manage) {
    open = {};
    shelf.show();
    return;
  }
  one(".pr-here", reader.frame).hidden = !doc && !find;
  if (!doc && find) {
    open = {};
    reader.found(find);
  } else if (!doc) {
    open = {};
    reader.home();
  } else if (doc !== open.doc || item !== open.item || start) {
    open = { doc, item };
    reader.show(start && end ? { doc, start, end } : { doc, item });
  }
}
