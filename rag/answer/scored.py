"""Items with how well they cover a question, best first, and on which places they are looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer.clauses import is_of_kind, lies_above, lies_in
from rag.answer.selection import ItemScores
from rag.index.items import PLACES, STATES
from rag.question.query import Query
from rag.regions import find_region, is_within
from rag.retrieve.evidence import Evidence, Wanted, covers_each, fold_once, speaking_of
from rag.retrieve.scope import Scope

_SEMANTIC = 0.75
"""Weight of the fused retrieval score, as a share of the question's best, beside coverage; both are 0 to 1.

Coverage alone puts an item that answers first for 86.8 % of 129 questions nobody had tuned on, the fused score for
83.7 %, both together for 88 %.
"""
WHOLE = 0.9
"""Coverage of the terms from which an item has them all."""

# 2014年工作回顾
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
# 钢城区既有多层住宅增设电梯，适用本规定: says where a notice holds
_APPLIES = re.compile(r"适用(?:于)?本")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An item with how well it covers a question."""

    evidence: Evidence
    covered: float
    """Coverage of terms and other words."""
    named: float
    """Coverage of the terms alone; where the question has none, of its other words."""
    score: float
    whole: bool = False
    """Whether it answers as a whole, and not by some of its sentences."""


def in_regions(query: Query, scope: Sequence[Evidence]) -> Scope:
    """The items on the places that `query` names: as subject, as issuer, or named in a notice of a place above them.

    Where it asks for the places in them, the items on those; where there are none, the items that merely name them.
    """
    everything = Scope.of(scope)
    if not query.regions:
        return everything
    places = everything.places
    inner = {name for name in {*places.regions, *places.homes} if query.of_places and lies_in(name, query.regions)}
    rows = (speaking_of(everything, query.regions).rows, everything.on(inner).rows, everything.at_home(inner).rows)
    naming = everything.holding([fold_once(region) for region in query.regions])
    above = {home for home in set(places.homes) if lies_above(home, query.regions)}
    subjects = everything.where(places.mask((*rows, naming.at_home(above).rows)))
    return subjects or naming


def in_years(query: Query, scope: Scope) -> Scope:
    """`scope` without what stands under a heading with other years than the question's and names none of these itself.

    一、2014年工作回顾 holds nothing on 2015; all of `scope` where nothing else is left.
    """
    import numpy as np

    years = {str(year) for year in query.years}
    if not years:
        return scope
    headings = scope.places.headings
    on_others = [
        row
        for row in scope.rows.tolist()
        if (own := set(_YEAR.findall(headings[row])))
        and not own & years
        and not any(y in scope.places.texts[row] for y in years)
    ]
    if not on_others:
        return scope
    mask = np.ones(len(scope.places), np.bool_)
    mask[on_others] = False
    return scope.where(mask) or scope


def covering_items(query: Query, scope: Sequence[Evidence]) -> list[Evidence]:
    """The items that bind the places asked for though they name none: those of a province's or city's own notice.

    What the government of the country wrote on a province tells of it, and binds none of its cities.
    """
    asked = [found for name in query.regions if (found := find_region(name)) is not None]
    everything = Scope.of(scope)
    homes = {name: find_region(name) for name in set(everything.places.homes) if name}
    above = {
        name for name, home in homes.items() if home and any(is_within(one, home) and one != home for one in asked)
    }
    of_places = everything.places.of_notices([notice.level != "国家" for notice in everything.corpus.notices])
    return list(everything.at_home(above).where(of_places & ~everything.places.has(PLACES)))


def with_what_binds(query: Query, scope: Sequence[Evidence], local: Scope) -> Scope:
    """`local` with the rest of a notice that says of the places asked for that it holds there: 钢城区…适用本规定.

    It is the notice of a place above them; what it says of other places stays out.
    """
    own = {one.notice.id for one in local if _APPLIES.search(one.item.text)}
    rest = Scope.of(covering_items(query, scope)).within(own) if own else None
    everything = Scope.of(scope)
    return everything.where(everything.places.mask((local.rows, rest.rows))) if rest else local


def score_items(query: Query, wanted: Wanted, scope: Sequence[Evidence], scores: ItemScores) -> list[Scored]:
    """Items that state something, best first; a heading alone states nothing, what stands below it does."""
    import numpy as np

    items = Scope.of(scope)
    if not items:
        return []
    covered, of_terms = (covers_each(some, items) for some in ((*wanted.terms, *wanted.pieces), wanted.terms))
    named = of_terms if wanted.terms else covered
    semantic = np.zeros(len(items.places))
    for (notice, path), score in scores.fused.items():
        semantic[items.corpus.rows_at(notice, path)] = score
    score = covered + _SEMANTIC * semantic[items.rows] / (max(scores.fused.values(), default=0.0) or 1.0)
    stating = items.places.has(STATES)
    if query.of_places:
        stating &= items.places.has(PLACES) | items.places.of_notices([bool(home) for home in items.places.homes])
    chosen = np.flatnonzero((score > 0) & stating[items.rows])
    chosen = chosen[np.argsort(-score[chosen], kind="stable")]
    rows: list[int] = chosen.tolist()
    values: list[list[float]] = [column[chosen].tolist() for column in (covered, named, score)]
    scored = (
        Scored(evidence=items[at], covered=of_all, named=of_named, score=whole)
        for at, of_all, of_named, whole in zip(rows, values[0], values[1], values[2], strict=True)
    )
    if query.of_places and (query.of_provinces or query.excluded):
        return [one for one in scored if any(is_of_kind(fact, query) for fact in one.evidence.facts)]
    return list(scored)
