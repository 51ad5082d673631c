"""Glyphs on a page → printed rows, columns and paragraphs, by where they stand; nothing here knows PDF."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from rag.parse.markers import read_annex, read_marker
from rag.parse.paragraphs import stand_apart
from rag.text import TERMINAL

_BLANK = 0.25
"""Gap between Latin letters, in type sizes, that is a blank though none is printed."""
_WIDE = 1.6
"""Gap in type sizes that sets two pieces of a row apart."""
_LEAST = 12
"""Characters of a full row at least, columns counted singly."""
_FEW_ROWS = 5
"""Rows that a column of running text has at least."""
_CLOSE = 3.0
"""Points by which two places may differ and be the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One printed character; places are in points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Height of the type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed row of running text, its blanks written out."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Where the rows of a text begin and end."""

    left: float
    right: float
    indented: bool
    """Whether its paragraphs begin with an indent."""
    pitch: float
    """Distance from one row to the next."""
    least: float = 0.0
    """Width of a full row at least: the margins of a few short rows say nothing."""


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows that `glyphs` are printed in, from above; pieces far apart on one row are rows of their own."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.top, one.x0)):
        line = next((one for one in reversed(lines[-4:]) if _on_one_line(one, glyph)), None)
        if line is None:
            lines.append([glyph])
        else:
            line.append(glyph)
    return [row for line in lines for row in _pieces(sorted(line, key=lambda one: one.x0))]


def _on_one_line(line: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether most of the smaller of the two stands beside the other: exponents belong to their line."""
    top, bottom = min(one.top for one in line[-8:]), max(one.bottom for one in line[-8:])
    common = min(bottom, glyph.bottom) - max(top, glyph.top)
    return common > 0.5 * min(bottom - top, glyph.size)


def _pieces(line: Sequence[Glyph]) -> Iterator[Row]:
    begin = 0
    printed = [glyph for glyph in line if not glyph.text.isspace()]
    for at in range(1, len(printed) + 1):
        if at == len(printed) or printed[at].x0 - printed[at - 1].x1 > _WIDE * printed[at - 1].size:
            if printed[begin:at]:
                blanks = [one for one in line if one.text.isspace()]
                yield _row(printed[begin:at], blanks)
            begin = at


def _row(glyphs: Sequence[Glyph], blanks: Sequence[Glyph]) -> Row:
    pieces = [glyphs[0].text]
    for before, glyph in zip(glyphs, glyphs[1:], strict=False):
        gap = glyph.x0 - before.x1
        latin = before.text.isascii() and glyph.text.isascii()
        printed = any(before.x0 < one.x0 + 0.01 and one.x1 < glyph.x1 + 0.01 for one in blanks)
        if (printed and gap > 0.1 * glyph.size) or (latin and gap > _BLANK * glyph.size):
            pieces.append(" ")
        pieces.append(glyph.text)
    return Row(
        text="".join(pieces),
        x0=glyphs[0].x0,
        x1=glyphs[-1].x1,
        top=min(one.top for one in glyphs),
        bottom=max(one.bottom for one in glyphs),
        size=median(one.size for one in glyphs),
    )


def columns_of(rows: Sequence[Row]) -> list[list[Row]]:
    """`rows` of one page in reading order: one run, or for each band of two columns the left one, then the right."""
    gutter = _gutter(rows)
    if gutter is None:
        return [merge_pieces(rows)]
    runs: list[list[Row]] = []
    band: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not row.x0 < gutter < row.x1:
            band.append(row)
            continue
        for side in (
            [one for one in band if one.x1 <= gutter],
            [one for one in band if one.x0 >= gutter],
        ):
            if side:
                runs.append(merge_pieces(side))
        band = []
        if row is not None:
            runs.append([row])
    return runs


def _gutter(rows: Sequence[Row]) -> float | None:
    """The middle of the blank strip between two columns of running text, or None."""
    if len(rows) < 2 * _FEW_ROWS:
        return None
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = left + (right - left) * step / 100
        crossing = sum(row.x0 < x < row.x1 for row in rows)
        sides = [[row for row in rows if row.x1 <= x], [row for row in rows if row.x0 >= x]]
        full = all(
            len(side) >= _FEW_ROWS
            and sum(row.x1 - row.x0 > 0.7 * (max(one.x1 for one in side) - min(one.x0 for one in side)) for row in side)
            >= 0.6 * len(side)
            for side in sides
        )
        if full and crossing <= 0.2 * len(rows) and _beside(*sides) and (best is None or crossing < best[0]):
            best = (crossing, x)
    return None if best is None else best[1]


def _beside(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether the two runs of rows stand at the same height for the most part."""
    common = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
    return common > 0.5 * min(left[-1].bottom - left[0].top, right[-1].bottom - right[0].top)


def merge_pieces(rows: Sequence[Row]) -> list[Row]:
    """Rows whose pieces stand on one line as one row, blanks between them."""
    merged: list[Row] = []
    for row in rows:
        before = merged[-1] if merged else None
        if before is None or row.x0 < before.x1 or row.top > before.bottom - 0.5 * before.size:
            merged.append(row)
            continue
        merged[-1] = Row(
            text=f"{before.text}  {row.text}",
            x0=before.x0,
            x1=row.x1,
            top=min(before.top, row.top),
            bottom=max(before.bottom, row.bottom),
            size=before.size,
        )
    return merged


def margins_of(rows: Sequence[Row]) -> Margins:
    """The margins that most of `rows` keep."""
    left = next(iter(_shared([row.x0 for row in rows])), min(row.x0 for row in rows))
    right = next(reversed(_shared([row.x1 for row in rows])), max(row.x1 for row in rows))
    pitches = [below.top - row.top for row, below in zip(rows, rows[1:], strict=False) if below.top > row.top]
    indents = sum(1.2 * row.size < row.x0 - left < 3 * row.size for row in rows)
    return Margins(
        left=left,
        right=right,
        indented=indents >= max(1, 0.1 * len(rows)),
        pitch=Counter(round(one) for one in pitches).most_common(1)[0][0] if pitches else 0.0,
        least=_LEAST * median(row.size for row in rows),
    )


def _shared(places: Sequence[float]) -> list[float]:
    """The places where enough rows begin or end to make a margin: some of a long text, two of a short one."""
    ordered = sorted(places)
    enough = max(2, len(ordered) // 100)
    return [x for x in ordered if bisect_right(ordered, x + _CLOSE) - bisect_left(ordered, x - _CLOSE) >= enough]


def runs_on(before: Row, row: Row, margins: Margins, *, same_run: bool) -> bool:
    """Whether `row` continues the paragraph whose last row is `before`.

    Args:
        before: The row above, or the last of the column or page before.
        row: The row.
        margins: Of the text they stand in.
        same_run: Whether both stand in one column of one page, so that the distance between them tells.
    """
    size = row.size
    full = before.x1 >= margins.right - 1.9 * size and before.x1 - before.x0 >= margins.least
    if not full or abs(before.size - size) > 0.12 * size:
        return False
    if stand_apart(before.text, row.text):
        return False
    if same_run and margins.pitch and row.top - before.top > 1.6 * margins.pitch:
        return False
    opens = read_marker(row.text) is not None or read_annex(row.text) is not None
    ended = before.text[-1] in TERMINAL
    if row.x0 > margins.left + 0.8 * size:
        # a block set in as a whole: its rows begin under one another, and this one goes on with a sentence
        return abs(before.x0 - row.x0) < _CLOSE and not ended and not opens
    return not (opens and (ended or not margins.indented))
