"""Which outline level a marker opens, from the markers before it."""

from __future__ import annotations

from typing import get_args

from rag.domain import Path
from rag.numerals import write_chinese
from rag.parse.markers import DIVISIONS, Marker, Style

_RANK = {style: rank for rank, style in enumerate(get_args(Style))}
_SKIP = 5
"""Numbers that a list may skip and still be the same list: a lost page, a slip of the pen."""


class Levels:
    """The open units from the outside in, and the last number that each style of marker gave."""

    def __init__(self) -> None:
        self._open: list[Marker] = []
        self._last: dict[Style, int] = {}

    def accepts(self, marker: Marker) -> bool:
        """Whether `marker` follows from what came before: the start of a list, or its next number."""
        unmistakable = marker.style in DIVISIONS or marker.style == "article"
        if marker.number == 1 or marker.style not in self._last:
            return marker.number == 1 or not self._open or unmistakable
        last = self._last[marker.style]
        if marker.number == last:
            return self._is_open(marker.style)
        return last < marker.number and (unmistakable or marker.number <= last + _SKIP)

    def open(self, marker: Marker) -> str:
        """Open the unit that `marker` begins; returns the numbers that were skipped, or ``""``."""
        gap = self._gap(marker)
        if self._is_open(marker.style):
            while self._open.pop().style != marker.style:
                pass
        else:
            self._close_deeper(marker)
        self._open.append(marker)
        self._last[marker.style] = marker.number
        return gap

    def _close_deeper(self, marker: Marker) -> None:
        while self._open and _RANK[self._open[-1].style] > _RANK[marker.style]:
            self._open.pop()

    def _is_open(self, style: Style) -> bool:
        return any(one.style == style for one in self._open)

    def _gap(self, marker: Marker) -> str:
        before = self._last.get(marker.style, 0) if marker.number != 1 else 0
        missing = range(before + 1, marker.number)
        if not missing or marker.number == 1:
            return ""
        chinese = marker.style in ("cn", "cn_paren", "article", *DIVISIONS)
        return "、".join(write_chinese(number) if chinese else str(number) for number in missing)

    def path(self) -> Path:
        """The path of the unit opened last. Articles run through a regulation: 编章节 above them are left out."""
        styles = [marker.style for marker in self._open]
        start = styles.index("article") if "article" in styles else 0
        return tuple(marker.label for marker in self._open[start:])
