"""Duties: what a department leads or joins, and what falls due when, from table rows and 责任单位."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.address import match_path
from rag.answer.phrases import phrases
from rag.answer.selection import Finding, Selection
from rag.answer.ways.about import notice_asked
from rag.answer.ways.bodies import (
    Body,
    asks_both,
    bears_in_words,
    bodies_fit,
    bodies_named,
    governments_named,
    has_share,
    roles_fit,
    same_part,
)
from rag.answer.ways.due import Fits, days_set, falls_due, first_due
from rag.answer.ways.shares import denied_roles
from rag.glossary import find_concepts
from rag.index.items import DUTY
from rag.numerals import read_numeral
from rag.question.query import Query, Share
from rag.question.terms import Term
from rag.question.wording import Asks, asks, load_wording
from rag.retrieve.evidence import Evidence, coverage, fold_once, weigh
from rag.retrieve.scope import Scope
from rag.text import squeeze

_TERM = 0.66
"""Coverage that a duty has at least of the terms asked for."""
_ALONE = 0.5
"""The same where no other comes near it."""
_FORM = 0.6
"""Emphasis up to which a term may ask for something of a duty: its target, its scope."""
_FAR = 0.6
"""Share of the best one's coverage up to which another does not come near it."""
_COMPOUND = 4
"""Characters from which a word is a compound."""
# 都参与, 共同牵头, 一起: several departments in one duty
_TOGETHER = re.compile(r"都|均|共同|同时|一起|联合|合作|\b(?:both|together|jointly)\b", re.I)

# 培训那两项, 这三条任务: how many the asker knows there are; not 哪两项
_SO_MANY = re.compile(r"[那这](?P<number>[两二三四五六七八九\d])[项条件个](?!月|市|县|区|省|部门|单位)")
_SUPPORT = "支持"
"""What "support" in an English question is read as, also where it says what an office does."""
_SHARES: tuple[Asks, ...] = ("lead", "partner", "alone")
_DUTIES: tuple[Asks, ...] = ("duty", *_SHARES, "joins")
_SAME = 0.6
"""Share of a row's pairs of characters from which a clause that has them sets the same task."""
# 包括配合的, 连同参与的, 含牵头的: the other share too; not 不包括配合的
_TOO = re.compile(
    r"(?P<not>[不未]|除|\b(?:not|without)\s+)?(?:包括|包含|涵盖|含|连同?|加上|算上|\bincluding)"
    r"[^，。；？?]{0,6}?\s?(?P<what>牵头|配合|协办|参与|\b(?:led|leads|joins?|joined|supports?|supported)\b)",
    re.I,
)
# 分别是哪些, 各是什么: each of what was counted is to be told; it compares nothing
_EACH = re.compile(r"(?:分别|各)(?:都)?(?:是|为|有)?(?:哪|什么|啥)")
# 任务清单, 附件, 表里, task list: where only rows stand; not 代表, 表示
_TABLE = re.compile(
    r"清单|附件|附表|(?:任务|分工|责任|分解)表|表格?[里中内上]"
    r"|\b(?:task list|list of tasks|annex|attachment|table|checklist)\b",
    re.I,
)
# 正文, the body of the plan: where only clauses stand
_TEXT = re.compile(r"正文|\b(?:main text|body (?:text|of the (?:\w+ )*(?:notice|plan|opinions?|document)))\b", re.I)


def asks_duties(query: Query) -> bool:
    """Whether a question asks who does what by when, or what a department it names leads or joins."""
    if query.intent == "task" or _asks_each(query):
        return True
    if not query.bodies or (query.intent == "compare" and not _asks_both_roles(query)):
        return False
    bare = query.listing and not query.terms_beside_bodies and not query.pieces
    return query.wants_items or bare or any(asks(query.text, role, query.language) for role in _DUTIES)


def _asks_both_roles(query: Query) -> bool:
    """Whether what one department leads is told apart from what it joins: 牵头和配合的分别是哪条; no comparison."""
    apart = all(asks(query.text, role, query.language) for role in ("lead", "partner"))
    return apart and len(query.bodies) == 1 and len(query.regions) < 2 and len(query.notices) < 2


