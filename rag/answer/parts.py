"""Several questions in one, each found and drafted for itself, joined to one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answer.phrases import phrases
from rag.answer.selection import Selection
from rag.domain import Claim, Draft
from rag.question.notice_lines import lines_asked
from rag.question.query import Query
from rag.question.split import stands_alone
from rag.retrieve.search import Ranked

FEW = 3
"""Items up to which an answer is about one thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A question, what was found for it, and the draft that quotes it."""

    query: Query
    ranked: Ranked
    selection: Selection
    draft: Draft


def join(question: str, found: Sequence[Found], *, of: int = 0) -> Found:
    """All the parts of `question` as one: the drafts under each other, what was found put together.

    It abstains where every part does. The table is that of the first part that has one, with the rows of the others
    that have the same columns.

    Args:
        question: As asked.
        found: Its parts as far as they are answered.
        of: How many it has; 0 where `found` are all.
    """
    first = found[0]
    if max(of, len(found)) == 1:
        return replace(
            first, query=replace(first.query, question=question), draft=_with_reading(first.query, first.draft)
        )
    words = phrases(first.query.language)
    claims: list[Claim] = []
    for number, one in enumerate(found, start=1):
        claims.extend((Claim(text=words.part.format(number=number)), *one.draft.claims))
    drafts = [one.draft for one in found]
    columns = next((draft.columns for draft in drafts if draft.rows), ())
    draft = Draft(
        claims=tuple(claims),
        columns=columns,
        rows=tuple(dict.fromkeys(row for draft in drafts if draft.columns == columns for row in draft.rows)),
        abstained=all(draft.abstained for draft in drafts),
        matched=sum(draft.matched for draft in drafts),
        searched=max(draft.searched for draft in drafts),
    )
    query = replace(first.query, question=question)
    return replace(first, query=query, selection=_merge(found), draft=_with_reading(query, draft))


def the_notice_of(found: Sequence[Found]) -> str:
    """The id of the one notice that answers the parts `found`; ``""`` where none does, or several do."""
    answered = [one.selection.findings for one in found if not one.draft.abstained]
    ids = {finding.evidence.notice.id for findings in answered for finding in findings}
    return ids.pop() if len(ids) == 1 else ""


def tells_all(whole: Found, parts: Sequence[Found]) -> bool:
    """Whether the answer to a question asked as one tells what each of its parts finds by itself.

    Then the parts are of one thing, and one answer is enough: 安排了多少个项目，城建类占几个. Of a part that names a
    place or a notice it must tell the best. It never tells all where a part asks for a line of the notice, or for an
    item by its number, nor where it compares what the parts do not (杭州补多少？贵阳几天办结？), nor where a place that
    another part names keeps it from listing: 哪些城市在建？贵阳建了几个？
    """
    findings = whole.selection.findings
    if not whole.selection.reason and not 0 < len(findings) <= FEW:
        return False
    if whole.selection.intent == "compare" and _are_unlike(parts):
        return False
    if any(_is_of_lines(one.query) for one in parts):
        return False
    if any(_lists_places(one.query) and not _lists_places(whole.query) for one in parts):
        return False
    told = {(fact.notice, fact.start) for finding in findings for fact in finding.facts}
    if whole.draft.abstained and parts[0].draft.abstained:
        return not any(stands_alone(one.query.question) for one in parts[1:])
    return all(
        not told.isdisjoint(facts_of(one, best=True))
        if number == 0 or stands_alone(one.query.question)
        else one.draft.abstained or not told.isdisjoint(facts_of(one, best=False)) or parts[number - 1].draft.abstained
        for number, one in enumerate(parts)
    )


def facts_of(found: Found, *, best: bool) -> set[tuple[str, int]]:
    """Where the facts stand that answer a part, or those of its best items."""
    findings = found.selection.findings
    most = max((one.score for one in findings), default=0.0)
    return {(fact.notice, fact.start) for one in findings if not best or one.score == most for fact in one.facts}


def asks_of_head(query: Query) -> bool:
    """Whether a question asks for a line of the notice's head or foot."""
    return query.wants_head or bool(lines_asked(query.text))


def _is_of_lines(query: Query) -> bool:
    return bool(query.paths) or asks_of_head(query)


def _lists_places(query: Query) -> bool:
    return query.of_places and query.listing and not query.regions


def _are_unlike(parts: Sequence[Found]) -> bool:
    """Whether none compares, and no later part is about what the first is about; not 温州有多少个班组？保定呢."""
    if any(one.selection.intent == "compare" for one in parts):
        return False
    first = {term.variants for term in parts[0].query.terms}
    later = [{term.variants for term in one.query.terms} for one in parts[1:]]
    return all(terms and first.isdisjoint(terms) for terms in later)


def _merge(found: Sequence[Found]) -> Selection:
    selections = [one.selection for one in found]
    answering = next((one for one in selections if one.findings and not one.reason), selections[0])
    return replace(
        answering,
        findings=tuple(dict.fromkeys(finding for one in selections for finding in one.findings)),
        searched=max(one.searched for one in selections),
    )


def _with_reading(query: Query, draft: Draft) -> Draft:
    """`draft`, before it what the question's misspelt words were read as."""
    if not query.corrections:
        return draft
    words = phrases(query.language)
    pairs = words.separator.join(words.read_as.format(written=one.written, read=one.read) for one in query.corrections)
    return replace(draft, claims=(Claim(text=words.corrected.format(pairs=pairs)), *draft.claims))
