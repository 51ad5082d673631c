"""What tells of the opposite case alone answers no question on the case: 不改变用途的 for 改变用途的."""

from __future__ import annotations

import pytest
from answer_sample import LIFTS_TEXT, select_over

from rag.retrieve.opposite import Opposite, opposite_of

LETTER = """某市老旧厂房改造办法

一、旧厂房改造不改变使用功能的，可以按照原标准办理消防验收。

二、旧厂房改造改变使用功能的，应当按照新建工程的标准办理消防验收。

三、验收合格的企业可以申请补助。验收不合格的企业应当在三十日内整改。
"""


def told(question: str) -> str:
    return "".join(fact.text for one in select_over(question, LETTER, LIFTS_TEXT).findings for fact in one.facts)


@pytest.mark.parametrize(
    ("question", "answer", "opposite"),
    [
        ("旧厂房改变使用功能的，消防验收按什么标准？", "新建工程", "原标准"),
        ("旧厂房不改变使用功能的，消防验收按什么标准？", "原标准", "新建工程"),
    ],
)
def test_a_case_and_its_opposite_are_told_apart(question: str, answer: str, opposite: str):
    assert answer in told(question)
    assert opposite not in told(question)


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("改变使用功能的怎么办", False),
        ("不改变使用功能的怎么办", True),
        ("未改变使用功能的怎么办", True),
    ],
)
def test_the_opposite_of_the_case_that_a_question_names(question: str, denied: bool):
    found = opposite_of(question, ("使用功能", "改变使用功能"))
    assert found == Opposite(word="改变使用功能", denied=denied)


@pytest.mark.parametrize(
    "question",
    [
        "不得改变使用功能的有哪些",
        "哪些行为禁止改变使用功能",
        "能不能改变使用功能",
        "可以改变使用功能吗",
        "是否改变使用功能",
        "改变使用功能和不改变使用功能有什么区别",
        "没有改变使用功能的怎么办",
        "用途怎么定",
    ],
)
def test_a_question_that_either_case_answers_has_no_opposite(question: str):
    assert opposite_of(question, ("改变使用功能",)) is None


@pytest.mark.parametrize(
    ("text", "denied", "is_opposite"),
    [
        ("不改变使用功能的，按原标准", False, True),
        ("对未改变使用功能的项目，按原标准", False, True),
        ("不改变使用功能的，按原标准；改变的，按新标准", False, False),
        ("改变使用功能的，按新标准", False, False),
        ("不得改变使用功能的行为", False, False),
        ("本市不改变使用功能", False, False),
        ("改变使用功能的，按新标准", True, True),
        ("未经批准改变使用功能的，处以罚款", True, False),
        ("改变使用功能的，按新标准；不改变的，按原标准", True, False),
        ("按原标准", True, False),
    ],
)
def test_a_text_tells_of_the_opposite_where_it_has_no_other_case(text: str, denied: bool, is_opposite: bool):
    opposite = Opposite(word="改变使用功能", denied=denied)

    assert opposite.stands_in(text) is is_opposite
    assert not is_opposite or any(word in text for word in opposite.seeds())
