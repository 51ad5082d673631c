"""What tells notices apart that bear one title and one 文号, or none; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rag.domain import Notice
from rag.text import squeeze


def apart(notices: Sequence[Notice]) -> Mapping[str, str]:
    """The addition to its 文号, if any, and the file of each notice that shares its title and 文号, by its id."""
    borne = Counter(map(_name, notices))
    return {one.id: _mark(one) for one in notices if borne[_name(one)] > 1}


def _name(notice: Notice) -> tuple[str, str]:
    return squeeze(notice.title), notice.symbol


def _mark(notice: Notice) -> str:
    """``（changed） changed.txt`` of 洪府办发〔2023〕12号（changed）."""
    added = notice.id.removeprefix(notice.symbol or notice.title)
    return " ".join(part for part in (added if added != notice.id else "", notice.source) if part)
