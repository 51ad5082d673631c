"""A run as one HTML page that an official can read, in Chinese or English: no script, nothing remote, text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.causes import by_cause, faults
from eval.charts import bar_chart, histogram, in_both
from eval.figures import ALL, MEASURES, Comparison, Figures, by_kind, by_language, by_set, crossed
from eval.metrics import Interval
from eval.report import cause_counts, cause_heading, moment, percent, seconds, shift_cells, with_interval
from eval.run import Record, Run
from eval.verdict import verdict_of
from eval.words import CHANNELS, GROUPS, SPLITS, Words, both, group_words, same

_STYLE = """
:root{--ink:#1d2733;--soft:#5b6878;--line:#dbe1e8;--ground:#fff;--panel:#f5f7fa;--bar:#1f5fa8;
--bad:#b3261e;--good:#1b7a43}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#a3afbd;--line:#37424f;--ground:#14191f;
--panel:#1c232b;--bar:#6aa7ea;--bad:#ff8a80;--good:#7bd49b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:68rem;padding:2rem 1.25rem 4rem;color:var(--ink);background:var(--ground);
line-height:1.7;font-family:"Noto Sans CJK SC","Source Han Sans SC",
"Microsoft YaHei","PingFang SC",sans-serif}
h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2.5rem 0 .5rem}h3{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.4rem 0}
.soft,figcaption{color:var(--soft);font-size:.9rem}
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
.switch{position:absolute;opacity:0}
.switch+label{float:right;cursor:pointer;border:1px solid var(--line);border-radius:.5rem;padding:.1rem .7rem}
.switch:focus-visible+label{outline:2px solid var(--bar)}
.switch:checked~main [lang=zh],.switch:not(:checked)~main [lang=en]{display:none}
.switch:checked+label .zh,.switch:not(:checked)+label .en{text-decoration:underline}
@media print{details{break-inside:avoid}.switch+label{display:none}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The browser itself refuses scripts and anything remote."""
_SWITCH = (
    '<input class="switch" type="checkbox" id="english"><label for="english">'
    '<span class="zh">中文</span> / <span class="en">English</span></label>'
)
"""What it stands before is shown in one language, and in the other where it is checked: by the style sheet alone."""


def html_report(run: Run, *, comparison: Comparison | None = None) -> str:
    """`run` as an HTML document; with how it stands against an earlier one where `comparison` is given.

    Questions of the held-back half enter the figures, but are never shown one by one.
    """
    groups = by_kind(run)
    title = f"政策问答评测报告：{run.label}"
    sections = (
        f"<h1>{_say(f'政策问答评测报告：{run.label}', f'Evaluation report: {run.label}')}</h1>",
        _about(run),
        _cards(groups[-1]),
        "" if comparison is None else _comparison(comparison),
        _measures(groups[-1]),
        _groups((*by_set(run), *groups[:-1], *by_language(run), groups[-1])),
        _crossed(run),
        _channels(run),
        _times(run),
        _open_questions(run),
        _provenance(run),
    )
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{_SWITCH}<main>\n"
        + "\n".join(section for section in sections if section)
        + "\n</main></body></html>\n"
    )


def _say(zh: str, en: str) -> str:
    """Both wordings, escaped; the page shows one of them."""
    return in_both(both(zh, en), "span")


def _about(run: Run) -> str:
    counts = {split: sum(record.split == split for record in run.records) for split in SPLITS}
    zh = "，".join(f"{SPLITS[split].zh} {count} 道" for split, count in counts.items() if count)
    en = ", ".join(f"{count} {SPLITS[split].en}" for split, count in counts.items() if count)
    stopped = _say(
        f"中途停止，只问了 {len(run.records)} / {run.selected} 道。",
        f"Stopped early: {len(run.records)} of {run.selected} questions were asked.",
    )
    about = _say(
        f"评测时间 {moment(run.started)}；共 {len(run.records)} 道题（{zh}）。"
        "保留题不用于调试，只计入总分，不逐题展示。",
        f"{moment(run.started)}; {len(run.records)} questions ({en}). Held-back questions are never used for tuning; "
        "they enter the figures and are not shown one by one.",
    )
    return (f'<p class="bad">{stopped}</p>' if run.stopped else "") + f'<p class="soft">{about}</p>'


def _cards(total: Figures) -> str:
    slow = seconds(total.p95_ms)
    cards = (
        (
            with_mean(total.means["passed"]),
            _say("题目完全通过", "fully passed"),
            _say("要点、出处、列举、拒答全部正确", "facts, sources, lists and refusals all right"),
        ),
        (
            with_mean(total.means["cited"]),
            _say("应引出处已引用", "citation recall"),
            _say("逐条核对到文件和条目", "checked down to notice and item"),
        ),
        (
            str(total.violations),
            _say("条不该说的话", "statements that must not be made"),
            _say("编造、答非所问、照单全收", "invented, beside the point, or taken for granted"),
        ),
        (
            str(total.failures),
            _say("道题程序出错", "questions on which the program failed"),
            _say("出错不计零分，单独列出", "listed by themselves, not counted as zeros"),
        ),
        (
            seconds(total.p50_ms),
            _say("一问一答的常见用时", "usual time of an answer"),
            _say(f"最慢的 5% 超过 {slow}", f"the slowest 5% take more than {slow}"),
        ),
    )
    body = "".join(
        f'<div class="card"><b>{escape(figure)}</b>{name}<div class="soft">{note}</div></div>'
        for figure, name, note in cards
    )
    return f'<div class="cards">{body}</div>'


def with_mean(interval: Interval | None) -> str:
    """A mean alone, ``97.5%``; a dash where there is none."""
    return "—" if interval is None else percent(interval.mean)


def _figure(chart: str, zh: str, en: str) -> str:
    return f"<figure>{chart}<figcaption>{_say(zh, en)}</figcaption></figure>"


def _measures(total: Figures) -> str:
    chart = bar_chart([(one.title, total.means[one.name]) for one in MEASURES], label="各项得分 / measures")
    notes = "".join(f"<li><b>{in_both(one.title, 'span')}</b>: {in_both(one.meaning, 'span')}</li>" for one in MEASURES)
    figure = _figure(
        chart,
        "横条为平均分，细线为 95% 区间（自助法，1 万次重抽样）：线越短，分数越可靠。",
        "Bars are means, thin lines 95% intervals (bootstrap, 10,000 resamples): the shorter, the surer.",
    )
    return f"<h2>{_say('各项得分', 'Measures')}</h2>{figure}<ul>{notes}</ul>"


def _groups(groups: Sequence[Figures]) -> str:
    rows = [(group_words(group.name), group.means["passed"]) for group in groups]
    figure = _figure(
        bar_chart(rows, label="完全通过 / fully passed"),
        "各类题目、各种语言完全通过的比例。",
        "Share fully passed, by kind of question and by language.",
    )
    headers = (
        both("题类", "kind"),
        both("题数", "questions"),
        both("出错", "failed"),
        *(one.title for one in MEASURES),
        both("违规", "violations"),
        same("p50"),
        same("p95"),
    )
    cells = [
        (
            group_words(group.name),
            *map(same, (str(group.cases), str(group.failures))),
            *(same(with_mean(group.means[measure.name])) for measure in MEASURES),
            *map(same, (str(group.violations), seconds(group.p50_ms), seconds(group.p95_ms))),
        )
        for group in groups
    ]
    return f"<h2>{_say('各类题目', 'By kind and language')}</h2>{figure}{_table(headers, cells, total=ALL)}"


def _crossed(run: Run) -> str:
    by = crossed(run)
    rows = [(GROUPS[kind], *map(same, cells)) for kind, cells in by.rows]
    headers = (both("题类", "kind"), *(GROUPS[language] for language in by.languages))
    return f"<h2>{_say('题类与语言：通过 / 题数', 'Passed, of how many')}</h2>{_table(headers, rows, total=ALL)}"


def _channels(run: Run) -> str:
    if not run.channels:
        return ""
    k = run.channels[0].k
    rows = [
        (CHANNELS[one.name], *(same(with_interval(figure)) for figure in (one.recall, one.reciprocal_rank, one.ndcg)))
        for one in run.channels
    ]
    figure = _figure(
        bar_chart([(CHANNELS[one.name], one.recall) for one in run.channels], label=f"recall@{k}"),
        f"只看检索：应引条目有多少在前 {k} 条之内。",
        f"Retrieval alone: how many of the items to be cited are among the first {k}.",
    )
    headers = (both("通道", "channel"), *map(same, (f"recall@{k}", "MRR", f"nDCG@{k}")))
    return f"<h2>{_say('检索', 'Retrieval')}</h2>{figure}{_table(headers, rows)}"


def _times(run: Run) -> str:
    chart = histogram([record.milliseconds for record in run.records], label="用时分布 / times")
    figure = _figure(
        chart,
        "每道题从提问到答完的时间，横轴为对数刻度，柱高为题数。",
        "From question to whole answer; logarithmic axis, columns are numbers of questions.",
    )
    return f"<h2>{_say('用时', 'Times')}</h2>{figure}"


def _comparison(comparison: Comparison) -> str:
    rows = [(shift.measure.title, *map(same, shift_cells(shift))) for shift in comparison.shifts]
    headers = (
        both("指标", "measure"),
        both("题数", "questions"),
        both("之前", "before"),
        both("之后", "after"),
        both("变化（百分点）", "change (points)"),
        both("p 值", "p"),
    )
    verdict = verdict_of(comparison)
    kind = ' class="bad"' if verdict.worse else ""
    told = f"<b{kind}>{in_both(verdict.finding, 'span')}</b>"
    note = _say("p 值小于 0.05 的变化不像是偶然。", "A change with p below 0.05 is unlikely to be chance.")
    before = comparison.before.label
    title = _say(f"与上次相比：{before}", f"Against {before}")
    lists = "".join(
        _changed(name, records)
        for name, records in (
            (both("新通过", "Newly passed"), comparison.gained),
            (both("不再通过", "No longer passed"), comparison.lost),
            (both("新增违规", "New violations"), comparison.violating),
            (both("新增出错", "Newly failed"), comparison.failing),
        )
        if records
    )
    grounds = in_both(verdict.grounds, "span")
    return f'<h2>{title}</h2><p>{told}</p><p>{grounds}</p>{_table(headers, rows)}<p class="soft">{note}</p>{lists}'


def _changed(name: Words, records: Sequence[Record]) -> str:
    """The questions that changed; of held-back ones the numbers alone."""
    asked = "".join(
        f"<li><b>{escape(record.id)}</b> {'' if record.split == 'test' else escape(record.question)}</li>"
        for record in records
    )
    return f"<details><summary>{in_both(name, 'span')} ({len(records)})</summary><ul>{asked}</ul></details>"


def _open_questions(run: Run) -> str:
    shown = [record for record in run.records if not record.passed and record.split != "test"]
    causes = by_cause(shown)
    hidden = sum(not record.passed and record.split == "test" for record in run.records)
    note = _say(
        f"另有 {hidden} 道保留题未通过，不逐题展示。", f"{hidden} held-back questions did not pass and are not shown."
    )
    title = _say(f"未通过的题目（{len(shown)} 道）", f"Questions that did not pass ({len(shown)})")
    return (
        f"<h2>{title}</h2>"
        + (f'<p class="soft">{note}</p>' if hidden else "")
        + ("" if shown else f"<p>{_say('调试题全部通过。', 'All development questions passed.')}</p>")
        + (f"<p>{in_both(cause_counts(causes), 'span')}</p>" if causes else "")
        + "".join(
            f"<h3>{in_both(cause_heading(cause), 'span')}</h3>{''.join(map(_question, cause.leading))}"
            for cause in causes
            if cause.leading
        )
    )


def _question(record: Record) -> str:
    reasons = "".join(f'<li class="bad">{in_both(line, "span")}</li>' for line in faults(record))
    answer, cited = "", ()
    if record.answer is not None:
        answer = f"<p>{_say('回答：', 'Answer:')}</p><pre>{escape(record.answer.text)}</pre>"
        cited = record.answer.citations
    sources = "".join(f"<li>{escape(one.label)}: {escape(one.quote)}</li>" for one in cited)
    return (
        f'<details><summary><b>{escape(record.id)}</b> <span class="soft">{in_both(GROUPS[record.kind], "span")}'
        f"</span> {escape(record.question)}</summary><ul>{reasons}</ul>{answer}"
        + (f"<p>{_say('出处：', 'Sources:')}</p><ol>{sources}</ol>" if sources else "")
        + "</details>"
    )


def _provenance(run: Run) -> str:
    facts = (
        (both("设置", "settings"), same(run.settings or "—")),
        (both("题库", "questions"), same(run.questions)),
        (both("评分规则", "scoring rules"), same(str(run.scoring))),
        *((same(name), same(version)) for name, version in run.versions),
    )
    table = _table((both("项目", "of"), both("版本", "version")), facts)
    return f"<h2>{_say('出自', 'Made with')}</h2>{table}"


def _table(headers: Sequence[Words], rows: Sequence[Sequence[Words]], *, total: str = "") -> str:
    """A table; the row whose first cell names the group `total` stands out."""
    head = "".join(f'<th scope="col">{in_both(header, "span")}</th>' for header in headers)
    strong = GROUPS.get(total)
    body = "".join(
        ('<tr class="all">' if row[0] == strong else "<tr>")
        + "".join(f"<td>{in_both(cell, 'span')}</td>" for cell in row)
        + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
