"""The 问答 tab without its widgets: what is asked, what comes back, and what is remembered in between."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import Protocol

from rag.domain import Answer, Language, Notice, Turn
from rag.errors import RagError
from rag.settings import Settings
from ui.render import ENDED, Exchange, Trouble

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

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """Questions to begin with, that the notices answer."""
        ...


class Desk:
    """One reader's conversation: the one thing on the page that changes.

    Whoever changes it may be overtaken: an answer in progress learns at its next snapshot that it was stopped. So what
    is painted is always what the desk holds at that moment, and an answer that was overtaken paints once more.
    """

    def __init__(self) -> None:
        self.said: tuple[Exchange, ...] = ()
        self._asking: object | None = None
        self._lock = Lock()

    def __deepcopy__(self, memo: object) -> Desk:
        """An empty desk: gradio gives each reader a copy of the first."""
        del memo
        return Desk()

    @property
    def busy(self) -> bool:
        """Whether an answer is in progress."""
        return self._asking is not None

    def ask(self, assistant: Answering, question: str, *, fault: Trouble) -> Iterator[None]:
        """Put `question` and let its answer grow; yields whenever there is something new to paint.

        Args:
            assistant: Who answers.
            question: As typed. One that is put while another is being answered is dropped.
            fault: What to say should the program fail; the error itself goes on to the caller.
        """
        asking = object()
        with self._lock:
            if self._asking is not None:
                return
            self._asking, before = asking, self.said
        try:
            for exchange in converse(assistant, question, before=before):
                kept = self._keep((*before, exchange), asking)
                yield
                if not kept:
                    return
        except Exception:
            failed = Exchange(question=question, state="failed", trouble=fault)
            self._keep((*before, failed), asking)
            raise

    def stop(self) -> None:
        """End the answer in progress with the words it has."""
        with self._lock:
            if self._asking is not None:
                self.said = (*self.said[:-1], replace(self.said[-1], state="stopped"))
                self._asking = None

    def clear(self) -> None:
        """Begin a new conversation."""
        with self._lock:
            self.said, self._asking = (), None

    def _keep(self, said: tuple[Exchange, ...], asking: object) -> bool:
        """Take `said` for the conversation, unless `asking` was overtaken; returns whether it was taken."""
        with self._lock:
            if self._asking is not asking:
                return False
            self.said = said
            if said[-1].state in ENDED:
                self._asking = None
            return True


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
