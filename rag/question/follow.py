"""Follow-up questions: what they leave out is taken from the question before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.domain import Turn
from rag.glossary import ConceptMention, find_concepts
from rag.mentions import find_batches, notice_words
from rag.numerals import find_dates
from rag.question.notice_lines import lines_asked
from rag.question.numbered import find_numbered
from rag.question.opening import opening_place
from rag.question.paths import find_paths, without_paths
from rag.question.pinyin import common_words, light_words
from rag.question.pointing import beside_asked, one_of_told, those_told
from rag.question.wording import Asks, asks, load_wording, other_words
from rag.regions import find_regions
from rag.text import blanked, language_of, simplify

# （第二批）, in the fourth list
_BATCH = re.compile(r"[（(]?第.{1,3}批[）)]?|\b(?:in|from) the \w+ (?:batch|list)\b", re.I)
_TOPICS = frozenset({"measure", "technology", "object", "process", "person"})
"""Kinds of concept that make a question one of its own."""
# 2025年, 2025年6月底前, in 2025; 每年 of 每年要做的任务
_YEAR = re.compile(
    r"每年度?(?=[^，。？]*任务)|(?:\b(?:in|by|before|after|since)\s+)?(?:19|20)\d{2}\s*年?(?:\d{1,2}月(?:\d{1,2}日)?)?底?(?:之?前|以[前后内])?"
)
# 他们的平台, 该市的, its platform
_OWNER = re.compile(r"(?:[它他她]们?|该[市省区县])的|\b(?:its|their)\s+", re.I)
# an English word: how, many; not Xi'an's parts
_LATIN_WORD = re.compile(r"(?<![\w'’])[A-Za-z]+(?![\w'’])")
# 最后那20%: a figure that was said before; not 那2024年
_THAT_FIGURE = re.compile(r"那\s*\d+(?!\d*\s*年)")
# and what about rural projects?
_WHAT_ABOUT = re.compile(r"(?:and\s+|but\s+)?(?:what|how)\s+about\b[^,.?]*\?*$", re.I)
# Which tasks does the bureau lead, and when are they due: the pronoun stands for what the first clause asks of
_AND_IT = re.compile(
    r"^((?:which|what|who|how|where|when)\b[^,?]+?),?\s+and\s+[^,?]*\b(?:it|its|they|them|their|those|these)\b[^,?]*\?*$",
    re.I,
)
# 怎么申报, how to apply: how something is done, which a follow-up on another thing leaves behind; not 怎么样
_MANNER = re.compile(r"(?:怎么|如何|怎样|咋)(?!样)|\bhow (?:to|do (?:we|you|they|i))\s+", re.I)
# what else a question has that only names another subject: 那, 呢, and what about the
_ABOUT = re.compile(r"^(?:那么?|还有|(?:and|but|what about|how about|for|the|an?)\b|呢|[\s,，。？?!！])*$", re.I)
# 那评估呢 of 那评估呢，重点看什么: the clause that names it
_FIRST_CLAUSE = re.compile(r"[^，,；;]*")
# Does this city also grade projects, 这个城市也办比赛吗: asks another thing of the place before
_ALSO_THERE = re.compile(
    r"(?:这个?|那个?|该)(?:城市|地方|[市省区县])[^，。]{0,6}[也还]"
    r"|\b(?:this|that|the same) (?:city|place|county|province|district|town)\b[^?]{0,12}\b(?:also|too|as well)\b",
    re.I,
)
# And what does row 8 say: joins a part to the one before, and points to nothing
_AND = re.compile(r"^and\s+", re.I)
_WANTS: tuple[Asks, ...] = ("money", "count", "due", "duty", "lead", "list", "places", "penalty")
"""What a short question may ask for that has its subject in the question before."""
_COUNTING = frozenset({"attribute", "unit"})
"""Kinds of concept of which those that say in what form one wants the answer only count: how many, 金额."""
_SHORT = 12
"""Characters up to which a Chinese question without any term of its own is a follow-up."""
# 做得好的又有什么好处, 没完成的会怎样: what 的 belongs to was named before; not 目的是, 建设的要求
_HEADLESS = re.compile(r"[^，。；？]{2,12}(?<!目)的(?=[又呢会，,]|怎么样?|有(?:什么|啥|哪)|能(?:拿|得|不能)|可以)")
_FEW = 4
"""Words up to which an English one is."""
_TURNS = 6
"""Questions back to which a chain of follow-ups is read."""


def carried(question: str, history: Sequence[Turn]) -> str:
    """The words of the questions before that `question` needs to be understood, or ``""``.

    A question that names another place, item, batch, year or department takes the subject without it; one that names
    none of these nor a subject takes all; one with a subject of its own takes the place and the notice. A question that
    stands on its own, a new topic, takes nothing. A follow-up to a follow-up takes what that one took.
    """
    asked = [simplify(turn.content) for turn in history if turn.role == "user"]
    before = ""
    for one in asked[-_TURNS:]:
        before = f"{beside_asked(one, before) or _taken(one, before)} {one}".strip()
    now = simplify(question.strip())
    if beside := beside_asked(now, before):
        return beside
    told = simplify(history[-1].content) if history and history[-1].role == "assistant" else ""
    if those := those_told(now, told):
        return f"{frame(before)} {those}".strip()
    return f"{_taken(now, before)} {one_of_told(now, told)}".strip()


def continued(part: str, before: str) -> str:
    """The words of `before` that `part`, a later part of the same question, needs to be understood.

    Parts of one question have its place and its notice in common, unless a part names its own or asks which places;
    one that points back (财政局呢) takes the rest too, and one that leaves its noun out (做得好的) takes the noun.
    """
    if find_regions(part) or notice_words(part):
        return ""
    if asks(_AND.sub("", part), "back", language_of(part)) and not (lines_asked(part) or lines_asked(before)):
        return _taken(part, without_paths(before))
    if _HEADLESS.match(part):
        things = [one.surface for one in find_concepts(before) if one.concept.kind in ("object", "person", "body")]
        return " ".join((frame(before), *dict.fromkeys(things))).strip()
    return " ".join(notice_words(before)) if asks(part, "places", language_of(part)) else frame(before)


def named_later(part: str, others: Sequence[str]) -> str:
    """The notice that a part which asks for a line of one needs from those after it: 哪天印发的？60号文主送谁."""
    if not lines_asked(part) or find_regions(part):
        return ""
    return next((" ".join(words) for other in others if (words := notice_words(other))), "")


def _taken(now: str, before: str) -> str:
    if not before or not _follows(now) or _is_of_another_body(now, before):
        return ""
    rest = _without_rivals(before, now)
    for is_named, without in _REPLACED:
        if is_named(now):
            rest = without(rest)
    if _has_own(now) and find_regions(before):
        return frame(rest)
    if rest != before or not _has_topic(now) or (_is_short(now) and not _is_whole(now)) or _only_names(now):
        rest = _without_manner(rest) if _asks_itself(now) else rest
        return _told(rest) if _asks_itself(now) and not find_paths(rest) else rest
    return frame(before)


def _without_rivals(before: str, now: str) -> str:
    """`before` without what `now` names another of: 第一类 for 第二类, 摸底排查 for 那移交呢.

    A subject gives way to a subject alone: one concept that is all that `now` names, for the one of its kind.
    """
    named = find_numbered(now)
    spans = [(one.start, one.end) for one in find_numbered(before) if any(one.unit == new.unit for new in named)]
    first = _FIRST_CLAUSE.match(now)
    clause = first.group() if first else now
    subjects = find_concepts(clause)
    if len(subjects) == 1 and _ABOUT.match(blanked(clause, [(one.start, one.end) for one in subjects])):
        new = subjects[0].concept
        rivals = [one for one in find_concepts(before) if one.concept.kind == new.kind and new.kind in _TOPICS]
        spans += [(one.start, one.end) for one in rivals if len(rivals) == 1 and one.concept != new]
    return blanked(before, spans)


def _without_manner(text: str) -> str:
    """`text` without what it asks how to do: 专项资金 of 专项资金怎么申报."""
    asked = [(one.start(), one.end()) for one in _MANNER.finditer(text)]
    done = [
        (one.start, one.end)
        for one in find_concepts(text)
        if any(start <= one.start <= end <= one.end for start, end in asked)
    ]
    return blanked(text, done)


def _is_whole(now: str) -> bool:
    """Whether a short question names both what it asks and of what: 装配式建筑奖补多少; not 奖补多少, 机器人呢."""
    if _points_back(now):
        return False
    kinds = {mention.concept.kind for mention in find_concepts(now)}
    return "measure" in kinds and bool(kinds & (_TOPICS - {"measure"})) and _asks_itself(now)


def _is_of_another_body(now: str, before: str) -> bool:
    """Whether it asks what a body does after a question that asks of none: 教育局要做什么; not 财政局呢."""
    if not _bodies(now) or _points_back(now) or asks(now, "missing", language_of(now)):
        return False
    own = any(asks(now, what, language_of(now)) for what in ("duty", "list", "lead", "everything"))
    return own and not _bodies(before) and not asks(before, "duty", language_of(before))


def _points_back(question: str) -> bool:
    """Whether it points to what was said before; "they" that stands for what the same sentence names does not."""
    language = language_of(question)
    joined = _AND_IT.search(question) if language == "en" else None
    if joined is not None and _says_of_what(joined[1]):
        question = joined[1]
    return asks(question, "back", language)


def _says_of_what(clause: str) -> bool:
    """Whether an English clause names what it asks of: an office, a subject, a place, a notice."""
    return bool(_bodies(clause) or _has_topic(clause) or find_regions(clause) or notice_words(clause))


def _asks_itself(question: str) -> bool:
    """Whether it says what it wants to know, so that what the question before wanted is answered: 归哪个部负责."""
    language = language_of(question)
    return any(asks(question, what, language) for what in _WANTS)


def _told(text: str) -> str:
    """`text` without the words that ask or link: its places, notices and subjects."""
    wording = load_wording()
    named = [one for one in find_concepts(text) if not _only_counts(one)]
    kept = [(one.start, one.end) for one in (*find_regions(text), *named)]
    kept += [(at, at + len(word)) for word in notice_words(text) if (at := text.find(word)) >= 0]
    silent = [match.span() for match in wording.filler.finditer(text)]
    silent += [match.span() for match in _LATIN_WORD.finditer(text) if match[0].lower() in wording.filler_en]
    single = wording.grammar.union(wording.linking, "？?！!")
    silent += [(at, at + 1) for at, char in enumerate(text) if char in single and not _is_in_a_word(text, at)]
    apart = [one for one in silent if not any(one[0] < end and start < one[1] for start, end in kept)]
    return (" " if language_of(text) == "en" else "，").join(blanked(text, apart).split())


def _only_counts(mention: ConceptMention) -> bool:
    """Whether a concept only says in what form one wants the answer: how many, 金额."""
    return mention.concept.kind in _COUNTING and mention.concept.zh[0] in load_wording().form


def _is_in_a_word(text: str, at: int) -> bool:
    """Whether a single character is part of a word that names something: 才 of 人才; not of 怎么才能."""
    words = (text[at - 1 : at + 1], text[at : at + 2])
    return any(word in common_words() and word not in light_words() for word in words)


def _only_names(question: str) -> bool:
    """Whether it only names another subject or a figure told before: what about rural projects? 那20%什么时候给."""
    return bool(_WHAT_ABOUT.match(question) or _THAT_FIGURE.search(question))


def frame(text: str) -> str:
    """The places and notices that `text` names."""
    names = [mention.region.name for mention in find_regions(text)] or list(filter(None, [opening_place(text)]))
    return " ".join(dict.fromkeys((*names, *notice_words(text))))


def _has_topic(question: str) -> bool:
    return any(mention.concept.kind in _TOPICS for mention in find_concepts(question))


def _has_own(question: str) -> bool:
    """Whether it asks of a thing that the place before has: 他们的平台; not 它的责任单位, the last subject's."""
    if _ALSO_THERE.search(question):
        return True
    owner = _OWNER.search(question)
    if owner is None:
        return False
    form = load_wording().form
    return not any(
        mention.start == owner.end() and mention.concept.zh[0] in form for mention in find_concepts(question)
    )


