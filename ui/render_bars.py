"""Bars that lead somewhere, each in parts by where its figure comes from, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

TINTS = 5
"""Shades in which parts are told apart; see ``assets/compare.css``."""


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


def bars_html(bars: Sequence[Bar], *, title: str, note: str = "", language: str = "zh-CN") -> str:
    """The bars in their order, the longest as wide as there is room; `note` is HTML."""
    longest = max((sum(bar.parts) for bar in bars), default=0.0) or 1.0
    lines = "".join(_bar(bar, longest, language) for bar in bars)
    return (
        f'<figure class="pr-bars"><figcaption>{escape(title)}{f"<small>{note}</small>" if note else ""}</figcaption>'
        f'<ul role="list">{lines}</ul></figure>'
    )


def _bar(bar: Bar, longest: float, language: str) -> str:
    shapes: list[str] = []
    start = 0.0
    for n, part in enumerate(bar.parts):
        wide = 100 * part / longest
        if wide:
            shapes.append(f'<rect data-tint="{n % TINTS}" x="{start:.2f}%" width="{wide:.2f}%" height="100%"/>')
        start += wide
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
