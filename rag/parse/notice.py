"""A source file → a Notice: the outline with its text, head and tail, and the proof that nothing was lost."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path as FilePath

from rag.domain import Cell, Dropped, Item, Notice
from rag.errors import ParseError
from rag.parse.blocks import read_blocks
from rag.parse.imprint import read_imprint
from rag.parse.issuers import rank_of
from rag.parse.ledger import take_ledger
from rag.parse.outline import read_outline
from rag.parse.paragraphs import names_genre
from rag.parse.script import Script, as_printed
from rag.parse.terms import read_terms
from rag.parse.traced import INSERTED, Traced, join
from rag.parse.units import Outline, Unit


def read_notice(
    path: FilePath,
    content: bytes,
    *,
    title: str = "",
    issuer: str = "",
    issued: date | None = None,
    repealed: bool = False,
    valid_until: date | None = None,
) -> Notice:
    """The notice in the file at `path`, whose bytes are `content`.

    Args:
        path: Names the file; its suffix tells the type. Nothing is read from disk.
        content: The file's bytes.
        title: Title, where the text itself prints none.
        issuer: 发文机关, likewise.
        issued: 成文日期, likewise.
        repealed: Whether it is known to be 已废止.
        valid_until: Last day of its 有效期, where it is known otherwise than from the text.

    Raises:
        CorpusError: the file type cannot be read.
        ParseError: the file holds no text, or a character of it was lost in the reading.
    """
    printed = read_blocks(path, content)
    script = Script(printed.source)
    blocks = script.shadow(printed)
    outline = read_outline(blocks)
    text, items = _place(outline.units)
    _check_nothing_lost(path, blocks.source, text, outline)
    margins = [line.chars for unit in outline.units if not unit.path for line in unit.paragraphs]
    imprint = read_imprint(margins, title=title or _first_title(items) or path.stem)
    terms = read_terms(
        text.chars,
        imprint.title,
        issued=imprint.published or issued,
        printed=imprint.printed,
        history=imprint.history,
    )
    issuers = (issuer,) if issuer else imprint.issuers
    level, region = rank_of(issuers, imprint.title)
    notice = Notice(
        id=imprint.symbol or imprint.title,
        title=imprint.title,
        symbol=imprint.symbol,
        issuer=issuer or imprint.issuer,
        issued=issued or imprint.issued,
        source=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        text=text.chars,
        items=items,
        repairs=(*outline.repairs, *imprint.repairs),
        dropped=tuple(Dropped(kind=kind, text=script.printed(piece).chars) for kind, piece in outline.dropped),
        issuers=issuers,
        level=level,
        region="" if region is None else region.name,
        printed=imprint.printed,
        effective=terms.effective,
        valid_until=valid_until or terms.valid_until,
        trial=terms.trial,
        repeals=terms.repeals,
        extends=terms.extends,
        repealed=repealed,
        addressees=imprint.addressees,
        copies=imprint.copies,
        disclosure=imprint.disclosure,
        ledger=take_ledger(blocks, text, items, outline),
    )
    return notice if script.is_simplified else as_printed(notice, script.printed(text).chars)


def _first_title(items: Sequence[Item]) -> str:
    """The title of the annex that a file begins with, or of the table where it is one that a notice can have."""
    first = items[0] if items and items[0].path else None
    if first is None:
        return ""
    named = first.path[0].startswith("表") and first.kind == "section" and names_genre(first.heading)
    return first.heading if named or first.path[0].startswith("附") else ""


def _place(units: Sequence[Unit]) -> tuple[Traced, tuple[Item, ...]]:
    """Set the units one below the other; returns the text and the items with their spans in it."""
    texts = [join(unit.paragraphs, separator="\n") for unit in units]
    starts: dict[int, int] = {}
    position = 0
    for unit, text in zip(units, texts, strict=True):
        starts[id(unit)] = position
        position += len(text) + 1
    items: list[Item] = []
    for unit, text in zip(units, texts, strict=True):
        start = starts[id(unit)]
        items.append(
            Item(
                path=unit.path,
                kind=unit.kind,
                heading=unit.heading,
                text=text.chars,
                start=start,
                end=start + len(text),
                cells=tuple(_cell(column, cell, owner, starts[id(owner)]) for column, cell, owner in unit.cells),
            )
        )
    return join(texts, separator="\n"), tuple(items)


def _cell(column: str, cell: Traced, owner: Unit, start: int) -> Cell:
    """The place of a cell's text in the row that prints it; origins tell it from equal words beside it."""
    row = join(owner.paragraphs, separator="\n")
    within = row.origins.index(cell.origins[0])
    return Cell(column=column, text=cell.chars, start=start + within, end=start + within + len(cell))


def _check_nothing_lost(path: FilePath, source: str, text: Traced, outline: Outline) -> None:
    """Every non-blank character of the source stands in the text or among the dropped, exactly once."""
    origins = list(text.origins)
    for _, piece in outline.dropped:
        origins.extend(piece.origins)
    used = Counter(origin for origin in origins if origin != INSERTED)
    twice = [origin for origin, times in used.items() if times > 1]
    lost = [at for at, char in enumerate(source) if not char.isspace() and char != "\ufeff" and at not in used]
    if lost or twice:
        at = (lost or twice)[0]
        raise ParseError(
            f"文件 {path.name} 第 {source.count(chr(10), 0, at) + 1} 行“{source[at : at + 12]!r}”没有读全。",
            hint="这是解析程序的缺陷，请把该文件交给维护者；其余文件不受影响。",
        )
