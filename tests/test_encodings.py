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


@pytest.mark.parametrize("encoding", ["big5", "cp950", "gb18030", "utf-8"])
@pytest.mark.parametrize(
    "text", ["市政府工務局公告\n一、每戶補助新臺幣五萬元。\n", "檔案管理要點\n第一條　檔案之保存，依本要點。\n"]
)
def test_traditional_text_is_read_in_the_encoding_of_its_own_programs(encoding: str, text: str) -> None:
    assert decode(FILE, text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["甲区", "甲区住建局", "关于资金的函\n", "附表\n甲区\t乙区\n"])
def test_short_simplified_text_is_not_taken_for_big5(text: str) -> None:
    assert decode(FILE, text.encode("gb18030")) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_latin_text_of_two_bytes_a_letter_is_told_from_binary_files(encoding: str) -> None:
    assert decode(FILE, "a notice 2024\n".encode(encoding)) == "a notice 2024\n"
    with pytest.raises(ParseError):
        decode(FILE, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04\x14\0\x06\0", "docx 或 xlsx"),
        (b"%PDF-1.7\n\xe2\xe3\0", "pdf"),
        (b"\xd0\xcf\x11\xe0\0", "doc、xls 或 wps"),
    ],
)
def test_a_file_of_another_kind_is_told_by_its_content(content: bytes, kind: str) -> None:
    with pytest.raises(ParseError, match=f"的内容是 {kind}，与扩展名不符") as caught:
        decode(FILE, content)
    assert "把扩展名改对" in caught.value.hint


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
