"""Query + evidence → what answers: which items, which of their facts, or why nothing does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.domain import Fact, Path
from rag.numerals import find_dates, numbers_in
from rag.regions import find_region
from rag.retrieve.evidence import Evidence, Wanted, belongs, coverage, speaks_of, weigh
from rag.retrieve.query import Intent, Query
from rag.text import fold

Reason = Literal["", "notice", "item", "region", "topic", "figure", "year", "premise", "negation", "duty", "greeting"]
"""Why nothing answers: what the question asks for, or takes for granted, that the corpus does not hold."""

ItemScores = Mapping[tuple[str, Path], float]

_KEEP = 0.66
"""Coverage that an item of an enumeration has at least."""
_LEAST = 0.45
"""Coverage below which the best item is merely similar, and no evidence."""
_ROUGHLY = 0.55
"""Coverage of all its words, not the terms alone, that an item of an enumeration has at least."""
_NEAR_BEST = 0.88
"""Share of the best score that a further item of a look-up has at least."""
_FACT = 0.4
"""Share of the best sentence's coverage that a further sentence of an item has at least."""
_SEMANTIC = 0.25
"""Weight of the fused retrieval score beside coverage; both are 0 to 1."""
_MOST = 3
"""Items that a look-up cites at most."""


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

    intent: Intent
    findings: tuple[Finding, ...]
    reason: Reason = ""
    nearby: tuple[Finding, ...] = ()
    """What the corpus does hold, where nothing answers."""
    lacking: tuple[str, ...] = ()
    """Figures that the question names and what was found does not hold."""
    silent: tuple[str, ...] = ()
    """Sides of a comparison that hold nothing."""
    searched: int = 0
    """Notices that were searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    evidence: Evidence
    covered: float
    """Coverage of terms and other words."""
    named: float
    """Coverage of the terms alone; where the question has none, of its other words."""
    score: float


def whole(one: Evidence) -> Finding:
    """The item with all its facts."""
    return Finding(evidence=one, facts=one.facts)


def select_by_terms(query: Query, scope: Sequence[Evidence], scores: ItemScores) -> Selection:
    """The items of `scope` that cover what `query` is about, or the reason why none does.

    A question on a place is answered from the items that have it as their subject; one that names nothing beside
    the place from all of them.
    """
    if query.listing and query.wants_missing:
        return Selection(intent=query.intent, findings=(), reason="negation")
    wanted = weigh(query, scope)
    local = in_regions(query, scope)
    if query.regions and not local:
        nearby = _nearby(_score(query, wanted, scope, scores), query)
        return Selection(intent=query.intent, findings=(), reason="region", nearby=nearby)
    scored = _score(query, wanted, local, scores)
    if query.regions and _is_about_the_place(query, wanted, scored):
        findings = tuple(Finding(evidence=one, facts=_facts_for(one, query, wanted)) for one in local if one.item.path)
        return _checked(Selection(intent="place", findings=_with_money(query, findings)), query)
    best = max((one.covered for one in scored), default=0.0)
    if best < _LEAST or not (wanted.terms or query.regions or wanted.unseen <= len(wanted.pieces)):
        return Selection(intent=query.intent, findings=(), reason="topic", nearby=_nearby(scored, query))
    found = (_finding(one, query, wanted) for one in _keep(scored, query, best))
    findings = tuple(kept for finding in found if (kept := _within(finding, query)).facts)
    if not findings:
        return Selection(intent=query.intent, findings=(), reason="premise", lacking=_words(query))
    return _checked(Selection(intent=query.intent, findings=findings), query)


def _is_about_the_place(query: Query, wanted: Wanted, scored: Sequence[_Scored]) -> bool:
    """Whether nothing but the place is asked for: no term, and no words that any of its items covers."""
    if wanted.terms or len(query.unknown) > 1:
        return False
    best = max((one.covered for one in scored), default=0.0)
    return len(wanted.pieces) < 2 or best < _LEAST


def in_regions(query: Query, scope: Sequence[Evidence]) -> list[Evidence]:
    """The items on the places that `query` names: as subject, as issuer, or else merely mentioned."""
    if not query.regions:
        return list(scope)
    subjects = [one for one in scope if any(speaks_of(one, region) for region in query.regions)]
    return subjects or [one for one in scope if any(fold(region) in one.text for region in query.regions)]


def _score(query: Query, wanted: Wanted, scope: Sequence[Evidence], scores: ItemScores) -> list[_Scored]:
    """Items that state something, best first; a heading alone states nothing, what stands below it does."""
    scored: list[_Scored] = []
    term_weight, word_weight = (sum(one.weight for one in some) for some in (wanted.terms, wanted.pieces))
    term_share = term_weight / (term_weight + word_weight or 1.0)
    for one in scope:
        if not one.facts or (one.item.kind == "section" and "\n" not in one.item.text):
            continue
        if query.of_places and not _names_places(one, query):
            continue
        of_terms = coverage(wanted.terms, one.text, one.headings, one.title)
        of_words = coverage(wanted.pieces, one.text, one.headings, one.title)
        covered = term_share * of_terms + (1 - term_share) * of_words
        named = of_terms if wanted.terms else covered
        semantic = scores.get((one.notice.id, one.item.path), 0.0)
        scored.append(_Scored(evidence=one, covered=covered, named=named, score=covered + _SEMANTIC * semantic))
    return sorted(scored, key=lambda one: -one.score)


def _names_places(one: Evidence, query: Query) -> bool:
    """Whether an item has places of the kind that is asked for as its subjects."""
    if not query.of_provinces and not query.excluded:
        return bool(one.regions or one.home)
    return any(_is_of_kind(fact, query) for fact in one.facts)


def _nearby(scored: Sequence[_Scored], query: Query) -> tuple[Finding, ...]:
    nothing = Wanted(terms=(), pieces=(), unseen=0)
    return tuple(_finding(one, query, nothing) for one in scored[:2] if one.covered > 0.2)


def _keep(scored: Sequence[_Scored], query: Query, best: float) -> list[_Scored]:
    """All that match for an enumeration, in document order; the best few for a look-up."""
    if query.listing:
        least = _KEEP if best >= _KEEP else _NEAR_BEST * best
        matching = [one for one in scored if one.named >= least and one.covered >= min(_ROUGHLY, least)]
        if query.wants_money:
            matching = [one for one in matching if _is_about_money(one.evidence, query)] or matching
        return sorted(matching, key=lambda one: (one.evidence.notice.id, one.evidence.item.start))
    top = scored[0].score
    kept = [one for one in scored if one.score >= _NEAR_BEST * top and one.covered >= _LEAST]
    return kept[: _MOST if not query.regions else 2 * _MOST] or [scored[0]]


def _finding(scored: _Scored, query: Query, wanted: Wanted) -> Finding:
    return Finding(evidence=scored.evidence, facts=_facts_for(scored.evidence, query, wanted), score=scored.score)


def _facts_for(one: Evidence, query: Query, wanted: Wanted) -> tuple[Fact, ...]:
    """The facts of an item that belong in the answer: those on the places asked for, those on the subject."""
    facts = one.facts
    if query.regions and one.home not in query.regions:
        own = tuple(f for f in facts if any(belongs(name, region) for region in query.regions for name in f.regions))
        return own or facts
    if query.listing and one.regions:
        return _matching(one, [fact for fact in facts if _is_of_kind(fact, query)], query, wanted)
    everything = (*wanted.terms, *wanted.pieces)
    if len(facts) <= 2 or not everything:
        return facts
    scored = [(fact, coverage(everything, fold(fact.text))) for fact in facts]
    best = max(score for _, score in scored)
    chosen = {fact.start for fact, score in scored if score >= _FACT * best}
    chosen |= _asked_for(query, facts, chosen)
    return tuple(fact for fact in facts if fact.start in chosen) or facts


def _matching(one: Evidence, facts: Sequence[Fact], query: Query, wanted: Wanted) -> tuple[Fact, ...]:
    """Of an item's facts those that match for themselves; all of them where its first sentence or heading does.

    "A、B、C …。其中，A …；B …": what follows the lead goes on about it. Under another lead each stands for itself.
    """
    terms = wanted.terms or wanted.pieces
    led = not facts or coverage(terms, fold(facts[0].text), one.headings) >= _KEEP
    chosen = [fact for fact in facts if led or coverage(terms, fold(fact.text)) > 0.0]
    return tuple(chosen or facts)


def _within(finding: Finding, query: Query) -> Finding:
    """`finding` with those of its facts that keep the limits an enumeration sets: 超过500万元, 补助300万元."""
    money = any(figure.unit.startswith("元") for figure in query.figures)
    if not query.listing or not (money or (query.figures and (query.wants_more or query.wants_less))):
        return finding
    return replace(finding, facts=tuple(fact for fact in finding.facts if _within_limits(fact, query)))


def _within_limits(fact: Fact, query: Query) -> bool:
    """Whether the figures that a question sets as limits (超过500万元) hold for `fact`, and others stand in it."""
    for limit in query.figures:
        same = [amount.value for amount in fact.amounts if amount.unit == limit.unit]
        if query.wants_more or query.wants_less:
            holds = any(value > limit.value if query.wants_more else value < limit.value for value in same)
            holds = holds or (limit.value in same and not query.strictly)
        else:
            holds = limit.value in same
        if not holds:
            return False
    return True


def _is_of_kind(fact: Fact, query: Query) -> bool:
    """Whether a fact is on places of the kind asked for, and not only on those left out."""
    if query.excluded and fact.regions and set(fact.regions) <= set(query.excluded):
        return False
    regions = (find_region(name) for name in fact.regions)
    return not query.of_provinces or any(region is not None and region.level == "province" for region in regions)


def _asked_for(query: Query, facts: Sequence[Fact], chosen: set[int]) -> set[int]:
    """Starts of the facts that give the date, the figure or the 责任单位 asked for, where the chosen ones do not."""
    asked: list[tuple[bool, Callable[[Fact], bool]]] = [
        (query.wants_due, lambda fact: bool(find_dates(fact.text))),
        (query.wants_count, lambda fact: bool(fact.amounts)),
        (query.wants_duty, lambda fact: "责任单位" in fact.text),
    ]
    added: set[int] = set()
    for wanted, gives in asked:
        if wanted and not any(gives(fact) for fact in facts if fact.start in chosen):
            added |= {fact.start for fact in facts if gives(fact)}
    return added


# 35个, 十多款, 第（五）至（八）项, 五万元: some number
_NUMBER = re.compile(r"[\d０-９一二三四五六七八九十百千万两几]")
# 资金补贴, 财政支持, 奖补; not 奖励, which may be a title
_MONEY = re.compile(r"资金|补贴|补助|奖补|财政|经费|资助")


def _is_about_money(one: Evidence, query: Query) -> bool:
    """Whether an item gives a sum, or holds a term of the question that names money."""
    if any(gives_money(fact) for fact in one.facts):
        return True
    names = (variant for term in query.terms for variant in term.variants if _MONEY.search(variant))
    return any(name in one.text for name in names)


def _with_money(query: Query, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Where a sum is asked for, the facts that give one; all of them where none does."""
    if not query.wants_money:
        return findings
    paying = [replace(f, facts=tuple(fact for fact in f.facts if gives_money(fact))) for f in findings]
    return tuple(finding for finding in paying if finding.facts) or findings


