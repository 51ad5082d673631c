"""What of an answer can be drawn or put in order: sums by place, items by place, the figure of a cell; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rag.domain import Answer, Citation, Table
from rag.numerals import find_amounts, find_dates
from rag.regions import english_name, find_regions
from ui.payment import payment
from ui.render_markdown import MARK

FEWEST, MOST = 3, 12
"""Bars of a chart: fewer show nothing that the words do not, more are cut off."""

# CNY 100,000, CNY 3 per m², which stands before the sum as it is printed
_IN_ENGLISH = re.compile(r"CNY [\d,.]+(?: per \S+)?")

CELL_READ = 400
"""Characters of a cell or quote that are read for places and figures; a longer one holds a whole text."""

FEWEST_ROWS = 4
"""Rows of a table from which on it is drawn how many each notice has."""

ChartKind = Literal["sums", "counts", "notices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One place or notice with its figure: 元 for a sum."""

    place: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars, the longest first."""

    kind: ChartKind
    bars: tuple[Bar, ...]


def chart_of(answer: Answer) -> Chart | None:
    """The chart that the table of `answer` gives, or None: the largest payment of each place, else its items."""
    table = answer.table
    if table is None or (column := _place_column(table)) is None:
        return None
    places = [_places(row[column]) for row in table.rows]
    sums: dict[str, Decimal] = {}
    for row, named in zip(table.rows, places, strict=True):
        largest = _payment((cell for n, cell in enumerate(row) if n != column), context_of(row, answer.citations))
        if len(named) == 1 and largest is not None:
            sums[named[0]] = max(largest, sums.get(named[0], largest))
    if len(sums) >= FEWEST:
        return _chart("sums", sums, answer)
    counts = Counter(place for named in places for place in named)
    if len(counts) >= FEWEST and max(counts.values()) > 1:
        return _chart("counts", {place: Decimal(count) for place, count in counts.items()}, answer)
    return None


def notice_chart_of(answer: Answer) -> Chart | None:
    """How many rows of the table of `answer` stand on each notice; None where it is one notice alone, or few rows."""
    if answer.table is None or len(answer.table.rows) < FEWEST_ROWS:
        return None
    doc_of = {citation.n: citation.doc for citation in answer.citations}
    marks = [{int(mark[1]) for cell in row for mark in MARK.finditer(cell)} for row in answer.table.rows]
    counts = Counter(doc for numbers in marks for doc in {doc_of[n] for n in numbers if n in doc_of})
    if len(counts) < 2:
        return None
    bars = tuple(Bar(place=doc, value=Decimal(count)) for doc, count in counts.most_common(MOST))
    return Chart(kind="notices", bars=bars)


def context_of(row: Sequence[str], citations: Sequence[Citation]) -> str:
    """What says of the figures of a row what they are: its own words, and the quotes that it stands on."""
    marked = {int(mark[1]) for cell in row for mark in MARK.finditer(cell)}
    return "\n".join((*row, *(one.quote for one in citations if one.n in marked)))


def sort_value(cell: str) -> str | None:
    """The figure by which a cell is put in order, as a plain number: its first sum in 元, its date, its first number.

    A cell that says something longer is put in order by its words, and gives None.
    """
    if len(cell) > CELL_READ:
        return None
    text = MARK.sub("", cell).strip()
    if not text:
        mark = MARK.search(cell)
        return mark[1] if mark else None
    if is_money(text):
        return next(format(one.value, "f") for one in find_amounts(text) if one.unit == "元")
    dates = find_dates(text)
    if dates and dates[0].start == 0:
        first = dates[0]
        return str(first.year * 10000 + (first.month or 0) * 100 + (first.day or 0))
    return text if text.isdecimal() and text.isascii() and len(text) <= 12 else None


def places_in(text: str) -> tuple[str, ...]:
    """Canonical names of the places named in `text`, each once, in printed order."""
    return tuple(dict.fromkeys(mention.region.name for mention in find_regions(text[:CELL_READ])))


def _chart(kind: ChartKind, figures: dict[str, Decimal], answer: Answer) -> Chart:
    longest = sorted(figures.items(), key=lambda entry: -entry[1])[:MOST]
    name = english_name if answer.language == "en" else str
    return Chart(kind=kind, bars=tuple(Bar(place=name(place), value=value) for place, value in longest))


def _place_column(table: Table) -> int | None:
    """The column whose every filled cell begins with a place and is short, or None."""
    for n in range(len(table.columns)):
        cells = [row[n] for row in table.rows if row[n].strip()]
        if cells and all(_is_place(cell) for cell in cells):
            return n
    return None


def _is_place(cell: str) -> bool:
    """Whether a cell holds places alone: 福建、雄安; not 福建对项目给予补贴."""
    if len(cell) > CELL_READ:
        return False
    named = find_regions(cell)
    rest = cell
    for mention in named:
        rest = rest.replace(mention.text, "")
    return bool(named) and sum(char.isalpha() for char in rest) <= len(named)


def _places(cell: str) -> tuple[str, ...]:
    """The places of a cell; ``Fujian (福建)`` is one, by its Chinese name."""
    named = find_regions(cell)
    chinese = [mention for mention in named if not mention.text.isascii()]
    return tuple(dict.fromkeys(mention.region.name for mention in chinese or named))


def _payment(cells: Iterable[str], context: str) -> Decimal | None:
    """The largest sum in `cells` that one recipient gets, as `context` tells."""
    return payment((amount for cell in cells for amount in find_amounts(cell[:CELL_READ])), context)


def is_money(cell: str) -> bool:
    """Whether a cell holds figures alone, a sum of money among them: 最高50万元、35个; not the price 200元/平方米."""
    return len(cell) <= CELL_READ and _is_figures(cell) and any(one.unit == "元" for one in find_amounts(cell))


def _is_figures(cell: str) -> bool:
    """Whether a cell holds figures alone: 最高50万元、35个; not 深圳给予最高500万元资助."""
    bare = _IN_ENGLISH.sub("", cell)
    figures = sum(len(amount.text) for amount in find_amounts(bare))
    return 2 * figures >= sum(map(str.isalnum, bare))
