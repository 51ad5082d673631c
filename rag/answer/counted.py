"""How many of what: the clauses that count the very thing, in the very unit, that a question asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answer.selection import Gives
from rag.domain import Fact
from rag.question.query import Query
from rag.retrieve.evidence import fold_once

# 多少家示范企业, 几个试点项目: how many of what; not 多少个月, 多少人
_HOW_MANY = re.compile(r"(?:多少|几)(?P<unit>[家个项名座条款台套处])(?!月|工作日|小时)(?P<thing>[\u4e00-\u9fff]{2,12})")
_CLAUSE = re.compile(r"[，。；;,\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    words: tuple[str, ...]
    """Folded names of the thing."""
    figure: re.Pattern[str]


def counts_the_thing(query: Query) -> Gives | None:
    """Whether a clause counts what `query` asks how many there are of; None where it asks for no such number."""
    asked = _HOW_MANY.search(query.text)
    if asked is None:
        return None
    thing = fold_once(asked["thing"])
    words = tuple(word for term in query.terms if any(one in thing for one in term.variants) for word in term.variants)
    if not words:
        return None
    counted = _Counted(words=words, figure=re.compile(rf"[\d一二三四五六七八九十百千万两]\s*[多余]?{asked['unit']}"))
    return lambda fact: _gives(fact, counted)


def _gives(fact: Fact, counted: _Counted) -> bool:
    clauses = map(fold_once, _CLAUSE.split(fact.text))
    return any(counted.figure.search(one) and any(word in one for word in counted.words) for one in clauses)
