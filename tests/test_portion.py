"""The first or last units of a list."""

from __future__ import annotations

import pytest
from answer_sample import GREEN, LIFTS, PLAN, open_assistant

from rag.question.portion import Portion, find_portion


@pytest.mark.parametrize(
    ("question", "start", "stop", "unit"),
    [
        ("前三条讲了什么", 0, 3, "条"),
        ("头两项任务", 0, 2, "项"),
        ("最后一条", -1, None, "条"),
        ("任务清单后两项", -2, None, "项"),
        ("倒数第二条", -2, -1, "条"),
        ("倒数第1条", -1, None, "条"),
        ("最后一章", -1, None, "章"),
        ("the first three articles", 0, 3, "条"),
        ("the last item", -1, None, "项"),
        ("the final two tasks", -2, None, "项"),
        ("最后一个阶段", -1, None, "阶段"),
        ("最后阶段做什么", -1, None, "阶段"),
        ("第二个阶段", 1, 2, "阶段"),
        ("the last stage", -1, None, "阶段"),
        ("the third phase", 2, 3, "阶段"),
    ],
)
def test_units_are_counted_from_an_end(question: str, start: int, stop: int | None, unit: str) -> None:
    assert find_portion(question) == Portion(start=start, stop=stop, unit=unit)


@pytest.mark.parametrize(
    "question",
    [
        "以前三项",
        "2025年底前3项任务",
        "之前两条",
        "前后两批各怎么说",
        "目前一条",
        "最后什么时候",
        "the first batch",
        "the last day",
    ],
)
def test_before_a_date_and_other_last_things_are_no_units(question: str) -> None:
    assert find_portion(question) is None


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("南昌方案重点任务清单最后一项", [(PLAN, ("附件", "3"))]),
        ("南昌加装电梯工作方案保障措施的最后一条", [(PLAN, ("二", "（二）"))]),
        ("城市绿道建设可复制经验清单前两条", [(GREEN, ("一", "1")), (GREEN, ("一", "2"))]),
        ("第三批清单第二部分最后一条", [(LIFTS, ("二", "2"))]),
        ("第三批清单倒数第二条", [(LIFTS, ("二", "1"))]),
    ],
)
def test_the_units_of_what_is_named_are_quoted(question: str, cited: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(citation.doc, citation.path) for citation in open_assistant().ask(question).citations] == cited
