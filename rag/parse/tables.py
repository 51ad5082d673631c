"""Grids of single pages → whole tables: pages stitched, repeated headers dropped, broken rows made whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from rag.domain import Repair
from rag.numerals import read_numeral
from rag.parse.blocks import Cell, Grid
from rag.parse.markers import Marker, read_marker
from rag.parse.paragraphs import heading_text
from rag.parse.traced import EMPTY, Traced, join
from rag.text import ends_sentence, squeeze

_DASHES = frozenset("—-－–―一")
_FRAGMENT = 4
"""Characters up to which a cell at a page's top is the rest of the merged cell above the break, not a name."""
_TOTALS = frozenset({"合计", "总计", "小计", "共计"})
_HEADER_CELL = 20
"""Characters that a header cell has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed row of cells."""

    cells: tuple[Cell, ...]
    page_top: bool
    """First under a repeated header or a page's edge: its cells may run on from the page before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its pages stitched together."""

    columns: tuple[str, ...]
    header: tuple[Cell, ...]
    """The header as first printed; empty where the table has none."""
    rows: tuple[Row, ...]
    dropped: tuple[tuple[str, Traced], ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table of rows, whole: numeral and one text per column, ``EMPTY`` where merged from above."""

    number: Traced
    cells: tuple[Traced, ...]
    names: bool
    """Whether it is the name of a category alone (加分指标), for the rows below it."""


def stitch(grids: Sequence[Grid]) -> tuple[Table, ...]:
    """The tables that `grids`, which follow each other without text between, were printed from."""
    groups: list[list[Grid]] = []
    for grid in grids:
        if groups and _continues(groups[-1][0], grid):
            groups[-1].append(grid)
        else:
            groups.append([grid])
    return tuple(_stitch(group) for group in groups)


def _continues(first: Grid, grid: Grid) -> bool:
    if len(first.rows[0]) != len(grid.rows[0]):
        return False
    return _words(grid.rows[0]) == _words(first.rows[0]) or not _is_header(grid.rows[0])


def _stitch(grids: Sequence[Grid]) -> Table:
    first = grids[0].rows[0]
    header = first if _is_header(first) else ()
    rows: list[Row] = []
    dropped: list[tuple[str, Traced]] = []
    pages = 0
    for grid in grids:
        page_top = grid is not grids[0]
        for cells in grid.rows:
            if header and cells is first:
                continue
            if header and _words(cells) == _words(header):
                dropped.extend(("repeated-header", piece) for cell in cells for piece in cell)
                pages += 1
                page_top = True
                continue
            if any(cells):
                rows.append(Row(cells=cells, page_top=page_top))
                page_top = False
    columns = tuple(heading_text(_plain(cell)) for cell in header) or tuple(
        f"第{number}列" for number in range(1, len(first) + 1)
    )
    repairs = [Repair(kind="repeated-header", detail=f"表头在后续页重复 {pages} 次，只读一次。")] if pages else []
    for cell in header:
        if len(cell) > 1:
            repairs.append(Repair(kind="split-heading", detail=f"表头“{_plain(cell)}”断成 {len(cell)} 行，接成一格。"))
    return Table(columns=columns, header=header, rows=tuple(rows), dropped=tuple(dropped), repairs=tuple(repairs))


def _is_header(cells: Sequence[Cell]) -> bool:
    texts = [_plain(cell) for cell in cells]
    return all(text and len(text) <= _HEADER_CELL and read_marker(text) is None for text in texts) and not any(
        squeeze(text).isdigit() for text in texts
    )


def _words(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(squeeze(_plain(cell)) for cell in cells)


def _plain(cell: Cell) -> str:
    return "".join(piece.chars for piece in cell)


def is_outline(table: Table) -> bool:
    """Whether the columns nest (序号 → 工作任务 → 主要举措 → 经验做法) so that the cell numerals are path levels."""
    marked = 0
    for column in range(1, len(table.columns)):
        opening = [cell[0].chars for row in table.rows if (cell := row.cells[column]) and not row.page_top]
        marked += len(opening) > 0 and sum(read_marker(text) is not None for text in opening) >= 0.6 * len(opening)
    numbers = [_plain(row.cells[0]) for row in table.rows if row.cells[0]]
    chinese = bool(numbers) and all(
        _section_number(number) is not None and not squeeze(number).rstrip("、.．").isdigit() for number in numbers
    )
    return marked >= 2 or (marked == 1 and chinese)


def _section_number(text: str) -> int | None:
    """``一``, ``二、``, ``3``; a dash is 一 with its ends worn off."""
    bare = squeeze(text).rstrip("、.．")
    return 1 if bare in _DASHES else read_numeral(bare)


# --- tables whose columns nest ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A unit that opens in a nesting table."""

    marker: Marker
    text: Traced
    heading: str
    """Its heading; ``""`` for a leaf, whose text is a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """Text that belongs to the unit opened last; `glued` where a page break cut a word or sentence."""

    text: Traced
    glued: bool


Step = Opening | Continuation | Repair


def outline_steps(table: Table) -> Iterator[Step]:
    """The units of a nesting table in reading order, with the repairs that reading it took."""
    last = len(table.columns) - 1
    usual = _usual_styles(table)
    open_end = EMPTY
    for row in table.rows:
        for step in _row_steps(row, last=last, usual=usual, open_end=open_end.chars):
            if not isinstance(step, Repair):
                open_end = step.text
            yield step


def _usual_styles(table: Table) -> dict[int, str]:
    """The marker style that most cells of a column open with; ``""`` for a column of names without numerals."""
    usual: dict[int, str] = {}
    for column in range(1, len(table.columns)):
        opening = [read_marker(cell[0].chars) for row in table.rows if (cell := row.cells[column])]
        styles = ["" if marker is None else marker.style for marker in opening]
        if styles:
            usual[column] = max(sorted(set(styles)), key=styles.count)
    return usual


def _row_steps(row: Row, *, last: int, usual: dict[int, str], open_end: str) -> Iterator[Step]:
    name = tuple(takewhile(lambda piece: read_marker(piece.chars) is None, row.cells[1])) if last > 1 else ()
    section = tuple(_section_step(join(row.cells[0]), name))
    yield from section or (Continuation(text=piece, glued=False) for piece in row.cells[0])
    headings: list[Opening] = []
    for column in range(1, last):
        taken = len(name) if section and column == 1 else 0
        for opening in _heading_steps(row.cells[column][taken:]):
            if isinstance(opening, Opening):
                headings.append(opening)
                expected = usual.get(column)
                if expected != opening.marker.style and opening.marker.style in usual.values():
                    yield Repair(
                        kind="misplaced-cell",
                        detail=f"“{opening.marker.label}{opening.heading}”印在第{column + 1}列，按编号归位。",
                    )
            else:
                yield opening
    runs = _runs(row.cells[last])
    if len(headings) > 1 and len(runs) == len(headings):
        labels = "、".join(opening.marker.label for opening in headings)
        yield Repair(kind="shared-row", detail=f"同一行印了 {labels} 两项以上举措，按编号重新起算分开。")
        for opening, run in zip(headings, runs, strict=True):
            yield opening
            yield from _leaf_steps(run, page_top=False, open_end="")
        return
    yield from headings
    yield from _leaf_steps(row.cells[last], page_top=row.page_top and not headings, open_end=open_end)


def _section_step(number: Traced, name: Cell) -> Iterator[Step]:
    """The section that a row opens: its number and, where it is printed beside it, its name."""
    label = squeeze(number.chars).rstrip("、.．")
    worn = label in _DASHES and label != "一"
    value = _section_number(number.chars) if number else None
    if value is None or (worn and not name):
        return
    if worn:
        yield Repair(kind="dash-numeral", detail=f"序号“{label}”读作“一”。")
        number, label = number.reread("一" * len(number)), "一"
    marker = Marker(style="cn", number=value, label=label, length=len(number) + 1)
    heading = _compact(join(name))
    text = join([number, heading], separator=" ") if heading else number
    yield Opening(marker=marker, text=text, heading=heading.chars)


def _heading_steps(cell: Cell) -> Iterator[Step]:
    """Headings in a column between the number and the leaves; the section's name is read with its number."""
    for piece in cell:
        marker = read_marker(piece.chars)
        if marker is not None:
            text = _compact(piece)
            if text.chars != piece.chars:
                yield Repair(kind="heading-blanks", detail=f"标题“{piece.chars}”中的空格去掉。")
            yield Opening(marker=marker, text=text, heading=_compact(piece.cut(marker.length)).chars)
        else:
            yield Repair(kind="split-heading", detail=f"“{piece.chars}”接在上一标题之后。")
            yield Continuation(text=_compact(piece), glued=True)


def _compact(text: Traced) -> Traced:
    """A heading without the blanks its narrow cell left between Han characters."""
    wanted = heading_text(text.chars)
    kept: list[Traced] = []
    position = 0
    for at, char in enumerate(text.chars):
        if position < len(wanted) and char == wanted[position]:
            kept.append(text.cut(at, at + 1))
            position += 1
    return join(kept)


def _runs(cell: Cell) -> list[Cell]:
    """The cell's paragraphs, cut where the numbering starts again."""
    runs: list[list[Traced]] = [[]]
    for piece in cell:
        marker = read_marker(piece.chars)
        if marker is not None and marker.number == 1 and runs[-1]:
            runs.append([])
        runs[-1].append(piece)
    return [tuple(run) for run in runs]


def _leaf_steps(cell: Cell, *, page_top: bool, open_end: str) -> Iterator[Step]:
    for piece in cell:
        marker = read_marker(piece.chars)
        if marker is not None:
            yield Opening(marker=marker, text=piece, heading="")
        else:
            glued = page_top and not ends_sentence(open_end)
            if glued:
                detail = f"“…{open_end[-8:]}”与“{piece.chars[:8]}…”被换页断开，接成一条。"
                yield Repair(kind="joined-pages", detail=detail)
            yield Continuation(text=piece, glued=glued)
        page_top = False


# --- tables of rows -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The rows of a table of rows, whole, with what reading them took."""

    records: tuple[Record, ...]
    numbers: int | None
    """The column that numbers the rows, or None."""
    restart: bool
    """Whether the numbers start again in each category."""
    merged: frozenset[int]
    """Columns whose empty cells are merged with the cell above."""
    repairs: tuple[Repair, ...]


def read_records(table: Table) -> Records:
    """The rows of `table`, those that a page break cut in two made whole."""
    numbers = next((column for column in (0, 1) if column < len(table.columns) and _counts(table, column)), None)
    merged = _merged_columns(table, numbers)
    rows: list[list[list[Traced]]] = []
    named: list[bool] = []
    repairs: list[Repair] = []
    for row in table.rows:
        cells = [list(cell) for cell in row.cells]
        if rows and numbers is not None and not row.cells[numbers] and not _names_category(row):
            _append_cells(rows[-1], cells)
            words = "".join(_plain(cell) for cell in row.cells)[:10]
            repairs.append(Repair(kind="joined-rows", detail=f"“{words}…”是换页前一行的后半，接回原行。"))
            continue
        if row.page_top:
            repairs.extend(_return_fragments(rows, cells, merged))
        rows.append(cells)
        named.append(numbers is not None and _names_category(row))
    records = tuple(
        Record(number=EMPTY if numbers is None else _glue(cells[numbers]), cells=tuple(map(_glue, cells)), names=names)
        for cells, names in zip(rows, named, strict=True)
    )
    counted = [_row_number(record.number.chars) or 0 for record in records if not record.names]
    restart = numbers is not None and any(one >= other > 0 for one, other in pairwise(counted))
    return Records(records=records, numbers=numbers, restart=restart, merged=merged, repairs=tuple(repairs))


def _names_category(row: Row) -> bool:
    """Whether words stand in the first cell of `row` and nothing else in it."""
    return bool(row.cells[0]) and not any(row.cells[1:]) and _row_number(_plain(row.cells[0])) is None


def _counts(table: Table, column: int) -> bool:
    """Whether the cells of `column` number the rows; a sum at the table's foot has no number."""
    cells = [row.cells[column] for row in table.rows if not _names_category(row)]
    texts = [_plain(cell) for cell in cells if cell and squeeze(_plain(cell)) not in _TOTALS]
    return bool(texts) and all(_row_number(text) is not None for text in texts)


def _row_number(text: str) -> int | None:
    return read_numeral(squeeze(text).rstrip("、.．"))


def _merged_columns(table: Table, numbers: int | None) -> frozenset[int]:
    """Columns left of the fullest one that start filled and are empty on many rows: merged downwards."""
    rows = [row for row in table.rows if numbers is None or not _names_category(row)]
    if not rows:
        return frozenset()
    lengths = [sum(len(_plain(row.cells[column])) for row in rows) for column in range(len(table.columns))]
    fullest = max(range(len(lengths)), key=lengths.__getitem__)
    return frozenset(
        column
        for column in range(fullest)
        if column != numbers and rows[0].cells[column] and any(not row.cells[column] for row in rows)
    )


def _return_fragments(
    rows: list[list[list[Traced]]], cells: list[list[Traced]], merged: frozenset[int]
) -> Iterator[Repair]:
    """Give the few characters at a page's top back to the merged cell that the page break cut."""
    for column in merged:
        fragment = "".join(piece.chars for piece in cells[column])
        owner = next((row for row in reversed(rows) if row[column]), None)
        if fragment and len(fragment) <= _FRAGMENT and owner is not None:
            owner[column].extend(cells[column])
            cells[column] = []
            name = "".join(piece.chars for piece in owner[column])
            yield Repair(kind="joined-cell", detail=f"换页后的“{fragment}”接回合并单元格“{name}”。")


def _append_cells(row: list[list[Traced]], more: list[list[Traced]]) -> None:
    for own, added in zip(row, more, strict=True):
        own.extend(added)


def _glue(pieces: Sequence[Traced]) -> Traced:
    return join(pieces)
