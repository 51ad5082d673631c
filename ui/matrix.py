"""Places and what they do: the facts as a matrix of places by measures, whole or in part; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from rag.domain import Fact, Notice
from rag.saying import home_of
from ui.payment import payment

# the 扬尘治理办法（试行） of 某局关于印发《扬尘治理办法（试行）》的通知, the 规范施工许可 of 某局关于规范施工许可的通知
_SUBJECT = re.compile(r"关于(?:[印转]发|公布|发布)?《(?P<named>.+)》的\w{1,4}$|关于(?P<told>.+)的\w{1,4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Every fact on a place, by the place and by the heading that it stands under."""

    places: tuple[str, ...]
    """Canonical names, the one with the most facts first."""
    measures: tuple[str, ...]
    """Headings, the one that the most places have first."""
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


def matrix_of(facts: Sequence[Fact], notices: Sequence[Notice] = (), *, notice: str = "") -> Matrix:
    """The matrix of `facts`, of one notice where it is named.

    A fact that names no place is one of the place that issued its notice, and one under no heading stands under what
    its notice is about, or under the column of a table that has no title but its file's name. What is said before and
    after the items is none of either; neither is what has no place at all.

    Args:
        facts: Of all notices.
        notices: In which they stand.
        notice: Its id; ``""`` for all.
    """
    homes = {one.id: home for one in notices if (home := home_of(one))}
    titles = {one.id: _subject(one.title) for one in notices}
    columns = dict(pair for one in notices if one.title == PurePath(one.source).stem for pair in _columns(one))
    cells: dict[tuple[str, str], list[Fact]] = {}
    counts: Counter[str] = Counter()
    measures: Counter[str] = Counter()
    for fact in facts:
        if notice not in ("", fact.notice):
            continue
        own = (homes[fact.notice],) if fact.path and fact.notice in homes else ()
        places = fact.regions or own
        about = columns.get((fact.notice, fact.start)) or titles.get(fact.notice, "")
        measure = fact.headings[-1] if fact.headings else about if fact.path else ""
        if places and measure:
            measures[measure] += 1
            for place in places:
                cells.setdefault((place, measure), []).append(fact)
                counts[place] += 1
    spread = Counter(measure for _, measure in cells)
    return Matrix(
        places=tuple(sorted(counts, key=lambda one: -counts[one])),
        measures=tuple(sorted(measures, key=lambda one: (-spread[one], -measures[one]))),
        facts={key: tuple(found) for key, found in cells.items()},
    )


def _columns(notice: Notice) -> Iterator[tuple[tuple[str, int], str]]:
    """Each cell, by its notice and where it begins, with the name of its column."""
    return (((notice.id, cell.start), cell.column) for item in notice.items for cell in item.cells)


def _subject(title: str) -> str:
    """What a notice is about, by its title; the whole title where that does not say 关于…的通知."""
    found = _SUBJECT.search(title)
    return title if found is None else found["named"] or found["told"]


def narrowed(matrix: Matrix, words: str, *, name: Callable[[str], str]) -> Matrix:
    """What is left of `matrix` where `words` are typed into its filter, as ``assets/compare.js`` hides the rest.

    Args:
        matrix: The whole.
        words: A part of names of places, which leaves these; else of measures, with the places that have them; else
            of facts, with the cells that hold one.
        name: A place as it is shown.
    """
    wanted = words.strip().lower()
    places = [place for place in matrix.places if wanted in name(place).lower()]
    if places:
        return part_of(matrix, places)
    measures = tuple(measure for measure in matrix.measures if wanted in measure.lower())
    if not measures:
        return _with_words(matrix, wanted)
    left = [place for place in matrix.places if any(matrix.at(place, measure) for measure in measures)]
    return Matrix(places=tuple(left), measures=measures, facts=matrix.facts)


def cells_with(matrix: Matrix, words: str) -> tuple[tuple[str, str], ...]:
    """The cells, by place and measure, of which a fact holds `words`."""
    wanted = words.strip().lower()
    return tuple(cell for cell, facts in matrix.facts.items() if any(wanted in fact.text.lower() for fact in facts))


def _with_words(matrix: Matrix, words: str) -> Matrix:
    cells = cells_with(matrix, words)
    return Matrix(
        places=tuple(place for place in matrix.places if any(place == one for one, _ in cells)),
        measures=tuple(measure for measure in matrix.measures if any(measure == one for _, one in cells)),
        facts={cell: matrix.facts[cell] for cell in cells},
    )


def part_of(matrix: Matrix, places: Collection[str]) -> Matrix:
    """`matrix` with these of its places alone; all of its measures stay."""
    kept = tuple(place for place in matrix.places if place in places)
    return Matrix(places=kept, measures=matrix.measures, facts=matrix.facts)


def largest_sums(matrix: Matrix, measure: str) -> Mapping[str, Decimal]:
    """The largest payment, in 元, of each place that has one in a fact on it alone."""
    found: dict[str, Decimal] = {}
    for place in matrix.places:
        own = [fact for fact in matrix.at(place, measure) if fact.regions in ((place,), ())]
        sums = [paid for fact in own if (paid := payment(fact.amounts, fact.text)) is not None]
        if sums:
            found[place] = max(sums)
    return found
