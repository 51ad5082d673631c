"""Sequences that stand for a tuple of values and do not hold them all from the start."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Generic, TypeVar, cast, overload

T = TypeVar("T")
_UNMADE: Any = object()
"""Stands where a value is not made yet."""


class _LikeATuple(Sequence[T], Generic[T]):
    """A sequence that is equal to the tuple of its values."""

    __slots__ = ()

    @abstractmethod
    def _value(self, row: int) -> T:
        """The value at `row`, which is one of them."""

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        if isinstance(at, slice):
            return tuple(self._value(row) for row in range(*at.indices(len(self))))
        row = at + len(self) if at < 0 else at
        if not 0 <= row < len(self):
            raise IndexError(f"row {at} of {len(self)}")
        return self._value(row)

    def __iter__(self) -> Iterator[T]:
        return map(self._value, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (_LikeATuple, tuple)) and tuple(self) == tuple(cast("Sequence[T]", other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Lazy(_LikeATuple[T]):
    """Values each of which is made of its stored record when it is first read."""

    __slots__ = ("_count", "_make", "_records", "_values", "source")

    def __init__(self, count: int, source: Callable[[], list[Any]], make: Callable[[Any], T]) -> None:
        """Of `count` values that `make` makes of the records of `source`, which are read when the first is asked for.

        Reading one raises ValueError where there are not `count` records.
        """
        self.source = source
        self._count = count
        self._make = make
        self._records: list[Any] = []
        self._values: list[Any] = []

    def __len__(self) -> int:
        return self._count

    def _value(self, row: int) -> T:
        values = self._values or self._open()
        value = values[row]
        if value is _UNMADE:
            value = values[row] = self._make(self._records[row])
        return value

    def _open(self) -> list[Any]:
        self._records = self.source()
        if len(self._records) != self._count:
            raise ValueError(f"expected {self._count} records, found {len(self._records)}")
        self._values = [_UNMADE] * self._count
        return self._values


class Chained(_LikeATuple[T]):
    """The values of several sequences, one after the other."""

    __slots__ = ("parts", "starts")

    def __init__(self, parts: Sequence[Sequence[T]]) -> None:
        self.parts = parts
        self.starts = [0, *accumulate(map(len, parts))]
        """Row of the first value of each, and behind the last."""

    def __len__(self) -> int:
        return self.starts[-1]

    def _value(self, row: int) -> T:
        part = bisect_right(self.starts, row) - 1
        return self.parts[part][row - self.starts[part]]

    def __iter__(self) -> Iterator[T]:
        return (value for part in self.parts for value in part)
