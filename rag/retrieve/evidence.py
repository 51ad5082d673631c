"""The corpus as evidence: every item with its facts in normal form, and how well it covers a question's terms."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rag.domain import Fact, Item, Notice
from rag.regions import find_region, find_regions, is_within
from rag.retrieve.query import Query
from rag.text import fold

_HEADING = 0.9
"""What a term that stands in a heading alone is worth; in the text itself 1."""
_TITLE = 0.5
"""What a term that stands in the notice's title alone is worth."""
_UNSEEN = 4.0
"""Weight at most of a term that no item has."""
_PIECE = 0.35
"""Emphasis of a pair of characters: several make a word."""
TELLING = 1.6
"""Inverse document frequency below which a term is the corpus's common subject and tells no item apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An item, its facts, and what they say in normal form."""

    notice: Notice
    item: Item
    facts: tuple[Fact, ...]
    text: str
    """Folded."""
    headings: str
    """Folded headings from the outside in."""
    title: str
    """Folded title of the notice."""
    home: str
    """The place that issued the notice; ``""`` for the ministry's."""
    regions: frozenset[str]
    """Subjects of its facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Spellings, any of which stands for one thing the question is about, and what finding it is worth."""

    variants: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a question is about, weighed against the corpus; what is everywhere in it is left out."""

    terms: tuple[Weighted, ...]
    pieces: tuple[Weighted, ...]
    """Pairs of characters that at least one item has."""
    unseen: int
    """Pairs of characters that no item has."""


def gather(notices: Sequence[Notice], facts: Sequence[Fact]) -> tuple[Evidence, ...]:
    """Every item of `notices` with the facts that stand in it, in document order."""
    by_notice: dict[str, list[Fact]] = {}
    for fact in facts:
        by_notice.setdefault(fact.notice, []).append(fact)
    return tuple(one for notice in notices for one in _gather_notice(notice, by_notice.get(notice.id, [])))


def _gather_notice(notice: Notice, facts: Sequence[Fact]) -> list[Evidence]:
    starts = [item.start for item in notice.items]
    owned: list[list[Fact]] = [[] for _ in notice.items]
    for fact in facts:
        owned[bisect_right(starts, fact.start) - 1].append(fact)
    places = find_regions(f"{notice.issuer} {notice.title}")
    home = places[0].region.name if places else ""
    title = fold(notice.title)
    return [
        Evidence(
            notice=notice,
            item=item,
            facts=tuple(own),
            text=fold(item.text),
            headings=fold(" ".join(notice.headings(item.path))),
            title=title,
            home=home,
            regions=frozenset(region for fact in own for region in fact.regions),
        )
        for item, own in zip(notice.items, owned, strict=True)
    ]


def weigh(query: Query, evidence: Sequence[Evidence]) -> Wanted:
    """What `query` is about, by inverse document frequency over `evidence`.

    ``idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5))`` with N items of which n hold t: Robertson and Sparck Jones's
    weight as BM25 uses it (Robertson and Zaragoza 2009, equation 3.3).
    """
    total = len(evidence)
    terms = [(term, _holding(term.variants, evidence)) for term in query.terms]
    pieces = [(piece, _holding((piece,), evidence)) for piece in query.pieces]
    return Wanted(
        terms=tuple(
            Weighted(variants=term.variants, weight=idf * term.emphasis)
            for term, holding in terms
            if (idf := _idf(holding, total)) > TELLING and (holding or not term.body)
        ),
        pieces=tuple(
            Weighted(variants=(piece,), weight=idf * _PIECE)
            for piece, holding in pieces
            if holding and (idf := _idf(holding, total)) > TELLING
        ),
        unseen=sum(not holding for _, holding in pieces),
    )


def _holding(variants: Sequence[str], evidence: Sequence[Evidence]) -> int:
    return sum(any(word in one.text or word in one.headings for word in variants) for one in evidence)


def _idf(holding: int, total: int) -> float:
    idf = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
    return idf if holding else min(idf, _UNSEEN)


def coverage(wanted: Sequence[Weighted], text: str, headings: str = "", title: str = "") -> float:
    """The share of the weight of `wanted` that `text`, `headings` and `title` hold, 0 to 1; 0 for nothing wanted.

    All three are folded.
    """
    whole = sum(one.weight for one in wanted)
    if not whole:
        return 0.0
    return sum(one.weight * _best_place(one.variants, text, headings, title) for one in wanted) / whole


def _best_place(variants: Sequence[str], text: str, headings: str, title: str) -> float:
    if any(word in text and _is_itself(word, text) for word in variants):
        return 1.0
    if any(word in headings for word in variants):
        return _HEADING
    return _TITLE if any(word in title for word in variants) else 0.0


def _is_itself(word: str, text: str) -> bool:
    """Whether an office stands in `text` by itself: 市长, not the end of 副市长."""
    return not word.endswith("长") or word in text.replace(f"副{word}", "")


def speaks_of(one: Evidence, region: str) -> bool:
    """Whether `region` is a subject of the item, holds a subject of it, or issued its notice."""
    return one.home == region or any(belongs(name, region) for name in one.regions)


def belongs(name: str, region: str) -> bool:
    """Whether `name` is `region` or a district of that city; a province's cities speak for themselves."""
    if name == region:
        return True
    outer, inner = find_region(region), find_region(name)
    if outer is None or inner is None or not is_within(inner, outer):
        return False
    return inner.level in ("district", "area") and (outer.level == "city" or inner.parent == outer.code)
