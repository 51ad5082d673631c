"""Follow-up questions: what they leave out is taken from the question before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.address import find_batches, find_paths, without_paths
from rag.domain import Turn
from rag.glossary import find_concepts
from rag.numerals import find_dates
from rag.regions import find_regions
from rag.retrieve.wording import Asks, asks
from rag.text import language_of, simplify

# （第二批）, in the fourth list
_BATCH = re.compile(r"[（(]?第.{1,3}批[）)]?|\b(?:in|from) the \w+ (?:batch|list)\b", re.I)
_TOPICS = frozenset({"measure", "technology", "object", "process", "person"})
"""Kinds of concept that make a question one of its own."""
# 2025年, 2025
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?")
_WANTS: tuple[Asks, ...] = ("money", "count", "due", "duty", "lead", "list", "places")
"""What a short question may ask for that has its subject in the question before."""
_SHORT = 12
"""Characters up to which a question without any term of its own is a follow-up."""


def carried(question: str, history: Sequence[Turn]) -> str:
    """The words of the last question that `question` needs to be understood, or ``""``.

    A question that names another place takes the subject without the place; one that names neither takes both. A
    question that stands on its own, a new topic, takes nothing.
    """
    before = next((simplify(turn.content) for turn in reversed(history) if turn.role == "user"), "")
    now = simplify(question.strip())
    if not before or not _follows(now):
        return ""
    if find_batches(now):
        before = _BATCH.sub(" ", before)
    if find_dates(now):
        before = _YEAR.sub(" ", before)
    if find_paths(now):
        return without_paths(before)
    if find_regions(now):
        return _without_regions(before)
    if not _has_topic(now) or len(now) <= _SHORT:
        return before
    return " ".join(dict.fromkeys(mention.region.name for mention in find_regions(before)))


def _has_topic(question: str) -> bool:
    return any(mention.concept.kind in _TOPICS for mention in find_concepts(question))


def _follows(question: str) -> bool:
    language = language_of(question)
    if asks(question, "greeting", language):
        return False
    if asks(question, "back", language):
        return True
    wants = any(asks(question, what, language) for what in _WANTS)
    return len(question) <= _SHORT and not find_regions(question) and (wants or bool(find_concepts(question)))


def _without_regions(text: str) -> str:
    rest = text
    for mention in reversed(find_regions(text)):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    return rest