def _is_short(question: str) -> bool:
    return len(question) <= _SHORT or (language_of(question) == "en" and len(question.split()) <= _FEW)


def _follows(question: str) -> bool:
    language = language_of(question)
    if asks(question, "greeting", language):
        return False
    if _points_back(question):
        return True
    if asks(question, "places", language) and (_has_topic(question) or _other_words(question)):
        return False
    wants = any(asks(question, what, language) for what in _WANTS)
    bare = bool(find_concepts(question)) or (asks(question, "question", language) and len(_other_words(question)) < 2)
    own_place = find_regions(question) or opening_place(question)
    if own_place:
        bare = all(_only_counts(one) for one in find_concepts(question)) and not _other_words(question)
        return _is_short(question) and wants and bare
    return _is_short(question) and (wants or bare)


def _other_words(question: str) -> tuple[str, ...]:
    spans = [(mention.start, mention.end) for mention in (*find_regions(question), *find_concepts(question))]
    return other_words(blanked(question, spans), language_of(question))


def _bodies(text: str) -> list[ConceptMention]:
    return [mention for mention in find_concepts(text) if mention.concept.kind == "body"]


def _asks_places(question: str) -> bool:
    return bool(find_regions(question)) or asks(question, "places", language_of(question))


def _without_regions(text: str) -> str:
    return blanked(text, [(mention.start, mention.end) for mention in find_regions(text)])


def _without_bodies(text: str) -> str:
    return blanked(text, [(mention.start, mention.end) for mention in _bodies(text)])


def _without_notices(text: str) -> str:
    for word in notice_words(text):
        text = re.sub(rf"{re.escape(word)}文?", " ", text)
    return text


_REPLACED: tuple[tuple[Callable[[str], object], Callable[[str], str]], ...] = (
    (find_batches, lambda before: _BATCH.sub(" ", before)),
    (find_dates, lambda before: _YEAR.sub(" ", before)),
    (notice_words, _without_notices),
    (find_paths, without_paths),
    (_asks_places, _without_regions),
    (_bodies, _without_bodies),
)
"""What a follow-up may name anew, and how the question before is freed of its own."""
