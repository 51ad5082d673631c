"""Departments that a question names, as the duties print them, and whether one leads, joins or stands alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answer.ways.shares import Role
from rag.domain import Fact
from rag.question.bodies import abbreviates, find_bodies
from rag.question.query import Query
from rag.question.wording import asks
from rag.retrieve.evidence import Evidence, fold_once

_LONG = 4
"""Characters from which the name of an office is its own whatever its rank."""
# 市住建局, 桐乡市建设局, 省发展改革委: the seat of an office is no part of its name
_SEAT = re.compile(r"^.{0,5}?[市区县省州](?=.{2})")
# 政府, 管委会: what a place acts by
_GOVERNMENT = re.compile(r"(?:人民)?政府$|管委会$|管理委员会$|街道办(?:事处)?$")
# 城投集团, 供电公司, 水务有限公司: a company and what its name ends with
_COMPANY = re.compile(r"(?:集团有限公司|有限责任公司|股份有限公司|有限公司|集团|公司)$")
_ROLES = {"牵头": "lead", "配合": "partner", "参与": "any"}
# 省, 市, 区: what stands before the name of an office, and its rank
_RANKS = re.compile(r"(?P<rank>国家|[省市县区州])$")
# 由财政局, 市财政局: what may stand before the name of an office, which is no part of a longer one's
_BEFORE = r"(?<![\u4e00-\u9fff](?<![由省市县区州各和及与]))"
# 负责资金拨付, 会同市住建局制定, 、市住建局按职责牵头: the duty of the office before it; not 负责人, 负责解释
_BEARS = (
    r"(?:[（(][^）)]*[）)])?(?:[、和及与][^，。；：、和及与]{2,14}){0,8}?(?:(?:按照?|依照|依据|根据)[^，。；]{0,10}?)?"
    r"(?:[要应]当?|具体|统一|共同|分别)*(?:负责(?![人制]|解释)|牵头|会同(?![^，。；]*解释)|承担|主管(?!部门))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A department that a question names."""

    said: tuple[str, ...]
    """Names under which the question may give it, folded and without the seat."""
    printed: frozenset[str]
    """Names of departments, as the duties print them, that it may be."""


def governments_named(query: Query, pool: Sequence[Evidence]) -> tuple[Body, ...]:
    """The governments of places that the question names, as duties print them: 柯城区政府 for 柯城区."""
    printed = _printed(pool)
    of_places = (
        (place, frozenset(name for name in printed if _is_of(fold_once(name), place))) for place in query.regions
    )
    return tuple(Body(said=(place,), printed=names) for place, names in of_places if names)


def _is_of(name: str, place: str) -> bool:
    return place in name and (name.endswith(place) or _GOVERNMENT.search(name) is not None)


def bodies_named(query: Query, pool: Sequence[Evidence]) -> tuple[Body, ...]:
    """The departments the question names, each with its name variants: the glossary's, or as the table prints them."""
    full = _printed(pool)
    printed = {plain_name(name) for name in full}
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
        Body(said=names, printed=frozenset(one for one in full if _may_be(one, names, text)))
        for names in (*named, *longest, *short)
    )


def _may_be(name: str, said: Sequence[str], text: str) -> bool:
    """Whether a printed name is one of those said, and of the rank that the question gives.

    省财政厅 is no 市财政局, and neither is 财政部 where the question does not say 财政部门.
    """
    plain = plain_name(name)
    if fold_once(name) not in said and plain not in said:
        return False
    given = [match for short in said for match in re.finditer(_any_office(short), text)]
    kinds = {match.group()[-1] for match in given}
    if kinds and ((plain[-1] == "部" and kinds <= {"局", "厅"}) or (plain[-1] == "局" and kinds == {"厅"})):
        return False
    asked = {rank for match in given if (rank := _rank(text[: match.start()], match.group()))}
    own = _rank(fold_once(name).removesuffix(plain), plain)
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


def plain_name(name: str) -> str:
    """The name of a department folded and without its seat; a government keeps its place."""
    folded = fold_once(name)
    return folded if _GOVERNMENT.search(folded) else _SEAT.sub("", folded)


def bodies_fit(fact: Fact, bodies: Sequence[Body], query: Query) -> bool:
    """Whether the departments lead, join or stand alone as asked; where they are left out, whether one leads."""
    if query.without_bodies:
        return not all(has_share(fact, body, "lead") for body in bodies)
    if len(bodies) == 1 and asks_both(query):
        return has_share(fact, bodies[0], "any")
    if not bodies and query.share == "alone":
        return _is_alone(fact)
    if len(bodies) == 1:
        return has_share(fact, bodies[0], query.share)
    return all(has_share(fact, body, _share_of(body, query)) for body in bodies)


def roles_fit(fact: Fact, roles: Sequence[Role], bodies: Mapping[tuple[str, ...], Body]) -> bool:
    """Whether none of the roles is had that is denied, and each department has one of those that it should have."""
    if any(has_share(fact, bodies[role.names], role.share) for role in roles if not role.holds):
        return False
    wanted = {role.names for role in roles if role.holds}
    return all(
        any(has_share(fact, bodies[names], one.share) for one in roles if one.holds and one.names == names)
        for names in wanted
    )


def asks_both(query: Query) -> bool:
    """Whether what a department leads and what it joins are both asked for: 牵头几项、配合几项."""
    return query.share == "any" and all(asks(query.text, what, query.language) for what in ("lead", "partner"))


def _is_alone(fact: Fact) -> bool:
    return "、" not in fact.lead and not fact.partners


def _share_of(body: Body, query: Query) -> str:
    """What one of several departments does: 住建部牵头、生态环境部配合."""
    said = re.search(
        rf"(?:{'|'.join(map(re.escape, sorted(body.said, key=len, reverse=True)))})(?P<what>牵头|配合|参与)",
        fold_once(query.text),
    )
    return query.share if said is None else _ROLES[said["what"]]


def has_share(fact: Fact, body: Body, share: str) -> bool:
    """Whether the department leads a duty, joins it, does either (any) or has it alone."""
    lead = any(name in body.printed for name in fact.lead.split("、"))
    partner = any(name in body.printed for name in fact.partners)
    if share == "alone":
        return lead and _is_alone(fact)
    if share == "lead":
        return lead
    return partner if share == "partner" else lead or partner


def bears_in_words(fact: Fact, body: Body, query: Query) -> bool:
    """Whether running words say that the department does something: 市财政局负责资金拨付, 由财政局会同…制定."""
    text = fold_once(fact.text)
    names = "|".join(map(re.escape, sorted(body.said, key=len, reverse=True)))
    asked = fold_once(query.text)
    return any(
        _may_be(_rank(text[: match.start()], "") + match["name"], body.said, asked)
        for match in re.finditer(rf"{_BEFORE}(?P<name>{names}){_BEARS}", text)
    )


def same_part(one: Fact, other: Fact, bodies: Sequence[Body]) -> bool:
    """Whether both duties are led by the same, and each of the departments does the same in both."""
    shares = ("lead", "partner")
    alike = all(has_share(one, body, share) == has_share(other, body, share) for body in bodies for share in shares)
    return alike and _leads(one) == _leads(other)


def _leads(fact: Fact) -> frozenset[str]:
    return frozenset(map(plain_name, fact.lead.split("、")))
