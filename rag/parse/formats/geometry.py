"""Glyphs on a page → printed rows, columns and paragraphs, by where they stand; nothing here knows PDF."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rag.parse.markers import read_annex, read_marker
from rag.parse.paragraphs import names_genre, stand_apart
from rag.parse.roles import role_of
from rag.text import TERMINAL

_BLANK = 0.25
"""Gap between Latin letters, in type sizes, that is a blank though none is printed."""
_WIDE = 1.6
"""Gap in type sizes that sets two pieces of a row apart."""
_NARROW = 0.6
"""Gap in type sizes that may be one between columns, where rows below one another have it at one place."""
_BLANKS = 0.7
"""Part of a gap that printed blanks take where it is one inside a cell: 序　号."""
_LEAST = 12
"""Characters of a full row at least."""
_LEAST_IN_COLUMN = 6
"""Likewise, of one in a column."""
EMPTY_LINE = 2.6
"""Type sizes from one row to the next from which on an empty line stands between them."""
_FEW_ROWS = 5
"""Rows that a column of running text has at least."""
_LARGER = 1.15
"""Times the type of the text that a title's is at least."""
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
    size: float = 0.0
    """Height of the type that most rows are set in; 0 in a table's cell."""
    least: float = 0.0
    """Width of a full row at least: the margins of a few short rows say nothing."""


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows that `glyphs` are printed in, from above; pieces far apart on one row are rows of their own."""
    return rows_in(lines_of(glyphs))


def rows_in(lines: Sequence[Sequence[Glyph]], *, strip: float | None = None) -> list[Row]:
    """As `rows_of`, of the glyphs of each line.

    Args:
        lines: The printed lines, from above.
        strip: A place that two columns may leave blank: pieces on either side need not be far apart.
    """
    return [row for line in lines for row in _pieces(line, strip)]


def lines_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each printed line, from above, each from the left."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.top, one.x0)):
        line = next((one for one in reversed(lines[-4:]) if _on_one_line(one, glyph)), None)
        if line is None:
            lines.append([glyph])
        else:
            line.append(glyph)
    return [sorted(line, key=lambda one: one.x0) for line in lines]


def _on_one_line(line: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether most of the smaller of the two stands beside the other: exponents belong to their line."""
    top, bottom = min(one.top for one in line[-8:]), max(one.bottom for one in line[-8:])
    common = min(bottom, glyph.bottom) - max(top, glyph.top)
    return common > 0.5 * min(bottom - top, glyph.size)


def strip_of(lines: Sequence[Sequence[Glyph]]) -> float | None:
    """A place in the middle third of the page that many lines leave blank: between two columns of text, perhaps."""
    gaps = [gap for line in lines for gap in gaps_of(line)]
    if not gaps:
        return None
    left, right = min(line[0].x0 for line in lines), max(line[-1].x1 for line in lines)
    blank = {x: sum(begin < x < end for begin, end in gaps) for x in middle(left, right)}
    most = max(blank, key=lambda x: blank[x])
    return most if blank[most] >= _FEW_ROWS else None


def gaps_of(line: Sequence[Glyph]) -> Iterator[tuple[float, float]]:
    """Where the gaps between the glyphs of a line begin and end that may be some between columns: no printed blanks."""
    printed = [glyph for glyph in line if not glyph.text.isspace()]
    for before, glyph in pairwise(printed):
        gap = glyph.x0 - before.x1
        if gap > _NARROW * before.size:
            blanks = (min(one.x1, glyph.x0) - max(one.x0, before.x1) for one in line if one.text.isspace())
            if sum(max(0.0, width) for width in blanks) < _BLANKS * gap:
                yield before.x1, glyph.x0


def pieces_at_gaps(line: Sequence[Glyph]) -> Iterator[Row]:
    """The pieces of a line between all gaps that may be some between columns."""
    ends = [begin for begin, _ in gaps_of(line)]
    left = list(line)
    for end in [*ends, float("inf")]:
        piece = [glyph for glyph in left if glyph.x0 < end]
        left = [glyph for glyph in left if glyph.x0 >= end]
        printed = [glyph for glyph in piece if not glyph.text.isspace()]
        if printed:
            yield _row(printed, [glyph for glyph in piece if glyph.text.isspace()])


