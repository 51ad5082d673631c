"""Tables of rows → units: one a row, its cells with the places of their texts; categories and notes between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.domain import Path
from rag.parse.markers import read_marker
from rag.parse.paragraphs import heading_text
from rag.parse.records import Record, Records
from rag.parse.traced import Traced, join
from rag.parse.units import Unit

# 注：1.本表用于自评。 / 备注：; not 注意事项
_NOTE = re.compile(r"(?:附?注|备注|说明)\s*[:：]\s*")


class Notes:
    """The notes under a table: ``注：1.…`` and the numbered lines that follow it."""

    def __init__(self) -> None:
        self._table: Path | None = None
        self._last: int | None = None

    def begin(self, table: Path) -> None:
        """A table with the path `table` ends here: notes may follow."""
        self._table, self._last = table, None

    def end(self) -> None:
        """Something else opens: what follows is no note."""
        self._table = None

    def take(self, text: Traced) -> Unit | None:
        """The unit of a note, or None where `text` is none."""
        if self._table is None:
            return None
        printed = _NOTE.match(text.chars)
        marker = read_marker(text.chars[printed.end() :] if printed else text.chars)
        if printed is None and (marker is None or self._last is None or marker.number != self._last + 1):
            return None
        self._last = 0 if marker is None else marker.number
        path = (*self._table, "注") if marker is None else (*self._table, "注", marker.label)
        return Unit(path=path, kind="note", paragraphs=[text])


def row_units(records: Records, columns: tuple[str, ...], prefix: Path, notes: Notes) -> Iterator[Unit]:
    """The units of a table of rows, in printed order.

    Args:
        records: Its rows.
        columns: Name of each column.
        prefix: Path of the table.
        notes: Takes the notes that stand in rows of their own.
    """
    units: list[Unit] = []
    category = ""
    for number, record in enumerate(records.records, start=1):
        unit = notes.take(join(record.cells)) if record.names else None
        if unit is None and record.names:
            category = heading_text(join(record.cells).chars)
            unit = Unit(path=(*prefix, category), kind="section", heading=category, paragraphs=[join(record.cells)])
        elif unit is None:
            if records.numbers == 1 and record.cells[0]:
                category = heading_text(record.cells[0].chars)
            level = (category,) if records.restart and category else ()
            unit = Unit(path=(*prefix, *level, *_label(records, record, number)), kind="row")
            unit.paragraphs.append(join([cell for cell in record.cells if cell], separator="\t"))
        units.append(unit)
        if unit.kind == "row":
            for column, holder in enumerate(record.holders):
                if holder is not None:
                    text = records.records[holder[0]].cells[holder[1]]
                    unit.cells.append((columns[column], text, units[holder[0]]))
            unit.heading = _heading(records, unit, columns)
        yield unit


def _label(records: Records, record: Record, number: int) -> Path:
    """The steps of a row's path: its numeral, and which of the rows beside a merged numeral it is."""
    if records.numbers is None:
        return (f"第{number}行",)
    label = record.number.chars.strip().rstrip("、.．")
    return (label, f"第{record.part}行") if record.part else (label or f"第{number}行",)


def _heading(records: Records, unit: Unit, columns: tuple[str, ...]) -> str:
    """A row's heading is what stands in the column that groups it (任务名称)."""
    grouped = [columns[column] for column in sorted(records.merged)]
    texts = (text.chars for name in grouped for column, text, _ in unit.cells if column == name)
    return heading_text(next(texts, ""))
