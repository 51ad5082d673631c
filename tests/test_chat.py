from copy import deepcopy

import pytest
from page_sample import Recital, make_answer, make_notice

from rag.domain import Turn
from rag.settings import Settings
from ui.chat import Desk, converse, turns
from ui.render import Exchange, Trouble

NOTICE = make_notice()
ASSISTANT = Recital(settings=Settings(), notices=(NOTICE,))
FAULT = Trouble(message="坏", hint="改")
DONE = Exchange(question="甲？", state="done", answer=make_answer(NOTICE))


def test_an_exchange_waits_then_writes_then_is_done() -> None:
    states = [exchange.state for exchange in converse(ASSISTANT, "慢", before=())]
    assert (states[0], states[1], states[-1]) == ("waiting", "writing", "done")
    assert set(states[1:-1]) == {"writing"}


def test_the_last_exchange_holds_the_whole_answer() -> None:
    last = list(converse(ASSISTANT, "乙？", before=()))[-1]
    assert last.answer == make_answer(NOTICE, "乙？")


def test_snapshots_that_come_fast_are_not_all_painted() -> None:
    assert len(list(converse(ASSISTANT, "乙？", before=()))) <= 4


def test_an_error_becomes_words_and_no_half_answer() -> None:
    last = list(converse(ASSISTANT, "坏", before=()))[-1]
    assert last.state == "failed"
    assert last.answer is None
    assert last.trouble == Trouble(message="模型没有在 60 秒内作答。", hint="请稍后再试，或改用无模型模式。")


def test_a_fault_of_the_program_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        list(converse(ASSISTANT, "错", before=()))


def test_only_questions_with_an_answer_are_remembered() -> None:
    failed = Exchange(question="丙？", state="failed", trouble=Trouble(message="坏", hint="改"))
    assert turns([DONE, failed]) == (
        Turn(role="user", content="甲？"),
        Turn(role="assistant", content=make_answer(NOTICE).text),
    )


def test_earlier_turns_reach_the_assistant() -> None:
    last = list(converse(ASSISTANT, "丁？", before=[DONE]))[-1]
    assert last.answer is not None
    assert last.answer.text.endswith("前面已有 2 条消息。")


def test_a_desk_paints_each_snapshot_and_is_free_at_the_end() -> None:
    desk = Desk()
    seen = [(desk.said[-1].state, desk.busy) for _ in desk.ask(ASSISTANT, "甲？", fault=FAULT)]
    assert seen[0] == ("waiting", True)
    assert seen[-1] == ("done", False)


def test_a_second_question_reaches_the_assistant_with_the_first() -> None:
    desk = Desk()
    for question in ("甲？", "乙？"):
        list(desk.ask(ASSISTANT, question, fault=FAULT))
    assert [exchange.question for exchange in desk.said] == ["甲？", "乙？"]
    assert desk.said[1].answer is not None
    assert desk.said[1].answer.text.endswith("前面已有 2 条消息。")


def test_a_question_put_while_another_is_answered_is_dropped() -> None:
    desk = Desk()
    first = desk.ask(ASSISTANT, "甲？", fault=FAULT)
    next(first)
    assert list(desk.ask(ASSISTANT, "乙？", fault=FAULT)) == []
    list(first)
    assert [exchange.question for exchange in desk.said] == ["甲？"]


def test_a_stopped_answer_keeps_its_words_and_grows_no_more() -> None:
    desk = Desk()
    answering = desk.ask(ASSISTANT, "慢", fault=FAULT)
    next(answering), next(answering)
    desk.stop()
    held = desk.said
    assert held[0].state == "stopped"
    assert held[0].answer is not None
    assert len(list(answering)) == 1  # paints once more what the desk holds, then ends
    assert desk.said == held
    assert not desk.busy


def test_an_overtaken_answer_leaves_the_next_one_alone() -> None:
    desk = Desk()
    first = desk.ask(ASSISTANT, "慢", fault=FAULT)
    next(first)
    desk.stop()
    second = desk.ask(ASSISTANT, "乙？", fault=FAULT)
    next(second)
    list(first)
    list(second)
    assert [(exchange.question, exchange.state) for exchange in desk.said] == [
        ("慢", "stopped"),
        ("乙？", "done"),
    ]


def test_clearing_ends_the_answer_in_progress_too() -> None:
    desk = Desk()
    answering = desk.ask(ASSISTANT, "甲？", fault=FAULT)
    next(answering)
    desk.clear()
    list(answering)
    assert desk.said == ()
    assert not desk.busy


def test_stopping_what_has_ended_changes_nothing() -> None:
    desk = Desk()
    list(desk.ask(ASSISTANT, "甲？", fault=FAULT))
    desk.stop()
    assert desk.said[0].state == "done"


def test_a_fault_is_shown_and_goes_on_to_the_caller() -> None:
    desk = Desk()
    with pytest.raises(ZeroDivisionError):
        list(desk.ask(ASSISTANT, "错", fault=FAULT))
    assert desk.said == (Exchange(question="错", state="failed", trouble=FAULT),)
    assert not desk.busy


def test_each_reader_gets_an_empty_desk() -> None:
    desk = Desk()
    list(desk.ask(ASSISTANT, "甲？", fault=FAULT))
    assert deepcopy(desk).said == ()
