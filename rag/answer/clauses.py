"""Which clauses of an item belong in an answer: those on the places asked for, on the subject, within the limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answer.selection import Finding, Gives
from rag.domain import Fact
from rag.numerals import find_dates
from rag.question.query import Query
from rag.question.terms import Term
from rag.regions import find_region, is_within
from rag.retrieve.evidence import Evidence, Wanted, Weighted, belongs, coverage, fold_once, is_home, tells_opposite

_LEADING = 0.66
"""Coverage of the terms by an item's first sentence or heading from which the rest goes on about it."""
_FACT = 0.4
"""Share of the best sentence's coverage that a further sentence of an item has at least."""
_LED = 0.6
"""Share of an item's coverage that its first sentence has where what follows goes on about it."""
_SHORT = 320
"""Characters up to which an item on one place is told whole."""
_TOPIC = 20
"""Characters of a sentence at most that only heads its paragraph: 旧城区面貌要明显改善。"""
# （负责部门：人民银行，适用范围：福建自贸试验区）
_ASIDE = re.compile(r"[（(][^（）()]*[）)]。?")
# 有下列情形之一的，…, 按照以下规定给予处罚：; not 以下简称, 目标是：
_ANNOUNCES = re.compile(r"下列|(?:以下|之一|如下)[^。；]*[：:]\s*$")


def facts_for(one: Evidence, query: Query, wanted: Wanted) -> tuple[Fact, ...]:
    """The facts of an item that belong in the answer: those on the places asked for, those on the subject."""
    facts = one.facts
    if query.regions and not is_home(one, query.regions):
        inside = tuple(f for f in facts if query.of_places and any(lies_in(own, query.regions) for own in f.regions))
        naming = tuple(f for f in facts if any(name in f.text for name in query.regions))
        if naming and all(_ASIDE.fullmatch(f.text.strip()) for f in naming):  # where the whole item holds
            naming = facts
        own = tuple(f for f in facts if _is_on(f, one, query.regions))
        if naming and not (own or inside) and _is_devoted(one, query.regions):
            return _of_the_devoted(one, query, wanted)
        added = _asked_for(query, (*own, *naming), {f.start for f in own}) if own else set[int]()
        return tuple(f for f in facts if f in own or f.start in added) or inside or naming or facts
    if (query.listing or query.intent == "compare") and one.regions:
        return _matching(one, [fact for fact in facts if is_of_kind(fact, query)], wanted)
    return _telling(one, query, wanted)


def _is_devoted(one: Evidence, regions: Sequence[str]) -> bool:
    """Whether an item is about one of the places though no subject of it is one: its heading or opening names it.

    关于康定机场建设问题。, 山西阳泉煤业集团公司三矿“8·14”事故…: what follows goes on, and need not name it again.
    """
    opening = f"{one.item.heading} {one.facts[0].text}" if one.facts else one.item.heading
    return any(name in opening for name in regions)


def _of_the_devoted(one: Evidence, query: Query, wanted: Wanted) -> tuple[Fact, ...]:
    """All that a short item says on the place it is about; of a long one what is on the subject."""
    return one.facts if len(one.item.text) <= _SHORT else _telling(one, query, wanted)


def _telling(one: Evidence, query: Query, wanted: Wanted) -> tuple[Fact, ...]:
    """The facts of an item that are on the subject, with what they open and what stands between them."""
    facts = one.facts
    everything = (*wanted.terms, *wanted.pieces)
    if len(facts) <= 2 or not everything:
        return facts
    scored = [(fact, coverage(everything, fold_once(fact.text))) for fact in facts]
    best = max(score for _, score in scored)
    chosen = {fact.start for fact, score in scored if score >= _FACT * best}
    chosen |= _asked_for(query, facts, chosen)
    chosen |= _opened(one, facts, chosen)
    chosen |= _also_told(everything, query, facts, chosen)
    of_the_case = {fact.start for fact in facts if not tells_opposite(everything, fold_once(fact.text))}
    chosen = chosen & of_the_case or chosen
    chosen |= {
        two.start
        for one, two, three in zip(facts, facts[1:], facts[2:], strict=False)
        if {one.start, three.start} <= chosen
    }
    return tuple(fact for fact in facts if fact.start in chosen) or facts


