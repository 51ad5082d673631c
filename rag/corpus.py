"""The corpus folder: manifest → verified source files → notices."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from rag.domain import Notice
from rag.errors import CorpusError
from rag.parse.blocks import SUFFIXES
from rag.parse.notice import read_notice

MANIFEST = "manifest.toml"
_FIELDS: dict[str, type] = {"file": str, "sha256": str, "title": str, "issuer": str, "issued": date}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source file, and what its manifest entry says beyond the text."""

    path: Path
    sha256: str = ""
    """Expected hash of its bytes; ``""`` where there is no manifest."""
    title: str = ""
    issuer: str = ""
    issued: date | None = None


def read_sources(corpus: Path) -> tuple[Source, ...]:
    """The source files of `corpus`: those its manifest lists, or all files where it has none.

    Raises:
        CorpusError: the folder is missing or empty, or its manifest cannot be used.
    """
    if not corpus.is_dir():
        raise CorpusError(
            f"政策库文件夹 {str(corpus)!r} 不存在。",
            hint="请用 --corpus 或 POLICY_RAG_CORPUS 指定放有通知的文件夹。",
        )
    manifest = corpus / MANIFEST
    sources = tuple(_listed(manifest)) if manifest.is_file() else tuple(_all_files(corpus))
    if not sources:
        kinds = "、".join(SUFFIXES)
        raise CorpusError(f"政策库文件夹 {str(corpus)!r} 里没有文件。", hint=f"请放入 {kinds} 文件后重试。")
    return sources


def _all_files(corpus: Path) -> Iterator[Source]:
    for path in sorted(corpus.rglob("*")):
        hidden = any(part.startswith((".", "~")) for part in path.relative_to(corpus).parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            yield Source(path=path)


def _listed(manifest: Path) -> Iterator[Source]:
    try:
        found: Any = tomllib.loads(manifest.read_text(encoding="utf-8")).get("notice", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"清单 {MANIFEST} 不是正确的 TOML：{error}。", hint="请改正后重试。") from error
    entries = cast("list[Any]", found if isinstance(found, list) else [found])
    for entry in entries:
        if not _is_entry(entry):
            raise CorpusError(
                f"清单 {MANIFEST} 的条目 {entry!r} 缺少 file 或 sha256，或有不认识、写法不对的字段。",
                hint=f"每个 [[notice]] 只能有 {'、'.join(sorted(_FIELDS))}；issued 写作 2024-07-03，其余加引号。",
            )
        known = {field: entry[field] for field in _FIELDS if field in entry and field != "file"}
        yield Source(path=manifest.parent / entry["file"], **known)


def _is_entry(entry: Any) -> bool:  # noqa: ANN401 - what a TOML file holds
    if not isinstance(entry, dict):
        return False
    fields = cast("dict[str, Any]", entry)
    known = {"file", "sha256"} <= fields.keys() <= _FIELDS.keys()
    return known and all(isinstance(value, _FIELDS[field]) for field, value in fields.items())


def read_corpus(corpus: Path, *, on_progress: Callable[[int, int, str], None] | None = None) -> tuple[Notice, ...]:
    """All notices of `corpus`, each checked against the manifest and read to its structure.

    Args:
        corpus: The folder.
        on_progress: Called with (files read, files in all, name of the file being read).

    Raises:
        CorpusError: a file is missing, altered or unreadable, or two files hold one notice.
        ParseError: a file holds no text.
    """
    sources = read_sources(corpus)
    notices: dict[str, Notice] = {}
    for number, source in enumerate(sources):
        if on_progress is not None:
            on_progress(number, len(sources), source.path.name)
        notice = read_source(source)
        twin = notices.get(notice.id)
        if twin is not None:
            raise CorpusError(
                f"文件 {source.path.name} 与 {twin.source} 是同一份通知（{notice.id}）。",
                hint="请只保留其中一个文件。",
            )
        notices[notice.id] = notice
    if on_progress is not None:
        on_progress(len(sources), len(sources), "")
    return tuple(notices.values())


def read_source(source: Source) -> Notice:
    """The notice in one source file.

    Raises:
        CorpusError: the file is missing or unreadable, or its hash is not the manifest's.
        ParseError: it holds no text.
    """
    name = source.path.name
    try:
        content = source.path.read_bytes()
    except OSError as error:
        raise CorpusError(
            f"文件 {name} 读不了：{error.strerror}。", hint="请检查文件是否存在、是否有读取权限。"
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if source.sha256 and found != source.sha256:
        raise CorpusError(
            f"文件 {name} 与清单 {MANIFEST} 的校验值不符（应为 {source.sha256[:12]}…，实为 {found[:12]}…）。",
            hint="请换回原文件；确实更新了，就把清单里的 sha256 改成新值。",
        )
    return read_notice(source.path, content, title=source.title, issuer=source.issuer, issued=source.issued)
