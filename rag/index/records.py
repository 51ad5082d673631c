"""Notices, chunks and facts ⇄ compact JSON arrays; a text that its notice holds at its span is stored once.

One array a value, fields in the order of `rag.domain`; where a text equals ``notice.text[start:end]``, null
stands for it. Dates are ISO strings, decimals their digits. Reading is strict: another shape or an impossible
span is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast, get_args

from rag.domain import (
    Amount,
    Cell,
    Chunk,
    Dropped,
    Extension,
    Fact,
    Item,
    ItemKind,
    Ledger,
    Notice,
    Reference,
    Repair,
    Tier,
)

_KINDS = frozenset(get_args(ItemKind))
_TIERS = frozenset(get_args(Tier))
_ONLY_TEXT = frozenset((str,))


def dump_notices(notices: Sequence[Notice]) -> bytes:
    """The notices as JSON.

    Raises:
        ValueError: a span leaves its notice's text.
    """
    return _dump([dump_notice(notice, [dump_item(item, notice.text) for item in notice.items]) for notice in notices])


def load_notices(content: bytes) -> tuple[Notice, ...]:
    """The notices that `dump_notices` wrote.

    Raises:
        ValueError: `content` is not what `dump_notices` writes.
    """
    return tuple(load_notice(record) for record in _load(content))


def dump_chunks(chunks: Sequence[Chunk], notice: Notice) -> bytes:
    """The chunks of a notice as JSON.

    Raises:
        ValueError: a chunk's span leaves the notice's text.
    """
    return _dump([dump_chunk(chunk, notice.text) for chunk in chunks])


def load_chunks(content: bytes, notice: Notice) -> tuple[Chunk, ...]:
    """The chunks that `dump_chunks` wrote.

    Raises:
        ValueError: `content` is not what `dump_chunks` writes, or is of another notice.
    """
    return tuple(load_chunk(record, notice) for record in _load(content))


def dump_facts(facts: Sequence[Fact], notice: Notice) -> bytes:
    """The facts of a notice as JSON.

    Raises:
        ValueError: a fact's span leaves the notice's text.
    """
    return _dump([dump_fact(fact, notice.text) for fact in facts])


def load_facts(content: bytes, notice: Notice) -> tuple[Fact, ...]:
    """The facts that `dump_facts` wrote.

    Raises:
        ValueError: `content` is not what `dump_facts` writes, or is of another notice.
    """
    return tuple(load_fact(record, notice) for record in _load(content))


def dump_notice(notice: Notice, items: Any) -> list[Any]:  # noqa: ANN401 - a JSON value
    """The record of a notice, with `items` in the place of its items."""
    return [
        notice.id,
        notice.title,
        notice.symbol,
        notice.issuer,
        _day(notice.issued),
        notice.source,
        notice.sha256,
        notice.text,
        items,
        [[repair.kind, repair.detail] for repair in notice.repairs],
        [[dropped.kind, dropped.text] for dropped in notice.dropped],
        notice.issuers,
        notice.level,
        notice.region,
        _day(notice.printed),
        _day(notice.effective),
        _day(notice.valid_until),
        notice.trial,
        [
            *([one.title, one.symbol] for one in notice.repeals),
            *([one.notice.title, one.notice.symbol, _longer(one)] for one in notice.extends),
        ],
        notice.repealed,
        notice.addressees,
        notice.copies,
        notice.disclosure,
        _dump_ledger(notice.ledger),
    ]


def dump_item(item: Item, text: str) -> list[Any]:
    """The record of an item of a notice with this text.

    Raises:
        ValueError: a span leaves the text.
    """
    return [
        item.path,
        item.kind,
        item.heading,
        _unless_quoted(item, text),
        item.start,
        item.end,
        [[cell.column, _unless_quoted(cell, text), cell.start, cell.end] for cell in item.cells],
    ]


def _dump_ledger(ledger: Ledger) -> list[Any]:
    return [
        ledger.characters,
        ledger.placed,
        ledger.dropped,
        ledger.rows,
        ledger.rows_indexed,
        ledger.rows_header,
        ledger.rows_repeated,
        ledger.pages,
        [[repair.kind, repair.detail] for repair in ledger.unread],
    ]


def _load_ledger(record: Any) -> Ledger:  # noqa: ANN401 - a JSON value
    *counts, unread = record
    characters, placed, dropped, rows, indexed, header, repeated, pages = map(_number, counts)
    return Ledger(
        characters=characters,
        placed=placed,
        dropped=dropped,
        rows=rows,
        rows_indexed=indexed,
        rows_header=header,
        rows_repeated=repeated,
        pages=pages,
        unread=tuple(Repair(kind=_text(kind), detail=_text(detail)) for kind, detail in unread),
    )


def _load_items(records: Any, text: str) -> tuple[Item, ...]:  # noqa: ANN401 - a JSON value
    return tuple(load_item(record, text) for record in records)


def load_notice(record: Any, items_of: Callable[[Any, str], Sequence[Item]] = _load_items) -> Notice:  # noqa: ANN401
    """The notice of a record; `items_of` makes its items of what stands in their place and of its text.

    Raises:
        ValueError, TypeError: the record is none of a notice.
    """
    id_, title, symbol, issuer, issued, source, sha256, text, items, repairs, dropped, *facts = record
    issuers, level, region, printed, effective, valid_until, trial, repeals, repealed, *margins = facts
    addressees, copies, disclosure, ledger = margins
    if level not in _TIERS:
        raise ValueError(f"expected a rank of issuer, found {level!r}")
    return Notice(
        id=_text(id_),
        title=_text(title),
        symbol=_text(symbol),
        issuer=_text(issuer),
        issued=_load_day(issued),
        source=_text(source),
        sha256=_text(sha256),
        text=_text(text),
        items=items_of(items, text),
        repairs=tuple(Repair(kind=_text(kind), detail=_text(detail)) for kind, detail in repairs),
        dropped=tuple(Dropped(kind=_text(kind), text=_text(piece)) for kind, piece in dropped),
        issuers=_texts(issuers),
        level=cast(Tier, level),
        region=_text(region),
        printed=_load_day(printed),
        effective=_load_day(effective),
        valid_until=_load_day(valid_until),
        trial=_flag(trial),
        repeals=tuple(_load_reference(one) for one in repeals if len(one) == 2),
        extends=tuple(_load_extension(one) for one in repeals if len(one) != 2),
        repealed=_flag(repealed),
        addressees=_text(addressees),
        copies=_text(copies),
        disclosure=_text(disclosure),
        ledger=_load_ledger(ledger),
    )


def _longer(extension: Extension) -> str:
    """The last day, or the months as ISO 8601 writes a length of time: ``P36M``."""
    return f"P{extension.months}M" if extension.until is None else extension.until.isoformat()


def _load_extension(record: Any) -> Extension:  # noqa: ANN401 - a JSON value
    *cited, longer = record
    notice = _load_reference(cited)
    if (months := _text(longer)).startswith("P"):
        return Extension(notice=notice, months=int(months[1:-1]))
    return Extension(notice=notice, until=date.fromisoformat(months))


def _load_reference(record: Any) -> Reference:  # noqa: ANN401 - a JSON value
    title, symbol = record
    return Reference(title=_text(title), symbol=_text(symbol))


def load_item(record: Any, text: str) -> Item:  # noqa: ANN401 - a JSON value
    """The item of a record, of a notice with this text; ValueError or TypeError where it is none."""
    path, kind, heading, own, start, end, cells = record
    if kind not in _KINDS:
        raise ValueError(f"expected a kind of item, found {kind!r}")
    return Item(
        path=_texts(path),
        kind=cast(ItemKind, kind),
        heading=_text(heading),
        text=_quoted(own, text, start, end),
        start=start,
        end=end,
        cells=tuple(
            Cell(column=_text(column), text=_quoted(printed, text, first, last), start=first, end=last)
            for column, printed, first, last in cells
        ),
    )


def dump_chunk(chunk: Chunk, text: str) -> list[Any]:
    """The record of a chunk of a notice with this text; ValueError where its span leaves the text."""
    return [
        chunk.path,
        chunk.paths,
        chunk.start,
        chunk.end,
        _unless_quoted(chunk, text),
        chunk.context,
        chunk.tokens,
    ]


def load_chunk(record: Any, notice: Notice) -> Chunk:  # noqa: ANN401 - a JSON value
    """The chunk of a record, of this notice; ValueError or TypeError where it is none."""
    path, paths, start, end, own, context, tokens = record
    return Chunk(
        notice=notice.id,
        path=_texts(path),
        paths=tuple(_texts(one) for one in paths),
        start=start,
        end=end,
        text=_quoted(own, notice.text, start, end),
        context=_text(context),
        tokens=_number(tokens),
    )


def dump_fact(fact: Fact, text: str) -> list[Any]:
    """The record of a fact of a notice with this text; ValueError where a span leaves the text."""
    amounts = [[_unless_quoted(one, text), one.start, one.end, str(one.value), one.unit] for one in fact.amounts]
    return [
        fact.path,
        fact.start,
        fact.end,
        fact.regions,
        fact.headings,
        _unless_quoted(fact, text),
        amounts,
        fact.lead,
        fact.partners,
        fact.due,
    ]


def load_fact(record: Any, notice: Notice) -> Fact:  # noqa: ANN401 - a JSON value
    """The fact of a record, of this notice; ValueError or TypeError where it is none."""
    path, start, end, regions, headings, own, amounts, lead, partners, due = record
    return Fact(
        notice=notice.id,
        path=_texts(path),
        start=start,
        end=end,
        regions=_texts(regions),
        headings=_texts(headings),
        text=_quoted(own, notice.text, start, end),
        amounts=tuple(_load_amount(amount, notice.text) for amount in amounts),
        lead=_text(lead),
        partners=_texts(partners),
        due=_text(due),
    )


def _load_amount(record: Any, text: str) -> Amount:  # noqa: ANN401 - a JSON value
    own, start, end, value, unit = record
    try:
        number = Decimal(_text(value))
    except InvalidOperation as error:
        raise ValueError(f"expected a decimal number, found {value!r}") from error
    return Amount(text=_quoted(own, text, start, end), start=start, end=end, value=number, unit=_text(unit))


def _dump(records: list[Any]) -> bytes:
    return json.dumps(records, ensure_ascii=False, separators=(",", ":")).encode()


def _load(content: bytes) -> list[Any]:
    records = json.loads(content)
    if not isinstance(records, list):
        raise ValueError(f"expected an array of records, found {type(records).__name__!r}")
    return cast(list[Any], records)


def _unless_quoted(value: Item | Cell | Chunk | Fact | Amount, text: str) -> str | None:
    """The value's text, or None where the notice's `text` holds it at the value's span."""
    _check_span(text, value.start, value.end)
    return None if text[value.start : value.end] == value.text else value.text


