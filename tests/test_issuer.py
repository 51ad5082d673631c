"""Whose notices a question asks what they say of a place in it."""

from __future__ import annotations

import pytest
from answer_sample import read_text, select_over

from rag.question.issuer import issuer_above
from rag.regions import find_regions

PROVINCE = """鄂建〔2024〕3号

湖北省住房和城乡建设厅关于推进海绵城市建设的实施意见

各市州人民政府：

2024年4月1日

一、总体目标

到2026年，全省建成海绵城市示范区20个，其中武汉市6个、宜昌市3个。

二、重点任务

（一）武汉、黄石、荆门建设雨水花园。

（二）各市州于2024年底前制定海绵城市专项规划。

（三）支持襄阳开展管网普查。
"""
CITY = """武建〔2024〕9号

武汉市城乡建设局关于印发《武汉市海绵城市管理办法》的通知

各区：

2024年8月1日

第一条　海绵城市项目由市建设局审查。

第二条　海绵城市设施的维护费用由权属单位承担。
"""
NOTICES = (read_text(PROVINCE), read_text(CITY))


def above(question: str) -> str:
    region = issuer_above(question, find_regions(question), NOTICES)
    return "" if region is None else region.name


@pytest.mark.parametrize(
    "question",
    ["湖北要求武汉做什么？", "湖北的意见里对宜昌有什么安排", "省里支持襄阳干什么", "黄石要做什么？我看省厅的文件里有"],
)
def test_a_province_that_is_asked_what_it_says_of_its_city_is_the_issuer(question: str):
    assert above(question) == "湖北"


@pytest.mark.parametrize(
    "question",
    [
        "湖北和武汉各怎么规定？",
        "武汉要求宜昌做什么",
        "湖南要求武汉做什么",
        "武汉有哪些省级示范项目？",
        "湖北怎么规定？",
    ],
)
def test_places_side_by_side_outside_each_other_or_alone_have_none(question: str):
    assert above(question) == ""


def told(question: str) -> set[tuple[str, str]]:
    found = select_over(question, PROVINCE, CITY).findings
    return {(one.evidence.notice.symbol, "".join(one.evidence.item.path)) for one in found}


def test_what_the_province_says_of_the_city_is_told_and_not_what_the_city_says():
    assert told("湖北要求武汉做什么？") == {("鄂建〔2024〕3号", "一"), ("鄂建〔2024〕3号", "二（一）")}


def test_a_place_that_a_clause_only_names_is_told_with_that_clause():
    found = select_over("省里对宜昌有什么安排？", PROVINCE, CITY).findings
    assert ["宜昌市3个" in fact.text for one in found for fact in one.facts] == [True]
