"""The outlines of the five notices as text a person has read through; POLICY_RAG_WRITE_GOLDENS=1 writes them anew.

A rewritten golden is a change in what the assistant believes a notice says: read the difference before keeping it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.domain import Notice
from rag.render import outline_lines, report_lines

GOLDENS = Path(__file__).resolve().parent / "goldens"
FLAG = "POLICY_RAG_WRITE_GOLDENS"
WRITE = os.environ.get(FLAG, "") not in ("", "0")
STEMS = (
    "mohurd-2020-60-guiding-opinions",
    "mohurd-2022-189-pilot-city-call",
    "mohurd-2025-190-practices-list-4",
    "mohurd-practices-list-2",
    "tongxiang-2024-9-pilot-plan",
)


def golden_text(notice: Notice) -> str:
    """The outline in full, then what reading the notice took."""
    return "\n".join([*outline_lines(notice), "", *report_lines(notice)]) + "\n"


def test_goldens_are_compared_and_not_being_rewritten() -> None:
    assert not WRITE, f"the goldens have just been rewritten: read the difference, then run without {FLAG}"


@pytest.mark.parametrize("stem", STEMS)
def test_the_outline_of_a_notice_is_the_reviewed_one(stem: str, notice_of: dict[str, Notice]) -> None:
    golden = GOLDENS / f"{stem}.txt"
    found = golden_text(notice_of[stem])
    if WRITE:
        golden.write_text(found, encoding="utf-8")
    assert found.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_every_notice_has_a_golden_and_every_golden_a_notice(notice_of: dict[str, Notice]) -> None:
    assert sorted(notice_of) == sorted(STEMS)
    assert sorted(path.stem for path in GOLDENS.glob("*.txt")) == sorted(STEMS)
