"""What an English answer says around the Chinese quotes: sums, days, headings, each with the print beside it."""

from __future__ import annotations

import re
from datetime import date

from rag.domain import Amount
from rag.glossary import find_concepts

# 元, 元/平方米: yuan of the country, and what they are per; not 美元
_YUAN = re.compile(r"元(?:/(?P<per>.+))?")
_PER = {
    "平方米": "m²",
    "㎡": "m²",
    "立方米": "m³",
    "公里": "km",
    "千瓦时": "kWh",
    "人": "person",
    "年": "year",
    "月": "month",
    "天": "day",
    "日": "day",
    "台": "unit",
    "套": "unit",
    "个": "item",
    "项": "item",
    "户": "household",
    "吨": "tonne",
    "次": "time",
    "件": "item",
    "辆": "vehicle",
    "亩": "mu",
}
# 给予, 的, 和, 、: words of a heading that need no word of their own
_LINKS = re.compile(r"给予|[、，和与及的]|\s")


def english_amount(amount: Amount) -> str:
    """``CNY 100,000 (10万元)``, ``CNY 3 per m² (3元/平方米)``; anything but yuan as printed."""
    unit = _YUAN.fullmatch(amount.unit)
    if unit is None or (unit["per"] and unit["per"] not in _PER):
        return amount.text
    per = f" per {_PER[unit['per']]}" if unit["per"] else ""
    return f"CNY {amount.value.normalize():,f}{per} ({amount.text})"


def english_day(day: date, printed: str) -> str:
    """``17 July 2025 (2025年7月17日)``."""
    return f"{day.day} {day:%B %Y} ({printed})"


def english_heading(heading: str) -> str:
    """``financial subsidy (给予资金奖补)`` where the glossary has every word of a heading; else the heading itself."""
    mentions = find_concepts(heading)
    rest = list(heading)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    if not mentions or _LINKS.sub("", "".join(rest)):
        return heading
    return f"{', '.join(mention.concept.en[0] for mention in mentions)} ({heading})"
