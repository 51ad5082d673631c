"""Which way a question is answered: by address, from a notice's head, from duties, by comparison, or by its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.address import find_batches, match_path
from rag.answer.select import Finding, ItemScores, Selection, in_regions, select_by_terms, whole
from rag.domain import Fact, Item, Notice, Path
from rag.parse.roles import role_of
from rag.retrieve.evidence import Evidence, coverage, weigh
from rag.retrieve.query import Query
from rag.text import fold, squeeze

_TERM = 0.66
"""Coverage that a duty has at least of the terms asked for."""


def select(query: Query, corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
    """The items and facts that answer `query`, or the reason why none does.

    Args:
        query: The question.
        corpus: All items, in document order.
        scores: Fused retrieval score of the items that retrieval returned, 0 to 1.
    """
    scope = [one for one in corpus if not query.notices or one.notice.id in query.notices]
    return replace(_select(query, scope, corpus, scores), searched=len({one.notice.id for one in scope}))


def _select(query: Query, scope: Sequence[Evidence], corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
    return (
        _select_by_name(query, scope, corpus)
        or (_select_duties(query, scope) if query.intent == "task" else None)
        or _select_by_heading(query, scope)
        or _select_by_subject(query, scope, corpus, scores)
    )


def _select_by_name(query: Query, scope: Sequence[Evidence], corpus: Sequence[Evidence]) -> Selection | None:
    """What is asked of the corpus, of a notice or of an item by its address; None for a question on a subject."""
    if query.missing:
        return Selection(intent=query.intent, findings=(), reason="notice", nearby=_other_batches(corpus))
    if query.intent == "greeting":
        return Selection(intent="greeting", findings=(), reason="greeting")
    named = query.terms or query.regions or query.notices or query.paths
    if query.wants_catalogue and not query.wants_basis and not named:
        return _select_notices(query, corpus)
    if query.intent == "item":
        return _select_items(query, scope)
    homes = [one for one in scope if one.home in query.regions]
    one_home = len({one.notice.id for one in homes}) == 1
    if query.intent == "head" or ((query.wants_head or query.wants_basis) and one_home):
        return _select_head(query, scope if query.notices else homes)
    return None


def _select_by_heading(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """What names a section, or asks how many items there are; None where neither."""
    bare = query.wants_items and not (query.terms or query.pieces or query.regions)
    annex = _named_annex(query, scope) if bare else ()
    if annex:
        return Selection(intent="count", findings=annex)
    section = _named_section(query, scope)
    if section:
        return Selection(intent="list", findings=section)
    if bare and query.notices:
        return Selection(intent="count", findings=tuple(whole(one) for one in scope if len(one.item.path) == 1))
    return None


def _select_by_subject(
    query: Query, scope: Sequence[Evidence], corpus: Sequence[Evidence], scores: ItemScores
) -> Selection:
    sides = _sides(query, scope, corpus)
    return _compare(query, sides, scores) if len(sides) > 1 else select_by_terms(query, scope, scores)


def _select_notices(query: Query, corpus: Sequence[Evidence]) -> Selection:
    """The notices of the corpus by their title lines; those of a year where one is named."""
    first: dict[str, Evidence] = {}
    for one in corpus:
        titled = not one.item.path and squeeze(one.item.text) == squeeze(one.notice.title)
        if titled or one.notice.id not in first:
            first[one.notice.id] = one
    years = {str(year) for year in query.years}
    fitting = [one for one in first.values() if not years or _year_of(one) in years]
    if not fitting:
        return Selection(intent="catalogue", findings=(), reason="year", nearby=())
    return Selection(intent="catalogue", findings=tuple(map(whole, fitting)))


def _year_of(one: Evidence) -> str:
    """Year of the 成文日期, else of the 文号."""
    if one.notice.issued is not None:
        return str(one.notice.issued.year)
    return one.notice.symbol.partition("〔")[2].partition("〕")[0]


def _named_annex(query: Query, scope: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The annex or table whose heading's last words (任务清单) the question names."""
    question = squeeze(fold(query.text))
    return tuple(
        whole(one)
        for one in scope
        if len(one.item.path) == 1 and _ends_alike(squeeze(fold(one.item.heading)), question)
    )


