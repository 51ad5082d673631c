"""What an enumeration holds: all that match, or the one item that lists it all (用于博物馆、民宿、书吧等业态)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.answer.asked import asks_payment, asks_penalty, figures_asked
from rag.answer.payments import asks_who_pays, paying, says_what_is_paid
from rag.answer.ranks import of_the_rank
from rag.answer.scored import Scored
from rag.answer.selection import Gives, ItemScores
from rag.question.query import Query
from rag.retrieve.evidence import Evidence, fold_once, is_home
from rag.text import squeeze

_FOUND = _MEANT = 0.2
"""Weights of retrieval and of nearness in meaning, each as a share of its best, beside coverage in an enumeration."""
_PLACE, _UNIT = 0.7, 0.75
"""Share of the best item's strength that every item of an enumeration has: of places, and of anything else."""
_NEARLY = 0.95
_LED_BY_WORDS = 0.85
"""Shares of the best score that a lead has at least whose units are all that is asked for; with all the words less."""
# 有下列情形之一的：, 应当具备以下条件：; not 如下图所示
_OPENS = re.compile(r"下列|以下|之一")
_OF_FINES = frozenset({"行政处罚", "违反规定", "处分"})
"""Terms that say that something is fined, and not what."""
_ACTS = frozenset({"行为", "办法"})
"""Words for what is fined whatever it is."""
_LISTS = 0.6
"""Share of the best coverage that an item has at least which lists under its name what is asked for."""
_LISTS_FIRST = 0.85
"""Share of the best score that the first such item has at least."""
_LISTING = 2
"""Such items at most; more are an enumeration of their own."""
_FAR_BEHIND = 0.8
"""Share of the first one's score that all others have at most where it alone is meant whatever the name."""
_CLEARLY = 0.93
"""Share of the first such item's score that the second has at least."""
# 哪些业态, 哪几类, 哪四个街道, 什么材料: what is asked for stands after the word that asks
_AFTER = re.compile(
    r"(?:哪(?:些|几|[两二三四五六七八九十\d]+)(?P<unit>[个类种项条道处方家])?(?:方面的)?|(?<!为)什么(?:样的)?|(?<![好第])几(?P<count>[类种]))"
    r"(?P<noun>[\u4e00-\u9fff]{0,6})"
)
# 新技术有哪些, 情形包括哪些？, 重点是什么: it stands before, and nothing after; not 历史建筑有哪些要求
_BEFORE = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2,6}?)(?:都|一共|主要|具体|应当?|须|要|得)*(?:有|是|包括|包含|指|分为?|为)了?"
    r"(?:哪(?:些|几[个项条])|什么)(?=$|[^\u4e00-\u9fff])"
)
_LEAST = 2
"""Marks between the members of an enumeration at least."""
_TAIL = 18
"""Characters of the last member, with what is said of all, at most: 科技等方面."""
_CLOSED = 2
"""Characters after 等 from which the members have another name: 人才等方面对历史建筑."""
_CLASSES = frozenset("类种")
"""Measure words that are themselves what is asked for: 哪几类, 五类."""
_GENERAL = frozenset({"方面", "领域", "环节", "内容", "情况", "事项", "工作", "因素"})
"""Names for members of any kind, one as good as another: 哪些领域, 在土地、财政、科技等方面."""
# 内容包括现状、目标, 环节：钢筋制作、…: what may stand between a name and its members
_NAMES = re.compile(r"[^，。；、]{0,6}(?:包括|包含|涵盖|分为|是|为|有|[：:])")
_STOPS = re.compile(r"[。；;\n]")


def enumerated(scored: Sequence[Scored], query: Query, scores: ItemScores) -> list[Scored]:
    """All of `scored` that an enumeration holds, in document order; the one that lists it all by itself alone."""
    gives = () if query.of_places and query.wants_money else figures_asked(query)
    giving = [one for one in scored if gives and _gives_all(one.evidence, gives)]
    if giving and not query.wants_duty:
        matching = giving if _asks_nothing_else(query) else _matching(giving, query, scores)
        if asks_who_pays(query) and asks_payment(query):
            matching = [one for one in matching if says_what_is_paid(one.evidence)] or matching
    elif alone := _led(scored, query) or _enumerating(scored, query):
        return alone
    else:
        matching = _matching(scored, query, scores)
        if asks_payment(query):
            matching = paying(matching, scored, query)
    return sorted(of_the_rank(matching, query), key=lambda one: (one.evidence.notice.id, one.evidence.item.start))


def _led(scored: Sequence[Scored], query: Query) -> list[Scored]:
    """The best of the leads that open a list of units (有下列情形之一的：) where it is, or nearly is, the best of all.

    Of places it is the list only within a notice of the place itself: 本市哪里不得建房.
    """
    best = max((one.score for one in scored), default=0.0)
    if query.of_places and not (query.regions and all(is_home(one.evidence, query.regions) for one in scored)):
        return []
    most = max((one.covered for one in scored), default=0.0)
    near_best = (one for one in scored if one.score >= (_LED_BY_WORDS if one.covered >= most else _NEARLY) * best)
    return [one for one in near_best if one.evidence.lead and _OPENS.search(one.evidence.text)][:1]


