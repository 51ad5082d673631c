"""Questions over the five notices: by when something is handed in, how many of what, and what tells of both sides."""

from __future__ import annotations

import re

import pytest
from conftest import CORPUS, Built

from rag.answer.ask import Assistant
from rag.settings import load_settings


@pytest.fixture(scope="module")
def assistant(built: Built) -> Assistant:
    return Assistant.open(load_settings(corpus=CORPUS, index=built.folder))


@pytest.mark.parametrize(
    "question",
    [
        "试点城市申报材料什么时候交，交给谁？",
        "When must pilot city proposals be submitted?",
    ],
)
def test_the_clause_that_sets_the_day_answers_whatever_it_calls_what_is_handed_in(assistant: Assistant, question: str):
    answer = assistant.ask(question)

    assert not answer.abstained
    assert "于2022年7月31日前报送我部" in answer.text


@pytest.mark.parametrize("question", ["189号文什么时候截止？", "189号文截止日期是哪天？"])
def test_the_deadline_of_a_notice_is_when_something_is_to_be_handed_in(assistant: Assistant, question: str):
    assert "于2022年7月31日前报送我部" in assistant.ask(question).text


def test_a_notice_without_a_deadline_has_none(assistant: Assistant):
    assert assistant.ask("60号文什么时候截止？").abstained


@pytest.mark.parametrize(
    "question", ["结婚照片什么时候交，交给谁？", "When must the wedding application be submitted?"]
)
def test_no_day_is_told_for_what_the_notices_do_not_know(assistant: Assistant, question: str):
    assert assistant.ask(question).abstained


def test_what_counts_the_very_thing_in_the_very_unit_wins(assistant: Assistant):
    answer = assistant.ask("桐乡市到2025年要培育多少家示范企业？")

    assert len(answer.citations) == 2
    assert all(re.search(r"不少于\s*10\s*家", one.quote) for one in answer.citations)


def test_what_tells_of_both_sides_is_one_row_and_counted_once(assistant: Assistant):
    answer = assistant.ask("西安和台州分别怎么奖励智能建造试点项目？")

    assert answer.table is not None
    assert len(set(answer.table.rows)) == len(answer.table.rows) == len(answer.citations) == answer.coverage.matched
    assert answer.text.startswith(f"共找到 {answer.coverage.matched} 条")
