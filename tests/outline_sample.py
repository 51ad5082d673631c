"""A notice as the goldens write it down: its facts, its units, and what reading it took."""

from __future__ import annotations

from collections.abc import Iterator

from rag.domain import Notice


def outline_text(notice: Notice) -> str:
    """The facts of the notice, then a line a unit: its path, its heading, how its text begins and ends."""
    return "\n".join([*_facts(notice), "", *_units(notice), "", *_repairs(notice)]) + "\n"


def _facts(notice: Notice) -> Iterator[str]:
    yield f"{notice.id}｜{notice.title}"
    yield f"发文机关 {'、'.join(notice.issuers) or '未印'}｜{notice.level or '级别不明'}｜{notice.region or '不限'}"
    yield f"成文 {notice.issued}｜印发 {notice.printed}｜施行 {notice.effective}｜有效期至 {notice.valid_until}"
    yield f"试行 {notice.trial}｜废止 {'；'.join(f'{one.title}{one.symbol}' for one in notice.repeals)}"
    yield f"主送 {notice.addressees}｜抄送 {notice.copies}｜公开 {notice.disclosure}"


def _units(notice: Notice) -> Iterator[str]:
    for item in notice.items:
        words = "".join(item.text.split())
        shown = words if len(words) <= 24 else f"{words[:14]}…{words[-8:]}"
        name = "/".join(item.path) or {"head": "〔首〕", "tail": "〔尾〕"}.get(item.kind, "〔·〕")
        yield f"{name}｜{item.kind}｜{item.heading}｜{shown}"


def _repairs(notice: Notice) -> Iterator[str]:
    yield from (f"没有读懂 {repair.kind}：{repair.detail}" for repair in notice.ledger.unread)
    yield from (f"{repair.kind}：{repair.detail}" for repair in notice.repairs)
    yield from (f"略去 {piece.kind}：{piece.text}" for piece in notice.dropped)
