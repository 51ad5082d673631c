"""Places and what they do: the facts as a matrix of places by measures; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.domain import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Every fact on a place, by the place and by the heading that it stands under."""

    places: tuple[str, ...]
    """Canonical names, the one with the most facts first."""
    measures: tuple[str, ...]
    """Headings, the one with the most facts first."""
    facts: Mapping[tuple[str, str], tuple[Fact, ...]]
    """By place and measure; a fact on several places stands with each of them."""

    def at(self, place: str, measure: str) -> tuple[Fact, ...]:
        """The facts in one cell, in the order of the notices."""
        return self.facts.get((place, measure), ())


def matrix_of(facts: Sequence[Fact]) -> Matrix:
    """The matrix of those of `facts` that name a place and stand under a heading."""
    cells: dict[tuple[str, str], list[Fact]] = {}
    counts: Counter[str] = Counter()
    measures: Counter[str] = Counter()
    for fact in facts:
        if fact.headings and fact.regions:
            measures[fact.headings[-1]] += 1
            for place in fact.regions:
                cells.setdefault((place, fact.headings[-1]), []).append(fact)
                counts[place] += 1
    return Matrix(
        places=tuple(place for place, _ in counts.most_common()),
        measures=tuple(measure for measure, _ in measures.most_common()),
        facts={key: tuple(found) for key, found in cells.items()},
    )
