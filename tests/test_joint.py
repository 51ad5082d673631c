"""What several places do together."""

from __future__ import annotations

import pytest
from answer_sample import select_over

LIST = """可复制经验清单

一、标准。扬州、镇江、泰州共同编制发布加装电梯技术规程，统一做法。

二、资金。扬州每台补贴10万元。

三、平台。镇江建设电梯监管平台。

四、宣传。扬州、镇江通过现场会交流绿道建设经验。
"""


def paths(question: str) -> list[str]:
    return ["".join(one.evidence.item.path) for one in select_over(question, LIST).findings]


@pytest.mark.parametrize("question", ["扬州和镇江共同做了哪些事？", "What did Yangzhou and Zhenjiang do jointly?"])
def test_only_clauses_on_all_the_places_are_joint(question: str):
    assert paths(question) == ["一", "四"]


def test_of_joint_clauses_those_on_the_subject_answer():
    assert paths("扬州和镇江联合发布了什么加装电梯技术规程？") == ["一"]


def test_what_each_does_for_itself_is_a_comparison():
    assert {"二", "三"} <= set(paths("扬州和镇江分别做了什么？"))


@pytest.mark.parametrize("question", ["扬州、镇江校企合作的方式分别是什么？", "扬州和镇江的政企联合各有什么做法？"])
def test_what_is_asked_of_each_is_not_joint(question: str):
    assert select_over(question, LIST).places == ()


def test_places_with_nothing_in_common_are_told_side_by_side():
    assert select_over("镇江和泰州的平台共同点有哪些？", LIST).intent == "compare"
