"""Several questions in one: cut into parts that each ask for something of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.domain import Path
from rag.glossary import find_concepts
from rag.mentions import find_batches, notice_words
from rag.numerals import find_dates
from rag.question.opening import opening_place
from rag.question.paths import find_paths
from rag.question.wording import Asks, asks, load_wording, other_words
from rag.regions import find_regions
from rag.text import blanked, language_of

_SHORT = 8
"""Characters of a clause without a verb up to which it asks for more of the same."""
_LONGEST = 24
"""Characters of a thing that a request lists beside others."""
_MOST = 4
"""Parts of one question that are answered."""
# 谁牵头？ / 多少钱；: where a sentence ends; not the dot of 1.5
_SENTENCE = re.compile(r"(?<=[？?！!。；;\n])\s*(?=\S)")
# 每台补多少，深圳…; "… and how many …": where a sentence may go on to ask for another thing
_CLAUSE = re.compile(
    r"(?<=[，,])\s*(?=\S)|\s+(?=and\s+(?:also\s+)?(?:by\s+)?(?:who|what|which|when|where|how|does|do|is|are)\b)", re.I
)
# ", and when is it paid", "and by whom": an English clause that asks another thing
_AND_ASKS = re.compile(r"and\s+(?:also\s+)?(?:(?:by|to|from|for|in)\s+)?(?:who|whom|what|which|when|where|how)\b", re.I)
# If the team does only the design: a condition asks nothing, whatever words stand in it; not "If so, who pays?"
_CONDITION = re.compile(r"(?:if|once|since|because|although)\b[^?]*$|(?:如果|要是|假如|若是?)[^？?]*$", re.I)
# 另外，, 还有，, 顺便问一下，, Also,: opens a sentence and asks nothing
_OPENING = re.compile(
    r"^(?:[另此]外|还有|再者|再就是|其次|同时|最后|(?:顺便|再|还想)问(?:一?下|一句)?"
    r"|also|besides|in addition|finally)[，,]$",
    re.I,
)
# 烦请告知：: what is asked for is listed after it; not 请列出附件：
_LISTS = re.compile(r"(?:告知|提供|说明|回复|解答|答复|明确|请问|请教|咨询|了解|查询)[^，。：；？?:]{0,8}[:：]\s*")
# 初审时限、抽查比例、公示天数: what parts the things that are asked for
_NEXT = re.compile(r"[、；;]")
_WANTS: tuple[Asks, ...] = ("money", "due", "duty", "penalty", "term", "share")
# 它的平台, 该市, its platform; not 其中, 其他
_PRONOUN = re.compile(r"(?:它们?|他们|其(?![中他余])|该[市省区县]|(?:it|its|they|their)\b)", re.I)
# 深圳呢？ at a clause's end
_ELLIPTIC = re.compile(r"呢[？?]?\s*$")
_KINDS = frozenset({"measure", "technology", "object", "process", "person", "document"})
"""Kinds of concept that make a subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gist:
    """What a clause asks, and about what."""

    asking: bool
    goes_on: bool
    """Whether it asks for more of the same: 各多少, 分别叫什么, 到账率门槛？"""
    points_back: bool
    """Whether it begins with a pronoun for a place: 它的平台."""
    elliptic: bool
    """Whether it only names another: 深圳呢."""
    lists_places: bool
    """Whether it asks which places, and names none."""
    places: frozenset[str]
    subjects: frozenset[str]
    words: frozenset[str]
    """Pairs of characters of what is neither place nor term and does not ask."""
    and_asks: bool
    """Whether it begins with "and" and a word that asks."""
    wants: frozenset[Asks]
    """The kinds of thing that it asks for: a sum, a day, who leads."""
    of_the_notice: bool
    """Whether it asks from when and until when the notice holds: 有效期多久."""
    bodies: frozenset[str]
    paths: tuple[Path, ...]
    batches: tuple[int, ...]
    years: frozenset[int]


def parts(question: str) -> tuple[str, ...]:
    """The questions in `question`, in simplified characters, in their order; mostly the one.

    A clause is a question of its own where it asks, so does what stands before it, and it is about another thing: an
    item, a subject, or the tasks of a department or a year that the part before does not name. Another place with the
    same subject is a comparison and stays in one, and so does what asks for more of the same (各多少, 分别叫什么).
    """
    listed = _listed(question)
    if listed:
        return listed
    found: list[str] = []
    for sentence in _SENTENCE.split(question):
        for number, clause in enumerate(_clauses(sentence)):
            if found and _is_apart(_gist(found[-1]), _gist(clause), inside=number > 0):
                found.append(clause)
            else:
                found[-1:] = [f"{found[-1]}{' ' if clause.isascii() else ''}{clause}" if found else clause]
    return tuple(part.strip(" ，,") for part in found) if len(found) <= _MOST else (question,)


