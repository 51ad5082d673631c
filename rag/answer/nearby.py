"""What a refusal shows of other places: what they do, without the figure or number that was asked of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answer.asked import PHONE, asked, asks_payment
from rag.answer.clauses import is_related
from rag.answer.selection import Finding, Selection
from rag.domain import Fact
from rag.numerals import find_amounts, find_dates
from rag.question.notice_lines import lines_asked
from rag.question.query import Query
from rag.retrieve.evidence import is_home

# 深圳…给予补助，最高2000万元: what parts what is done from how much of it; not the comma of 1,000
_PART = re.compile(r"[，,；;](?!\d{3})")
_LEAST = 10
"""Characters that are left at least of a clause without its figures; fewer say nothing."""


def without_others_figures(query: Query, selection: Selection) -> Selection:
    """`selection`, a refusal, with its nearby clauses of other places cut before the first figure they give.

    A sum of Shenzhen under a question on Hangzhou reads as the answer. Only where a figure or a day is asked for; what
    is of the place asked about, or sets right a figure that the question names, is told in full.
    """
    contact = any(line.contact for line in lines_asked(query.text))
    if selection.reason not in ("region", "national", "topic") or not (asked(query) or contact):
        return selection
    if selection.reason == "topic" and not (query.regions or asks_payment(query)):
        return selection
    kept = (_without_figures(one) if _is_of_others(one, query) else one for one in selection.nearby)
    return replace(selection, nearby=tuple(one for one in kept if one.facts))


def _is_of_others(one: Finding, query: Query) -> bool:
    """Whether `one` is on places alone that the question does not name, that lie in none of them and hold none."""
    own = {name for fact in one.facts for name in fact.regions} or {one.evidence.home} - {""}
    related = any(is_related(name, query.regions) for name in own)
    return bool(own) and not related and not is_home(one.evidence, query.regions)


def _without_figures(one: Finding) -> Finding:
    """`one` up to its first figure; nothing of a table row with one, which is told whole."""
    if one.evidence.item.kind == "row":
        return replace(one, facts=()) if _has_figure(one.evidence.item.text) else one
    return replace(one, facts=tuple(_before_figures(one.facts)))


def _before_figures(facts: Sequence[Fact]) -> Iterator[Fact]:
    for fact in facts:
        if not _has_figure(fact.text):
            yield fact
            continue
        end = 0
        for mark in _PART.finditer(fact.text):
            if _has_figure(fact.text[: mark.start()]):
                break
            end = mark.start()
        if end >= _LEAST and not fact.text[:end].endswith("的"):  # 对加装电梯的 opens what it does not say
            yield replace(fact, end=fact.start + end, text=fact.text[:end], amounts=())
        return


def _has_figure(text: str) -> bool:
    return bool(find_amounts(text) or find_dates(text)) or PHONE.search(text) is not None
