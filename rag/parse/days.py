"""Days and terms as the genre prints them: 2024年5月1日, and the day that 三年 or 30日 later is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rag.numerals import read_numeral
from rag.validity import months_later

DAY = r"(?:\d{4}|[〇零一二三四五六七八九○]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
"""A day, blanks taken out."""
COUNT = r"[\d一二三四五六七八九十两]{1,3}"
"""How many days, months or years."""

# the l of 10月l日 and the O of 2O24年, typed for the digit that it looks like; not that of 12Ol or 月O型
_TYPED = re.compile(r"(?<=[\d年月])[lIOo](?=\d?[\d年月日])")


def with_digits(line: str) -> str:
    """`line`, blanks taken out, with the digits of its days where letters were typed for them."""
    return _TYPED.sub(lambda letter: "1" if letter[0] in "lI" else "0", line)


def months_of(count: str, unit: str) -> int:
    """The months in a printed term: 36 for 三年, 6 for 6个月."""
    return (read_numeral(count) or 0) * (1 if unit == "个月" else 12)


def later(start: date, count: str, unit: str) -> date:
    """The day `count` days (日, 天), months (个月) or years after `start`."""
    if unit in ("日", "天"):
        return start + timedelta(days=read_numeral(count) or 0)
    return months_later(start, months_of(count, unit))
