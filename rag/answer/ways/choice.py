"""Whether a task must be done or may be chosen, where the sentence that opens the list says it of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.answer.selection import Finding, Selection
from rag.question.query import Query
from rag.retrieve.scope import Scope

# 必选还是自选, 是必须的还是可以挑着干, mandatory or optional: asks whether one has the choice; not 必须具备什么条件
_ASKS = re.compile(
    r"必选|自选|必做|选做|(?:必须|强制|硬性)[^，。；？?]{0,8}还是|还是[^，。；？?]{0,6}(?:必须|强制|自愿|自主|可选|挑|任选)"
    r"|\b(?:mandatory|compulsory|obligatory|optional|voluntary)\b",
    re.I,
)
# 第（一）至（四）项为必选任务, 第（五）至（八）项可自主选择, 自选其一: gives the choice among the units of a list
_GIVES = re.compile(r"必选|自选|必做|选做|任选|选择其[中一二]|自[主愿][^，。；]{0,4}选")


def with_the_choice(found: Selection, query: Query, scope: Scope) -> Selection:
    """`found` with the sentence above each of its items that says which of them may be chosen, where that is asked."""
    if not found.findings or not _ASKS.search(query.text):
        return found
    told = {(one.evidence.notice.id, one.evidence.item.path) for one in found.findings}
    above = {(one.evidence.notice.id, one.evidence.item.path[:-1]) for one in found.findings} - told
    return replace(found, findings=(*_giving(scope.within({notice for notice, _ in above}), above), *found.findings))


def _giving(scope: Scope, above: set[tuple[str, tuple[str, ...]]]) -> Iterator[Finding]:
    for one in scope:
        facts = tuple(fact for fact in one.facts if _GIVES.search(fact.text))
        if facts and one.item.path and (one.notice.id, one.item.path) in above:
            yield Finding(evidence=one, facts=facts)
