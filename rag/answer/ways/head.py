"""What is asked of a notice as a whole: which there are, 文号, dates, who signed, its basis, how many items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.selection import Finding, Selection, whole
from rag.answer.ways.particulars import find_particulars
from rag.index.items import HEAD
from rag.mentions import find_batches
from rag.parse.roles import role_of
from rag.question.beside import named_side_by_side
from rag.question.query import Query
from rag.retrieve.evidence import Evidence, coverage, weigh
from rag.retrieve.scope import Scope
from rag.text import squeeze

# 根据《…》, 按照《…》等文件要求, 为贯彻落实《…》
_BASIS = re.compile(r"(?:根据|按照|依据|依照|贯彻落实|遵照)[^。]{0,12}《")
# 何时印发, 文号是多少, 谁发的, when was it issued: asks for the lines of the head beside another particular
_LINES = re.compile(
    r"印发|发布|文号|第几号|几号令|日期|何时|时候|哪天|哪日|落款|署名|谁发|签发|抄送|标题|依据|\b(?:issued?|date|when|number|title|signed)\b",
    re.I,
)
_HEAD_ROLES = ("symbol", "date", "printed", "signature", "copies")


def select_notices(query: Query, corpus: Sequence[Evidence]) -> Selection:
    """The notices of the corpus by their title lines; those of a year where one is named."""
    first = {name: own[0] for name, own in Scope.of(corpus).by_notice().items()}
    for one in Scope.of(corpus).has(HEAD):
        if squeeze(one.item.text) == squeeze(one.notice.title):
            first[one.notice.id] = one
    years = {str(year) for year in query.years}
    fitting = [one for one in first.values() if not years or _year_of(one) in years]
    if not fitting:
        return Selection(intent="catalogue", findings=(), reason="year", nearby=())
    return Selection(intent="catalogue", findings=tuple(map(whole, fitting)))


def _year_of(one: Evidence) -> str:
    """Year of the 成文日期, else of the 文号."""
    if one.notice.issued is not None:
        return str(one.notice.issued.year)
    return one.notice.symbol.partition("〔")[2].partition("〕")[0]


def other_batches(corpus: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The title lines of the batches that are there, for a question on one that is not."""
    return tuple(
        whole(one)
        for one in Scope.of(corpus).has(HEAD)
        if find_batches(one.item.text) and squeeze(one.item.text) == squeeze(one.notice.title)
    )


def each_named(query: Query, corpus: Sequence[Evidence]) -> list[Scope]:
    """The items of each notice that a question names side by side; empty where it names no two."""
    everything = Scope.of(corpus)
    named = named_side_by_side(query.text, query.regions, everything.notices)
    by_notice = everything.by_notice() if named else {}
    return [by_notice[one.id] for one in named]


def select_head(query: Query, scope: Sequence[Evidence]) -> Selection:
    """文号, dates, signatures and the lines of head and tail that the question is about; without a date, a refusal."""
    margins = [one for one in Scope.of(scope).has(HEAD) if one.facts]
    several = len({one.notice.id for one in margins}) > 1
    wanted = weigh(query, scope)
    everything = (*wanted.terms, *wanted.pieces)
    covered = {id(one): coverage(everything, one.text) for one in margins}
    best = max(covered.values(), default=0.0)
    chosen = [
        one
        for one in margins
        if role_of(one.item.text) in _HEAD_ROLES or (not several and best > 0.3 and covered[id(one)] >= 0.8 * best)
    ]
    asks_date = query.wants_due or "日期" in query.text
    dated = any(role_of(one.item.text) in ("date", "printed") for one in chosen)
    asks_symbol = "文号" in query.text or "document number" in query.text.lower()
    if (asks_date and not dated) or (asks_symbol and not any(role_of(one.item.text) == "symbol" for one in chosen)):
        titles = [one for one in margins if one.item.text in one.notice.title]
        return Selection(intent="head", findings=(), reason="figure", nearby=tuple(map(whole, titles[:1])))
    if query.wants_title:
        chosen = [one for one in margins if squeeze(one.item.text) == squeeze(one.notice.title)] + chosen
    if query.wants_basis:
        chosen = [one for one in margins if _BASIS.search(one.item.text)] or chosen
    told = find_particulars(query, margins)
    if told and not _LINES.search(query.text):
        return Selection(intent="head", findings=told)
    told = tuple(one for one in told if one.evidence not in chosen)
    if not (chosen or told):
        return Selection(intent="head", findings=(), reason="topic")
    return Selection(intent="head", findings=(*map(whole, chosen), *told))
