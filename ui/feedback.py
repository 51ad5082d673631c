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
from rag.address import find_items, path_label
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
# what stands around the name of a notice: 应引：甲, 应引《甲》一; not the 〔〕 of a 文号
_AROUND = re.compile(r"[\s:：《》“”\"]+")
# what a name of a notice holds, besides a title in full: 190号, 第二批
_NAMING = re.compile(r"[号號批]")
_MOST_PIECES = 12
"""Pieces of one part of a complaint in which an address is looked for."""


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
    right = () if feedback.reason == "unheld" else proposed(feedback.words, notices)
    held = bool(right) or feedback.reason == "held" or not feedback.answer.abstained
    return Complaint(words="：".join(parts), should_answer=held and feedback.reason != "unheld", right=right)


def proposed(words: str, notices: Sequence[Notice]) -> tuple[Address, ...]:
    """The items that a complaint names: 应引 190号 一（四）2、一（四）3; a notice alone is too little."""
    by_id = {one.id: one for one in notices}
    found: list[Address] = []
    for part in _PART.split(words):
        named = _named(part, notices) or (_further(part, by_id[found[-1].doc]) if found else None)
        if named is not None:
            found.append(named)
    return tuple(dict.fromkeys(found))


def _named(part: str, notices: Sequence[Notice]) -> Address | None:
    """The item in words that have others around it: 应引 190号 一（四）2 才对."""
    pieces = [piece for piece in _AROUND.split(part) if piece][:_MOST_PIECES]
    for start, piece in enumerate(pieces):
        if not _NAMING.search(piece) and not any(one.title.startswith(piece) for one in notices):
            continue
        for end in dict.fromkeys((len(pieces), start + 3, start + 2, start + 1)):
            try:
                notice, path, _ = find_items(" ".join(pieces[start:end]), notices)
            except UnknownAddress:
                continue
            if path:
                return Address(doc=notice.id, path=path)
    return None


def _further(part: str, notice: Notice) -> Address | None:
    """Another item of the notice that was named last: 一（四）3 after 190号 一（四）2."""
    path = next((item.path for item in notice.items if item.path and path_label(item.path) == part.strip()), None)
    return None if path is None else Address(doc=notice.id, path=path)


def _to_json(feedback: Feedback, moment: datetime) -> dict[str, object]:
    return {
        "when": moment.isoformat(timespec="seconds"),
        "verdict": feedback.verdict,
        "reason": feedback.reason,
        "words": feedback.words,
        "history": [{"role": turn.role, "content": turn.content} for turn in feedback.history],
        "answer": answer_to_json(feedback.answer),
    }
