"""Which outline level a marker opens, from the markers before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from rag.domain import Path
from rag.numerals import write_chinese
from rag.parse.markers import CHINESE, DIVISIONS, Marker, Style

_RANK = {style: rank for rank, style in enumerate(get_args(Style))}
_SKIP = 5
"""Numbers that a list may skip and still be the same list: a lost page, a slip of the pen."""
_LOST_START = 3
"""Number up to which a list may begin where its first numbers were lost and the next one follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    style: Style | None
    """None for a list that is told from the one before it by its own lead."""
    label: str
    rank: float


def rank(marker: Marker) -> float:
    """The depth that a marker's style stands at; each dot of a decimal is a level more."""
    return _RANK[marker.style] + (marker.label.count(".") / 8 if marker.style == "decimal" else 0)


class Levels:
    """The open units from the outside in, and the last number that each list of markers gave."""

    def __init__(self) -> None:
        self._open: list[_Level] = []
        self._last: dict[str, int] = {}

    def accepts(self, marker: Marker, *, following: int | None = None) -> bool:
        """Whether `marker` follows from what came before: the start of a list, or its next number.

        Args:
            marker: What a line opens with.
            following: The number of the next marker of its style, where one comes before the unit above ends.
        """
        unmistakable = marker.style in DIVISIONS or marker.style == "article"
        leads = following is not None and 0 < following - marker.number <= _SKIP and marker.number <= _LOST_START
        if marker.number == 1 or marker.style == "decimal":
            return True
        last = self._last.get(_list_of(marker))
        if last is None:
            return all(one.rank > rank(marker) for one in self._open) or unmistakable or leads
        if marker.number == last:
            return self.is_open(marker.style) or (leads and not unmistakable)
        if last < marker.number and (unmistakable or marker.number <= last + _SKIP):
            return True
        return leads and not self.is_open(marker.style) and not unmistakable

    def open(self, marker: Marker, *, within: Style | None = None) -> str:
        """Open the unit that `marker` begins; returns the numbers that were skipped, or ``""``.

        Args:
            marker: Its numeral.
            within: The style of the open list that it stands in though its own style ranks above: （一） under 1.
        """
        gap = self._gap(marker)
        depth = rank(marker)
        parent = self._parent_of(marker)
        if parent is not None:
            del self._open[parent + 1 :]
        elif within is not None:
            while self._open[-1].style != within:
                self._open.pop()
            depth = self._open[-1].rank + 0.25
        elif self._holds(marker):
            while not self._like(self._open.pop(), marker):
                pass
        else:
            while self._open and self._open[-1].rank > depth:
                self._open.pop()
        self._open.append(_Level(style=marker.style, label=marker.label, rank=depth))
        self._last[_list_of(marker)] = marker.number
        return gap

    def open_clause(self, label: str) -> None:
        """Open a paragraph (款) of the open article that no numeral is printed before."""
        while self._open[-1].style != "article":
            self._open.pop()
        self._open.append(_Level(style="clause", label=label, rank=_RANK["clause"]))

    def open_group(self, style: Style, label: str) -> None:
        """Open what leads a second list of `style` under the same unit."""
        while self._open.pop().style != style:
            pass
        if self._open and self._open[-1].style is None:
            self._open.pop()
        self._open.append(_Level(style=None, label=label, rank=_RANK[style] - 0.5))

    def relabel(self, label: str) -> None:
        """Call the unit opened last `label`, where its own is taken."""
        self._open[-1] = replace(self._open[-1], label=label)

    def deeper(self, marker: Marker) -> tuple[Style, ...]:
        """Styles of the open units that stand deeper than the marker's own, innermost first."""
        return tuple(one.style for one in reversed(self._open) if one.style is not None and one.rank > rank(marker))

    def is_open(self, style: Style) -> bool:
        """Whether a unit of that style is open."""
        return any(one.style == style for one in self._open)

    def innermost(self) -> Style | None:
        """The style of the unit opened last, or None."""
        return self._open[-1].style if self._open else None

    def last(self, style: Style) -> int:
        """The last number of that style, or 0."""
        return self._last.get(style, 0)

    def _holds(self, marker: Marker) -> bool:
        return any(self._like(one, marker) for one in self._open)

    def _like(self, level: _Level, marker: Marker) -> bool:
        """Whether an open unit is of the same list's level."""
        return level.style == marker.style and level.label.count(".") == marker.label.count(".")

    def _parent_of(self, marker: Marker) -> int | None:
        """Place of the open unit that a decimal stands under: 5 or 5.1 for 5.1.2."""
        if marker.style != "decimal":
            return None
        labels = {marker.parent, write_chinese(int(marker.parent))} if marker.parent.isdigit() else {marker.parent}
        places = [at for at, one in enumerate(self._open) if one.label.strip("第章编节部分") in labels]
        return places[-1] if places else None

    def _gap(self, marker: Marker) -> str:
        before = self._last.get(_list_of(marker), 0) if marker.number != 1 else 0
        if before >= marker.number and not self.is_open(marker.style):
            before = 0
        missing = range(before + 1, marker.number)
        if not missing or marker.number == 1:
            return ""
        if len(missing) > _SKIP:
            return f"{_numeral(missing[0], marker)}至{_numeral(missing[-1], marker)}"
        return "、".join(_numeral(number, marker) for number in missing)

    def path(self) -> Path:
        """The path of the unit opened last. Articles run through a regulation: 编章节 above them are left out."""
        styles = [one.style for one in self._open]
        start = styles.index("article") if "article" in styles else 0
        return tuple(one.label for one in self._open[start:])


def _list_of(marker: Marker) -> str:
    """The list that a number counts in: decimals count under each number anew."""
    return f"decimal {marker.parent}" if marker.style == "decimal" else marker.style


def _numeral(number: int, marker: Marker) -> str:
    return write_chinese(number) if marker.style in CHINESE and number <= 9999 else str(number)
