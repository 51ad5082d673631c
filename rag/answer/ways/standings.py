"""Which notices of the corpus are still in force, and which have expired or been repealed, by how each stands today."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.answer.selection import Selection
from rag.answer.ways.head import select_notices
from rag.domain import Validity
from rag.question.query import Query
from rag.retrieve.evidence import fold_once
from rag.retrieve.scope import Scope

_PAPERS = r"(?:政策文件|规范性文件|文件|通知|公文|办法|规定|意见|政策|法规|规章)"
_WHICH = r"(?:哪些|哪几|什么|多少|几|有没有)(?:[份个项部])?"
_PAST = r"(?:失效|废止|过期|作废|到期|不再(?:执行|有效|适用)|停止执行|不管用)"
_HOLDS = (
    r"(?:(?:还|仍|依然|目前|现在|现行|继续)[^，。；？?]{0,3}(?:有效|管用|执行|生效)|在有效期"
    r"|(?:没有?|[未尚]+)[^，。；？?]{0,3}(?:失效|废止|过期|到期))"
)
# 哪些通知已经废止或者失效, 已经过期的文件有哪些; not 哪些文件被这份办法废止, 废止了哪些文件
_ASKS_PAST = re.compile(
    rf"{_WHICH}{_PAPERS}(?:已经?|都|现在|目前|是|被|早就?)*{_PAST}|{_PAST}了?的{_PAPERS}(?:都)?(?:有|是)?(?:哪|什么|几|多少)"
    r"|\b(?:which|what|how many|list (?:all )?the) (?:notices|documents|regulations|circulars)\b.{0,30}"
    r"\b(?:expired|repealed|no longer (?:in force|valid)|abolished|lapsed)\b",
    re.I,
)
# 哪些通知现在还有效, 还在有效期内的文件有哪些
_ASKS_HOLDS = re.compile(
    rf"{_WHICH}{_PAPERS}[^，。；？?]{{0,4}}{_HOLDS}|{_HOLDS}[^，。；？?]{{0,2}}的{_PAPERS}(?:都)?(?:有|是)?(?:哪|什么|几|多少)"
    r"|\b(?:which|what|how many|list (?:all )?the) (?:notices|documents|regulations|circulars)\b.{0,20}"
    r"\b(?:still|currently) (?:in force|valid|in effect|appl(?:y|ies))\b",
    re.I,
)
_OF_STANDING = frozenset({"废止", "失效", "有效期", "目录"})
"""Terms that only say how a notice stands, or where it is listed."""


def select_by_standing(query: Query, corpus: Scope, stands: Mapping[str, Validity]) -> Selection | None:
    """The notices that are in force, or that are not, as `query` asks; a refusal where all are; None where it does not.

    Of a place or on a subject those of that place, and those with the subject in their titles.
    """
    holds = _ASKS_HOLDS.search(query.text) is not None
    if query.notices or query.missing or not (holds or _ASKS_PAST.search(query.text)):
        return None
    local = corpus.at_home(query.regions) if query.regions else corpus
    told = [term for term in query.terms if term.is_subject]
    subjects = [term.variants for term in told if not _OF_STANDING.intersection(term.variants)]
    asked = {
        notice.id
        for notice in local.notices
        if all(any(word in fold_once(notice.title) for word in variants) for variants in subjects)
    }
    fitting = {notice for notice in asked if stands[notice].in_force == holds}
    if fitting:
        return select_notices(query, local.within(fitting))
    return Selection(intent="catalogue", findings=(), reason="lapsed") if asked and not holds else None
