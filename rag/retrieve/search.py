"""Query → passages: words and vectors, fused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from rag.domain import Chunk, Passage, Path
from rag.embed.encoder import Encoder
from rag.embed.reranker import Reranker
from rag.index.hits import Hit
from rag.index.store import Store
from rag.question.query import Query
from rag.retrieve.fuse import POOL, fuse

Channel = Literal["words", "vectors", "fused"]

RERANKED = 30
"""Best chunks that a reranker reads; it takes far longer for each than the other two lists for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What each channel and the fusion returned: row of the chunk → score."""

    words: Mapping[int, float]
    vectors: Mapping[int, float]
    fused: Mapping[int, float]
    unread: float = 1.0
    """Share of its fused score that a chunk has which a reranker did not read."""


def rank(query: Query, store: Store, encoder: Encoder, *, within: frozenset[str] | None = None) -> Ranked:
    """Score the chunks for `query` by words, by vectors and by both; those of the notices `within`, None for all."""
    k = POOL if within is None else len(store.chunks)
    words = _best(store.words.search(query.words, k=k), store, within)
    vector = encoder.encode_queries([query.text])[0]
    vectors = _best(store.vectors.search(vector, k=k), store, within)
    fused = fuse(words, vectors, language=query.language, known=store.words.known(query.content))
    return Ranked(words=words, vectors=vectors, fused=fused)


def _best(hits: Sequence[Hit], store: Store, within: frozenset[str] | None) -> dict[int, float]:
    """The first `POOL` hits in the notices `within`: row of the chunk → score."""
    allowed = (hit for hit in hits if within is None or store.chunks[hit.row].notice in within)
    return {hit.row: hit.score for hit in islice(allowed, POOL)}


def rerank(query: Query, ranked: Ranked, store: Store, reranker: Reranker, *, most: int = RERANKED) -> Ranked:
    """`ranked` with the best `most` fused chunks that `query` lets through as `reranker` scores them, others below."""
    allowed = [row for row in _order(ranked.fused) if _passes(query, store.chunks[row])][:most]
    texts = [store.chunks[row].searched for row in allowed]
    best = dict(zip(allowed, reranker.scores(query.text, texts), strict=True))
    least = min(best.values(), default=0.0)
    others = {row: least * score for row, score in ranked.fused.items() if row not in best}
    return replace(ranked, fused=best | others, unread=least)


def score_notices(
    query: Query, ranked: Ranked, store: Store, encoder: Encoder, *, notices: Iterable[int]
) -> dict[tuple[str, Path], float]:
    """The best fused score of each item of the notices with these numbers, as if each list had brought all chunks.

    Where `rank` stops at its pool, equal items of many notices would have unequal scores.
    """
    import numpy as np

    rows = np.array([row for number in notices for row in store.rows_of(number)], np.int64)
    words = dict(zip(rows.tolist(), store.words.score(query.words)[rows].tolist(), strict=True))
    vector = encoder.encode_queries([query.text])[0]
    cosines = dict(zip(rows.tolist(), store.vectors.score(vector, rows).tolist(), strict=True))
    known = store.words.known(query.content)
    every = fuse({**ranked.words, **words}, {**ranked.vectors, **cosines}, language=query.language, known=known)
    fused = {row: ranked.unread * every[row] for row in words if row in every}
    if ranked.unread != 1.0:
        fused |= {row: ranked.fused[row] for row in fused if row in ranked.fused}
    return scores_by_item(replace(ranked, fused=fused), store)


def passages(
    query: Query, ranked: Ranked, store: Store, *, top_k: int, channel: Channel = "fused"
) -> tuple[Passage, ...]:
    """The best `top_k` chunks of one channel that `query`'s filters let through, best first."""
    scores: Mapping[int, float] = {"words": ranked.words, "vectors": ranked.vectors, "fused": ranked.fused}[channel]
    by_words = _ranks(ranked.words)
    by_vectors = _ranks(ranked.vectors)
    allowed = [row for row in _order(scores) if _passes(query, store.chunks[row])]
    return tuple(
        Passage(
            chunk=store.chunks[row],
            score=scores[row],
            word_rank=by_words.get(row),
            vector_rank=by_vectors.get(row),
        )
        for row in allowed[:top_k]
    )


def _order(scores: Mapping[int, float]) -> list[int]:
    """The rows, best first, ties by row."""
    return sorted(scores, key=lambda row: (-scores[row], row))


def _ranks(scores: Mapping[int, float]) -> dict[int, int]:
    return {row: rank for rank, row in enumerate(_order(scores), start=1)}


def _passes(query: Query, chunk: Chunk) -> bool:
    return not query.notices or chunk.notice in query.notices


def scores_by_item(ranked: Ranked, store: Store) -> dict[tuple[str, Path], float]:
    """The best fused score of each item's chunks."""
    best: dict[tuple[str, Path], float] = {}
    for row, score in ranked.fused.items():
        chunk = store.chunks[row]
        for path in chunk.paths:
            key = (chunk.notice, path)
            best[key] = max(best.get(key, 0.0), score)
    return best
