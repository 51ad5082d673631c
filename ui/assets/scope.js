// Which notices the next question is put to: the fields above the question box.
import { all, on, one } from "./dom.js";

const form = () => one("#pr-scope");
const fields = () => all("[name]", form());

export function begin() {
  on("input", "#pr-scope [name]", mood);
  on("reset", "#pr-scope", () => setTimeout(mood));
  on("submit", "#pr-scope", (frame, event) => event.preventDefault());
}

// The fields that choose something, by name; the address has them in the same form.
export function chosen() {
  const value = (field) => (field.type === "checkbox" ? field.checked && "true" : field.value);
  return Object.fromEntries(fields().map((field) => [field.name, value(field)]).filter(([, given]) => given));
}

export function fill(values) {
  for (const field of fields()) {
    if (field.type === "checkbox") field.checked = values[field.name] === "true";
    else field.value = values[field.name] ?? "";
  }
  mood();
}

function mood() {
  const set = chosen();
  for (const field of fields()) field.closest(".pr-chip").classList.toggle("is-set", field.name in set);
  one("button", form()).hidden = !Object.keys(set).length;
}
