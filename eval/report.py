"""Runs and comparisons as tables in the terminal, Chinese first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from eval.causes import Cause, by_cause, faults
from eval.figures import ALL, MEASURES, Comparison, Figures, Shift, by_kind, by_language, by_set, crossed, summarise
from eval.metrics import Interval
from eval.run import Record, Run
from eval.verdict import verdict_of
from eval.words import CHANNELS, FAULTS, GROUPS, SPLITS, Words, both, group_words

if TYPE_CHECKING:
    from eval.ablate import Ablation


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
    """Print the figures of `run` per kind, per language and in all, retrieval, and what did not pass.

    Readable from 80 columns on.

    Args:
        console: Where to.
        run: At least one record.
        failed_questions: How many questions that did not pass are listed. Held-back ones never are.
    """
    splits = "、".join(name.zh for split, name in SPLITS.items() if split in {r.split for r in run.records})
    console.print(
        f"[bold]{escape(run.label)}[/bold]  {moment(run.started)}  {splits} {len(run.records)} 道\n"
        f"[dim]设置 {run.settings or '—'}  题库 {run.questions}[/dim]",
        highlight=False,
    )
    if run.stopped:
        console.print(f"[bold red]中途停止[/bold red]：只问了 {len(run.records)} / {run.selected} 道。")
    kinds = by_kind(run)
    if kinds[-1].failures:
        console.print(f"[bold red]程序出错 {kinds[-1].failures} 道[/bold red]：只算作未通过，不进其他得分。")
    console.print(_figures_table((by_set(run), kinds[:-1], by_language(run), kinds[-1:])))
    console.print(_crossed_table(run))
    console.print(_total_table(kinds[-1]))
    if run.channels:
        console.print(_channels_table(run))
    open_cases = [record for record in run.records if not record.passed and record.split != "test"]
    if open_cases and failed_questions:
        console.print(f"[bold]未通过的题目[/bold]（{min(failed_questions, len(open_cases))} / {len(open_cases)}）")
        causes = by_cause(open_cases)
        console.print(cause_counts(causes).zh, highlight=False)
        left = failed_questions
        for cause in causes:
            if cause.leading[:left]:
                console.print(f"[bold red]{cause_heading(cause).zh}[/bold red]", highlight=False)
            _print_records(console, cause.leading[:left])
            left = max(left - len(cause.leading), 0)


def grid(title: str, headers: Sequence[str]) -> Table:
    """An empty table: the first column to the left, the others to the right."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, show_edge=False)
    table.padding = (0, 1, 0, 0)
    for at, header in enumerate(headers):
        table.add_column(header, justify="right" if at else "left", no_wrap=True)
    return table


def folded(name: str) -> str:
    """A name of four characters on two lines, as a narrow column's head: 完全 over 通过."""
    return f"{name[:2]}\n{name[2:]}"


def short(interval: Interval | None) -> str:
    """A mean alone in four characters at most: ``97.5``, ``100``; a dash where there is none."""
    if interval is None:
        return "—"
    return "100" if interval.mean == 1 else f"{interval.mean * 100:.1f}"


def cause_counts(causes: Sequence[Cause]) -> Words:
    """How many questions have each cause; one question may have several."""
    zh = "，".join(f"{FAULTS[one.name].zh} {one.questions}" for one in causes)
    en = "; ".join(f"{FAULTS[one.name].en}: {one.questions}" for one in causes)
    return both(f"{zh}（一道题可有几个原因）。", f"{en} (a question may have several causes).")


def cause_heading(cause: Cause) -> Words:
    """A cause with how many questions stand under it."""
    name, led = FAULTS[cause.name], len(cause.leading)
    return both(f"{name.zh} {led} 道", f"{name.en}: {led}")


def _crossed_table(run: Run) -> Table:
    by = crossed(run)
    table = grid("题类与语言：通过 / 题数", ("题类", *(GROUPS[language].zh for language in by.languages)))
    for kind, cells in by.rows:
        table.add_row(GROUPS[kind].zh, *cells, style="bold" if kind == ALL else "")
    return table


def _figures_table(sections: Sequence[Sequence[Figures]]) -> Table:
    table = grid(
        "得分（%）", ("题类", "题数", *(folded(measure.title.zh) for measure in MEASURES), "违规", "毫秒\np50")
    )
    # the name of a question set may be long, and must not push the figures out
    table.columns[0].no_wrap, table.columns[0].overflow, table.columns[0].max_width = False, "fold", 16
    for groups in sections:
        for group in groups:
            table.add_row(
                escape(group_words(group.name).zh),
                str(group.cases),
                *(short(group.means[measure.name]) for measure in MEASURES),
                str(group.violations),
                f"{group.p50_ms:.1f}" if group.p50_ms < 1000 else f"{group.p50_ms:.0f}",
                style="bold" if group.name == ALL else "",
            )
        table.add_section()
    return table


