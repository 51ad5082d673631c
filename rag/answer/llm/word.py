"""A language model's way through an answer: what it is given, and what is added where it left something out.

The facts that were found are what the answer holds: the model words them, it does not choose. Beside them it reads the
items they stand in, save for an enumeration. What it leaves out, or
says without a figure or a place of it, follows in the notices' words; the total and the table of an enumeration stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from rag.answer.llm.prompts import Prompt, build_prompt, source_of_chunk, source_of_fact
from rag.answer.phrases import phrases
from rag.answer.selection import Selection
from rag.domain import Claim, Draft, Fact, Notice, Quote
from rag.index.store import Store
from rag.numerals import numbers_in
from rag.question.query import Query
from rag.regions import find_regions
from rag.tokens import count_tokens

if TYPE_CHECKING:
    from rag.answer.llm.model import ModelWriter

_WORDED = frozenset({"lookup", "list", "place", "compare"})
"""Intents that a model may word; an item, a notice's particulars and a task are answered in print alone."""
_STATED = 0.5
"""Share of a fact that the quotes must hold where it is stated."""


def may_word(selection: Selection) -> bool:
    """Whether a model may word what was found: there is something, and it is no item or row asked for as printed."""
    rows = all(finding.evidence.item.kind == "row" for finding in selection.findings)
    return bool(selection.findings) and not selection.reason and selection.intent in _WORDED and not rows


def word(
    query: Query,
    selection: Selection,
    quoting: Draft,
    *,
    store: Store,
    writer: ModelWriter,
    max_tokens: int,
) -> Iterator[Draft]:
    """The drafts that the model's answer grows through; lines are only added, the table comes with the last.

    Args:
        query: The question.
        selection: What was found for it; `may_word` it.
        quoting: The same answer in the notices' words.
        store: The index.
        writer: The model.
        max_tokens: Of what the model is given.

    Raises:
        ModelFailed: the model gives nothing that holds, or fails midway.
    """
    each = query.listing or selection.intent in ("list", "compare") or bool(quoting.rows)
    by_id = {notice.id: notice for notice in store.notices}
    found = [fact for finding in selection.findings for fact in finding.facts]
    prompt = _prompt(query, selection, found, by_id, store, each=each, max_tokens=max_tokens)
    frame = takewhile(lambda claim: not claim.quotes, quoting.claims)
    said = [claim for claim in frame if not _is_title(claim)]
    for claim in writer.claims(prompt, by_id, store.facts, verbatim=query.language == "zh"):
        said.append(claim)
        yield replace(quoting, claims=tuple(said), rows=())
    said += _left_out(query, quoting, said, [fact for fact in found if not _is_stated(fact, said)])
    yield replace(quoting, claims=tuple(said))


def _prompt(
    query: Query,
    selection: Selection,
    found: Sequence[Fact],
    by_id: Mapping[str, Notice],
    store: Store,
    *,
    each: bool,
    max_tokens: int,
) -> Prompt:
    wanted = {(finding.evidence.notice.id, finding.evidence.item.path) for finding in selection.findings}
    around = [
        chunk for chunk in store.chunks if not each and any((chunk.notice, path) in wanted for path in chunk.paths)
    ]
    return build_prompt(
        query.question,
        facts=[source_of_fact(fact, by_id[fact.notice]) for fact in found],
        passages=[source_of_chunk(chunk) for chunk in around],
        each=each,
        language=query.language,
        max_tokens=max_tokens,
        count_tokens=count_tokens,
    )


def _is_stated(fact: Fact, said: Sequence[Claim]) -> bool:
    """Whether `said` quotes the better part of `fact` and gives its figures and places."""
    own = [claim for claim in said if any(_shared(quote, fact) for quote in claim.quotes)]
    quoted = sum(_shared(quote, fact) for quote in {quote for claim in own for quote in claim.quotes})
    text = " ".join(claim.text for claim in own)
    return (
        quoted >= _STATED * (fact.end - fact.start)
        and numbers_in(fact.text) <= numbers_in(text)
        and _places(fact.text) <= _places(text)
    )


def _places(text: str) -> set[str]:
    return {mention.region.name for mention in find_regions(text)}


def _shared(quote: Quote, fact: Fact) -> int:
    """Characters of `fact` that `quote` holds."""
    if quote.notice != fact.notice:
        return 0
    return max(0, min(quote.end, fact.end) - max(quote.start, fact.start))


def _is_title(claim: Claim) -> bool:
    """Whether `claim` names what follows: a notice and section, a place, a side of a comparison."""
    return not claim.quotes and claim.text.startswith("**")


def _left_out(query: Query, quoting: Draft, said: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Claim]:
    """The lines of `quoting` on `facts` with the titles above them, and those that say where nothing was found."""
    title: Claim | None = None
    begun = False
    for claim in quoting.claims:
        frame = not claim.quotes
        if claim in said:
            continue
        if _is_title(claim):
            title = claim
            continue
        if not frame and not any(_shared(quote, fact) for quote in claim.quotes for fact in facts):
            continue
        if not begun and not frame:
            begun = True
            yield Claim(text=phrases(query.language).left_out)
        if title is not None:
            yield title
            title = None
        yield claim
