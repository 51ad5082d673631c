"""What is asked of one notice beside its head: since when it holds, what it repeals, its basis, its size, its gist."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from rag.answer.clauses import is_related
from rag.answer.selection import Finding, Reason, Selection, whole
from rag.answer.ways.head import each_named
from rag.answer.ways.particulars import (
    asks_only_figures,
    asks_particulars,
    find_particulars,
    of_a_lower_office,
    prints_none,
)
from rag.domain import Fact, Notice
from rag.parse.roles import role_of
from rag.question.query import Query
from rag.question.wording import Asks, asks
from rag.retrieve.evidence import Evidence, fold_once, is_home
from rag.retrieve.scope import Scope
from rag.saying import is_chapter
from rag.text import squeeze

# 自2024年4月15日起施行, 有效期5年, 自印发之日起执行; not 实施节能改造
_EFFECT = re.compile(r"(?:自|从)[^。；]{2,24}起(?:正式)?(?:施行|实施|执行|生效)|有效期|(?:公布|印发|发布)之日起")
# 《…暂行规定》同时废止, 与本意见不一致的，以本意见为准
_REPEAL = re.compile(r"废止|停止执行|以本.{1,6}为准|不再执行")
# 废止了什么, what does it repeal: a repeal is asked for, and 以本意见为准 is none; not 原来的规定怎么办
_ASKS_A_REPEAL = re.compile(r"废止|停止执行|\brepeal\w*|\babolish\w*", re.I)
_REPEALS = re.compile(r"废止|停止执行|不再执行")
# 根据《…》, 按照《…》等文件要求, 为贯彻落实《…》
_BASIS = re.compile(r"(?:根据|按照|依据|依照|落实|遵照)[^。]{0,12}《")
# 为规范…制定本办法, 现将清单印发给你们, 现提出如下意见: what a notice is for
_PURPOSE = re.compile(r"^[^。]{0,60}(?:为(?:了)?|旨在)|现(?:将|就|提出)|制定本|特制定")
# （2025—2027年） in a title
_YEARS = re.compile(r"\d{4}\s*年?\s*[-—–~～至]+\s*\d{4}\s*年")
# 第十二条
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条")
_SAYS: Mapping[Literal["effect", "repeal", "basis"], re.Pattern[str]] = {
    "effect": _EFFECT,
    "repeal": _REPEAL,
    "basis": _BASIS,
}
# 几条, 几章, 多少条, how many articles and chapters; not 有哪几条, 几条规矩
_SIZE = re.compile(
    r"(?<!哪)(?:几|多少)个?(?:条|章)(?=$|[^\u4e00-\u9fff]|[几多和及])"
    r"|how many (?:\w+ and )?(?:articles|chapters|provisions)",
    re.I,
)
# 这个办法, 该方案, 本意见: words for a kind of document
_GENRES = ("办法", "规定", "条例", "细则", "方案", "意见", "计划", "规划", "清单", "通知", "导则", "令", "法规")
# …清单（第二批）》的通知: what a title has after the kind of document
_AFTER_GENRE = re.compile(r"(?:[（(][^）)]{1,12}[）)]|》|的通知)+$")
_LEAST = 2
"""Words that a question shares with the title of the notice it asks about."""


def notice_asked(query: Query, scope: Sequence[Evidence]) -> Sequence[Evidence]:
    """The items of the one notice of `scope` that a question is about; empty where it may be several.

    It is the one that is named, the one that the place issued, or the one whose title has most of its words.
    """
    by_notice = Scope.of(scope).by_notice()
    if query.regions:
        homes = {key: own for key, own in by_notice.items() if own[0].home in query.regions}
        titled = {key: own for key, own in by_notice.items() if not own[0].titled.isdisjoint(query.regions)}
        by_notice = homes or titled or by_notice
    if len(by_notice) == 1:
        return next(iter(by_notice.values()))
    shares = {key: _shared(query, own[0].notice) for key, own in by_notice.items()}
    best = max(shares.values(), default=0)
    fitting = [key for key, share in shares.items() if share == best]
    alone = sum(map(bool, shares.values())) == 1
    if len(fitting) != 1 or (best < _LEAST and not alone):
        return []
    own = by_notice[fitting[0]]
    return own if not query.regions or not own[0].home or _is_near(own[0], query.regions) else []


def _is_near(one: Evidence, regions: Sequence[str]) -> bool:
    """Whether a notice is of one of the places, of one in them or above them, or on one by its title."""
    return is_home(one, regions) or is_related(one.home, regions)


def _shared(query: Query, notice: Notice) -> int:
    """Terms, words and the kind of document that the question has of a title."""
    title = fold_once(notice.title)
    words = [term.variants for term in query.terms] + [(piece,) for piece in query.pieces]
    genres = [genre for genre in _GENRES if genre in query.text]
    return sum(any(word in title for word in variants) for variants in words) + 2 * sum(
        _AFTER_GENRE.sub("", squeeze(title)).endswith(genre) for genre in genres
    )


def select_about(query: Query, scope: Sequence[Evidence], corpus: Sequence[Evidence]) -> Selection | None:
    """What answers a question on one notice as a whole, or on several by name; None where it asks nothing of the kind.

    Several are asked for what their lines print, or since when they hold and what they repeal.

    Args:
        query: The question.
        scope: The items of the notices it names, or of all.
        corpus: All items.
    """
    kinds: tuple[Asks, ...] = ("effect", "repeal", "basis", "summary")
    asked: dict[Asks, bool] = {what: asks(query.text, what, query.language) for what in kinds}
    asked["summary"] &= not (query.bodies and query.share != "any")
    size = _SIZE.search(query.text) is not None and not query.paths and not query.bodies
    particular = asks_particulars(query) and not asked["summary"]
    if not (particular or size or any(asked.values())):
        return None
    several = [] if size or asked["summary"] or query.intent == "item" else each_named(query, corpus)
    bare = _beside_names(query, several)
    told = [_told(bare, own, asked, particular=particular) for own in several]
    if len(told) > 1 and all(one.findings for one in told):
        return _joined(told)
    own = notice_asked(query, scope) or (_only_one_printing(query, scope) if particular else [])
    if not own:
        return None
    one = _told(query, own, asked, particular=particular)
    if one.findings and particular and of_a_lower_office(query, own[0].home):
        return Selection(intent="about", findings=(), reason="region", nearby=one.findings)
    if one.findings:
        return one
    if size and any(_ARTICLE.fullmatch(one.item.path[0]) for one in own if one.item.path):
        return Selection(intent="articles", findings=_ends_of(own))
    if asked["summary"]:
        return _gist(query, own)
    return one if one.reason and not (query.wants_head and any(asked.values())) else None


def _beside_names(query: Query, several: Sequence[Sequence[Evidence]]) -> Query:
    """`query` without the terms by which it names one of several notices: none is asked for what names another."""
    titles = [own[0].title for own in several]
    terms = (one for one in query.terms if not any(word in title for word in one.variants for title in titles))
    return replace(query, terms=tuple(terms)) if titles else query


def _told(query: Query, own: Sequence[Evidence], asked: Mapping[Asks, bool], *, particular: bool) -> Selection:
    """What one notice, whose items are `own`, says of all that is asked of it, or what it does not say."""
    found = list(find_particulars(query, own)) if particular else []
    lacking: list[Reason] = []
    prevailing: list[Finding] = []
    if particular and not found and prints_none(query, own):
        lacking.append("figure" if asks_only_figures(query) else "topic")
    for what, pattern in _SAYS.items():
        if asked[what]:
            findings = _saying(pattern, own, first=what == "basis")
            if what == "repeal" and _ASKS_A_REPEAL.search(query.text):
                prevailing = findings
                findings = [one for one in findings if any(_REPEALS.search(fact.text) for fact in one.facts)]
            if what == "effect":
                findings = findings or _spanned(own)
            found.extend(one for one in findings if one not in found)
            lacking[:0] = [] if findings else [what]
    if not found:
        nearby = tuple(prevailing) if "repeal" in lacking else ()
        return Selection(intent="about", findings=(), reason=lacking[0] if lacking else "", nearby=nearby)
    labelled = any(role_of(one.evidence.item.text) is not None for one in found)
    return Selection(intent="head" if labelled else "about", findings=tuple(found))


def _joined(told: Sequence[Selection]) -> Selection:
    """What several notices say, one after the other."""
    labelled = any(one.intent == "head" for one in told)
    return Selection(intent="head" if labelled else "about", findings=tuple(f for one in told for f in one.findings))


def _only_one_printing(query: Query, scope: Sequence[Evidence]) -> list[Evidence]:
    """The items of the one notice that prints a particular which the question asks for; empty where several do."""
    told = {one.evidence.notice.id for one in find_particulars(query, scope)}
    return [one for one in scope if one.notice.id in told] if len(told) == 1 else []


def _saying(pattern: re.Pattern[str], own: Sequence[Evidence], *, first: bool) -> list[Finding]:
    """The facts of a notice that `pattern` finds; of its first item alone where `first`."""
    found: list[Finding] = []
    for one in own:
        facts = tuple(fact for fact in one.facts if pattern.search(fact.text))
        if facts and (one.states or not one.item.path):
            found.append(Finding(evidence=one, facts=facts))
    articles = [one for one in found if one.evidence.item.path]
    return found[:1] if first else (articles or found)


def _spanned(own: Sequence[Evidence]) -> list[Finding]:
    """The title of a notice that is for some years by its title: 某计划（2025—2027年）."""
    titles = (one for one in own if not one.item.path and _YEARS.search(one.item.text))
    return [whole(one) for one in titles if squeeze(one.item.text) == squeeze(one.notice.title)][:1]


def _ends_of(own: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The last chapter and the last article, which tell how many there are."""
    chapters = [one for one in own if is_chapter(one.item)]
    articles = [one for one in own if len(one.item.path) == 1 and _ARTICLE.fullmatch(one.item.path[0])]
    return tuple(map(whole, (*chapters[-1:], *articles[-1:])))


def _gist(query: Query, own: Sequence[Evidence]) -> Selection | None:
    """The title and the sentence that says what the notice is for; None where the question is on more than it."""
    title = fold_once(own[0].notice.title)
    others = [term for term in query.terms_beside_bodies if not any(word in title for word in term.variants)]
    if query.paths or any(not any(word.endswith(_GENRES) for word in term.variants) for term in others):
        return None
    titles = [one for one in own if not one.item.path and squeeze(one.item.text) == squeeze(own[0].notice.title)]
    purposes = [
        Finding(evidence=one, facts=(fact,))
        for one in own
        if (not one.item.path and one.states) or one.item.path == ("第一条",)
        for fact in one.facts
        if _PURPOSE.search(fact.text)
    ]
    findings = (*map(whole, titles[:1]), *_best(purposes))
    return Selection(intent="gist", findings=findings) if findings else None


def _best(purposes: Sequence[Finding]) -> Sequence[Finding]:
    """Of the sentences that say what a notice is for the one that says most."""
    return sorted(purposes, key=lambda one: -len(_only(one).text))[:1]


def _only(finding: Finding) -> Fact:
    return finding.facts[0]
