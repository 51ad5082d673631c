"""Several questions in one: cut into parts that each ask for something of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.domain import Path
from rag.glossary import find_concepts
from rag.mentions import notice_words
from rag.numerals import find_dates
from rag.question.notice_lines import ANNEXES, APPROVAL, COVERS, LINES, REPORTED, Line, lines_asked
from rag.question.opening import opening_place
from rag.question.paths import find_paths
from rag.question.sentences import depends
from rag.question.wording import Asks, asks, load_wording, other_words
from rag.regions import find_regions
from rag.text import blanked, language_of

_SHORT = 8
"""Characters of a clause without a verb up to which it asks for more of the same."""
_LONGEST = 24
"""Characters of a thing that a request lists beside others."""
_MOST = 6
"""Parts of one question that are answered."""
_ASKING_EN = (
    r"(?:(?:by|to|from|for|in|on|at|until|till|since|of|with|under|within)\s+)?(?:who|whom|whose|what|which|when|where|how)\b"
    r"|(?:does|do|did|is|are|was|were|can|could|may|must|should|will|has|have)\s+(?!not\b)"
)
# 谁牵头？ / 多少钱；/ "… issued. Who …": where a sentence ends; not the dot of 1.5
_SENTENCE = re.compile(r"(?<=[？?！!。；;\n])\s*(?=\S)|(?<=[a-z)]\.)\s+(?=[A-Z(])")
# 每台补多少，深圳…; 印发日期以及主送…; "… and how many …": where a sentence may go on to ask for another thing
_CLAUSE = re.compile(
    rf"(?<=[，,])\s*(?=\S)|(?=以及|还有(?!效)|并且)|\s+(?:[-–—]+\s+)?(?=and\s+(?:also\s+)?(?:{_ASKING_EN}))", re.I
)
# , and when is it paid; , is it open to the public: an English clause after a comma that asks; not ", which is new,"
_ASKS_EN = re.compile(rf"(?:and|or|also|but)?\s*(?:also\s+)?(?:{_ASKING_EN})", re.I)
# If the team does only the design: a condition asks nothing, whatever words stand in it; not "If so, who pays?"
_CONDITION = re.compile(
    r"(?:if|once|since|because|although)\b[^?]*$|(?:如果|要是|假如|若是?)[^？?]*$"
    # 增加了多少倍不用算: waives it
    r"|.*(?:不用|不必|无需|不需要)[^，。？]{0,4}$",
    re.I,
)
# 另外，, 还有，, 顺便问一下，, 一是, （2）, Also,: joins a question to the one before and is no part of it; not 其次数
_JOINING = re.compile(
    r"^(?:(?:[另此]外|还有(?!效)|再者|再就是|其次(?!数)|首先|同时|最后(?!一)|对了|以及|并且?(?!联|网|购)"
    r"|(?:顺便|顺带|再|还想?|也)问(?:一?下|一句|个)?"
    # 一是, 二来, 第二，, （2）, 2.; not 1.5, and not （二）, which is a step of an address
    r"|[一二三四](?:是|来)|第[一二三四](?=[，,])|[（(]?[1-6](?:[)）、]|[.．](?!\d))"
    r"|(?:also|besides|in addition|additionally|separately|finally|one more thing)\b"
    r"|(?:first|second|third)(?:ly)?(?=,)|and (?=also\b)|\(?[1-6](?:\)|\.(?!\d)))[，,：:]?\s*)+",
    re.I,
)
# 烦请告知：: what is asked for is listed after it; not 请列出附件：
_LISTS = re.compile(r"(?:告知|提供|说明|回复|解答|答复|明确|请问|请教|咨询|了解|查询)[^，。：；？?:]{0,8}[:：]\s*")
# 初审时限、抽查比例、公示天数: what parts the things that are asked for
_NEXT = re.compile(r"[、；;]")
_WANTS: tuple[Asks, ...] = ("money", "due", "duty", "penalty", "term", "share")
# 它的平台, 该市, its platform: begins with a pronoun for a place; not 其中, 其他
_PRONOUN = re.compile(r"(?:它们?|他们|其(?![中他余])|该[市省区县]|(?:and )?(?:it|its|they|their)\b)", re.I)
# 跨粤港澳那个联盟 成员单位数: names a figure or a list, and so asks for it; not 我只要总额, 列出名单
_NAMES_FIGURE = re.compile(
    r"^(?!.*(?:要|给我|列出|附上|写明)).*(?:数量|家数|项数|[位户人个套]数|金额|占比|比例|名单|名称|单价|总额)[？?。]?$"
)
_OFFICE_NAME = (
    r"(?:(?![时里的由向让问是了在对请])[\u4e00-\u9fff]){1,10}?"
    r"(?:部(?![门分署])|委(?:员会)?(?![托员])|局|厅|总署|办公室|总行|总社|银行)"
)
_OFFICE = re.compile(rf"(?:、|和|与|以及|及)?({_OFFICE_NAME})")
# 公安部、财政部和国家统计局: offices in a row
_OFFICES = re.compile(rf"(?P<row>{_OFFICE_NAME}(?:(?:、|和|与|以及|及){_OFFICE_NAME})+)")
# 分别干什么, 各自负责什么: each is asked for itself; not 分别牵头, which sets roles apart
_APART = re.compile(r"都?(?:分别|各自|各)(?=(?:要|该|应当?|是|都|具体)*(?:干|做|负责|承担|管|有)?(?:哪|什么|啥|怎))")
# 深圳呢？ at a clause's end
_ELLIPTIC = re.compile(r"呢[，,；;？?]?\s*$")
_LINES: Mapping[Line, str] = {
    **{line: "head" for line in LINES if line.own or line in (APPROVAL, REPORTED)},
    **{line: "contact" for line in LINES if line.contact},
    ANNEXES: "annexes",
    COVERS: "covers",
}
"""Where a notice tells what is asked of it as such: lines of one kind are told together."""
_ASKED_OF_IT: tuple[Asks, ...] = ("head", "basis")
_KINDS = frozenset({"measure", "technology", "object", "process", "person", "document"})
"""Kinds of concept that make a subject."""
_THINGS = _KINDS - {"process"}


Joined = Literal["after", "within", "marked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """A clause that asks, with what is told before it."""

    text: str
    asking: bool
    joined: Joined
    """How it goes on: in a sentence of its own, within one, or with words that say so: 另外，, （2）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gist:
    """What a clause asks, and about what."""

    goes_on: bool
    """Whether it asks for more of the same: 各多少, 分别叫什么, 到账率门槛？"""
    hangs: bool
    """Whether it asks of the thing before it, and names no other: 怎么申请, 适用哪些项目."""
    points_back: bool
    """Whether it begins with a pronoun for a place: 它的平台."""
    lists_places: bool
    """Whether it asks which places, and names none."""
    places: frozenset[str]
    subjects: frozenset[str]
    things: frozenset[str]
    """The subjects that are no process."""
    words: frozenset[str]
    """Pairs of characters of what is neither place nor term and does not ask."""
    wants: frozenset[Asks]
    """The kinds of thing that it asks for: a sum, a day, who leads."""
    lines: frozenset[str]
    """The kinds of lines of the notice that it asks for: 落款是谁, 联系电话."""
    of_its_force: bool
    """Whether it asks from when and until when the notice holds: 有效期多久."""
    bodies: frozenset[str]
    paths: tuple[Path, ...]
    notices: frozenset[str]
    years: frozenset[int]

    @property
    def names(self) -> frozenset[str]:
        """All that it names beside places and notices."""
        return self.subjects | self.words | self.bodies

    @property
    def is_about(self) -> bool:
        """Whether it says by itself what it asks about: a place, a notice, an item, a thing; not 哪年开工."""
        return bool(self.places or self.notices or self.paths or self.bodies or self.things) or len(self.names) > 1


