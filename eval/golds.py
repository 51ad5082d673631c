"""Whether the golds of cases stand in the notices: what does not, and what is odd about a set; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.cases import Address, Case, QuestionSet, contains, plain
from rag.address import path_label
from rag.domain import Item, Notice, Path
from rag.errors import EvalError

_NEAR = 8
"""Places that are named at most where something else stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A gold that does not stand in the notices."""

    gold: Address | tuple[str, ...] | str
    """A source, a fact with its wordings, or a place."""
    why: str
    near: str = ""
    """What stands there instead, or where it stands; ``""`` where nothing is near."""


def check_against(questions: QuestionSet, notices: Sequence[Notice]) -> None:
    """Hold the question set against the corpus.

    Every address must exist; every fact and member must stand in the items that the case cites.

    Raises:
        EvalError: names every case that fails, and why.
    """
    corpus = {notice.id: notice for notice in notices}
    problems = [
        f"{case.id}：{fault.why}" for case in questions.cases for fault in faults_of(case, questions.places, corpus)
    ]
    if problems:
        raise EvalError(
            f"题库与政策库不符，{len(problems)} 处：{'；'.join(problems)}。",
            hint="请按原文改正题目的出处或要点。",
        )


def faults_of(
    case: Case, places: Mapping[str, Sequence[str]], corpus: Mapping[str, Notice], *, nearby: bool = False
) -> Iterator[Fault]:
    """The golds of `case` that do not stand in the notices; facts are not looked for where a source is missing.

    Args:
        case: Of a question set.
        places: Name as printed → its other names.
        corpus: The notices by their ids.
        nearby: Whether to look for what was meant, which takes a while.
    """
    missing = [place for place in (*case.gold, *case.cite_also) if not _exists(place, corpus)]
    for place in missing:
        yield Fault(gold=place, why=f"出处 {str(place)!r} 不存在", near=_beside(place, corpus) if nearby else "")
    if missing or not case.gold:
        return
    text = plain("\n".join(_text_of(corpus[place.doc], place.path) for place in case.gold))
    for fact in case.facts:
        if not _stands(fact, text):
            yield Fault(
                gold=fact, why=f"要点 {' / '.join(fact)!r} 不在所引条目中", near=_held(fact, corpus) if nearby else ""
            )
    titles = plain("".join(corpus[place.doc].title for place in case.gold))
    for member in case.members:
        if not _stands((member, *places.get(member, ())), text + titles):
            yield Fault(gold=member, why=f"地区 {member!r} 不在所引条目中")


def doubts(cases: Sequence[Case]) -> Mapping[str, tuple[str, ...]]:
    """What is odd about cases that can be asked all the same, by their ids."""
    asked: dict[tuple[object, ...], str] = {}
    found = {case.id: tuple(_doubts(case, asked)) for case in cases}
    return {name: told for name, told in found.items() if told}


def _doubts(case: Case, asked: dict[tuple[object, ...], str]) -> Iterator[str]:
    key = (plain(case.question), tuple(turn.content for turn in case.history))
    if (first := asked.setdefault(key, case.id)) != case.id:
        yield f"与 {first} 是同一个问题"
    wordings = {plain(wording) for fact in case.facts for wording in fact}
    yield from (f"{words!r} 既要说到，又不得说到" for words in case.absent if plain(words) in wordings)
    places = (*case.cite, *case.cite_any, *case.cite_also)
    yield from (f"出处 {str(place)!r} 写了两次" for place in dict.fromkeys(places) if places.count(place) > 1)
    if bool(case.history) != (case.kind == "followup"):
        yield "追问（followup）应有 history，别的题不应有"
    if case.kind == "unanswerable" and case.answerable:
        yield "题类是 unanswerable，却写着可以回答"


def _exists(place: Address, corpus: Mapping[str, Notice]) -> bool:
    return place.doc in corpus and bool(corpus[place.doc].at(place.path))


def _text_of(notice: Notice, path: Path) -> str:
    items = notice.under(path) if path else notice.at(path)
    return "\n".join(map(_own_text, items))


def _own_text(item: Item) -> str:
    return "\n".join((item.text, *(cell.text for cell in item.cells)))


def _stands(wordings: Sequence[str], text: str) -> bool:
    """Whether one of the wordings stands in `text`, which is `plain`."""
    return any(contains(text, plain(wording)) for wording in wordings)


def _beside(place: Address, corpus: Mapping[str, Notice]) -> str:
    """What the notice has below the longest part of the path that exists; which notices there are, without that one."""
    if place.doc not in corpus:
        return "政策库里有：" + "；".join(list(corpus)[:_NEAR])
    notice, depth = corpus[place.doc], len(place.path)
    while depth and not notice.under(place.path[:depth]):
        depth -= 1
    above = place.path[:depth]
    below = dict.fromkeys(
        item.path[: depth + 1] for item in notice.items if item.path[:depth] == above and item.path != above
    )
    listed = "、".join(path_label(path) for path in list(below)[:_NEAR])
    return f"{path_label(above) or '这份文件'}下面有：{listed}" if listed else ""


def _held(fact: Sequence[str], corpus: Mapping[str, Notice]) -> str:
    places = [str(place) for place in stated_at(fact, tuple(corpus.values()))]
    return f"见于 {'、'.join(places[:_NEAR])}" if places else "哪一份通知里都没有"


def stated_at(fact: Sequence[str], notices: Sequence[Notice]) -> tuple[Address, ...]:
    """The items that state a fact, given with its wordings, in their own text and in the very characters of one."""
    found = (
        Address(doc=notice.id, path=item.path)
        for notice in notices
        for item in notice.items
        if any(wording in (text := _own_text(item)) for wording in fact) and _stands(fact, plain(text))
    )
    return tuple(dict.fromkeys(found))
