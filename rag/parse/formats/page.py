"""A printed page as it is read: its rows of text, its tables with the glyphs of each cell; places are in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.parse.formats.geometry import Glyph, Row
from rag.parse.formats.notes import Notes
from rag.parse.formats.unruled import Lattice

CLOSE = 3.0
"""Points within which two rules of a table are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell's place on the page, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, glyph: Glyph) -> bool:
        """Whether the middle of a glyph stands in it."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """A table, or the part of it on one page."""

    cells: tuple[Box, ...]
    glyphs: tuple[tuple[Glyph, ...], ...]
    """Of each cell."""
    ruled: bool
    """Whether rules part its cells."""

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return min(cell.top for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, its text apart from its tables."""

    height: float
    rows: tuple[Row, ...]
    """Of running text, from above."""
    notes: Notes
    tables: tuple[PageTable, ...]
    strip: float | None
    """The place between its columns, or of the pages before."""
    lattice: Lattice | None
    """The table without rules at its end, which may go on over the page."""
    scanned: bool


def rules_of(places: Sequence[float]) -> list[float]:
    """The places of the rules that cells end at, those close together as one."""
    rules: list[float] = []
    for place in sorted(places):
        if not rules or place - rules[-1] > CLOSE:
            rules.append(place)
    return rules
