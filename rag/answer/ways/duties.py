"""Duties: what a department leads or joins, and what falls due when, from table rows and 责任单位."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.address import match_path
from rag.answer.phrases import phrases
from rag.answer.selection import Finding, Selection
from rag.answer.ways.about import notice_asked
from rag.answer.ways.due import Fits, days_set, falls_due
from rag.answer.ways.shares import Role, denied_roles
from rag.domain import Fact
from rag.glossary import find_concepts
from rag.index.items import DUTY
from rag.numerals import read_numeral
from rag.question.bodies import abbreviates, find_bodies
from rag.question.query import Query
from rag.question.terms import Term
from rag.question.wording import Asks, asks, load_wording
from rag.retrieve.evidence import Evidence, coverage, fold_once, weigh
from rag.retrieve.scope import Scope

_TERM = 0.66
"""Coverage that a duty has at least of the terms asked for."""
_ALONE = 0.5
"""The same where no other comes near it."""
_LONG = 4
"""Characters from which the name of an office is its own whatever its rank."""
_FORM = 0.6
"""Emphasis up to which a term may ask for something of a duty: its target, its scope."""
_FAR = 0.6
"""Share of the best one's coverage up to which another does not come near it."""
# 市住建局, 桐乡市建设局, 省发展改革委: the seat of an office is no part of its name
_SEAT = re.compile(r"^.{0,5}?[市区县省州](?=.{2})")
# 都参与, 共同牵头, 一起: several departments in one duty
_TOGETHER = re.compile(r"都|均|共同|同时|一起|联合|合作|\b(?:both|together|jointly)\b", re.I)
# 政府, 管委会: what a place acts by
_GOVERNMENT = re.compile(r"(?:人民)?政府$|管委会$|管理委员会$|街道办(?:事处)?$")
# 城投集团, 供电公司, 水务有限公司: a company and what its name ends with
_COMPANY = re.compile(r"(?:集团有限公司|有限责任公司|股份有限公司|有限公司|集团|公司)$")

