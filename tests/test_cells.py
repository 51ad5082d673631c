from __future__ import annotations

import pytest
from answer_sample import read_text

from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.answer.write import write
from rag.domain import Notice
from rag.facts import find_facts
from rag.retrieve.evidence import gather
from rag.retrieve.query import Query, read_question

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
        ("哪几个市的推荐名额合计超过5个？", ["- 温州市：合计 9个", "- 金华市：合计 7个"]),
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
