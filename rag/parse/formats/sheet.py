"""The rows of a sheet → blocks: what one cell of a row holds is text; rows of several cells are tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.parse.printed import Cell, Grid, Line, Merge, grid_of


def sheet_blocks(rows: Sequence[tuple[Cell, ...]], merges: Sequence[Merge]) -> Iterator[Line | Grid]:
    """Runs of rows between empty ones: of one cell a row, lines; else a table with the lines around it.

    Args:
        rows: The rows of the sheet, of one length.
        merges: Its merged cells, from above.
    """
    begin = 0
    for end in range(len(rows) + 1):
        if end == len(rows) or not any(rows[end]):
            yield from _run(rows, merges, begin, end)
            begin = end + 1


def _run(rows: Sequence[tuple[Cell, ...]], merges: Sequence[Merge], begin: int, end: int) -> Iterator[Line | Grid]:
    wide = [at for at in range(begin, end) if sum(map(bool, rows[at])) > 1]
    first, last = (wide[0], wide[-1] + 1) if wide else (end, end)
    # a row under a merged cell has few cells of its own
    while last < end and any(one.row < last < one.row + one.rows for one in merges):
        last += 1
    yield from _lines(rows[begin:first])
    if first < last:
        own = (
            Merge(row=one.row - first, column=one.column, rows=min(one.rows, last - one.row), columns=one.columns)
            for one in merges
            if first <= one.row < last
        )
        found = grid_of(rows[first:last], own)
        if found is not None:
            yield found
    yield from _lines(rows[last:end])


def _lines(rows: Sequence[tuple[Cell, ...]]) -> Iterator[Line]:
    """Each paragraph of each cell on a line of its own, set in: one never runs on into the next."""
    for row in rows:
        for cell in row:
            for piece in cell:
                yield Line(text=piece, indent=4, gap=True)
