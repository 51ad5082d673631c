"""Which of the scored items answer a question: all that match for an enumeration, the best few for a look-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from rag.answer.asked import asked, asks_age, gives_age
from rag.answer.counted import counts_the_thing
from rag.answer.enumeration import enumerated
from rag.answer.ruling import qualifications_asked, rulings_asked
from rag.answer.scored import WHOLE, Scored
from rag.answer.selection import Gives, ItemScores, gives_each
from rag.domain import Path
from rag.question.query import Query
from rag.retrieve.evidence import Evidence, Wanted, Weighted
from rag.retrieve.nearness import Nearness
from rag.retrieve.scope import Scope

LEAST = 0.45
"""Coverage below which the best item is merely similar, and no evidence."""
_NEAR_BEST = 0.93
"""Share of the best score that a further item of a look-up has at least."""
_EQUAL = 0.95
"""Share of the best coverage of all its words at which two items on a place answer alike."""
_SURE = 0.55
"""Coverage of its terms from which a look-up stands although one of them is missing."""
_SURE_BESIDE = 0.7
"""The same where that one stands nowhere in the corpus: it is what the question is on."""
_GIVING = 0.5
"""Weight, beside coverage, of giving the figure, the day or the fine asked for; fitted with the weight of retrieval."""
_RULING = 0.25
"""Weight, beside coverage, of ruling on what may be done, where that is asked."""
_MOST = 3
"""Items that a look-up cites at most."""
_STANDS_OUT = 4.2
"""Standard deviations above the corpus's sentences from which an item answers by its meaning alone."""
_STANDS_OUT_THERE = 3.5
"""The same where the question names the place or the notice, and nothing elsewhere comes nearer."""
_STANDS_OUT_ALONE = 6.0
"""The same where a thing that the question names stands nowhere: the asker's word for one that does."""
_STANDS_OUT_GIVING = 2.8
"""The same where the item also gives the figure, the day or the fine asked for."""
_NEAREST = 0.9
"""Share of the cosine of the nearest sentence anywhere that an item on the place asked for reaches."""
_TOUCHED = 0.2
"""Coverage above which an item touches on what is asked, where nothing answers it."""
_TOUCHING = 3.0
"""Standard deviations from which it does in other words."""
_ASTRAY = 0.4
"""Share of the nearest item's cosine below which what a look-up found by some of its words is on something else."""
_AGREED_COVERED = 0.4
_AGREED_AHEAD = 0.3
"""Coverage, and lead over the second, of an item that is first both by its words and by its meaning."""
_AGREED_OUT = 3.0
"""Standard deviations from which such an item answers."""
_FAR_AHEAD = 0.6
_AHEAD_COVERED = 0.25
_AHEAD_OUT = 2.0
"""Lead over the second by words and meaning, coverage, and standard deviations of an item that is alone on a place."""
_NEARBY = 0.25
"""Cosine from which an item is so near that another which is not must be astray."""
_AS_NEAR = 0.7
"""Share of the cosine of the nearest item that a further one of a look-up has, unless it has other words."""
_OPENING = 0.2
"""Share of a lead's characters that its last sentence has at least, which opens the units."""
_SENTENCES = re.compile(r"[。\n]")
_LONGEST_NAME = 5
"""Characters that the name of a place mostly has."""
# 青山市, 太平县; not 我市, 各区, 电梯市级
_OF_A_PLACE = re.compile(
    r"(?:[^各全本我该外哪几个两每这那此].{0,3}[^各全本我该外哪几个两每这那此][市县州盟旗镇乡]|..[区岛])(?!级)"
)
# 的资金奖补, 给多少补贴, 补贴最高多少, 有没有补助: what is asked of a name right before it
_ASKED_AFTER = re.compile(
    r"市?(?:的|有|能|可以|会|给|对|最高|最多|每|一共|总共|到底)?.{0,6}(?:补贴|补助|奖补|奖励|资金|奖金|资助|贴息|标准|额度)"
)


