"""Bytes → text, whatever the office's programs wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import ParseError
from rag.parse.formats.encodings import decode, decode_page

FILE = Path("通知.txt")
TEXT = "关于试点的通知\n\n某办〔2024〕9号\n一、目标。到2025年，建成一批。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_text_is_read_in_every_encoding_with_its_mark_or_without(encoding: str) -> None:
    assert decode(FILE, TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_latin_text_of_two_bytes_a_letter_is_told_from_binary_files(encoding: str) -> None:
    assert decode(FILE, "a notice 2024\n".encode(encoding)) == "a notice 2024\n"
    with pytest.raises(ParseError):
        decode(FILE, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0")


def test_an_encoding_that_a_file_names_is_believed_where_the_bytes_agree() -> None:
    assert decode(FILE, "檔案".encode("big5"), declared="big5") == "檔案"
    assert decode(FILE, "档案".encode(), declared="big5") == "档案"
    assert decode(FILE, "䶮".encode("gb18030"), declared="gb2312") == "䶮"
    assert decode(FILE, "档案".encode(), declared="no-such-code") == "档案"


def test_a_text_file_with_a_broken_byte_is_refused_and_a_page_is_read() -> None:
    content = b"\xe4\xb8" + ("正文" * 1000).encode()
    with pytest.raises(ParseError):
        decode(FILE, content)
    assert decode_page(FILE, content, declared="utf-8") == "\ufffd" + "正文" * 1000


def test_a_page_that_is_broken_throughout_is_refused() -> None:
    with pytest.raises(ParseError):
        decode_page(FILE, b"\xff\xfe\xfd\x80" * 40 + b"\0", declared="utf-8")
