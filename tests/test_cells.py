from __future__ import annotations

import pytest
from answer_sample import read_text

from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.answer.write import write
from rag.domain import Notice
from rag.facts import find_facts
from rag.question.query import Query, read_question
from rag.retrieve.scope import gather

CALL = read_text(
    """浙建城〔2025〕7号

浙江省住房和城乡建设厅关于组织申报口袋公园示范项目的通知

各设区市住房城乡建设局：

请按附件的名额推荐示范项目。

浙江省住房和城乡建设厅

2025年3月1日

一、申报条件

公园面积不少于500平方米。

附件

口袋公园推荐名额分配表

| 设区市 | 新建（个） | 改造（个） | 合计（个） | 备注 |
|---|---|---|---|---|
| 温州市 | 5 | 4 | 9 | 含平阳县 |
| 金华市 | 3 | 4 | 7 | |
| 丽水市 | 2 | 1 | 3 | |
"""
)


def read(question: str) -> Query:
    return read_question(question, notices=(CALL,), max_length=2000)


def found(question: str) -> Selection:
    return select(read(question), gather((CALL,), find_facts(CALL)), ItemScores(fused={}))


def lines(question: str) -> list[str]:
    return [claim.text for claim in write(read(question), found(question)).claims]


def quotes(notice: Notice, question: str) -> list[str]:
    claims = write(read(question), found(question)).claims
    return [notice.text[quote.start : quote.end] for claim in claims for quote in claim.quotes]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("温州市推荐名额合计几个？", ["- 温州市：合计 9个"]),
        ("金华新建的能推荐几个？", ["- 金华市：新建 3个"]),
        (
            "温州和丽水的推荐名额各多少？",
            ["- 温州市：新建 5个；改造 4个；合计 9个", "- 丽水市：新建 2个；改造 1个；合计 3个"],
        ),
    ],
)
def test_a_value_is_told_with_its_row_its_column_and_its_unit(question: str, told: list[str]):
    assert lines(question) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("改造类哪些市有4个名额？", ["- 温州市：改造 4个", "- 金华市：改造 4个"]),
        ("哪几个市的推荐名额合计超过5个？", ["共 2 项：", "- 温州市：合计 9个", "- 金华市：合计 7个"]),
        ("推荐名额最少的是哪个市？", ["- 丽水市：合计 3个"]),
    ],
)
def test_rows_are_found_by_the_value_of_a_cell(question: str, told: list[str]):
    assert lines(question) == told


def test_a_value_is_quoted_with_its_whole_row():
    assert quotes(CALL, "丽水市推荐名额合计几个？") == ["丽水市\t2\t1\t3"]


@pytest.mark.parametrize(
    "question", ["绍兴市推荐名额合计几个？", "温州市推荐名额有20个，都是什么项目？", "公园面积不少于多少？"]
)
def test_what_the_table_does_not_hold_is_not_read_from_it(question: str):
    assert found(question).intent != "cells"


STREETS = read_text(
    """湘建城〔2025〕9号

关于公布老街巷改造试点名单的通知

各街道办事处：

一、工作要求

各地抓紧实施。

附件

改造试点名单

| 序号 | 街道 | 试点街巷 | 户数（户） | 备注 |
|---|---|---|---|---|
| 1 | 东风街道 | 石板巷 | 320 | 先行改造排水 |
| 2 | 东风街道 | 桂花巷 | 180 | |
| 3 | 南门街道 | 米行街 | 260 | |
| 4 | 其他街道 | 各街巷 | 100 | |
"""
)


def told_of_streets(question: str) -> list[str]:
    query = read_question(question, notices=(STREETS,), max_length=2000)
    selection = select(query, gather((STREETS,), find_facts(STREETS)), ItemScores(fused={}))
    return [claim.text for claim in write(query, selection).claims]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "东风街道有几条试点街巷？叫什么",
            ["共 2 项：", "- 东风街道 石板巷：户数 320户", "- 东风街道 桂花巷：户数 180户"],
        ),
        ("桂花巷多少户数？", ["- 东风街道 桂花巷：户数 180户"]),
        ("哪些街巷户数超过250？", ["- 东风街道 石板巷：户数 320户", "- 南门街道 米行街：户数 260户"]),
        ("户数是180户的街巷", ["- 东风街道 桂花巷：户数 180户"]),
        ("石板巷的备注写了什么", ["- 东风街道 石板巷：备注 先行改造排水"]),
    ],
)
def test_rows_are_named_by_any_label_and_filtered_by_a_bare_figure(question: str, told: list[str]):
    assert told_of_streets(question) == told


