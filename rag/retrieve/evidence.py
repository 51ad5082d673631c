"""The corpus as evidence: every item with its facts in normal form, and how well it covers a question's terms."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.domain import Fact, Item, Notice
from rag.parse.roles import role_of
from rag.regions import find_region, find_regions, is_within
from rag.retrieve.pinyin import common_words
from rag.retrieve.places import Places
from rag.retrieve.query import Query, Term
from rag.text import fold, squeeze

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEADING = 0.9
"""What a term that stands in a heading alone is worth; in the text itself 1."""
_HEADED = 1.1
"""What a term that is the item's heading is worth."""
_HALVES = 0.85
"""What a long term is worth whose two halves stand in the text apart: 加装电梯审批 in 加装电梯并联审批."""
_LONG = 6
"""Characters from which a term has halves."""
_TITLE = 0.6
"""What a term that stands in the notice's title is worth for all its items."""
_UNSEEN = 4.0
"""Weight at most of a term that no item has."""
_STRANGE = 2.0
"""Weight of a word of the common language that no item has: the question is on something else."""
_PLAIN = frozenset("一二三四五六七八九十百两几多不里前后上下起来去到自")
"""Characters of words that count, place or point, and name nothing."""
_PIECE = 0.35
"""Emphasis of a pair of characters: several make a word."""
TELLING = 1.6
"""Inverse document frequency below which a term is the corpus's common subject and tells no item apart."""


# 青山市人民政府办公室, 云岭县财政局: an office and its place; not 自治区住房城乡建设厅, 城市管理局
_SEAT = re.compile(
    r"(?P<place>(?!自治)[\u4e00-\u9fff]{2,7}?(?:自治[州县]|[市县区州盟旗]))"
    r"(?:人民政府|[\u4e00-\u9fff]{2,14}?(?:局|委员会|办公室|厅|中心))"
)
# 各省、自治区住房城乡建设厅：, 附件：1.申报表, 2.汇总表, 市长 李四; not 现将有关事项通知如下：
_NO_STATEMENT = re.compile(
    r"各.{2,300}[:：]$|.{2,30}(?:局|厅|委|政府|单位|部门)[:：]$|附件?[:：\d]|\d+[.．、].{2,30}$|第\d+号$"
)
# a sentence: 现印发给你们，请遵照执行。; not a title or 市长 李四
_STATES = re.compile(r"[。；，]")
# a sentence, or the words that open a list: 申报社区应当具备下列条件：; not 五、工作要求
_SENTENCE = re.compile(r"[。；：:，]")
_SOMEWHAT = 0.7
"""The same for a question that is about nothing else: what half of the items have."""


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
    named: str
    """Folded heading of the item, or of the unit above it."""
    words: str
    """Text and headings together."""
    title: str
    """Folded title of the notice."""
    home: str
    """The place that issued the notice; ``""`` for the ministry's."""
    regions: frozenset[str]
    """Subjects of its facts."""
    states: bool
    """Whether it states something: a title, a signature or a bare heading does not."""
    lead: bool
    """Whether it opens what the units below it list: 应当具备下列条件："""
    places: Places = field(repr=False, compare=False)
    """Those of all items of the corpus."""
    row: int
    """Of the item among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Spellings, any of which stands for one thing the question is about, and what finding it is worth."""

    variants: tuple[str, ...]
    weight: float
    halves: tuple[str, ...] = ()
    """The two words that a long one is made of, where the corpus has both: 加装电梯 and 审批."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a question is about, weighed against the corpus; what is everywhere in it is left out."""

    terms: tuple[Weighted, ...]
    pieces: tuple[Weighted, ...]
    """Pairs of characters that at least one item has, and words of the common language that none has."""
    unseen: int
    """Pairs of characters that no item has."""


def gather(notices: Sequence[Notice], facts: Sequence[Fact]) -> tuple[Evidence, ...]:
    """Every item of `notices` with the facts that stand in it, in document order."""
    by_notice: dict[str, list[Fact]] = {}
    for fact in facts:
        by_notice.setdefault(fact.notice, []).append(fact)
    places = Places()
    return tuple(one for notice in notices for one in _gather_notice(notice, by_notice.get(notice.id, []), places))


