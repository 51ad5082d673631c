"""Footnotes on a printed page: small lines at its foot that a raised mark in the text above points to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rag.parse.formats.geometry import Glyph, Row, lines_of, rows_in

_SMALLER = 0.92
"""Times the type of the text that a note's is at most."""
_RAISED = 0.8
"""Times the type of the text that a raised mark's is at most."""
_LIFT = 0.1
"""Type sizes by which a raised mark ends above the text beside it."""
# 1智能建造是指 / ①指… / [1] 数据来源 / *折算面积; not 1.加强组织, 2024年
_MARK = re.compile(r"[\[［〔(（]?\s*(\d{1,2}|[①-⑳]|\*{1,3})\s*[\]］〕)）]?(?![\d.．、）年月%])\s*")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# — 3 —, 12: the page number below the notes
_PAGE_NUMBER = re.compile(r"[—–\-－·\s]*(?:第\s*)?\d{1,4}\s*页?[—–\-－·\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A raised mark in the text of a page; places are in points."""

    name: str
    x: float
    y: float

    def stands_in(self, row: Row) -> bool:
        """Whether it is printed on `row`."""
        return row.top - 0.3 * row.size <= self.y <= row.bottom and row.x0 <= self.x <= row.x1 + row.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The notes of a page, and the rest of its glyphs."""

    marks: tuple[Mark, ...] = ()
    """In the text, in reading order; each has a note."""
    rows: tuple[tuple[str, tuple[Row, ...]], ...] = ()
    """The name of each note with its printed rows, the mark still before the first."""
    left: tuple[Glyph, ...] = ()
    """What is neither a mark nor a note."""


def find_notes(glyphs: Sequence[Glyph]) -> Notes:
    """The footnotes among the glyphs of one page: none where no raised mark in the text names one."""
    none = Notes(left=tuple(glyphs))
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not printed:
        return none
    body = median(glyph.size for glyph in printed)
    if not any(glyph.size <= _SMALLER * body and _MARK.match(glyph.text) for glyph in printed):
        return none
    lines = lines_of(glyphs)
    first = _foot(lines, body)
    raised = [mark for line in lines[:first] for mark in _raised(line)]
    notes = _notes(lines[first:], {mark.name for mark, _ in raised})
    named = {name for name, _ in notes}
    marks = [(mark, run) for mark, run in raised if mark.name in named]
    taken = {id(glyph) for _, run in marks for glyph in run}
    taken |= {id(glyph) for _, rows in notes for row in rows for glyph in row}
    return Notes(
        marks=tuple(mark for mark, _ in marks),
        rows=tuple((name, tuple(rows_in(rows))) for name, rows in notes),
        left=tuple(glyph for glyph in glyphs if id(glyph) not in taken),
    )


def without_mark(text: str) -> str:
    """The words of a note after its mark."""
    return _MARK.sub("", text, count=1)


def _foot(lines: Sequence[Sequence[Glyph]], body: float) -> int:
    """Number of the first of the small lines that end the page."""
    first = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        printed = [glyph for glyph in lines[at] if not glyph.text.isspace()]
        small = not printed or median(glyph.size for glyph in printed) <= _SMALLER * body
        number = first == len(lines) and _PAGE_NUMBER.fullmatch("".join(glyph.text for glyph in lines[at]))
        if small and not number:
            first = at
        elif not number:
            break
    return first


def _raised(line: Sequence[Glyph]) -> list[tuple[Mark, list[Glyph]]]:
    """The raised marks of a line with their glyphs; not the exponent of m2."""
    found: list[tuple[Mark, list[Glyph]]] = []
    run: list[Glyph] = []
    before: Glyph | None = None
    for glyph in [*line, None]:
        if glyph is not None and glyph.text.isspace():
            continue
        if glyph is not None and before is not None and _is_raised(glyph, before):
            run.append(glyph)
            continue
        text = "".join(one.text for one in run)
        match = _MARK.fullmatch(text) if run else None
        if match is not None and before is not None and not before.text.isascii():
            found.append((Mark(name=_name(match[1]), x=run[0].x0, y=(run[0].top + run[0].bottom) / 2), run))
        run, before = [], glyph
    return found


def _is_raised(glyph: Glyph, before: Glyph) -> bool:
    return glyph.size <= _RAISED * before.size and glyph.bottom <= before.bottom - _LIFT * before.size


def _name(mark: str) -> str:
    """A mark as numbers write it: 3 for ③."""
    return str(_CIRCLES.index(mark) + 1) if mark in _CIRCLES else mark


def _notes(lines: Sequence[list[Glyph]], names: set[str]) -> list[tuple[str, list[list[Glyph]]]]:
    """The lines of each note; a line that begins with no mark that is expected goes on with the one above."""
    notes: list[tuple[str, list[list[Glyph]]]] = []
    for line in lines:
        text = "".join(glyph.text for glyph in line).strip()
        match = _MARK.match(text)
        if match is not None and _name(match[1]) in names - {name for name, _ in notes}:
            notes.append((_name(match[1]), [line]))
        elif notes and not _PAGE_NUMBER.fullmatch(text):
            notes[-1][1].append(line)
    return notes
