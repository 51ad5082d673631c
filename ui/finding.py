"""Words found in the notices as they stand there: which items hold them, and where; pure."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.domain import Item, Notice
from rag.text import simplify

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An item that holds every word that was looked for; the first of them stands at ``notice.text[start:end]``."""

    notice: Notice
    item: Item
    start: int
    end: int


def find_words(notices: Sequence[Notice], words: str) -> Iterator[Hit]:
    """The items that hold every word of `words`, in document order; case and 繁简 make no difference."""
    wanted = [_plain(word) for word in words.split()]
    if not wanted:
        return
    for notice in notices:
        for item in notice.items:
            text = _plain(item.text)
            if all(word in text for word in wanted):
                start = item.start + text.index(wanted[0])
                yield Hit(notice=notice, item=item, start=start, end=start + len(wanted[0]))


def _plain(text: str) -> str:
    """`text` with the same length, in the form in which it is compared."""
    return simplify(text).translate(_LOWER)
