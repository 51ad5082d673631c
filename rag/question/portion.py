"""The first or last units of a list that a question asks for: 前三条, 最后一项, the first two tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.numerals import CHINESE, english_number, read_numeral

# 前三条, 最后一条, 头两项, 倒数第二条, 最后阶段; not 以前三项, 2025年前3项, 前后两批
_CHINESE = re.compile(
    rf"(?:(?P<nth>倒数第)|(?P<last>最后面?的?|末尾|后(?=[{CHINESE}\d]))|(?<![以之年月日底目])(?P<first>最前面?的?|前面?|头|开头))"
    rf"\s*(?:(?P<number>[{CHINESE}]+|\d{{1,2}})\s*个?(?P<unit>条(?![款例])|项|点|章|部分|任务|行|阶段)|个?(?P<stage>阶段))"
)
# 第二阶段, 第三个阶段, the second stage
_STAGE = re.compile(
    rf"第\s*(?P<number>[{CHINESE}]+|\d{{1,2}})\s*个?阶段|\b(?P<english>first|second|third|fourth|fifth)\s+(?:stage|phase)\b",
    re.I,
)
# the first three articles, the last item, the final two tasks
_ENGLISH = re.compile(
    r"\bthe\s+(?:(?P<first>first)|(?P<last>last|final))\s+(?:(?P<number>\w+)\s+)?"
    r"(?P<unit>item|article|task|row|section|chapter|point|measure|stage|phase)s?\b",
    re.I,
)
_UNITS = {"article": "条", "section": "部分", "chapter": "章", "stage": "阶段", "phase": "阶段"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A run of units at an end of a list."""

    start: int
    stop: int | None
    """As of a Python slice: 前三条 is 0 to 3, 最后一条 -1 to None, 倒数第二条 -2 to -1."""
    unit: str
    """条, 章, 部分, 阶段, or 项 for any other."""


def find_portion(question: str) -> Portion | None:
    """The units at an end of a list that `question` asks for, or None."""
    stage = _STAGE.search(question)
    if stage is not None:
        nth = english_number(stage["english"]) if stage["english"] else read_numeral(stage["number"])
        return Portion(start=nth - 1, stop=nth, unit="阶段") if nth else None
    chinese = _CHINESE.search(question)
    if chinese is not None:
        number = read_numeral(chinese["number"]) if chinese["number"] else 1
        unit = chinese["stage"] or (chinese["unit"] if chinese["unit"] in ("条", "章", "部分", "阶段") else "项")
        return _portion(number, unit, first=chinese["first"] is not None, one=chinese["nth"] is not None)
    english = _ENGLISH.search(question)
    if english is None:
        return None
    number = english_number(english["number"]) if english["number"] else 1
    return _portion(number, _UNITS.get(english["unit"].lower(), "项"), first=english["first"] is not None, one=False)


def _portion(number: int | None, unit: str, *, first: bool, one: bool) -> Portion | None:
    if not number:
        return None
    if first:
        return Portion(start=0, stop=number, unit=unit)
    return Portion(start=-number, stop=1 - number or None if one else None, unit=unit)
