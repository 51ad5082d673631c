"""The 评测 tab as HTML: what can be run, the figures of a run, what did not pass, the drafts; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from eval.cases import Case
from eval.figures import MEASURES, Comparison, Shift, by_kind
from eval.report import faults, moment, short
from eval.run import Record, Run
from eval.words import GROUPS
from eval.words import Words as Both
from ui.trial import Earlier
from ui.trial_words import TrialWords
from ui.words import Words

MOST_SAID = 600
"""Characters of a given answer that are shown."""


def frame_html(*, words: Words) -> str:
    """The place of the view before it is loaded."""
    return (
        f'<div id="pr-trial" data-lang="{words.language}" data-failed="{words.load_failed}">'
        f'<p class="pr-none">{words.compare_loading}</p></div>'
    )


def trial_html(
    sets: Sequence[str],
    runs: Sequence[Earlier],
    drafts: Sequence[Case],
    *,
    may_edit: bool,
    words: Words,
    page: TrialWords,
) -> str:
    """The whole view, with the place of one run's figures."""
    options = f'<option value="">{page.built_in}</option>' + "".join(
        f"<option>{escape(name)}</option>" for name in sets
    )
    start = (
        f'<form class="pr-start"><label>{page.questions} <select name="set">{options}</select></label> '
        f'<button type="submit" class="pr-primary">{page.start}</button> '
        f'<button type="button" id="pr-trial-stop" hidden>{page.stop}</button></form>'
        f'<div class="pr-progress" data-working="{page.asking}" data-ask="{page.asking}" '
        f'data-cut="{escape(page.cut_off)}" hidden><progress aria-label="{page.asking}"></progress>'
        '<span role="status"></span></div><div class="pr-fault"></div>'
    )
    closed = f'<div class="pr-notice-box"><strong>{page.closed}</strong><p>{page.closed_hint}</p></div>'
    lines = "".join(
        f'<li><a href="#/trial?{escape(urlencode({"run": run.label}))}">{escape(run.label)}</a> '
        f"<span>{moment(run.started)} · {page.run_line.format(passed=run.passed, cases=run.cases)}</span></li>"
        for run in runs
    )
    listed = f'<ul role="list" class="pr-runs">{lines}</ul>' if lines else f"<p>{page.no_runs}</p>"
    return (
        f"<h2>{page.title}</h2><p>{page.note}</p>{start if may_edit else closed}"
        f'<section class="pr-run" tabindex="-1"></section><section><h3>{page.runs}</h3>{listed}</section>'
        f"{drafts_html(drafts, sets, may_edit=may_edit, words=words, page=page)}"
    )


