"""The one item that gives the figure asked for, where the words of a question do not tell it."""

from __future__ import annotations

import pytest
from answer_sample import read_text

from rag.answer.giver import sole_giver
from rag.answer.scored import score_items
from rag.answer.selection import ItemScores
from rag.embed.encoder import open_encoder
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.evidence import weigh
from rag.retrieve.nearness import Sentences
from rag.retrieve.scope import gather

CARE = """云建〔2025〕9号
青山市人民政府
青山市居家养老服务办法
第一条 低保的资助标准：第一类对象每人每月400元，第二类每人每月200元。
第二条 低保家庭的老年人可以申请居家养老服务资助，申请人应当提交户口簿。
第三条 居家养老服务组织应当建立服务档案。
第四条 开展安全检查，消除事故隐患。
第五条 加强宣传引导，推广先进经验。
"""


def given(question: str, text: str = CARE) -> list[str]:
    """The items that alone give what is asked for."""
    notice = read_text(text)
    evidence = gather([notice], find_facts(notice))
    query = read_question(question, notices=[notice], max_length=2000)
    wanted = weigh(query, evidence)
    fused = {(one.notice.id, one.item.path): 0.5 for one in evidence}
    near = Sentences(evidence, open_encoder()).near(query, fused)
    scored = score_items(query, wanted, evidence, ItemScores(fused=fused, near=near))
    return ["".join(one.evidence.item.path) for one in sole_giver(scored, query, wanted, near)]


def test_the_only_sum_of_a_notice_answers_though_another_item_has_the_words():
    assert given("云建〔2025〕9号里，低保老人居家养老每月给多少钱服务资助？") == ["第一条"]


def test_the_only_papers_of_a_notice_answer():
    assert given("云建〔2025〕9号里，低保老人居家养老要交什么材料？") == ["第二条"]


@pytest.mark.parametrize(
    "question",
    [
        "云建〔2025〕9号里，低保老人居家养老怎么办理？",  # asks for no figure
        "云建〔2025〕9号里，飞机票每月补多少钱？",  # a thing that no item has
    ],
)
def test_what_asks_for_no_figure_or_for_another_thing_has_no_giver(question: str):
    assert given(question) == []


def test_of_two_items_with_such_a_figure_neither_is_the_only_one():
    second = CARE.replace("应当建立服务档案", "每月由低保老人居家养老服务资助200元")

    assert given("云建〔2025〕9号里，低保老人居家养老每月给多少钱服务资助？", second) == []
