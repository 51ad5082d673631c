"""The runs over question sets: made, kept beside the index, and read again; one at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Event, Lock

from starlette.requests import Request

from eval.golds import check_against
from eval.run import Run, run_eval
from eval.saved import RUNS, load_run, save_run
from rag.domain import Notice
from rag.errors import EvalError, NotAllowed
from rag.settings import Settings
from ui.chat import Answering
from ui.guard import check_own
from ui.question_sets import BUILT_IN, QuestionSets
from ui.shelf import Shelf
from ui.trial_words import TRIAL_WORDS

BUILT_IN_RUN = "dev"
"""What stands in the name of a run over the questions that came with the project, and names no set of the office."""
# matches 20260102-090000-奖补; not baseline-dev
_OWN_RUN = re.compile(r"\d{8}-\d{6}-(.+)")
MOST_TOLD = 300
"""Characters of why a question set does not fit the notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far the run is that is going on."""

    done: int
    of: int
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A run that is kept: what its first line says of it."""

    label: str
    started: str
    cases: int
    passed: int
    selected: int
    """Cases that were to be asked: more than `cases` where it was stopped."""

    @property
    def stopped(self) -> bool:
        """Whether it was stopped before its last case."""
        return self.cases < self.selected


class Trials:
    """The runs over the question sets of one office; one run at a time."""

    def __init__(self, settings: Settings, sets: QuestionSets) -> None:
        """Begin with what lies beside the index that `settings` name."""
        self._home = settings.index.parent / "runs"
        self._sets = sets
        self._running = Lock()
        self._stop = Event()
        self._reach: Reach | None = None

    @property
    def reach(self) -> Reach | None:
        """How far the run is that is going on; None where there is none."""
        return self._reach

    def runs(self) -> tuple[Earlier, ...]:
        """The runs that are kept, the newest first."""
        found = {path.stem: path for folder in (RUNS, self._home) for path in folder.glob("*.jsonl")}
        heads = [head for path in found.values() if (head := _head(path)) is not None]
        return tuple(sorted(heads, key=lambda head: head.started, reverse=True))

    def read(self, label: str) -> Run:
        """A run that is kept, without held-back questions.

        Raises:
            EvalError: there is none of that name, or it cannot be read.
        """
        folders = (self._home, RUNS)
        path = next((path for folder in folders for path in folder.glob("*.jsonl") if path.stem == label), None)
        if path is None:
            raise EvalError(f"没有评测记录 {label!r}。", hint="请从列出的记录中选择。")
        whole = replace(load_run(path), label=label)  # by which it is listed, whatever it was called when it was made
        shown = tuple(record for record in whole.records if record.split != "test")
        return replace(whole, records=shown, selected=whole.selected - (len(whole.records) - len(shown)))

    def run(self, name: str, assistant: Answering, on_progress: Callable[[int, int, str], None]) -> str:
        """Ask every question of a set and keep the run; returns its name.

        Raises:
            EvalError: another run is going on, or the set does not fit the notices.
        """
        if not self._running.acquire(blocking=False):
            raise EvalError("正在评测，一次只能进行一次。", hint="请等它结束，或先停止。")
        try:
            self._stop.clear()
            self._reach = Reach(done=0, of=0, case="")
            self._check(name, assistant.notices)

            def step(done: int, of: int, case: str) -> None:
                self._reach = Reach(done=done, of=of, case=case)
                on_progress(done, of, case)
                if self._stop.is_set():
                    raise KeyboardInterrupt  # by which a run ends with what it has

            own = "" if name == BUILT_IN else name
            label = f"{datetime.now():%Y%m%d-%H%M%S}-{own or BUILT_IN_RUN}"
            done = run_eval(assistant, label=label, folders=(self._sets.folder(name),), split="dev", on_progress=step)
            save_run(done, self._home)
            return label
        finally:
            self._reach = None
            self._running.release()

    def before(self, label: str) -> str:
        """The last whole run before `label` over the same set, with a question in common; ``""`` for none."""
        done = self.read(label)
        asked = {record.id for record in done.records}
        for earlier in self.runs():
            same = earlier.label != label and set_of(earlier.label) == set_of(label) and earlier.started < done.started
            if same and not earlier.stopped and not asked.isdisjoint(self._asked(earlier.label)):
                return earlier.label
        return ""

    def _asked(self, label: str) -> frozenset[str]:
        """The ids of the questions of a run; none where it can no more be read."""
        try:
            return frozenset(record.id for record in self.read(label).records)
        except EvalError:
            return frozenset()

    def stop(self) -> None:
        """End the run that is going on after the question it is at."""
        self._stop.set()

    def _check(self, name: str, notices: Sequence[Notice]) -> None:
        try:
            check_against(self._sets.questions(name), notices)
        except EvalError as error:
            told = error.message if len(error.message) <= MOST_TOLD else error.message[:MOST_TOLD] + "…"
            raise EvalError(told, hint=error.hint) from error


def check_change(request: Request, shelf: Shelf | None) -> None:
    """Let a request pass that may run or change something: there is a shelf, and the page itself sent it.

    Raises:
        NotAllowed: the page is for reading alone, or the request comes from elsewhere.
    """
    if shelf is None:
        words = TRIAL_WORDS["zh"]
        raise NotAllowed(words.closed, hint=words.closed_hint)
    check_own(request, local=shelf.local)


def set_of(label: str) -> str:
    """The name of the question set in that of a run: 奖补 of ``20260102-090000-奖补``; ``""`` for what came with it."""
    named = _OWN_RUN.fullmatch(label)
    return named[1] if named and named[1] != BUILT_IN_RUN else ""


def _head(path: Path) -> Earlier | None:
    """What the first line of a run says; None where it is no run."""
    try:
        with path.open(encoding="utf-8") as lines:
            head = json.loads(lines.readline())
        cases = head["cases"]
        selected = head.get("selected", cases)
        return Earlier(label=path.stem, started=head["started"], cases=cases, passed=head["passed"], selected=selected)
    except (OSError, ValueError, KeyError, TypeError):
        return None
