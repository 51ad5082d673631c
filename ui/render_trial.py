"""The 评测 tab as HTML: what can be run, the figures of a run, what did not pass, the drafts; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from urllib.parse import urlencode

from eval.cases import Case
from eval.causes import Cause, by_cause, faults
from eval.figures import MEASURES, Comparison, Shift, by_kind, crossed
from eval.report import cause_counts, cause_heading, shift_cells, short
from eval.run import Record, Run
from eval.verdict import verdict_of
from eval.words import GROUPS
from eval.words import Words as Both
from ui.case_words import CASE_WORDS
from ui.question_sets import BUILT_IN
from ui.render_sets import expected_html
from ui.trial import Earlier, set_of
from ui.trial_words import TrialWords
from ui.words import Words

MOST_SAID = 600
"""Characters of a given answer that are shown."""


def frame_html(*, words: Words, page: TrialWords) -> str:
    """The place of the view before it is loaded."""
    return (
        f'<div id="pr-trial" data-lang="{words.language}" data-cut="{page.lost_line}" '
        f'data-back="{CASE_WORDS[words.language].back}">'
        f'<div class="pr-trial-main"><p class="pr-none">{words.compare_loading}</p></div>'
        '<div class="pr-trial-form" hidden></div></div>'
    )


def trial_html(
    sets: Sequence[str],
    current: str,
    runs: Sequence[Earlier],
    drafts: Sequence[Case],
    own: str,
    *,
    running: bool,
    may_edit: bool,
    words: Words,
    page: TrialWords,
) -> str:
    """The whole view, with the place of one run's figures; `own` is the part of the question sets.

    `current` is the one of `sets` that is shown there, and proposed to be run; ``""`` for none. `running` is whether a
    run is going on, of which the page's script then shows how far it is.
    """
    options = f'<option value="">{page.built_in}</option>' + "".join(
        f"<option{' selected' if name == current else ''}>{escape(name)}</option>" for name in sets
    )
    start = (
        f'<form class="pr-start" data-running="{"yes" if running else ""}">'
        f'<label>{page.questions} <select name="set">{options}</select></label> '
        f'<button type="submit" class="pr-primary">{page.start}</button> '
        f'<button type="button" id="pr-trial-stop" hidden>{page.stop}</button></form>'
        f'<div class="pr-progress" data-working="{page.asking}" data-ask="{page.asking}" '
        f'data-cut="{escape(page.cut_off)}" hidden><progress aria-label="{page.asking}"></progress>'
        '<span role="status"></span></div><div class="pr-fault"></div>'
    )
    closed = f'<div class="pr-notice-box"><strong>{page.closed}</strong><p>{page.closed_hint}</p></div>'
    lines = "".join(_earlier(run, page) for run in runs)
    listed = f'<ul role="list" class="pr-runs">{lines}</ul>' if lines else f"<p>{page.no_runs}</p>"
    return (
        f'<h2>{page.title}</h2><p>{page.note}</p><p class="pr-said" role="status"></p>{start if may_edit else closed}'
        f'<section class="pr-run"></section><section><h3>{page.runs}</h3>{listed}</section>'
        f"{own}{_drafts(drafts, may_edit, words, page)}"
    )


def _asked(label: str, page: TrialWords) -> str:
    """What a run of that name asked."""
    return set_of(label) or page.built_in


def _earlier(run: Earlier, page: TrialWords) -> str:
    """One line of the list of runs: what was asked, when, how much of it passed, also as a bar."""
    share = run.passed / run.cases if run.cases else 0.0
    told = page.run_line.format(passed=run.passed, cases=run.cases, share=f"{share:.1%}")
    return (
        f'<li><a href="#/trial?{escape(urlencode({"run": run.label}))}">{escape(_asked(run.label, page))} '
        f'<time>{_moment(run.started)}</time></a> <svg aria-hidden="true"><rect data-tint="0" width="{share:.2%}" '
        f'height="100%"/></svg> <span>{told}{_stopped(run, page)}</span> <small>{escape(run.label)}</small></li>'
    )


def _stopped(run: Earlier, page: TrialWords) -> str:
    """That a run was stopped, and where; ``""`` of a whole one."""
    return f" · {page.stopped_short.format(asked=run.cases, selected=run.selected)}" if run.stopped else ""


def run_html(
    run: Run,
    cases: Mapping[str, Case],
    owner: str,
    others: Sequence[Earlier],
    comparison: Comparison | None,
    *,
    words: Words,
    page: TrialWords,
) -> str:
    """The figures of `run` by kind, how it stands against another one, and what did not pass.

    Args:
        run: At least one record.
        cases: What was asked, by id; a case that the set no longer has is shown without what was expected.
        owner: The set in which they can be edited; ``""`` where they cannot.
        others: The runs that are kept, the newest first; those before `run` are offered to compare it with.
        comparison: With one of them, or None.
        words: The page's words.
        page: Those of this tab.
    """
    beside = "" if comparison is None else comparison.before.label
    options = "".join(
        f'<option value="{escape(one.label)}"{" selected" if one.label == beside else ""}>'
        f"{escape(_asked(one.label, page))} {_moment(one.started)}{_stopped(one, page)} · {escape(one.label)}</option>"
        for one in others
        if one.label == beside or _time(one.started) < _time(run.started)
    )
    failed = [record for record in run.records if not record.passed]
    causes = by_cause(failed)
    groups = "".join(_cause(cause, cases, owner, words, page) for cause in causes if cause.leading)
    counts = f"<p>{_of(cause_counts(causes), words)}</p>"
    listed = f'<div class="pr-failed">{counts}{groups}</div>' if failed else f"<p>{page.all_passed}</p>"
    stopped = page.stopped.format(asked=len(run.records), selected=run.selected) if run.stopped else ""
    file = escape(urlencode({"label": run.label, "against_label": beside, "lang": words.language}))
    moment = f"{_moment(run.started)} · {escape(run.label)}"
    return (
        f'<h3 tabindex="-1">{escape(_asked(run.label, page))} <span>{moment}</span> '
        f'<a class="pr-report-file" href="{words.data_root}trial/report.html?{file}" download>{page.report}</a></h3>'
        f"{f'<p><strong>{stopped}</strong></p>' if stopped else ''}"
        f'<label class="pr-with">{page.before} <select name="with" data-run="{escape(run.label)}">'
        f'<option value="">{page.nothing}</option>{options}</select></label>'
        f"{'' if comparison is None else _comparison(comparison, words, page)}{_figures(run, words, page)}"
        f"<h3>{page.failing} <span>{len(failed)}/{len(run.records)}</span></h3>{listed}"
        f"{_crossed(run, words, page)}"
    )


def _drafts(drafts: Sequence[Case], may_edit: bool, words: Words, page: TrialWords) -> str:
    """The drafts, each with a link to its form where something may be changed."""
    lines = "".join(_draft(case, may_edit=may_edit) for case in drafts)
    shown = f'<ul role="list" class="pr-cases">{lines}</ul>' if lines else f"<p>{page.no_drafts}</p>"
    export = (
        f'<p><a href="{words.data_root}trial/cases.yaml?lang={words.language}" download>{page.export}</a></p>'
        if drafts
        else ""
    )
    return (
        f'<section class="pr-drafts"><h3>{page.drafts} <span>{len(drafts)}</span></h3><p>{page.drafts_note}</p>'
        f"{shown}{export}</section>"
    )


def _draft(case: Case, *, may_edit: bool) -> str:
    said = f"<b>{escape(case.id)}</b> {escape(case.question)}"
    form = escape(urlencode({"case": case.id}))
    return f'<li><a href="#/trial?{form}">{said}</a></li>' if may_edit else f"<li>{said}</li>"


def _of(both: Both, words: Words) -> str:
    return both.en if words.language == "en" else both.zh


def _moment(iso: str) -> str:
    """A time of `Run.started` by the server's clock, to the minute."""
    return f"{_time(iso):%Y-%m-%d %H:%M}"


