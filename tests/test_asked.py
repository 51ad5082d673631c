from __future__ import annotations

import pytest
from answer_sample import fact, select_over
from rules_sample import CITY, OPINIONS, found, read, select_for

from rag.answer.asked import asked, asks_for_extreme, beside_the_kind, extreme_of, figures_asked

FIGURES = """某市建筑业若干措施

一、工程保函金额不超过工程价款结算总额的1%。

二、“十五五”期间完成节能改造面积800万平方米。

三、垃圾清運費由每噸20元調整為每噸35元。

附件

补贴对照表

| 县区 | 项目 | 补贴标准 | 申报截止 |
|---|---|---|---|
| 临山县 | 加装电梯，含旧楼 | 每台10万元 | 2025-11-30 |
| 平湖区 | 外墙保温，含旧楼 | 每平方米25元 | 2025-10-31 |
"""


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


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("保函金额上限是多少？", "1%"),
        ("节能改造面积多少万平方米？", "800万"),
        ("垃圾清运费每吨多少元？", "35元"),
    ],
)
def test_a_figure_is_given_in_other_units_than_a_whole_sum(question: str, answer: str):
    found = select_over(question, FIGURES)

    assert not found.reason
    assert answer in "".join(fact.text for one in found.findings for fact in one.facts)


def test_the_sum_of_a_table_row_is_given_in_whichever_cell_it_stands():
    found = select_over("临山县的加装电梯补多少？", FIGURES)

    assert [one.evidence.item.cells[0].text for one in found.findings] == ["临山县"]


IN_KIND = """云建〔2025〕7号
云溪市模块化建筑办法
一、容积率激励。对满足要求的单体在原计容积率基础上给予最高6%的额外面积奖励。
二、资金奖励。对示范项目给予奖励，具体金额另行规定。
"""


def test_a_percentage_answers_how_much_is_given_where_that_is_no_money():
    found = select_over("容积率奖励最高多少？", IN_KIND)
    assert "6%" in "".join(fact.text for one in found.findings for fact in one.facts)
    assert select_over("示范项目资金奖励最高多少？", IN_KIND).reason == "figure"


LASTING = """云建〔2025〕8号
云溪市关于征集智能建造示范城市的通知
一、试点时间。试点城市的试点时间为期3年，自公布之日起计算。
二、任务。试点城市每年12月底前报送总结。
三、财政支持。统筹专项资金，对绿色建材给予奖励。
四、人才培养。开展技能竞赛，培育工匠。
五、宣传引导。加强舆论宣传，推广先进经验。
六、安全管理。开展安全检查，消除事故隐患。
"""


@pytest.mark.parametrize(
    "question", ["试点城市搞几年？", "How many years does a pilot city have, and from which day do they count?"]
)
def test_a_length_of_time_answers_how_long_before_a_day_does(question: str):
    found = select_over(question, LASTING)

    assert [one.evidence.item.path for one in found.findings] == [("一",)]


def test_a_score_is_asked_for_in_english():
    [give] = figures_asked(read("What score must a project reach?"))

    assert give(fact("总分低于70分的不予入选"))
    assert not give(fact("培育15个项目"))