def parts(question: str) -> tuple[str, ...]:
    """The questions in `question`, in simplified characters, in their order; mostly the one.

    A clause is a question of its own where it asks, so does what stands before it, and it names something else to ask
    about: an item, a subject, a department or a year that the part before does not name, or a line of the notice's
    head beside what the notice says. Another place with the same subject is a comparison and stays in one, and so does
    what names nothing (谁牵头？什么时候完成？) or asks for more of the same (各多少, 分别叫什么).
    """
    listed = _listed(question) or _of_each_office(question)
    if listed:
        return listed
    found: list[str] = []
    for clause in _clauses(question):
        if found and clause.asking and _is_apart(_gist(found[-1]), _gist(clause.text), clause.joined):
            found.append(clause.text)
        else:
            found[-1:] = [_together((*found[-1:], clause.text))]
    return tuple(part.strip(" ，,") for part in found) if 1 < len(found) <= _MOST else (question,)


def _clauses(question: str) -> Iterator[_Clause]:
    """The clauses that ask, each with what is told before it; last what is told after them."""
    told: list[str] = []
    joined: Joined = "after"
    for sentence in _SENTENCE.split(question):
        number = 0
        for number, piece in enumerate(filter(None, _CLAUSE.split(sentence))):
            clause = _JOINING.sub("", piece)
            if not told:
                joined = "marked" if clause != piece else "within" if number else "after"
            told.append(clause)
            if clause and _asks(clause, inside=number > 0):
                yield _Clause(text=_together(told), joined=joined, asking=True)
                told = []
        if told and number and sentence.rstrip().endswith(("?", "？", ";", "；")):
            yield _Clause(text=_together(told), joined="within", asking=False)
            told = []
    if told:
        yield _Clause(text=_together(told), joined="within", asking=False)


