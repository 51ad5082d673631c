"""Kinds told by a number, in both languages."""

from __future__ import annotations

import pytest

from rag.question.numbered import find_numbered
from rag.question.query import read_question


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("第二类对象", [("第二类", "第二类")]),
        ("两个人的户呢", [("两个人的户", "两人户")]),
        ("first-class recipients and the second class", [("first-class", "第一类"), ("second class", "第二类")]),
        ("tier 3", [("tier 3", "第三档")]),
        (
            "a family of five or a three-person household",
            [("family of five", "五人户"), ("three-person household", "三人户")],
        ),
        ("第二批、第三条、class C、三人小组、第一级别、the fourth list", []),
    ],
)
def test_a_kind_is_told_by_its_number(text: str, told: list[tuple[str, str]]) -> None:
    found = find_numbered(text)
    assert [text[one.start : one.end] for one in found] == [words for words, _ in told]
    assert all(name in one.variants for one, (_, name) in zip(found, told, strict=True))


def test_an_english_question_asks_for_it_in_chinese() -> None:
    query = read_question("What does the second class get?", notices=(), max_length=100)
    assert ("第二类", "二类") in {term.variants for term in query.terms}
