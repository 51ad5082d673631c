"""From when to when a notice holds, and what it abolishes, as its own sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rag.domain import Extension, Reference
from rag.parse.cited import CITED, NEXT, read_listed, reference_of, said_of
from rag.parse.days import COUNT, DAY, later, with_digits
from rag.parse.extended import read_extensions
from rag.parse.history import History
from rag.parse.lasting import SENTENCE, own_sentences, read_until
from rag.parse.roles import is_history, read_date, read_symbol
from rag.text import squeeze

# 本办法自2020年1月1日起施行 / 自公布之日起30日后施行 / 于2024年4月1日起实施; not 自2020年1月1日起发放
_IN_FORCE = re.compile(
    rf"(?:自|从|于|由)(?:(?P<day>{DAY})|(?P<publication>(?:公布|发布|印发|颁布|下发|发文|通过|签发)之?日))(?:零时|0时|24时)?(?:起|开始|后)?"
    rf"(?:满?(?P<after>{COUNT})(?P<unit>日|天|个月|年)后?)?(?:起|后)?(?:正式)?(?:施行|实施|执行|生效|试行)"
)
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


def read_terms(
    text: str, title: str, *, issued: date | None, printed: date | None, history: History | None = None
) -> Terms:
    """The terms in the `text` of a notice.

    Args:
        text: All of it, a paragraph a line.
        title: Its title.
        issued: The day that 自公布之日起 counts from.
        printed: The day that 自印发之日起 counts from; `issued` where it is not known.
        history: Of a regulation: what it says of its present wording comes before the article written for the first.
    """
    lines = [with_digits(squeeze(line)) for line in text.split("\n")]
    bodies = [line for line in lines if not is_history(line)]
    own = list(own_sentences(bodies))
    cover = [one for line in bodies[:_COVER] for one in SENTENCE.findall(line)]
    days = {"印发": printed or issued, "发文": printed or issued, "下发": printed or issued}
    stated = _effective(own, issued, days) or _effective(cover, issued, days)
    told = None if history is None else history.in_force
    effective = max(stated, told) if stated and told else stated or told
    return Terms(
        effective=effective,
        valid_until=read_until(own, effective or issued),
        trial=_on_trial(title) or any("起试行" in sentence for sentence in own),
        repeals=tuple(dict.fromkeys((*_repeals(bodies, title), *read_listed(text, title)))),
        extends=tuple(dict.fromkeys(read_extensions(bodies, title, start=printed or issued))),
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
            return later(start, match["after"], match["unit"]) if match["after"] else start
    return None


def _repeals(lines: Sequence[str], title: str) -> Iterator[Reference]:
    for line in lines:
        if "废止" in line or "失效" in line or "停止执行" in line:
            for sentence in re.findall(r"[^。\n]+", line):
                yield from _repealed_in(sentence, deciding="废止" in title)


def _repealed_in(sentence: str, *, deciding: bool) -> Iterator[Reference]:
    """The notices that one sentence abolishes."""
    yield from (reference_of(title) for title, _ in said_of(sentence, _ABOLISHED))
    if deciding:
        for start in _ABOLISHING.finditer(sentence):
            at = start.end()
            for one in CITED.finditer(sentence):
                if one.start() >= at and (one.start() == at or NEXT.fullmatch(sentence, at, one.start())):
                    yield reference_of(one)
                    at = one.end()
    yield from (Reference(symbol=read_symbol(match["symbol"])) for match in _BARE.finditer(sentence))