def _together(clauses: Sequence[str]) -> str:
    return (" " if all(map(str.isascii, clauses)) else "").join(clauses).strip()


def _asks(clause: str, *, inside: bool) -> bool:
    """Whether a clause asks something; an English one within a sentence begins with a word that asks."""
    language = language_of(clause)
    if _CONDITION.match(clause) or _is_elliptic(clause):
        return False
    if language == "en" and _ASKS_EN.match(clause):
        return True
    if _NAMES_FIGURE.match(clause):
        return True
    return asks(clause, "question", language) and (language == "zh" or not (inside or clause.endswith(".")))


def _is_elliptic(clause: str) -> bool:
    """Whether it only names another of what was asked about: 深圳呢."""
    bare = _ELLIPTIC.sub("", clause)
    return bare != clause and not asks(bare, "question", language_of(bare))


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


def _of_each_office(question: str) -> tuple[str, ...]:
    """The question asked of each of the offices in a row: 公安部、财政部分别干什么; empty where it is not."""
    row = _OFFICES.search(question)
    if row is None or not _APART.search(question, row.end()):
        return ()
    offices = _OFFICE.findall(row["row"])
    bare = _APART.sub("", question[row.end() :], count=1)
    return tuple(f"{question[: row.start()]}{office}{bare}" for office in offices) if len(offices) <= _MOST else ()


def _gist(clause: str) -> _Gist:
    language = language_of(clause)
    form = load_wording().form
    lines = lines_asked(clause)
    words = [word for some in lines.values() for word in some.split() if len(word) > 1]
    said = [(at, at + len(one)) for one in (*words, *notice_words(clause)) if (at := clause.find(one)) >= 0]
    mentions = [one for one in find_concepts(clause) if not any(a <= one.start and one.end <= b for a, b in said)]
    concepts = [mention.concept for mention in mentions]
    places = find_regions(clause)
    spans = [(one.start, one.end) for one in (*places, *mentions)]
    return _Gist(
        goes_on=asks(clause, "goes_on", language) or (not places and _is_bare(clause)),
        hangs=depends(clause),
        points_back=_PRONOUN.match(clause) is not None,
        lists_places=not places and asks(clause, "places", language),
        places=frozenset(mention.region.name for mention in places) or frozenset(filter(None, [opening_place(clause)])),
        subjects=frozenset(one.zh[0] for one in concepts if one.kind in _KINDS and one.zh[0] not in form),
        things=frozenset(one.zh[0] for one in concepts if one.kind in _THINGS and one.zh[0] not in form),
        words=frozenset(other_words(blanked(clause, [*spans, *said]).lower(), language)),
        wants=frozenset(what for what in _WANTS if asks(clause, what, language)),
        lines=frozenset(
            (
                *(_LINES[line] for line in lines if line in _LINES),
                *(what for what in _ASKED_OF_IT if asks(clause, what, language)),
            )
        ),
        of_its_force=asks(clause, "effect", language),
        bodies=frozenset(one.zh[0] for one in concepts if one.kind == "body" and one.zh[0] not in form),
        paths=find_paths(clause),
        notices=frozenset(notice_words(clause)),
        years=frozenset(date.year for date in find_dates(clause)),
    )


