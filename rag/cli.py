"""The command line: ask | outline | show | serve | train-encoder, with those on the corpus and on evaluation."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.cli import app as eval_app
from rag.cli_corpus import add_commands
from rag.cli_options import AsJson, Corpus, Index, settings_of
from rag.errors import QuestionError, RagError, UnknownAddress

if TYPE_CHECKING:
    from rag.domain import Answer, Notice
    from rag.retrieve.filters import Filters
    from rag.settings import Settings

app = typer.Typer(
    help="回答政策通知里的问题，每句话都注明出自哪份通知的第几条。\n\n"
    "Answers questions over policy notices, cited to notice and item.",
    epilog="出错时加 --debug 看完整经过。 / Add --debug to see where an error comes from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

add_commands(app)
app.add_typer(eval_app, name="eval")


def _print_version(asked: bool) -> None:
    from importlib.metadata import version

    if asked:
        typer.echo(version("policy-rag"))
        raise typer.Exit


@app.callback()
def about(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="版本 / the version")
    ] = False,
) -> None:
    """What stands before the commands."""


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(help="问题；用 - 从标准输入读 / the question, or - for standard input")
    ] = "",
    as_json: AsJson = False,
    batch: Annotated[Path | None, typer.Option(help="一行一个 {id, question, history?} 的 JSONL 文件")] = None,
    output: Annotated[Path | None, typer.Option(help="--batch 的结果文件 / where --batch writes")] = None,
    issuer: Annotated[str, typer.Option(help="只问这个发文机关的 / only notices of this issuer")] = "",
    level: Annotated[str, typer.Option(help="只问这一层级的：国家、省、市、县 / only of this rank")] = "",
    year: Annotated[int | None, typer.Option(help="只问这一年印发的 / only of this year")] = None,
    region: Annotated[str, typer.Option(help="只问这个地区的 / only of this place")] = "",
    in_force: Annotated[bool, typer.Option("--in-force", help="只问现行有效的 / only those in force")] = False,
    notice: Annotated[
        list[str] | None, typer.Option(help="只问这份通知：文号、标题或其一部分，可写几次 / only this notice")
    ] = None,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """提问，得到带出处的回答。 / Ask a question."""
    from rag.answer.ask import Assistant
    from rag.retrieve.filters import read_filters
    from rag.wire import answer_to_json

    settings = settings_of(corpus, index)
    filters = read_filters(
        issuer=issuer, level=level, year=year, region=region, in_force=in_force, notices=notice or ()
    )
    if batch is not None:
        _ask_batch(settings, batch, output, filters)
        return
    if output is not None:
        raise QuestionError("--output 只用于 --batch。", hint="一个问题的回答请重定向：policy-rag ask 问题 > 文件。")
    if question == "-":
        question = _standard_input()
    answer = Assistant.open(settings).within(filters).ask(question)
    if as_json:
        typer.echo(json.dumps(answer_to_json(answer), ensure_ascii=False, indent=2))
    else:
        typer.echo(render_answer(answer))


def _standard_input() -> str:
    import sys

    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuestionError("标准输入不是 UTF-8。", hint="请转成 UTF-8 后重试。") from error


def _ask_batch(settings: Settings, batch: Path, output: Path | None, filters: Filters) -> None:
    from rag.answer.ask import Assistant
    from rag.batch import read_batch
    from rag.progress import progress
    from rag.wire import answer_to_json

    entries = read_batch(batch)
    assistant = Assistant.open(settings).within(filters)
    with _lines_to(output) as write_line, progress() as on_progress:
        for number, entry in enumerate(entries):
            on_progress("ask", number, len(entries), entry.id)
            try:
                answer = assistant.ask(entry.question, history=entry.history)
            except QuestionError as error:
                answer = assistant.refuse(entry.question, error)
            write_line(json.dumps(answer_to_json(answer, question_id=entry.id), ensure_ascii=False))
        on_progress("ask", len(entries), len(entries), "")
    if output is not None:
        typer.echo(f"{len(entries)} 个回答写入 {output}", err=True)


@contextmanager
def _lines_to(output: Path | None) -> Generator[Callable[[str], object]]:
    """Writes lines to standard output, or beside `output` until all are there: an interrupted run changes nothing."""
    if output is None:
        yield typer.echo
        return
    if output.is_dir():
        raise RagError(f"写不了 {output}：它是文件夹。", hint="请给出文件名。")
    beside = output.with_name(output.name + ".part")
    try:
        with beside.open("w", encoding="utf-8") as file:
            yield lambda line: file.write(line + "\n")
        beside.replace(output)
    except OSError as error:
        raise RagError(f"写不了 {output}：{error.strerror}。", hint="请换一个可写的位置。") from error
    finally:
        with suppress(OSError):
            beside.unlink()


def render_answer(answer: Answer) -> str:
    """The answer and its sources as plain text for a terminal."""
    lines = [answer.text.replace("**", "")]
    if answer.citations:
        lines += ["", "出处：" if answer.language == "zh" else "Sources:"]
        for citation in answer.citations:
            heading = f"（{citation.heading}）" if citation.heading else ""
            lines.append(f"[{citation.n}] {citation.label}{heading}")
    return "\n".join(lines)


@app.command()
def outline(
    reference: Annotated[
        str, typer.Argument(metavar="通知", help="文号、标题，或一个文件 / a notice, or a file to parse")
    ],
    as_json: AsJson = False,
    report: Annotated[bool, typer.Option("--report", help="列出读取时的修补 / list the repairs")] = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """打印一份通知的条目树。 / Print a notice's outline."""
    from rag.render import outline_json, outline_lines, report_lines

    notice = _notice(reference, settings_of(corpus, index))
    if as_json:
        typer.echo(json.dumps(outline_json(notice), ensure_ascii=False, indent=2))
    else:
        lines = report_lines(notice) if report else outline_lines(notice, width=_first_words())
        typer.echo("\n".join(lines))


