"""Which of several notices a new one is a version of, by its title, else by its text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from rag.domain import Notice
from rag.text import squeeze


def nearest(notices: Mapping[str, Notice], new: Notice) -> str | None:
    """The key of the one that `new` is a version of; None where neither title nor text tells, or there is none.

    The nearest one tells where it is at most half as far as the next: distance is 1 - |A ∩ B| / |A ∪ B|, with A and B
    the pairs of neighbouring characters of both.
    """
    if len(notices) < 2:
        return next(iter(notices), None)
    for texts, wanted in (
        ({key: one.title for key, one in notices.items()}, new.title),
        ({key: one.text for key, one in notices.items()}, new.text),
    ):
        pairs = _pairs(wanted)
        (first, key), (second, _), *_ = sorted((_distance(_pairs(text), pairs), key) for key, text in texts.items())
        if first < second and 2 * first <= second:
            return key
    return None


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(squeeze(text)))


def _distance(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    both = len(one | other)
    return 1 - len(one & other) / both if both else 0.0
