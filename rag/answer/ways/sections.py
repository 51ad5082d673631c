"""A section asked for by its heading: 重点任务有几项, 保障措施有哪些, 分几个阶段, 附件里的奖补标准."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answer.asked import figures_asked
from rag.answer.selection import Finding, Selection, whole
from rag.answer.ways.about import notice_asked
from rag.domain import Fact, Path
from rag.index.items import SECTION
from rag.question.query import Query
from rag.question.wording import asks
from rag.retrieve.evidence import Evidence, Wanted, fold_once, weigh
from rag.retrieve.scope import Scope
from rag.saying import is_chapter
from rag.text import squeeze

# 一共多少条做法, 分几个部分, 多少行, how many parts; not 几个城市, 条件有几条
_HOW_MANY = re.compile(
    r"(?<!哪)(?:几|多少)个?大?(?:条目|条(?!件)|项|行|部分|方面|大类|类|节)"
    r"|how many (?:\w+ )?(?:items|rows|tasks|parts|sections|entries)",
    re.I,
)
_BRIEF = 1500
"""Characters up to which the units of a section are told whole."""
_HEADING = 4
"""Characters of a heading that name a section in a question."""
_SHARE = 0.4
"""Share of a question that a heading takes where the heading is all it names."""
_COVERED = 0.75
"""Share of what a question is about that a section's heading and its notice's title name at least."""
_OF_AN_ANNEX = 0.45
"""The same where the question says that it means the annex."""
# 附件, 任务表, 分工表, annex: the rows of a notice beside its body
ANNEX = re.compile(r"附件|附表|附录|(?:分工|任务)(?:表|清单)|\bannex\b|\bappendix\b", re.I)
# 叫什么, 是什么, what are: asks what a section holds
_WHAT = re.compile(r"叫(?:什么|啥)|是(?:什么|啥)|有(?:什么|哪些|啥)|包括|几|what are|which|list|how many", re.I)


def select_section(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """The units below the section that a question names, or how many rows an annex has; None where it names none."""
    annex = _counted_annex(query, scope)
    if annex:
        return Selection(intent="count", findings=annex)
    named = _named_section(query, scope) or _headed_section(query, scope)
    if named:
        return Selection(intent="list", findings=named)
    counted = _counted_notice(query, scope)
    return Selection(intent="count", findings=counted) if counted else None


def _counted_notice(query: Query, scope: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The top units of the one notice asked about, where how many it has is all that is asked of it."""
    asked = _HOW_MANY.search(query.text)
    if asked is None or query.paths or query.bodies or query.years or query.of_places:
        return ()
    own = notice_asked(query, scope)
    if not own or (query.regions and own[0].home not in query.regions):
        return ()
    counting = asked.group()
    words = [term.variants for term in query.terms] + [(piece,) for piece in query.pieces if piece not in counting]
    beside = [some for some in words if not any(word in own[0].title for word in some)]
    if any(word in one.text for some in beside for word in some for one in own):
        return ()
    return tuple(whole(one) for one in own if len(one.item.path) == 1 and not is_chapter(one.item))


