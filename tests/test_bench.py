"""The speed benchmark: its arithmetic by hand, its processes for real, its other stacks as far as they are here."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from eval.bench.process import Ran, run_process
from eval.bench.speed import (
    QUESTIONS,
    Cold,
    Figures,
    Machine,
    StackFigures,
    Warm,
    cold_of,
    machine,
    measure_command,
    measure_stacks,
    measure_warm,
    percentile,
    rounds,
    show,
    warm_of,
)
from eval.bench.stacks import STACKS, Task, write_task
from eval.cases import Case
from rag.answer.ask import Assistant
from rag.errors import EvalError
from rag.settings import load_settings
from tests.conftest import CORPUS, Built

QUIET = Machine(cores=2, memory_gib=8.0, python="3.11.7", system="Linux x86_64", load_before=0.5, load_after=2.0)
BUSY = Machine(cores=2, memory_gib=8.0, python="3.11.7", system="Linux x86_64", load_before=0.5, load_after=2.1)


def case(number: int, question: str = "哪些城市给予资金奖励？") -> Case:
    return Case(id=f"q{number}", kind="list", language="zh", split="dev", question=question, answerable=False)


def ran(seconds: float, *, cpu: float = 0.5, peak: float = 100.0) -> Ran:
    return Ran(seconds=seconds, first_line_seconds=seconds, cpu_seconds=cpu, peak_mb=peak, lines=())


def run_here(code: str, tmp_path: Path, *, limit_seconds: float = 30.0) -> Ran:
    return run_process(
        [sys.executable, "-c", code], folder=tmp_path, environment=os.environ, limit_seconds=limit_seconds
    )


# --- arithmetic ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7.0], 0.5, 7.0),
        ([7.0], 0.95, 7.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([4.0, 3.0, 1.0, 2.0], 0.5, 2.0),
        ([float(n) for n in range(1, 21)], 0.95, 19.0),
        ([float(n) for n in range(1, 22)], 0.95, 20.0),
        ([5.0, 6.0], 0.0, 5.0),
        ([5.0, 6.0], 1.0, 6.0),
    ],
)
def test_percentile_is_the_value_at_its_place(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_cold_figures_are_the_median_the_spread_and_the_largest_peak() -> None:
    runs = [ran(1.0, cpu=0.3, peak=90.0), ran(4.0, cpu=0.9, peak=110.0), ran(2.0, cpu=0.4, peak=95.0)]
    assert cold_of(runs, [one.seconds for one in runs]) == Cold(
        runs=3, seconds=2.0, least=1.0, most=4.0, cpu_seconds=0.4, peak_mb=110.0
    )


def test_warm_figures_are_percentiles_of_the_clock_and_of_processor_time() -> None:
    taken = [(float(n), n / 10) for n in range(20, 0, -1)]
    assert warm_of(taken) == Warm(asked=20, p50_ms=10.0, p95_ms=19.0, cpu_p50_ms=1.0)


def test_each_round_asks_every_question_once_in_an_order_that_the_seed_decides() -> None:
    cases = [case(number) for number in range(8)]
    order = [one.id for one in rounds(cases, count=2)]
    assert sorted(order[:8]) == sorted(order[8:]) == sorted(one.id for one in cases)
    assert order[:8] != order[8:]
    assert order == [one.id for one in rounds(cases, count=2)]
    assert order != [one.id for one in rounds(cases, count=2, seed=2)]


def test_a_machine_is_busy_when_the_load_exceeds_its_cores() -> None:
    assert (QUIET.busy, BUSY.busy) == (False, True)
    here = machine(load_before=0.0)
    assert here.cores >= 1
    assert here.memory_gib > 0
    assert here.python == sys.version.split()[0]


# --- processes ----------------------------------------------------------------------------------------------------


def test_a_process_tells_its_lines_its_time_and_its_peak(tmp_path: Path) -> None:
    code = "import time; print('one', flush=True); block = bytearray(150_000_000); time.sleep(0.2); print('two')"
    found = run_here(code, tmp_path)
    assert found.lines == ("one", "two")
    assert found.first_line_seconds + 0.2 <= found.seconds
    assert found.cpu_seconds > 0
    assert found.peak_mb > 150


def test_what_a_process_leaves_running_ends_with_it(tmp_path: Path) -> None:
    child = "import time; time.sleep(60)"
    code = (
        "import subprocess, sys; "
        f"print(subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.DEVNULL).pid)"
    )
    began = time.perf_counter()
    left = int(run_here(code, tmp_path).lines[0])
    assert time.perf_counter() - began < 30
    assert _is_gone(left)


def _is_gone(pid: int) -> bool:
    """Whether the process has ended, a moment being given; one that nobody reaps stays as Z."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False


def test_a_process_that_fails_tells_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="以 3 退出：no index"):
        run_here("import sys; sys.stderr.write('trace\\nno index\\n'); sys.exit(3)", tmp_path)


def test_a_process_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="以 -9 退出"):
        run_here("import time; time.sleep(60)", tmp_path, limit_seconds=0.3)


def test_an_interpreter_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="无法运行"):
        run_process([str(tmp_path / "python")], folder=tmp_path, environment=os.environ)


# --- the figures for real -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def assistant(built: Built) -> Assistant:
    return Assistant.open(load_settings(corpus=CORPUS, index=built.folder))


