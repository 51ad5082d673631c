"""Particulars that a notice's own sentences print: who approved it, to whom it goes, whom to ask, whom it binds."""

from __future__ import annotations

from functools import cache

import pytest
from answer_sample import read_text, select_over
from rules_sample import CALL, found, notices, read, select_for

from rag.answer.plan import select
from rag.answer.selection import ItemScores
from rag.answer.ways.particulars import find_particulars
from rag.domain import Notice
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.scope import gather

LETTER = """关于开展智慧工地观摩的通知

各县（市、区）住房城乡建设局：

现将《智慧工地观摩方案》印发给你们，请认真组织，并于2024年11月30日前将观摩情况报我厅建筑管理处。

一、观摩时间

2024年10月，为期2天。本通知适用于全省在建项目。

联系人：王五　电话：0731—8888888

附件：1.报名表
"""


def said(question: str) -> list[str]:
    """The sentences that answer `question`."""
    return [fact.text for finding in select_for(question).findings for fact in finding.facts]


@cache
def letters() -> tuple[Notice, ...]:
    return (read_text(LETTER, "letter.txt"), *notices())


def in_the_letter(question: str) -> list[str]:
    """The sentences that answer `question` beside a letter with a contact and an annex."""
    query = read_question(question, notices=letters(), max_length=2000)
    evidence = gather(letters(), tuple(fact for notice in letters() for fact in find_facts(notice)))
    found = select(query, evidence, ItemScores(fused={}))
    return [fact.text for finding in found.findings for fact in finding.facts]


def test_the_meeting_that_approved_a_notice_is_told():
    told = said("采砂管理办法是哪次会议审议的？")

    assert told == ["《赣州市河道采砂管理办法》已经市政府第15次常务会议审议通过，现印发给你们，请遵照执行。"]


def test_who_approves_something_else_is_no_particular_of_the_notice():
    query = read("采砂许可由谁批准？")

    assert find_particulars(query, tuple(one.evidence for one in select_for("办法是哪次会议审议的").findings)) == ()


def test_the_addressees_are_told_whole():
    assert found("海绵城市试点的通知主送谁？") == [(CALL, ())]
    assert said("海绵城市试点的通知主送谁？") == ["各市州住房城乡建设局："]


def test_whom_it_covers_may_stand_in_the_body():
    assert in_the_letter("智慧工地观摩的通知适用于谁？") == ["本通知适用于全省在建项目。"]


def test_whom_to_ask_and_what_to_report_are_told():
    assert any("0731—8888888" in text for text in in_the_letter("智慧工地观摩找谁联系，电话多少？"))
    assert in_the_letter("智慧工地观摩情况什么时候报，报给谁？") == [
        "现将《智慧工地观摩方案》印发给你们，请认真组织，并于2024年11月30日前将观摩情况报我厅建筑管理处。"
    ]


def test_the_annexes_are_told():
    assert any("报名表" in text for text in in_the_letter("智慧工地观摩的通知有哪些附件？"))


def test_the_head_is_left_out_where_the_meeting_alone_is_asked_for():
    assert len(said("赣州采砂管理办法谁审议通过的？")) == 1
    assert len(said("赣州采砂管理办法谁审议通过的，什么时候印发？")) > 1


CIRCULAR = """关于征集绿色工地案例的通知

各有关单位：

一、报送方式

案例电子版发送至lvse@example.org，纸质版邮寄。

联系人：赵六　电话：0731—6666666

附件：1. 案例申报表

2. 案例汇总表

附件1

案例申报表

1. 项目名称
"""


def circular(question: str) -> list[str]:
    notice = read_text(CIRCULAR)
    query = read_question(question, notices=(notice,), max_length=2000)
    selection = select(query, gather((notice,), find_facts(notice)), ItemScores(fused={}))
    return [fact.text for finding in selection.findings for fact in finding.facts]


def test_an_address_for_letters_is_told_wherever_it_is_printed_and_the_telephone_is_not():
    (told,) = circular("案例电子版发到哪个邮箱？")
    assert "lvse@example.org" in told


def test_every_annex_of_the_list_is_named():
    told = " ".join(circular("这份通知带了几个附件，分别叫什么？"))
    assert "案例申报表" in told
    assert "案例汇总表" in told


REPORTS = (
    """政府工作报告

——2016年2月19日在丽水市第四届人民代表大会第五次会议上

丽水市人民政府市长 张某某

各位代表：

现在，我代表市政府向大会作工作报告，请予审议。

一、过去一年工作回顾

检测报告由第三方机构出具。
""",
    """赣州市人民政府关于印发河道采砂方案的通知

各县（市、区）人民政府：

现将方案印发给你们，请遵照执行。

一、采砂点

采砂点由水利局划定。
""",
)


@pytest.mark.parametrize(
    "question",
    ["政府工作报告是谁作的？", "报告人是谁？", "丽水市长在什么会上做的政府工作报告？", "谁代表政府作的工作报告"],
)
def test_who_gave_a_report_at_what_meeting_is_told_by_the_lines_under_its_title(question: str):
    told = [fact.text for one in select_over(question, *REPORTS).findings for fact in one.facts]

    assert told == ["——2016年2月19日在丽水市第四届人民代表大会第五次会议上", "丽水市人民政府市长 张某某"]


def test_who_draws_up_another_report_is_not_asked_of_the_one_that_was_given():
    told = [fact.text for one in select_over("检测报告由谁出具？", *REPORTS).findings for fact in one.facts]

    assert told == ["检测报告由第三方机构出具。"]


def test_what_names_one_of_two_notices_need_not_stand_in_the_other():
    told = [
        fact.text
        for one in select_over("工作报告和采砂方案的通知，主送哪些单位？", *REPORTS).findings
        for fact in one.facts
    ]

    assert "各县（市、区）人民政府：" in told
