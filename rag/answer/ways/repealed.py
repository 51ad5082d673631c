"""Whether a notice that the corpus does not hold is still in force: what repealed it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from rag.answer.selection import Finding, Selection
from rag.domain import Language
from rag.question.query import Query
from rag.question.wording import Asks, asks
from rag.retrieve.evidence import Evidence, fold_once
from rag.retrieve.scope import Scope
from rag.text import squeeze
from rag.validity import repealing

# 《绍兴市建筑节能专项资金管理暂行办法》
_TITLED = re.compile(r"《([^《》]{4,60})》")
_ASKS: tuple[Asks, ...] = ("effect", "repeal")
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
# 废止, 停止执行: what repeals
_REPEALS = re.compile(r"废止|停止执行|不再执行|失效")


def select_repealed(query: Query, corpus: Sequence[Evidence]) -> Selection | None:
    """The clauses that repeal the notice asked about, with its name as `lacking`; None where none does.

    Only for a question whether it still holds, and for a notice that the corpus does not hold.
    """
    ways = product(_ASKS, _LANGUAGES)  # a 文号 makes a short English question look Chinese
    if not any(asks(query.text, what, language) for what, language in ways):
        return None
    everything = Scope.of(corpus)
    notices = everything.notices
    titles = {squeeze(fold_once(notice.title)) for notice in notices}
    cited = [title for title in _TITLED.findall(query.text) if squeeze(fold_once(title)) not in titles]
    for name in (*query.missing, *cited):
        repealer = repealing(notices, name)
        if repealer is None:
            continue
        findings = tuple(
            Finding(evidence=one, facts=facts)
            for one in everything.within({repealer.id})
            if (facts := tuple(fact for fact in one.facts if _REPEALS.search(fact.text))) and _cites(one, name)
        )
        if findings:
            return Selection(intent="repealed", findings=findings, lacking=(name,))
    return None


def _cites(one: Evidence, name: str) -> bool:
    """Whether the item prints the 文号 or the title, its year in whatever brackets."""
    plain = re.sub(r"[〔〕\[\]（）()【】第]", "", squeeze(fold_once(name)))
    return plain in re.sub(r"[〔〕\[\]（）()【】第]", "", squeeze(fold_once(one.item.text)))