QUOTAS = read_text(
    """浙建城〔2025〕8号

浙江省住房和城乡建设厅关于推荐绿道的通知

一、推荐

按附件推荐。

附件

推荐名额分配表

| 设区市 | 推荐名额（个） |
|---|---|
| 温州市 | 5 |
| 其他设区市 | 各2 |
"""
)


@pytest.mark.parametrize(("place", "told"), [("丽水", ["- 其他设区市：推荐名额 各2"]), ("长沙", [])])
def test_a_place_without_a_row_has_that_of_the_others_where_the_table_is_its_own(place: str, told: list[str]):
    query = read_question(f"{place}的推荐名额是几个？", notices=(QUOTAS,), max_length=2000)
    selection = select(query, gather((QUOTAS,), find_facts(QUOTAS)), ItemScores(fused={}))
    assert [claim.text for claim in write(query, selection).claims if selection.intent == "cells"] == told


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("名额表备注里写了“平阳”的有哪些市", ["- 温州市：备注 含平阳县"]),
        ("备注写着平阳的是哪个市", ["- 温州市：备注 含平阳县"]),
        ("備註裡有「平陽」的列出來", ["- 温州市：备注 含平阳县"]),
        (
            "备注没填的是哪几个市",
            ["共 2 项：", "- 金华市：新建 3个；改造 4个；合计 7个", "- 丽水市：新建 2个；改造 1个；合计 3个"],
        ),
    ],
)
def test_a_column_of_words_chooses_the_rows_by_what_they_say_or_leave_out(question: str, said: list[str]):
    assert lines(question) == said


LEVELS = read_text(
    """某市扬尘管控通知

一、分级管控

| 级别 | 做法 | 到场时限 |
|---|---|---|
| 一级 | 全部停工 | 30分钟 |
| 二级 | 停止土方作业 | 1小时 |
| 点位1 | 洒水 | 2小时 |
| 点位12 | 覆盖 | 3小时 |
"""
)


def told_of_levels(question: str) -> list[str]:
    query = read_question(question, notices=(LEVELS,), max_length=2000)
    selection = select(query, gather((LEVELS,), find_facts(LEVELS)), ItemScores(fused={}))
    return [claim.text for claim in write(query, selection).claims]


def test_a_length_of_time_is_a_value_and_no_day_by_which_a_task_is_done():
    assert told_of_levels("二级的到场时限是多少？") == ["- 二级 停止土方作业：到场时限 1小时"]


def test_a_column_of_words_that_is_asked_for_is_told_by_its_name():
    assert told_of_levels("二级采取什么做法？") == ["- 二级：做法 停止土方作业"]


def test_a_numbered_name_is_not_the_beginning_of_another_number():
    assert told_of_levels("点位12的到场时限是多少？") == ["- 点位12 覆盖：到场时限 3小时"]
    assert told_of_levels("点位1的到场时限是多少？") == ["- 点位1 洒水：到场时限 2小时"]


PROJECTS = read_text(
    """赣建办〔2025〕18号

江西省住房和城乡建设厅办公室关于印发城市更新项目清单的通知

各设区市住房城乡建设局：

现将清单印发给你们。

2025年3月1日

附件

城市更新项目清单

| 序号 | 地区 | 项目名称 | 总投资（万元） | 牵头单位 | 完成时间 |
|---|---|---|---|---|---|
| 1 | 南昌市 | 老城管网项目 | 52000 | 市住建局 | 2025年9月 |
| 2 | 赣州市 | 停车设施项目 | 29274 | 市城管局 | 2025年7月 |
| 3 | 九江市 | 滨江改造项目 | 4365 | 市住建局 | 2025年12月 |
"""
)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("总投资超过2亿元的项目有哪些？", ["1", "2"]),
        ("总投资低于5000万元的项目有几个？", ["3"]),
        ("总投资最高的项目是哪个？", ["1"]),
    ],
)
def test_a_limit_in_another_unit_chooses_among_the_rows_of_tasks(question: str, rows: list[str]):
    query = read_question(question, notices=(PROJECTS,), max_length=2000)
    chosen = select(query, gather((PROJECTS,), find_facts(PROJECTS)), ItemScores(fused={}))

    assert [one.evidence.item.path[-1] for one in chosen.findings] == rows