def _asks_each(query: Query) -> bool:
    """Whether tasks are counted and each is to be told, which is no comparison: 任务有几项？分别是哪些."""
    sides = (query.years, query.regions, query.notices, query.bodies)
    told = query.intent == "compare" and _EACH.search(query.text) is not None
    return told and asks(query.text, "duty", query.language) and all(len(side) < 2 for side in sides)


def asks_of_annex(query: Query) -> bool:
    """Whether the annexes that a question names are where it looks for duties, by department or by time."""
    annexes = all(len(path) == 1 and path[0].startswith("附") for path in query.paths)
    return bool(query.paths) and annexes and bool(query.bodies or query.period)


def select_duties(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """Table rows and items that print 责任单位, which fit departments, dates and terms; None for no such question.

    Without a department only rows answer, where any does.
    A department that is asked for and leads or joins nothing is a refusal: another's tasks do not answer.
    """
    query = replace(query, share=_share(query))
    with_duty = _below(query, Scope.of(scope).has(DUTY))
    local = with_duty.at_home(query.regions) if query.regions else with_duty
    governments = () if local else governments_named(query, with_duty)
    local = with_duty if governments else local
    bodies = (*bodies_named(query, local), *governments)
    found = _select(query, _asked_about(query, local), bodies) or _select(query, local, bodies)
    near = Scope.of(scope).at_home(query.regions) if query.regions else scope
    if local:
        found = _with_words(query, found, _asked_about(query, near) or near, bodies)
    if found:
        return Selection(intent="task", findings=first_due(found, query))
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
    """Those of `local` in the one notice that is asked about beside the departments; none where it may be any.

    What says that duties are asked for (承担, 任务) names no notice.
    """
    patterns = [load_wording().asks[what, query.language] for what in _DUTIES]
    said = " ".join(match[0] for pattern in patterns for match in pattern.finditer(query.text))
    pieces = tuple(piece for piece in query.pieces if piece not in said)
    about = replace(query, terms=query.terms_beside_bodies, pieces=pieces)
    return notice_asked(about, local) if about.terms or about.pieces else ()


def _share(query: Query) -> Share:
    """What a department's tasks are asked for by: with 包括配合的 both what it leads and what it joins."""
    found = _TOO.search(query.text)
    if found is None or query.share == "alone":
        return query.share
    of_leading = found["what"].lower() in ("牵头", "led", "leads")
    if found["not"]:
        return "partner" if of_leading else "lead"
    return query.share if of_leading else "any"


def _select(query: Query, local: Sequence[Evidence], bodies: Sequence[Body]) -> tuple[Finding, ...]:
    """The rows of `local` that fit, then the items that set other tasks; one that does nothing alone is told to lead.

    Items are looked at for a department or a time, and where no row fits; without them where the question names a
    table, and without rows where it names the text.
    """
    due = falls_due(query, local)
    rows = [one for one in local if one.item.kind == "row"]
    others = [one for one in local if one.item.kind != "row"] if bodies or due else []
    found = _united(query, rows, others, bodies, due)
    none_alone = not found and query.share == "alone" and bool(bodies)
    if none_alone:
        found = _united(replace(query, share="lead"), rows, others, bodies, due)
    return _by_role(query, bodies, found) if none_alone or asks_both(query) else found


def _united(
    query: Query, rows: Sequence[Evidence], others: Sequence[Evidence], bodies: Sequence[Body], due: Fits | None
) -> tuple[Finding, ...]:
    """The rows that fit and then the other items that do, without those that say what a row of their notice does."""
    in_text = _TEXT.search(query.text) is not None
    listed = _fitting_duties(query, rows, bodies, due) if rows else ()
    if listed and not in_text and (not bodies or query.paths or _TABLE.search(query.text)):
        return listed
    told = _fitting_duties(query, others, bodies, due) if others else ()
    if told and in_text:
        return told
    return (*listed, *(one for one in told if not any(_is_same(row, one, bodies) for row in listed)))


def _is_same(row: Finding, clause: Finding, bodies: Sequence[Body]) -> bool:
    """Whether a clause sets the task of a row of its notice, in words and in who does it."""
    own = _pairs(row.facts[0].text)
    same = row.evidence.notice.id == clause.evidence.notice.id and bool(own)
    return (
        same
        and len(own & _pairs(clause.evidence.item.text)) >= _SAME * len(own)
        and any(same_part(row.facts[0], fact, bodies) for fact in clause.facts)
    )


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(squeeze(fold_once(text))))


