"""What is known of a notice, and what became of its characters and rows when it was read, as HTML; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rag.domain import Notice, Repair
from rag.render import particulars
from ui.shelf_words import ShelfWords

COUNTED_KINDS = ("item", "row", "note")
"""The kinds of items that are counted as 条目; sections are 标题, which only head them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How much a notice holds, in the units that every view names alike."""

    items: int
    """条目: items, table rows and notes under a table."""
    rows: int
    """Of them, table rows."""
    headings: int
    """标题: sections. With the 条目 they are the outline."""


def count_of(notice: Notice) -> Count:
    """What `notice` holds."""
    kinds = Counter(item.kind for item in notice.items)
    return Count(items=sum(kinds[kind] for kind in COUNTED_KINDS), rows=kinds["row"], headings=kinds["section"])


def count_words(count: Count, *, shelf: ShelfWords) -> str:
    """``51 个条目、17 个标题``; headings only where there are some."""
    told = shelf.counted if count.headings else shelf.counted_items
    return told.format(items=count.items, headings=count.headings)


def report_html(notice: Notice, *, shelf: ShelfWords) -> str:
    """The particulars that the notice prints, its file, and the report of its reading, folded away."""
    rows = [(shelf.particulars.get(name, name), text) for name, text in particulars(notice)]
    rows += [(shelf.file, notice.source), (shelf.checksum, notice.sha256)]
    lines = "".join(f'<dt>{escape(name)}</dt><dd lang="zh-CN">{escape(text)}</dd>' for name, text in rows)
    return (
        f'<details class="pr-report"><summary>{shelf.about}</summary><dl>{lines}</dl>'
        f"{figures_html(notice, shelf=shelf)}</details>"
    )


def figures_html(notice: Notice, *, shelf: ShelfWords) -> str:
    """Items, the ledger's account, what was not understood, and the repairs."""
    ledger = notice.ledger
    count = count_of(notice)
    rows = shelf.counted_rows.format(rows=count.rows) if count.rows else ""
    account = shelf.placed.format(characters=ledger.characters, placed=ledger.placed, dropped=ledger.dropped)
    printed = shelf.rows.format(
        rows=ledger.rows, indexed=ledger.rows_indexed, header=ledger.rows_header, repeated=ledger.rows_repeated
    )
    lines = (count_words(count, shelf=shelf) + rows, account, *((printed,) if ledger.rows else ()))
    return (
        f'<ul class="pr-figures">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'
        f"{_details(ledger.unread, shelf.unread, alarm=True)}{_details(notice.repairs, shelf.repairs)}"
    )


def _details(found: Sequence[Repair], label: str, *, alarm: bool = False) -> str:
    if not found:
        return ""
    lines = "".join(f'<li lang="zh-CN">{escape(one.detail)}</li>' for one in found)
    kind = ' class="is-alarm"' if alarm else ""
    return f"<details{kind}><summary>{label.format(count=len(found))}</summary><ul>{lines}</ul></details>"
