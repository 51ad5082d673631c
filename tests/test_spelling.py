"""Misspelt questions, read over the three small notices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answer_sample import notices, open_assistant

from rag.question.spelling import Correction, correct


def pairs(question: str) -> list[tuple[str, str]]:
    return [(one.written, one.read) for one in correct(question, notices()).corrections]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("杭洲每台补贴多少钱", "杭州每台补贴多少钱"),
        ("既有住宅加装点梯", "既有住宅加装电梯"),
        ("哪些城市给予资金补铁", "哪些城市给予资金补贴"),
        ("贵洋的宁波", "贵阳的宁波"),
        ("南昌市住建居牵头什么", "南昌市住建局牵头什么"),
        ("乌鲁木奇做了什么", "乌鲁木齐做了什么"),
        ("杭周那边补多少", "杭州那边补多少"),
        ("杭州和下门哪个高", "杭州和厦门哪个高"),
        ("zuigao buzhu duoshao", "最高补助多少"),
    ],
)
def test_a_wrong_homophone_is_read_as_the_term_or_place_that_is_meant(question: str, read: str):
    assert correct(question, notices()).text == read


@pytest.mark.parametrize(
    "question",
    [
        "哪些城市给予资金补贴，各多少？",
        "养犬管理条例规定了什么",
        "有没有公式可以计算",
        "要干什么，何时干完",
        "对未采取措施的行为罚款多少？",
        "12345台电梯",
        "下门诊台阶怎么改",
        "Can men in Suzhou lend a mile",
        "",
    ],
)
def test_what_is_a_word_stays_as_it_is(question: str):
    assert correct(question, notices()).corrections == ()


def test_a_name_that_a_notice_prints_in_quotes_is_meant_by_its_homophone():
    named = replace(notices()[0], text=f"{notices()[0].text}建设“古城智管”平台。")

    assert correct("古城智馆要接多少个点", [named]).text == "古城智管要接多少个点"


def test_a_single_latin_word_is_read_as_pinyin_only_where_most_of_it_is():
    assert correct("Households of Shenxian'ao community (神仙坳社区)?", notices()).corrections == ()


def test_a_term_that_the_notices_do_not_use_is_no_reading():
    assert pairs("智能健造怎么做") == []
    assert pairs("加装点梯怎么做") == [("加装点梯", "加装电梯")]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("hangzhou butie duoshao", "hangzhou 补贴多少"),
        ("na xie chengshi gei butie", "哪些城市给补贴"),
        ("dianti butie", "电梯补贴"),
        ("which cities pay dianti butie", "which cities pay 电梯补贴"),
    ],
)
def test_pinyin_is_read_as_the_words_it_spells(question: str, read: str):
    assert correct(question, notices()).text == read


@pytest.mark.parametrize(
    "question",
    ["Which cities subsidise lifts?", "the base of the data changes", "Hangzhou and Ningbo", "BIM", "how can we dance"],
)
def test_english_and_latin_names_are_no_pinyin(question: str):
    assert correct(question, notices()).corrections == ()


def test_each_misspelt_word_is_told_with_what_it_was_read_as():
    assert correct("杭洲的补铁", notices()).corrections == (
        Correction(written="杭洲", read="杭州"),
        Correction(written="补铁", read="补贴"),
    )


def test_the_answer_says_what_was_read_and_is_the_answer_to_it():
    answer = open_assistant().ask("杭洲每台补贴多少钱？")
    right = open_assistant().ask("杭州每台补贴多少钱？")

    assert answer.question == "杭洲每台补贴多少钱？"
    assert answer.text == f"（按“杭州”（原写“杭洲”）理解。）\n\n{right.text}"
    assert answer.citations == right.citations


def test_a_pinyin_question_is_answered_in_chinese():
    answer = open_assistant().ask("hangzhou dianti butie duoshao")

    assert answer.language == "zh"
    assert "20万元" in answer.text


def test_a_misspelt_question_before_is_read_right_too():
    from rag.domain import Turn

    history = (Turn(role="user", content="杭洲每台补铁多少钱？"),)

    assert open_assistant().read("那宁波呢？", history=history).text.split() == ["每台补贴多少钱？", "那宁波呢？"]


def test_a_wording_of_a_term_that_asks_is_no_reading_of_another_question():
    assert correct("要求各区建多少个基地？", notices()).corrections == ()


@pytest.mark.parametrize("question", ["云山市加装一部电梯补贴多少？", "临山市加装的电梯补多少？"])
def test_the_end_of_an_unknown_place_with_a_word_of_the_corpus_is_no_place(question: str):
    assert correct(question, notices()).corrections == ()


def test_a_place_of_three_characters_is_still_mended():
    assert correct("石加庄每台补贴多少？", notices()).text.startswith("石家庄")
