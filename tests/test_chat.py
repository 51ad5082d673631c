from dataclasses import replace

import pytest
from page_sample import Recital, make_answer, make_notice

from rag.domain import Turn
from rag.settings import Settings
from ui.chat import converse
from ui.render import Trouble

NOTICE = make_notice()
ASSISTANT = Recital(settings=Settings(), notices=(NOTICE,))


def test_an_exchange_waits_then_writes_then_is_done() -> None:
    states = [exchange.state for exchange in converse(ASSISTANT, "慢", history=())]
    assert (states[0], states[1], states[-1]) == ("waiting", "writing", "done")
    assert set(states[1:-2]) == {"writing"}


def test_the_last_exchange_holds_the_whole_answer() -> None:
    last = list(converse(ASSISTANT, "乙？", history=()))[-1]
    assert last.answer == make_answer(NOTICE, "乙？")


def test_snapshots_that_come_fast_are_not_all_painted() -> None:
    states = [exchange.state for exchange in converse(ASSISTANT, "乙？", history=())]
    assert states.count("writing") <= 2


def test_an_error_becomes_words_and_no_half_answer() -> None:
    last = list(converse(ASSISTANT, "坏", history=()))[-1]
    assert last.state == "failed"
    assert last.answer is None
    assert last.trouble == Trouble(message="模型没有在 60 秒内作答。", hint="请稍后再试，或改用无模型模式。")


def test_a_fault_of_the_program_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        list(converse(ASSISTANT, "错", history=()))


def test_earlier_turns_reach_the_assistant() -> None:
    history = (Turn(role="user", content="甲？"), Turn(role="assistant", content="乙。"))
    last = list(converse(ASSISTANT, "丁？", history=history))[-1]
    assert last.answer is not None
    assert last.answer.text.endswith("前面已有 2 条消息。")


def test_the_answer_does_not_wait_for_what_could_come_next() -> None:
    whole, last = list(converse(ASSISTANT, "乙？", history=()))[-2:]
    assert (whole.state, whole.follow) == ("done", ())
    assert last.follow
    assert replace(last, follow=()) == whole


def test_what_was_asked_is_not_proposed_again() -> None:
    proposed = list(converse(ASSISTANT, "乙？", history=()))[-1].follow
    assert proposed
    again = list(converse(ASSISTANT, proposed[0], history=()))[-1].follow
    assert proposed[0] not in again
