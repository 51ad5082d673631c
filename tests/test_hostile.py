"""Whatever bytes a file holds, it is read or refused in words: no crash, no hang, no character lost."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notice_sample import letters
from printers import Sheet, to_docx, to_html, to_pdf, to_xlsx

from rag.domain import Notice
from rag.errors import CorpusError, ParseError
from rag.parse.blocks import MOST_BYTES, SUFFIXES, read_blocks
from rag.parse.notice import read_notice

SECONDS = 20.0
"""What one small file may take on a busy machine."""
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PRINTED = [
    *(
        "关于试点的通知",
        "某办〔2024〕9号",
        "各县（市、区）人民政府：",
        "一、目标",
        "（一）到2025年，建成一批试点项目，形成经验。",
    ),
    *("二、任务", "1.加强组织。", "2.落实责任，强化督促检查。"),
    Sheet(header=["序号", "任务", "单位"], rows=[[["1"], ["出台政策"], ["建设局"]], [["2"], None, ["财政局"]]]),
    *("某市人民政府办公室", "2024年1月2日"),
]


@cache
def whole(suffix: str) -> bytes:
    """A real file of each type."""
    makers = {".docx": to_docx, ".html": to_html, ".pdf": to_pdf, ".xlsx": to_xlsx}
    if suffix in makers:
        return makers[suffix](PRINTED)
    rows = [",".join(block.header) for block in PRINTED if isinstance(block, Sheet)]
    return "\n".join(
        [*(block for block in PRINTED if isinstance(block, str)), *rows, '1,"出台""政策""",建设局']
    ).encode()


def read_or_refuse(path: Path, content: bytes) -> Notice | ParseError:
    try:
        return read_notice(path, content)
    except ParseError as error:
        return error


def check(suffix: str, content: bytes) -> None:
    """Read `content` within bounds; what was read is in its place, every character once."""
    begun = time.monotonic()
    notice = read_or_refuse(Path(f"a{suffix}"), content)
    assert time.monotonic() - begun < SECONDS
    if isinstance(notice, ParseError):
        assert notice.message.startswith("文件 a")
        assert "没有读全" not in notice.message
        return
    ledger = notice.ledger
    assert ledger.characters == ledger.placed + ledger.dropped
    assert ledger.placed == sum(letters(notice.text).values())
    assert ledger.rows == ledger.rows_indexed + ledger.rows_header + ledger.rows_repeated
    for item in notice.items:
        assert notice.text[item.start : item.end] == item.text
        assert all(notice.text[cell.start : cell.end] == cell.text for cell in item.cells)


RICH = [".csv", ".docx", ".html", ".pdf", ".xlsx"]


@quick
@given(content=st.binary(max_size=300), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_refused(content: bytes, suffix: str) -> None:
    check(suffix, content)


@pytest.mark.parametrize("suffix", RICH)
@quick
@given(seed=st.integers(0, 2**32))
def test_a_file_with_bytes_altered_cut_and_doubled_is_read_or_refused(suffix: str, seed: int) -> None:
    check(suffix, altered(whole(suffix), random.Random(seed)))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@quick
@given(seed=st.integers(0, 2**32))
def test_a_package_with_one_part_altered_or_gone_is_read_or_refused(suffix: str, seed: int) -> None:
    chance = random.Random(seed)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole(suffix))) as old, zipfile.ZipFile(written, "w") as new:
        victim = chance.choice([name for name in old.namelist() if name.endswith((".xml", ".rels"))])
        for name in old.namelist():
            content = old.read(name)
            if name != victim:
                new.writestr(name, content)
            elif chance.random() < 0.9:
                new.writestr(name, renumbered(content, chance) if chance.random() < 0.6 else altered(content, chance))
    check(suffix, written.getvalue())


def altered(content: bytes, chance: random.Random) -> bytes:
    """`content` with some bytes changed, cut out or doubled."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) or 1)
        length = chance.randint(1, 400)
        match chance.randint(0, 2):
            case 0 if made:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + length]
            case _:
                made[at:at] = made[at : at + length]
    return bytes(made)


def renumbered(content: bytes, chance: random.Random) -> bytes:
    """`content` with some of the numbers in its attributes made absurd."""
    absurd = [b"0", b"-1", b"7", b"500", b"99999999", b"4294967296", b"x"]
    return re.sub(
        rb'(?<==")\d+(?=")', lambda match: chance.choice(absurd) if chance.random() < 0.3 else match[0], content
    )


TAGS = [
    "table",
    "tr",
    "td rowspan=3",
    "td colspan=2",
    "th",
    "div",
    "p",
    "ul",
    "li",
    "ol",
    "a",
    "br",
    "span",
    "pre",
    "h1",
    "b",
]
TAGS += [
    "div class=nav",
    "div id=zoom",
    "script",
    "td rowspan=0 colspan=99",
    "ruby",
    "rt",
    "del",
    "caption",
    "thead",
    "nav",
]
MARKS = st.sampled_from([*(f"<{tag}>" for tag in TAGS), *(f"</{tag.split()[0]}>" for tag in TAGS)])
WORDS = st.sampled_from(
    [
        "一、目标",
        "（一）加强。",
        "序号",
        "1",
        "10万元",
        "附件",
        "通知",
        "&lt;",
        "&#x4e00;",
        "&",
        "<",
        "首页 > 公开",
        " ",
        "注：",
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(st.one_of(MARKS, WORDS), max_size=60))
def test_tags_and_words_in_any_order_lose_no_character(pieces: list[str]) -> None:
    check(".html", f'<meta charset="utf-8">{"".join(pieces)}'.encode())


# --- bounds -------------------------------------------------------------------------------------------------------


def packed(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_package_that_unpacks_to_more_than_a_document_is_refused_unread(suffix: str) -> None:
    bomb = packed(**{"word/document.xml": b" " * 70_000_000, "xl/workbook.xml": b""})
    assert len(bomb) < 100_000
    with pytest.raises(ParseError, match="不予读取"):
        read_blocks(Path(f"a{suffix}"), bomb)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(ParseError, match="太大"):
        read_blocks(Path("a.txt"), bytes(MOST_BYTES + 1))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_an_old_binary_file_and_an_encrypted_one_are_told_apart(suffix: str) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    with pytest.raises(ParseError, match="旧的二进制格式") as caught:
        read_blocks(Path(f"a{suffix}"), old)
    assert "另存" in caught.value.hint
    with pytest.raises(ParseError, match="密码"):
        read_blocks(Path(f"a{suffix}"), old + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("suffix", "instead"),
    [(".doc", "docx"), (".wps", "docx"), (".xls", "xlsx"), (".et", "xlsx"), (".ofd", "pdf"), (".zip", ".txt")],
)
def test_a_type_that_cannot_be_read_is_refused_with_what_to_save_it_as(suffix: str, instead: str) -> None:
    with pytest.raises(CorpusError, match="读不了") as caught:
        read_blocks(Path(f"a{suffix}"), b"x")
    assert f"另存为 {instead}" in caught.value.hint


def test_a_line_of_millions_of_characters_is_refused() -> None:
    with pytest.raises(ParseError, match="有一行长达 2,000,000 字"):
        read_blocks(Path("a.txt"), ("关于" * 1_000_000).encode())
