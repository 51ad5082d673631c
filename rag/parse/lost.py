"""Headings of chapters and sections whose numeral was not printed: 附则, 法律责任, alone on a line over an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.domain import Repair
from rag.parse.levels import Levels
from rag.parse.lines import Lines
from rag.parse.markers import DIVISIONS, Marker, Style, read_marker
from rag.parse.roles import is_history, role_of
from rag.parse.units import Unit
from rag.text import squeeze

_CHAPTERS = frozenset({"总则", "分则", "罚则", "附则", "法律责任"})
"""Names that regulations give to chapters alone."""
_BARE = frozenset({"总则", "分则", "罚则", "附则"})
"""Of these, names that are a chapter's wherever they stand alone over an article."""
_LONGEST = 40
"""Characters that such a heading has at most."""
_ENDS = "。；！？”）)"
"""What a paragraph ends with above it."""
# 规划与设施建设, 预（概）算执行情况; not a line with a pause or a figure in it, nor （六）其他
_NAME = re.compile(r"[\u4e00-\u9fff][^，。；：！？,;:!?\d\t]*[\u4e00-\u9fff）)]")


def lost_numeral(at: int, text: str, *, unit: Unit | None, lines: Lines, levels: Levels) -> Marker | None:
    """The chapter or section that line `at` heads though no numeral is printed before its name; None where it is none.

    A name stands between the end of one article and the next one. It is a section's where the chapters' numbers go on
    without a gap, and where sections are open in the last chapter.

    Args:
        at: Number of the line.
        text: Its characters.
        unit: What the lines above it belong to.
        lines: All lines.
        levels: The units that are open above it.
    """
    name = squeeze(text)
    following = lines.ahead.next(at)
    if following is None or following.style != "article":
        return None
    if name not in _BARE and not _stands_over(at, text, following, unit=unit, lines=lines, levels=levels):
        return None
    style = "chapter" if name in _CHAPTERS else _style(at, lines, levels)
    return Marker(style=style, number=levels.last(style) + 1, label=name, length=0)


def _stands_over(at: int, text: str, following: Marker, *, unit: Unit | None, lines: Lines, levels: Levels) -> bool:
    """Whether a line of a heading's form parts two articles."""
    if unit is None or not levels.is_open("article") or lines.marker(at + 1) is not following:
        return False
    if following.number != levels.last("article") + 1 or unit.paragraphs[-1].chars[-1] not in _ENDS:
        return False
    return (
        len(text) <= _LONGEST and _NAME.fullmatch(text) is not None and role_of(text) is None and not is_history(text)
    )


def _style(at: int, lines: Lines, levels: Levels) -> Style:
    last = levels.last("chapter")
    chapter = lines.ahead.next_like(at, "chapter")
    if last and chapter is not None:
        return "division" if chapter.number == last + 1 else "chapter"
    return "division" if levels.is_open("division") else "chapter"


def unclear_headings(units: Sequence[Unit]) -> Iterator[Repair]:
    """The chapters with two names or more below their own: rest of it or that of a section, which nothing tells."""
    for unit in units:
        marker = read_marker(unit.paragraphs[0].chars) if len(unit.paragraphs) > 2 else None
        below = [line.chars for line in unit.paragraphs[1:]]
        if marker is not None and marker.style in DIVISIONS and all(map(_NAME.fullmatch, below)):
            words = "、".join(f"“{line}”" for line in below)
            detail = f"{marker.label}名下另有 {len(below)} 行：{words}，分不清是章名的下半还是节名，一并放在该章名下。"
            yield Repair(kind="heading-lines", detail=detail)
