"""Grids of single pages → whole tables: pages stitched, captions and header rows told from the rows below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.domain import Repair
from rag.parse.markers import read_marker
from rag.parse.paragraphs import Paragraph, heading_text
from rag.parse.printed import Blocks, Cell, Grid, Line, Merge
from rag.parse.traced import Traced
from rag.text import squeeze

_HEADER_CELL = 20
"""Characters that a header cell has at most."""
_HEADER_ROWS = 4
"""Rows that a header has at most."""
_CAPTION = 60
"""Characters that a caption has at most."""
_STEP = "·"
"""Between the levels of a column's name: 补助标准·一类地区."""
# 表2 各地补助标准 / 表 1：任务清单 / 表1-1 / 附表 3; not 表彰名单, 表2中的
_NUMBERED = re.compile(
    r"(附?表)\s*(\d{1,2}(?:[.—–-]\d{1,2})?)"
    r"(?=$|[\s:：.．、　]|[\u4e00-\u9fff（《])(?!中|所|的|内|列|、表)[\s:：.．、　]*"
)
# 单位：万元 / （单位：万元、个） / 金额单位:元; not 单位名称, 责任单位：建设局
_UNIT = re.compile(r"[（(]?\s*(?:金额|计量|货币|面积)?单\s*位\s*[:：]\s*[^。；]{1,12}?\s*[）)]?")
# the units that such a line names; not 单位：某市建设局
_MEASURE = re.compile(r"元|%|％|个|家|项|人|户|套|台|吨|亩|米|公里|公顷|千瓦|升|辆|座|处|天|年|月|分|℃|克|次|件|只|头")
# （续表） / 续表2 / 表2（续）
_CONTINUED = re.compile(
    r"[（(]?\s*续\s*(?:上?\s*表)\s*[\d一二三四五六七八九十]*\s*[）)]?|附?表\s*\d{1,2}\s*[（(]续[）)]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed row of cells."""

    cells: tuple[Cell, ...]
    page_top: bool
    """First under a repeated header or a page's edge: its cells may run on from the page before."""
    holders: tuple[tuple[int, int], ...] | None = None
    """For each column the rows up and the column where its text stands, ``(0, column)`` for its own cell; None where
    the file does not say which cells are merged."""
    whole: bool = False
    """Whether one merged cell takes the whole row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its pages stitched together."""

    columns: tuple[str, ...]
    """Name of each column; of a header of several rows the levels from above, ``补助标准·一类地区``."""
    header: tuple[tuple[Cell, ...], ...]
    """The header rows as first printed; empty where the table has none."""
    rows: tuple[Row, ...]
    dropped: tuple[tuple[str, Traced], ...]
    repairs: tuple[Repair, ...]
    caption: tuple[Traced, ...] = ()
    """The lines that name it and its unit, above it or in its first row."""

    @property
    def name(self) -> str:
        """Its heading: the caption without its number."""
        lines = [heading_text(_NUMBERED.sub("", line.chars, count=1)) for line in self.caption]
        return " ".join(line for line in lines if line)

    @property
    def label(self) -> str:
        """Its number as printed in the caption, ``表2``, or ``""``."""
        found = (_NUMBERED.match(line.chars) for line in self.caption)
        return next((match[1] + match[2] for match in found if match is not None), "")


def stitch(grids: Sequence[Grid]) -> tuple[Table, ...]:
    """The tables that `grids`, which follow each other without text between, were printed from."""
    groups: list[list[_Page]] = []
    for grid in grids:
        page = _page(grid)
        if groups and _continues(groups[-1][0], page):
            groups[-1].append(page)
        else:
            groups.append([page])
    return tuple(_stitch(group) for group in groups)


def with_captions(elements: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """`elements` with the lines that name a table, or its unit, given to the table below them."""
    found: list[Paragraph | Table] = []
    for element in elements:
        if isinstance(element, Table):
            lines: list[Traced] = []
            while found and isinstance(above := found[-1], Paragraph) and is_caption(above.text.chars):
                lines.insert(0, above.text)
                found.pop()
                if _NUMBERED.match(above.text.chars):
                    break
            element = replace(element, caption=(*lines, *element.caption))
        found.append(element)
    return found


def without_continued(blocks: Blocks) -> Blocks:
    """`blocks` without the lines that only say that the table above goes on below: （续表）."""
    kept: list[Line | Grid] = []
    dropped: list[tuple[str, Traced]] = []
    for block, below in zip(blocks.blocks, (*blocks.blocks[1:], None), strict=False):
        between = isinstance(below, Grid) and bool(kept) and isinstance(kept[-1], Grid)
        if isinstance(block, Line) and between and _CONTINUED.fullmatch(block.text.chars):
            dropped.append(("continued", block.text))
        else:
            kept.append(block)
    return replace(blocks, blocks=tuple(kept), dropped=(*blocks.dropped, *dropped)) if dropped else blocks


def is_caption(line: str) -> bool:
    """Whether a line names a table or its unit: ``表2 各地补助标准``, ``单位：万元``."""
    if len(line) > _CAPTION or line[-1] in "。；，":
        return False
    unit = _UNIT.fullmatch(line)
    return (unit is not None and _MEASURE.search(line) is not None) or _NUMBERED.match(line) is not None


# --- one page -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A grid with what stands above its rows told apart."""

    grid: Grid
    caption: tuple[Traced, ...]
    first: int
    """Its first header row."""
    header: int
    """Rows of its header, 0 for none."""

    @property
    def width(self) -> int:
        return len(self.grid.rows[0])

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        return tuple(_words(row) for row in self.grid.rows[self.first : self.first + self.header])


def _page(grid: Grid) -> _Page:
    first = 0
    while first < min(len(grid.rows) - 1, _HEADER_ROWS) and _names_table(grid, first):
        first += 1
    if first and not _header_rows(grid, first):
        first = 0
    caption = tuple(piece for row in grid.rows[:first] for cell in row for piece in cell)
    return _Page(grid=grid, caption=caption, first=first, header=_header_rows(grid, first))


def _names_table(grid: Grid, row: int) -> bool:
    """Whether a row at the table's top holds its name or its unit, and no columns' names."""
    filled = [column for column, cell in enumerate(grid.rows[row]) if cell]
    if len(filled) != 1 or len(grid.rows[row]) < 2:
        return False
    text = plain(grid.rows[row][filled[0]])
    return len(text) <= _CAPTION and read_marker(text) is None


def _header_rows(grid: Grid, first: int) -> int:
    """How many rows from `first` on name the columns; 0 where the first does not."""
    marked = grid.header_rows - first
    if 0 < marked < len(grid.rows) - first and marked <= _HEADER_ROWS:
        return marked
    if not _is_header(grid, first):
        return 0
    wide = [one for one in grid.merges if one.row == first and one.columns > 1]
    tall = [one.rows for one in grid.merges if one.row == first and one.rows > 1]
    depth = max(tall, default=1) if wide else 1
    if not grid.merges and _fills(grid, first):
        return 2
    below = range(first + 1, min(first + depth, len(grid.rows)))
    return depth if depth <= _HEADER_ROWS and all(_is_header(grid, row) for row in below) else 1


def _is_header(grid: Grid, row: int) -> bool:
    """Whether every cell of a row names a column or is merged with one that does."""
    covered = {
        (at, column)
        for one in grid.merges
        for at in range(one.row, one.row + one.rows)
        for column in range(one.column, one.column + one.columns)
    }
    texts = [plain(cell) for column, cell in enumerate(grid.rows[row]) if cell or (row, column) not in covered]
    filled = [text for text in texts if text]
    if not filled or not all(map(_names_column, filled)):
        return False
    return len(filled) == len(texts) or (not grid.merges and _fills(grid, row))


def _names_column(text: str) -> bool:
    return len(text) <= _HEADER_CELL and read_marker(text) is None and not squeeze(text).isdigit()


def _fills(grid: Grid, first: int) -> bool:
    """Whether two rows make one header, the second naming the parts of what the first leaves open.

    Plain text does not say which cells are merged: 序号 | 责任单位 | "" above "" | 牵头 | 配合.
    """
    if first + 1 >= len(grid.rows):
        return False
    above, below = grid.rows[first], grid.rows[first + 1]
    filled = [plain(cell) for cell in (*above, *below) if cell]
    if not above[0] or not all(map(_names_column, filled)) or below[0]:
        return False
    opened = [column for column, cell in enumerate(above) if not cell]
    return bool(opened) and all(below[column] and below[column - 1] for column in opened)


# --- all pages ----------------------------------------------------------------------------------------------------


def _continues(first: _Page, page: _Page) -> bool:
    if first.width != page.width or page.caption:
        return False
    return not page.header or page.words == first.words


def _stitch(pages: Sequence[_Page]) -> Table:
    first = pages[0]
    header = first.grid.rows[first.first : first.first + first.header]
    rows: list[Row] = []
    dropped: list[tuple[str, Traced]] = []
    repeated = 0
    for page in pages:
        page_top = page is not first
        begin = page.first + (page.header if header else 0)
        if page is not first and page.header and page.words == first.words:
            dropped.extend(_pieces(page.grid.rows[page.first : begin]))
            repeated += 1
        at = begin
        held = _holders(page.grid)
        places: dict[int, int] = {}
        while at < len(page.grid.rows):
            cells = page.grid.rows[at]
            if header and _words(cells) == first.words[0] and _repeats(page.grid, at, first):
                dropped.extend(_pieces(page.grid.rows[at : at + first.header]))
                repeated += 1
                page_top = True
                at += first.header
                continue
            if any(cells):
                places[at] = len(rows)
                rows.append(_row(cells, page_top, held, at, places))
                page_top = False
            at += 1
    return Table(
        columns=_columns(header, first) if header else tuple(f"第{n}列" for n in range(1, first.width + 1)),
        header=header,
        rows=tuple(rows),
        dropped=tuple(dropped),
        repairs=tuple(_repairs(header, repeated)),
        caption=first.caption,
    )


def _repeats(grid: Grid, at: int, first: _Page) -> bool:
    return tuple(_words(row) for row in grid.rows[at : at + first.header]) == first.words


def _pieces(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[str, Traced]]:
    return [("repeated-header", piece) for row in rows for cell in row for piece in cell]


def _holders(grid: Grid) -> dict[tuple[int, int], Merge] | None:
    """The merge that covers each place; None where the file says nothing of merged cells."""
    if not grid.merges:
        return None
    return {
        (row, column): one
        for one in grid.merges
        for row in range(one.row, one.row + one.rows)
        for column in range(one.column, one.column + one.columns)
    }


def _row(
    cells: tuple[Cell, ...],
    page_top: bool,
    held: dict[tuple[int, int], Merge] | None,
    at: int,
    places: dict[int, int],
) -> Row:
    if held is None:
        return Row(cells=cells, page_top=page_top)
    holders: list[tuple[int, int]] = []
    for column in range(len(cells)):
        merge = held.get((at, column))
        known = merge is not None and merge.row in places and not cells[column]
        holders.append((places[at] - places[merge.row], merge.column) if merge and known else (0, column))
    merge = held.get((at, 0))
    whole = merge is not None and merge.columns == len(cells) and merge.rows == 1
    return Row(cells=cells, page_top=page_top, holders=tuple(holders), whole=whole)


def _columns(header: Sequence[tuple[Cell, ...]], page: _Page) -> tuple[str, ...]:
    held = _holders(page.grid) or {}
    names: list[str] = []
    for column in range(page.width):
        levels: list[str] = []
        for row in range(len(header)):
            merge = held.get((page.first + row, column))
            place = (row, column) if merge is None else (merge.row - page.first, merge.column)
            text = heading_text(plain(header[place[0]][place[1]])) if place[0] >= 0 else ""
            if not text and not held and row == 0:
                # plain text: the name to the left reaches over this column
                text = next((heading_text(plain(cell)) for cell in reversed(header[0][:column]) if cell), "")
            if text and text not in levels:
                levels.append(text)
        names.append(_STEP.join(levels) or f"第{column + 1}列")
    return tuple(names)


def _repairs(header: Sequence[tuple[Cell, ...]], repeated: int) -> list[Repair]:
    repairs: list[Repair] = []
    if repeated:
        repairs.append(Repair(kind="repeated-header", detail=f"表头在后续页重复 {repeated} 次，只读一次。"))
    for cell in (cell for row in header for cell in row if len(cell) > 1):
        repairs.append(Repair(kind="split-heading", detail=f"表头“{plain(cell)}”断成 {len(cell)} 行，接成一格。"))
    if len(header) > 1:
        repairs.append(Repair(kind="header-levels", detail=f"表头有 {len(header)} 层，列名逐层相连。"))
    return repairs


def _words(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(squeeze(plain(cell)) for cell in cells)


def plain(cell: Cell) -> str:
    """The characters of a cell, its paragraphs end to end."""
    return "".join(piece.chars for piece in cell)
