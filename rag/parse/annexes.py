"""Where an annex begins, and the list of annexes at the end of a letter, which only names them."""

from __future__ import annotations

from collections.abc import Sequence

from rag.parse.markers import Marker, read_annex, read_marker
from rag.parse.roles import role_of

_ENTRY = 80
"""Characters that an entry of a letter's list of annexes has at most."""


class AnnexList:
    """The list ``附件：1.… 2.…`` at the end of a letter; the annexes themselves come later."""

    def __init__(self, lines: Sequence[str | None]) -> None:
        self._lines = lines
        self._marks = [at for at, line in enumerate(lines) if line is not None and read_annex(line) is not None]
        self._number: int | None = None

    def takes(self, at: int) -> bool:
        """Whether line `at` is a line of the list: its first, or the one with the next number."""
        line = self._lines[at] or ""
        annex = read_annex(line)
        first = None if annex is None else read_marker(line[annex.length :])
        if annex is not None and annex.listed and self._lists(at, first):
            self._number = 0 if first is None else first.number
            return True
        marker = read_marker(line) if self._number else None
        if marker is not None and marker.number == (self._number or 0) + 1 and len(line) <= _ENTRY:
            self._number = marker.number
            return True
        self._number = None
        return False

    def _lists(self, at: int, first: Marker | None) -> bool:
        """Whether ``附件：…`` only lists what is enclosed: an annex comes later, or the letter ends after it."""
        if self._marks and self._marks[-1] > at:
            return True
        number = 0 if first is None else first.number
        after = at + 1
        while number and after < len(self._lines):
            marker = read_marker(self._lines[after] or "")
            if marker is None or marker.number != number + 1:
                break
            number += 1
            after += 1
        if any(line is None for line in self._lines[after:]):
            return False
        return after == len(self._lines) or role_of(self._lines[after] or "") is not None
