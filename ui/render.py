"""The conversation as HTML: questions, what became of them, and what stands in an empty one; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from rag.domain import Answer
from rag.retrieve.filters import EVERYTHING, Filters
from ui.clashes import Clash
from ui.edges import Edges
from ui.render_answer import actions_html, answer_html
from ui.render_scope import scope_line
from ui.said import in_language
from ui.words import WORDS, Words

SHOWN_CHARACTERS, SHOWN_LINES = 200, 5
"""How much of a question is shown at once; a longer one is folded, and unfolds by a button."""

State = Literal["waiting", "writing", "done", "stopped", "failed", "lost"]
"""``lost``: the connection broke before the answer was whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a question got no answer, and what to do about it."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question and as much of its answer as there is so far."""

    question: str
    state: State
    answer: Answer | None = None
    trouble: Trouble | None = None
    follow: tuple[str, ...] = ()
    """Questions that could come next."""
    filters: Filters = EVERYTHING
    """Which notices the question was put to."""
    edges: Mapping[int, Edges] = field(default_factory=dict[int, Edges])
    """Where the quotes of the answer are cut out of a sentence."""
    clashes: tuple[Clash, ...] = ()
    """Quotes of the answer that contradict each other."""


def exchange_html(exchange: Exchange, *, turn: int, words: Words) -> str:
    """One question with its answer; `turn` counts the questions of the conversation from 1."""
    asked = escape(exchange.question)
    return (
        f'<article class="pr-turn" data-turn="{turn}" data-state="{exchange.state}" '
        f'data-status="{escape(_status(exchange, words))}">'
        f'<h2 class="pr-question"><span class="pr-unseen">{words.asked}{words.colon}'
        f'</span><span class="pr-asked">{asked}</span></h2>{_unfold(exchange.question, words)}'
        f"{scope_line(exchange.filters, words=words)}{_body(exchange, words)}</article>"
    )


def _unfold(question: str, words: Words) -> str:
    """The button that shows the whole of a long question; the script shows it where it puts a question in itself."""
    long = len(question) > SHOWN_CHARACTERS or question.count("\n") >= SHOWN_LINES
    return (
        f'<button type="button" class="pr-unfold" aria-expanded="false" data-characters="{SHOWN_CHARACTERS}" '
        f'data-lines="{SHOWN_LINES}" data-less="{words.fold_question}" data-more="{words.unfold_question}"'
        f"{'' if long else ' hidden'}>{words.unfold_question}</button>"
    )


def conversation_html(exchanges: Sequence[Exchange], *, words: Words, first: int = 1) -> str:
    """The exchanges in order, the first of them the turn of the number `first`."""
    return "".join(exchange_html(exchange, turn=n, words=words) for n, exchange in enumerate(exchanges, start=first))


def trouble_html(trouble: Trouble, *, words: Words, title: str = "") -> str:
    """A refusal in words: what is wrong, and what to do; `title` where it was no question that failed."""
    return (
        f'<div class="pr-trouble" role="alert"><strong>{title or words.error}</strong>'
        f"<p>{escape(in_language(trouble.message, words.language))}</p>"
        f"<p>{escape(in_language(trouble.hint, words.language))}</p></div>"
    )


def welcome_html(questions: Sequence[str], *, words: Words) -> str:
    """What stands in an empty conversation, with questions to begin with."""
    return (
        f'<div class="pr-welcome"><h2>{words.welcome}</h2><p>{words.welcome_note}</p>'
        f'<div id="pr-examples">{examples_html(questions)}</div></div>'
    )


def examples_html(questions: Sequence[str]) -> str:
    """Questions to begin with, each a button that asks it."""
    return "".join(f'<button type="button" class="pr-example">{escape(text)}</button>' for text in questions)


def talk_html(*, words: Words) -> str:
    """The places of the conversation that the script fills, and the exchanges it needs without the server."""
    waiting = exchange_html(Exchange(question="", state="waiting"), turn=0, words=words)
    trouble = Trouble(message=words.lost, hint=words.lost_hint)
    lost = exchange_html(Exchange(question="", state="lost", trouble=trouble), turn=0, words=words)
    stopped = exchange_html(Exchange(question="", state="stopped"), turn=0, words=words)
    return (
        f'<div id="pr-log"></div><div id="pr-live"></div><p id="pr-status" class="pr-unseen" role="status"></p>'
        f'<template id="pr-waiting">{waiting}</template><template id="pr-lost">{lost}</template>'
        f'<template id="pr-stopped">{stopped}</template>'
    )


def hint_html(limit: int, *, words: Words) -> str:
    """What stands below the question box; the script shows the other words past `limit` characters."""
    over = escape(words.over_limit.format(limit=limit))
    return (
        f'<p class="pr-hint is-usual" role="status" data-limit="{limit}" data-over="{over}" data-usual="{words.hint}" '
        f'data-editing="{escape(words.editing)}" data-branching="{escape(words.branching)}">{words.hint}</p>'
    )


def _body(exchange: Exchange, words: Words) -> str:
    if exchange.trouble is not None:
        return trouble_html(exchange.trouble, words=words) + actions_html(None, words=words)
    stopped = f'<p class="pr-stopped">{words.stopped}</p>' if exchange.state == "stopped" else ""
    if exchange.answer is None:
        waiting = f'<p class="pr-waiting" aria-hidden="true">{words.waiting}<i></i><i></i><i></i></p>'
        return stopped + actions_html(None, words=words) if stopped else waiting
    whole = exchange.state != "writing"
    actions = actions_html(exchange.answer, words=words) if whole else ""
    follow = _follow(exchange, words) if exchange.state == "done" else ""
    return f'<div class="pr-answer">{_answer(exchange, exchange.answer, stopped, words)}{actions}{follow}</div>'


def _answer(exchange: Exchange, answer: Answer, note: str, words: Words) -> str:
    whole = exchange.state != "writing"
    return answer_html(answer, whole=whole, note=note, page=words, edges=exchange.edges, clashes=exchange.clashes)


def _follow(exchange: Exchange, words: Words) -> str:
    """What could be asked next, in the language of the answer."""
    if exchange.answer is None or not exchange.follow:
        return ""
    questions, tag = exchange.follow, WORDS[exchange.answer.language].tag
    entries = "".join(
        f'<li><button type="button" class="pr-next" lang="{tag}">{escape(text)}</button></li>' for text in questions
    )
    return f'<section class="pr-follow"><h3>{words.follow}</h3><ul role="list">{entries}</ul></section>'


def _status(exchange: Exchange, words: Words) -> str:
    if exchange.state == "done" and exchange.answer is not None:
        if exchange.answer.abstained:
            return words.abstained
        return words.finished.format(count=len(exchange.answer.citations))
    said = {"waiting": words.waiting, "writing": words.writing, "stopped": words.stopped, "lost": words.lost}
    return said.get(exchange.state, "")
