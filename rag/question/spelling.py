"""Misspelt questions: wrong homophones and pinyin are read as the terms and places that they sound like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from rag.domain import Notice
from rag.glossary import find_concepts, load_glossary
from rag.mentions import LATIN_SYMBOL
from rag.question.misspelt import mend_english
from rag.question.pinyin import common_words, common_words_of, key_of, keys, light_words, read_pinyin
from rag.question.wording import load_wording
from rag.regions import district_names, find_regions, named_in, place_names
from rag.text import Span, is_han, language_of

_LONGEST = 8
"""Characters of the longest word that is looked for."""
_MOST_OF_IT = 0.75
"""Share of the syllables of a single word that are read at least."""
_MOST_WAYS = 16
"""Ways to cut a run of Latin words into syllables that are tried."""
# zhineng, Xi'an, lü; not BIM2 or a word with é
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-zü]+(?:['’][A-Za-zü]+)*(?![A-Za-z0-9])")
# “古城智管”, of three to eight characters; not “十四五”时期的
_QUOTED = re.compile(rf"“([\u4e00-\u9fff]{{3,{_LONGEST}}})”")
# 黄岩区, 桐乡市: the full name of a district or a county, of three or four characters
_OF_A_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,3}[区县市旗]")
# 南京和, 北京、: a place has just been named; and 的, 那边, 给: what follows the name of a place
_JOINT = re.compile(r"(?:和|与|跟|、|还是|或者?|同)$")
_AFTER_A_PLACE = re.compile(r"市|省|的|那边|这边|那里|那儿|给|对|有|在|和|与|跟|、|会|能|要|最|呢|，")
_ENDS_A_PLACE = frozenset("省市县区州盟旗镇乡村")
"""Characters with which the full name of a place ends."""
# 奖多少, 给谁: a wording of a term that asks; 建多少 and 给水 are no misspelling of it
_ASKS = re.compile(r"多少|什么|怎么|谁|哪")
# 去年, 本月: 海拉尔去年 is no 海拉尔区
_RELATIVE = re.compile(r"[去今明前上本当次](?:年|月|季度)")
# words that no letter or digit parts, only blanks: butie, de butie
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Words of a question and what they were read as."""

    written: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelt:
    """A question as it is read, and what was mended in it."""

    text: str
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    start: int
    end: int
    read: str


def correct(text: str, notices: Sequence[Notice], is_word: Callable[[str], bool] | None = None) -> Spelt:
    """`text` with its misspelt words mended.

    A word is mended where it sounds like a term that the notices use, or like a place, and is itself no word: neither
    theirs, nor the common language's, nor a part of one. Pinyin is read as the words it spells.

    Args:
        text: A question in simplified characters.
        notices: The corpus, whose words are right.
        is_word: Whether a word in small letters is an English one; without it no English is mended.
    """
    changes = [*_homophones(text, notices), *_pinyin(text, notices)]
    for one in mend_english(text, notices, is_word) if is_word else ():
        if not any(one.start < change.end and change.start < one.end for change in changes):
            changes.append(_Change(start=one.start, end=one.end, read=one.read))
    changes.sort(key=lambda change: change.start)
    mended, end = "", 0
    for change in changes:
        mended += text[end : change.start] + change.read
        end = change.end
    corrections = tuple(Correction(written=text[one.start : one.end], read=one.read) for one in changes)
    return Spelt(text=mended + text[end:], corrections=corrections)


@cache
def _vocabulary() -> Mapping[str, tuple[str, ...]]:
    """Key of a sound to the terms and places that sound so, terms first."""
    terms = (word for concept in load_glossary() for word in concept.zh if not _ASKS.search(word))
    return _by_sound(word for word in dict.fromkeys((*terms, *place_names())) if 1 < len(word) <= _LONGEST)


