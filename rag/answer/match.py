"""Which items match a question: all that do for an enumeration, the best few for a look-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answer.asked import Gives, asked, gives_money
from rag.answer.clauses import is_of_kind, lies_in
from rag.answer.selection import ItemScores
from rag.domain import Path
from rag.index.items import PLACES, STATES
from rag.question.query import Query
from rag.regions import find_region, is_within
from rag.retrieve.evidence import Evidence, Wanted, Weighted, covers_each, fold_once, speaking_of
from rag.retrieve.nearness import Nearness
from rag.retrieve.scope import Scope

LEAST = 0.45
"""Coverage below which the best item is merely similar, and no evidence."""
_FOUND = 0.5
"""Weight of retrieval, as a share of its best score, beside coverage in an enumeration."""
_PLACE, _UNIT = 0.7, 0.75
"""Share of the best item's strength that every item of an enumeration has: of places, and of anything else."""
_ALIKE = 0.88
"""Share of the best coverage from which an item of an enumeration of anything else is one whatever its strength."""
_NEAR_BEST = 0.93
"""Share of the best score that a further item of a look-up has at least."""
_SEMANTIC = 0.75
"""Weight of the fused retrieval score, as a share of the question's best, beside coverage; both are 0 to 1.

Coverage alone puts an item that answers first for 86.8 % of 129 questions nobody had tuned on, the fused score for
83.7 %, both together for 88 %.
"""
_SUBJECT = 0.7
"""Emphasis from which a term names what a question is about."""
WHOLE = 0.9
"""Coverage of the terms from which an item has them all."""
_EQUAL = 0.95
"""Share of the best coverage of all its words at which two items on a place answer alike."""
_SURE = 0.55
"""Coverage of its terms from which a look-up stands although one of them is missing."""
_GIVING = 0.5
"""Weight, beside coverage, of giving the figure, the day or the fine asked for; fitted with `_SEMANTIC`."""
_MOST = 3
"""Items that a look-up cites at most."""
_STANDS_OUT = 4.2
"""Standard deviations above the corpus's sentences from which an item answers by its meaning alone."""
_STANDS_OUT_THERE = 3.5
"""The same where the question names the place or the notice, and nothing elsewhere comes nearer."""
_STANDS_OUT_GIVING = 2.8
"""The same where the item also gives the figure, the day or the fine asked for."""
_NEAREST = 0.9
"""Share of the cosine of the nearest sentence anywhere that an item on the place asked for reaches."""
_TOUCHED = 0.2
"""Coverage above which an item touches on what is asked, where nothing answers it."""
_ASTRAY = 0.4
"""Share of the nearest item's cosine below which what a look-up found by some of its words is on something else."""
_ALSO_NEAR = 0.85
"""Share of the nearest item's cosine from which an item is one of an enumeration although it has few of its words."""
_ALSO_STANDS_OUT = 3.0
_ALSO_COVERED = 0.3
"""Standard deviations, and coverage of the question's words, that such an item has at least."""
_FAR = 0.55
"""Share of the nearest item's cosine below which an item that has but some of the words is none of an enumeration."""
_WELL = 0.8
"""Share of the best coverage from which an item of an enumeration may be far in meaning."""


