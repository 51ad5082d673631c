"""The lines of a document as its outline is read: each with its neighbours, and what opens nothing told apart."""

from __future__ import annotations

from collections.abc import Sequence

from rag.parse.ahead import Ahead
from rag.parse.annexes import AnnexList
from rag.parse.contents import find_contents, find_quoted
from rag.parse.elements import Element, lines_of
from rag.parse.markers import Marker, read_annex
from rag.parse.paragraphs import heading_text, names_genre
from rag.parse.tail import closes

_PREAMBLE = 8
"""Lines between the title of an enclosed plan and its first numeral at most."""
TITLE = 60
"""Characters that the title of an annex or of an enclosed plan has at most."""


class Lines:
    """The paragraphs of a document, one a line, with a look at those still to come."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._lines = lines_of(elements)
        self.contents = find_contents(self._lines)
        self.quoted = find_quoted(self._lines)
        listed = range(self.contents.start, self.contents.end) if self.contents else range(0)
        self.ahead = Ahead(self._lines, unread=self.quoted | frozenset(listed))
        self.annexes = AnnexList(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def at(self, place: int) -> str | None:
        """Line `place`; None for a table, and beyond the end."""
        return self._lines[place] if place < len(self._lines) else None

    def marker(self, place: int) -> Marker | None:
        """The numeral that line `place` opens with; None where it opens nothing, and beyond the end."""
        return self.ahead.markers[place] if place < len(self._lines) else None

    def is_listed(self, place: int) -> bool:
        """Whether line `place` stands in the table of contents."""
        return self.contents is not None and self.contents.start <= place < self.contents.end

    def closes(self, place: int) -> bool:
        """Whether line `place` belongs to the end of a notice."""
        return closes(self.at(place) or "", self.at(place + 1))

    def is_last_words(self, place: int) -> bool:
        """Whether nothing but the end, an annex or one more document comes after line `place`."""
        for after in range(place + 1, len(self)):
            line = self.at(after)
            if line is None or self.marker(after) is not None:
                return False
            if read_annex(line) or self.closes(after) or (len(line) <= TITLE and names_genre(heading_text(line))):
                break
        return True

    def entitled(self, place: int) -> Marker | None:
        """The first numeral in the few lines after a title on line `place`, or None."""
        near = range(place + 1, min(place + 1 + _PREAMBLE, len(self)))
        return next((marker for at in near if (marker := self.marker(at)) is not None), None)
