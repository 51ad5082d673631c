"""Figures of quality as pure functions: retrieval, citations, facts, enumerations, and how sure a mean is.

Where a figure has no meaning (nothing was to be found), it is None and enters no mean; docstrings say when.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.cases import Address, contains, plain

VERSION = 1
"""Raised when a scoring rule changes, so that runs scored by different rules are not compared."""
SEED = 20250717
RESAMPLES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with its confidence interval."""

    mean: float
    low: float
    high: float


def covers(gold: Address, cited: Address) -> bool:
    """Whether citing `cited` is citing `gold`: the same item, or one below it where the gold is a section.

    Head and tail, path ``()``, have nothing below them; a citation above the gold is too coarse to count.
    """
    below = bool(gold.path) and cited.path[: len(gold.path)] == gold.path
    return gold.doc == cited.doc and (gold.path == cited.path or below)


def _gains(ranked: Sequence[Address], gold: Sequence[Address]) -> Iterator[int]:
    """For each rank 1 or 0: whether it brings a gold item that no rank before it brought."""
    missing = list(dict.fromkeys(gold))
    for address in ranked:
        found = next((place for place in missing if covers(place, address)), None)
        if found is not None:
            missing.remove(found)
        yield int(found is not None)


def recall_at(ranked: Sequence[Address], gold: Sequence[Address], *, k: int) -> float | None:
    """Recall@k = |gold items among the first k| / |gold|; None where there is no gold.

    Source: Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, section 8.3
    (https://nlp.stanford.edu/IR-book/).

    Args:
        ranked: Addresses, best first.
        gold: All items that should be found.
        k: How many ranks are looked at, at least 1.
    """
    wanted = len(set(gold))
    return sum(_gains(ranked[:k], gold)) / wanted if wanted else None


def reciprocal_rank(ranked: Sequence[Address], gold: Sequence[Address]) -> float | None:
    """RR = 1 / r, r the rank (from 1) of the first gold item; 0 where none is found, None without gold.

    Its mean over questions is MRR. Source: Voorhees, "The TREC-8 Question Answering Track Report", 1999
    (https://trec.nist.gov/pubs/trec8/papers/qa_report.pdf).
    """
    if not gold:
        return None
    ranks = (rank for rank, gain in enumerate(_gains(ranked, gold), start=1) if gain)
    first = next(ranks, None)
    return 0.0 if first is None else 1 / first


def ndcg_at(ranked: Sequence[Address], gold: Sequence[Address], *, k: int) -> float | None:
    """nDCG@k = DCG@k / IDCG@k with DCG@k = Σ_{i=1..k} g_i / log2(i + 1); None where there is no gold.

    g_i is 1 where rank i brings a new gold item, else 0; IDCG@k is the DCG of min(k, |gold|) ones in front.
    Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002
    (https://doi.org/10.1145/582415.582418).
    """
    wanted = len(set(gold))
    if not wanted:
        return None
    gained = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(_gains(ranked[:k], gold), start=1))
    return gained / sum(1 / math.log2(rank + 1) for rank in range(1, min(k, wanted) + 1))


def citation_recall(
    cited: Sequence[Address], gold: Sequence[Address], *, any_of: Sequence[Address] = ()
) -> float | None:
    """Share of what must be cited that is cited; None where nothing must be.

    recall = |{g ∈ G : some citation covers g}| / |G|; `any_of`, where not empty, is one more element of G,
    covered by a citation of any of its items. Source: item-level form of Gao et al., "Enabling Large Language
    Models to Generate Text with Citations", 2023 (https://arxiv.org/abs/2305.14627).
    """
    groups = [(place,) for place in dict.fromkeys(gold)] + ([tuple(any_of)] if any_of else [])
    hits = [any(covers(place, one) for place in group for one in cited) for group in groups]
    return sum(hits) / len(hits) if hits else None