def _total_table(total: Figures) -> Table:
    table = grid("合计，与 95% 区间", ("指标", "得分", "说明"))
    table.columns[2].justify = "left"
    for measure in MEASURES:
        table.add_row(measure.title.zh, escape(with_interval(total.means[measure.name])), measure.meaning.zh)
    table.add_row("违规", str(total.violations), "不该说的话说了几处")
    table.add_row("出错", str(total.failures), "程序出错的题，不计零分")
    table.add_row("用时", f"{seconds(total.p50_ms)}，{seconds(total.p95_ms)}", "每题的中位数，95% 的题不超过")
    return table


def _channels_table(run: Run) -> Table:
    k = run.channels[0].k
    table = grid("检索", ("通道", f"recall@{k}", "MRR", f"nDCG@{k}"))
    for channel in run.channels:
        figures = (channel.recall, channel.reciprocal_rank, channel.ndcg)
        table.add_row(CHANNELS[channel.name].zh, *(escape(with_interval(figure)) for figure in figures))
    return table


def _print_records(console: Console, records: Sequence[Record]) -> None:
    """Each question on a line of its own, and below it why it did not pass; of a held-back one its number alone."""
    for record in records:
        held_back = record.split == "test"
        question = "（保留题）" if held_back else escape(record.question)
        console.print(f"[bold]{escape(record.id)}[/bold]  {question}", highlight=False)
        for reason in () if held_back else faults(record):
            console.print(Padding(f"[dim]{escape(reason.zh)}[/dim]", (0, 0, 0, 4)), highlight=False)


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print how `after` stands against `before`: measures, questions gained and lost, and the verdict."""
    before, after = comparison.before, comparison.after
    table = grid(escape(f"{before.label} → {after.label}"), ("指标", "题数", "之前", "之后", "变化（百分点）", "p 值"))
    for shift in comparison.shifts:
        table.add_row(shift.measure.title.zh, *shift_cells(shift), style="red" if shift.fell else "")
    console.print(table)
    _print_changes(console, "新通过", comparison.gained)
    _print_changes(console, "不再通过", comparison.lost)
    _print_changes(console, "新增违规", comparison.violating)
    _print_changes(console, "新增出错", comparison.failing)
    verdict = verdict_of(comparison)
    style = "bold red" if verdict.worse else "bold"
    console.print(f"结论：[{style}]{verdict.finding.zh}[/{style}]。", highlight=False)
    console.print(escape(verdict.grounds.zh), highlight=False)


def shift_cells(shift: Shift) -> tuple[str, ...]:
    """A shift as the cells after its name: questions, before, after, change in points, p."""
    change = f"{(shift.after - shift.before) * 100:+.1f}"
    return (str(shift.questions), percent(shift.before), percent(shift.after), change, p_value(shift.p))


def _print_changes(console: Console, title: str, records: Sequence[Record]) -> None:
    if not records:
        return
    console.print(f"[bold]{title} {len(records)} 道[/bold]")
    _print_records(console, records)


def print_ablation(console: Console, ablations: Sequence[Ablation]) -> None:
    """Print what each variant scored: a row each, the whole assistant first."""
    head = ("", *(folded(measure.title.zh) for measure in MEASURES), "违规", "p 值")
    table = grid("去掉一部分之后的得分（%）", head)
    for row in ablation_rows(ablations):
        table.add_row(*row)
    console.print(table)
    console.print("[dim]p 值：完全通过的比例与“完整”相比，配对随机化检验。[/dim]", highlight=False)


def ablation_markdown(ablations: Sequence[Ablation]) -> str:
    """The same as a markdown table, for the README."""
    head = ("去掉的部分", *(measure.title.zh for measure in MEASURES), "违规", "p 值")
    rows = [head, ("---", *("---:" for _ in head[1:])), *ablation_rows(ablations)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def ablation_rows(ablations: Sequence[Ablation]) -> list[tuple[str, ...]]:
    """The cells of the table: name, a mean a measure, violations, p of the share fully passed."""
    rows: list[tuple[str, ...]] = []
    for one in ablations:
        total = summarise(one.run.records, name=ALL)
        passed = one.shift("passed")
        p = "—" if passed is None or one.comparison.before is one.run else p_value(passed.p)
        means = (short(total.means[measure.name]) for measure in MEASURES)
        rows.append((one.variant.zh, *means, str(total.violations), p))
    return rows
