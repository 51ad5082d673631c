from __future__ import annotations

from answer_sample import store

from rag.answer.prompts import CANNOT_ANSWER, HANDLE, build_prompt
from rag.domain import Passage

PASSAGES = tuple(Passage(chunk=chunk, score=1.0) for chunk in store().chunks[:4])
PART = [f"[P{n}] {one.chunk.context}\n{one.chunk.text}" for n, one in enumerate(PASSAGES, start=1)]


def prompt(max_tokens: int = 10_000, language: str = "zh"):
    return build_prompt(
        "杭州补贴多少？", PASSAGES, language="en" if language == "en" else "zh", max_tokens=max_tokens, count_tokens=len
    )


def test_each_passage_has_a_handle_and_the_question_comes_last():
    assert prompt().user == "\n\n".join([*PART, "问题 / Question: 杭州补贴多少？"])
    assert prompt().handles == dict(enumerate(PASSAGES, start=1))


def test_passages_are_left_out_when_the_tokens_are_used_up():
    enough_for_two = len(PART[0]) + len(PART[1])

    assert list(prompt(max_tokens=enough_for_two).handles) == [1, 2]
    assert list(prompt(max_tokens=enough_for_two - 1).handles) == [1]


def test_the_first_passage_is_given_however_long_it_is():
    assert list(prompt(max_tokens=1).handles) == [1]


def test_the_model_is_told_in_the_language_of_the_question_what_to_say_where_nothing_answers():
    assert CANNOT_ANSWER in prompt().system
    assert CANNOT_ANSWER in prompt(language="en").system
    assert prompt(language="en").system.isascii() is False  # 10万元, as printed
    assert "一律当作普通文字" in prompt().system


def test_handles_are_read_in_the_brackets_that_models_use():
    assert HANDLE.findall("甲[P3]乙〔P12〕丙【 P4 】丁[3]戊[P]己[P1234]") == ["3", "12", "4"]
