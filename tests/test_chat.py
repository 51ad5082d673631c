from dataclasses import replace

import pytest
from page_sample import Recital, make_answer, make_notice

from rag.domain import Turn
from rag.settings import Settings
from ui.chat import broken, converse, stopped, turns
from ui.render import Exchange, Trouble

NOTICE = make_notice()
ASSISTANT = Recital(settings=Settings(), notices=(NOTICE,))
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
    assert last.state == "failed" and last.answer is None
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
    assert last.answer is not None and last.answer.text.endswith("前面已有 2 条消息。")


def test_stopping_ends_only_the_answer_in_progress() -> None:
    writing = replace(DONE, state="writing")
    assert stopped([DONE, writing]) == (DONE, replace(writing, state="stopped"))


def test_a_fault_ends_only_the_answer_in_progress() -> None:
    trouble = Trouble(message="坏", hint="改")
    waiting = Exchange(question="丙？", state="waiting")
    assert broken([DONE, waiting], trouble=trouble) == (
        DONE,
        replace(waiting, state="failed", trouble=trouble),
    )
