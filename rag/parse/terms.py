"""From when to when a notice holds, and what it abolishes, as its own sentences say."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rag.domain import Extension, Reference
from rag.numerals import read_numeral
from rag.parse.cited import CITED, DAY, NEXT, read_extensions, read_listed, reference_of
from rag.parse.roles import is_history, read_date, read_symbol
from rag.text import squeeze

_COUNT = r"[\d一二三四五六七八九十两]{1,3}"
# 本办法自2020年1月1日起施行 / 自公布之日起30日后施行 / 于2024年4月1日起实施; not 自2020年1月1日起发放
_IN_FORCE = re.compile(
    rf"(?:自|从|于|由)(?:(?P<day>{DAY})|(?P<publication>(?:公布|发布|印发|颁布|下发|发文|通过|签发)之?日))(?:起|开始|后)?"
    rf"(?:满?(?P<after>{_COUNT})(?P<unit>日|天|个月|年)后?)?(?:起|后)?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
# 有效期至2027年12月31日 / 有效期自…起至…止 / 有效期5年 / 有效期限为三年 / 试行一年 / 施行期限两年
_UNTIL_DAY = re.compile(rf"(?:有效期(?:限)?[^。；]{{0,40}}?|施行|实施|执行|试行[^。；]{{0,6}}?)[，,]?至(?P<day>{DAY})")
_TERM = re.compile(
    rf"(?:有效期(?:限)?|试行期(?:限)?|施行期(?:限)?|实施期(?:限)?|试行)(?:为|是|定为|暂定|共|：|:)?(?:自[^。；，]{{0,20}}起)?(?P<count>{_COUNT})(?P<unit>年|个月)(?![以之]?前)"
)
_GENRES = (
    r"办法|规定|条例|细则|通知|意见|方案|决定|措施|规则|政策|计划|规划|规范|标准|指引|指南|目录|清单|公告|通告|制度|文件|法|解释"
    r"|准则|规程|预案|章程|通则"
)
# 本办法自…, 本通知有效期…; not 依照本办法取得的许可证
_OWN = re.compile(
    rf"(?:本|此)(?:[^，。的]{{0,6}}?)(?:{_GENRES})(?=自|从|于|由|经|，|,|的?有效|的?试行|的?施行|的?实施)"
)
_BEGINS = re.compile(r"起(?:正式)?(?:施行|实施|执行|生效|试行)|之日起")
# what may stand before 有效期 where it is the notice's own: a pause, or 本办法; not 许可证有效期
_ITS_OWN = re.compile(rf"(?:^|[，,、（(])(?:并|(?:本|此)[^，。]{{0,6}}?(?:{_GENRES})的?)?$")
_SENTENCE = re.compile(r"[^。；;\n]+")
# what stands between a cited title and 废止: nothing but the time and the manner
_ABOLISHED = re.compile(
    r"[，,\s]*(?:等(?:[\d一二三四五六七八九十]+[件部个项])?(?:文件|规定|办法|法规|规章|地方性法规)?)?[，,]?(?:自[^，。《》]{0,24}(?:日|时)起)?[，,]?(?:即|均|已|也|应|一并|同时|宣布|相应|自行|即行|即日起|予以|一律|全部|随之|停止执行并|不再执行，?)*"
    r"(?:废止|失效|停止执行)"
)
# 废止《甲》 in a decision; not 关于废止《甲》的决定
_ABOLISHING = re.compile(r"(?<!关于)(?<!修改和)(?:予以)?废止(?:下列[^《]{0,20}[：:])?(?=《)")
_BARE = re.compile(
    r"(?:原)?(?P<symbol>[\u4e00-\u9fff]{2,12}[〔\[（(]\d{4}[〕\]）)]第?\d{1,5}号)(?:文件?)?[，,]?(?:同时|即行|相应|予以|一并)+(?:废止|停止执行)"
)
_COVER = 12
"""Lines from the start in which an order says of the regulation it promulgates when it comes into force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a notice says of its own validity."""

    effective: date | None
    valid_until: date | None
    trial: bool
    repeals: tuple[Reference, ...]
    extends: tuple[Extension, ...]


def read_terms(text: str, title: str, *, issued: date | None, printed: date | None) -> Terms:
    """The terms in the `text` of a notice.

    Args:
        text: All of it, a paragraph a line.
        title: Its title.
        issued: The day that 自公布之日起 counts from.
        printed: The day that 自印发之日起 counts from; `issued` where it is not known.
    """
    lines = [squeeze(line) for line in text.split("\n")]
    bodies = [line for line in lines if not is_history(line)]
    own = [one for line in bodies for one in _SENTENCE.findall(line) if _OWN.search(one)]
    cover = [one for line in bodies[:_COVER] for one in _SENTENCE.findall(line)]
    days = {"印发": printed or issued, "发文": printed or issued, "下发": printed or issued}
    effective = _effective(own, issued, days) or _effective(cover, issued, days) or _from_history(lines)
    return Terms(
        effective=effective,
        valid_until=_valid_until(own, effective or issued),
        trial=_on_trial(title) or any("起试行" in sentence for sentence in own),
        repeals=tuple(dict.fromkeys((*_repeals(bodies, title), *read_listed(text, title)))),
        extends=tuple(dict.fromkeys(read_extensions(bodies))),
    )


def _on_trial(title: str) -> bool:
    """``（试行）``, 暂行办法, 试行意见; not 关于试行社会保险基金预算的意见."""
    return (
        re.search(
            r"[（(〔](?:试行|暂行)[）)〕]|(?:试行|暂行)(?:办法|规定|条例|意见|方案|细则|标准|规则|规范|准则|规程|制度|通则)",
            title,
        )
        is not None
    )


def _effective(sentences: Sequence[str], issued: date | None, days: Mapping[str, date | None]) -> date | None:
    """The day of the last sentence that states one: the closing article rather than a stray mention."""
    for sentence in reversed(sentences):
        for match in _IN_FORCE.finditer(sentence):
            start = read_date(match["day"]) if match["day"] else days.get(match["publication"][:2], issued)
            if start is None:
                continue
            return _later(start, match["after"], match["unit"]) if match["after"] else start
    return None


def _from_history(lines: Sequence[str]) -> date | None:
    """``2004年7月1日 施行`` among the lines of a regulation's history."""
    days = [
        read_date(line)
        for line in lines
        if is_history(line) and re.fullmatch(r"[（(]?\S{8,14}日(?:施行|实施)[）)]?", line)
    ]
    return next((day for day in reversed(days) if day is not None), None)


