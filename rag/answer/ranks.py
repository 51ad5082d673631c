"""Whose thing it is that a list is asked of: 省级试点, pilots at provincial level; the rank must go with the thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.scored import Scored
from rag.question.query import Query

_SAID = (
    ("国家级", re.compile(r"国家级|\bnational(?:ly)?[- ]level\b|\bat (?:the )?national level\b", re.I)),
    ("省级", re.compile(r"省级(?!财政|补)|\bprovincial(?:ly)?[- ]level\b|\bat (?:the )?provincial level\b", re.I)),
    (
        "市级",
        re.compile(r"市级(?!财政|补)|\b(?:municipal|city)[- ]level\b|\bat (?:the )?(?:municipal|city) level\b", re.I),
    ),
)
"""Ranks as notices print them, and how questions name them."""


def of_the_rank(matching: Sequence[Scored], query: Query) -> list[Scored]:
    """Of the items that match those that tell of a thing of the rank asked for; all of them where none does.

    The rank counts right before a word of the question: 确定了一批省级智能建造试点项目, not 授予省级优质工程奖.
    """
    rank = next((rank for rank, said in _SAID if said.search(query.text)), "")
    if not rank or query.among.level:
        return list(matching)
    words = "|".join(re.escape(word) for term in query.terms for word in term.variants if rank not in word)
    ranked = re.compile(rf"{rank}[^，,。；;、和或\n]{{0,8}}(?:{words})")
    return [one for one in matching if words and ranked.search(one.evidence.text)] or list(matching)
