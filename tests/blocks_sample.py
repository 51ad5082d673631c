"""Blocks as plain lists, to be compared."""

from __future__ import annotations

from rag.parse.printed import Blocks, Grid, Line


def lines(found: Blocks) -> list[str]:
    """The lines of running text."""
    return [block.text.chars for block in found.blocks if isinstance(block, Line)]


def grids(found: Blocks) -> list[list[list[str]]]:
    """Every grid as rows of cells, the paragraphs of a cell with a bar between them."""
    return [
        [["|".join(piece.chars for piece in cell) for cell in row] for row in block.rows]
        for block in found.blocks
        if isinstance(block, Grid)
    ]


def dropped(found: Blocks) -> list[tuple[str, str]]:
    """Kind and characters of what is no part of the text."""
    return [(kind, piece.chars) for kind, piece in found.dropped]


def repairs(found: Blocks) -> dict[str, str]:
    """The repairs by their kinds."""
    return {repair.kind: repair.detail for repair in found.repairs}


def unread(found: Blocks) -> dict[str, str]:
    """What was not understood, by its kinds."""
    return {repair.kind: repair.detail for repair in found.unread}


def check_origins(found: Blocks) -> None:
    """Every character of the source stands in one block or among the dropped, once."""
    pieces = [block.text for block in found.blocks if isinstance(block, Line)]
    pieces += [
        piece
        for block in found.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row
        for piece in cell
    ]
    pieces += [piece for _, piece in found.dropped]
    origins = sorted(at for piece in pieces for at in piece.origins if at >= 0 and not found.source[at].isspace())
    assert origins == [at for at, char in enumerate(found.source) if not char.isspace()]
