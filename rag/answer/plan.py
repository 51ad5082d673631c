"""Which way a question is answered: by address, from a notice's head, from duties, by comparison, or by its terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from rag.answer.asked import asks_for_extreme, beside_the_kind
from rag.answer.clauses import is_related, leave_out
from rag.answer.nearby import without_others_figures
from rag.answer.passing import select_in_passing
from rag.answer.select import select_by_terms
from rag.answer.selection import Finding, ItemScores, Selection
from rag.answer.stranger import select_stranger
from rag.answer.ways.about import select_about
from rag.answer.ways.both import select_both
from rag.answer.ways.cells import select_cells
from rag.answer.ways.choice import with_the_choice
from rag.answer.ways.cited import select_cited
from rag.answer.ways.compare import compare, sets_against_annex, sides_of, things_of
from rag.answer.ways.definitions import select_definition
from rag.answer.ways.duties import asks_duties, asks_of_annex, select_duties
from rag.answer.ways.facets import select_facets
from rag.answer.ways.head import each_named, other_batches, select_head, select_notices
from rag.answer.ways.issued import select_issued
from rag.answer.ways.items import select_items
from rag.answer.ways.joint import select_joint
from rag.answer.ways.particulars import asks_particulars
from rag.answer.ways.portion import select_portion
from rag.answer.ways.repealed import select_repealed
from rag.answer.ways.sections import select_section
from rag.answer.ways.unheld import select_unheld
from rag.index.items import HEAD
from rag.question.query import Query
from rag.regions import find_region
from rag.retrieve.evidence import Evidence, fold_once, weigh
from rag.retrieve.scope import Scope
from rag.text import squeeze

# 建办市函, 2025, 号 of a folded name: no blank of the print stands in any; never empty
_RUN = re.compile(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]")


def select(query: Query, corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
    """The items and facts that answer `query`, or the reason why none does.

    Args:
        query: The question.
        corpus: All items, in document order.
        scores: Fused retrieval score of the items that retrieval returned, 0 to 1.
    """
    everything = Scope.of(corpus)
    scope = everything.within(query.notices) if query.notices else everything
    found = without_others_figures(query, _select(query, scope, everything, scores))
    return replace(with_the_choice(found, query, scope), searched=len(scope.notices))


def _select(query: Query, scope: Scope, corpus: Scope, scores: ItemScores) -> Selection:
    beside_annex = sets_against_annex(query)
    if not (query.notices or any(char.isalpha() for char in query.text)):
        return Selection(intent=query.intent, findings=(), reason="topic")
    return (
        _select_by_name(query, scope, corpus)
        or select_stranger(query, scope)
        or select_definition(query, scope)
        or select_cells(query, scope)
        or (select_duties(query, scope) if asks_duties(query) and not beside_annex else None)
        or (None if beside_annex else select_section(query, scope))
        or _select_by_subject(query, scope, corpus, scores)
    )


def _select_by_name(query: Query, scope: Scope, corpus: Scope) -> Selection | None:
    """What is asked of the corpus, of a notice or of an item by its address; None for a question on a subject."""
    repealed = select_repealed(query, corpus)
    if repealed is not None:
        return repealed
    cited = select_cited(query, corpus)
    if cited is not None:
        return cited
    if query.missing:
        return Selection(intent=query.intent, findings=(), reason="notice", nearby=_near_missing(query, corpus))
    if query.intent == "greeting":
        return Selection(intent="greeting", findings=(), reason="greeting")
    named = query.terms or query.regions or query.notices or query.paths
    if query.wants_catalogue and not query.wants_basis and not named:
        return select_notices(query, corpus)
    joint = select_joint(query, scope)
    if joint is not None:
        return joint
    issued = select_issued(query, corpus)
    if issued is not None:
        return issued
    portion = None if query.portion is None else select_portion(query, query.portion, scope)
    if portion is not None:
        return portion
    if query.intent == "item" and not sets_against_annex(query):
        extreme = select_cells(query, scope) if asks_for_extreme(query) else None
        due = select_duties(query, scope) if asks_of_annex(query) else None
        found = extreme or (due if due is not None and due.findings else select_items(query, scope))
        return _of_places(found, query)
    found = None if _names_a_stranger(query, corpus) else _select_of_notices(query, scope, corpus)
    return found or select_unheld(query, corpus)


def _select_of_notices(query: Query, scope: Scope, corpus: Scope) -> Selection | None:
    """What is asked of one notice as a whole, or of several by name: its head, since when it holds, what it is for.

    None where a place is named that the notice is not of: 厦门发布了几项指引 asks what it says of that place.
    """
    asks_of_it = bool(query.terms) or not query.wants_head
    if asks_of_it and query.notices and query.regions and not _is_of_its_own(query, scope):
        return None
    several = each_named(query, corpus) if query.wants_head or asks_particulars(query) else []
    about = select_about(query, scope, corpus) if query.intent != "compare" or several else None
    if about is not None:
        return about
    each = [one for own in several for one in own] if query.wants_head else []
    homes = scope.at_home(query.regions)
    one_home = len(homes.notices) == 1
    if each or query.intent == "head" or ((query.wants_head or query.wants_basis) and one_home):
        return select_head(query, each or (scope if query.notices else homes))
    return None


def _is_of_its_own(query: Query, scope: Scope) -> bool:
    """Whether a place that is named with a notice is its own, or stands in its head: among those it is sent to."""
    head = scope.has(HEAD)
    return bool(scope.at_home(query.regions)) or bool(head.holding([fold_once(name) for name in query.regions]))


def _names_a_stranger(query: Query, corpus: Scope) -> bool:
    """Whether a question is on a thing that no notice tells of, and names none: 居住证有效期几年 asks of no notice."""
    if query.notices or not corpus:
        return False
    places = corpus.places
    things = [one.variants for one in query.terms_beside_bodies if one.is_subject]
    if any(places.in_title(some).any() for some in things):
        return False
    return any(
        not any(rows.holding(word).size for word in some for rows in (places.texts, places.headings)) for some in things
    )


def _of_places(found: Selection, query: Query) -> Selection:
    """What stands at an address, from the notices of the places that the question names, in them or above them."""
    if not query.regions or query.notices or not found.findings:
        return found
    own = {one.evidence.notice.id for one in found.findings if _is_of_a_place(one.evidence, query.regions)}
    kept = tuple(one for one in found.findings if one.evidence.notice.id in own)
    return replace(found, findings=kept, reason=found.reason if kept else "region")


def _is_of_a_place(one: Evidence, regions: Sequence[str]) -> bool:
    named = any(name in one.text or name in one.title for name in regions)
    return named or find_region(one.home) is None or is_related(one.home, regions)


def _near_missing(query: Query, corpus: Scope) -> tuple[Finding, ...]:
    """Where the corpus cites a notice that it does not hold, else the batches that it does."""
    names = [squeeze(fold_once(name)) for name in query.missing]
    citing = (
        Finding(evidence=one, facts=facts)
        for one in corpus.holding([max(_RUN.findall(name), key=len) for name in names])
        if (facts := tuple(f for f in one.facts if any(name in squeeze(fold_once(f.text)) for name in names)))
    )
    return tuple(islice(citing, 2)) or other_batches(corpus)


def _select_by_subject(query: Query, scope: Scope, corpus: Scope, scores: ItemScores) -> Selection:
    query = beside_the_kind(query)
    if query.beside:
        scope, corpus = (Scope.of(leave_out(some, query.beside)) for some in (scope, corpus))
    several = select_both(query, scope, scores) or select_facets(query, scope, scores)
    if several is not None:
        return several
    sides = sides_of(query, scope, corpus)
    if len(sides) > 1:
        return compare(sides, corpus, scores)
    each = compare(things, corpus, scores) if (things := things_of(query, scope)) else None
    if each is not None and each.findings and not each.silent and _are_apart(each.findings):
        return each
    wanted = weigh(query, corpus.corpus.everything)
    found = select_by_terms(query, scope, scores, wanted)
    if found.reason == "year":
        told = select_by_terms(query, scope.holding([str(year) for year in query.years]), scores, wanted)
        found = told if told.findings else found
    if found.reason in ("topic", "year") and query.of_places and not query.regions:
        return select_in_passing(query, scope, scores, wanted) or found
    return found


def _are_apart(findings: Sequence[Finding]) -> bool:
    """Whether no clause answers for more than one side."""
    starts = [(fact.notice, fact.start) for one in findings for fact in one.facts]
    return len(starts) == len(set(starts))
