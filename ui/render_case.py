"""A question as a form, the question sets, and what a file to import holds, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from eval.cases import KINDS, LANGUAGES, Case
from eval.incoming import Entry
from eval.words import GROUPS
from rag.address import label
from rag.domain import Notice
from ui.case_words import CaseWords
from ui.finding import Hit
from ui.question_sets import Looked, OwnSet
from ui.words import Words

MOST_SHOWN = 120
"""Characters of an item's text beside its address."""
MOST_HITS = 30
"""Items that a search offers."""
CHOSEN_KINDS = tuple(kind for kind in KINDS if kind not in ("unanswerable", "followup"))
"""Kinds that are chosen; the others show by what is ticked and filled in."""


def form_html(
    case: Case | None,
    *,
    owner: str,
    remarks: str,
    sets: Sequence[str],
    into: str,
    notices: Sequence[Notice],
    words: Words,
    page: CaseWords,
) -> str:
    """The form of a question of a set, of a draft, or of a new question.

    Args:
        case: None for a new one.
        owner: The set that the case stands in; ``""`` for a draft or a new one.
        remarks: What was said against the answer of a draft.
        sets: Names of the sets that it can join.
        into: The one that is proposed; ``""`` for none.
        notices: In which its sources stand.
        words: The page's words.
        page: Those of the form.
    """
    title = page.new if case is None else (page.edit if owner else page.draft).format(name=case.id)
    said = f"<details open><summary>{page.remarks}</summary><pre>{escape(remarks)}</pre></details>" if remarks else ""
    known = "".join(f'<option value="{escape(name)}"></option>' for name in sets)
    join = (
        f'<label>{page.into} <input type="text" name="into" list="pr-sets" maxlength="40" value="{escape(into)}" '
        'aria-describedby="pr-into">'
        f'</label><datalist id="pr-sets">{known}</datalist><small id="pr-into">{page.into_hint}</small>'
    )
    keep = f'<button type="submit" value="save"{" class=pr-primary" if owner else ""}>{page.save}</button>'
    accept = f'<button type="submit" value="accept" class="pr-primary">{page.accept}</button>'
    drop = f'<button type="button" class="pr-discard" data-sure="{page.drop_sure}">{page.drop}</button>'
    acts = (keep, drop) if owner else (join, accept) if case is None else (join, accept, keep, drop)
    return (
        f'<p><a class="pr-back" href="#/trial?{escape(urlencode({"set": owner} if owner else {}))}">{page.back}</a></p>'
        f'<h2 tabindex="-1">{escape(title)}</h2>{said}'
        f'<form class="pr-case" data-set="{escape(owner)}" data-id="{escape(case.id) if case else ""}">'
        f"{_fields(case, notices, words, page)}"
        f'<p class="pr-row">{" ".join(acts)}</p></form>'
    )


def _fields(case: Case | None, notices: Sequence[Notice], words: Words, page: CaseWords) -> str:
    asked = [turn.content for turn in case.history if turn.role == "user"] if case else []
    kinds = [(kind, _named(kind, words)) for kind in CHOSEN_KINDS]
    languages = [("", page.by_question), *((name, _named(name, words)) for name in LANGUAGES)]
    chosen = "".join(chosen_html(label(one.doc, one.path), notices, page=page) for one in (case.cite if case else ()))
    more = bool(case and (asked or case.members or case.absent))
    return (
        f"{_area('question', page.question, [case.question] if case else [])}"
        f'<label class="pr-tick"><input type="checkbox" name="answerable"'
        f"{' checked' if case is None or case.answerable else ''}> {page.answerable}</label>"
        f'<p class="pr-row">{_select("kind", page.kind, kinds, case.kind if case else "fact")} '
        f"{_select('language', page.language, languages, case.language if case else '')}</p>"
        f'<fieldset class="pr-source-choice"><legend>{page.sources}</legend>'
        f'<ul role="list" class="pr-source-list" data-none="{page.no_sources}">{chosen}</ul>'
        f"{_others(case, page)}"
        f'<label>{page.seek}<input type="search" class="pr-source-search" placeholder="{page.seek_hint}" '
        'autocomplete="off"></label><div class="pr-offers" aria-live="polite"></div></fieldset>'
        f"{_area('facts', page.facts, [' | '.join(fact) for fact in case.facts] if case else [], page.facts_hint)}"
        '<ul role="list" class="pr-looked" aria-live="polite"></ul>'
        f"<details{' open' if more else ''}><summary>{page.more}</summary>"
        f"{_area('members', page.members, case.members if case else [])}"
        f"{_area('absent', page.absent, case.absent if case else [])}"
        f"{_area('history', page.history, asked)}</details>"
    )


