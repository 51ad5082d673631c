"""A change of the corpus folder and the index together: decided in one step, carried out in any number of attempts.

Files are moved, never deleted, and each move is made only where the file is still the one meant. So a change that was
cut short is carried out again from the start, by whoever writes next, until corpus and index agree.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import current_thread, main_thread
from typing import Any, cast

from rag.errors import RagError
from rag.index.generation import (
    Layout,
    Pointer,
    goes_on,
    hash_file,
    locked,
    only_writer,
    parse_pointer,
    prune,
    put,
    reason_of,
    swap,
    sync,
)

INCOMING = ".incoming"
"""Folder in the corpus where new files wait; a hidden folder is no part of the corpus."""
REMOVED = ".removed"
"""Folder in the corpus that keeps every file which was removed or replaced, below its hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One file of the corpus gets another place; both are names below the corpus folder, with slashes."""

    origin: str
    target: str
    sha256: str
    """Of the file that is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of the corpus, and the generation that is in force from then on."""

    corpus: Path
    moves: tuple[Move, ...]
    manifest: str | None
    """manifest.toml from then on; None leaves it as it is."""
    pointer: Pointer


def removed_name(name: str, sha256: str) -> str:
    """Where the file `name` is kept once it is removed."""
    return f"{REMOVED}/{sha256}/{PurePosixPath(name).name}"


def incoming_name(name: str, sha256: str) -> str:
    """Where the file `name` waits until it is part of the corpus."""
    return f"{INCOMING}/{sha256}/{PurePosixPath(name).name}"


@contextmanager
def writing(layout: Layout) -> Generator[None]:
    """Be the one writer of an index folder, after carrying out what an earlier one decided and clearing what it left.

    Raises:
        RagError: another process is writing, or the folder cannot be written.
    """
    with only_writer(layout):
        finish(layout)
        prune(layout)
        try:
            yield
        except BaseException:
            if not layout.pending.exists():
                prune(layout)  # what was not put in force takes no room
            raise


@contextmanager
def undisturbed() -> Generator[None]:
    """Let no Ctrl-C in: what is decided is carried out and told as done. In a thread of its own, none gets there."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)


@contextmanager
def changing(corpus: Path) -> Generator[None]:
    """Be the one who changes a corpus folder, which is made where it is missing.

    Raises:
        RagError: another process is changing it, or it cannot be written.
    """
    with _naming(corpus):
        corpus.mkdir(parents=True, exist_ok=True)
        with locked(corpus, f"另一个进程正在修改政策库 {corpus}。"):
            yield


@contextmanager
def _naming(corpus: Path, *, so_far: str = "原有文件和索引没有改动。") -> Generator[None]:
    """Tell what cannot be read or written as an error of the corpus folder, whichever folders are held besides."""
    try:
        yield
    except OSError as error:
        name = "" if error.filename is None else f"（{Path(os.fsdecode(error.filename)).name}）"
        raise RagError(
            f"政策库 {corpus} 无法写入：{reason_of(error)}{name}。",
            hint=f"请检查磁盘空间和文件夹权限；{so_far}",
        ) from error


@contextmanager
def nothing_left(layout: Layout, corpus: Path) -> Generator[None]:
    """Leave no copies of new files behind where what they were copied for was not decided."""
    try:
        yield
    except BaseException:
        if not layout.pending.exists():
            clear_incoming(corpus)
        raise


def clear_incoming(corpus: Path) -> None:
    """Remove the copies of new files that became no part of the corpus; nothing is decided and not yet done."""
    shutil.rmtree(corpus / INCOMING, ignore_errors=True)


def copy_in(corpus: Path, name: str, content: bytes, sha256: str) -> str:
    """Set a new file down, on disk, where it waits; returns its name there."""
    waiting = incoming_name(name, sha256)
    path = corpus / waiting
    with _naming(corpus):
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, content)
        for folder in (path.parent.parent, corpus):
            sync(folder)
    return waiting


def commit(layout: Layout, change: Change) -> None:
    """Decide on `change` and carry it out; once decided, it happens even where this process ends before."""
    put(layout.pending, _dump(change))
    finish(layout)


def finish(layout: Layout) -> None:
    """Carry out what is decided and not yet done; the lock is held.

    Raises:
        RagError: the note of it cannot be understood, or the corpus is not there or cannot be written.
        OSError: the index cannot be written. After these two the next writer goes on.
    """
    if not layout.pending.is_file():
        return
    from rag.corpus import MANIFEST  # only a writer needs the readers

    change = read_pending(layout)
    if change.moves and not change.corpus.is_dir():
        raise RagError(
            f"政策库 {change.corpus} 不在，上一次的改动还没有做完。",
            hint=f"请先接回这个文件夹，或删去 {layout.pending} 放弃这次改动；{goes_on(layout)}",
        )
    with _naming(change.corpus, so_far=goes_on(layout)):
        touched = {folder for move in change.moves for folder in _carry_out(change.corpus, move)}
        for folder in sorted(touched):
            sync(folder)
        if change.manifest is not None:
            put(change.corpus / MANIFEST, change.manifest.encode())
    swap(layout, change.pointer)
    layout.pending.unlink()
    sync(layout.folder)


def read_pending(layout: Layout) -> Change:
    """The change that is decided and not yet done.

    Raises:
        RagError: the note of it cannot be understood.
    """
    try:
        record: Any = json.loads(layout.pending.read_bytes())
        pointer = parse_pointer(record["pointer"])
        if pointer is None:
            raise ValueError("pointer")
        moves = tuple(Move(origin=origin, target=target, sha256=sha256) for origin, target, sha256 in record["moves"])
        manifest = cast("str | None", record["manifest"])
        return Change(corpus=Path(record["corpus"]), moves=moves, manifest=manifest, pointer=pointer)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RagError(
            f"未完成的改动 {layout.pending} 无法读取。", hint="请删去这个文件后重建索引；政策库里的文件都还在。"
        ) from error


def _carry_out(corpus: Path, move: Move) -> Iterator[Path]:
    """Make one move, unless it is made or its file is no longer the one meant; yields the folders that changed."""
    origin, target = corpus / move.origin, corpus / move.target
    if not origin.is_file() or hash_file(origin) != move.sha256:
        return
    made = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(origin, target)
    yield from (target.parent, origin.parent, *(folder.parent for folder in made))


def _dump(change: Change) -> bytes:
    record = {
        "corpus": str(change.corpus.absolute()),
        "pointer": change.pointer.line(),
        "moves": [[move.origin, move.target, move.sha256] for move in change.moves],
        "manifest": change.manifest,
    }
    return json.dumps(record, ensure_ascii=False).encode()
