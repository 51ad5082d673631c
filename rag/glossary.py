"""The field's vocabulary: concepts, each with the Chinese and English words that stand for it in a search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from rag.errors import CorpusError

_FILE = Path(__file__).parent / "data" / "glossary.tsv"
_FIELDS = 3

_FOLD = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{code: code + 0x20 for code in range(0x41, 0x5B)},
    **{code: code - 0xFEE0 + 0x20 for code in range(0xFF21, 0xFF3B)},
    0x3000: 0x20,
    0x2019: 0x27,
}
"""Full width to half width and upper to lower case, one character to one, so that offsets stay."""

# matches 补, 〇 and the 专 of “专精特新”; not B, 5 or "，".
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]")
# matches the blanks in "BIM 技术", "加强 试点", each mark of “小巨人”企业 and the 的 of 电梯的加装; not the one in
# "land supply", not 目的.
_SILENT = re.compile(
    r"[“”「」『』]|(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])的(?=[\u3400-\u9fff])"
)
_LINKED = 4
"""Characters of a Chinese variant from which a 的 may stand inside it: 电梯的加装; not 拿的奖补 for 拿奖."""
# matches "workers'", "city's", "3d" and "&" (read as "and"); not 试点 or "-".
_WORD = re.compile(r"([a-z0-9]+)(?:'s?(?![a-z]))?|&")
# matches the gaps in "high-tech", "land supply", "urban/rural"; not those in "done. Costs" or "land, tax".
_GAP = re.compile(r"[\s/‐-―-]{0,3}")
# matches modernisation, labour, modelling, centre, programme, licence; not bias, our, selling, tree, fence.
_BRITISH = re.compile(
    r"(?<=..)is(?=(?:ation|ing|ed|e)$)|(?<=lab|fav|hon|ghb)our|(?<=[bdv]el)l(?=(?:ing|ed)$)|(?<=[ne]t)re$"
    r"|(?<=program)me$|(?<=licen)ce$|(?<=defen)ce$"
)
# finance bureau, bureau of finance: the name of an office and what it is over
_BUREAU = re.compile(r"(?P<over>.+) bureau|bureau of (?P<of>.+)", re.I)
# expropriated, suspending: the ending of a form of a verb; not need, bring, dated (too little is left)
_INFLECTED = re.compile(r"(?<=[a-z]{4})(?:ed|ing)$")
# the e of expropriate, the doubled letter of planned: what a form of a verb drops or doubles; not the s of assess
_BEFORE_ENDING = re.compile(r"e$|(?<=([bdgklmnprt]))\1$")
_IRREGULAR = {
    past: verb
    for past, _, verb in (
        pair.partition(":")
        for pair in (
            "bought:buy built:build chosen:choose drawn:draw dug:dig rebuilt:rebuild sent:send spent:spend "
            "taught:teach thrown:throw torn:tear withdrawn:withdraw"
        ).split()
    )
}
"""Forms of English verbs that no ending tells, as the verb; not paid, which "paid back to a firm" is not."""
_OFFICES = ("bureau", "department", "authority", "commission", "administration", "office", "committee", "agency")
"""Words for an office, any of which a questioner may take for a bureau."""
_ALSO = {
    "construction": ("building",),
    "finance": ("financial",),
    "transport": ("transportation", "traffic"),
    "education": ("schools", "educational"),
    "environment": ("environmental",),
    "agriculture": ("agricultural", "farming"),
    "culture": ("cultural",),
    "industry": ("industrial",),
    "human resources": ("personnel", "labour"),
    "emergency management": ("emergency",),
    "information technology": ("it",),
    "social security": ("social insurance",),
}
"""What an office is over, in other words."""
_LINKS = frozenset({"and", "of", "the"})
"""Words that link those for what an office is over."""
_AMERICAN = {"is": "iz", "our": "or", "l": "", "re": "er", "me": "", "ce": "se"}
"""What each British spelling is compared as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept of the field and the words that stand for it, the preferred one first in each language."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    kind: str
    """measure, technology, object, process, body, person, document, attribute, quality, field or unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptMention:
    """A concept found in a text: ``text[start:end] == surface``."""

    concept: Concept
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """The variants in the form in which they are compared."""

    han: Mapping[str, Concept]
    """Folded Chinese variant to concept."""
    lengths: Mapping[str, tuple[int, ...]]
    """First character to the lengths of the Chinese variants that begin with it, longest first."""
    words: Mapping[str, Concept]
    """Stems of a variant without Han characters, run together, to concept."""
    most_words: int
    over: Mapping[Concept, frozenset[str]]
    """Each bureau to the stems of all words for what it is over, whatever name of it they are from."""
    forms: Mapping[str, str]
    """Root of a verb to the stem of the one word of the variants that is a form of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    stem: str
    base: str
    """The stem of the form in which the glossary has the word: expropriate for expropriated; or `stem`.

    What a hyphen joins to the word before is no verb: government-funded.
    """
    start: int
    end: int


