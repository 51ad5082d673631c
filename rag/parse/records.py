"""Tables of rows → records: each row whole, numbered or not, with the places where its merged cells have their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.domain import Repair
from rag.numerals import read_numeral
from rag.parse.tables import Row, Table, plain
from rag.parse.traced import EMPTY, Traced, join
from rag.text import squeeze

_FRAGMENT = 4
"""Characters up to which a cell at a page's top is the rest of the merged cell above the break, not a name."""
_ENDS = "。；！？"
"""What a cell's text ends with where it was printed to its end."""
_NUMBER_COLUMNS = frozenset({"序号", "编号", "项次", "行次", "序次", "NO", "NO."})
_TOTALS = frozenset({"合计", "总计", "小计", "共计"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table of rows, whole: one text per column, ``EMPTY`` where merged with another cell."""

    number: Traced
    """Its numeral; where it is a part of a numbered row, that row's."""
    part: int
    """2, 3, … for the second, third, … row beside one merged numeral; else 0."""
    cells: tuple[Traced, ...]
    holders: tuple[tuple[int, int] | None, ...]
    """For each column the record and the column where its text stands; None for an empty cell."""
    names: bool
    """Whether it is the name of a category alone (加分指标), for the rows below it."""


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


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A record while the rows that a page break cut off it are given back."""

    cells: list[list[Traced]]
    names: bool
    page_top: bool
    holders: list[tuple[int, int]] | None
    """Records up and column, as `Row.holders`."""


def read_records(table: Table) -> Records:
    """The rows of `table`, those that a page break cut in two made whole."""
    numbers = next((column for column in (0, 1) if column < len(table.columns) and _counts(table, column)), None)
    cut = _cut_rows(table) if numbers is None else frozenset[int]()
    merged = _merged_columns(table, numbers, cut)
    drafts: list[_Draft] = []
    places: list[int] = []
    repairs: list[Repair] = []
    for at, row in enumerate(table.rows):
        cells = [list(cell) for cell in row.cells]
        names = row.whole or (numbers is not None and _names_category(row))
        unnumbered = numbers is not None and not row.cells[numbers] and not names and not _is_part(row, numbers)
        if drafts and (unnumbered or at in cut):
            _append_cells(drafts[-1].cells, cells)
            words = "".join(plain(cell) for cell in row.cells)[:10]
            repairs.append(Repair(kind="joined-rows", detail=f"“{words}…”是换页前一行的后半，接回原行。"))
            places.append(len(drafts) - 1)
            continue
        if row.page_top:
            repairs.extend(_return_fragments(drafts, cells, merged))
        places.append(len(drafts))
        drafts.append(
            _Draft(cells=cells, names=names, page_top=row.page_top, holders=_held(row, len(places) - 1, places))
        )
    records = _records(drafts, numbers, merged)
    counted = [_row_number(record.number.chars) or 0 for record in records if not record.names and not record.part]
    restart = numbers is not None and any(one >= other > 0 for one, other in pairwise(counted))
    return Records(records=records, numbers=numbers, restart=restart, merged=merged, repairs=tuple(repairs))


def _is_part(row: Row, numbers: int) -> bool:
    """Whether the numeral of `row` is merged with the one above: a part of that row, with cells of its own."""
    return row.holders is not None and row.holders[numbers][0] > 0


def _held(row: Row, at: int, places: Sequence[int]) -> list[tuple[int, int]] | None:
    """The holders of `row`, counted in records instead of rows."""
    if row.holders is None:
        return None
    return [(places[at] - places[at - up], column) for up, column in row.holders]


def _records(drafts: Sequence[_Draft], numbers: int | None, merged: frozenset[int]) -> tuple[Record, ...]:
    records: list[Record] = []
    above: dict[int, tuple[int, int]] = {}
    part = 1
    for at, draft in enumerate(drafts):
        texts = tuple(join(cell) for cell in draft.cells)
        holders: list[tuple[int, int] | None] = []
        for column, text in enumerate(texts):
            up, across = (0, column) if draft.holders is None else draft.holders[column]
            holder = (at - up, across)
            guessed = draft.holders is None or draft.page_top
            if text:
                holders.append((at, column))
                above[column] = (at, column)
            elif holder != (at, column) and drafts[holder[0]].cells[across]:
                holders.append(holder)
            else:
                # of a merged cell that a page break cut, the text stands over the break
                over = records[holder[0]].holders[across] if holder[0] < at else None
                holders.append(over or (above.get(column) if guessed and column in merged else None))
        number = EMPTY
        held = None if numbers is None else holders[numbers]
        if numbers is not None and held is not None:
            number = join(drafts[held[0]].cells[numbers])
        part = part + 1 if held is not None and held[0] < at and not draft.names else 1
        records.append(
            Record(
                number=number,
                part=part if part > 1 else 0,
                cells=texts,
                holders=tuple(holders),
                names=draft.names,
            )
        )
    return tuple(records)


def _names_category(row: Row) -> bool:
    """Whether words stand in the first cell of `row` and nothing else in it."""
    return bool(row.cells[0]) and not any(row.cells[1:]) and _row_number(plain(row.cells[0])) is None


def _counts(table: Table, column: int) -> bool:
    """Whether the cells of `column` number the rows; a sum at the table's foot has no number.

    The second column does where its name says so or it counts from 1: a column of amounts does not.
    """
    cells = [row.cells[column] for row in table.rows if not (row.whole or _names_category(row))]
    texts = [plain(cell) for cell in cells if cell and squeeze(plain(cell)) not in _TOTALS]
    numbers = [_row_number(text) for text in texts]
    if not numbers or None in numbers:
        return False
    named = squeeze(table.columns[column]).upper() in _NUMBER_COLUMNS
    counted = [number or 0 for number in numbers]
    steps = [one == 1 or one == before + 1 for before, one in pairwise([0, *counted])]
    return column == 0 or named or (len(steps) > 2 and all(steps))


def _row_number(text: str) -> int | None:
    return read_numeral(squeeze(text).rstrip("、.．"))


def _cut_rows(table: Table) -> frozenset[int]:
    """The rows at a page's top that are the rest of the row above, of a table whose rows have no numbers.

    The longest column goes on in the middle of a sentence, and the first one is empty, as it is on no row below a
    page's top: else it is merged, and the row may be one of its own.
    """
    rows = [row for row in table.rows if not row.whole]
    if not rows or any(not row.cells[0] for row in rows if not row.page_top):
        return frozenset()
    fullest = _fullest(rows)
    return frozenset(
        at
        for at, (above, row) in enumerate(pairwise(table.rows), start=1)
        if row.page_top
        and not (row.whole or above.whole or row.cells[0])
        and (row.holders is None or row.holders[0][0] == 0)
        and row.cells[fullest]
        and above.cells[fullest]
        and all(own or not more for own, more in zip(above.cells, row.cells, strict=True))
        and plain(above.cells[fullest])[-1] not in _ENDS
    )


def _fullest(rows: Sequence[Row]) -> int:
    """The column with the most characters."""
    lengths = [sum(map(len, map(plain, column))) for column in zip(*(row.cells for row in rows), strict=True)]
    return max(range(len(lengths)), key=lengths.__getitem__)


def _merged_columns(table: Table, numbers: int | None, cut: frozenset[int]) -> frozenset[int]:
    """Columns left of the fullest one that start filled and are empty on many rows: merged downwards."""
    whole = [row for at, row in enumerate(table.rows) if at not in cut and not row.whole]
    rows = [row for row in whole if numbers is None or not _names_category(row)]
    if not rows:
        return frozenset()
    return frozenset(
        column
        for column in range(_fullest(rows))
        if column != numbers and rows[0].cells[column] and any(_is_merged(row, column) for row in rows)
    )


def _is_merged(row: Row, column: int) -> bool:
    """Whether a cell is merged with the one above, as far as the file says; else an empty one is."""
    return not row.cells[column] and (row.holders is None or row.page_top or row.holders[column][0] > 0)


def _return_fragments(drafts: Sequence[_Draft], cells: list[list[Traced]], merged: frozenset[int]) -> Iterator[Repair]:
    """Give the few characters at a page's top back to the merged cell that the page break cut.

    What is cut off is the smaller part by far: 设备 below 土建 is the next name.
    """
    for column in merged:
        fragment = "".join(piece.chars for piece in cells[column])
        owner = next((draft.cells for draft in reversed(drafts) if draft.cells[column]), None)
        above = 0 if owner is None else sum(len(piece.chars) for piece in owner[column])
        if owner is not None and 0 < len(fragment) <= min(_FRAGMENT, (above - 1) // 2):
            owner[column].extend(cells[column])
            cells[column] = []
            name = "".join(piece.chars for piece in owner[column])
            yield Repair(kind="joined-cell", detail=f"换页后的“{fragment}”接回合并单元格“{name}”。")


def _append_cells(row: list[list[Traced]], more: list[list[Traced]]) -> None:
    for own, added in zip(row, more, strict=True):
        own.extend(added)
