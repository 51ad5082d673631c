"""A notice as HTML, its outline and its text, with the quoted characters marked in their place; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from rag.address import path_label
from rag.domain import Cell, Item, Notice, Validity
from rag.retrieve.filters import standings
from ui.apart import apart
from ui.render_report import count_of, count_words, report_html
from ui.shelf_words import SHELF_WORDS
from ui.words import Words

HEADING_SHOWN = 40
"""Characters of an item that the outline shows where the item has no heading."""
ISSUERS_SHOWN = 2
"""Issuing bodies that are named one by one; more are named as the notice itself sums them up."""

Span = tuple[int, int]
"""Half-open offsets into ``Notice.text``."""


def panel_html(*, words: Words, beside: bool = True) -> str:
    """The frame in which notices are read; the script asks for the list of them, which changes while the page stays.

    Args:
        words: The page's words.
        beside: Whether it stands beside a conversation, whose sources it steps through and which it covers on a phone.
    """

    def button(name: str, label: str, face: str) -> str:
        return f'<button type="button" class="pr-{name}" aria-label="{label}" title="{label}">{face}</button>'

    name = words.panel if beside else words.library_tab
    steps = (
        f'<div class="pr-steps" hidden>{button("previous", words.previous, "‹")}'
        f"{button('following', words.following, '›')}</div>"
    )
    shelf = "" if beside else f'<a class="pr-to-shelf" href="#/library?manage=1">{SHELF_WORDS[words.language].open}</a>'
    closing = f'<a class="pr-elsewhere" hidden>{words.in_library}</a>{button("close", words.close, "×")}'
    linking = f'<button type="button" class="pr-here" data-done="{words.copied}" hidden>{words.copy_link}</button>'
    return (
        f'<aside class="pr-panel" data-root="{words.data_root}" data-lang="{words.language}" '
        f'data-where="{words.where}" data-panel="{name}" data-loading="{words.loading}" '
        f'data-failed="{words.load_failed}" data-count="{words.find_count}" data-none="{words.find_none}" '
        f'aria-label="{name}"><div class="pr-bar">'
        f'<button type="button" class="pr-all">{words.all_notices}</button>{shelf}'
        f'<p class="pr-where" role="status">{name}</p>{steps}{_finder(words)}'
        f"{closing if beside else linking}</div>"
        f'<div class="pr-sheet" tabindex="0" role="region" aria-label="{words.panel}">'
        f'<p class="pr-none">{words.compare_loading}</p></div></aside>'
    )


def catalog_html(notices: Sequence[Notice], *, words: Words, on: date) -> str:
    """The notices that answers can come from, each to be opened; the script filters them by what is typed."""
    stands = standings(notices, on)
    marks = apart(notices)
    entries = "".join(
        f"<li>{_entry(notice, stands[notice.id], marks.get(notice.id, ''), words)}</li>" for notice in notices
    )
    return (
        f'<div class="pr-catalog"><h2>{words.catalog}</h2><p>{words.catalog_note.format(notices=len(notices))} '
        f"{words.catalog_basis}</p>"
        f'<form class="pr-seek" role="search"><input type="search" class="pr-filter" name="find" '
        f'aria-label="{words.filter_catalog}" placeholder="{words.filter_catalog}">'
        f'<button type="submit">{words.find_all}</button></form><ul role="list">{entries}</ul>'
        f'<p class="pr-filtered" role="status" hidden>{words.filter_none}</p></div>'
    )


def notice_html(notice: Notice, *, span: Span | None, words: Words) -> str:
    """The whole of `notice`; the items that `span` touches are lit and its own characters marked."""
    body = "".join(_item(item, n, notice, span, words) for n, item in enumerate(notice.items))
    return (
        f'<article class="pr-notice" lang="zh-CN"><header><h2>{escape(notice.title)}</h2>'
        f"<p>{particulars_line(notice, words)}</p></header>{report_html(notice, shelf=SHELF_WORDS[words.language])}"
        f'<div class="pr-pages">{_outline(notice, span, words)}'
        f'<div class="pr-text">{body}</div></div></article>'
    )


def _finder(words: Words) -> str:
    """The search within the open notice."""
    return (
        f'<form class="pr-find" role="search" hidden><input type="search" aria-label="{words.find}" '
        f'placeholder="{words.find}"><output></output>'
        f'<button type="button" class="pr-hit" data-by="-1" aria-label="{words.find_previous}">▴</button>'
        f'<button type="button" class="pr-hit" data-by="1" aria-label="{words.find_next}">▾</button></form>'
    )


def _entry(notice: Notice, stands: Validity, mark: str, words: Words) -> str:
    count = count_words(count_of(notice), shelf=SHELF_WORDS[words.language])
    told = (words.standings[stands.standing], stands.until and stands.until.isoformat(), stands.by and f"↗ {stands.by}")
    kind = "is-past" if not stands.in_force else "is-good" if stands.until else "is-open"
    badge = f'<em class="{kind}">{escape(" ".join(part for part in told if part))}</em>'
    return (
        f'<button type="button" class="pr-open" data-doc="{escape(notice.id)}">'
        f'<strong lang="zh-CN">{escape(notice.title)}</strong>'
        f'<span lang="zh-CN">{particulars_line(notice, words, mark)}</span> <span>{count}</span> {badge}</button>'
    )


def particulars_line(notice: Notice, words: Words, mark: str = "") -> str:
    """文号, issuers, region and day of `notice` in one line of HTML; last what tells it from others of one name."""
    day = notice.issued
    issued = day and f"<time>{words.day.format(year=day.year, month=day.month, day=day.day)}</time>"
    named = "、".join(notice.issuers)
    issuers = named if named and len(notice.issuers) <= ISSUERS_SHOWN else notice.issuer
    told = (escape(notice.symbol), escape(issuers), escape(notice.region), issued, escape(mark))
    return " · ".join(part for part in told if part)


def _outline(notice: Notice, span: Span | None, words: Words) -> str:
    """The outline as a tree: a unit with others below it folds them."""
    units = [(n, item) for n, item in enumerate(notice.items) if item.path]
    if not units:
        return ""
    count = count_words(count_of(notice), shelf=SHELF_WORDS[words.language])
    return (
        f'<details class="pr-outline"><summary>{words.outline} <span>{count}</span></summary>'
        f'<nav aria-label="{words.outline}">{_branches(units, span, words)}</nav></details>'
    )


def _branches(units: Sequence[tuple[int, Item]], span: Span | None, words: Words) -> str:
    """`units` as a list; those whose path goes on from the one before are folded below it."""
    lines: list[str] = []
    at = 0
    while at < len(units):
        (n, item), end = units[at], at + 1
        depth = len(item.path)
        while end < len(units) and len(units[end][1].path) > depth and units[end][1].path[:depth] == item.path:
            end += 1
        jump = (
            f'<button type="button" class="pr-jump" data-item="{n}"><b>{escape(item.path[-1])}</b> '
            f"{escape(caption(item))}</button>"
        )
        below = units[at + 1 : end]
        inner = f"{_twist(item, words)}{jump}{_branches(below, span, words)}" if below else jump
        lines.append(f'<li data-path="{escape(path_label(item.path))}"{_current(item, span)}>{inner}</li>')
        at = end
    return f'<ul role="list">{"".join(lines)}</ul>'


def _twist(item: Item, words: Words) -> str:
    label = escape(words.fold.format(place=path_label(item.path)))
    return f'<button type="button" class="pr-twist" aria-expanded="true" aria-label="{label}"></button>'


def _current(item: Item, span: Span | None) -> str:
    return ' class="is-cited"' if _touches(item, span) else ""


def caption(item: Item) -> str:
    """The item's heading, or the beginning of its text without the numeral, which stands before it already.

    A heading that a table row shares with the row above would name them all alike: such a row says what is its own.
    """
    shared = any(cell.start < item.start and cell.text.strip() == item.heading for cell in item.cells)
    if item.heading and not shared:
        return item.heading
    text = " ".join(item.text.split()).removeprefix(item.path[-1]).lstrip(" .．、")
    return text[:HEADING_SHOWN] + "…" if len(text) > HEADING_SHOWN else text


def _item(item: Item, n: int, notice: Notice, span: Span | None, words: Words) -> str:
    cited = _touches(item, span)
    label = f' data-path="{escape(path_label(item.path))}"' if item.path else ""
    flag = f'<span class="pr-unseen">{words.cited_here}</span>' if cited else ""
    named = not item.path and "".join(item.text.split()) in (notice.title, notice.symbol)
    return (
        f'<section class="pr-item{" is-cited" if cited else ""}{" is-name" if named else ""}" data-at="{n}" '
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
