"""Query + evidence → what answers: which items, which of their facts, or why nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answer.acts import penalties_of
from rag.answer.asked import (
    asked,
    asks_for_extreme,
    asks_penalty,
    extreme_of,
)
from rag.answer.checked import checked
from rag.answer.clauses import facts_for, within_limits
from rag.answer.dated import of_the_years
from rag.answer.few import all_of_few, of_few, rest_of_few
from rag.answer.giver import sole_giver
from rag.answer.handing import are_papers, due_to_a_notice, handed_in
from rag.answer.match import (
    LEAST,
    asks_of_a_stranger,
    by_meaning,
    is_astray,
    keep,
    lacks_subject,
    nearest,
    of_the_age,
    unknown_things,
    with_units,
)
from rag.answer.premise import lacking
from rag.answer.scored import WHOLE, Scored, covering_items, in_regions, in_years, score_items, with_what_binds
from rag.answer.selection import Finding, Gives, ItemScores, Selection
from rag.answer.units import asks_scale
from rag.answer.ways.articles import with_penalties
from rag.question.query import Query
from rag.question.wording import asks, load_wording
from rag.retrieve.evidence import (
    Evidence,
    Wanted,
    covers,
    fold_once,
    is_home,
    national,
)
from rag.retrieve.nearness import Nearness
from rag.retrieve.scope import Scope

_POLICY = "支持政策"
"""What any measure on a place is: in a list of what there is for it, it tells none apart."""
_WHOLE = 6
"""Clauses up to which an item is told whole that lists what is asked for."""


def select_by_terms(
    query: Query, scope: Sequence[Evidence], scores: ItemScores, wanted: Wanted, *, least: float = LEAST
) -> Selection:
    """The items of `scope` that cover what `query` is about, or the reason why none does.

    A question on a place is answered from the items that have it as their subject; one that names nothing beside
    the place from all of them.

    Args:
        query: The question.
        scope: Items that may answer.
        scores: Fused retrieval score of the items that retrieval returned, 0 to 1.
        wanted: What it is about, weighed against the corpus.
        least: Coverage below which the best item is merely similar.
    """
    if query.of_places and query.wants_missing:
        return Selection(intent=query.intent, findings=(), reason="negation")
    if asks(query.text, "national", query.language):
        if not query.regions and not query.listing:
            return _nationally(query, scope, scores, wanted)
        scope = Scope.of(scope).at_home({""}) or scope
    if asks_of_a_stranger(query, scope):
        nearby = _nearby(score_items(query, wanted, scope, scores), query, scores.near)
        return Selection(intent=query.intent, findings=(), reason="topic", nearby=nearby)
    local = in_years(query, in_regions(query, scope))
    if query.regions and not local:
        return _from_above(query, scope, scores, wanted, least)
    scored = score_items(query, wanted, local, scores)
    best = max((one.covered for one in scored), default=0.0)
    if query.regions and _is_about_the_place(query, wanted, best, local):
        on_it = _on_the_place(query, wanted, local, scope)
        meant = _meant_on_the_place(scored, query, wanted, best, scores) if on_it.reason == "topic" else []
        return _answered(with_units(meant, local), query, wanted, scope, scored) if meant else on_it
    binding = with_what_binds(query, scope, local) if query.regions else local
    if len(binding) > len(local):
        local, scored = binding, score_items(query, wanted, binding, scores)
        best = max((one.covered for one in scored), default=0.0)
    chosen = keep(scored, query, wanted, best, scores) if best >= least else []
    astray = not (wanted.terms or query.regions or wanted.unseen <= len(wanted.pieces))
    astray = astray or is_astray(chosen, scored, query, scores.near)
    if not chosen or astray or (least >= LEAST and lacks_subject(chosen, query, wanted)):
        chosen = by_meaning(scored, query, wanted, scores.near) if least >= LEAST else []
        chosen = chosen or _without_its_words(scored, query, wanted, local, scores)
    if not chosen:
        return Selection(intent=query.intent, findings=(), reason="topic", nearby=_nearby(scored, query, scores.near))
    chosen = of_the_age(chosen, scored, query)
    answer = _answered(with_units(chosen, local), query, wanted, scope, scored)
    answer = _by_the_giver(answer, scored, query, wanted, scope, scores)
    return _with(answer, rest_of_few(chosen, scored, query, local), query, wanted)


def _with(answer: Selection, rest: Sequence[Scored], query: Query, wanted: Wanted) -> Selection:
    """`answer` with the `rest` among its findings, in document order; as it is where it has none itself."""
    if not (answer.findings and rest):
        return answer
    told = [*answer.findings, *(_finding(one, query, wanted) for one in rest)]
    return replace(answer, findings=tuple(_in_order(told)))


def _meant_on_the_place(
    scored: Sequence[Scored], query: Query, wanted: Wanted, best: float, scores: ItemScores
) -> list[Scored]:
    """What has all the few words that are asked of a place, else what answers by its meaning."""
    if best >= WHOLE:
        return keep(scored, query, wanted, best, scores)
    return by_meaning(scored, query, wanted, scores.near)


def _without_its_words(
    scored: Sequence[Scored], query: Query, wanted: Wanted, local: Sequence[Evidence], scores: ItemScores
) -> list[Scored]:
    """What answers though neither its words nor its meaning tell it: all that there is of the kind."""
    return (
        of_few(scored, query, wanted, local, scores)
        or _handed_in(scored, query, wanted, scores)
        or due_to_a_notice(local, query, scores.near)
        or all_of_few(query, wanted, local)
        or sole_giver(scored, query, wanted, scores.near)
    )


def _by_the_giver(
    answer: Selection,
    scored: Sequence[Scored],
    query: Query,
    wanted: Wanted,
    scope: Sequence[Evidence],
    scores: ItemScores,
) -> Selection:
    """`answer`; where it lacks the figure asked for what the one item says that gives it.

    On a place or in a notice what has the words would give it, if anything did.
    """
    if answer.reason != "figure" or query.regions or query.notices:
        return answer
    giver = sole_giver(scored, query, wanted, scores.near)
    return _answered(giver, query, wanted, scope, scored) if giver else answer


def _handed_in(scored: Sequence[Scored], query: Query, wanted: Wanted, scores: ItemScores) -> list[Scored]:
    """What says by when something is handed in, where all that the question is about stands in the corpus."""
    others = any(not are_papers(words) for words in unknown_things(wanted, query, scored))
    strange = wanted.unseen or query.unknown or others
    return [] if strange else handed_in(scored, query, scores.near)


def _from_above(query: Query, scope: Sequence[Evidence], scores: ItemScores, wanted: Wanted, least: float) -> Selection:
    """What the notice of the province or city that a place lies in says to all in it, under both names; else a refusal.

    A list of places, or of how many each may put forward, is of those that are named.
    """
    covering = covering_items(query, scope)
    homes = tuple(dict.fromkeys(one.home for one in covering))
    of_each = query.of_places or asks(query.text, "quota", query.language)
    about = bool(wanted.terms) or len(wanted.pieces) > 1
    if len(query.regions) == 1 and len(homes) == 1 and about and not of_each:
        found = select_by_terms(replace(query, regions=homes), covering, scores, wanted, least=least)
        if found.findings:
            side = f"{homes[0]} › {query.regions[0]}"
            return replace(found, findings=tuple(replace(one, side=side) for one in found.findings))
    nearby = _nearby(score_items(query, wanted, scope, scores), query, scores.near)
    return Selection(intent=query.intent, findings=(), reason="region", nearby=nearby)


def _answered(
    kept: Sequence[Scored], query: Query, wanted: Wanted, scope: Sequence[Evidence], scored: Sequence[Scored]
) -> Selection:
    """What the items that were kept say to the question, or what they lack."""
    found = (within_limits(_finding(one, query, wanted), query) for one in kept)
    findings = _with_the_figures(of_the_years([finding for finding in found if finding.facts], query), query)
    if not findings:
        return Selection(intent=query.intent, findings=(), reason="premise", lacking=_words(query))
    if word := asks_for_extreme(query):
        findings = _extreme(findings, word) or findings
    if asks_penalty(query) and not query.listing:
        findings = with_penalties(findings, scope) or findings
        of_the_act = penalties_of(query, findings, scope)
        if of_the_act == ():
            return Selection(intent=query.intent, findings=(), reason="penalty", nearby=findings[:2])
        findings = of_the_act or findings
    answer = checked(Selection(intent=query.intent, findings=findings), query)
    if answer.reason == "premise":
        nearby = _with_such_a_figure(scored, query, wanted) or answer.nearby
        elsewhere = not lacking(query, nearby)  # the figure is there, and of something else
        return replace(answer, reason="topic" if elsewhere else "premise", nearby=nearby)
    return answer


def _with_the_figures(findings: tuple[Finding, ...], query: Query) -> tuple[Finding, ...]:
    """Of an enumeration that names a figure (压缩到10个工作日) the items that print it; all where none does."""
    if not query.listing or not query.figures or query.wants_more or query.wants_less:
        return findings
    return tuple(finding for finding in findings if not lacking(query, [finding])) or findings


def _extreme(findings: Sequence[Finding], word: str) -> tuple[Finding, ...]:
    """The clauses with the highest sum, the earliest day of all, as `word` says; none where none gives one."""
    chosen = {id(fact) for fact in extreme_of([fact for one in findings for fact in one.facts], word)}
    kept = (replace(one, facts=tuple(fact for fact in one.facts if id(fact) in chosen)) for one in findings)
    return tuple(one for one in kept if one.facts)


def _nationally(query: Query, scope: Sequence[Evidence], scores: ItemScores, wanted: Wanted) -> Selection:
    """What is said of the whole country; a refusal where only places have it."""
    speaking = national(scope)
    if not speaking:
        return Selection(intent=query.intent, findings=(), reason="national")
    bare = beside_the_country(query)
    own = replace(wanted, pieces=tuple(one for one in wanted.pieces if one.variants[0] in (*bare.pieces, *query.years)))
    found = select_by_terms(bare, speaking, scores, own)
    if found.findings or found.reason not in ("topic", "figure"):
        return found
    local = score_items(query, wanted, national(scope, beside=True), scores)
    return replace(found, reason="national", nearby=(*found.nearby, *_nearby(local, query, scores.near))[:2])


def beside_the_country(query: Query) -> Query:
    """`query` without the words for the whole country (全国) and without the places it also names."""
    pattern = load_wording().asks["national", query.language]
    said = "".join(match.group() for match in pattern.finditer(query.text))
    pieces = tuple(piece for piece in query.pieces if not set(piece) & set(said))
    return replace(query, text=pattern.sub(" ", query.text), pieces=pieces, regions=())


def _is_about_the_place(query: Query, wanted: Wanted, best: float, local: Sequence[Evidence]) -> bool:
    """Whether nothing but the place is asked for: no words that its items cover, no term that their titles do not.

    What follows on a breach is asked of an act, however short its name.
    """
    titles = {fold_once(notice.title) for notice in Scope.of(local).notices}
    if asks_penalty(query) and wanted.pieces and best >= LEAST:
        return False
    terms, pieces = wanted.terms, wanted.pieces
    if _asks_all_there_is(query, local):
        said = beside_the_country(query).pieces
        terms = tuple(one for one in terms if _POLICY not in one.variants)
        pieces = tuple(one for one in pieces if one.lack == 1.0 and one.variants[0] in said)
    told = all(any(word in title for word in one.variants) for one in terms for title in titles)
    return told and (len(pieces) < 2 or best < LEAST) and not (terms and pieces)


def _asks_all_there_is(query: Query, local: Sequence[Evidence]) -> bool:
    """Whether it asks which or how many items others' notices have on a place: 38号文对陕西的支持有几条."""
    listed = query.listing or query.wants_items
    return listed and not any(is_home(one, query.regions) for one in local)


