"""How long a notice holds, as its own sentences say: 有效期5年, 执行期限至2027年底, 2026年4月30日失效."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rag.parse.days import COUNT, DAY, later
from rag.parse.roles import read_date

GENRES = (
    r"办法|规定|条例|细则|通知|意见|方案|决定|措施|规则|政策|计划|规划|规范|标准|指引|指南|目录|清单|公告|通告|制度|文件|法|解释"
    r"|准则|规程|预案|章程|通则"
)
"""What a notice calls itself: 本办法."""
_SUBJECT = rf"(?:(?:本|此)[^，。的]{{0,6}}?(?:{GENRES})|(?:以上|上述)(?:政策|措施|规定|办法|标准|文件))"
_OF_TERM = r"(?:有效|执行|实施|施行|试行)期(?:限)?"
# 本办法自…, 本通知有效期…, 上述措施执行至…; not 依照本办法取得的许可证
_OWN = re.compile(rf"{_SUBJECT}(?=自|从|于|由|经|，|,|的?(?:有效|试行|施行|实施|执行))")
# 有效期5年。 after 本办法自…起施行。
_GOES_ON = re.compile(_OF_TERM)
# 第九条, （二）, 三、 before a sentence
_NUMERAL = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,7}条|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．](?!\d)"
)
# 2027年12月31日 / 2025年底 / 2025年6月底 / 2026年12月
_LAST = rf"(?:(?P<day>{DAY})|(?P<year>20\d{{2}})年(?:(?P<month>\d{{1,2}})月)?(?P<end>底|末)?)"
# 有效期至2027年12月31日 / 有效期自…起至…止 / 执行期限截至2025年底 / 起施行，至… / 2026年4月30日失效
_UNTIL = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OF_TERM}[^。；]{{0,40}}?(?:截?至|截止[到至]|到){_LAST}",
        rf"(?:施行|实施|执行|试行|生效)[^。；，]{{0,6}}?[，,]?(?:截?至|截止[到至]|到){_LAST}",
        rf"{_LAST}(?:起)?(?:自动|自行)?(?:失效|废止)",
    )
)
# 有效期5年 / 有效期限为三年 / 试行一年 / 有效期自发布之日起两年; not 有效期满3年以前
_TERM = re.compile(
    rf"(?:{_OF_TERM}|试行)(?:为|是|定为|暂定为?|共|：|:)?(?:自[^。；，]{{0,20}}起)?(?:计算)?(?:为)?"
    rf"(?P<count>{COUNT})(?P<unit>年|个月)(?![以之]?前)"
)
_BEGINS = re.compile(r"起(?:正式)?(?:施行|实施|执行|生效|试行)|之日起")
# what may stand before 有效期 where it is the notice's own: a pause, or 本办法; not 许可证有效期
_ITS_OWN = re.compile(rf"(?:^|[，,、（(])(?:并|{_SUBJECT}的?)?$")
SENTENCE = re.compile(r"[^。；;\n]+")
"""A statement of a paragraph, up to 。 or ；."""


def own_sentences(lines: Sequence[str]) -> Iterator[str]:
    """The sentences of `lines`, squeezed, in which a notice speaks of its own force, without their numerals."""
    for line in lines:
        before = False
        for sentence in SENTENCE.findall(line):
            bare = _NUMERAL.sub("", sentence, count=1) if _NUMERAL.match(sentence) else sentence
            before = _OWN.search(bare) is not None or (before and _GOES_ON.match(bare) is not None)
            if before:
                yield bare


def read_until(sentences: Sequence[str], start: date | None) -> date | None:
    """The last day of the term that a notice gives itself, or None.

    Args:
        sentences: `own_sentences` of it.
        start: The day that a term in years counts from: that of its effect, else of its issue.
    """
    for sentence in sentences:
        for pattern in _UNTIL:
            for match in pattern.finditer(sentence):
                if _is_its_own(sentence[: match.start()]) and (day := _last_day(match)) is not None:
                    return day
        for match in _TERM.finditer(sentence):
            if start is not None and _is_its_own(sentence[: match.start()]):
                return later(start, match["count"], match["unit"]) - timedelta(days=1)
    return None


def _is_its_own(before: str) -> bool:
    """Whether what follows `before` in a sentence is of the notice itself: 本办法…, …起施行，…."""
    return _ITS_OWN.search(before) is not None or _BEGINS.search(before) is not None or before.endswith("起")


def _last_day(match: re.Match[str]) -> date | None:
    """The day itself; the last one of a month or a year that is named without it."""
    if match["day"]:
        return read_date(match["day"])
    if not (match["month"] or match["end"]):
        return None
    year, month = int(match["year"]), int(match["month"] or 12)
    return date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None
