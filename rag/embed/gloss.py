"""English questions about Chinese passages, made of what there is: glosses, place names, parallel sentences.

Parallel text pairs sentences, but an official asks an English question about a Chinese passage. Replacing
each Chinese word of a question by a dictionary gloss gives such pairs: bad English, but right words. So does
an English sentence with its translation among other Chinese sentences: right English, but a passage on many things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.embed.heldout import HeldOut
from rag.embed.pairs import Pairs, clean_pairs
from rag.glossary import load_glossary

if TYPE_CHECKING:
    from numpy.random import Generator
    from tokenizers import Tokenizer

ENGLISH_FORMS = (
    "{}",
    "which cities {}?",
    "what are the requirements for {}?",
    "how {}?",
    "what support is there for {}?",
    "who {}?",
    "which places have {}?",
    "how much {}?",
    "what does it say about {}?",
    "when {}?",
    "what is {}?",
    "which {}?",
    "what measures for {}?",
    "where {}?",
)
MOST_PLACES = 8
MOST_BESIDE = 4
"""Sentences that stand beside a translation in a joined passage."""
FIELD_REPEATS = 4
# Matches the form words of "关于公园有什么规定", "如何申请？"; must not match 公园.
_FORM = re.compile(
    r"有哪些规定？|的要求是什么？|^关于|有什么规定|怎么办理？|包括哪些内容？|方面有哪些措施和做法？|^如何|^哪些地方|^在"
)
# Matches "(old)" of "plan (old)"; must not match "plan".
_BRACKETS = re.compile(r"\([^)]*\)")
# Matches the openings "to " and "the "; must not match "tower".
_OPENING = re.compile(r"^(?:to be|to|an|a|the) ")
# Matches "bim" and "2025"; must not match 建造.
_LATIN = re.compile(r"[a-z0-9]+")
# Matches "Baoding, prefecture-level city in Hebei"; must not match "city wall" or "capital of France".
_CITY = re.compile(
    r"^(?P<name>[A-Z][\w']+)(?: city)?,? .*(?:prefecture[- ]level city|municipality|capital of .*province).*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """English for Chinese words.

    Attributes:
        words: One or two short glosses of each Chinese word of at least two characters.
        cities: Chinese and English names of cities.
    """

    words: dict[str, tuple[str, ...]]
    cities: tuple[tuple[str, str], ...]


def glossary_of(entries: Iterable[tuple[str, str]], terms: Iterable[tuple[str, str]]) -> Glossary:
    """A glossary out of dictionary entries (word, glosses separated by `; `); terms go before them."""
    words: dict[str, tuple[str, ...]] = {}
    cities: dict[str, str] = {}
    for word, glosses in entries:
        if len(word) < 2:
            continue
        city = _CITY.match(glosses)
        if city is not None:
            cities[word.removesuffix("市")] = city["name"]
        parts = (_OPENING.sub("", _BRACKETS.sub("", part).strip()) for part in re.split("[;,]", glosses))
        short = [part for part in parts if part and len(part.split()) <= 3]
        words[word] = (*words.get(word, ()), *short)[:2]
    words |= {term: (english,) for term, english in terms}
    return Glossary(words=words, cities=tuple(sorted(cities.items())))


def english_of(text: str, tokenizer: Tokenizer, glossary: Glossary, random: Generator) -> str:
    """A gloss of each word that has one, in the order of the Chinese; empty where fewer than two have."""
    found: list[str] = []
    for token in tokenizer.encode(_FORM.sub("", text), add_special_tokens=False).tokens:
        glosses = glossary.words.get(token, ())
        if glosses:
            found.append(glosses[int(random.integers(len(glosses)))])
        elif _LATIN.fullmatch(token):
            found.append(token)
    if len(found) < 2:
        return ""
    return ENGLISH_FORMS[int(random.integers(len(ENGLISH_FORMS)))].format(" ".join(found))


def glossed_pairs(
    sources: Sequence[Pairs], tokenizer: Tokenizer, glossary: Glossary, held: HeldOut, random: Generator
) -> Pairs:
    """English word-for-word questions and the passages of the Chinese questions they were made from."""
    rows: list[tuple[str, str]] = []
    for source in sources:
        for question, passage in zip(source.left, source.right, strict=True):
            english = english_of(question, tokenizer, glossary, random)
            rows += [(english, passage)] if english else []
    return clean_pairs("glossed", rows, held)


def joined_pairs(sources: Sequence[Pairs], held: HeldOut, random: Generator, *, most: int) -> Pairs:
    """English sentences and Chinese passages: the sentence's translation among one to four others of its source.

    Args:
        sources: Parallel sentences, Chinese on the left.
        held: The filter for test texts.
        random: Source of chance.
        most: Pairs of each source at most.
    """
    rows: list[tuple[str, str]] = []
    for source in sources:
        count = len(source.left)
        for chosen in random.permutation(count)[:most]:
            beside = random.integers(count, size=int(random.integers(1, MOST_BESIDE + 1)))
            sentences = [source.left[int(i)] for i in beside]
            sentences.insert(int(random.integers(len(sentences) + 1)), source.left[int(chosen)])
            rows.append((source.right[int(chosen)], "".join(sentences)))
    return clean_pairs("joined", rows, held)


def field_pairs(held: HeldOut) -> Pairs:
    """Every Chinese word for a concept of the field's glossary with every English one."""
    rows = [(zh, en) for concept in load_glossary() for zh in concept.zh for en in concept.en]
    return clean_pairs("field", rows * FIELD_REPEATS, held)


def place_pairs(source: Pairs, tokenizer: Tokenizer, glossary: Glossary, held: HeldOut, random: Generator) -> Pairs:
    """Questions about passages that name places, as lists of practices do (甲市、乙市出台……).

    Half ask which cities, half name one of them; half are English. Place names are drawn by chance, so the
    vectors learn to let the matter decide, and the name only where it is asked for.
    """
    rows: list[tuple[str, str]] = []
    for question, passage in zip(source.left, source.right, strict=True):
        chosen = random.permutation(len(glossary.cities))[: int(random.integers(1, MOST_PLACES + 1))]
        places = [glossary.cities[int(i)] for i in chosen]
        if not places:
            continue
        named, in_english = random.random() < 0.5, random.random() < 0.5
        matter = _FORM.sub("", question)
        if in_english:
            matter = english_of(question, tokenizer, glossary, random).removeprefix("which cities ")
            asked = f"{places[0][1]} {matter}" if named else f"which cities {matter}"
        else:
            asked = f"{places[0][0]}{matter}" if named else f"哪些城市{matter}"
        if matter:
            order = random.permutation(len(places))
            rows.append((asked, "、".join(places[int(i)][0] for i in order) + passage))
    return clean_pairs("places", rows, held)
