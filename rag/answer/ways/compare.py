"""Comparisons: two places, two notices, the country and a place, a body and its annex, side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rag.answer.scored import in_regions
from rag.answer.select import beside_the_country, select_by_terms
from rag.answer.selection import ItemScores, Selection
from rag.answer.ways.sections import ANNEX
from rag.domain import Item, Notice
from rag.glossary import find_concepts
from rag.mentions import find_batches
from rag.question.beside import years_of
from rag.question.query import Query
from rag.question.wording import asks
from rag.regions import find_regions
from rag.retrieve.evidence import Evidence, Wanted, fold_once, national, weigh
from rag.retrieve.scope import Scope
from rag.text import squeeze

# （第二批）: what tells one list of a series from the next
_BATCH = re.compile(r"[（(]?第.{1,3}批[）)]?")
# 两批清单, 前后两批, both batches: each of a series
_EACH_BATCH = re.compile(r"(?:两|各|几|前后)批|\b(?:both|two|each|all) (?:\w+ )?(?:batch|list)", re.I)
_LEAST_BESIDE = 0.3
"""Coverage that the best item of a side has at least where another side answers."""
_OPENING = 8
"""Characters after its heading within which a part names the year it tells of: 2012年，区政府…."""
# …关于印发…清单（第二批）的通知: what a title has around the name of the document
_AROUND = re.compile(r"^.*印发|的通知$")
# 正文, 方案主体, the main text
_BODY = re.compile(r"正文|主体部分|\b(?:body|main text)\b", re.I)
# 58号文和某市办法各怎么要求, both … and …: what sets two parties side by side without a word that compares
_JOINED = re.compile(r"[和与跟同及、].*(?:各|分别|都|均)|\bboth\b|\beach\b|\brespectively\b", re.I)
# 擅自拆墙和改厕所: what parts two acts
_BETWEEN_ACTS = re.compile(r"[和与跟]|以及|还有|\band\b|\bversus\b|\bvs\b")
# 分别怎么罚, ，在兰州罚得一样吗: what is asked of acts after they are named
_AFTER_ACT = re.compile(r"(?:[，,]|分别|各自?|怎么|如何|罚|要?受|会被|\b(?:fined?|penal\w+)\b).*$")
# A和B，哪个写了数字; A and B: which one: one of two is asked for; not 哪个部门和哪个单位
_WHICH_OF = re.compile(
    r"[和与跟同及、][^，。；？]*[，,]?(?:哪一?[个份边家]|谁)(?!部门|单位|局)|\b(?:and|or|versus|vs)\b.*\bwhich\b|\bwhich\b.*\bor\b",
    re.I,
)
# 甲市的A vs 乙市的B, 甲市A，乙市B: what parts what is asked of one place from what is asked of another
_BETWEEN_SIDES = re.compile(r"[，,；;：:？?]|[和与跟同](?!时)|以及|还是|\b(?:vs|versus|and|or)\b", re.I)
# 和, 与, 以及: what joins two things
_JOINT = re.compile(r"[，,]?(?:以及|[和与跟及、])")
# 各自截止到哪天, 分别补多少, 哪个高: the same is asked of each
_EACH_OF = re.compile(r"[，,]?(?:各自|分别|哪个|哪一?种|谁更|各(?=[补奖罚是有为给需要]|多少))")
# 上年, 去年, 实绩, 实际完成数, 完成情况: what was reached; not 今年要完成多少
_REACHED = re.compile(
    r"(?:上一?|去|前一?)年度?的?(?:完成)?|实绩|实际(?:完成)?(?:数|值|情况)?|(?<![要将需])完成(?:数|值|情况|了(?:多少)?|(?=[和与跟]))"
)
# 今年, 当年目标, 计划数: what is to be
_PLANNED = re.compile(r"[今当本]年度?的?|(?:预期|奋斗|工作|发展)?目标数?|计划(?:数|值)?|预期")
# 过去一年工作回顾, 2015年工作安排: headings of the two parts of a report
_LOOKS_BACK = re.compile(r"回顾|总结|完成情况|工作情况|主要成[绩就效]")
_LOOKS_AHEAD = re.compile(r"安排|部署|目标|任务|计划|展望|建议|思路")
NATIONAL = "全国"
"""Name of the side that speaks for the whole country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: its name, what it is asked, and where it is looked for."""

    name: str
    query: Query
    scope: Sequence[Evidence]
    shared: Query | None = None
    """The question that all sides are asked, where it is asked a part of it that is its own."""
    scores: ItemScores | None = None
    """Of its own question, where that is not the one that retrieval was asked."""


def sides_of(query: Query, scope: Sequence[Evidence], corpus: Sequence[Evidence]) -> list[Side]:
    """What stands against what: two places, two notices, the country and a place, or a body and its annex."""
    compares = asks(query.text, "compare", query.language) or _WHICH_OF.search(query.text) is not None
    if query.regions and asks(query.text, "national", query.language) and (compares or query.wants_count):
        bare = beside_the_country(query)
        whole = Side(name=NATIONAL, query=bare, scope=national(corpus))
        local = replace(bare, regions=query.regions)
        return [whole, *(_place_side(local, place, scope) for place in query.regions)]
    if years := _years_apart(query, scope) or _reached_and_planned(query, scope):
        return years
    if len(query.regions) > 1:
        own = _own_questions(query)
        bare = [_place_side(query, place, scope) for place in query.regions]
        return [replace(side, query=own[side.name], shared=side.query) for side in bare] if own else bare
    batches = _batches(query, corpus)
    if len(batches) > 1:
        return [_notice_side(query, Scope.of(corpus).within({batch.id})) for batch in batches]
    if sets_against_annex(query):
        local = Scope.of(scope).at_home(query.regions) if query.regions else scope
        annex = [one for one in local if one.item.path[:1] and _is_annex(one.item)]
        body = [one for one in local if one.item.path[:1] and not _is_annex(one.item)]
        if annex and body:
            return [Side(name="正文", query=query, scope=body), Side(name="附件", query=query, scope=annex)]
    acts = (
        _acts(query) if asks(query.text, "penalty", query.language) and (compares or _JOINED.search(query.text)) else []
    )
    if len(acts) > 1:
        local = Scope.of(scope).at_home(query.regions) if query.regions else scope
        return [Side(name=name, query=act, scope=local or scope, scores=ItemScores(fused={})) for name, act in acts]
    if not (compares or (query.notices and _JOINED.search(query.text))):
        return []
    issued = Scope.of(corpus).at_home(query.regions)
    homes = issued.within({notice.id for notice in issued.notices}.difference(query.notices))
    if len(query.notices) > 1 or (query.notices and homes):
        named = [Scope.of(scope).within({notice}) for notice in query.notices]
        of_the_place = homes or any(one.at_home(query.regions) for one in named)
        asked = _beside_titles(query, named)
        bare = replace(asked, regions=()) if of_the_place else asked
        sides = [_notice_side(asked if one.at_home(query.regions) else bare, one) for one in named]
        return [*sides, *([_notice_side(query, homes)] if homes else [])]
    return []


def _years_apart(query: Query, scope: Sequence[Evidence]) -> list[Side]:
    """Two years that a report tells of under headings of their own: 2014年工作回顾, 2015年工作安排; else none.

    What was reached in one is set beside what is planned for the other, each asked of its own part.
    """
    if len(query.years) != 2 or query.listing or len(query.notices) > 1:
        return []
    local = in_regions(query, scope)
    sides: list[Side] = []
    for year in query.years:
        others = {str(one) for one in query.years} - {str(year)}
        pieces = tuple(piece for piece in query.pieces if piece not in others)
        own = [one for one in local if _is_of_year(one, str(year), others)]
        asked = replace(query, years=(year,), pieces=pieces, intent="lookup")
        sides.append(Side(name=str(year), query=asked, scope=own))
    return sides if all(side.scope for side in sides) else []


def _is_of_year(one: Evidence, year: str, others: Collection[str]) -> bool:
    """Whether an item stands under a heading with a year, and under none with one of `others`.

    What looks back (过去一年工作回顾) may name its year in its first sentence instead.
    """
    opening = fold_once(one.facts[0].text)[: len(one.headings) + _OPENING] if one.facts else ""
    told = year in one.headings or (_LOOKS_BACK.search(one.headings) is not None and f"{year}年" in opening)
    return told and not any(other in one.headings for other in others)


def _reached_and_planned(query: Query, scope: Sequence[Evidence]) -> list[Side]:
    """The part of a report that looks back and the part that looks ahead, where each is asked about; else none.

    上年实绩对比当年目标, 去年完成多少，今年计划多少: each part is asked for the same without the words that name it.
    """
    text = query.text
    if not (_REACHED.search(text) and _PLANNED.search(text)) or len(query.notices) > 1 or query.language != "zh":
        return []
    reports = [own for own in in_regions(query, scope).by_notice().values() if _has_two_parts(own)]
    if len(reports) != 1:
        return []
    bare = fold_once(_PLANNED.sub(" ", _REACHED.sub(" ", text)))
    terms = tuple(one for one in query.terms if any(word in bare for word in one.variants))
    pieces = tuple(piece for piece in query.pieces if piece in bare)
    asked = replace(query, terms=terms, pieces=pieces, years=(), listing=False, wants_items=False, intent="lookup")
    if not terms and not pieces:
        return []
    parts = [[one for one in reports[0] if look.search(one.headings)] for look in (_LOOKS_BACK, _LOOKS_AHEAD)]
    back = parts[0]
    ahead = [one for one in parts[1] if one not in back]
    return [Side(name=own[0].named, query=asked, scope=own) for own in (back, ahead)]


def _has_two_parts(own: Sequence[Evidence]) -> bool:
    """Whether a notice has a section that looks back and another that looks ahead: 工作回顾, 工作安排."""
    headings = {one.item.heading for one in own if len(one.item.path) == 1}
    back = {name for name in headings if _LOOKS_BACK.search(name)}
    return bool(back) and any(_LOOKS_AHEAD.search(name) for name in headings - back)


def _beside_titles(query: Query, named: Sequence[Scope]) -> Query:
    """`query` without the years and the words that name the notices in it, by their titles, where others are left."""
    notices = [notice for scope in named for notice in scope.notices]
    titles = [fold_once(notice.title) for notice in notices]
    years = {year for notice in notices for year in years_of(notice)}
    naming = {word for word in query.every_word if word in years or any(word in title for title in titles)}
    bare = without(query, naming)
    own = replace(bare, years=tuple(year for year in query.years if str(year) not in years))
    return own if own.terms or own.pieces else query


def _own_questions(query: Query) -> dict[str, Query]:
    """For each place the question without what is asked of another place alone; none where one has nothing of its own.

    A stretch of the question that names one of the places is asked of it, any other of all.
    """
    stretches = [(part, {one.region.name for one in find_regions(part)}) for part in _BETWEEN_SIDES.split(query.text)]
    own = {place: " ".join(part for part, names in stretches if names == {place}) for place in query.regions}
    said = {place: said_in(query, part) for place, part in own.items()}
    if not all(_is_subject(query, words) for words in said.values()):
        return {}
    every = set[str]().union(*said.values())
    return {place: replace(without(query, every - words), regions=(place,)) for place, words in said.items()}


def _is_subject(query: Query, words: set[str]) -> bool:
    """Whether `words` have a term of the question, or several of its other words."""
    return any(words.intersection(term.variants) for term in query.terms) or len(words) > 1


def said_in(query: Query, part: str) -> set[str]:
    """The words of a question's terms and its other words that stand in `part` of it."""
    text = fold_once(part)
    named = {fold_once(word) for mention in find_concepts(part) for word in mention.concept.zh}
    words = {word for term in query.terms for word in term.variants if word in named or word in text}
    return words | {piece for piece in query.pieces if piece in text}


