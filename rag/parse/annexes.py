"""Where an annex begins, and the list of annexes at the end of a letter, which only names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.parse.markers import Marker, read_annex, read_marker
from rag.parse.roles import role_of

# 附件1：装配率计算表.doc, 1.重点项目清单.xlsx: a link to a file that is not here
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|zip|rar)$", re.IGNORECASE)
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
        if _FILE.search(line) is not None and (annex is not None or self._number is not None):
            self._number = self._number or 0
            return True
        if annex is not None and annex.length == len(line) and _FILE.search(self._below(at)) is not None:
            self._number = 0
            return True
        first = None if annex is None else read_marker(line[annex.length :])
        if annex is not None and annex.listed and self._lists(at, first):
            # 附件：1.甲 and 附件1.甲 both go on with 2.乙
            own = annex.label[2:]
            self._number = first.number if first is not None else int(own) if own.isdecimal() else 0
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
        if after == len(self._lines):
            return True
        return role_of(self._lines[after] or "") is not None and not self._holds_table(after)

    def _holds_table(self, after: int) -> bool:
        """Whether a table comes before any numeral from line `after` on: it is the annex, the letter's end above it."""
        for line in self._lines[after:]:
            if line is None:
                return True
            if read_marker(line) is not None:
                return False
        return False

    def _below(self, at: int) -> str:
        return (self._lines[at + 1] if at + 1 < len(self._lines) else None) or ""