def _clauses(sentence: str) -> list[str]:
    """The clauses of a sentence; 另外， belongs to the one after it."""
    first, *others = _CLAUSE.split(sentence)
    return [f"{first}{others[0]}", *others[1:]] if others and _OPENING.match(first) else [first, *others]


def _listed(question: str) -> tuple[str, ...]:
    """The questions for each of the things that a request lists (烦请告知：甲、乙、丙); empty where it lists none.

    Each is asked of the places and the notices named before the list, or else of its subjects.
    """
    request = _LISTS.search(question)
    if request is None:
        return ()
    things = [thing.strip(" 。？?！!，,") for thing in _NEXT.split(question[request.end() :])]
    if not 1 < len(things) <= _MOST or any(not 2 <= len(thing) <= _LONGEST for thing in things):
        return ()
    before = question[: request.start()]
    named = (*(before[one.start : one.end] for one in find_regions(before)), *notice_words(before))
    named = named or tuple(one.surface for one in find_concepts(before) if one.concept.kind in _KINDS | {"field"})
    first = (*(things[0][one.start : one.end] for one in find_regions(things[0])), *notice_words(things[0]))
    about = "".join(dict.fromkeys(named or first))
    asked = (thing if asks(thing, "question", language_of(thing)) else f"{thing}是多少？" for thing in things)
    return tuple(thing if not named and at == 0 else f"{about}{thing}" for at, thing in enumerate(asked))


def _gist(clause: str) -> _Gist:
    language = language_of(clause)
    form = load_wording().form
    mentions = find_concepts(clause)
    concepts = [mention.concept for mention in mentions]
    places = find_regions(clause)
    bare = _ELLIPTIC.sub("", clause)
    return _Gist(
        asking=asks(clause, "question", language) and not _CONDITION.match(clause),
        goes_on=asks(clause, "goes_on", language) or (not places and _is_bare(clause)),
        points_back=_PRONOUN.match(clause) is not None,
        elliptic=bare != clause and not asks(bare, "question", language),
        lists_places=not places and asks(clause, "places", language),
        places=frozenset(mention.region.name for mention in places) or frozenset(filter(None, [opening_place(clause)])),
        subjects=frozenset(one.zh[0] for one in concepts if one.kind in _KINDS and one.zh[0] not in form),
        words=frozenset(other_words(blanked(clause, [(one.start, one.end) for one in (*places, *mentions)]), language)),
        and_asks=_AND_ASKS.match(clause) is not None,
        wants=frozenset(what for what in _WANTS if asks(clause, what, language)),
        of_the_notice=asks(clause, "effect", language),
        bodies=frozenset(one.zh[0] for one in concepts if one.kind == "body" and one.zh[0] not in form),
        paths=find_paths(clause),
        batches=find_batches(clause),
        years=frozenset(date.year for date in find_dates(clause)),
    )


def _is_bare(clause: str) -> bool:
    """Whether nothing but its mark makes a short clause a question: 具体比例？, not 任务有哪些？ (it asks)."""
    words = clause.rstrip("?？ ")
    return words != clause and len(words) <= _SHORT and not asks(words, "question", language_of(clause))


def _is_apart(before: _Gist, clause: _Gist, *, inside: bool) -> bool:
    """Whether `clause` asks a question of its own after `before`.

    Args:
        before: The part so far.
        clause: What follows it.
        inside: It goes on within the sentence, where only an item or a subject with its own place parts it.
    """
    if not (before.asking and clause.asking) or clause.goes_on:
        return False
    if clause.paths:
        return clause.paths != before.paths
    new = bool(clause.subjects - before.subjects) and not clause.elliptic
    other = len(clause.words) > 1 and clause.words.isdisjoint(before.words)
    if clause.places and before.lists_places:
        return not clause.elliptic
    if clause.places - before.places:
        return (new or other) and bool(before.subjects or before.places)
    if clause.batches and clause.batches != before.batches:
        return new and bool(before.subjects)
    if clause.points_back and before.places:
        return new or (bool(clause.words) and clause.words.isdisjoint(before.words))
    if clause.of_the_notice and before.wants and before.places and before.wants.isdisjoint(clause.wants | {"term"}):
        return not before.of_the_notice
    if clause.and_asks and new and before.wants and clause.wants and clause.wants.isdisjoint(before.wants):
        return True
    if inside:
        return new and bool(clause.places)
    narrowed = bool((clause.bodies - before.bodies) or (clause.years and not before.years))
    return (new and bool(before.subjects)) or narrowed
