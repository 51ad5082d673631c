"""Automatic numbering: each style's numerals, and how the counters of a list go on and start again."""

from __future__ import annotations

import pytest

from rag.parse.formats.numbering import Counters, ListKind, ListLevel, write_numeral


@pytest.mark.parametrize(
    ("style", "numbers", "written"),
    [
        ("decimal", (1, 12), ["1", "12"]),
        ("decimalZero", (1, 12), ["01", "12"]),
        ("chineseCounting", (1, 10, 11, 20, 101), ["一", "十", "十一", "二十", "一百零一"]),
        ("japaneseCounting", (3, 15), ["三", "十五"]),
        ("ideographDigital", (3, 10, 11), ["三", "一〇", "一一"]),
        ("chineseLegalSimplified", (1, 12), ["壹", "拾贰"]),
        ("decimalEnclosedCircle", (1, 20, 21, 36, 50, 51), ["①", "⑳", "㉑", "㊱", "㊿", "51"]),
        ("decimalEnclosedCircleChinese", (2,), ["②"]),
        ("decimalEnclosedParen", (1, 20), ["⑴", "⒇"]),
        ("decimalEnclosedFullstop", (1,), ["⒈"]),
        ("ideographEnclosedCircle", (1, 10, 11), ["㊀", "㊉", "11"]),
        ("ideographTraditional", (1, 10), ["甲", "癸"]),
        ("ideographZodiac", (1, 12), ["子", "亥"]),
        ("upperLetter", (1, 26, 27, 28), ["A", "Z", "AA", "BB"]),
        ("lowerLetter", (2,), ["b"]),
        ("upperRoman", (4, 9, 14, 1999), ["IV", "IX", "XIV", "MCMXCIX"]),
        ("lowerRoman", (3,), ["iii"]),
        ("decimalFullWidth", (12,), ["１２"]),
        ("numberInDash", (2,), ["- 2 -"]),
        ("bullet", (1,), [""]),
        ("none", (1,), [""]),
        ("some-new-style", (3,), ["3"]),
    ],
)
def test_each_style_prints_its_numerals(style: str, numbers: tuple[int, ...], written: list[str]) -> None:
    assert [write_numeral(number, style) for number in numbers] == written


def counters(*levels: ListLevel, starts: dict[int, int] | None = None) -> Counters:
    kind = ListKind(shared="a", levels=dict(enumerate(levels)), starts={}, by_style={})
    other = ListKind(shared="a", levels=dict(enumerate(levels)), starts=starts or {}, by_style={})
    return Counters({"1": kind, "2": other})


CHAPTER = ListLevel(style="chineseCounting", pattern="第%1章")
SECTION = ListLevel(style="chineseCounting", pattern="（%2）")
POINT = ListLevel(pattern="%3.")


def test_deeper_levels_start_again_below_a_higher_one() -> None:
    counted = counters(CHAPTER, SECTION, POINT)
    levels = [0, 1, 2, 2, 1, 2, 0, 2, 1]
    assert [counted.next("1", level) for level in levels] == [
        *("第一章 ", "（一）", "1. ", "2. ", "（二）", "1. ", "第二章 ", "1. ", "（一）"),
    ]


def test_a_level_may_start_again_below_a_certain_level_alone() -> None:
    counted = counters(CHAPTER, SECTION, ListLevel(pattern="%3.", restart=1))
    assert [counted.next("1", level) for level in (0, 1, 2, 1, 2, 0, 2)] == [
        *("第一章 ", "（一）", "1. ", "（二）", "2. ", "第二章 ", "1. "),
    ]


def test_a_list_of_its_own_start_begins_there_when_first_used_and_counts_on() -> None:
    counted = counters(CHAPTER, starts={0: 5})
    assert [counted.next(kind, 0) for kind in ("1", "1", "2", "2", "1")] == [
        *("第一章 ", "第二章 ", "第五章 ", "第六章 ", "第七章 "),
    ]


def test_a_list_or_level_that_is_not_defined_has_no_numerals() -> None:
    assert counters(CHAPTER).next("9", 0) is None
    assert counters(CHAPTER).next("1", 3) is None


def test_a_blank_that_the_pattern_ends_with_parts_the_numeral_from_the_text() -> None:
    counted = counters(ListLevel(style="chineseCounting", pattern="第%1条\u3000", blank=False))
    assert counted.next("1", 0) == "第一条 "


def test_what_stands_in_a_pattern_beside_places_is_printed() -> None:
    level = ListLevel(pattern="占50%的第%1类", blank=False)
    assert counters(level).next("1", 0) == "占50%的第1类"
