"""Notices, items, chunks and facts on disk, a line a notice: what is not asked for is not read.

Each file is a JSON array with its records on lines of their own; one of items, chunks or facts is the array of those
of one notice.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from rag.domain import Chunk, Fact, Item, Notice
from rag.index.lazy import Chained, Lazy
from rag.index.records import (
    dump_chunk,
    dump_fact,
    dump_item,
    dump_notice,
    load_chunk,
    load_fact,
    load_item,
    load_notice,
)

S = TypeVar("S", Item, Chunk, Fact)
V = TypeVar("V", Chunk, Fact)


class Lines:
    """The records of a file, each read when it is asked for."""

    def __init__(self, path: Path) -> None:
        """Of the file at `path`, which is mapped into memory.

        Raises:
            OSError: it is missing or unreadable.
            ValueError: it is empty.
        """
        with path.open("rb") as file:
            self._content = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        self._starts: list[int] = []
        at = self._content.find(b"\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = self._content.find(b"\n", at + 1)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def record(self, number: int) -> Any:  # noqa: ANN401 - a JSON value
        """The record on a line; ValueError where it is no JSON."""
        return json.loads(self.line(number))

    def line(self, number: int) -> bytes:
        """The line as it is stored, without the comma behind it."""
        return self._content[self._starts[number] : self._starts[number + 1] - 1].removesuffix(b",")

    def records(self, number: int) -> list[Any]:
        """The records in the array on a line; ValueError where it is none."""
        found = self.record(number)
        if not isinstance(found, list):
            raise ValueError(f"expected an array of records, found {type(found).__name__!r}")
        return cast(list[Any], found)


@dataclass(frozen=True, slots=True)
class Line:
    """Where the records of one notice are."""

    lines: Lines
    number: int

    def __call__(self) -> list[Any]:
        """Read them."""
        return self.lines.records(self.number)


def dump_stored(
    notices: Sequence[Notice], chunks: Sequence[Chunk], facts: Sequence[Fact]
) -> tuple[bytes, bytes, bytes, bytes]:
    """The files of notices, items, chunks and facts; what was loaded from such files is copied line by line.

    Raises:
        ValueError: a chunk or fact is of none of the notices or not in their order, or a span leaves its notice's text.
    """
    own_chunks, own_facts = by_notice(chunks, notices), by_notice(facts, notices)
    heads = (
        _json(dump_notice(notice, [len(notice.items), len(some), len(others)]))
        for notice, some, others in zip(notices, own_chunks, own_facts, strict=True)
    )
    return (
        _file(heads),
        _file(_line(notice.items, dump_item, notice) for notice in notices),
        _file(_line(some, dump_chunk, notice) for notice, some in zip(notices, own_chunks, strict=True)),
        _file(_line(some, dump_fact, notice) for notice, some in zip(notices, own_facts, strict=True)),
    )


def load_stored(
    heads: Lines, items: Lines, chunks: Lines, facts: Lines
) -> tuple[tuple[Notice, ...], Chained[Chunk], Chained[Fact]]:
    """What `dump_stored` wrote; items, chunks and facts are read when they are asked for.

    Raises:
        ValueError, TypeError: it is something else.
    """
    if not len(heads) == len(items) == len(chunks) == len(facts):
        raise ValueError(f"expected {len(heads)} lines, found {len(items)}, {len(chunks)} and {len(facts)}")
    counts: list[tuple[int, int, int]] = []

    def items_of(count: Any, text: str) -> Sequence[Item]:  # noqa: ANN401 - a JSON value
        own, some, others = map(int, count)
        counts.append((own, some, others))
        return Lazy(own, Line(items, len(counts) - 1), partial(load_item, text=text))

    notices = tuple(load_notice(heads.record(number), items_of) for number in range(len(heads)))
    own_chunks = [
        Lazy(count, Line(chunks, number), partial(load_chunk, notice=notices[number]))
        for number, (_, count, _) in enumerate(counts)
    ]
    own_facts = [
        Lazy(count, Line(facts, number), partial(load_fact, notice=notices[number]))
        for number, (_, _, count) in enumerate(counts)
    ]
    return notices, Chained(own_chunks), Chained(own_facts)


def by_notice(values: Sequence[V], notices: Sequence[Notice]) -> list[Sequence[V]]:
    """The values of each notice.

    Raises:
        ValueError: one is of none of the notices, or stands behind one of a later notice.
    """
    if isinstance(values, Chained) and len(values.parts) == len(notices):
        return list(values.parts)
    number_of = {notice.id: number for number, notice in enumerate(notices)}
    found: list[list[V]] = [[] for _ in notices]
    last = 0
    for value in values:
        if value.notice not in number_of:
            raise ValueError(f"expected one of {len(notices)} notices, found {value.notice!r}")
        number = number_of[value.notice]
        if number < last:
            raise ValueError(f"expected values in the order of their notices, found one of {value.notice!r} behind")
        last = number
        found[number].append(value)
    return list(found)


def _line(values: Sequence[S], dump: Callable[[S, str], list[Any]], notice: Notice) -> bytes:
    """The records of a notice's items, chunks or facts, in one line."""
    if isinstance(values, Lazy) and isinstance(values.source, Line):
        return values.source.lines.line(values.source.number)
    return _json([dump(value, notice.text) for value in values])


def _json(record: Any) -> bytes:  # noqa: ANN401 - a JSON value
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _file(lines: Iterable[bytes]) -> bytes:
    inside = b",\n".join(lines)
    return b"[\n%b\n]" % inside if inside else b"[\n]"