def _time(iso: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone()


def _cause(cause: Cause, cases: Mapping[str, Case], owner: str, words: Words, page: TrialWords) -> str:
    """The questions that did not pass because of one thing above all."""
    entries = "".join(_failed(record, cases.get(record.id), owner, words, page) for record in cause.leading)
    return f"<h4>{_of(cause_heading(cause), words)}</h4>{entries}"


def _crossed(run: Run, words: Words, page: TrialWords) -> str:
    by = crossed(run)
    heads = "".join(f'<th scope="col">{_of(GROUPS[name], words)}</th>' for name in by.languages)
    rows = "".join(
        f'<tr><th scope="row">{_of(GROUPS[kind], words)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for kind, cells in by.rows
    )
    return _table(page.crossed, f'<th scope="col">{page.kind}</th>{heads}', rows)


def _table(caption: str, heads: str, rows: str) -> str:
    return (
        f'<div class="pr-frame" tabindex="0" role="group" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _figures(run: Run, words: Words, page: TrialWords) -> str:
    names = [_of(measure.title, words) for measure in MEASURES]
    heads = "".join(f'<th scope="col">{name}</th>' for name in (page.kind, page.count, *names, page.violations))
    rows = "".join(
        f'<tr><th scope="row">{_of(GROUPS[group.name], words)}</th><td>{group.cases}</td>'
        + "".join(f"<td>{short(group.means[measure.name])}</td>" for measure in MEASURES)
        + f"<td>{group.violations}</td></tr>"
        for group in by_kind(run)
    )
    return _table(page.figures, heads, rows)


def _comparison(comparison: Comparison, words: Words, page: TrialWords) -> str:
    heads = "".join(
        f'<th scope="col">{name}</th>'
        for name in (page.measure, page.count, page.was, page.now, page.points, page.chance)
    )
    rows = "".join(_shift(shift, words) for shift in comparison.shifts)
    changed = "".join(
        _changed(label, records)
        for label, records in (
            (page.gained, comparison.gained),
            (page.lost, comparison.lost),
            (page.violating, comparison.violating),
            (page.broken, comparison.failing),
        )
        if records
    )
    return f'<div class="pr-against">{_verdict(comparison, words)}{_table(page.compared, heads, rows)}{changed}</div>'


def _verdict(comparison: Comparison, words: Words) -> str:
    """What the comparison found, and below it on what that rests."""
    verdict = verdict_of(comparison)
    kind = ' class="is-alarm"' if verdict.worse else ""
    return (
        f"<p><strong{kind}>{escape(_of(verdict.finding, words))}</strong></p>"
        f"<p>{escape(_of(verdict.grounds, words))}</p>"
    )


def _changed(label: str, records: Sequence[Record]) -> str:
    asked = "".join(f"<li><b>{escape(one.id)}</b> {escape(one.question)}</li>" for one in records)
    return f"<details><summary>{label} {len(records)}</summary><ul>{asked}</ul></details>"


def _shift(shift: Shift, words: Words) -> str:
    kind = ' class="is-alarm"' if shift.fell else ""
    cells = "".join(f"<td>{cell}</td>" for cell in shift_cells(shift))
    return f'<tr{kind}><th scope="row">{_of(shift.measure.title, words)}</th>{cells}</tr>'


def _failed(record: Record, case: Case | None, owner: str, words: Words, page: TrialWords) -> str:
    """One question: why it did not pass, what was expected, what was given."""
    asked = [turn.content for turn in case.history if turn.role == "user"] if case else []
    link = urlencode([("q", question) for question in (*asked, record.question)])
    why = "".join(f"<li>{escape(_of(fault, words))}</li>" for fault in faults(record))
    form = escape(urlencode({"set": owner, "case": record.id}))
    act = page.copy if owner == BUILT_IN else page.edit
    edit = f' <a href="#/trial?{form}">{act}</a>' if owner and case else ""
    return (
        f"<details><summary><b>{escape(record.id)}</b> {escape(record.question)}</summary><ul>{why}</ul>"
        f"<dl><dt>{page.expected}</dt><dd>{_expected(case, words)}</dd>"
        f"<dt>{page.given}</dt><dd>{_given(record, page)}</dd></dl>"
        f'<p><a href="#/ask?{escape(link)}">{page.ask_again}</a>{edit}</p></details>'
    )


def _expected(case: Case | None, words: Words) -> str:
    return "—" if case is None else expected_html(case, page=CASE_WORDS[words.language])


def _given(record: Record, page: TrialWords) -> str:
    answer = record.answer
    if answer is None:
        return "—"
    text = answer.text.replace("**", "")
    said = text if len(text) <= MOST_SAID else text[:MOST_SAID] + "…"
    cited = "、".join(citation.label for citation in answer.citations) or page.no_sources
    head = f"<p>{page.refused}</p>" if answer.abstained else ""
    return f'{head}<div lang="zh-CN">{escape(said)}</div><p>{escape(cited)}</p>'