def run_html(
    run: Run,
    cases: Mapping[str, Case],
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
        others: The runs to compare with.
        comparison: With one of them, or None.
        words: The page's words.
        page: Those of this tab.
    """
    options = "".join(
        f'<option value="{escape(one.label)}"'
        f"{' selected' if comparison is not None and comparison.before.label == one.label else ''}>"
        f"{escape(one.label)}</option>"
        for one in others
        if one.label != run.label
    )
    failed = [record for record in run.records if not record.passed]
    entries = "".join(_failed(record, cases.get(record.id), words, page) for record in failed)
    listed = f'<div class="pr-failed">{entries}</div>' if failed else f"<p>{page.all_passed}</p>"
    return (
        f"<h3>{escape(run.label)} <span>{moment(run.started)}</span></h3>"
        f'<label class="pr-with">{page.before} <select name="with" data-run="{escape(run.label)}">'
        f'<option value="">{page.nothing}</option>{options}</select></label>'
        f"{'' if comparison is None else _comparison(comparison, words, page)}{_figures(run, words, page)}"
        f"<h3>{page.failing} <span>{len(failed)}/{len(run.records)}</span></h3>{listed}"
    )


def drafts_html(drafts: Sequence[Case], sets: Sequence[str], *, may_edit: bool, words: Words, page: TrialWords) -> str:
    """The drafts, each to be edited, accepted or discarded."""
    shown = "".join(_draft(case, may_edit, page) for case in drafts) or f"<p>{page.no_drafts}</p>"
    known = "".join(f'<option value="{escape(name)}"></option>' for name in sets)
    files = ((page.drafts, ""), *((name, name) for name in sets))
    links = " ".join(
        f'<a href="{words.data_root}trial/cases.yaml?{escape(urlencode({"set": name}))}" download>'
        f"{page.export}{words.colon}{escape(label)}</a>"
        for label, name in files
        if name or drafts
    )
    return (
        f'<section class="pr-drafts"><h3>{page.drafts} <span>{len(drafts)}</span></h3><p>{page.drafts_note}</p>'
        f'<p class="pr-said" role="status"></p><datalist id="pr-sets">{known}</datalist>{shown}<p>{links}</p></section>'
    )


def _of(both: Both, words: Words) -> str:
    return both.en if words.language == "en" else both.zh


def _figures(run: Run, words: Words, page: TrialWords) -> str:
    names = [measure.en if words.language == "en" else measure.zh for measure in MEASURES]
    heads = "".join(f'<th scope="col">{name}</th>' for name in (page.kind, page.count, *names, page.violations))
    rows = "".join(
        f'<tr><th scope="row">{_of(GROUPS[group.name], words)}</th><td>{group.cases}</td>'
        + "".join(f"<td>{short(group.means[measure.name])}</td>" for measure in MEASURES)
        + f"<td>{group.violations}</td></tr>"
        for group in by_kind(run)
    )
    return (
        f'<div class="pr-frame" tabindex="0" role="group" aria-label="{page.figures}"><table>'
        f"<caption>{page.figures}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _comparison(comparison: Comparison, words: Words, page: TrialWords) -> str:
    names = {measure.name: measure.en if words.language == "en" else measure.zh for measure in MEASURES}
    shifts = "".join(_shift(shift, names[shift.measure], words, page) for shift in comparison.shifts)
    changed = "".join(
        f"<p><strong>{label} {len(records)}</strong>{words.colon}{escape('、'.join(one.id for one in records))}</p>"
        for label, records in ((page.gained, comparison.gained), (page.lost, comparison.lost))
        if records
    )
    return f'<div class="pr-against"><ul role="list">{shifts}</ul>{changed}</div>'


def _shift(shift: Shift, name: str, words: Words, page: TrialWords) -> str:
    kind = ' class="is-alarm"' if shift.fell else ""
    change = page.shift.format(before=f"{shift.before * 100:.1f}", after=f"{shift.after * 100:.1f}")
    return f"<li{kind}>{name}{words.colon}{change}</li>"


def _failed(record: Record, case: Case | None, words: Words, page: TrialWords) -> str:
    """One question: why it did not pass, what was expected, what was given."""
    asked = [turn.content for turn in case.history if turn.role == "user"] if case else []
    link = urlencode([("q", question) for question in (*asked, record.question)])
    why = "".join(f"<li>{escape(_of(fault, words))}</li>" for fault in faults(record))
    return (
        f"<details><summary><b>{escape(record.id)}</b> {escape(record.question)}</summary><ul>{why}</ul>"
        f"<dl><dt>{page.expected}</dt><dd>{_expected(case, page)}</dd>"
        f"<dt>{page.given}</dt><dd>{_given(record, page)}</dd></dl>"
        f'<p><a href="#/ask?{escape(link)}">{page.ask_again}</a></p></details>'
    )


def _expected(case: Case | None, page: TrialWords) -> str:
    if case is None:
        return "—"
    if not case.answerable:
        return page.refused
    parts = [
        "、".join(map(str, case.gold)),
        "；".join(" / ".join(fact) for fact in case.facts),
        "、".join(case.members),
    ]
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


def _given(record: Record, page: TrialWords) -> str:
    answer = record.answer
    if answer is None:
        return "—"
    text = answer.text.replace("**", "")
    said = text if len(text) <= MOST_SAID else text[:MOST_SAID] + "…"
    cited = "、".join(citation.label for citation in answer.citations) or page.no_sources
    head = f"<p>{page.refused}</p>" if answer.abstained else ""
    return f'{head}<div lang="zh-CN">{escape(said)}</div><p>{escape(cited)}</p>'


def _draft(case: Case, may_edit: bool, page: TrialWords) -> str:
    """A draft as a form; its question alone where nothing may be changed."""
    title = f"<summary><b>{escape(case.id)}</b> {escape(case.question)}</summary>"
    if not may_edit:
        return f"<details>{title}</details>"

    def area(name: str, label: str, lines: Sequence[str]) -> str:
        return f'<label>{label}<textarea name="{name}" rows="2">{escape(chr(10).join(lines))}</textarea></label>'

    return (
        f'<details>{title}<form class="pr-draft" data-id="{escape(case.id)}">'
        f"{area('question', page.question, [case.question])}"
        f'<label class="pr-tick"><input type="checkbox" name="answerable"{" checked" if case.answerable else ""}> '
        f"{page.answerable}</label>{area('cite', page.cite, [str(place) for place in case.cite])}"
        f"{area('facts', page.facts, [' | '.join(fact) for fact in case.facts])}"
        f"{area('absent', page.absent, case.absent)}"
        f'<p class="pr-row"><button type="submit" value="save">{page.save}</button> '
        f'<label>{page.into} <input type="text" name="into" list="pr-sets" maxlength="40"></label> '
        f'<button type="submit" value="accept">{page.accept}</button> '
        f'<button type="button" class="pr-discard" data-sure="{page.discard_sure}">{page.discard}</button></p>'
        "</form></details>"
    )
