"""Entries of a file are read one by one, and one that is broken does not hide the others."""

from __future__ import annotations

import pytest

from eval.written import Written, written


def test_every_entry_knows_the_line_it_begins_on() -> None:
    text = "# 注\n- id: a\n  facts:\n    - 甲\n\n- {id: b}\n"
    assert written(text, "题.yaml") == (
        Written(line=2, body={"id": "a", "facts": ["甲"]}),
        Written(line=6, body={"id": "b"}),
    )


def test_a_broken_entry_is_told_by_its_line_and_the_others_are_read() -> None:
    first, broken, last = written("- id: a\n- id: b: c\n- id: d\n", "题.yaml")
    assert (first.body, last.body, last.line) == ({"id": "a"}, {"id": "d"}, 3)
    assert (broken.line, broken.body) == (2, None)
    assert broken.fault.startswith("不是正确的 YAML：标点、引号或缩进有误（")


def test_lines_of_json_are_numbered_as_they_stand() -> None:
    good, bad = written('\n{"id": "a\u2028b"}\n{"id"\n', "题.JSONL")
    assert good == Written(line=2, body={"id": "a\u2028b"})
    assert bad.line == 3
    assert "JSON" in bad.fault


def test_a_list_in_json_is_one_in_yaml() -> None:
    assert [one.body for one in written('[{"id": "a"},\n {"id": "b"}]', "题.json")] == [{"id": "a"}, {"id": "b"}]


@pytest.mark.parametrize("text", ["", "甲: 乙\n", "不是题目", "- 2020-13-45", "\x00", "!!python/object:os.system {}"])
def test_what_is_no_list_of_entries_is_one_fault(text: str) -> None:
    (only,) = written(text, "题.yaml")
    assert (only.line, only.body) == (1, None)
    assert only.fault


def test_tags_that_would_build_objects_are_refused() -> None:
    (only,) = written("- !!python/object/apply:os.getcwd []\n", "题.yaml")
    assert only.body is None