@cache
def load_glossary() -> tuple[Concept, ...]:
    """Every concept of the shipped glossary, in the order of the file.

    Raises:
        CorpusError: A line of the file has not its three fields, or a field is empty.
    """
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_read_row(line, number) for number, line in enumerate(lines[1:], start=2))


def _read_row(line: str, number: int) -> Concept:
    fields = [tuple(field.split("|")) for field in line.split("\t")]
    if len(fields) != _FIELDS or any("" in field for field in fields):
        raise CorpusError(
            f"Line {number} of {_FILE.name} should have three fields, none empty; found {line!r}.",
            hint="Restore the file from the release, or give the line its zh, en and kind between tabs.",
        )
    return Concept(zh=fields[0], en=fields[1], kind=fields[2][0])


@lru_cache(maxsize=64)  # a question is read by several readers
def find_concepts(text: str) -> tuple[ConceptMention, ...]:
    """The concepts that `text` names, in the order of the text, none overlapping another.

    Longest match first: of all readings the one that explains most of the text, and of those the one with the
    fewest mentions. Chinese is found anywhere, whatever blanks or quotation marks stand inside (``BIM 技术``,
    ``“小巨人”企业``); English in whole words, whatever their number, hyphens, case and British or American
    spelling.

    Args:
        text: A question or a passage, English or Chinese or both, in simplified characters; `text.simplify`
            keeps offsets.
    """
    folded = text.translate(_FOLD)
    index = _index()
    words = [
        word if folded[word.start - 1 : word.start] == "-" else replace(word, base=_base(word.stem, index.forms))
        for word in _words(folded)
    ]
    ending: dict[int, list[ConceptMention]] = {}
    mentions = (
        *_han_mentions(folded, text, index),
        *_word_mentions(words, folded, text, index),
        *_office_mentions(words, folded, text, index),
    )
    for mention in mentions:
        ending.setdefault(mention.end, []).append(mention)
    return _best_reading(ending, len(text))


def _best_reading(ending: Mapping[int, list[ConceptMention]], length: int) -> tuple[ConceptMention, ...]:
    """The disjoint mentions that cover most characters, then the fewest of them, then the longest first.

    Args:
        ending: Every mention, overlaps included, by the offset where it ends.
        length: Characters of the text.
    """
    scores = [(0, 0)]
    chosen: list[ConceptMention | None] = [None]
    for end in range(1, length + 1):
        score, choice = scores[-1], None
        for mention in ending.get(end, ()):
            covered, fewer = scores[mention.start]
            reached = (covered + end - mention.start, fewer - 1)
            if reached > score or (reached == score and choice and mention.start > choice.start):
                score, choice = reached, mention
        scores.append(score)
        chosen.append(choice)
    reading: list[ConceptMention] = []
    end = length
    while end > 0:
        mention = chosen[end]
        if mention is not None:
            reading.append(mention)
        end = end - 1 if mention is None else mention.start
    return tuple(reversed(reading))


def translate(english_question: str) -> str:
    """The preferred Chinese of each concept the question names, each once, in order, joined by blanks."""
    return " ".join(dict.fromkeys(mention.concept.zh[0] for mention in find_concepts(english_question)))


@cache
def _index() -> _Index:
    han: dict[str, Concept] = {}
    latin: list[tuple[str, Concept]] = []
    for concept in load_glossary():
        folded = _SILENT.sub("", "|".join((*concept.zh, *concept.en)).translate(_FOLD))
        for variant in folded.split("|"):
            if _HAN.search(variant):
                han.setdefault(variant, concept)
            else:
                latin.append((variant, concept))
    latin += [(name.translate(_FOLD), concept) for name, concept in _office_names()]
    words: dict[str, Concept] = {}
    known: set[str] = set()
    most_words = 1
    for name, concept in latin:
        stems = [word.stem for word in _words(name)]
        known.update(stems)
        words.setdefault("".join(stems), concept)
        most_words = max(most_words, len(stems))
    lengths: dict[str, set[int]] = {}
    for variant in han:
        lengths.setdefault(variant[0], set()).add(len(variant))
    longest_first = {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()}
    return _Index(
        han=han,
        lengths=longest_first,
        words=words,
        most_words=most_words,
        over=_over_words(),
        forms=_forms(known, words),
    )


def _forms(known: Iterable[str], words: Mapping[str, Concept]) -> Mapping[str, str]:
    """Root of a verb to its one form among the `known` stems, the verb itself before others.

    A root of words for several concepts (park, parking) is left out.
    """
    found: dict[str, list[str]] = {}
    for stem in sorted(known, key=lambda stem: (_INFLECTED.search(stem) is not None, stem)):
        found.setdefault(_root(stem), []).append(stem)
    several = {root for root, stems in found.items() if len({words[one].zh for one in stems if one in words}) > 1}
    return {root: stems[0] for root, stems in found.items() if root not in several}


def _root(word: str) -> str:
    """What the forms of a verb have in common, for comparing alone: ``expropriated``, ``expropriate``."""
    return _BEFORE_ENDING.sub("", _INFLECTED.sub("", word))


