"""The development half is answered no worse than the saved baseline says; times do not count."""

from __future__ import annotations

from io import StringIO

from conftest import CORPUS, Built
from rich.console import Console

from eval.cases import load
from eval.figures import against
from eval.report import print_comparison
from eval.run import run_eval
from eval.saved import RUNS, load_run
from rag.answer.ask import Assistant
from rag.settings import load_settings


def test_the_development_half_does_not_regress(built: Built) -> None:
    assistant = Assistant.open(load_settings(corpus=CORPUS, index=built.folder))
    done = run_eval(assistant, label="now", corpus=assistant.notices)
    comparison = against(load_run(RUNS / "baseline-dev.jsonl"), done, load())
    told = StringIO()
    print_comparison(Console(file=told, width=100), comparison)
    assert not comparison.regressed, told.getvalue()
    assert len(comparison.lost) <= len(comparison.gained), told.getvalue()
