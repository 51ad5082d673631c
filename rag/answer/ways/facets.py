"""Several things asked of one subject in a row, each found for itself: 电梯、停车、适老化都怎么做的; 补助、土地都要."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answer.select import select_by_terms
from rag.answer.selection import Finding, ItemScores, Selection
from rag.answer.ways.compare import said_in, without
from rag.question.query import Query
from rag.retrieve.evidence import weigh
from rag.retrieve.scope import Scope

# 研发、定额、目录都算; 用地、审图、定额都找一下; 补贴、审批、保险分别怎么做的; not 甲、乙、丙都设立了基金
_ROW = re.compile(
    r"(?P<row>[^，。；：？?、\s]{2,12}(?:、[^，。；：？?、]{2,10}?)+?)(?:的|方面|上|等方面)*"
    r"(?:[都全均](?:要|算|列|找|帮|写|说|讲|给|得|看|查|包括|怎么|如何|有什么|有哪些|做了|是怎么|是什么)|分别(?:是?怎么|如何|有什么|有哪些|做了))"
)


def select_facets(query: Query, scope: Scope, scores: ItemScores) -> Selection | None:
    """What is found for each of the things that `query` names in a row; None where it names none, or one alone is told.

    No item has the words of all of them, and one that has those of one answers that part of it.
    """
    row = _ROW.search(query.text)
    if row is None:
        return None
    parts = row["row"].split("、")
    words = [said_in(query, part) for part in parts]
    own = [one.difference(*(words[:at] + words[at + 1 :])) for at, one in enumerate(words)]
    if not all(own):
        return None
    every = set[str]().union(*own)
    found: dict[int, Finding] = {}
    silent: list[str] = []
    for part, mine in zip(parts, own, strict=True):
        asked = replace(without(query, every - mine), text=query.text.replace(row["row"], part))
        answer = select_by_terms(asked, scope, scores, weigh(asked, scope.corpus.everything))
        if not answer.findings:
            silent.append(part)
        for one in answer.findings:
            found.setdefault(one.evidence.row, replace(one, side=part))
    if len(parts) - len(silent) < 2:
        return None
    return Selection(intent=query.intent, findings=tuple(found.values()), silent=tuple(silent))
