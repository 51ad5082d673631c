"""What a notice means by a word."""

from __future__ import annotations

import pytest
from answer_sample import read_text

from rag.answer.plan import select
from rag.answer.selection import ItemScores, Selection
from rag.facts import find_facts
from rag.question.query import read_question
from rag.retrieve.scope import gather

RULES = read_text(
    """鹤岗市城市桥梁管理办法

第一条　为了加强城市桥梁管理，制定本办法。

第二条　本办法所称城市桥梁，是指市区内连接或者跨越城市道路的桥梁和附属设施。隧道参照桥梁管理。

第三条　本办法所称桥梁养护责任人，是指桥梁所有权人。本办法所称桥梁安全保护区，是指桥梁两侧各六十米的水域和陆域。

第四条　下列用语的含义：

（一）超限车辆，是指总质量超过桥梁限载的车辆；

（二）附属设施，是指桥梁的护栏、照明和排水设施。

第五条　养护责任人应当每月检查桥梁。
"""
)


def found(question: str) -> Selection:
    query = read_question(question, notices=(RULES,), max_length=2000)
    return select(query, gather((RULES,), find_facts(RULES)), ItemScores(fused={}))


@pytest.mark.parametrize(
    ("question", "path", "words"),
    [
        ("什么叫城市桥梁？", ("第二条",), "跨越城市道路"),
        ("桥梁养护责任人是谁？", ("第三条",), "所有权人"),
        ("桥梁安全保护区指的是什么？", ("第三条",), "六十米"),
        ("什么样的车才算超限车辆？", ("第四条", "（一）"), "限载"),
        ("附属设施怎么定义？", ("第四条", "（二）"), "护栏"),
    ],
)
def test_a_word_is_told_by_the_sentence_that_defines_it(question: str, path: tuple[str, ...], words: str):
    selection = found(question)

    assert [one.evidence.item.path for one in selection.findings] == [path]
    assert words in "".join(fact.text for fact in selection.findings[0].facts)


def test_of_an_article_with_two_definitions_the_other_is_left_out():
    (finding,) = found("桥梁安全保护区指的是什么？").findings
    assert "所有权人" not in "".join(fact.text for fact in finding.facts)


@pytest.mark.parametrize("question", ["什么是海绵城市？", "城市桥梁每月做什么？"])
def test_what_is_not_defined_is_not_answered_by_a_definition(question: str):
    assert found(question).intent != "about"