def _quoted(own: Any, text: str, start: Any, end: Any) -> str:  # noqa: ANN401 - JSON values
    """The text that `_unless_quoted` left out or kept."""
    _check_span(text, _number(start), _number(end))
    return text[start:end] if own is None else _text(own)


def _check_span(text: str, start: int, end: int) -> None:
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"expected a span within {len(text)} characters, found {start!r} to {end!r}")


def _text(value: Any) -> str:  # noqa: ANN401 - a JSON value
    if type(value) is not str:
        raise ValueError(f"expected a text, found {value!r}")
    return value


def _flag(value: Any) -> bool:  # noqa: ANN401 - a JSON value
    if type(value) is not bool:
        raise ValueError(f"expected true or false, found {value!r}")
    return value


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _load_day(value: Any) -> date | None:  # noqa: ANN401 - a JSON value
    return None if value is None else date.fromisoformat(_text(value))


def _texts(values: Any) -> tuple[str, ...]:  # noqa: ANN401 - a JSON value
    if type(values) is not list or not _ONLY_TEXT.issuperset(map(type, cast(list[Any], values))):
        raise ValueError(f"expected an array of texts, found {values!r}")
    return tuple(cast(list[str], values))


def _number(value: Any) -> int:  # noqa: ANN401 - a JSON value
    if type(value) is not int or value < 0:
        raise ValueError(f"expected a whole number, found {value!r}")
    return value
