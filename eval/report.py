"""Runs and comparisons as tables in the terminal, Chinese first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.figures import ALL, MEASURES, Comparison, Figures, by_kind
from eval.metrics import Interval
from eval.run import Record, Run

KIND_NAMES = {
    "list": "列举",
    "fact": "单项事实",
    "place": "一地情况",
    "task": "任务分工",
    "compare": "对比",
    "address": "按编号查",
    "notice": "文件本身",
    "unanswerable": "无法回答",
    "colloquial": "口语",
    "followup": "追问",
    ALL: "合计",
}
SPLIT_NAMES = {"dev": "调试题", "test": "保留题"}


def percent(share: float) -> str:
    """A share from 0 to 1 as it is read: ``97.5%``."""
    return f"{share * 100:.1f}%"


def with_interval(interval: Interval | None) -> str:
    """A mean with its 95% interval, ``97.5% [95.0–100.0]``; a dash where there is none."""
    if interval is None:
        return "—"
    return f"{percent(interval.mean)} [{interval.low * 100:.1f}–{interval.high * 100:.1f}]"


def seconds(milliseconds: float) -> str:
    """A time as it is read: ``8.4 ms``, ``1.2 s``."""
    return f"{milliseconds / 1000:.1f} s" if milliseconds >= 1000 else f"{milliseconds:.1f} ms"


def p_value(p: float) -> str:
    """A p-value as it is printed: ``0.061``, ``<0.001``."""
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def moment(iso: str) -> str:
    """A time of `Run.started` as it is read: ``2025-07-17 12:00:00 UTC``."""
    return iso.replace("T", " ").replace("+00:00", " UTC")


def print_run(console: Console, run: Run, *, failed_questions: int = 20) -> None:
    """Print the figures of `run` per kind and in all, retrieval, and what did not pass.

    Args:
        console: Where to.
        run: At least one record.
        failed_questions: How many questions that did not pass are listed. Held-back ones never are.
    """
    splits = "、".join(name for split, name in SPLIT_NAMES.items() if split in {r.split for r in run.records})
    console.print(
        f"[bold]{escape(run.label)}[/bold]  {moment(run.started)}  {splits} {len(run.records)} 道"
        f"  设置 {run.settings or '—'}  题库 {run.questions}",
        highlight=False,
    )
    console.print(_figures_table(by_kind(run)))
    if run.channels:
        console.print(_channels_table(run))
    open_cases = [record for record in run.records if not record.passed and record.split != "test"]
    if open_cases and failed_questions:
        console.print(_open_table(open_cases[:failed_questions], total=len(open_cases)))


def _figures_table(groups: Sequence[Figures]) -> Table:
    table = Table(title="各类题目得分（方括号内为 95% 区间）", title_justify="left")
    table.add_column("题类")
    for header in ("题数", "出错", *(measure.zh for measure in MEASURES), "违规", "用时 p50", "用时 p95"):
        table.add_column(header, justify="right")
    for group in groups:
        table.add_row(
            KIND_NAMES[group.name],
            str(group.cases),
            str(group.failures),
            *(_cell(group.means[measure.name], full=group.name == ALL) for measure in MEASURES),
            str(group.violations),
            seconds(group.p50_ms),
            seconds(group.p95_ms),
            style="bold" if group.name == ALL else "",
        )
    return table


def _cell(interval: Interval | None, *, full: bool) -> str:
    if interval is None:
        return "—"
    if not full:
        return percent(interval.mean)
    return f"{percent(interval.mean)}\n[dim]{interval.low * 100:.1f}–{interval.high * 100:.1f}[/dim]"


def _channels_table(run: Run) -> Table:
    table = Table(title="检索", title_justify="left")
    table.add_column("通道")
    k = run.channels[0].k
    for header in (f"recall@{k}", "MRR", f"nDCG@{k}"):
        table.add_column(header, justify="right")
    for channel in run.channels:
        figures = (channel.recall, channel.reciprocal_rank, channel.ndcg)
        table.add_row(escape(channel.name), *(escape(with_interval(figure)) for figure in figures))
    return table


def _open_table(records: Sequence[Record], *, total: int) -> Table:
    table = Table(title=f"未通过的题目（{len(records)} / {total}）", title_justify="left", show_lines=True)
    for header in ("题号", "问题", "原因"):
        table.add_column(header, overflow="fold")
    for record in records:
        table.add_row(record.id, escape(record.question), escape("\n".join(faults(record))))
    return table


def faults(record: Record) -> tuple[str, ...]:
    """Why a record did not pass, in Chinese, one line a reason; empty for one that passed."""
    if record.failure is not None:
        return (f"出错：{record.failure.kind}：{record.failure.message}",)
    score = record.score
    if score is None or score.passed:
        return ()
    wrong_abstention = "本应回答，却拒答" if record.answerable else "库中没有答案，却作了回答"
    lines = [
        ("缺要点", score.missing_facts),
        ("缺出处", score.missing_citations),
        ("漏列", score.missing_members),
        ("多列", score.wrong_members),
        ("不当出处", score.wrong_citations),
        ("违规", score.violations),
    ]
    named = (f"{name}：{'、'.join(found)}" for name, found in lines if found)
    return (*(() if score.abstention_right else (wrong_abstention,)), *named)


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print how `after` stands against `before`: measures, questions gained and lost, and the verdict."""
    before, after = comparison.before, comparison.after
    table = Table(title=escape(f"{before.label} → {after.label}"), title_justify="left")
    table.add_column("指标")
    for header in ("题数", "之前", "之后", "变化（百分点）", "p 值"):
        table.add_column(header, justify="right")
    names = {measure.name: measure.zh for measure in MEASURES}
    for shift in comparison.shifts:
        table.add_row(
            names[shift.measure],
            str(shift.questions),
            percent(shift.before),
            percent(shift.after),
            f"{(shift.after - shift.before) * 100:+.1f}",
            p_value(shift.p),
            style="red" if shift.fell else "",
        )
    console.print(table)
    _print_changes(console, "新通过", comparison.gained)
    _print_changes(console, "不再通过", comparison.lost)
    _print_changes(console, "新增违规", comparison.violating)
    _print_changes(console, "新增出错", comparison.failing)
    verdict = "[bold red]退步[/bold red]" if comparison.regressed else "[bold green]没有退步[/bold green]"
    console.print(f"结论：{verdict}（新通过 {len(comparison.gained)}，不再通过 {len(comparison.lost)}）")


def _print_changes(console: Console, title: str, records: Sequence[Record]) -> None:
    if not records:
        return
    console.print(f"[bold]{title} {len(records)} 道[/bold]")
    for record in records:
        held_back = record.split == "test"
        reasons = "" if held_back else "；".join(faults(record))
        question = "（保留题）" if held_back else record.question
        console.print(f"  {record.id}  {escape(question)}  [dim]{escape(reasons)}[/dim]", highlight=False)