def _valid_until(sentences: Sequence[str], start: date | None) -> date | None:
    """The last day of the term that a sentence gives the notice itself."""
    for sentence in sentences:
        for match in (*_UNTIL_DAY.finditer(sentence), *_TERM.finditer(sentence)):
            before = sentence[: match.start()]
            if _ITS_OWN.search(before) is None and _BEGINS.search(before) is None:
                continue
            if "day" in match.groupdict():
                return read_date(match["day"])
            if start is not None:
                return _later(start, match["count"], match["unit"]) - timedelta(days=1)
    return None


def _later(start: date, count: str, unit: str) -> date:
    """The day `count` days, months or years after `start`; the last of a month where that month is shorter."""
    number = read_numeral(count) or 0
    if unit in ("日", "天"):
        return start + timedelta(days=number)
    months = start.month - 1 + (number if unit == "个月" else 12 * number)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _repeals(lines: Sequence[str], title: str) -> Iterator[Reference]:
    for line in lines:
        if "废止" in line or "失效" in line or "停止执行" in line:
            for sentence in re.findall(r"[^。\n]+", line):
                yield from _repealed_in(sentence, deciding="废止" in title)


def _repealed_in(sentence: str, *, deciding: bool) -> Iterator[Reference]:
    """The notices that one sentence abolishes; read from the last title before 废止 back to the first of its list."""
    cited = list(CITED.finditer(sentence))
    taken = False
    for number in range(len(cited) - 1, -1, -1):
        end = cited[number].end()
        following = cited[number + 1].start() if number + 1 < len(cited) else None
        if _ABOLISHED.match(sentence, end):
            taken = True
        elif taken and (following is None or NEXT.fullmatch(sentence, end, following) is None):
            taken = False
        if taken:
            yield reference_of(cited[number])
    if deciding:
        for start in _ABOLISHING.finditer(sentence):
            at = start.end()
            for one in cited:
                if one.start() >= at and (one.start() == at or NEXT.fullmatch(sentence, at, one.start())):
                    yield reference_of(one)
                    at = one.end()
    yield from (Reference(symbol=read_symbol(match["symbol"])) for match in _BARE.finditer(sentence))
