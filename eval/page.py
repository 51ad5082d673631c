"""A run as one HTML page that an official can read: no script, nothing remote, all text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.charts import bar_chart, histogram
from eval.figures import ALL, MEASURES, Comparison, Figures, by_kind
from eval.metrics import Interval
from eval.report import KIND_NAMES, SPLIT_NAMES, faults, moment, p_value, percent, seconds, with_interval
from eval.run import Record, Run

_STYLE = """
:root{--ink:#1d2733;--soft:#5b6878;--line:#dbe1e8;--ground:#fff;--panel:#f5f7fa;--bar:#1f5fa8;
--bad:#b3261e;--good:#1b7a43}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#a3afbd;--line:#37424f;--ground:#14191f;
--panel:#1c232b;--bar:#6aa7ea;--bad:#ff8a80;--good:#7bd49b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:68rem;padding:2rem 1.25rem 4rem;color:var(--ink);background:var(--ground);
line-height:1.7;font-family:"Noto Sans CJK SC","Source Han Sans SC",
"Microsoft YaHei","PingFang SC",sans-serif}
h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2.5rem 0 .5rem}p{margin:.4rem 0}
.soft,figcaption,.en{color:var(--soft);font-size:.9rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:.75rem;margin:1rem 0}
.card{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem}
.card b{display:block;font-size:1.7rem;line-height:1.3}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}tr.all td{font-weight:600}
figure{margin:1rem 0}svg{width:100%;height:auto;display:block}
svg text{fill:var(--ink);font-size:13px}svg .soft{fill:var(--soft);font-size:12px}.bar{fill:var(--bar)}
.rule{stroke:var(--line)}.whisker{stroke:var(--ink);stroke-width:1.5}
details{border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0;padding:.5rem .9rem}
summary{cursor:pointer}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;background:var(--panel);
padding:.6rem .8rem;border-radius:.4rem}.bad{color:var(--bad)}.good{color:var(--good)}
@media print{details{break-inside:avoid}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The browser itself refuses scripts and anything remote."""


def html_report(run: Run, *, comparison: Comparison | None = None) -> str:
    """`run` as an HTML document; with how it stands against an earlier one where `comparison` is given.

    Questions of the held-back half enter the figures, but are never shown one by one.
    """
    groups = by_kind(run)
    title = f"政策问答评测报告：{run.label}"
    sections = (
        f"<h1>{escape(title)}</h1>",
        _about(run),
        _cards(groups[-1]),
        "" if comparison is None else _comparison(comparison),
        _measures(groups[-1]),
        _kinds(groups),
        _channels(run),
        _times(run),
        _open_questions(run),
        _provenance(run),
    )
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(section for section in sections if section)
        + "\n</body></html>\n"
    )


def _about(run: Run) -> str:
    counts = {split: sum(record.split == split for record in run.records) for split in SPLIT_NAMES}
    parts = "，".join(f"{SPLIT_NAMES[split]} {count} 道" for split, count in counts.items() if count)
    return (
        f'<p class="soft">评测时间 {escape(moment(run.started))}；共 {len(run.records)} 道题（{parts}）。'
        "保留题不用于调试，只计入总分，不逐题展示。</p>"
    )


def _cards(total: Figures) -> str:
    cards = [
        (with_mean(total.means["passed"]), "题目完全通过", "要点、出处、列举、拒答全部正确"),
        (with_mean(total.means["cited"]), "应引出处已引用", "逐条核对到文件和条目"),
        (str(total.violations), "条不该说的话", "编造、答非所问、照单全收"),
        (str(total.failures), "道题程序出错", "出错不计零分，单独列出"),
        (seconds(total.p50_ms), "一问一答的常见用时", f"最慢的 5% 超过 {seconds(total.p95_ms)}"),
    ]
    body = "".join(
        f'<div class="card"><b>{escape(figure)}</b>{escape(name)}<div class="soft">{escape(note)}</div></div>'
        for figure, name, note in cards
    )
    return f'<div class="cards">{body}</div>'


def with_mean(interval: Interval | None) -> str:
    """A mean alone, ``97.5%``; a dash where there is none."""
    return "—" if interval is None else percent(interval.mean)


def _measures(total: Figures) -> str:
    rows = [(f"{measure.zh}", total.means[measure.name]) for measure in MEASURES]
    notes = "".join(
        f'<li><b>{escape(measure.zh)}</b> <span class="en">{escape(measure.en)}</span>：'
        f"{escape(measure.meaning)}。</li>"
        for measure in MEASURES
    )
    chart = bar_chart(rows, label="各项得分")
    caption = "横条为平均分，细线为 95% 区间（自助法，1 万次重抽样）：线越短，分数越可靠。"
    return f"<h2>各项得分</h2><figure>{chart}<figcaption>{caption}</figcaption></figure><ul>{notes}</ul>"


def _kinds(groups: Sequence[Figures]) -> str:
    chart = bar_chart([(KIND_NAMES[group.name], group.means["passed"]) for group in groups], label="各类题目完全通过")
    headers = ("题类", "题数", "出错", *(measure.zh for measure in MEASURES), "违规", "用时 p50", "用时 p95")
    rows = [
        (
            KIND_NAMES[group.name],
            str(group.cases),
            str(group.failures),
            *(with_mean(group.means[measure.name]) for measure in MEASURES),
            str(group.violations),
            seconds(group.p50_ms),
            seconds(group.p95_ms),
        )
        for group in groups
    ]
    table = _table(headers, rows, last_is_total=groups[-1].name == ALL)
    return f"<h2>各类题目</h2><figure>{chart}<figcaption>各类题目完全通过的比例。</figcaption></figure>{table}"


def _channels(run: Run) -> str:
    if not run.channels:
        return ""
    k = run.channels[0].k
    rows = [
        (channel.name, *map(with_interval, (channel.recall, channel.reciprocal_rank, channel.ndcg)))
        for channel in run.channels
    ]
    return f"<h2>检索</h2>{_table(('通道', f'recall@{k}', 'MRR', f'nDCG@{k}'), rows)}"


def _times(run: Run) -> str:
    chart = histogram([record.milliseconds for record in run.records], label="用时分布")
    return (
        f"<h2>用时</h2><figure>{chart}<figcaption>每道题从提问到答完的时间，"
        "横轴为对数刻度，柱高为题数。</figcaption></figure>"
    )


def _comparison(comparison: Comparison) -> str:
    names = {measure.name: measure.zh for measure in MEASURES}
    rows = [
        (
            names[shift.measure],
            str(shift.questions),
            percent(shift.before),
            percent(shift.after),
            f"{(shift.after - shift.before) * 100:+.1f}",
            p_value(shift.p),
        )
        for shift in comparison.shifts
    ]
    verdict = '<b class="bad">退步</b>' if comparison.regressed else '<b class="good">没有退步</b>'
    table = _table(("指标", "题数", "之前", "之后", "变化（百分点）", "p 值"), rows)
    return (
        f"<h2>与上次相比：{escape(comparison.before.label)}</h2><p>结论：{verdict}。"
        f"新通过 {len(comparison.gained)} 道，"
        f"不再通过 {len(comparison.lost)} 道，新增违规 {len(comparison.violating)} 道，"
        f"新增出错 {len(comparison.failing)} 道。p 值小于 0.05 的变化不像是偶然。</p>{table}"
    )


def _open_questions(run: Run) -> str:
    shown = [record for record in run.records if not record.passed and record.split != "test"]
    hidden = sum(not record.passed and record.split == "test" for record in run.records)
    note = f'<p class="soft">另有 {hidden} 道保留题未通过，不逐题展示。</p>' if hidden else ""
    if not shown:
        return f"<h2>未通过的题目</h2><p>调试题全部通过。</p>{note}"
    return f"<h2>未通过的题目（{len(shown)} 道）</h2>{note}" + "".join(map(_question, shown))


def _question(record: Record) -> str:
    reasons = "".join(f'<li class="bad">{escape(line)}</li>' for line in faults(record))
    answer = "" if record.answer is None else f"<p>回答：</p><pre>{escape(record.answer.text)}</pre>"
    cited = () if record.answer is None else record.answer.citations
    sources = "".join(f"<li>{escape(one.label)}：{escape(one.quote)}</li>" for one in cited)
    return (
        f'<details><summary><b>{escape(record.id)}</b> <span class="soft">{KIND_NAMES[record.kind]}</span> '
        f"{escape(record.question)}</summary><ul>{reasons}</ul>{answer}"
        + (f"<p>出处：</p><ol>{sources}</ol>" if sources else "")
        + "</details>"
    )


def _provenance(run: Run) -> str:
    facts = [
        ("设置", run.settings or "—"),
        ("题库", run.questions),
        ("评分规则", str(run.scoring)),
        *run.versions,
    ]
    return f"<h2>出自</h2>{_table(('项目', '版本'), facts)}"


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, last_is_total: bool = False) -> str:
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    total = len(rows) - 1 if last_is_total else None
    body = "".join(
        ('<tr class="all">' if at == total else "<tr>") + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for at, row in enumerate(rows)
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