def test_the_cold_command_answers_over_a_real_index(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting of the user's, here an index that is not there, does not reach it."""
    monkeypatch.setenv("POLICY_RAG_ENCODER", "/nowhere")
    cold = measure_command("ask", "哪些城市给予资金奖励？", "--index", str(built.folder), runs=1)
    assert cold.runs == 1
    assert cold.least == cold.seconds == cold.most > 0
    assert cold.cpu_seconds > 0
    assert cold.peak_mb > 20


def test_a_cold_command_without_an_index_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="还没有索引"):
        measure_command("ask", "问题", "--index", str(tmp_path), runs=1)


def test_warm_answers_are_timed_after_one_unmeasured_round(assistant: Assistant) -> None:
    cases = [case(1), case(2, "Which cities pay subsidies?")]
    warm = measure_warm(assistant, cases, count=3)
    assert warm.asked == 6
    assert warm.first_p50_ms is not None
    assert 0 < warm.first_p50_ms <= warm.p50_ms <= warm.p95_ms


def interpreter(path: Path, script: str) -> str:
    """A file that is run in place of Python, with ``-P stacks.py [NAME TASK]`` as its arguments."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_stack_that_is_not_installed_is_listed_without_figures(assistant: Assistant, tmp_path: Path) -> None:
    """An interpreter without any package: this one, with its site-packages left out."""
    bare = interpreter(tmp_path / "python", f'exec "{sys.executable}" -S "$@"')
    assert measure_stacks(bare, assistant, [case(1)], runs=1) == dict.fromkeys(STACKS, StackFigures())


def test_a_stack_is_timed_to_its_first_line_without_the_indexing(assistant: Assistant, tmp_path: Path) -> None:
    """Six rounds of one question, the first of them unmeasured."""
    first = '{"found": [], "index_seconds": 0.1}'
    later = json.dumps([[99.0, 99.0], *([2.0, 1.0] for _ in range(4)), [3.0, 1.0]])
    versions = '{"LangChain": "9.9"}'
    script = f"[ $# = 2 ] && echo '{versions}' && exit\nsleep 0.2; echo '{first}'; sleep 0.3; echo '{later}'"
    found = measure_stacks(interpreter(tmp_path / "python", script), assistant, [case(1)], runs=1)["LangChain"]
    assert found.warm == Warm(asked=5, p50_ms=2.0, p95_ms=3.0, cpu_p50_ms=1.0)
    assert found.cold is not None
    assert found.cold.runs == 1
    assert found.cold.seconds >= 0.1


def test_a_stack_that_fails_is_listed_with_its_last_words(assistant: Assistant, tmp_path: Path) -> None:
    script = '[ $# = 2 ] && echo \'{"txtai": "9.9"}\' && exit\necho no such model >&2; exit 1'
    found = measure_stacks(interpreter(tmp_path / "python", script), assistant, [case(1)], runs=1)
    assert found == {"txtai": StackFigures(version="9.9", failure="python 以 1 退出：no such model")}


def test_what_the_stacks_are_given_survives_the_file(tmp_path: Path) -> None:
    task = Task(model="模型", passages=("一", "二"), first="问？", questions=("甲？",))
    write_task(task, tmp_path / "task.json")
    body = json.loads((tmp_path / "task.json").read_text(encoding="utf-8"))
    assert body == {"model": "模型", "passages": ["一", "二"], "first": "问？", "questions": ["甲？"]}


# --- showing ------------------------------------------------------------------------------------------------------


def shown(size: Machine) -> str:
    cold = Cold(runs=7, seconds=0.5, least=0.4, most=0.6, cpu_seconds=0.45, peak_mb=120.0)
    warm = Warm(asked=5 * QUESTIONS, p50_ms=6.0, p95_ms=9.0, cpu_p50_ms=5.5, first_p50_ms=4.0)
    others = {
        "LlamaIndex": StackFigures(version="0.14.25", cold=cold, warm=warm),
        "LangChain": StackFigures(version="1.7.2", failure="以 1 退出：no module"),
        "Haystack": StackFigures(),
    }
    screen = io.StringIO()
    show(Console(file=screen, width=80), Figures(machine=size, cold=cold, warm=warm, build=cold, stacks=others))
    return screen.getvalue()


def test_the_table_fits_eighty_columns_and_says_what_was_missed() -> None:
    text = shown(QUIET)
    assert "…" not in text
    rows = [line.split() for line in text.splitlines()]
    assert ["policy-rag", "ask", "0.50", "0.40–0.60", "0.45", "120", "4.0", "6.0", "9.0", "5.5"] in rows
    assert ["policy-rag", "build", "0.50", "0.40–0.60", "0.45", "120"] in rows
    assert max(map(len, text.splitlines())) <= 80
    assert "LangChain 1.7.2: 以 1 退出：no module" in text
    assert "Haystack: not installed" in text
    assert "met    cold ask: 0.50 s, target under 1 s" in text
    assert "MISSED warm answer p50: 6.00 ms, target under 5 ms" in text
    assert "2 cores, 8 GiB, Python 3.11.7" in text


def test_a_busy_machine_is_warned_of() -> None:
    assert "WARNING" in shown(BUSY)
    assert "WARNING" not in shown(QUIET)
