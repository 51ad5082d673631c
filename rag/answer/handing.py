"""By when something is to be handed in: the clause that sets the day, whatever it calls what is handed in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import asks_deadline
from rag.answer.scored import Scored
from rag.domain import Fact
from rag.numerals import find_dates
from rag.question.query import Query
from rag.retrieve.evidence import Evidence
from rag.retrieve.nearness import Nearness

# 什么时候交, 报送, 提交, submitted, handed in: asks for a day of handing in; not 交通, 交付, 报告
_HANDS_IN = re.compile(
    r"提交|递交|上交|报送|上报|申报|报名|交(?![通易流付工房底])"
    r"|\b(?:submit\w*|hand(?:ed|ing)? in|sen[dt] in|apply|filed?)\b",
    re.I,
)
# 7月31日前报送我部, 于6月底前将材料报至: a clause that has something handed in
_IS_HANDED_IN = re.compile(r"报送|提交|递交|上报|上交|报[至到我市省]|送[至达我]|寄[至送]")
_CLAUSE = re.compile(r"[。；;\n]")
# 申报材料, 申请表, 实施方案: what is handed in, which the notice may call otherwise
_PAPERS = re.compile(r"(?:材料|资料|[表书]|方案|报告|文件|手续)$")
_COVERED = 0.2
"""Coverage that such an item has at least."""
_STANDS_OUT = 3.5
"""Standard deviations above the corpus's sentences that it is near in meaning at least."""


def are_papers(names: Sequence[str]) -> bool:
    """Whether the spellings `names` are of papers to be handed in."""
    return any(_PAPERS.search(name) for name in names)


def handed_in(scored: Sequence[Scored], query: Query, near: Nearness | None) -> list[Scored]:
    """The item that says by when to hand in what a question asks about; none for no such question."""
    if near is None or not query.wants_due or _HANDS_IN.search(query.text) is None:
        return []
    setting = [
        one
        for one in scored
        if one.covered >= _COVERED
        and near.stands_out(one.evidence) >= _STANDS_OUT
        and any(map(_sets_a_day, one.evidence.facts))
    ]
    return [max(setting, key=lambda one: one.score + near.of(one.evidence))] if setting else []


def due_to_a_notice(local: Sequence[Evidence], query: Query, near: Nearness | None) -> list[Scored]:
    """The item of a notice that says by when to hand in, where but its deadline is asked: 189号文什么时候截止."""
    if near is None or not query.notices or not asks_deadline(query) or query.terms_beside_bodies:
        return []
    setting = [one for one in local if any(map(_sets_a_day, one.facts))]
    if not setting:
        return []
    _, first = max(zip(near.of_all(setting), setting, strict=True), key=lambda one: one[0])
    return [Scored(evidence=first, covered=0.0, named=0.0, score=0.0)]


def _sets_a_day(fact: Fact) -> bool:
    """Whether one of its clauses has both a day and what is done by it."""
    return any(_IS_HANDED_IN.search(part) and find_dates(part) for part in _CLAUSE.split(fact.text))
