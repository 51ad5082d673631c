"""Which clauses of an item are told: none is lost that the question asks for, and none is left out between two."""

from __future__ import annotations

from answer_sample import select_over

LIMITS = """鄂建〔2024〕37号

湖北省公共建筑节能管理意见

一、节能改造

（一）公共机构办公楼应当安装分项计量装置。

（二）商场和宾馆每五年开展一次照明系统改造。

二、能耗限额管理

（一）2025年发布能耗限额。2026年起，对超过限额20%的建筑开展能源审计。2027年起实行阶梯电价。

（二）业主申请能耗限额核定的，应当提交申请表；没有申请表的，提交书面说明；核定结果在5个工作日内告知业主。
"""


def told(question: str) -> str:
    found = select_over(question, LIMITS).findings
    return "".join(fact.text for one in found for fact in one.facts)


def test_a_year_that_is_asked_for_is_told_though_its_clause_has_few_words():
    text = told("能耗限额2025年发布，2026年和2027年各有什么动作？")
    assert "能源审计" in text
    assert "阶梯电价" in text


def test_what_stands_between_two_clauses_that_are_told_is_told():
    assert "书面说明" in told("业主申请能耗限额核定要提交申请表吗，核定结果几个工作日内告知？")


REPORT = """丰城政〔2015〕3号

丰城市2015年工作安排

一、城市建设

（一）统筹城乡建设
新城区建设要全面加快。完成十条道路工程，绿化三十万平方米。
旧城区面貌要明显改善。投资六亿元，整治两条河流。改造三个市场。
棚户区改造要实现新突破。完成四百户搬迁。

（二）房地产企业有下列行为之一的，责令改正：未在销售现场公示价格的，处二万元罚款；未在合同中写明面积的，处五万元罚款。
"""


def told_of_report(question: str) -> str:
    return "".join(fact.text for one in select_over(question, REPORT, LIMITS).findings for fact in one.facts)


def test_a_sentence_that_heads_its_paragraph_is_told_with_the_paragraph():
    text = told_of_report("丰城的旧城区面貌怎么改善？")
    assert "改造三个市场" in text
    assert "十条道路" not in text


def test_a_clause_that_announces_a_list_is_told_with_the_list():
    text = told_of_report("房地产企业有哪些行为会被责令改正？")
    assert "二万元" in text
    assert "五万元" in text
