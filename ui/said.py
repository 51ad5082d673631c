"""What went wrong in the language of the page: the errors speak Chinese, and those a page meets have English too."""

from __future__ import annotations

import re

from rag.domain import Language
from ui.said_english import KNOWN
from ui.said_here import HERE

_PATTERNS = tuple((re.compile(f"(?:{chinese})(。?)", re.DOTALL), english) for chinese, english in KNOWN)
_HERE = tuple((re.compile(advice), here) for advice, here in HERE)
_HAN = re.compile("[\u4e00-\u9fff]")
# what stands between names and figures in Chinese: list、fact
_POINTS = {"。": ".", "、": ", ", "，": ", ", "；": "; ", "：": ": "}
# between 甲。and 乙, or between 甲；and 乙
_ENDS = re.compile(r"(?<=[。；])(?=.)", re.DOTALL)


def in_language(text: str, language: Language) -> str:
    """The words `text` of an error for a page in that language; those without English stay as they are.

    Advice to type a command becomes what is pressed on the page, where that does the same.
    """
    if text.isascii():
        return text
    if language == "zh":
        for advice, here in _HERE:
            text = advice.sub(here, text)
        return text
    if not _HAN.search(text):
        return _pointed(text)
    parts = _ENDS.split(text)
    return _english(text) or (" ".join(map(_clause, parts)) if len(parts) > 1 else text)


def _clause(text: str) -> str:
    """One of several clauses, by itself."""
    if not _HAN.search(text):
        return _pointed(text)
    english = _english(text.removesuffix("；"))
    return text if english is None else english + (";" if text.endswith("；") else "")


def _pointed(text: str) -> str:
    """Names and figures, with the points of English between them."""
    return "".join(_POINTS.get(char, char) for char in text).rstrip()


def _english(text: str) -> str | None:
    """The English of `text` as one of the known errors; None where it is none of them."""
    for pattern, english in _PATTERNS:
        if found := pattern.fullmatch(text):
            *parts, stop = found.groups(default="")
            return english.format(*(in_language(part, "en") for part in parts)) + ("." if stop else "")
    return None
