"""Paragraphs and tables → the outline: every unit with its path, in document order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rag.domain import ItemKind, Path, Repair
from rag.parse.blocks import Blocks, Grid, Line
from rag.parse.headings import run_in_heading
from rag.parse.levels import Levels
from rag.parse.markers import DIVISIONS, Marker, read_annex, read_marker
from rag.parse.paragraphs import Paragraph, heading_text, names_genre, paragraphs
from rag.parse.roles import role_of
from rag.parse.tables import (
    Continuation,
    Opening,
    Records,
    Table,
    is_outline,
    outline_steps,
    read_records,
    stitch,
)
from rag.parse.traced import Traced, join

_COVER = "通知"
"""First step of the path of a cover letter's own sections, where the plan it encloses numbers its own from 一 again."""
# 注：1.本表用于自评。 / 备注：; not 注意事项
_NOTE = re.compile(r"(?:附?注|备注|说明)\s*[:：]\s*")
_TITLE = 60
"""Characters that the title of an annex has at most."""


@dataclass(slots=True, kw_only=True)
class Unit:
    """An outline unit while it is being read."""

    path: Path
    kind: ItemKind
    heading: str = ""
    paragraphs: list[Traced] = field(default_factory=list[Traced])
    cells: list[tuple[str, Traced, Unit]] = field(default_factory=list["tuple[str, Traced, Unit]"])
    """Column, text, and the unit whose text holds it: a merged cell stands in the row it was printed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All units of a document, and what reading them took."""

    units: tuple[Unit, ...]
    repairs: tuple[Repair, ...]
    dropped: tuple[tuple[str, Traced], ...]


def read_outline(blocks: Blocks) -> Outline:
    """The outline of a document.

    The genre's numerals open units wherever they stand at the start of a paragraph or a cell and follow from what
    came before; anything else belongs to the unit opened last. Before the first numeral stands the head of the
    notice, after the signature its tail; both have the path ``()``.
    """
    reader = _Reader()
    reader.repairs.extend(blocks.repairs)
    elements = _elements(blocks, reader)
    for number, element in enumerate(elements):
        if isinstance(element, Table):
            reader.take_table(element)
        else:
            reader.take_paragraph(element, elements[number + 1 :])
    return reader.finish(blocks.dropped)


Element = Paragraph | Table


def _elements(blocks: Blocks, reader: _Reader) -> list[Element]:
    elements: list[Element] = []
    for kind, run in groupby(blocks.blocks, key=type):
        if kind is Grid:
            for table in stitch([block for block in run if isinstance(block, Grid)]):
                elements.append(table)
        else:
            joined = paragraphs([block for block in run if isinstance(block, Line)])
            elements.extend(joined)
            wrapped = sum(paragraph.lines - 1 for paragraph in joined)
            if wrapped:
                reader.repairs.append(Repair(kind="joined-lines", detail=f"{wrapped} 处断行接成完整的段落。"))
    return elements


