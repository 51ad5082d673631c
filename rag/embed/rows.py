"""The rows of the training files: gzipped UTF-8, a row a line; what cannot be used is told by file and line."""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from rag.errors import CorpusError

_LISTED = "；"
"""What joins the parts of a field that is a list."""


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that hold something, each with its number from 1.

    Raises:
        CorpusError: the file is missing, unreadable, not gzipped, cut off or not UTF-8.
    """
    number = 0
    try:
        with gzip.open(path) as file:
            for number, packed in enumerate(file, 1):
                line = packed.removeprefix(codecs.BOM_UTF8 if number == 1 else b"").decode()
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except FileNotFoundError as error:
        raise CorpusError(
            f"训练数据文件夹 {str(path.parent)!r} 里缺少 {path.name!r}（the training folder lacks it）。",
            hint="请给出放有全部训练文件的文件夹，各文件的格式见 rag/embed/model/README.md；没有的可以放空文件。",
        ) from error
    except UnicodeDecodeError as error:
        raise _unusable(path, number, "不是 UTF-8（not UTF-8）", "请转成 UTF-8 后再用 gzip 压缩。") from error
    except (EOFError, zlib.error) as error:
        raise _unusable(path, number + 1, "压缩数据不完整或已损坏（truncated gzip）", "请重新复制该文件。") from error
    except gzip.BadGzipFile as error:
        words = f"训练数据 {path.name} 不是 gzip 文件（not gzipped）。"
        raise CorpusError(words, hint=f"请先压缩：gzip -c 文件 > {path.name}。") from error
    except OSError as error:
        words = f"训练数据 {path.name} 读不了：{error.strerror or error}。"
        raise CorpusError(words, hint="请检查它是不是文件、是否有读取权限。") from error


def read_columns(path: Path, count: int) -> Iterator[list[str]]:
    """The first `count` columns of each row of a file whose columns are separated by tabs.

    Raises:
        CorpusError: as `read_lines`, or a row has fewer.
    """
    for number, line in read_lines(path):
        columns = line.split("\t")
        if len(columns) < count:
            words = f"只有 {len(columns)} 列，应有 {count} 列（{count} columns expected）"
            raise _unusable(path, number, words, "列之间请用制表符（Tab）分开。")
        yield columns[:count]


def read_scored(path: Path) -> Iterator[tuple[str, str, float]]:
    """Rows (text, text, score) of a file whose columns are separated by tabs.

    Raises:
        CorpusError: as `read_columns`, or a score is no number.
    """
    for number, line in read_lines(path):
        columns = line.split("\t")
        try:
            one, two, score = columns[0], columns[1], float(columns[2])
        except (IndexError, ValueError) as error:
            words = f"不是“句子、句子、分数”三列（two sentences and a score expected）：{line[:30]!r}"
            raise _unusable(path, number, words, "列之间请用制表符（Tab）分开，分数写数字。") from error
        yield one, two, score


def read_fields(path: Path, names: Sequence[str]) -> Iterator[list[str]]:
    """The values of the fields `names` of each row of a file of JSON objects; of a list, its parts joined by ；.

    Raises:
        CorpusError: as `read_lines`, or a row is no JSON object, lacks a field, or has one that is neither text
            nor a list of texts.
    """
    hint = f"每行写一个 JSON 对象，{'、'.join(names)} 为字符串。"
    for number, line in read_lines(path):
        try:
            found: Any = json.loads(line)
        except ValueError as error:
            raise _unusable(path, number, f"不是 JSON（not JSON）：{line[:30]!r}", hint) from error
        row = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
        values = [_text(row.get(name)) for name in names]
        wrong = [name for name, value in zip(names, values, strict=True) if value is None]
        if wrong:
            raise _unusable(path, number, f"缺少字段或不是文字：{'、'.join(wrong)}（missing or not text）", hint)
        yield [value for value in values if value is not None]


def _text(value: object) -> str | None:
    """The text of a field, None where it has none."""
    if isinstance(value, list):
        parts = cast("list[object]", value)
        return _LISTED.join(map(str, parts)) if all(isinstance(part, str) for part in parts) else None
    return value if isinstance(value, str) else None


def _unusable(path: Path, number: int, words: str, hint: str) -> CorpusError:
    return CorpusError(f"训练数据 {path.name} 第 {number} 行{words}。", hint=hint)
