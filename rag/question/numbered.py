"""Kinds told by a number: 第二类, 三人户, the second class, a household of two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.numerals import english_number, read_numeral, write_chinese

# 第二类, 第三档, 第一等; not 第二批 (a notice), 第三条 (an item), 第三级别
_NTH = re.compile(r"第\s?(?P<number>[一二三四五六七八九十\d]{1,2})\s?(?P<unit>[类档等级轮期])(?!别)")
# 三人户, 五口之家, 两个人的户; not 三人小组
_HOUSEHOLD = re.compile(r"(?P<number>[一二两三四五六七八九\d])(?:个?人|口)的?(?:户|之家|家庭)")
_KINDS = {"class": "类", "category": "类", "type": "类", "tier": "档", "grade": "等", "round": "轮"}
# the second class, first-class recipients; not the second list (a notice)
_ORDINAL = re.compile(rf"\b(?P<number>[a-z]+|\d(?:st|nd|rd|th))[ -](?P<unit>{'|'.join(_KINDS)})\b", re.I)
# class two, tier 3; not class C
_CARDINAL = re.compile(rf"\b(?P<unit>{'|'.join(_KINDS)}) (?P<number>one|two|three|four|five|[1-9])\b", re.I)
# a three-person household, a family of five; not a family of words
_PERSONS = re.compile(
    r"\b(?P<number>[a-z]+|\d)[ -](?:person|people|member) (?:household|family)"
    r"|\b(?:household|family) of (?P<of>[a-z]+|\d)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A kind told by its number: ``text[start:end]`` names it."""

    start: int
    end: int
    unit: str
    """What is counted: 类, 档, 户; two of one unit are alternatives."""
    variants: tuple[str, ...]
    """How Chinese texts call it: 第二类, 二类; 二人户, 两人户."""


def find_numbered(text: str) -> tuple[Numbered, ...]:
    """The kinds that `text` tells by their numbers, in its order: 第二类, a household of two."""
    return tuple(sorted(_found(text), key=lambda one: one.start))


def _found(text: str) -> Iterator[Numbered]:
    for pattern in (_NTH, _HOUSEHOLD):
        for match in pattern.finditer(text):
            yield from _read(match, read_numeral(match["number"]), match.groupdict().get("unit") or "户")
    for pattern in (_ORDINAL, _CARDINAL):
        for match in pattern.finditer(text):
            yield from _read(match, english_number(match["number"]), _KINDS[match["unit"].lower()])
    for match in _PERSONS.finditer(text):
        yield from _read(match, english_number(match["number"] or match["of"]), "户")


def _read(match: re.Match[str], number: int | None, unit: str) -> Iterator[Numbered]:
    if number is None or not 0 < number < 100:
        return
    written = write_chinese(number)
    if unit == "户":
        variants = (f"{written}人户", f"{written}口之家", *(("两人户", "两口之家") if number == 2 else ()))
    else:
        variants = (f"第{written}{unit}", f"{written}{unit}")
    yield Numbered(start=match.start(), end=match.end(), unit=unit, variants=variants)
