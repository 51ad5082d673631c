"""The longer terms that a notice gives to others: 《甲》（文号）有效期延长至…, 《甲》有效期延长三年."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rag.domain import Extension, Reference
from rag.parse.cited import CITED, reference_of, said_of
from rag.parse.days import COUNT, DAY, later, months_of
from rag.parse.roles import read_date

# 至2028年5月31日 / 三年 / 36个月; not the year of 2028年5月31日, nor 年度
_TO = rf"(?:至(?P<day>{DAY})|(?<![\d一二三四五六七八九十〇零])(?P<count>{COUNT})(?P<unit>年(?!度)|个月))"
_LONGER = (
    r"继续(?:有效|执行|施行|实施)[^《》。；]{0,24}?"
    r"|的?(?:有效|施行|试行|实施|执行)期限?[^《》。；]{0,12}?(?:延长|延续|顺延|延期)[^《》。；]{0,12}?"
    r"|(?:延长|延续|延期)(?:执行|实施|施行|试行)?(?:的?有效期限?)?"
)
# 《甲》…有效期延长至2028年5月31日 / 继续有效，有效期至… / 延长执行三年; not 《甲》有效期至…, nor 《甲》，项目延长至…
_EXTENDED = re.compile(
    rf"(?:的?(?:有效期限?)?(?:届满|到期)后?|等[^，。《》]{{0,8}})?[，,]?(?:自[^，。《》]{{0,14}}起)?[，,]?(?:予以|将|可)?"
    rf"(?:{_LONGER}){_TO}"
)
# 该办法有效期延长三年, 将有效期延长至…: of the notice that the title cites
_OF_TITLE = re.compile(
    rf"(?:^|[，,])(?:现|决定)?将?(?:(?:该|此|上述)[\u4e00-\u9fff]{{2,6}}?)?的?有效期限?[^《》。；]{{0,12}}?(?:延长|延续|顺延|延期){_TO}"
)
_DAY = re.compile(DAY)


def read_extensions(lines: Sequence[str], title: str, *, start: date | None) -> Iterator[Extension]:
    """The longer terms that `lines`, squeezed, give to notices they cite.

    Args:
        lines: The paragraphs.
        title: Of the notice: 关于延长《甲》有效期的通知 says which one 该办法 is.
        start: The day that 自本通知印发之日起 counts from, or None where none is known.
    """
    titled = list(CITED.finditer(title)) if "延" in title else []
    for line in lines:
        if "延" not in line and "继续" not in line:
            continue
        for sentence in re.findall(r"[^。\n]+", line):
            if "《" in sentence:
                yield from _extended_in(sentence, start)
            elif len(titled) == 1 and (found := _OF_TITLE.search(sentence)):
                yield _extension(reference_of(titled[0]), found, None)


def _extended_in(sentence: str, start: date | None) -> Iterator[Extension]:
    for title, longer in said_of(sentence, _EXTENDED):
        yield _extension(reference_of(title), longer, _begins(longer, start))


def _begins(match: re.Match[str], start: date | None) -> date | None:
    """The day from which a longer term counts, where the sentence says: 自2024年6月1日起延长三年."""
    said = re.search(r"自([^，。]{2,14}?)起", match[0])
    if said is None:
        return None
    day = _DAY.search(said[1])
    return read_date(day[0]) if day else start


def _extension(notice: Reference, match: re.Match[str], begins: date | None) -> Extension:
    if match["day"]:
        return Extension(notice=notice, until=read_date(match["day"]))
    if begins is not None:
        return Extension(notice=notice, until=later(begins, match["count"], match["unit"]) - timedelta(days=1))
    return Extension(notice=notice, months=months_of(match["count"], match["unit"]))
