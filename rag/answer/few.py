"""What answers a question on a place of which the corpus tells but little: one or two items that name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import asked
from rag.answer.match import LEAST, keep
from rag.answer.scored import Scored
from rag.answer.selection import ItemScores, gives_each
from rag.question.query import Query
from rag.question.wording import load_wording
from rag.retrieve.evidence import Evidence, Wanted

_FEW = 2
"""Items that the corpus has at most on a place of which it has few."""
_LEAST_OF_FEW = 0.3
"""Coverage below which none of those answers."""
_TOUCHED = 0.2
"""Coverage from which one of those is on what is asked."""
# 死亡人数、被追究的人员及处理结果: several things are asked of it
_SEVERAL = re.compile(r"[\u4e00-\u9fff]{2}(?:、|以及|及其?|，)[\u4e00-\u9fff]{2}")


def of_few(
    scored: Sequence[Scored], query: Query, wanted: Wanted, local: Sequence[Evidence], scores: ItemScores
) -> list[Scored]:
    """The best of the one or two items that the corpus has on a place, where it gives what is asked for."""
    if not query.regions or not scored or sum(one.states for one in local) > _FEW:
        return []
    best = scored[0]
    if best.covered < _LEAST_OF_FEW or not gives_each(best.evidence.facts, asked(query)):
        return []
    return keep(scored, query, wanted, best.covered, scores)


def all_of_few(query: Query, wanted: Wanted, local: Sequence[Evidence]) -> list[Scored]:
    """The one or two items that the corpus has on a place, whatever their words, where it asks what there is on it.

    提了什么要求，怎么答复的; not 地铁的情况, which names a subject.
    """
    stating = [one for one in local if one.states]
    if not query.regions or len(stating) > _FEW or asked(query) or query.unknown:
        return []
    asking = load_wording().asks["everything", query.language]
    said = "".join(match.group() for match in asking.finditer(query.text))
    subjects = [one for one in wanted.pieces if one.lack == 1.0 and not set(one.variants[0]) & set(said)]
    if not said or subjects or any(one.is_subject for one in query.terms_beside_bodies):
        return []
    return [Scored(evidence=one, covered=LEAST, named=LEAST, score=LEAST, whole=True) for one in stating]


def rest_of_few(
    chosen: Sequence[Scored], scored: Sequence[Scored], query: Query, local: Sequence[Evidence]
) -> list[Scored]:
    """The other of the two items on a place where several things are asked of it: each may tell one of them."""
    stating = sum(one.states for one in local)
    if len(query.regions) != 1 or stating > _FEW or query.listing or not _SEVERAL.search(query.text):
        return []
    return [one for one in scored if one not in chosen and one.covered >= _TOUCHED]
