"""What an item says of the years that a question names: 到2035年, beside what it says of 2025."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answer.selection import Finding
from rag.domain import Fact
from rag.numerals import find_dates
from rag.question.query import Query

# 2025—2029年, 2023至2025年; not 2025-07-17
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?\s*[—–~～至到-]+\s*((?:19|20)\d{2})(?!\d)")

# 总体目标是什么？到2035年呢？: the year is asked for beside what stands before it
_AND_THEN = re.compile(r"[，,？?；;][^，,？?；;]*\d年[^，,？?；;]*呢\W*$")


def of_the_years(findings: Sequence[Finding], query: Query) -> tuple[Finding, ...]:
    """`findings` without the clauses on other years, of the items that tell of the years asked for.

    A clause is on the years that it names, or on those of the clause before it. Where one item tells of the year
    asked for, those that tell of others alone answer nothing. Where years are set against each other all stays.
    """
    asked = frozenset(query.years)
    if len(asked) != 1 or query.intent == "compare" or _AND_THEN.search(query.text):
        return tuple(findings)
    own = [_of_the_years(one, asked) for one in findings]
    named = [frozenset[int]().union(*map(_named, one.facts)) for one in own]
    if not any(asked & years for years in named):
        return tuple(own)
    return tuple(one for one, years in zip(own, named, strict=True) if not years or asked & years)


def _of_the_years(finding: Finding, asked: frozenset[int]) -> Finding:
    years = _years(finding.evidence.facts)
    naming = {fact.start for fact in finding.evidence.facts if asked & _named(fact)}
    if not naming or not any(own and not own & asked for own in years.values()):
        return finding
    told = {fact.start for fact in finding.facts}
    kept = tuple(
        fact
        for fact in finding.evidence.facts
        if fact.start in naming or (fact.start in told and (not years[fact.start] or years[fact.start] & asked))
    )
    return replace(finding, facts=kept)


def _years(facts: Sequence[Fact]) -> dict[int, frozenset[int]]:
    """The years that each of an item's clauses is on, by its start."""
    found: dict[int, frozenset[int]] = {}
    last: frozenset[int] = frozenset()
    for fact in facts:
        last = _named(fact) or last
        found[fact.start] = last
    return found


def _named(fact: Fact) -> frozenset[int]:
    return years_in(fact.text)


def years_in(text: str) -> frozenset[int]:
    """The years that `text` names, and those between the ends of a span."""
    spans = (range(int(first), int(last) + 1) for first, last in _SPAN.findall(text))
    return frozenset((*(day.year for day in find_dates(text)), *(year for span in spans for year in span)))
