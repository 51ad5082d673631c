"""Where words stand: which items of the corpus hold a word, found in one pass over all of it and remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEMBERED = 4096
"""Words whose places are kept: questions share most of theirs."""
_END = "\0"
"""Stands behind each text; no word holds it."""


class Texts:
    """Folded texts by row, in which a word is found in all at once; complete before the first word is looked for."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.holding = lru_cache(_REMEMBERED)(self._holding)
        """Rows of the texts that hold a word: (k,) int64, ascending."""
        self.ending = lru_cache(_REMEMBERED)(self._ending)
        """Rows of the texts that end with a word, likewise."""

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, row: int) -> str:
        return self._texts[row]

    def add(self, text: str) -> int:
        """Add a text; returns its row."""
        self._texts.append(text)
        return len(self._texts) - 1

    @cached_property
    def _joined(self) -> str:
        return "".join(f"{text}{_END}" for text in self._texts)

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """Where each text begins in the joined ones."""
        import numpy as np

        lengths = np.fromiter((len(text) + 1 for text in self._texts), np.int64, len(self._texts))
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)[:-1]])

    def _holding(self, word: str) -> NDArray[np.int64]:
        import numpy as np

        found = [match.start() for match in re.finditer(re.escape(word), self._joined)]
        rows = np.searchsorted(self._starts, np.array(found, np.int64), side="right") - 1
        return rows[np.diff(rows, prepend=-1) > 0]  # ascending already; np.unique would import numpy.ma, 20 ms

    def _ending(self, word: str) -> NDArray[np.int64]:
        return self._holding(word + _END)


class Places:
    """What the items of a corpus say, by row; row i is its i-th item."""

    def __init__(self) -> None:
        self._in_head: list[bool] = []
        self.texts, self.headings, self.named = Texts(), Texts(), Texts()
        self.standing: dict[str, NDArray[np.int64]] = {}
        """Rows of the texts in which an office stands by itself, by its name."""
        self._titles: dict[str, int] = {}
        self._title_rows: list[int] = []

    def add(self, *, text: str, headings: str, named: str, title: str, in_head: bool) -> int:
        """Add an item, one of a notice's numbered body or of its head and tail; returns its row."""
        self._in_head.append(in_head)
        self._title_rows.append(self._titles.setdefault(title, len(self._titles)))
        self.headings.add(headings)
        self.named.add(named)
        return self.texts.add(text)

    @cached_property
    def _title_of(self) -> NDArray[np.int64]:
        """(items,) number of each item's title among the titles."""
        import numpy as np

        return np.array(self._title_rows, np.int64)

    @cached_property
    def heads(self) -> NDArray[np.bool_]:
        """(items,) whether an item stands in its notice's head or tail."""
        import numpy as np

        return np.array(self._in_head, np.bool_)

    def mask(self, rows: Sequence[NDArray[np.int64]]) -> NDArray[np.bool_]:
        """(items,) whether an item is among `rows`."""
        import numpy as np

        held = np.zeros(len(self.texts), np.bool_)
        for some in rows:
            held[some] = True
        return held

    def in_title(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """(items,) whether the title of an item's notice holds one of `words`."""
        import numpy as np

        told = [any(word in title for word in words) for title in self._titles]
        return np.array(told, np.bool_)[self._title_of]