def keep(scored: Sequence[Scored], query: Query, wanted: Wanted, best: float, scores: ItemScores) -> list[Scored]:
    """All that match for an enumeration, in document order; the best few for a look-up."""
    if query.listing:
        return enumerated(scored, query, scores)
    gives = asked(query)
    rules = rulings_asked(query)
    strength = {
        id(one): one.score + _GIVING * _share_given(one, gives) + _RULING * _share_given(one, rules) for one in scored
    }
    ordered = sorted(scored, key=lambda one: -strength[id(one)])
    least = _NEAR_BEST * strength[id(ordered[0])]
    kept = [one for one in ordered if strength[id(one)] >= least and one.covered >= LEAST] or ordered[:1]
    if query.regions:
        kept = [one for one in ordered if one in kept or (one.named >= WHOLE and one.covered >= _EQUAL * best)]
    kept = _giving_most(kept, gives) or kept
    kept = _giving_most(kept, qualifications_asked(query)) or kept
    if scores.near is not None and len(kept) > 1:
        kept = _without_farther(kept, wanted, scores.near)
    if query.wants_duty and query.share != "any":
        kept = [one for one in kept if any(fact.lead for fact in one.evidence.facts)] or kept
    most = _MOST if not query.regions else 2 * _MOST
    if counts := counts_the_thing(query):
        exact = [one for one in ordered if one.named >= WHOLE and any(map(counts, one.evidence.facts))]
        kept = [one for one in exact if one.covered >= _EQUAL * best] or exact or kept
    return (_giving_most(kept, gives) or kept)[:most]


def of_the_age(kept: Sequence[Scored], scored: Sequence[Scored], query: Query) -> list[Scored]:
    """Of `scored` what says how old a thing must be, where one asks whether a thing of some age may; else `kept`."""
    if query.listing or not asks_age(query) or not rulings_asked(query):
        return list(kept)
    return [one for one in scored if one.covered > _TOUCHED and any(map(gives_age, one.evidence.facts))] or list(kept)


def _share_given(one: Scored, gives: Sequence[Gives]) -> float:
    """How much of what is asked for an item gives: 0 to 1; 0 where no such thing is asked for."""
    return sum(any(give(fact) for fact in one.evidence.facts) for give in gives) / (len(gives) or 1)


def _without_farther(kept: Sequence[Scored], wanted: Wanted, near: Nearness) -> list[Scored]:
    """`kept`, best first, without what is farther in meaning than the nearest, unless it is on another thing asked for.

    The first stays where it has more of what is asked for than the nearest.
    """
    first = max(kept, key=lambda one: near.of(one.evidence))
    nearest = first.evidence
    least = _AS_NEAR * near.of(nearest)
    said = [(one, held) for one in wanted.terms if (held := _held(one, nearest))]
    return [
        one
        for one in kept
        if near.of(one.evidence) >= least
        or (one is kept[0] and one.named > first.named)
        or any(not _held(term, one.evidence) <= held for term, held in said)
    ]


def _held(term: Weighted, one: Evidence) -> set[str]:
    """The spellings of a term that stand in an item."""
    return {word for word in term.variants if word in one.words}


def _giving_most(some: Sequence[Scored], gives: Sequence[Gives]) -> list[Scored]:
    """Those that give most of what is asked for; none where none gives anything."""
    given = [_share_given(one, gives) for one in some]
    most = max(given, default=0.0)
    return [one for one, share in zip(some, given, strict=True) if share == most] if most else []


def by_meaning(scored: Sequence[Scored], query: Query, wanted: Wanted, near: Nearness | None) -> list[Scored]:
    """The best few of `scored` where the best answers by its meaning, though its words do not tell; else none.

    A question that names a place or a notice is answered from its items where nothing elsewhere is nearer to what is
    asked: else the topic is known, and of other places. One that names a year must be answered by its words.
    """
    if near is None or not scored or query.years:
        return []
    strength = partial(_in_words_and_meaning, near=near)
    ranked = sorted(scored, key=strength, reverse=True)
    first = ranked[0].evidence
    unknown = unknown_things(wanted, query, scored)
    if unknown and (_chief_subjects(query) <= unknown or not (query.regions or query.notices)):
        alone = not query.regions and not asked(query) and near.stands_out(first) >= _STANDS_OUT_ALONE
        return ranked[:1] if alone else []
    least = _STANDS_OUT
    if query.regions or query.notices:
        if _is_far_ahead(ranked, near):
            return ranked[:1]
        if near.of(first) < _NEAREST * near.best:
            return []
        gives = asked(query)
        giving = bool(gives) and gives_each(first.facts, gives)
        least = _STANDS_OUT_GIVING if giving else _STANDS_OUT_THERE
    if _agree(ranked, near) and strength(ranked[0]) - strength(ranked[1]) >= _AGREED_AHEAD:
        least = min(least, _AGREED_OUT)
    if near.stands_out(first) < least:
        return []
    return [one for one in ranked if strength(one) >= _NEAR_BEST * strength(ranked[0])][:_MOST]


def _in_words_and_meaning(one: Scored, near: Nearness) -> float:
    """How well an item answers by its words, retrieval and meaning together."""
    return one.score + near.of(one.evidence)


