"""What a notice means by a word: 本办法所称危险房屋，是指…, where a question asks what counts as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answer.selection import Finding, Selection
from rag.answer.ways.about import notice_asked
from rag.domain import Fact
from rag.question.query import Query
from rag.retrieve.evidence import Evidence, fold_once
from rag.text import squeeze

# 什么叫危房, 什么是…, 指什么, 责任人是谁, 哪些人是责任人, 怎么界定, 什么样的房子才算; not 什么是主要任务, 内容是什么
_ASKED = re.compile(
    r"(?:什么|啥)(?:才)?(?:叫|是(?!主|重|第|关))|是谁|(?:哪些(?:人|单位|企业|房屋|建筑)|谁)是(?!否|不)|(?:是?指|所指的?是|意思是|叫做?)(?:的?是)?(?:什么|啥|哪些|谁)"
    r"|(?:什么|啥|何)(?:意思|含义)|定义|含义|界定|何谓|怎么才?算|(?:什么样|哪些|哪种|谁|怎样).{0,12}(?:才算|算是?|属于|才是)"
    r"|\b(?:what|who) (?:counts?|qualif\w+) as\b|\bdefin(?:ed?|ition)\b|\bmean(?:s|t)?\b|\bwhat is (?:an? )",
    re.I,
)
# 本办法所称房屋使用安全责任人，是指…; 危险房屋，是指…; not 其中兰州是指定城市
_DEFINES = re.compile(
    r"(?:^|[。；])\s*(?:[^，。；]{0,12}(?:所称|所指)的?)?[“\"]?(?P<name>[^，。；“”\"《》：:]{2,24}?)[”\"]?"
    r"(?:（[^）]*）)?\s*[，,]?\s*(?:是指|系指|指的是|包括|(?<=[”\"])指|为|，指)"
)
_MEANS = re.compile(r"是指|系指|指的是|所称")
_NEAR = 0.6
"""Share of the pairs of characters of the name that a question has at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Definition:
    finding: Finding
    near: float


def select_definition(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """The sentence that says what the word is that a question asks the meaning of; None where none is asked or said."""
    if not _ASKED.search(query.text) or query.paths:
        return None
    own = notice_asked(query, scope) if query.regions or query.notices else scope
    found = [
        _Definition(finding=Finding(evidence=one, facts=_sentence(one, fact)), near=near)
        for one in own or scope
        for fact in one.facts
        if (near := _nearness(fact, query)) >= _NEAR
    ]
    best = max((one.near for one in found), default=0.0)
    findings = tuple(one.finding for one in found if one.near == best)
    return Selection(intent="about", findings=findings) if findings else None


def _nearness(fact: Fact, query: Query) -> float:
    """How much of the name that `fact` defines the question has; 0 where it defines none."""
    defines = _DEFINES.search(fact.text) if _MEANS.search(fact.text) else None
    if defines is None:
        return 0.0
    name, text = squeeze(fold_once(defines["name"])), squeeze(fold_once(query.text))
    if name in text:
        return 1.0 + len(name)
    if any(variant == name for term in query.terms for variant in term.variants):
        return 1.0
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    words = [text, *(variant for term in query.terms for variant in term.variants)]
    return sum(any(pair in word for word in words) for pair in pairs) / len(pairs)


def _sentence(one: Evidence, fact: Fact) -> tuple[Fact, ...]:
    """`fact` with what follows it: all of an item that defines nothing else, or up to the end of the sentence."""
    after = one.facts[one.facts.index(fact) :]
    if sum(_MEANS.search(other.text) is not None for other in one.facts) == 1:
        return after
    end = next((n for n, other in enumerate(after) if other.text.endswith("。")), len(after) - 1)
    return after[: end + 1]
