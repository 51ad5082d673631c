"""Quotes of two notices that say the same thing with other figures; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from rag.domain import Answer, Citation, Notice
from rag.numerals import find_amounts, find_dates
from rag.regions import find_regions
from rag.saying import home_of
from rag.text import blanked
from ui.twins import alike

WORDS_ALIKE = 0.55
"""Share of pairs of characters, figures left out, from which on two quotes are about the same thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two quotes of one answer, from two notices of one place, that differ in their figures."""

    left: Citation
    right: Citation


def clashes_of(answer: Answer, notices: Mapping[str, Notice]) -> tuple[Clash, ...]:
    """Where two notices of one place, or of one issuer, contradict each other in what `answer` cites.

    Quotes that name other places or years are about other things.

    Args:
        answer: What was answered.
        notices: By their ids; quotes of others are left out.
    """
    held: dict[str, list[Citation]] = {}
    for one in answer.citations:
        if one.doc in notices and _figures(one):
            held.setdefault(one.doc, []).append(one)
    owners = {doc: home_of(notices[doc]) or notices[doc].issuer for doc in held}
    return tuple(
        Clash(left=one, right=other)
        for left, right in combinations(held, 2)
        if owners[left] == owners[right]
        for one, other in _twins(held[left], held[right])
    )


def _twins(left: list[Citation], right: list[Citation]) -> list[tuple[Citation, Citation]]:
    pairs = alike([_words(one) for one in left], [_words(one) for one in right], least=WORDS_ALIKE)
    couples = [(left[n], right[other]) for n, other in sorted(pairs.items())]
    return [(one, other) for one, other in couples if _differ(one, other) and _about(one) == _about(other)]


def _differ(left: Citation, right: Citation) -> bool:
    """Whether either has a figure that the other has not."""
    mine, theirs = _figures(left), _figures(right)
    return bool(mine - theirs) and bool(theirs - mine)


def _figures(citation: Citation) -> frozenset[tuple[Decimal, str]]:
    return frozenset((one.value, one.unit) for one in find_amounts(citation.quote))


def _words(citation: Citation) -> str:
    return blanked(citation.quote, [(one.start, one.end) for one in find_amounts(citation.quote)])


def _about(citation: Citation) -> tuple[frozenset[str], frozenset[int]]:
    """The places and the years that a quote names."""
    places = frozenset(mention.region.name for mention in find_regions(citation.quote))
    return places, frozenset(one.year for one in find_dates(citation.quote))
