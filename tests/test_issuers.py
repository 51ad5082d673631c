"""Who issued a notice, and which rank that body has."""

from __future__ import annotations

import pytest

from rag.parse.issuers import find_issuers, rank_of, title_issuer


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("住房和城乡建设部办公厅关于试点的通知", "住房和城乡建设部办公厅"),
        ("国务院办公厅转发国家地震局关于趋势意见报告的通知", "国务院办公厅"),
        ("国务院办公厅对十届全国人大四次会议第7240号建议的答复", "国务院办公厅"),
        ("关于试点的通知", ""),
        ("某市管理办法", ""),
    ],
)
def test_the_body_that_a_title_begins_with(title: str, issuer: str) -> None:
    assert title_issuer(title) == issuer


@pytest.mark.parametrize(
    ("margins", "title", "issuers"),
    [
        ((), "国务院办公厅、中央军委办公厅关于管理的通知", ("国务院办公厅", "中央军委办公厅")),
        ((), "最高人民法院 最高人民检察院关于适用的解释", ("最高人民法院", "最高人民检察院")),
        (("某市建设局", "某市财政局", "2024年1月1日"), "试点方案", ("某市建设局", "某市财政局")),
        (("某省建设厅", "某省财政厅"), "某省建设厅等部门关于试点的通知", ("某省建设厅", "某省财政厅")),
        (("某部文件",), "某部等部门关于试点的通知", ("某部等部门",)),
        (("中华人民共和国国务院令", "第707号", "总理 李某某"), "某法实施条例", ("国务院",)),
        (("2004年6月23日 中华人民共和国国务院令第410号公布",), "某条例", ("国务院",)),
        (("1987年11月10日 公安部发布",), "某办法", ("公安部",)),
        (
            ("1996年1月29日 中华人民共和国国务院、中华人民共和国中央军事委员会令第194号发布",),
            "某标志使用办法",
            ("国务院", "中央军事委员会"),
        ),
        (
            (
                "2018年4月26日 某市第四届人民代表大会常务委员会第八次会议通过",
                "2018年6月1日 某省第十三届人民代表大会常务委员会第三次会议批准",
            ),
            "某市条例",
            ("某市人民代表大会常务委员会",),
        ),
        (("2000年11月10日 最高人民法院审判委员会第1136次会议通过",), "某解释", ("最高人民法院",)),
        ((), "某市条例", ()),
    ],
)
def test_the_bodies_that_issue_a_notice(margins: tuple[str, ...], title: str, issuers: tuple[str, ...]) -> None:
    assert find_issuers(margins, title) == issuers


@pytest.mark.parametrize(
    ("issuers", "title", "level", "region"),
    [
        (("国务院办公厅",), "", "国家", ""),
        (("国家税务总局",), "", "国家", ""),
        (("浙江省人民政府",), "", "省", "浙江"),
        (("北京市人民政府",), "", "省", "北京"),
        (("广州市民政局",), "", "市", "广州"),
        (("广东省广州市民政局",), "", "市", "广州"),
        (("广州市天河区教育局",), "", "县", "天河区"),
        (("桐乡市人民政府办公室",), "", "县", "桐乡"),
        (("市财政局",), "", "", ""),
        (("市财政局",), "苏州市奖补办法", "市", "苏州"),
        ((), "山东省中医药条例", "省", "山东"),
        (("财政部", "苏州市财政局"), "", "国家", ""),
    ],
)
def test_the_rank_of_the_highest_issuer(issuers: tuple[str, ...], title: str, level: str, region: str) -> None:
    found, where = rank_of(issuers, title)
    assert (found, "" if where is None else where.name) == (level, region)


def test_a_name_that_the_title_cuts_short_is_the_one_that_signs() -> None:
    margins = ["湖北省人民政府办公厅文件", "湖北省人民政府办公厅", "2024年11月15日"]
    assert find_issuers(margins, "省人民政府办公厅关于加快改造的实施意见") == ("湖北省人民政府办公厅",)


def test_the_state_before_a_ministrys_name_is_no_longer_name() -> None:
    margins = ["中华人民共和国住房和城乡建设部办公厅"]
    assert find_issuers(margins, "住房和城乡建设部办公厅关于试点的通知") == ("住房和城乡建设部办公厅",)
