"""The Assistant: the only place where the parts are wired into a question's way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from rag.address import find_items
from rag.answer.clock import Clock
from rag.answer.each import beside
from rag.answer.ground import Grounded, beginnings, ground
from rag.answer.llm.breaker import Breaker
from rag.answer.llm.word import may_word, word
from rag.answer.parts import Found, join, tells_all, the_notice_of
from rag.answer.phrases import phrases
from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.answer.standing import in_force_first, marked
from rag.answer.suggest import suggest
from rag.answer.told import gives_all
from rag.answer.ways.standings import select_by_standing
from rag.answer.write import write
from rag.domain import Answer, Claim, Coverage, Draft, Fact, Item, Language, Notice, Passage, Path, Turn, Validity
from rag.embed.encoder import Encoder, open_encoder
from rag.embed.frames import open_frames
from rag.embed.reranker import Reranker, open_reranker
from rag.errors import IndexMismatch, ModelFailed, QuestionError
from rag.index.command import build_command
from rag.index.store import Store, load_store
from rag.mentions import find_notice
from rag.question.asked import Heard, hear, read_asked, read_within
from rag.question.follow import continued, frame
from rag.question.plain import check_question
from rag.question.query import Query
from rag.question.sentences import as_one, carried_over, depends, sentences, subject_over
from rag.question.split import parts
from rag.retrieve.akin import Akin, widen
from rag.retrieve.filters import EVERYTHING, Filters, let_through, standings
from rag.retrieve.namesakes import without_strangers
from rag.retrieve.nearness import Sentences
from rag.retrieve.scope import Corpus
from rag.retrieve.search import Channel, Ranked, passages, rank, rerank, score_notices, scores_by_item
from rag.settings import Settings
from rag.text import language_of

if TYPE_CHECKING:
    from rag.answer.llm.model import ModelWriter

QUOTING = "quoting"


class Assistant:
    """Answers questions over one index; open it once and ask many times."""

    def __init__(self, *, settings: Settings, store: Store, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self.settings = settings
        self.store = store
        self.notices: tuple[Notice, ...] = store.notices
        self._encoder = encoder
        self._akin = Akin(store.words, encoder)
        self._frames = open_frames(encoder)
        self._reranker = reranker
        self._by_id: Mapping[str, Notice] = {notice.id: notice for notice in store.notices}
        self._evidence = Corpus(store.notices, store.facts, store.items).everything
        self._sentences = Sentences(self._evidence, encoder)
        self._within: frozenset[str] | None = None
        self._standing: tuple[date, Mapping[str, Validity]] | None = None
        self._fingerprint = settings.fingerprint()
        self._breaker = Breaker()

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
                hint=f"请重建索引：{build_command(settings.index, store.sources.corpus)}。",
            )
        reranker = open_reranker(settings.reranker) if settings.reranker else None
        return cls(settings=settings, store=store, encoder=encoder, reranker=reranker)

    def within(self, filters: Filters) -> Assistant:
        """The same assistant over the notices that `filters` let through; one index serves both.

        Raises:
            QuestionError: they let none through.
        """
        if filters == EVERYTHING:
            return self
        through = let_through(self.notices, filters, self._stands())
        if not through:
            raise QuestionError("没有符合筛选条件的通知。", hint="请放宽筛选条件；policy-rag list 列出全部通知。")
        part = copy(self)
        part.notices = tuple(notice for notice in self.notices if notice.id in through)
        part._evidence = self._evidence.within(through)
        part._within = through
        return part

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Who does what, in which item: the facts of the notices that it answers from."""
        return tuple(fact for one in self._evidence for fact in one.facts)

    def _stands(self) -> Mapping[str, Validity]:
        """How each notice of the index stands today."""
        today = date.today()
        if self._standing is None or self._standing[0] != today:
            self._standing = (today, standings(self.store.notices, today))
        return self._standing[1]

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
        clock = Clock()
        parts = self._find_each(question, history)
        clock.lap("retrieve")
        failure = ""
        if self.settings.model and any(may_word(part.selection) for part in parts):
            try:
                yield from self._worded(question, parts, clock)
                return
            except ModelFailed as error:
                failure = error.message
        found = join(question, parts)
        yield from self._quoted(found.query, found.draft, failure, clock)

    def quote(self, question: str) -> Answer:
        """The answer in the notices' own words to `question` by itself; no model is asked.

        Raises:
            QuestionError: the question is empty or too long.
        """
        clock = Clock()
        found = join(question, self._find_each(question, ()))
        *_, answer = self._quoted(found.query, found.draft, "", clock)
        return answer

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
        """What `question` asks for, with what it leaves to the history; of several questions in one the first."""
        return self._read(self._hear(question, history))[0]

    def _hear(self, question: str, history: Sequence[Turn]) -> Heard:
        """`question`, mended, with what it leaves to the history."""
        return hear(
            question,
            history=[turn for turn in history if self._could_be_asked(turn)],
            notices=self.notices,
            max_length=self.settings.max_question,
            is_word=self._akin.is_word,
            has_year=self._has_year,
            chances=None if self._frames is None else self._frames.chances,
        )

    def _read(
        self,
        heard: Heard,
        *,
        cut: Callable[[str], tuple[str, ...]] = parts,
        carry: Callable[[str, str], str] = continued,
    ) -> tuple[Query, ...]:
        """The questions in what was heard, as `cut` tells them apart."""
        queries = read_asked(heard, notices=self.notices, max_length=self.settings.max_question, cut=cut, carry=carry)
        places = self._evidence.places
        known = {*places.regions, *places.homes}
        return tuple(without_strangers(widen(query, self._akin), known) for query in queries)

    def _has_year(self, year: int) -> bool:
        """Whether a year stands in the notices, or one of them was issued in it."""
        if self._evidence.places.texts.holding(f"{year}年").size:
            return True
        return any(notice.issued is not None and notice.issued.year == year for notice in self.notices)

    def _find_each(self, question: str, history: Sequence[Turn]) -> list[Found]:
        """What the corpus holds on each part of a question; on all of it at once where one answer tells every part.

        Sentences that each ask something are answered for themselves where the answer to their part does not tell it.
        """
        heard = self._hear(question, history)
        find = cache(self._find)  # however it is cut, some of it is the same question
        found = self._find_heard(heard, find)
        if heard.barer != heard.bare and any(one.draft.abstained for one in found):
            barer = self._find_heard(replace(heard, bare=heard.barer), find)
            if sum(one.draft.abstained for one in barer) < sum(one.draft.abstained for one in found):
                found = barer
        return found

    def _find_heard(self, heard: Heard, find: Callable[[Query], Found]) -> list[Found]:
        """What the corpus holds on each part of what was heard, as `find` tells of one."""
        found = self._find_in_turn(self._read(heard), find)
        if len(found) > 1:
            whole = find(self._read(heard, cut=as_one)[0])
            if tells_all(whole, found):
                found = [whole]
        if len(sentences(heard.bare)) <= len(found):
            return found
        closer = self._find_in_turn(self._read(heard, cut=sentences, carry=carried_over), find)
        on_subject = partial(self._read, heard, cut=sentences, carry=subject_over)
        return beside(found, closer, lambda: self._find_in_turn(on_subject(), find))

    def _find_in_turn(self, queries: Sequence[Query], find: Callable[[Query], Found]) -> list[Found]:
        """What the corpus holds on each of `queries`, which were asked together, as `find` tells of one.

        One that names no place and no notice is asked of the notice that answered those before, and beyond it where
        that is silent and the question names a thing of its own; 收费吗 is not answered with the fees of another.
        """
        found: list[Found] = []
        for query in queries:
            one = find(query)
            home = the_notice_of(found)
            elsewhere = home != the_notice_of([one])
            if home and not frame(query.question) and (elsewhere or not gives_all(one)):
                notice = self._by_id[home]
                most = self.settings.max_question
                closer = find(read_within(query, notice, notices=self.notices, max_length=most))
                told = not closer.draft.abstained and (elsewhere or gives_all(closer))
                if told or (elsewhere and depends(query.question)):
                    one = closer
            found.append(one)
        return found

    def _find(self, query: Query) -> Found:
        """What the corpus holds on one question."""
        ranked = self._rank(query)
        stands = self._stands()
        selection = replace(self._select(query, ranked), narrowed=self._within is not None)
        selection = in_force_first(selection, stands)
        draft = marked(write(query, selection), stands, self._by_id, query.language)
        return Found(query=query, ranked=ranked, selection=selection, draft=draft)

    def _select(self, query: Query, ranked: Ranked) -> Selection:
        """What answers a question, from the notices alone that it wants to be answered from."""
        fused = scores_by_item(ranked, self.store)
        every = partial(self._score_notices, query, ranked)
        scores = ItemScores(fused=fused, near=self._sentences.near(query, fused), of_notices=every)
        only = Filters(level=query.among.level, in_force=query.among.in_force)
        evidence = self._evidence
        if only != EVERYTHING:
            evidence = evidence.within(let_through(self.notices, only, self._stands()))
        if not evidence:
            return Selection(intent=query.intent, findings=(), reason="among" if only != EVERYTHING else "topic")
        return select_by_standing(query, evidence, self._stands()) or select(query, evidence, scores)

    def _score_notices(self, query: Query, ranked: Ranked, notices: Iterable[int]) -> Mapping[tuple[str, Path], float]:
        return score_notices(query, ranked, self.store, self._encoder, notices=notices)

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
        ranked = rank(query, self.store, self._encoder, within=self._within)
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
        notice, _, items = find_items(address, self.notices)
        return notice, items

    # --- the two writers --------------------------------------------------------------------------------------

    def _quoted(self, query: Query, draft: Draft, failure: str, clock: Clock) -> Iterator[Answer]:
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

    def _worded(self, question: str, parts: Sequence[Found], clock: Clock) -> Iterator[Answer]:
        """The model's answer sentence by sentence, part by part; what no model may word stays as it is printed."""
        done: list[Found] = []
        for part in parts:
            for draft in self._drafts(part):
                told = join(question, [*done, replace(part, draft=draft)], of=len(parts))
                grounded = ground(told.draft, self._by_id)
                clock.lap("write")
                yield self._answer(told.query, told.draft, grounded, self.settings.model, clock)
                part = replace(part, draft=draft)
            done.append(part)

    def _drafts(self, part: Found) -> Iterator[Draft]:
        if not may_word(part.selection):
            return iter((part.draft,))
        return word(
            part.query,
            part.selection,
            part.draft,
            store=self.store,
            writer=self._writer,
            max_tokens=self.settings.model_tokens,
        )

    @cached_property
    def _writer(self) -> ModelWriter:
        """The model, opened when it is first asked."""
        from rag.answer.llm.model import ModelWriter

        return ModelWriter(self.settings, breaker=self._breaker)

    def _answer(self, query: Query, draft: Draft, grounded: Grounded, engine: str, clock: Clock) -> Answer:
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
