"""Outline units while a document is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.domain import ItemKind, Path, Repair
from rag.parse.paragraphs import heading_text
from rag.parse.traced import Traced


@dataclass(slots=True, kw_only=True)
class Unit:
    """An outline unit while it is being read."""

    path: Path
    kind: ItemKind
    heading: str = ""
    paragraphs: list[Traced] = field(default_factory=list[Traced])
    cells: list[tuple[str, Traced, Unit]] = field(default_factory=list["tuple[str, Traced, Unit]"])
    """Column, text, and the unit whose text holds it: a merged cell stands in the row it was printed in."""
    space: int = 0
    """Which of the documents that one file holds it belongs to: the letter is 0, what it encloses 1, 2, …"""

    def go_on_heading(self, line: Traced) -> None:
        """Take one more printed line of the heading."""
        self.heading += heading_text(line.chars)
        self.paragraphs.append(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All units of a document, and what reading them took."""

    units: tuple[Unit, ...]
    repairs: tuple[Repair, ...]
    dropped: tuple[tuple[str, Traced], ...]
    unread: tuple[Repair, ...] = ()
    """What of its structure was not understood: a line of which it is not sure what it is."""
