"""The corpus as evidence: every item with its facts in normal form, and how well it covers a question's terms."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.index.items import PLACES, ItemIndex
from rag.question.pinyin import common_words, light_words
from rag.question.query import Query
from rag.question.terms import Term
from rag.regions import find_region, is_within
from rag.retrieve.opposite import Opposite, opposite_of
from rag.retrieve.scope import Evidence, Scope
from rag.text import fold, is_han

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEADING = 0.9
"""What a term that stands in a heading alone is worth; in the text itself 1."""
_HEADED = 1.1
"""What a term that is the item's heading is worth."""
_HALVES = 0.85
"""What a long term is worth whose two halves stand in the text apart: 加装电梯审批 in 加装电梯并联审批."""
_OPPOSITE = 0.5
"""Share of its coverage that is left to what tells of the opposite case alone: 不改变使用功能的 for 改变使用功能的."""
_LONG = 6
"""Characters from which a term has halves."""
_TITLE = 0.6
"""What a term that stands in the notice's title is worth for all its items."""
_UNSEEN = 4.0
"""Weight at most of a term that no item has."""
_UNREAD = 1.0
"""Weight of a word of an English question that neither the glossary nor the vectors tell in the corpus's words."""
STRANGE = 3.0
"""Weight of a word of the common language that no item has: the question is on something else."""
_LIGHT = 0.3
"""Share of its weight that the lack of a word takes away which names nothing: 拿出, 之后."""
_CUT = 0.2
"""The same for a pair of characters that is no word: 价出 in 市场价出租."""
_PLAIN = frozenset("一二三四五六七八九十百两几多不里前后上下起来去到自")
"""Characters of words that count, place or point, and name nothing."""
_PIECE = 0.35
"""Emphasis of a pair of characters: several make a word."""
TELLING = 1.6
"""Inverse document frequency below which a term is the corpus's common subject and tells no item apart."""
_SOMEWHAT = 0.7
"""The same for a question that is about nothing else: what half of the items have."""


