"""An assistant that goes on to the next index by itself: a server needs no restart when notices are added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock, Thread

from rag.answer.ask import Assistant
from rag.domain import Answer, Fact, Item, Language, Notice, Turn
from rag.errors import RagError
from rag.index.generation import Layout, Pointer
from rag.index.store import pointer_in_force
from rag.retrieve.filters import Filters
from rag.settings import Settings


class LiveAssistant:
    """Answers from the index in force; a question that began goes on with the one it began with.

    Before each question one small file is read. Where another index is in force, it is opened aside, and questions are
    answered from the one that is open until it is ready; one that does not open changes nothing.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._tried = assistant.store.pointer
        self._opening = Lock()

    @classmethod
    def open(cls, settings: Settings) -> LiveAssistant:
        """The assistant over the index that `settings` names.

        Raises:
            IndexMissing: none was built yet.
            IndexMismatch: it is damaged, or was built with other settings or another encoder.
            ModelMissing: the encoder or the reranker cannot be opened.
        """
        return cls(Assistant.open(settings))

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._assistant.settings

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices that answers come from."""
        return self.current().notices

    @property
    def facts(self) -> tuple[Fact, ...]:
        """`Assistant.facts` over the index in force."""
        return self.current().facts

    def within(self, filters: Filters) -> Assistant:
        """`Assistant.within` over the index in force."""
        return self.current().within(filters)

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        """`Assistant.ask` over the index in force."""
        return self.current().ask(question, history=history)

    def stream(self, question: str, *, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """`Assistant.stream` over the index in force."""
        return self.current().stream(question, history=history)

    def quote(self, question: str) -> Answer:
        """`Assistant.quote` over the index in force."""
        return self.current().quote(question)

    def notice(self, reference: str) -> Notice:
        """`Assistant.notice` over the index in force."""
        return self.current().notice(reference)

    def item(self, address: str) -> tuple[Notice, tuple[Item, ...]]:
        """`Assistant.item` over the index in force."""
        return self.current().item(address)

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """`Assistant.suggestions` over the index in force."""
        return self.current().suggestions(language)

    def current(self) -> Assistant:
        """The assistant that answers now; another index in force is begun to be opened."""
        pointer = pointer_in_force(Layout(folder=self.settings.index))
        if pointer is not None and pointer != self._tried and self._opening.acquire(blocking=False):
            Thread(target=self._open, args=(pointer,), name="policy-rag-reload", daemon=True).start()
        return self._assistant

    def catch_up(self) -> None:
        """Go on to the index in force, and return once questions are answered from it."""
        self.current()
        self.wait()

    def wait(self) -> None:
        """Wait until no index is being opened."""
        with self._opening:
            return

    def _open(self, pointer: Pointer) -> None:
        """Open the index in force and go on to it; the lock is held and given back."""
        try:
            self._assistant = Assistant.open(self.settings)
            self._tried = self._assistant.store.pointer
        except RagError:
            self._tried = pointer  # the open one goes on until there is a next one
        finally:
            self._opening.release()
