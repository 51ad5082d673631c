"""The 问答 tab without its widgets: what it needs of the assistant, and an exchange as it grows."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from rag.domain import Answer, Fact, Language, Notice, Turn
from rag.errors import RagError
from rag.retrieve.filters import EVERYTHING, Filters
from rag.settings import Settings
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

    def notice(self, reference: str) -> Notice:
        """The notice that `reference` names."""
        ...

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Questions to begin with, that the notices answer."""
        ...


def converse(
    assistant: Answering, question: str, *, history: Sequence[Turn], filters: Filters = EVERYTHING
) -> Iterator[Exchange]:
    """The exchange as it grows: waiting, writing, and at last done or failed.

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
    before = [turn.content for turn in history if turn.role == "user"]
    follow = () if exchange.answer is None else follow_ups(exchange.answer, asked=[*before, question])
    yield replace(exchange, state="done", follow=follow)
