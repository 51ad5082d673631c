"""Which notices a question is put to: those of an issuer, a rank, a year, a place, those in force, or those named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast, get_args

from rag.domain import Notice, Tier, Validity
from rag.errors import QuestionError
from rag.mentions import find_notice
from rag.regions import Region, find_region, is_within
from rag.retrieve.issuing import Office
from rag.saying import home_of
from rag.text import fold, simplify, squeeze
from rag.validity import extensions, repealers, validity

LEVELS = tuple(tier for tier in get_args(Tier) if tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a notice must be; what is empty or None lets all through."""

    issuer: str = ""
    """Words of the name of one of its issuers, or another name of that office: 住建局 for 住房和城乡建设委员会."""
    level: Tier = ""
    year: int | None = None
    """Of its 成文日期, else of its 印发日期, else of its 文号."""
    region: str = ""
    """Name of the place whose body issued it, or that this place lies in; where the gazetteer lacks it, as printed."""
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
        QuestionError: the rank is none.
    """
    if level and level not in LEVELS:
        raise QuestionError(f"层级 {level!r} 不认识。", hint=f"可用：{'、'.join(LEVELS)}。")
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
        QuestionError: neither the gazetteer nor an issuer of `notices` has the place.
    """
    named = {find_notice(reference, notices).id for reference in filters.notices}
    there = _of_place(filters.region, notices) if filters.region else frozenset[str]()
    issuer = Office.named(filters.issuer)
    return frozenset(
        notice.id
        for notice in notices
        if (not named or notice.id in named)
        and (not filters.level or _is_of_rank(notice, filters.level))
        and (filters.year is None or year_of(notice) == filters.year)
        and (not filters.region or notice.id in there)
        and (not filters.issuer or any(map(issuer.is_in, (*notice.issuers, notice.issuer))))
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


def _of_place(name: str, notices: Sequence[Notice]) -> frozenset[str]:
    """Ids of the notices that the place called `name`, or one in it, issued.

    Raises:
        QuestionError: no place is called so.
    """
    place = find_region(name.strip()) or find_region(simplify(name.strip()))
    wanted = _RANK.sub("", squeeze(fold(name)))
    found = frozenset(
        notice.id
        for notice in notices
        if (place is not None and _lies_in(notice, place))
        or (wanted and not notice.region and _RANK.sub("", home_of(notice)) == wanted)
    )
    if place is None and not found:
        raise QuestionError(f"地区 {name!r} 不认识。", hint="请写省、市或区县的名称，如：杭州、浙江省。")
    return found


# 云州市 and 云州 are one place; not 通州区's 州
_RANK = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:自治[区州县旗]|[省市县区州盟旗])$")


def _lies_in(notice: Notice, place: Region) -> bool:
    region = find_region(notice.region) if notice.region else None
    return region is not None and is_within(region, place)