def without(query: Query, words: set[str]) -> Query:
    """`query` without the spellings of its terms, and without the other words, that are among `words`."""
    left = ((term, tuple(word for word in term.variants if word not in words)) for term in query.terms)
    terms = tuple(replace(term, variants=variants) for term, variants in left if variants)
    return replace(query, terms=terms, pieces=tuple(piece for piece in query.pieces if piece not in words))


def things_of(query: Query, scope: Sequence[Evidence]) -> list[Side]:
    """The two things of which a question asks the same (加固维修和成套化改造分别补多少), each asked for itself."""
    asking = _EACH_OF.search(query.text)
    if asking is None or len(query.regions) > 1 or len(query.notices) > 1:
        return []
    named = [(one.start, one.end) for one in find_concepts(query.text)]
    for joint in _JOINT.finditer(query.text, 0, asking.start()):
        if any(start < joint.end() and joint.start() < end for start, end in named):
            continue
        parts = query.text[: joint.start()], query.text[joint.end() : asking.start()]
        words = [said_in(query, part) for part in parts]
        if not (words[0] - words[1] and words[1] - words[0]):
            continue
        own = (without(query, words[1] - words[0]), without(query, words[0] - words[1]))
        return [
            Side(name=part.strip(" ，,的"), query=replace(one, intent="lookup"), scope=scope)
            for part, one in zip(parts, own, strict=True)
        ]
    return []


