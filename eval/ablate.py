"""What each part of the assistant is worth: the same questions to an assistant without it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Any, cast
from unittest.mock import patch

from eval.figures import Comparison, Shift, compare
from eval.run import Run
from rag.answer.ask import Assistant
from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection, whole
from rag.embed.encoder import Encoder
from rag.index.store import Store
from rag.index.vectors import VectorIndex
from rag.index.words import WordIndex
from rag.question.query import Query
from rag.retrieve.evidence import Evidence

NEAREST = 3
"""Items that an assistant which only retrieves answers with."""

Selector = Callable[[Query, Sequence[Evidence], ItemScores], Selection]
_Select = Callable[[Selector, int], Selector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """An assistant that lacks one part."""

    name: str
    """Of its run."""
    zh: str
    en: str
    without_words: bool = False
    without_vectors: bool = False
    without_glossary: bool = False
    selects: _Select | None = None
    """From how it selects, and how many items retrieval hands over, to how it selects without the part."""


def _whole_items(chosen: Selector, top_k: int) -> Selector:
    """Whole items for the facts of them that answer."""
    del top_k

    def choose(query: Query, corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
        selection = chosen(query, corpus, scores)
        return replace(selection, findings=tuple(replace(one, facts=one.evidence.facts) for one in selection.findings))

    return choose


def _among_the_best(chosen: Selector, top_k: int) -> Selector:
    """Only the items that retrieval ranks first, for all of the corpus, in document order as all of it is."""

    def choose(query: Query, corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
        return chosen(query, sorted(_best(corpus, scores, top_k), key=lambda one: one.row), scores)

    return choose


def _nearest(chosen: Selector, top_k: int) -> Selector:
    """The items that retrieval ranks first, whatever is asked: what most assistants hand to a model."""
    del chosen, top_k

    def choose(query: Query, corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
        found = tuple(whole(one) for one in _best(corpus, scores, NEAREST))
        reason = "" if found else "topic"
        return Selection(intent=query.intent, findings=found, reason=reason, searched=_notices(corpus))

    return choose


def _notices(corpus: Sequence[Evidence]) -> int:
    return len({one.notice.id for one in corpus})


def _best(corpus: Sequence[Evidence], scores: ItemScores, count: int) -> list[Evidence]:
    """The `count` items with the highest scores that have facts, best first, ties in document order."""
    scored = [one for one in corpus if one.facts and (one.notice.id, one.item.path) in scores.fused]
    return sorted(scored, key=lambda one: -scores.fused[one.notice.id, one.item.path])[:count]


WHOLE = Variant(name="whole", zh="完整", en="whole")
VARIANTS = (
    Variant(name="without-vectors", zh="不用向量", en="without vectors", without_vectors=True),
    Variant(name="without-words", zh="不用词", en="without words", without_words=True),
    Variant(
        name="without-retrieval",
        zh="向量和词都不用",
        en="without either",
        without_words=True,
        without_vectors=True,
    ),
    Variant(name="without-glossary", zh="不用术语表", en="without the glossary", without_glossary=True),
    Variant(
        name="without-enumeration",
        zh="只看检索的前几段",
        en="top k for all items",
        selects=_among_the_best,
    ),
    Variant(name="without-facts", zh="引整条，不摘句", en="whole items, no facts", selects=_whole_items),
    Variant(name="retrieval-only", zh=f"只检索（前 {NEAREST} 条）", en="retrieval alone", selects=_nearest),
)


@contextmanager
def assistant_without(variant: Variant, whole_one: Assistant, encoder: Encoder) -> Generator[Assistant]:
    """`whole_one` without the part that `variant` lacks; the glossary is away from this process meanwhile.

    Args:
        variant: What is taken away.
        whole_one: The assistant as it is.
        encoder: The one it was opened with.
    """
    assistant = Assistant(settings=whole_one.settings, store=_store_of(variant, whole_one.store), encoder=encoder)
    chosen = cast("Selector", select)
    if variant.selects is not None:
        chosen = variant.selects(chosen, whole_one.settings.top_k)
    with patch("rag.answer.ask.select", chosen), _glossary(away=variant.without_glossary):
        yield assistant


def _store_of(variant: Variant, store: Store) -> Store:
    """`store` with the lists emptied that `variant` does without."""
    import numpy as np

    if variant.without_words:
        store = replace(store, words=WordIndex.build([""] * len(store.chunks)))
    if variant.without_vectors:
        store = replace(store, vectors=VectorIndex.build(np.zeros((0, store.vectors.dim), np.float32)))
    return store


@contextmanager
def _glossary(*, away: bool) -> Generator[None]:
    """The glossary as it ships, or a file of no concepts in its place; what was remembered of it is forgotten."""
    if not away:
        yield
        return
    with TemporaryDirectory() as folder:
        empty = FilePath(folder) / "glossary.tsv"
        empty.write_text("zh\ten\tkind\n", encoding="utf-8")
        with patch("rag.glossary._FILE", empty):
            _forget()
            yield
    _forget()


def _forget() -> None:
    """Empty every cache of the modules that read a question."""
    for name, module in list(sys.modules.items()):
        if name == "rag.glossary" or name.startswith("rag.retrieve."):
            for cached in cast("Mapping[str, Any]", vars(module)).values():
                clear = getattr(cached, "cache_clear", None)
                if clear is not None:
                    clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ablation:
    """A variant's run, and how it stands against the whole assistant's."""

    variant: Variant
    run: Run
    comparison: Comparison

    def shift(self, measure: str) -> Shift | None:
        """How `measure` moved; None where no question has it."""
        return next((shift for shift in self.comparison.shifts if shift.measure.name == measure), None)


def ablate(
    whole_one: Assistant,
    encoder: Encoder,
    ask: Callable[[Assistant, str], Run],
    *,
    variants: Sequence[Variant] = VARIANTS,
) -> tuple[Ablation, ...]:
    """The whole assistant first, then each of `variants`, all asked the same.

    Args:
        whole_one: The assistant as it is.
        encoder: The one it was opened with.
        ask: Assistant and name of the run → its run over the questions.
        variants: What is taken away, one after the other.
    """
    before = ask(whole_one, WHOLE.name)
    done = [Ablation(variant=WHOLE, run=before, comparison=compare(before, before))]
    for variant in variants:
        with assistant_without(variant, whole_one, encoder) as lacking:
            after = ask(lacking, variant.name)
        done.append(Ablation(variant=variant, run=after, comparison=compare(before, after)))
    return tuple(done)
