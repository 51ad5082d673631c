"""What an earlier store read of each file: it is not read again, and stands in where the file cannot be read now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rag.corpus import Problem, Settled, Source, settle
from rag.domain import Notice
from rag.index.fingerprint import reading_fingerprint
from rag.index.intake import Key, Read
from rag.index.reading import Reading, reading_of
from rag.index.sources import File, Sources
from rag.index.store import Store
from rag.index.stored import by_notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a store holds of one file."""

    file: File
    reading: Reading


def held_of(store: Store, *, chunk_tokens: int) -> Mapping[str, Held]:
    """What `store` holds of each file that gave it a notice, by the file's name."""
    numbers = {notice.id: number for number, notice in enumerate(store.notices)}
    chunks, facts = by_notice(store.chunks, store.notices), by_notice(store.facts, store.notices)
    held: dict[str, Held] = {}
    for file in store.sources.files:
        number = numbers.get(file.notice)
        if number is None:
            continue
        notice = store.notices[number]
        reading = (
            Reading(notice=notice, chunks=chunks[number], facts=facts[number], number=number)
            if chunks[number]
            else reading_of(notice, chunk_tokens=chunk_tokens)
        )
        held[file.name] = Held(file=file, reading=reading)
    return held


def known_of(store: Store, held: Mapping[str, Held]) -> Mapping[Key, Reading]:
    """The readings that `store` holds, where the same code would read the same."""
    if store.reading != reading_fingerprint():
        return {}
    return {
        (Path(one.file.name).name, one.file.sha256, one.file.said): one.reading
        for one in held.values()
        if not one.file.kept
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Each file with what the index shall hold of it."""

    readings: Mapping[str, Reading]
    """Of every file that was read or is held, in the order of the corpus."""
    kept: Mapping[str, File]
    """Files that stand as they were read last, because they cannot be read or settled now."""
    settled: Settled
    problems: tuple[Problem, ...]


def settle_with(
    sources: Sequence[Source], read: Read, held: Mapping[str, Held], *, known: Mapping[str, str]
) -> Settlement:
    """Settle what was read; of a file with a problem, what is held stands in.

    Args:
        sources: The files of the corpus.
        read: What became of them.
        held: What an earlier store holds of them.
        known: Name of a file → address it had until now.
    """
    readings = dict(read.readings)
    problems = list(read.problems)
    kept: dict[str, File] = {}
    while True:
        for problem in problems:
            if problem.file in held and problem.file not in kept:
                readings[problem.file] = held[problem.file].reading
                kept[problem.file] = replace(held[problem.file].file, kept=True)
        ordered = [(source, readings[source.name]) for source in sources if source.name in readings]
        settled = settle([(source, reading.notice) for source, reading in ordered], known=known)
        told = {problem.file for problem in problems}
        new = [problem for problem in settled.problems if problem.file not in told]
        problems += new
        if not any(problem.file in held for problem in new):
            break
    return Settlement(
        readings={source.name: reading for source, reading in ordered},
        kept=kept,
        settled=settled,
        problems=tuple(
            replace(problem, kept=problem.file in kept and problem.file in settled.notices) for problem in problems
        ),
    )


def gone_of(held: Mapping[str, Held], sources: Sequence[Source], notices: Sequence[Notice]) -> tuple[str, ...]:
    """A line for each notice that is no more in the index because its file is no more in the corpus."""
    names, ids = {source.name for source in sources}, {notice.id for notice in notices}
    return tuple(
        f"{name} 已不在政策库，其中的通知（{one.file.notice}）已移出索引。"
        for name, one in held.items()
        if name not in names and one.file.notice not in ids
    )


def come_of(before: Sources, notices: Mapping[str, Notice]) -> tuple[str, ...]:
    """A line for each of `notices`, by the names of their files, whose file gave the index before none."""
    known = {file.name for file in before.files if file.notice}
    moved = {file.sha256 for file in before.files if file.notice}
    return tuple(
        f"{name} 原来就放在政策库里、没有收入，现已收入（{notice.id}）。"
        for name, notice in notices.items()
        if name not in known and notice.sha256 not in moved
    )
