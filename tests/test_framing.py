"""What only says in what form, for what and on whose behalf one asks is no part of the question."""

from __future__ import annotations

import pytest

from rag.domain import Turn
from rag.question.asked import hear, read_asked
from rag.question.framing import without_framing


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("会前要一份名单：哪些城市补贴电梯，总数也统计一下", "哪些城市补贴电梯"),
        ("哪些城市补贴电梯？我要写汇报，城市名别漏", "哪些城市补贴电梯？"),
        ("一小时后开会。哪些城市补贴电梯？分开列给我。", "哪些城市补贴电梯？"),
        ("哪些城市补贴电梯，请逐条找出来", "哪些城市补贴电梯"),
        ("开发商问，绿色建筑有什么奖励？", "绿色建筑有什么奖励？"),
        ("业主来电咨询加装电梯要交什么材料", "加装电梯要交什么材料"),
        ("苏州补多少？哪一条写的？", "苏州补多少？"),
        ("哪些城市评奖？写明奖项名称的，把名称也带上。", "哪些城市评奖？"),
        ("苏州补多少，出自哪份文件第几条", "苏州补多少"),
        ("苏州补多少？请列明依据。", "苏州补多少？"),
        ("How much does Suzhou pay? Which item says so?", "How much does Suzhou pay?"),
        ("How much does Suzhou pay? Where is it written?", "How much does Suzhou pay?"),
        ("开发商问能不能用模块化换点面积。哪些城市奖励容积率？", "哪些城市奖励容积率？"),
    ],
)
def test_clauses_of_framing_words_alone_are_left_out(question: str, bare: str):
    assert without_framing(question) == bare


@pytest.mark.parametrize(
    "question",
    [
        "请把名单报给省厅，需要哪些材料？",
        "申报要准备哪些材料？",
        "汇报材料由谁报送？",
        "开发商问题怎么处理？",
        "企业咨询服务费多少？",
        "业主问责怎么办？",
        "清单有几项？",
        "逐条列出来",
        "Which cities pay? I need the list.",
        "有几项任务？分别是哪几项？",
        "示范项目叫什么？在哪里？",
        "给补贴吗？是哪几个地方？",
        "第十条说什么？哪一条规定了处罚？",
        "写明金额的，把金额也带上。",
        "这一条出自哪份文件？",
        "What is it called? Where is it?",
    ],
)
def test_what_tells_of_the_subject_or_is_all_there_is_stays(question: str):
    assert without_framing(question) == question


def test_where_it_stands_asked_after_an_answer_asks_the_question_again():
    said = (Turn(role="user", content="苏州最高支持多少？"), Turn(role="assistant", content="最高500万元。"))

    assert hear("哪一条写的？", history=said, notices=(), max_length=200).bare == "苏州最高支持多少？"


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("他们问我怎么申请补贴？", "怎么申请补贴？"),
        ("我想了解的是补贴标准有多高？", "补贴标准有多高？"),
        ("咨询服务怎么收费？", "咨询服务怎么收费？"),
    ],
)
def test_the_words_by_which_one_comes_to_ones_question_are_left_out(question: str, bare: str):
    assert without_framing(question) == bare


def test_a_list_asked_for_in_the_framing_is_a_list():
    heard = hear("规定了公示天数的条款，请逐条列出来", history=(), notices=(), max_length=200)
    (query,) = read_asked(heard, notices=(), max_length=200)

    assert query.listing
    assert query.text == "规定了公示天数的条款"
