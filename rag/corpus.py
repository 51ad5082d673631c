"""The corpus folder: manifest → verified source files → notices."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Any, NoReturn, cast

from rag.domain import Notice
from rag.errors import CorpusError, ParseError, RagError
from rag.parse.blocks import SUFFIXES
from rag.parse.notice import read_notice
from rag.text import squeeze

MANIFEST = "manifest.toml"
_FIELDS: dict[str, type] = {
    "file": str,
    "sha256": str,
    "title": str,
    "issuer": str,
    "issued": date,
    "repealed": bool,
    "valid_until": date,
    "address": str,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source file, and what its manifest entry says beyond the text."""

    path: Path
    """Where its bytes are."""
    name: str = ""
    """Path below the corpus folder, with slashes; ``""`` for a file that is in none."""
    sha256: str = ""
    """Expected hash of its bytes; ``""`` where there is no manifest."""
    title: str = ""
    issuer: str = ""
    issued: date | None = None
    repealed: bool = False
    valid_until: date | None = None
    address: str = ""
    """The notice's address, where it shall not be that of its 文号 or title."""

    def said(self) -> str:
        """What the manifest says beyond the text, as JSON; ``""`` for nothing."""
        days = ["" if day is None else day.isoformat() for day in (self.issued, self.valid_until)]
        beyond = [self.title, self.issuer, *days, self.repealed]
        return json.dumps(beyond, ensure_ascii=False) if any(beyond) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A file that adds no notice, why, and what can be done about it."""

    file: str
    message: str
    hint: str
    kept: bool = False
    """Whether the index still holds what was read of it before."""

    @classmethod
    def of(cls, source: Source, error: RagError) -> Problem:
        """What `error` says of `source`."""
        return cls(file=source.name or source.path.name, message=error.message, hint=error.hint)


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
    manifest = manifest_of(corpus)
    sources = tuple(all_files(corpus)) if manifest is None else tuple(_listed(corpus, manifest))
    if not sources:
        kinds = "、".join(SUFFIXES)
        raise CorpusError(f"政策库文件夹 {str(corpus)!r} 里没有文件。", hint=f"请放入 {kinds} 文件后重试。")
    return sources


def sources_if_any(corpus: Path) -> tuple[Source, ...]:
    """As `read_sources`; none where the folder is there and empty, which the first added file ends.

    Raises:
        CorpusError: the folder is missing, or its manifest cannot be used.
    """
    empty = corpus.is_dir() and manifest_of(corpus) is None and next(all_files(corpus), None) is None
    return () if empty else read_sources(corpus)


def manifest_of(corpus: Path) -> str | None:
    """The text of the manifest of `corpus`; None where it has none.

    Raises:
        CorpusError: it cannot be read, or is no text.
    """
    manifest = corpus / MANIFEST
    if not manifest.is_file():
        return None
    try:
        return content_of(Source(path=manifest)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(f"清单 {MANIFEST} 不是正确的 TOML：{error}。", hint="请改正后重试。") from error


def all_files(corpus: Path) -> Iterator[Source]:
    """Every file below `corpus`, hidden ones, those of open editors and links left out.

    Raises:
        CorpusError: a folder cannot be looked into: what lies in it is not gone.
    """
    found: list[Path] = []
    for folder, folders, names in os.walk(corpus, onerror=_refuse_folder):
        folders[:] = filter(_is_seen, folders)
        found += (Path(folder, name) for name in filter(_is_seen, names))
    for path in sorted(found):
        if path.is_file() and not path.is_symlink():
            yield Source(path=path, name=path.relative_to(corpus).as_posix())


def _is_seen(name: str) -> bool:
    return not name.startswith((".", "~"))


def _refuse_folder(error: OSError) -> NoReturn:
    raise CorpusError(
        f"文件夹 {error.filename} 读不了：{error.strerror}。", hint="请检查它的读取权限，或把它移出政策库。"
    ) from error


def _listed(corpus: Path, manifest: str) -> Iterator[Source]:
    try:
        found: Any = tomllib.loads(manifest).get("notice", [])
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"清单 {MANIFEST} 不是正确的 TOML：{error}。", hint="请改正后重试。") from error
    entries = cast("list[Any]", found if isinstance(found, list) else [found])
    for entry in entries:
        if not _is_entry(entry):
            raise CorpusError(
                f"清单 {MANIFEST} 的条目 {entry!r} 缺少 file 或 sha256，或有不认识、写法不对的字段。",
                hint=f"每个 [[notice]] 只能有 {'、'.join(sorted(_FIELDS))}；"
                "日期写作 2024-07-03，repealed 写作 true，其余加引号。",
            )
        known = {field: entry[field] for field in _FIELDS if field in entry and field != "file"}
        yield Source(path=corpus / entry["file"], name=entry["file"], **known)


def _is_entry(entry: Any) -> bool:  # noqa: ANN401 - what a TOML file holds
    if not isinstance(entry, dict):
        return False
    fields = cast("dict[str, Any]", entry)
    known = {"file", "sha256"} <= fields.keys() <= _FIELDS.keys()
    return known and all(isinstance(value, _FIELDS[field]) for field, value in fields.items())


def read_what_can_be(corpus: Path) -> tuple[tuple[Notice, ...], tuple[Problem, ...]]:
    """The notices of the files of `corpus` that can be read, as a build takes them in, and what is wrong with others.

    Raises:
        CorpusError: the folder is missing or empty, or its manifest cannot be used.
    """
    read: list[tuple[Source, Notice]] = []
    problems: list[Problem] = []
    for source in read_sources(corpus):
        try:
            read.append((source, read_source(source)))
        except (CorpusError, ParseError) as error:
            problems.append(Problem.of(source, error))
    settled = settle(read)
    return tuple(settled.notices.values()), (*problems, *settled.problems)


def read_source(source: Source) -> Notice:
    """The notice in one source file.

    Raises:
        CorpusError: the file is missing or unreadable, or its hash is not the manifest's.
        ParseError: it holds no text.
    """
    content = content_of(source)
    check_hash(source, hashlib.sha256(content).hexdigest())
    return read_notice(
        source.path,
        content,
        title=source.title,
        issuer=source.issuer,
        issued=source.issued,
        repealed=source.repealed,
        valid_until=source.valid_until,
    )


def hash_source(source: Source) -> str:
    """SHA-256 of a source file's bytes, in hexadecimal.

    Raises:
        CorpusError: the file is missing or unreadable, its hash is not the manifest's, or its name is no text.
    """
    try:
        source.name.encode()
    except UnicodeEncodeError as error:
        raise CorpusError(f"文件名 {source.name!r} 不是 UTF-8。", hint="请改一个文件名后重试。") from error
    try:
        with source.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(source, error) from error
    check_hash(source, found)
    return found


def check_hash(source: Source, found: str) -> None:
    """Make sure that `found`, the hash of a file, is the manifest's.

    Raises:
        CorpusError: it is not.
    """
    if source.sha256 and found != source.sha256:
        raise CorpusError(
            f"文件 {source.path.name} 与清单 {MANIFEST} 的校验值不符"
            f"（应为 {source.sha256[:12]}…，实为 {found[:12]}…）。",
            hint="请换回原文件；确实更新了，就把清单里的 sha256 改成新值。",
        )


def content_of(source: Source) -> bytes:
    """The bytes of a source file.

    Raises:
        CorpusError: it is missing or unreadable.
    """
    try:
        return source.path.read_bytes()
    except OSError as error:
        raise _unreadable(source, error) from error


def _unreadable(source: Source, error: OSError) -> CorpusError:
    return CorpusError(
        f"文件 {source.path.name} 读不了：{error.strerror}。", hint="请检查文件是否存在、是否有读取权限。"
    )


# --- addresses ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The notices of a corpus, each with an address of its own."""

    notices: Mapping[str, Notice]
    """By the names of their files."""
    copies: Mapping[str, str]
    """Files that add none, because another file holds the same text: their names → its name."""
    problems: tuple[Problem, ...]
    """Files with the 文号 of a known one and another text: which is meant is a question to the user."""
    asked: Mapping[str, str]
    """The names of those files → the name of the known one."""
    notes: tuple[str, ...]
    """What the user may want to know, a line each."""


