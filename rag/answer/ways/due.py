"""When duties fall due: at a time the table names, by a day that a question names, without end, first of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from rag.answer.asked import BY_DATE, asks_for_extreme, is_least
from rag.answer.selection import Finding
from rag.domain import Fact
from rag.numerals import find_dates
from rag.question.query import Query
from rag.retrieve.evidence import Evidence

Fits = Callable[[Fact], bool]

_EVERY = re.compile(r"每年|年年|每季度|每月|every year|annual|each year|yearly", re.I)
# 长期坚持, 没有明确截止年份, 一直要干的: a duty without end
_STEADY = re.compile(
    r"长期|持续|常年|一直|(?:没有?|无|未|不)[^，。；]{0,6}(?:截止|期限|时限|完成时间)|常态化"
    r"|ongoing|continuous|long[- ]term|open[- ]ended|without (?:a |an )?(?:deadline|end)",
    re.I,
)
# 2024年底前完成, 到2025年: a day by which something is to be done
_SETS_A_DAY = re.compile(r"前|底|到\s*\d{4}|截止|期限")
# 2025年以外, 除2025年外, 除了2025年底完成的: a time that is left out
_BEYOND = re.compile(r"[年底前月](?:完成的?|到期的?)?(?:以外|之外|除外)|除了?\s*\d{4}年")


def falls_due(query: Query, pool: Sequence[Evidence]) -> Fits | None:
    """Whether a duty falls due as the question says; None where it names no time, or no duty has any."""
    dues = {fact.due for one in pool for fact in one.facts if fact.due}
    if not dues:
        return None
    if _ranked(query) and query.period is None:
        return lambda fact: _last_day(fact.due) is not None
    for pattern in (_EVERY, _STEADY):
        if pattern.search(query.text) and any(map(pattern.search, dues)):
            return lambda fact: pattern.search(fact.due) is not None
    printed = {due for due in dues if len(due) > 2 and due in query.text}
    period = query.period
    if period is None:
        years = {str(year) for year in query.years}
        named = {due for due in printed if find_dates(due)} or {
            due for due in dues if any(year in due for year in years)
        }
        return (lambda fact: fact.due in named) if named else None
    beyond = _BEYOND.search(query.text) is not None
    return lambda fact: ((day := _last_day(fact.due)) is not None and period.holds(day)) != beyond


def _ranked(query: Query) -> str:
    """The word by which it asks what falls due first or last of all; ``""`` where it does not."""
    word = asks_for_extreme(query)
    return word if word in BY_DATE else ""


def first_due(found: tuple[Finding, ...], query: Query) -> tuple[Finding, ...]:
    """Of `found` what falls due first or last of all, where `query` asks for that; all of it where it does not."""
    word = _ranked(query)
    days = [max((day for fact in one.facts if (day := _last_day(fact.due))), default=None) for one in found]
    known = [day for day in days if day is not None]
    if not word or not known:
        return found
    best = min(known) if is_least(word) else max(known)
    return tuple(one for one, day in zip(found, days, strict=True) if day == best)


def _last_day(due: str) -> date | None:
    """The day that a 完成时间 closes with: 2025年6月底前, 2025年; None for 每年."""
    return max(_days(due), default=None)


def days_set(text: str) -> list[date]:
    """The days by which something is to be done, every month taken to have 28: 2024年底前完成, 到2025年."""
    return _days(text) if _SETS_A_DAY.search(text) else []


def _days(text: str) -> list[date]:
    """The last days of the times that `text` names, every month taken to have 28."""
    return [date(one.year, one.month or 12, 28) for one in find_dates(text)]
