"""Districts by their short names where a notice is their own: 海拉尔 is 海拉尔区, Hailar is Haila'er District."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rag.domain import Notice
from rag.question.pinyin import common_words
from rag.regions import Region, find_region, find_regions
from rag.text import blanked

# 海拉尔区, 桐庐县: a name with its rank after two characters at least; not 深圳, 通州
_RANKED = re.compile(r"[\u4e00-\u9fff]{2,}[区县旗]$")
# Haila'er District: what an English name has after its own word
_ENGLISH_RANK = re.compile(r"\s+(?:District|County|Banner)$")
# Hailar, Quzho; not the
_LATIN = re.compile(r"[A-Z][a-z'’]{4,}(?:\s+(?:District|County|Banner)\b)?")
_LONG = 3
"""Characters from which a short name is no word of the language by chance."""
_SPELT_ALIKE = 0.9
"""Share of letters that a Latin name has in common with the pinyin of a place that it is another spelling of."""


def with_ranks(text: str, notices: Sequence[Notice]) -> str:
    """`text` with the full names of the districts that issued a notice where it gives their short ones.

    A short name that is a word of the language (和平, 新城) stays as it is, and so does one within the name of another
    place (海拉尔河 is none).
    """
    for place in dict.fromkeys(notice.region for notice in notices if notice.region):
        region = find_region(place)
        if region is None or not _RANKED.fullmatch(place):
            continue
        short, rank = place[:-1], place[-1]
        if len(short) >= _LONG or short not in common_words():
            text = re.sub(rf"{short}(?!{rank}|[路街河山湖机])", place, text)
        text = _with_english_name(text, region)
    return text


def _with_english_name(text: str, region: Region) -> str:
    named = blanked(text, [(one.start, one.end) for one in find_regions(text)])
    pinyin = _letters(_ENGLISH_RANK.sub("", region.english))
    for found in reversed([*_LATIN.finditer(named)]):
        written = _letters(_ENGLISH_RANK.sub("", found.group()))
        if SequenceMatcher(None, written, pinyin).ratio() >= _SPELT_ALIKE:
            text = text[: found.start()] + region.english + text[found.end() :]
    return text


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))
