"""The numerals of a whole document: which lines open with one, and which number comes next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from rag.parse.levels import rank
from rag.parse.markers import Marker, Style, read_annex, read_any_marker

_NEAR = 40
"""Lines within which what a bare number heads must follow it."""


class Ahead:
    """The markers of a document's lines, and a look at those still to come."""

    def __init__(self, lines: Sequence[str | None], *, unread: Collection[int] = ()) -> None:
        """Read the markers.

        Args:
            lines: The paragraphs in order; None where a table stands.
            unread: Numbers of the lines that are quoted or repeated, and so open nothing.
        """
        found = [None if line is None or at in unread else read_any_marker(line) for at, line in enumerate(lines)]
        self.markers = _over_articles(_without_loose(found, lines), lines)
        self._breaks = [at for at, line in enumerate(lines) if line is not None and read_annex(line) is not None]
        self._places: dict[Style, list[int]] = {}
        for at, marker in enumerate(self.markers):
            if marker is not None:
                self._places.setdefault(marker.style, []).append(at)
        self._all = [at for at, marker in enumerate(self.markers) if marker is not None]

    def next(self, at: int) -> Marker | None:
        """The first marker after line `at`, an annex ending the search, or None."""
        place = self._first(self._all, at)
        return None if place is None else self.markers[place]

    def next_like(self, at: int, style: Style) -> Marker | None:
        """The next marker of `style` after line `at`, or None where one of a higher rank comes before it."""
        place = self._first(self._places.get(style, ()), at)
        marker = None if place is None else self.markers[place]
        if place is None or marker is None:
            return None
        depth = rank(marker)
        for other, places in self._places.items():
            above = self._first(places, at)
            if above is not None and above < place and other != style:
                higher = self.markers[above]
                if higher is not None and rank(higher) < depth:
                    return None
        return marker

    def resumes(self, at: int, style: Style, number: int, *, above: Style) -> bool:
        """Whether the list of `style` goes on with `number` after line `at`, whatever stands in between but `above`."""
        place = self._first(self._places.get(style, ()), at)
        marker = None if place is None else self.markers[place]
        if place is None or marker is None or marker.number != number:
            return False
        ends = [self._first(places, at) for other, places in self._places.items() if _ends(other, above)]
        return all(end is None or end > place for end in ends)

    def _first(self, places: Sequence[int], at: int) -> int | None:
        """The first of `places` after line `at`, an annex ending the search."""
        found = bisect_right(places, at)
        if found == len(places):
            return None
        stop = bisect_right(self._breaks, at)
        return None if stop < len(self._breaks) and self._breaks[stop] <= places[found] else places[found]


def _ends(style: Style, above: Style) -> bool:
    """Whether a marker of `style` ends every list under a unit of `above`."""
    order = rank(Marker(style=style, number=1, label="", length=0))
    return order < rank(Marker(style=above, number=1, label="", length=0))


def _without_loose(found: Sequence[Marker | None], lines: Sequence[str | None]) -> list[Marker | None]:
    """The markers, loose ones only where they are the very next number of their list."""
    kept: list[Marker | None] = []
    last: dict[str, int] = {}
    labels = [marker.label if marker is not None and marker.style == "decimal" else "" for marker in found]
    ahead = _next_decimal(labels)
    heads = ""
    standard = False
    for at, marker in enumerate(found):
        if marker is not None and marker.loose:
            if marker.style == "decimal":
                real = _follows(marker, last, heads, ahead[at])
                number = None if real else _run_on(marker, found[at + 1] if at + 1 < len(found) else None, last)
                marker, real = (marker, real) if number is None else (number, True)
            elif marker.style == "num":
                real = marker.number == last.get("num", 0) + 1 and (standard or _heads(marker, found, at, labels))
                standard = standard or real
            elif marker.style in ("cn_paren", "num_paren", "half"):
                real = marker.number == last.get(marker.style, 0) + 1 and _begins(lines, at)
            else:
                real = marker.number in (1, last.get(marker.style, 0) + 1)
            marker = marker if real else None
        kept.append(marker)
        if marker is None:
            continue
        if marker.style == "decimal":
            last[f"decimal {marker.parent}"] = marker.number
            heads = marker.label
        else:
            last[marker.style] = marker.number
            heads = str(marker.number) if marker.style in ("num", "chapter", "cn", "part", "division") else heads
            if marker.style in ("num", "chapter", "cn", "part"):
                last = {style: number for style, number in last.items() if not style.startswith("decimal")}
    return kept


def _begins(lines: Sequence[str | None], at: int) -> bool:
    """Whether the line before `at` ends, so that a numeral in brackets is not the rest of 按照第（三）项."""
    before = lines[at - 1] if at else None
    return before is None or before[-1] in "。；;：:！？"


def _follows(marker: Marker, last: dict[str, int], heads: str, ahead: str) -> bool:
    """Whether a decimal is the next of its list, or begins one under the number read last or with another to come."""
    before = last.get(f"decimal {marker.parent}", 0)
    if before:
        return before < marker.number <= before + 2
    if marker.number != 1:
        return False
    return marker.parent == heads or ahead in (f"{marker.parent}.2", f"{marker.label}.1")


def _run_on(marker: Marker, following: Marker | None, last: dict[str, int]) -> Marker | None:
    """The 1. of ``1.80周岁及以上的`` over ``2.纯老家庭人员``: a number whose text begins with another."""
    whole = marker.label.split(".")
    number = int(whole[0])
    goes_on = following is not None and following.style == "num" and following.number == number + 1
    if len(whole) > 2 or not goes_on or number not in (1, last.get("num", 0) + 1):
        return None
    return Marker(style="num", number=number, label=str(number), length=len(whole[0]) + 1)


def _over_articles(markers: list[Marker | None], lines: Sequence[str | None]) -> list[Marker | None]:
    """``一、一般规定`` right over 第一条 is a chapter by another numeral, and （一） a section of one."""
    read = list(markers)
    for at in range(len(markers) - 2, -1, -1):
        marker, below, line = markers[at], read[at + 1], lines[at]
        if marker is None or below is None or line is None or marker.style not in _OVER:
            continue
        over = below.style == "article" or (marker.style == "cn" and below.style == "division")
        if over and len(line) <= _HEADING and line[-1] not in "。；;，,：:":
            read[at] = replace(marker, style=_OVER[marker.style])
    return read


_OVER: dict[Style, Style] = {"cn": "chapter", "cn_paren": "division"}
_HEADING = 40
"""Characters that a heading over articles has at most."""


def _next_decimal(labels: Sequence[str]) -> list[str]:
    """For each line, the next decimal after it, or ``""``."""
    following = ""
    found: list[str] = []
    for label in reversed(labels):
        found.append(following)
        following = label or following
    return found[::-1]


def _heads(marker: Marker, found: Sequence[Marker | None], at: int, labels: Sequence[str]) -> bool:
    """Whether a bare number heads decimals of its own, or stands in a row of such headings."""
    for place in range(at + 1, min(at + _NEAR, len(found))):
        if labels[place]:
            return labels[place].startswith(f"{marker.number}.")
        other = found[place]
        if other is not None and other.style == "num" and other.loose and other.number == marker.number + 1:
            return any(label.startswith(f"{other.number}.") for label in labels[place : place + _NEAR])
    return False
