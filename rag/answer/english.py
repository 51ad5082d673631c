"""What an English answer says around the Chinese quotes: sums, days, headings, each with the print beside it."""

from __future__ import annotations

import re
from datetime import date

from rag.domain import Amount
from rag.glossary import find_concepts
from rag.text import squeeze

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
_COUNTED = {
    **dict.fromkeys(("个", "项", "家", "件", "条", "款", "名"), ""),
    **{"平方米": " m²", "立方米": " m³", "公里": " km", "亩": " mu", "吨": " tonnes", "千瓦": " kW"},
    **{
        "户": " households",
        "人": " persons",
        "人次": " attendances",
        "台": " units",
        "套": " units",
        "辆": " vehicles",
    },
    **{"年": " years", "个月": " months", "月": " months", "天": " days", "日": " days", "个工作日": " working days"},
}
"""What is counted, after its number; nothing for what only the words beside it tell: 35 of 35个."""
# 35个, 5万平方米: a bare number with its unit; not 不少于10家, 4000余人次
_BARE = re.compile(r"[\d.,]+[万亿]?[^\d余多以近约]+")
_RANKS = {"省": "provincial ", "市": "municipal ", "县": "county ", "区": "district ", "州": "prefecture "}
"""Seats of offices by the character that an office's name begins with."""
# 2024年, 2025年6月底前, 2024年12月31日前; not 每年12月底, 2024—2026年
_DUE = re.compile(
    r"(?P<year>\d{4})年(?:(?P<month>1[0-2]|0?[1-9])月)?(?:(?P<day>\d{1,2})日)?(?P<end>底)?(?P<by>之?前)?(?:完成)?"
)
_RHYTHMS = {
    **dict.fromkeys(("每年", "逐年"), "every year"),
    **dict.fromkeys(("每月", "逐月"), "every month"),
    "每季度": "every quarter",
    "每半年": "every half year",
    **dict.fromkeys(("长期", "长期坚持", "持续推进", "持续", "长期推进"), "ongoing"),
}
# 给予, 的, 和, 、: words of a heading that need no word of their own
_LINKS = re.compile(r"给予|[、，和与及的]|\s")


def english_amount(amount: Amount) -> str:
    """``CNY 100,000 (10万元)``, ``CNY 3 per m² (3元/平方米)``, ``35 (35个)``; 不少于10家 and shares as printed."""
    counted = _COUNTED.get(amount.unit)
    if counted is not None and _BARE.fullmatch(amount.text):
        name = counted.removesuffix("s") if amount.value == 1 else counted
        return f"{amount.value.normalize():,f}{name} ({amount.text})"
    unit = _YUAN.fullmatch(amount.unit)
    if unit is None or (unit["per"] and unit["per"] not in _PER):
        return amount.text
    per = f" per {_PER[unit['per']]}" if unit["per"] else ""
    return f"CNY {amount.value.normalize():,f}{per} ({amount.text})"


def english_day(day: date, printed: str) -> str:
    """``17 July 2025 (2025年7月17日)``."""
    return f"{day.day} {day:%B %Y} ({printed})"


def english_due(due: str) -> str:
    """``by the end of June 2025 (2025年6月底前)``, ``every year (每年)``; any other as printed."""
    printed = squeeze(due)
    if printed in _RHYTHMS:
        return f"{_RHYTHMS[printed]} ({due})"
    found = _DUE.fullmatch(printed)
    if found is None:
        return due
    month = f"{date(2000, int(found['month']), 1):%B} " if found["month"] else ""
    day = f"{int(found['day'])} " if found["day"] else ""
    end = "the end of " if found["end"] else ""
    by = "by " if found["by"] or found["end"] else ""
    return f"{by}{end}{day}{month}{found['year']} ({due})"


def english_body(name: str) -> str:
    """``finance bureau (财政局)``, ``municipal finance bureau (市财政局)``; an unknown one as printed."""
    for rank, bare in (("", name), (_RANKS.get(name[:1], ""), name[1:])):
        mentions = find_concepts(bare)
        if len(mentions) == 1 and mentions[0].surface == bare and mentions[0].concept.kind == "body":
            told = mentions[0].concept.en[0].removeprefix(rank)
            return f"{rank}{told.replace('bureau', 'department') if bare.endswith('厅') else told} ({name})"
    return name


def english_heading(heading: str) -> str:
    """``financial subsidy (给予资金奖补)`` where the glossary has every word of a heading; else the heading itself."""
    mentions = find_concepts(heading)
    rest = list(heading)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    if not mentions or _LINKS.sub("", "".join(rest)):
        return heading
    return f"{', '.join(mention.concept.en[0] for mention in mentions)} ({heading})"