def gives_money(fact: Fact) -> bool:
    """Whether a sum of money, or a rate of it, stands in `fact`."""
    return any(amount.unit.startswith("元") for amount in fact.amounts)


def _checked(selection: Selection, query: Query) -> Selection:
    """`selection`, or the refusal where it lacks the very figure or year that is asked for or taken for granted."""
    reason = _unanswered(query, selection.findings)
    if not reason:
        return selection
    return replace(
        selection,
        findings=(),
        reason=reason,
        nearby=selection.findings[:2],
        lacking=_lacking(query, selection.findings),
    )


def _lacking(query: Query, findings: Sequence[Finding]) -> tuple[str, ...]:
    given = numbers_in(" ".join(fact.text for finding in findings for fact in finding.facts))
    return tuple(figure.text for figure in query.figures if not numbers_in(figure.text) <= given)


def _words(query: Query) -> tuple[str, ...]:
    return tuple(figure.text for figure in query.figures)


def _unanswered(query: Query, findings: Sequence[Finding]) -> Reason:
    facts = [fact for finding in findings for fact in finding.facts]
    if query.years and not any(str(year) in _dated(f) for year in query.years for f in findings):
        return "year"
    if query.wants_money and not any(gives_money(fact) for fact in facts):
        return "figure"
    if query.wants_count and not query.listing and not any(_NUMBER.search(fact.text) for fact in facts):
        return "figure"
    limits = query.listing and (query.wants_more or query.wants_less)
    if not limits and _lacking(query, findings):
        return "premise"
    return ""


def _dated(finding: Finding) -> str:
    notice = finding.evidence.notice
    issued = str(notice.issued.year) if notice.issued else ""
    return " ".join((finding.evidence.item.text, notice.id, notice.title, issued))
