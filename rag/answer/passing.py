"""Places that an item tells of in passing: 相继发生了云南丽江7.0级、新疆阿图什6.9级地震."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.answer.select import select_by_terms
from rag.answer.selection import Finding, ItemScores, Selection
from rag.domain import Fact
from rag.index.items import PLACES, STATES
from rag.question.query import Query
from rag.regions import find_regions
from rag.retrieve.evidence import Evidence, Wanted, coverage, covers_each, fold_once
from rag.retrieve.scope import Scope

_COVERED = 0.6
"""Coverage from which an item answers which places by those that it names in passing."""


def select_in_passing(query: Query, scope: Sequence[Evidence], scores: ItemScores, wanted: Wanted) -> Selection | None:
    """What names the places that a question asks for, where none of them is the subject of anything; else None."""
    told = replace(query, of_places=False, listing=False, intent="lookup")
    naming = _naming_several(scope, wanted)
    if not naming:
        return None
    found = select_by_terms(told, naming, scores, wanted)
    kept = (replace(one, facts=_naming(one, wanted)) for one in found.findings)
    findings = tuple(one for one in kept if one.facts)
    return replace(found, findings=findings) if findings else None


def _naming_several(scope: Sequence[Evidence], wanted: Wanted) -> list[Evidence]:
    """The items that name several places, none of them as a subject, and cover what is asked."""
    stating = Scope.of(scope).has(STATES)
    items = stating.where(~stating.places.has(PLACES))
    covered = covers_each((*wanted.terms, *wanted.pieces), items).tolist()
    return [items[at] for at, share in enumerate(covered) if share >= _COVERED and _are_several(items[at].item.text)]


def _naming(finding: Finding, wanted: Wanted) -> tuple[Fact, ...]:
    """Of the facts that name several places those with most of what is asked."""
    everything = (*wanted.terms, *wanted.pieces)
    naming = [
        (coverage(everything, fold_once(fact.text)), fact) for fact in finding.evidence.facts if _are_several(fact.text)
    ]
    most = max((share for share, _ in naming), default=0.0)
    return tuple(fact for share, fact in naming if share >= most)


def _are_several(text: str) -> bool:
    return len({found.region.name for found in find_regions(text)}) > 1
