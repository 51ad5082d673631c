"""The 问答 tab without its widgets: what is asked, what comes back, and what is remembered in between."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from rag.domain import Answer, Notice, Turn
from rag.errors import RagError
from rag.settings import Settings
from ui.render import Exchange, State, Trouble

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

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The whole answer."""
        ...

    def stream(self, question: str, *, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Snapshots of a growing answer, the last one whole."""
        ...

    def notice(self, reference: str) -> Notice:
        """The notice that `reference` names."""
        ...


def converse(assistant: Answering, question: str, *, before: Sequence[Exchange]) -> Iterator[Exchange]:
    """The exchange as it grows: waiting, writing, and at last done or failed.

    Args:
        assistant: Who answers.
        question: As typed.
        before: The exchanges so far, oldest first.
    """
    exchange = Exchange(question=question, state="waiting")
    yield exchange
    painted = 0.0
    try:
        for answer in assistant.stream(question, history=turns(before)):
            exchange = replace(exchange, state="writing", answer=answer)
            if time.monotonic() - painted >= PAUSE_SECONDS:
                yield exchange
                painted = time.monotonic()
    except RagError as error:
        trouble = Trouble(message=error.message, hint=error.hint)
        yield replace(exchange, state="failed", answer=None, trouble=trouble)
        return
    yield replace(exchange, state="done")


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The conversation as the assistant remembers it: the questions that got an answer, and those answers."""
    pairs = [
        (Turn(role="user", content=exchange.question), Turn(role="assistant", content=exchange.answer.text))
        for exchange in exchanges
        if exchange.answer is not None
    ]
    return tuple(turn for pair in pairs for turn in pair)


def stopped(exchanges: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """The conversation after the reader stopped its last answer."""
    return tuple(_ended(exchange, "stopped", None) for exchange in exchanges)


def broken(exchanges: Sequence[Exchange], *, trouble: Trouble) -> tuple[Exchange, ...]:
    """The conversation after its last answer ended in a fault of the program."""
    return tuple(_ended(exchange, "failed", trouble) for exchange in exchanges)


def _ended(exchange: Exchange, state: State, trouble: Trouble | None) -> Exchange:
    if exchange.state not in ("waiting", "writing"):
        return exchange
    return replace(exchange, state=state, trouble=trouble)
