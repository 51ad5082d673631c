// What is kept in this browser: conversations, what is being typed, choices. Nothing of it lies on the server.
const PREFIX = "policy-rag/";
const MOST = 200; // conversations; the oldest make way

const get = (name) => {
  try { return JSON.parse(localStorage.getItem(PREFIX + name)); } catch { return null; }
};

// Whether it could be kept; a browser may forbid it or be full.
function put(name, value) {
  try { localStorage.setItem(PREFIX + name, JSON.stringify(value)); return true; } catch { return false; }
}

const drop = (name) => { try { localStorage.removeItem(PREFIX + name); } catch { /* nothing was kept */ } };

// ---- conversations: an index of {id, title, when, count, gist}, and each one's turns by its id --------------------

export const list = () => get("list") ?? [];
export const fresh = () => Math.random().toString(36).slice(2, 10); // a name for a conversation or a turn

export function conversation(id) {
  const talk = get(`talk/${id}`); // the turns of an earlier version have no key
  return talk && { turns: talk.turns.map((turn, n) => ({ key: `${n} ${turn.question}`, ...turn })) };
}

// Keeps the turns beside those that another tab of this browser has added since; the keys `gone` are of replaced ones.
export function keep(id, own, gone = []) {
  const turns = merged(id, own, gone);
  const others = list().filter((entry) => entry.id !== id);
  const entry = { id, title: turns[0].question, when: Date.now(), count: turns.length, gist: gist(turns) };
  others.slice(MOST - 1).forEach((old) => drop(`talk/${old.id}`));
  const index = [entry, ...others.slice(0, MOST - 1)];
  while (!put(`talk/${id}`, { turns }) && index.length > 1) drop(`talk/${index.pop().id}`);
  put("list", index);
}

// Keeps the turns as they are in a conversation of their own.
export const branch = (turns) => keep(fresh(), turns.map((turn) => ({ ...turn, key: fresh() })));

// Keeps a change to turns that are there already; a conversation that is none any more stays none.
export function amend(id, turns) {
  if (conversation(id)) put(`talk/${id}`, { turns: merged(id, turns, []) });
}

// What is kept, in its order and as `own` has it, then what only `own` has; an answer is not lost to one without.
function merged(id, own, gone) {
  const mine = new Map(own.map((turn) => [turn.key, turn]));
  const kept = (conversation(id)?.turns ?? []).filter((turn) => !gone.includes(turn.key));
  const both = kept.map((turn) => {
    const ours = mine.get(turn.key) ?? {};
    mine.delete(turn.key);
    return turn.answer && !ours.answer ? { ...ours, ...turn } : { ...turn, ...ours };
  });
  return [...both, ...mine.values()];
}

// Whether another tab has added to the turns of a conversation, and waits for no answer there.
export function settled(id, own) {
  const kept = conversation(id)?.turns ?? [];
  const more = kept.some((turn) => !own.some(({ key }) => key === turn.key));
  return more && kept.every((turn) => turn.answer || ["stopped", "failed"].includes(turn.state));
}

// Calls act() when another tab has kept something.
export const onForeign = (act) => window.addEventListener("storage", ({ key }) => {
  if (key?.startsWith(`${PREFIX}talk/`)) act();
});

// The beginning of the first question's answer, without its marks and what makes lines of it a list, a heading or a
// quotation.
function gist(turns) {
  const said = turns[0].answer?.answer ?? "";
  return said.replace(/^\s*(?:[-*>]|\d{1,3}\.|#{1,6})\s+/gm, "").replace(/\*\*|\[\d+\]/g, "").replace(/\s+/g, " ").slice(0, 120);
}

export function forget(id) {
  drop(`talk/${id}`);
  put("list", list().filter((entry) => entry.id !== id));
}

export const forgetAll = () => list().forEach((entry) => forget(entry.id));

// The entries whose questions or answers hold every word of `words`.
export function find(words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return list();
  return list().filter((entry) => {
    const turns = conversation(entry.id)?.turns ?? [];
    const text = turns.map((turn) => `${turn.question}\n${turn.answer?.answer ?? ""}`).join("\n").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

// ---- the rest -----------------------------------------------------------------------------------------------------

export const draft = () => get("draft") ?? "";
export const keepDraft = (text) => (text ? put("draft", text) : drop("draft"));
export const waiting = () => get("waiting") ?? []; // the tokens of files that this browser sent and that wait
export const keepWaiting = (tokens) => (tokens.length ? put("waiting", tokens) : drop("waiting"));
export const language = () => get("language");
export const keepLanguage = (tag) => put("language", tag);
export const textSize = () => get("size");
export const keepTextSize = (percent) => put("size", percent);
