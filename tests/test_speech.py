"""Sentences leave as soon as they are whole, each with its handles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.answer.llm.speech import whole_sentences, without_thoughts


def said(text: str, piece: int = 1) -> list[str]:
    return list(whole_sentences(text[at : at + piece] for at in range(0, len(text), piece)))


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 100])
def test_handles_after_the_stop_belong_to_the_sentence_before(piece: int):
    assert said("甲给予10万元。[P1][F2]乙给予1.5倍[F3]。 [P4, F5]\n丙不给。", piece) == [
        "甲给予10万元[P1][F2]。",
        "乙给予1.5倍[F3][P4, F5]。",
        "丙不给。",
    ]


def test_a_sentence_leaves_before_the_next_one_is_whole():
    def deltas() -> Iterator[str]:
        yield from ("甲给予10万元[F1]。", "乙")
        raise AssertionError("asked for more than it takes")

    assert next(whole_sentences(deltas())) == "甲给予10万元[F1]。"


def test_what_a_semicolon_joins_stays_one_sentence():
    assert said("甲10万元；乙20万元[F1]。") == ["甲10万元；乙20万元[F1]。"]


def test_a_bracket_that_is_no_handle_does_not_hold_the_stream_up():
    assert said("甲。[附件]乙。") == ["甲。", "[附件]乙。"]


@pytest.mark.parametrize("text", ["<think>想一想</think>甲。", "  <think></think>甲。", "甲。"])
def test_thoughts_are_not_said(text: str):
    assert "".join(without_thoughts(iter(text))).strip() == "甲。"


def test_thoughts_without_an_end_leave_nothing():
    assert "".join(without_thoughts(iter("<think>没完"))) == ""
    assert "".join(without_thoughts(iter("<thin"))) == "<thin"
