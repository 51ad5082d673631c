"""Follow-ups that point at a thing by where it stands beside what was asked, or among what was told."""

from __future__ import annotations

import pytest
from test_follow import turns

from rag.question.follow import carried
from rag.question.pointing import beside_asked, one_of_told, those_told


@pytest.mark.parametrize(
    ("question", "before", "asked"),
    [
        ("它前面那一项呢？", "任务清单第4项是什么", "任务清单第3项是什么"),
        ("它前面那条呢", "第一部分（四）2讲什么", "第一部分（四）1讲什么"),
        ("下一条呢", "第一部分（四）2讲什么", "第一部分（四）3讲什么"),
        ("上一条怎么说", "第十条怎么说", "第九条怎么说"),
        ("And the next one?", "What is task 9 of the list?", "What is task 10 of the list?"),
        ("上一项呢", "任务清单第1项是什么", ""),
        ("上一批呢", "任务清单第4项是什么", ""),
        ("前一年呢", "任务清单第4项是什么", ""),
        ("下条件是什么", "任务清单第4项是什么", ""),
        ("前面那一项呢", "哪些城市给补贴", ""),
    ],
)
def test_the_item_beside_the_one_asked_about(question: str, before: str, asked: str):
    assert beside_asked(question, before) == asked


@pytest.mark.parametrize(
    ("question", "answer", "meant"),
    [
        ("最后一个到什么时候？", "分为部署启动、组织实施、总结评估三个阶段。", "总结评估"),
        ("那第二个呢", "分为部署启动、组织实施、总结评估三个阶段。", "组织实施"),
        ("And the first one?", "- 部署启动阶段（2024年）[1]\n- 组织实施阶段[2]", "部署启动阶段"),
        ("第三个月要做什么", "分为部署启动、组织实施、总结评估三个阶段。", ""),
        ("第四个呢", "分为部署启动、组织实施、总结评估三个阶段。", ""),
        ("最后一个呢", "只有一个阶段。", ""),
    ],
)
def test_the_one_meant_of_several_told(question: str, answer: str, meant: str):
    assert one_of_told(question, answer) == meant


def test_a_follow_up_takes_what_it_points_at():
    assert carried("它前面那一项呢？", turns("任务清单第4项是什么", "…")) == "任务清单第3项是什么"
    told = carried("那第二个呢，到什么时候", turns("南昌试点分几个阶段", "部署启动、组织实施、总结评估三个阶段"))
    assert told.endswith("组织实施")


@pytest.mark.parametrize(
    ("question", "answer", "named"),
    [
        ("那两项分别谁牵头？", "第12项和第13项。", "第12项和第13项"),
        ("上面两条什么时候完成", "- 第5项（甲）：见第九条\n- 第7项（乙）：丙", "第5项和第7项"),
        ("Who leads those two tasks?", "Item 3 and item 9.", "Item 3和item 9"),
        ("那三项呢？", "第12项和第13项。", ""),
        ("哪两项由他们牵头？", "第12项和第13项。", ""),
    ],
)
def test_items_are_pointed_back_to_by_their_count(question: str, answer: str, named: str):
    assert those_told(question, answer) == named
