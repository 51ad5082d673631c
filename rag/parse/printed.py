"""What a source file prints, in reading order: lines of running text and grids of table cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.domain import Repair
from rag.errors import ParseError
from rag.parse.traced import Traced

MOST_PLACES = 2_000_000
"""Places of one table, empty ones counted."""

Cell = tuple[Traced, ...]
"""The paragraphs of one table cell, blanks at their ends left out, empty ones dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line of running text."""

    text: Traced
    """Without blanks at its ends."""
    indent: int
    """Blank columns before it; a full-width blank counts two."""
    gap: bool
    """Whether an empty line stands before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A cell that takes more than one place of its grid; its text stands in the first, the others are empty."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as it is printed on one page: rows of cells, the same number in each."""

    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    """The merged cells, where the file says which they are; plain text does not."""
    header_rows: int = 0
    """Rows at its top that the file itself marks as header; 0 where it marks none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """A source file in reading order, and the characters that are no text."""

    source: str
    """All characters that the file holds as text; origins count them. Of a text file, the decoded file."""
    blocks: tuple[Line | Grid, ...]
    dropped: tuple[tuple[str, Traced], ...]
    """Kind and characters of all that is no part of the text: separators, markup, running heads."""
    repairs: tuple[Repair, ...]
    unread: tuple[Repair, ...] = ()
    """What the file holds and the reading did not understand: pictures, embedded objects, glyphs without a code."""
    pages: int = 0
    """Pages or sheets read; 0 where the file has none."""


def square(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """`rows` filled up with empty cells to the width of the longest.

    Raises:
        ParseError: the table has more places than one can have.
    """
    width = max(len(row) for row in rows)
    check_places(width * len(rows))
    return tuple(row + ((),) * (width - len(row)) for row in rows)


def check_places(count: int) -> None:
    """Refuse a table of `count` places where that is more than one can have.

    Raises:
        ParseError: it is.
    """
    if count > MOST_PLACES:
        raise ParseError(f"一个表格超过 {MOST_PLACES:,} 格，不予读取。", hint="请删去多余的空行空列，或拆成几个文件。")


def grid_of(rows: Sequence[tuple[Cell, ...]], merges: Iterable[Merge], *, header_rows: int = 0) -> Grid | None:
    """The grid of `rows` without the empty columns right of it; None where nothing stands in it.

    Raises:
        ParseError: the table has more places than one can have.
    """
    filled = [column for row in rows for column, cell in enumerate(row) if cell]
    if not filled:
        return None
    width = max(filled) + 1
    clipped = (replace(one, columns=min(one.columns, width - one.column)) for one in merges if one.column < width)
    return Grid(
        rows=square([row[:width] for row in rows]),
        merges=tuple(one for one in clipped if one.rows > 1 or one.columns > 1),
        header_rows=min(header_rows, len(rows) - 1),
    )


def indent_of(line: str) -> int:
    """Blank columns at the start of `line`; a full-width blank counts two."""
    blanks = line[: len(line) - len(line.lstrip())]
    return sum(2 if blank == "\u3000" else 1 for blank in blanks)
