"""Fusion of what words and what vectors found, pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.domain import Language

POOL = 100
"""Hits that each list brings to the fusion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    words: float
    vectors: float
    trusted: float
    """Share of a question's words that the texts must have for its word scores to count in full."""


_BY_LANGUAGE: Mapping[Language, _Weights] = {
    "zh": _Weights(words=0.6, vectors=0.4, trusted=0.3),
    "en": _Weights(words=0.5, vectors=0.5, trusted=0.6),
}
"""Chosen on the encoder's test sets and the development questions together (`eval.bench.encoder`)."""


def add_normalised(lists: Sequence[Mapping[int, float]], *, weights: Sequence[float]) -> dict[int, float]:
    """Weighted sum of each list's scores divided by that list's best score.

    A list without a match adds nothing; scores below zero count as zero.
    """
    fused: dict[int, float] = {}
    for scores, weight in zip(lists, weights, strict=True):
        best = max(scores.values(), default=0.0)
        if best <= 0.0:
            continue
        for row, score in scores.items():
            fused[row] = fused.get(row, 0.0) + weight * max(0.0, score) / best
    return fused


def fuse(
    words: Mapping[int, float], vectors: Mapping[int, float], *, language: Language, known: float
) -> dict[int, float]:
    """The scores by words and by vectors as one: from 0 to 1.

    Words that are strange to the texts say little: an English question shares with Chinese texts a few names at
    best, and the best of few matches would count as much as a perfect one. So word scores count in proportion
    to the square of `known` until it reaches what is trusted.

    Args:
        words: Row → score by words, any scale.
        vectors: Row → cosine.
        language: That of the question.
        known: The share of the question's words that the texts have, 0 to 1.
    """
    weights = _BY_LANGUAGE[language]
    trust = min(1.0, known / weights.trusted) ** 2
    return add_normalised((words, vectors), weights=(weights.words * trust, weights.vectors))
