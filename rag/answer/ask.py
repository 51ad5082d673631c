"""The Assistant: the only place where the parts are wired into a question's way."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rag.address import find_notice, resolve_path, split_address
from rag.answer.ground import Grounded, beginnings, ground
from rag.answer.phrases import phrases
from rag.answer.plan import select
from rag.answer.select import Selection
from rag.answer.suggest import suggest
from rag.answer.write import write
from rag.domain import Answer, Claim, Coverage, Draft, Item, Language, Notice, Passage, Turn
from rag.embed.encoder import Encoder, open_encoder
from rag.embed.reranker import Reranker, open_reranker
from rag.errors import IndexMismatch, ModelFailed, QuestionError
from rag.index.store import Store, load_store
from rag.retrieve.evidence import gather
from rag.retrieve.follow import carried
from rag.retrieve.query import Query, check_question, read_question
from rag.retrieve.search import Channel, Ranked, passages, rank, rerank, scores_by_item
from rag.settings import Settings
from rag.text import language_of

QUOTING = "quoting"


class Assistant:
    """Answers questions over one index; open it once and ask many times."""

    def __init__(self, *, settings: Settings, store: Store, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self.settings = settings
        self.store = store
        self.notices: tuple[Notice, ...] = store.notices
        self._encoder = encoder
        self._reranker = reranker
        self._by_id: Mapping[str, Notice] = {notice.id: notice for notice in store.notices}
        self._evidence = gather(store.notices, store.facts)
        self._fingerprint = settings.fingerprint()

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """The assistant over the index that `settings` names.

        Raises:
            IndexMissing: none was built yet.
            IndexMismatch: it is damaged, or was built with other settings or another encoder.
            ModelMissing: the encoder or the reranker cannot be opened.
        """
        store = load_store(settings.index, settings_fingerprint=settings.index_fingerprint())
        encoder = open_encoder(settings.encoder)
        if encoder.fingerprint != store.encoder_fingerprint:
            raise IndexMismatch(
                f"索引是用另一个向量模型（{store.encoder_name or '内置模型'}）建的。",
                hint="请重建索引：policy-rag build。",
            )
        reranker = open_reranker(settings.reranker) if settings.reranker else None
        return cls(settings=settings, store=store, encoder=encoder, reranker=reranker)

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        """The whole answer to `question`.

        Raises:
            QuestionError: the question is empty or too long.
        """
        *_, answer = self.stream(question, history=history)
        return answer

    def stream(self, question: str, *, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Successive snapshots of the answer, the last one whole; text and citations only grow.

        A model that fails midway makes way for the quoting answer, which begins anew.

        Raises:
            QuestionError: the question is empty or too long.
        """
        clock = _Clock()
        query = self.read(question, history=history)
        ranked = self._rank(query)
        selection = select(query, self._evidence, scores_by_item(ranked, self.store))
        clock.lap("retrieve")
        quoting = write(query, selection)
        failure = ""
        if self.settings.model and not selection.reason:
            try:
                yield from self._worded(query, selection, ranked, quoting, clock)
                return
            except ModelFailed as error:
                failure = error.message
        yield from self._quoted(query, quoting, failure, clock)

    def refuse(self, question: str, error: QuestionError) -> Answer:
        """A question that cannot be asked, answered in the one schema with what is wrong with it."""
        return Answer(
            question=question,
            language=language_of(question),
            text=str(error),
            abstained=True,
            citations=(),
            table=None,
            coverage=Coverage(matched=0, notices=0),
            engine=QUOTING,
            settings=self._fingerprint,
            timings_ms=(("total", 0.0),),
        )

    def read(self, question: str, *, history: Sequence[Turn] = ()) -> Query:
        """What `question` asks for, with what it leaves to the history."""
        asked = check_question(question, max_length=self.settings.max_question)
        return read_question(
            question,
            notices=self.notices,
            max_length=self.settings.max_question,
            carried=carried(asked, [turn for turn in history if self._could_be_asked(turn)]),
        )

    def _could_be_asked(self, turn: Turn) -> bool:
        """Whether `turn` is a question that would be answered; a history from outside may hold anything."""
        try:
            return bool(check_question(turn.content, max_length=self.settings.max_question))
        except QuestionError:
            return False

    def retrieve(
        self, question: str, *, history: Sequence[Turn] = (), channel: Channel = "fused"
    ) -> tuple[Passage, ...]:
        """The passages that retrieval returns for `question`, best first: by words, by vectors, or by both."""
        query = self.read(question, history=history)
        ranked = self._rank(query)
        return passages(query, ranked, self.store, top_k=self.settings.top_k, channel=channel)

    def _rank(self, query: Query) -> Ranked:
        """The chunks with their scores; the best fused ones in the order of the reranker, where one is set."""
        ranked = rank(query, self.store, self._encoder)
        return ranked if self._reranker is None else rerank(query, ranked, self.store, self._reranker)

    def suggestions(self, language: Language) -> tuple[str, ...]:
        """A few questions that the corpus can answer."""
        return suggest(self._evidence, language)

    def notice(self, reference: str) -> Notice:
        """The notice that `reference` names.

        Raises:
            UnknownAddress: none or several fit.
        """
        return find_notice(reference, self.notices)

    def item(self, address: str) -> tuple[Notice, tuple[Item, ...]]:
        """The notice and the items, with those below, at an address like ``建办市函〔2025〕190号 一（四）2``.

        Raises:
            UnknownAddress: there is no such notice or item.
        """
        notice, words = split_address(address, self.notices)
        path = resolve_path(words, notice)
        return notice, notice.under(path) if path else notice.items

    # --- the two writers --------------------------------------------------------------------------------------

    def _quoted(self, query: Query, draft: Draft, failure: str, clock: _Clock) -> Iterator[Answer]:
        """The quoting answer line by line."""
        engine = QUOTING
        if failure:
            engine = f"{QUOTING} ({self.settings.model}: {failure})"
            note = Claim(text=phrases(query.language).model_failed.format(why=failure))
            draft = replace(draft, claims=(note, *draft.claims))
        whole = ground(draft, self._by_id)
        clock.lap("write")
        for part in beginnings(whole):
            yield self._answer(query, draft, part, engine, clock)

    def _worded(
        self, query: Query, selection: Selection, ranked: Ranked, quoting: Draft, clock: _Clock
    ) -> Iterator[Answer]:
        """The model's answer sentence by sentence; the enumeration of the facts stays as it is."""
        from rag.answer.model import ModelWriter
        from rag.answer.prompts import build_prompt
        from rag.tokens import count_tokens

        writer = ModelWriter(self.settings)
        prompt = build_prompt(
            query.question,
            _first(self._selected(selection), passages(query, ranked, self.store, top_k=self.settings.top_k)),
            language=query.language,
            max_tokens=self.settings.model_tokens,
            count_tokens=count_tokens,
        )
        said: list[Claim] = []
        for claim in writer.claims(prompt, self._by_id, self.store.facts, verbatim=query.language == "zh"):
            said.append(claim)
            draft = replace(quoting, claims=tuple(said), rows=())
            yield self._answer(query, draft, ground(draft, self._by_id), writer.name, clock)
        clock.lap("write")
        draft = replace(quoting, claims=tuple(said))
        yield self._answer(query, draft, ground(draft, self._by_id), writer.name, clock)

    def _selected(self, selection: Selection) -> tuple[Passage, ...]:
        """The chunks of the items that were selected: what a model must not leave out."""
        wanted = {(finding.evidence.notice.id, finding.evidence.item.path) for finding in selection.findings}
        return tuple(
            Passage(chunk=chunk, score=1.0)
            for chunk in self.store.chunks
            if any((chunk.notice, path) in wanted for path in chunk.paths)
        )

    def _answer(self, query: Query, draft: Draft, grounded: Grounded, engine: str, clock: _Clock) -> Answer:
        return Answer(
            question=query.question,
            language=query.language,
            text=grounded.text,
            abstained=draft.abstained,
            citations=grounded.citations,
            table=grounded.table,
            coverage=Coverage(matched=draft.matched, notices=draft.searched),
            engine=engine,
            settings=self._fingerprint,
            timings_ms=clock.timings(),
        )


def _first(chosen: Sequence[Passage], others: Sequence[Passage]) -> tuple[Passage, ...]:
    """`chosen`, then those of `others` that are not among them."""
    known = {(passage.chunk.notice, passage.chunk.start) for passage in chosen}
    return (*chosen, *(one for one in others if (one.chunk.notice, one.chunk.start) not in known))


class _Clock:
    """Milliseconds each stage took."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: list[tuple[str, float]] = []

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps.append((name, round((now - self._last) * 1000, 2)))
        self._last = now

    def timings(self) -> tuple[tuple[str, float], ...]:
        total = round((time.perf_counter() - self._start) * 1000, 2)
        return (*self._laps, ("total", total))
