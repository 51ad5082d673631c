"""The time a question limits itself to."""

from __future__ import annotations

from datetime import date

import pytest

from rag.question.period import Period, find_period


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("2025年6月底前要完成哪些任务？", None, date(2025, 6, 30)),
        ("2025年6月前要完成什么", None, date(2025, 6, 30)),
        ("2025年6月15日之前", None, date(2025, 6, 15)),
        ("2025年前要完成什么", None, date(2024, 12, 31)),
        ("2025年底前要完成什么", None, date(2025, 12, 31)),
        ("到2025年底要完成什么", None, date(2025, 12, 31)),
        ("截至2024年2月", None, date(2024, 2, 29)),
        ("2026年以后的任务", date(2026, 1, 1), None),
        ("自2026年起", date(2026, 1, 1), None),
        ("2025年之后", date(2026, 1, 1), None),
        ("2025年要完成什么", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025年3月到期的", date(2025, 3, 1), date(2025, 3, 31)),
        ("2025年上半年要完成哪些", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025年第三季度", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025年2至4月", date(2025, 2, 1), date(2025, 4, 30)),
        ("2024到2025年之间", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024—2025年的任务", date(2024, 1, 1), date(2025, 12, 31)),
        ("2025年6月以后、2026年6月以前", date(2025, 6, 1), date(2026, 6, 30)),
        ("what must be done by the end of 2025", None, date(2025, 12, 31)),
        ("before the end of 2024", None, date(2024, 12, 31)),
        ("before 2026", None, date(2025, 12, 31)),
        ("after 2025", date(2026, 1, 1), None),
        ("due in December 2025", date(2025, 12, 1), date(2025, 12, 31)),
        ("between 2024 and 2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("from June 2024 to March 2025", date(2024, 6, 1), date(2025, 3, 31)),
        ("in the first half of 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("Q3 2025", date(2025, 7, 1), date(2025, 9, 30)),
    ],
)
def test_dates_and_the_words_around_them_limit_the_time(question: str, start: date | None, end: date | None) -> None:
    assert find_period(question) == Period(start=start, end=end)


@pytest.mark.parametrize(
    "question", ["有哪些任务", "2025年和2035年的目标分别是什么", "tasks for 2024 and 2025", "12345台"]
)
def test_no_date_and_two_dates_side_by_side_are_no_limit(question: str) -> None:
    assert find_period(question) is None


def test_both_ends_are_in_a_period() -> None:
    period = Period(start=date(2025, 1, 1), end=date(2025, 6, 30))

    assert [
        period.holds(day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert Period(end=date(2025, 6, 30)).holds(date.min)