# the end of a sentence or of one of its parts; not 、 or ，
_SENTENCE = re.compile(r"[。；;！!？?\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Spellings, any of which stands for one thing the question is about, and what finding it is worth."""

    variants: tuple[str, ...]
    weight: float
    halves: tuple[str, ...] = ()
    """The two words that a long one is made of, where the corpus has both: 加装电梯 and 审批."""
    lack: float = 1.0
    """Share of the weight that its lack takes away: little for a word that names nothing, 拿出, 之后."""
    opposite: Opposite | None = None
    """The opposite of the case that the question names by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a question is about, weighed against the corpus; what is everywhere in it is left out."""

    terms: tuple[Weighted, ...]
    pieces: tuple[Weighted, ...]
    """Pairs of characters that at least one item has, and words of the common language that none has."""
    unseen: int
    """Pairs of characters that no item has."""


def weigh(query: Query, evidence: Sequence[Evidence]) -> Wanted:
    """What `query` is about, by inverse document frequency over `evidence`.

    ``idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5))`` with N items of which n hold t: Robertson and Sparck Jones's
    weight as BM25 uses it (Robertson and Zaragoza 2009, equation 3.3).
    """
    evidence = Scope.of(evidence)
    total = len(evidence)
    terms = [(term, _holding(term.variants, evidence)) for whole in query.terms for term in _held(whole, evidence)]
    pieces = [(piece, _holding((piece,), evidence)) for piece in query.pieces]
    strange = _strange([(piece, bool(holding)) for piece, holding in pieces])
    weighed = [(term, _idf(holding, total)) for term, holding in terms if holding or not term.body]
    telling = [(term, idf) for term, idf in weighed if idf > TELLING]
    bare = not (query.unknown or query.pieces or query.years)
    if not telling and (bare or not query.listing) and not any(holding for _, holding in pieces):
        telling = [(term, idf) for term, idf in weighed if idf > _SOMEWHAT]
    about = bool(telling or query.regions or query.notices)
    said = fold(query.text) if query.language == "zh" else ""
    return Wanted(
        terms=tuple(
            Weighted(
                variants=term.variants,
                weight=idf * term.emphasis,
                halves=_halves(term.variants[:1], evidence),
                lack=1.0 if term.is_subject else _lack(term.variants[0]),  # what it is about, whatever word
                opposite=opposite_of(said, term.variants),
            )
            for term, idf in telling
        ),
        pieces=tuple(
            Weighted(variants=(piece,), weight=idf * _PIECE, lack=_lack(piece), opposite=_case(said, piece))
            for piece, holding in pieces
            if holding and (idf := _idf(holding, total)) > TELLING
        )
        + tuple(Weighted(variants=(word,), weight=STRANGE, lack=_lack(word) if about else 1.0) for word in strange)
        + tuple(Weighted(variants=(word,), weight=_UNREAD) for word in query.unknown),
        unseen=sum(not holding for _, holding in pieces),
    )


@lru_cache(maxsize=1 << 15)
def fold_once(text: str) -> str:
    """`fold`, remembered: the clauses of a corpus are compared again and again."""
    return fold(text)


def _held(term: Term, evidence: Scope) -> tuple[Term, ...]:
    """`term`, or its two halves where no item has it whole."""
    if term.body or _holding(term.variants, evidence):
        return (term,)
    if not _halves(term.variants, evidence, least=4, together=True):
        return (term,)
    return tuple(replace(term, variants=(half,)) for half in _halves(term.variants, evidence, least=4))


def _stand_together(halves: Sequence[str], evidence: Scope) -> bool:
    """Whether some sentence has both halves of a word: 生育 and 补贴 of two subjects are no 生育补贴."""
    places = evidence.places
    first, second = (places.mask([places.texts.holding(half)]) for half in halves)
    both = (places.texts[row] for row in evidence.rows.tolist() if first[row] and second[row])
    return any(all(half in sentence for half in halves) for text in both for sentence in _SENTENCE.split(text))


def _halves(variants: Sequence[str], evidence: Scope, *, least: int = _LONG, together: bool = False) -> tuple[str, ...]:
    """The two words, held by most items, that one of `variants` of at least `least` characters is made of.

    Where they are to stand `together`, in one sentence.
    """
    best: tuple[str, ...] = ()
    held = (0, 0)
    for word in variants:
        for cut in range(2, len(word) - 1) if len(word) >= least else ():
            first, second = _holding((word[:cut],), evidence), _holding((word[cut:],), evidence)
            if not (first and second and (min(first, second), first + second) > held):
                continue
            if not together or _stand_together((word[:cut], word[cut:]), evidence):
                best, held = (word[:cut], word[cut:]), (min(first, second), first + second)
    return best


def _strange(pieces: Sequence[tuple[str, bool]]) -> list[str]:
    """The words of the common language that no item has; one that a held pair runs into is none: 区分 in 社区分."""
    found: list[str] = []
    for at, (piece, held) in enumerate(pieces):
        beside = [pieces[to] for to in (at - 1, at + 1) if 0 <= to < len(pieces)]
        touching = any(near and (other[-1] == piece[0] or other[0] == piece[-1]) for other, near in beside)
        if not held and not touching and _is_word(piece):
            found.append(piece)
    return found


def _lack(word: str) -> float:
    """The share of the weight of a word that its lack takes away: a question is not less answered without 拿出."""
    if len(word) != 2 or not is_han(word[0]):
        return 1.0
    if word in light_words():
        return _LIGHT
    return 1.0 if word in common_words() else _CUT


def _is_word(piece: str) -> bool:
    """Whether a pair of characters is a word that names something: 烟花, 部长; not 一个, 花爆."""
    return piece in common_words() and not _PLAIN.intersection(piece)


def _case(said: str, piece: str) -> Opposite | None:
    """The opposite of the case that a pair of characters names, where it is a word: 合格, not 格后."""
    return opposite_of(said, (piece,)) if _is_word(piece) else None


def _holding(variants: Sequence[str], evidence: Scope) -> int:
    places = evidence.places
    held = [found for word in variants for found in (places.texts.holding(word), places.headings.holding(word))]
    return int(places.mask(held)[evidence.rows].sum())


def _idf(holding: int, total: int) -> float:
    idf = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
    return idf if holding else min(idf, _UNSEEN)


def covers(wanted: Sequence[Weighted], one: Evidence) -> float:
    """`coverage` by an item; its very heading counts for more; a head that prints the title again for no more."""
    held = whole = 0.0
    for some in wanted:
        if one.places.announcing[one.row] and any(word in one.title for word in some.variants):
            worth = _TITLE
        else:
            headed = bool(one.named) and any(one.named.endswith(word) for word in some.variants)
            worth = _HEADED if headed else _best_place(some, one.text, one.headings, one.title)
        held += some.weight * worth
        whole += some.weight * (1.0 if worth else some.lack)
    return _of_the_case(wanted, one.text) * held / whole if whole else 0.0


def _of_the_case(wanted: Sequence[Weighted], text: str) -> float:
    """The share of its coverage that is left to `text`: all, but where it tells of an opposite case alone."""
    return _OPPOSITE if tells_opposite(wanted, text) else 1.0


def tells_opposite(wanted: Sequence[Weighted], text: str) -> bool:
    """Whether the folded `text` tells of the opposite of a case of `wanted`, and not of the case."""
    return any(some.opposite is not None and some.opposite.stands_in(text) for some in wanted)


def covers_each(wanted: Sequence[Weighted], evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """`covers` of every item of `evidence` at once: (n,), the same to the last digit."""
    import numpy as np

    if not wanted or not evidence:
        return np.zeros(len(evidence))
    scope = Scope.of(evidence)
    places = scope.places
    held, whole = np.zeros(len(places)), np.zeros(len(places))
    for some in wanted:
        best = np.zeros(len(places))
        best[places.mask([places.headings.holding(word) for word in some.variants])] = _HEADING
        best[places.in_title(some.variants)] = _TITLE
        if some.halves:
            first, second = (places.mask([places.texts.holding(half)]) for half in some.halves)
            best[first & second] = _HALVES
        best[places.mask([_standing(word, places) for word in some.variants])] = 1.0
        best[places.mask([places.named.ending(word) for word in some.variants])] = _HEADED
        best[places.announcing & places.in_title(some.variants)] = _TITLE
        held += some.weight * best
        whole += some.weight * np.where(best > 0, 1.0, some.lack)
    opposite = [_telling(some.opposite, places) for some in wanted if some.opposite is not None]
    held = np.where(places.mask(opposite), _OPPOSITE, 1.0) * held if opposite else held
    return (held / np.maximum(whole, 1e-12))[scope.rows]


def _telling(opposite: Opposite, places: ItemIndex) -> NDArray[np.int64]:
    """The rows of the items whose text tells of the opposite case alone."""
    import numpy as np

    rows = np.flatnonzero(places.mask([places.texts.holding(word) for word in opposite.seeds()])).tolist()
    return np.array([row for row in rows if opposite.stands_in(places.texts[row])], np.int64)


def _standing(word: str, places: ItemIndex) -> NDArray[np.int64]:
    """The rows of the items in whose text `word` stands by itself."""
    import numpy as np

    if not word.endswith("长"):
        return places.texts.holding(word)
    if word not in places.standing:
        rows = places.texts.holding(word).tolist()
        places.standing[word] = np.array([row for row in rows if stands_by_itself(word, places.texts[row])], np.int64)
    return places.standing[word]


def coverage(wanted: Sequence[Weighted], text: str, headings: str = "", title: str = "") -> float:
    """The share of the weight of `wanted` that `text`, `headings` and `title` hold, 0 to 1; 0 for nothing wanted.

    All three are folded.
    """
    whole = sum(one.weight for one in wanted)
    if not whole:
        return 0.0
    held = sum(one.weight * _best_place(one, text, headings, title) for one in wanted)
    return _of_the_case(wanted, text) * held / whole


def _best_place(one: Weighted, text: str, headings: str, title: str) -> float:
    if any(word in text and stands_by_itself(word, text) for word in one.variants):
        return 1.0
    if one.halves and all(half in text for half in one.halves):
        return _HALVES
    if any(word in title for word in one.variants):
        return _TITLE
    return _HEADING if any(word in headings for word in one.variants) else 0.0


def stands_by_itself(word: str, text: str) -> bool:
    """Whether an office stands in `text` by itself: 市长, not the end of 副市长."""
    return not word.endswith("长") or word in text.replace(f"副{word}", "")


def speaking_of(some: Sequence[Evidence], regions: Sequence[str]) -> Scope:
    """The items with a place of `regions`, or one in it, as a subject; those it issued or whose title names it."""
    scope = Scope.of(some)
    places = scope.places
    on = [rows for name, rows in places.regions.items() if any(belongs(name, region) for region in regions)]
    of_them = [
        home in regions or not scope.corpus.titled(number).isdisjoint(regions)
        for number, home in enumerate(places.homes)
    ]
    return scope.where(places.mask(on) | places.of_notices(of_them))


def is_home(one: Evidence, regions: Sequence[str]) -> bool:
    """Whether one of `regions` issued the notice of an item, or is what it is on by its title: so is all in it."""
    return one.home in regions or not one.titled.isdisjoint(regions)


def national(some: Sequence[Evidence], *, beside: bool = False) -> Scope:
    """The items that speak for the whole country: no place issued their notice, and they tell of none.

    The others, where `beside` is true.
    """
    scope = Scope.of(some)
    homeless = scope.places.of_notices([not home for home in scope.places.homes])
    return scope.where((homeless & ~scope.places.has(PLACES)) != beside)


def belongs(name: str, region: str) -> bool:
    """Whether `name` is `region` or a district of that city; a province's cities speak for themselves."""
    if name == region:
        return True
    outer, inner = find_region(region), find_region(name)
    if outer is None or inner is None or not is_within(inner, outer):
        return False
    return inner.level in ("district", "area") and (outer.level == "city" or inner.parent == outer.code)
