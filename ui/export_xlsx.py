"""An answer as an Excel file: one row a fact, with the notice, the item and the words it stands on."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rag.domain import Answer, Citation
from ui.edges import NO_EDGES, Edges, shown
from ui.fact_sheet import FactRow, fact_sheet, place_of, plain_text, width_of
from ui.words import WORDS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CELL_LONG = 32_767
"""Characters that a cell of Excel holds."""
HEAD = 4
"""The line of the columns' names; the question stands above it."""
# 23, 0; not 007, -1, nor a number with more figures than Excel keeps
_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
WIDTHS = (8, 48)
"""Least and greatest width of a column, in the widths of a figure."""
LINE_HIGH, HIGHEST = 16, 400
"""Height of a line, and of a row at most, in points."""


def write_xlsx(answer: Answer, *, edges: Mapping[int, Edges] = NO_EDGES) -> bytes:
    """The facts of `answer` as a workbook of one sheet; whatever a cell says, it is text or a number, no formula."""
    from openpyxl import Workbook

    words = WORDS[answer.language]
    sheet = fact_sheet(answer, quote_column=words.file_said)
    book = Workbook()
    page = book.active
    assert page is not None
    head = (words.file_number, *sheet.columns, words.file_notice, words.file_symbol, words.file_item, words.file_quote)
    page.title = words.sources[:31]
    _put(page, 1, (f"{words.file_question}: {plain_text(answer.question)}",))
    _put(page, 2, (words.file_made.format(notices=answer.coverage.notices),))
    _put(page, HEAD, head, bold=True)
    for n, row in enumerate(sheet.rows, start=1):
        _put(page, HEAD + n, (n, *map(_figure, row.cells), *_sources(row, edges)))
    _shape(page, len(head), last=HEAD + len(sheet.rows))
    return _saved(book)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet of a workbook, before it is written."""

    title: str
    caption: str
    """Above the columns."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    """A number is one that can be summed up."""
    headed: frozenset[int] = frozenset()
    """The rows, from 0, that head those below them."""
    first_stays: bool = False
    """Whether the first column stays in sight when the sheet is moved sideways."""


def write_pages(pages: Sequence[Page]) -> bytes:
    """A workbook of these sheets, of which there is one at least."""
    from openpyxl import Workbook

    book = Workbook()
    for n, one in enumerate(pages):
        sheet = book.active if n == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = one.title[:31]
        _put(sheet, 1, (one.caption,))
        _put(sheet, HEAD, tuple(map(plain_text, one.columns)), bold=True)
        for at, row in enumerate(one.rows):
            cells = (plain_text(cell) if isinstance(cell, str) else cell for cell in row)
            _put(sheet, HEAD + 1 + at, tuple(cells), bold=at in one.headed)
        _shape(sheet, len(one.columns), last=HEAD + len(one.rows))
        if one.first_stays:
            sheet.freeze_panes = f"B{HEAD + 1}"
    return _saved(book)


def _sources(row: FactRow, edges: Mapping[int, Edges]) -> tuple[str, str, str, str]:
    """Notice, number, item and quote; of several sources each on its own line."""

    def lines(texts: Sequence[str]) -> str:
        return "\n".join(texts)

    def symbol(one: Citation) -> str:
        return "" if one.doc == one.title else one.doc

    return (
        lines([plain_text(one.title) for one in row.sources]),
        lines([plain_text(symbol(one)) for one in row.sources]),
        lines([place_of(one) for one in row.sources]),
        lines([plain_text(shown(one, edges)) for one in row.sources]),
    )


def _saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _figure(text: str) -> str | int:
    """The cell of an answer's table that is a plain number as one: 23; not 007, 23 项 or 2025年."""
    return int(text) if _NUMBER.fullmatch(text) else text


def _put(page: Worksheet, line: int, values: Sequence[str | int], *, bold: bool = False) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for n, value in enumerate(values, start=1):
        cell: Any = page.cell(row=line, column=n)
        if isinstance(value, str):
            cell.value = value[:CELL_LONG]
            cell.data_type = "s"  # or =, +, - and @ would begin a formula
            cell.quotePrefix = True
            cell.number_format = "@"
        else:
            cell.value = value
        if line >= HEAD:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="E6EEF8")


def _shape(page: Worksheet, columns: int, *, last: int) -> None:
    """Widths and heights by what stands in the cells, the head kept in sight, a filter on it; as wide as A4."""
    from openpyxl.utils import get_column_letter

    texts = [
        [_shown(page.cell(row=line, column=n).value) for n in range(1, columns + 1)] for line in range(HEAD, last + 1)
    ]
    widths = [min(max(max(map(width_of, column)) + 2, WIDTHS[0]), WIDTHS[1]) for column in zip(*texts, strict=True)]
    for n, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(n)].width = width
    for line, cells in enumerate(texts, start=HEAD):
        lines = max(_lines(text, width) for text, width in zip(cells, widths, strict=True))
        page.row_dimensions[line].height = min(lines * LINE_HIGH, HIGHEST)
    page.freeze_panes = f"A{HEAD + 1}"
    page.auto_filter.ref = f"A{HEAD}:{get_column_letter(columns)}{last}"
    page.print_title_rows = f"{HEAD}:{HEAD}"
    setup: Any = page.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
    fit: Any = page.sheet_properties.pageSetUpPr
    fit.fitToPage = True


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _lines(text: str, width: float) -> int:
    """Lines that `text` takes in a column of that width."""
    return sum(math.ceil(width_of(line) / width) for line in text.splitlines()) or 1
