from __future__ import annotations

import pytest
from answer_sample import read_text
from rules_sample import CITY, OPINIONS, draft_for, found, select_for

from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.answer.write import write
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.scope import gather


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("衡阳市住建局牵头哪些任务？", ("2", "3")),
        ("衡阳市发展改革委牵头哪些任务？", ("2",)),
        ("衡阳市住建局配合哪些任务？", ("1",)),
        ("衡阳市住建局牵头哪几项、配合哪几项？", ("2", "3", "1")),
        ("衡阳2022年底以前要完成哪些任务？", ("1",)),
        ("衡阳2023年到期的任务有哪些？", ("2",)),
        ("衡阳哪些任务每年都要做？", ("3",)),
        ("衡阳2022年以外完成的任务有哪些？", ("2", "3")),
        ("除2022年完成的，衡阳还有哪些任务？", ("2", "3")),
    ],
)
def test_rows_fit_the_department_its_share_and_the_time(question: str, rows: tuple[str, ...]):
    assert found(question) == [(CITY, ("附件", row)) for row in rows]


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("生态环境部配合哪些任务？", ("二", "（一）")),
        ("国家能源局负责哪些任务？", ("二", "（二）")),
        ("财政部负责什么任务？", ("二", "（二）")),
    ],
)
def test_departments_in_brackets_lead_and_help(question: str, path: tuple[str, ...]):
    assert found(question) == [(OPINIONS, path)]


def test_a_department_that_leads_nothing_without_others_is_told_what_it_leads():
    assert found("衡阳市城管局单独牵头的任务有哪些？") == [(CITY, ("附件", "1"))]


def test_who_leads_is_told_by_the_items_that_print_it():
    assert found("居民小区垃圾分类投放由谁牵头？") == [(OPINIONS, ("二", "（一）"))]
    said = " ".join(claim.text for claim in draft_for("居民小区垃圾分类投放由谁牵头？").claims)
    assert "住房城乡建设部牵头，生态环境部配合" in said


PORT = read_text(
    """台政办发〔2025〕6号

台州市人民政府办公室关于印发台州市老旧码头整治行动计划的通知

各县（市、区）人民政府：

一、重点任务

（一）完善制度。（责任单位：市交通局牵头，市财政局配合）

（二）争取资金。（责任单位：省财政厅、省交通厅）

附件

任务清单

| 序号 | 任务 | 工作内容 | 责任单位 | 完成时限 |
|---|---|---|---|---|
| 1 | 整治码头 | 整治椒江码头泊位 | 椒江区政府、市港航集团 | 2026年6月 |
| 2 | 疏浚航道 | 疏浚主航道12公里 | 市交通局、市财政局 | 长期坚持 |
| 3 | 培训船员 | 培训船员 | 市人力社保局 | 2026年9月 |
"""
)


def on_ports(question: str) -> Selection:
    query = read_question(question, notices=(PORT,), max_length=2000)
    return select(query, gather((PORT,), find_facts(PORT)), ItemScores(fused={}))


def paths_on_ports(question: str) -> list[str]:
    return ["".join(one.evidence.item.path) for one in on_ports(question).findings]


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("椒江区在码头整治里承担什么任务？", ["附件1"]),
        ("港航集团参与哪几项？", ["附件1"]),
        ("没有截止时间、一直要做的任务是哪项？", ["附件2"]),
        ("省财政厅牵头的有哪些？", ["一（二）"]),
        ("市财政局参与的有几项？", ["附件2"]),
        ("市交通局和市人力社保局分别牵头哪些任务？", ["附件2", "附件3"]),
        ("市交通局和市财政局共同参与的任务？", ["附件2"]),
        ("不是市交通局牵头的任务有哪些？", ["附件1", "附件3"]),
        ("不由市交通局牵头的任务有哪些，是谁牵头？", ["附件1", "附件3"]),
        ("市人力社保局自己一家干、没别的单位配合的有哪些任务？", ["附件3"]),
        ("只有一家单位负责、不用别人配合的任务", ["附件3"]),
        ("市人力社保局独自承担的有哪几项", ["附件3"]),
        ("Which tasks does the human resources bureau do on its own, with no support?", ["附件3"]),
        ("市财政局一共挂了多少项？", ["附件2"]),
        ("市交通局和市财政局有哪些？", ["附件2"]),
        ("附件里2026年要完成的，按序号列一下", ["附件1", "附件3"]),
        ("附件中2026年6月完成的是哪项", ["附件1"]),
        ("市交通局牵头的有几条，分别讲什么", ["附件2"]),
        ("市交通局的任务目标是什么", ["附件2"]),
    ],
)
def test_places_companies_ranks_and_denials_choose_the_duties(question: str, paths: list[str]):
    assert paths_on_ports(question) == paths


def test_a_department_of_another_rank_is_not_the_one_asked_for():
    assert on_ports("省人力社保厅牵头哪些任务？").reason == "duty"


def test_what_is_to_be_done_is_not_the_name_of_the_task():
    (finding,) = on_ports("港航集团参与哪几项？").findings
    assert finding.facts[0].text == "整治椒江码头泊位"


def test_what_a_department_leads_and_what_it_joins_are_counted_apart():
    told = [one.side for one in on_ports("市财政局牵头几项、配合几项？").findings]
    assert told == ["配合：1"]
    query = read_question("市交通局牵头几项、配合几项？", notices=(PORT,), max_length=2000)
    said = [claim.text for claim in write(query, on_ports(query.text)).claims]
    assert said[:2] == ["共 1 项：", "**牵头：1**"]


def test_no_task_is_told_where_none_has_one_department_alone():
    assert select_for("衡阳哪些任务没有配合单位？").reason == "duty"
