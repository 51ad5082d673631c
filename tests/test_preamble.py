"""Where a question comes to the point."""

from __future__ import annotations

import pytest

from rag.question.preamble import occasion, preamble, to_the_point


@pytest.mark.parametrize(
    "told",
    [
        "下周去杭州调研，",
        "明天要去成都出差，",
        "我们马上要开会，",
        "我是市教育局的，",
        "我们正在写汇报材料，",
        "我刚调来建设局，",
        "我是市教育局的，明天要去杭州开会，",
    ],
)
def test_clauses_on_who_asks_and_when_are_no_part_of_what_is_asked(told: str):
    asked = f"{told}麻烦把杭州的做法理一份"

    assert occasion(asked) == len(told)
    assert preamble(asked, "zh") == len(told)


@pytest.mark.parametrize(
    "question",
    [
        "我在青岛做一个11层住宅楼，太阳能热水是不是必须上？",
        "学校要开会，谁来主持？",
        "我是市教育局的",
        "杭州去年检查了多少部电梯？",
    ],
)
def test_what_tells_of_the_subject_is_asked_too(question: str):
    assert occasion(question) == 0


def test_a_long_clause_of_the_asker_is_a_preamble_up_to_the_request():
    told = "我们市正准备起草明年加装电梯的方案，领导让先摸一摸底，"

    assert preamble(f"{told}帮忙列一下补贴标准", "zh") == len(told)


@pytest.mark.parametrize(
    "said",
    [
        "各位领导好，{}",
        "您好！{}谢谢！",
        "{}，供我厅学习借鉴。",
        "{}，我要在公文里引用",
        "{}，以便我们汇报。不胜感激！",
        "尊敬的领导：{}，供参考，谢谢支持！",
    ],
)
def test_greeting_thanks_and_purpose_are_left_out(said: str):
    asked = "请提供杭州的举措"

    assert to_the_point(said.format(asked)) == asked


@pytest.mark.parametrize("question", ["好房子怎么建？", "供水怎么办，供气怎么办", "你好", "谢谢", "供哪些企业使用？"])
def test_what_only_looks_like_a_greeting_or_a_purpose_stays(question: str):
    assert to_the_point(question) == question


def test_what_an_office_is_about_to_write_is_an_occasion():
    asked = "招标处拟修订评标办法，请汇总各地要求"

    assert occasion(asked) == asked.index("请")
    assert occasion("建设局正在制定的办法有哪些，何时完成？") == 0


def test_an_english_question_loses_its_courtesies():
    assert to_the_point("Dear colleagues, which cities pay? Thank you very much.") == "which cities pay"


@pytest.mark.parametrize(
    "told",
    [
        "I meet the housing authority next week. ",
        "Our delegation travels to Hangzhou in May. ",
        "Next month our mayor hosts visitors from Hangzhou; ",
        "Preparing a visit to Hangzhou: ",
        "For a briefing to our ambassador: ",
        "My firm wants to invest there. ",
        "Our company will open an office in Hangzhou. ",
        "Translator here. ",
        "quick one - ",
        "I am new. ",
    ],
)
def test_an_english_sentence_on_who_asks_and_why_is_no_part_of_what_is_asked(told: str):
    assert occasion(f"{told}what is reported on Hangzhou?") == len(told)


@pytest.mark.parametrize(
    "question",
    [
        "My building is judged level C, we want to repair it. How much is paid?",
        "We build a hospital in Xiamen. Must it be green?",
        "In Gansu: by when?",
        "Under which conditions - new build only - does it pay?",
        "We are preparing our application. Which papers are needed?",
    ],
)
def test_an_english_sentence_on_the_case_is_asked_too(question: str):
    assert occasion(question) == 0


def test_an_occasion_before_a_request_without_a_word_that_asks_is_one():
    told = "下周去杭州调研，"

    assert preamble(f"{told}把他们的东西摆一摆", "zh") == len(told)


def test_in_what_form_one_wants_the_answer_is_no_question():
    assert to_the_point("Which cities pay? Our loan team wants the complete list.") == "Which cities pay?"
    assert to_the_point("Which cities pay? We need the permit first.") == "Which cities pay? We need the permit first."
