"""How well each retrieval channel ranks the golds, measured apart from what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval import metrics
from eval.cases import Address, Case
from eval.metrics import Interval
from rag.domain import Passage

Rankings = Mapping[str, Sequence[Address]]
"""Channel (``words``, ``vectors``, ``fused``) → addresses, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """How well one retrieval channel ranks the golds of the cases that have any."""

    name: str
    k: int
    recall: Interval | None
    reciprocal_rank: Interval | None
    ndcg: Interval | None


def ranked_addresses(passages: Sequence[Passage]) -> tuple[Address, ...]:
    """The items of `passages`, best first; a passage of several items gives them in their order."""
    return tuple(
        dict.fromkeys(
            Address(doc=passage.chunk.notice, path=path) for passage in passages for path in passage.chunk.paths
        )
    )


def measure_retrieval(
    retrieve: Callable[[str], Rankings], cases: Sequence[Case], *, k: int = 10
) -> tuple[Channel, ...]:
    """Recall@k, MRR and nDCG@k of every channel, over answerable cases that need no history.

    Args:
        retrieve: Question → ranked addresses per channel; the same channels for every question.
        cases: Those without a gold, and those with a history, are left out.
        k: How many ranks count.
    """
    asked = [case for case in cases if case.answerable and not case.history]
    rankings = [(case, retrieve(case.question)) for case in asked]
    names = tuple(dict.fromkeys(name for _, ranking in rankings for name in ranking))
    return tuple(_channel(name, [(case, ranking[name]) for case, ranking in rankings], k=k) for name in names)


def _channel(name: str, ranked: Sequence[tuple[Case, Sequence[Address]]], *, k: int) -> Channel:
    recalls = [metrics.recall_at(found, case.gold, k=k) for case, found in ranked]
    ranks = [metrics.reciprocal_rank(found, case.gold) for case, found in ranked]
    gains = [metrics.ndcg_at(found, case.gold, k=k) for case, found in ranked]
    return Channel(name=name, k=k, recall=_interval(recalls), reciprocal_rank=_interval(ranks), ndcg=_interval(gains))


def _interval(figures: Sequence[float | None]) -> Interval | None:
    return metrics.bootstrap_interval([figure for figure in figures if figure is not None])
