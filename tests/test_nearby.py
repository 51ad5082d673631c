"""A refusal tells what others do, and not with which sum."""

from __future__ import annotations

import pytest
from answer_sample import select_for, select_over

PAID = """某市既有建筑改造办法

一、支持政策

（一）宁波对安装太阳能屋顶的住宅小区给予一次性补助，每户最高3000元。

（二）宁波每户补助太阳能热水器500元。
"""


def nearby(question: str) -> list[str]:
    return [fact.text for one in select_for(question).nearby for fact in one.facts]


@pytest.mark.parametrize("question", ["厦门加装电梯每台补贴多少钱？", "厦门给加装电梯多少资金补贴？"])
def test_the_sum_of_another_place_is_not_told(question: str):
    told = nearby(question)

    assert told
    assert not any("万元" in text for text in told)


def test_without_a_figure_asked_for_others_are_told_in_full():
    assert any("15个工作日" in text for text in nearby("厦门加装电梯审批怎么办？"))


def test_a_clause_is_told_up_to_its_first_figure_and_one_that_begins_with_it_not_at_all():
    selection = select_over("温州对太阳能屋顶补助多少钱？", PAID)

    told = [fact.text for one in selection.nearby for fact in one.facts]
    assert told == ["宁波对安装太阳能屋顶的住宅小区给予一次性补助"]


CONTACT = """桂建发〔2025〕3号

广西壮族自治区住房和城乡建设厅关于申报改造试点的通知

各市住房城乡建设局：

一、各市应当于6月底前报送改造试点方案。

二、改造试点县由自治区财政补助300万元。

联系人：韦明，联系电话：0771-2260000。

2025年3月1日
"""


def test_a_lower_office_has_no_number_of_the_higher_one_and_is_told_whose_it_is():
    refused = select_over("柳州市申报改造试点，市里的联系电话是多少？", CONTACT)
    told = select_over("广西改造试点通知的联系电话是多少？", CONTACT)

    assert refused.reason == "region"
    assert ["0771" in fact.text for one in refused.nearby for fact in one.facts] == [True]
    assert told.findings != ()


def test_a_clause_that_only_opens_what_is_cut_is_not_told():
    text = "某市改造办法\n\n一、支持政策\n\n（一）宁波对既有住宅小区更新太阳能屋顶的，每户补助3000元。\n"
    selection = select_over("温州对太阳能屋顶补助多少钱？", text)

    assert (selection.findings, selection.nearby) == ((), ())
