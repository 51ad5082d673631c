"""Years of two digits are read in full where they are years."""

from __future__ import annotations

import pytest

from rag.question.plain import to_plain


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("24年的目标", "2024年的目标"),
        ("到25年底", "到2025年底"),
        ("15年这项还做吗", "2015年这项还做吗"),
        ("2014年完成多少，15年要达到多少", "2014年完成多少，2015年要达到多少"),
        ("用了15年的电梯", "用了15年的电梯"),
        ("15年以上的楼", "15年以上的楼"),
        ("使用满15年", "使用满15年"),
        ("楼龄15年，能改造吗", "楼龄15年，能改造吗"),
        ("为期25年", "为期25年"),
    ],
)
def test_a_year_of_two_digits_is_read_in_full_and_a_length_of_time_is_not(asked: str, read: str):
    assert to_plain(asked) == read


def test_a_number_in_groups_of_three_is_one_number():
    assert to_plain("above 100,000 yuan, 1 200 sqm; in 2023,2024") == "above 100000 yuan, 1200 sqm; in 2023,2024"
