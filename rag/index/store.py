"""The store on disk: whole generations behind one pointer, checked file by file when they are opened."""

from __future__ import annotations

import fcntl
import gc
import hashlib
import json
import os
import re
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rag.domain import Chunk, Fact, Notice
from rag.errors import IndexMismatch, IndexMissing, RagError
from rag.index import words as word_files
from rag.index.records import dump_chunks, dump_facts, dump_notices, load_chunks, load_facts, load_notices
from rag.index.vectors import VectorIndex
from rag.index.words import WordIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 1
"""Version of the files; a store of another version is not opened."""
KEPT = 3
"""Generations kept, the one in force among them, so that a reader finishes with what it began."""

_REBUILD = "请重建索引：policy-rag build。"
_HALF_BUILT = ".building-"

# Matches the content of CURRENT: a generation's name, a blank, and the SHA-256 of its manifest; must not
# match a name with a slash or dots, or a truncated hash.
_POINTER = re.compile(r"(?P<name>\d{8}T\d{12}Z) (?P<sha256>[0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """The paths of one whole index."""

    folder: Path

    @property
    def manifest(self) -> Path:
        """What the index holds and was made with, and the SHA-256 of every other file."""
        return self.folder / "manifest.json"

    @property
    def notices(self) -> Path:
        """The notices with their outlines."""
        return self.folder / "notices.json"

    @property
    def chunks(self) -> Path:
        """The chunks, in the order of the rows of words and vectors."""
        return self.folder / "chunks.json"

    @property
    def facts(self) -> Path:
        """The facts."""
        return self.folder / "facts.json"

    @property
    def words(self) -> Path:
        """Folder of the word index."""
        return self.folder / "words"

    @property
    def vectors(self) -> Path:
        """The vector index."""
        return self.folder / "vectors.faiss"

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file but the manifest."""
        words = (self.words / name for name in word_files.FILES)
        return (self.notices, self.chunks, self.facts, self.vectors, *words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The paths of an index folder."""

    folder: Path

    @property
    def current(self) -> Path:
        """The pointer to the generation in force; replaced as a whole, never written into."""
        return self.folder / "CURRENT"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds locked."""
        return self.folder / "LOCK"

    @property
    def generations(self) -> Path:
        """Folder of the generations, whose names sort by age."""
        return self.folder / "generations"

    def generation(self, name: str) -> Generation:
        """The paths of the generation called `name`."""
        return Generation(folder=self.generations / name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An open index: what the corpus says, and how to find it.

    Row i of `words` and of `vectors` is ``chunks[i]``.
    """

    notices: tuple[Notice, ...]
    chunks: tuple[Chunk, ...]
    facts: tuple[Fact, ...]
    words: WordIndex
    vectors: VectorIndex
    encoder_name: str
    encoder_fingerprint: str


def write_store(
    folder: Path,
    *,
    notices: Sequence[Notice],
    chunks: Sequence[Chunk],
    facts: Sequence[Fact],
    vectors: NDArray[np.float32],
    encoder_name: str,
    encoder_fingerprint: str,
    settings_fingerprint: str,
) -> Store:
    """Write a new index into `folder` and put it in force; on any failure the old one stays.

    Args:
        folder: The index folder; made where it is missing.
        notices: All notices.
        chunks: All chunks of the notices.
        facts: All facts of the notices.
        vectors: (n, dim) float32, one row of unit length a chunk.
        encoder_name: The setting that opened the encoder.
        encoder_fingerprint: Of the encoder that made the vectors.
        settings_fingerprint: Of the settings the index was built with.

    Raises:
        RagError: another process is writing, or the folder cannot be written.
        ValueError: the vectors are not one a chunk, or a chunk or fact is of none of the notices or of no span
            of its notice.
    """
    if len(vectors) != len(chunks):
        raise ValueError(f"expected one vector for each of {len(chunks)} chunks, found {len(vectors)}")
    store = Store(
        notices=tuple(notices),
        chunks=tuple(chunks),
        facts=tuple(facts),
        words=WordIndex.build([f"{chunk.context}\n{chunk.text}" for chunk in chunks]),
        vectors=VectorIndex.build(vectors),
        encoder_name=encoder_name,
        encoder_fingerprint=encoder_fingerprint,
    )
    layout = Layout(folder=folder)
    try:
        layout.generations.mkdir(parents=True, exist_ok=True)
        with _only_writer(layout):
            _write_generation(layout, store, settings_fingerprint)
            _prune(layout)
    except OSError as error:
        raise RagError(
            f"索引无法写入 {folder}：{error.strerror or error}。",
            hint="请检查磁盘空间和文件夹权限；原有索引没有改动。",
        ) from error
    return store


def load_store(folder: Path, *, settings_fingerprint: str) -> Store:
    """Open the index in force in `folder`; the caller compares `Store.encoder_fingerprint`.

    Raises:
        IndexMissing: none was built there.
        IndexMismatch: it is truncated or altered, or was built with other settings or by another version.
    """
    layout = Layout(folder=folder)
    if not layout.current.is_file():
        raise IndexMissing(f"{folder} 里还没有索引。", hint="请先建立索引：policy-rag build。")
    try:
        generation, manifest = _read_manifest(layout)
        _check_made(manifest, settings_fingerprint)
        _check_files(generation, manifest["files"])
        with _no_collection():
            return _read_store(generation, manifest)
    except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
        raise IndexMismatch(f"{folder} 里的索引已损坏：{error}。", hint=_REBUILD) from error


@contextmanager
def _no_collection() -> Generator[None]:
    """Hold the garbage collector: none of the values made is garbage, and looking for it doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _only_writer(layout: Layout) -> Generator[None]:
    with layout.lock.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RagError(f"另一个进程正在 {layout.folder} 里建索引。", hint="请等它完成后再试。") from error
        yield


def _write_generation(layout: Layout, store: Store, settings_fingerprint: str) -> None:
    """Write the files aside, rename the folder, swap the pointer; each step is on disk before the next."""
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = layout.generation(_HALF_BUILT + name)
    try:
        aside.folder.mkdir()
        _write_files(aside, store)
        manifest = _dump_manifest(aside, store, settings_fingerprint)
        aside.manifest.write_bytes(manifest)
        for path in (*aside.files, aside.manifest, aside.words, aside.folder):
            _sync(path)
        aside.folder.rename(layout.generation(name).folder)
    except BaseException:
        shutil.rmtree(aside.folder, ignore_errors=True)
        raise
    _sync(layout.generations)
    pointer = layout.folder / f"{layout.current.name}.new"
    pointer.write_text(f"{name} {hashlib.sha256(manifest).hexdigest()}\n", encoding="ascii")
    _sync(pointer)
    os.replace(pointer, layout.current)
    _sync(layout.folder)


def _write_files(generation: Generation, store: Store) -> None:
    generation.notices.write_bytes(dump_notices(store.notices))
    generation.chunks.write_bytes(dump_chunks(store.chunks, store.notices))
    generation.facts.write_bytes(dump_facts(store.facts, store.notices))
    store.words.save(generation.words)
    store.vectors.save(generation.vectors)


def _dump_manifest(generation: Generation, store: Store, settings_fingerprint: str) -> bytes:
    manifest = {
        "format": FORMAT,
        "settings": settings_fingerprint,
        "encoder": {"name": store.encoder_name, "fingerprint": store.encoder_fingerprint},
        "counts": _counts(store),
        "files": {path.relative_to(generation.folder).as_posix(): _sha256(path) for path in generation.files},
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def _counts(store: Store) -> dict[str, int]:
    return {
        "notices": len(store.notices),
        "chunks": len(store.chunks),
        "facts": len(store.facts),
        "words": store.words.count,
        "vectors": store.vectors.count,
        "dim": store.vectors.dim,
    }


def _prune(layout: Layout) -> None:
    """Remove what crashed builds left, and the generations that are too old; the lock is held."""
    names = sorted(path.name for path in layout.generations.iterdir())
    whole = [name for name in names if not name.startswith(_HALF_BUILT)]
    for name in set(names) - set(whole[-KEPT:]):
        shutil.rmtree(layout.generation(name).folder, ignore_errors=True)


def _read_manifest(layout: Layout) -> tuple[Generation, dict[str, Any]]:
    pointer = layout.current.read_text(encoding="ascii")
    match = _POINTER.fullmatch(pointer)
    if match is None:
        raise ValueError(f"{layout.current.name} 的内容 {pointer[:80]!r} 无法识别")
    generation = layout.generation(match["name"])
    content = generation.manifest.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != match["sha256"]:
        raise ValueError(f"{generation.manifest.name} 的校验和应为 {match['sha256'][:12]}…，实为 {found[:12]}…")
    return generation, cast(dict[str, Any], json.loads(content))


def _check_made(manifest: dict[str, Any], settings_fingerprint: str) -> None:
    if manifest["format"] != FORMAT:
        raise IndexMismatch(f"索引的格式是第 {manifest['format']!r} 版，本程序读第 {FORMAT} 版。", hint=_REBUILD)
    if manifest["settings"] != settings_fingerprint:
        raise IndexMismatch(
            f"索引是用另一组设置建的（索引 {manifest['settings']!r}，当前 {settings_fingerprint!r}）。",
            hint=_REBUILD,
        )


def _check_files(generation: Generation, hashes: dict[str, str]) -> None:
    for path in generation.files:
        name = path.relative_to(generation.folder).as_posix()
        if not path.is_file():
            raise ValueError(f"缺少文件 {name}")
        found = _sha256(path)
        if found != hashes[name]:
            raise ValueError(f"{name} 的校验和应为 {hashes[name][:12]}…，实为 {found[:12]}…")


def _read_store(generation: Generation, manifest: dict[str, Any]) -> Store:
    notices = load_notices(generation.notices.read_bytes())
    store = Store(
        notices=notices,
        chunks=load_chunks(generation.chunks.read_bytes(), notices),
        facts=load_facts(generation.facts.read_bytes(), notices),
        words=WordIndex.load(generation.words),
        vectors=VectorIndex.load(generation.vectors),
        encoder_name=str(manifest["encoder"]["name"]),
        encoder_fingerprint=str(manifest["encoder"]["fingerprint"]),
    )
    counts = _counts(store)
    if counts != manifest["counts"] or not len(store.chunks) == store.words.count == store.vectors.count:
        raise ValueError(f"应有 {manifest['counts']}，实有 {counts}")
    return store


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Make sure that a file's content, or a folder's entries, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
