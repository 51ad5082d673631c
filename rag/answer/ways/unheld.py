"""Documents that the corpus cites and does not hold: what it says of them, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answer.asked import asked
from rag.answer.selection import Finding, Selection
from rag.domain import Fact
from rag.question.query import Query
from rag.regions import find_regions
from rag.retrieve.evidence import Evidence, fold_once
from rag.retrieve.scope import Scope
from rag.text import squeeze

# 《绿色建筑专项规划（2023-2030）》
_TITLED = re.compile(r"《([^《》]{4,60})》")
# （2023—2030年）, （试行）, （第一批） at the end of a title
_TAIL = re.compile(r"[（(][^（）()]*[）)]$")
_KIND = re.compile(r"规划|条例|指南|导则|目录|标准|规程|意见|方案|办法|规定|计划|措施|通知|细则|清单|名单|纲要")
# 规划里规定的, 条例对…的要求, 方案讲了什么: what is asked for stands in the document
_INSIDE = re.compile(
    r"^[》”]?(?:里|中|内|对|讲|说|写|的(?:内容|要求|规定|目标)|(?:规定|要求|明确)|有(?:哪些|什么)|怎么|是怎么)"
)
# 根据, 按照, 落实 right before a title: the document is a basis and nothing of it is told
_CITED = re.compile(r"(?:根据|按照|依据|依照|落实|遵照|参照|修订|制定|出台|编制|印发|发布|、|和|及)[^。；，]{0,6}$")

_LEAST = 4
"""Characters by which a question names a document at least."""


def select_unheld(query: Query, corpus: Sequence[Evidence]) -> Selection | None:
    """What the corpus says of a document that is asked about and not held; None for no such question.

    Where it only names it, or lacks the figure asked for, that is a refusal with the place that names it.
    """
    name = _named(query, corpus)
    if not name:
        return None
    naming = Scope.of(corpus).holding([fold_once(name)])
    telling = [found for one in naming if (found := _told(one, name)) is not None]
    gives = asked(query)
    answering = [one for one in telling if _says_more(one.facts, name)]
    if gives:
        answering = [one for one in answering if any(give(fact) for fact in _after(one.facts, name) for give in gives)]
    if not answering:
        return Selection(intent=query.intent, findings=(), reason="unheld", nearby=tuple(telling[:2]), lacking=(name,))
    return None


def _named(query: Query, corpus: Sequence[Evidence]) -> str:
    """The title, as the corpus cites it, of a document that the question asks about and the corpus does not hold."""
    question = squeeze(fold_once(query.text))
    if not _KIND.search(question):
        return ""
    ends = [question[at - _LEAST : at] for at in range(_LEAST, len(question)) if _INSIDE.match(question[at:])]
    if not ends:
        return ""
    scope = Scope.of(corpus)
    held = [squeeze(fold_once(notice.title)) for notice in scope.notices]
    best = ""
    for title in {match[1] for one in scope.holding(ends) for match in _TITLED.finditer(one.item.text)}:
        core = _core(title)
        at = question.find(core)
        if len(core) < _LEAST or at < 0 or any(core in other for other in held) or not _KIND.search(core):
            continue
        if _INSIDE.match(question[at + len(core) :]) and len(core) > len(_core(best)):
            best = title
    return best


def _core(title: str) -> str:
    """A title without the place it begins with and the brackets it ends with."""
    bare = squeeze(fold_once(_TAIL.sub("", title)))
    place = next((one for one in find_regions(bare) if one.start == 0), None)
    return bare[place.end :].lstrip("省市县区") if place is not None and len(bare) - place.end >= 4 else bare


def _told(one: Evidence, name: str) -> Finding | None:
    """The clauses of an item from the one that names the document on."""
    starts = [fact.start for fact in one.facts if name in fact.text]
    facts = tuple(fact for fact in one.facts if starts and fact.start >= starts[0])
    return Finding(evidence=one, facts=facts) if facts else None


def _says_more(facts: Sequence[Fact], name: str) -> bool:
    """Whether the clauses say what stands in the document, and do not only cite it."""
    before, _, after = facts[0].text.partition(f"《{name}》")
    return re.match(r"[，,](?:明确|要求|规定|提出|对|将|总结|选定|涵盖|从|按|以)", after) is not None or (
        not _CITED.search(before) and len(after) > 4
    )


def _after(facts: Sequence[Fact], name: str) -> list[Fact]:
    """The clauses from the title of the document on, the title itself left out."""
    first = facts[0]
    _, _, after = first.text.partition(f"《{name}》")
    kept = tuple(amount for amount in first.amounts if amount.start >= first.end - len(after))
    return [replace(first, text=after, amounts=kept), *facts[1:]]
