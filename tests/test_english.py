from __future__ import annotations

from datetime import date

import pytest

from rag.answer.english import english_amount, english_body, english_day, english_due, english_heading
from rag.numerals import find_amounts


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("10万元", "CNY 100,000 (10万元)"),
        ("3元/平方米", "CNY 3 per m² (3元/平方米)"),
        ("18.6亿元", "CNY 1,860,000,000 (18.6亿元)"),
        ("0.2元", "CNY 0.2 (0.2元)"),
        ("35个", "35 (35个)"),
        ("5万平方米", "50,000 m² (5万平方米)"),
        ("1年", "1 year (1年)"),
        ("不少于10家", "不少于10家"),
        ("20%", "20%"),
    ],
)
def test_sums_and_counts_are_told_in_english_with_the_print_beside_them(printed: str, english: str):
    assert english_amount(find_amounts(printed)[0]) == english


def test_a_day_is_told_in_english():
    assert english_day(date(2025, 7, 17), "2025年7月17日") == "17 July 2025 (2025年7月17日)"


def test_a_heading_is_told_in_english_where_every_word_is_known():
    assert english_heading("资金补贴").endswith("(资金补贴)")
    assert english_heading("鱼跃龙门") == "鱼跃龙门"


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("2023年", "2023 (2023年)"),
        ("2025年6月底前", "by the end of June 2025 (2025年6月底前)"),
        ("2024年12月31日前", "by 31 December 2024 (2024年12月31日前)"),
        ("每年", "every year (每年)"),
        ("每年12月底", "每年12月底"),
        ("", ""),
    ],
)
def test_when_a_task_is_due_is_told_in_english(printed: str, english: str):
    assert english_due(printed) == english


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("财政局", "finance bureau (财政局)"),
        ("市财政局", "municipal finance bureau (市财政局)"),
        ("省财政厅", "provincial finance department (省财政厅)"),
        ("省住建厅", "provincial department of housing and urban-rural development (省住建厅)"),
        ("龙门镇", "龙门镇"),
    ],
)
def test_an_office_is_told_in_english_where_it_is_known(printed: str, english: str):
    assert english_body(printed) == english
