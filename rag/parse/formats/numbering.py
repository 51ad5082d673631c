"""Automatic numbering of word processors: list definitions and counters → the numeral that each paragraph prints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag.numerals import write_chinese

# %1, %2 in "第%1条", "%1.%2"; not 50%
_PLACE = re.compile(r"%([1-9])")

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CAPITALS = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CHINESE = frozenset(
    {
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "koreanCounting"),
        *("taiwaneseCounting", "taiwaneseCountingThousand"),
    }
)
_DIGIT_BY_DIGIT = frozenset({"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital"})
_CAPITAL = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
_CIRCLED = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
}
_CIRCLED["decimalEnclosedCircleChinese"] = _CIRCLED["decimalEnclosedCircle"]


def write_numeral(number: int, style: str) -> str:
    """`number` as the numbering style prints it; a style that is not known prints digits.

    Args:
        number: The counter.
        style: A name of ``w:numFmt``: ``decimal``, ``chineseCounting``, ``decimalEnclosedCircle``, …
    """
    run = _CIRCLED.get(style, "")
    if 1 <= number <= len(run):
        return run[number - 1]
    if 0 <= number <= 9999 and style in _CHINESE | _CAPITAL:
        written = write_chinese(number)
        return written.translate(_CAPITALS) if style in _CAPITAL else written
    if style in _DIGIT_BY_DIGIT:
        return "".join("〇一二三四五六七八九"[int(digit)] if digit.isdigit() else digit for digit in str(number))
    if number > 0 and style in ("upperLetter", "lowerLetter"):
        # after Z comes AA, then BB
        letters = chr(ord("A") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9)
        return letters if style == "upperLetter" else letters.lower()
    if 0 < number < 4000 and style in ("upperRoman", "lowerRoman"):
        return _roman(number) if style == "upperRoman" else _roman(number).lower()
    if style in ("bullet", "none"):
        return ""
    written = str(number)
    if style == "decimalZero":
        return written.zfill(2)
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return written.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    return f"- {written} -" if style == "numberInDash" else written


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        while number >= value:
            letters += sign
            number -= value
    return letters


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLevel:
    """How one level of a list numbers its paragraphs."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    """As printed, ``%1`` standing for the number of the first level: ``第%1条``, ``%1.%2``."""
    blank: bool = True
    """Whether a tab or a blank follows the numeral."""
    restart: int | None = None
    """The level, counted from 1, that starts it again; 0 for none; None for any level above it."""
    legal: bool = False
    """Whether it prints all levels' numbers as digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """A list that paragraphs refer to."""

    shared: str
    """Lists with the same name here count together."""
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int]
    """Numbers that it begins with again, by level, when it is first used."""
    by_style: Mapping[str, int]
    """Level by the paragraph style that is tied to it."""


class Counters:
    """Counts the paragraphs of every list of one document, in document order."""

    def __init__(self, kinds: Mapping[str, ListKind]) -> None:
        self._kinds = kinds
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def level_of(self, kind: str, style: str) -> int:
        """The level of list `kind` that the paragraph style is tied to, 0 where to none."""
        found = self._kinds.get(kind)
        return 0 if found is None else found.by_style.get(style, 0)

    def next(self, kind: str, level: int) -> str | None:
        """The numeral of the next paragraph of list `kind` at `level`, counted from 0.

        Returns None where the paragraph has none, ``""`` for a bullet.
        """
        found = self._kinds.get(kind)
        if found is None or level not in found.levels:
            return None
        counts = self._counts.setdefault(found.shared, {})
        if kind not in self._begun:
            self._begun.add(kind)
            for one in found.starts:
                counts.pop(one, None)
        definition = found.levels[level]
        begin = found.starts.get(level, definition.start)
        counts[level] = counts[level] + 1 if level in counts else begin
        for deeper in [one for one in counts if one > level and _restarts(found.levels.get(one), level)]:
            del counts[deeper]
        return _label(found, definition, counts)


def _restarts(deeper: ListLevel | None, level: int) -> bool:
    if deeper is None or deeper.restart is None:
        return True
    return level < deeper.restart


def _label(kind: ListKind, definition: ListLevel, counts: Mapping[int, int]) -> str:
    if definition.style == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = kind.levels.get(at, ListLevel())
        style = "decimal" if definition.legal and level.style not in ("bullet", "none") else level.style
        return write_numeral(counts.get(at, kind.starts.get(at, level.start)), style)

    label = _PLACE.sub(number, definition.pattern).strip()
    blank = definition.blank or definition.pattern[-1:].isspace()
    return f"{label} " if label and blank and label[-1] not in "、）．" else label
