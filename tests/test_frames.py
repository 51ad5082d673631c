"""What only frames a question, told by its meaning: the shipped coefficients, and what is left out of a question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from rag.embed.encoder import StaticEncoder, built_in_folder, open_encoder, open_static
from rag.embed.frames import Frames, fit_frames, open_frames, read_clauses, write_frames
from rag.question.asides import LIKELY, SURELY, without_asides


@cache
def shipped() -> Frames:
    frames = open_frames(open_encoder())
    assert frames is not None
    return frames


def surely(text: str) -> str:
    return without_asides(text, shipped().chances, SURELY)


def likely(text: str) -> str:
    return without_asides(text, shipped().chances, LIKELY)


def test_the_shipped_coefficients_are_those_of_the_clauses() -> None:
    fitted = fit_frames(open_static(built_in_folder()), read_clauses())
    assert fitted.weights == pytest.approx(shipped().weights, abs=2e-3)


def test_clauses_are_told_apart_that_were_not_fitted_on() -> None:
    """Every seventh clause left out."""
    clauses = read_clauses()
    out = clauses[::7]
    kept = [one for at, one in enumerate(clauses) if at % 7]
    fitted = fit_frames(open_static(built_in_folder()), kept)
    right = [
        (chance >= 0.5) == one.frames for one, chance in zip(out, fitted.chances([x.text for x in out]), strict=True)
    ]
    assert sum(right) / len(right) >= 0.85


def test_what_was_fitted_is_read_again(tmp_path: Path) -> None:
    write_frames(shipped(), tmp_path)
    assert (tmp_path / "frames.json").read_text(encoding="utf-8").startswith("[")
    assert shipped().chances([]) == []


class _Other:
    """An encoder of another kind."""

    name = ""
    fingerprint = "0" * 64
    dim = 2

    def encode_queries(self, texts: Sequence[str]) -> object:
        raise AssertionError(texts)

    encode_passages = encode_queries


def test_another_encoder_tells_nothing_of_frames() -> None:
    assert open_frames(cast("StaticEncoder", _Other())) is None


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("领导催得很急，材料全压到我这儿了，加装电梯每台补多少钱？", "加装电梯每台补多少钱？"),
        ("加装电梯每台补多少钱？网上说法太多，我不敢信。", "加装电梯每台补多少钱？"),
        (
            "My boss wants this by noon. Which cities pay for new lifts? Thanks in advance for your patience.",
            "Which cities pay for new lifts?",
        ),
    ],
)
def test_what_only_frames_a_question_is_left_out(question: str, bare: str) -> None:
    assert surely(question) == bare


@pytest.mark.parametrize(
    "question",
    [
        "加装电梯每台补多少钱？",
        "六楼没有电梯，想自己装，每台补多少钱？",
        "企业成立不满一年，能不能申请？",
        "谁牵头，什么时候完成？",
        "If the building is older than 30 years, how much is paid?",
    ],
)
def test_what_a_question_is_about_stays(question: str) -> None:
    assert surely(question) == question


def test_a_place_is_never_left_out() -> None:
    assert likely("下周要去厦门跑一趟，帮我看看都做了什么").startswith("下周要去厦门跑一趟")


def test_a_question_that_would_name_nothing_keeps_its_frame() -> None:
    assert without_asides("处里想省事，行不行啊？", lambda some: [0.99, 0.0], SURELY) == "处里想省事，行不行啊？"


def test_a_joint_between_two_questions_stays() -> None:
    asked = "电梯补多少钱？另外，公示几天？"
    assert without_asides(asked, lambda some: [0.0, 0.9, 0.0], SURELY) == asked