def _others(case: Case | None, page: CaseWords) -> str:
    """The sources of a question that was imported, which the form keeps as they are."""
    kept = ((page.cite_any, case.cite_any), (page.cite_also, case.cite_also)) if case else ()
    return "".join(
        f"<p><small>{title} {escape('、'.join(label(one.doc, one.path) for one in places))}</small></p>"
        for title, places in kept
        if places
    )


def _named(group: str, words: Words) -> str:
    return GROUPS[group].en if words.language == "en" else GROUPS[group].zh


def _area(name: str, title: str, lines: Sequence[str], hint: str = "") -> str:
    written, rows = escape("\n".join(lines)), max(3, min(len(lines) + 1, 8))
    note = f" <small>{hint}</small>" if hint else ""
    # a first line end in a text area is not part of its text
    return f'<label>{title}{note}<textarea name="{name}" rows="{rows}">\n{written}</textarea></label>'


def _select(name: str, title: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    listed = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{words}</option>' for value, words in options
    )
    return f'<label>{title} <select name="{name}">{listed}</select></label>'


def chosen_html(address: str, notices: Sequence[Notice], *, page: CaseWords) -> str:
    """A source that was chosen, with the beginning of its text and a button that takes it away."""
    found = next(
        (item.text for one in notices for item in one.items if label(one.id, item.path) == address), page.no_item
    )
    return (
        f'<li><input type="hidden" name="cite" value="{escape(address)}"><b lang="zh-CN">{escape(address)}</b> '
        f'<span lang="zh-CN">{escape(_short(found))}</span> <button type="button" class="pr-unchoose" '
        f'aria-label="{page.unchoose} {escape(address)}">{page.unchoose}</button></li>'
    )


def hits_html(hits: Sequence[Hit], *, page: CaseWords) -> str:
    """The items that a search found, each with a button that chooses it."""
    if not hits:
        return f"<p>{page.no_hits}</p>"
    lines = "".join(_hit(hit, page) for hit in hits[:MOST_HITS])
    more = f"<p>… {len(hits) - MOST_HITS}</p>" if len(hits) > MOST_HITS else ""
    return f'<ul role="list">{lines}</ul>{more}'


def _hit(hit: Hit, page: CaseWords) -> str:
    address = label(hit.notice.id, hit.item.path)
    return f'<li>{_offer(address, page)} <span lang="zh-CN">{escape(_short(hit.item.text))}</span></li>'


def _offer(address: str, page: CaseWords) -> str:
    """A button that chooses an item."""
    return (
        f'<button type="button" class="pr-choice" data-cite="{escape(address)}" '
        f'aria-label="{page.choose} {escape(address)}"><span lang="zh-CN">{escape(address)}</span></button>'
    )


def looked_html(looked: Sequence[Looked], *, page: CaseWords) -> str:
    """What was written, each with whether it stands in the chosen items, or where it does."""
    return "".join(_looked(one, page) for one in looked)


def _looked(one: Looked, page: CaseWords) -> str:
    if one.right:
        return f'<li class="is-good">✓ <b>{escape(one.words)}</b> {page.stands}</li>'
    offered = " ".join(_offer(address, page) for address in one.offered)
    why = f"{page.elsewhere}{offered}" if offered else page.no_item if one.is_source else page.nowhere
    return f'<li class="is-bad">✗ <b>{escape(one.words)}</b> {why}</li>'