def _acts(query: Query) -> list[tuple[str, Query]]:
    """The acts whose penalties a question sets side by side, each with the question what follows on it."""
    parts = (_AFTER_ACT.sub("", part).strip() for part in _BETWEEN_ACTS.split(query.text))
    acts = [(part, _on_act(query, part)) for part in parts]
    return [(name, act) for name, act in acts if act.terms or act.pieces]


def _on_act(query: Query, act: str) -> Query:
    """`query` with those of its words alone that stand in `act`; where it is looked for is known."""
    said = fold_once(act)
    terms = tuple(one for one in query.terms if any(word in said for word in one.variants))
    pieces = tuple(piece for piece in query.pieces if piece in said)
    text = f"{act} penalty" if query.language == "en" else f"{act}怎么罚"
    return replace(query, text=text, terms=terms, pieces=pieces, regions=(), intent="lookup")


def _place_side(query: Query, place: str, scope: Sequence[Evidence]) -> Side:
    return Side(name=place, query=replace(query, regions=(place,)), scope=scope)


def _batches(query: Query, corpus: Sequence[Evidence]) -> list[Notice]:
    """The lists of one series that the question sets against each other: 第一批和第二批, 两批清单, 前后变化."""
    batched = [notice for notice in Scope.of(corpus).notices if find_batches(notice.title)]
    named = [notice for notice in batched if notice.id in query.notices]
    several = len(find_batches(query.text)) > 1
    alone = query.intent == "compare" and len(query.regions) == 1 and not query.notices
    if not (several or _EACH_BATCH.search(query.text) or alone) or (alone and not _tells_of(query, batched, corpus)):
        return []
    pool = (named if several else batched) or batched
    series = [[one for one in pool if _series(one) == name] for name in dict.fromkeys(map(_series, pool))]
    if not series:
        return []
    return max(series, key=lambda some: (len(some) > 1, _fit(query, some[0])))


