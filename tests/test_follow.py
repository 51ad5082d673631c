from __future__ import annotations

import pytest

from rag.domain import Turn
from rag.retrieve.follow import carried


def turns(*contents: str) -> tuple[Turn, ...]:
    """Questions and answers by turns."""
    return tuple(Turn(role="user" if n % 2 == 0 else "assistant", content=one) for n, one in enumerate(contents))


ASKED = turns("杭州每台电梯补贴多少钱？", "杭州每台补贴20万元。")


def test_a_question_that_names_another_place_takes_the_subject_without_the_place():
    assert carried("那宁波呢？", ASKED).split() == ["每台电梯补贴多少钱？"]


def test_a_question_that_names_neither_place_nor_subject_takes_both():
    assert carried("它什么时候开始？", ASKED) == "杭州每台电梯补贴多少钱？"


def test_an_english_follow_up_takes_the_question_before():
    assert carried("And what about Ningbo?", turns("How much does Hangzhou pay per lift?", "20万元")).split() == [
        "How",
        "much",
        "does",
        "pay",
        "per",
        "lift?",
    ]


def test_a_question_that_stands_on_its_own_takes_nothing():
    assert carried("哪些城市建立了电梯维护保险制度并引入保险公司参与？", ASKED) == ""


def test_the_last_question_counts_and_no_answer_does():
    history = turns("贵阳有什么做法？", "贵阳……", "福州每公里绿道安排多少资金？", "每公里80万元。")

    assert carried("那贵阳呢？", history).split() == ["每公里绿道安排多少资金？"]


@pytest.mark.parametrize("history", [(), turns(""), (Turn(role="assistant", content="您好"),)])
def test_without_a_question_before_nothing_is_carried(history: tuple[Turn, ...]):
    assert carried("那宁波呢？", history) == ""


def test_traditional_characters_are_carried_in_simplified_ones():
    assert carried("那寧波呢？", turns("電梯補貼多少錢？")) == "电梯补贴多少钱？"
