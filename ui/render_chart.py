"""A chart as inline SVG that keeps its type size at any width; pure."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from ui.figures import Chart
from ui.words import Words

ROW = 26
"""Height of a bar with its gap, in pixels."""
LEFT, WIDE = 26, 52
"""Where the bars begin and how long the longest is, in per cent of the width."""
NAMED_ROW, NAMED_WIDE, LONG_NAME_SHOWN = 44, 85, 24
"""The same where the name stands above its bar, and the characters of it that are shown."""
NAME_SHOWN = 12
"""Characters of a place's name that stand before its bar; the whole is in its title."""


def chart_html(chart: Chart, *, words: Words) -> str:
    """`chart` as a figure with its caption; a screen reader hears each bar as one line."""
    sums = chart.kind == "sums"
    caption, note = {
        "sums": (words.chart_sums, words.chart_sums_note),
        "counts": (words.chart_counts, ""),
        "notices": (words.chart_notices, ""),
    }[chart.kind]
    longest = max(bar.value for bar in chart.bars)
    draw, row = (_named_bar, NAMED_ROW) if chart.kind == "notices" else (_bar, ROW)
    drawn = "".join(
        draw(n * row, bar.place, _figure(bar.value, sums=sums), float(bar.value / longest) if longest else 0.0)
        for n, bar in enumerate(chart.bars)
    )
    said = "; ".join(f"{bar.place} {_figure(bar.value, sums=sums)}" for bar in chart.bars)
    small = f"<small>{note}</small>" if note else ""
    return (
        f'<figure class="pr-chart"><figcaption>{caption}{small}</figcaption>'
        f'<svg role="img" aria-label="{escape(said)}" width="100%" height="{row * len(chart.bars)}">{drawn}</svg>'
        "</figure>"
    )


def _named_bar(top: int, name: str, figure: str, share: float) -> str:
    """A bar with its name above it, for names too long to stand before it."""
    wide = max(share * NAMED_WIDE, 0.5)
    face = name if len(name) <= LONG_NAME_SHOWN else name[: LONG_NAME_SHOWN - 1] + "…"
    return (
        f"<g><title>{escape(name)} {figure}</title>"
        f'<text x="0" y="{top + 14}" lang="zh-CN">{escape(face)}</text>'
        f'<rect x="0" y="{top + 20}" width="{wide:.2f}%" height="{ROW - 10}"/>'
        f'<text x="{wide + 1:.2f}%" y="{top + 33}">{figure}</text></g>'
    )


def _bar(top: int, place: str, figure: str, share: float) -> str:
    name = place if len(place) <= NAME_SHOWN else place[: NAME_SHOWN - 1] + "…"
    wide = max(share * WIDE, 0.5)
    return (
        f"<g><title>{escape(place)} {figure}</title>"
        f'<text x="{LEFT - 1}%" y="{top + 17}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{LEFT}%" y="{top + 5}" width="{wide:.2f}%" height="{ROW - 10}"/>'
        f'<text x="{LEFT + wide + 1:.2f}%" y="{top + 17}">{figure}</text></g>'
    )


def _figure(value: Decimal, *, sums: bool) -> str:
    """A sum in 万元, a count as it is, without needless zeros."""
    number = value / 10_000 if sums else value
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".")
