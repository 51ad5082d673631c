"""Spreadsheets → blocks: each sheet a table with its values as displayed; the lines above and below it are text."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast

from rag.errors import ParseError
from rag.parse.formats.package import Package, open_package
from rag.parse.formats.sheet import sheet_blocks
from rag.parse.formats.transcript import Transcript, as_cell, as_line
from rag.parse.formats.workbook import is_unnamed
from rag.parse.markers import read_annex
from rag.parse.printed import MOST_PLACES, Blocks, Cell, Grid, Line, Merge
from rag.parse.tables import is_caption

# the sections of a format: 0.00;[Red]-0.00; what stands in quotes and brackets is no code
_LITERAL = re.compile(r"\[[^\]]*\]|\\.|_.|\*.")
# the decimals in 0.00 and #,##0.0; not those of yyyy.mm
_DECIMALS = re.compile(r"[0#?]\.([0#?]+)")
_DATE_CODE = re.compile(r"\"([^\"]*)\"|(y+|m+|d+|h+|s+|AM/PM|上午/下午)|(.)", re.IGNORECASE | re.DOTALL)
# <f>, <f t="shared">: a formula; not <font>
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def read_xlsx(content: bytes) -> Blocks:
    """The blocks of a spreadsheet.

    Raises:
        ParseError: the bytes are none, or more than one can be.
    """
    package = open_package(content)
    for name in package.names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(name)[:4096]:
            raise ParseError("内部的 XML 自带实体定义，不予读取。", hint="请用办公软件打开后另存一份再试。")
    import openpyxl

    with warnings.catch_warnings():
        # extensions that openpyxl does not know: conditional formats, slicers; none of them is text
        warnings.simplefilter("ignore")
        book = cast("Any", openpyxl.load_workbook(io.BytesIO(content), data_only=True))
        formulas = _formulas(package, content)
    sheets = [sheet for sheet in book.worksheets if sheet.max_row * sheet.max_column]
    if sum(sheet.max_row * sheet.max_column for sheet in sheets) > MOST_PLACES:
        raise ParseError(f"表格超过 {MOST_PLACES:,} 格，不予读取。", hint="请删去多余的空行空列，或拆成几个文件。")
    reader = _Reader(formulas, named=sum(sheet.sheet_state == "visible" for sheet in sheets) > 1)
    blocks = [block for sheet in sheets for block in reader.sheet(sheet)]
    reader.transcript.miss("picture", sum(len(sheet._images) for sheet in sheets))  # noqa: SLF001 - it has no other name
    return reader.transcript.finish(blocks)


def _formulas(package: Package, content: bytes) -> Any:  # noqa: ANN401 - openpyxl brings no types
    """The workbook with its formulas in the place of their results, or None where it has none."""
    import openpyxl

    sheets = (name for name in package.names if "worksheets/" in name and name.endswith(".xml"))
    if not any(_FORMULA.search(package.read(name)) for name in sheets):
        return None
    return cast("Any", openpyxl.load_workbook(io.BytesIO(content)))


class _Reader:
    def __init__(self, formulas: Any, *, named: bool) -> None:  # noqa: ANN401
        self.transcript = Transcript()
        self._formulas = formulas
        self._named = named

    def sheet(self, sheet: Any) -> Iterator[Line | Grid]:  # noqa: ANN401 - openpyxl brings no types
        """The blocks of one sheet."""
        if sheet.sheet_state != "visible":
            for row in sheet.iter_rows():
                self.transcript.drop("hidden-sheet", " ".join(_displayed(cell) for cell in row))
            return
        self.transcript.pages += 1
        name: Line | None = None
        if self._named and not is_unnamed(sheet.title):
            name = as_line(self.transcript.write(sheet.title))
            self.transcript.end_line()
        blocks = list(self._shown(sheet))
        if name is not None:
            blocks.insert(_place_of_name(blocks, sheet.title), name)
        yield from blocks

    def _shown(self, sheet: Any) -> Iterator[Line | Grid]:  # noqa: ANN401
        hidden_columns = _hidden_columns(sheet)
        columns = [number for number in range(1, sheet.max_column + 1) if number not in hidden_columns]
        numbers: list[int] = []
        cells: list[tuple[Cell, ...]] = []
        for number, row in enumerate(sheet.iter_rows(), start=1):
            dimension = sheet.row_dimensions.get(number) if hasattr(sheet.row_dimensions, "get") else None
            hidden = dimension is not None and dimension.hidden
            printed: list[Cell] = []
            for column, cell in enumerate(row, start=1):
                text = _displayed(cell) or self._uncounted(sheet, cell)
                if hidden or column in hidden_columns:
                    self.transcript.drop("hidden-row", text)
                    continue
                printed.append(self._cell(text))
            if not hidden:
                numbers.append(number)
                cells.append(tuple(printed))
        merges = [
            Merge(row=rows[0], column=across[0], rows=len(rows), columns=len(across))
            for one in sheet.merged_cells.ranges
            if (rows := [at for at, number in enumerate(numbers) if one.min_row <= number <= one.max_row])
            and (across := [at for at, number in enumerate(columns) if one.min_col <= number <= one.max_col])
        ]
        return sheet_blocks(cells, sorted(merges, key=lambda one: (one.row, one.column)))

    def _uncounted(self, sheet: Any, cell: Any) -> str:  # noqa: ANN401
        """The formula of a cell whose result was not stored, or ``""``."""
        if self._formulas is None or cell.value is not None:
            return ""
        value = self._formulas[sheet.title][cell.coordinate].value
        formula = value if isinstance(value, str) else str(getattr(value, "text", "") or "")
        if formula.startswith("="):
            self.transcript.miss("uncounted")
            return formula
        return ""

    def _cell(self, text: str) -> Cell:
        if not text.strip():
            return ()
        written = self.transcript.write(text)
        self.transcript.end_line()
        ends = [at for at, char in enumerate(text) if char == "\n"]
        if len(written) != len(text):
            return as_cell([written])
        return as_cell(
            written.cut(begin, end)
            for begin, end in zip([0, *(at + 1 for at in ends)], [*ends, len(text)], strict=True)
        )


def _place_of_name(blocks: Sequence[Line | Grid], name: str) -> int:
    """Where the name of a sheet stands among its `blocks`: below the title in its first rows, else above them all.

    The title says what the sheet is; the name tells it from its like.
    """
    if read_annex(name) is not None:
        return 0
    for at, block in enumerate(blocks):
        if isinstance(block, Grid) or is_caption(block.text.chars):
            return at
        annex = read_annex(block.text.chars)
        if annex is None or annex.length < len(block.text):
            return at + 1
    return len(blocks)


def _hidden_columns(sheet: Any) -> frozenset[int]:  # noqa: ANN401
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            hidden.update(range(dimension.min or 0, min((dimension.max or 0), sheet.max_column) + 1))
    return frozenset(hidden)


# --- values as displayed ------------------------------------------------------------------------------------------


def _displayed(cell: Any) -> str:  # noqa: ANN401
    return displayed(cell.value, str(cell.number_format or "General"))


def displayed(value: object, form: str) -> str:
    """A cell's value as the sheet shows it.

    Args:
        value: A number, text, date, time or None.
        form: Its number format: ``General``, ``0.00%``, ``yyyy"年"m"月"``.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date, time)):
        return _moment(value, form)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, (int, float, Decimal)):
        return _number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), form)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _number(value: Decimal, form: str) -> str:
    if not value.is_finite():
        return str(value)
    section = form.split(";")[0]
    literal = "".join(re.findall(r'"([^"]*)"', section))
    bare = _LITERAL.sub("", re.sub(r'"[^"]*"', "", section))
    if bare in ("General", "@", "") or not re.search(r"[0#?]", bare):
        return _plain(value)
    places = _DECIMALS.search(bare)
    percent = "%" in bare
    shown = (value * 100 if percent else value).quantize(
        Decimal(1).scaleb(-len(places[1]) if places else 0), ROUND_HALF_UP
    )
    written = f"{shown:,f}" if "," in bare else f"{shown:f}"
    if places is not None and "#" in places[1]:
        written = written.rstrip("0").rstrip(".")
    whole = re.search(r"^[^.]*", bare)
    zeros = whole[0].count("0") if whole else 0
    written = written.zfill(zeros) if zeros > 1 and "," not in bare else written
    prefix = literal if literal and section.lstrip().startswith('"') else ""
    return f"{prefix}{written}{'%' if percent else ''}{'' if prefix else literal}"