def _opened(one: Evidence, facts: Sequence[Fact], chosen: set[int]) -> set[int]:
    """Starts of the facts that a chosen one opens: those of the list it announces, those of its paragraph it heads.

    有下列情形之一的…： is followed by its cases to the end of the item, 旧城区面貌要明显改善。 by what is done.
    """
    text = one.notice.text
    found: set[int] = set()
    listing, headed = False, False
    for at, fact in enumerate(facts):
        opens_paragraph = at == 0 or "\n" in text[facts[at - 1].end - 1 : fact.start + 1]
        headed = headed and not opens_paragraph
        if listing or headed:
            found.add(fact.start)
        if fact.start in chosen:
            listing = listing or _ANNOUNCES.search(fact.text) is not None
            headed = headed or (opens_paragraph and len(fact.text) <= _TOPIC and fact.text.endswith("。"))
    return found


def lies_in(name: str, regions: Sequence[str]) -> bool:
    """Whether a place lies in one of `regions`: 南京 in 江苏, where 江苏哪些城市 asks for its cities."""
    inner = find_region(name)
    outer = [found for region in regions if (found := find_region(region)) is not None]
    return inner is not None and any(is_within(inner, one) for one in outer)


def is_related(name: str, regions: Sequence[str]) -> bool:
    """Whether a place lies in one of `regions`, or one of them in it."""
    return lies_in(name, regions) or any(lies_in(region, (name,)) for region in regions)


def lies_above(home: str, regions: Sequence[str]) -> bool:
    """Whether all of `regions` lie in the place `home` and none is it."""
    outer = find_region(home) if home and home not in regions else None
    inner = [find_region(name) for name in regions]
    return outer is not None and all(one is not None and is_within(one, outer) for one in inner)


def _is_on(fact: Fact, one: Evidence, regions: Sequence[str]) -> bool:
    """Whether a fact is on one of the places, or on cities of a province that the item is about."""
    for name in regions:
        if any(belongs(own, name) for own in fact.regions):
            return True
        outer = find_region(name)
        inner = [found for own in fact.regions if (found := find_region(own)) is not None]
        if outer and outer.level == "province" and name in one.regions and inner:
            if all(is_within(region, outer) for region in inner):
                return True
    return False


def _matching(one: Evidence, facts: Sequence[Fact], wanted: Wanted) -> tuple[Fact, ...]:
    """Of an item's facts those that match for themselves; all of them where its first sentence or heading does.

    "A、B、C …。其中，A …；B …": what follows the lead goes on about it. Under another lead each stands for itself.
    """
    terms = wanted.terms or wanted.pieces
    everything = (*wanted.terms, *wanted.pieces)
    whole = coverage(everything, one.text, one.headings)
    first = coverage(everything, fold_once(facts[0].text), one.headings) if facts else 1.0
    led = first >= _LED * whole or (bool(facts) and coverage(terms, fold_once(facts[0].text), one.headings) >= _LEADING)
    chosen = [
        fact for fact in facts if (led and _may_go_on(fact, facts[0])) or coverage(terms, fold_once(fact.text)) > 0.0
    ]
    return tuple(fact for fact in facts if fact in chosen or _goes_on(fact, facts, chosen)) or tuple(facts)


def _may_go_on(fact: Fact, lead: Fact) -> bool:
    """Whether a fact is not on other places than the lead: 甲市由市长牵头，乙市由副市长牵头 are two things."""
    return not fact.regions or not lead.regions or not set(fact.regions).isdisjoint(lead.regions)


