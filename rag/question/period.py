"""The time that a question limits itself to: 2025年6月底前, 2026年以后, 2025年上半年, by the end of 2025."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR = r"(?:19|20|21)\d{2}"
# 2025年, 2025年6月, 2025年6月30日, 2025年1至6月, 2025年上半年, 2025年第三季度; not 〔2025〕
_CHINESE = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})(?:\s*年(?:度)?|(?=\s*(?:至|到|[-—–~～]{{1,2}})\s*{_YEAR}\s*年)|(?=底|末))"
    r"(?:\s*(?P<month>1[0-2]|0?[1-9])\s*月?\s*(?:至|到|[-—–~～]{1,2})\s*(?P<to>1[0-2]|0?[1-9])\s*月"
    r"|\s*(?P<only>1[0-2]|0?[1-9])\s*月(?:份)?(?:\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号])?"
    r"|\s*(?P<half>[上下])半年|\s*第?(?P<quarter>[一二三四1-4])季度)?"
)
_MONTHS: Sequence[str] = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# June 2025, 30 June 2025, the first half of 2025, Q3 2025, 2025; not 20250
_ENGLISH = re.compile(
    rf"\b(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?,?\s+"
    r"|(?:the\s+)?(?P<half>first|second)\s+half\s+of\s+|(?:q(?P<quarter>[1-4])|(?P<ordinal>first|second|third|fourth)"
    rf"\s+quarter)\s+(?:of\s+)?)?(?P<year>{_YEAR})\b",
    re.I,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
# what follows a date that closes the time with the date itself: 底前, 6月前, 底, 为止, 及以前
_THROUGH = re.compile(r"\s*(?:年?底|末|月底)?\s*(?:及以前|或更早|为止|止|之?前|以前)")
# before it: 截至2025年, 到2025年底, by 2025, by the end of 2025
_UNTIL = re.compile(
    r"(?:截[至止]到?|不晚于|(?<![达得])到|\b(?:by|until|till|through|up to|no later than|not later than)\s+)"
    r"\s*(?:the\s+)?(?:end\s+of\s+)?$",
    re.I,
)
# before it, the date itself left out: before 2026; not before the end of 2025
_BEFORE = re.compile(r"\b(?:before|earlier than|prior to)\s+(?P<end>(?:the\s+)?end\s+of\s+)?$", re.I)
# after it: 2026年以后, 2026年起 with the year itself; 2025年之后 without it
_FROM = re.compile(r"\s*(?:及以后|以[后来]|起|开始)")
_AFTER = re.compile(r"\s*(?:年?底|末)?\s*(?:之后|后)(?!续)")
_SINCE = re.compile(r"(?:自从?|从|\b(?:since|from|starting(?: in| from)?)\s+)\s*$", re.I)
_LATER = re.compile(r"\b(?:after|later than)\s+(?:the\s+)?(?:end\s+of\s+)?$", re.I)
# 2024年到2025年, from 2024 to 2025, between 2024 and 2025
_TO = re.compile(r"\s*(?:至|到|[-—–~～]{1,2}|\bto\b|\bthrough\b|\band\b|和)\s*", re.I)
_BETWEEN = re.compile(r"\bbetween\s+$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `start` to `end`, both in it; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` is in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A date in a text and the days it spans."""

    at: int
    to: int
    first: date
    last: date


def find_period(text: str) -> Period | None:
    """The time that `text`, a question in simplified characters without 文号 and titles, limits itself to.

    A date alone is its own days: 2025年6月 is June. Of several dates the limits hold together, or a range goes from
    one to the other; two dates that are no range are no limit. None where no date is named.

    A year before 前 is left out (2025年前 ends with 2024); a month or a day is in it (2025年6月前 ends with June), and
    so is the year itself with 底 (2025年底前), as tasks are printed.
    """
    dates = list(_dates(text))
    ranges = [(one, other) for one, other in zip(dates, dates[1:], strict=False) if _is_range(text, one, other)]
    if ranges:
        one, other = ranges[0]
        return Period(start=one.first, end=other.last)
    periods = [_limit(text, one) for one in dates]
    if not periods or (len(periods) > 1 and not all(period.start is None or period.end is None for period in periods)):
        return periods[0] if len(set(periods)) == 1 else None
    starts = [period.start for period in periods if period.start is not None]
    ends = [period.end for period in periods if period.end is not None]
    return Period(start=max(starts, default=None), end=min(ends, default=None))


def _is_range(text: str, one: _Dated, other: _Dated) -> bool:
    gap = text[one.to : other.at]
    if not _TO.fullmatch(gap):
        return False
    return gap.strip() not in ("and", "和") or _BETWEEN.search(text[: one.at]) is not None


def _limit(text: str, one: _Dated) -> Period:
    """The period that one date sets with the words around it."""
    before, after = text[: one.at], text[one.to :]
    earlier = _BEFORE.search(before)
    if earlier is not None:
        return Period(end=one.last if earlier["end"] else one.first - timedelta(days=1))
    through = _THROUGH.match(after)
    if through is not None:
        whole_year = one.first.month == 1 and one.last.month == 12 and not re.search("[底末及止]", through[0])
        return Period(end=one.first - timedelta(days=1) if whole_year else one.last)
    if _FROM.match(after) or _SINCE.search(before):
        return Period(start=one.first)
    if _AFTER.match(after) or _LATER.search(before):
        return Period(start=one.last + timedelta(days=1))
    return Period(end=one.last) if _UNTIL.search(before) else Period(start=one.first, end=one.last)


def _dates(text: str) -> Iterator[_Dated]:
    pattern = _CHINESE if re.search(r"[\u4e00-\u9fff]", text) else _ENGLISH
    for match in pattern.finditer(text):
        found = match.groupdict()
        quarter = found["quarter"] or found.get("ordinal")
        months = _months(found["month"] or found.get("only"), found.get("to"), found["half"], quarter)
        year, day = int(found["year"]), found["day"]
        last_day = calendar.monthrange(year, months[1])[1]
        start = date(year, months[0], min(int(day), last_day) if day else 1)
        end = date(year, months[1], start.day if day else last_day)
        yield _Dated(at=match.start(), to=match.end(), first=start, last=end)


def _months(month: str | None, to: str | None, half: str | None, quarter: str | None) -> tuple[int, int]:
    """First and last month that a part of a year spans."""
    if month is not None:
        number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
        return number, max(number, int(to)) if to else number
    if half is not None:
        return (1, 6) if _ORDINALS[half.lower()] == 1 else (7, 12)
    if quarter is not None:
        number = _ORDINALS.get(quarter.lower()) or int(quarter)
        return 3 * number - 2, 3 * number
    return 1, 12
