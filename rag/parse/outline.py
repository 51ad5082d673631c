"""Paragraphs and tables → the outline: every unit with its path, in document order."""

from __future__ import annotations

from collections.abc import Sequence

from rag.domain import Path, Repair
from rag.parse.addresses import Addresses, ordinal
from rag.parse.elements import Element, read_elements
from rag.parse.headings import run_in_heading
from rag.parse.levels import Levels, rank
from rag.parse.lines import TITLE, Lines
from rag.parse.lost import lost_numeral, unclear_headings
from rag.parse.markers import DIVISIONS, Marker, Style, read_annex
from rag.parse.nesting import Continuation, Opening, is_outline, outline_steps
from rag.parse.paragraphs import heading_text, names_genre
from rag.parse.printed import Blocks
from rag.parse.records import read_records
from rag.parse.rows import Notes, row_units
from rag.parse.spaces import address_spaces
from rag.parse.tables import Table, without_continued
from rag.parse.tail import ends_within, holds_last_words, mark_tails, speaks_of_itself
from rag.parse.traced import Traced, join
from rag.parse.units import Outline, Unit

_NAME = 20
"""Characters of a line that names the list below it; a longer one introduces it."""
_AFTER_TABLE = "表后"
"""Label of what an item goes on with after a table in it."""
_LISTS: tuple[Style, ...] = ("cn_paren", "num", "decimal", "num_paren", "half", "circle", "alpha")


def read_outline(blocks: Blocks) -> Outline:
    """The outline of a document.

    The genre's numerals open units wherever they stand at the start of a paragraph or a cell and follow from what
    came before; anything else belongs to the unit opened last. Before the first numeral stands the head of the
    notice, after the signature its tail; both have the path ``()``. No two units have one path.
    """
    blocks = without_continued(blocks)
    elements = read_elements(blocks)
    reader = _Reader(elements.elements)
    reader.repairs.extend((*blocks.repairs, *elements.repairs))
    for at, element in enumerate(elements.elements):
        if isinstance(element, Table):
            reader.take_table(element)
        else:
            reader.take_paragraph(at, element.text)
    return reader.finish(blocks.dropped)


