from __future__ import annotations

import pytest
from rules_sample import CITY, OPINIONS, draft_for, found


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("衡阳市住建局牵头哪些任务？", ("2", "3")),
        ("衡阳市发展改革委牵头哪些任务？", ("2",)),
        ("衡阳市住建局配合哪些任务？", ("1",)),
        ("衡阳市住建局牵头哪几项、配合哪几项？", ("1", "2", "3")),
        ("衡阳2022年底以前要完成哪些任务？", ("1",)),
        ("衡阳2023年到期的任务有哪些？", ("2",)),
        ("衡阳哪些任务每年都要做？", ("3",)),
        ("衡阳2022年以外完成的任务有哪些？", ("2", "3")),
        ("除2022年完成的，衡阳还有哪些任务？", ("2", "3")),
    ],
)
def test_rows_fit_the_department_its_share_and_the_time(question: str, rows: tuple[str, ...]):
    assert found(question) == [(CITY, ("附件", row)) for row in rows]


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("生态环境部配合哪些任务？", ("二", "（一）")),
        ("国家能源局负责哪些任务？", ("二", "（二）")),
        ("财政部负责什么任务？", ("二", "（二）")),
    ],
)
def test_departments_in_brackets_lead_and_help(question: str, path: tuple[str, ...]):
    assert found(question) == [(OPINIONS, path)]


def test_a_department_that_leads_nothing_without_others_is_told_what_it_leads():
    assert found("衡阳市城管局单独牵头的任务有哪些？") == [(CITY, ("附件", "1"))]


def test_who_leads_is_told_by_the_items_that_print_it():
    assert found("居民小区垃圾分类投放由谁牵头？") == [(OPINIONS, ("二", "（一）"))]
    said = " ".join(claim.text for claim in draft_for("居民小区垃圾分类投放由谁牵头？").claims)
    assert "住房城乡建设部牵头，生态环境部配合" in said
