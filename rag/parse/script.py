"""Notices in traditional characters: read by a shadow in simplified ones, and given back as they are printed."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.domain import Item, Notice, Reference
from rag.parse.printed import Blocks, Line
from rag.parse.traced import INSERTED, Traced
from rag.text import simplify


class Script:
    """The characters of a source file, and the simplified ones that it is read by, place for place."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._simple = simplify(source)

    @property
    def is_simplified(self) -> bool:
        """Whether the file prints no other characters."""
        return self._source == self._simple

    def shadow(self, blocks: Blocks) -> Blocks:
        """`blocks` as they are read: each character simplified, its origin kept."""
        if self.is_simplified:
            return blocks
        return replace(
            blocks,
            blocks=tuple(
                replace(block, text=self._read(block.text))
                if isinstance(block, Line)
                else replace(
                    block, rows=tuple(tuple(tuple(map(self._read, cell)) for cell in row) for row in block.rows)
                )
                for block in blocks.blocks
            ),
        )

    def printed(self, text: Traced) -> Traced:
        """`text`, read by the shadow, as the file prints it; what was read as another character (— as 一) stays."""
        return text if self.is_simplified else _in(text, self._simple, self._source)

    def _read(self, text: Traced) -> Traced:
        return _in(text, self._source, self._simple)


def _in(text: Traced, own: str, other: str) -> Traced:
    """`text`, whose characters are those of `own`, in those of `other`."""
    return text.reread(
        "".join(
            other[origin] if origin != INSERTED and own[origin] == char else char
            for char, origin in zip(text.chars, text.origins, strict=True)
        )
    )


def as_printed(notice: Notice, text: str) -> Notice:
    """`notice`, read by the shadow, in the characters of its file; paths keep their one way of writing.

    Args:
        notice: Read in simplified characters.
        text: Its text as printed, character for character as long as its own.
    """
    words = _Words(notice.text, text)
    title, symbol = words.printed(notice.title), words.symbol(notice.symbol)
    return replace(
        notice,
        id=symbol or title,
        title=title,
        symbol=symbol,
        issuer=words.printed(notice.issuer),
        issuers=tuple(map(words.printed, notice.issuers)),
        addressees=words.printed(notice.addressees),
        copies=words.printed(notice.copies),
        disclosure=words.printed(notice.disclosure),
        repeals=tuple(_reference(one, words) for one in notice.repeals),
        extends=tuple(replace(one, notice=_reference(one.notice, words)) for one in notice.extends),
        text=text,
        items=tuple(_item(item, words, text) for item in notice.items),
    )


def _reference(reference: Reference, words: _Words) -> Reference:
    return Reference(title=words.printed(reference.title), symbol=words.symbol(reference.symbol))


def _item(item: Item, words: _Words, text: str) -> Item:
    own = _Words(item.text, text[item.start : item.end])
    return replace(
        item,
        heading=own.printed(item.heading) if own.holds(item.heading) else words.printed(item.heading),
        text=text[item.start : item.end],
        cells=tuple(
            replace(
                cell,
                column="·".join(map(words.printed, cell.column.split("·"))),
                text=text[cell.start : cell.end],
            )
            for cell in item.cells
        ),
    )


class _Words:
    """Finds how words of a text are printed, whatever blanks and line ends stand in them."""

    def __init__(self, simple: str, printed: str) -> None:
        kept = [(one, other) for one, other in zip(simple, printed, strict=True) if not one.isspace()]
        self._simple = "".join(one for one, _ in kept)
        self._printed = "".join(other for _, other in kept)

    def holds(self, words: str) -> bool:
        """Whether `words` stand in the text."""
        return "".join(words.split()) in self._simple

    def printed(self, words: str) -> str:
        """`words` as they are printed where they first stand; those that stand nowhere as they are."""
        at = self._simple.find("".join(words.split()))
        if at < 0:
            return words
        letters = iter(self._printed[at:])
        return "".join(char if char.isspace() else next(letters) for char in words)

    def symbol(self, symbol: str) -> str:
        """A 文号 as it is printed, but for its brackets, which are written 〔〕 whatever the file has."""
        return "".join(map(self.printed, re.split("([〔〕])", symbol)))
