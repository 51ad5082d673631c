"""Inline SVG charts for the report page: pure strings, styled by the page's style sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

import numpy as np

from eval.metrics import Interval
from eval.report import seconds, with_interval
from eval.words import Words, same

_WIDTH, _LEFT, _RIGHT, _ROW = 900, 140, 190, 30
"""Of the bar chart, in SVG units: whole width, room for names, room for figures, height of a row."""
_BINS, _BASE, _TOP, _MARGIN = 24, 180, 20, 30
"""Of the histogram: columns, height of the axis, room above the highest column, room at the sides."""


def in_both(words: Words, element: str) -> str:
    """`words` in both languages as two `element`s, escaped; the page shows one of them."""
    if words.zh == words.en:
        return escape(words.zh)
    return f'<{element} lang="zh">{escape(words.zh)}</{element}><{element} lang="en">{escape(words.en)}</{element}>'


def bar_chart(rows: Sequence[tuple[Words, Interval | None]], *, label: str) -> str:
    """Horizontal bars from 0 to 100% with interval whiskers; a row without a figure has no bar."""
    height = len(rows) * _ROW + 24
    span = _WIDTH - _LEFT - _RIGHT
    grid = (_grid_line(_LEFT + span * share, height, same(f"{share:.0%}")) for share in (0, 0.25, 0.5, 0.75, 1))
    bars = (_bar(at, name, interval, span) for at, (name, interval) in enumerate(rows))
    return _svg(height, label, "".join((*grid, *bars)))


def histogram(milliseconds: Sequence[float], *, label: str) -> str:
    """How many questions took how long, on a logarithmic axis.

    Args:
        milliseconds: At least one time.
        label: What the chart shows, for those who cannot see it.
    """
    times = np.maximum(np.asarray(milliseconds, dtype=np.float64), 0.01)
    low, high = float(times.min()), float(times.max())
    # The outermost edges a little apart from the outermost times, so that rounding drops none of them.
    edges = np.geomspace(low * 0.99, high * 1.01, _BINS + 1)
    counts = [int(count) for count in np.histogram(times, bins=edges)[0]]
    return _svg(_BASE + 30, label, "".join(_columns(counts, [float(edge) for edge in edges])))


def _svg(height: int, label: str, body: str) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}">{body}</svg>'


def _text(x: float, y: float, words: Words, *, anchor: str = "start", style: str = "") -> str:
    return f'<text class="{style}" text-anchor="{anchor}" x="{x:.1f}" y="{y:.1f}">{in_both(words, "tspan")}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, *, style: str) -> str:
    return f'<line class="{style}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _grid_line(x: float, height: int, words: Words) -> str:
    return _line(x, 0, x, height - 20, style="rule") + _text(x, height - 4, words, anchor="middle", style="soft")


def _bar(at: int, name: Words, interval: Interval | None, span: int) -> str:
    middle = at * _ROW + _ROW / 2
    words = _text(_LEFT - 10, middle + 5, name, anchor="end")
    words += _text(_LEFT + span + 12, middle + 5, same(with_interval(interval)))
    if interval is None:
        return words
    width = span * interval.mean
    bar = f'<rect class="bar" x="{_LEFT}" y="{middle - 8:.1f}" width="{width:.1f}" height="16" rx="2"/>'
    low, high = _LEFT + span * interval.low, _LEFT + span * interval.high
    return words + bar + _line(low, middle, high, middle, style="whisker")


def _columns(counts: Sequence[int], edges: Sequence[float]) -> Iterator[str]:
    step = (_WIDTH - 2 * _MARGIN) / len(counts)
    yield _line(_MARGIN, _BASE, _WIDTH - _MARGIN, _BASE, style="rule")
    for at, (count, (low, high)) in enumerate(zip(counts, pairwise(edges), strict=True)):
        x, tall = _MARGIN + at * step, (_BASE - _TOP) * count / max(counts)
        yield f'<rect class="bar" x="{x + 1:.1f}" y="{_BASE - tall:.1f}" width="{step - 2:.1f}"'
        yield f' height="{tall:.1f}"><title>{seconds(low)}–{seconds(high)}: {count}</title></rect>'
        if count:
            yield _text(x + step / 2, _BASE - tall - 4, same(str(count)), anchor="middle")
        if at % 6 == 0:
            yield _text(x, _BASE + 18, same(seconds(low)), style="soft")
    yield _text(_WIDTH - _MARGIN, _BASE + 18, same(seconds(edges[-1])), anchor="end", style="soft")