def _first_words() -> int:
    """Characters of each item's first words that fit the terminal."""
    import shutil

    return max(20, (shutil.get_terminal_size((100, 24)).columns - 24) // 2)


def _notice(reference: str, settings: Settings) -> Notice:
    """A notice of the index, or the one in a file that is parsed without indexing it."""
    path = Path(reference)
    if path.is_file():
        from rag.corpus import Source, read_source

        return read_source(Source(path=path))
    from rag.index.store import load_store
    from rag.mentions import find_notice

    if path.suffix and "/" in reference:
        raise UnknownAddress(f"文件 {reference!r} 不存在。", hint="请检查路径；要看库里的通知，请写文号或标题。")
    return find_notice(reference, load_store(settings.index, settings_fingerprint=settings.index_fingerprint()).notices)


@app.command()
def show(
    address: Annotated[list[str], typer.Argument(metavar="地址", help="地址，如：建办市函〔2025〕190号 一（四）2")],
    as_json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """完整打印一条。 / Print one item whole."""
    from rag.address import find_items, label
    from rag.index.store import load_store
    from rag.render import item_lines, items_json

    settings = settings_of(corpus, index)
    notices = load_store(settings.index, settings_fingerprint=settings.index_fingerprint()).notices
    notice, path, items = find_items(" ".join(address), notices)
    others = [one for one in notices if notice.symbol and one.symbol == notice.symbol and one.id != notice.id]
    if others and notice.id == notice.symbol:
        listed = "、".join(f"{one.id}（{one.source}）" for one in others)
        typer.echo(f"注意：{notice.id} 共有 {len(others) + 1} 份，这是 {notice.source}；另有：{listed}", err=True)
    if as_json:
        typer.echo(json.dumps(items_json(items), ensure_ascii=False, indent=2))
        return
    typer.echo("\n".join([label(notice.id, path), *notice.headings(path), "", *item_lines(items)]))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="监听地址 / address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="端口 / port")] = 7860,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="打开浏览器 / open a browser")] = False,
    allow_edit: Annotated[
        bool, typer.Option("--allow-edit", help="对其他机器开放时也可在网页上改动政策库 / let other machines edit")
    ] = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """打开问答网页。 / Serve the chat page."""
    from ui.app import serve as serve_page

    serve_page(settings_of(corpus, index), host=host, port=port, open_browser=open_browser, allow_edit=allow_edit)


@app.command("train-encoder")
def train_encoder(
    data: Annotated[Path, typer.Option(help="训练数据文件夹 / folder of training data")],
    output: Annotated[Path | None, typer.Option(help="模型文件夹；不写则替换内置模型 / where the model goes")] = None,
    epochs: Annotated[int | None, typer.Option(help="遍数 / epochs")] = None,
    seed: Annotated[int | None, typer.Option(help="随机种子 / seed")] = None,
) -> None:
    """用训练数据重新训练内置向量模型。 / Train the built-in encoder from scratch."""
    import signal

    from rag.embed.encoder import built_in_folder
    from rag.embed.train import TrainOptions
    from rag.embed.train import train_encoder as train
    from rag.index.command import own_command
    from rag.progress import progress

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended so, it leaves as little as after Ctrl-C
    usual = TrainOptions()
    options = replace(
        usual, epochs=usual.epochs if epochs is None else epochs, seed=usual.seed if seed is None else seed
    )
    with progress() as on_progress:
        report = train(
            data,
            output or built_in_folder(),
            options=options,
            on_progress=lambda stage, done, of: on_progress(stage, done, of, ""),
        )
    typer.echo(f"模型写入 {report.output}，用时 {report.seconds:.0f} 秒；请重建索引：{own_command()} build")
