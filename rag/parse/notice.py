"""A source file → a Notice: the outline with its text, head and tail, and the proof that nothing was lost."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path as FilePath

from rag.domain import Cell, Dropped, Item, Notice, Repair
from rag.errors import ParseError
from rag.parse.blocks import read_blocks
from rag.parse.outline import Outline, Unit, read_outline
from rag.parse.paragraphs import heading_text, names_genre
from rag.parse.roles import read_date, read_symbol, role_of
from rag.parse.traced import INSERTED, Traced, join
from rag.text import squeeze

# 住房和城乡建设部办公厅关于征集遴选智能建造试点城市的通知
_ABOUT = re.compile(r"(?P<issuer>.{0,60}?)关于.{2,120}")
_TITLE_LINES = 4
"""Printed lines that a title takes at most."""
_LONGEST_TITLE = 120
"""Characters that it has at most."""


def read_notice(
    path: FilePath, content: bytes, *, title: str = "", issuer: str = "", issued: date | None = None
) -> Notice:
    """The notice in the file at `path`, whose bytes are `content`.

    Args:
        path: Names the file; its suffix tells the type. Nothing is read from disk.
        content: The file's bytes.
        title: Title, where the text itself prints none.
        issuer: 发文机关, likewise.
        issued: 成文日期, likewise.

    Raises:
        CorpusError: the file type cannot be read.
        ParseError: the file holds no text, or a character of it was lost in the reading.
    """
    blocks = read_blocks(path, content)
    outline = read_outline(blocks)
    text, items = _place(outline.units)
    _check_nothing_lost(path, blocks.source, text, outline)
    margins = [unit.paragraphs[0].chars for unit in outline.units if not unit.path and unit.paragraphs]
    symbol = next((read_symbol(line) for line in margins if role_of(line) == "symbol"), "")
    printed_title = _find_title(margins)
    full_title = printed_title or title or symbol or path.stem
    return Notice(
        id=symbol or full_title,
        title=full_title,
        symbol=symbol,
        issuer=issuer or _find_issuer(margins, full_title),
        issued=issued or next((day for line in margins if role_of(line) == "date" and (day := read_date(line))), None),
        source=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        text=text.chars,
        items=items,
        repairs=(*outline.repairs, *_head_repairs(margins, symbol, printed_title, full_title)),
        dropped=tuple(Dropped(kind=kind, text=piece.chars) for kind, piece in outline.dropped),
    )


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


def _find_title(margins: Sequence[str]) -> str:
    """The title among the lines outside the numbered body, or ``""``; it may run over several of them."""
    lines = [_title_part(line) for line in margins]
    for first in range(len(lines)):
        for end in range(first + 1, min(first + _TITLE_LINES, len(lines)) + 1):
            title = "".join(lines[first:end])
            if not all(lines[first:end]) or len(title) > _LONGEST_TITLE:
                break
            if _ABOUT.fullmatch(title) and names_genre(title):
                return heading_text(title)
    return heading_text(next((line for line in lines if names_genre(line) and "\t" not in line), ""))


def _title_part(line: str) -> str:
    """`line` where it may be a title or a part of one, else ``""``."""
    return line if role_of(line) is None and line[-1] not in "。：:；，" else ""


def _head_repairs(margins: Sequence[str], symbol: str, printed_title: str, title: str) -> Iterator[Repair]:
    if not symbol:
        yield Repair(kind="no-symbol", detail=f"文中没有文号，以标题“{title}”为地址。")
    elif any(role_of(line) == "symbol" and squeeze(line) != line for line in margins):
        yield Repair(kind="symbol-blanks", detail=f"文号中的空格去掉，读作“{symbol}”。")
    if not printed_title:
        yield Repair(kind="no-title", detail=f"文中没有标题行，标题记为“{title}”。")


def _find_issuer(margins: Sequence[str], title: str) -> str:
    """发文机关 from the letterhead, the title or the signature."""
    about = _ABOUT.fullmatch(title)
    if about is not None and about["issuer"]:
        return about["issuer"]
    signed = [heading_text(line) for line in margins if role_of(line) == "signature"]
    return "、".join(dict.fromkeys(line.removesuffix("文件") for line in signed))
