"""Which notices a question is put to: those of an issuer, a rank, a year, a place, those in force, or those named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast, get_args

from rag.address import find_notice
from rag.domain import Notice, Tier, Validity
from rag.errors import QuestionError
from rag.regions import Region, find_region, is_within
from rag.text import fold
from rag.validity import extensions, repealers, validity

LEVELS = tuple(tier for tier in get_args(Tier) if tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a notice must be; what is empty or None lets all through."""

    issuer: str = ""
    """Words of the name of one of its issuers."""
    level: Tier = ""
    year: int | None = None
    """Of its 成文日期, else of its 印发日期, else of its 文号."""
    region: str = ""
    """Name of the place whose body issued it, or that this place lies in."""
    in_force: bool = False
    """Whether it must be in force."""
    notices: tuple[str, ...] = ()
    """文号, titles or parts of titles, each of one notice; it must be one of these."""


EVERYTHING = Filters()


def read_filters(
    *,
    issuer: str = "",
    level: str = "",
    year: int | None = None,
    region: str = "",
    in_force: bool = False,
    notices: Sequence[str] = (),
) -> Filters:
    """The filters, checked.

    Raises:
        QuestionError: the rank is none, or the place is not known.
    """
    if level and level not in LEVELS:
        raise QuestionError(f"层级 {level!r} 不认识。", hint=f"可用：{'、'.join(LEVELS)}。")
    if region and find_region(region) is None:
        raise QuestionError(f"地区 {region!r} 不认识。", hint="请写省、市或区县的名称，如：杭州、浙江省。")
    return Filters(
        issuer=issuer,
        level=cast(Tier, level),
        year=year,
        region=region,
        in_force=in_force,
        notices=tuple(notices),
    )


def standings(notices: Sequence[Notice], on: date) -> Mapping[str, Validity]:
    """How each of `notices` stands on a day, by its id."""
    repealed = repealers(notices)
    longer = extensions(notices)
    return {one.id: validity(one, on, repealer=repealed.get(one.id), extended=longer.get(one.id)) for one in notices}


def let_through(notices: Sequence[Notice], filters: Filters, stands: Mapping[str, Validity]) -> frozenset[str]:
    """Ids of the notices that `filters` let through.

    Args:
        notices: All notices.
        filters: What they must be.
        stands: How each stands, by its id.

    Raises:
        UnknownAddress: `filters` names a notice that is none of them, or may be several.
    """
    named = {find_notice(reference, notices).id for reference in filters.notices}
    place = find_region(filters.region) if filters.region else None
    issuer = fold(filters.issuer)
    return frozenset(
        notice.id
        for notice in notices
        if (not named or notice.id in named)
        and (not filters.level or _is_of_rank(notice, filters.level))
        and (filters.year is None or year_of(notice) == filters.year)
        and (place is None or _lies_in(notice, place))
        and (not issuer or any(issuer in fold(name) for name in (*notice.issuers, notice.issuer)))
        and (not filters.in_force or stands[notice.id].in_force)
    )


# the 2022 of 建办市函〔2022〕189号
_YEAR = re.compile(r"〔((?:19|20)\d{2})〕")


def year_of(notice: Notice) -> int | None:
    """The year in which a notice was issued, by its 成文日期, else its 印发日期, else its 文号."""
    day = notice.issued or notice.printed
    if day is not None:
        return day.year
    printed = _YEAR.search(notice.symbol)
    return int(printed[1]) if printed is not None else None


def _is_of_rank(notice: Notice, level: Tier) -> bool:
    """Whether a notice is of a rank; one of a 县级市 is also a city's."""
    if notice.level == level:
        return True
    home = find_region(notice.region) if notice.region and (notice.level, level) == ("县", "市") else None
    return home is not None and home.full.endswith("市")


def _lies_in(notice: Notice, place: Region) -> bool:
    region = find_region(notice.region) if notice.region else None
    return region is not None and is_within(region, place)
