"""Files → readings: what is known is kept, the rest is read, many or risky files in processes that may be killed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue

from rag.corpus import Problem, Source, hash_source
from rag.errors import CorpusError, ParseError, RagError
from rag.index.reading import LIMITS, Limits, Reading, read_one
from rag.index.worker import Worker

_PLAIN = (".txt", ".md")
_PLAIN_BYTES = 1_000_000
"""Size up to which a file of plain text is read without a process of its own."""
_FEW = 24
"""Files up to which plain text is read in this process: starting another would take longer."""
_FILES_A_WORKER = 8
"""Files that make it worth starting one more process."""
_MOST_WORKERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What became of the files: each is in exactly one of the two."""

    readings: Mapping[str, Reading]
    """By the names of their files, in the order of the corpus."""
    problems: tuple[Problem, ...]
    fresh: int
    """Files that were read anew."""


Key = tuple[str, str, str]
"""Name of a file without its folder, its hash, and what the manifest says of it: the same key reads the same."""


def key_of(source: Source, sha256: str) -> Key:
    """What a reading of `source` depends on, beside the code."""
    return (source.path.name, sha256, source.said())


def read_all(
    sources: Sequence[Source],
    *,
    chunk_tokens: int,
    known: Mapping[Key, Reading],
    on_progress: Callable[[int, int, str], None],
    limits: Limits = LIMITS,
) -> Read:
    """Read `sources`; one that cannot be read becomes a problem and stops no other.

    Args:
        sources: The files.
        chunk_tokens: Tokens a chunk may hold.
        known: Readings that are still good.
        on_progress: Called with (files read, files in all, name of a file being read).
        limits: What one file may take, where it is read in a process of its own.
    """
    found: dict[str, Reading] = {}
    problems: dict[str, Problem] = {}
    todo: list[Source] = []
    done = 0
    for source in sources:
        on_progress(done, len(sources), source.path.name)
        try:
            reading = known.get(key_of(source, hash_source(source)))
        except CorpusError as error:
            problems[source.name] = Problem.of(source, error)
            done += 1
            continue
        if reading is None:
            todo.append(source)
        else:
            found[source.name] = reading
            done += 1
    for source, outcome in _read(todo, chunk_tokens, limits):
        done += 1
        on_progress(done, len(sources), source.path.name)
        if isinstance(outcome, Reading):
            found[source.name] = outcome
        else:
            problems[source.name] = Problem.of(source, outcome)
    on_progress(len(sources), len(sources), "")
    return Read(
        readings={source.name: found[source.name] for source in sources if source.name in found},
        problems=tuple(problems[source.name] for source in sources if source.name in problems),
        fresh=len(todo),
    )


def _read(todo: Sequence[Source], chunk_tokens: int, limits: Limits) -> Iterator[tuple[Source, Reading | RagError]]:
    """Each file with its reading or what is wrong with it, in any order."""
    if len(todo) > _FEW or any(map(_is_risky, todo)):
        yield from _read_apart(todo, chunk_tokens, limits)
        return
    for source in todo:
        yield source, _outcome(partial(read_one, chunk_tokens=chunk_tokens), source)


def _outcome(read: Callable[[Source], Reading], source: Source) -> Reading | RagError:
    try:
        return read(source)
    except (CorpusError, ParseError) as error:
        return error


def _is_risky(source: Source) -> bool:
    """Whether a file is of a kind, or a size, that may take long or much."""
    return source.path.suffix.lower() not in _PLAIN or os.path.getsize(source.path) > _PLAIN_BYTES


def _read_apart(
    todo: Sequence[Source], chunk_tokens: int, limits: Limits
) -> Iterator[tuple[Source, Reading | RagError]]:
    """Read in a few processes at once; they end with this generator, however it ends."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = max(1, min(cores, _MOST_WORKERS, -(-len(todo) // _FILES_A_WORKER)))
    workers = [Worker(chunk_tokens=chunk_tokens, limits=limits) for _ in range(count)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def read(source: Source) -> Reading | RagError:
        worker = idle.get()
        try:
            return _outcome(worker.read, source)
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(max_workers=count)
    try:
        begun = {pool.submit(read, source): source for source in todo}
        for future in as_completed(begun):
            source = begun.pop(future)
            yield source, future.result()
    finally:
        for worker in workers:
            worker.kill()
        pool.shutdown(cancel_futures=True)
