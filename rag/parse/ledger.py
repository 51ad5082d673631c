"""The account of one reading: what the file held, and where each character and each table row of it went."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from rag.domain import Item, Ledger
from rag.parse.printed import Blocks, Grid
from rag.parse.traced import Traced
from rag.parse.units import Outline


def take_ledger(blocks: Blocks, text: Traced, items: Sequence[Item], outline: Outline) -> Ledger:
    """The account of `blocks` as they were placed.

    Args:
        blocks: What was read.
        text: The notice's text.
        items: Its items in document order.
        outline: What they were read as, with what is no part of the text.
    """
    indexed = header = repeated = 0
    rows = [row for block in blocks.blocks if isinstance(block, Grid) for row in block.rows if any(row)]
    if rows:
        position = {origin: at for at, origin in enumerate(text.origins)}
        starts = [item.start for item in items]
        for row in rows:
            places = [
                position[origin] for cell in row for piece in cell for origin in piece.origins if origin in position
            ]
            kinds = [items[bisect_right(starts, at) - 1].kind for at in places]
            if not places:
                repeated += 1
            elif all(kind in ("head", "section") for kind in kinds):
                header += 1
            else:
                indexed += 1
    return Ledger(
        characters=_letters([blocks.source]),
        placed=_letters([text.chars]),
        dropped=_letters(piece.chars for _, piece in outline.dropped),
        rows=len(rows),
        rows_indexed=indexed,
        rows_header=header,
        rows_repeated=repeated,
        pages=blocks.pages,
        unread=(*blocks.unread, *outline.unread),
    )


def _letters(texts: Sequence[str] | Iterator[str]) -> int:
    """Characters but blanks and byte order marks."""
    return sum(not char.isspace() and char != "\ufeff" for text in texts for char in text)