def _gather_notice(notice: Notice, facts: Sequence[Fact], within: Places) -> list[Evidence]:
    starts = [item.start for item in notice.items]
    owned: list[list[Fact]] = [[] for _ in notice.items]
    for fact in facts:
        owned[bisect_right(starts, fact.start) - 1].append(fact)
    places = () if notice.region else find_regions(f"{notice.issuer} {notice.title}")
    home = notice.region or (places[0].region.name if places else _printed_place(notice))
    title = fold(notice.title)
    folded = [
        (
            fold(item.text),
            fold(" ".join((*above, *notice.headings(item.path)))),
            fold(item.heading or next(iter(notice.headings(item.path)[-1:]), "")),
        )
        for item, above in zip(notice.items, _context(notice), strict=True)
    ]
    return [
        Evidence(
            notice=notice,
            item=item,
            facts=tuple(own),
            text=text,
            headings=headings,
            named=named,
            words=f"{text}\n{headings}",
            title=title,
            home=home,
            regions=frozenset(region for fact in own for region in fact.regions),
            states=bool(own) and _states(item, notice),
            lead=_is_lead(item),
            places=within,
            row=within.add(text=text, headings=headings, named=named, title=title, in_head=not item.path),
        )
        for item, own, (text, headings, named) in zip(notice.items, owned, folded, strict=True)
    ]


def _printed_place(notice: Notice) -> str:
    """The place whose office issued the notice, as printed, where the gazetteer lacks it."""
    found = _SEAT.match(notice.issuer or notice.title)
    return found["place"] if found is not None else ""


def _states(item: Item, notice: Notice) -> bool:
    if item.kind == "section" or is_chapter(item):
        return bool(_own_words(item))
    if item.path:
        return True
    bare = squeeze(item.text)
    return role_of(item.text) is None and bool(_STATES.search(bare)) and not _NO_STATEMENT.match(bare)


def _own_words(item: Item) -> str:
    """What a section says beside its numeral and heading; a table's header row says nothing."""
    lines = item.text.split("\n")
    words = [line for line in lines if "\t" not in line and squeeze(item.heading) != squeeze(line)]
    first = words[0] if words else ""
    if item.heading and squeeze(first).rstrip("。：:").endswith(squeeze(item.heading)) or not _SENTENCE.search(first):
        words = words[1:]
    return "".join(words)


def is_chapter(item: Item) -> bool:
    """Whether the unit is a chapter, whose articles stand after it and not below it: 第三章."""
    return len(item.path) == 1 and item.path[0].startswith("第") and item.path[0][-1] in "章编节"


def _is_lead(item: Item) -> bool:
    return bool(item.path) and item.text.rstrip().endswith(("：", ":"))


def _context(notice: Notice) -> Iterator[tuple[str, ...]]:
    """For each item the chapter it stands in, and the words that open the list it is one of."""
    chapter = ""
    leads = {item.path: item.text for item in notice.items if _is_lead(item) and not item.cells}
    for item in notice.items:
        if is_chapter(item):
            chapter = item.heading
        opening = next((leads[above] for n in range(1, len(item.path)) if (above := item.path[:n]) in leads), "")
        article = item.path[:1] and item.path[0].startswith("第") and not is_chapter(item)
        yield tuple(words for words in (chapter if article else "", opening) if words)


def weigh(query: Query, evidence: Sequence[Evidence]) -> Wanted:
    """What `query` is about, by inverse document frequency over `evidence`.

    ``idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5))`` with N items of which n hold t: Robertson and Sparck Jones's
    weight as BM25 uses it (Robertson and Zaragoza 2009, equation 3.3).
    """
    total = len(evidence)
    terms = [(term, _holding(term.variants, evidence)) for whole in query.terms for term in _held(whole, evidence)]
    pieces = [(piece, _holding((piece,), evidence)) for piece in query.pieces]
    strange = _strange([(piece, bool(holding)) for piece, holding in pieces])
    weighed = [(term, _idf(holding, total)) for term, holding in terms if holding or not term.body]
    telling = [(term, idf) for term, idf in weighed if idf > TELLING]
    if not telling and not query.listing and not any(holding for _, holding in pieces):
        telling = [(term, idf) for term, idf in weighed if idf > _SOMEWHAT]
    return Wanted(
        terms=tuple(
            Weighted(variants=term.variants, weight=idf * term.emphasis, halves=_halves(term.variants[:1], evidence))
            for term, idf in telling
        ),
        pieces=tuple(
            Weighted(variants=(piece,), weight=idf * _PIECE)
            for piece, holding in pieces
            if holding and (idf := _idf(holding, total)) > TELLING
        )
        + tuple(Weighted(variants=(word,), weight=_STRANGE) for word in strange),
        unseen=sum(not holding for _, holding in pieces),
    )


