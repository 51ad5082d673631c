// The 设置 tab: language and text size, kept in this browser; what the service runs with, and whether it answers.
import { all, on, one } from "./dom.js";
import * as line from "./line.js";
import * as store from "./store.js";

const frame = () => one("#pr-settings");

// Sets the text size that this browser keeps; sizes in the style sheets are relative to it.
export function resize() {
  const size = store.textSize() ?? "100";
  document.documentElement.style.fontSize = `${size}%`;
  for (const field of all("#pr-settings [name=size]")) field.checked = field.value === String(size);
}

export function begin() {
  resize();
  on("change", "#pr-settings [name=size]", (field) => { store.keepTextSize(field.value); resize(); });
  on("click", ".pr-try", async (button) => {
    const said = button.parentElement.querySelector(".pr-tried");
    button.disabled = true;
    said.classList.remove("is-bad");
    said.textContent = button.dataset.trying;
    try {
      const reply = await line.post("settings/try", { what: button.dataset.what, lang: frame().dataset.lang });
      const { good, words } = await reply.json();
      said.classList.toggle("is-bad", !good);
      said.textContent = words;
    } catch (fault) {
      said.classList.add("is-bad");
      said.textContent = line.words(fault, frame().dataset.failed);
    } finally {
      button.disabled = false;
      button.focus();
    }
  });
}

export async function apply() {
  const place = one("#pr-in-use");
  if (all(".pr-try:disabled", place).length) return; // an answer is being waited for
  try {
    place.innerHTML = await line.text(`settings?lang=${frame().dataset.lang}`); // from this server, which escapes every foreign word
  } catch (fault) {
    place.textContent = frame().dataset.failed;
    console.error(fault);
  }
}