# 培训那两项, 这三条任务: how many the asker knows there are; not 哪两项
_SO_MANY = re.compile(r"[那这](?P<number>[两二三四五六七八九\d])[项条件个](?!月|市|县|区|省|部门|单位)")
_SUPPORT = "支持"
"""What "support" in an English question is read as, also where it says what an office does."""
_SHARES: tuple[Asks, ...] = ("lead", "partner", "alone")
_ROLES = {"牵头": "lead", "配合": "partner", "参与": "any"}
# 省, 市, 区: what stands before the name of an office, and its rank
_RANKS = re.compile(r"(?P<rank>国家|[省市县区州])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """A department that a question names."""

    said: tuple[str, ...]
    """Names under which the question may give it, folded and without the seat."""
    printed: frozenset[str]
    """Names of departments, as the duties print them, that it may be."""


def asks_duties(query: Query) -> bool:
    """Whether a question asks who does what by when, or what a department it names leads or joins."""
    if query.intent == "task":
        return True
    if not query.bodies or (query.intent == "compare" and not _asks_both_roles(query)):
        return False
    roles = ("duty", "lead", "partner", "joins", "alone")
    bare = query.listing and not query.terms_beside_bodies and not query.pieces
    return query.wants_items or bare or any(asks(query.text, role, query.language) for role in roles)


def _asks_both_roles(query: Query) -> bool:
    """Whether what one department leads is told apart from what it joins: 牵头和配合的分别是哪条; no comparison."""
    apart = all(asks(query.text, role, query.language) for role in ("lead", "partner"))
    return apart and len(query.bodies) == 1 and len(query.regions) < 2 and len(query.notices) < 2


def asks_of_annex(query: Query) -> bool:
    """Whether the annexes that a question names are where it looks for duties, by department or by time."""
    annexes = all(len(path) == 1 and path[0].startswith("附") for path in query.paths)
    return bool(query.paths) and annexes and bool(query.bodies or query.period)


def select_duties(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """Table rows, or else items that print 责任单位, which fit departments, dates and terms; None for no such question.

    A department that is asked for and leads or joins nothing is a refusal: another's tasks do not answer.
    """
    with_duty = _below(query, Scope.of(scope).has(DUTY))
    local = with_duty.at_home(query.regions) if query.regions else with_duty
    governments = () if local else _governments(query, with_duty)
    local = with_duty if governments else local
    bodies = (*_bodies(query, local), *governments)
    found = _select(query, _asked_about(query, local), bodies) or _select(query, local, bodies)
    if found:
        return Selection(intent="task", findings=found)
    near = Scope.of(scope).at_home(query.regions) if query.regions else scope
    rows = any(one.item.kind == "row" for one in local)
    dated = _dated(query, scope if query.notices else near) if not (rows or bodies) else ()
    if dated:
        return Selection(intent="task", findings=dated)
    if query.intent == "task" and rows and query.years and not _say_a_year(query, scope if query.notices else near):
        return Selection(intent="task", findings=(), reason="year")
    of_a_place = bool(query.regions) and query.share == "any"
    asked_of = bool(bodies) or query.share == "alone"
    if query.intent == "task" and asked_of and local and not _topics(query, bodies) and not of_a_place:
        return Selection(intent="task", findings=(), reason="duty")
    return None


def _say_a_year(query: Query, local: Sequence[Evidence]) -> bool:
    """Whether one of the years that the question names stands in any item."""
    return bool(Scope.of(local).holding([str(year) for year in query.years]))


def _below(query: Query, duties: Scope) -> Scope:
    """Those of `duties` in the annexes that the question names; all of them where it names none."""
    if not query.paths:
        return duties
    above = {(one.id, match_path(path, one)) for one in duties.notices for path in query.paths}
    return Scope.of([one for one in duties if (one.notice.id, one.item.path[:1]) in above])


def _asked_about(query: Query, local: Sequence[Evidence]) -> Sequence[Evidence]:
    """Those of `local` in the one notice that is asked about beside the departments; none where it may be any."""
    about = replace(query, terms=query.terms_beside_bodies)
    return notice_asked(about, local) if about.terms or about.pieces else ()


def _select(query: Query, local: Sequence[Evidence], bodies: Sequence[_Body]) -> tuple[Finding, ...]:
    """The rows of `local` that fit, else its items; a department that does nothing alone is told where it leads."""
    rows = [one for one in local if one.item.kind == "row"]
    others = [one for one in local if one.item.kind != "row"]
    due = falls_due(query, local)
    for pool in (rows, others):
        if not pool or not (bodies or due or pool is rows):
            continue
        fitting = _fitting_duties(query, pool, bodies, due)
        none_alone = not fitting and query.share == "alone" and bool(bodies)
        if none_alone:
            fitting = _fitting_duties(replace(query, share="lead"), pool, bodies, due)
        if fitting:
            return _by_role(query, bodies, fitting) if none_alone or _asks_both(query) else fitting
    return ()


def _by_role(query: Query, bodies: Sequence[_Body], found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The duties that one department leads before those that it joins, each counted."""
    if len(bodies) != 1:
        return found
    words = phrases(query.language)
    led = [one for one in found if any(_has_share(fact, bodies[0], "lead") for fact in one.facts)]
    joined = [one for one in found if one not in led]
    return tuple(
        replace(one, side=f"{name}{words.colon}{len(own)}")
        for name, own in ((words.lead, led), (words.partners, joined))
        for one in own
    )


def _fitting_duties(
    query: Query, pool: Sequence[Evidence], bodies: Sequence[_Body], due: Fits | None
) -> tuple[Finding, ...]:
    said = [body.said for body in bodies]
    denied = () if query.share == "alone" else denied_roles(fold_once(query.text), said)
    own = {body.said: body for body in bodies}
    who: list[Fits] = [lambda fact: _roles_fit(fact, denied, own) if denied else _bodies_fit(fact, bodies, query)]
    if len(bodies) > 1 and not denied and not _TOGETHER.search(query.text):
        who.append(lambda fact: any(_bodies_fit(fact, (body,), query) for body in bodies))
    found: list[Finding] = []
    for fits in who:
        found = found or _fitting(pool, fits, due)
    narrowed = bool(bodies or due) or query.share == "alone"
    topics = _topics(query, bodies)
    telling = _on_topic(query, topics, found, pool, narrowed=narrowed)
    titles = {one.title for one in pool}
    said = [one for one in topics if one.emphasis > _FORM]
    beside = [one for one in said if not any(_heads(one.variants, title) for title in titles)]
    named = telling or len(beside) == len(topics) or not bodies
    return tuple(telling if named else _on_topic(query, beside, found, pool, narrowed=narrowed))


def _fitting(pool: Sequence[Evidence], who: Fits, due: Fits | None) -> list[Finding]:
    """The items of `pool` with those of their duties that are of whom and of when they are asked for."""
    own = ((one, tuple(f for f in one.facts if f.lead and who(f) and (due is None or due(f)))) for one in pool)
    return [Finding(evidence=one, facts=facts) for one, facts in own if facts]


def _on_topic(
    query: Query, topics: Sequence[Term], found: list[Finding], pool: Sequence[Evidence], *, narrowed: bool
) -> list[Finding]:
    """Of the duties those on what the question is about beside the departments, by the words that no title has.

    One that no other comes near stands out by half of the words.
    """
    titles = {one.title for one in pool}
    said = [one for one in topics if not all(_in(one.variants, title) for title in titles)]
    wanted = weigh(replace(query, terms=tuple(said)), pool)
    if not wanted.terms:
        return found if narrowed else []
    scored = [(one, coverage(wanted.terms, one.evidence.text, one.evidence.headings)) for one in found]
    ranks = sorted((score for _, score in scored), reverse=True)
    said_to_be = _SO_MANY.search(query.text)
    number = read_numeral(said_to_be["number"]) or 0 if said_to_be else 0
    if 0 < number < len(ranks) and ranks[number - 1] > ranks[number]:
        return [one for one, score in scored if score >= ranks[number - 1]]
    best = ranks[0] if ranks else 0.0
    alone = best >= _ALONE and all(score <= _FAR * best for score in ranks[1:])
    return [one for one, score in scored if score >= (best if alone else max(_TERM, 0.8 * best))]


def _topics(query: Query, bodies: Sequence[_Body]) -> list[Term]:
    """What the question is about beside the departments and the words of their names."""
    names = [fold_once(name) for body in bodies for name in (*body.said, *body.printed)]
    patterns = [load_wording().asks[what, query.language] for what in _SHARES]
    shares = " ".join(match[0] for pattern in patterns for match in pattern.finditer(query.text))
    names += [_SUPPORT] if query.language == "en" and asks(query.text, "partner", "en") else []
    names += [fold_once(name) for mention in find_concepts(shares) for name in mention.concept.zh]
    return [one for one in query.terms_beside_bodies if not any(_in(one.variants, name) for name in names)]


def _heads(words: Sequence[str], title: str) -> bool:
    """Whether the title has the last word of a compound, which says what kind of thing it is: 督查激励 and 激励."""
    return any(len(word) >= _LONG and word[-2:] in title for word in words)


def _in(words: Sequence[str], title: str) -> bool:
    return any(word in title for word in words)


def _dated(query: Query, local: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The clauses of the one notice asked about that set a day within the time that the question names."""
    period = query.period
    own = notice_asked(query, local) if period is not None else ()
    title = fold_once(own[0].notice.title) if own else ""
    beside = [term for term in query.terms_beside_bodies if not any(word in title for word in term.variants)]
    if period is None or not own or beside or query.wants_count:
        return ()
    return tuple(
        Finding(evidence=one, facts=facts)
        for one in own
        if one.item.path and (facts := tuple(f for f in one.facts if any(map(period.holds, days_set(f.text)))))
    )


# --- who ------------------------------------------------------------------------------------------------------------


def _governments(query: Query, pool: Sequence[Evidence]) -> tuple[_Body, ...]:
    """The governments of places that the question names, as duties print them: 柯城区政府 for 柯城区."""
    printed = _printed(pool)
    of_places = (
        (place, frozenset(name for name in printed if _is_of(fold_once(name), place))) for place in query.regions
    )
    return tuple(_Body(said=(place,), printed=names) for place, names in of_places if names)


def _is_of(name: str, place: str) -> bool:
    return place in name and (name.endswith(place) or _GOVERNMENT.search(name) is not None)


def _bodies(query: Query, pool: Sequence[Evidence]) -> tuple[_Body, ...]:
    """The departments the question names, each with its name variants: the glossary's, or as the table prints them."""
    full = _printed(pool)
    printed = {_plain_name(name) for name in full}
    known = {variant for names in query.bodies for variant in names}
    text = fold_once(query.text)
    others = [name for name in sorted(printed) if len(name) > 2 and _is_named(name, text) and name not in known]
    longest = [(name,) for name in others if not any(name != other and name in other for other in others)]
    named = [
        (*names, *(name for name in sorted(printed - known) if any(_is_short_for(short, name) for short in names)))
        for names in query.bodies
        if not any(name[0] in names or names[0] in name[0] for name in longest)
    ]
    told = {name for names in (*named, *longest) for name in names}
    short = [names for names in find_bodies(text, sorted(printed)) if told.isdisjoint(names)]
    return tuple(
        _Body(said=names, printed=frozenset(one for one in full if _may_be(one, names, text)))
        for names in (*named, *longest, *short)
    )


def _may_be(name: str, said: Sequence[str], text: str) -> bool:
    """Whether a printed name is one of those said, and of the rank that the question gives: 省财政厅 is no 市财政局."""
    if fold_once(name) not in said and _plain_name(name) not in said:
        return False
    asked = {
        rank
        for short in said
        for match in re.finditer(_any_office(short), text)
        if (rank := _rank(text[: match.start()], match.group()))
    }
    own = _rank(fold_once(name).removesuffix(_plain_name(name)), _plain_name(name))
    return not asked or not own or own in asked


def _any_office(name: str) -> str:
    """A pattern of the name; of a long one also as the office of another rank: 人力社保局, 人力社保厅."""
    return re.escape(name) if len(name) < _LONG or name[-1] not in "局厅委部" else f"{re.escape(name[:-1])}[局厅委部]"


def _rank(before: str, name: str) -> str:
    """省 for an office that follows it or is a 厅; ``""`` where nothing tells."""
    found = _RANKS.search(before)
    return found["rank"] if found is not None else "省" if name.endswith("厅") else ""


def _printed(pool: Sequence[Evidence]) -> frozenset[str]:
    return frozenset(name for one in pool for fact in one.facts for name in _all_names(fact))


def _is_named(name: str, text: str) -> bool:
    """Whether `text` has a name as printed, or a company's without its kind: 城投 for 城投集团."""
    stem = _COMPANY.sub("", name)
    return name in text or (stem != name and len(stem) > 1 and stem in text)


def _is_short_for(short: str, name: str) -> bool:
    """Whether `short` stands for the department `name`; 住建部门 does for the 局, the 厅 and the 部."""
    kinds = (short,) if not short.endswith("部门") else tuple(short[:-2] + kind for kind in "局厅部委")
    return any(abbreviates(kind, name) for kind in kinds)


def _all_names(fact: Fact) -> tuple[str, ...]:
    return tuple(name for name in (*fact.lead.split("、"), *fact.partners) if name)


def _plain_name(name: str) -> str:
    folded = fold_once(name)
    return folded if _GOVERNMENT.search(folded) else _SEAT.sub("", folded)


def _bodies_fit(fact: Fact, bodies: Sequence[_Body], query: Query) -> bool:
    """Whether the departments lead, join or stand alone as asked; where they are left out, whether one leads."""
    if query.without_bodies:
        return not all(_has_share(fact, body, "lead") for body in bodies)
    if len(bodies) == 1 and _asks_both(query):
        return _has_share(fact, bodies[0], "any")
    if not bodies and query.share == "alone":
        return _is_alone(fact)
    return all(_has_share(fact, body, _share_of(body, query)) for body in bodies)


def _roles_fit(fact: Fact, roles: Sequence[Role], bodies: Mapping[tuple[str, ...], _Body]) -> bool:
    """Whether none of the roles is had that is denied, and each department has one of those that it should have."""
    if any(_has_share(fact, bodies[role.names], role.share) for role in roles if not role.holds):
        return False
    wanted = {role.names for role in roles if role.holds}
    return all(
        any(_has_share(fact, bodies[names], one.share) for one in roles if one.holds and one.names == names)
        for names in wanted
    )


def _asks_both(query: Query) -> bool:
    """Whether what a department leads and what it joins are both asked for: 牵头几项、配合几项."""
    return query.share == "any" and all(asks(query.text, what, query.language) for what in ("lead", "partner"))


def _is_alone(fact: Fact) -> bool:
    return "、" not in fact.lead and not fact.partners


def _share_of(body: _Body, query: Query) -> str:
    """What one of several departments does: 住建部牵头、生态环境部配合."""
    said = re.search(
        rf"(?:{'|'.join(map(re.escape, sorted(body.said, key=len, reverse=True)))})(?P<what>牵头|配合|参与)",
        fold_once(query.text),
    )
    return query.share if said is None else _ROLES[said["what"]]


def _has_share(fact: Fact, body: _Body, share: str) -> bool:
    lead = any(name in body.printed for name in fact.lead.split("、"))
    partner = any(name in body.printed for name in fact.partners)
    if share == "alone":
        return lead and _is_alone(fact)
    if share == "lead":
        return lead
    return partner if share == "partner" else lead or partner
