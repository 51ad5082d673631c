"""The sentences of a question that each ask."""

from __future__ import annotations

import pytest

from rag.question.sentences import (
    carried_over,
    depends,
    hanging_words,
    is_bare,
    of_one_head,
    ruled_on,
    sentences,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("每省最多推荐几个？什么时候截止？", ("每省最多推荐几个？", "什么时候截止？")),
        ("转让设施怎么罚，提前停工呢，偷用材料呢？", ("转让设施怎么罚", "提前停工怎么罚", "偷用材料怎么罚")),
        ("苏州最高给多少？深圳呢，合肥呢？", ("苏州最高给多少？", "深圳呢", "合肥呢？")),
        ("哪些项目给补贴，怎么申请？", ("哪些项目给补贴", "怎么申请？")),
        ("How much is it? When is the deadline?", ("How much is it?", "When is the deadline?")),
    ],
)
def test_each_that_asks_is_one(question: str, expected: tuple[str, ...]):
    assert sentences(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "那单位呢，罚多少？",
        "我们在写汇报；苏州补多少？",
        "Which task does the bureau lead? Which one?",
        "Who convenes it? Give the name of that person.",
        "苏州补多少？一个都别漏。",
    ],
)
def test_what_asks_nothing_further_stays_with_what_it_belongs_to(question: str):
    assert sentences(question) == (question,)


@pytest.mark.parametrize(
    ("sentence", "bare"),
    [("谁负责？", True), ("什么时候到期？", True), ("县级市能不能报？", False), ("第二批呢？", False)],
)
def test_a_bare_one_names_nothing(sentence: str, bare: bool):
    assert is_bare(sentence) is bare


@pytest.mark.parametrize(
    ("sentence", "hangs"),
    [
        ("适用哪些项目？", True),
        ("需要提供什么材料？", True),
        ("From which day is it counted?", True),
        ("Are there any exceptions?", True),
        ("谁负责？", True),
        ("怎么处罚？", False),
        ("验收由谁负责？", False),
        ("苏州呢？", False),
        ("文号是多少？", False),
        ("有效期到哪天？", False),
        ("配合哪几项？", False),
    ],
)
def test_what_names_no_thing_hangs_on_the_one_before(sentence: str, hangs: bool):
    assert depends(sentence) is hangs


def test_the_words_of_what_hangs_are_kept():
    assert hanging_words("适用哪些项目？") == (("适用",), ("项目",))


def test_a_bare_one_is_asked_of_the_subject_before():
    assert carried_over("什么时候到期？", "苏州装配式建筑补多少？") == "苏州装配式建筑"


def test_what_is_ruled_on_is_what_stands_before_the_verb():
    assert ruled_on("县级市能不能报？") == "县级市"
    assert not ruled_on("能不能报？")


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("60号文是哪几个部委联合发的？什么时候？发给谁？", True),
        ("Is notice 190 public? What is its date?", True),
        ("60号文是谁发的？示范企业能拿多少补贴？", False),
        ("补贴多少？什么时候拨付？", False),
    ],
)
def test_sentences_that_each_ask_for_a_line_of_one_head_are_one(question: str, one: bool):
    assert of_one_head(question) == one
