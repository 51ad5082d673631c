"""Numerals that open a unit, and numerals that only look so."""

from __future__ import annotations

import pytest

from rag.parse.markers import AnnexMark, read_annex, read_marker


@pytest.mark.parametrize(
    ("line", "style", "number", "label"),
    [
        ("第三编 合同", "part", 3, "第三编"),
        ("第三章 总则", "chapter", 3, "第三章"),
        ("第一节　一般规定", "division", 1, "第一节"),
        ("第十二条 为了规范", "article", 12, "第十二条"),
        ("第 12 条 为了规范", "article", 12, "第12条"),
        ("第三十条之一 本条例", "article", 30, "第三十条之一"),
        ("第五条", "article", 5, "第五条"),
        ("一、指导思想", "cn", 1, "一"),
        ("十二. 其他", "cn", 12, "十二"),
        ("（四）推进", "cn_paren", 4, "（四）"),
        ("(四) 推进", "cn_paren", 4, "（四）"),
        ("（ 十一 ）推进", "cn_paren", 11, "（十一）"),
        ("1.苏州", "num", 1, "1"),
        ("3. 北京市通州区", "num", 3, "3"),
        ("2、推行", "num", 2, "2"),
        ("4．推行", "num", 4, "4"),
        ("4.2024年全市", "num", 4, "4"),
        ("（1）研究", "num_paren", 1, "（1）"),
        ("(12)研究", "num_paren", 12, "（12）"),
        ("1）研究", "half", 1, "1）"),
        ("③研究", "circle", 3, "③"),
        ("第二部分 范围", "part", 2, "第二部分"),
        ("第一分编 通则", "subpart", 1, "第一分编"),
        ("第１２条 为了", "article", 12, "第12条"),
        ("㈣推进", "cn_paren", 4, "（四）"),
        ("⒊北京", "num", 3, "3"),
        ("⑿研究", "num_paren", 12, "（12）"),
        ("１、推行", "num", 1, "1"),
        ("a. 研究", "alpha", 1, "a"),
        ("B、研究", "alpha", 2, "B"),
        ("（一）项目补贴。每个10万元。", "cn_paren", 1, "（一）"),
        ("（二）款项拨付", "cn_paren", 2, "（二）"),
        ("（一）目标任务", "cn_paren", 1, "（一）"),
        ("（三）目录内的产品", "cn_paren", 3, "（三）"),
        ("（一）条件", "cn_paren", 1, "（一）"),
        ("（2）项目验收", "num_paren", 2, "（2）"),
        ("（一千零二十一）甲", "cn_paren", 1021, "（一千零二十一）"),
        ("1024. 某某小区", "num", 1024, "1024"),
        ("59999、某某小区", "num", 59999, "59999"),
    ],
)
def test_each_style_of_numeral(line: str, style: str, number: int, label: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert (marker.style, marker.number, marker.label) == (style, number, label)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("1. 保定", "保定"),
        ("（一）加快", "加快"),
        ("第三章\u3000总则", "总则"),
        ("一、 指导", "指导"),
        ("①研究", "研究"),
    ],
)
def test_the_numeral_takes_the_blanks_after_it(line: str, rest: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert line[marker.length :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "1.5倍",
        "2.35家",
        "11.5.14.2的试验",
        "（三）项为必选任务",
        "（一）至（四）项为必选任务",
        "（二）、（三）项",
        "（一）项规定的情形",
        "（二）目、（三）目",
        "（三）条规定",
        "（1）项规定的",
        "（2024）",
        "2024. 5. 1",
        "2024、2025年",
        "(一)和(二)项",
        "第三条规定的情形",
        "第（一）至（四）项",
        "（2023—2025年）",
        "2024年全市",
        "一是加强领导",
        "二、三级医院",
        "一、二、三产业",
        "第二条本办法",
        "5.1 一般规定",
        "3 术语",
        "一批项目",
        "十四五规划",
        "BIM技术",
        "A.I.技术",
        "加快推进",
        "",
    ],
)
def test_what_is_no_numeral(line: str) -> None:
    assert read_marker(line) is None


@pytest.mark.parametrize(
    ("line", "label", "listed"),
    [
        ("附件", "附件", False),
        ("附件1", "附件1", False),
        ("附 件 2", "附件2", False),
        ("附件：任务清单", "附件", True),
        ("附件1：任务清单", "附件1", True),
        ("附件：", "附件", False),
        ("附表一 名录", "附表一", False),
        ("附录", "附录", False),
        ("附件１", "附件1", False),
        ("附件（三） 名单", "附件三", False),
        ("附件1-2 表", "附件1-2", False),
        ("【附件2】", "附件2", False),
        ("附件1.清单", "附件1", True),
        ("附：", "附", False),
    ],
)
def test_lines_that_name_an_annex(line: str, label: str, listed: bool) -> None:
    mark = read_annex(line)
    assert mark is not None
    assert (mark.label, mark.listed) == (label, listed)


def test_the_title_of_an_annex_begins_where_the_mark_ends() -> None:
    assert read_annex("附件2：任务清单") == AnnexMark(label="附件2", length=4, listed=True)


@pytest.mark.parametrize("line", ["附件所列项目", "附则", "详见附件1", "附件1 所列项目应当报送。"])
def test_what_is_no_annex(line: str) -> None:
    assert read_annex(line) is None
