"""Articles that refer to each other: what follows on a breach of one stands in another (违反本办法第七条…罚款)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import gives_penalty
from rag.answer.selection import Finding, whole
from rag.domain import Path
from rag.numerals import read_numeral, write_chinese
from rag.retrieve.evidence import Evidence

# 违反本办法第七条第一款、第九条规定, 违反第十条; not 依照《…条例》第七条
_BREACH = re.compile(
    r"违反(?:了)?(?:本(?:办法|规定|条例|细则|法|通知|意见))?"
    r"(?P<articles>第[一二三四五六七八九十百零\d]+条(?:[^，。；]{0,4}第[一二三四五六七八九十百零\d]+[条款项]|[、和及或至到])*)"
)
_ARTICLE = re.compile(
    r"第([一二三四五六七八九十百零\d]+)条(?:第([一二三四五六七八九十百零\d]+)款)?(?:第([一二三四五六七八九十百零\d]+)项)?"
)


def breached_in(text: str) -> frozenset[str]:
    """The articles whose breach `text` speaks of, as steps of a path: 第七条."""
    found = (number for breach in _BREACH.finditer(text) for number in _ARTICLE.findall(breach["articles"]))
    return frozenset(_step(number[0]) for number in found)


def _step(numeral: str) -> str:
    return f"第{write_chinese(read_numeral(numeral) or 0)}条"


def penalties_for(articles: Sequence[Evidence], scope: Sequence[Evidence], paragraph: str = "") -> list[Finding]:
    """The units of `scope` that say what follows on a breach of `articles`, with the units below them.

    Args:
        articles: The articles that are breached, of one notice or more.
        scope: Where penalties are looked for.
        paragraph: 第一款, where one is named: only clauses on it then.
    """
    wanted = {(one.notice.id, step) for one in articles for step in one.item.path[:1]}
    found: list[Finding] = []
    led: set[tuple[str, Path]] = set()
    for one in scope:
        key = one.notice.id
        if (key, one.item.path[:-1]) in led and one.item.path[:-1]:
            found.append(whole(one))
            continue
        facts = [f for f in one.facts if any((key, step) in wanted for step in breached_in(f.text))]
        if facts:
            own = [fact for fact in facts if not paragraph or paragraph in fact.text] or facts
            found.append(Finding(evidence=one, facts=tuple(own)))
            led.add((key, one.item.path))
    return found


def breached_by(one: Evidence, scope: Sequence[Evidence]) -> list[Evidence]:
    """The articles whose breach the item `one` speaks of, or the lead above it, without the units below them."""
    own = [other for other in scope if other.notice is one.notice]
    above = [other for other in own if other.item.path == one.item.path[:-1]]
    steps = {step for other in (one, *above) for step in breached_in(other.item.text)}
    return [other for other in own if len(other.item.path) == 1 and other.item.path[0] in steps]


def with_penalties(findings: Sequence[Finding], scope: Sequence[Evidence]) -> tuple[Finding, ...]:
    """What follows on a breach, for items that a question is about: those that say it, and those that refer to them."""
    saying = [finding for finding in findings if any(gives_penalty(fact) for fact in finding.facts)]
    if saying:
        breached = [whole(one) for finding in saying for one in breached_by(finding.evidence, scope)]
        own = {id(one.evidence) for one in saying}
        return (*(one for one in breached if id(one.evidence) not in own), *saying)
    referring = penalties_for([finding.evidence for finding in findings[:1]], scope)
    return (*findings[:1], *referring) if referring else ()
