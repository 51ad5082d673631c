"""What readers say of an answer: one line of JSON each, kept beside the index; what is wrong becomes a draft case."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Literal

from eval.cases import Address
from eval.drafts import Complaint, add_draft
from rag.address import find_items
from rag.domain import Answer, Notice, Turn
from rag.errors import UnknownAddress
from rag.settings import Settings
from rag.wire import answer_to_json
from ui.wording import Reason
from ui.words import ZH

Verdict = Literal["useful", "withdrawn", "wrong"]
"""``withdrawn``: that it was useful is not said after all."""

_WRITING = Lock()
# what stands between two things that are said, 应引甲 一，也要引乙 二; not the blank of 甲 一
_PART = re.compile(r"[，,。；;、\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What one reader says of one answer."""

    verdict: Verdict
    answer: Answer
    history: tuple[Turn, ...] = ()
    reason: Reason | None = None
    """What is wrong with it; None for a useful one."""
    words: str = ""


def feedback_file(settings: Settings) -> Path:
    """The file beside the index folder in which feedback is kept."""
    return settings.index.parent / "feedback.jsonl"


def drafts_folder(settings: Settings) -> Path:
    """The folder beside the index folder in which drafts of test cases are kept."""
    return settings.index.parent / "drafts"


def keep(feedback: Feedback, settings: Settings, *, moment: datetime, notices: Sequence[Notice] = ()) -> str:
    """Write `feedback` down; returns the id of the draft that a complaint became, or ``""``.

    Args:
        feedback: What was said.
        settings: Name the index beside which it is kept.
        moment: When.
        notices: Whose items a complaint may propose as sources, by naming notice and item in its words.

    Raises:
        EvalError: the folder of drafts cannot be written.
        OSError: the file of feedback cannot be written.
    """
    file = feedback_file(settings)
    line = json.dumps(_to_json(feedback, moment), ensure_ascii=False)
    with _WRITING:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"{line}\n")
    if feedback.verdict != "wrong":
        return ""
    complaint = _complaint(feedback, notices)
    return add_draft(feedback.answer, complaint, drafts_folder(settings), moment=moment, history=feedback.history).id


def _complaint(feedback: Feedback, notices: Sequence[Notice]) -> Complaint:
    """Whether the notices hold the answer is as the reader says; where they do not say, as the answer held."""
    said = ZH.wrong_reasons[feedback.reason] if feedback.reason else ""
    parts: Sequence[str] = [part for part in (said, feedback.words.strip()) if part]
    unheld = feedback.reason == "unheld" or (feedback.answer.abstained and feedback.reason != "held")
    right = () if unheld else proposed(feedback.words, notices)
    return Complaint(words="：".join(parts), should_answer=not unheld, right=right)


def proposed(words: str, notices: Sequence[Notice]) -> tuple[Address, ...]:
    """The items that a complaint names by notice and item: 应引190号 一（四）2; a notice alone is too little."""
    found: list[Address] = []
    for part in _PART.split(words):
        try:
            notice, path, _ = find_items(part, notices)
        except UnknownAddress:
            continue
        if path:
            found.append(Address(doc=notice.id, path=path))
    return tuple(dict.fromkeys(found))


def _to_json(feedback: Feedback, moment: datetime) -> dict[str, object]:
    return {
        "when": moment.isoformat(timespec="seconds"),
        "verdict": feedback.verdict,
        "reason": feedback.reason,
        "words": feedback.words,
        "history": [{"role": turn.role, "content": turn.content} for turn in feedback.history],
        "answer": answer_to_json(feedback.answer),
    }
