from __future__ import annotations

import pytest
from rules_sample import CITY, OPINIONS, found, read, select_for

from rag.answer.asked import asked, asks_for_extreme, beside_the_kind, extreme_of
from rag.domain import Fact
from rag.numerals import find_amounts


def fact(text: str) -> Fact:
    """A clause that says `text`."""
    return Fact(
        notice="n", path=("一",), start=0, end=len(text), regions=(), headings=(), text=text, amounts=find_amounts(text)
    )


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("每平方米补贴多少？", "每平方米补助30元", "首期募集12亿元"),
        ("How much does it pay per square metre?", "按500元/平方米补助", "单户最高5万元"),
        ("补贴上限是多少万元？", "补助30%，最高50万元", "给予200元/平方米补贴"),
        ("一亩地补贴多少元？", "每亩补助600元", "首期募集12亿元"),
        ("医保基金预付几成？", "按不低于采购金额的30%预付", "预付10万元"),
        ("补贴多少万元？", "每台补贴20万元", "按费用的40%补贴"),
        ("自己掏多少钱？", "居民出资不低于改造费用的5%", "覆盖率达到5%"),
        ("占比是多少？", "占比达到45%", "建成45个"),
        ("什么时候截止？", "于2024年9月30日前报送", "报送三份"),
        ("有效期多久？", "有效期5年", "有5家企业"),
        ("罚多少？", "处1万元以下罚款", "不得沿途遗撒"),
        ("违约的罚款多少？", "处1万元以下罚款", "约定违约处罚责任"),
        ("How large is the fine?", "处违法所得3倍罚款", "依法给予处罚"),
        ("每平方米奖多少元？", "按30元/平方米奖励", "给予最高6%的额外面积奖励"),
        ("授权专利多少项？", "获得35项专利", "进一步推动一批成果转化应用"),
        ("建了多少公里？", "建成绿道500公里", "建成500个"),
        ("多久评估一次？", "每2年评估一次", "评估期限为30日"),
        ("为什么要做？", "为了加强管理，制定本办法", "制定本办法"),
    ],
)
def test_a_clause_answers_where_it_gives_what_is_asked_for(question: str, answer: str, other: str):
    gives = asked(read(question))

    assert any(give(fact(answer)) for give in gives)
    assert not any(give(fact(other)) for give in gives)


def test_a_question_that_asks_for_no_figure_asks_for_none():
    assert asked(read("河道采砂由谁监督管理？")) == ()


def test_the_word_for_the_kind_of_figure_is_no_subject():
    query = read("绿色社区的占比是多少？")

    assert not any("占比" in term.variants for term in beside_the_kind(query).terms)


def test_a_target_of_the_country_is_none_of_the_city():
    assert found("全国绿色社区的目标是多少？") == [(OPINIONS, ("一",))]
    assert found("衡阳绿色社区的目标是多少？") == [(CITY, ("一",))]
    assert select_for("全国要建成多少个示范社区？").reason == "national"


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("哪个城市每台电梯补贴最高？", "高"),
        ("谁的审批时限最短？", "短"),
        ("Which city is the fastest?", "fastest"),
        ("每台电梯最高补贴多少？", ""),
        ("哪些城市给补贴，最高多少？", ""),
    ],
)
def test_a_question_for_the_first_of_all_is_none_for_a_limit(question: str, word: str):
    assert asks_for_extreme(read(question)) == word


@pytest.mark.parametrize(
    ("word", "first", "second"),
    [
        ("高", "每台补贴20万元，共30台。", "每台补贴15万元，共80台。"),
        ("少", "新增车位50个。", "新增车位1100个。"),
        ("早", "2023年9月起施行。", "2024年1月1日起执行。"),
        ("短", "3个工作日内办结。", "1个月内办结。"),
        ("longest", "补贴期限5年。", "补贴期限18个月。"),
    ],
)
def test_the_first_of_all_is_what_the_word_ranks_first(word: str, first: str, second: str):
    given = [fact(second), fact(first), fact("不给补贴。")]
    assert extreme_of(given, word) == [given[1]]


def test_where_nothing_can_be_ranked_none_is_first():
    assert extreme_of([fact("建立工作机制。")], "高") == []


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("每月发多少元？", "按每人每月600元发放", "照料标准不超过240元/人/日"),
        ("每个月补多少钱？", "补贴500元/月", "一次性补贴3000元"),
        ("联系电话是多少？", "联系电话：0571-8705300", "办公室设在市住建局"),
        ("What is the telephone number of the office?", "咨询电话：12329", "2026年印发"),
        ("平均降价百分之多少？", "平均降价52%", "2—3年内调整到位"),
    ],
)
def test_a_monthly_rate_a_telephone_and_a_percentage_are_what_is_asked_for(question: str, answer: str, other: str):
    assert all(give(fact(answer)) for give in asked(read(question)))
    assert not all(give(fact(other)) for give in asked(read(question)))
