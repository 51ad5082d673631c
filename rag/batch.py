"""A file of questions, one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from rag.domain import Role, Turn
from rag.errors import QuestionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One question of a batch."""

    id: str
    question: str
    history: tuple[Turn, ...] = ()


def read_batch(path: Path) -> tuple[Entry, ...]:
    """The questions in `path`; empty lines are passed over.

    Raises:
        QuestionError: the file cannot be read, or a line is not ``{"id", "question", "history"?}``.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise QuestionError(f"问题文件 {str(path)!r} 读不了：{error.strerror}。", hint="请检查路径和权限。") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"问题文件 {str(path)!r} 不是 UTF-8。", hint="请另存为 UTF-8 的 JSONL 文件。") from error
    return tuple(_entry(path, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _entry(path: Path, number: int, line: str) -> Entry:
    try:
        body: Any = json.loads(line)
        history = tuple(_turn(turn) for turn in body.get("history") or ())
        return Entry(id=_id(body["id"]), question=_text(body["question"]), history=history)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise QuestionError(
            f"{path.name} 第 {number} 行不是 {{id, question, history?}}：{line[:60]!r}。",
            hint="请改正这一行后重试。",
        ) from error


def _id(value: Any) -> str:  # noqa: ANN401 - a JSON value
    return str(value) if type(value) is int else _text(value)


def _turn(body: Any) -> Turn:  # noqa: ANN401 - a JSON value
    if body["role"] not in get_args(Role):
        raise ValueError(f"expected one of {get_args(Role)}, found {body['role']!r}")
    return Turn(role=body["role"], content=_text(body["content"]))


def _text(value: Any) -> str:  # noqa: ANN401 - a JSON value
    """`value`, a text that can be written out again: no half of a surrogate pair."""
    if type(value) is not str:
        raise ValueError(f"expected a text, found {value!r}")
    value.encode()
    return value
