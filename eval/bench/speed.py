"""Speed benchmark: the cold command, the warm answer, the build and their memory, beside other stacks.

Run `python -m eval.bench.speed [--runs N] [--json FILE] [--stacks-python PATH]`. All is measured with the default
settings over an index of its own in a temporary folder; the user's index and settings are left alone. A command runs
once unmeasured before it is measured, so cold is the process and not the disk.
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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from eval.bench import stacks
from eval.bench.process import Ran, run_process
from eval.bench.stacks import Task
from eval.cases import Case, load
from rag.errors import EvalError

if TYPE_CHECKING:
    from rich.console import Console

    from rag.answer.ask import Assistant

QUESTION = "哪些城市对智能建造给予资金奖励？"
"""What the cold command is asked."""
SEED = 1
QUESTIONS = 40
ROUNDS = 5
RUNS = 7
BUILDS = 3
STACK_RUNS = 3
COLD_SECONDS, WARM_MS, BUILD_SECONDS = 1.0, 5.0, 5.0
"""The targets."""

HEADS = ("", "cold\ns", "least–\nmost", "CPU\ns", "peak\nMB", "first\nms", "p50\nms", "p95\nms", "CPU\nms")
NOTE = f"""\
Cold: a new process, for policy-rag from start to end, for the others to their first passages with the indexing left \
out; median, spread, its user and system time, its peak resident set. Warm: {ROUNDS} rounds of {QUESTIONS} development \
questions in random order, in one process; the first streamed snapshot, the whole answer, its processor time. The \
others return the passages nearest by vector, with the same encoder and over the same chunks; they write no answer \
and cite no item."""

# Settings that keep the other stacks from asking a network for anything.
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the figures were measured on."""

    cores: int
    memory_gib: float
    python: str
    system: str
    load_before: float
    """Mean number of processes that ran or waited to, in the minute before the benchmark."""
    load_after: float
    """The same in its last minute."""

    @property
    def busy(self) -> bool:
        """Whether others compete for the cores, so that times are longer than they would be."""
        return max(self.load_before, self.load_after) > self.cores


