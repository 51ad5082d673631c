"""The front door of reading: a file's bytes → its blocks, by the reader for its type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rag.errors import CorpusError, ParseError, RagError
from rag.parse.formats.encodings import decode
from rag.parse.formats.plain import read_csv, read_text
from rag.parse.printed import Blocks

SUFFIXES = (".txt", ".md", ".csv", ".docx", ".pdf", ".html", ".htm", ".xlsx")
"""File types that can be read."""

MOST_BYTES = 100_000_000
"""Bytes that a file may have."""
MOST_IN_LINE = 500_000
"""Characters that one line may have: it is one piece to whatever cuts and embeds it."""
_INSTEAD = {
    ".doc": "docx",
    ".wps": "docx",
    ".rtf": "docx",
    ".odt": "docx",
    ".xls": "xlsx",
    ".et": "xlsx",
    ".ofd": "pdf",
}
"""What to save a file of another type as."""


def read_blocks(path: Path, content: bytes) -> Blocks:
    """The blocks of the file at `path`, whose bytes are `content`; nothing is read from disk or network.

    Raises:
        CorpusError: the file type cannot be read.
        ParseError: the bytes are not what the suffix says, are damaged or too many, or there is no text in them.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        instead = _INSTEAD.get(suffix, "、".join(SUFFIXES))
        raise CorpusError(
            f"文件 {path.name} 的类型 {path.suffix!r} 读不了。",
            hint=f"请用办公软件打开，另存为 {instead} 后再放入政策库。",
        )
    if len(content) > MOST_BYTES:
        raise ParseError(
            f"文件 {path.name} 有 {len(content):,} 字节，太大，不予读取。",
            hint=f"最多 {MOST_BYTES:,} 字节；请拆开后再试。",
        )
    try:
        blocks = _reader(suffix)(path, content)
    except ParseError as error:
        named = error.message if path.name in error.message else f"文件 {path.name}：{error.message}"
        raise ParseError(named, hint=error.hint) from error
    except (RagError, MemoryError):
        raise
    except Exception as error:
        # a damaged file makes the libraries fail in ways that they do not list
        raise ParseError(
            f"文件 {path.name} 已损坏，读不下去（{type(error).__name__}）。", hint="请用办公软件打开后另存一份再试。"
        ) from error
    if not blocks.source.strip():
        raise ParseError(f"文件 {path.name} 是空的，没有可读的文字。", hint="请检查文件，或把它移出政策库。")
    longest = max(map(len, blocks.source.split("\n")))
    if longest > MOST_IN_LINE:
        raise ParseError(
            f"文件 {path.name} 有一行长达 {longest:,} 字，不予读取。",
            hint=f"一行最多 {MOST_IN_LINE:,} 字；请按原文分段后再试。",
        )
    return blocks


def _reader(suffix: str) -> Callable[[Path, bytes], Blocks]:
    """The reader for a file type, its library opened when first used."""
    if suffix == ".docx":
        from rag.parse.formats.docx import read_docx

        return lambda _, content: read_docx(content)
    if suffix in (".html", ".htm"):
        from rag.parse.formats.html import read_html

        return read_html
    if suffix == ".pdf":
        from rag.parse.formats.pdf import read_pdf

        return lambda _, content: read_pdf(content)
    if suffix == ".xlsx":
        from rag.parse.formats.xlsx import read_xlsx

        return lambda _, content: read_xlsx(content)
    if suffix == ".csv":
        return lambda path, content: read_csv(decode(path, content))
    return lambda path, content: read_text(decode(path, content), markdown=suffix == ".md")
