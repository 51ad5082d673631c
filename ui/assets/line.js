// The line to the server: requests that tell a lost connection from a refusal, and word of it on the page.
import { one, ROOT } from "./dom.js";

const BEAT = 10_000; // milliseconds between looks while all is well
const RETRY = 1_500; // and while the server cannot be reached
const MENTIONED = 5_000; // milliseconds for which a remark stays

export class Lost extends Error {}
export class Refused extends Error {
  constructor(error) {
    super(error.message);
    this.hint = error.hint ?? "";
  }
}

// What is said of a fault: the server's own words where it refused, else `otherwise`.
export const words = (fault, otherwise) => (
  fault instanceof Refused ? [fault.message, fault.hint].filter(Boolean).join(" ") : otherwise
);

let off = false;
let timer = 0;
let held = ""; // what the server says of its notices: another word where they have changed
const hearers = [];
export const onBack = (hear) => hearers.push(hear);

async function reach(path, options) {
  try {
    // the page's language, in which a refusal is worded; the browser's own may be another
    const headers = { ...options.headers, "accept-language": document.documentElement.lang };
    return await fetch(new URL(path, ROOT), { ...options, headers });
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    lose();
    throw new Lost(fault.message);
  }
}

async function refusal(reply) {
  const unworded = { message: one("#pr-line").dataset.fault.replace("{status}", reply.status) };
  try { return (await reply.json()).error ?? unworded; } catch { return unworded; }
}

export async function get(path) {
  return reach(path, {});
}

// The text of a reply; refusals and lost connections are thrown.
export async function text(path) {
  const reply = await get(path);
  if (!reply.ok) throw new Refused(await refusal(reply));
  return reply.text();
}

export async function post(path, body, signal) {
  return put(path, JSON.stringify(body), "application/json", signal);
}

// Sends a file as it is.
export async function send(path, file) {
  return put(path, file, "application/octet-stream");
}

async function put(path, body, type, signal) {
  const reply = await reach(path, { method: "POST", headers: { "content-type": type }, body, signal });
  if (reply.status === 502 || reply.status === 504) { lose(); throw new Lost(reply.statusText); }
  if (!reply.ok) throw new Refused(await refusal(reply));
  return reply;
}

// The lines of JSON of a reply as they come.
export async function* lines(reply) {
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    let piece;
    try {
      piece = await reader.read();
    } catch (fault) {
      if (fault.name === "AbortError") throw fault;
      lose();
      throw new Lost(fault.message);
    }
    const parts = (rest + (piece.value ?? "")).split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
    if (piece.done) return;
  }
}

export function lose() {
  if (!off) {
    off = true;
    say(one("#pr-line")?.dataset.off, true);
  }
  look(RETRY);
}

// Says for a moment what is in the element's own words of that name.
export function mention(name) {
  if (off) return;
  say(one("#pr-line").dataset[name], false);
  setTimeout(() => { if (!off) say("", false); }, MENTIONED);
}

function say(words, bad) {
  const bar = one("#pr-line");
  if (!bar) return;
  bar.textContent = words ?? "";
  bar.classList.toggle("is-off", bad);
  bar.classList.toggle("is-shown", Boolean(words));
}

function look(wait) {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (document.hidden && !off && held) return look(BEAT);
    try {
      const reply = await fetch(new URL("api/health", ROOT), { cache: "no-store" });
      if (!reply.ok) throw new Error(reply.statusText);
      const { corpus } = await reply.json();
      if (held && held !== corpus) window.dispatchEvent(new Event("pr-changed"));
      held = corpus;
    } catch {
      return lose();
    }
    if (off) {
      off = false;
      say(one("#pr-line")?.dataset.on, false);
      setTimeout(() => { if (!off) say("", false); }, 3000);
      hearers.forEach((hear) => hear());
    }
    return look(BEAT);
  }, wait);
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) look(0); });
look(0); // now, so that what changes from here on is seen
