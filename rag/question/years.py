"""Years of two digits, read as the year that the notices have: 96年 is 1996年, 海拉尔13年 is 2013年."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.regions import find_regions

# 96年, 03年, 九六年; not 1996年, 二十年, 三四年, which is three or four years
_TWO_DIGITS = re.compile(
    r"(?<![\d.])(?P<digits>\d{2})\s*年|(?<![〇零一二三四五六七八九十百千两])(?P<han>[〇零一二三四五六七八九]{2})年"
)
_HAN = "〇一二三四五六七八九"
# 96年全年, 13年底, 22年3月, 14年度, 20年发布的: no length of time goes on so
_OF_A_DATE = re.compile(
    r"全年|年?[底初末]|[上下]半年|度(?!过)|\s*\d{1,2}\s*月|[一二三四]季度|[春夏秋冬]"
    r"|[^，。；？]{0,2}(?:印发|发布|公布|颁布|出台|下发|通过|修订)|的?[那这]"
)
# 满20年, 近12年, 质保15年, 每隔10年: before a length of time
_LASTS = re.compile(
    r"(?:[满超近逾约每第隔过达共需用住]|[期限]为?|长达|至少|最[多长短]|不足|以上|以下|有效|质保|保修|保用|使用|[大小]于|多于|少于|寿命)\s*$"
)
# 12年内, 15年以上, 12年一贯制, 12年期: after one
_LASTED = re.compile(
    r"[内期多来龄久间左]|以[上下内来]|之[内久]|一贯|义务|制|后[才可方能]"
    r"|的(?:老|旧|房|楼|产权|质保|租|期限|时间|寿命)"
)
# a year stands at the beginning of a clause, or after what links it
_OPENS = re.compile(r"(?:^|[，,。；;：:？?！!、（(\s]|[和与跟比到至从自在及的是把按对于])$")
_LONGEST = "50"
"""Digits from which a number that is no multiple of five is hardly a length of time: 96年."""
_ROUND = 5
"""Lengths of time are mostly multiples of it, so that such a number needs more to be a year."""


def with_centuries(text: str, has_year: Callable[[int], bool]) -> str:
    """`text` with each year of two digits in full, where the notices have that year and no length of time is meant.

    Args:
        text: A question, in simplified characters, half width.
        has_year: Whether a year stands in the notices.
    """
    if _TWO_DIGITS.search(text) is None:
        return text
    ends = [one.end for one in find_regions(text)]

    def full(found: re.Match[str]) -> str:
        digits = found["digits"] or "".join(str(_HAN.index(char)) for char in found["han"].replace("零", "〇"))
        if not _is_year(text, found, digits, ends):
            return found.group()
        year = next((year for year in (1900 + int(digits), 2000 + int(digits)) if has_year(year)), None)
        return found.group() if year is None else f"{year}年"

    return _TWO_DIGITS.sub(full, text)


def _is_year(text: str, found: re.Match[str], digits: str, ends: Sequence[int]) -> bool:
    """Whether a number before 年 is a year by what stands around it."""
    if found["han"]:
        return int(digits[1]) != int(digits[0]) + 1
    before, after = text[: found.start()], text[found.end() :]
    if _LASTS.search(before) or _LASTED.match(after):
        return False
    if _OF_A_DATE.match(after):
        return True
    odd = int(digits) % _ROUND > 0 or digits[0] == "0"
    if odd and digits >= _LONGEST:
        return True
    return found.start() in ends or (odd and _OPENS.search(before) is not None)
