"""The 问答 tab without its widgets: what it needs of the assistant, and an exchange as it grows."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from rag.domain import Answer, Fact, Language, Notice, Turn
from rag.errors import RagError
from rag.retrieve.filters import EVERYTHING, Filters
from rag.settings import Settings
from ui.clashes import clashes_of
from ui.edges import edges_of
from ui.follow import follow_ups
from ui.render import Exchange, Trouble

PAUSE_SECONDS = 0.06
"""Snapshots of a growing answer that come faster than this are not painted one by one."""


class Answering(Protocol):
    """What the page needs of the assistant."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        ...

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices that answers come from."""
        ...

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Who does what, in which item."""
        ...

    def within(self, filters: Filters) -> Answering:
        """The same over the notices that `filters` let through."""
        ...

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The whole answer."""
        ...

    def stream(self, question: str, *, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Snapshots of a growing answer, the last one whole."""
        ...

    def quote(self, question: str) -> Answer:
        """The answer in the notices' own words to a question by itself; no model is asked."""
        ...

    def notice(self, reference: str) -> Notice:
        """The notice that `reference` names."""
        ...

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Questions to begin with, that the notices answer."""
        ...


def converse(
    assistant: Answering, question: str, *, history: Sequence[Turn], filters: Filters = EVERYTHING
) -> Iterator[Exchange]:
    """The exchange as it grows: waiting, writing, and at last done or failed; done again where more can be asked.

    Args:
        assistant: Who answers.
        question: As typed.
        history: The conversation so far, oldest first.
        filters: Which notices the question is put to.
    """
    exchange = Exchange(question=question, state="waiting", filters=filters)
    yield exchange
    painted = 0.0
    try:
        asked = assistant if filters == EVERYTHING else assistant.within(filters)
        for answer in asked.stream(question, history=history):
            exchange = replace(exchange, state="writing", answer=answer)
            if time.monotonic() - painted >= PAUSE_SECONDS:
                yield exchange
                painted = time.monotonic()
    except RagError as error:
        trouble = Trouble(message=error.message, hint=error.hint)
        yield replace(exchange, state="failed", answer=None, trouble=trouble)
        return
    exchange = held_against(replace(exchange, state="done"), assistant.notices)
    yield exchange
    before = [turn.content for turn in history if turn.role == "user"]
    going_on = with_follow_ups(asked, exchange, asked=[*before, question])
    if going_on.follow:
        yield going_on


def held_against(exchange: Exchange, notices: Sequence[Notice]) -> Exchange:
    """`exchange` with what shows only beside the notices: where its quotes are cut, and which contradict each other."""
    if exchange.answer is None:
        return exchange
    cited = {one.doc for one in exchange.answer.citations}
    by_id = {one.id: one for one in notices if one.id in cited}
    return replace(exchange, edges=edges_of(exchange.answer, by_id), clashes=clashes_of(exchange.answer, by_id))


def with_follow_ups(assistant: Answering, exchange: Exchange, *, asked: Sequence[str]) -> Exchange:
    """`exchange` with questions that `assistant` can answer next; as it is where it has no answer or fails in it.

    Args:
        assistant: Who answers, over the notices that the question was put to.
        exchange: The last of the conversation.
        asked: The questions of the conversation.
    """
    if exchange.answer is None or exchange.state != "done":
        return exchange
    with suppress(RagError):
        return replace(exchange, follow=follow_ups(exchange.answer, asked=asked, quote=assistant.quote))
    return exchange
