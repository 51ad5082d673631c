"""What was found in the notices as HTML: each item with its words around the hit; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from rag.address import path_label
from ui.finding import Hit
from ui.links import item_address
from ui.words import Words

AROUND = 60
"""Characters shown before and after a hit."""
MOST = 200
"""Items that are listed at most."""


def findings_html(hits: Sequence[Hit], sought: str, *, words: Words) -> str:
    """The items of `hits` by their notices, each leading to its place; `sought` is what was looked for."""
    shown = "".join(
        f'<h3 lang="zh-CN">{escape(title)}</h3><ul role="list">{"".join(_entry(hit, words) for hit in group)}</ul>'
        for title, group in groupby(hits[:MOST], key=lambda hit: hit.notice.title)
    )
    told = words.found if len(hits) <= MOST else words.found_part
    count = told.format(words=sought, count=len(hits), shown=MOST)
    return f'<div class="pr-findings"><div role="status"><h2>{escape(count)}</h2></div>{shown}</div>'


def _entry(hit: Hit, words: Words) -> str:
    text, low, high = hit.notice.text, hit.start, hit.end
    first, last = max(hit.item.start, low - AROUND), min(hit.item.end, high + AROUND)
    before = ("…" if first > hit.item.start else "") + " ".join(text[first:low].split())
    after = " ".join(text[high:last].split()) + ("…" if last < hit.item.end else "")
    place = path_label(hit.item.path)
    address = item_address(hit.notice.id, hit.item.path, low, high)
    return (
        f'<li><a href="{escape(address)}" lang="zh-CN"><b>{escape(place or words.body_text)}</b> '
        f"{escape(before)}<mark>{escape(text[low:high])}</mark>{escape(after)}</a></li>"
    )
