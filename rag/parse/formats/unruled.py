"""Tables without vertical rules (三线表) or without any: told by their columns, read only where nothing is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.parse.formats.geometry import EMPTY_LINE, Glyph, Row, pieces_at_gaps, set_in_columns
from rag.parse.markers import read_marker
from rag.parse.roles import role_of
from rag.parse.tables import is_caption

_GUTTER = 0.5
"""Type sizes that two columns stand apart at least, over the whole table."""
_NEAR = 1.6
"""Type sizes from a rule to the row that it stands over or under at most."""
_COVER = 0.8
"""Part of a table's width that a rule of it takes at least."""
_HEADER_LINES = 3
"""Lines that the header over its rule has at most."""
_FEWEST = 4
"""Rows, the header counted, that a table without rules has at least."""
_WRAPPED = 4
"""Characters that a cell's full line has at least."""
_LONG = 8
"""Characters of the full lines of cells that wrap all at once."""
_SLACK = 0.35
"""Type sizes by which what stands at one height may differ, being of two typefaces."""
_EDGE_LINES = 2
"""Lines at a page's edge that may be its running head and its number."""
# 200 / 1,024.5 / 35% / 2,000万元; not 2024年5月 and not 第3项
_FIGURE = re.compile(r"[\d.,，]+\s*(?:[%％]|[万亿]?元|个|家|项|人|户|套)?")

_MARGIN = frozenset({"symbol", "printed", "copies", "disclosure"})
"""Roles of the lines between rules at a notice's head and tail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A drawn horizontal rule, in points."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lattice:
    """Where the cells of a table stand on its page, in points."""

    columns: tuple[tuple[float, float], ...]
    """Where the text of each column begins and ends."""
    xs: tuple[float, ...]
    """Bounds of the columns, one more than there are columns."""
    ys: tuple[float, ...]
    """Bounds of the rows, one more than there are rows."""
    closed: bool
    """Whether a rule closes it, so that it does not go on over the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Band:
    """Lines below one another that keep the same columns."""

    lines: tuple[tuple[Row, ...], ...]
    """The pieces of each line."""
    columns: tuple[tuple[float, float], ...]

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.lines[0])

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.lines[-1])

    @property
    def size(self) -> float:
        return self.lines[0][0].size

    def column_of(self, piece: Row) -> int:
        """The column that `piece` stands in."""
        return next(at for at, (begin, end) in enumerate(self.columns) if begin <= piece.x0 <= end)


