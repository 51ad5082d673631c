from __future__ import annotations

import pytest
from answer_sample import read


@pytest.mark.parametrize(
    ("question", "beside", "about"),
    [
        ("资金补贴以外还有哪些产业基地？", "资金补贴", "产业基地"),
        ("除了资金补贴，还有哪些产业基地？", "资金补贴", "产业基地"),
        ("除资金补贴外，还有哪些产业基地？", "资金补贴", "产业基地"),
        ("Which industrial bases other than subsidies?", "资金补贴", "产业基地"),
    ],
)
def test_a_subject_that_is_left_out_is_none(question: str, beside: str, about: str):
    query = read(question)
    assert [beside in term.variants for term in query.beside] == [True]
    assert not any(beside in term.variants for term in query.terms)
    assert any(about in term.variants for term in query.terms)


@pytest.mark.parametrize("question", ["不在杭州的城市有哪些做法？", "哪些城市不含杭州也给补贴？"])
def test_a_place_that_something_is_not_in_is_left_out(question: str):
    assert read(question).excluded == ("杭州",)


@pytest.mark.parametrize(
    "question",
    ["拆除违法建筑给多少补贴？", "消除安全隐患有什么要求？", "资金补贴有哪些？", "最多多少面积不算容积率？"],
)
def test_words_with_the_character_leave_nothing_out(question: str):
    assert read(question).beside == ()


@pytest.mark.parametrize(
    "question",
    ["Which tasks are led by another bureau than the finance bureau?", "Which tasks other than the finance bureau's?"],
)
def test_an_office_may_be_left_out_in_english(question: str):
    assert read(question).without_bodies


def test_a_figure_in_an_english_question_is_taken_for_granted_as_a_chinese_one_is():
    assert [(one.text, one.unit) for one in read("Why does it pay 5 million yuan?").figures] == [
        ("5 million yuan", "元")
    ]


@pytest.mark.parametrize(
    "question",
    [
        "哪些城市由市长而不是副市长牵头？",
        "Which cities' work is led by the mayor himself, not a vice mayor?",
    ],
)
def test_what_the_subject_is_set_against_is_none(question: str):
    terms = {word for term in read(question).terms for word in term.variants}
    assert "市长" in terms
    assert "副市长" not in terms
    assert read(question).beside == ()
