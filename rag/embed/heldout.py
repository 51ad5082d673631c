"""What training must never see: the rules that set test rows aside, and the filter that keeps copies out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

HELD_SOURCES = frozenset({"ntrex"})
PASSAGE_PERCENT = 10
TATOEBA_PERCENT = 2
STATUTE_PERCENT = 5
GRAM = 5
SHORTEST = 12
OVERLAP = 0.5
COMMON = 24
SHORTEST_SENTENCE = 9

# Matches the comma and spaces of "质量， 安全"; must not match a letter, a digit or a Chinese character.
_NOT_WORD = re.compile(r"[\W_]+")
# Matches the end of "……建成。" and of "……；"; must not match the comma of "……，".
_SENTENCE_END = re.compile(r"(?<=[。！？；])")


def normal(text: str) -> str:
    """Text as the rules compare it: NFKC, lower case, letters, digits and Chinese characters only."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).lower())


def bucket(text: str) -> int:
    """A fixed number from 0 to 99 for a text, the same on every machine."""
    return int.from_bytes(hashlib.sha256(normal(text).encode()).digest()[:8], "big") % 100


def holds_parallel(zh: str, source: str) -> bool:
    """Whether a parallel row is a test row: all of NTREX, two in a hundred of Tatoeba."""
    return source in HELD_SOURCES or (source == "tatoeba" and bucket(zh) < TATOEBA_PERCENT)


def holds_passage(passage: str) -> bool:
    """Whether a passage, with every question about it, is a test row."""
    return bucket(passage) < PASSAGE_PERCENT


def holds_statute(title: str) -> bool:
    """Whether a statute, with its whole text and every question made from it, is a test row."""
    return bucket(title) < STATUTE_PERCENT


def sentences(text: str) -> list[str]:
    """The sentences of a Chinese text with their ends; a semicolon ends one too."""
    return [part for part in _SENTENCE_END.split(text) if part]


def grams(text: str) -> set[str]:
    """The runs of five characters of a text already made normal."""
    return {text[i : i + GRAM] for i in range(len(text) - GRAM + 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """The test texts, ready to recognise a copy of one.

    Attributes:
        exact: Normal forms of all test texts, and of their sentences, which are too short to be known by their runs.
        index: From a run of five characters to the numbers of the test texts that hold it; runs that more
            than 24 test texts share say nothing and are absent.
        sizes: Number of distinct indexed runs of each test text.
    """

    exact: frozenset[str]
    index: dict[str, tuple[int, ...]]
    sizes: tuple[int, ...]

    def blocks(self, text: str) -> bool:
        """Whether a text repeats a test text: it or a sentence of it, or half of the shorter one's runs of five."""
        plain = normal(text)
        if plain in self.exact:
            return True
        if len(plain) < SHORTEST:
            return False
        runs = grams(plain)
        known = runs & self.index.keys()
        shortest = OVERLAP * min(len(runs), SHORTEST - GRAM + 1)
        if len(known) < shortest:
            return False
        shared: Counter[int] = Counter()
        for run in known:
            shared.update(self.index[run])
        return any(n >= OVERLAP * min(len(runs), self.sizes[which]) for which, n in shared.items())


def held_out(texts: Iterable[str]) -> HeldOut:
    """Index test texts so that copies can be recognised.

    Args:
        texts: Test sentences, questions, passages and articles of any language.
    """
    exact: set[str] = set()
    parts: set[str] = set()
    postings: dict[str, list[int]] = {}
    indexed: list[set[str]] = []
    for text in texts:
        plain = normal(text)
        if not plain or plain in exact:
            continue
        exact.add(plain)
        parts.update(normal(part) for part in sentences(text) if len(part) >= SHORTEST_SENTENCE)
        if len(plain) < SHORTEST:
            continue
        indexed.append(grams(plain))
        for run in indexed[-1]:
            postings.setdefault(run, []).append(len(indexed) - 1)
    index = {run: tuple(which) for run, which in postings.items() if len(which) <= COMMON}
    sizes = tuple(max(1, sum(run in index for run in runs)) for runs in indexed)
    return HeldOut(exact=frozenset(exact | parts), index=index, sizes=sizes)
