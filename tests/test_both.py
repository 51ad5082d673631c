"""Places that satisfy two conditions at once, and several things asked of one subject in a row."""

from __future__ import annotations

import pytest
from answer_sample import evidence, read, select_for, select_over

from rag.answer.selection import ItemScores, Selection
from rag.answer.ways.both import select_both
from rag.answer.ways.facets import select_facets
from rag.answer.write import write
from rag.retrieve.scope import Scope

CITIES = """建办函〔2024〕9号

老旧小区改造可复制经验清单（第一批）

一、多渠道筹资

1. 石家庄、邯郸发行老旧小区改造专项债券。

2. 贵阳、兰州设立城市更新基金。

二、更新管线

1. 兰州、石家庄要求专营单位承担管线改造费用。

2. 贵阳开展电梯维保。
"""


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("既发行了专项债券、又让专营单位承担管线改造费用的城市是哪个？", ("石家庄",)),
        ("哪些城市同时设立了城市更新基金又要求专营单位承担管线改造费用？", ("兰州",)),
        ("不仅发行专项债券，还让专营单位承担管线改造费用的城市是哪个？", ("石家庄",)),
        ("哪个城市设立了城市更新基金，同时还要求专营单位承担管线改造费用？", ("兰州",)),
        ("又设立城市更新基金又搞电梯维保的是哪些城市？", ("贵阳",)),
    ],
)
def test_only_the_places_of_both_conditions_are_meant(question: str, places: tuple[str, ...]):
    found = select_over(question, CITIES)

    assert found.places == places
    assert len(found.findings) == 2
    rows = write(read(question), found).rows
    assert {row.cells[0] for row in rows} == set(places)


def test_where_no_place_satisfies_both_nothing_answers():
    found = select_over("既发行了专项债券又设立了城市更新基金的城市有哪些？", CITIES)

    assert (found.findings, found.reason) == ((), "topic")
    assert len(found.nearby) == 2


@pytest.mark.parametrize(
    "question",
    ["哪些城市推行并联审批？", "宁波既补贴电梯又推行一窗受理吗？", "既有住宅加装电梯的城市有哪些？"],
)
def test_one_condition_or_a_place_by_name_is_answered_otherwise(question: str):
    assert select_both(read(question), Scope.of(evidence()), ItemScores(fused={})) is None


def _by_side(found: Selection) -> dict[str, list[tuple[str, ...]]]:
    sides: dict[str, list[tuple[str, ...]]] = {}
    for one in found.findings:
        sides.setdefault(one.side, []).append(one.evidence.item.path)
    return sides


def test_each_thing_of_a_row_is_found_for_itself():
    found = select_for("各地的并联审批、保险制度、监测平台都要。")

    assert _by_side(found) == {
        "各地的并联审批": [("一", "（二）", "1")],
        "保险制度": [("二", "1")],
        "监测平台": [("二", "2")],
    }


def test_members_that_stand_in_a_row_are_no_things_that_are_asked():
    assert select_facets(read("杭州、宁波、福州都设立了什么？"), Scope.of(evidence()), ItemScores(fused={})) is None
