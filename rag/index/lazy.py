"""Values that are made of their stored records when they are first asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Generic, TypeVar, cast, overload

T = TypeVar("T")
_UNMADE: Any = object()
"""Stands where a value is not made yet."""


class Lazy(Sequence[T], Generic[T]):
    """A tuple of values, each made when it is first read; equal to the tuple of them."""

    __slots__ = ("_count", "_make", "_records", "_values")

    def __init__(self, count: int, records: Callable[[], list[Any]], make: Callable[[Any], T]) -> None:
        """Of `count` values that `make` makes of `records`, which are read when the first is asked for.

        Reading one raises ValueError where there are not `count` records.
        """
        self._count = count
        self._records: Callable[[], list[Any]] | list[Any] = records
        self._make = make
        self._values: list[Any] = []

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(self._count)))
        values = self._values or self._open()
        value = values[at]
        if value is _UNMADE:
            value = values[at] = self._make(cast(list[Any], self._records)[at])
        return value

    def __iter__(self) -> Iterator[T]:
        return (self[at] for at in range(self._count))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Lazy, tuple)) and tuple(self) == tuple(cast("Sequence[T]", other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _open(self) -> list[Any]:
        records = self._records() if callable(self._records) else self._records
        if len(records) != self._count:
            raise ValueError(f"expected {self._count} records, found {len(records)}")
        self._records = records
        self._values = [_UNMADE] * self._count
        return self._values


class Chained(Sequence[T], Generic[T]):
    """The values of several sequences, one after the other; equal to the tuple of them."""

    __slots__ = ("_starts", "parts")

    def __init__(self, parts: Sequence[Sequence[T]]) -> None:
        self.parts = parts
        self._starts = [0, *accumulate(map(len, parts))]

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        row = at + len(self) if at < 0 else at
        if not 0 <= row < len(self):
            raise IndexError(f"row {at} of {len(self)}")
        part = bisect_right(self._starts, row) - 1
        return self.parts[part][row - self._starts[part]]

    def __iter__(self) -> Iterator[T]:
        return (value for part in self.parts for value in part)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Chained, tuple)) and tuple(self) == tuple(cast("Sequence[T]", other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
