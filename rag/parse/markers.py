"""Outline markers of the genre at the start of a line: 第三章, 第十二条, 一、, （一）, 1., 1.1.1, （1）, ①, a."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from rag.numerals import read_numeral

# fmt: off
Style = Literal[
    "part", "subpart", "chapter", "division", "article", "clause", "cn", "cn_paren",
    "num", "decimal", "num_paren", "half", "circle", "alpha",
]
# fmt: on
"""From the outside in; ``clause`` is a paragraph (款) of an article that no numeral is printed before."""

_CN = "一二三四五六七八九十百千零〇两"
_GENERAL: dict[str, Style] = {
    "部分": "part",
    "编": "part",
    "分编": "subpart",
    "章": "chapter",
    "节": "division",
    "条": "article",
}
DIVISIONS: tuple[Style, ...] = ("part", "subpart", "chapter", "division")
"""部分, 编, 分编, 章 and 节: units of their own, that articles run through."""
CHINESE: tuple[Style, ...] = (*DIVISIONS, "article", "clause", "cn", "cn_paren")
"""Styles that count in Chinese numerals."""

# 第三章 总则 / 第十二条 为了 / 第一条　本法; not 第三条规定的 (a reference runs on without a blank)
_GENERAL_UNIT = re.compile(rf"第\s*([{_CN}\d]+)\s*(部分|分编|[编章节条])((?:之[{_CN}]+)*)(?=[\s　:：]|$)[\s　:：]*")
# 第一条为了规范 / 第二章规划与建设, where the blank is missing; not 第三条规定的, 第三条、第四条, 第五条第二款
_UNSPACED = re.compile(
    rf"第\s*([{_CN}\d]+)\s*(部分|分编|[编章节条])((?:之[{_CN}]+)*)"
    r"(?![规确所的、，,至和或及与中第款项之～—-]|以[上下外内]|[\s　:：]|$)"
)
# 一、指导思想 / 十二. 其他; not 一是 (an enumeration in a sentence), 二、三级医院, 一、二、三产业
_CHINESE = re.compile(rf"([{_CN}]{{1,7}})\s*[、.．]\s*(?![{_CN}]{{1,3}}(?:[、级类线等季产期次者批]|年级|孩))")
# （一）加快 / (十二) 推动 / ㈠加快; not （一）至（四）项, （一）、（二）
_CHINESE_PAREN = re.compile(
    rf"(?:[（(]\s*([{_CN}]{{1,7}})\s*[）)]|([㈠-㈩]))(?!\s*[至、和或及—-]\s*[（(第])[、.．]?\s*"
)
# the 项 of （三）项为必选任务, （一）项规定的, （二）目、; not （一）项目补贴, （二）条件, （三）目的, （四）款项拨付
_CITED = re.compile(r"项(?!目)|款(?![项物式待额源])|目(?![标录的前视测])|条(?![件例款文块线形码幅目理带])")
# 1. 保定 / 3.北京 / 4.2024年全市 / 1024. 某某小区 / ⒈保定; not 1.5倍, 11.5.14.2的试验, 2024. 5. 1
_NUMBER = re.compile(
    r"(?:(\d{1,3})\s*[.．、](?:(?!\d)|(?=(?:19|20)\d{2}\s*年))|(\d{4,6})\s*[.．、](?!\s*\d)|([⒈-⒛]))\s*"
)
# 5.1 一般规定 / 5.1.2试验方法; not 1.5倍, 2.35亿元, 3.5%; the levels decide whether it follows from what came before
_DECIMAL = re.compile(
    r"((?:\d{1,2}[.．]){1,4}\d{1,3})[.．]?(?=[\s　]*[^\d\s.．%％‰倍])(?![\s　]*(?:[万亿千百]|个百分点))"
    r"(?![的元米吨年月家项度升克℃平公立厘毫名人户亩套辆座折、，,~～—-])[\s　]*"
)
# 3 术语, in a standard; not 3个月 and not 2024 年
_BARE = re.compile(r"(\d{1,2})[\s　]+(?=[\u4e00-\u9fff])(?![年月日个家项万亿元])")
# （1）研究 / (12) 研究 / ⑴研究; not （2023—2025年）
_NUMBER_PAREN = re.compile(r"(?:[（(]\s*(\d{1,6})\s*[）)]|([⑴-⒇]))(?!\s*[至、和或及—-]\s*[（(第])\s*")
# 1）研究; not 1月
_HALF_PAREN = re.compile(r"(\d{1,6})\s*[）)]\s*")
# ①研究
_CIRCLE = re.compile(r"([①-⑳㉑-㉟])\s*")
# a. 研究 / B、研究 / a)研究; not A.I. and not BIM
_ALPHA = re.compile(r"([A-Za-z])\s*[.．、)）]\s*(?=[^\sA-Za-z.])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A numeral that opens an outline unit."""

    style: Style
    number: int
    """The last of a decimal's numbers."""
    label: str
    """As paths write it, whatever was printed: ``一``, ``（一）``, ``1``, ``5.1``, ``（1）``, ``①``, ``第十二条``."""
    length: int
    """Characters it takes at the start of the line, blanks after it included."""
    loose: bool = False
    """Whether the line might as well begin a sentence: it opens a unit only as the very next number of its list."""

    @property
    def parent(self) -> str:
        """Of a decimal, the number it stands under: ``5.1`` for ``5.1.2``, ``1`` for ``1.0.3``."""
        above = self.label.split(".")[:-1]
        while len(above) > 1 and above[-1] == "0":
            above.pop()
        return ".".join(above)


