"""The unit that a question asks for, and the clauses that give a figure in it."""

from __future__ import annotations

import pytest
from answer_sample import fact

from rag.answer.units import gives_days, of_units


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("公示几天？", "公示期限为十五日", "公示两次"),
        ("最多盖几层？", "建筑层数不得超过三层", "檐口高度不得超过十米"),
        ("围墙能砌多高？", "高度不得超过一百五十厘米", "不少于三处"),
        ("安置面积多大？", "安置面积为四十平方米", "安置人口为三人"),
        ("要多少户同意？", "三分之二以上的业主同意", "业主应当同意"),
        ("项目规模要多大？", "总建筑面积2万平方米以上的项目", "大赛吸引104个团队"),
        ("对工程规模的要求是多少？", "总投资额超过1亿元的市政工程", "给予奖励50万元"),
        ("What project size is required?", "建筑面积5万平方米以上", "不少于10家企业"),
        ("How many storeys may it have?", "不得超过三层", "不得超过十米"),
        ("How many owners must agree?", "经过半数业主同意", "业主应当协商"),
    ],
)
def test_a_clause_gives_the_unit_that_is_asked_for(question: str, answer: str, other: str):
    (gives,) = of_units(question)

    assert gives(fact(answer))
    assert not gives(fact(other))


@pytest.mark.parametrize(
    "question", ["一个省几个名额？", "什么时候完成？", "How deep was the follow-up?", "补贴多少钱？", "大赛规模多大？"]
)
def test_a_question_without_a_unit_asks_for_none(question: str):
    assert of_units(question) == []


def test_days_are_read_in_chinese_numerals_and_no_day_of_the_month_is_so_many():
    assert gives_days(fact("公告期限不少于三十日"))
    assert not gives_days(fact("自五月一日起施行"))
    assert not gives_days(fact("9月20日"))
