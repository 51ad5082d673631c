"""Clauses of a question that only frame it, as a classifier tells them: 审计组的人就坐在我对面等着，."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from itertools import groupby

from rag.mentions import find_batches, notice_words
from rag.question.notice_lines import lines_asked
from rag.question.paths import find_paths
from rag.question.sentences import is_bare
from rag.question.wording import asks
from rag.regions import find_regions
from rag.text import blanked, language_of

Chances = Callable[[Sequence[str]], Sequence[float]]
"""How likely each of some clauses only frames a question, 0 to 1."""
SURELY = 0.8
"""Chance from which a clause is left out before the question is read."""
LIKELY = 0.4
"""Chance from which it is where the question finds no answer with it."""
_LEAST = 1e-4
"""Chance that none is taken to be beyond: log odds of 9."""
_ASKING = 0.15
"""How much surer it must be of a clause that asks something: 能听见吗？."""
_CERTAIN = 0.8
"""Chance from which a clause with an address frames a question all the same: 待办第一项，."""
# 我是新来的，, "Sorry to bother you again. ", 1.5 is no end; a clause with the mark that ends it
_CLAUSES = re.compile(
    r"(?:[^，。；：！？,;:!?\n.]|(?<=\d)[.,:](?=\d)|\.(?=\w))+(?:[，。；：！？,;:!?\n]|\.(?!\w)|(?<=[.!?])\s)*"
)
_MARKS = " ，,：:；;。"
# 请帮忙整一份底稿：, 兹请核对：: asks for what follows; 我是财政局的，: tells whose tasks are asked for
_REQUESTS = re.compile(r"请|帮|麻烦|给我|\b(?:please|give|tell|list|show)\b", re.I)
# 另外，, also,: tells two questions apart
_JOINS = re.compile(r"(?:另外|此外|还有|同时|以及|并且|其次|再就是|also|and|besides)\W*$", re.I)
_OF_AN_OFFICE = re.compile(r"[局委办厅院](?:的(?:同[志事]|人)?)?(?:来)?(?:想?问我?们?|说|来电|来函)?[，,：:\s]*$")


def without_asides(text: str, chances: Chances, least: float) -> str:
    """`text` without the clauses that frame it with a chance of at least `least`.

    It stays as it is where that leaves no question. One that names a place, a notice, a batch or an item stays: it is
    asked about.
    """
    spans = [match.span() for match in _CLAUSES.finditer(text) if any(char.isalnum() for char in match.group())]
    if len(spans) < 2:
        return text
    language = language_of(text)
    clauses = [text[start:end].strip() for start, end in spans]
    asking = [asks(clause, "question", language) for clause in clauses]
    likely = _together(chances(clauses), asking)
    dropped = [
        span
        for at, (span, clause) in enumerate(zip(spans, clauses, strict=True))
        if likely[at] >= least + _ASKING * asking[at]
        and not _names(clause, likely[at])
        and not (least >= SURELY and _leads_on(clause, begun=any(asking[:at])))
    ]
    rest = " ".join(blanked(text, dropped).split()).strip(_MARKS) if dropped else text
    lost = asks(text, "question", language) and not asks(rest, "question", language)
    return text if lost or (dropped and is_bare(rest)) else rest


def _together(chances: Sequence[float], asking: Sequence[bool]) -> list[float]:
    """`chances`, each drawn halfway, in log odds, to the mean of the clauses around it up to those that ask."""
    odds = [math.log(chance / (1 - chance)) for chance in (min(max(one, _LEAST), 1 - _LEAST) for one in chances)]
    found: list[float] = []
    for asks_something, run in groupby(zip(asking, odds, strict=True), key=lambda one: one[0]):
        own = [one for _, one in run]
        mean = sum(own) / len(own)
        found += own if asks_something else [(one + mean) / 2 for one in own]
    return [1 / (1 + math.exp(-one)) for one in found]


def _names(clause: str, chance: float) -> bool:
    """Whether a clause names what may be looked for, or joins two questions; 待办第一项 is no item of a notice."""
    named = find_regions(clause) or notice_words(clause) or find_batches(clause) or _JOINS.match(clause)
    return bool(named or (chance < _CERTAIN and find_paths(clause)))


def _leads_on(clause: str, *, begun: bool) -> bool:
    """Whether what follows may be read by a clause: as a request, where none has `begun`, or as an office's question.

    So may one that asks for a line of a notice: 文号全称给我.
    """
    request = not begun and _REQUESTS.search(clause)
    return bool(request or _OF_AN_OFFICE.search(clause) or lines_asked(clause))