@lru_cache(maxsize=1 << 15)
def fold_once(text: str) -> str:
    """`fold`, remembered: the clauses of a corpus are compared again and again."""
    return fold(text)


def _held(term: Term, evidence: Sequence[Evidence]) -> tuple[Term, ...]:
    """`term`, or its two halves where no item has it whole."""
    if term.body or _holding(term.variants, evidence):
        return (term,)
    halves = _halves(term.variants, evidence, least=4)
    return tuple(replace(term, variants=(half,)) for half in halves) or (term,)


def _halves(variants: Sequence[str], evidence: Sequence[Evidence], *, least: int = _LONG) -> tuple[str, ...]:
    """The two words, held by most items, that one of `variants` of at least `least` characters is made of."""
    best: tuple[str, ...] = ()
    held = (0, 0)
    for word in variants:
        for cut in range(2, len(word) - 1) if len(word) >= least else ():
            first, second = _holding((word[:cut],), evidence), _holding((word[cut:],), evidence)
            if first and second and (min(first, second), first + second) > held:
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


def _is_word(piece: str) -> bool:
    """Whether a pair of characters is a word that names something: 烟花, 部长; not 一个, 花爆."""
    return piece in common_words() and not _PLAIN.intersection(piece)


def _holding(variants: Sequence[str], evidence: Sequence[Evidence]) -> int:
    if not evidence:
        return 0
    places = evidence[0].places
    held = [found for word in variants for found in (places.texts.holding(word), places.headings.holding(word))]
    return int(places.mask(held)[_rows(evidence)].sum())


def _rows(evidence: Sequence[Evidence]) -> NDArray[np.int64]:
    """(n,) the row of each item; all items of a corpus are in the order of their rows."""
    import numpy as np

    if len(evidence) == len(evidence[0].places.texts):
        return np.arange(len(evidence), dtype=np.int64)
    return np.fromiter((one.row for one in evidence), np.int64, len(evidence))


def _idf(holding: int, total: int) -> float:
    idf = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
    return idf if holding else min(idf, _UNSEEN)


def covers(wanted: Sequence[Weighted], one: Evidence) -> float:
    """`coverage` by an item; its very heading counts for more; a head that prints the title again for no more."""
    whole = sum(some.weight for some in wanted)
    if not whole:
        return 0.0
    held = 0.0
    for some in wanted:
        if not one.item.path and any(word in one.title for word in some.variants):
            held += some.weight * _TITLE
            continue
        headed = bool(one.named) and any(one.named.endswith(word) for word in some.variants)
        held += some.weight * (_HEADED if headed else _best_place(some, one.text, one.headings, one.title))
    return held / whole


def covers_each(wanted: Sequence[Weighted], evidence: Sequence[Evidence]) -> NDArray[np.float64]:
    """`covers` of every item of `evidence` at once: (n,), the same to the last digit."""
    import numpy as np

    whole = sum(some.weight for some in wanted)
    if not whole or not evidence:
        return np.zeros(len(evidence))
    places = evidence[0].places
    held = np.zeros(len(places.texts))
    for some in wanted:
        best = np.zeros(len(places.texts))
        best[places.mask([places.headings.holding(word) for word in some.variants])] = _HEADING
        best[places.in_title(some.variants)] = _TITLE
        if some.halves:
            first, second = (places.mask([places.texts.holding(half)]) for half in some.halves)
            best[first & second] = _HALVES
        best[places.mask([_standing(word, places) for word in some.variants])] = 1.0
        best[places.mask([places.named.ending(word) for word in some.variants])] = _HEADED
        best[places.heads & places.in_title(some.variants)] = _TITLE
        held += some.weight * best
    return (held / whole)[_rows(evidence)]


def _standing(word: str, places: Places) -> NDArray[np.int64]:
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
    return sum(one.weight * _best_place(one, text, headings, title) for one in wanted) / whole


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


def speaks_of(one: Evidence, region: str) -> bool:
    """Whether `region` is a subject of the item, holds a subject of it, or issued its notice."""
    return one.home == region or any(belongs(name, region) for name in one.regions)


def is_national(one: Evidence) -> bool:
    """Whether an item speaks for the whole country: no place issued its notice, and it tells of none."""
    return not one.home and not one.regions


def belongs(name: str, region: str) -> bool:
    """Whether `name` is `region` or a district of that city; a province's cities speak for themselves."""
    if name == region:
        return True
    outer, inner = find_region(region), find_region(name)
    if outer is None or inner is None or not is_within(inner, outer):
        return False
    return inner.level in ("district", "area") and (outer.level == "city" or inner.parent == outer.code)
