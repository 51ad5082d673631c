"""Notices as plain text and JSON: the outline tree, single items, the parse report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rag.domain import Item, Notice


def outline_json(notice: Notice) -> list[dict[str, Any]]:
    """Every unit of `notice` in document order; ``text`` is ``notice.text[start:end]``."""
    return items_json(notice.items)


def items_json(items: Sequence[Item]) -> list[dict[str, Any]]:
    """`items` as JSON; a table row has its ``cells`` by column beside its text."""
    return [
        {
            "path": list(item.path),
            "heading": item.heading,
            "text": item.text,
            "start": item.start,
            "end": item.end,
        }
        | ({"cells": {cell.column: cell.text for cell in item.cells}} if item.cells else {})
        for item in items
    ]


def outline_lines(notice: Notice, *, width: int | None = None) -> Iterator[str]:
    """The outline tree: a line an item, with its heading or its first words.

    Args:
        notice: The notice.
        width: Characters of each item's text; None for all of it, every line below its item.
    """
    yield notice.id
    if notice.title != notice.id:
        yield notice.title
    for item in notice.items:
        indent = "  " * len(item.path)
        name = item.path[-1] if item.path else {"head": "〔首〕", "tail": "〔尾〕"}.get(item.kind, "〔·〕")
        if width is None:
            yield f"{indent}{name} [{item.kind}] {item.heading}".rstrip()
            yield from (f"{indent}    {line}" for line in item.text.split("\n"))
            yield from (f"{indent}    · {cell.column}：{cell.text}" for cell in item.cells)
        else:
            words = " ".join(item.text.split())
            yield f"{indent}{name} " + (words if len(words) <= width else words[: width - 1] + "…")


def item_lines(items: Sequence[Item]) -> Iterator[str]:
    """Items whole; a table row as one line a column."""
    for item in items:
        if item.cells:
            yield from (f"{cell.column}：{cell.text}" for cell in item.cells)
        else:
            yield item.text


def particulars(notice: Notice) -> Iterator[tuple[str, str]]:
    """What head and tail of a notice say of it, each with its name; what they do not say is left out."""
    days = {
        "成文日期": notice.issued,
        "印发日期": notice.printed,
        "施行日期": notice.effective,
        "有效期至": notice.valid_until,
    }
    said = {
        "文号": notice.symbol,
        "发文机关": "、".join(notice.issuers) or notice.issuer,
        "层级": f"{notice.level}{f'（{notice.region}）' if notice.region else ''}" if notice.level else "",
        **{name: "" if day is None else day.isoformat() for name, day in days.items()},
        "试行": "是" if notice.trial else "",
        "废止": "、".join(one.symbol or one.title for one in notice.repeals),
        "已废止": "是" if notice.repealed else "",
        "主送": notice.addressees,
        "抄送": notice.copies,
    }
    yield from ((name, words) for name, words in said.items() if words)


def report_lines(notice: Notice) -> Iterator[str]:
    """What reading took: particulars, units, the ledger of characters and rows, what was not understood, repairs."""
    kinds = Counter(item.kind for item in notice.items)
    dropped = Counter(piece.kind for piece in notice.dropped)
    ledger = notice.ledger
    yield f"{notice.id}（{notice.source}）" + (f"，{ledger.pages} 页" if ledger.pages else "")
    yield from (f"{name}：{words}" for name, words in particulars(notice))
    yield "单元：" + "，".join(f"{kind} {count}" for kind, count in kinds.items())
    left = "，".join(f"{kind} {n} 处" for kind, n in dropped.items())
    yield f"文字：读入 {ledger.characters} 字 = 正文 {ledger.placed} 字，各归其位 + 略去 {ledger.dropped} 字" + (
        f"（{left}）" if left else ""
    )
    if ledger.rows:
        yield (
            f"表格：印有 {ledger.rows} 行 = 入库 {ledger.rows_indexed} 行 + 表头、标题 {ledger.rows_header} 行"
            f" + 续页重复的表头 {ledger.rows_repeated} 行"
        )
    if ledger.unread:
        yield f"没有读懂 {len(ledger.unread)} 种："
        yield from (f"  {repair.kind}：{repair.detail}" for repair in ledger.unread)
    yield f"修补 {len(notice.repairs)} 处："
    yield from (f"  {repair.kind}：{repair.detail}" for repair in notice.repairs)
