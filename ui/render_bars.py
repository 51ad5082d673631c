"""Bars that lead somewhere, each in parts by where its figure comes from, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

TINTS = 5
"""Shades in which parts are told apart; see ``assets/compare.css``."""


DWARFS = 2.5
"""How many times as long as the next one a bar is that leaves the others too little room."""
MOST_CUT, FEWEST_LEFT = 2, 3
"""Bars that are cut at most, and bars that must be left whole."""
ROOM_ABOVE = 1.25
"""How many times as long as the longest whole bar a cut one is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar."""

    name: str
    address: str
    """Where it leads."""
    figure: str
    """As it is printed."""
    parts: tuple[float, ...]
    """Its length in parts, in any unit that all bars share."""


def bars_html(bars: Sequence[Bar], *, title: str, beyond: str, note: str = "", language: str = "zh-CN") -> str:
    """The bars in their order, the longest as wide as there is room; one beside which all others are stubs is cut.

    Args:
        bars: What is drawn.
        title: Above them.
        beyond: What is said where one is cut.
        note: Below the title, as HTML.
        language: Of their names.
    """
    room = room_of([sum(bar.parts) for bar in bars])
    lines = "".join(_bar(bar, room, language) for bar in bars)
    if any(sum(bar.parts) > room for bar in bars):
        note += f'<span class="pr-beyond">{escape(beyond)}</span>'
    return (
        f'<figure class="pr-bars"><figcaption>{escape(title)}{f"<small>{note}</small>" if note else ""}</figcaption>'
        f'<ul role="list">{lines}</ul></figure>'
    )


def room_of(lengths: Sequence[float]) -> float:
    """The length of a bar as wide as there is room: the longest, or a little more than those that dwarf no others."""
    ranked = sorted(lengths, reverse=True)
    for n in range(min(MOST_CUT, len(ranked) - FEWEST_LEFT), 0, -1):
        if ranked[n - 1] > DWARFS * ranked[n] > 0:
            return ranked[n] * ROOM_ABOVE
    return max(ranked, default=0.0) or 1.0


def _bar(bar: Bar, room: float, language: str) -> str:
    whole = sum(bar.parts)
    shapes: list[str] = []
    start = 0.0
    for n, part in enumerate(bar.parts):
        wide = 100 * part / max(room, whole)
        if wide:
            shapes.append(f'<rect data-tint="{n % TINTS}" x="{start:.2f}%" width="{wide:.2f}%" height="100%"/>')
        start += wide
    if whole > room:
        shapes.append('<rect class="pr-gap" x="84%" width="2.5%" height="100%"/>')
    return (
        f'<li><a href="{escape(bar.address)}"><span lang="{language}">{escape(bar.name)}</span>'
        f'<svg aria-hidden="true">{"".join(shapes)}</svg><b>{escape(bar.figure)}</b></a></li>'
    )


def key_html(names: Sequence[str]) -> str:
    """Which shade is which."""
    return " ".join(
        f'<span class="pr-key"><svg aria-hidden="true"><rect data-tint="{n}" width="100%" height="100%"/></svg> '
        f'<span lang="zh-CN">{escape(name)}</span></span>'
        for n, name in enumerate(names)
    )