def _tells_of(query: Query, batched: Sequence[Notice], corpus: Sequence[Evidence]) -> bool:
    """Whether more than one list of a series tells of the place that is asked about."""
    ids = {notice.id for notice in batched}
    telling = {one.notice.id for one in in_regions(query, corpus) if one.notice.id in ids}
    return len(telling) > 1


def _series(notice: Notice) -> str:
    return _AROUND.sub("", squeeze(_BATCH.sub("", fold_once(notice.title))))


def _fit(query: Query, notice: Notice) -> int:
    """How many of the question's terms the title has."""
    title = fold_once(notice.title)
    return sum(any(word in title for word in term.variants) for term in query.terms)


def _notice_side(query: Query, scope: Sequence[Evidence]) -> Side:
    return Side(name=scope[0].notice.title, query=query, scope=scope)


def sets_against_annex(query: Query) -> bool:
    """Whether a question sets a notice's body beside its annex: 附件 is then a side and no address."""
    annexes = all(len(path) == 1 and path[0].startswith("附") for path in query.paths)
    return annexes and _BODY.search(query.text) is not None and ANNEX.search(query.text) is not None


def _is_annex(item: Item) -> bool:
    return item.path[0].startswith("附")


def compare(sides: Sequence[Side], corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
    """Each side answered for itself; a refusal where no side holds anything."""
    found = _compare(sides, corpus, scores)
    if (found.reason or found.silent) and all(side.shared for side in sides):
        return _compare([replace(side, query=side.shared or side.query) for side in sides], corpus, scores)
    return found


def _compare(sides: Sequence[Side], corpus: Sequence[Evidence], scores: ItemScores) -> Selection:
    wanted = [weigh(side.query, Scope.of(corpus).corpus.everything) for side in sides]
    told = [side.scores or scores for side in sides]
    each = list(zip(sides, told, wanted, strict=True))
    answers = [(side.name, select_by_terms(side.query, side.scope, own, about)) for side, own, about in each]
    if any(answer.findings for _, answer in answers):
        answers = [
            (side.name, answer if answer.findings or side.scores else _looser(side, own, about))
            for (side, own, about), (_, answer) in zip(each, answers, strict=True)
        ]
    findings = tuple(replace(finding, side=name) for name, answer in answers for finding in answer.findings)
    if findings:
        silent = tuple(name for name, answer in answers if not answer.findings)
        return Selection(intent="compare", findings=findings, silent=silent)
    nearby = tuple(finding for _, answer in answers for finding in answer.nearby)
    return Selection(intent="compare", findings=(), reason=answers[0][1].reason, nearby=nearby)


def _looser(side: Side, scores: ItemScores, wanted: Wanted) -> Selection:
    """What a side holds that comes near, where another side answers: two batches word the same thing differently.

    What tells of the same matter without the kind of figure asked for is its answer too.
    """
    answer = select_by_terms(side.query, side.scope, scores, wanted, least=_LEAST_BESIDE)
    return replace(answer, findings=answer.nearby, reason="") if answer.reason == "figure" else answer