def middle(left: float, right: float) -> list[float]:
    """Places between 30 and 70 hundredths of the way from `left` to `right`."""
    return [left + (right - left) * step / 100 for step in range(30, 71)]


def _pieces(line: Sequence[Glyph], strip: float | None) -> Iterator[Row]:
    begin = 0
    printed = [glyph for glyph in line if not glyph.text.isspace()]
    for at in range(1, len(printed) + 1):
        if at == len(printed) or _is_apart(printed[at - 1], printed[at], strip):
            if printed[begin:at]:
                blanks = [one for one in line if one.text.isspace()]
                yield _row(printed[begin:at], blanks)
            begin = at


def _is_apart(before: Glyph, glyph: Glyph, strip: float | None) -> bool:
    """Whether two glyphs of a line are of two pieces: far from one another, or on either side of the blank strip."""
    gap = glyph.x0 - before.x1
    beside = strip is not None and before.x1 < strip < glyph.x0 and gap > _NARROW * before.size
    return beside or gap > _WIDE * before.size


def _row(glyphs: Sequence[Glyph], blanks: Sequence[Glyph]) -> Row:
    pieces = [glyphs[0].text]
    for before, glyph in pairwise(glyphs):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Rows that follow each other in reading order."""

    rows: tuple[Row, ...]
    column: bool
    """Whether they are one of two columns."""


def runs_of(rows: Sequence[Row], gutter: float | None) -> list[Run]:
    """`rows` of one page in reading order: of each band of two columns the left one, then the right.

    Args:
        rows: Of one page, from above.
        gutter: The middle of the blank strip between its columns, or None.
    """
    if gutter is None:
        return [Run(rows=tuple(merge_pieces(rows)), column=False)]
    runs: list[Run] = []
    whole: list[Row] = []
    for band in [*_bands(rows, gutter), []]:
        columns = _keeps_columns(band, gutter)
        if whole and (columns or not band):
            runs.append(Run(rows=tuple(merge_pieces(whole)), column=False))
            whole = []
        if columns:
            runs += [Run(rows=tuple(merge_pieces(side)), column=True) for side in _sides(band, gutter) if side]
        else:
            whole += band
    return runs


def gutter_of(rows: Sequence[Row], *, known: float | None = None) -> float | None:
    """The middle of the blank strip between two columns of running text, or None.

    Args:
        rows: Of one page, from above.
        known: That of the page before, which a few rows at the end of a text keep.
    """
    if len(rows) < 4:
        return None
    if known is not None and any(_keeps_columns(band, known) for band in _bands(rows, known)):
        return known
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    held = {
        x: sum(len(band) for band in _bands(rows, x) if set_in_columns(band, x, least=_FEW_ROWS))
        for x in middle(left, right)
    }
    best = max(held, key=lambda x: held[x])
    return best if held[best] else None


def _bands(rows: Sequence[Row], gutter: float) -> list[list[Row]]:
    """`rows` cut at each that stands across the gutter, and at each empty line."""
    bands: list[list[Row]] = []
    across = True
    for row in rows:
        crosses = row.x0 < gutter < row.x1
        apart = bool(bands) and row.top - bands[-1][-1].top > EMPTY_LINE * row.size
        if across or crosses or apart:
            bands.append([])
        bands[-1].append(row)
        across = crosses
    return bands


def _sides(band: Sequence[Row], gutter: float) -> list[list[Row]]:
    return [[row for row in band if row.x1 <= gutter], [row for row in band if row.x0 >= gutter]]


def set_in_columns(band: Sequence[Row], gutter: float, *, least: int = _FEW_ROWS) -> bool:
    """Whether a band of rows is two columns of running text beside one another, each of `least` rows or more."""
    sides = _sides(band, gutter)
    if not all(len(side) >= least for side in sides):
        return False
    widths = [max(one.x1 for one in side) - min(one.x0 for one in side) for side in sides]
    # the last row of a side may end a paragraph
    full = all(
        sum(row.x1 - row.x0 > 0.7 * width for row in side[:-1]) >= 0.6 * (len(side) - 1)
        for side, width in zip(sides, widths, strict=True)
    )
    return full and _beside(*sides)


def _keeps_columns(band: Sequence[Row], gutter: float) -> bool:
    """Whether a band goes on in the columns known from other rows: in both, or in the left one at a text's end."""
    left, right = _sides(band, gutter)
    if right or len(left) < 2 or len(left) < len(band):
        return set_in_columns(band, gutter, least=2)
    return sum(row.x1 > gutter - 3 * row.size for row in left[:-1]) >= 0.6 * (len(left) - 1)


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
        latin = before.text[-1].isascii() and row.text[0].isascii()
        blanks = "  " if row.x0 - before.x1 > _WIDE * before.size else " " if latin else ""
        merged[-1] = Row(
            text=f"{before.text}{blanks}{row.text}",
            x0=before.x0,
            x1=row.x1,
            top=min(before.top, row.top),
            bottom=max(before.bottom, row.bottom),
            size=before.size,
        )
    return merged


