"""Articles that refer to each other: what follows on a breach of one stands in another (违反本办法第七条…罚款)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer.asked import gives_penalty
from rag.answer.selection import Finding, whole
from rag.domain import Fact, Path
from rag.numerals import read_numeral, write_chinese
from rag.retrieve.evidence import Evidence
from rag.retrieve.scope import Scope

# 违反本办法第七条第一款、第九条规定, 违反第十条, 未履行本办法第七条规定的义务; not 依照《…条例》第七条
_BREACH = re.compile(
    r"(?:违反|未(?:履行|遵守|执行|按照?|依照)|不(?:履行|遵守|执行|按照?))(?:了)?"
    r"(?:本(?:办法|规定|条例|细则|法|通知|意见))?"
    r"(?P<articles>第[一二三四五六七八九十百零\d]+条"
    r"(?:[^，。；]{0,4}第[（(]?[一二三四五六七八九十百零\d]+[）)]?[条款项]|[、和及或至到])*)"
)
# 第七条, 第一款, 至第（三）项: one step of a reference
_STEP = re.compile(r"(?P<to>[至到])?第[（(]?(?P<numeral>[一二三四五六七八九十百零\d]+)[）)]?(?P<kind>[条款项])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Breach:
    article: str
    """As a step of a path: 第七条."""
    items: frozenset[str]
    """Steps of those of its items that are named: （三）; empty where all of it is meant."""

    def is_of(self, path: Path) -> bool:
        """Whether the unit at `path`, or one that it holds, is breached."""
        return path[:1] == (self.article,) and (len(path) == 1 or not self.items or path[1] in self.items)


def breached_in(text: str) -> tuple[_Breach, ...]:
    """The articles whose breach `text` speaks of, with the items of each that it names."""
    return tuple(one for breach in _BREACH.finditer(text) for one in _read(breach["articles"]))


def _read(reference: str) -> list[_Breach]:
    """第六条第三项、第四项和第九条 as two articles, the first with two items."""
    items: dict[str, list[int]] = {}
    article = ""
    for step in _STEP.finditer(reference):
        number = read_numeral(step["numeral"]) or 0
        if step["kind"] == "条":
            article = f"第{write_chinese(number)}条"
            items.setdefault(article, [])
        elif step["kind"] == "项":
            own = items[article]
            own.extend(range(own[-1] + 1, number + 1) if step["to"] and own else (number,))
    return [
        _Breach(article=article, items=frozenset(f"（{write_chinese(number)}）" for number in own))
        for article, own in items.items()
    ]


def penalties_for(articles: Sequence[Evidence], scope: Sequence[Evidence], paragraph: str = "") -> list[Finding]:
    """The units of `scope` that say what follows on a breach of `articles`, with the units below them.

    Args:
        articles: The articles that are breached, of one notice or more.
        scope: Where penalties are looked for.
        paragraph: 第一款, where one is named: only clauses on it then.
    """
    paths: dict[str, list[Path]] = {}
    for article in articles:
        paths.setdefault(article.notice.id, []).append(article.item.path)
    found: list[Finding] = []
    led: set[tuple[str, Path]] = set()
    for one in Scope.of(scope).within(paths):
        key = one.notice.id
        if (key, one.item.path[:-1]) in led and one.item.path[:-1]:
            found.append(whole(one))
            continue
        facts = _on_the_breach(one, paths.get(key, ()))
        if facts:
            own = [fact for fact in facts if not paragraph or paragraph in fact.text] or facts
            found.append(Finding(evidence=one, facts=tuple(own)))
            led.add((key, one.item.path))
    return found


def _on_the_breach(one: Evidence, paths: Sequence[Path]) -> list[Fact]:
    """The clauses of an item on a breach of the units at `paths`, with those that go on about it: 情节严重的，…."""
    found: list[Fact] = []
    going_on = False
    for fact in one.facts:
        breaches = breached_in(fact.text)
        going_on = any(breach.is_of(path) for breach in breaches for path in paths) if breaches else going_on
        if going_on:
            found.append(fact)
    return found


def breached_by(one: Evidence, scope: Sequence[Evidence]) -> list[Evidence]:
    """The articles whose breach the item `one` speaks of, or the lead above it, without the units below them."""
    own = Scope.of(scope).within({one.notice.id})
    above = [other for other in own if other.item.path == one.item.path[:-1]]
    steps = {breach.article for other in (one, *above) for breach in breached_in(other.item.text)}
    return [other for other in own if len(other.item.path) == 1 and other.item.path[0] in steps]


def with_penalties(findings: Sequence[Finding], scope: Sequence[Evidence]) -> tuple[Finding, ...]:
    """What follows on a breach, for items that a question is about: those that say it, and those that refer to them."""
    saying = [finding for finding in findings if any(gives_penalty(fact) for fact in finding.facts)]
    if saying:
        articles = {id(one): one for finding in saying for one in breached_by(finding.evidence, scope)}
        breached = [whole(one) for one in articles.values()]
        own = {id(one.evidence) for one in saying}
        return (*(one for one in breached if id(one.evidence) not in own), *saying)
    for finding in findings:
        referring = penalties_for([finding.evidence], scope)
        if referring:
            return (finding, *referring)
    return ()
