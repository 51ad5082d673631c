"""Items asked for by their address: 第二部分（一）第1条, 任务清单第9项, 第三章."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.address import match_path
from rag.answer.asked import gives_penalty
from rag.answer.selection import Finding, Selection, whole
from rag.answer.ways.about import notice_asked
from rag.answer.ways.articles import penalties_for
from rag.domain import Notice, Path
from rag.question.query import Query
from rag.question.wording import asks
from rag.retrieve.evidence import Evidence, fold_once
from rag.retrieve.scope import Scope
from rag.saying import is_chapter
from rag.text import squeeze

# 第一款: a paragraph of an article, which has no path of its own
_PARAGRAPH = re.compile(r"第[一二三四五六七八九十]款")
_HEADING = 4
"""Characters of a heading that name a section in a question."""


def select_items(query: Query, scope: Sequence[Evidence]) -> Selection:
    """The items whose addresses the question gives, or the nearest sections where there are none.

    Asked for what follows on their breach, the articles that say it; asked how many there are below, their number.
    """
    everything = Scope.of(scope)
    local = everything.at_home(query.regions) or everything
    meant = Scope.of(notice_asked(query, local))
    if not query.notices and any(_named_path(path, query, meant[0].notice) for path in query.paths if meant):
        local = meant
    if asks(query.text, "penalty", query.language) and (breach := _breach(query, local)) is not None:
        return breach
    findings = [finding for path in query.paths for finding in _at(path, query, local)]
    if findings:
        findings = _with_articles(findings, local)
        counted = query.wants_items and findings[0].evidence.item.kind in ("section", "item") and len(findings) > 1
        return Selection(intent="section" if counted else "item", findings=tuple(findings))
    if above := _above(query, local):
        return Selection(intent="item", findings=(), reason="item", nearby=above)
    named = query.notices or len(local.notices) == 1
    nearby = tuple(whole(one) for one in local if len(one.item.path) == 1 and one.item.heading)[:6] if named else ()
    return Selection(intent="item", findings=(), reason="item", nearby=nearby)


def _above(query: Query, local: Scope) -> tuple[Finding, ...]:
    """The annex, and the last of its rows, where a question asks for a row that the annex it names has not."""
    question = squeeze(fold_once(query.text))
    annexes = {
        (one.notice.id, one.item.path): one
        for path in query.paths
        for one in local
        if len(path) > 1 and one.item.path == path[:1] and _ends_alike(squeeze(fold_once(one.item.heading)), question)
    }
    if len(annexes) != 1:
        return ()
    annex = next(iter(annexes.values()))
    rows = [one for one in local.within({annex.notice.id}) if one.item.path[:-1] == annex.item.path]
    return (whole(annex), *map(whole, rows[-1:]))


def _breach(query: Query, local: Scope) -> Selection | None:
    """The articles asked for with those that say what follows on their breach; None where they alone say it."""
    articles = {path[0] for path in query.paths if path[0].endswith("条")}
    asked = [one for one in local if len(one.item.path) == 1 and one.item.path[0] in articles]
    if not asked:
        return None
    paragraph = _PARAGRAPH.search(query.text)
    referring = penalties_for(asked, local, paragraph.group() if paragraph else "")
    if any(gives_penalty(fact) for one in asked for fact in one.facts):
        if not referring:
            return None
        own = {(one.notice.id, one.item.path) for one in asked}
        asked = [one for one in local if (one.notice.id, one.item.path[:1]) in own]
        referring = [one for one in referring if (one.evidence.notice.id, one.evidence.item.path[:1]) not in own]
    if not referring:
        return Selection(intent="item", findings=(), reason="penalty", nearby=tuple(whole(one) for one in asked[:1]))
    return Selection(intent="item", findings=(*map(whole, asked), *referring))


def _with_articles(findings: Sequence[Finding], local: Scope) -> list[Finding]:
    """`findings`, a chapter among them followed by its articles."""
    found: list[Finding] = []
    for finding in findings:
        found.append(finding)
        if is_chapter(finding.evidence.item):
            found.extend(whole(one) for one in _chapter(finding.evidence, local))
    return list({id(one.evidence): one for one in found}.values())


def _chapter(chapter: Evidence, local: Scope) -> Iterator[Evidence]:
    """The articles from a chapter's heading to the next one's."""
    inside = False
    for one in local.within({chapter.notice.id}):
        if is_chapter(one.item) or not one.item.path or not one.item.path[0].startswith("第"):
            inside = one is chapter
        elif inside:
            yield one


def _at(steps: Path, query: Query, local: Scope) -> list[Finding]:
    """The items at `steps`; of several notices that have such an item, those that the question fits best."""
    hits: list[_Hit] = []
    for notice in local.notices:
        hit = _named_path(steps, query, notice)
        if hit is not None:
            hits.append(hit)
    best = max((hit.fit for hit in hits), default=0)
    paths = {hit.notice.id: hit.path for hit in hits if hit.fit == best or query.notices}
    several = len(paths) > 1 and not query.notices
    return [
        whole(one)
        for one in local.within(paths)
        for path in (paths[one.notice.id],)
        if one.item.path == path or (one.item.path[: len(path)] == path and not several)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    notice: Notice
    path: Path
    fit: int
    """4 within a section that the question names, 3 for a chapter or an article as written; 2 for a table row; 1 as
    written; 0 as it may be meant."""


def _named_path(steps: Path, query: Query, notice: Notice) -> _Hit | None:
    """The path that `steps` name in one notice, within a section that the question names by its heading."""
    question = squeeze(fold_once(query.text))
    for section in notice.items:
        heading = squeeze(fold_once(section.heading))
        if len(heading) >= _HEADING and (heading in question or _ends_alike(heading, question)):
            path = match_path((*section.path, *steps), notice)
            if path is not None and path[: len(section.path)] == section.path:
                return _Hit(notice=notice, path=path, fit=4)
    path = match_path(steps, notice) or _enclosed(steps, notice)
    if path is None or (steps[0].startswith("附") and path[0].startswith("第")):
        return None
    if path == steps and path[0].startswith("第"):
        return _Hit(notice=notice, path=path, fit=3)
    row = any(item.kind == "row" for item in notice.at(path))
    return _Hit(notice=notice, path=path, fit=2 if row else int(path[-len(steps) :] == steps))


def _enclosed(steps: Path, notice: Notice) -> Path | None:
    """附件三（三）4 of a notice whose one annex is what it encloses, and numbers its sections itself."""
    if not steps[0].startswith("附件") or any(item.path and item.path[0].startswith("附") for item in notice.items):
        return None
    inner = (steps[0].removeprefix("附件"), *steps[1:])
    return match_path(tuple(step for step in inner if step), notice) if any(inner) else None


def _ends_alike(heading: str, question: str) -> bool:
    """Whether the last four characters of an annex's heading (任务清单) stand in the question."""
    return heading.endswith(("清单", "表", "目录")) and heading[-_HEADING:] in question
