"""A file of questions, one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.domain import Turn
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
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"问题文件 {str(path)!r} 读不了：{error}。", hint="请给出 UTF-8 的 JSONL 文件。") from error
    return tuple(_entry(path, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _entry(path: Path, number: int, line: str) -> Entry:
    try:
        body: Any = json.loads(line)
        history = tuple(Turn(role=turn["role"], content=turn["content"]) for turn in body.get("history") or ())
        return Entry(id=str(body["id"]), question=str(body["question"]), history=history)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionError(
            f"{path.name} 第 {number} 行不是 {{id, question, history?}}：{line[:60]!r}。",
            hint="请改正这一行后重试。",
        ) from error
