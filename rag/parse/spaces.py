"""Addresses of the documents that one file holds: a letter and the plans or regulations that it encloses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.parse.addresses import ordinal
from rag.parse.paragraphs import heading_text, names_genre
from rag.parse.roles import role_of
from rag.parse.units import Unit

_COVER = "通知"
"""First step of the path of a letter's own sections, where one in the plan it encloses has the same number."""
_PREAMBLE = 20
"""Lines between an enclosed document's title and its first unit at most."""
_TITLE = 60
"""Characters that a printed line of an enclosed document's title has at most."""


def address_spaces(units: Sequence[Unit], *, letter: bool) -> None:
    """Put the document's name before the paths of its units where another one in the file numbers the same way.

    Args:
        units: All units, in document order; their paths are changed.
        letter: Whether the first document is a letter that was signed before the next one begins.
    """
    numbered: dict[int, list[Unit]] = {}
    for unit in units:
        if unit.path and not unit.path[0].startswith("附"):
            numbered.setdefault(unit.space, []).append(unit)
    documents = {space: own for space, own in numbered.items() if space or not letter}
    if len(documents) < 2 or not _share_paths(list(documents.values())):
        cover = numbered.get(0, []) if letter else []
        if _share_paths((cover, [unit for own in documents.values() for unit in own])):
            _put_before(_COVER, cover)
        return
    places = {id(unit): at for at, unit in enumerate(units)}
    seen: Counter[str] = Counter()
    for count, (_, own) in enumerate(sorted(documents.items()), start=1):
        title = _title_before(units, places[id(own[0])]) or ordinal(count, "件")
        seen[title] += 1
        _put_before(title if seen[title] == 1 else f"{title}〔{seen[title]}〕", own)


def _share_paths(documents: Sequence[Sequence[Unit]]) -> bool:
    seen: set[str] = set()
    for own in documents:
        labels = {unit.path[0] for unit in own}
        if labels & seen:
            return True
        seen |= labels
    return False


def _put_before(step: str, units: Sequence[Unit]) -> None:
    for unit in units:
        unit.path = (step, *unit.path)


def _title_before(units: Sequence[Unit], at: int) -> str:
    """The title printed over a document's first unit, which is number `at`, over two lines at most, or ``""``."""
    lines: list[str] = []
    while at > 0 and not units[at - 1].path and len(lines) < _PREAMBLE:
        at -= 1
        lines[:0] = [line.chars for line in units[at].paragraphs]
    for place in range(len(lines) - 1, -1, -1):
        if names_genre(heading_text(lines[place])) and len(lines[place]) <= _TITLE and role_of(lines[place]) is None:
            above = lines[place - 1] if place else ""
            runs_on = above and len(above) <= _TITLE and role_of(above) is None and above[-1].isalnum()
            whole = above + lines[place] if runs_on and not names_genre(above) else lines[place]
            return heading_text(whole)
    return ""
