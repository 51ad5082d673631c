"""Numerals, amounts, dates and comparable numbers, each with the value worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rag.numerals import (
    english_number,
    english_ordinal,
    find_amounts,
    find_dates,
    find_english_amounts,
    find_tenths,
    numbers_in,
    read_numeral,
    write_chinese,
)

NOTICES = Path(__file__).resolve().parent.parent / "corpus" / "notices"


def amounts(text: str) -> list[tuple[str, Decimal, str]]:
    return [(amount.text, amount.value, amount.unit) for amount in find_amounts(text)]


def dates(text: str) -> list[tuple[str, int, int | None, int | None]]:
    return [(mention.text, mention.year, mention.month, mention.day) for mention in find_dates(text)]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("十二", 12),
        ("二十一", 21),
        ("廿三", 23),
        ("卅", 30),
        ("〇", 0),
        ("零", 0),
        ("两", 2),
        ("一百零五", 105),
        ("一百一十二", 112),
        ("一万五", 15000),
        ("一亿二千万", 120_000_000),
        ("二○三五", 2035),
        ("五〇", 50),
        ("12", 12),
        ("１２", 12),
        ("④", 4),
        ("⑫", 12),
        ("㈢", 3),
        ("㊱", 36),
        ("Ⅲ", 3),
    ],
)
def test_every_way_of_writing_a_numeral_is_read(written: str, number: int) -> None:
    assert read_numeral(written) == number


@pytest.mark.parametrize("written", ["", "三四", "百", "III", "1.5", "½", "²", "一、", " 1", "甲", "1" * 19])
def test_what_is_no_whole_number_reads_as_none(written: str) -> None:
    assert read_numeral(written) is None


def test_written_numerals_read_back_as_themselves() -> None:
    assert [write_chinese(n) for n in (0, 1, 10, 12, 20, 110, 112, 1001, 1010, 2005)] == [
        *("零", "一", "十", "十二", "二十", "一百一十", "一百一十二", "一千零一", "一千零一十", "二千零五")
    ]
    assert all(read_numeral(write_chinese(n)) == n for n in range(10_000))


def test_a_number_that_sections_never_have_is_refused() -> None:
    with pytest.raises(ValueError, match="found 10000"):
        write_chinese(10_000)


def test_money_is_in_yuan_with_wan_and_yi_multiplied_out() -> None:
    assert amounts("给予50万元补贴，总投资1.5亿元，另发2.8万元、5千元和1,234.50元。") == [
        ("50万元", Decimal(500_000), "元"),
        ("1.5亿元", Decimal(150_000_000), "元"),
        ("2.8万元", Decimal(28_000), "元"),
        ("5千元", Decimal(5_000), "元"),
        ("1,234.50元", Decimal("1234.5"), "元"),
    ]


def test_money_per_unit_keeps_its_printed_unit() -> None:
    assert amounts("给予设计单位3元/平方米资金奖励，最高２００元／平方米") == [
        ("3元/平方米", Decimal(3), "元/平方米"),
        ("最高２００元／平方米", Decimal(200), "元/平方米"),
    ]


def test_a_range_is_one_amount_with_its_upper_bound() -> None:
    assert amounts("房地联动价8—10万元的项目，打造示范基地 1—2 个") == [
        ("8—10万元", Decimal(100_000), "元"),
        ("1—2 个", Decimal(2), "个"),
    ]


def test_adjoining_bounds_belong_to_the_printed_amount() -> None:
    text = "投资额达到100万元（含）以上，最高不超过500万元；不少于 10 家，近 30 个，超 20 多家，节约50%"
    assert [amount.text for amount in find_amounts(text)] == [
        *("100万元（含）以上", "最高不超过500万元", "不少于 10 家", "近 30 个", "超 20 多家", "50%")
    ]


def test_percentages_are_read_in_digits_and_in_han() -> None:
    assert amounts("由39％提升至60%，百分之三十、百分之三点五") == [
        ("39％", Decimal(39), "%"),
        ("60%", Decimal(60), "%"),
        ("百分之三十", Decimal(30), "%"),
        ("百分之三点五", Decimal("3.5"), "%"),
    ]


def test_counts_and_measures_keep_their_classifier() -> None:
    assert amounts("7 方面 21 项任务，40余款，5大类，5万平方米以上，15分钟，1.5倍，8折，19个省市104个团队") == [
        ("7 方面", Decimal(7), "方面"),
        ("21 项", Decimal(21), "项"),
        ("40余款", Decimal(40), "款"),
        ("5大类", Decimal(5), "大类"),
        ("5万平方米以上", Decimal(50_000), "平方米"),
        ("15分钟", Decimal(15), "分钟"),
        ("1.5倍", Decimal("1.5"), "倍"),
        ("8折", Decimal(8), "折"),
        ("19个", Decimal(19), "个"),
        ("104个", Decimal(104), "个"),
    ]


def test_han_counts_are_read_from_two_on() -> None:
    assert amounts("六项任务，两批次，十多款，近五年内，三百余万元，五十万元") == [
        ("六项", Decimal(6), "项"),
        ("两批次", Decimal(2), "批次"),
        ("十多款", Decimal(10), "款"),
        ("近五年", Decimal(5), "年"),
        ("三百余万元", Decimal(3_000_000), "元"),
        ("五十万元", Decimal(500_000), "元"),
    ]
    assert amounts("一批企业，二次开发，数十家，几十万元，四位一体，五台山，三元桥，四处走访，三年行动计划") == []


@pytest.mark.parametrize(
    "text",
    [
        "建办市函〔2025〕190号",
        "到 2025 年，2023—2025年，二○三五年",
        "2025年7月17日",
        "1.保定、长沙",
        "（一）完善政策体系",
        "第37次常务会议，第二批，第一、二条，第十四个五年规划",
        "选用目录(2024版)，4G影像记录仪，智能建造 1.0—5.0 标准化",
        "11.5.14.2",
        "行动计划（2024—2026）",
    ],
)
def test_order_dates_names_and_markers_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


def test_the_item_numeral_before_a_count_is_not_its_whole_part() -> None:
    assert amounts("2.35家企业") == [("35家", Decimal(35), "家")]
    assert amounts("1.5倍") == [("1.5倍", Decimal("1.5"), "倍")]


def test_a_figure_in_a_question_may_lack_its_unit() -> None:
    assert amounts("奖励超过50万的城市有哪些") == [("超过50万", Decimal(500_000), "")]


def test_amount_spans_quote_the_text_and_move_with_the_offset() -> None:
    text = "对１７个试点项目给予10万元奖励"
    (count, money) = find_amounts(text, offset=100)
    assert (count.start, count.end, count.text) == (101, 104, "１７个")
    assert text[money.start - 100 : money.end - 100] == money.text == "10万元"


@pytest.mark.parametrize("source", sorted(NOTICES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_amount_and_date_of_the_corpus_quotes_it(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    found = (*find_amounts(text), *find_dates(text))
    assert found
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_dates_are_read_to_the_day_where_printed() -> None:
    assert dates("2025年7月17日，2024 年 1 月，二○三五年，二〇二五年七月十七日，2025-07-17，２０２５年") == [
        ("2025年7月17日", 2025, 7, 17),
        ("2024 年 1 月", 2024, 1, None),
        ("二○三五年", 2035, None, None),
        ("二〇二五年七月十七日", 2025, 7, 17),
        ("2025-07-17", 2025, 7, 17),
        ("２０２５年", 2025, None, None),
    ]


def test_both_ends_of_a_range_of_years_are_dates() -> None:
    assert dates("2025—2029年促进发展，行动计划（2024—2026）") == [
        ("2025", 2025, None, None),
        ("2029年", 2029, None, None),
        ("2024", 2024, None, None),
        ("2026", 2026, None, None),
    ]


def test_lengths_of_time_floors_and_standards_are_no_dates() -> None:
    assert dates("为期3年，2000万元，2000-2100平方米，GB/T 51231-2016，12025年") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.5倍", {"1.5"}),
        ("2.8万元", {"28000"}),
        ("11.5.14.2", {"11.5.14.2"}),
        ("5万平方米", {"50000"}),
        ("3元/平方米", {"3"}),
        ("10万元", {"100000"}),
        ("100,000元", {"100000"}),
        ("0.1 million yuan", {"100000"}),
        ("0.50", {"0.5"}),
        ("３０％", {"30%"}),
        ("百分之三十", {"30%"}),
        ("30 percent", {"30%"}),
        ("三年", {"3"}),
        ("8—10万元", {"80000", "100000"}),
        ("39%至60%", {"39%", "60%"}),
        ("5—10%", {"5%", "10%"}),
        ("2025—2029年", {"2025", "2029"}),
        ("2025年7月17日", {"2025", "7", "17"}),
        ("二○三五年", {"2035"}),
        ("第二批、第十四个五年", {"2", "14"}),
        ("建办市函〔2025〕190号", {"2025", "190"}),
        ("1. 2家\n（3）4项\n⑤ 六项", {"2", "4", "6"}),
        ("一批企业和一个平台", set()),
        ("加强组织领导", set()),
    ],
)
def test_numbers_have_one_canonical_form(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


def test_a_wrong_number_is_told_from_the_source() -> None:
    source = "深圳对关键技术研发最高资助2000万元"
    assert numbers_in("up to 20 million yuan") <= numbers_in(source)
    assert not numbers_in("最高资助200万元") <= numbers_in(source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a grant of 5 million yuan", [("5 million yuan", 5_000_000, "元")]),
        ("a 20-year warranty", [("20-year", 20, "年")]),
        ("within 10 working days", [("10 working days", 10, "个工作日")]),
        (
            "at least 30 percent of 2,000 square metres",
            [("30 percent", 30, "%"), ("2,000 square metres", 2000, "平方米")],
        ),
        ("people 60 years old in 2025", []),
    ],
)
def test_english_figures_have_the_units_of_chinese_ones(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert [(one.text, int(one.value), one.unit) for one in find_english_amounts(text)] == expected


@pytest.mark.parametrize(
    ("word", "number", "ordinal"),
    [("two", 2, None), ("Second", 2, 2), ("12th", 12, 12), ("IV", 4, 4), ("7", 7, None), ("list", None, None)],
)
def test_an_english_word_that_counts_is_told_from_one_that_puts_in_order(
    word: str, number: int | None, ordinal: int | None
) -> None:
    assert english_number(word) == number
    assert english_ordinal(word) == ordinal


def test_an_english_sum_may_begin_with_its_currency() -> None:
    sums = find_english_amounts("RMB 600000, CNY 1.5 million, 20 yuan; RMB alone in 2025")
    assert [(one.text, int(one.value), one.unit) for one in sums] == [
        ("RMB 600000", 600000, "元"),
        ("CNY 1.5 million", 1500000, "元"),
        ("20 yuan", 20, "元"),
    ]


def test_tenths_are_shares_in_per_cent() -> None:
    shares = find_tenths("不超过市场价的九成，补七成五；三成员、八成新、成效不算")

    assert [(one.text, int(one.value), one.unit) for one in shares] == [("九成", 90, "%"), ("七成五", 75, "%")]
