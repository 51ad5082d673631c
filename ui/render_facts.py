"""Facts as HTML, each with the way to its item; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rag.address import label
from rag.domain import Fact, Notice
from ui.links import item_address


def plain(fact: Fact) -> str:
    """The words of `fact` in one line."""
    return " ".join(fact.text.split())


def facts_html(facts: Sequence[Fact], notices: Mapping[str, Notice], *, texts: Sequence[str] = ()) -> str:
    """Each fact with its item; `texts` are their words as HTML where these are not shown as they are."""
    shown = texts or [escape(plain(fact)) for fact in facts]
    entries = "".join(
        f'<li><p lang="zh-CN">{text}</p>{_link(fact, notices)}</li>' for fact, text in zip(facts, shown, strict=True)
    )
    return f'<ul role="list">{entries}</ul>' if entries else ""


def _link(fact: Fact, notices: Mapping[str, Notice]) -> str:
    """The way to the fact's item among the notices, named by notice and item."""
    address = item_address(fact.notice, fact.path, fact.start, fact.end)
    title = escape(notices[fact.notice].title if fact.notice in notices else fact.notice)
    return f'<a href="{escape(address)}" title="{title}" lang="zh-CN">{escape(label(fact.notice, fact.path))}</a>'