def _on_the_place(query: Query, wanted: Wanted, local: Sequence[Evidence], scope: Sequence[Evidence]) -> Selection:
    """All that is said of the places; where something is asked of them, what gives it.

    Of a notice that the place itself issued only its sections are told: it is all about the place.
    """
    stating = [one for one in local if one.item.path and (one.states or is_home(one, query.regions))]
    told = [one for one in stating if not is_home(one, query.regions) or (len(one.item.path) == 1 and one.item.heading)]
    if _names_somebody(query):
        return Selection(intent="place", findings=(), reason="topic")
    everything = query.intent == "compare" or asks(query.text, "everything", query.language)
    all_there_is = _asks_all_there_is(query, local)
    if all_there_is and query.wants_items:
        query = replace(query, wants_count=False)  # what is counted are the items
    gives = (
        () if everything and not (query.wants_money or asks_penalty(query) or asks_scale(query.text)) else asked(query)
    )
    own = [Finding(evidence=one, facts=facts_for(one, query, wanted)) for one in (stating if gives else told)]
    own = _in_order([*own, *_mentioning(query, local, scope)] if everything else own)
    giving = [kept for finding in own if (kept := _giving_facts(finding, gives)).facts] if gives else []
    subjects = [one for one in wanted.pieces if one.lack == 1.0 and not one.variants[0].isdigit()]
    if gives and subjects and is_home(local[0], query.regions):
        giving = [one for one in giving if covers(subjects, one.evidence)]
        own = giving
    if giving and len(giving) < max(len(own), 2):
        return checked(Selection(intent="place", findings=tuple(giving)), query)
    beside = query.unknown or (query.pieces and not gives)
    if not own or (beside and not (everything or query.listing or all_there_is)):
        return Selection(intent="place", findings=(), reason="topic")
    return checked(Selection(intent="place", findings=tuple(own)), query)


