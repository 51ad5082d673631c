"""Folded texts by row, in which a word is found by the pairs of characters that it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEMBERED = 4096
"""Words whose places are kept at most: questions share most of theirs."""
_END = "\0"
"""Stands behind each text; no word holds it."""
_CODE = "utf-16-le"
"""How texts are stored: what a pair is made of is one unit of it, mostly a character."""
NAMES = ("units", "starts", "pairs", "begins", "rows")


class Strings:
    """Texts in order.

    Attributes:
        units: (u,) uint16, the texts one after the other, each with a zero behind it.
        starts: (n + 1,) int64; text i has ``units[starts[i] : starts[i + 1]]``.
    """

    def __init__(self, units: NDArray[np.uint16], starts: NDArray[np.int64]) -> None:
        self.units = units
        self.starts = starts

    @staticmethod
    def coded(texts: Sequence[str]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
        """The units and starts of `texts`; a zero in one becomes a blank."""
        import numpy as np

        coded = [f"{text.replace(_END, ' ')}{_END}".encode(_CODE, "surrogatepass") for text in texts]
        lengths = np.fromiter((len(one) // 2 for one in coded), np.int64, len(coded))
        units = np.frombuffer(b"".join(coded), np.uint16)
        return units, np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> str:
        start, end = int(self.starts[row]), int(self.starts[row + 1]) - 1
        return self.units[start:end].tobytes().decode(_CODE, "surrogatepass")

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """The texts from row `start` to before `end`."""
        units = self.units[int(self.starts[start]) : int(self.starts[end])]
        return tuple(units.tobytes().decode(_CODE, "surrogatepass").split(_END)[:-1])


class Texts(Strings):
    """Texts in order, with the rows of each pair of neighbouring units.

    Attributes:
        pairs: (p,) uint32, ascending: first unit · 2¹⁶ + second unit.
        begins: (p + 1,) int64; pair j stands in the texts ``rows[begins[j] : begins[j + 1]]``.
        rows: (r,) int32, ascending for each pair.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        super().__init__(arrays["units"], arrays["starts"])
        self.pairs: NDArray[np.uint32] = arrays["pairs"]
        self.begins: NDArray[np.int64] = arrays["begins"]
        self.rows: NDArray[np.int32] = arrays["rows"]
        self._known: dict[str, NDArray[np.int64]] = {}

    @classmethod
    def build(cls, texts: Sequence[str]) -> Texts:
        """Of `texts`, all folded; row i is ``texts[i]``."""
        import numpy as np

        units, starts = cls.coded(texts)
        rows = np.repeat(np.arange(len(starts) - 1, dtype=np.uint64), np.diff(starts))
        wide = units.astype(np.uint64)
        keys = ((wide[:-1] << np.uint64(48)) | (wide[1:] << np.uint64(32)) | rows[:-1])[wide[:-1] != 0]
        keys.sort()
        keys = keys[_changes(keys)]
        pairs = (keys >> np.uint64(32)).astype(np.uint32)
        begins = np.flatnonzero(_changes(pairs))
        arrays = {
            "units": units,
            "starts": starts,
            "pairs": pairs[begins],
            "begins": np.append(begins, len(pairs)).astype(np.int64),
            "rows": keys.astype(np.uint32).astype(np.int32),
        }
        return cls(arrays)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What it is made of, by `NAMES`."""
        return {name: getattr(self, name) for name in NAMES}

    def holding(self, word: str) -> NDArray[np.int64]:
        """Rows of the texts that hold a word: (k,) int64, ascending."""
        rows = self._known.get(word)
        if rows is None:
            if len(self._known) >= _REMEMBERED:
                self._known = {}
            rows = self._known[word] = self._find(word)
        return rows

    def ending(self, word: str) -> NDArray[np.int64]:
        """Rows of the texts that end with a word, likewise."""
        return self.holding(word + _END)

    def _find(self, word: str) -> NDArray[np.int64]:
        import numpy as np

        units = np.frombuffer(word.encode(_CODE, "surrogatepass"), np.uint16).tolist()
        if len(units) == 1:
            found = np.flatnonzero(self.units == units[0])
            rows = np.searchsorted(self.starts, found, side="right") - 1
            return rows[_changes(rows)]
        runs = [self._rows_of(first << 16 | second) for first, second in zip(units, units[1:], strict=False)]
        fewest, *others = sorted(runs, key=len) or [np.empty(0, np.int32)]
        for other in others:
            if not len(fewest):
                break
            at = np.searchsorted(other, fewest).clip(max=len(other) - 1)
            fewest = fewest[other[at] == fewest]
        rows = fewest.astype(np.int64)
        if len(units) == 2:
            return rows
        bare = word.removesuffix(_END)
        test = str.endswith if bare != word else str.__contains__
        return np.array([row for row in rows.tolist() if test(self[row], bare)], np.int64)

    def _rows_of(self, pair: int) -> NDArray[np.int32]:
        """The rows of the texts that hold a pair."""
        at = int(self.pairs.searchsorted(pair))
        if at == len(self.pairs) or int(self.pairs[at]) != pair:
            return self.rows[:0]
        return self.rows[int(self.begins[at]) : int(self.begins[at + 1])]


def _changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    """(n,) whether each of sorted values is another than the one before it."""
    import numpy as np

    changes = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes
