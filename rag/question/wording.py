"""How questions are worded: what asks for a list, a sum, a date, a duty; which words say nothing of the subject."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from rag.domain import Language
from rag.question.pinyin import common_words
from rag.text import fold

_FILE = Path(__file__).parent.parent / "data" / "questions.toml"

Asks = Literal[
    "list",
    "places",
    "provinces",
    "compare",
    "money",
    "count",
    "due",
    "duty",
    "lead",
    "partner",
    "joins",
    "alone",
    "head",
    "handout",
    "basis",
    "back",
    "missing",
    "items",
    "catalogue",
    "greeting",
    "beside",
    "more",
    "less",
    "strictly",
    "goes_on",
    "quota",
    "question",
    "everything",
    "penalty",
    "share",
    "term",
    "effect",
    "repeal",
    "summary",
    "national",
]

# runs of Han characters and Latin words: 冰砌块, bim; not 3 or ，
_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]+|[a-z][a-z0-9+.-]*")
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]+")
# an English word of three letters or more: tamper-evident; not w/, not the hyphen of housing-
_WORD = re.compile(r"[a-z](?:-?[a-z]){2,}")

# 摆一摆, 捋一捋: a verb said twice asks for a little of what it does, and names nothing; not 一对一
_TWICE = re.compile(r"([\u4e00-\u9fff])一\1(?!一)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The patterns and word lists of data/questions.toml, compiled."""

    asks: Mapping[tuple[Asks, Language], re.Pattern[str]]
    form: frozenset[str]
    """Preferred Chinese names of the concepts that say in what form the answer is wanted."""
    money: frozenset[str]
    """Preferred Chinese names of the concepts that a question is about which asks who gives how much."""
    offices: frozenset[str]
    """Last characters of the names of departments."""
    emphasis: Mapping[str, float]
    """Weight of a concept by its kind; 1 where the kind is not named."""
    filler: re.Pattern[str]
    framing: re.Pattern[str]
    """The words that say in what form, for what and for whom one asks."""
    filler_words: tuple[str, ...]
    """The words that `filler` matches, longest first."""
    linking: tuple[str, ...]
    """Single characters, the commonest first where several sound alike."""
    grammar: frozenset[str]
    """Single characters that mostly stand for themselves between words."""
    filler_en: frozenset[str]
    dependent: re.Pattern[str]
    """The words that a sentence names which asks of the thing before it: 适用, 项目; conditions."""
    dependent_concepts: frozenset[str]
    """Preferred Chinese names of the concepts that it names."""


@cache
def load_wording() -> Wording:
    """The wording, read once."""
    data: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    asks: dict[tuple[Asks, Language], re.Pattern[str]] = {}
    for name, languages in data["asks"].items():
        asks[name, "zh"] = re.compile("|".join(languages["zh"]))
        asks[name, "en"] = re.compile(rf"\b(?:{'|'.join(languages['en'])})\b", re.IGNORECASE)
    fillers = sorted(data["filler"]["zh"].split(), key=len, reverse=True)
    return Wording(
        asks=asks,
        form=frozenset(data["form"]["concepts"].split()),
        money=frozenset(data["form"]["money"].split()),
        offices=frozenset(data["form"]["offices"]),
        emphasis=data["emphasis"],
        filler=re.compile("|".join(fillers)),
        framing=_either(data["framing"]["zh"]),
        filler_words=tuple(fillers),
        linking=tuple(data["filler"]["linking"]),
        grammar=frozenset(data["filler"]["grammar"]),
        filler_en=frozenset(data["filler"]["en"].split()),
        dependent=_either(data["dependent"]["zh"], rf"\b(?:{_either(data['dependent']['en']).pattern})\b"),
        dependent_concepts=frozenset(data["dependent"]["concepts"].split()),
    )


def _either(words: str, *more: str) -> re.Pattern[str]:
    """What matches one of `words`, the longest first, or what one of the patterns `more` does."""
    return re.compile("|".join((*sorted(words.split(), key=len, reverse=True), *more)))


def asks(question: str, what: Asks, language: Language) -> bool:
    """Whether `question`, in simplified characters, asks for `what`."""
    return load_wording().asks[what, language].search(question) is not None


def other_words(rest: str, language: Language) -> tuple[str, ...]:
    """What is left of a question, folded, when its places, terms and filler are taken out.

    Chinese words are cut into pairs of neighbouring characters, so that no dictionary is needed to find them again;
    Latin words stay whole.
    """
    wording = load_wording()
    if language == "en":
        return tuple(dict.fromkeys(word for word in _WORD.findall(rest) if word not in wording.filler_en))
    linking = frozenset(wording.linking)
    found: list[str] = []
    for run in _runs(wording.filler.sub(" ", _TWICE.sub(" ", rest)).split()):
        pairs = [run] if run.isascii() else [run[at : at + 2] for at in range(len(run) - 1)]
        found.extend(pair for pair in pairs if len(pair) > 1 and not linking.intersection(pair) and _may_name(pair))
    return tuple(dict.fromkeys(found))


def quoted_words(rest: str) -> tuple[str, ...]:
    """The Chinese that an English question quotes, each run whole: 浙里建; without what only asks."""
    runs = _HAN_RUN.findall(load_wording().filler.sub(" ", rest))
    return tuple(dict.fromkeys(run for run in runs if len(run) > 1))


def _may_name(pair: str) -> bool:
    """Whether a pair of characters may name something: one with a character of grammar is a word, or is none."""
    return load_wording().grammar.isdisjoint(pair) or pair in common_words()


def _runs(parts: Sequence[str]) -> list[str]:
    return [run for part in parts for run in _RUN.findall(fold(part))]
