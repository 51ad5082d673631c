"""Back to the generation before: the pointer, and the files that were added, removed or replaced since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rag.corpus import manifest_of
from rag.errors import IndexMismatch, IndexMissing, RagError
from rag.index.change import Change, Move, changing, commit, removed_name, undisturbed, writing
from rag.index.command import build_command
from rag.index.generation import (
    Layout,
    Pointer,
    ancestry,
    hash_file,
    parse_pointer,
    read_manifest,
    read_pointer,
    swap,
)
from rag.index.sources import File, Sources, load_sources
from rag.index.store import Store, open_generation
from rag.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack:
    """What is in force again."""

    notices: int
    restored: tuple[str, ...] = ()
    """Files of the corpus that are back."""
    removed: tuple[str, ...] = ()
    """Files that were taken out of it, and are kept."""
    differing: tuple[str, ...] = ()
    """Files that were changed by hand since: they are left as they are, and the next build follows them."""
    lost: tuple[str, ...] = ()
    """Files that were deleted by hand since, and are kept nowhere: the next build drops what was read of them."""
    found: bool = False
    """Whether it could not be read which index is in force: the last whole one is now, and the corpus as it was."""


def roll_back(settings: Settings, *, further: bool = False) -> RolledBack:
    """Put the generation before the one in force back, and the corpus as it was then.

    What was changed in the corpus by hand is left alone and told.

    Args:
        settings: Names the corpus and the index.
        further: Whether to go on to the last whole one where the one before is damaged.

    Raises:
        IndexMissing: there is no index, or none before it.
        RagError: the one before is damaged, of other settings, or the manifest was changed by hand since.
    """
    layout = Layout(folder=settings.index, kept=settings.keep)
    with changing(settings.corpus), writing(layout):
        corpus = settings.corpus.absolute()
        try:
            now = read_pointer(layout)
        except (OSError, ValueError) as error:
            return _find_last(layout, settings, error)
        before, current = _before(layout, now, corpus)
        store = _whole(layout, settings, before, further=further)
        if manifest_of(corpus) != current.manifest:
            command = build_command(layout.folder, str(corpus))
            raise RagError("清单 manifest.toml 在上次建索引之后改过。", hint=f"请先运行 {command}，再回退。")
        assert store.pointer is not None
        change, told = _change(corpus, current, store.sources, store.pointer)
        with undisturbed():
            commit(layout, change)
    return replace(told, notices=len(store.notices))


def _find_last(layout: Layout, settings: Settings, error: Exception) -> RolledBack:
    """Put the last whole generation in force, where the pointer to the one in force cannot be understood."""
    for folder in sorted(layout.generations.iterdir(), reverse=True):
        manifest = layout.generation(folder.name).manifest
        pointer = parse_pointer(f"{folder.name} {hash_file(manifest) if manifest.is_file() else ''}\n")
        if pointer is not None and (store := _opened(layout, settings, pointer)) is not None:
            swap(layout, pointer)
            return RolledBack(notices=len(store.notices), found=True)
    raise _damaged(layout, settings.corpus, error) from error


def _opened(layout: Layout, settings: Settings, pointer: Pointer) -> Store | None:
    """A generation of the settings in force, or None where it is not whole."""
    try:
        return open_generation(layout, pointer, settings_fingerprint=settings.index_fingerprint())
    except (IndexMismatch, OSError, ValueError, TypeError, KeyError, IndexError):
        return None


def _whole(layout: Layout, settings: Settings, before: Pointer, *, further: bool) -> Store:
    """The generation `before`, or with `further` the last whole one before that.

    Raises:
        IndexMismatch: there is none, or it is of other settings.
    """
    try:
        return open_generation(layout, before, settings_fingerprint=settings.index_fingerprint())
    except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
        earlier = (_opened(layout, settings, one) for one in _behind(layout, before))
        store = next((one for one in earlier if one is not None), None)
        if store is not None and further:
            return store
        hint = (
            "policy-rag rollback --further 可以越过它，回到更早的一份；其间的改动会一并取消。"
            if store is not None
            else "更早的也没有完好的；现在的索引没有改动。"
        )
        raise IndexMismatch(f"上一份索引 {before.name} 已损坏，不能回退到它：{error}。", hint=hint) from error


def _behind(layout: Layout, before: Pointer) -> Iterator[Pointer]:
    """The generations behind a damaged one, as far as they can be followed, last first."""
    try:
        yield from [*ancestry(layout, before)][1:]
    except (OSError, ValueError):
        return


def _before(layout: Layout, now: Pointer, corpus: Path) -> tuple[Pointer, Sources]:
    """The generation before the one in force, and what the one in force was made from, which may be damaged else."""
    try:
        manifest = read_manifest(layout, now)
        before = parse_pointer(str(manifest["parent"]))
        if before is None or not layout.generation(before.name).folder.is_dir():
            raise IndexMissing("没有更早的索引可以回退。", hint="policy-rag list 列出现在的通知。")
        content = layout.generation(now.name).sources.read_bytes()
        if hashlib.sha256(content).hexdigest() != manifest["files"][layout.generation(now.name).sources.name]:
            raise ValueError("sources.json 的校验和不符")
        return before, load_sources(content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(layout, corpus, error) from error


def _damaged(layout: Layout, corpus: Path, error: Exception) -> RagError:
    command = build_command(layout.folder, str(corpus))
    return IndexMismatch(f"{layout.folder} 里的索引已损坏：{error}。", hint=f"请重建索引：{command}。")


def _change(corpus: Path, current: Sources, wanted: Sources, before: Pointer) -> tuple[Change, RolledBack]:
    """The moves that lead from `current` to `wanted`, where the files are still as `current` has them."""
    now, then = current.by_name(), wanted.by_name()
    out: list[Move] = []
    back: list[Move] = []
    differing: list[str] = []
    lost: list[str] = []
    for name in sorted(now.keys() | then.keys()):
        old, new = then.get(name), now.get(name)
        if old is not None and new is not None and old.sha256 == new.sha256:
            continue
        if not _is_as(corpus, name, new) or (old is not None and not (corpus / _kept(old)).is_file()):
            there = (corpus / name).exists()
            if there or (old is not None and new is not None):
                differing.append(name)
            elif old is not None:
                lost.append(name)
            continue
        if new is not None:
            out.append(Move(origin=name, target=_kept(new), sha256=new.sha256))
        if old is not None:
            back.append(Move(origin=_kept(old), target=name, sha256=old.sha256))
    manifest = wanted.manifest if wanted.manifest != current.manifest else None
    change = Change(corpus=corpus, moves=(*out, *back), manifest=manifest, pointer=before)
    told = RolledBack(
        notices=0,
        restored=tuple(move.target for move in back),
        removed=tuple(move.origin for move in out),
        differing=tuple(differing),
        lost=tuple(lost),
    )
    return change, told


def _kept(file: File) -> str:
    return removed_name(file.name, file.sha256)


def _is_as(corpus: Path, name: str, file: File | None) -> bool:
    """Whether the corpus holds `file` as it was indexed; nothing under its name, for None."""
    path = corpus / name
    if file is None:
        return not path.exists()
    return path.is_file() and hash_file(path) == file.sha256
