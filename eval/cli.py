"""``policy-rag eval``: run the question set, compare two runs, write the report an official can read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from rag.errors import EvalError, RagError

if TYPE_CHECKING:
    from eval.cases import Kind
    from eval.retrieval import Rankings
    from eval.run import Run
    from rag.answer.ask import Assistant

app = typer.Typer(
    help="跑评测题，看指标，与以前的结果比较。 / Run the question set and compare runs.", invoke_without_command=True
)

SplitName = Annotated[str, typer.Option(help="dev：调试用的一半；test：保留的一半；all：全部")]
Questions = Annotated[Path | None, typer.Option(help="题库文件夹 / folder of questions")]


@app.callback()
def default(context: typer.Context) -> None:
    """Run the development half where no subcommand is given."""
    if context.invoked_subcommand is None:
        run()


@app.command()
def run(
    split: SplitName = "dev",
    kind: Annotated[list[str] | None, typer.Option(help="只跑这一类题，可重复 / only this kind")] = None,
    label: Annotated[str, typer.Option(help="记录的名字 / name of the run")] = "",
    output: Annotated[Path | None, typer.Option(help="记录放在哪里 / where the run is saved")] = None,
    html: Annotated[Path | None, typer.Option(help="另写一份网页报告 / also write an HTML report")] = None,
    questions: Questions = None,
) -> None:
    """跑一遍评测题，打印指标。 / Run the questions and print the figures."""
    from rich.console import Console

    from eval.cases import QUESTIONS
    from eval.report import print_run
    from eval.run import run_eval
    from eval.saved import RUNS, save_run
    from rag.answer.ask import Assistant
    from rag.progress import progress
    from rag.settings import load_settings

    if split not in ("dev", "test", "all"):
        raise EvalError(f"没有 {split!r} 这一半。", hint="请用 --split dev、test 或 all。")
    assistant = Assistant.open(load_settings())
    with progress() as on_progress:
        done = run_eval(
            assistant,
            label=label or f"{datetime.now():%Y%m%d-%H%M%S}-{split}",
            folder=questions or QUESTIONS,
            split=None if split == "all" else split,
            kinds=tuple(cast("list[Kind]", kind or [])),
            retrieve=channels_of(assistant),
            on_progress=lambda step, of, name: on_progress("ask", step, of, name),
        )
    print_run(Console(), done)
    typer.echo(f"记录：{save_run(done, output or RUNS)}", err=True)
    if html is not None:
        _write_html(done, html)


def channels_of(assistant: Assistant) -> Callable[[str], Rankings]:
    """Question → ranked addresses by words, by vectors and by both."""
    from eval.retrieval import ranked_addresses

    def retrieve(question: str) -> Rankings:
        return {
            "words": ranked_addresses(assistant.retrieve(question, channel="words")),
            "vectors": ranked_addresses(assistant.retrieve(question, channel="vectors")),
            "fused": ranked_addresses(assistant.retrieve(question, channel="fused")),
        }

    return retrieve


def _write_html(done: Run, path: Path) -> None:
    from eval.page import html_report

    try:
        path.write_text(html_report(done), encoding="utf-8")
    except OSError as error:
        raise RagError(f"写不了 {path}：{error.strerror}。", hint="请换一个可写的位置。") from error


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="以前的记录 / the earlier run")],
    after: Annotated[Path, typer.Argument(help="现在的记录 / the later run")],
) -> None:
    """逐题比较两次记录；有退步时退出码为 1。 / Compare two runs; exits 1 on a regression."""
    from rich.console import Console

    from eval.figures import compare as compare_runs
    from eval.report import print_comparison
    from eval.saved import load_run

    comparison = compare_runs(load_run(before), load_run(after))
    print_comparison(Console(), comparison)
    raise typer.Exit(comparison.exit_code)
