"""``policy-rag eval``: run the questions, compare two runs, take parts away, write the report an official can read."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, cast

import typer

from rag.errors import EvalError, RagError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.cases import Kind, Split
    from eval.figures import Comparison
    from eval.retrieval import Rankings
    from eval.run import OnProgress, Run
    from rag.answer.ask import Assistant

app = typer.Typer(
    help="跑评测题，看指标，与以前的结果比较。 / Run the question set and compare runs.", invoke_without_command=True
)

SplitName = Annotated[str, typer.Option(help="dev：调试用的一半；test：保留的一半；all：全部")]
KindNames = Annotated[list[str] | None, typer.Option("--kind", help="只跑这一类题，可重复 / only this kind")]
Questions = Annotated[list[Path] | None, typer.Option(help="题库文件夹，可重复 / folder of questions, repeatable")]
Corpus = Annotated[Path | None, typer.Option(help="通知文件夹，为它另建索引 / folder of notices, indexed for this")]
Index = Annotated[Path | None, typer.Option(help="索引文件夹 / index folder")]
Html = Annotated[Path | None, typer.Option(help="另写一份网页报告 / also write an HTML report")]

_INTERRUPTED = 130
"""Exit code of a run that was stopped."""


@app.callback()
def default(context: typer.Context) -> None:
    """Run the development half where no subcommand is given."""
    if context.invoked_subcommand is None:
        run()


@app.command()
def run(
    split: SplitName = "dev",
    kind: KindNames = None,
    label: Annotated[str, typer.Option(help="记录的名字 / name of the run")] = "",
    output: Annotated[Path | None, typer.Option(help="记录放在哪里：文件夹或 .jsonl 文件 / where to save")] = None,
    html: Html = None,
    baseline: Annotated[Path | None, typer.Option(help="与这次记录比较，退步则退出码为 1 / compare with")] = None,
    questions: Questions = None,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """跑一遍评测题，打印指标；按 Ctrl-C 停下时保留已答的题。 / Run the questions and print the figures."""
    from rich.console import Console

    from eval.report import print_comparison, print_run
    from eval.saved import RUNS, load_run, save_run

    console = Console()
    before = None if baseline is None else load_run(baseline)
    name = label or f"{datetime.now():%Y%m%d-%H%M%S}-{split}"
    with _opened(corpus, index) as assistant:
        done = _run(assistant, name, split=split, kinds=kind, questions=questions, retrieval=True)
    print_run(console, done)
    typer.echo(f"记录：{save_run(done, output or RUNS)}", err=True)
    comparison = None if before is None else _comparable(before, done, questions)
    if comparison is not None:
        print_comparison(console, comparison)
    if html is not None:
        _write_html(done, html, comparison)
    if done.stopped:
        raise typer.Exit(_INTERRUPTED)
    raise typer.Exit(0 if comparison is None else comparison.exit_code)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="以前的记录", help="以前的记录 / the earlier run")],
    after: Annotated[Path, typer.Argument(metavar="现在的记录", help="现在的记录 / the later run")],
    html: Html = None,
) -> None:
    """逐题比较两次记录；有退步时退出码为 1。 / Compare two runs; exits 1 on a regression."""
    from rich.console import Console

    from eval.figures import compare as compare_runs
    from eval.report import print_comparison
    from eval.saved import load_run

    comparison = compare_runs(load_run(before), load_run(after))
    print_comparison(Console(), comparison)
    if html is not None:
        _write_html(comparison.after, html, comparison)
    raise typer.Exit(comparison.exit_code)


@app.command()
def ablate(
    split: SplitName = "dev",
    kind: KindNames = None,
    markdown: Annotated[bool, typer.Option(help="打印成 markdown 表格 / as a markdown table")] = False,
    output: Annotated[Path | None, typer.Option(help="各次记录放进哪个文件夹 / folder for the runs")] = None,
    questions: Questions = None,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """逐一去掉一部分再跑，看每一部分值多少。 / Run the questions without one part after the other."""
    from rich.console import Console

    from eval.ablate import ablate as take_away
    from eval.report import ablation_markdown, print_ablation
    from eval.saved import save_run
    from rag.embed.encoder import open_encoder

    def ask(assistant: Assistant, name: str) -> Run:
        done = _run(assistant, name, split=split, kinds=kind, questions=questions, retrieval=False)
        if done.stopped:
            raise KeyboardInterrupt
        return done

    with _opened(corpus, index) as assistant:
        ablations = take_away(assistant, open_encoder(assistant.settings.encoder), ask)
    if markdown:
        typer.echo(ablation_markdown(ablations), nl=False)
    else:
        print_ablation(Console(), ablations)
    if output is not None:
        for one in ablations:
            save_run(one.run, output)


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="题库文件夹，或一个 .yaml、.jsonl 文件 / question sets, or files of cases"),
    ] = None,
    corpus: Annotated[Path | None, typer.Option(help="通知文件夹 / folder of notices")] = None,
) -> None:
    """核对题目：写法、题号、出处、要点是否都在通知里；有错时退出码为 1。 / Hold questions against the notices.

    题库是一个文件夹，每类题一个文件，文件名就是类名：list.yaml、fact.yaml、place.yaml、task.yaml、compare.yaml、
    address.yaml、notice.yaml、unanswerable.yaml、colloquial.yaml、followup.yaml；有哪类就放哪个。文件里一题一项：

    \b
    - id: fact-01              # 不重复的题号
      kind: fact               # 与文件名相同
      language: zh             # zh、en 或 zh-hant
      split: dev               # dev 调试用，test 保留
      question: 保函金额上限是多少？
      answerable: true         # 通知里没有答案的写 false
      cite:                    # 必须引用的条目；任一即可的写在 cite_any
        - {doc: 某建发〔2025〕6号, path: [三, （二）]}
      facts: ["1%"]            # 回答里必须有的要点；几种写法都对的写成列表

    列举题另写 members: [杭州, 宁波]。places.yaml 可有可无，写地名的英文名，如“杭州: [Hangzhou]”；
    有它时题里只能写它列出的地名。
    """  # noqa: D301 - the mark that keeps the lines apart
    from eval.cases import QUESTIONS, read_text
    from eval.incoming import Entry, check_folder, incoming
    from rag.corpus import read_what_can_be
    from rag.settings import load_settings

    notices, problems = read_what_can_be(load_settings(corpus=corpus).corpus)
    for problem in problems:
        typer.echo(f"没有读入：{problem.message} {problem.hint}", err=True)
    wrong = 0
    for place in files or [QUESTIONS]:
        read: Mapping[str, tuple[Entry, ...]] = (
            {place.name: incoming(read_text(place), place.name, notices, ())}
            if place.is_file()
            else check_folder(place, notices)
        )
        found = [(file, one) for file, entries in read.items() for one in entries]
        for file, one in found:
            for label, told in (("错误", one.faults), ("提醒", one.doubts)):
                typer.echo("".join(f"{file}:{one.line}  {one.id}  {label}：{words}\n" for words in told), nl=False)
        faulty = sum(bool(one.faults) for _, one in found)
        doubtful = sum(bool(one.doubts) for _, one in found)
        typer.echo(f"{place}：{len(found)} 道题，有错误 {faulty} 道，有提醒 {doubtful} 道。")
        wrong += faulty
    raise typer.Exit(int(wrong > 0))


def _run(
    assistant: Assistant,
    name: str,
    *,
    split: str,
    kinds: list[str] | None,
    questions: list[Path] | None,
    retrieval: bool,
) -> Run:
    from eval.cases import QUESTIONS
    from eval.run import run_eval

    with _told("ask") as on_progress:
        return run_eval(
            assistant,
            label=name,
            folders=questions or (QUESTIONS,),
            split=_split(split),
            kinds=_kinds(kinds),
            corpus=assistant.notices,
            retrieve=channels_of(assistant) if retrieval else None,
            on_progress=on_progress,
        )


def _split(name: str) -> Split | None:
    if name not in ("dev", "test", "all"):
        raise EvalError(f"没有 {name!r} 这一半。", hint="请用 --split dev、test 或 all。")
    return None if name == "all" else name


def _kinds(names: list[str] | None) -> tuple[Kind, ...]:
    from eval.cases import KINDS

    unknown = [name for name in names or [] if name not in KINDS]
    if unknown:
        raise EvalError(f"没有 {unknown[0]!r} 这一类题。", hint=f"--kind 可用：{'、'.join(KINDS)}。")
    return tuple(cast("list[Kind]", names or []))


@contextmanager
def _told(stage: str) -> Generator[OnProgress]:
    from rag.progress import progress

    with progress() as on_progress:
        yield lambda step, of, name: on_progress(stage, step, of, name)


@contextmanager
def _opened(corpus: Path | None, index: Path | None) -> Generator[Assistant]:
    """The assistant over the index in force; over one built for this run alone where a corpus is given."""
    from rag.answer.ask import Assistant
    from rag.index.build import build_index
    from rag.progress import progress
    from rag.settings import load_settings

    if corpus is None:
        yield Assistant.open(load_settings(index=index))
        return
    with TemporaryDirectory(prefix="policy-rag-eval-") as folder:
        settings = load_settings(corpus=corpus, index=index or Path(folder) / "index")
        with progress() as on_progress:
            build_index(settings, on_progress=on_progress)
        yield Assistant.open(settings)


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


def _comparable(before: Run, done: Run, questions: list[Path] | None) -> Comparison:
    """`done` against the run `before`, whose answers are scored again where the questions have changed since."""
    from eval.cases import QUESTIONS, load_sets
    from eval.figures import against

    return against(before, done, load_sets(questions or (QUESTIONS,)))


def _write_html(done: Run, path: Path, comparison: Comparison | None) -> None:
    from eval.page import html_report

    try:
        path.write_text(html_report(done, comparison=comparison), encoding="utf-8")
    except OSError as error:
        raise RagError(f"写不了 {path}：{error.strerror}。", hint="请换一个可写的位置。") from error
