"""Text that knows where in the source each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

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
    """Printed lines as one: Chinese ones are set end to end; between two Latin words the line end was a blank."""
    pieces: list[Traced] = []
    ends = ""
    for line in lines:
        begins = line.chars[:1]
        if ends.isascii() and begins.isascii() and ends.isalnum() and begins.isalnum():
            pieces.append(Traced(chars=" ", origins=(INSERTED,)))
        pieces.append(line)
        ends = line.chars[-1:] or ends
    return join(pieces)
