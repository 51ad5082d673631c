"""Places and what they do: the facts as a matrix of places by measures, whole or in part; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

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

    def of_place(self, place: str) -> tuple[Fact, ...]:
        """All facts on a place, measure by measure."""
        return tuple(fact for measure in self.measures for fact in self.at(place, measure))

    def of_measure(self, measure: str) -> tuple[Fact, ...]:
        """All facts under a measure, each once, however many places it is on."""
        return tuple(dict.fromkeys(fact for place in self.places for fact in self.at(place, measure)))


def matrix_of(facts: Sequence[Fact], *, notice: str = "") -> Matrix:
    """The matrix of those of `facts` that name a place and stand under a heading; of one notice where it is named."""
    cells: dict[tuple[str, str], list[Fact]] = {}
    counts: Counter[str] = Counter()
    measures: Counter[str] = Counter()
    for fact in facts:
        if fact.headings and fact.regions and notice in ("", fact.notice):
            measures[fact.headings[-1]] += 1
            for place in fact.regions:
                cells.setdefault((place, fact.headings[-1]), []).append(fact)
                counts[place] += 1
    return Matrix(
        places=tuple(place for place, _ in counts.most_common()),
        measures=tuple(measure for measure, _ in measures.most_common()),
        facts={key: tuple(found) for key, found in cells.items()},
    )


def narrowed(matrix: Matrix, words: str, *, name: Callable[[str], str]) -> Matrix:
    """What is left of `matrix` where `words` are typed into its filter, as ``assets/compare.js`` hides the rest.

    Args:
        matrix: The whole.
        words: A part of names of places, which leaves these; else of measures, with the places that have them.
        name: A place as it is shown.
    """
    wanted = words.strip().lower()
    places = [place for place in matrix.places if wanted in name(place).lower()]
    if places:
        return part_of(matrix, places)
    measures = tuple(measure for measure in matrix.measures if wanted in measure.lower())
    left = [place for place in matrix.places if any(matrix.at(place, measure) for measure in measures)]
    return Matrix(places=tuple(left), measures=measures, facts=matrix.facts)


def part_of(matrix: Matrix, places: Collection[str]) -> Matrix:
    """`matrix` with these of its places alone; all of its measures stay."""
    kept = tuple(place for place in matrix.places if place in places)
    return Matrix(places=kept, measures=matrix.measures, facts=matrix.facts)


def largest_sums(matrix: Matrix, measure: str) -> Mapping[str, Decimal]:
    """The largest sum of money, in 元, of each place that has one in a fact on it alone; conditions are left out."""
    found: dict[str, Decimal] = {}
    for place in matrix.places:
        sums = [
            amount.value
            for fact in matrix.at(place, measure)
            for amount in fact.amounts
            if fact.regions == (place,) and amount.unit == "元" and not amount.text.endswith(("以上", "以下"))
        ]
        if sums:
            found[place] = max(sums)
    return found