def _names_somebody(query: Query) -> bool:
    """Whether an English question names within a sentence what the corpus does not know: what does Huawei do there."""
    return any(f" {word.capitalize()}" in query.text for word in query.unknown)


def _mentioning(query: Query, local: Sequence[Evidence], scope: Sequence[Evidence]) -> Iterator[Finding]:
    """The facts of other items that name the places: 奖励杭州、绍兴等7个市."""
    known = {id(one) for one in local}
    for one in Scope.of(scope).at_home({""}).holding(query.regions):
        if id(one) in known or not one.item.path:
            continue
        facts = tuple(fact for fact in one.facts if any(name in fact.text for name in query.regions))
        if facts and one.states:
            yield Finding(evidence=one, facts=facts)


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (one.evidence.notice.id, one.evidence.item.start))


def _giving_facts(finding: Finding, gives: Sequence[Gives]) -> Finding:
    return replace(finding, facts=tuple(fact for fact in finding.facts if any(give(fact) for give in gives)))


def _nearby(scored: Sequence[Scored], query: Query, near: Nearness | None) -> tuple[Finding, ...]:
    """What comes nearest to a question that nothing answers, by its words and its meaning."""
    nothing = Wanted(terms=(), pieces=(), unseen=0)
    return tuple(_finding(one, query, nothing) for one in nearest(scored, near)[:2])


