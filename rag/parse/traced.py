"""Text that knows where in the source each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TORN_BEFORE = re.compile(r"[\u4e00-\u9fff〔（(]\d+$")
"""How a line ends that breaks a number off: 有效期至20, （某建发〔20; not 2023, the line of a cell."""
_TORN_AFTER = re.compile(r"\d+[\u4e00-\u9fff〕）)%％]")
"""How the next one goes on: 29年, 18〕7号."""
_TORN_FROM = 12
"""Characters that a printed line which was broken in a number has at least."""

INSERTED = -1
"""Origin of a character that the reading put in: line ends and tabs, never anything but blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A string and the source offset of each character; ``len(origins) == len(chars)``."""

    chars: str
    origins: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.chars)

    def __bool__(self) -> bool:
        return bool(self.chars)

    def cut(self, start: int, end: int | None = None) -> Traced:
        """The characters from `start` up to `end`, as ``str`` slicing counts."""
        return Traced(chars=self.chars[start:end], origins=self.origins[start:end])

    def strip(self) -> Traced:
        """Without blanks at either end."""
        left = len(self.chars) - len(self.chars.lstrip())
        return self.cut(left, max(left, len(self.chars.rstrip())))

    def without(self, pattern: re.Pattern[str]) -> Traced:
        """With every match of `pattern` taken out."""
        pieces: list[Traced] = []
        begin = 0
        for match in pattern.finditer(self.chars):
            pieces.append(self.cut(begin, match.start()))
            begin = match.end()
        return join([*pieces, self.cut(begin)])

    def reread(self, chars: str) -> Traced:
        """The same places read as other characters, one for one (a dash that is 一)."""
        return Traced(chars=chars, origins=self.origins)


EMPTY = Traced(chars="", origins=())


def trace(text: str, *, offset: int = 0) -> Traced:
    """`text` as it stands in the source from `offset` on."""
    return Traced(chars=text, origins=tuple(range(offset, offset + len(text))))


def join(pieces: Iterable[Traced], *, separator: str = "") -> Traced:
    """The pieces one after the other, with the blanks of `separator` put in between."""
    gap = Traced(chars=separator, origins=(INSERTED,) * len(separator))
    chars: list[str] = []
    origins: list[int] = []
    for number, piece in enumerate(pieces):
        if number and separator:
            chars.append(gap.chars)
            origins.extend(gap.origins)
        chars.append(piece.chars)
        origins.extend(piece.origins)
    return Traced(chars="".join(chars), origins=tuple(origins))


def glue(lines: Iterable[Traced]) -> Traced:
    """Printed lines as one: Chinese ones are set end to end; a line end between two Latin words was a blank."""
    pieces: list[Traced] = []
    before = ""
    for line in lines:
        ends, begins = before[-1:], line.chars[:1]
        latin = ends.isascii() and begins.isascii() and ends.isalnum() and begins.isalnum()
        if latin and not in_number(before, line.chars):
            pieces.append(Traced(chars=" ", origins=(INSERTED,)))
        pieces.append(line)
        before = line.chars or before
    return join(pieces)


def in_number(before: str, line: str) -> bool:
    """Whether a number of Chinese text runs on from one printed line to the next: 有效期至20 / 29年."""
    wide = len(before) >= _TORN_FROM
    return wide and _TORN_BEFORE.search(before) is not None and _TORN_AFTER.match(line) is not None
