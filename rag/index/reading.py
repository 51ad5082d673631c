"""One file → a reading: its notice with chunks and facts, as it is indexed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.chunk import chunk_notice
from rag.corpus import Source, read_source
from rag.domain import Chunk, Fact, Notice
from rag.errors import ParseError
from rag.facts import find_facts
from rag.tokens import count_tokens

# What a defect in reading one file shows itself as; the file is reported and the others are read.
_DEFECTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may take."""

    seconds: float = 120.0
    memory: int = 2 * 1024**3
    """Bytes of address space beyond what the process begins with."""


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A notice as it is indexed."""

    notice: Notice
    chunks: Sequence[Chunk]
    facts: Sequence[Fact]
    number: int | None = None
    """Of the notice in the store that all this is taken from as it is; None for what was read or changed."""

    def at(self, address: str) -> Reading:
        """The same under another address."""
        if self.notice.id == address:
            return self
        return Reading(
            notice=replace(self.notice, id=address),
            chunks=tuple(replace(chunk, notice=address) for chunk in self.chunks),
            facts=tuple(replace(fact, notice=address) for fact in self.facts),
        )


def read_one(source: Source, *, chunk_tokens: int) -> Reading:
    """One file, read in this process.

    Raises:
        CorpusError: it is missing, altered or unreadable.
        ParseError: it holds no text, or its reading has a defect.
    """
    try:
        return reading_of(read_source(source), chunk_tokens=chunk_tokens)
    except _DEFECTS as error:
        raise ParseError(
            f"文件 {source.path.name} 读取时出错（{type(error).__name__}：{error}）。",
            hint="这是解析程序的缺陷，请把该文件交给维护者；其余文件不受影响。",
        ) from error


def reading_of(notice: Notice, *, chunk_tokens: int) -> Reading:
    """`notice` with its chunks and facts."""
    return Reading(
        notice=notice,
        chunks=chunk_notice(notice, max_tokens=chunk_tokens, count_tokens=count_tokens),
        facts=find_facts(notice),
    )