def settle(read: Sequence[tuple[Source, Notice]], *, known: Mapping[str, str] | None = None) -> Settled:
    """Give each notice its address: a file with the text of another adds none, one with its title alone gets another.

    So does one with the 文号 of another where neither was known: an index that is made from nothing keeps both.

    Args:
        read: The files with their notices, in the order of the corpus; of two, the first has the better claim.
        known: Name of a file → address it had until now, which it keeps.
    """
    before = known or {}
    notices: dict[str, Notice] = {}
    owners: dict[str, tuple[Source, Notice]] = {}
    copies: dict[str, str] = {}
    problems: list[Problem] = []
    asked: dict[str, str] = {}
    notes: list[str] = []
    for source, notice in sorted(read, key=lambda one: before.get(one[0].name) != one[1].id):
        wanted = source.address or notice.id
        twin = owners.get(wanted)
        if twin is not None and squeeze(twin[1].text) == squeeze(notice.text):
            copies[source.name] = twin[0].name
            notes.append(f"{source.name} 与 {twin[0].name} 是同一份通知（{wanted}），只收一份。")
            continue
        if twin is not None:
            kept = before.get(source.name, wanted)
            kept = kept if kept.startswith((wanted, notice.id)) else wanted  # else it was another notice's file
            undecided = source.name in before or twin[0].name in before  # else both lie here, and no index knows why
            if notice.symbol and kept == wanted and undecided:
                problems.append(_question(source, twin[0], wanted))
                asked[source.name] = twin[0].name
                continue
            wanted = kept if kept not in owners else other_address(notice, source.path.stem, list(notices.values()))
            if source.name not in before:
                same = "文号相同" if notice.symbol else "同名"
                notes.append(f"{source.name} 与 {twin[0].name} {same}而文字不同，两份都收，前者的地址是“{wanted}”。")
        owners[wanted] = (source, notice)
        notices[source.name] = notice if notice.id == wanted else replace(notice, id=wanted)
    ordered = {source.name: notices[source.name] for source, _ in read if source.name in notices}
    return Settled(notices=ordered, copies=copies, problems=tuple(problems), asked=asked, notes=tuple(notes))


def _question(source: Source, twin: Source, address: str) -> Problem:
    return Problem(
        file=source.name,
        message=f"文件 {source.name} 与 {twin.name} 文号相同（{address}）而文字不同。",
        hint="请只保留其中一个文件；或用 policy-rag add 文件 --replace（换成它）或 --keep-both（两份都留）。",
    )


def other_address(notice: Notice, stem: str, others: Sequence[Notice]) -> str:
    """An address that tells a notice from its namesakes among `others`: by its date, its file's stem, or a number."""
    day = notice.issued
    taken = {other.id for other in others}
    same_day = any(other.issued == day for other in others if other.id.startswith(notice.id))
    dated = [f"{notice.id}（{day.year}年{day.month}月{day.day}日）"] if day is not None and not same_day else []
    named = f"{notice.id}（{stem}）"
    numbered = (f"{named}（{number}）" for number in count(2))
    return next(address for address in chain(dated, [named], numbered) if address not in taken)
