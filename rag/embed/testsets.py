"""The retrieval test sets made of the rows that training never sees, and how well an encoder does on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.embed.encoder import Encoder
from rag.embed.heldout import SHORTEST_SENTENCE, holds_parallel, holds_passage, holds_statute, sentences
from rag.embed.pairs import (
    PARALLEL_FILES,
    TEMPLATED_FILE,
    read_parallel,
    read_questions,
    title_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PASSAGES_FOR_SENTENCES = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSet:
    """Questions, candidates, and which candidates answer which question.

    Attributes:
        name: What it tests, such as `ntrex en→zh`.
        queries: Questions or sentences.
        candidates: Passages or sentences, without repeats.
        relevant: For each query, the numbers of the right candidates; any of them counts as found.
    """

    name: str
    queries: tuple[str, ...]
    candidates: tuple[str, ...]
    relevant: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How well a ranking does, each from 0 to 1; the best-placed right candidate of a query counts.

    Attributes:
        recall_1: Share of queries with a right candidate in first place.
        recall_10: Share of queries with a right candidate in the first ten.
        mrr: Mean of 1 / place.
        ndcg_10: Mean of 1 / log2(1 + place) for places up to ten.
    """

    recall_1: float
    recall_10: float
    mrr: float
    ndcg_10: float


def retrieval_set(name: str, rows: Iterable[tuple[str, str]]) -> RetrievalSet:
    """A set out of (query, right candidate) rows; a query or candidate given twice is kept once."""
    numbers: dict[str, int] = {}
    right: dict[str, set[int]] = {}
    for query, candidate in rows:
        right.setdefault(query, set()).add(numbers.setdefault(candidate, len(numbers)))
    return RetrievalSet(
        name=name,
        queries=tuple(right),
        candidates=tuple(numbers),
        relevant=tuple(frozenset(found) for found in right.values()),
    )


def read_test_sets(data: Path) -> tuple[RetrievalSet, ...]:
    """All test sets of the training folder, always the same ones in the same order."""
    parallel = [row for row in read_parallel(data, PARALLEL_FILES[0]) if holds_parallel(row[0], row[2])]
    sets: list[RetrievalSet] = []
    for source in ("ntrex", "tatoeba"):
        pairs = [(zh, en) for zh, en, where in parallel if where == source]
        sets.append(retrieval_set(f"{source} en→zh", [(en, zh) for zh, en in pairs]))
        sets.append(retrieval_set(f"{source} zh→en", pairs))
    asked = [row for row in read_questions(data) if holds_passage(row[1])]
    sets.append(retrieval_set("zh question→passage", asked))
    sets.append(_sentences(asked))
    statutes = [row for row in read_questions(data, TEMPLATED_FILE) if holds_statute(title_of(row[1]))]
    sets.append(retrieval_set("zh question→article", statutes))
    return tuple(sets)


def _sentences(asked: Sequence[tuple[str, str]]) -> RetrievalSet:
    """Which sentence of a passage answers is not recorded, so each sentence of the right passage counts."""
    passages = list(dict.fromkeys(passage for _, passage in asked))[:PASSAGES_FOR_SENTENCES]
    parts = {passage: [part for part in sentences(passage) if len(part) >= SHORTEST_SENTENCE] for passage in passages}
    rows = [(question, part) for question, passage in asked for part in parts.get(passage, ())]
    return retrieval_set("zh question→sentence", rows)


def places(scores: NDArray[np.float32], relevant: Sequence[frozenset[int]]) -> NDArray[np.int64]:
    """The place of the best right candidate of each query, from 1; wrong ones with an equal score go first.

    Args:
        scores: (queries, candidates) float32, higher is better.
        relevant: For each query, the numbers of the right candidates.
    """
    import numpy as np

    found: list[int] = []
    for row, right in zip(scores, relevant, strict=True):
        ours = row[list(right)]
        best = ours.max()
        found.append(int((row >= best).sum() - (ours >= best).sum()) + 1)
    return np.asarray(found, dtype=np.int64)


def figures(found: NDArray[np.int64]) -> Figures:
    """Figures out of the places of the right candidates."""
    import numpy as np

    within = found <= 10
    return Figures(
        recall_1=float((found == 1).mean()),
        recall_10=float(within.mean()),
        mrr=float((1 / found).mean()),
        ndcg_10=float(np.where(within, 1 / np.log2(1 + found), 0.0).mean()),
    )


def measure(encoder: Encoder, sets: Iterable[RetrievalSet]) -> Mapping[str, Figures]:
    """Figures of an encoder on each set that has queries, by name."""
    return {
        each.name: figures(
            places(
                encoder.encode_queries(each.queries) @ encoder.encode_passages(each.candidates).T,
                each.relevant,
            )
        )
        for each in sets
        if each.queries
    }
