"""Lines that are in a document but no part of its outline: the table of contents (目录), and text it quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rag.parse.markers import read_marker
from rag.text import squeeze

_LONGEST = 60
"""Characters that an entry of a table of contents has at most, its dots and page number left out."""
_FEWEST = 2
"""Entries that it has at least."""
_MOST = 0.6
"""Share of the lines after 目录 that come again as headings."""
_NEAR = 3
"""Lines that may stand between the last entry and the first heading itself: the title again, a preamble."""
_QUOTED = 80
"""Paragraphs that one quotation holds at most."""
# 目录, 目　次
_NAME = re.compile(r"目\s*[录次]")
# the dots and the page number after an entry: 第一章 总则……1, 一、目标 (3); not the year in 规划2035
_PAGE = re.compile(r"(?:[.．·…—_\-\s]{2,}|\s+|\t)[（(]?\d{0,3}[）)]?$|[.．·…]+\d{0,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Where a table of contents stands: lines from `start` up to `end`."""

    start: int
    end: int
    entries: frozenset[int]
    """Those of its lines that come again; what else stands there is text, and opens nothing."""


def find_contents(lines: Sequence[str | None]) -> Contents | None:
    """The table of contents among `lines`, each of whose entries comes again as a heading; None where a table stands.

    It begins with 目录, or with the first heading where all headings are printed before the first one itself.
    """
    names = [None if line is None or not _may_name(line) else _entry(line) for line in lines]
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if name:
            places.setdefault(name, []).append(at)
    for at, line in enumerate(lines):
        if line is not None and _NAME.fullmatch(line.strip()):
            found = _listed(names, places, at)
            if found is not None:
                return found
    first = next((at for at, line in enumerate(lines) if line is not None and read_marker(line) is not None), None)
    if first is None:
        return None
    end = _run(names, places, first)
    again = next((place for place in places.get(names[first] or "", ()) if place > first), None)
    if again is None or end - first < _FEWEST or not end <= again <= end + _NEAR:
        return None
    if not any(line is None or read_marker(line) for line in lines[end:again]):
        return Contents(start=first, end=end, entries=frozenset(range(first, end)))
    return None


def _listed(names: Sequence[str | None], places: dict[str, list[int]], name: int) -> Contents | None:
    """What stands between 目录 on line `name` and the second print of its first entry, where most of it comes again."""
    first = names[name + 1] if name + 1 < len(names) else None
    again = [place for place in places.get(first or "", ()) if place > name + 1]
    if not again:
        return None
    lines = range(name + 1, again[0])
    entries = frozenset(at for at in lines if (own := names[at]) and places[own][-1] >= again[0])
    if len(entries) < max(_FEWEST, _MOST * len(lines)):
        return None
    return Contents(start=name, end=again[0], entries=entries | {name})


def _may_name(line: str) -> bool:
    """Whether a line may be a heading: short, and no statement."""
    return len(_PAGE.sub("", line)) <= _LONGEST and line[-1] not in "。；;，,：:"


def _entry(line: str) -> str:
    """A heading without its blanks and the page number after it, in half-width characters."""
    return squeeze(unicodedata.normalize("NFKC", _PAGE.sub("", line.strip())))


def _run(names: Sequence[str | None], places: dict[str, list[int]], start: int) -> int:
    """End of the run of entries from `start` on, each of which stands again behind the run."""
    end = start
    seen: set[str] = set()
    while end < len(names) and (name := names[end]):
        if name in seen or places[name][-1] == end:
            break
        seen.add(name)
        end += 1
    return end


# 将第十条修改为：“第十条 …, a new wording that runs over several paragraphs; not a quoted word
_OPENS = re.compile(r"(?:[：:，]\s*|^)“[^”]*$")


def find_quoted(lines: Sequence[str | None]) -> frozenset[int]:
    """Numbers of the lines inside a quotation of several paragraphs: its numerals are those of another text."""
    quoted: set[int] = set()
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line is None or _OPENS.search(line) is None:
            continue
        end = _closing(lines, at)
        if end is not None:
            quoted.update(range(at, end + 1))
            at = end + 1
    return frozenset(quoted)


def _closing(lines: Sequence[str | None], start: int) -> int | None:
    """The line that closes the quotation opened before `start`, or None where none does."""
    depth = 1
    for at in range(start, min(start + _QUOTED, len(lines))):
        line = lines[at]
        if line is None:
            return None
        depth += line.count("“") - line.count("”")
        if depth <= 0:
            return at
    return None