@dataclass(frozen=True, slots=True, kw_only=True)
class Cold:
    """Figures of one command run `runs` times, each in a new process."""

    runs: int
    seconds: float
    """Median."""
    least: float
    most: float
    cpu_seconds: float
    """Median."""
    peak_mb: float
    """The largest, in MB of 10⁶ bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warm:
    """Figures of questions asked one after another in one process."""

    asked: int
    p50_ms: float
    p95_ms: float
    cpu_p50_ms: float
    """Of processor time, on all cores together."""
    first_p50_ms: float | None = None
    """Until the first streamed snapshot; None where nothing is streamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackFigures:
    """Figures of another stack; none where it is not installed (no version) or failed."""

    version: str = ""
    failure: str = ""
    cold: Cold | None = None
    warm: Warm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that one run of the benchmark measured."""

    machine: Machine
    cold: Cold
    warm: Warm
    build: Cold
    stacks: Mapping[str, StackFigures]


# --- arithmetic ---------------------------------------------------------------------------------------------------


def percentile(values: Sequence[float], share: float) -> float:
    """The value at place ⌈share · n⌉, counted from 1, of the n `values` in ascending order."""
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def cold_of(ran: Sequence[Ran], seconds: Sequence[float]) -> Cold:
    """The figures of processes that took `seconds` each."""
    return Cold(
        runs=len(ran),
        seconds=statistics.median(seconds),
        least=min(seconds),
        most=max(seconds),
        cpu_seconds=statistics.median(one.cpu_seconds for one in ran),
        peak_mb=max(one.peak_mb for one in ran),
    )


def warm_of(taken: Sequence[tuple[float, float]]) -> Warm:
    """The figures of questions that took so many milliseconds by the clock, and of processor time."""
    clock, worked = zip(*taken, strict=True)
    return Warm(
        asked=len(taken),
        p50_ms=percentile(clock, 0.5),
        p95_ms=percentile(clock, 0.95),
        cpu_p50_ms=percentile(worked, 0.5),
    )


def rounds(cases: Sequence[Case], *, count: int, seed: int = SEED) -> Iterator[Case]:
    """All of `cases`, `count` times, each time in another order; the same for the same seed."""
    shuffle = random.Random(seed)
    for _ in range(count):
        yield from shuffle.sample(list(cases), len(cases))


# --- measuring ----------------------------------------------------------------------------------------------------


def machine(*, load_before: float) -> Machine:
    """This machine, now that all is measured."""
    return Machine(
        cores=len(os.sched_getaffinity(0)),
        memory_gib=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        load_before=load_before,
        load_after=os.getloadavg()[0],
    )


def measure_command(*arguments: str, runs: int) -> Cold:
    """``policy-rag`` with `arguments`, without any setting of the user's, after one unmeasured run."""
    script = Path(sys.executable).parent / "policy-rag"
    command = [str(script)] if script.is_file() else [sys.executable, "-m", "rag"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICY_RAG_")}
    with tempfile.TemporaryDirectory() as folder:
        ran = [
            run_process([*command, *arguments], folder=Path(folder), environment=environment) for _ in range(runs + 1)
        ][1:]
    return cold_of(ran, [one.seconds for one in ran])


def measure_warm(assistant: Assistant, cases: Sequence[Case], *, count: int = ROUNDS) -> Warm:
    """Whole answers in this process, after one unmeasured round."""
    taken: list[tuple[float, float]] = []
    first: list[float] = []
    for case in rounds(cases, count=count + 1):
        began, worked = time.perf_counter(), time.process_time()
        snapshots = assistant.stream(case.question, history=case.history)
        next(snapshots)
        first.append((time.perf_counter() - began) * 1000)
        for _ in snapshots:
            pass
        taken.append(((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000))
    return replace(warm_of(taken[len(cases) :]), first_p50_ms=percentile(first[len(cases) :], 0.5))


def measure_stacks(python: str, assistant: Assistant, cases: Sequence[Case], *, runs: int) -> dict[str, StackFigures]:
    """Every other stack that `python` has, over the chunks of `assistant`."""
    from rag.embed.encoder import built_in_folder

    task = Task(
        model=str(built_in_folder()),
        passages=tuple(f"{chunk.context}\n{chunk.text}" for chunk in assistant.store.chunks),
        first=QUESTION,
    )
    versions = cast("dict[str, str]", json.loads(_run_stack(python, folder=Path.cwd()).lines[0]))
    return {
        name: _measure_stack(python, name, task, cases, version=version, runs=runs) if version else StackFigures()
        for name, version in versions.items()
    }


def _measure_stack(
    python: str, name: str, task: Task, cases: Sequence[Case], *, version: str, runs: int
) -> StackFigures:
    """A process that is asked all the questions, which fills the disk's cache, then `runs` that answer the first."""
    asked = tuple(case.question for case in rounds(cases, count=ROUNDS + 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "task.json"
        try:
            stacks.write_task(replace(task, questions=asked), path)
            taken = json.loads(_run_stack(python, name, str(path), folder=Path(folder)).lines[1])
            stacks.write_task(task, path)
            ran = [_run_stack(python, name, str(path), folder=Path(folder)) for _ in range(runs)]
        except EvalError as error:
            return StackFigures(version=version, failure=error.message)
    indexing = [float(json.loads(one.lines[0])["index_seconds"]) for one in ran]
    seconds = [one.first_line_seconds - index for one, index in zip(ran, indexing, strict=True)]
    warm = warm_of(cast("list[tuple[float, float]]", taken)[len(cases) :])
    return StackFigures(version=version, cold=cold_of(ran, seconds), warm=warm)


def _run_stack(python: str, *arguments: str, folder: Path) -> Ran:
    return run_process([python, "-P", stacks.__file__, *arguments], folder=folder, environment=os.environ | _OFFLINE)


def measure(*, runs: int, stacks_python: str) -> Figures:
    """Everything, the small processes first: a child's peak is never below what this process holds."""
    from rag.settings import PROJECT, Settings

    load_before, _, _ = os.getloadavg()
    dev = load().only(split="dev").cases
    cases = random.Random(SEED).sample(list(dev), QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.model_construct(corpus=PROJECT / "corpus", index=Path(folder) / "index")
        where = ("--corpus", str(settings.corpus), "--index", str(settings.index))
        build = measure_command("build", *where, runs=BUILDS)
        cold = measure_command("ask", QUESTION, *where, runs=runs)
        from rag.answer.ask import Assistant

        assistant = Assistant.open(settings)
    warm = measure_warm(assistant, cases)
    others = measure_stacks(stacks_python, assistant, cases, runs=STACK_RUNS)
    return Figures(machine=machine(load_before=load_before), cold=cold, warm=warm, build=build, stacks=others)


# --- showing ------------------------------------------------------------------------------------------------------


def show(console: Console, found: Figures) -> None:
    """The tables, the machine they hold for, and whether the targets are met."""
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(*HEADS, box=SIMPLE, padding=(0, 1, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    table.add_row("policy-rag ask", *_cold_cells(found.cold), *_warm_cells(found.warm))
    table.add_row("policy-rag build", *_cold_cells(found.build))
    table.add_section()
    for name, other in found.stacks.items():
        if other.cold is not None and other.warm is not None:
            table.add_row(f"{name} {other.version}", *_cold_cells(other.cold), *_warm_cells(other.warm))
    console.print(table)
    for name, other in found.stacks.items():
        if other.cold is None:
            console.print(f"{name} {other.version}: {other.failure}" if other.version else f"{name}: not installed")
    console.print(NOTE, style="dim")
    _show_machine(console, found.machine)
    for what, value, target, unit in (
        ("cold ask", found.cold.seconds, COLD_SECONDS, "s"),
        ("warm answer p50", found.warm.p50_ms, WARM_MS, "ms"),
        ("build", found.build.seconds, BUILD_SECONDS, "s"),
    ):
        met = "met   " if value < target else "MISSED"
        console.print(f"{met} {what}: {value:.2f} {unit}, target under {target:g} {unit}")


def _show_machine(console: Console, size: Machine) -> None:
    console.print(
        f"{size.cores} cores, {size.memory_gib:.0f} GiB, Python {size.python}, {size.system}; "
        f"load average {size.load_before:.1f} before and {size.load_after:.1f} after"
    )
    if size.busy:
        console.print(
            f"WARNING: the load is above the {size.cores} cores: a quiet machine takes less time. "
            "The CPU columns suffer less.",
            style="bold red",
        )


def _cold_cells(cold: Cold) -> tuple[str, ...]:
    spread = f"{cold.least:.2f}–{cold.most:.2f}"
    return f"{cold.seconds:.2f}", spread, f"{cold.cpu_seconds:.2f}", f"{cold.peak_mb:.0f}"


def _warm_cells(warm: Warm) -> tuple[str, ...]:
    first = "" if warm.first_p50_ms is None else f"{warm.first_p50_ms:.1f}"
    return first, f"{warm.p50_ms:.1f}", f"{warm.p95_ms:.1f}", f"{warm.cpu_p50_ms:.1f}"


def main() -> None:
    """Read the command line, measure, show, and write JSON where asked."""
    from rich.console import Console

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS, help="measured runs of the cold command")
    parser.add_argument("--json", type=Path, default=None, help="file to write the figures to")
    parser.add_argument("--stacks-python", default=sys.executable, help="interpreter that has the other stacks")
    given = parser.parse_args()
    found = measure(runs=given.runs, stacks_python=given.stacks_python)
    show(Console(), found)
    if given.json is not None:
        given.json.write_text(json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
