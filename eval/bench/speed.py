"""Speed benchmark: the cold command, the warm answer, the build and their memory, beside other stacks.

Run `python -m eval.bench.speed [--runs N] [--json FILE] [--stacks-python PATH]`. Every whole process runs once
unmeasured before it is measured, so that files are in the disk's cache and compiled: cold is the process. The
index is built in a temporary folder; that of the user is neither read nor written.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from eval.bench.process import Ran, run_process
from eval.bench.stacks import STACKS, Task, write_task
from eval.cases import Case, load

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from rag.answer.ask import Assistant
    from rag.settings import Settings

QUESTION = "哪些城市对智能建造给予资金奖励？"
"""What the cold command is asked."""
SEED = 1
QUESTIONS = 40
ROUNDS = 5
BUILDS = 3
STACK_RUNS = 3

COLD_SECONDS, WARM_MS, BUILD_SECONDS = 1.0, 5.0, 5.0
"""The targets."""

NOTE = (
    "cold: a new process from its start to its end (other stacks: to their first passages, indexing left out); "
    "median (least–most). CPU: user and system seconds of the cold process. Memory: its peak resident set. "
    f"The other stacks return the best passages by vectors alone, with the same encoder and the same chunks; "
    f"they write no answer and cite no item. Warm: {QUESTIONS} development questions, {ROUNDS} rounds each in another order."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the figures were measured on."""

    cores: int
    memory_gib: float
    python: str
    system: str
    load: float
    """Mean number of running processes over the last minute, when the benchmark began."""

    @property
    def busy(self) -> bool:
        """Whether others compete for the cores, so that times are longer than they would be."""
        return self.load > self.cores


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Figures of one command run several times, each in a new process."""

    runs: int
    seconds: float
    """Median, as the next two of the process's cost."""
    least: float
    most: float
    cpu_seconds: float
    peak_mb: float
    """The largest of the peaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warm:
    """Figures of many questions asked in one process."""

    asked: int
    p50_ms: float
    p95_ms: float
    first_p50_ms: float | None = None
    """Until the first streamed snapshot; None where nothing is streamed."""
    peak_mb: float | None = None
    """Of the process that asked them, None where it is that of the cold one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackFigures:
    """Figures of another stack; the version alone where it is not installed or failed."""

    version: str
    cold: Whole | None = None
    warm: Warm | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that one run of the benchmark measured."""

    machine: Machine
    cold: Whole
    build: Whole
    warm: Warm
    stacks: Mapping[str, StackFigures]


# --- arithmetic ---------------------------------------------------------------------------------------------------


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of `values` do not exceed: of n sorted ones that at place ⌈share · n⌉, from 1."""
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def whole(ran: Sequence[Ran], seconds: Sequence[float]) -> Whole:
    """The figures of processes that took `seconds` each."""
    return Whole(
        runs=len(ran),
        seconds=statistics.median(seconds),
        least=min(seconds),
        most=max(seconds),
        cpu_seconds=statistics.median(one.cpu_seconds for one in ran),
        peak_mb=max(one.peak_mb for one in ran),
    )


def chosen(cases: Sequence[Case], *, count: int = QUESTIONS, seed: int = SEED) -> tuple[Case, ...]:
    """`count` of `cases` at random, the same ones every time."""
    return tuple(random.Random(seed).sample(list(cases), min(count, len(cases))))


def rounds(cases: Sequence[Case], *, count: int = ROUNDS, seed: int = SEED) -> Iterator[Case]:
    """All of `cases`, `count` times, each time in another order."""
    shuffle = random.Random(seed)
    for _ in range(count):
        yield from shuffle.sample(list(cases), len(cases))


# --- measuring ----------------------------------------------------------------------------------------------------


def machine() -> Machine:
    """This machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return Machine(
        cores=len(os.sched_getaffinity(0)),
        memory_gib=round(memory, 1),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        load=round(os.getloadavg()[0], 2),
    )


def command(*arguments: str) -> list[str]:
    """The command line of ``policy-rag``: the installed script, or the module where there is none."""
    script = Path(sys.executable).parent / "policy-rag"
    return [str(script), *arguments] if script.is_file() else [sys.executable, "-m", "rag", *arguments]


def measure_cold(settings: Settings, *, runs: int, question: str = QUESTION) -> Whole:
    """``policy-rag ask`` over the index of `settings`, after one unmeasured run."""
    ask = command("ask", question, "--index", str(settings.index), "--corpus", str(settings.corpus))
    ran = [run_process(ask) for _ in range(runs + 1)][1:]
    return whole(ran, [one.seconds for one in ran])


def measure_build(settings: Settings, *, runs: int = BUILDS) -> Whole:
    """``policy-rag build`` of the corpus of `settings` into its index, once more than `runs`, the first unmeasured."""
    build = command("build", "--index", str(settings.index), "--corpus", str(settings.corpus))
    ran = [run_process(build) for _ in range(runs + 1)][1:]
    return whole(ran, [one.seconds for one in ran])


def measure_warm(assistant: Assistant, cases: Sequence[Case], *, count: int = ROUNDS) -> Warm:
    """Whole answers in this process, the first of the rounds unmeasured."""
    first: list[float] = []
    last: list[float] = []
    for place, case in enumerate(rounds(cases, count=count + 1)):
        began = time.perf_counter()
        snapshots = assistant.stream(case.question, history=case.history)
        next(snapshots)
        first_seen = time.perf_counter()
        for _ in snapshots:
            pass
        done = time.perf_counter()
        if place >= len(cases):
            first.append((first_seen - began) * 1000)
            last.append((done - began) * 1000)
    return Warm(
        asked=len(last),
        p50_ms=percentile(last, 0.5),
        p95_ms=percentile(last, 0.95),
        first_p50_ms=percentile(first, 0.5),
    )


def measure_stack(python: Path, name: str, task: Task, *, folder: Path) -> StackFigures
    ...
