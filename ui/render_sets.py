"""The question sets, their questions with what is expected, and what a file to import holds, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from urllib.parse import urlencode

from eval.cases import Address, Case
from eval.incoming import Entry
from eval.words import GROUPS
from rag.address import path_label
from ui.case_words import CaseWords
from ui.question_sets import BUILT_IN, OwnSet
from ui.said import in_language
from ui.words import Words


def sets_html(
    sets: Sequence[OwnSet],
    shown: str,
    *,
    may_edit: bool,
    words: Words,
    page: CaseWords,
) -> str:
    """The question sets; one of them with its questions; adding and importing.

    Args:
        sets: The one that came with the project, and those of the office.
        shown: The set whose questions are listed; ``""`` for none.
        may_edit: Whether anything may be changed.
        words: The page's words.
        page: Those of this part.
    """
    lines = "".join(_set(one, one.name == shown, words, page) for one in sets)
    none = f"<p>{page.no_sets}</p>" if all(one.name == BUILT_IN for one in sets) else ""
    listed = f'<ul role="list" class="pr-sets">{lines}</ul>{none}'
    questions = "".join(_questions(one, may_edit, words, page) for one in sets if one.name == shown and one.cases)
    own = [one.name for one in sets if one.name != BUILT_IN]
    tools = _tools(own, shown if shown in own else "", page) if may_edit else ""
    return f'<section class="pr-own"><h3>{page.sets}</h3>{listed}{questions}{tools}</section>'


def _entry(case: Case, owner: str, *, may_edit: bool, words: Words, page: CaseWords) -> str:
    """A question of the set `owner`, with what is expected folded below it.

    With a link to its form, of a copy where it came with the project, where something may be changed.
    """
    query = escape(urlencode({"set": owner, "case": case.id}))
    act = page.copy_this if owner == BUILT_IN else page.change_this
    form = f'<a href="#/trial?{query}">{act}</a>' if may_edit else ""
    asked = [turn.content for turn in case.history if turn.role == "user"]
    link = escape(urlencode([("q", question) for question in (*asked, case.question)]))
    return (
        f'<li data-kind="{case.kind}"><details><summary><b>{escape(case.id)}</b> {escape(case.question)} '
        f"<span>{_named(case.kind, words)}</span></summary>{expected_html(case, page=page)}"
        f'<p><a href="#/ask?{link}">{page.ask_this}</a> {form}</p></details></li>'
    )


def expected_html(case: Case, *, page: CaseWords) -> str:
    """What a right answer to `case` holds, each part by its name."""
    parts = [
        (page.asked_before, tuple(turn.content for turn in case.history if turn.role == "user")),
        (page.roles["cite"], _places(case.cite)),
        (page.roles["cite_any"], _places(case.cite_any)),
        (page.roles["cite_also"], _places(case.cite_also)),
        (page.stated, tuple(" / ".join(fact) for fact in case.facts)),
        (page.listed, case.members),
        (page.listed_also, case.members_also),
        (page.counted, () if case.count is None else (str(case.count),)),
        (page.unsaid, case.absent),
    ]
    lines = "".join(f'<dt>{name}</dt><dd lang="zh-CN">{escape("；".join(told))}</dd>' for name, told in parts if told)
    refused = "" if case.answerable else f"<p>{page.to_refuse}</p>"
    return f'{refused}<dl class="pr-expected">{lines}</dl>' if lines else refused


def _places(cited: Sequence[Address]) -> tuple[str, ...]:
    """The items, each notice named once: 建办市函〔2025〕190号 一（四）1、一（四）2."""
    return tuple(
        f"{doc} {'、'.join(path_label(one.path) for one in group)}".rstrip()
        for doc, group in groupby(cited, key=lambda one: one.doc)
    )


def _named(kind: str, words: Words) -> str:
    return GROUPS[kind].en if words.language == "en" else GROUPS[kind].zh


def _questions(one: OwnSet, may_edit: bool, words: Words, page: CaseWords) -> str:
    """The questions of a set below what they are filtered by; ``assets/trial.js`` hides those that do not fit."""
    entries = "".join(_entry(case, one.name, may_edit=may_edit, words=words, page=page) for case in one.cases)
    held = dict.fromkeys(case.kind for case in one.cases)
    kinds = "".join(f'<option value="{kind}">{_named(kind, words)}</option>' for kind in held)
    title = page.in_set.format(name=escape(_name(one, page)))
    return (
        f'<h4>{title} <span class="pr-fitting" data-of="{page.fitting}">{len(one.cases)}</span></h4>'
        f'<form class="pr-row pr-sieve" role="search"><input type="search" name="words" aria-label="{page.sieve}" '
        f'placeholder="{page.sieve}"><select name="kind" aria-label="{page.kind}">'
        f'<option value="">{page.every_kind}</option>{kinds}</select></form>'
        f'<ul role="list" class="pr-cases">{entries}</ul>'
    )


def _name(one: OwnSet, page: CaseWords) -> str:
    return page.built_in if one.name == BUILT_IN else one.name


def _set(one: OwnSet, current: bool, words: Words, page: CaseWords) -> str:
    query, name = escape(urlencode({"set": one.name})), escape(_name(one, page))
    file = escape(urlencode({"set": one.name, "lang": words.language}))
    here = ' aria-current="true"' if current else ""
    problem = f"<p>{escape(in_language(one.problem, words.language))}</p>" if one.problem else ""
    return (
        f'<li><a href="#/trial?{query}"{here}>{name}</a> <span>{page.questions.format(count=len(one.cases))}</span> '
        f'<a href="{words.data_root}trial/cases.yaml?{file}" download aria-label="{page.export} {name}">'
        f"{page.export}</a>{problem}</li>"
    )


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


def report_html(entries: Sequence[Entry], name: str, *, words: Words, page: CaseWords) -> str:
    """What the entries of a file are, line by line, and a button that takes in those that fit."""
    good = sum(entry.case is not None for entry in entries)
    title = page.report.format(name=name, count=len(entries), good=good)
    lines = "".join(_line(entry, words, page) for entry in entries)
    button = f'<button type="button" class="pr-take-in pr-primary">{page.take.format(count=good)}</button>'
    return f"<p><strong>{escape(title)}</strong></p><ol>{lines}</ol>{button if good else ''}"


def _line(entry: Entry, words: Words, page: CaseWords) -> str:
    fits = entry.case is not None
    told = "".join(f"<p>{escape(in_language(why, words.language))}</p>" for why in (*entry.faults, *entry.doubts))
    return (
        f'<li class="{"is-good" if fits else "is-bad"}"><span>{page.line.format(line=entry.line)}</span> '
        f"<em>{page.fits if fits else page.left_out}</em> <b>{escape(entry.id)}</b> {escape(entry.question)}{told}</li>"
    )
