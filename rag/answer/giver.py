"""The one item that gives the figure asked for and is nearest in meaning, where the words do not tell it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answer.asked import asked
from rag.answer.match import names_the_unknown
from rag.answer.scored import Scored
from rag.answer.selection import gives_each
from rag.question.query import Query
from rag.retrieve.evidence import STRANGE, Wanted
from rag.retrieve.nearness import Nearness

_AHEAD = 0.2
"""Lead in cosine over the next item that gives such a figure: the figure is of nothing else."""
_STANDS_OUT = 4.2
"""Standard deviations above the corpus's sentences from which it answers a question on no place."""
_OF_THE_NEAREST = 0.6
"""Share of the cosine of the nearest sentence anywhere that it reaches on the place asked for."""
_COVERED = 0.25
"""Coverage that it has there."""


def sole_giver(scored: Sequence[Scored], query: Query, wanted: Wanted, near: Nearness | None) -> list[Scored]:
    """The item of `scored` that alone gives all that is asked for and comes near to it; none where two do, or none.

    On a place it is the only figure of the kind; elsewhere it must be the nearest of all sentences, by far.
    """
    gives = asked(query)
    strange = any(one.weight >= STRANGE and one.lack == 1.0 for one in wanted.pieces)
    if near is None or not gives or query.listing or query.years or strange:
        return []
    if names_the_unknown(wanted, query, scored):
        return []
    giving = [one for one in scored if gives_each(one.evidence.facts, gives)]
    giving.sort(key=lambda one: -near.of(one.evidence))
    if not giving:
        return []
    first = giving[0]
    cosines = [near.of(one.evidence) for one in giving[:2]]
    if cosines[0] - (cosines[1] if len(cosines) > 1 else 0.0) < _AHEAD:
        return []
    if query.regions or query.notices:
        return [first] if first.covered >= _COVERED and cosines[0] >= _OF_THE_NEAREST * near.best else []
    return [first] if cosines[0] >= near.best and near.stands_out(first.evidence) >= _STANDS_OUT else []
