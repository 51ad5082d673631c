// Long work on the server: its lines of JSON, with a bar that shows how far it is.
import { one } from "./dom.js";
import * as line from "./line.js";

// Posts, moves the bar `bar`, and returns the last line; refusals and lost connections are thrown.
export async function follow(path, body, bar, { stop } = {}) {
  const [meter, words] = [one("progress", bar), one("span", bar)];
  meter.removeAttribute("value");
  words.textContent = bar.dataset.working;
  bar.hidden = false;
  try {
    let last = null;
    for await (const step of line.lines(await line.post(path, body, stop))) {
      last = step;
      if (!step.stage) continue;
      if (step.of) [meter.max, meter.value] = [step.of, step.done];
      else meter.removeAttribute("value");
      const count = step.of > 1 ? `${step.done}/${step.of}` : "";
      words.textContent = [bar.dataset[step.stage] ?? bar.dataset.working, count, step.name].filter(Boolean).join(" ");
    }
    if (last?.error) throw new line.Refused(last.error);
    if (!last || last.stage) throw new line.Lost(bar.dataset.cut);
    return last;
  } finally {
    bar.hidden = true;
  }
}

// What stands where it went wrong: the words of the refusal, or that the line was lost.
export function complaint(fault, bar) {
  const box = document.createElement("div");
  box.className = "pr-trouble";
  box.setAttribute("role", "alert");
  const said = fault instanceof line.Refused ? [fault.message, fault.hint] : [bar.dataset.cut];
  for (const words of said.filter(Boolean)) box.append(Object.assign(document.createElement("p"), { textContent: words }));
  return box;
}

const ASKED = 4000; // milliseconds in which the second press counts
const TWICE = 500; // and in which it is part of a double-click
const asked = new Map(); // buttons that wait for their second press, with when they were pressed and how to undo it

// Whether the button was pressed a second time, which is asked for where something goes away.
export function sure(button, event) {
  const first = asked.get(button);
  if (first) {
    const hasty = event.detail > 1 || performance.now() - first.when < TWICE;
    first.when = performance.now(); // a key that is held down presses again and again
    if (!hasty) first.undo();
    return !hasty;
  }
  const [usual, label] = [button.textContent, button.getAttribute("aria-label")];
  button.dataset.asked = "yes";
  button.textContent = button.dataset.sure;
  if (label) button.setAttribute("aria-label", `${button.dataset.sure} ${label}`);
  const undo = () => {
    clearTimeout(timer);
    asked.delete(button);
    delete button.dataset.asked;
    button.textContent = usual;
    if (label) button.setAttribute("aria-label", label);
  };
  const timer = setTimeout(undo, ASKED);
  asked.set(button, { when: performance.now(), undo });
  return false;
}

// Takes back every first press, and says whether there was one.
export function unsure() {
  const any = asked.size > 0;
  for (const { undo } of asked.values()) undo();
  return any;
}

window.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !unsure()) return;
  event.preventDefault(); // what lies around the button stays open
  event.stopImmediatePropagation();
}, true);