def _base(stem: str, forms: Mapping[str, str]) -> str:
    """The form of a verb that the glossary has: expropriate for expropriated, send for sent; else `stem`."""
    return forms.get(_root(stem), stem) if _INFLECTED.search(stem) else _IRREGULAR.get(stem, stem)


def _over_words() -> Mapping[Concept, frozenset[str]]:
    """Each bureau to the stems of all words for what it is over."""
    found: dict[Concept, set[str]] = {}
    for concept, over in _overs():
        names = (over, *(also for part, others in _ALSO.items() if part in over for also in others))
        found.setdefault(concept, set()).update(_stem(word) for name in names for word in name.lower().split())
    return {concept: frozenset(words - _LINKS) for concept, words in found.items()}


def _office_names() -> Iterator[tuple[str, Concept]]:
    """The other English names of the bureaus: finance bureau is also finance department and department of finance.

    A bureau over two things (science and technology) is also called by one of them that no other bureau is over.
    """
    parts: dict[str, list[Concept]] = {}
    for concept, over in _overs():
        yield from ((name, concept) for name in _of_an_office(over))
        for part in (over, *over.split(" and ")):
            for words in (part, *_ALSO.get(part, ())):
                parts.setdefault(words, []).append(concept)
    for words, concepts in parts.items():
        if len({one.zh for one in concepts}) == 1:
            yield from ((name, concepts[0]) for name in _of_an_office(words))


def _overs() -> Iterator[tuple[Concept, str]]:
    """Each bureau with what it is over: finance, science and technology."""
    for concept in load_glossary():
        if concept.kind == "body":
            for match in filter(None, map(_BUREAU.fullmatch, concept.en)):
                yield concept, match["over"] or match["of"]


def _of_an_office(over: str) -> Iterator[str]:
    for office in _OFFICES:
        yield f"{over} {office}"
        yield f"{office} of {over}"


def _han_mentions(folded: str, text: str, index: _Index) -> Iterator[ConceptMention]:
    """Every place where a Chinese variant stands, overlaps included."""
    offsets = list(range(len(folded)))
    for silent in reversed(list(_SILENT.finditer(folded))):
        del offsets[silent.start() : silent.end()]
    squeezed = "".join([folded[offset] for offset in offsets])
    for at, char in enumerate(squeezed):
        for length in index.lengths.get(char, ()):
            concept = index.han.get(squeezed[at : at + length]) if at + length <= len(squeezed) else None
            if concept is not None and _stands_alone(squeezed, at, at + length):
                start, end = offsets[at], offsets[at + length - 1] + 1
                if length < _LINKED and "的" in folded[start:end]:
                    continue
                yield ConceptMention(concept=concept, start=start, end=end, surface=text[start:end])


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin word or number runs across either edge: ``AI审图`` does not stand in ``XAI审图``."""
    return not (
        (start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start]))
        or (end < len(text) and _is_latin(text[end]) and _is_latin(text[end - 1]))
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _word_mentions(words: Sequence[_Word], folded: str, text: str, index: _Index) -> Iterator[ConceptMention]:
    """Every place where an English variant stands, overlaps included."""
    for first, word in enumerate(words):
        stems = bases = ""
        for at in range(first, min(first + index.most_words, len(words))):
            if at > first and not _GAP.fullmatch(folded, words[at - 1].end, words[at].start):
                break
            stems, bases = stems + words[at].stem, bases + words[at].base
            concept = index.words.get(stems) or index.words.get(bases)
            if concept is not None:
                start, end = word.start, words[at].end
                yield ConceptMention(concept=concept, start=start, end=end, surface=text[start:end])


def _office_mentions(words: Sequence[_Word], folded: str, text: str, index: _Index) -> Iterator[ConceptMention]:
    """The bureaus named by words from several of their names: urban management law-enforcement bureau.

    The longest run of words before the office is meant, all of them for what one bureau alone is over.
    """
    for at, office in enumerate(words):
        if office.stem not in _OFFICES:
            continue
        first = at
        while first > 0 and _GAP.fullmatch(folded, words[first - 1].end, words[first].start):
            first -= 1
        for start in range(first, at - 1):
            over = {word.stem for word in words[start:at]} - _LINKS
            named = [one for one, known in index.over.items() if over <= known]
            if len(over) > 1 and words[start].stem not in _LINKS and len({one.zh for one in named}) == 1:
                begin, end = words[start].start, office.end
                yield ConceptMention(concept=named[0], start=begin, end=end, surface=text[begin:end])
                break


def _words(folded: str) -> list[_Word]:
    return [
        _Word(stem=stem, base=stem, start=match.start(), end=match.end())
        for match in _WORD.finditer(folded)
        for stem in (_stem(match[1] or "and"),)
    ]


@cache
def _stem(word: str) -> str:
    """`word` in the singular and in American spelling, for comparing alone: ``subsidies`` → ``subsidy``."""
    return _BRITISH.sub(lambda british: _AMERICAN[british[0]], singular(word))


def singular(word: str) -> str:
    """An English word, in small letters, in the singular: ``subsidies`` → ``subsidy``."""
    if len(word) <= 3 or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "nuses", "puses")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]
