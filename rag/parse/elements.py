"""Blocks → the elements of an outline: whole paragraphs and whole tables, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.domain import Repair
from rag.parse.markers import Marker, Style, read_marker
from rag.parse.paragraphs import Paragraph, paragraphs
from rag.parse.printed import Blocks, Grid, Line
from rag.parse.roles import Role, role_of
from rag.parse.tables import Table, stitch, with_captions
from rag.parse.traced import Traced, join

Element = Paragraph | Table

# the gap in "…解释。 第九十九条 飞行人员" and "…的； （七）从事", where a line end was lost; not one inside a sentence
_LOST_BREAK = re.compile(
    r"(?<=[。；;：:])[\s　]+(?=第[^\s　。，]{1,9}条[\s　]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]\D)"
)
_END: frozenset[Role | None] = frozenset({"copies", "printed", "disclosure", "contact"})
"""Roles of the lines that end a notice."""
_SPLIT: tuple[Style, ...] = ("article", "cn_paren", "num")


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """The elements of a document, and what making them whole took."""

    elements: tuple[Element, ...]
    repairs: tuple[Repair, ...]


def read_elements(blocks: Blocks) -> Elements:
    """The paragraphs and tables that `blocks` print."""
    elements: list[Element] = []
    repairs: list[Repair] = []
    printed = [piece for block in blocks.blocks for piece in _without_frame(block)]
    for kind, run in groupby(printed, key=type):
        if kind is Grid:
            elements.extend(stitch([block for block in run if isinstance(block, Grid)]))
            continue
        joined = paragraphs([block for block in run if isinstance(block, Line)])
        wrapped = sum(paragraph.lines - 1 for paragraph in joined)
        if wrapped:
            repairs.append(Repair(kind="joined-lines", detail=f"{wrapped} 处断行接成完整的段落。"))
        pieces = [Paragraph(text=piece, lines=1) for paragraph in joined for piece in _pieces(paragraph.text)]
        if len(pieces) > len(joined):
            detail = f"{len(pieces) - len(joined)} 处丢失的换行按编号补回。"
            repairs.append(Repair(kind="split-lines", detail=detail))
        elements.extend(pieces)
    return Elements(elements=tuple(with_captions(elements)), repairs=tuple(repairs))


def _without_frame(block: Line | Grid) -> Iterator[Line | Grid]:
    """`block`; the table that only sets out the end of a notice (版记: 抄送, 印发) as the lines it rules apart."""
    if isinstance(block, Grid):
        rows = [join([join(cell) for cell in row if cell], separator="  ") for row in block.rows if any(row)]
        roles = {role_of(row.chars) for row in rows}
        if roles <= _END and roles & {"copies", "printed"}:
            yield from (Line(text=row, indent=4, gap=True) for row in rows)
            return
    yield block


def _pieces(text: Traced) -> Iterator[Traced]:
    """`text` cut before each numeral that goes on with a list it holds: its line end was lost."""
    own = read_marker(text.chars)
    last: dict[Style, int] = {} if own is None else {own.style: own.number}
    begin = 0
    for gap in _LOST_BREAK.finditer(text.chars):
        marker = read_marker(text.chars[gap.end() : gap.end() + 40])
        if marker is not None and _goes_on(marker, last):
            yield text.cut(begin, gap.start())
            begin = gap.end()
    yield text.cut(begin)


def _goes_on(marker: Marker, last: dict[Style, int]) -> bool:
    if marker.style not in _SPLIT or marker.number != last.get(marker.style, 0) + 1:
        return False
    if marker.style == "article":
        last.pop("cn_paren", None)
        if "article" not in last:
            return False
    last[marker.style] = marker.number
    return True


def lines_of(elements: Sequence[Element]) -> list[str | None]:
    """The characters of each paragraph; None where a table stands."""
    return [element.text.chars if isinstance(element, Paragraph) else None for element in elements]
