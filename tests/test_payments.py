"""Who pays how much: whatever the word for a payment, and no forms, fines or materials."""

from __future__ import annotations

import pytest
from answer_sample import read, read_text, select_over

from rag.answer.payments import says_what_is_paid
from rag.facts import find_facts
from rag.glossary import find_concepts
from rag.question.terms import with_particulars
from rag.retrieve.scope import gather

RULES = """嘉建发〔2023〕45号

嘉兴市住房和城乡建设局关于印发《嘉兴市装配式建筑奖补资金管理办法》的通知

第一条　本办法所称奖补资金，是指市级财政预算安排的专项资金。

第二条　装配率达到50%的居住建筑项目，每平方米奖励60元。

第三条　使用电子保函的企业，每笔给予3000元补贴。

第四条　申报奖补资金应当提交下列材料：

（一）奖补资金申请表；

（二）企业信用承诺书。

第五条　骗取奖补资金的，处1万元以上3万元以下罚款。

第六条　按要求建设的，给予6%的容积率奖励。
"""
DUST = """嘉建发〔2024〕8号

嘉兴市住房和城乡建设局关于加强工地扬尘治理的通知

一、工地围挡高度不低于2.5米。

二、出入口设置车辆冲洗设施。

三、裸土全部覆盖。

四、渣土车辆密闭运输。

五、重污染天气停止土石方作业。

六、施工单位每周检查一次。

七、监理单位做好记录。

八、主管部门每月通报。
"""
TABLE = """县区,项目,补贴标准,申报截止
桐庐县,电子保函,每笔5000元,2025-12-31
德清县,绿色建筑,每平方米25元,2025-10-31
"""


@pytest.mark.parametrize(
    "question",
    ["哪些地方给予资金补贴，各多少？", "哪些地方有奖励？各奖励多少？", "哪些地方发补助？标准各是多少？"],
)
def test_all_words_for_payments_ask_for_the_same(question: str):
    assert read(question).wants_money
    findings = select_over(question, RULES, DUST).findings
    assert [one.evidence.item.path for one in findings] == [("第二条",), ("第三条",)]


def test_a_reward_in_kind_is_asked_as_such():
    assert not read("哪些城市给容积率奖励，各多少面积？").wants_money


def test_an_item_says_what_is_paid_or_not():
    notice = read_text(RULES)
    paying = [one.item.path for one in gather([notice], find_facts(notice)) if says_what_is_paid(one)]

    assert paying == [("第二条",), ("第三条",)]


def test_what_is_only_asked_of_the_members_makes_none_a_member():
    text = "哪些城市推行并联审批？有没有给资金补贴的"
    approval, subsidy = with_particulars(text, find_concepts(text), "zh")

    assert "并联审批" in approval.variants
    assert approval.emphasis > 2 * subsidy.emphasis


def test_a_row_says_under_its_column_what_the_place_pays_that_it_begins_with():
    table = read_text(TABLE, "补贴对照.csv")
    rows = [one for one in gather([table], find_facts(table)) if one.item.kind == "row"]

    assert [fact.regions for one in rows for fact in one.facts] == [("桐庐县",), ("德清县",)]
    assert all(says_what_is_paid(one) for one in rows)
