"""What is known of a notice, and what became of its characters and rows when it was read, as HTML; pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rag.domain import Notice, Repair
from rag.render import particulars
from ui.shelf_words import ShelfWords

COUNTED_KINDS = ("item", "row", "note")
"""The kinds of items that a notice is said to have; sections only head them."""


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
    items = sum(item.kind in COUNTED_KINDS for item in notice.items)
    rows = sum(item.kind == "row" for item in notice.items)
    account = shelf.placed.format(characters=ledger.characters, placed=ledger.placed, dropped=ledger.dropped)
    printed = shelf.rows.format(
        rows=ledger.rows, indexed=ledger.rows_indexed, header=ledger.rows_header, repeated=ledger.rows_repeated
    )
    lines = (shelf.units.format(items=items, rows=rows), account, *((printed,) if ledger.rows else ()))
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
