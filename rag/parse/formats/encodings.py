"""Bytes → text: UTF-8 and UTF-16 with or without their mark, GB18030, Big5, and what a page says of itself."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from rag.errors import ParseError
from rag.text import has_han

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"PK\x03\x04", "docx 或 xlsx"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0", "doc、xls 或 wps"),
)
"""How files that are no text begin, and what they are."""
_COMMON = re.compile(r"[的一是在和有中为年月日、。，：\n\r \d]")
"""Characters that a Chinese text of any length is full of, and bytes read in the wrong order are not."""
_FREQUENT = re.compile(r"[的一是在和有中為为年月日、。，：]")
"""Of those the ones that one of two encodings of the same bytes shows, and the other does not."""
_SAMPLE = 4096
"""Characters that tell one byte order from the other."""
_SLIPS = 0.002
"""Part of a page's characters that may be broken."""
_SHARE = 0.05
"""Part of a text that common characters make up at least."""


def decode(path: Path, content: bytes, *, declared: str = "") -> str:
    """`content` as text, without a byte order mark.

    Args:
        path: Names the file in the error.
        content: Its bytes.
        declared: The encoding that the file names itself; believed where the bytes agree with it.

    Raises:
        ParseError: it is text in none of the encodings of the country.
    """
    for encoding in _candidates(content, declared):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text and not (encoding == "gb18030" and _is_broken_utf8(content)):
            return text.removeprefix("\ufeff")
    kind = next((kind for magic, kind in _OTHER_KINDS if content.startswith(magic)), "")
    if kind:
        raise ParseError(f"文件 {path.name} 的内容是 {kind}，与扩展名不符。", hint="请把扩展名改对后再放入政策库。")
    raise ParseError(f"文件 {path.name} 不是文本文件。", hint="请另存为 UTF-8 编码的文本后再放入政策库。")


def _is_broken_utf8(content: bytes) -> bool:
    """Whether `content` is UTF-8 with some broken bytes: GB18030 gives them some character, and all others too."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - broken > 10 * broken


def decode_page(path: Path, content: bytes, *, declared: str) -> str:
    """As `decode`; a few bytes that are no text in the encoding of a web page become ``\ufffd``.

    Raises:
        ParseError: it is text in none of the encodings of the country.
    """
    try:
        return decode(path, content, declared=declared)
    except ParseError:
        for encoding in _candidates(content, declared):
            try:
                text = content.decode(encoding, "replace")
            except LookupError:
                continue
            if "\0" not in text and text.count("\ufffd") <= _SLIPS * len(text):
                return text.removeprefix("\ufeff")
        raise


def _candidates(content: bytes, declared: str) -> tuple[str, ...]:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    if marked:
        return (marked,)
    wide = _wide(content)
    # a page that says gb2312 is written in its larger successor
    named = "gb18030" if declared.lower() in ("gb2312", "gbk", "gb18030", "x-gbk") else declared
    own = (encoding for encoding in (wide, named, "big5hkscs" if _is_big5(content) else "") if encoding)
    return ("utf-8", *own, "gb18030")


def _is_big5(content: bytes) -> bool:
    """Whether `content` reads as Chinese in Big5, and not in GB18030, which gives the same bytes some character."""
    try:
        traditional = content.decode("big5hkscs")
    except UnicodeDecodeError:
        return False
    shown = len(_FREQUENT.findall(traditional))
    return shown > 1 and shown > 2 * len(_FREQUENT.findall(content.decode("gb18030", "replace")))


def _wide(content: bytes) -> str:
    """The byte order of UTF-16 without its mark, or ``""``: in one of the two it reads as Chinese text."""
    if len(content) % 2 or b"\0" not in content:
        return ""
    best, most = "", 0.0
    for encoding in ("utf-16-le", "utf-16-be"):
        text = content[: 2 * _SAMPLE].decode(encoding, "replace")
        share = len(_COMMON.findall(text)) / len(text)
        if share > most and "\0" not in text and (has_han(text) or text.isascii()):
            best, most = encoding, share
    return best if most >= _SHARE else ""
