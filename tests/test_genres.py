from __future__ import annotations

import pytest
from rules_sample import CALL, CITY, MEASURES, OPINIONS, found, notices, read

from rag.question.genres import named_by_kind


@pytest.mark.parametrize(
    ("question", "regions", "named"),
    [
        ("When do the measures take effect?", (), (MEASURES,)),
        ("What do the national opinions ask for?", (), (OPINIONS,)),
        ("What is due under the Hengyang plan?", ("衡阳",), (CITY,)),
        ("What does the Ganzhou plan say?", ("赣州",), ()),
        ("What does a plan contain?", (), ()),
        ("What safety measures are required?", (), ()),
        ("What does the notice say?", (), ()),
    ],
)
def test_a_kind_of_document_names_the_one_notice_of_it(question: str, regions: tuple[str, ...], named: tuple[str, ...]):
    assert named_by_kind(question, regions, notices()).ids == named


def test_a_kind_that_names_a_notice_is_no_subject():
    assert read("Which tasks in the Hengyang plan are due by the end of 2022?").terms == ()
    assert found("Which tasks in the Hengyang plan are due by the end of 2022?") == [(CITY, ("附件", "1"))]


def test_the_call_is_named_by_its_place():
    assert named_by_kind("Until when does the notice allow applications?", ("湖南",), notices()).ids == (CALL,)


@pytest.mark.parametrize(
    ("question", "regions", "named"),
    [
        ("Who signed the October 2023 measures?", (), (MEASURES,)),
        ("Who signed the measures of October 2023?", (), (MEASURES,)),
        ("What does the ministry's paper from 2021 say?", (), (OPINIONS,)),
        ("May we pass the October 2023 measures to our members?", (), (MEASURES,)),
        ("Compare the 2021 opinions with the Hengyang plan.", ("衡阳",), (OPINIONS, CITY)),
        ("What does the document say?", (), ()),
    ],
)
def test_a_date_and_a_kind_name_a_notice(question: str, regions: tuple[str, ...], named: tuple[str, ...]):
    assert named_by_kind(question, regions, notices()).ids == named


def test_a_kind_with_a_date_that_no_notice_has_is_missing():
    assert named_by_kind("Who signed the May 2023 measures?", (), notices()).missing == ("May 2023 measures",)
    assert named_by_kind("What does the plan require by 2022?", (), notices()).missing == ()