def _with_words(
    query: Query, found: tuple[Finding, ...], near: Sequence[Evidence], bodies: Sequence[Body]
) -> tuple[Finding, ...]:
    """`found` with the clauses whose running words say that the one department, asked for all it does, does something.

    They stand among the other clauses in document order, after the rows.
    """
    asks_all = len(bodies) == 1 and not query.without_bodies and query.share in ("any", "lead")
    elsewhere = query.paths or query.period or query.years or _TABLE.search(query.text) or _topics(query, bodies)
    if not asks_all or elsewhere or query.wants_due or denied_roles(fold_once(query.text), [bodies[0].said]):
        return found
    known = {one.evidence.row for one in found}
    said = [
        Finding(evidence=one, facts=facts)
        for one in Scope.of(near).holding(bodies[0].said)
        if one.states and one.item.kind != "row" and one.row not in known
        if (facts := tuple(fact for fact in one.facts if not fact.lead and bears_in_words(fact, bodies[0], query)))
    ]
    if not said:
        return found
    said = list(_by_role(query, bodies, tuple(said))) if asks_both(query) else said
    return tuple(sorted((*found, *said), key=lambda one: (one.side, one.evidence.item.kind != "row", one.evidence.row)))


def _by_role(query: Query, bodies: Sequence[Body], found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The duties that one department leads before those that it joins, each counted."""
    if len(bodies) != 1:
        return found
    words = phrases(query.language)
    joined = [one for one in found if all(has_share(fact, bodies[0], "partner") for fact in one.facts)]
    led = [one for one in found if one not in joined]
    return tuple(
        replace(one, side=f"{name}{words.colon}{len(own)}")
        for name, own in ((words.lead, led), (words.partners, joined))
        for one in own
    )


def _fitting_duties(
    query: Query, pool: Sequence[Evidence], bodies: Sequence[Body], due: Fits | None
) -> tuple[Finding, ...]:
    said = [body.said for body in bodies]
    denied = () if query.share == "alone" else denied_roles(fold_once(query.text), said)
    own = {body.said: body for body in bodies}
    who: list[Fits] = [lambda fact: roles_fit(fact, denied, own) if denied else bodies_fit(fact, bodies, query)]
    if len(bodies) > 1 and not denied and not _TOGETHER.search(query.text):
        who.append(lambda fact: any(bodies_fit(fact, (body,), query) for body in bodies))
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


def _topics(query: Query, bodies: Sequence[Body]) -> list[Term]:
    """What the question is about beside the departments and the words of their names."""
    names = [fold_once(name) for body in bodies for name in (*body.said, *body.printed)]
    patterns = [load_wording().asks[what, query.language] for what in _SHARES]
    shares = " ".join(match[0] for pattern in patterns for match in pattern.finditer(query.text))
    names += [_SUPPORT] if query.language == "en" and asks(query.text, "partner", "en") else []
    names += [fold_once(name) for mention in find_concepts(shares) for name in mention.concept.zh]
    return [one for one in query.terms_beside_bodies if not any(_in(one.variants, name) for name in names)]


def _heads(words: Sequence[str], title: str) -> bool:
    """Whether the title has the last word of a compound, which says what kind of thing it is: 督查激励 and 激励."""
    return any(len(word) >= _COMPOUND and word[-2:] in title for word in words)


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
