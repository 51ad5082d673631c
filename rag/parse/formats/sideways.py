"""Tables too wide for a page: the columns that later pages print are set beside those of the page with those rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.parse.formats.page import CLOSE, Box, Page, PageTable, rules_of

_FEWEST = 5
"""Rules at the same heights at least, on one of the pages of a table that is cut from top to bottom."""


def join_sideways(pages: Sequence[Page]) -> list[Page]:
    """`pages`, each table that is cut from top to bottom whole again on the pages that print its first columns.

    Both parts have their rules at the same heights and their columns at other places. A table that is cut both ways
    prints all of its rows first and then all of them again with the next columns (page 3 goes on with 1, 4 with 2), or
    the parts of its first rows and then those of the next (2 goes on with 1, 4 with 3).
    """
    joined = list(pages)
    begin = 0
    while begin < len(pages):
        most = (len(pages) - begin) // 2
        span = next((some for some in range(1, most + 1) if _goes_on(pages, begin, begin + some, some)), 0)
        after = begin + span
        while span and after + span <= len(pages) and _goes_on(pages, begin, after, span):
            for at in range(span):
                joined[begin + at] = _with_columns(joined[begin + at], pages[after + at])
                joined[after + at] = replace(joined[after + at], tables=())
            after += span
        begin = max(after, begin + 1)
    return joined


def has_rows_of(table: PageTable, earlier: Sequence[Page]) -> bool:
    """Whether a table has the rows of one on a page before it, as the last of its columns has that stands alone."""
    heights = _heights(table)
    alone = (page.tables[0] for page in earlier if len(page.tables) == 1)
    return len(heights) >= _FEWEST and any(one.ruled and _agree(heights, _heights(one)) for one in alone)


def _goes_on(pages: Sequence[Page], begin: int, after: int, span: int) -> bool:
    """Whether the `span` pages from `after` on have the rows of those from `begin` on, in columns of their own.

    Columns that are printed again are those of the next rows: such pages go on below.
    """
    places = [(one + at, after + at) for one in range(begin, after, span) for at in range(span)]
    if not all(_prints_the_same(pages[one], pages[other]) for one, other in places):
        return False
    parts = [(pages[one].tables[0], pages[other].tables[0]) for one, other in places]
    return all(_is_beside(one, other) for one, other in parts) and any(
        len(_heights(one)) >= _FEWEST for one, _ in parts
    )


def _prints_the_same(page: Page, other: Page) -> bool:
    """Whether both print one table alone, and `other` names no new one: neither above it nor by another 序号."""
    if not len(page.tables) == len(other.tables) == 1:
        return False
    above = {row.text for row in other.rows if row.top < other.tables[0].top}
    return above <= {row.text for row in page.rows} and _corner(page.tables[0]) != _corner(other.tables[0])


def _corner(table: PageTable) -> str:
    """What the first cell of a table says."""
    first = min(range(len(table.cells)), key=lambda at: (table.cells[at].top, table.cells[at].x0))
    return "".join(glyph.text for glyph in table.glyphs[first]).strip()


def _is_beside(table: PageTable, other: PageTable) -> bool:
    if not (table.ruled and other.ruled):
        return False
    return _agree(_heights(table), _heights(other)) and not _agree(_sides(table), _sides(other))


def _heights(table: PageTable) -> list[float]:
    return rules_of([place for box in table.cells for place in (box.top, box.bottom)])


def _sides(table: PageTable) -> list[float]:
    return rules_of([place for box in table.cells for place in (box.x0, box.x1)])


def _agree(rules: Sequence[float], others: Sequence[float]) -> bool:
    return len(rules) == len(others) and all(abs(one - two) <= CLOSE for one, two in zip(rules, others, strict=True))


def _with_columns(page: Page, other: Page) -> Page:
    """`page` with the columns of the table of `other` to the right of its own."""
    table, more = page.tables[0], other.tables[0]
    shift = max(box.x1 for box in table.cells) - min(box.x0 for box in more.cells)
    cells = tuple(Box(x0=box.x0 + shift, top=box.top, x1=box.x1 + shift, bottom=box.bottom) for box in more.cells)
    glyphs = tuple(
        tuple(replace(glyph, x0=glyph.x0 + shift, x1=glyph.x1 + shift) for glyph in cell) for cell in more.glyphs
    )
    return replace(page, tables=(replace(table, cells=(*table.cells, *cells), glyphs=(*table.glyphs, *glyphs)),))
