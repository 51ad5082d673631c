"""An item that lists by itself what is asked for is told alone; one that does not is one of all that match."""

from __future__ import annotations

import pytest
from answer_sample import read_text, select_over

from rag.answer.enumeration import enumerated, enumerates
from rag.answer.ranks import of_the_rank
from rag.answer.scored import Scored
from rag.answer.selection import ItemScores
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.scope import gather

OLD_HOUSES = """榕房〔2024〕8号

福州市历史建筑活化利用方案

一、鼓励利用

（一）历史建筑可以用于小型博物馆、民宿、书店、社区食堂等业态，不得改变外观。改造方案报市住房局备案。

（二）历史建筑出租的，租期不超过十五年。

（三）编制活化利用报告，内容包括建筑现状、利用目标、资金来源和安全措施。

二、加强管理

（一）历史建筑分为国有、集体、私有和混合四类，分别建立台账。

（二）历史建筑每年巡查一次。

（三）在资金、土地、规划、人才等方面对历史建筑利用给予支持。
"""
LISTS = """榕房〔2024〕9号

福州市老旧厂房改造经验清单

1. 甲区老旧厂房改造采用光伏屋面、余热回收、智能照明等技术。

2. 乙区老旧厂房改造采用装配式隔墙、地源热泵、雨水回用等技术。

3. 丙区老旧厂房改造采用碳纤维加固、外墙保温、自然通风等技术。
"""


def listing(question: str, text: str) -> list[str]:
    """The items of the notice with `text` that list what `question` asks for under the longest name."""
    notice = read_text(text)
    asked = read_question(question, notices=(), max_length=2000)
    fits = [(one, enumerates(one, asked)) for one in gather([notice], find_facts(notice)) if one.item.path]
    best = max(fit for _, fit in fits)
    return ["".join(one.item.path) for one, fit in fits if fit and fit == best]


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("历史建筑可以用于哪些业态？", "一（一）"),
        ("历史建筑的业态有哪些？", "一（一）"),
        ("活化利用报告应当包括哪些内容？", "一（三）"),
        ("历史建筑分为哪几类？", "二（一）"),
    ],
)
def test_what_is_listed_under_its_name_is_found(question: str, path: str):
    assert listing(question, OLD_HOUSES) == [path]


def test_fields_and_contents_are_names_for_anything():
    assert listing("历史建筑在哪些领域得到支持？", OLD_HOUSES) == ["一（三）", "二（三）"]


def test_a_list_under_another_name_does_not_answer():
    assert listing("历史建筑有哪些要求？", OLD_HOUSES) == []


def test_the_item_that_lists_it_answers_alone_and_whole():
    (finding,) = select_over("历史建筑可以用于哪些业态？", OLD_HOUSES).findings
    assert finding.evidence.item.path == ("一", "（一）")
    assert finding.facts == finding.evidence.facts


def test_what_many_items_list_is_an_enumeration_of_all():
    question = read_question("老旧厂房改造采用了哪些技术？", notices=(), max_length=2000)
    notice = read_text(LISTS)
    items = [one for one in gather([notice], find_facts(notice)) if one.item.path]
    scored = [Scored(evidence=one, covered=1.0, named=1.0, score=1.0) for one in items]

    assert enumerated(scored, question, ItemScores(fused={})) == scored


def test_a_plan_that_is_to_be_drawn_up_is_no_notice_of_the_corpus():
    notices = [read_text(OLD_HOUSES)]
    drawn = read_question("申报时编制的活化利用方案应当写明哪些内容？", notices=notices, max_length=2000)
    held = read_question("福州历史建筑活化利用方案有哪些内容？", notices=notices, max_length=2000)

    assert drawn.notices == ()
    assert held.notices == (notices[0].id,)


RULES = """延政令〔2020〕3号

延安市农村建房管理办法

第一条 为了加强农村建房管理，制定本办法。

第二条 下列区域不得建房：
（一）永久基本农田；
（二）地质灾害危险区；
（三）河道管理范围。

第三条 建房申请由乡镇审批，审批前公示七日。

第四条 村庄规划草案应当公告三十日，并征求村民对建房的意见。

第五条 未经批准建房的，责令停工，处一千元以上五千元以下罚款。

第六条 伪造建房许可证的，处二千元罚款。

第七条 有下列情形之一的，建房申请不予批准：
（一）权属有争议的；
（二）已有一处宅基地的。

第八条 鼓励建房使用当地材料。
"""


def cited(question: str) -> list[str]:
    return ["".join(one.evidence.item.path) for one in select_over(question, RULES, OLD_HOUSES, LISTS).findings]


@pytest.mark.parametrize(
    ("question", "article"),
    [("延安哪些地方不准建房？", "第二条"), ("延安哪些情形建房申请不给批？", "第七条")],
)
def test_a_lead_that_opens_what_is_asked_for_is_told_with_its_units_alone(question: str, article: str):
    found = cited(question)
    assert f"{article}（一）" in found
    assert all(path.startswith(article) for path in found)


def test_of_a_list_with_figures_the_items_that_give_them_are_told():
    assert cited("延安的办法里哪些行为要罚款，各罚多少？") == ["第五条", "第六条"]
    assert cited("延安建房的公示和公告，哪几处规定了多少天？") == ["第三条", "第四条"]


PILOTS = """建办函〔2024〕7号

智能建造经验清单

1. 安徽、山东开展省级智能建造试点城市建设。

2. 广东对认定的试点项目，授予省级或者市级优质工程奖。

3. 江苏对试点项目给予指导。
"""


def test_the_rank_asked_for_is_the_rank_of_the_thing_and_of_nothing_else():
    notice = read_text(PILOTS)
    asked = read_question("哪些省有省级的试点城市和试点项目？", notices=(), max_length=200)
    scored = [
        Scored(evidence=one, covered=1.0, named=1.0, score=1.0)
        for one in gather([notice], find_facts(notice))
        if one.item.path
    ]

    assert [one.evidence.item.path for one in of_the_rank(scored, asked)] == [("1",)]
