"""Misspelt English, read over the three small notices."""

from __future__ import annotations

import pytest
from answer_sample import notices

from rag.question.asked import hear, read_asked
from rag.question.misspelt import distance, mend_english

ENGLISH = frozenset("which pays build pharmacy programme stream costs lift".split())


def mended(question: str) -> dict[str, str]:
    found = mend_english(question, notices(), ENGLISH.__contains__)
    return {question[one.start : one.end]: one.read for one in found}


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("which place pays a subsudy", {"subsudy": "subsidy"}),
        ("Whch elavator", {"Whch": "which", "elavator": "elevator"}),
        ("implementaton in Hangzou", {"implementaton": "implementation", "Hangzou": "Hangzhou"}),
        ("Hnagzhou 每台补多少", {"Hnagzhou": "Hangzhou"}),
    ],
)
def test_a_word_that_is_none_is_read_as_the_one_that_it_all_but_spells(question: str, read: dict[str, str]):
    assert mended(question) == read


@pytest.mark.parametrize(
    "question",
    [
        "which pharmacy programme",
        "What does Vanke build in Hangzhou?",
        "Taiyuan and Suzhou",
        "the butie of Hangzhou",
        "What is Xian'ao",
        "BIM2 and e-mail a@subsidys.cn",
    ],
)
def test_words_names_and_pinyin_stay(question: str):
    assert mended(question) == {}


def test_a_place_that_the_notices_do_not_name_is_no_reading():
    assert mended("subsidies of Taiyan") == {}


def test_letters_left_out_put_in_changed_and_swapped_count_one_each():
    assert [distance("lift", other, 2) for other in ("lift", "lit", "lifts", "lint", "ilft", "loft s", "x")] == [
        0, 1, 1, 1, 1, 3, 3,
    ]  # fmt: skip


def test_a_question_says_how_its_words_were_read():
    asked = "Which subsudy in Hangzou?"
    heard = hear(asked, history=(), notices=notices(), max_length=99, is_word=ENGLISH.__contains__)
    query, *_ = read_asked(heard, notices=notices(), max_length=99)

    assert [(one.written, one.read) for one in query.corrections] == [("subsudy", "subsidy"), ("Hangzou", "Hangzhou")]
    assert query.regions == ("杭州",)
