"""Misspelt English: a word that no dictionary has is read as the one word of the field that it all but spells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.domain import Notice
from rag.glossary import find_concepts, load_glossary
from rag.question.pinyin import read_pinyin
from rag.question.wording import load_wording
from rag.regions import find_region, find_regions, latin_place_names
from rag.text import language_of

_SHORTEST = 4
"""Letters of the shortest word that is mended."""
_LONG = 8
"""Letters from which a word may have two mistakes; below, one."""
# Shenyng, subsidys; not a part of Xi'an, BIM2 or e-mail
_WORD = re.compile(r"(?<![A-Za-z0-9'’@./])[A-Za-z]+(?![A-Za-z0-9@]|['’][A-Za-z])")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A misspelt word and what it is read as."""

    start: int
    end: int
    read: str


def mend_english(text: str, notices: Sequence[Notice], is_word: Callable[[str], bool]) -> Iterator[Mended]:
    """The Latin words of `text` that are misspelt, each with the one word that is meant.

    A word is misspelt that is no English word, no name of a place and none of the glossary. It is read as the word of
    the glossary, the word that asks, or the place that has its first letter and all its letters but one, or but two
    of a long word; as none where two are as near. A name (Huawei) and what may be pinyin is read as a place alone.

    Args:
        text: A question.
        notices: The corpus; of two places the one in its titles or texts is meant.
        is_word: Whether a word in small letters is an English one.
    """
    english = language_of(text) == "en"
    known = [(one.start, one.end) for one in (*find_concepts(text), *find_regions(text))]
    sayings = (load_wording().filler_en, _words_of_the_field())
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if len(word) < _SHORTEST or any(start < match.end() and match.start() < end for start, end in known):
            continue
        if is_word(word) or any(word in words for words in sayings):
            continue
        is_name = match[0][0].isupper() and match.start() > 0
        meant = _place(word, notices)
        if not meant and english and not is_name and not read_pinyin(word):
            meant = _nearest(word, _by_initial())
        if meant:
            yield Mended(start=match.start(), end=match.end(), read=meant)


def _place(word: str, notices: Sequence[Notice]) -> str:
    """The place that `word` spells, or all but spells: of several the one that the corpus names, with its District."""
    near = _within_reach(word, _places().get(word[0], ()))
    texts = tuple(notice.text for notice in notices)
    meant = find_region(_only([name for name in near if _is_named(name, texts)]))
    return "" if meant is None else meant.english


@lru_cache(maxsize=256)
def _is_named(latin: str, texts: tuple[str, ...]) -> bool:
    region = find_region(latin)
    return region is not None and any(region.name in text for text in texts)


def _nearest(word: str, words: Mapping[str, Sequence[str]]) -> str:
    return _only(_within_reach(word, words.get(word[0], ())))


def _only(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ""


def _within_reach(word: str, words: Sequence[str]) -> list[str]:
    """Those of `words` that are nearest to `word` and near enough; forms of one (subsidy, subsidies) count once."""
    most = 2 if len(word) >= _LONG else 1
    apart = {other: distance(word, other, most) for other in words if abs(len(other) - len(word)) <= most}
    least = min(apart.values(), default=most + 1)
    near = sorted((other for other, steps in apart.items() if steps == least <= most), key=len)
    return [word for at, word in enumerate(near) if not any(word.startswith(one[:-1]) for one in near[:at])]


def distance(one: str, other: str, most: int) -> int:
    """Letters to leave out, put in, change or swap with the next to make `one` into `other`; above `most` some more.

    The restricted Damerau-Levenshtein distance.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            steps = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                steps = min(steps, earlier[j - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
    return row[-1]


@cache
def _words_of_the_field() -> frozenset[str]:
    return frozenset(
        word for concept in load_glossary() for name in concept.en for word in _LETTERS.findall(name.lower())
    )


@cache
def _by_initial() -> Mapping[str, tuple[str, ...]]:
    """First letter to the words of the glossary and those that ask."""
    return _grouped(word for word in (*_words_of_the_field(), *load_wording().filler_en) if len(word) >= _SHORTEST)


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    """First letter to the Latin names of places, in small letters."""
    return _grouped(name for name in latin_place_names() if name.isalpha() and len(name) >= _SHORTEST)


def _grouped(words: Iterator[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        found.setdefault(word[0], []).append(word)
    return {initial: tuple(some) for initial, some in found.items()}
