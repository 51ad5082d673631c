"""Whose notices a question asks what they say of a place in it: 某省要求某市做什么, 省里对某市有什么支持."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from rag.domain import Notice
from rag.regions import Region, RegionMention, find_region, is_within

# 和, 、, ，: what sets two places side by side
_BESIDE = re.compile(r"[市省]?\s*(?:和|与|跟|同|、|及|以及|，|,|比|对比|\bvs\b|\band\b|\bor\b)\s*", re.I)
# 省里要求, 省上, 省厅给, 自治区对: the province above a place, by its rank alone; not 省级示范
_PROVINCE = re.compile(r"(?:全?省(?:里|上|厅|委|政府|的(?:文件|意见|通知|方案|办法))|自治区(?!级))")
# 市里要求: the city above a district
_CITY = re.compile(r"市(?:里|政府|的(?:文件|意见|通知|方案|办法))")


def issuer_above(text: str, mentions: Sequence[RegionMention], notices: Sequence[Notice]) -> Region | None:
    """The place whose notices are asked about for what they say of the other places that `text` names; None for none.

    It issued a notice of the corpus, and all of the others lie in it; it is named beside none of them, or by its rank.
    """
    homes = {notice.region for notice in notices}
    for one in mentions:
        others = [other for other in mentions if other.region != one.region]
        if one.region.name not in homes or not others:
            continue
        inside = all(is_within(other.region, one.region) for other in others)
        if inside and not any(_are_beside(text, one, other) for other in others):
            return one.region
    return _by_rank(text, mentions, notices)


def _are_beside(text: str, one: RegionMention, other: RegionMention) -> bool:
    """Whether nothing but a word that joins stands between two places."""
    return any(_BESIDE.fullmatch(text, first.end, second.start) for first, second in permutations((one, other)))


def _by_rank(text: str, mentions: Sequence[RegionMention], notices: Sequence[Notice]) -> Region | None:
    """The province or city, of those that issued a notice, that all places lie in and that `text` names by its rank."""
    for level, pattern in (("province", _PROVINCE), ("city", _CITY)):
        if not mentions or pattern.search(text) is None:
            continue
        homes = {home for notice in notices if (home := find_region(notice.region)) is not None and home.level == level}
        above = [home for home in homes if all(is_within(one.region, home) for one in mentions)]
        if len(above) == 1 and all(one.region != above[0] for one in mentions):
            return above[0]
    return None
