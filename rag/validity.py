"""How a notice stands on a day: in force, on trial, not yet in force, past its term, or repealed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rag.domain import Notice, Reference, Validity
from rag.text import fold, squeeze

# the （试行） and （2018年修正） that a title carries or leaves out when it is cited; not （第二批）
_EDITION = re.compile(r"[(（][^()（）]{0,12}(?:试行|暂行|草案|修正|修订|修正本)[^()（）]{0,6}[)）]$")
# the year of a 文号 as it is typed: [2019] （2019）; not （2018年修正）
_YEAR = re.compile(r"[\[(（【［]((?:19|20)\d{2})[\])）】］](?=\s*第?\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repealer:
    """The notice that repeals another, and from which day on."""

    id: str
    since: date | None
    """None where it prints neither its day of effect nor its day of issue."""


def repealers(notices: Sequence[Notice]) -> Mapping[str, Repealer]:
    """For the id of each notice that another one of `notices` repeals: by which, the earliest first."""
    by_symbol, by_title = _names(notices)
    found: dict[str, Repealer] = {}
    for notice in notices:
        since = notice.effective or notice.issued or notice.printed
        for repealed in {id_ for one in notice.repeals for id_ in _cited(notice, one, by_symbol, by_title)}:
            before = found.get(repealed)
            if before is None or (since is not None and (before.since is None or since < before.since)):
                found[repealed] = Repealer(id=notice.id, since=since)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """The longest term that another notice gives one."""

    id: str
    """Of the other notice."""
    until: date


def extensions(notices: Sequence[Notice]) -> Mapping[str, Extended]:
    """For the id of each notice whose term another one of `notices` extends: by which, and to which day."""
    by_symbol, by_title = _names(notices)
    by_id = {notice.id: notice for notice in notices}
    found: dict[str, Extended] = {}
    for notice in notices:
        for one in notice.extends:
            for id_ in _cited(notice, one.notice, by_symbol, by_title):
                until = one.until or _longer(by_id[id_], notice, one.months)
                if until is not None and (id_ not in found or found[id_].until < until):
                    found[id_] = Extended(id=notice.id, until=until)
    return found


def _longer(notice: Notice, by: Notice, months: int) -> date | None:
    """The last day of `notice` where `by` makes its term longer; from `by` on where it states no term itself."""
    if notice.valid_until is not None:
        return months_later(notice.valid_until + timedelta(days=1), months) - timedelta(days=1)
    start = by.effective or by.issued or by.printed
    return None if start is None else months_later(start, months) - timedelta(days=1)


def months_later(start: date, months: int) -> date:
    """The day `months` after `start`; the last of a month where that month is shorter."""
    whole = start.month - 1 + months
    year, month = start.year + whole // 12, whole % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def repealing(notices: Sequence[Notice], symbol_or_title: str) -> Repealer | None:
    """The first of `notices` that repeals what is so called, which need not be one of them; None where none does.

    Args:
        notices: All notices.
        symbol_or_title: A 文号, or a title with or without 《》, its （试行） written or left out.
    """
    bare = symbol_or_title.strip().removeprefix("《").removesuffix("》")
    wanted = _plain(_YEAR.sub(r"〔\1〕", bare))
    found = [
        Repealer(id=notice.id, since=notice.effective or notice.issued or notice.printed)
        for notice in notices
        if any(wanted in (_plain(one.symbol), _plain(one.title)) for one in notice.repeals if wanted)
        and wanted not in (_plain(notice.symbol), _plain(notice.title))
    ]
    return min(found, key=lambda one: one.since or date.max, default=None)


def _names(notices: Sequence[Notice]) -> tuple[Mapping[str, Sequence[Notice]], Mapping[str, Sequence[Notice]]]:
    """The notices by their 文号, and by their titles."""
    by_symbol: dict[str, list[Notice]] = {}
    by_title: dict[str, list[Notice]] = {}
    for notice in notices:
        by_title.setdefault(_plain(notice.title), []).append(notice)
        if notice.symbol:
            by_symbol.setdefault(_plain(notice.symbol), []).append(notice)
    return by_symbol, by_title


def _cited(
    notice: Notice,
    reference: Reference,
    by_symbol: Mapping[str, Sequence[Notice]],
    by_title: Mapping[str, Sequence[Notice]],
) -> set[str]:
    """Ids of the notices that `notice` cites so; never itself, and none of that title that is younger than it."""
    numbered = by_symbol.get(_plain(reference.symbol), ()) if reference.symbol else ()
    if numbered:
        ids = {one.id for one in _meant(numbered, reference)}
    else:
        twins = by_title.get(_plain(reference.title), ()) if reference.title else ()
        ids = {twin.id for twin in twins if _may_be(twin, reference) and not _younger(twin, notice)}
    return ids - {notice.id}


def _meant(numbered: Sequence[Notice], reference: Reference) -> Sequence[Notice]:
    """Of the notices that bear the cited 文号, those with the cited title; all where it is one, or none is cited."""
    if len(numbered) == 1 or not reference.title:
        return numbered
    wanted = _plain(reference.title)
    titled = [one for one in numbered if _plain(one.title) == wanted]
    return titled or [one for one in numbered if _plain(one.title) in wanted or wanted in _plain(one.title)]


def _may_be(notice: Notice, reference: Reference) -> bool:
    """Whether a notice of the printed title may be the one meant: a 文号 that differs tells them apart."""
    return not reference.symbol or not notice.symbol or _plain(reference.symbol) == _plain(notice.symbol)


def _younger(notice: Notice, than: Notice) -> bool:
    return notice.issued is not None and than.issued is not None and notice.issued >= than.issued


def _plain(name: str) -> str:
    return _EDITION.sub("", squeeze(fold(name)))


def validity(
    notice: Notice, on: date, *, repealer: Repealer | None = None, extended: Extended | None = None
) -> Validity:
    """How `notice` stands on the day `on`.

    Args:
        notice: The notice.
        on: The day.
        repealer: What `repealers` says of it, or None.
        extended: What `extensions` says of it, or None.
    """
    if notice.repealed:
        return Validity(standing="已废止", by="" if repealer is None else repealer.id)
    if repealer is not None and (repealer.since is None or repealer.since <= on):
        return Validity(standing="已废止", by=repealer.id)
    until, by = notice.valid_until, ""
    if extended is not None and (until is None or until < extended.until):
        until, by = extended.until, extended.id
    if until is not None and until < on:
        return Validity(standing="已失效", until=until, by=by)
    if notice.effective is not None and on < notice.effective:
        return Validity(standing="未施行", until=notice.effective)
    if until is not None:
        return Validity(standing="有效期至", until=until, by=by)
    return Validity(standing="试行" if notice.trial else "现行有效")