class _Reader:
    """Holds the reading position in the outline."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._paths: set[Path] = set()
        self.repairs: list[Repair] = []
        self.dropped: list[tuple[str, Traced]] = []
        self._levels = Levels()
        self._annex: Path = ()
        self._current: Unit | None = None
        self._closed = False
        self._tables = 0
        self._list_of_annexes = 0
        self._noted: Path | None = None
        self._last_note: int | None = None

    # --- paragraphs -------------------------------------------------------------------------------------------

    def take_paragraph(self, paragraph: Paragraph, following: Sequence[Element]) -> None:
        text = paragraph.text
        if self._takes_note(text):
            return
        if self._is_annex_list(text, following):
            self._margin(text)
            return
        annex = read_annex(text.chars)
        if annex is not None:
            self._open_annex(annex.label, text, annex.length)
            return
        if self._takes_annex_title(text, following):
            return
        marker = read_marker(text.chars)
        if marker is not None and self._accepts(marker):
            more = (
                bool(following) and isinstance(following[0], Paragraph) and read_marker(following[0].text.chars) is None
            )
            self._open(marker, text, run_in_heading(text.chars[marker.length :], marker.style, followed=more))
        elif _closes(text.chars, following):
            self._closed = self._closed or bool(self._current)
            self._current = None
            self._margin(text)
        elif self._current is None:
            self._margin(text)
        else:
            self._current.paragraphs.append(text)

    def _accepts(self, marker: Marker) -> bool:
        accepted = self._levels.accepts(marker)
        if not accepted:
            detail = f"“{marker.label}”与前面的编号不相接，按正文读。"
            self.repairs.append(Repair(kind="stray-numeral", detail=detail))
        return accepted

    def _is_annex_list(self, text: Traced, following: Sequence[Element]) -> bool:
        """``附件：1.…`` and its further lines at the end of a cover letter; the annexes themselves come later."""
        annex = read_annex(text.chars)
        first = None if annex is None else read_marker(text.chars[annex.length :])
        if annex is not None and annex.listed and self._lists_annexes(first, following):
            self._list_of_annexes = 0 if first is None else first.number
            return True
        marker = read_marker(text.chars) if self._list_of_annexes else None
        if marker is not None and marker.number == self._list_of_annexes + 1 and len(text) <= _TITLE:
            self._list_of_annexes += 1
            return True
        self._list_of_annexes = 0
        return False

    def _lists_annexes(self, first: Marker | None, following: Sequence[Element]) -> bool:
        """Whether ``附件：…`` only lists what is enclosed: an annex comes later, or the letter ends after it."""
        lines = [one.text.chars for one in following if isinstance(one, Paragraph)]
        if any(read_annex(line) is not None for line in lines):
            return True
        number = 0 if first is None else first.number
        while lines and number and (marker := read_marker(lines[0])) is not None and marker.number == number + 1:
            number += 1
            lines.pop(0)
        tables = any(isinstance(one, Table) for one in following)
        return not tables and (not lines or role_of(lines[0]) is not None)

    def _takes_note(self, text: Traced) -> bool:
        """``注：1.…`` under a table, and the numbered lines that follow it."""
        if self._noted is None:
            return False
        printed = _NOTE.match(text.chars)
        marker = read_marker(text.chars[printed.end() :] if printed else text.chars)
        if printed is None and (marker is None or self._last_note is None or marker.number != self._last_note + 1):
            return False
        self._last_note = 0 if marker is None else marker.number
        path = (*self._noted, "注") if marker is None else (*self._noted, "注", marker.label)
        self._current = Unit(path=path, kind="note", paragraphs=[text])
        self.units.append(self._current)
        return True

    def _open_annex(self, label: str, text: Traced, length: int) -> None:
        self._annex = (label,)
        self._noted = None
        self._levels = Levels()
        self._tables = 0
        self._closed = False
        heading = heading_text(text.chars[length:])
        self._current = Unit(path=self._annex, kind="section", heading=heading, paragraphs=[text])
        self.units.append(self._current)

    def _takes_annex_title(self, text: Traced, following: Sequence[Element]) -> bool:
        """The line right under ``附件`` is its title, and the next one too where only that ends as titles do."""
        current = self._current
        if current is None or not current.path == self._annex != () or not following:
            return False
        first = not current.heading
        second = len(current.paragraphs) == 2 and not names_genre(current.heading) and names_genre(text.chars)
        if not (first or second) or read_marker(text.chars) is not None:
            return False
        if len(text) > _TITLE or text.chars[-1] in "。；：":
            return False
        current.heading += heading_text(text.chars)
        current.paragraphs.append(text)
        return True

    def _open(self, marker: Marker, text: Traced, heading: str) -> None:
        if self._closed:
            self._start_enclosure(marker)
        self._noted = None
        if marker.style in DIVISIONS:
            self._set_contents_aside(marker)
        gap = self._levels.open(marker)
        path = self._annex + self._levels.path()
        if gap:
            self.repairs.append(Repair(kind="numbering-gap", detail=f"{''.join(path)} 之前缺 {gap}。"))
        if path in self._paths:
            self.repairs.append(Repair(kind="repeated-numeral", detail=f"编号 {''.join(path)} 出现不止一次。"))
        self._paths.add(path)
        self._current = Unit(path=path, kind="item", heading=heading, paragraphs=[text])
        self.units.append(self._current)

    def _set_contents_aside(self, marker: Marker) -> None:
        """Chapters listed one below the other before the first one itself are the contents (目录), not units."""
        listed = [unit for unit in self.units if unit.path]
        if not listed or listed[0].path != (*self._annex, marker.label):
            return
        markers = [read_marker(unit.paragraphs[0].chars) for unit in listed]
        if all(one is not None and one.style in DIVISIONS for one in markers) and len(listed) > 1:
            self._levels = Levels()
            for unit in listed:
                unit.path, unit.kind, unit.heading = (), "head", ""
            self.repairs.append(Repair(kind="contents", detail=f"正文前的目录列有 {len(listed)} 章节，不作条目。"))

    def _start_enclosure(self, marker: Marker) -> None:
        """After the cover letter's signature the enclosed plan begins; its sections own the short paths."""
        self._closed = False
        self._levels = Levels()
        if any(unit.path[:1] == (marker.label,) for unit in self.units):
            for unit in self.units:
                if unit.path and not unit.path[0].startswith("附"):
                    unit.path = (_COVER, *unit.path)

    def _margin(self, text: Traced) -> None:
        self.units.append(Unit(path=(), kind="head", paragraphs=[text]))

    # --- tables -----------------------------------------------------------------------------------------------

    def take_table(self, table: Table) -> None:
        self.repairs.extend(table.repairs)
        self.dropped.extend(table.dropped)
        if is_outline(table):
            self._take_nesting_table(table)
        else:
            self._take_rows(table)

    def _take_nesting_table(self, table: Table) -> None:
        self._take_header(table, Unit(path=self._annex, kind="head"))
        self._closed = False
        for step in outline_steps(table):
            if isinstance(step, Repair):
                self.repairs.append(step)
            elif isinstance(step, Opening):
                self._open(step.marker, step.text, step.heading)
            else:
                self._continue(step)

    def _take_header(self, table: Table, unit: Unit) -> None:
        header = [join(cell) for cell in table.header]
        if header:
            unit.paragraphs.append(join(header, separator="\t"))
            if unit not in self.units:
                self.units.append(unit)

    def _continue(self, step: Continuation) -> None:
        if self._current is None:
            self._margin(step.text)
        elif step.glued and self._current.paragraphs:
            self._current.paragraphs[-1] = join([self._current.paragraphs[-1], step.text])
            if self._current.heading:
                self._current.heading += step.text.chars
        else:
            self._current.paragraphs.append(step.text)

    def _take_rows(self, table: Table) -> None:
        records = read_records(table)
        self.repairs.extend(records.repairs)
        self._tables += 1
        prefix = self._annex
        if self._current is not None and self._current.path == self._annex != ():
            self._take_header(table, self._current)
        else:
            prefix = (*self._annex, f"表{self._tables}")
            self._take_header(table, Unit(path=prefix, kind="section"))
        if prefix == self._annex and self._tables > 1:
            prefix = (*self._annex, f"表{self._tables}")
        self._current = None
        self._closed = False
        self._noted, self._last_note = prefix, None
        self._add_rows(records, table.columns, prefix)

    def _add_rows(self, records: Records, columns: tuple[str, ...], prefix: Path) -> None:
        above: dict[int, tuple[Traced, Unit]] = {}
        category = ""
        for number, record in enumerate(records.records, start=1):
            if record.names:
                if not self._takes_note(record.cells[0]):
                    category = heading_text(record.cells[0].chars)
                    path = (*prefix, category)
                    self.units.append(Unit(path=path, kind="section", heading=category, paragraphs=[record.cells[0]]))
                continue
            if records.numbers == 1 and record.cells[0]:
                category = heading_text(record.cells[0].chars)
            level = (category,) if records.restart and category else ()
            label = f"第{number}行" if records.numbers is None else record.number.chars.strip().rstrip("、.．")
            unit = Unit(path=(*prefix, *level, label), kind="row")
            own = [cell for cell in record.cells if cell]
            unit.paragraphs.append(join(own, separator="\t"))
            for column, cell in enumerate(record.cells):
                if cell:
                    above[column] = (cell, unit)
                if cell or (column in records.merged and column in above):
                    text, owner = above[column]
                    unit.cells.append((columns[column], text, owner))
            unit.heading = _row_heading(records, unit, columns)
            self.units.append(unit)

    # --- end --------------------------------------------------------------------------------------------------

    def finish(self, dropped: Sequence[tuple[str, Traced]]) -> Outline:
        paths = {unit.path[:depth] for unit in self.units for depth in range(1, len(unit.path))}
        last_numbered = max((n for n, unit in enumerate(self.units) if unit.path), default=-1)
        for number, unit in enumerate(self.units):
            if unit.kind == "item" and unit.path in paths:
                unit.kind = "section"
            elif unit.kind == "head" and not unit.path and number > last_numbered >= 0:
                unit.kind = "tail"
        self._note_mixed_brackets()
        return Outline(units=tuple(self.units), repairs=tuple(self.repairs), dropped=(*dropped, *self.dropped))

    def _note_mixed_brackets(self) -> None:
        half = sum(_opening_bracket(unit) == "(" for unit in self.units if unit.path)
        if half and any(_opening_bracket(unit) == "（" for unit in self.units if unit.path):
            self.repairs.append(Repair(kind="mixed-brackets", detail=f"{half} 处编号用半角括号，一律按全角编址。"))


def _opening_bracket(unit: Unit) -> str:
    return unit.paragraphs[0].chars[:1] if unit.paragraphs else ""


def _row_heading(records: Records, unit: Unit, columns: tuple[str, ...]) -> str:
    """A row's heading is what stands in the column that groups it (任务名称)."""
    grouped = [columns[column] for column in sorted(records.merged)]
    texts = (text.chars for name in grouped for column, text, _ in unit.cells if column == name)
    return heading_text(next(texts, ""))


def _closes(line: str, following: Sequence[Element]) -> bool:
    """Whether `line` belongs to the end of a notice: its signature, its date, 抄送 and the like."""
    role = role_of(line)
    if role != "signature":
        return role is not None and role != "symbol"
    after = following[0] if following else None
    return isinstance(after, Paragraph) and role_of(after.text.chars) in (
        "signature",
        "date",
        "printed",
        "disclosure",
    )
