"""Where a quote begins or ends inside a sentence of its notice, so that it is shown with … there; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rag.domain import Answer, Citation, Notice
from rag.parse.markers import read_marker

CUT = "…"
# the 。 and ！ that end a sentence, brackets and quotation marks closed after it; not the ； of a longer one
_END = re.compile(r"[。！？!?][”’」』）)》]*$")
_BREAKS = "\n\t"
"""The end of a line and of a table's cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """What stands before and after the words of a quote where they are shown: ``…`` where the sentence goes on."""

    before: str = ""
    after: str = ""


WHOLE = Edges()
NO_EDGES: Mapping[int, Edges] = MappingProxyType({})
"""Of an answer whose quotes are all whole."""


def edges_of(answer: Answer, notices: Mapping[str, Notice]) -> Mapping[int, Edges]:
    """The edges of each quote of `answer`, by its number; those that are whole are left out.

    Args:
        answer: What was answered.
        notices: By their ids; of a quote that does not stand in one of them nothing is known.
    """
    found = {one.n: _edges(one, notices[one.doc]) for one in answer.citations if one.doc in notices}
    return {n: edges for n, edges in found.items() if edges != WHOLE}


def shown(citation: Citation, edges: Mapping[int, Edges]) -> str:
    """The words of a quote in one line, with … where they are cut out of a sentence."""
    at = edges.get(citation.n, WHOLE)
    return f"{at.before}{' '.join(citation.quote.split())}{at.after}"


def _edges(citation: Citation, notice: Notice) -> Edges:
    text, start, end = notice.text, citation.start, citation.end
    if not 0 <= start < end or text[start:end] != citation.quote:
        return WHOLE
    before = text[max(text.rfind(mark, 0, start) for mark in _BREAKS) + 1 : start].strip()
    after = text[end : min((at for mark in _BREAKS if (at := text.find(mark, end)) >= 0), default=len(text))].strip()
    marker = read_marker(f"{before} ") if before else None
    begins = not before or _END.search(before) or (marker is not None and marker.length >= len(before))
    ends = not after or after[0] in "。！？" or _END.search(citation.quote.rstrip())
    return Edges(before="" if begins else CUT, after="" if ends else CUT)
