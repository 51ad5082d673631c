// The conversation: it lives in this browser; the server answers one question at a time and keeps nothing.
import * as answer from "./answer.js";
import * as beside from "./beside.js";
import { all, on, one, parsed, reveal } from "./dom.js";
import * as line from "./line.js";
import * as route from "./route.js";
import * as scope from "./scope.js";
import * as store from "./store.js";

let id = ""; // of the conversation
let turns = []; // {question, state, answer, scope}
let asking = null; // AbortController of the answer in progress
let editing = 0; // the turn that the next question replaces
let typed = ""; // what stood in the box before that turn's question
let told = 0; // questions in the address
let swapped = 0; // when the button beside the box last changed what it does
const TWICE = 600; // milliseconds in which a second press is part of a double-click, and meant for the first button

const language = () => one("#pr-source .pr-panel").dataset.lang;
const box = () => one("#pr-box textarea");
const hint = () => one("p.pr-hint");
const live = () => one("#pr-live");
const over = () => [...box().value].length > Number(hint().dataset.limit);
// An answer is being written; one that is there and waits only for what could come next is not.
const busy = () => Boolean(asking) && !["done", "failed"].includes(turns.at(-1)?.state);
const history = (count) => turns.slice(0, count).filter((turn) => turn.answer).flatMap((turn) => [
  { role: "user", content: turn.question },
  { role: "assistant", content: turn.answer.answer },
]);

const numberOf = (element) => Number(element.closest(".pr-turn").dataset.turn);

export function begin() {
  answer.begin((element) => {
    const [n, talk, held] = [numberOf(element), id, turns];
    return {
      turn: turns[n - 1],
      before: history(n - 1),
      address: () => route.address("ask", [...where(n), ["t", n]]),
      keep: () => store.amend(talk, held),
    };
  });
  beginBox();
  scope.begin();
  beside.begin(where);
  on("click", ".pr-example, .pr-next", (button) => ask(button.textContent));
  on("click", "#pr-stop", (button, event) => { if (meant(event)) stop(); });
  on("click", "#pr-new", () => { route.go("ask", {}); box().focus(); });
  window.addEventListener("pr-forgotten", ({ detail }) => { if (detail === id) fresh(); });
  store.onForeign(() => { if (id && !busy() && !editing && store.settled(id, turns)) restore(id); });
  on("click", ".pr-retry", (button) => ask(turns[numberOf(button) - 1].question, { from: numberOf(button) }));
  on("click", ".pr-edit", (button) => edit(numberOf(button)));
  on("click", ".pr-unfold", (button) => unfold(button, button.getAttribute("aria-expanded") === "false"));
  line.onBack(() => {
    const last = turns.at(-1);
    if (last?.state === "lost" && !busy()) ask(last.question, { from: turns.length });
    else if (id && !live().children.length) restore(id);
  });
}

// ---- the address ----------------------------------------------------------------------------------------------------

// Shows what the address names: a conversation of this browser, else its questions, asked anew; and an open source.
export async function apply(params) {
  const [wanted, asked] = [params.get("c") ?? "", params.getAll("q")];
  let [turn, n] = [params.get("t"), params.get("n")];
  const same = wanted === id && id;
  if (!wanted && !asked.length) fresh();
  else if (wanted !== id || !id) {
    if (wanted && store.conversation(wanted)) {
      await restore(wanted);
      if (turn) reveal(one("#pr-scroll"), one(`.pr-turn[data-turn="${turn}"]`));
    } else {
      await askAll(asked, params);
      turn &&= String(turns.length); // the address names the questions up to that turn
    }
  }
  if (turn && n) beside.open(turn, n);
  else if (!beside.close() && same && asked.length !== told) toTop(one(`.pr-turn[data-turn="${asked.length}"]`));
  told = asked.length; // Back from a question goes to the one before it
}

const SENT = 6; // questions that an address holds at most

// The address of the conversation up to a turn: its last questions and the notices that they were put to.
const where = (turn = turns.length) => {
  const told = turns.slice(0, turn).slice(-SENT);
  return [["c", id], ...told.map(({ question }) => ["q", question]), ...Object.entries(told.at(-1)?.scope ?? {})];
};

function fresh() {
  asking?.abort();
  [asking, id, turns] = [null, "", []];
  one("#pr-log").replaceChildren();
  live().replaceChildren();
  endEdit();
  scope.fill({});
  mood();
}

