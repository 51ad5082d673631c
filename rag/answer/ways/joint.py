"""What several places do together: the clauses that name all of them at once (北京、天津共同编制标准)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.selection import Finding, Selection
from rag.domain import Fact
from rag.question.query import Query
from rag.retrieve.evidence import Evidence, belongs, fold_once
from rag.retrieve.scope import Scope

# 共同做了哪些事, 联合发布了什么, 一起, jointly; not 共同点, 联合体, and not what firms and schools do: 校企合作
_TOGETHER = re.compile(
    r"共同(?!点|之处|性|特)|(?<![校企政银医军学研])联合(?!会|体|审|验|国)|一起|携手|(?<![校企政银医军学研])合作"
    r"|\b(?:jointly|together)\b",
    re.I,
)
# 分别, 两家各有什么: each is asked what it does for itself
_EACH = re.compile(r"分别|各自|各(?:有|是|怎|如|做|用|采)|\b(?:each|respectively)\b", re.I)


def select_joint(query: Query, scope: Scope) -> Selection | None:
    """The items with a clause on all the places that a question joins; None where it joins none or none is on all.

    What each does for itself is left to a comparison.
    """
    if len(query.regions) < 2 or _EACH.search(query.text) or _TOGETHER.search(query.text) is None:
        return None
    joint = [(one, facts) for one in scope if (facts := _on_all(one, query.regions))]
    told = _on_the_subject(query, joint)
    if not told:
        return None
    findings = tuple(Finding(evidence=one, facts=facts) for one, facts in told)
    return Selection(intent="list", findings=findings, places=query.regions)


def _on_all(one: Evidence, regions: Sequence[str]) -> tuple[Fact, ...]:
    """The facts of an item each of which is on every one of `regions`."""
    return tuple(fact for fact in one.facts if all(any(belongs(own, name) for own in fact.regions) for name in regions))


def _on_the_subject(
    query: Query, joint: Sequence[tuple[Evidence, tuple[Fact, ...]]]
) -> list[tuple[Evidence, tuple[Fact, ...]]]:
    """Of what is on all the places what has most of the question's terms; all of it where it names none."""
    terms = query.terms_beside_bodies
    texts = [" ".join(fold_once(fact.text) for fact in facts) for _, facts in joint]
    held = [sum(any(word in text for word in term.variants) for term in terms) for text in texts]
    most = max(held, default=0)
    return [told for told, count in zip(joint, held, strict=True) if count == most] if most or not terms else []