def _is_far_ahead(ranked: Sequence[Scored], near: Nearness) -> bool:
    """Whether of what is said of a place the first is so far ahead of all others that it must be what is asked for."""
    if len(ranked) < 2 or ranked[0].covered < _AHEAD_COVERED or near.stands_out(ranked[0].evidence) < _AHEAD_OUT:
        return False
    first, second = (_in_words_and_meaning(one, near) for one in ranked[:2])
    return first - second >= _FAR_AHEAD and near.of(ranked[0].evidence) >= _ASTRAY * near.best


def _agree(ranked: Sequence[Scored], near: Nearness) -> bool:
    """Whether the first of several has the most words of the question and is the nearest of all in meaning."""
    first = ranked[0]
    most = max(_AGREED_COVERED, *(one.covered for one in ranked))
    return len(ranked) > 1 and first.covered >= most and near.of(first.evidence) >= near.best


def names_the_unknown(wanted: Wanted, query: Query, scored: Sequence[Scored]) -> bool:
    """Whether one of the things that a question is about stands nowhere in the corpus that `scored` are items of."""
    return bool(unknown_things(wanted, query, scored))


def unknown_things(wanted: Wanted, query: Query, scored: Sequence[Scored]) -> set[tuple[str, ...]]:
    """The spellings of each thing that a question is about and that stands nowhere in the corpus."""
    if not scored:
        return set()
    places = scored[0].evidence.places
    subjects = _subjects(query)
    return {
        term.variants
        for term in wanted.terms
        if term.variants in subjects
        and not any(rows.holding(word).size for word in term.variants for rows in (places.texts, places.headings))
        and not places.in_title(term.variants).any()
    }


def _subjects(query: Query) -> set[tuple[str, ...]]:
    """The spellings of each thing that a question is about."""
    return {term.variants for term in query.terms if term.is_subject and not term.body}


def _chief_subjects(query: Query) -> set[tuple[str, ...]]:
    """The spellings of what a question is about before all: surgery of which hospital is best for surgery."""
    most = max((term.emphasis for term in query.terms if not term.body), default=0.0)
    return {term.variants for term in query.terms if term.emphasis == most and not term.body}


def nearest(scored: Sequence[Scored], near: Nearness | None) -> list[Scored]:
    """`scored`, best first by words and meaning together, without what is on something else altogether."""
    if near is None:
        return [one for one in scored if one.covered > _TOUCHED]
    touching = [one for one in scored if one.covered > _TOUCHED or near.stands_out(one.evidence) >= _TOUCHING]
    return sorted(touching, key=lambda one: -_in_words_and_meaning(one, near))


def is_astray(chosen: Sequence[Scored], scored: Sequence[Scored], query: Query, near: Nearness | None) -> bool:
    """Whether what a look-up found has but some of its words, and another item of `scored` comes far nearer to it."""
    if near is None or not chosen or query.listing or any(one.covered >= WHOLE for one in chosen):
        return False
    nearest = max(near.of(one.evidence) for one in scored)
    return nearest >= _NEARBY and all(near.of(one.evidence) < _ASTRAY * nearest for one in chosen)


def lacks_subject(chosen: Sequence[Scored], query: Query, wanted: Wanted) -> bool:
    """Whether a look-up found nothing that has one of the several things it is about: a measure, an object.

    A list lacks only what the whole corpus has not: which hospital is best for surgery.
    """
    best = max((one.named for one in chosen), default=0.0)
    unknown = names_the_unknown(wanted, query, chosen)
    if (query.listing and not unknown) or not chosen or len(wanted.terms) + len(wanted.pieces) < 2:
        return False
    if best >= (_SURE_BESIDE if unknown else _SURE):
        return False
    subjects = _subjects(query)
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
    if any(word in name for term in query.terms for word in term.variants):
        return False  # 加装电梯市财政补多少
    if not 2 <= len(name) <= _LONGEST_NAME or _ASKED_AFTER.match(query.text, len(name)) is None:
        return False
    places = scope[0].places
    pairs = [name] if _OF_A_PLACE.fullmatch(name) else [name[at : at + 2] for at in range(len(name) - 1)]
    return not any(rows.holding(pair).size for pair in pairs for rows in (places.texts, places.headings)) and not bool(
        places.in_title(pairs).any()
    )


def _only_opens(one: Evidence) -> bool:
    """Whether a lead does little but open its units; a section that says much before it does not."""
    last = _SENTENCES.split(one.item.text.rstrip())[-1]
    return one.lead and len(last) >= _OPENING * len(one.item.text)


def with_units(kept: Sequence[Scored], local: Sequence[Evidence]) -> list[Scored]:
    """`kept` with all the units that a lead among them opens (应当具备下列条件：), in their order below it."""
    leads = {(one.evidence.notice.id, one.evidence.item.path) for one in kept if _only_opens(one.evidence)}
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
