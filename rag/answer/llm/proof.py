"""A language model's sentence → a claim on the sources it cites, or nothing where they do not carry it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rag.answer.ground import is_grounded
from rag.answer.llm.prompts import Source, cited_in, without_citations
from rag.answer.llm.senses import keeps_sense
from rag.domain import Claim, Fact, Notice, Quote
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
_SUPPORT = 0.5
"""Share of a sentence's character pairs that its source must hold."""

Place = frozenset[str]
"""The regions one name in a sentence may mean: Taizhou is 泰州 or 台州."""


def to_claim(
    sentence: str,
    handles: Mapping[str, Source],
    notices: Mapping[str, Notice],
    facts: Sequence[Fact],
    *,
    verbatim: bool,
) -> Claim | None:
    """`sentence` as a claim on the sources it cites, or None where they do not carry it.

    Dropped are: a sentence without a handle or with an unknown one, with a number that is not in what it cites or
    is there another place's, with a place that is not in it, with a quotation that is not verbatim, with words its
    source does not share, with a denial or a bound that is not there, with a link or markup.

    Args:
        sentence: As the model wrote it, with handles.
        handles: The sources it was given.
        notices: The corpus by id.
        facts: The facts of those sources, or of more.
        verbatim: Whether it must share words with its sources: where both are Chinese.
    """
    cited = cited_in(sentence)
    text = _LIST_MARK.sub("", without_citations(sentence)).strip()
    if not text or not cited or any(handle not in handles for handle in cited) or _FOREIGN.search(text):
        return None
    sources = [handles[handle] for handle in cited]
    evidence = squeeze(fold(" ".join(source.text for source in sources)))
    if any(squeeze(fold(words)) not in evidence for words in _QUOTED.findall(text)):
        return None
    if verbatim and _shared(text, evidence) < _SUPPORT:
        return None
    if not _keeps_senses(text, sources) or not _keeps_places(text, sources, facts):
        return None
    quotes = tuple(_support(text, source, notices[source.notice]) for source in sources)
    claim = Claim(text=f"- {text}", quotes=quotes)
    if is_grounded(claim, notices):
        return claim
    whole = Claim(text=claim.text, quotes=tuple(map(_whole_quote, sources)))
    return whole if is_grounded(whole, notices) else None


def facts_in(sources: Sequence[Source], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Those of `facts` that `sources` print."""
    return tuple(
        fact
        for fact in facts
        if any(one.notice == fact.notice and one.start <= fact.start < one.end for one in sources)
    )


def _shared(text: str, evidence: str) -> float:
    """Share of the character pairs of `text` that `evidence` holds."""
    found = pairs(squeeze(fold(text)))
    return sum(pair in evidence for pair in found) / len(found)


def _keeps_senses(text: str, sources: Sequence[Source]) -> bool:
    """Whether each clause says no denial, bound or direction that the sentence it comes from does not say.

    That sentence has most of its numbers, then of its words; a clause that shares neither, as an English one may,
    is held against all of them.
    """
    printed = [squeeze(fold(one.text[start:end])) for one in sources for start, end in sentences(one.text)]
    figures = [numbers_in(line) for line in printed]
    for clause in _CLAUSE_END.split(text):
        words = fold(clause)
        wanted, own = numbers_in(words), pairs(squeeze(words))
        shared = [
            (len(wanted & given), sum(pair in line for pair in own))
            for line, given in zip(printed, figures, strict=True)
        ]
        nearest = printed[shared.index(max(shared))] if any(max(shared)) else " ".join(printed)
        if not keeps_sense(words, nearest):
            return False
    return True


def _keeps_places(text: str, sources: Sequence[Source], facts: Sequence[Fact]) -> bool:
    """Whether each place in `text` is in the sources, and each number is there the number of the place it has here."""
    printed = find_regions(" ".join(f"{source.context} {source.text}" for source in sources))
    known = {mention.region.name for mention in printed}
    own = facts_in(sources, facts)
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


def _support(text: str, source: Source, notice: Notice) -> Quote:
    """The sentence of the source that carries `text` best: most numbers, then most characters in common."""
    wanted = numbers_in(text)
    wanted_pairs = pairs(squeeze(fold(text)))

    def carries(span: tuple[int, int]) -> tuple[int, int]:
        words = squeeze(fold(notice.text[span[0] : span[1]]))
        return len(wanted & numbers_in(words)), sum(pair in words for pair in wanted_pairs)

    start, end = max(sentences(notice.text, start=source.start, end=source.end), key=carries)
    path = next((item.path for item in notice.items if item.start <= start < item.end), source.path)
    return Quote(notice=source.notice, path=path, start=start, end=end)


def _whole_quote(source: Source) -> Quote:
    return Quote(notice=source.notice, path=source.path, start=source.start, end=source.end)
