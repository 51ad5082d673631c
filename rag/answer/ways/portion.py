"""The first or last units of a notice, a section or a table: 前三条, 任务清单最后一项."""

from __future__ import annotations

from collections.abc import Sequence

from rag.address import match_path
from rag.answer.selection import Selection, whole
from rag.domain import Path
from rag.question.portion import Portion
from rag.question.query import Query
from rag.retrieve.evidence import Evidence
from rag.retrieve.scope import Scope
from rag.text import fold, squeeze

_OPENING = 20
"""Characters in which a unit that is a stage says so: （一）部署启动阶段（2024年1月）."""
_HEADING = 4
"""Characters of a heading that name a section in a question; of an annex the last ones do (任务清单)."""


def select_portion(query: Query, portion: Portion, scope: Sequence[Evidence]) -> Selection | None:
    """The units that `portion` names, whole; None where they are of no one notice, or it has none of that kind.

    They are those right below the section or annex that the question names by number or heading; without one, the
    articles, chapters, sections or stages of the notice, and else its items or the rows of its table.
    """
    everything = Scope.of(scope)
    local = everything.at_home(query.regions) if query.regions else everything
    if len(local.notices) != 1:
        return None
    above = (match_path(query.paths[0], local[0].notice) if query.paths else _named(query, local)) or ()
    within = [one for one in local if one.item.path[: len(above)] == above and len(one.item.path) > len(above)]
    paths = list(dict.fromkeys(path for one in within if (path := _unit(one, portion.unit, len(above)))))
    chosen = set(paths[portion.start : portion.stop])
    findings = tuple(whole(one) for one in within if any(one.item.path[: len(path)] == path for path in chosen))
    return Selection(intent="item", findings=findings) if findings else None


def _named(query: Query, local: Sequence[Evidence]) -> Path:
    """The path of the section or annex whose heading the question names, longest heading first, or ``()``."""
    question = squeeze(fold(query.text))
    named = [
        one.item
        for one in local
        if len(heading := squeeze(fold(one.item.heading))) >= _HEADING
        and one.item.path
        and (heading in question or (one.item.path[0][0] in "附表" and heading[-_HEADING:] in question))
    ]
    return max(named, key=lambda item: len(item.heading)).path if named else ()


def _unit(one: Evidence, unit: str, depth: int) -> Path:
    """The path of the unit that an item is or lies in; ``()`` where it is in none of that kind."""
    path, kind = one.item.path, one.item.kind
    if unit == "阶段":
        return path if unit in one.item.text[:_OPENING] and kind != "row" else ()
    if depth:
        return path[: depth + 1]
    if unit in ("条", "章") and path[0].startswith("第") and path[0].endswith(unit):
        return path[:1]
    if unit == "部分":
        return path[:1] if not path[0].startswith("附") else ()
    articled = any(item.path and item.path[0].endswith("条") for item in one.notice.items)
    return path if kind in ("item", "row") and not articled else ()
