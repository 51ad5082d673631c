from __future__ import annotations

import pytest
from answer_sample import read_text

from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.answer.ways.compare import sides_of, things_of
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.scope import gather

LIST = read_text(
    """建办函〔2024〕9号

住房和城乡建设部办公厅关于印发口袋公园可复制经验做法清单的通知

各省住房和城乡建设厅：

现将清单印发给你们。

住房和城乡建设部办公厅

2024年6月3日

口袋公园可复制经验做法清单

一、资金支持

（一）江西、安徽、宁夏安排资金支持口袋公园。其中，江西安排3亿元；安徽给予先进市800万元；宁夏对绿地按80元/平方米给予奖励。

（二）温州对座椅更新补助30万元。

（三）金华对步道翻修补助45万元。
"""
)
RULES = read_text(
    """丽政发〔2023〕4号

丽水市人民政府关于印发丽水市危旧房改造奖补办法的通知

各县（市、区）人民政府：

现将办法印发给你们。

丽水市人民政府

2023年5月6日

丽水市危旧房改造奖补办法

第一条 加固维修的，按费用的35%补助。

第二条 拆除重建的，每户补助5万元。

第三条 本办法自2023年7月1日起施行。
"""
)
NOTICES = (LIST, RULES)
EVIDENCE = gather(NOTICES, tuple(fact for notice in NOTICES for fact in find_facts(notice)))


def found(question: str) -> Selection:
    return select(read_question(question, notices=NOTICES, max_length=2000), EVIDENCE, ItemScores(fused={}))


def told(question: str) -> list[tuple[str, str]]:
    return [(one.side, "".join(one.evidence.item.path)) for one in found(question).findings]


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("温州的座椅更新 vs 金华的步道翻修，补多少", [("温州", "一（二）"), ("金华", "一（三）")]),
        ("丽水加固维修和拆除重建分别补多少", [("丽水加固维修", "第一条"), ("拆除重建", "第二条")]),
        ("加固维修、拆除重建各补多少？", [("加固维修", "第一条"), ("拆除重建", "第二条")]),
    ],
)
def test_each_side_answers_what_is_asked_of_it(question: str, sides: list[tuple[str, str]]):
    assert told(question) == sides


def test_what_is_asked_of_one_place_is_not_asked_of_the_other():
    query = read_question("温州的座椅更新和金华的步道翻修，哪个补得多", notices=NOTICES, max_length=2000)
    wenzhou, jinhua = sides_of(query, EVIDENCE, EVIDENCE)
    assert "座椅" in wenzhou.query.pieces
    assert "座椅" not in jinhua.query.pieces
    assert "步道" not in wenzhou.query.pieces


def test_one_thing_has_no_sides():
    query = read_question("加固维修补多少", notices=NOTICES, max_length=2000)
    assert things_of(query, EVIDENCE) == []


def test_a_place_begins_no_word_that_asks():
    assert read_question("丽水废了哪个旧文件", notices=NOTICES, max_length=2000).regions == ("丽水",)
    assert read_question("个旧有哪些做法", notices=NOTICES, max_length=2000).regions == ("个旧",)


def test_each_place_of_a_lead_keeps_its_own_clause():
    (one,) = found("哪些省安排资金支持口袋公园").findings
    assert [fact.regions for fact in one.facts] == [("江西", "安徽", "宁夏"), ("江西",), ("安徽",), ("宁夏",)]


def test_an_article_of_another_place_does_not_answer():
    assert found("台州奖补办法第二条是怎么规定的？").reason == "region"
    assert [one.evidence.item.path for one in found("丽水奖补办法第二条").findings] == [("第二条",)]


def test_a_report_that_tells_of_two_years_apart_sets_what_was_reached_beside_what_is_planned():
    report = read_text(
        """丽水市2015年政府工作报告

丽水市人民政府

一、2014年工作回顾

（一）旅游收入完成56亿元，新增就业5000人。

二、2015年工作安排

（一）力争旅游收入突破60亿元。

（二）全年新增就业6000人。
"""
    )
    asked = read_question("丽水旅游收入2014年完成多少，2015年的目标是多少？", notices=[report], max_length=2000)
    everything = gather([report], find_facts(report))

    sides = sides_of(asked, everything, everything)

    assert [side.name for side in sides] == ["2014", "2015"]
    assert [{one.item.path[0] for one in side.scope} for side in sides] == [{"一"}, {"二"}]


def test_what_was_reached_last_year_is_set_beside_what_is_planned_for_this_one():
    report = read_text(
        """丽水市政府工作报告

丽水市人民政府

一、过去一年工作回顾

（一）旅游收入完成56亿元，新增就业5000人。

二、今年工作安排

（一）力争旅游收入突破60亿元。

（二）今年要完成道路改造8条。
"""
    )

    def sides(question: str) -> list[str]:
        everything = gather([report], find_facts(report))
        asked = read_question(question, notices=[report], max_length=2000)
        return [side.name for side in sides_of(asked, everything, everything)]

    assert len(sides("丽水旅游收入上年实绩对比当年目标，各是多少")) == 2
    assert len(sides("丽水去年旅游收入完成多少，今年计划多少？")) == 2
    assert sides("丽水今年要完成多少道路改造？") == []
