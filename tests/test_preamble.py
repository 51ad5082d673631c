"""Where a question comes to the point."""

from __future__ import annotations

import pytest

from rag.question.preamble import occasion, preamble


@pytest.mark.parametrize(
    "told",
    [
        "下周去杭州调研，",
        "明天要去成都出差，",
        "我们马上要开会，",
        "我是市教育局的，",
        "我们正在写汇报材料，",
        "我刚调来建设局，",
        "我是市教育局的，明天要去杭州开会，",
    ],
)
def test_clauses_on_who_asks_and_when_are_no_part_of_what_is_asked(told: str):
    asked = f"{told}麻烦把杭州的做法理一份"

    assert occasion(asked) == len(told)
    assert preamble(asked, "zh") == len(told)


@pytest.mark.parametrize(
    "question",
    [
        "我在青岛做一个11层住宅楼，太阳能热水是不是必须上？",
        "学校要开会，谁来主持？",
        "我是市教育局的",
        "杭州去年检查了多少部电梯？",
    ],
)
def test_what_tells_of_the_subject_is_asked_too(question: str):
    assert occasion(question) == 0


def test_a_long_clause_of_the_asker_is_a_preamble_up_to_the_request():
    told = "我们市正准备起草明年加装电梯的方案，领导让先摸一摸底，"

    assert preamble(f"{told}帮忙列一下补贴标准", "zh") == len(told)
