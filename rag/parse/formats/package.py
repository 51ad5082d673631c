"""The zip package that docx and xlsx files are: its parts, within bounds, and what its relations point to."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from rag.errors import ParseError
from rag.parse.formats.xml import Element, children, parse_xml

MOST_BYTES = 200_000_000
"""Bytes that a package may hold unpacked, all parts together."""
MOST_MARKUP = 60_000_000
"""Bytes of them that may be XML: pictures make a document large, never its text."""
MOST_PARTS = 10_000
_OLD = b"\xd0\xcf\x11\xe0"
"""First bytes of the binary files before docx; encrypted packages are wrapped in one."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "请用办公软件打开后另存一份再试。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An opened package."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """The bytes of the part `name`.

        Raises:
            ParseError: it is damaged, encrypted, or not there.
        """
        if name not in self.names:
            raise ParseError(f"缺少内部文件 {name!r}。", hint=_SAVE_AGAIN)
        try:
            return self.archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise ParseError(f"内部文件 {name!r} 已损坏（{error}）。", hint=_SAVE_AGAIN) from error

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts that `part` points to by relations whose type ends in `kind`, as ``footnotes``; ``""`` of all."""
        folder, _, name = part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if relations not in self.names:
            return ()
        return tuple(self._targets(folder, parse_xml(self.read(relations)), kind))

    def _targets(self, folder: str, relations: Element, kind: str) -> list[str]:
        targets: list[str] = []
        for relation in children(relations, "Relationship"):
            if (relation.get("Type") or "").rpartition("/")[2] != kind or relation.get("TargetMode") == "External":
                continue
            target = unquote(relation.get("Target") or "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            # word processors leave relations to parts that are gone
            if whole in self.names:
                targets.append(whole)
        return targets


def open_package(content: bytes) -> Package:
    """The package in `content`.

    Raises:
        ParseError: it is none, is encrypted, or unpacks to more than a document can be.
    """
    if content.startswith(_OLD):
        if _ENCRYPTED in content:
            raise ParseError("文件加了密码，读不了。", hint="请用办公软件打开，取消密码后另存。")
        raise ParseError("这是旧的二进制格式，只是改了扩展名。", hint="请用办公软件打开，另存为 docx 或 xlsx。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise ParseError("文件不完整或已损坏（不是 docx、xlsx 应有的压缩包）。", hint=_SAVE_AGAIN) from error
    except (ValueError, EOFError, NotImplementedError, OSError) as error:
        raise ParseError(f"文件不完整或已损坏（{error}）。", hint=_SAVE_AGAIN) from error
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    markup = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if size > MOST_BYTES or markup > MOST_MARKUP or len(entries) > MOST_PARTS:
        raise ParseError(
            f"文件解开后有 {size:,} 字节、{len(entries):,} 个内部文件，不像一份文档，不予读取。",
            hint=f"最多 {MOST_BYTES:,} 字节；请删去其中的大图片后另存。",
        )
    return Package(archive=archive, names=frozenset(archive.namelist()))
