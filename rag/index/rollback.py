"""Back to the generation before: the pointer, and the files that were added, removed or replaced since."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from rag.corpus import manifest_of
from rag.errors import IndexMismatch, IndexMissing, RagError
from rag.index.change import Change, Move, changing, commit, removed_name, writing
from rag.index.generation import Layout, Pointer, build_command, hash_file, parse_pointer, read_manifest, read_pointer
from rag.index.sources import File, Sources, load_sources
from rag.index.store import open_generation
from rag.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack:
    """What is in force again."""

    notices: int
    restored: tuple[str, ...]
    """Files of the corpus that are back."""
    removed: tuple[str, ...]
    """Files that were taken out of it, and are kept."""
    differing: tuple[str, ...]
    """Files that were changed by hand since: they are left as they are, and the next build follows them."""


def roll_back(settings: Settings) -> RolledBack:
    """Put the generation before the one in force back, and the corpus as it was then.

    What was changed in the corpus by hand is left alone and told.

    Raises:
        IndexMissing: there is no index, or none before it.
        RagError: the one before is damaged, of other settings, or the manifest was changed by hand since.
    """
    layout = Layout(folder=settings.index, kept=settings.keep)
    with changing(settings.corpus), writing(layout):
        before, current = _last_two(layout)
        try:
            store = open_generation(layout, before, settings_fingerprint=settings.index_fingerprint())
        except (OSError, ValueError, TypeError, KeyError, IndexError) as error:
            raise _damaged(layout, error) from error
        wanted = store.sources
        corpus = settings.corpus.absolute()
        if manifest_of(corpus) != current.manifest:
            raise RagError(
                "清单 manifest.toml 在上次建索引之后改过。", hint=f"请先运行 {build_command(layout.folder)}，再回退。"
            )
        change, told = _change(corpus, current, wanted, before)
        commit(layout, change)
    return RolledBack(
        notices=len(store.notices), restored=told.restored, removed=told.removed, differing=told.differing
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    restored: tuple[str, ...]
    removed: tuple[str, ...]
    differing: tuple[str, ...]


def _last_two(layout: Layout) -> tuple[Pointer, Sources]:
    """The generation before the one in force, and what the one in force was made from, which may be damaged else."""
    try:
        now = read_pointer(layout)
        manifest = read_manifest(layout, now)
        before = parse_pointer(str(manifest["parent"]))
        if before is None or not layout.generation(before.name).folder.is_dir():
            raise IndexMissing("没有更早的索引可以回退。", hint="policy-rag list 列出现在的通知。")
        content = layout.generation(now.name).sources.read_bytes()
        if hashlib.sha256(content).hexdigest() != manifest["files"][layout.generation(now.name).sources.name]:
            raise ValueError("sources.json 的校验和不符")
        return before, load_sources(content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(layout, error) from error


def _damaged(layout: Layout, error: Exception) -> RagError:
    return IndexMismatch(
        f"{layout.folder} 里的索引已损坏：{error}。", hint=f"请重建索引：{build_command(layout.folder)}。"
    )


def _change(corpus: Path, current: Sources, wanted: Sources, before: Pointer) -> tuple[Change, _Told]:
    """The moves that lead from `current` to `wanted`, where the files are still as `current` has them."""
    now, then = current.by_name(), wanted.by_name()
    out: list[Move] = []
    back: list[Move] = []
    differing: list[str] = []
    for name in sorted(now.keys() | then.keys()):
        old, new = then.get(name), now.get(name)
        if old is not None and new is not None and old.sha256 == new.sha256:
            continue
        if not _is_as(corpus, name, new) or (old is not None and not (corpus / _kept(old)).is_file()):
            differing.append(name)
            continue
        if new is not None:
            out.append(Move(origin=name, target=_kept(new), sha256=new.sha256))
        if old is not None:
            back.append(Move(origin=_kept(old), target=name, sha256=old.sha256))
    manifest = wanted.manifest if wanted.manifest != current.manifest else None
    change = Change(corpus=corpus, moves=(*out, *back), manifest=manifest, pointer=before)
    told = _Told(
        restored=tuple(move.target for move in back),
        removed=tuple(move.origin for move in out),
        differing=tuple(differing),
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
