"""A language model's sentence → a claim on the passages it cites, or nothing where they do not carry it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rag.answer.ground import is_grounded
from rag.answer.prompts import HANDLE
from rag.domain import Claim, Fact, Notice, Passage, Quote
from rag.numerals import numbers_in
from rag.regions import find_regions
from rag.retrieve.evidence import belongs
from rag.text import fold, pairs, sentences, squeeze

# “……” of eight characters or more is a quotation and must be verbatim; shorter ones are names
_QUOTED = re.compile(r"[“「\"]([^”」\"]{8,})[”」\"]")
# a list mark a model puts before a sentence: - / 1. / ##; and ** anywhere
_LIST_MARK = re.compile(r"^[\s>*#-]*(?:\d+[.、]\s*)?|\*\*")
# [3], ![x](…), [x](…), <img …>, https://…: a mark of our own or what a page might follow; not [P3] or 5<6
_FOREIGN = re.compile(r"\[\d+\]|\]\(|<[a-zA-Z/!]|://")
# where a clause of a sentence ends: ， ； 。; not the comma of 2,000
_CLAUSE_END = re.compile(r"[，；。;]|,(?!\d)")
_SUPPORT = 0.35
"""Share of a sentence's character pairs that its passage must hold."""

Place = frozenset[str]
"""The regions one name in a sentence may mean: Taizhou is 泰州 or 台州."""


def to_claim(
    sentence: str,
    handles: Mapping[int, Passage],
    notices: Mapping[str, Notice],
    facts: Sequence[Fact],
    *,
    verbatim: bool,
) -> Claim | None:
    """`sentence` as a claim on the passages it cites, or None where they do not carry it.

    Dropped are: a sentence without a handle or with an unknown one, with a number that is not in what it cites or
    is there another place's, with a place that is not in it, with a quotation that is not verbatim, with words its
    passage does not share, with a link or markup.

    Args:
        sentence: As the model wrote it, with handles.
        handles: The passages it was given.
        notices: The corpus by id.
        facts: The facts of those passages, or of more.
        verbatim: Whether it must share words with its passages: where both are Chinese.
    """
    cited = [int(number) for number in HANDLE.findall(sentence)]
    text = _LIST_MARK.sub("", HANDLE.sub("", sentence)).strip()
    if not text or not cited or any(number not in handles for number in cited) or _FOREIGN.search(text):
        return None
    passages = [handles[number] for number in dict.fromkeys(cited)]
    evidence = squeeze(fold(" ".join(passage.chunk.text for passage in passages)))
    if any(squeeze(fold(words)) not in evidence for words in _QUOTED.findall(text)):
        return None
    if verbatim and _shared(text, evidence) < _SUPPORT:
        return None
    if not _keeps_places(text, passages, facts):
        return None
    quotes = tuple(_support(text, passage, notices[passage.chunk.notice]) for passage in passages)
    claim = Claim(text=f"- {text}", quotes=quotes)
    if is_grounded(claim, notices):
        return claim
    whole = Claim(text=claim.text, quotes=tuple(_whole_quote(passage) for passage in passages))
    return whole if is_grounded(whole, notices) else None


def facts_in(passages: Sequence[Passage], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Those of `facts` that `passages` print."""
    chunks = [passage.chunk for passage in passages]
    return tuple(
        fact for fact in facts if any(one.notice == fact.notice and one.start <= fact.start < one.end for one in chunks)
    )


def _shared(text: str, evidence: str) -> float:
    """Share of the character pairs of `text` that `evidence` holds."""
    found = pairs(squeeze(fold(text)))
    return sum(pair in evidence for pair in found) / len(found)


def _keeps_places(text: str, passages: Sequence[Passage], facts: Sequence[Fact]) -> bool:
    """Whether each place in `text` is in the passages, and each number is there the number of the place it has here."""
    printed = find_regions(" ".join(f"{passage.chunk.context} {passage.chunk.text}" for passage in passages))
    known = {mention.region.name for mention in printed}
    own = facts_in(passages, facts)
    for places, numbers in _clauses(text):
        if not all(_means_one_of(place, known) for place in places):
            return False
        for number in numbers:
            holders = [fact for fact in own if number in numbers_in(fact.text)]
            if places and holders and not any(_are_in(places, fact) for fact in holders):
                return False
    return True


def _clauses(text: str) -> Iterator[tuple[tuple[Place, ...], frozenset[str]]]:
    """The places and the numbers of each clause; one that names no place goes on about those before."""
    places: tuple[Place, ...] = ()
    for clause in _CLAUSE_END.split(text):
        mentions = groupby(find_regions(clause), key=lambda mention: mention.start)
        places = tuple(frozenset(mention.region.name for mention in same) for _, same in mentions) or places
        yield places, numbers_in(clause)


def _are_in(places: Sequence[Place], fact: Fact) -> bool:
    """Whether the fact is on the places or names them; one on no place is on any that its notice names."""
    names = {*fact.regions, *(mention.region.name for mention in find_regions(fact.text))}
    return not fact.regions or all(_means_one_of(place, names) for place in places)


def _means_one_of(place: Place, names: Sequence[str] | set[str]) -> bool:
    return any(belongs(name, one) or belongs(one, name) for name in names for one in place)


def _support(text: str, passage: Passage, notice: Notice) -> Quote:
    """The sentence of the passage that carries `text` best: most numbers, then most characters in common."""
    chunk = passage.chunk
    wanted = numbers_in(text)
    wanted_pairs = pairs(squeeze(fold(text)))

    def carries(span: tuple[int, int]) -> tuple[int, int]:
        words = squeeze(fold(notice.text[span[0] : span[1]]))
        return len(wanted & numbers_in(words)), sum(pair in words for pair in wanted_pairs)

    start, end = max(sentences(notice.text, start=chunk.start, end=chunk.end), key=carries)
    path = next((item.path for item in notice.items if item.start <= start < item.end), chunk.path)
    return Quote(notice=chunk.notice, path=path, start=start, end=end)


def _whole_quote(passage: Passage) -> Quote:
    chunk = passage.chunk
    return Quote(notice=chunk.notice, path=chunk.path, start=chunk.start, end=chunk.end)