def _by_sound(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Key of a sound to those of `words` that sound so, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        for key in keys(word):
            found[key] = (*found.get(key, ()), word)
    return found


def _holds(notices: Sequence[Notice], word: str) -> bool:
    return any(word in notice.text for notice in notices)


# --- wrong characters ---------------------------------------------------------------------------------------------


def _homophones(text: str, notices: Sequence[Notice]) -> Iterator[_Change]:
    """The windows that sound like a word that is meant, longest first, none overlapping another."""
    known = _known(text)
    taken: list[Span] = []
    for start, end in _windows(text, known):
        if any(start < to and at < end for at, to in taken):
            continue
        word = _meant(text, start, end, notices)
        if word:
            taken.append((start, end))
            yield _Change(start=start, end=end, read=word)


def _known(text: str) -> list[Span]:
    """Where terms, places, times and the words that ask stand."""
    filler = ((match.start(), match.end()) for match in load_wording().filler.finditer(text))
    concepts = ((mention.start, mention.end) for mention in find_concepts(text))
    places = ((mention.start, mention.end) for mention in find_regions(text))
    times = ((match.start(), match.end()) for match in _RELATIVE.finditer(text))
    return [*filler, *concepts, *places, *times]


def _windows(text: str, known: Sequence[Span]) -> Iterator[Span]:
    """Runs of Han characters that cut no known word, lie in none and hold something else, longest first."""
    linking, grammar = load_wording().linking, load_wording().grammar
    inside = {at for start, end in known for at in range(start, end)}
    fits = [is_han(char) and char not in linking for char in text]
    strange = [fit and at not in inside and text[at] not in grammar for at, fit in enumerate(fits)]
    if not any(strange):
        return
    for length in range(min(_LONGEST, len(text)), 1, -1):
        for start in range(len(text) - length + 1):
            end = start + length
            if all(fits[start:end]) and any(strange[start:end]) and not _cuts(start, end, known):
                yield start, end


def _cuts(start: int, end: int, known: Sequence[Span]) -> bool:
    """Whether some known word lies partly in ``start:end``, or ``start:end`` in it."""
    return any(at < end and start < to and not (start <= at and to <= end) for at, to in known)


@lru_cache(maxsize=8)
def _homes(titles: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Key of a sound to the names, which may be of counties, of the places in the titles of notices."""
    places = dict.fromkeys(region for title in titles for region in named_in(title))
    return _by_sound(name for region in places for name in (region.name, region.full))


@lru_cache(maxsize=8)
def _quoted(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The names that notices print in quotation marks: “古城智管”."""
    return tuple(dict.fromkeys(name[1] for text in texts for name in _QUOTED.finditer(text)))


@lru_cache(maxsize=8)
def _quoted_by_sound(texts: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Key of a sound to the names so printed that sound so."""
    return _by_sound(_quoted(texts))


def quoted_in(text: str, notices: Sequence[Notice]) -> tuple[Span, ...]:
    """Where `text` has a name that a notice prints in quotation marks: “三项制度”, “退二进三”."""
    names = (name for name in _quoted(tuple(notice.text for notice in notices)) if name in text)
    return tuple((at, at + len(name)) for name in names for at in (text.find(name),))


def _meant(text: str, start: int, end: int, notices: Sequence[Notice]) -> str:
    """The word that ``text[start:end]`` is a misspelling of, or ``""``."""
    window = text[start:end]
    sounds = keys(window)
    alike = [word for key in sounds for word in _vocabulary().get(key, ())]
    homes = _homes(tuple(notice.title for notice in notices))
    alike += [name for key in sounds for name in homes.get(key, ())]
    quoted = _quoted_by_sound(tuple(notice.text for notice in notices))
    alike += [name for key in sounds for name in quoted.get(key, ())]
    if _OF_A_DISTRICT.fullmatch(window):
        alike += [name for key in sounds for name in _districts().get(key, ())]
    if not alike or window in alike or _holds(notices, window):
        return ""
    places = [word for word in alike if word in place_names()] if _stands_for_a_place(text, start, end) else []
    if _is_word(text, start, end):
        alike = places
    alike = [word for word in alike if word not in place_names() or not _goes_beyond(word, text, start, end, notices)]
    meant = (word for word in alike if _is_meant(word, notices))
    return next(meant, next(iter(places), ""))


def _goes_beyond(place: str, text: str, start: int, end: int, notices: Sequence[Notice]) -> bool:
    """Whether ``text[start:end]``, which sounds like `place`, is the end of another place or has a word of the corpus.

    市加装 in 云山市加装电梯 is no 石家庄: 市 ends a name that we do not know, and 加装 is what the notices are on.
    """
    if end - start < 3:
        return False
    if text[start] in _ENDS_A_PLACE and start and is_han(text[start - 1]):
        return True
    pairs = (text[at : at + 2] for at in range(start, end - 1))
    return any(pair not in place and _holds(notices, pair) for pair in pairs)


@cache
def _districts() -> Mapping[str, tuple[str, ...]]:
    """Key of a sound to the full names of districts and counties that sound so."""
    return _by_sound(name for name in district_names() if _OF_A_DISTRICT.fullmatch(name))


def _stands_for_a_place(text: str, start: int, end: int) -> bool:
    """Whether a place must stand at ``text[start:end]``, no word of two characters: 杭周那边, 南京和下门.

    It opens the question before a word that goes on after a place, or is joined to a place before it.
    """
    if end - start != 2 or text[start:end] in common_words():
        return False
    if start == 0:
        return _AFTER_A_PLACE.match(text, end) is not None and text[end - 1 : end + 1] not in common_words()
    joint = _JOINT.search(text, 0, start)
    return joint is not None and any(place.end == joint.start() for place in find_regions(text))


def _is_meant(word: str, notices: Sequence[Notice]) -> bool:
    """Whether the notices hold `word` or another word for the same; a long name of a place is meant in any case."""
    if len(word) > 2 and word in place_names():
        return True
    variants = _synonyms().get(word, (word,)) if len(word) > 2 else (word,)
    return any(_holds(notices, variant) for variant in variants)


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    return {word: concept.zh for concept in load_glossary() for word in concept.zh}


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether two or three characters are a common word, or end or begin with a part of one."""
    if end - start > 3:
        return False
    words = common_words()
    if end - start == 2 and not load_wording().grammar.isdisjoint(text[start:end]):
        return True
    if end - start == 3 and text[start : end - 1] in light_words() and text[end - 1] in _ENDS_A_PLACE:
        return True  # 涉及市 in 涉及市住建局 is no 设计师
    return text[start:end] in words or text[start - 1 : start + 1] in words or text[end - 1 : end + 1] in words


# --- pinyin -------------------------------------------------------------------------------------------------------


def _pinyin(text: str, notices: Sequence[Notice]) -> Iterator[_Change]:
    """The runs of Latin words that spell words of the field in pinyin, and are no English."""
    for run in _runs(text):
        read = _spelt(tuple(match[0] for match in run), notices, whole=len(run) == 1 or language_of(text) == "en")
        if read:
            yield _Change(start=run[0].start(), end=run[-1].end(), read=read)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Neighbouring Latin words that can be read as syllables and are no English words that we know."""
    words = list(_LATIN.finditer(text))
    known_words = (*find_concepts(text), *find_regions(text)) if words else ()
    english = [(mention.start, mention.end) for mention in known_words]
    english += [match.span() for match in LATIN_SYMBOL.finditer(text)]
    filler = load_wording().filler_en
    run: list[re.Match[str]] = []
    for match in words:
        known = match[0].lower() in filler or any(at < match.end() and match.start() < to for at, to in english)
        fits = not known and bool(read_pinyin(match[0]))
        if run and (not fits or not _BLANK.fullmatch(text, run[-1].end(), match.start())):
            yield run
            run = []
        if fits:
            run.append(match)
    if run:
        yield run


def _spelt(words: tuple[str, ...], notices: Sequence[Notice], *, whole: bool) -> str:
    """The Chinese of a run of pinyin, or ``""`` where less than half of it spells anything.

    What is to be read as a `whole`, a single word or one in an English question, must spell most of it: Shenxian'ao is
    no 西安.
    """
    best, most, least = "", 0, _MOST_OF_IT if whole else 0.5
    ways = (way for _, way in zip(range(_MOST_WAYS), product(*map(read_pinyin, words)), strict=False))
    for way in ways:
        syllables = tuple(syllable for word in way for syllable in word)
        written, covered = _cover(syllables, notices, several=len(words) > 1)
        linked = sum(syllable in _linking() for syllable in syllables) if len(words) > 2 else 0
        if covered > most and covered >= least * (len(syllables) - linked):
            best, most = written, covered
    return best


def _cover(syllables: tuple[str, ...], notices: Sequence[Notice], *, several: bool) -> tuple[str, int]:
    """The words that spell most of `syllables`, and how many of these they spell; what spells nothing stays."""
    best: list[tuple[int, int, str]] = [(0, 0, "")]
    for end in range(1, len(syllables) + 1):
        covered, pieces, written = best[end - 1]
        single = _linking().get(syllables[end - 1])
        options = [(covered, pieces - 1, written + (single or f" {syllables[end - 1]} "))]
        for start in range(max(0, end - _LONGEST), end - 1):
            word = _word_of(syllables[start:end], notices, several=several)
            if word:
                covered, pieces, written = best[start]
                options.append((covered + end - start, pieces - 1, written + word))
        best.append(max(options, key=lambda option: option[:2]))
    return best[-1][2].strip(), best[-1][0]


def _word_of(syllables: tuple[str, ...], notices: Sequence[Notice], *, several: bool) -> str:
    """The term, place or asking word of these syllables; of several the first that the notices hold.

    Among `several` words written in pinyin also the word of the common language that the notices hold most often.
    """
    key = key_of(syllables)
    words = (*_asking().get(key, ()), *_vocabulary().get(key, ()))
    if words or not several:
        return next((word for word in words if _holds(notices, word)), words[0] if words else "")
    common = [(sum(notice.text.count(word) for notice in notices), word) for word in common_words_of(syllables)]
    most, word = max(common, default=(0, ""))
    return word if most else ""


@cache
def _asking() -> Mapping[str, tuple[str, ...]]:
    """Key of a sound to the words that ask."""
    return _by_sound(load_wording().filler_words)


@cache
def _linking() -> Mapping[str, str]:
    """Syllable to the commonest single character that links: de is 的."""
    return {key: characters[0] for key, characters in _by_sound(load_wording().linking).items()}
