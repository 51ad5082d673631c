"""Clauses side by side that give different things for different cases: 新建 by the square metre, 改建 by a share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answer.selection import Finding, Gives
from rag.domain import Fact
from rag.question.terms import Term
from rag.retrieve.evidence import fold_once

# 对新建项目…500元；对改建项目…20%: what parts one case from the next
_PART = re.compile(r"[^；;。]+")


def gives_for_another(finding: Finding, terms: Sequence[Term], give: Gives) -> bool:
    """Whether the clause on the case asked for gives another figure, and only one on another case the one asked for."""
    parts = [part for fact in finding.facts for part in _parts(fact)]
    for term in terms:
        own = [part for part in parts if any(word in fold_once(part.text) for word in term.variants)]
        others = [part for part in parts if part not in own]
        if own and all(_pays(part) and not give(part) for part in own) and any(give(part) for part in others):
            return True
    return False


def _parts(fact: Fact) -> Iterator[Fact]:
    for found in _PART.finditer(fact.text):
        start, end = fact.start + found.start(), fact.start + found.end()
        amounts = tuple(one for one in fact.amounts if start <= one.start < end)
        yield replace(fact, text=found.group(), start=start, end=end, amounts=amounts)


def _pays(part: Fact) -> bool:
    return any(one.unit.startswith(("元", "%")) for one in part.amounts)
