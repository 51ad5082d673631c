"""Duties: what a department leads or joins, and what falls due when, from table rows and 责任单位."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from rag.answer.about import notice_asked
from rag.answer.selection import Finding, Selection
from rag.answer.shares import Role, denied_roles
from rag.domain import Fact
from rag.numerals import find_dates
from rag.retrieve.bodies import abbreviates, find_bodies
from rag.retrieve.evidence import Evidence, coverage, fold_once, weigh
from rag.retrieve.query import Query
from rag.retrieve.wording import asks

_TERM = 0.66
"""Coverage that a duty has at least of the terms asked for."""
# 市住建局, 桐乡市建设局, 省发展改革委: the seat of an office is no part of its name
_SEAT = re.compile(r"^.{0,5}?[市区县省州](?=.{2})")
_EVERY = re.compile(r"每年|年年|每季度|每月|every year|annual|each year|yearly", re.I)
_STEADY = re.compile(r"长期|持续|常年|ongoing|continuous|long[- ]term", re.I)

# 2024年底前完成, 到2025年: a day by which something is to be done
_SETS_A_DAY = re.compile(r"前|底|到\s*\d{4}|截止|期限")
# 2025年以外, 除2025年外, 除了2025年底完成的: a time that is left out
_BEYOND = re.compile(r"[年底前月](?:完成的?|到期的?)?(?:以外|之外|除外)|除了?\s*\d{4}年")
_ROLES = {"牵头": "lead", "配合": "partner", "参与": "any"}
Fits = Callable[[Fact], bool]


def select_duties(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """Table rows, or else items that print 责任单位, which fit departments, dates and terms; None for no such question.

    A department that is asked for and leads or joins nothing is a refusal: another's tasks do not answer.
    """
    local = [one for one in scope if not query.regions or one.home in query.regions]
    with_duty = [one for one in local if any(fact.lead for fact in one.facts)]
    rows = [one for one in with_duty if one.item.kind == "row"]
    others = [one for one in with_duty if one.item.kind != "row"]
    bodies = _bodies(query, with_duty)
    due = _due(query, rows)
    for pool in (rows, others):
        if not pool or not (bodies or pool is rows):
            continue
        fitting = _fitting_duties(query, pool, bodies, due)
        if not fitting and query.share == "alone":
            fitting = _fitting_duties(replace(query, share="lead"), pool, bodies, due)
        if fitting:
            return Selection(intent="task", findings=fitting)
    dated = _dated(query, scope if query.notices else local) if not (rows or bodies) else ()
    if dated:
        return Selection(intent="task", findings=dated)
    of_a_place = bool(query.regions) and query.share == "any"
    if bodies and with_duty and not query.terms_beside_bodies and not of_a_place:
        return Selection(intent="task", findings=(), reason="duty")
    return None


def _fitting_duties(
    query: Query, pool: Sequence[Evidence], bodies: Sequence[Sequence[str]], due: Fits | None
) -> tuple[Finding, ...]:
    denied = () if query.share == "alone" else denied_roles(fold_once(query.text), [tuple(names) for names in bodies])
    fitting = [
        one
        for one in pool
        if (due is None or due(one.facts[0]))
        and (_roles_fit(one.facts[0], denied) if denied else _bodies_fit(one.facts[0], bodies, query))
    ]
    topics = replace(query, terms=query.terms_beside_bodies)
    wanted = weigh(topics, pool)
    if wanted.terms:
        scored = [(one, coverage(wanted.terms, one.text, one.headings)) for one in fitting]
        best = max((score for _, score in scored), default=0.0)
        fitting = [one for one, score in scored if score >= max(_TERM, 0.8 * best)]
    elif not (bodies or due):
        return ()
    return tuple(Finding(evidence=one, facts=one.facts[:1] if one.item.kind == "row" else one.facts) for one in fitting)


def _dated(query: Query, local: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The clauses of the one notice asked about that set a day within the time that the question names."""
    period = query.period
    own = notice_asked(query, local) if period is not None else []
    title = fold_once(own[0].notice.title) if own else ""
    beside = [term for term in query.terms_beside_bodies if not any(word in title for word in term.variants)]
    if period is None or not own or beside or query.wants_count:
        return ()
    return tuple(
        Finding(evidence=one, facts=facts)
        for one in own
        if one.item.path and (facts := tuple(f for f in one.facts if any(map(period.holds, _days_set(f.text)))))
    )


