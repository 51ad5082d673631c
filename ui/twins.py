"""Which texts of two lists say nearly the same, where they differ, and both lists woven into one; pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from rag.text import Span, fold, pairs, sentences, squeeze

# 2000.5 and BIM are one piece each, every other character is one: 2万元 is not 12万元 with a 1 too few
_PIECE = re.compile(r"\d[\d.,]*|[A-Za-z]+|.", re.DOTALL)
SHORTEST = 2
"""Pieces that must be the same in a row to count as the same: a lone 的 within both texts says nothing."""
LONGEST = 4_000
"""Characters up to which two texts are compared piece by piece; longer ones are compared sentence by sentence."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Generic[T]):
    """What stands side by side: one and its twin, or some of either side that have none."""

    left: tuple[T, ...]
    right: tuple[T, ...]
    twins: bool = False


def alike(left: Sequence[str], right: Sequence[str], *, least: float) -> Mapping[int, int]:
    """Which of `left` has which of `right` for its twin, by their numbers; each has one at most, the most alike first.

    Args:
        left: Texts of one side.
        right: Of the other.
        least: Share of the pairs of neighbouring characters that two twins have in common, between 0 and 1.
    """
    mine, theirs = [_grams(text) for text in left], [_grams(text) for text in right]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for n, grams in enumerate(theirs):
        for gram in grams:
            holders[gram].append(n)
    found: list[tuple[float, int, int]] = []
    for n, grams in enumerate(mine):
        common = Counter(other for gram in grams for other in holders.get(gram, ()))
        for other, count in common.items():
            share = 2 * count / (len(grams) + len(theirs[other]))
            if share >= least:
                found.append((-share, n, other))
    twins: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, other in sorted(found):
        if n not in twins and other not in taken:
            twins[n] = other
            taken.add(other)
    return twins


def woven(left: Sequence[T], right: Sequence[T], twins: Mapping[int, int]) -> Iterator[Run[T]]:
    """Both sides in the order of the left one; what only the right one has stands before what follows it there."""
    followed = {other: n for n, other in twins.items()}
    told: list[T] = []
    at = 0

    def lonely(until: int) -> list[T]:
        """Those of the right side from `at` up to `until` that have no twin."""
        return [right[n] for n in range(at, until) if n not in followed]

    for n, one in enumerate(left):
        other = twins.get(n)
        if other is None:
            told.append(one)
            continue
        before = lonely(other)
        if told or before:
            yield Run(left=tuple(told), right=tuple(before))
        at = max(at, other + 1)
        told = []
        yield Run(left=(one,), right=(right[other],), twins=True)
    rest = lonely(len(right))
    if told or rest:
        yield Run(left=tuple(told), right=tuple(rest))


def differing(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The spans of `left` that `right` has not, and those of `right` that `left` has not."""
    cut = _pieces if len(left) + len(right) <= LONGEST else sentences
    mine, theirs = cut(left), cut(right)
    matcher = SequenceMatcher(
        None, [left[start:end] for start, end in mine], [right[start:end] for start, end in theirs], autojunk=False
    )
    least = SHORTEST if cut is _pieces else 1
    ends = {(0, 0), (len(mine), len(theirs))}
    same = [
        block
        for block in matcher.get_matching_blocks()
        if block.size >= least
        or not ends.isdisjoint({(block.a, block.b), (block.a + block.size, block.b + block.size)})
    ]
    return (
        _others(mine, [(block.a, block.a + block.size) for block in same]),
        _others(theirs, [(block.b, block.b + block.size) for block in same]),
    )


def _pieces(text: str) -> tuple[Span, ...]:
    return tuple(piece.span() for piece in _PIECE.finditer(text))


def _others(pieces: Sequence[Span], same: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of what lies between the runs `same` of `pieces`."""
    spans: list[Span] = []
    done = 0
    for first, end in (*same, (len(pieces), len(pieces))):
        if done < first:
            spans.append((pieces[done][0], pieces[first - 1][1]))
        done = end
    return tuple(spans)


def _grams(text: str) -> frozenset[str]:
    return frozenset(pairs(squeeze(fold(text))))
