"""The same asked of several cities whose notices word it each in its own way."""

from __future__ import annotations

import pytest
from answer_sample import select_over

from rag.answer.selection import Selection

DATONG = """同政发〔2023〕12号

大同市人民政府关于印发城市集中供热管理办法的通知

一、供热时间
（一）本市供热期为11月15日至次年3月15日。遇异常低温天气，市人民政府可以决定提前或者延后。

二、供热服务
（一）供热单位应当设立24小时服务电话。
（二）对低保家庭减免供热费，每户每年补贴600元。
"""

HAINING = """海政办发〔2024〕8号

海宁市人民政府办公室关于印发集中供热管理实施细则的通知

一、用热管理
（一）用户申请用热的，供热单位应当在15日内答复。
（二）对最低生活保障家庭，每户每年补助供热费300元。

二、监督
（一）供热单位24小时受理投诉。
"""

SHIJIAZHUANG = """石政办发〔2022〕5号

石家庄市人民政府办公室关于既有住宅加装电梯的实施意见

一、资金支持
（一）低保户加装电梯的，个人出资部分全免。

二、供暖
（一）供热期自11月15日起至次年3月15日止，共4个月。
"""


def answer(question: str) -> Selection:
    return select_over(question, DATONG, HAINING, SHIJIAZHUANG)


@pytest.mark.parametrize("question", ["三个市对低保户各有什么补贴？", "各市对低保户有什么补贴？"])
def test_households_on_relief_are_found_under_each_name(question: str):
    assert [one.evidence.home for one in answer(question).findings] == ["大同", "海宁", "石家庄"]


def test_a_side_without_the_subject_is_silent():
    found = answer("大同和海宁的供热期分别是多久？")
    assert [(one.side, one.evidence.item.path) for one in found.findings] == [("大同", ("一", "（一）"))]
    assert found.silent == ("海宁",)


@pytest.mark.parametrize(
    "question", ["各市供热期分别是什么时候？", "三个市的供热期分别是什么时候？", "各市供热期是多久？"]
)
def test_all_cities_that_print_it_are_listed(question: str):
    assert [one.evidence.home for one in answer(question).findings] == ["大同", "石家庄"]
