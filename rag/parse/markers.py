"""Outline markers of the genre at the start of a line: 第三章, 第十二条, 一、, （一）, 1., （1）, ①, a."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rag.numerals import read_numeral

Style = Literal[
    "part", "chapter", "division", "article", "cn", "cn_paren", "num", "num_paren", "half", "circle", "alpha"
]

_CN = "一二三四五六七八九十百零〇两"
_GENERAL: dict[str, Style] = {"编": "part", "章": "chapter", "节": "division", "条": "article"}
DIVISIONS: tuple[Style, ...] = ("part", "chapter", "division")
"""编, 章 and 节: units of their own, that articles run through."""

# 第三章 总则 / 第十二条 为了 / 第一条　本法; not 第三条规定的 (a reference runs on without a blank)
_ARTICLE = re.compile(rf"第\s*([{_CN}\d]+)\s*([编章节条])(之[{_CN}]+)?(?=[\s　:：]|$)[\s　:：]*")
# 一、指导思想 / 十二. 其他; not 一是 (an enumeration in a sentence)
_CHINESE = re.compile(rf"([{_CN}]{{1,4}})\s*[、.．]\s*")
# （一）加快 / (十二) 推动; not （一）至（四）项, （三）项
_CHINESE_PAREN = re.compile(
    rf"[（(]\s*([{_CN}]{{1,4}})\s*[）)](?!\s*(?:[至、和或及—-]\s*[（(第]|[项款目条]))[、.．]?\s*"
)
# 1. 保定 / 3.北京 / 4.2024年全市; not 1.5倍, 11.5.14.2的试验
_NUMBER = re.compile(r"(\d{1,3})\s*[.．、](?:(?!\d)|(?=(?:19|20)\d{2}\s*年))\s*")
# （1）研究 / (12) 研究; not （2023—2025年）
_NUMBER_PAREN = re.compile(r"[（(]\s*(\d{1,3})\s*[）)]\s*")
# 1）研究; not 1月
_HALF_PAREN = re.compile(r"(\d{1,3})\s*[）)]\s*")
# ①研究
_CIRCLE = re.compile(r"([①-⑳])\s*")
# a. 研究 / B、研究; not A.I. and not BIM
_ALPHA = re.compile(r"([A-Za-z])\s*[.．、)）]\s*(?=[^\sA-Za-z.])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A numeral that opens an outline unit."""

    style: Style
    number: int
    label: str
    """As paths write it, whatever was printed: ``一``, ``（一）``, ``1``, ``（1）``, ``①``, ``a``, ``第十二条``."""
    length: int
    """Characters it takes at the start of the line, blanks after it included."""


def read_marker(line: str) -> Marker | None:
    """The marker that `line` opens with, or None; `line` has no blanks at its start."""
    general = _ARTICLE.match(line)
    if general is not None:
        number = read_numeral(general[1])
        label = f"第{general[1]}{general[2]}{general[3] or ''}"
        if number is None:
            return None
        return Marker(style=_GENERAL[general[2]], number=number, label=label, length=general.end())
    simple: tuple[tuple[re.Pattern[str], Style, str], ...] = (
        (_CHINESE, "cn", "{}"),
        (_CHINESE_PAREN, "cn_paren", "（{}）"),
        (_NUMBER, "num", "{}"),
        (_NUMBER_PAREN, "num_paren", "（{}）"),
        (_HALF_PAREN, "half", "{}）"),
        (_CIRCLE, "circle", "{}"),
    )
    for pattern, style, label in simple:
        match = pattern.match(line)
        if match is not None:
            number = read_numeral(match[1])
            if number is None:
                return None
            printed = match[1] if style in ("cn", "cn_paren", "circle") else str(number)
            return Marker(style=style, number=number, label=label.format(printed), length=match.end())
    letter = _ALPHA.match(line)
    if letter is not None:
        number = ord(letter[1].lower()) - ord("a") + 1
        return Marker(style="alpha", number=number, label=letter[1], length=letter.end())
    return None


# 附件 / 附件1 / 附件 2：某某清单 / 附表一; not 附件所列
_ANNEX = re.compile(rf"附\s*([件表录])\s*([\d{_CN}]{{0,3}})\s*(?:([:：])\s*|[\s　]+|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexMark:
    """The line that names an annex: ``附件``, ``附件2``, ``附件：任务清单``."""

    label: str
    length: int
    listed: bool
    """A colon and a title follow: the line may list the annexes rather than open one."""


def read_annex(line: str) -> AnnexMark | None:
    """The annex that `line` names, or None."""
    match = _ANNEX.match(line)
    if match is None:
        return None
    listed = match[3] is not None and match.end() < len(line)
    return AnnexMark(label=f"附{match[1]}{match[2]}", length=match.end(), listed=listed)
