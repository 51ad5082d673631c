"""Follow-up questions: what they leave out is taken from the question before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.address import find_batches, notice_words
from rag.domain import Turn
from rag.glossary import ConceptMention, find_concepts
from rag.numerals import find_dates
from rag.regions import find_regions
from rag.retrieve.paths import find_paths, without_paths
from rag.retrieve.wording import Asks, asks, load_wording, other_words
from rag.text import blanked, language_of, simplify

# （第二批）, in the fourth list
_BATCH = re.compile(r"[（(]?第.{1,3}批[）)]?|\b(?:in|from) the \w+ (?:batch|list)\b", re.I)
_TOPICS = frozenset({"measure", "technology", "object", "process", "person"})
"""Kinds of concept that make a question one of its own."""
# 2025年, 2025年6月底前, in 2025
_YEAR = re.compile(
    r"(?:\b(?:in|by|before|after|since)\s+)?(?:19|20)\d{2}\s*年?(?:\d{1,2}月(?:\d{1,2}日)?)?底?(?:之?前|以[前后内])?"
)
# 他们的平台, 该市的, its platform
_OWNER = re.compile(r"(?:[它他她]们?|该[市省区县])的|\b(?:its|their)\s+", re.I)
_WANTS: tuple[Asks, ...] = ("money", "count", "due", "duty", "lead", "list", "places", "penalty")
"""What a short question may ask for that has its subject in the question before."""
_SHORT = 12
"""Characters up to which a Chinese question without any term of its own is a follow-up."""
_FEW = 4
"""Words up to which an English one is."""
_TURNS = 6
"""Questions back to which a chain of follow-ups is read."""


def carried(question: str, history: Sequence[Turn]) -> str:
    """The words of the questions before that `question` needs to be understood, or ``""``.

    A question that names another place, item, batch, year or department takes the subject without it; one that names
    none of these nor a subject takes all; one with a subject of its own takes the place and the notice. A question that
    stands on its own, a new topic, takes nothing. A follow-up to a follow-up takes what that one took.
    """
    asked = [simplify(turn.content) for turn in history if turn.role == "user"]
    before = ""
    for one in asked[-_TURNS:]:
        before = f"{_taken(one, before)} {one}".strip()
    return _taken(simplify(question.strip()), before)


def continued(part: str, before: str) -> str:
    """The words of `before` that `part`, a later part of the same question, needs to be understood.

    Parts of one question have its place and its notice in common, unless a part names its own or asks which places;
    one that points back (财政局呢) takes the rest too.
    """
    if asks(part, "back", language_of(part)):
        return _taken(part, before)
    if find_regions(part) or notice_words(part):
        return ""
    return " ".join(notice_words(before)) if asks(part, "places", language_of(part)) else _frame(before)


def _taken(now: str, before: str) -> str:
    if not before or not _follows(now):
        return ""
    rest = before
    for is_named, without in _REPLACED:
        if is_named(now):
            rest = without(rest)
    if _has_own(now) and find_regions(before):
        return _frame(rest)
    if rest != before or not _has_topic(now) or _is_short(now):
        return rest
    return _frame(before)


def _frame(text: str) -> str:
    """The places and notices that `text` names."""
    names = (mention.region.name for mention in find_regions(text))
    return " ".join(dict.fromkeys((*names, *notice_words(text))))


def _has_topic(question: str) -> bool:
    return any(mention.concept.kind in _TOPICS for mention in find_concepts(question))


def _has_own(question: str) -> bool:
    """Whether it asks of a thing that the place before has: 他们的平台; not 它的责任单位, the last subject's."""
    owner = _OWNER.search(question)
    if owner is None:
        return False
    form = load_wording().form
    return not any(
        mention.start == owner.end() and mention.concept.zh[0] in form for mention in find_concepts(question)
    )


def _is_short(question: str) -> bool:
    return len(question) <= _SHORT or (language_of(question) == "en" and len(question.split()) <= _FEW)


def _follows(question: str) -> bool:
    language = language_of(question)
    if asks(question, "greeting", language):
        return False
    if asks(question, "back", language):
        return True
    if asks(question, "places", language) and (_has_topic(question) or _other_words(question)):
        return False
    wants = any(asks(question, what, language) for what in _WANTS)
    return _is_short(question) and not find_regions(question) and (wants or bool(find_concepts(question)))


def _other_words(question: str) -> tuple[str, ...]:
    spans = [(mention.start, mention.end) for mention in (*find_regions(question), *find_concepts(question))]
    return other_words(blanked(question, spans), language_of(question))


def _bodies(text: str) -> list[ConceptMention]:
    return [mention for mention in find_concepts(text) if mention.concept.kind == "body"]


def _asks_places(question: str) -> bool:
    return bool(find_regions(question)) or asks(question, "places", language_of(question))


def _without_regions(text: str) -> str:
    return blanked(text, [(mention.start, mention.end) for mention in find_regions(text)])


def _without_bodies(text: str) -> str:
    return blanked(text, [(mention.start, mention.end) for mention in _bodies(text)])


_REPLACED: tuple[tuple[Callable[[str], object], Callable[[str], str]], ...] = (
    (find_batches, lambda before: _BATCH.sub(" ", before)),
    (find_dates, lambda before: _YEAR.sub(" ", before)),
    (find_paths, without_paths),
    (_asks_places, _without_regions),
    (_bodies, _without_bodies),
)
"""What a follow-up may name anew, and how the question before is freed of its own."""
