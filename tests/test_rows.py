"""Training files: what cannot be used is told by file and line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from rag.embed.heldout import held_out
from rag.embed.pairs import FILES, TITLES_FILE, read_pairs
from rag.embed.rows import read_columns, read_fields, read_lines, read_scored
from rag.errors import CorpusError


def packed(folder: Path, *lines: str, name: str = "a.gz") -> Path:
    path = folder / name
    path.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode()))
    return path


def complaint(caught: pytest.ExceptionInfo[CorpusError]) -> str:
    assert "\n" not in str(caught.value)
    return caught.value.message


def test_lines_are_numbered_and_blank_ones_left_out(tmp_path: Path) -> None:
    assert list(read_lines(packed(tmp_path, "\ufeff甲", "", "乙\r"))) == [(1, "甲"), (3, "乙")]


def test_a_list_of_words_is_read_as_one_text(tmp_path: Path) -> None:
    row = {"title": "某研究", "keywords": ["土壤", "水稻"]}
    path = packed(tmp_path, json.dumps(row), json.dumps(row | {"keywords": "土壤；水稻"}))
    assert list(read_fields(path, ("title", "keywords"))) == [["某研究", "土壤；水稻"]] * 2


def test_keywords_in_a_list_become_pairs(tmp_path: Path) -> None:
    for name in FILES:
        packed(tmp_path, name=name)
    packed(tmp_path, json.dumps({"title": "题", "keywords": ["甲", "乙"], "passage": "文"}), name=TITLES_FILE)
    (titles,) = [each for each in read_pairs(tmp_path, held_out([]), on_file=lambda _: None) if each.kind == "title"]
    assert titles.left == ("题", "甲；乙")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "不是 JSON"),
        ("3", "title、text"),
        ('{"title": "甲"}', "text（"),
        ('{"title": "甲", "text": 3}', "text（"),
        ('{"title": "甲", "text": [3]}', "text（"),
    ],
)
def test_a_row_without_its_fields_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = packed(tmp_path, '{"title": "甲", "text": "乙"}', line)
    with pytest.raises(CorpusError) as caught:
        list(read_fields(path, ("title", "text")))
    assert "a.gz 第 2 行" in complaint(caught)
    assert words in complaint(caught)


def test_a_row_of_too_few_columns_is_named(tmp_path: Path) -> None:
    path = packed(tmp_path, "我喜欢读书\tI like reading\tjiyu\tmore", "我喜欢读书")
    with pytest.raises(CorpusError) as caught:
        list(read_columns(path, 3))
    assert "a.gz 第 2 行只有 1 列，应有 3 列" in complaint(caught)


@pytest.mark.parametrize("line", ["你好", "你好\t您好", "你好\t您好\t高"])
def test_a_row_without_a_score_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError) as caught:
        list(read_scored(packed(tmp_path, "甲\t乙\t0.5\tx", line)))
    assert "a.gz 第 2 行" in complaint(caught)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"plain text", "训练数据 a.gz 不是 gzip 文件"),
        (gzip.compress(b"x" * 9999)[:-12], "a.gz 第 1 行压缩数据不完整"),
        (gzip.compress("甲\n".encode() + b"\xff\xfe\n"), "a.gz 第 2 行不是 UTF-8"),
    ],
)
def test_a_file_that_is_not_gzipped_text_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(content)
    with pytest.raises(CorpusError) as caught:
        list(read_lines(path))
    assert complaint(caught).startswith(words) or words in complaint(caught)


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.gz").mkdir()
    with pytest.raises(CorpusError) as caught:
        list(read_lines(tmp_path / "a.gz"))
    assert "训练数据 a.gz 读不了" in complaint(caught)
