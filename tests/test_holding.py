"""Where a notice holds: a district that a city's notice names as its scope, a place of which a national one tells."""

from __future__ import annotations

from answer_sample import select_over

ELEVATORS = """宁波市老旧住宅增设电梯规定

2020年3月2日 宁波市人民代表大会常务委员会通过

第一条 为了方便居民生活，制定本规定。

第二条 本市海曙区、江北区老旧住宅增设电梯，适用本规定。

第三条 增设电梯应当经三分之二以上的业主书面同意。

第四条 增设电梯方案应当在住宅小区公示，公示期限为十五日。

第五条 增设电梯所需资金由业主分摊。
"""
ZONES = """国发〔2018〕8号

国务院关于支持口岸试验区创新若干措施的通知

一、改善环境

（一）支持试验区建设药品口岸，允许首次进口生物制品。（负责部门：药监局、海关总署，适用范围：福建试验区）

（二）支持郑州机场开通航线，吸引五家企业。（负责部门：民航局，适用范围：河南试验区）

（三）允许福建试验区的银行办理存款业务。（负责部门：人民银行，适用范围：福建试验区）

（四）支持试验区审批下放。（负责部门：商务部）
"""


def cited(question: str) -> list[str]:
    return ["".join(one.evidence.item.path) for one in select_over(question, ELEVATORS, ZONES).findings]


def test_a_notice_that_names_a_district_as_its_scope_answers_for_the_district():
    assert cited("宁波市江北区增设电梯公示几天？") == ["第四条"]
    assert cited("宁波市江北区增设电梯要几分之几的业主书面同意？") == ["第三条"]


def test_all_that_a_national_notice_has_on_a_place_is_told_where_its_items_are_counted():
    assert cited("口岸试验区的措施里，福建有几条？") == ["一（一）", "一（三）"]
    assert cited("口岸试验区对福建有哪些支持政策？") == ["一（一）", "一（三）"]


def test_an_item_that_names_the_place_only_as_where_it_holds_is_told_whole():
    (drugs, *_) = select_over("口岸试验区的措施里，福建有几条？", ELEVATORS, ZONES).findings
    assert "药品口岸" in drugs.facts[0].text
