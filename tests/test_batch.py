from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.batch import Entry, read_batch
from rag.domain import Turn
from rag.errors import QuestionError


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_line_is_a_question_with_its_id_and_history(tmp_path: Path):
    history = [{"role": "user", "content": "杭州每台补贴多少钱？"}, {"role": "assistant", "content": "20万元。"}]
    path = write(
        tmp_path,
        json.dumps({"id": "q1", "question": "哪些城市给予补贴？"}),
        json.dumps({"id": "q2", "question": "那宁波呢？", "history": history}, ensure_ascii=False),
    )

    assert read_batch(path) == (
        Entry(id="q1", question="哪些城市给予补贴？"),
        Entry(
            id="q2",
            question="那宁波呢？",
            history=(Turn(role="user", content="杭州每台补贴多少钱？"), Turn(role="assistant", content="20万元。")),
        ),
    )


def test_empty_lines_a_byte_order_mark_and_windows_line_ends_are_passed_over(tmp_path: Path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes('\ufeff{"id": "a", "question": "甲"}\r\n\r\n  \r\n{"id": "b", "question": "乙"}\r\n'.encode())

    assert [entry.id for entry in read_batch(path)] == ["a", "b"]


def test_a_line_separator_inside_a_question_ends_no_line(tmp_path: Path):
    path = write(tmp_path, json.dumps({"id": "a", "question": "甲\u2028乙\x85丙"}, ensure_ascii=False))

    assert [entry.question for entry in read_batch(path)] == ["甲\u2028乙\x85丙"]


def test_a_number_will_do_as_an_id_and_other_fields_are_passed_over(tmp_path: Path):
    path = write(tmp_path, '{"id": 7, "question": "甲", "history": null, "kind": "list"}')

    assert read_batch(path) == (Entry(id="7", question="甲"),)


def test_a_file_without_questions_has_none(tmp_path: Path):
    assert read_batch(write(tmp_path, "", "")) == ()


@pytest.mark.parametrize(
    "line",
    [
        "不是 JSON",
        '"一句话"',
        "[1, 2]",
        "null",
        '{"id": "b"}',
        '{"question": "甲"}',
        '{"id": "b", "question": null}',
        '{"id": "b", "question": ["甲"]}',
        '{"id": true, "question": "甲"}',
        '{"id": "b", "question": "甲", "history": "乙"}',
        '{"id": "b", "question": "甲", "history": [{"role": "system", "content": "乙"}]}',
        '{"id": "b", "question": "甲", "history": [{"role": "user"}]}',
        '{"id": "b", "question": "\\ud800"}',
        '{"id": "b", "question": "甲"',
    ],
)
def test_a_malformed_line_is_named_by_its_number(tmp_path: Path, line: str):
    path = write(tmp_path, '{"id": "a", "question": "甲"}', "", line)

    with pytest.raises(QuestionError, match=r"^questions\.jsonl 第 3 行不是 \{id, question, history\?\}"):
        read_batch(path)


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path: Path):
    with pytest.raises(QuestionError, match="读不了：No such file"):
        read_batch(tmp_path / "none.jsonl")
    with pytest.raises(QuestionError, match="读不了：Is a directory"):
        read_batch(tmp_path)
    gbk = tmp_path / "gbk.jsonl"
    gbk.write_bytes('{"id": "a", "question": "甲"}'.encode("gbk"))
    with pytest.raises(QuestionError, match="不是 UTF-8"):
        read_batch(gbk)
