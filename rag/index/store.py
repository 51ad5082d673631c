"""The store: an open index; written as a new generation, checked file by file when it is opened."""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.domain import Chunk, Fact, Notice
from rag.errors import IndexMismatch, IndexMissing
from rag.index.change import writing
from rag.index.command import build_command
from rag.index.generation import (
    HALF_BUILT,
    Generation,
    Layout,
    Pointer,
    check_files,
    corpus_of,
    hash_file,
    new_name,
    prune,
    read_manifest,
    read_pointer,
    swap,
    sync,
)
from rag.index.items import ItemIndex, Part, part_of
from rag.index.lazy import Chained
from rag.index.sources import Sources, dump_sources, load_sources
from rag.index.stored import Lines, by_notice, dump_stored, load_stored
from rag.index.vectors import VectorIndex
from rag.index.words import WordIndex
from rag.saying import in_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FORMAT", "Generation", "Layout", "Store", "load_store", "write_store"]

FORMAT = 4
"""Version of the files; a store of another version is not opened."""

NO_SOURCES = Sources(corpus="", files=(), manifest=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An open index: what the corpus says, and how to find it.

    Row i of `words` and of `vectors` is ``chunks[i]``.
    """

    notices: tuple[Notice, ...]
    chunks: Chained[Chunk]
    """Notice by notice."""
    facts: Chained[Fact]
    """Notice by notice, in the order of the items that they stand in."""
    items: ItemIndex
    """What the items of the notices say, in columns."""
    words: WordIndex
    vectors: VectorIndex
    encoder_name: str
    encoder_fingerprint: str
    sources: Sources = NO_SOURCES
    """The files it was made from."""
    pointer: Pointer | None = None
    """The generation it was read from; None for one that is not on disk."""
    reading: str = ""
    """Fingerprint of the code that read the files."""

    def rows_of(self, number: int) -> range:
        """The rows of the chunks of the notice `number`."""
        return range(*self.chunks.starts[number : number + 2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a store was made with, beside what it holds."""

    settings_fingerprint: str
    parent: Pointer | None = None
    """The generation in force when this one was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What of a new store an earlier one holds as it is: columns and words of these notices are taken from it."""

    store: Store
    numbers: Sequence[int | None]
    """For each notice of the new store its number in the earlier one, or None."""


def make_store(
    *,
    notices: Sequence[Notice],
    chunks: Sequence[Chunk],
    facts: Sequence[Fact],
    vectors: NDArray[np.float32],
    encoder_name: str,
    encoder_fingerprint: str,
    sources: Sources = NO_SOURCES,
    reading: str = "",
    kept: Kept | None = None,
) -> Store:
    """A store in memory alone; with `kept` or without, it is the same.

    Args:
        notices: All notices.
        chunks: All chunks of the notices, in their order.
        facts: All facts of the notices, in their order.
        vectors: (n, dim) float32, one row of unit length a chunk.
        encoder_name: The setting that opened the encoder.
        encoder_fingerprint: Of the encoder that made the vectors.
        sources: The files it is made from.
        reading: Fingerprint of the code that read them.
        kept: What is known of the notices.

    Raises:
        ValueError: the vectors are not one a chunk, or a chunk or fact is of none of the notices or not in their order.
    """
    if len(vectors) != len(chunks):
        raise ValueError(f"expected one vector for each of {len(chunks)} chunks, found {len(vectors)}")
    numbers = [None] * len(notices) if kept is None else kept.numbers
    own_chunks, own_facts = by_notice(chunks, notices), by_notice(facts, notices)
    parts: list[Part] = []
    texts: list[str | int] = []
    for at, (notice, number) in enumerate(zip(notices, numbers, strict=True)):
        if kept is None or number is None:
            own_facts[at] = in_order(notice, own_facts[at])
            parts.append(part_of(notice, own_facts[at]))
            texts += [chunk.searched for chunk in own_chunks[at]]
        else:
            parts.append(kept.store.items.part(number))
            texts += kept.store.rows_of(number)
    return Store(
        notices=tuple(notices),
        chunks=Chained(own_chunks),
        facts=Chained(own_facts),
        items=ItemIndex.build(parts),
        words=WordIndex.build(texts, before=None if kept is None else kept.store.words),
        vectors=VectorIndex.build(vectors),
        encoder_name=encoder_name,
        encoder_fingerprint=encoder_fingerprint,
        sources=sources,
        reading=reading,
    )


def write_store(folder: Path, store: Store, *, settings_fingerprint: str) -> None:
    """Write `store` into `folder`, made where it is missing, and put it in force; on any failure the old one stays.

    Raises:
        RagError: another process is writing, or the folder cannot be written.
        ValueError: a chunk or fact is of no span of its notice.
    """
    layout = Layout(folder=folder)
    with writing(layout):
        made = Made(settings_fingerprint=settings_fingerprint, parent=pointer_in_force(layout))
        swap(layout, write_generation(layout, store, made))
        prune(layout)


def load_store(folder: Path, *, settings_fingerprint: str) -> Store:
    """Open the index in force in `folder`; the caller compares `Store.encoder_fingerprint`.

    Raises:
        IndexMissing: none was built there.
        IndexMismatch: it is truncated or altered, or was built with other settings or by another version.
    """
    layout = Layout(folder=folder)
    while True:
        pointer = None
        try:
            pointer = read_pointer(layout)
            return open_generation(layout, pointer, settings_fingerprint=settings_fingerprint)
        except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
            if pointer is not None and _superseded(layout, pointer):
                continue  # writers went on so far that this generation was cleared away while it was being read
            raise IndexMismatch(f"{folder} 里的索引已损坏：{error}。", hint=_cure(layout, pointer)) from error


def open_generation(layout: Layout, pointer: Pointer, *, settings_fingerprint: str) -> Store:
    """The store in the generation that `pointer` names.

    Raises:
        IndexMismatch: it was built with other settings or by another version.
        OSError, ValueError, TypeError, KeyError, IndexError: it is truncated or altered.
    """
    manifest = read_manifest(layout, pointer)
    check_made(layout, manifest, settings_fingerprint)
    generation = layout.generation(pointer.name)
    check_files(generation, manifest["files"])
    with _no_collection():
        return _read_store(generation, pointer, manifest)


def pointer_in_force(layout: Layout) -> Pointer | None:
    """The generation in force, or None where there is none that could be a parent of the next."""
    try:
        return read_pointer(layout)
    except (IndexMissing, ValueError):
        return None


def _superseded(layout: Layout, pointer: Pointer) -> bool:
    try:
        return read_pointer(layout) != pointer
    except (IndexMissing, OSError, ValueError):
        return False


def _cure(layout: Layout, pointer: Pointer | None) -> str:
    """What to do about a damaged index, as it is typed."""
    corpus = ""
    if pointer is not None:
        try:
            corpus = str(read_manifest(layout, pointer).get("corpus", ""))
        except (OSError, ValueError):
            corpus = ""
    return f"请重建索引：{build_command(layout.folder, corpus or corpus_of(layout))}。"


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


def write_generation(layout: Layout, store: Store, made: Made) -> Pointer:
    """Write a whole generation and make sure of it; it is not in force before the pointer is swapped.

    Files are written aside, synced, read again and compared, and only then get their folder's name.

    Raises:
        OSError: the disk is full, say, or what was read again is not what was written; nothing is left.
        ValueError: a chunk or fact is of none of the notices.
    """
    name = new_name()
    aside = layout.generation(HALF_BUILT + name)
    try:
        aside.folder.mkdir()
        written = _write_files(aside, store)
        _check_written(aside, store, written)
        manifest = _dump_manifest(aside, store, made)
        aside.manifest.write_bytes(manifest)
        for path in (*aside.files, aside.manifest, aside.words, aside.folder):
            sync(path)
        aside.folder.rename(layout.generation(name).folder)
    except BaseException:
        shutil.rmtree(aside.folder, ignore_errors=True)
        raise
    sync(layout.generations)
    return Pointer(name=name, sha256=hashlib.sha256(manifest).hexdigest())


def _write_files(generation: Generation, store: Store) -> dict[Path, str]:
    """Write all files; returns the SHA-256 that the records must have on disk."""
    kinds = (generation.notices, generation.items, generation.chunks, generation.facts)
    stored = dump_stored(store.notices, store.chunks, store.facts)
    records = {generation.sources: dump_sources(store.sources), **dict(zip(kinds, stored, strict=True))}
    for path, content in records.items():
        path.write_bytes(content)
    store.items.save(generation.columns)
    store.words.save(generation.words)
    store.vectors.save(generation.vectors)
    return {path: hashlib.sha256(content).hexdigest() for path, content in records.items()}


def _check_written(generation: Generation, store: Store, written: dict[Path, str]) -> None:
    """Make sure that vectors = chunks = words = what is on disk: a full disk may tell so only when it is read again."""
    for path, sha256 in written.items():
        if hash_file(path) != sha256:
            raise OSError(f"{path.name} 写入后读出的内容不同")
    try:
        words, vectors = WordIndex.load(generation.words), VectorIndex.load(generation.vectors)
        items = ItemIndex.load(generation.columns)
    except (ValueError, KeyError) as error:
        raise OSError(f"写入后读不出来：{error}") from error
    if len(items) != len(store.items):
        raise OSError(f"应有 {len(store.items)} 个条目，写入 {len(items)} 个")
    if not len(store.chunks) == words.count == vectors.count or vectors.dim != store.vectors.dim:
        raise OSError(f"应有 {len(store.chunks)} 段，写入 {words.count} 段的词、{vectors.count} 个向量")


def _dump_manifest(generation: Generation, store: Store, made: Made) -> bytes:
    manifest = {
        "format": FORMAT,
        "settings": made.settings_fingerprint,
        "reading": store.reading,
        "corpus": store.sources.corpus,
        "parent": "" if made.parent is None else made.parent.line(),
        "encoder": {"name": store.encoder_name, "fingerprint": store.encoder_fingerprint},
        "counts": _counts(store),
        "files": {path.relative_to(generation.folder).as_posix(): hash_file(path) for path in generation.files},
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def _counts(store: Store) -> dict[str, int]:
    return {
        "notices": len(store.notices),
        "items": len(store.items),
        "chunks": len(store.chunks),
        "facts": len(store.facts),
        "words": store.words.count,
        "vectors": store.vectors.count,
        "dim": store.vectors.dim,
    }


def check_made(layout: Layout, manifest: dict[str, Any], settings_fingerprint: str) -> None:
    """Make sure that a generation is of this version and of the settings in force.

    Raises:
        IndexMismatch: it is not.
        KeyError: `manifest` is none.
    """
    hint = f"请重建索引：{build_command(layout.folder, str(manifest.get('corpus', '')))}。"
    if manifest["format"] != FORMAT:
        raise IndexMismatch(f"索引的格式是第 {manifest['format']!r} 版，本程序读第 {FORMAT} 版。", hint=hint)
    if manifest["settings"] != settings_fingerprint:
        raise IndexMismatch(
            f"索引是用另一组设置建的（索引 {manifest['settings']!r}，当前 {settings_fingerprint!r}）。", hint=hint
        )


def _read_store(generation: Generation, pointer: Pointer, manifest: dict[str, Any]) -> Store:
    kinds = (generation.notices, generation.items, generation.chunks, generation.facts)
    notices, chunks, facts = load_stored(*map(Lines, kinds))
    store = Store(
        notices=notices,
        chunks=chunks,
        facts=facts,
        items=ItemIndex.load(generation.columns),
        words=WordIndex.load(generation.words),
        vectors=VectorIndex.load(generation.vectors),
        encoder_name=str(manifest["encoder"]["name"]),
        encoder_fingerprint=str(manifest["encoder"]["fingerprint"]),
        sources=load_sources(generation.sources.read_bytes()),
        pointer=pointer,
        reading=str(manifest["reading"]),
    )
    counts = _counts(store)
    held = sum(len(notice.items) for notice in store.notices), len(store.facts)
    if held != (len(store.items), int(store.items.facts_from[-1])):
        raise ValueError(f"应有 {len(store.items)} 个条目，实有 {held[0]}")
    if counts != manifest["counts"] or not len(store.chunks) == store.words.count == store.vectors.count:
        raise ValueError(f"应有 {manifest['counts']}，实有 {counts}")
    return store
