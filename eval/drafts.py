"""Drafts of cases: what somebody found wrong with an answer, in the form of a case, for a person to complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from eval.cases import PLACES, Address, Case, CaseLanguage, Kind, load
from rag.domain import Answer, Turn
from rag.errors import EvalError
from rag.text import simplify

_ADDING = Lock()
"""One draft is written at a time, so that each has a number of its own."""


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
        language=_language(answer),
        split="dev",
        question=_one_line(answer.question),
        answerable=complaint.should_answer,
        history=tuple(replace(turn, content=_one_line(turn.content)) for turn in history),
        cite=complaint.right,
        facts=tuple((_one_line(fact),) for fact in complaint.facts),
        absent=tuple(map(_one_line, complaint.absent)),
    )


def _one_line(text: str) -> str:
    """`text` as YAML gives it back: without line ends of any kind and without control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _kind(answer: Answer, complaint: Complaint, history: Sequence[Turn]) -> Kind:
    if history:
        return "followup"
    if not complaint.should_answer:
        return "unanswerable"
    return "fact" if answer.table is None else "list"


def _language(answer: Answer) -> CaseLanguage:
    if answer.language == "en":
        return "en"
    return "zh" if simplify(answer.question) == answer.question else "zh-hant"


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
    with _ADDING:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            number = 1 + max((_number(case) for case in read_drafts(folder)), default=0)
            case = draft_case(answer, complaint, number=number, history=history)
            _append(folder / f"{case.kind}.yaml", f"{_comment(answer, complaint, moment)}{_to_yaml(case)}")
        except OSError as error:
            raise EvalError(
                f"草稿文件夹 {str(folder)!r} 写不了：{error.strerror}。", hint="请检查路径和权限。"
            ) from error
    return case


def read_drafts(folder: FilePath) -> tuple[Case, ...]:
    """The drafts in `folder`; none where there is no folder.

    Raises:
        EvalError: a file of it is no question set.
    """
    return load(folder, drafts=True).cases


def drop_draft(folder: FilePath, draft: str) -> None:
    """Take the draft of that id out of the YAML files of `folder`, with the comments above it.

    Raises:
        EvalError: there is none, or its file is not as `add_draft` wrote it.
    """
    with _ADDING:
        path, blocks, at = _find(folder, draft)
        _write(path, [*blocks[:at], *blocks[at + 1 :]])


def replace_draft(folder: FilePath, case: Case) -> None:
    """Put `case` in the place of the draft of its id; the comments above it stay.

    Raises:
        EvalError: there is none, or its file is not as `add_draft` wrote it.
    """
    with _ADDING:
        path, blocks, at = _find(folder, case.id)
        comments = "".join(line + "\n" for line in blocks[at].splitlines() if line.startswith("#"))
        block = f"{comments}{_to_yaml(case)}".rstrip("\n")
        if path.stem == case.kind:
            _write(path, [*blocks[:at], block, *blocks[at + 1 :]])
        else:
            _append(folder / f"{case.kind}.yaml", f"{block}\n")
            _write(path, [*blocks[:at], *blocks[at + 1 :]])


def put_case(folder: FilePath, case: Case) -> Case:
    """Add `case` to the question set in `folder`, which is begun where there is none; it gets the next free id.

    Raises:
        EvalError: the set cannot be read or written, or the case is none of a whole set.
    """
    with _ADDING:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / PLACES).is_file():
                (folder / PLACES).write_text("{}\n", encoding="utf-8")
            taken = {one.id for one in load(folder, drafts=True).cases}
            number = next(n for n in count(1) if f"{case.kind}-{n:02}" not in taken)
            named = replace(case, id=f"{case.kind}-{number:02}")
            _append(folder / f"{case.kind}.yaml", _to_yaml(named))
        except OSError as error:
            raise EvalError(f"题库 {folder.name} 写不了：{error.strerror}。", hint="请检查路径和权限。") from error
    return named


def _find(folder: FilePath, draft: str) -> tuple[FilePath, list[str], int]:
    """The file of a draft, its blocks between blank lines, and which of them is the draft."""
    for path in sorted(folder.glob("*.yaml")):
        blocks = [block.strip("\n") for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
        found = [n for n, block in enumerate(blocks) if f"- id: {draft}" in block.splitlines()]
        if len(found) == 1:
            return path, blocks, found[0]
    raise EvalError(f"没有草稿 {draft!r}，或它的文件手工改动过。", hint=f"请查看 {folder} 里的文件。")


def _write(path: FilePath, blocks: Sequence[str]) -> None:
    """The file with these blocks, or no file where there are none; it takes the old one's place in one step."""
    if not blocks:
        path.unlink()
        return
    with TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        trial = FilePath(folder) / path.name
        trial.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
        load(trial.parent, drafts=True)
        trial.replace(path)


def _append(path: FilePath, text: str) -> None:
    """`text` at the end of `path`, once what comes of it reads as drafts."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    with TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        trial = FilePath(folder) / path.name
        trial.write_text(f"{before}\n{text}" if before else text, encoding="utf-8")
        load(trial.parent, drafts=True)
        trial.replace(path)


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
    kept = [_one_line(line) for text in lines for line in text.splitlines()]
    return "".join(f"# {line}\n" for line in kept if line)


def _to_yaml(case: Case) -> str:
    import yaml

    body: dict[str, Any] = {
        "id": case.id,
        "kind": case.kind,
        "language": case.language,
        "split": case.split,
        "question": case.question,
        "answerable": case.answerable,
        "history": [{"role": turn.role, "content": turn.content} for turn in case.history],
        "cite": [{"doc": place.doc, "path": list(place.path)} for place in case.cite],
        "facts": [list(fact) for fact in case.facts],
        "absent": list(case.absent),
    }
    filled = {name: value for name, value in body.items() if value != []}
    return yaml.safe_dump([filled], allow_unicode=True, sort_keys=False, width=1000)