def _counted_annex(query: Query, scope: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The annex whose rows are to be counted: 任务清单有几项, how many tasks are in the annex."""
    if (
        not (query.wants_items or _HOW_MANY.search(query.text))
        or not ANNEX.search(query.text)
        or query.bodies
        or query.years
    ):
        return ()
    question = squeeze(fold_once(query.text))
    everything = Scope.of(scope)
    own = everything.at_home(query.regions) if query.regions else everything
    annexes = [one for one in own if len(one.item.path) == 1 and one.item.path[0].startswith(("附", "表"))]
    ends = [one for one in annexes if squeeze(fold_once(one.item.heading))[-_HEADING:] in question]
    wanted = weigh(query, own)
    chosen = ends or annexes
    return tuple(whole(one) for one in chosen if _share(wanted, one.text, one.title) >= _COVERED or not wanted.terms)


def _named_section(query: Query, scope: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The units right below a section whose heading stands in the question.

    Where the question names a notice too, it is the one section so headed; where the heading is all that it names,
    the sections so headed in every notice.
    """
    question = squeeze(fold_once(query.text))
    named = [
        one
        for one in Scope.of(scope).has(SECTION)
        if len(one.item.heading) >= _HEADING and squeeze(fold_once(one.item.heading)) in question
    ]
    if query.intent not in ("list", "lookup", "task") or query.of_places or not named:
        return ()
    longest = max(len(one.item.heading) for one in named)
    alone = longest >= _SHARE * len(question) and not query.regions
    if not alone and not (len(named) == 1 and query.notices and (query.wants_count or query.listing)):
        return ()
    return tuple(finding for one in named if len(one.item.heading) == longest for finding in _below(one, scope))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Headed:
    section: Evidence
    units: list[Evidence]
    share: float


def _headed_section(query: Query, scope: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The units below the section of the one notice asked about whose heading has what the question is about."""
    if not (query.listing or query.wants_money) and figures_asked(query):
        return ()  # 试点为期几年: a figure is asked for, and no section
    counts = query.listing or query.wants_count
    asks_what = counts or (not query.wants_due and _WHAT.search(query.text) is not None)
    if not asks_what or query.of_places or query.bodies or asks(query.text, "penalty", query.language):
        return ()
    own = notice_asked(query, scope)
    wanted = weigh(query, own or scope)
    if not own or not (wanted.terms or wanted.pieces) or (query.regions and own[0].home not in query.regions):
        return ()
    found: list[_Headed] = []
    below: dict[Path, list[Evidence]] = {}
    for one in own:
        below.setdefault(one.item.path[:-1], []).append(one)
    for one in own:
        units = below.get(one.item.path, []) if one.item.path else []
        if len(units) > 1 and (share := _share(wanted, _names(one, units), one.title)):
            found.append(_Headed(section=one, units=units, share=share))
    if not found:
        return ()
    best = max(found, key=lambda one: (one.share, -len(one.section.item.path)))
    annex = ANNEX.search(query.text) is not None and best.section.item.path[0].startswith("附")
    if best.share < (_OF_AN_ANNEX if annex else _COVERED):
        return ()
    rows = best.section.lead or all(unit.item.kind == "row" for unit in best.units)
    return tuple(_in_full(best) if rows else _below(best.section, own))


def _names(section: Evidence, units: Sequence[Evidence]) -> str:
    """What a section is called by: its heading and a table's columns, and what the headings of all its units share."""
    headings = [fold_once(unit.item.heading) for unit in units]
    first = headings[0]
    common = [first[at : at + 2] for at in range(len(first) - 1)]
    shared = [pair for pair in common if all(pair in heading for heading in headings)]
    return " ".join((section.text if not section.lead else fold_once(section.item.heading), *shared))


def _share(wanted: Wanted, names: str, title: str) -> float:
    """The share of what is wanted that `names` or the title hold; 0 where `names` hold nothing of their own."""
    everything = (*wanted.terms, *wanted.pieces)
    total = sum(one.weight for one in everything)
    own = [one for one in everything if any(word in names for word in one.variants)]
    if not own or all(any(word in title for word in one.variants) for one in own):
        return 0.0
    held = [one for one in everything if one in own or any(word in title for word in one.variants)]
    return sum(one.weight for one in held) / total


def _in_full(headed: _Headed) -> Iterator[Finding]:
    """The lead of a list with all its units, or the rows of a table."""
    if headed.section.lead:
        yield whole(headed.section)
    yield from map(whole, headed.units)


def _below(section: Evidence, scope: Sequence[Evidence]) -> Iterator[Finding]:
    """The section's lead, if it has one, and the units right below it; of long ones the first fact alone."""
    path = section.item.path
    if "\n" in section.item.text:
        yield whole(section)
    own = Scope.of(scope).within({section.notice.id})
    units = [one for one in own if one.item.path[:-1] == path and one.item.path]
    brief = sum(len(one.item.text) for one in units) <= _BRIEF
    for one in units:
        told = one.facts if brief else one.facts[:1]
        if told:
            yield Finding(evidence=one, facts=(_from_its_numeral(one, told[0]), *told[1:]))


def _from_its_numeral(one: Evidence, fact: Fact) -> Fact:
    """`fact` with the numeral and the heading that stand before it."""
    start = one.item.start
    return replace(fact, start=start, text=one.notice.text[start : fact.end])