async function askAll(questions, params) {
  fresh();
  scope.fill(Object.fromEntries(params));
  const mine = turns;
  for (const [n, question] of questions.entries()) {
    if (turns !== mine || turns.length !== n) return; // somebody has gone elsewhere, or asks something else
    await ask(question, { step: false });
  }
}

async function restore(wanted) {
  fresh();
  id = wanted;
  const mine = (turns = store.conversation(wanted).turns);
  const last = turns.at(-1);
  scope.fill(last.scope ?? {});
  mood();
  try {
    const html = await paint(turns, 1);
    if (turns !== mine) return;
    one("#pr-log").prepend(parsed(html)); // before what has been asked meanwhile
    if (turns.at(-1) === last) live().replaceChildren(one("#pr-log").lastElementChild);
    all(".pr-turn").forEach((turn, n) => answer.judged(turn, turns[n]));
    toTop();
  } catch (fault) {
    if (turns !== mine || fault instanceof line.Lost) return; // painted once the connection is back
    store.forget(wanted); // kept by another version in another form: its questions are asked anew
    await askAll(turns.map((turn) => turn.question), new URLSearchParams());
    return;
  }
  if (turns.at(-1) === last && !last.answer && last.state !== "stopped" && last.state !== "failed") {
    await ask(last.question, { from: turns.length, step: false });
  }
}

async function paint(some, first) {
  const sent = some.map((turn) => ({
    question: turn.question, answer: turn.answer ?? null, state: turn.state ?? "lost", scope: turn.scope ?? {},
  }));
  const reply = await line.post("turns", { turns: sent, first, lang: language() });
  return reply.text();
}

// ---- asking ---------------------------------------------------------------------------------------------------------

async function ask(words, { from = 0, step = true } = {}) {
  const question = words.trim();
  if (!question || busy()) return;
  asking?.abort();
  const control = (asking = new AbortController());
  if (from && from < turns.length) store.branch(turns); // what follows the question is not lost with it
  const gone = from ? turns.splice(from - 1).map((old) => old.key) : [];
  all(".pr-turn").filter((turn) => from && Number(turn.dataset.turn) >= from).forEach((turn) => turn.remove());
  id ||= store.fresh();
  const turn = { key: store.fresh(), question, state: "lost", answer: null, scope: scope.chosen() };
  turns.push(turn);
  const number = turns.length;
  one("#pr-log").append(...live().children);
  live().replaceChildren(frame("#pr-waiting", question, number));
  store.keep(id, turns, gone);
  route.write("ask", where(), { step });
  told = Math.min(turns.length, SENT);
  beside.close();
  endEdit();
  mood();
  toTop();
  say();
  try {
    const body = { question, turn: number, history: history(number - 1), lang: language(), scope: turn.scope };
    const reply = await line.post("turn", body, control.signal);
    for await (const part of line.lines(reply)) {
      if (asking !== control) return;
      if (busy()) show(part.html);
      else propose(part.html);
      [turn.state, turn.answer] = [part.state, part.answer];
      if (!busy()) settle();
    }
    if (busy()) throw new line.Lost("cut off");
  } catch (fault) {
    if (fault.name === "AbortError" || asking !== control || !busy()) return; // an answer that is there stays
    [turn.state, turn.answer] = [fault instanceof line.Lost ? "lost" : "failed", null];
    live().replaceChildren(frame("#pr-lost", question, number));
    if (fault instanceof line.Lost) line.lose();
    else refuse(fault);
    asking = null;
    settle();
  } finally {
    if (asking === control) asking = null;
  }
}

// Keeps the conversation, whose last question has got its answer or gets none, and says which.
function settle() {
  store.keep(id, turns);
  mood();
  say();
}

// An exchange that the page comes with, for this question.
function frame(template, question, number) {
  const article = one(template).content.firstElementChild.cloneNode(true);
  one(".pr-asked", article).textContent = question;
  article.dataset.turn = number;
  const button = one(".pr-unfold", article);
  const { characters, lines } = button.dataset;
  button.hidden = [...question].length <= Number(characters) && question.split("\n").length <= Number(lines);
  return article;
}

// Shows the whole of a long question, or some lines of it.
function unfold(button, whole) {
  button.setAttribute("aria-expanded", String(whole));
  button.textContent = whole ? button.dataset.less : button.dataset.more;
}

function refuse(fault) {
  const article = live().firstElementChild;
  const [message, advice] = all(".pr-trouble p", article);
  article.dataset.state = "failed";
  message.textContent = fault.message;
  advice.textContent = fault.hint ?? "";
}