class _Reader:
    """Holds the reading position in the outline."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.units: list[Unit] = []
        self.repairs: list[Repair] = []
        self.dropped: list[tuple[str, Traced]] = []
        self._lines = Lines(elements)
        self._notes = Notes()
        self._levels = Levels()
        self._annex: Path = ()
        self._current: Unit | None = None
        self._above_table: Unit | None = None
        self._closed = False
        self._letter = False
        self._space = 0
        self._tables = 0
        self._clauses = 0
        self._addresses = Addresses()

    # --- paragraphs -------------------------------------------------------------------------------------------

    def take_paragraph(self, at: int, text: Traced) -> None:
        if self._lines.contents is not None and self._lines.is_listed(at):
            if at in self._lines.contents.entries:
                self.dropped.append(("contents", text))
            else:
                self._margin(text)
            return
        if at in self._lines.quoted:
            self._continue(Continuation(text=text, glued=False))
            return
        note = self._notes.take(text)
        if note is not None:
            self._add(note)
        elif self._lines.annexes.takes(at):
            self._margin(text)
        elif (annex := read_annex(text.chars)) is not None:
            self._open_annex(annex.label, text, annex.length)
        elif not self._takes_annex_title(at, text) and not self._takes_numeral(at, text):
            self._take_plain(at, text)

    def _takes_numeral(self, at: int, text: Traced) -> bool:
        marker = self._lines.marker(at) or self._unnumbered(at, text)
        if marker is None:
            return False
        following = self._lines.ahead.next_like(at, marker.style)
        unmistakable = marker.style in DIVISIONS and len(text) <= TITLE and text.chars[-1] not in "。；："
        accepted = self._levels.accepts(marker, following=None if following is None else following.number)
        if not (accepted or unmistakable):
            detail = f"“{marker.label}”与前面的编号不相接，按正文读。"
            self.repairs.append(Repair(kind="stray-numeral", detail=detail))
            return False
        self._open(marker, text, "", at=at)
        if self._current is not None:
            self._current.heading = self._heading(at, marker, text.chars[marker.length :])
        return True

    def _heading(self, at: int, marker: Marker, text: str) -> str:
        """The heading of the unit just opened; what an article lists are statements, however short."""
        if not marker.length:
            return marker.label
        if self._levels.is_open("article") and not any(end in text[:-1] for end in "。；"):
            return ""
        line, below = self._lines.at(at + 1), self._lines.marker(at + 1)
        leads = below is not None and rank(below) > rank(marker)
        followed = line is not None and (below is None or leads)
        return run_in_heading(text, marker.style, followed=followed, leads=leads)

    def _runs_on(self, at: int, text: Traced) -> bool:
        """Whether a line is a chapter's name under its numeral, or the second half of it over the next numeral."""
        unit, innermost = self._current, self._levels.innermost()
        below = self._lines.marker(at + 1)
        if unit is None or innermost not in DIVISIONS or len(unit.paragraphs) > 1:
            return False
        if below is None and unit.heading:
            return False
        if len(text) > _NAME or text.chars[-1] in "。；：，":
            return False
        unit.go_on_heading(text)
        return True

    def _unnumbered(self, at: int, text: Traced) -> Marker | None:
        """附则 alone on its line over articles: a chapter whose numeral was not printed; not the name under 第一章."""
        named = self._current is None or self._current.heading or self._levels.innermost() not in DIVISIONS
        if not named:
            return None
        return lost_numeral(at, text.chars, unit=self._current, lines=self._lines, levels=self._levels)

    def _take_plain(self, at: int, text: Traced) -> None:
        signed = self._lines.closes(at) and not (self._current and ends_within(self._current, text.chars))
        if signed or self._ends_body(at, text):
            self._closed = self._closed or bool(self._current or self._above_table)
            self._letter = self._letter or (signed and self._closed and self._space == 0)
            self._current = self._above_table = None
            self._margin(text)
        elif self._entitles(at, text):
            self._begin_space()
            self._margin(text)
        elif self._current is None and self._above_table is None:
            self._margin(text)
        elif self._current is None:
            self._follow_table(text)
        elif not (self._runs_on(at, text) or self._leads_clause(at, text) or self._leads_group(at, text)):
            if self._levels.innermost() == "article":
                self._clauses += 1
            self._current.paragraphs.append(text)

    def _follow_table(self, text: Traced) -> None:
        """A paragraph after a table goes on with the item above it, in a unit of its own: an article's next 款."""
        above = () if self._above_table is None else self._above_table.path
        label = _AFTER_TABLE
        if self._levels.innermost() == "article":
            self._clauses += 1
            label = ordinal(self._clauses, "款")
        self._add(Unit(path=(*above, label), kind="item", paragraphs=[text]))

    def _ends_body(self, at: int, text: Traced) -> bool:
        """Whether a paragraph after the last item speaks of the notice itself: 本意见自…起施行."""
        if self._current is None or self._levels.is_open("article") or not speaks_of_itself(text.chars):
            return False
        if self._current.path == self._annex or holds_last_words(self._current):
            return False  # of a form in an annex, 特此通知 is a part
        return self._lines.is_last_words(at)

    def _entitles(self, at: int, text: Traced) -> bool:
        """Whether a line is the title of one more plan or regulation, whose numerals start again below it."""
        if self._annex or len(text) > TITLE or not names_genre(heading_text(text.chars)):
            return False
        first = self._lines.entitled(at)
        if first is None or first.number != 1 or first.style not in (*DIVISIONS, "article", "cn"):
            return False
        return self._levels.last(first.style) > 0

    def _leads_clause(self, at: int, text: Traced) -> bool:
        """Whether a paragraph after the items of an article is the article's next paragraph (款), and opens a unit."""
        innermost = self._levels.innermost()
        if self._current is None or innermost == "article" or not self._levels.is_open("article"):
            return False
        before = self._current.paragraphs[-1].chars
        resumed = any(
            self._lines.ahead.resumes(at, style, self._levels.last(style) + 1, above="cn")
            for style in _LISTS
            if self._levels.is_open(style)
        )
        if resumed or self._leads_deeper(at) or before[-1] not in "。；;！？”）)":
            return False
        self._clauses += 1
        self._levels.open_clause(ordinal(self._clauses, "款"))
        self._add(Unit(path=self._annex + self._levels.path(), kind="item", paragraphs=[text]))
        return True

    def _leads_deeper(self, at: int) -> bool:
        """Whether a paragraph introduces a list that only an item has: 1. under （二） rather than one more （一）."""
        below = self._lines.marker(at + 1)
        outer = next((style for style in _LISTS if self._levels.is_open(style)), None)
        return below is not None and outer is not None and below.style in _LISTS[_LISTS.index(outer) + 1 :]

    def _leads_group(self, at: int, text: Traced) -> bool:
        """Whether a line introduces a second list under the unit that already holds one: it opens a unit over it."""
        marker = self._lines.marker(at + 1)
        if marker is None or marker.number != 1 or marker.style not in ("cn", *_LISTS) or marker.style == "decimal":
            return False
        if self._current is None or not self._levels.is_open(marker.style):
            return False
        name = heading_text(text.chars).rstrip("：:")
        names = 0 < len(name) <= _NAME and name[-1] not in "。；，,、"
        self._levels.open_group(marker.style, name)
        above = (self._annex + self._levels.path())[:-1]
        path = self._addresses.free((*above, name if names else self._addresses.next_ordinal(above, "组")))
        self._levels.relabel(path[-1])
        self._add(Unit(path=path, kind="item", heading=name if names else "", paragraphs=[text]))
        return True

    def _open_annex(self, label: str, text: Traced, length: int) -> None:
        self._annex = self._addresses.free((label,))
        self._notes.end()
        self._levels = Levels()
        self._tables = 0
        self._closed = False
        self._add(Unit(path=self._annex, kind="section", heading=heading_text(text.chars[length:]), paragraphs=[text]))

    def _takes_annex_title(self, at: int, text: Traced) -> bool:
        """The line right under ``附件`` is its title, and the next one too where only that ends as titles do."""
        current = self._current
        if current is None or not current.path == self._annex != () or at + 1 == len(self._lines):
            return False
        first = not current.heading
        second = len(current.paragraphs) == 2 and not names_genre(current.heading) and names_genre(text.chars)
        if not (first or second) or self._lines.marker(at) is not None:
            return False
        if len(text) > TITLE or text.chars[-1] in "。；：":
            return False
        current.go_on_heading(text)
        return True

    def _open(self, marker: Marker, text: Traced, heading: str, *, at: int | None = None) -> None:
        if self._closed:
            self._closed = False
            if self._annex:
                self._levels = Levels()
            elif marker.number != self._levels.last(marker.style) + 1 or marker.number == 1:
                self._begin_space()
        elif marker.style == "article" and marker.number == 1 and self._levels.last("article") and not self._annex:
            self._begin_space()
        self._notes.end()
        gap = self._levels.open(marker, within=None if at is None else self._around(marker, at))
        path = self._annex + self._levels.path()
        if gap:
            self.repairs.append(Repair(kind="numbering-gap", detail=f"{''.join(path)} 之前缺 {gap}。"))
        if self._addresses.has(path):
            self.repairs.append(Repair(kind="repeated-numeral", detail=f"编号 {''.join(path)} 出现不止一次。"))
            path = self._addresses.free(path)
            self._levels.relabel(path[-1])
        if marker.style == "article":
            self._clauses = int(len(text) > marker.length)
        self._add(Unit(path=path, kind="item", heading=heading, paragraphs=[text]))

    def _around(self, marker: Marker, at: int) -> Style | None:
        """The open list that a marker of a higher rank stands in all the same: 1.（一）（二）2."""
        if marker.number != 1 or self._levels.is_open(marker.style) or marker.style not in ("cn", "cn_paren", "num"):
            return None
        for style in self._levels.deeper(marker):
            if self._lines.ahead.resumes(at, style, self._levels.last(style) + 1, above=marker.style):
                return style
        return None

    def _add(self, unit: Unit) -> None:
        """Place a unit that has an address; what follows without one belongs to it."""
        unit.path = self._addresses.free(unit.path)
        unit.space = self._space
        self._addresses.take(unit.path)
        self._current, self._above_table = unit, None
        self.units.append(unit)

    def _begin_space(self) -> None:
        """One more document begins: a plan that the letter encloses, or a second regulation."""
        self._space += 1
        self._addresses = Addresses()
        self._levels = Levels()
        self._current = self._above_table = None

    def _margin(self, text: Traced) -> None:
        self.units.append(Unit(path=(), kind="head", paragraphs=[text], space=self._space))

    # --- tables -----------------------------------------------------------------------------------------------

    def take_table(self, table: Table) -> None:
        self.repairs.extend(table.repairs)
        self.dropped.extend(table.dropped)
        if is_outline(table):
            self._take_nesting_table(table)
        else:
            self._take_rows(table)

    def _take_nesting_table(self, table: Table) -> None:
        header = _header_lines(table)
        if header:
            self.units.append(Unit(path=self._annex, kind="head", paragraphs=header, space=self._space))
        self._closed = False
        for step in outline_steps(table):
            if isinstance(step, Repair):
                self.repairs.append(step)
            elif isinstance(step, Opening):
                self._open(step.marker, step.text, step.heading)
            else:
                self._continue(step)

    def _continue(self, step: Continuation) -> None:
        unit = self.units[-1 - step.back] if step.back else self._current
        if unit is None:
            self._margin(step.text)
        elif step.glued and unit.paragraphs:
            unit.paragraphs[-1] = join([unit.paragraphs[-1], step.text])
            if unit.heading:
                unit.heading += step.text.chars
        else:
            unit.paragraphs.append(step.text)

    def _take_rows(self, table: Table) -> None:
        records = read_records(table)
        self.repairs.extend(records.repairs)
        self._tables += 1
        header = _header_lines(table)
        own = self._current
        above = own or self._above_table
        prefix = self._annex
        if own is not None and own.path == self._annex != ():
            own.paragraphs.extend(header)
        else:
            prefix = self._addresses.free((*self._annex, table.label or f"表{self._tables}"))
            if header:
                self._add(Unit(path=prefix, kind="section", heading=table.name, paragraphs=header))
        if prefix == self._annex and self._tables > 1:
            prefix = (*self._annex, f"表{self._tables}")
        self._notes.begin(prefix)
        for unit in row_units(records, table.columns, prefix, self._notes):
            self._add(unit)
        self._current, self._above_table = None, above
        self._closed = False

    # --- end --------------------------------------------------------------------------------------------------

    def finish(self, dropped: Sequence[tuple[str, Traced]]) -> Outline:
        if self._lines.contents is not None:
            detail = f"目录的 {len(self._lines.contents.entries)} 行与正文标题重复，略去。"
            self.repairs.append(Repair(kind="contents", detail=detail))
        address_spaces(self.units, letter=self._letter)
        paths = {unit.path[:depth] for unit in self.units for depth in range(1, len(unit.path))}
        for unit in self.units:
            if unit.kind == "item" and unit.path in paths:
                unit.kind = "section"
        mark_tails(self.units)
        self._note_mixed_brackets()
        return Outline(
            units=tuple(self.units),
            repairs=tuple(self.repairs),
            dropped=(*dropped, *self.dropped),
            unread=tuple(unclear_headings(self.units)),
        )

    def _note_mixed_brackets(self) -> None:
        half = sum(_opening_bracket(unit) == "(" for unit in self.units if unit.path)
        if half and any(_opening_bracket(unit) == "（" for unit in self.units if unit.path):
            self.repairs.append(Repair(kind="mixed-brackets", detail=f"{half} 处编号用半角括号，一律按全角编址。"))


def _header_lines(table: Table) -> list[Traced]:
    """The caption of a table, and its header rows with tabs between their cells."""
    rows = (join([join(cell) for cell in row if cell], separator="\t") for row in table.header)
    return [*table.caption, *(row for row in rows if row)]


def _opening_bracket(unit: Unit) -> str:
    return unit.paragraphs[0].chars[:1] if unit.paragraphs else ""
