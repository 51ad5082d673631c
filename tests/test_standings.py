"""Which notices are in force, and which have expired or been repealed."""

from __future__ import annotations

from datetime import date

import pytest
from answer_sample import read_text

from rag.answer.selection import Selection
from rag.answer.ways.standings import select_by_standing
from rag.domain import Notice
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.filters import standings
from rag.retrieve.scope import gather

OLD = """嘉建发〔2018〕12号

嘉兴市住房和城乡建设局关于加强工地扬尘治理的通知

一、设置围挡。

嘉兴市住房和城乡建设局

2018年3月1日
"""
NEW = """嘉建发〔2024〕8号

嘉兴市住房和城乡建设局关于进一步加强工地扬尘治理的通知

一、本通知自2024年4月1日起施行。《嘉兴市住房和城乡建设局关于加强工地扬尘治理的通知》（嘉建发〔2018〕12号）同时废止。

嘉兴市住房和城乡建设局

2024年3月20日
"""
LAPSED = """绍建发〔2020〕3号

绍兴市住房和城乡建设局关于加装电梯补助的通知

一、本通知自2020年1月1日起施行，有效期2年。

绍兴市住房和城乡建设局

2020年1月1日
"""
NOTICES = tuple(read_text(text, f"{at}.txt") for at, text in enumerate((OLD, NEW, LAPSED)))


def asked_of(question: str, notices: tuple[Notice, ...]) -> Selection | None:
    corpus = gather(notices, [fact for notice in notices for fact in find_facts(notice)])
    query = read_question(question, notices=notices, max_length=200)
    return select_by_standing(query, corpus, standings(notices, date(2025, 1, 1)))


def found(question: str) -> set[str] | None:
    """The 文号 of the notices that answer; None where it asks for no such thing."""
    selection = asked_of(question, NOTICES)
    return None if selection is None else {one.evidence.notice.id for one in selection.findings}


@pytest.mark.parametrize(
    "question", ["哪些通知已经废止或者失效？", "已经失效的文件有哪些？", "Which notices have expired or been repealed?"]
)
def test_those_that_no_longer_hold(question: str):
    assert found(question) == {"嘉建发〔2018〕12号", "绍建发〔2020〕3号"}


@pytest.mark.parametrize("question", ["哪些通知现在还有效？", "Which notices are still in force?"])
def test_those_that_hold(question: str):
    assert found(question) == {"嘉建发〔2024〕8号"}


@pytest.mark.parametrize("question", ["哪些通知已经失效？", "Which notices are no longer in force?"])
def test_where_all_hold_it_is_said_that_none_has_lapsed(question: str):
    selection = asked_of(question, NOTICES[1:2])

    assert selection is not None
    assert (selection.reason, selection.findings) == ("lapsed", ())


def test_those_of_a_place():
    assert found("绍兴有哪些文件已经失效？") == {"绍建发〔2020〕3号"}


@pytest.mark.parametrize(
    "question", ["嘉建发〔2024〕8号废止了哪些文件？", "嘉建发〔2018〕12号失效了吗？", "哪些城市给电梯补助？"]
)
def test_what_one_notice_repeals_is_another_question(question: str):
    assert found(question) is None
