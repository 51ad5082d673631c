"""What a place has issued (厦门出台了什么文件): its own notices, and the documents that others tell of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.clauses import lies_in
from rag.answer.selection import Finding, Selection, whole
from rag.domain import Fact
from rag.index.items import HEAD, PLACES
from rag.question.query import Query
from rag.retrieve.evidence import Evidence
from rag.retrieve.scope import Scope
from rag.text import squeeze

_KIND = r"(?:文件|政策|标准|办法|规定|意见|导则|指南|规划|条例|方案|通知|规程|规范|定额|制度)"
_ISSUES = r"(?:出台|出(?=[过了])|发布|印发|制定|制订|编制|推出|颁布|下发)"
# 出台了什么, 发布了哪些标准, what documents has … issued; not 发布了哪些补贴标准的企业
_ASKED = re.compile(
    rf"{_ISSUES}(?:过|了|的)*(?:哪些|什么|哪几[个份项部])(?:配套|专项|技术|政策|相关|有关|扶持|支持|优惠|激励)*{_KIND}?(?:和{_KIND})?(?:没有?|吗|么)?[？?。！!]?$"
    rf"|{_ISSUES}(?:过|了)?的?{_KIND}(?:有|是|都有)(?:哪些|什么|哪几[个份项部])[？?。！!]?$"
    r"|\b(?:what|which) (?:(?:policy|policies|documents?|notices?|rules|standards|guidelines|plans|and)\s+)*"
    r"(?:has|have|did|does|was|were)\b.{0,40}\b(?:issued?|publish(?:ed)?|releas(?:ed?)|adopt(?:ed)?)\b[ ?.!]*$",
    re.I,
)
# 出台《…》, 编制发布…《…》: a document that a clause says was issued
_ISSUED = re.compile(rf"{_ISSUES}[^。；，]{{0,40}}《")


def select_issued(query: Query, corpus: Sequence[Evidence]) -> Selection | None:
    """The notices that the places of `query` issued, and the clauses that tell of others; None where not asked."""
    if not query.regions or not _ASKED.search(query.text) or any(not _names_a_kind(one) for one in _subjects(query)):
        return None
    everything = Scope.of(corpus)
    own = [
        whole(one)
        for one in everything.at_home(query.regions).has(HEAD)
        if squeeze(one.item.text) == squeeze(one.notice.title)
    ]
    told = [
        Finding(evidence=one, facts=facts)
        for one in everything.has(PLACES)
        if one.home not in query.regions and (facts := tuple(fact for fact in one.facts if _issues(fact, query)))
    ]
    return Selection(intent="place", findings=(*own, *told)) if own or told else None


def _subjects(query: Query) -> list[tuple[str, ...]]:
    return [term.variants for term in query.terms]


def _names_a_kind(variants: Sequence[str]) -> bool:
    """Whether a term only says what kind of document is asked for."""
    return any(re.search(rf"{_KIND}$", word) for word in variants)


def _issues(fact: Fact, query: Query) -> bool:
    on_it = any(name in query.regions or lies_in(name, query.regions) for name in fact.regions)
    return on_it and _ISSUED.search(fact.text) is not None