// Puts a newer picture of the answer in the place of the old one; what has the focus keeps it.
function show(html) {
  const held = live().contains(document.activeElement) ? document.activeElement.dataset.n : undefined;
  const whole = Boolean(one('.pr-unfold[aria-expanded="true"]', live()));
  live().innerHTML = html; // from this server, which escapes every foreign word
  if (whole) unfold(one(".pr-unfold", live()), true);
  if (held) one(`[data-n="${held}"]`, live())?.focus({ preventScroll: true });
}

// Puts what could come next below an answer that is there: somebody may be sorting its table or judging it already.
function propose(html) {
  one(".pr-answer", live()).append(...all(".pr-follow", parsed(html)));
}

async function stop() {
  if (!busy()) return;
  asking.abort();
  asking = null;
  const [turn, article] = [turns.at(-1), live().firstElementChild];
  turn.state = "stopped";
  store.keep(id, turns);
  mood();
  halt(article);
  say();
  box().focus();
  try { // with the sources of what is there, as soon as the server says them
    const html = await paint([turn], turns.length);
    if (live().contains(article)) show(html);
    else article.replaceWith(parsed(html)); // the next question has been asked meanwhile
  } catch (fault) {
    console.error(fault);
  }
}

// Shows an exchange as stopped with what is there of its answer, whatever the server does.
function halt(article) {
  const stopped = frame("#pr-stopped", "", article.dataset.turn);
  all(".pr-waiting", article).forEach((waiting) => waiting.remove());
  (one(".pr-answer", article) ?? article).append(...all(".pr-stopped, .pr-actions", stopped));
  Object.assign(article.dataset, { state: stopped.dataset.state, status: stopped.dataset.status });
}

// The classes by which the style sheet shows the right buttons; and the way back to the conversation from other tabs.
function mood() {
  if (document.body.classList.contains("pr-busy") !== busy()) swapped = performance.now();
  document.body.classList.toggle("pr-busy", busy());
  document.body.classList.toggle("pr-talking", turns.length > 0);
  one('.pr-brand nav a[data-tab="ask"]').href = route.address("ask", id ? where() : {});
}

// Whether a press of the button beside the box is no second half of a double-click on what stood there just before.
const meant = (event) => event.detail === 0 || performance.now() - swapped > TWICE;

function say() {
  one("#pr-status").textContent = one(".pr-turn", live())?.dataset.status ?? "";
}

// Brings a question, the last one where none is named, to the top.
function toTop(turn = one(".pr-turn", live())) {
  const scroll = one("#pr-scroll");
  if (turn && turns.length > 1) {
    scroll.scrollTop += turn.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
  } else scroll.scrollTop = 0;
}

// ---- the question box -----------------------------------------------------------------------------------------------

export function fill(words) {
  box().value = words;
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

function edit(number) {
  if (!editing) typed = box().value;
  editing = number;
  fill(turns[number - 1].question);
  box().focus();
}

function endEdit() {
  editing = 0;
  measure();
}

function measure() {
  const { editing: alone, branching, usual: none } = hint().dataset;
  const usual = editing ? (editing < turns.length ? branching : alone).replace("{n}", editing) : none;
  hint().textContent = over() ? hint().dataset.over : usual;
  hint().classList.toggle("is-over", over());
  hint().classList.toggle("is-usual", !editing && !over());
}

function send() {
  const words = box().value;
  if (over() || !words.trim() || busy()) return;
  const from = editing;
  fill(from ? typed : "");
  ask(words, { from });
}

function beginBox() {
  on("input", "#pr-box textarea", () => { measure(); store.keepDraft(box().value); });
  on("click", "#pr-send", (button, event) => { if (meant(event)) send(); });
  // An Enter that chooses a word of an input method must not send the question.
  on("keydown", "#pr-box textarea", (field, event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      event.stopImmediatePropagation();
      send();
    } else if (event.key === "ArrowUp" && !field.value && turns.length) {
      event.preventDefault();
      fill(turns.at(-1).question);
    }
  }, true);
  on("keydown", "body", (body, event) => {
    if (event.key === "Escape" && editing) { endEdit(); fill(typed); } else if (event.key === "Escape") beside.leave();
    if (event.key === "/" && !event.target.closest("input, textarea")) { event.preventDefault(); box().focus(); }
  });
  if (store.draft() && !box().value) fill(store.draft());
  measure();
}