def citation_precision(
    cited: Sequence[Address], gold: Sequence[Address], *, allowed: Sequence[Address] = ()
) -> float | None:
    """Share of the cited items that may be cited: |{c : some item of gold ∪ allowed covers c}| / |cited|.

    An item cited twice counts once. Nothing cited is 0 where something should have been. Without gold there
    is no wrong citation, since an abstention may show what the corpus does hold: None. Source: as for
    `citation_recall`.
    """
    if not gold:
        return None
    distinct = tuple(dict.fromkeys(cited))
    right = [any(covers(place, one) for place in (*gold, *allowed)) for one in distinct]
    return sum(right) / len(right) if right else 0.0


def fact_recall(text: str, facts: Sequence[Sequence[str]]) -> float | None:
    """Share of `facts` of which one wording stands in `text`; None where there are no facts.

    Wordings and text are compared as `eval.cases.plain`. Source: nugget recall of Voorhees, "Overview of the
    TREC 2003 Question Answering Track" (https://trec.nist.gov/pubs/trec12/papers/QA.OVERVIEW.pdf).
    """
    if not facts:
        return None
    return 1 - len(missing_facts(text, facts)) / len(facts)


def missing_facts(text: str, facts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The first wording of each fact that `text` does not state."""
    body = plain(text)
    return tuple(fact[0] for fact in facts if not any(contains(body, plain(wording)) for wording in fact))


def violations(text: str, absent: Sequence[str]) -> tuple[str, ...]:
    """Those of `absent` that `text` states all the same."""
    body = plain(text)
    return tuple(words for words in absent if contains(body, plain(words)))


def named_places(text: str, places: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The places whose name, or one of whose other names, stands in `text`."""
    body = plain(text)
    return frozenset(
        place for place, names in places.items() if any(contains(body, plain(name)) for name in (place, *names))
    )


def list_f1(named: frozenset[str], wanted: Sequence[str], *, allowed: Sequence[str] = ()) -> float | None:
    """F1 of an enumeration: 2PR / (P + R) = 2|N ∩ W| / (|N| + |W|); None where no place is wanted.

    N are the places named, without the `allowed` ones, which count neither for nor against; W those wanted.
    Naming nothing, or nothing right, is 0. Source: van Rijsbergen, *Information Retrieval*, 1979, chapter 7.
    """
    if not wanted:
        return None
    right = len(named & set(wanted))
    counted = len(named - (set(allowed) - set(wanted)))
    return 2 * right / (counted + len(set(wanted)))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` (0 to 1) of `values` lie, linear between ranks; None of nothing."""
    return float(np.quantile(np.asarray(values, dtype=np.float64), share)) if values else None


def bootstrap_interval(
    values: Sequence[float], *, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval | None:
    """The mean of `values` and its percentile bootstrap interval; None of nothing.

    Means of `resamples` samples of n values drawn with replacement; the interval runs from their
    (1 − level)/2 to their (1 + level)/2 quantile.
    Source: Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, section 13.3.
    """
    if not values:
        return None
    sample = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(len(sample), size=(resamples, len(sample)))
    means = sample[picks].mean(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(mean=float(sample.mean()), low=float(low), high=float(high))


def paired_randomisation(
    before: Sequence[float], after: Sequence[float], *, rounds: int = RESAMPLES, seed: int = SEED
) -> float:
    """Two-sided p-value of Fisher's randomisation test for two runs over the same questions.

    With d_i = after_i − before_i and t = |mean d|: the signs of all d_i are drawn anew `rounds` times, and
    p = (1 + #{rounds with |mean| ≥ t}) / (1 + rounds). Without questions, or without a difference, p is 1.
    Source: Smucker, Allan and Carterette, "A Comparison of Statistical Significance Tests for Information
    Retrieval Evaluation", 2007 (https://doi.org/10.1145/1321440.1321528).

    Args:
        before: Figures of the first run.
        after: Figures of the second run, question by question the same.
        rounds: How many sign patterns are drawn.
        seed: Fixed, so that two reports agree.
    """
    gaps = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    if not gaps.any():
        return 1.0
    signs = np.random.default_rng(seed).integers(0, 2, size=(rounds, len(gaps))) * 2 - 1
    # A hair's breadth below, so that rounding does not part equal means.
    as_far = np.abs((signs * gaps).mean(axis=1)) >= abs(gaps.mean()) - 1e-12
    return float((1 + as_far.sum()) / (1 + rounds))
