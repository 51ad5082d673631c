"""What is said of a place that few items name, of events and of the country, in bodies with and without numbers."""

from __future__ import annotations

import pytest
from answer_sample import select_over

from rag.answer.selection import Selection

LETTER = """国务院办公厅关于四川省所提问题办理情况的函

四川省人民政府：

现将有关情况函复如下：

一、关于绵竹机场建设问题。你省请求，国家加大支持力度。发展改革委提出了办理意见：目前资金筹措上有缺口。将继续推进前期工作。

二、关于水淹区群众生活问题。你省广安市请求，国家帮助该市解决水淹区贫困群众生产生活问题。有关部门已实地调查。请你省指导广安市按《汇报》的意见办理。
"""
REPORT = """国务院办公厅关于山西、安徽省两起特大煤矿事故调查处理情况的通报

各省、自治区、直辖市人民政府：

2003年，安全生产形势总体稳定。8月11日，大同市某煤矿瓦斯爆炸事故造成43人死亡；8月14日，阳泉煤业集团公司三矿瓦斯爆炸事故造成28人死亡。

经调查认定，两起事故均为责任事故。

山西某煤矿“8·11”事故的直接责任人张甲被移交司法机关依法追究刑事责任。大同市煤炭局局长李乙受到行政记过处分。

山西阳泉煤业集团公司三矿“8·14”事故的直接责任人在事故中死亡，不再追究责任。对事故负有主要责任的区长王丙被移交司法机关。矿长赵丁受到撤职处分。
"""
QUAKES = """国务院办公厅关于加强防震减灾工作的通知

各省、自治区、直辖市人民政府：

一、地震活动情况
1996年，我国大陆地区相继发生了云南丽江7.0级、新疆阿图什6.9级地震。地震灾害共造成365人死亡，4026人重伤。

二、加强工作
各地要做好防震减灾工作，制定应急预案。
"""


def _told(selection: Selection) -> str:
    return "".join(fact.text for one in selection.findings for fact in one.facts)


def test_what_a_place_asked_for_is_told_though_the_question_has_no_word_of_it():
    told = _told(select_over("广安市提了什么要求？答复是什么？", LETTER))

    assert "水淹区" in told
    assert "按《汇报》的意见办理" in told


def test_a_subject_that_nobody_told_of_a_place_is_refused():
    assert not select_over("广安市的地铁有什么情况？", LETTER).findings


def test_an_item_that_opens_with_a_place_is_told_beyond_the_sentences_that_name_it():
    assert "资金筹措上有缺口" in _told(select_over("绵竹机场的事怎么说？", LETTER))


def test_several_things_asked_of_an_event_are_told_from_both_paragraphs_on_it():
    told = _told(select_over("阳泉三矿瓦斯爆炸造成的死亡人数、撤职处分", REPORT, LETTER, QUAKES))

    assert [name for name in ("28人死亡", "王丙", "赵丁") if name not in told] == []
    assert "李乙" not in told


@pytest.mark.parametrize("question", ["太原煤矿事故死了多少人？", "太原那起事故处理了谁？"])
def test_what_the_government_tells_of_a_province_is_not_told_of_another_city_in_it(question: str):
    selection = select_over(question, REPORT)

    assert (selection.findings, selection.reason) == ((), "region")


def test_places_that_an_item_names_in_passing_answer_which_places_where_nothing_else_does():
    told = _told(select_over("1996年大陆哪些地方相继发生了地震？", QUAKES, LETTER, REPORT))

    assert "云南丽江7.0级、新疆阿图什6.9级" in told
    assert "365人" not in told