def read_marker(line: str) -> Marker | None:
    """The marker that `line` opens with, or None; `line` has no blanks at its start."""
    marker = read_any_marker(line)
    return None if marker is None or marker.loose else marker


def read_any_marker(line: str) -> Marker | None:
    """As `read_marker`, with what opens a unit only where the list says so: ``5.1 一般规定``, ``第二条本条例``."""
    if not line:
        return None
    if line[0] == "第":
        return _read_general(line)
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
            digits = next(group for group in match.groups() if group)
            number = read_numeral(digits)
            if number is None:
                return None
            keeps = style in ("cn", "circle") or (style == "cn_paren" and match[1])
            printed = digits if keeps else _CN_DIGITS[number] if style == "cn_paren" else str(number)
            loose = _may_be_cited(style, number, line[match.end() :])
            return Marker(style=style, number=number, label=label.format(printed), length=match.end(), loose=loose)
    return _read_decimal(line) or _read_letter(line)


def _may_be_cited(style: Style, number: int, text: str) -> bool:
    """Whether a numeral in brackets may be a reference or a year: （三）项为必选任务, （2024）."""
    if style not in ("cn_paren", "num_paren", "half"):
        return False
    return _CITED.match(text) is not None or (number > _SURE and style != "cn_paren")


_SURE = 999
"""Largest number in brackets that is no year."""
_CN_DIGITS = "零一二三四五六七八九十"


def _read_general(line: str) -> Marker | None:
    spaced = _GENERAL_UNIT.match(line)
    match = spaced or _UNSPACED.match(line)
    number = None if match is None else read_numeral(match[1])
    if match is None or number is None:
        return None
    label = f"第{unicodedata.normalize('NFKC', match[1])}{match[2]}{match[3]}"
    return Marker(style=_GENERAL[match[2]], number=number, label=label, length=match.end(), loose=spaced is None)


def _read_decimal(line: str) -> Marker | None:
    """5.1.2 with what it stands under; a bare 5 and a blank, as standards number their chapters, is loose."""
    match = _DECIMAL.match(line)
    if match is not None:
        label = unicodedata.normalize("NFKC", match[1])
        return Marker(
            style="decimal", number=int(label.rpartition(".")[2]), label=label, length=match.end(), loose=True
        )
    bare = _BARE.match(line)
    if bare is None or len(line) > _LONGEST_BARE or line[-1] in "。；;，,：:":
        return None
    number = int(bare[1])
    return Marker(style="num", number=number, label=str(number), length=bare.end(), loose=True)


_LONGEST_BARE = 30
"""Characters that a heading after a bare number has at most."""


def _read_letter(line: str) -> Marker | None:
    letter = _ALPHA.match(line)
    if letter is None:
        return None
    number = ord(letter[1].lower()) - ord("a") + 1
    return Marker(style="alpha", number=number, label=letter[1], length=letter.end())


# 附件 / 附件1 / 附件 2：某某清单 / 附表一 / 附件1-2 / 【附件（三）】; not 附件所列
_ANNEX = re.compile(
    rf"[【\[]?附\s*([件表录图])\s*(?:[（(]\s*([\d{_CN}]{{1,3}})\s*[）)]|([\d{_CN}]{{0,3}}(?:[-—－.．]\d{{1,2}})?))\s*[】\]]?"
    r"(?:\s*([:：]|(?<=\d)[.．、](?!\d))\s*|[\s　]+|$)"
)


# 附： / 附：某某规定; not 附则
_ATTACHED = re.compile(r"附\s*[:：]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexMark:
    """The line that names an annex: ``附件``, ``附件2``, ``附件：任务清单``."""

    label: str
    length: int
    listed: bool
    """A colon and a title follow: the line may list the annexes rather than open one."""


def read_annex(line: str) -> AnnexMark | None:
    """The annex that `line` names, or None."""
    attached = _ATTACHED.match(line)
    if attached is not None and line[-1] not in "。；;，,":
        return AnnexMark(label="附", length=attached.end(), listed=attached.end() < len(line))
    match = _ANNEX.match(line)
    if match is None or (match.end() < len(line) and line[-1] in "。；;，,"):
        return None
    listed = match[4] is not None and match.end() < len(line)
    number = unicodedata.normalize("NFKC", match[2] or match[3] or "").replace("—", "-")
    return AnnexMark(label=f"附{match[1]}{number}", length=match.end(), listed=listed)
