"""What was found for a question: the items that answer it with their facts, or why none does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.domain import Fact, Path
from rag.question.query import Intent
from rag.retrieve.evidence import Evidence
from rag.retrieve.nearness import Nearness

Gives = Callable[[Fact], bool]
"""Whether a clause gives something that is asked for: a sum, a day, a number of storeys."""
Reason = Literal[
    "",
    "notice",
    "among",
    "item",
    "region",
    "national",
    "topic",
    "figure",
    "penalty",
    "person",
    "detail",
    "year",
    "premise",
    "negation",
    "duty",
    "effect",
    "repeal",
    "basis",
    "unheld",
    "lapsed",
    "greeting",
]
"""Why nothing answers: what the question asks for, or takes for granted, that the corpus does not hold."""

Way = Intent | Literal["about", "articles", "cells", "gist", "repealed", "section"]
"""How a question was answered: as it was read, from one notice or section as a whole, or from the cells of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScores:
    """What retrieval says of the items for one question."""

    fused: Mapping[tuple[str, Path], float]
    """The best fused score of each item that it returned, 0 to 1."""
    near: Nearness | None = None
    """How near they come in meaning; None with an encoder that is too slow to ask."""
    of_notices: Callable[[Iterable[int]], Mapping[tuple[str, Path], float]] | None = None
    """The same score of all items of the notices with these numbers, whether or not retrieval returned them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An item that answers, and those of its facts that do."""

    evidence: Evidence
    facts: tuple[Fact, ...]
    score: float = 1.0
    side: str = ""
    """In a comparison, what it speaks for: a place, a notice, 正文 or 附件."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What was found for a question."""

    intent: Way
    findings: tuple[Finding, ...]
    reason: Reason = ""
    nearby: tuple[Finding, ...] = ()
    """What the corpus does hold, where nothing answers."""
    lacking: tuple[str, ...] = ()
    """Figures that the question names and what was found does not hold; the name of a notice that was repealed."""
    silent: tuple[str, ...] = ()
    """Sides of a comparison that hold nothing."""
    places: tuple[str, ...] = ()
    """The places that alone are meant by clauses that name others too; ``()`` where all of them are."""
    searched: int = 0
    """Notices that were searched."""
    narrowed: bool = False
    """Whether filters kept other notices out."""


def whole(one: Evidence) -> Finding:
    """The item with all its facts."""
    return Finding(evidence=one, facts=one.facts)


def gives_each(facts: Sequence[Fact], gives: Iterable[Gives]) -> bool:
    """Whether one of `facts` or another gives each thing that is asked for; true where nothing is."""
    return all(any(map(give, facts)) for give in gives)
