"""The question sets of an office, the runs over them, and the drafts that become questions; kept beside the index."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Event, Lock

from eval.cases import PLACES, QUESTIONS, Address, Case, Kind, QuestionSet, check_against, load
from eval.drafts import drop_draft, put_case, read_drafts, replace_draft
from eval.run import Run, run_eval
from eval.saved import RUNS, load_run, save_run
from rag.address import find_items
from rag.domain import Notice
from rag.errors import EvalError
from rag.settings import Settings
from ui.chat import Answering
from ui.feedback import drafts_folder

MOST_TOLD = 300
"""Characters of why a question set does not fit the notices."""
# matches 加装电梯 and set-2; not ../set, a/b or an empty name
_NAME = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A run that is kept: what its first line says of it."""

    label: str
    started: str
    cases: int
    passed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What a person made of a draft; each line of a text is one."""

    question: str
    answerable: bool
    cite: str
    facts: str
    absent: str


class Trials:
    """Question sets, runs and drafts of one office; one run at a time."""

    def __init__(self, settings: Settings) -> None:
        """Begin with what lies beside the index that `settings` name."""
        self._home = settings.index.parent
        self._drafts = drafts_folder(settings)
        self._running = Lock()
        self._editing = Lock()
        self._stop = Event()

    def sets(self) -> tuple[str, ...]:
        """The names of the office's own question sets."""
        folder = self._home / "questions"
        return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()

    def questions(self, name: str) -> QuestionSet:
        """The questions of a set, those that came with the project for ``""``; held-back ones are left out.

        Raises:
            EvalError: there is no such set, or it cannot be read.
        """
        return load(self._folder(name)).only(split="dev")

    def runs(self) -> tuple[Earlier, ...]:
        """The runs that are kept, the newest first."""
        found = {path.stem: path for folder in (RUNS, self._home / "runs") for path in folder.glob("*.jsonl")}
        heads = [head for path in found.values() if (head := _head(path)) is not None]
        return tuple(sorted(heads, key=lambda head: head.started, reverse=True))

    def read(self, label: str) -> Run:
        """A run that is kept, without held-back questions.

        Raises:
            EvalError: there is none of that name, or it cannot be read.
        """
        folders = (self._home / "runs", RUNS)
        path = next((path for folder in folders for path in folder.glob("*.jsonl") if path.stem == label), None)
        if path is None:
            raise EvalError(f"没有评测记录 {label!r}。", hint="请从列出的记录中选择。")
        whole = load_run(path)
        return replace(whole, records=tuple(record for record in whole.records if record.split != "test"))

    def run(self, name: str, assistant: Answering, on_progress: Callable[[int, int, str], None]) -> str:
        """Ask every question of a set and keep the run; returns its name.

        Raises:
            EvalError: another run is going on, or the set does not fit the notices.
        """
        if not self._running.acquire(blocking=False):
            raise EvalError("正在评测，一次只能进行一次。", hint="请等它结束，或先停止。")
        try:
            self._stop.clear()
            self._check(name, assistant.notices)

            def step(done: int, of: int, case: str) -> None:
                on_progress(done, of, case)
                if self._stop.is_set():
                    raise KeyboardInterrupt  # by which a run ends with what it has

            label = f"{datetime.now():%Y%m%d-%H%M%S}-{name or 'dev'}"
            done = run_eval(assistant, label=label, folder=self._folder(name), split="dev", on_progress=step)
            save_run(done, self._home / "runs")
            return label
        finally:
            self._running.release()

    def stop(self) -> None:
        """End the run that is going on after the question it is at."""
        self._stop.set()

    def drafts(self) -> tuple[Case, ...]:
        """What 有误 wrote down.

        Raises:
            EvalError: the folder holds what is no draft.
        """
        return read_drafts(self._drafts)

    def discard(self, draft: str) -> None:
        """Let a draft go.

        Raises:
            EvalError: there is none of that name.
        """
        with self._editing:
            drop_draft(self._drafts, draft)

    def save(self, draft: str, edited: Edited, notices: Sequence[Notice]) -> None:
        """Keep a draft as a person edited it.

        Raises:
            EvalError: there is none of that name, or it is no case.
            UnknownAddress: a source is not among the notices.
        """
        with self._editing:
            replace_draft(self._drafts, self._edited(draft, edited, notices))

    def accept(self, draft: str, edited: Edited, notices: Sequence[Notice], *, into: str) -> None:
        """Make a draft a question of the set `into`, which is begun where there is none; then it is no draft any more.

        Raises:
            EvalError: the name cannot be used, or the case lacks something.
            UnknownAddress: a source is not among the notices.
        """
        if not _NAME.fullmatch(into):
            raise EvalError(f"题库名 {into!r} 不可用。", hint="请用文字、数字、- 和 _，不超过 40 个字。")
        with self._editing:
            case = self._edited(draft, edited, notices)
            if case.answerable and not case.gold:
                raise EvalError("可以回答的题没有出处。", hint="请写明出处，一行一处。")
            place = QuestionSet(cases=(case,), places={}, fingerprint="")
            check_against(place, notices)
            put_case(self._home / "questions" / into, case)
            drop_draft(self._drafts, draft)

    def export(self, name: str) -> str:
        """The questions of one of the office's sets as YAML; the drafts for ``""``.

        Raises:
            EvalError: there is no such set.
        """
        folder = self._folder(name) if name else self._drafts
        files = sorted(path for path in folder.glob("*.yaml") if path.name != PLACES)
        return "\n".join(path.read_text(encoding="utf-8") for path in files)

    def _folder(self, name: str) -> Path:
        if not name:
            return QUESTIONS
        if name not in self.sets():
            raise EvalError(f"没有题库 {name!r}。", hint="请从列出的题库中选择。")
        return self._home / "questions" / name

    def _check(self, name: str, notices: Sequence[Notice]) -> None:
        try:
            check_against(self.questions(name), notices)
        except EvalError as error:
            told = error.message if len(error.message) <= MOST_TOLD else error.message[:MOST_TOLD] + "…"
            raise EvalError(told, hint=error.hint) from error

    def _edited(self, draft: str, edited: Edited, notices: Sequence[Notice]) -> Case:
        case = next((one for one in self.drafts() if one.id == draft), None)
        if case is None:
            raise EvalError(f"没有草稿 {draft!r}。", hint="请刷新网页。")
        if not edited.question.strip():
            raise EvalError("题目是空的。", hint="请填写题目。")
        return replace(
            case,
            question=" ".join(edited.question.split()),
            answerable=edited.answerable,
            kind="unanswerable" if not edited.answerable and not case.history else _answerable_kind(case),
            cite=tuple(_address(line, notices) for line in _lines(edited.cite)),
            facts=tuple(map(_wordings, _lines(edited.facts))),
            absent=tuple(_lines(edited.absent)),
        )


def _answerable_kind(case: Case) -> Kind:
    return "fact" if case.kind == "unanswerable" else case.kind


def _address(line: str, notices: Sequence[Notice]) -> Address:
    notice, path, _ = find_items(line, notices)
    return Address(doc=notice.id, path=path)


def _wordings(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split("|") if part.strip())


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _head(path: Path) -> Earlier | None:
    """What the first line of a run says; None where it is no run."""
    try:
        with path.open(encoding="utf-8") as lines:
            head = json.loads(lines.readline())
        return Earlier(label=path.stem, started=head["started"], cases=head["cases"], passed=head["passed"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
