"""The commands on the corpus: build | add | remove | list | verify | rollback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rag.cli_options import AsJson, Corpus, Index, settings_of
from rag.errors import CorpusError

if TYPE_CHECKING:
    from rag.corpus import Problem
    from rag.domain import Notice, Validity
    from rag.index.build import BuildReport
    from rag.index.edit import EditReport
    from rag.index.naming import Guess
    from rag.index.twins import Added, Choice, Twin

_TROUBLE = 1
"""Exit code where all that could be done is done, and something is left for the user."""
_NOTES = 10
"""Notes that are printed at most."""
_NAMED = 3
"""Files that are named at most where all that matters is that there are some."""


def add_commands(app: typer.Typer) -> None:
    """Give `app` the commands on the corpus."""
    for command in (build, add, remove, verify, rollback):
        app.command()(command)
    app.command("list")(list_notices)


def build(
    strict: Annotated[bool, typer.Option(help="有一个文件读不了就停下 / stop at a file that cannot be read")] = False,
    anew: Annotated[bool, typer.Option("--all", help="全部重读，不只读改过的 / read unchanged files too")] = False,
    as_json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """读入新的和改过的通知，（重）建索引。 / (Re)build the index."""
    from rag.index.build import build_index
    from rag.progress import progress

    settings = settings_of(corpus, index)
    with progress() as on_progress:
        report = build_index(settings, on_progress=on_progress, strict=strict, anew=anew)
    if as_json:
        _print_json(build_json(report))
    else:
        typer.echo(render_report(report))
        _complain(report.notes, report.problems, others=True)
    _exit(bool(report.problems))


def render_report(report: BuildReport) -> str:
    """What a build read, in one line."""
    return (
        f"读入 {report.notices} 份通知：{report.items} 个条目和标题（其中表格行 {report.rows}），"
        f"{report.characters} 字，修补 {report.repairs} 处；分成 {report.chunks} 段，{report.facts} 条事实。"
        + ("" if not report.unchanged else "索引不变。" if report.problems else "没有改动的文件，索引不变。")
    )


def add(
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="文件，或装有文件的文件夹 / files or folders")],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="同文号而文字不同时，换成新的（同时给出几份的，换成末一份）/ replace it"),
    ] = False,
    keep_both: Annotated[bool, typer.Option("--keep-both", help="同文号而文字不同时，两份都留 / keep both")] = False,
    as_json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """把文件收进政策库并建好索引；已有的不重复收。 / Add files to the corpus."""
    from rag.index.edit import add_files
    from rag.progress import progress

    if replace and keep_both:
        raise CorpusError("--replace 和 --keep-both 只能用一个。", hint="请去掉其中一个。")
    settings = settings_of(corpus, index)
    choice: Choice | None = "replace" if replace else "both" if keep_both else None
    with progress() as on_progress:
        report = add_files(settings, files, on_twin=_decide(choice, on_progress.paused), on_progress=on_progress)
    if as_json:
        _print_json({"added": [_added_json(one) for one in report.added], **_edit_json(report)})
    else:
        for one in report.added:
            typer.echo("\n".join(_added_lines(one)))
        _report(report)
    _exit(bool(report.problems))


def _decide(choice: Choice | None, paused: Callable[[], AbstractContextManager[None]]) -> Callable[[Twin], Choice]:
    """What is done with a twin: what was typed, or what the user answers; `Undecided` where nobody can answer."""
    from rag.index.twins import Undecided

    def decide(twin: Twin) -> Choice:
        if choice is not None:
            return choice
        there = "同时给出的还有" if twin.came else "库里已有"
        words = f"{there} {twin.old.id}（{twin.old_file}），与 {twin.file.name} 文字不同。"
        if not _is_terminal():
            raise Undecided(words, hint="请加 --replace（换成新的，旧文件另存）或 --keep-both（两份都留）。")
        answers: dict[str, Choice] = {"1": "replace", "2": "both", "3": "skip"}
        with paused():
            typer.echo(f"{words}\n  {_head(twin.old)}\n  {_head(twin.new)}", err=True)
            asked = "1 换成新的（旧文件另存）  2 两份都留  3 不收新的"
            while (typed := typer.prompt(asked, default="3", err=True).strip()) not in answers:
                typer.echo("请输入 1、2 或 3。", err=True)
        return answers[typed]

    return decide


def _is_terminal() -> bool:
    """Whether somebody is there to answer."""
    import sys

    return sys.stdin.isatty() and sys.stderr.isatty()


def _head(notice: Notice) -> str:
    day = "" if notice.issued is None else f"{notice.issued.isoformat()}，"
    return f"{notice.source}：{notice.title}，{day}{len(notice.text)} 字"


_WORDS = {
    "added": "已收入",
    "replaced": "已替换",
    "both": "已收入（与同文号的另一份并存）",
    "same": "已在库中，不必再收",
    "skipped": "没有收",
    "outdone": "没有收（同时给出的另一份换下了它）",
}


def _added_lines(one: Added) -> Iterator[str]:
    notice = one.notice
    yield f"{_WORDS[one.outcome]}：{notice.id} ← {Path(one.file).name}"
    if one.outcome == "outdone":
        yield f"  换成了：{Path(one.by).name}"
        return
    if one.outcome in ("same", "skipped"):
        yield f"  库里的文件：{one.name}"
        return
    if notice.title != notice.id:
        yield f"  标题：{notice.title}"
    items = sum(bool(item.path) for item in notice.items)
    rows = sum(item.kind == "row" for item in notice.items)
    yield f"  读出 {items} 个条目和标题（其中表格行 {rows}），修补 {len(notice.repairs)} 处。"
    yield from (f"    {repair.detail}" for repair in notice.repairs[:5])
    if len(notice.repairs) > 5:
        yield f"    … 另有 {len(notice.repairs) - 5} 处"
    if one.kept:
        yield f"  旧文件存放在政策库的 {one.kept}；policy-rag rollback 可以换回。"


def remove(
    reference: Annotated[
        str, typer.Argument(metavar="通知", help="文号、地址、标题或文件名；只写一部分会先问 / the notice")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="只写了一部分也不问 / do not ask")] = False,
    as_json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """把一份通知移出政策库；文件另存，可以回退。 / Remove a notice."""
    from rag.index.edit import remove_notice
    from rag.progress import progress

    settings = settings_of(corpus, index)
    with progress() as on_progress:
        on_guess = _confirm(yes, on_progress.paused)
        report = remove_notice(settings, reference, on_guess=on_guess, on_progress=on_progress)
    if as_json:
        removed = [{"notice": notice.id, "file": notice.source, "kept": kept} for notice, kept in report.removed]
        _print_json({"removed": removed, **_edit_json(report)})
        return
    if not report.removed:
        typer.echo("没有移出，什么也没有改动。")
        return
    for notice, kept in report.removed:
        typer.echo(f"已移出：{notice.id}（{notice.source}）")
        where = f"文件存放在政策库的 {kept}；policy-rag rollback 可以放回。" if kept else "它的文件原已不在政策库。"
        typer.echo(f"  {where}")
    _report(report)


def _confirm(yes: bool, paused: Callable[[], AbstractContextManager[None]]) -> Callable[[Guess], bool]:
    """Whether the notice that was hinted at is meant: what was typed, or what the user answers."""
    from rag.index.naming import refuse_guess, refuse_several

    def confirm(guess: Guess) -> bool:
        if yes:
            return True
        if not _is_terminal():
            return refuse_several(guess) if guess.beside else refuse_guess(guess)
        beside = f"\n  同文号的还有：{'、'.join(guess.beside)}" if guess.beside else ""
        with paused():
            typer.echo(f"“{guess.typed}”对上的是 {guess.notice.id}：\n  {_head(guess.notice)}{beside}", err=True)
            return typer.confirm("移出这一份？", default=False, err=True)

    return confirm


def list_notices(as_json: AsJson = False, corpus: Corpus = None, index: Index = None) -> None:
    """列出索引里的通知，试行、未施行、已失效、已废止的注明。 / List the notices of the index, and how each stands."""
    from datetime import date

    from rag.index.store import load_store
    from rag.retrieve.filters import standings

    settings = settings_of(corpus, index)
    store = load_store(settings.index, settings_fingerprint=settings.index_fingerprint())
    names = {file.notice: file.name for file in store.sources.files if file.notice}
    kept = {file.notice for file in store.sources.files if file.kept}
    stands = standings(store.notices, date.today())
    if as_json:
        _print_json(
            [
                _notice_json(notice, names.get(notice.id, notice.source))
                | {"kept": notice.id in kept}
                | _standing_json(stands[notice.id])
                for notice in store.notices
            ]
        )
        return
    for notice in store.notices:
        day = "日期不详" if notice.issued is None else notice.issued.isoformat()
        title = "" if notice.title == notice.id else f" {notice.title}"
        stale = "，文件读不了或与清单不符，仍用上次读入的内容" if notice.id in kept else ""
        mark = _standing(stands[notice.id])
        typer.echo(f"{notice.id}{title}（{day}，{names.get(notice.id, notice.source)}{stale}）{mark}")
    typer.echo(f"共 {len(store.notices)} 份通知。")


def _standing(stands: Validity) -> str:
    """How a notice stands, in brackets; ``""`` where it is in force without a term."""
    day = "" if stands.until is None else f" {stands.until.isoformat()}"
    by = f"：{stands.by}" if stands.by else ""
    said = {
        "现行有效": "",
        "试行": "〔试行〕",
        "有效期至": f"〔有效期至{day}{by}〕",
        "未施行": f"〔自{day} 起施行〕",
        "已失效": f"〔已失效，有效期至{day}{by}〕",
        "已废止": f"〔已废止{by}〕",
    }
    return said[stands.standing]


def _standing_json(stands: Validity) -> dict[str, Any]:
    until = None if stands.until is None else stands.until.isoformat()
    return {"standing": stands.standing, "until": until, "by": stands.by or None}


def verify(as_json: AsJson = False, corpus: Corpus = None, index: Index = None) -> None:
    """核对索引、向量模型和政策库是否完好一致。 / Verify index and corpus."""
    from rag.index.verify import verify as look

    checks = look(settings_of(corpus, index))
    if as_json:
        _print_json([{"name": check.name, "good": check.good, "words": check.words} for check in checks])
    else:
        for check in checks:
            typer.echo(f"{'✓' if check.good else '✗'} {check.words}")
    _exit(not all(check.good for check in checks))


def rollback(
    further: Annotated[
        bool, typer.Option("--further", help="上一份已损坏时，回到更早的完好的一份 / go past a damaged one")
    ] = False,
    as_json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """回到上一次改动之前：索引和政策库的文件。 / Go back to the index before.

    缺省保留最近 3 份索引，所以能连着回退 2 次；POLICY_RAG_KEEP 设定保留几份。已经回退的不能再前进；要再收，用 add。

    The last 3 indexes are kept, so two changes can be undone; POLICY_RAG_KEEP sets how many.
    """
    from rag.index.rollback import roll_back

    done = roll_back(settings_of(corpus, index), further=further)
    if as_json:
        lists = {name: getattr(done, name) for name in ("restored", "removed", "differing", "lost")}
        _print_json({"notices": done.notices, "found": done.found, **lists})
    else:
        found = "原来用的是哪一份索引已读不出；改用最近的完好的一份" if done.found else "已回到上一次的索引"
        typer.echo(f"{found}，共 {done.notices} 份通知。")
        for words, names in (("放回", done.restored), ("移出", done.removed)):
            if names:
                typer.echo(f"  {words} {len(names)} 个文件：{'、'.join(names)}")
        for name in done.differing:
            typer.echo(f"  {name} 后来手工改动过，没有动它；下一次 build 以它为准。", err=True)
        for name in done.lost:
            typer.echo(f"  {name} 已被手工删去，没有留存，放不回来；下一次 build 会把它移出索引。", err=True)
    _exit(bool(done.differing or done.lost))


# --- what several of them print -----------------------------------------------------------------------------------


def build_json(report: BuildReport) -> dict[str, Any]:
    """What a build read, as JSON."""
    figures = ("notices", "items", "rows", "characters", "repairs", "chunks", "facts", "fresh", "encoded")
    return {name: getattr(report, name) for name in figures} | {
        "notes": list(report.notes),
        "problems": [_problem_json(problem) for problem in report.problems],
    }


def _report(report: EditReport) -> None:
    """The build that followed an edit, and what could not be done."""
    _complain((), report.problems, others=any(one.outcome not in ("skipped", "outdone") for one in report.added))
    if report.build is None:
        return
    typer.echo(f"政策库现有 {report.build.notices} 份通知，索引已更新。")
    _complain(report.notes, (), others=True)
    if before := report.build.problems:
        names = "、".join(problem.file for problem in before[:_NAMED]) + (" 等" if len(before) > _NAMED else "")
        words = f"与这次改动无关：政策库里原有 {len(before)} 个文件读不了（{names}）"
        typer.echo(f"{words}；policy-rag verify 说明原因。", err=True)


def _edit_json(report: EditReport) -> dict[str, Any]:
    return {
        "notes": list(report.notes),
        "problems": [_problem_json(problem) for problem in report.problems],
        "build": None if report.build is None else build_json(report.build),
    }


def _added_json(one: Added) -> dict[str, Any]:
    repairs = [repair.detail for repair in one.notice.repairs]
    return {
        "file": one.file,
        "outcome": one.outcome,
        "notice": one.notice.id,
        "title": one.notice.title,
        "name": one.name,
        "kept": one.kept or None,
        "by": one.by or None,
        "items": sum(bool(item.path) for item in one.notice.items),
        "repairs": repairs,
    }


def _notice_json(notice: Notice, file: str) -> dict[str, Any]:
    return {
        "notice": notice.id,
        "title": notice.title,
        "issuer": notice.issuer,
        "issued": None if notice.issued is None else notice.issued.isoformat(),
        "file": file,
        "sha256": notice.sha256,
        "items": sum(bool(item.path) for item in notice.items),
    }


def _problem_json(problem: Problem) -> dict[str, Any]:
    return {"file": problem.file, "message": problem.message, "hint": problem.hint, "kept": problem.kept}


def _complain(notes: Sequence[str], problems: Sequence[Problem], *, others: bool) -> None:
    """Print what the user should know; `others` is whether any file beside those with problems was taken in."""
    for note in notes[:_NOTES]:
        typer.echo(f"注意：{note}", err=True)
    if len(notes) > _NOTES:
        typer.echo(f"注意：另有 {len(notes) - _NOTES} 处类似，--json 列出全部。", err=True)
    missing = [problem for problem in problems if not problem.kept]
    kept = [problem for problem in problems if problem.kept]
    rest = "，其余的已经收入" if others else ""
    for words, some in ((f"没有收入{rest}", missing), ("没有重新读入，仍用上次读入的内容", kept)):
        if some:
            typer.echo(f"有 {len(some)} 个文件{words}：", err=True)
        for problem in some:
            typer.echo(f"  {problem.message} {problem.hint}", err=True)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _exit(trouble: bool) -> None:
    if trouble:
        raise typer.Exit(_TROUBLE)
