// Short names for what every part of the page does with its elements.
export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const WIDE = window.matchMedia("(min-width: 1000px)");
export const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");

// Where the service lies: this file is in its folder page/.
export const ROOT = new URL("..", import.meta.url);

// The elements of HTML from this server, where every foreign word is escaped, before they stand in the page.
export function parsed(html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  return fresh.content;
}

// Calls act(target, event) for each event of that type on an element that fits the selector, now or later.
export function on(type, selector, act, capture = false) {
  window.addEventListener(type, (event) => {
    const target = event.target.closest?.(selector);
    if (target) act(target, event);
  }, capture);
}

// Copies text, and HTML where it is given; also works without https, as in a local network.
export function copy(text, html = "") {
  const fill = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
  };
  document.addEventListener("copy", fill, { once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", fill);
}

// Shows other words on a button for a moment.
export function flash(button, words) {
  if (button.dataset.usual) return;
  button.dataset.usual = button.textContent;
  button.textContent = words;
  setTimeout(() => {
    button.textContent = button.dataset.usual;
    delete button.dataset.usual;
  }, 1800);
}

// Scrolls `target` to the upper third of `sheet`, or further down where `above` pixels before it are to be seen too.
export function reveal(sheet, target, above = 0) {
  if (!target) return;
  const gap = target.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
  const far = CALM.matches || Math.abs(gap) > 2 * sheet.clientHeight;
  const third = Math.min(sheet.clientHeight * 0.28, 200);
  const top = sheet.scrollTop + gap - (above < sheet.clientHeight / 2 ? Math.max(third, above) : third);
  sheet.scrollTo({ top, behavior: far ? "auto" : "smooth" });
}
