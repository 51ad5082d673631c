"""Ask every case of a question set, and keep what came back as a Run."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path as FilePath
from typing import Protocol

from eval import metrics
from eval.cases import QUESTIONS, Case, CaseLanguage, Kind, QuestionSet, Split, load_sets
from eval.golds import check_against
from eval.judge import Score, judge
from eval.retrieval import Channel, Rankings, measure_retrieval
from rag.domain import Answer, Notice, Turn
from rag.errors import EvalError, RagError

OnProgress = Callable[[int, int, str], None]
"""Called with (cases done, cases in all, id of the case that was just done)."""


class Asks(Protocol):
    """What a run needs of the assistant; `rag.answer.ask.Assistant` has it."""

    def ask(self, question: str, *, history: tuple[Turn, ...] = ()) -> Answer:
        """The answer to `question` after `history`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An error in place of an answer; counted as such, never as a zero."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One case as it was asked, and what came of it: an answer with its score, or a failure."""

    id: str
    kind: Kind
    language: CaseLanguage
    split: Split
    question: str
    answerable: bool
    milliseconds: float
    """Wall time of the call."""
    answer: Answer | None = None
    score: Score | None = None
    failure: Failure | None = None

    @property
    def passed(self) -> bool:
        """Whether the case was fully passed; a failure was not."""
        return self.score is not None and self.score.passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a named system answered to a question set, on one day, under one configuration."""

    label: str
    started: str
    """ISO 8601, UTC."""
    settings: str
    """Fingerprint of the settings that answered; ``""`` where nothing was answered."""
    questions: str
    """Fingerprint of the question set."""
    scoring: int
    """`eval.metrics.VERSION` that scored it."""
    versions: tuple[tuple[str, str], ...]
    """Name and version of what took part."""
    records: tuple[Record, ...]
    channels: tuple[Channel, ...] = ()
    selected: int = 0
    """Cases that were to be asked: more than there are records where the run was stopped."""

    @property
    def stopped(self) -> bool:
        """Whether the run was stopped before its last case."""
        return len(self.records) < self.selected


def run(
    assistant: Asks,
    questions: QuestionSet,
    *,
    label: str,
    started: datetime,
    on_progress: OnProgress | None = None,
) -> Run:
    """Ask `assistant` every case of `questions`, in order; an error becomes a failure record.

    Ctrl-C ends the run after the last case that was finished; before the first one it is raised.

    Args:
        assistant: Whoever answers.
        questions: The cases, and the places that answers can name.
        label: Names the run, and its file.
        started: When the run began.
        on_progress: Called after each case.
    """
    records: list[Record] = []
    try:
        for case in questions.cases:
            records.append(_ask(assistant, case, questions.places))
            if on_progress is not None:
                on_progress(len(records), len(questions.cases), case.id)
    except KeyboardInterrupt:
        if not records:
            raise
    answered = (record.answer.settings for record in records if record.answer is not None)
    return Run(
        label=label,
        started=started.isoformat(timespec="seconds"),
        settings=next(answered, ""),
        questions=questions.fingerprint,
        scoring=metrics.VERSION,
        versions=_versions(),
        records=tuple(records),
        selected=len(questions.cases),
    )


def run_eval(
    assistant: Asks,
    *,
    label: str,
    folders: Sequence[FilePath] = (QUESTIONS,),
    split: Split | None = "dev",
    kinds: Sequence[Kind] = (),
    corpus: Sequence[Notice] = (),
    retrieve: Callable[[str], Rankings] | None = None,
    on_progress: OnProgress | None = None,
) -> Run:
    """What ``policy-rag eval`` does: load the questions, ask them, measure retrieval where a hook is given.

    Args:
        assistant: Whoever answers.
        label: Names the run.
        folders: Where the question sets lie.
        split: ``dev`` while tuning, ``test`` for the final figures, None for both.
        kinds: Kinds of question; empty for all.
        corpus: The notices that every gold must stand in; empty to leave that unchecked.
        retrieve: Question → ranked addresses per channel; None leaves retrieval out, as Ctrl-C does.
        on_progress: Called after each case.

    Raises:
        EvalError: the question set cannot be used, does not fit the corpus, or nothing of it was selected.
    """
    questions = load_sets(folders).only(split=split, kinds=kinds)
    if corpus:
        check_against(questions, corpus)
    if not questions.cases:
        raise EvalError(f"没有符合条件的题目：split={split!r}，kinds={kinds!r}。", hint="请放宽条件后重试。")
    done = run(assistant, questions, label=label, started=datetime.now(UTC), on_progress=on_progress)
    if retrieve is None or done.stopped:
        return done
    answered = {record.id for record in done.records if record.failure is None}
    try:
        channels = measure_retrieval(retrieve, [case for case in questions.cases if case.id in answered])
    except KeyboardInterrupt:
        return done
    return replace(done, channels=channels)


def _ask(assistant: Asks, case: Case, places: Mapping[str, Sequence[str]]) -> Record:
    answer: Answer | None = None
    failure: Failure | None = None
    began = time.perf_counter()
    try:
        answer = assistant.ask(case.question, history=case.history)
    except Exception as error:  # noqa: BLE001 - any failure of any assistant is a result to be recorded
        message = error.message if isinstance(error, RagError) else str(error)
        failure = Failure(kind=type(error).__name__, message=message)
    milliseconds = (time.perf_counter() - began) * 1000
    return Record(
        id=case.id,
        kind=case.kind,
        language=case.language,
        split=case.split,
        question=case.question,
        answerable=case.answerable,
        milliseconds=round(milliseconds, 3),
        answer=answer,
        score=None if answer is None else judge(case, answer, places),
        failure=failure,
    )


def _versions() -> tuple[tuple[str, str], ...]:
    names = ("policy-rag", "numpy", "faiss-cpu", "bm25s")
    return (("python", platform.python_version()), *((name, version(name)) for name in names))


def rescore(done: Run, questions: QuestionSet) -> Run:
    """`done` with its saved answers held against the golds of `questions`, as if they had been asked today.

    Cases that `questions` no longer has, or asks in other words, are left out; retrieval figures too, since
    rankings are not saved.
    """
    cases = {case.id: case for case in questions.cases}
    kept = [
        replace(
            record,
            answerable=cases[record.id].answerable,
            split=cases[record.id].split,
            score=None if record.answer is None else judge(cases[record.id], record.answer, questions.places),
        )
        for record in done.records
        if record.id in cases and cases[record.id].question == record.question
    ]
    return replace(
        done,
        questions=questions.fingerprint,
        scoring=metrics.VERSION,
        records=tuple(kept),
        channels=(),
        selected=len(kept),
    )