def _goes_on(fact: Fact, facts: Sequence[Fact], chosen: Sequence[Fact]) -> bool:
    """Whether a fact tells of one of the places that the item's lead names, and the lead was chosen: 其中，A …；B …."""
    lead = facts[0]
    return lead in chosen and bool(fact.regions) and set(fact.regions) < set(lead.regions)


def within_limits(finding: Finding, query: Query) -> Finding:
    """`finding` with those of its facts that keep the limits an enumeration sets: 超过500万元, 补助300万元."""
    money = any(figure.unit.startswith("元") for figure in query.figures)
    if not query.listing or not (money or (query.figures and (query.wants_more or query.wants_less))):
        return finding
    return replace(finding, facts=tuple(fact for fact in finding.facts if _keeps_limits(fact, query)))


def _keeps_limits(fact: Fact, query: Query) -> bool:
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


def is_of_kind(fact: Fact, query: Query) -> bool:
    """Whether a fact is on places of the kind asked for, and not only on those left out."""
    if query.excluded and fact.regions and set(fact.regions) <= set(query.excluded):
        return False
    regions = (find_region(name) for name in fact.regions)
    return not query.of_provinces or any(region is not None and region.level == "province" for region in regions)


def leave_out(scope: Sequence[Evidence], beside: Sequence[Term]) -> list[Evidence]:
    """`scope` without the clauses on what a question leaves out, and without the items that stand under it."""
    words = [word for term in beside for word in term.variants]
    kept: list[Evidence] = []
    for one in scope:
        facts = tuple(fact for fact in one.facts if not any(word in fold_once(fact.text) for word in words))
        if facts and not any(word in one.headings for word in words):
            kept.append(one.with_facts(facts))
    return kept


def _asked_for(query: Query, facts: Sequence[Fact], chosen: set[int]) -> set[int]:
    """Starts of the facts that give the date, the figure or the 责任单位 asked for, where the chosen ones do not."""
    asked: list[tuple[bool, Gives]] = [
        (query.wants_due, lambda fact: bool(find_dates(fact.text))),
        (query.wants_money, lambda fact: any(amount.unit.startswith("元") for amount in fact.amounts)),
        (query.wants_count, lambda fact: bool(fact.amounts)),
        (query.wants_duty, _says_who),
    ]
    added: set[int] = set()
    for wanted, gives in asked:
        if wanted and not any(gives(fact) for fact in facts if fact.start in chosen):
            added |= {fact.start for fact in facts if gives(fact)}
    return added


def _also_told(wanted: Sequence[Weighted], query: Query, facts: Sequence[Fact], chosen: set[int]) -> set[int]:
    """Starts of the facts that alone of an item have a word or a year of the question: 2026年和2027年各有什么动作.

    Of one thing that it names by two words (CIM平台和成果交付) each word counts for itself.
    """
    said = fold_once(query.text)
    twice = [own for one in wanted if len(own := _apart([word for word in one.variants if word in said])) > 1]
    words = [one.variants for one in wanted] + [(str(year),) for year in query.years]
    words += [own for some in twice for own in some]
    texts = {fact.start: fold_once(fact.text) for fact in facts}
    added: set[int] = set()
    for variants in words:
        having = {start for start, text in texts.items() if any(word in text for word in variants)}
        added |= having if chosen.isdisjoint(having) and len(having) == 1 else set()
    return added


def _apart(words: Sequence[str]) -> list[tuple[str, ...]]:
    """`words` with those that stand within them: CIM平台 with CIM, apart from 成果交付."""
    longest = [word for word in words if not any(word != other and word in other for other in words)]
    return [tuple(word for word in words if word in one) for one in longest]


def _says_who(fact: Fact) -> bool:
    """Whether the clause itself prints who leads: …（建设局牵头，财政局配合）."""
    return bool(fact.lead) and fact.lead.split("、")[0] in fact.text
