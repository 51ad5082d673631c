"""Drafts of cases: what somebody found wrong with an answer, in the form of a case, for a person to complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path as FilePath

from eval.cases import Address, Case, Kind, language_asked, load, one_line
from eval.writing import WRITING, add_cases
from rag.domain import Answer, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What somebody says of an answer that is wrong."""

    words: str
    """In their own words; ``""`` where they gave none."""
    should_answer: bool
    """Whether they hold that the corpus has the answer."""
    right: tuple[Address, ...] = ()
    """Items that should have been cited, as far as they know."""
    facts: tuple[str, ...] = ()
    """What should have been stated."""
    absent: tuple[str, ...] = ()
    """What was stated and should not have been."""


def draft_case(answer: Answer, complaint: Complaint, *, number: int, history: Sequence[Turn] = ()) -> Case:
    """`answer` with `complaint` as a case of the development half; its golds are as far as they are known.

    Args:
        answer: What was said.
        complaint: What is wrong with it.
        number: Of the draft.
        history: The conversation before the question.
    """
    return Case(
        id=f"draft-{number:02}",
        kind=_kind(answer, complaint, history),
        language=language_asked(answer.question),
        split="dev",
        question=one_line(answer.question),
        answerable=complaint.should_answer,
        history=tuple(replace(turn, content=one_line(turn.content)) for turn in history),
        cite=complaint.right,
        facts=tuple((one_line(fact),) for fact in complaint.facts),
        absent=tuple(map(one_line, complaint.absent)),
    )


def _kind(answer: Answer, complaint: Complaint, history: Sequence[Turn]) -> Kind:
    if history:
        return "followup"
    if not complaint.should_answer:
        return "unanswerable"
    return "fact" if answer.table is None else "list"


def add_draft(
    answer: Answer, complaint: Complaint, folder: FilePath, *, moment: datetime, history: Sequence[Turn] = ()
) -> Case:
    """Add a draft to the YAML files of `folder`, in the form of the question set, and return it.

    What was complained of and what was answered stand above it as comments. The file is read back as a question
    set before it takes the place of the old one. Safe to call from many threads of one process.

    Args:
        answer: What was said.
        complaint: What is wrong with it.
        folder: Of drafts; made where it is missing.
        moment: When it was complained of.
        history: The conversation before the question.

    Raises:
        EvalError: the folder holds what is no draft, or cannot be written; what it held stays as it was.
    """
    with WRITING:
        number = 1 + max((_number(case) for case in read_drafts(folder)), default=0)
        case = draft_case(answer, complaint, number=number, history=history)
        add_cases(folder, (case,), comment=_comment(answer, complaint, moment), drafts=True)
    return case


def read_drafts(folder: FilePath) -> tuple[Case, ...]:
    """The drafts in `folder`; none where there is no folder.

    Raises:
        EvalError: a file of it is no question set.
    """
    return load(folder, drafts=True).cases


def _number(case: Case) -> int:
    """The number of a draft; 0 for a case that was named by hand."""
    digits = case.id.removeprefix("draft-")
    return int(digits) if digits.isdecimal() else 0


def _comment(answer: Answer, complaint: Complaint, moment: datetime) -> str:
    cited = "、".join(citation.label for citation in answer.citations) or "无"
    lines = (
        f"{moment:%Y-%m-%d %H:%M} 有误：{complaint.words or '（没有说明）'}",
        f"当时的回答（{'拒答' if answer.abstained else '作答'}）：{answer.text}",
        f"当时的出处：{cited}",
    )
    kept = [one_line(line) for text in lines for line in text.splitlines()]
    return "".join(f"# {line}\n" for line in kept if line)