def _finding(scored: Scored, query: Query, wanted: Wanted) -> Finding:
    own = scored.evidence.facts
    facts = own if scored.whole and len(own) <= _WHOLE else facts_for(scored.evidence, query, wanted)
    return Finding(evidence=scored.evidence, facts=facts, score=scored.score)


_CLAUSE = re.compile(r"[，。；？！,;?!]")


def _with_such_a_figure(scored: Sequence[Scored], query: Query, wanted: Wanted) -> tuple[Finding, ...]:
    """The items nearest to the clause with the figure that a question takes for granted, with figures of its kind."""
    if not query.figures:
        return ()
    figure = query.figures[0]
    clause = fold_once(next((part for part in _CLAUSE.split(query.text) if figure.text in part), query.text))
    about = [one for one in (*wanted.terms, *wanted.pieces) if any(word in clause for word in one.variants)]
    unit = figure.unit.split("/")[0]
    alike = [
        (covers(about, one.evidence), one)
        for one in scored
        if any(amount.unit.split("/")[0] == unit for fact in one.evidence.facts for amount in fact.amounts)
    ]
    best = max((near for near, _ in alike), default=0.0)
    nothing = Wanted(terms=(), pieces=(), unseen=0)
    return tuple(_finding(one, query, nothing) for near, one in alike if near >= best)[:2]


def _words(query: Query) -> tuple[str, ...]:
    return tuple(figure.text for figure in query.figures)