def join_rules(rules: Sequence[Rule]) -> list[Rule]:
    """The rules from above, those that producers draw cell by cell as one."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.y), one.x0)):
        before = joined[-1] if joined else None
        if before is not None and abs(before.y - rule.y) < 2 and rule.x0 - before.x1 < 3:
            joined[-1] = Rule(x0=before.x0, x1=max(before.x1, rule.x1), y=before.y)
        else:
            joined.append(rule)
    return joined


def find_lattices(
    lines: Sequence[Sequence[Glyph]], rules: Sequence[Rule], *, above: Lattice | None = None
) -> list[Lattice]:
    """The tables among the lines of a page.

    Args:
        lines: Printed lines, from above; what stands in ruled tables left out.
        rules: The page's horizontal rules, joined.
        above: The table at the end of the page before, which may go on here.
    """
    printed = [tuple(pieces_at_gaps(line)) for line in lines]
    printed = [line for line in printed if line]
    found: list[Lattice] = []
    at = 0
    while at < len(printed):
        going_on = above is not None and at < _EDGE_LINES and not found
        band = _band(printed, at, above.columns if above is not None and going_on else ())
        if band is None:
            at += 1
            continue
        band = _within_rules(band, rules, going_on=going_on)
        lattice = _lattice(band, rules, going_on=going_on)
        if lattice is None:
            at += len(band.lines)
        elif _goes_on_above(band) if going_on else _is_table(band, lattice, rules, printed[at - 1] if at else ()):
            found.append(lattice)
            at += len(band.lines)
        else:
            at += 1
    return found


def ends_page(lattice: Lattice, lines: Sequence[Sequence[Glyph]]) -> bool:
    """Whether nothing but the foot of the page stands below a table, so that it may go on over the page."""
    return not lattice.closed and sum(min(glyph.top for glyph in line) > lattice.ys[-1] for line in lines) < _EDGE_LINES


# --- bands --------------------------------------------------------------------------------------------------------


def _band(lines: Sequence[tuple[Row, ...]], start: int, known: Sequence[tuple[float, float]]) -> _Band | None:
    """The lines from `start` on that keep two columns or more; those of the table on the page before where known."""
    columns = _union(known, lines[start])
    if len(columns) < 2 or (len(columns) != len(known) if known else len(columns) != len(lines[start])):
        return None
    end = start + 1
    while end < len(lines):
        before, line = lines[end - 1], lines[end]
        more = _union(columns, line)
        if len(more) < len(columns) or (known and len(more) != len(known)):
            break
        if line[0].top - before[0].top > EMPTY_LINE * line[0].size:
            break
        columns = more
        end += 1
    while end > start + 1 and len(lines[end - 1]) == 1 and not _wraps(lines[end - 2], lines[end - 1][0], columns):
        end -= 1
    return _Band(lines=tuple(lines[start:end]), columns=tuple(columns))


def _union(columns: Sequence[tuple[float, float]], line: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns when `line` is added: stretches of the page that text takes, blank strips between them."""
    joined: list[tuple[float, float]] = []
    for begin, end in sorted([*columns, *((piece.x0, piece.x1) for piece in line)]):
        if joined and begin - joined[-1][1] < _GUTTER * line[0].size:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _wraps(before: Sequence[Row], piece: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether `piece`, alone on its line, goes on with a full cell of the line before."""
    return read_marker(piece.text) is None and any(_goes_on(one, piece, columns) for one in before)


def _goes_on(before: Row, piece: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether `piece` is the next line of the cell whose line before is full."""
    column = next(((begin, end) for begin, end in columns if begin <= before.x0 <= end), None)
    if column is None or not column[0] <= piece.x0 <= column[1] or len(before.text) < _WRAPPED:
        return False
    return before.x1 > column[1] - 1.9 * before.size and piece.top - before.top < 2 * piece.size


def _within_rules(band: _Band, rules: Sequence[Rule], *, going_on: bool) -> _Band:
    """`band` without the lines below the rule that closes it, or below its last one the lines of one piece."""
    inside = _rules_of(band, rules)
    closed = _is_closed(band, inside, going_on=going_on)
    kept = len(band.lines)
    while kept > 1 and inside and band.lines[kept - 1][0].top > inside[-1].y:
        if not closed and (len(inside) < 3 or len(band.lines[kept - 1]) > 1):
            break
        kept -= 1
    return _Band(lines=band.lines[:kept], columns=band.columns)


def _is_closed(band: _Band, inside: Sequence[Rule], *, going_on: bool) -> bool:
    """Whether the last of the rules `inside` a band closes it: the third, or the one where it began a page before.

    Where each row has a rule under it, the last one need not be the table's.
    """
    return len(inside) == 3 or (going_on and len(inside) == 1 and inside[0].y > band.top + band.size)


def _rules_of(band: _Band, rules: Sequence[Rule]) -> list[Rule]:
    """The rules over, in and under a band, from above."""
    left, right = band.columns[0][0], band.columns[-1][1]
    reach = _NEAR * band.size
    return [
        rule
        for rule in rules
        if band.top - reach < rule.y < band.bottom + reach
        and min(rule.x1, right) - max(rule.x0, left) > _COVER * (right - left)
    ]


# --- rows ---------------------------------------------------------------------------------------------------------


def _lattice(band: _Band, rules: Sequence[Rule], *, going_on: bool) -> Lattice | None:
    """The cells of a band, or None where it is in doubt which lines make a row."""
    inside = _rules_of(band, rules)
    rows: list[list[Row]] = []
    bounds = [float("-inf"), *(rule.y for rule in inside), float("inf")]
    for number, (begin, end) in enumerate(pairwise(bounds)):
        lines = [line for line in band.lines if begin < line[0].top + line[0].size / 2 <= end]
        if not lines:
            continue
        heads = number == 1 and not rows and len(inside) > 1 and len(lines) <= _HEADER_LINES
        grouped = [[piece for line in lines for piece in line]] if heads else _rows(band, lines, going_on and not rows)
        if grouped is None:
            return None
        rows += grouped
    extents = [(min(piece.top for piece in row), max(piece.bottom for piece in row)) for row in rows]
    if any(below[0] < above[1] - 0.3 * band.size for above, below in pairwise(extents)):
        return None
    ys = [extents[0][0] - 1, *((above[1] + below[0]) / 2 for above, below in pairwise(extents)), extents[-1][1] + 1]
    xs = [
        band.columns[0][0] - 1,
        *((left[1] + right[0]) / 2 for left, right in pairwise(band.columns)),
        band.columns[-1][1] + 1,
    ]
    return Lattice(columns=band.columns, xs=tuple(xs), ys=tuple(ys), closed=_is_closed(band, inside, going_on=going_on))


def _rows(band: _Band, lines: Sequence[Sequence[Row]], going_on: bool) -> list[list[Row]] | None:
    """The pieces of each row among `lines`, or None where one belongs to no row for certain.

    The column with most cells tells the rows. All cells of a row are set at its top, or all at its middle.
    """
    blocks = [list(_blocks(band, lines, column)) for column in range(len(band.columns))]
    key = max(range(len(blocks)), key=lambda column: (len(blocks[column]), -column))
    columns = [[piece for block in own for piece in block] for own in blocks]
    readings: list[list[list[Row]]] = []
    for cells_of in (_set_at_top, _set_at_middle):
        found = [cells_of(pieces, blocks[key], going_on) for pieces in columns]
        cells = [cell for own in found if own is not None for cell in own]
        if not any(own is None for own in found) and all(_is_whole(cell, band.columns) for cell in cells):
            rows = [[piece for cell in cells for piece in cell] for cells in zip(*filter(None, found), strict=True)]
            readings.append(rows if rows[0] else rows[1:])
    return readings[0] if readings and all(one == readings[0] for one in readings) else None


def _is_whole(cell: Sequence[Row], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether each line of a cell but the last is full."""
    lines = [(above, piece) for above, piece in pairwise(cell) if piece.top - above.top > 0.5 * piece.size]
    return all(_goes_on(above, piece, columns) for above, piece in lines)


def _set_at_top(pieces: Sequence[Row], rows: Sequence[Sequence[Row]], going_on: bool) -> list[list[Row]] | None:
    """The pieces of a column by the row whose top its cell begins at, those above the first row before them, or None.

    Args:
        pieces: Of one column.
        rows: For each row a cell of it.
        going_on: Whether pieces above the first row may be the end of one on the page before.
    """
    tops = [row[0].top for row in rows]
    cells: list[list[Row]] = [[] for _ in range(len(rows) + 1)]
    for piece in pieces:
        slack = _SLACK * piece.size
        at = sum(top < piece.top + slack for top in tops)
        begins = at > 0 and not cells[at]
        if (at == 0 and not going_on) or (begins and abs(tops[at - 1] - piece.top) > slack):
            return None
        cells[at].append(piece)
    return cells


def _set_at_middle(pieces: Sequence[Row], rows: Sequence[Sequence[Row]], going_on: bool) -> list[list[Row]] | None:
    """As `_set_at_top`, by the row that its cell lies around: as much of it above the row's middle as below."""
    cells: list[list[Row]] = [[]]
    left = list(pieces)
    for row in rows:
        middle, slack = (row[0].top + row[-1].bottom) / 2, _SLACK * row[0].size
        while (
            going_on and len(cells) == 1 and left and _around(left, middle, slack) is None and left[0].bottom < middle
        ):
            cells[0].append(left.pop(0))
        count = _around(left, middle, slack)
        if count is None:
            return None
        cells.append(left[:count])
        left = left[count:]
    return None if left else cells


def _around(pieces: Sequence[Row], middle: float, slack: float) -> int | None:
    """How many of the first of `pieces` lie around `middle` together: 0 where all stand below, None where none do."""
    if not pieces or pieces[0].top > middle:
        return 0
    ends = (number for number, last in enumerate(pieces, 1) if abs((pieces[0].top + last.bottom) / 2 - middle) < slack)
    return next(ends, None)


def _blocks(band: _Band, lines: Sequence[Sequence[Row]], column: int) -> Iterator[list[Row]]:
    """The pieces of a column, the lines of one cell together."""
    block: list[Row] = []
    for before, line in pairwise([(), *lines]):
        opens = _opens_row(band, before, line)
        for piece in (piece for piece in line if band.column_of(piece) == column):
            beside = bool(block) and abs(block[-1].top - piece.top) < 0.5 * piece.size
            if block and not beside and (opens or not _goes_on(block[-1], piece, band.columns)):
                yield block
                block = []
            block.append(piece)
    if block:
        yield block


def _opens_row(band: _Band, before: Sequence[Row], line: Sequence[Row]) -> bool:
    """Whether a line that fills all columns, as the one before does, is a row of its own: not all its cells wrap."""
    if any({band.column_of(piece) for piece in one} != set(range(len(band.columns))) for one in (before, line)):
        return False
    wrap = all(
        len(above.text) >= _LONG and _goes_on(above, piece, band.columns)
        for above, piece in zip(before, line, strict=False)
    )
    return not wrap


# --- evidence -----------------------------------------------------------------------------------------------------


def _goes_on_above(band: _Band) -> bool:
    """Whether a band that keeps the columns of the table on the page before holds a row of it, not a line of text."""
    return any(len({band.column_of(piece) for piece in line}) > 1 for line in band.lines)


def _is_table(band: _Band, lattice: Lattice, rules: Sequence[Rule], title: Sequence[Row]) -> bool:
    """Whether a band is a table beyond doubt: between rules, or under its caption, or with a column of figures."""
    texts = _texts(band, lattice)
    if any(role_of(" ".join(piece.text for piece in line)) in _MARGIN for line in band.lines):
        return False
    if not all(texts[0]) or any(map(_FIGURE.fullmatch, texts[0])):
        return False
    if any(2 * sum(map(bool, cells)) < len(texts) for cells in zip(*texts, strict=True)):
        return False
    if len(band.columns) == 2:
        pieces = [piece for line in band.lines for piece in line]
        if set_in_columns(pieces, (band.columns[0][1] + band.columns[1][0]) / 2):
            return False
    over = [rule.y < band.top + band.size / 2 for rule in _rules_of(band, rules)]
    if len(texts) > 1 and any(over) and not all(over):
        return True
    if len(texts) < _FEWEST:
        return False
    if is_caption(" ".join(piece.text for piece in title) or "。"):
        return True
    columns = list(zip(*texts, strict=True))
    return len(columns) > 2 and any(all(map(_FIGURE.fullmatch, cells[1:])) for cells in columns)


def _texts(band: _Band, lattice: Lattice) -> list[list[str]]:
    """The text of each cell, row by row."""
    texts = [[""] * len(band.columns) for _ in lattice.ys[1:]]
    for piece in (piece for line in band.lines for piece in line):
        middle = (piece.top + piece.bottom) / 2
        row = next((at for at, y in enumerate(lattice.ys[1:]) if middle < y), len(texts) - 1)
        texts[row][band.column_of(piece)] += piece.text
    return texts
