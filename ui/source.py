"""A notice as HTML, its outline and its text, with the quoted characters marked in their place; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.address import path_label
from rag.domain import Cell, Item, Notice
from ui.words import Words

HEADING_SHOWN = 40
"""Characters of an item that the outline shows where the item has no heading."""
COUNTED_KINDS = ("item", "row", "note")
"""The kinds of items that a notice is said to have; sections only head them."""

Span = tuple[int, int]
"""Half-open offsets into ``Notice.text``."""


def panel_html(notices: Sequence[Notice], *, words: Words) -> str:
    """The frame beside the conversation, with the list of notices in it to begin with."""

    def button(name: str, label: str, face: str) -> str:
        return f'<button type="button" id="pr-{name}" aria-label="{label}" title="{label}">{face}</button>'

    return (
        f'<aside class="pr-panel" data-root="{words.data_root}" data-lang="{words.language}" '
        f'data-where="{words.where}" data-loading="{words.loading}" data-failed="{words.load_failed}" '
        f'data-panel="{words.panel}" aria-label="{words.panel}"><div class="pr-bar">'
        f'<button type="button" id="pr-all">{words.all_notices}</button>'
        f'<p id="pr-where" role="status">{words.panel}</p><div class="pr-steps" hidden>'
        f"{button('previous', words.previous, '‹')}{button('following', words.following, '›')}</div>"
        f"{button('close', words.close, '×')}</div>"
        f'<div class="pr-sheet" tabindex="0">{catalog_html(notices, words=words)}</div></aside>'
    )


def catalog_html(notices: Sequence[Notice], *, words: Words) -> str:
    """The notices that answers can come from, each to be opened."""
    entries = "".join(f"<li>{_entry(notice, words)}</li>" for notice in notices)
    return (
        f'<div class="pr-catalog"><h2>{words.catalog}</h2><p>{words.catalog_note.format(notices=len(notices))}</p>'
        f'<ul role="list">{entries}</ul></div>'
    )


def notice_html(notice: Notice, *, span: Span | None, words: Words) -> str:
    """The whole of `notice`; the items that `span` touches are lit and its own characters marked."""
    body = "".join(_item(item, n, notice, span, words) for n, item in enumerate(notice.items))
    return (
        f'<article class="pr-notice" lang="zh-CN"><header><h2>{escape(notice.title)}</h2>'
        f"<p>{_particulars(notice)}</p></header>{_outline(notice, span, words)}"
        f'<div class="pr-text">{body}</div></article>'
    )


def _entry(notice: Notice, words: Words) -> str:
    count = words.units.format(items=sum(item.kind in COUNTED_KINDS for item in notice.items))
    return (
        f'<button type="button" class="pr-open" data-doc="{escape(notice.id)}"><strong>{escape(notice.title)}</strong>'
        f"<span>{_particulars(notice)}</span><span>{count}</span></button>"
    )


def _particulars(notice: Notice) -> str:
    issued = notice.issued and f"{notice.issued.year}年{notice.issued.month}月{notice.issued.day}日"
    return " · ".join(escape(part) for part in (notice.symbol, notice.issuer, issued) if part)


def _outline(notice: Notice, span: Span | None, words: Words) -> str:
    lines = [
        f'<li data-depth="{min(len(item.path), 5)}"{_current(item, span)}>'
        f'<button type="button" class="pr-jump" data-item="{n}"><b>{escape(item.path[-1])}</b> '
        f"{escape(_caption(item))}</button></li>"
        for n, item in enumerate(notice.items)
        if item.path
    ]
    if not lines:
        return ""
    return (
        f'<details class="pr-outline"><summary>{words.outline} <span>{len(lines)}</span></summary>'
        f'<ul role="list">{"".join(lines)}</ul></details>'
    )


def _current(item: Item, span: Span | None) -> str:
    return ' class="is-cited"' if _touches(item, span) else ""


def _caption(item: Item) -> str:
    """The item's heading, or the beginning of its text without the numeral, which stands before it already."""
    if item.heading:
        return item.heading
    text = " ".join(item.text.split()).removeprefix(item.path[-1]).lstrip(" .．、")
    return text[:HEADING_SHOWN] + "…" if len(text) > HEADING_SHOWN else text


def _item(item: Item, n: int, notice: Notice, span: Span | None, words: Words) -> str:
    cited = _touches(item, span)
    label = f' data-path="{escape(path_label(item.path))}"' if item.path else ""
    flag = f'<span class="pr-unseen">{words.cited_here}</span>' if cited else ""
    named = not item.path and "".join(item.text.split()) in (notice.title, notice.symbol)
    return (
        f'<section class="pr-item{" is-cited" if cited else ""}{" is-name" if named else ""}" id="pr-item-{n}" '
        f'data-kind="{item.kind}" data-depth="{min(len(item.path), 5)}"{label}>{flag}{_content(item, span)}</section>'
    )


def _content(item: Item, span: Span | None) -> str:
    """The row's cells under their columns where they hold all of its words, else its lines."""
    own = sum(len("".join(cell.text.split())) for cell in item.cells if item.start <= cell.start < item.end)
    if not own or own < len("".join(item.text.split())):
        return _lines(item.text, item.start, span, heading=item.heading)
    return f"<dl>{''.join(_cell(cell, item, span) for cell in item.cells if cell.text.strip())}</dl>"


def _cell(cell: Cell, item: Item, span: Span | None) -> str:
    """One cell; one that it shares with the row above, where it is printed and marked, is paler."""
    if item.start <= cell.start < item.end:
        return f"<dt>{escape(cell.column)}</dt><dd>{_lines(cell.text, cell.start, span)}</dd>"
    return f'<dt>{escape(cell.column)}</dt><dd class="is-shared">{_lines(cell.text, cell.start, None)}</dd>'


def _lines(text: str, start: int, span: Span | None, *, heading: str = "") -> str:
    """Each line of `text` a paragraph, the one with the heading bold; `start` is where `text` begins in the notice."""
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            lead = ' class="pr-lead"' if heading and words.endswith(heading) and not pieces else ""
            pieces.append(f"<p{lead}>{_quoted(words, start + line.index(words), span)}</p>")
        start += len(line)
    return "".join(pieces)


def _quoted(text: str, start: int, span: Span | None) -> str:
    if span is None:
        return escape(text)
    low, high = max(span[0] - start, 0), min(span[1] - start, len(text))
    if low >= high:
        return escape(text)
    return f"{escape(text[:low])}<mark>{escape(text[low:high])}</mark>{escape(text[high:])}"


def _touches(item: Item, span: Span | None) -> bool:
    return span is not None and item.start < span[1] and span[0] < item.end