def _is_bare(clause: str) -> bool:
    """Whether nothing but its mark makes a short clause a question: 具体比例？, not 任务有哪些？ (it asks)."""
    words = clause.rstrip("?？ ")
    return words != clause and len(words) <= _SHORT and not asks(words, "question", language_of(clause))


def _is_apart(before: _Gist, clause: _Gist, joined: Joined) -> bool:
    """Whether `clause` asks a question of its own after `before`.

    Within a sentence, what it names must have nothing in common with what stands before; with words that say that
    another question follows, that it names anything is enough.
    """
    if clause.hangs and not (clause.lines and (before.paths or "head" in before.lines)):
        return False
    lines = clause.lines & {"head"} if clause.is_about else clause.lines
    if lines or "head" in before.lines:
        return _are_other_lines(before, clause, lines, joined)
    if joined == "marked" and (clause.is_about or clause.names):
        return True
    if clause.goes_on and not _is_elsewhere(before, clause):
        return False
    if clause.paths:
        return clause.paths != before.paths
    if clause.places and before.lists_places:
        return True
    return _is_of_other_force(before, clause) or _is_on_another(before, clause, inside=joined == "within")


def _are_other_lines(before: _Gist, clause: _Gist, lines: frozenset[str], joined: Joined) -> bool:
    """Whether a clause asks for `lines` of the notice that the part before does not ask for, or of another notice."""
    other = clause.notices - before.notices if before.notices else clause.places - before.places
    if other and (before.notices or before.places):
        return True
    if lines:
        return joined == "marked" or (not clause.goes_on and bool(lines - before.lines))
    return clause.is_about


def _is_of_other_force(before: _Gist, clause: _Gist) -> bool:
    """Whether a clause asks how long the notice holds, after what it says; not 许可证多久办结？有效期多久."""
    told = clause.wants | {"term"}
    return (
        clause.of_its_force
        and not before.of_its_force
        and bool(before.names)
        and before.wants.isdisjoint(told)
        and before.names.isdisjoint(clause.names)
    )


def _is_elsewhere(before: _Gist, clause: _Gist) -> bool:
    """Whether a clause asks of another place, and not for what the part before names; not 哪些城市…，苏州各多少."""
    return (
        bool(clause.places - before.places)
        and not before.lists_places
        and bool(clause.names)
        and clause.names.isdisjoint(before.names)
    )


def _is_on_another(before: _Gist, clause: _Gist, *, inside: bool) -> bool:
    """Whether a clause names another subject than the part before; another place with the same one is a comparison."""
    alien = clause.names.isdisjoint(before.names)
    new = bool(clause.subjects - before.subjects) or (alien and len(clause.words) > 1)
    if clause.names and alien and clause.points_back and before.places:
        return True
    elsewhere = _is_elsewhere(before, clause)
    if clause.wants and clause.wants.isdisjoint(before.wants) and (elsewhere or (new and before.wants)):
        return True
    if not (clause.is_about or clause.years):
        return False
    if inside:
        asked_of_those = before.lists_places and not clause.lists_places
        return new and alien and (before.is_about or bool(before.names)) and not asked_of_those
    return new or bool((clause.bodies - before.bodies) or (clause.years and not before.years))


def stands_alone(part: str) -> bool:
    """Whether a part names a place, a notice, an item or a department of its own."""
    gist = _gist(part)
    return bool(gist.places or gist.notices or gist.paths or gist.bodies)