def sets_html(
    own: Sequence[OwnSet],
    shown: str,
    *,
    may_edit: bool,
    words: Words,
    page: CaseWords,
) -> str:
    """The question sets of the office; one of them with its questions; adding and importing.

    Args:
        own: The sets.
        shown: The set whose questions are listed; ``""`` for none.
        may_edit: Whether anything may be changed.
        words: The page's words.
        page: Those of this part.
    """
    lines = "".join(_set(one, one.name == shown, words, page) for one in own)
    listed = f'<ul role="list" class="pr-sets">{lines}</ul>' if lines else f"<p>{page.no_sets}</p>"
    questions = "".join(_questions(one, may_edit, page) for one in own if one.name == shown and one.cases)
    tools = _tools([one.name for one in own], shown, page) if may_edit else ""
    return f'<section class="pr-own"><h3>{page.sets}</h3>{listed}{questions}{tools}</section>'


def _questions(one: OwnSet, may_edit: bool, page: CaseWords) -> str:
    entries = "".join(entry_html(case, one.name, may_edit=may_edit) for case in one.cases)
    title = page.in_set.format(name=escape(one.name))
    return f'<h4>{title} <span>{len(one.cases)}</span></h4><ul role="list" class="pr-cases">{entries}</ul>'


def _set(one: OwnSet, current: bool, words: Words, page: CaseWords) -> str:
    query, name = escape(urlencode({"set": one.name})), escape(one.name)
    here = ' aria-current="true"' if current else ""
    problem = f"<p>{escape(one.problem)}</p>" if one.problem else ""
    return (
        f'<li><a href="#/trial?{query}"{here}>{name}</a> <span>{len(one.cases)}</span> '
        f'<a href="{words.data_root}trial/cases.yaml?{query}" download aria-label="{page.export} {name}">'
        f"{page.export}</a>{problem}</li>"
    )


def entry_html(case: Case, owner: str, *, may_edit: bool) -> str:
    """A question of the set `owner`, of the drafts where that is empty, on one line: with a link to its form."""
    words = f"<b>{escape(case.id)}</b> {escape(case.question)}"
    query = urlencode({**({"set": owner} if owner else {}), "case": case.id})
    return f'<li><a href="#/trial?{escape(query)}">{words}</a></li>' if may_edit else f"<li>{words}</li>"


def _tools(sets: Sequence[str], shown: str, page: CaseWords) -> str:
    query = escape(urlencode({"new": "1", **({"set": shown} if shown else {})}))
    known = "".join(f'<option value="{escape(name)}"></option>' for name in sets)
    return (
        f'<p><a class="pr-add" href="#/trial?{query}">{page.add}</a></p>'
        f'<details class="pr-bring"><summary>{page.bring}</summary><p>{page.bring_note}</p><form class="pr-row">'
        f'<label>{page.file} <input type="file" name="file" accept=".yaml,.yml,.json,.jsonl" required></label> '
        f'<label>{page.into} <input type="text" name="into" list="pr-into-sets" maxlength="40" required '
        f'value="{escape(shown)}"></label><datalist id="pr-into-sets">{known}</datalist> '
        f'<button type="submit" value="check">{page.check}</button></form>'
        '<div class="pr-entries" role="status"></div></details>'
    )


def report_html(entries: Sequence[Entry], name: str, *, page: CaseWords) -> str:
    """What the entries of a file are, line by line, and a button that takes in those that fit."""
    good = sum(entry.case is not None for entry in entries)
    title = page.report.format(name=name, count=len(entries), good=good)
    lines = "".join(_line(entry, page) for entry in entries)
    button = f'<button type="button" class="pr-take-in pr-primary">{page.take.format(count=good)}</button>'
    return f"<p><strong>{escape(title)}</strong></p><ol>{lines}</ol>{button if good else ''}"


def _line(entry: Entry, page: CaseWords) -> str:
    fits = entry.case is not None
    told = "".join(f"<p>{escape(words)}</p>" for words in (*entry.faults, *entry.doubts))
    return (
        f'<li class="{"is-good" if fits else "is-bad"}"><span>{page.line.format(line=entry.line)}</span> '
        f"<em>{page.fits if fits else page.left_out}</em> <b>{escape(entry.id)}</b> {escape(entry.question)}{told}</li>"
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else line[:MOST_SHOWN] + "…"
