"""What an item says of the year asked for stands in the answer, what it says of other years does not."""

from __future__ import annotations

import pytest

from rag.answer.dated import of_the_years, years_in
from rag.answer.selection import whole
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.scope import gather
from tests.answer_sample import GREEN_TEXT, LIFTS_TEXT, PLAN_TEXT, quoted, read_text, select_over

REPORT = """某市绿道工作报告

一、目标

到 2025 年，绿道建设取得进展。建成绿道 500 公里。到 2035 年，绿道体系全面建成，管理机制健全。

二、分期

2026—2029年分期推进绿道维护。

三、保障

每年安排绿道资金。
"""


def told(question: str) -> list[str]:
    """What is left for `question` of all that the report says."""
    notice = read_text(REPORT)
    found = [whole(one) for one in gather([notice], list(find_facts(notice))) if one.item.path]
    query = read_question(question, notices=[notice], max_length=200)
    return [fact.text for one in of_the_years(found, query) for fact in one.facts if "。" in fact.text]


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("2025年的绿道目标？", ["到 2025 年", "建成绿道 500 公里", "每年安排"]),
        ("2035年的绿道目标？", ["到 2035 年", "每年安排"]),
        ("2027年的绿道目标？", ["2026—2029年", "每年安排"]),
    ],
)
def test_a_clause_is_on_its_own_year_or_on_that_of_the_one_before(question: str, kept: list[str]):
    assert [text.startswith(begin) for text, begin in zip(told(question), kept, strict=True)] == [True] * len(kept)


@pytest.mark.parametrize("question", ["绿道目标是什么？", "对比2025年和2035年的绿道目标", "2040年的绿道目标？"])
def test_without_one_year_that_is_told_of_all_stays(question: str):
    assert len(told(question)) == 5


def test_a_year_lies_within_a_span():
    assert years_in("2026—2028年，2030年") == {2026, 2027, 2028, 2030}
    assert years_in("2025-07-17") == {2025}


def test_only_the_clause_of_the_year_answers():
    said = quoted("2024年加装电梯的目标是什么？")

    assert any("300台" in one for one in said)
    assert not any("800台" in one for one in said)


def test_what_names_the_year_answers_where_what_comes_nearest_does_not():
    plan = PLAN_TEXT.replace("到2025年，累计完成加装电梯800台", "到 2035 年，管理机制全面建成")
    findings = select_over("到2035年机制要全面建成吗，要达到什么水平？", LIFTS_TEXT, plan, GREEN_TEXT).findings

    assert [fact.text[:8] for one in findings for fact in one.facts] == ["到 2035 年"]
