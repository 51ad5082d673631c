from __future__ import annotations

import pytest
from answer_sample import fact
from rules_sample import read

from rag.answer.offices import asks_who, of_an_office


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("领导小组组长是谁？", "建立由市长任组长的领导小组", "由分管副市长任副组长"),
        ("谁是组长？", "市长任组长", "领导小组下设三个小组"),
        ("召集人由谁担任？", "由分管副省长担任召集人", "建立联席会议"),
        ("局长叫什么名字？", "市住建局局长：王晓明", "办公室主任由市住建局局长兼任"),
        ("联系人姓什么？", "联系人：周岚，电话：010-1", "联系人及电话见附件"),
        ("办公室设在哪？", "办公室设在市住建局", "由市政府办公室牵头"),
        ("Who is the current office director?", "办公室主任由市住建局局长兼任", "由市长任组长"),
        ("Who is the mayor?", "由市长任组长", "由分管副市长任副组长"),
        ("Where is the office of the leading group?", "领导小组办公室设在市建设局", "由市政府办公室牵头"),
    ],
)
def test_a_clause_answers_where_it_says_who_holds_the_office(question: str, answer: str, other: str):
    gives = of_an_office(read(question))

    assert gives
    assert all(give(fact(answer)) for give in gives)
    assert not any(give(fact(other)) for give in gives)


@pytest.mark.parametrize(
    "question", ["牵头的是谁？", "产值增长多少？", "由谁负责？", "谁来审批？", "Who is responsible?"]
)
def test_a_question_who_does_a_task_asks_for_no_office(question: str):
    assert not asks_who(read(question))
    assert not of_an_office(read(question))