def margins_of(rows: Sequence[Row], *, column: bool = False) -> Margins:
    """The margins that most of `rows` keep.

    Args:
        rows: Rows of running text.
        column: Whether they are one of two columns, where a full row may be short.
    """
    size = median(row.size for row in rows)
    left = next(iter(_shared([row.x0 for row in rows])), min(row.x0 for row in rows))
    right = next(reversed(_shared([row.x1 for row in rows])), max(row.x1 for row in rows))
    pitches = [below.top - row.top for row, below in zip(rows, rows[1:], strict=False) if below.top > row.top]
    indents = sum(1.2 * row.size < row.x0 - left < 3 * row.size for row in rows)
    return Margins(
        left=left,
        right=right,
        indented=indents >= max(1, 0.1 * len(rows)),
        pitch=Counter(round(one) for one in pitches).most_common(1)[0][0] if pitches else 0.0,
        size=size,
        least=(_LEAST_IN_COLUMN if column else _LEAST) * size,
    )


def _shared(places: Sequence[float]) -> list[float]:
    """The places where enough rows begin or end to make a margin: some of a long text, two of a short one."""
    ordered = sorted(places)
    enough = max(2, len(ordered) // 100)
    return [x for x in ordered if bisect_right(ordered, x + _CLOSE) - bisect_left(ordered, x - _CLOSE) >= enough]


def runs_on(before: Row, row: Row, margins: Margins, *, above: Margins | None = None) -> bool:
    """Whether `row` continues the paragraph whose last row is `before`.

    Args:
        before: The row above, or the last of the column or page before.
        row: The row.
        margins: Of the column that `row` stands in.
        above: Of the column or page before, where `before` stands there; None where both stand in one, so that the
            distance between them tells.
    """
    size = row.size
    if abs(before.size - size) > 0.12 * size or stand_apart(before.text, row.text):
        return False
    if above is None and _are_title(before, row, margins):
        return True
    right = margins.right if above is None else above.right
    full = before.x1 >= right - 1.9 * size and before.x1 - before.x0 >= margins.least
    if not full:
        return False
    if above is None and margins.pitch and row.top - before.top > 1.6 * margins.pitch:
        return False
    opens = read_marker(row.text) is not None or read_annex(row.text) is not None
    ended = before.text[-1] in TERMINAL
    if row.x0 > margins.left + 0.8 * size:
        # a block set in as a whole: its rows begin under one another, and this one goes on with a sentence
        return abs(before.x0 - row.x0) < _CLOSE and not ended and not opens
    return not (opens and (ended or not margins.indented))


def _are_title(before: Row, row: Row, margins: Margins) -> bool:
    """Whether two rows are one title: in larger type than the text, in the middle, one right under the other."""
    if not 0 < _LARGER * margins.size < min(before.size, row.size) or row.top - before.top > 2.5 * row.size:
        return False
    if abs((before.x0 + before.x1) - (row.x0 + row.x1)) > row.size or names_genre(before.text):
        return False
    return not any(role_of(one.text) or read_marker(one.text) or read_annex(one.text) for one in (before, row))
