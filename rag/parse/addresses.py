"""The addresses given out in a document: no two units have one, and a second taker's is counted."""

from __future__ import annotations

from rag.domain import Path
from rag.numerals import write_chinese


class Addresses:
    """The paths that are taken in the document being read; each enclosed document has a space of its own."""

    def __init__(self) -> None:
        self._taken: dict[Path, int] = {}

    def has(self, path: Path) -> bool:
        """Whether `path` is taken."""
        return path in self._taken

    def take(self, path: Path) -> None:
        """Give `path` to a unit."""
        self._taken[path] = 1

    def free(self, path: Path) -> Path:
        """`path`, its last step counted where it is taken: ``（三）〔2〕``."""
        wanted = path
        while wanted in self._taken:
            self._taken[path] = count = self._taken.get(path, 1) + 1
            wanted = (*path[:-1], f"{path[-1]}〔{count}〕")
        return wanted

    def next_ordinal(self, above: Path, unit: str) -> str:
        """The label of one more list without a name under `above`: 第二组, 第三组, for the first list has none."""
        first = (*above, ordinal(2, unit))
        if first not in self._taken:
            return first[-1]
        self._taken[first] += 1
        return ordinal(self._taken[first] + 1, unit)


def ordinal(number: int, unit: str) -> str:
    """``第二款``; numbers beyond the Chinese numerals that sections are written in stay digits."""
    return f"第{write_chinese(number) if number <= 9999 else number}{unit}"