_AGREED_COVERED = 0.4
_AGREED_AHEAD = 0.3
"""Coverage, and lead over the second, of an item that is first both by its words and by its meaning."""
_AGREED_OUT = 3.0
"""Standard deviations from which such an item answers."""
_NEARBY = 0.25
"""Cosine from which an item is so near that another which is not must be astray."""
_AS_NEAR = 0.7
"""Share of the cosine of the nearest item that a further one of a look-up has, unless it has other words."""
_LONGEST_NAME = 5
"""Characters that the name of a place mostly has."""
# 青山市, 太平县; not 我市, 各区
_OF_A_PLACE = re.compile(
    r"[^各全本我该外哪几个两每这那此].{0,3}[^各全本我该外哪几个两每这那此][市县州盟旗镇乡]|..[区岛]"
)
# 的资金奖补, 给多少补贴, 补贴最高多少, 有没有补助: what is asked of a name right before it
_ASKED_AFTER = re.compile(
    r"市?(?:的|有|能|可以|会|给|对|最高|最多|每|一共|总共|到底)?.{0,6}(?:补贴|补助|奖补|奖励|资金|奖金|资助|贴息|标准|额度)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An item with how well it covers a question."""

    evidence: Evidence
    covered: float
    """Coverage of terms and other words."""
    named: float
    """Coverage of the terms alone; where the question has none, of its other words."""
    score: float


def in_regions(query: Query, scope: Sequence[Evidence]) -> Scope:
    """The items on the places that `query` names: as subject, as issuer, or else merely mentioned.

    Where it asks for the places in them, the items on those.
    """
    everything = Scope.of(scope)
    if not query.regions:
        return everything
    places = everything.places
    inner = {name for name in {*places.regions, *places.homes} if query.of_places and lies_in(name, query.regions)}
    rows = (speaking_of(everything, query.regions).rows, everything.on(inner).rows, everything.at_home(inner).rows)
    subjects = everything.where(places.mask(rows))
    return subjects or everything.holding([fold_once(region) for region in query.regions])


def covering_items(query: Query, scope: Sequence[Evidence]) -> list[Evidence]:
    """The items that bind the places asked for though they name none: those of a province's or city's own notice."""
    asked = [found for name in query.regions if (found := find_region(name)) is not None]
    everything = Scope.of(scope)
    homes = {name: find_region(name) for name in set(everything.places.homes) if name}
    above = {
        name for name, home in homes.items() if home and any(is_within(one, home) and one != home for one in asked)
    }
    return list(everything.at_home(above).where(~everything.places.has(PLACES)))


def score_items(query: Query, wanted: Wanted, scope: Sequence[Evidence], scores: ItemScores) -> list[Scored]:
    """Items that state something, best first; a heading alone states nothing, what stands below it does."""
    import numpy as np

    items = Scope.of(scope)
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


def keep(scored: Sequence[Scored], query: Query, wanted: Wanted, best: float, near: Nearness | None) -> list[Scored]:
    """All that match for an enumeration, in document order; the best few for a look-up."""
    if query.listing:
        matching = _matching_items(scored, query)
        if near is not None:
            matching = _matching_in_meaning(scored, matching, near)
        if query.wants_money:
            matching = [one for one in matching if _is_about_money(one.evidence, query)] or matching
        return sorted(matching, key=lambda one: (one.evidence.notice.id, one.evidence.item.start))
    gives = asked(query)
    strength = {id(one): one.score + _GIVING * _share_given(one, gives) for one in scored}
    ordered = sorted(scored, key=lambda one: -strength[id(one)])
    least = _NEAR_BEST * strength[id(ordered[0])]
    kept = [one for one in ordered if strength[id(one)] >= least and one.covered >= LEAST] or ordered[:1]
    if query.regions:
        kept = [one for one in ordered if one in kept or (one.named >= WHOLE and one.covered >= _EQUAL * best)]
    if near is not None and len(kept) > 1:
        kept = _without_farther(kept, wanted, near)
    if query.wants_duty and query.share != "any":
        kept = [one for one in kept if any(fact.lead for fact in one.evidence.facts)] or kept
    most = _MOST if not query.regions else 2 * _MOST
    return (_giving_most(kept, gives) or kept)[:most]


def _share_given(one: Scored, gives: Sequence[Gives]) -> float:
    """How much of what is asked for an item gives: 0 to 1; 0 where no such thing is asked for."""
    return sum(any(give(fact) for fact in one.evidence.facts) for give in gives) / (len(gives) or 1)


def _without_farther(kept: Sequence[Scored], wanted: Wanted, near: Nearness) -> list[Scored]:
    """`kept` without what is farther in meaning than the nearest, unless it is on another thing asked for."""
    nearest = max(kept, key=lambda one: near.of(one.evidence)).evidence
    least = _AS_NEAR * near.of(nearest)
    said = [(one, held) for one in wanted.terms if (held := _held(one, nearest))]
    return [
        one
        for one in kept
        if near.of(one.evidence) >= least or any(not _held(term, one.evidence) <= held for term, held in said)
    ]


def _held(term: Weighted, one: Evidence) -> set[str]:
    """The spellings of a term that stand in an item."""
    return {word for word in term.variants if word in one.words}


def _giving_most(some: Sequence[Scored], gives: Sequence[Gives]) -> list[Scored]:
    """Those that give most of what is asked for; none where none gives anything."""
    given = [_share_given(one, gives) for one in some]
    most = max(given, default=0.0)
    return [one for one, share in zip(some, given, strict=True) if share == most] if most else []


def _matching_items(scored: Sequence[Scored], query: Query) -> list[Scored]:
    """The items of an enumeration: all that come near the best by their words and by retrieval together.

    What has the words themselves is none the less one of it because retrieval found others first.
    """
    most = max((one.score - one.covered for one in scored), default=0.0) or 1.0
    strength = {id(one): one.covered + _FOUND * (one.score - one.covered) / most for one in scored}
    least = (_PLACE if query.of_places else _UNIT) * max(strength.values(), default=0.0)
    alike = _ALIKE * max((one.covered for one in scored), default=0.0)
    return [one for one in scored if strength[id(one)] >= least or (one.covered >= alike and not query.of_places)]


def _matching_in_meaning(scored: Sequence[Scored], matching: Sequence[Scored], near: Nearness) -> list[Scored]:
    """`matching` without what shares but a common word, and with what says the same in other words."""
    best = max(one.covered for one in matching)
    nearest = max(near.of(one.evidence) for one in scored)
    kept = {id(one) for one in matching if one.covered >= _WELL * best or near.of(one.evidence) >= _FAR * nearest}
    return [
        one
        for one in scored
        if id(one) in kept
        or (
            best < WHOLE
            and near.of(one.evidence) >= _ALSO_NEAR * nearest
            and near.stands_out(one.evidence) >= _ALSO_STANDS_OUT
            and one.covered >= _ALSO_COVERED
        )
    ]


def by_meaning(scored: Sequence[Scored], query: Query, wanted: Wanted, near: Nearness | None) -> list[Scored]:
    """The best few of `scored` where the best answers by its meaning, though its words do not tell; else none.

    A question that names a place or a notice is answered from its items where nothing elsewhere is nearer to what is
    asked: else the topic is known, and of other places. One that names a year must be answered by its words.
    """
    if near is None or not scored or query.years:
        return []
    if not (query.regions or query.notices) and _names_the_unknown(wanted, query, scored[0].evidence):
        return []

    def strength(one: Scored) -> float:
        return one.score + near.of(one.evidence)

    ranked = sorted(scored, key=strength, reverse=True)
    first = ranked[0].evidence
    least = _STANDS_OUT
    if query.regions or query.notices:
        if near.of(first) < _NEAREST * near.best:
            return []
        gives = asked(query)
        giving = bool(gives) and all(any(give(fact) for fact in first.facts) for give in gives)
        least = _STANDS_OUT_GIVING if giving else _STANDS_OUT_THERE
    if _agree(ranked, near) and strength(ranked[0]) - strength(ranked[1]) >= _AGREED_AHEAD:
        least = min(least, _AGREED_OUT)
    if near.stands_out(first) < least:
        return []
    return [one for one in ranked if strength(one) >= _NEAR_BEST * strength(ranked[0])][:_MOST]


def _agree(ranked: Sequence[Scored], near: Nearness) -> bool:
    """Whether the first of several has the most words of the question and is the nearest of all in meaning."""
    first = ranked[0]
    most = max(_AGREED_COVERED, *(one.covered for one in ranked))
    return len(ranked) > 1 and first.covered >= most and near.of(first.evidence) >= near.best


def _names_the_unknown(wanted: Wanted, query: Query, one: Evidence) -> bool:
    """Whether one of the things that a question is about stands nowhere in the corpus."""
    places = one.places
    subjects = {term.variants for term in query.terms if term.emphasis >= _SUBJECT and not term.body}
    return any(
        term.variants in subjects
        and not any(rows.holding(word).size for word in term.variants for rows in (places.texts, places.headings))
        and not places.in_title(term.variants).any()
        for term in wanted.terms
    )


def nearest(scored: Sequence[Scored], near: Nearness | None) -> list[Scored]:
    """`scored`, best first by words and meaning together, without what is on something else altogether."""
    if near is None:
        return [one for one in scored if one.covered > _TOUCHED]
    touching = [one for one in scored if one.covered > _TOUCHED or near.stands_out(one.evidence) >= _ALSO_STANDS_OUT]
    return sorted(touching, key=lambda one: -(one.score + near.of(one.evidence)))


def is_astray(chosen: Sequence[Scored], scored: Sequence[Scored], query: Query, near: Nearness | None) -> bool:
    """Whether what a look-up found has but some of its words, and another item of `scored` comes far nearer to it."""
    if near is None or not chosen or query.listing or any(one.covered >= WHOLE for one in chosen):
        return False
    nearest = max(near.of(one.evidence) for one in scored)
    return nearest >= _NEARBY and all(near.of(one.evidence) < _ASTRAY * nearest for one in chosen)


def lacks_subject(chosen: Sequence[Scored], query: Query, wanted: Wanted) -> bool:
    """Whether a look-up found nothing that has one of the several things it is about: a measure, an object."""
    best = max((one.named for one in chosen), default=0.0)
    if query.listing or best >= _SURE or len(wanted.terms) + len(wanted.pieces) < 2:
        return False
    subjects = {term.variants for term in query.terms if term.emphasis >= _SUBJECT and not term.body}
    texts = [f"{one.evidence.text} {one.evidence.headings} {one.evidence.title}" for one in chosen]
    return any(
        one.variants in subjects and not any(word in text for text in texts for word in one.variants)
        for one in wanted.terms
    )


def asks_of_a_stranger(query: Query, scope: Sequence[Evidence]) -> bool:
    """Whether a question opens with a name that no item and no title has: 某某市给多少补贴.

    The name is all that stands before what is asked of it; what others are given does not answer.
    """
    if query.language != "zh" or query.regions or query.notices or not query.terms or not scope:
        return False
    name = ""
    for piece in query.pieces:
        if not (
            query.text.startswith(piece)
            if not name
            else query.text.startswith(name + piece[-1]) and piece[0] == name[-1]
        ):
            break
        name = piece if not name else name + piece[-1]
    opening = _OF_A_PLACE.match(query.text)
    name = name or (opening.group() if opening is not None else "")
    if not 2 <= len(name) <= _LONGEST_NAME or _ASKED_AFTER.match(query.text, len(name)) is None:
        return False
    places = scope[0].places
    pairs = [name] if _OF_A_PLACE.fullmatch(name) else [name[at : at + 2] for at in range(len(name) - 1)]
    return not any(rows.holding(pair).size for pair in pairs for rows in (places.texts, places.headings)) and not bool(
        places.in_title(pairs).any()
    )


def with_units(kept: Sequence[Scored], local: Sequence[Evidence]) -> list[Scored]:
    """`kept` with all the units that a lead among them opens (应当具备下列条件：), in their order below it."""
    leads = {(one.evidence.notice.id, one.evidence.item.path) for one in kept if one.evidence.lead}
    if not leads:
        return list(kept)
    below: dict[tuple[str, Path], list[Evidence]] = {lead: [] for lead in leads}
    for unit in Scope.of(local).within({notice for notice, _ in leads}):
        opened = below.get((unit.notice.id, unit.item.path[:-1]))
        if opened is not None:
            opened.append(unit)
    found: list[Scored] = []
    for one in kept:
        if (one.evidence.notice.id, one.evidence.item.path[:-1]) in leads:
            continue
        found.append(one)
        found += [
            replace(one, evidence=unit) for unit in below.get((one.evidence.notice.id, one.evidence.item.path), ())
        ]
    return found


# 资金补贴, 财政支持, 奖补; not 奖励, which may be a title
_MONEY = re.compile(r"资金|补贴|补助|奖补|财政|经费|资助")


def _is_about_money(one: Evidence, query: Query) -> bool:
    """Whether an item gives a sum, or holds a term of the question that names money."""
    if any(gives_money(fact) for fact in one.facts):
        return True
    names = (variant for term in query.terms for variant in term.variants if _MONEY.search(variant))
    return any(name in one.text for name in names)
