"""The act that a question on a penalty is about."""

from __future__ import annotations

import pytest
from rules_sample import MEASURES, found, read, select_for

from rag.answer.acts import act_asked, names_the_act


@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("擅自转让供热设施怎么处罚？", "擅自转让供热设施"),
        ("提前停暖罚多少？", "提前停暖"),
        ("第三条罚多少？", ""),
        ("我家装修，楼下漏水，怎么处罚？", ""),
    ],
)
def test_the_act_stands_before_what_is_asked_of_it(question: str, act: str):
    assert act_asked(read(question)) == act


def test_a_clause_that_lacks_a_word_of_the_act_names_another():
    assert names_the_act("擅自转让供热设施", "不得擅自转让供热设施")
    assert not names_the_act("擅自转让供热设施", "擅自改动室内供热设施")
    assert not names_the_act("供热企业擅自歇业", "供热企业不得擅自推迟供热")


def test_another_spelling_says_the_same():
    assert names_the_act("擅自停暖放气", "不得擅自停止供热、放气", [("停止供热", "停暖")])


def test_a_penalty_stands_for_the_act_alone():
    assert found("未经许可采砂罚多少？") == [(MEASURES, ("第三条",)), (MEASURES, ("第六条",))]
    assert select_for("擅自转让采砂许可证怎么处罚？").reason == "penalty"