def _other_batches(corpus: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The title lines of the batches that are there, for a question on one that is not."""
    return tuple(
        whole(one)
        for one in corpus
        if not one.item.path and find_batches(one.item.text) and squeeze(one.item.text) == squeeze(one.notice.title)
    )


_HEADING = 4
"""Characters of a heading that name a section in a question."""
_SHARE = 0.4
"""Share of a question that a heading takes where the heading is all it names."""


# --- by address ---------------------------------------------------------------------------------------------------


def _select_items(query: Query, scope: Sequence[Evidence]) -> Selection:
    """The items whose addresses the question gives, or the nearest sections where there are none."""
    local = [one for one in scope if not query.regions or one.home in query.regions] or list(scope)
    findings = [finding for path in query.paths for finding in _at(path, query, local)]
    if findings:
        return Selection(intent="item", findings=tuple(findings))
    named = query.notices or len({one.notice.id for one in local}) == 1
    nearby = tuple(whole(one) for one in local if named and len(one.item.path) == 1 and one.item.heading)[:6]
    return Selection(intent="item", findings=(), reason="item", nearby=nearby)


def _at(steps: Path, query: Query, local: Sequence[Evidence]) -> list[Finding]:
    """The items at `steps`; of several notices that have such an item, those that the question fits best."""
    hits: list[_Hit] = []
    for notice_id in dict.fromkeys(one.notice.id for one in local):
        hit = _named_path(steps, query, next(one.notice for one in local if one.notice.id == notice_id))
        if hit is not None:
            hits.append(hit)
    best = max((hit.fit for hit in hits), default=0)
    paths = {hit.notice.id: hit.path for hit in hits if hit.fit == best or query.notices}
    several = len(paths) > 1 and not query.notices
    return [
        whole(one)
        for one in local
        if (path := paths.get(one.notice.id)) is not None
        and (one.item.path == path or (one.item.path[: len(path)] == path and not several))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    notice: Notice
    path: Path
    fit: int
    """3 within a section that the question names, 2 for a table row, 1 as written, 0 as it may be meant."""


def _named_path(steps: Path, query: Query, notice: Notice) -> _Hit | None:
    """The path that `steps` name in one notice, within a section that the question names by its heading."""
    question = squeeze(fold(query.text))
    for section in notice.items:
        heading = squeeze(fold(section.heading))
        if len(heading) >= _HEADING and (heading in question or _ends_alike(heading, question)):
            path = match_path((*section.path, *steps), notice)
            if path is not None and path[: len(section.path)] == section.path:
                return _Hit(notice=notice, path=path, fit=3)
    path = match_path(steps, notice)
    if path is None:
        return None
    row = any(item.kind == "row" for item in notice.at(path))
    return _Hit(notice=notice, path=path, fit=2 if row else int(path[-len(steps) :] == steps))


def _ends_alike(heading: str, question: str) -> bool:
    """Whether the last four characters of an annex's heading (任务清单) stand in the question."""
    return heading.endswith(("清单", "表", "目录")) and heading[-_HEADING:] in question


# --- a notice's own head ------------------------------------------------------------------------------------------

# 根据《…》, 按照《…》等文件要求, 为贯彻落实《…》
_BASIS = re.compile(r"(?:根据|按照|依据|依照|贯彻落实|遵照)[^。]{0,12}《")
_HEAD_ROLES = ("symbol", "date", "printed", "signature", "copies")


def _select_head(query: Query, scope: Sequence[Evidence]) -> Selection:
    """文号, dates, signatures and the lines of head and tail that the question is about; without a date, a refusal."""
    margins = [one for one in scope if not one.item.path and one.facts]
    wanted = weigh(query, scope)
    everything = (*wanted.terms, *wanted.pieces)
    covered = {id(one): coverage(everything, one.text) for one in margins}
    best = max(covered.values(), default=0.0)
    chosen = [
        one
        for one in margins
        if role_of(one.item.text) in _HEAD_ROLES or (best > 0.3 and covered[id(one)] >= 0.8 * best)
    ]
    asks_date = query.wants_due or "日期" in query.text
    dated = any(role_of(one.item.text) in ("date", "printed") for one in chosen)
    asks_symbol = "文号" in query.text or "document number" in query.text.lower()
    if (asks_date and not dated) or (asks_symbol and not any(role_of(one.item.text) == "symbol" for one in chosen)):
        titles = [one for one in margins if one.item.text in one.notice.title]
        return Selection(intent="head", findings=(), reason="figure", nearby=tuple(map(whole, titles[:1])))
    if query.wants_title:
        chosen = [one for one in margins if squeeze(one.item.text) == squeeze(one.notice.title)] + chosen
    if query.wants_basis:
        chosen = [one for one in margins if _BASIS.search(one.item.text)] or chosen
    if not chosen:
        return Selection(intent="head", findings=(), reason="topic")
    return Selection(intent="head", findings=tuple(map(whole, chosen)))


# --- duties -------------------------------------------------------------------------------------------------------


def _select_duties(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """Table rows, or else items that print 责任单位, which fit departments, dates and terms; None for no such question.

    A department that is asked for and leads or joins nothing is a refusal: another's tasks do not answer.
    """
    local = [one for one in scope if not query.regions or one.home in query.regions]
    with_duty = [one for one in local if any(fact.lead for fact in one.facts)]
    rows = [one for one in with_duty if one.item.kind == "row"]
    others = [one for one in with_duty if one.item.kind != "row"]
    bodies = _bodies(query, with_duty)
    asked = bool(bodies or _dues(query, rows))
    for pool in (rows, others):
        fitting = _fitting_duties(query, pool, bodies) if pool and (bodies or pool is rows) else ()
        if fitting:
            return Selection(intent="task", findings=fitting)
    if bodies and asked and with_duty and not query.terms_beside_bodies and not query.regions:
        return Selection(intent="task", findings=(), reason="duty")
    return None


def _fitting_duties(query: Query, pool: Sequence[Evidence], bodies: Sequence[Sequence[str]]) -> tuple[Finding, ...]:
    dues = _dues(query, pool)
    negated = bool(bodies) and (query.without_bodies or query.wants_missing)
    fitting = [
        one for one in pool if _due_fits(one.facts[0], dues) and _bodies_fit(one.facts[0], bodies, query) != negated
    ]
    topics = replace(query, terms=query.terms_beside_bodies)
    wanted = weigh(topics, pool)
    if wanted.terms:
        scored = [(one, coverage(wanted.terms, one.text, one.headings)) for one in fitting]
        best = max((score for _, score in scored), default=0.0)
        fitting = [one for one, score in scored if score >= max(_TERM, 0.8 * best)]
    elif not (bodies or dues):
        return ()
    return tuple(Finding(evidence=one, facts=one.facts[:1] if one.item.kind == "row" else one.facts) for one in fitting)


def _dues(query: Query, pool: Sequence[Evidence]) -> frozenset[str]:
    """The 完成时间 that the question names, as the table prints them."""
    printed = {one.facts[0].due for one in pool if one.facts[0].due}
    named = {due for due in printed if due in query.text}
    named = named or {due for due in printed if any(str(year) in due for year in query.years)}
    if not named and any(word in query.text.lower() for word in ("every year", "annual", "each year", "yearly")):
        named = {due for due in printed if due.startswith("每年")}
    return frozenset(named)


def _bodies(query: Query, pool: Sequence[Evidence]) -> tuple[tuple[str, ...], ...]:
    """The departments the question names, each with its name variants: the glossary's, or as the table prints them."""
    printed = {_plain_name(name) for one in pool for name in (one.facts[0].lead, *one.facts[0].partners) if name}
    known = {variant for names in query.bodies for variant in names}
    text = fold(query.text)
    others = [(name,) for name in sorted(printed) if len(name) > 2 and name in text and name not in known]
    return (*query.bodies, *others)


# 市住建局, 桐乡市建设局, 省发展改革委: the seat of an office is no part of its name
_SEAT = re.compile(r"^.{0,5}?[市区县省州](?=.{2})")


def _plain_name(name: str) -> str:
    return _SEAT.sub("", fold(name))


def _due_fits(fact: Fact, dues: frozenset[str]) -> bool:
    return not dues or fact.due in dues


def _bodies_fit(fact: Fact, bodies: Sequence[Sequence[str]], query: Query) -> bool:
    """Whether the departments lead, join or stand alone as asked; where they are left out, whether one leads."""
    share = "lead" if query.without_bodies else query.share
    return all(_has_share(fact, names, share) for names in bodies)


def _has_share(fact: Fact, names: Sequence[str], share: str) -> bool:
    lead = fold(fact.lead) in names or _plain_name(fact.lead) in names
    partner = any(fold(name) in names or _plain_name(name) in names for name in fact.partners)
    if share == "alone":
        return lead and not fact.partners
    if share == "lead":
        return lead
    return partner if share == "partner" else lead or partner


# --- a section by its heading -------------------------------------------------------------------------------------


def _named_section(query: Query, scope: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The units right below a section whose heading the question names: 重点任务有几项, 保障措施有哪些.

    Where the question names a notice too, it is the one section so headed; where the heading is all that it names,
    the sections so headed in every notice.
    """
    question = squeeze(fold(query.text))
    named = [
        one
        for one in scope
        if one.item.kind == "section"
        and len(one.item.heading) >= _HEADING
        and squeeze(fold(one.item.heading)) in question
    ]
    if query.intent not in ("list", "lookup", "task") or not named:
        return ()
    longest = max(len(one.item.heading) for one in named)
    alone = longest >= _SHARE * len(question) and not query.regions
    if not alone and not (len(named) == 1 and query.notices and (query.wants_count or query.listing)):
        return ()
    return tuple(finding for one in named if len(one.item.heading) == longest for finding in _section(one, scope))


def _section(section: Evidence, scope: Sequence[Evidence]) -> Iterator[Finding]:
    """The section's lead, if it has one, and the first fact of each unit right below it."""
    path = section.item.path
    if "\n" in section.item.text:
        yield whole(section)
    for one in scope:
        below = one.notice is section.notice and len(one.item.path) == len(path) + 1 and one.item.path[:-1] == path
        if below:
            yield Finding(evidence=one, facts=tuple(_from_its_numeral(one, fact) for fact in one.facts[:1]))


def _from_its_numeral(one: Evidence, fact: Fact) -> Fact:
    """`fact` with the numeral and the heading that stand before it."""
    start = one.item.start
    return replace(fact, start=start, text=one.notice.text[start : fact.end])


# --- comparisons --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    name: str
    query: Query
    scope: list[Evidence]


def _sides(query: Query, scope: Sequence[Evidence], corpus: Sequence[Evidence]) -> list[_Side]:
    """What stands against what: two places, two notices, a notice and a place, or a body and its annex."""
    if len(query.regions) > 1:
        return [_Side(name=one, query=replace(query, regions=(one,)), scope=list(scope)) for one in query.regions]
    if query.intent != "compare":
        return []
    homes = [one for one in corpus if one.home in query.regions and one.notice.id not in query.notices]
    if len(query.notices) > 1 or (query.notices and homes):
        bare = replace(query, regions=()) if homes else query
        sides = [_notice_side(bare, [one for one in scope if one.notice.id == notice]) for notice in query.notices]
        return [*sides, *([_notice_side(query, homes)] if homes else [])]
    local = in_regions(query, scope)
    annex = [one for one in local if one.item.path[:1] and _is_annex(one.item)]
    body = [one for one in local if one.item.path[:1] and not _is_annex(one.item) and one.home in query.regions]
    if annex and body and ("附件" in query.text or "annex" in query.text.lower()):
        return [_Side(name="正文", query=query, scope=body), _Side(name="附件", query=query, scope=annex)]
    return []


def _notice_side(query: Query, scope: list[Evidence]) -> _Side:
    return _Side(name=scope[0].notice.title, query=query, scope=scope)


def _is_annex(item: Item) -> bool:
    return item.path[0].startswith("附")


def _compare(query: Query, sides: Sequence[_Side], scores: ItemScores) -> Selection:
    """Each side answered for itself; a refusal where no side holds anything."""
    answers = [(side.name, select_by_terms(side.query, side.scope, scores)) for side in sides]
    findings = tuple(replace(finding, side=name) for name, answer in answers for finding in answer.findings)
    if findings:
        silent = tuple(name for name, answer in answers if not answer.findings)
        return Selection(intent="compare", findings=findings, silent=silent)
    nearby = tuple(finding for _, answer in answers for finding in answer.nearby)
    return Selection(intent="compare", findings=(), reason=answers[0][1].reason, nearby=nearby)