def _plain(value: Decimal) -> str:
    """As format General shows it: no more than eleven digits, no trailing zeros."""
    rounded = value if value == value.to_integral() else Decimal(f"{value:.11g}")
    written = f"{rounded:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _moment(value: datetime | date | time, form: str) -> str:
    section = _LITERAL.sub(lambda match: match[0][1:] if match[0][0] == "\\" else "", form.split(";")[0])
    if not re.search(r"[ymdhs]", section, re.IGNORECASE) or section == "General":
        return value.isoformat()
    pieces: list[str] = []
    clock = False
    for text, code, other in _DATE_CODE.findall(section):
        letter = code[:1].lower()
        # m after hours is minutes
        clock = letter == "h" or (clock and letter in ("m", "", "s"))
        pieces.append(text or other or _moment_part(value, letter, len(code), minutes=clock))
    written = "".join(pieces).rstrip(";@ ")
    return written or value.isoformat()


def _moment_part(value: datetime | date | time, letter: str, length: int, *, minutes: bool) -> str:
    names = {"y": "year", "m": "minute" if minutes else "month", "d": "day", "h": "hour", "s": "second"}
    number = cast("int", getattr(value, names.get(letter, ""), 0))
    if letter == "y":
        return f"{number:04d}" if length > 2 else f"{number % 100:02d}"
    return f"{number:02d}" if length > 1 else str(number)
