"""Places that satisfy two conditions at once: 既成立了联盟又在建平台的城市, cities with both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answer.select import select_by_terms
from rag.answer.selection import Finding, ItemScores, Selection
from rag.answer.ways.compare import said_in, without
from rag.domain import Fact
from rag.question.query import Query
from rag.retrieve.evidence import Evidence, belongs, weigh
from rag.retrieve.scope import Scope

# 既成立联盟，又建平台的; 又补电梯又买保险的; 同时有补贴又有奖励的; 不仅建平台，还给补贴的;
# 同时给补贴和奖励的; both lift subsidies and joint review
_BOTH = (
    re.compile(r"既(?P<one>[^。？?]{2,50}?)[，、,]?(?:同时)?[又也还](?P<two>[^。？?]{2,80})"),
    re.compile(r"[又也](?P<one>[^。，？?]{2,50}?)[，、,]?[又也](?P<two>[^。？?]{2,80})"),
    re.compile(r"同时(?P<one>[^。？?]{2,50}?)[，、,]?[又也还](?P<two>[^。？?]{2,80})"),
    re.compile(r"不[仅但光只](?P<one>[^。？?]{2,50}?)[，、,](?:而且|并且)?[又也还](?P<two>[^。？?]{2,80})"),
    re.compile(r"同时(?P<one>[^，。？?]{2,50}?)(?:[和与跟、]|以及)(?P<two>[^。？?]{2,80})"),
    re.compile(r"(?P<one>[^。？?]{4,50}?)[，,](?:而且|并且)?同时(?:还|又|也)?(?P<two>[^。？?]{2,80})"),
    re.compile(r"\bboth (?P<one>[^.?]{4,80}?) and (?P<two>[^.?]{4,120})", re.I),
)
# 哪个城市, 哪些地方, 的城市有吗, which city: places are asked for
_PLACES = re.compile(
    r"哪(?:一|几)?[个些座家][（(]?[个些]?[）)]?(?:城市|地方|地区|省|市|区县?|县)|的(?:城市|地方|地区|省份?|市)"
    r"|\bwhich (?:\w+ )?(?:cit(?:y|ies)|places?|provinces?|regions?)",
    re.I,
)


def select_both(query: Query, scope: Scope, scores: ItemScores) -> Selection | None:
    """What is said of the places that satisfy both conditions; None for a question that does not set two.

    Two conditions are mostly told of in two items, so that no item has the words of both. A refusal, with what each
    finds by itself, where no place satisfies both.
    """
    conditions = next(_conditions(query), ())
    if len(conditions) < 2 or query.regions or not (query.of_places or _PLACES.search(query.text)):
        return None
    each = [select_by_terms(one, scope, scores, weigh(one, scope.corpus.everything)).findings for one in conditions]
    if not all(each):
        return None
    shared = _places(each[0]) & _places(each[1])
    found = [replace(one, facts=_facts_on(one, shared)) for findings in each for one in findings]
    kept = {(one.evidence.row, one.facts): one for one in found if one.facts}
    if not kept:
        nearby = tuple(findings[0] for findings in each)
        return Selection(intent="list", findings=(), reason="topic", nearby=nearby)
    ordered = sorted(kept.values(), key=lambda one: (one.evidence.notice.id, one.evidence.item.start))
    return Selection(intent="list", findings=tuple(ordered), places=tuple(sorted(shared)))


def _conditions(query: Query) -> Iterator[tuple[Query, Query]]:
    """The question with the words of each of the two conditions alone, where each has words of its own."""
    for pattern in _BOTH:
        found = pattern.search(query.text)
        if found is None:
            continue
        words = [said_in(query, found[name]) for name in ("one", "two")]
        if words[0] - words[1] and words[1] - words[0]:
            bare = replace(query, listing=True, of_places=True, intent="list")
            shared = said_in(query, query.text[: found.start()])
            one, two = (without(bare, set(query.every_word) - own - shared) for own in words)
            yield replace(one, text=f"{found['one']}的城市"), replace(two, text=f"{found['two']}的城市")


def _places(findings: Sequence[Finding]) -> frozenset[str]:
    """The places that clauses are on; of a clause on none the one that issued its notice."""
    return frozenset(place for one in findings for fact in one.facts for place in _on(one.evidence, fact.regions))


def _on(one: Evidence, regions: Sequence[str]) -> tuple[str, ...]:
    return tuple(regions) or ((one.home,) if one.home else ())


def _facts_on(finding: Finding, places: frozenset[str]) -> tuple[Fact, ...]:
    return tuple(
        fact
        for fact in finding.facts
        if any(belongs(own, place) for own in _on(finding.evidence, fact.regions) for place in places)
    )
