"""Which notices alone a question wants to be answered from: 省级文件里, 现行有效的通知中."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.domain import Tier
from rag.text import Span

_ANY: Tier = ""
_RANKS: tuple[Tier, ...] = ("国家", "省", "市", "县")
_WITHIN = r"\b(?:in|from|among|of|within|under)\s+(?:the\s+|all\s+)*"
_PAPERS = r"(?:notices|documents|regulations|circulars)"
_DOCUMENTS = r"(?:政策文件|规范性文件|文件|通知|公文|法规|规章)"
# 里, 中, 有哪些, or the end: the documents are what is searched; not 文件要求, 通知书
_SEARCHED = r"(?=里|当中|之?中(?![央心小])|内(?!容)|有哪些|有几|有多少|都?有什么|是怎么|怎么|[，。？?]|$)"
# 省级文件里, 国家层面的通知中, 市一级印发的文件有哪些; not 省级试点, 江苏省的文件里, 各市的文件
_OF_LEVEL = re.compile(
    r"(?<![^在从按照查看有的了下，。、；：！？\s])"
    r"(?:(?P<国家>国家|中央|部委|国务院)|(?P<省>省|自治区)|(?P<市>市)|(?P<县>[区县]))(?:层面|一?级|里|本级)?"
    rf"(?:自己)?(?:出台|印发|制定|发布|下发|发|出)?的?{_DOCUMENTS}{_SEARCHED}"
)
# 现行有效的文件里, 还有效的通知中, 没有废止的规章有哪些; not 有效期
_IN_FORCE = re.compile(
    r"(?:现行(?:有效)?|[仍还](?:然|在)?(?:有效|执行|施行|生效)|(?:没有?|[未尚]+)(?:被)?(?:废止|失效))的?"
    rf"(?:[国省市区县]家?(?:层面|级)的?)?{_DOCUMENTS}{_SEARCHED}"
)
# in the provincial documents, among national notices; not "which provincial policies"
_OF_LEVEL_EN = re.compile(
    rf"{_WITHIN}(?P<said>(?:(?P<国家>national|central|ministry|ministerial)|(?P<省>provincial)|(?P<市>municipal|city)"
    rf"|(?P<县>county|district))(?:[- ]level)?\s+{_PAPERS})\b",
    re.I,
)
# in the notices still in force, among documents that are currently in force, in the valid regulations
_IN_FORCE_EN = re.compile(
    rf"{_WITHIN}(?P<said>(?:(?:currently |still )?valid\s+{_PAPERS}"
    rf"|{_PAPERS}\s+(?:(?:that|which)\s+are\s+)?(?:still\s+|currently\s+)?(?:in force|in effect|valid)))\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """What a notice must be to be searched, and where the question says so."""

    level: Tier = ""
    in_force: bool = False
    said: str = ""
    """The words that say so."""
    spans: tuple[Span, ...] = ()


def read_among(text: str) -> Among:
    """The rank and the standing of the notices that `text` wants to be answered from; neither where it names none."""
    level = next((found for one in (_OF_LEVEL, _OF_LEVEL_EN) if (found := one.search(text)) is not None), None)
    force = next((found for one in (_IN_FORCE, _IN_FORCE_EN) if (found := one.search(text)) is not None), None)
    ranks: list[Tier] = [rank for rank in _RANKS if level is not None and level[rank]]
    said = tuple(found for found in (level, force) if found is not None)
    return Among(
        level=ranks[0] if ranks else _ANY,
        in_force=force is not None,
        said=" ".join(found.groupdict().get("said") or found.group() for found in said),
        spans=tuple(found.span() for found in said),
    )
