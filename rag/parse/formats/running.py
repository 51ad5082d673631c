"""Running heads, feet and page numbers: what stands in the margin of page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rag.parse.formats.geometry import Row
from rag.parse.markers import read_marker
from rag.text import squeeze

_ZONE = 0.13
"""Part of a page's height, above and below, where running heads stand."""
_EDGE = 0.075
"""Part of it, above and below, where no text is set."""
_DEEPEST = 3
"""Rows that a running head has at most."""
# — 1 — / 第 2 页 共 5 页 / 3/12 / ·4· / - iv -; not 2024年
_NUMBER = re.compile(
    r"[—–\-－―·•.\s]*(?:\d{1,4}|[ivxIVX]{1,6})[—–\-－―·•.\s]*|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/(?:共)?\d{1,4}页?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A row that belongs to the margin."""

    row: Row
    kind: str
    """``page-header``, ``page-footer`` or ``page-number``."""


def find_running(pages: Sequence[Sequence[Row]], heights: Sequence[float]) -> list[list[Running]]:
    """The rows of the margin on each page.

    Args:
        pages: The rows of each page, tables left out, from above.
        heights: Height of each page in points.
    """
    ends = [_ends(rows, height) for rows, height in zip(pages, heights, strict=True)]
    seen = Counter(key for rows in ends for key in {_key(row, kind) for row, kind in rows})
    often = max(2, len(pages) // 2) if len(pages) < 6 else max(3, len(pages) // 4)
    found: list[list[Running]] = []
    sizes = [row.size for rows in pages for row in rows]
    body = median(sizes) if sizes else 0.0
    for rows, height in zip(ends, heights, strict=True):
        running = [
            Running(row=row, kind=kind)
            for row, kind in rows
            if (seen[_key(row, kind)] >= often and not _is_statement(row)) or _is_apart(row, height, body)
        ]
        running = [Running(row=one.row, kind=_kind(one.row, one.kind)) for one in running]
        taken = [one.row for one in running]
        for kind in ("page-footer", "page-header"):
            left = [row for row, side in rows if side == kind and row not in taken]
            if left and _NUMBER.fullmatch(squeeze(left[0].text)):
                running.append(Running(row=left[0], kind="page-number"))
                break
        found.append(running)
    return found


def _is_apart(row: Row, height: float, body: float) -> bool:
    """Whether a row is a running head though no other page repeats it: at the very edge, in smaller type."""
    edge = row.bottom < _EDGE * height or row.top > (1 - _EDGE) * height
    return edge and row.size < 0.85 * body


def _is_statement(row: Row) -> bool:
    """Whether a row is of the text, as 12. 按期完成。 is, though another page has the same words at its place."""
    return row.text[-1] in "。；，：" or read_marker(row.text) is not None


def _kind(row: Row, side: str) -> str:
    return "page-number" if _NUMBER.fullmatch(squeeze(row.text)) else side


def _ends(rows: Sequence[Row], height: float) -> list[tuple[Row, str]]:
    """The outermost rows of a page, the outermost first, with the side they stand on."""
    above = [row for row in rows[:_DEEPEST] if row.bottom < _ZONE * height]
    below = [row for row in rows[: -_DEEPEST - 1 : -1] if row.top > (1 - _ZONE) * height]
    return [*((row, "page-header") for row in above), *((row, "page-footer") for row in below if row not in above)]


def _key(row: Row, kind: str) -> tuple[str, str, int, int]:
    """What a running head has in common on all pages: its words but for numbers, its height and size."""
    return (kind, re.sub(r"\d+", "#", squeeze(row.text)), round(row.top / 6), round(row.size / 2))
