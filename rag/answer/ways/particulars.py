"""Particulars of a notice that its own lines and sentences print: its number, who approved it, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from rag.answer.clauses import lies_above
from rag.answer.selection import Finding, whole
from rag.domain import Fact
from rag.glossary import find_concepts
from rag.question.notice_lines import DATE, SYMBOL, Line, lines_asked, tells_the_issuer
from rag.question.query import Query
from rag.question.terms import Term
from rag.question.wording import Asks, asks
from rag.retrieve.evidence import Evidence, fold_once

_HOW = 0.6
"""Emphasis up to which a term beside a telephone number only says what it is wanted for: 有问题, 联系电话."""
# 市里的联系电话, 县住建局联系人: of whose office one asks
_OF_A_LOWER_OFFICE = re.compile(
    r"[市县区](?:里|[\u4e00-\u9fff]{0,8}?[局委办厅])的?(?:联系|咨询)?(?:电话|人|方式|邮箱|热线|传真)"
)
_TOLD_APART: tuple[Asks, ...] = ("effect", "repeal", "basis")


def asks_particulars(query: Query) -> bool:
    """Whether a question asks for any."""
    return bool(lines_asked(query.text))


def asks_only_figures(query: Query) -> bool:
    """Whether it asks for a number or a date, and for no other particular."""
    return lines_asked(query.text).keys() <= {SYMBOL, DATE}


def of_a_lower_office(query: Query, home: str) -> bool:
    """Whether it asks how to reach an office of a place in `home`, which issued the notice: 市里的联系电话."""
    if not query.regions or not any(line.contact for line in lines_asked(query.text)):
        return False
    return lies_above(home, query.regions) and _OF_A_LOWER_OFFICE.search(query.text) is not None


def find_particulars(query: Query, own: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The lines and sentences of `own`, the items of one notice, that print a particular which `query` asks for.

    Whatever else it names must stand in the title or in the sentence: 开工报告由谁批准 asks for no notice's approval.
    """
    asking = lines_asked(query.text)
    named = _named_beside(query, asking)
    found: dict[int, Finding] = {}
    for line in asking:
        told = [Finding(evidence=one, facts=facts) for one in own if (facts := _printing(one, line, named))]
        for one in told or _otherwise(line, own, named):
            found.setdefault(one.evidence.row, one)
    return tuple(sorted(found.values(), key=lambda one: one.evidence.item.start))


def prints_none(query: Query, own: Sequence[Evidence]) -> bool:
    """Whether all that `query` asks for could only be a line of the head or tail of a notice, and it is about no more.

    Args:
        query: A question whose particulars `own` does not print.
        own: The items of the notice.
    """
    asking = lines_asked(query.text)
    beside = _beside_title(own[0], _named_beside(query, asking))
    said = "".join(asking.values())
    pieces = [piece for piece in query.pieces if piece not in said and piece not in own[0].title]
    return bool(asking) and all(line.own for line in asking) and not beside and len(pieces) < 2


def _named_beside(query: Query, asking: Mapping[Line, str]) -> list[Term]:
    """What a question names beside departments, a kind of document in English, and the words that ask."""
    said = [fold_once(words) for words in asking.values()]
    concepts = {fold_once(word) for some in asking.values() for one in find_concepts(some) for word in one.concept.zh}
    contact = any(line.contact for line in asking)
    named = [
        one.concept for one in find_concepts(query.text) if query.language == "zh" or one.concept.kind != "document"
    ]
    known = {fold_once(word) for one in named for word in one.zh}
    return [
        term
        for term in query.terms_beside_bodies
        if not known.isdisjoint(term.variants)
        and not (contact and term.emphasis <= _HOW)
        and not any(word in concepts or word in words for word in term.variants for words in said)
        and not any(asks(word, what, "zh") for word in term.variants for what in _TOLD_APART)
    ]


def _beside_title(one: Evidence, named: Sequence[Term]) -> list[Term]:
    """What a question names and the title of the notice has not."""
    return [term for term in named if not any(word in one.title for word in term.variants)]


def _printing(one: Evidence, line: Line, named: Sequence[Term]) -> tuple[Fact, ...]:
    """The facts of an item that print the particular and what else the question names that the title has not."""
    if one.item.path and not line.anywhere:
        return ()
    beside = _beside_title(one, named)
    return tuple(
        fact
        for fact in one.facts
        if line.gives(one.item.text, fact.text)
        and all(any(word in fold_once(fact.text) for word in term.variants) for term in beside)
    )


def _otherwise(line: Line, own: Sequence[Evidence], named: Sequence[Term]) -> list[Finding]:
    """What tells a particular that no line prints."""
    if line.otherwise == "annexes":
        return list(map(_by_its_heading, _annexes(own)))
    if line.otherwise == "title" and not _beside_title(own[0], named):
        titles = (one for one in own if not one.item.path and tells_the_issuer(one.item.text, one.notice.title))
        return list(map(whole, islice(titles, 1)))
    return []


def _annexes(own: Sequence[Evidence]) -> list[Evidence]:
    return [one for one in own if len(one.item.path) == 1 and one.item.path[0].startswith("附") and one.facts]


def _by_its_heading(annex: Evidence) -> Finding:
    """An annex by its number and its heading alone."""
    item = annex.item
    end = item.start + item.text.find(item.heading) + len(item.heading)
    fact = replace(annex.facts[0], start=item.start, end=end, text=annex.notice.text[item.start : end], amounts=())
    return Finding(evidence=annex, facts=(fact,))