def _days_set(text: str) -> list[date]:
    """The days by which something is to be done, every month taken to have 28: 2024年底前完成, 到2025年."""
    if not _SETS_A_DAY.search(text):
        return []
    return [date(one.year, one.month or 12, 28) for one in find_dates(text)]


# --- when -----------------------------------------------------------------------------------------------------------


def _due(query: Query, pool: Sequence[Evidence]) -> Fits | None:
    """Whether a duty falls due as the question says; None where it names no time, or no duty has any."""
    if not any(one.facts[0].due for one in pool):
        return None
    for pattern in (_EVERY, _STEADY):
        if pattern.search(query.text):
            return lambda fact: pattern.search(fact.due) is not None
    printed = [one.facts[0].due for one in pool if len(one.facts[0].due) > 2 and one.facts[0].due in query.text]
    period = query.period
    if period is None:
        years = {str(year) for year in query.years}
        named = {due for due in printed if find_dates(due)} or (
            {one.facts[0].due for one in pool if any(year in one.facts[0].due for year in years)} if years else set()
        )
        return (lambda fact: fact.due in named) if named else None
    beyond = _BEYOND.search(query.text) is not None
    return lambda fact: ((day := _last_day(fact.due)) is not None and period.holds(day)) != beyond


def _last_day(due: str) -> date | None:
    """The day that a 完成时间 closes with, every month taken to have 28: 2025年6月底前, 2025年; None for 每年."""
    return max((date(one.year, one.month or 12, 28) for one in find_dates(due)), default=None)


# --- who ------------------------------------------------------------------------------------------------------------


def _bodies(query: Query, pool: Sequence[Evidence]) -> tuple[tuple[str, ...], ...]:
    """The departments the question names, each with its name variants: the glossary's, or as the table prints them."""
    printed = {_plain_name(name) for one in pool for name in _all_names(one.facts[0])}
    known = {variant for names in query.bodies for variant in names}
    text = fold_once(query.text)
    others = [name for name in sorted(printed) if len(name) > 2 and name in text and name not in known]
    longest = [(name,) for name in others if not any(name != other and name in other for other in others)]
    named = [
        (*names, *(name for name in sorted(printed - known) if any(abbreviates(short, name) for short in names)))
        for names in query.bodies
        if not any(name[0] in names or names[0] in name[0] for name in longest)
    ]
    told = {name for names in (*named, *longest) for name in names}
    short = [names for names in find_bodies(text, sorted(printed)) if told.isdisjoint(names)]
    return (*named, *longest, *short)


def _all_names(fact: Fact) -> tuple[str, ...]:
    return tuple(name for name in (*fact.lead.split("、"), *fact.partners) if name)


def _plain_name(name: str) -> str:
    return _SEAT.sub("", fold_once(name))


def _bodies_fit(fact: Fact, bodies: Sequence[Sequence[str]], query: Query) -> bool:
    """Whether the departments lead, join or stand alone as asked; where they are left out, whether one leads."""
    if query.without_bodies:
        return not all(_has_share(fact, names, "lead") for names in bodies)
    share = query.share
    if len(bodies) == 1 and all(asks(query.text, what, query.language) for what in ("lead", "partner")):
        return _has_share(fact, bodies[0], "any")
    return all(_has_share(fact, names, _share_of(names, share, query)) for names in bodies)


def _roles_fit(fact: Fact, roles: Sequence[Role]) -> bool:
    """Whether none of the roles is had that is denied, and each department has one of those that it should have."""
    if any(_has_share(fact, role.names, role.share) for role in roles if not role.holds):
        return False
    wanted = {role.names for role in roles if role.holds}
    return all(
        any(_has_share(fact, one.names, one.share) for one in roles if one.holds and one.names == names)
        for names in wanted
    )


def _share_of(names: Sequence[str], share: str, query: Query) -> str:
    """What one of several departments does: 住建部牵头、生态环境部配合."""
    said = re.search(
        rf"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?P<what>牵头|配合|参与)",
        fold_once(query.text),
    )
    if said is None:
        return share
    return _ROLES[said["what"]]


def _has_share(fact: Fact, names: Sequence[str], share: str) -> bool:
    lead = any(fold_once(name) in names or _plain_name(name) in names for name in fact.lead.split("、"))
    partner = any(fold_once(name) in names or _plain_name(name) in names for name in fact.partners)
    if share == "alone":
        return lead and not fact.partners
    if share == "lead":
        return lead
    return partner if share == "partner" else lead or partner
