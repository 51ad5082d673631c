"""Numerals that open a unit only because of those before and after them."""

from __future__ import annotations

import pytest
from notice_sample import check_whole, headings, paths, read, repairs

from rag.parse.ahead import Ahead


def labels(*lines: str) -> list[str]:
    return ["" if marker is None else marker.label for marker in Ahead(lines).markers]


def test_decimals_count_under_the_number_above_them() -> None:
    source = "某规范\n1 总则\n1.1 目的\n甲。\n1.1.1 范围\n乙。\n1.2 依据\n丙。\n2 要求\n2.1 一般规定\n丁。\n"
    notice = read(source)
    assert paths(notice) == ["1", "1/1.1", "1/1.1/1.1.1", "1/1.2", "2", "2/2.1"]
    assert headings(notice)["1/1.2"] == "依据"
    check_whole(notice, source)


def test_decimals_of_a_standard_whose_chapter_numbers_were_lost() -> None:
    assert labels("程度分级", "5.1 颅脑", "5.1.1 重伤", "a)甲。", "5.1.2 轻伤", "5.2 面部") == [
        *("", "5.1", "5.1.1", "a", "5.1.2", "5.2"),
    ]


@pytest.mark.parametrize(
    "line",
    ["1.5倍以上的予以奖励。", "1.2亿元。", "11.5.14.2的试验按标准执行。", "1.1万元。", "2.35家企业", "1.1、1.2项"],
)
def test_a_figure_under_a_numbered_section_opens_nothing(line: str) -> None:
    assert labels("1.要求", line, "2.其他")[1] == ""


def test_a_number_whose_text_begins_with_another_is_told_by_the_next_one() -> None:
    assert labels("下列老年人：", "1.80周岁及以上的；", "2.纯老家庭人员。") == ["", "1", "2"]
    assert labels("下列老年人：", "1.80周岁及以上的；", "其他人员。") == ["", "", ""]


def test_articles_without_a_blank_must_be_the_very_next_ones() -> None:
    assert labels("第一条为了规范，制定本办法。", "第二条本办法适用于全市。", "第五条甲。") == ["第一条", "第二条", ""]
    assert labels("第一条 甲。", "第二条规定的情形。", "第二条、第三条的情形。", "第二条 乙。") == [
        *("第一条", "", "", "第二条"),
    ]


def test_headings_right_over_articles_are_chapters_whatever_their_numeral() -> None:
    source = (
        "某解释\n一、一般规定\n第一条 下列情形：\n（一）甲；\n（二）乙。\n二、担保\n（一）一般规定\n第二条 丙。\n"
        "（二）不动产抵押\n第三条 丁。\n三、附则\n第四条 戊。\n"
    )
    notice = read(source)
    assert paths(notice) == [
        *("一", "第一条", "第一条/（一）", "第一条/（二）", "二", "二/（一）", "第二条", "二/（二）", "第三条", "三"),
        "第四条",
    ]
    assert repairs(notice) == ["no-symbol"]
    check_whole(notice, source)


def test_a_list_of_a_higher_style_may_stand_in_one_of_a_lower() -> None:
    assert paths(read("1.甲\n（一）子。\n（二）丑。\n2.乙\n（一）寅。\n3.丙。\n")) == [
        *("1", "1/（一）", "1/（二）", "2", "2/（一）", "3"),
    ]
    assert paths(read("1.甲。\n2.乙。\n（一）丙\n1.子。\n（二）丁。\n")) == ["1", "2", "（一）", "（一）/1", "（二）"]
