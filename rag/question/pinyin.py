"""Readings of Chinese characters, without tones: which words sound alike, and what a word in pinyin may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path

_DATA = Path(__file__).parent.parent / "data"
_MOST = 8
"""Readings of one word that are told apart at most."""
_LONGEST_SYLLABLE = 6
_LONGEST_WORD = 40
"""Letters of the longest word in pinyin that is read."""
_FUZZY = str.maketrans({"\u00fc": "v"})
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"))
"""Initials that speakers of the south do not tell apart."""
FUZZY_FROM = 3
"""Syllables from which a word is compared with such sounds taken for one."""


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    """Character to its syllables, read once."""
    readings: dict[str, tuple[str, ...]] = {}
    for syllable, characters in _rows():
        for character in characters:
            readings[character] = (*readings.get(character, ()), syllable)
    return readings


@cache
def _rows() -> list[tuple[str, str]]:
    """Each syllable with its characters."""
    lines = (_DATA / "pinyin.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(syllable, characters) for syllable, _, characters in (line.partition("\t") for line in lines)]


@cache
def _syllables() -> frozenset[str]:
    return frozenset(syllable for syllable, _ in _rows())


@cache
def common_words() -> frozenset[str]:
    """Words of two characters of the common language, which are what they are, whatever else sounds like them."""
    return frozenset((_DATA / "words.txt").read_text(encoding="utf-8").split())


def common_words_of(syllables: tuple[str, ...]) -> list[str]:
    """Those of them that these two syllables spell; ``[]`` for any other number."""
    if len(syllables) != 2:
        return []
    first, second = (_characters().get(syllable, "") for syllable in syllables)
    return [word for word in map("".join, product(first, second)) if word in common_words()]


@cache
def _characters() -> Mapping[str, str]:
    return dict(_rows())


@cache
def light_words() -> frozenset[str]:
    """Those of them that name nothing."""
    return frozenset((_DATA / "light.txt").read_text(encoding="utf-8").split())


def keys(word: str) -> tuple[str, ...]:
    """What `word` sounds like, one key a reading; equal keys sound alike. ``()`` where a character has no reading."""
    known = _readings()
    options = [known.get(character, ()) for character in word]
    several = sum(len(option) > 1 for option in options)
    if not several:
        return (key_of(tuple(option[0] for option in options)),) if all(options) else ()
    some = (syllables for _, syllables in zip(range(_MOST), product(*options), strict=False))
    return tuple(dict.fromkeys(map(key_of, some)))


def key_of(syllables: tuple[str, ...]) -> str:
    """The key of a word of these syllables: ``zhi neng``; in longer words zh, ch, sh are z, c, s and -ng is -n."""
    if len(syllables) < FUZZY_FROM:
        return " ".join(syllables)
    return " ".join(_blurred(syllable) for syllable in syllables)


@cache
def _blurred(syllable: str) -> str:
    for sharp, blunt in _ALIKE:
        syllable = blunt + syllable.removeprefix(sharp) if syllable.startswith(sharp) else syllable
    return syllable[:-1] if syllable.endswith(("ang", "eng", "ing")) else syllable


def read_pinyin(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a Latin word into syllables, fewest first: ``xian`` is ``xian`` or ``xi an``; ``()`` for none.

    An apostrophe parts two syllables; ü may be written v. Of a word with many ways the first few are given, of one
    too long to be a word none.
    """
    letters = word.lower().translate(_FUZZY).replace("’", "'")
    if len(letters) > _LONGEST_WORD:
        return ()
    ends = _ends(letters)
    ways = (way for _, way in zip(range(4 * _MOST), _cut(letters, 0, ends), strict=False))
    return tuple(sorted(ways, key=len)[:_MOST])


def _ends(letters: str) -> list[tuple[int, ...]]:
    """For each letter where the syllables that begin there may end, longest first, so that the rest can be cut too."""
    ends: list[tuple[int, ...]] = [() for _ in letters]
    ends.append((len(letters),))
    for start in range(len(letters) - 1, -1, -1):
        if letters[start] == "'":
            ends[start] = ends[start + 1]
            continue
        longest = min(len(letters), start + _LONGEST_SYLLABLE)
        ends[start] = tuple(
            end for end in range(longest, start, -1) if letters[start:end] in _syllables() and ends[end]
        )
    return ends


def _cut(letters: str, start: int, ends: Sequence[tuple[int, ...]]) -> Iterator[tuple[str, ...]]:
    start += letters.startswith("'", start)
    if start == len(letters):
        yield ()
        return
    for end in ends[start]:
        for rest in _cut(letters, end, ends):
            yield (letters[start:end], *rest)
