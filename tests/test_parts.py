"""The parts of a question, joined to one answer: each on the notice that answers the others, or all told at once."""

from __future__ import annotations

import pytest

from tests.answer_sample import LIFTS, PLAN, open_assistant


@pytest.mark.parametrize("second", ["文号是多少？", "这份通知的文号是多少？"])
def test_a_line_of_the_notice_is_asked_of_the_one_that_answers_the_part_before(second: str):
    answer = open_assistant().ask(f"贵阳把加装电梯纳入公积金了吗？{second}")

    assert "公积金提取" in answer.text
    assert LIFTS in answer.text
    assert {citation.doc for citation in answer.citations} == {LIFTS}


def test_what_one_sentence_tells_is_answered_once():
    answer = open_assistant().ask("福州加装电梯每台补多少，发放补贴多少万元？")

    assert [citation.quote for citation in answer.citations] == [
        "福州对加装电梯项目给予每台10万元资金补贴，2023年共发放补贴3000万元。"
    ]


def test_a_part_that_nothing_answers_is_said_to_be_missing():
    answer = open_assistant().ask("福州加装电梯每台补多少？另外，贵阳月球基地由谁牵头？")

    assert not answer.abstained
    assert "10万元" in answer.text
    assert "第 2 问" in answer.text


def test_a_sentence_that_the_answer_before_does_not_tell_is_answered_or_said_to_be_missing():
    answer = open_assistant().ask("福州加装电梯每台补多少？联系人是谁？")

    assert "10万元" in answer.text
    assert "第 2 问" in answer.text


@pytest.mark.parametrize("hanging", ["适用哪些项目？", "怎么申请？", "需要提供什么材料？", "是每年都有吗？"])
def test_what_hangs_on_a_question_is_answered_from_the_thing_asked_about_alone(hanging: str):
    alone = open_assistant().ask("福州加装电梯每台补多少？")
    answer = open_assistant().ask(f"福州加装电梯每台补多少？{hanging}")

    assert "10万元" in answer.text
    assert {citation.path for citation in answer.citations} <= {citation.path for citation in alone.citations}


def test_where_it_is_written_is_no_question_beside_another():
    assert open_assistant().ask("福州加装电梯每台补多少？哪一条写的？").text == (
        open_assistant().ask("福州加装电梯每台补多少？").text
    )


def test_a_place_that_another_part_names_keeps_no_list_from_being_told():
    answer = open_assistant().ask("哪些城市给加装电梯补贴？福州发放了多少万元？")

    assert {"20万元", "15万元", "3000万元"} <= {
        amount for amount in ("20万元", "15万元", "3000万元") if amount in answer.text
    }


def test_what_hangs_on_a_section_is_found_below_it():
    answer = open_assistant().ask("南昌加装电梯有什么保障措施？每台补贴多少？")

    assert "18万元" in answer.text


def test_a_bare_sentence_that_names_its_figure_is_answered_from_the_same_notice():
    told = open_assistant().ask("南昌每台电梯补贴多少？完成时间是哪天？")

    assert "18万元" in told.text
    assert {citation.doc for citation in told.citations} == {PLAN}
