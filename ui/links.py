"""Addresses of places within the page; see ``assets/route.js``."""

from __future__ import annotations

from urllib.parse import urlencode

from rag.address import path_label
from rag.domain import Path


def item_address(notice: str, path: Path, start: int, end: int) -> str:
    """Where the 政策库 tab shows the characters from `start` to `end` of a notice, in the item at `path`."""
    query = urlencode({"doc": notice, "item": path_label(path), "start": start, "end": end})
    return f"#/library?{query}"


def compare_address(*, place: str = "", measure: str = "", notice: str = "") -> str:
    """Where the 对照 tab shows a place, a measure or the cell of both; of one notice, or of all."""
    given = {"place": place, "measure": measure, "notice": notice}
    return f"#/compare?{urlencode({name: value for name, value in given.items() if value})}"
