"""What a question leaves out: 除了深圳, 资金补贴以外, other than Shenzhen."""

from __future__ import annotations

import re

from rag.glossary import ConceptMention
from rag.regions import RegionMention

# 除了 / 除深圳、 / 不在 / apart from, right before a place; not 除尘设备, 深圳
_EXCEPT = re.compile(
    r"(?:除了?|不(?:在|含|包括|属于)|(?:apart from|except(?: for)?|other (?:\w+ )?than|besides|excluding)\s(?:the\s)?)"
    r"(?:[^，。,.]{0,12}[、和与]|\s)*$",
    re.I,
)
# 除了 right before a subject; not 拆除违法建筑, 除尘设备
_LEAVING_OUT = re.compile(
    r"(?:(?<![拆消解清免排删扣去])除了|(?:apart from|except(?: for)?|other than|besides|excluding)\s(?:the\s)?)\s*$",
    re.I,
)
# 由市长而不是副市长, led by the mayor, not a vice mayor: right before what is set against the subject; not 是不是
_SET_AGAINST = re.compile(
    r"(?:而不是|而非|并非)(?:由)?$|,\s*(?:and )?(?:not|rather than)\s(?:by )?(?:an? |the )?$", re.I
)
# 以外 / 、合肥之外, right after a place; not 以外资, 多少面积不算容积率
_EXCEPTED = re.compile(
    r"(?:[、和与及][^，。,.、和与及]{1,8}){0,9}(?:以外(?![^，。,.的还又])|之外|除外|不算(?![\u4e00-\u9fff]))"
)


def leaves_out(text: str, at: int) -> bool:
    """Whether what stands at `at` comes right after 除了, or after other things that do."""
    return _EXCEPT.search(text[:at]) is not None


def is_excluded(text: str, mention: RegionMention) -> bool:
    """除了深圳和苏州, 深圳、苏州以外: whether nothing but such words and other places stands before or after it."""
    return bool(leaves_out(text, mention.start) or _EXCEPTED.match(text, mention.end))


def is_left_out(text: str, mention: ConceptMention) -> bool:
    """除了资金补贴, 信用激励以外: whether a subject is named to be left out."""
    before, after = text[: mention.start], text[mention.end :]
    if before.endswith("除") and after.startswith("外"):
        return True
    return bool(_LEAVING_OUT.search(before) or _EXCEPTED.match(after))


def is_set_against(text: str, mention: ConceptMention) -> bool:
    """市长而不是副市长: whether a subject is named only to say that another one is meant."""
    return _SET_AGAINST.search(text[: mention.start]) is not None
