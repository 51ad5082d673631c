"""The opposite case of what a question asks about: 不改变使用功能的 for 改变使用功能的, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

NEGATIONS = ("不", "未", "非", "无", "没有")
"""What denies the word right behind it."""
# a question that denies a case: 不改变…的; not 没有电梯的小区, 改不改变, 改变或不改变
_DENIED = re.compile(r"(?<![与或和及是])[不未非]$")
# 不用审批, 不得改变, 免于审查: what denies a word from some way before it, in the same clause
_FROM_AFAR = re.compile(r"[不未非无没免勿禁]|严禁")
# 收费吗, 是否收费, 能不能, 有没有: either case answers
_EITHER = re.compile(r"吗|是否|能否|可否|有无|么[？?]|([\u4e00-\u9fff])[不没]\1")
_CLAUSE = re.compile(r"[，,。；;：:！!？?\n]")
_INSIDE = r"[^，,。；;：:！!？?\n]"
_UNDENIED = r"(?:^|[，,。；;：:！!？?\n])[^，,。；;：:！!？?\n不未非无没]*"
"""The beginning of a clause in which nothing is denied."""
_CASE = rf"{_INSIDE}{{0,12}}?的"
"""A case is told by words that end on 的: 改变使用功能的，…; 未取得许可的单位."""
_VERB = 2
"""Characters of a word by which a text takes it up again: 改变的 after 不改变使用功能的."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposite:
    """The opposite of a case that a question names."""

    word: str
    """The words of the case, folded: 改变使用功能."""
    denied: bool
    """Whether the question itself denies them."""

    def stands_in(self, text: str) -> bool:
        """Whether the folded `text` tells of the opposite case, and not of the one asked about."""
        if self.word not in text:
            return False
        opposite, own = _cases(self.word, denied=self.denied)
        return opposite.search(text) is not None and own.search(text) is None

    def seeds(self) -> tuple[str, ...]:
        """Words of which a text that tells of the opposite holds one at least."""
        return (self.word,) if self.denied else tuple(f"{word}{self.word}" for word in NEGATIONS)


@lru_cache(maxsize=512)
def _cases(word: str, *, denied: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells of the opposite of a case, and what takes the case itself up in whatever words: 改变的, 未经改变."""
    whole, verb = re.escape(word), re.escape(word[:_VERB])
    if denied:
        return re.compile(f"{_UNDENIED}{whole}{_CASE}"), re.compile(f"[不未非无没]{_INSIDE}*?{verb}")
    return re.compile(f"(?:{'|'.join(NEGATIONS)}){whole}{_CASE}"), re.compile(f"{_UNDENIED}{verb}")


def opposite_of(question: str, words: Iterable[str]) -> Opposite | None:
    """The opposite of the case that `question`, folded, names by the longest of `words` that stands in it.

    None where either case answers (收费吗), where it is denied from afar (不得改变), and where both are named.
    """
    if _EITHER.search(question):
        return None
    word = max((word for word in words if word in question), key=len, default="")
    stances = set(_stances(question, word)) if len(word) >= _VERB else set[bool | None]()
    if len(stances) != 1 or (stance := stances.pop()) is None:
        return None
    return Opposite(word=word, denied=stance)


def _stances(question: str, word: str) -> Iterator[bool | None]:
    """Of each place of `word` whether it is denied there; None where it cannot be told."""
    at = question.find(word)
    while at >= 0:
        before = _CLAUSE.split(question[:at])[-1]
        if _DENIED.search(before):
            yield True
        else:
            yield None if _FROM_AFAR.search(before) else False
        at = question.find(word, at + len(word))