def _gives_all(one: Evidence, gives: Sequence[Gives]) -> bool:
    """Whether one sentence of an item gives all that is asked for: a fine that is a share of the costs."""
    return any(all(give(fact) for give in gives) for fact in one.facts)


def _asks_nothing_else(query: Query) -> bool:
    """Whether no subject stands beside the fines that a list is asked of: 哪些行为会被罚, 各罚多少."""
    beside = (term for term in query.terms_beside_bodies if not _OF_FINES.intersection(term.variants))
    return asks_penalty(query) and not any(beside) and set(query.pieces) <= _ACTS


def _enumerating(scored: Sequence[Scored], query: Query) -> list[Scored]:
    """The one or two of the best items that list under its name what is asked for, where no others do."""
    if query.of_places or query.regions and not query.terms and not query.pieces:
        return []
    best = max((one.covered for one in scored), default=0.0)
    fits = {id(one): enumerates(one.evidence, query) for one in scored if one.covered >= _LISTS * best}
    listing = [one for one in scored if fits.get(id(one))]
    if listing and listing[0] is scored[0] and all(one.score <= _FAR_BEHIND * listing[0].score for one in listing[1:]):
        return [replace(listing[0], whole=True)]
    longest = max(fits.values(), default=0)
    listing = [one for one in listing if fits[id(one)] == longest]
    if not listing or len(listing) > _LISTING or listing[0].score < _LISTS_FIRST * scored[0].score:
        return []
    return [replace(one, whole=True) for one in listing if one.score >= _CLEARLY * listing[0].score]


def _matching(scored: Sequence[Scored], query: Query, scores: ItemScores) -> list[Scored]:
    """The items of an enumeration: all that come near the best by words, retrieval and meaning together.

    Retrieval returns but so many chunks; an item that could be near the best is compared whether or not it did.
    """
    share = _PLACE if query.of_places else _UNIT
    least = share * max((one.covered for one in scored), default=0.0) - _FOUND - _MEANT
    scored = [one for one in scored if one.covered >= least]
    some = [one.evidence for one in scored]
    found = [one.score - one.covered for one in scored]
    if scores.of_notices is not None:
        every = scores.of_notices({int(one.places.notice_of[one.row]) for one in some})
        found = [every.get((one.notice.id, one.item.path), 0.0) for one in some]
    meant = [0.0] * len(some) if scores.near is None else scores.near.of_all(some)
    most, nearest = (max(values, default=0.0) or 1.0 for values in (found, meant))
    strength = [
        one.covered + _FOUND * own / most + _MEANT * cosine / nearest
        for one, own, cosine in zip(scored, found, meant, strict=True)
    ]
    least = share * max(strength, default=0.0)
    return [one for one, own in zip(scored, strength, strict=True) if own >= least]


def enumerates(one: Evidence, query: Query) -> int:
    """How well a sentence of an item that lists several names what `query` asks for: more by a longer name, or 0."""
    names = sorted(_names(query), reverse=True)
    sentences = [part for part in _STOPS.split(squeeze(fold_once(one.item.text))) if part.count("、") >= _LEAST]
    return next((fit for fit, name in names if any(_lists(part, name) for part in sentences)), 0)


def _names(query: Query) -> Iterator[tuple[int, str]]:
    """The names that what is asked for may have, each a pattern with how well it fits."""
    if query.language != "zh":
        return
    text = squeeze(fold_once(query.text))
    for match in _AFTER.finditer(text):
        unit = match["count"] or match["unit"] or ""
        if unit in _CLASSES:
            yield 2, rf"[两二三四五六七八九十\d]大?{unit}"
        yield from _patterns(match["noun"][:length] for length in range(2, len(match["noun"]) + 1))
    for match in _BEFORE.finditer(text):
        yield from _patterns(match["noun"][at:] for at in range(len(match["noun"]) - 1))


def _patterns(nouns: Iterable[str]) -> Iterator[tuple[int, str]]:
    for noun in nouns:
        yield 2 * len(noun), re.escape(noun)
        if noun in _GENERAL:
            yield 1, "|".join(_GENERAL)


def _lists(sentence: str, name: str) -> bool:
    """Whether members stand right before `name` (甲、乙、丙等方面) or right after it (内容包括甲、乙、丙)."""
    for found in re.finditer(name, sentence):
        members, mark, last = sentence[: found.start()].rpartition("，")[2].rpartition("、")
        closed = len(last.partition("等")[2]) > _CLOSED
        if mark and members.count("、") >= _LEAST - 1 and len(last) <= _TAIL and not closed:
            return True
        named = _NAMES.match(sentence, found.end())
        if named is not None and sentence[named.end() :].partition("，")[0].count("、") >= _LEAST:
            return True
    return False
