"""Plain text and Markdown → blocks: printed lines, and the three ways in which plain text prints a table."""

from __future__ import annotations

import html
import html.parser
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.domain import Repair
from rag.parse.formats.sheet import sheet_blocks
from rag.parse.formats.transcript import INVISIBLE
from rag.parse.markers import read_marker
from rag.parse.printed import Blocks, Cell, Grid, Line, indent_of, square
from rag.parse.traced import Traced, join, trace

# [bookmark: _GoBack], which word processors leave behind; not [2020]
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
# the signs of Markdown in "## 一、目标", "加快**推进**", "> 各地要"; not those in "# " inside a line, "2*3"
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6}|>)(?=\s)|\*\*(?=\S)|(?<=\S)\*\*")
# — 3 — / -12- / 第 3 页 / 第3页 共12页, alone on its line; not 3, — and 2024年
_PAGE_NUMBER = re.compile(
    r"\s*(?:[—–―－-]{1,3}\s*\d{1,4}\s*[—–―－-]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)\s*"
)
# |----|:---:|; not | 一 | 完善 |
_PIPE_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
# | a | b |; not a | b
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*")
# 加分指标 / （一）基础指标; not 表2 任务分工, "下表所列任务由各区落实。"
_CATEGORY = re.compile(r"(?!附?表\s*\d)[^\t。；：:，]{2,20}")
_ROW_LINES = 6
"""Lines that a row between tabs is printed on at most."""


def read_text(source: str, *, markdown: bool = False) -> Blocks:
    """The blocks of plain text.

    Args:
        source: The decoded file.
        markdown: Whether the signs of Markdown in it are markup.
    """
    marks = _MARKDOWN if markdown else None
    blocks: list[Line | Grid] = []
    dropped: list[tuple[str, Traced]] = []
    lines = _lines(source, dropped, marks)
    number = 0
    gap = False
    while number < len(lines):
        line = lines[number]
        table = _table_at(lines, number)
        if table is not None:
            if table.rows:
                blocks.append(Grid(rows=square(table.rows)))
            dropped.extend(table.dropped)
            number = table.end
            gap = False
            continue
        text = line.strip()
        if text:
            blocks.append(Line(text=text, indent=indent_of(line.chars), gap=gap))
        gap = not text
        number += 1
    return Blocks(source=source, blocks=tuple(blocks), dropped=tuple(dropped), repairs=tuple(_repairs(lines, dropped)))


def read_csv(source: str) -> Blocks:
    """The blocks of comma-separated values: a sheet, its quotation marks and commas set aside.

    Args:
        source: The decoded file.
    """
    rows: list[tuple[Cell, ...]] = []
    dropped: list[tuple[str, Traced]] = []
    cells: list[Cell] = []
    text = trace(source)
    mark = max(",;\t", key=source.count)
    begin = 0
    for match in re.finditer(rf'(?:"(?:[^"]|"")*"|[^{mark}\r\n"]|")*({mark}|\r\n?|\n|$)', source):
        field = text.cut(begin, match.start(1))
        if field.chars.strip().startswith('"') and field.chars.strip().endswith('"') and len(field.strip()) > 1:
            bare = field.strip()
            dropped.extend(("separator", piece) for piece in (bare.cut(0, 1), bare.cut(len(bare) - 1)))
            field = bare.cut(1, len(bare) - 1)
        dropped.extend(("separator", text.cut(match.start(1), match.end(1))) for _ in range(match[1] in (",", ";")))
        cells.append(tuple(line for line in _csv_lines(field, dropped) if line))
        begin = match.end()
        if match[1] != mark or begin >= len(source):
            rows.append(tuple(cells))
            cells = []
        if begin >= len(source):
            break
    blocks = sheet_blocks(rows, ())
    return Blocks(source=source, blocks=tuple(blocks), dropped=tuple(dropped), repairs=())


def _csv_lines(field: Traced, dropped: list[tuple[str, Traced]]) -> Iterator[Traced]:
    """The lines of a field; of a doubled quotation mark the second is markup."""
    pieces: list[Traced] = []
    begin = 0
    for match in re.finditer('""|\n', field.chars):
        if match[0] == "\n":
            yield join([*pieces, field.cut(begin, match.start())]).strip()
            pieces = []
        else:
            pieces.append(field.cut(begin, match.start() + 1))
            dropped.append(("separator", field.cut(match.start() + 1, match.end())))
        begin = match.end()
    yield join([*pieces, field.cut(begin)]).strip()


_OMITTED = {"bookmark": "书签标记", "markup": "网页标记", "invisible": "不显示的字符", "page-number": "页码"}
"""What of plain text is no part of the notice: kind → name."""


def _repairs(lines: list[Traced], dropped: list[tuple[str, Traced]]) -> Iterator[Repair]:
    kinds = [kind for kind, _ in dropped]
    for kind, words in _OMITTED.items():
        if kind in kinds:
            yield Repair(kind=kind, detail=f"{kinds.count(kind)} 处{words}不属于正文，已略去。")
    markers = [(line.chars, read_marker(line.chars.strip())) for line in lines]
    numbered = [chars for chars, marker in markers if marker is not None and marker.style == "num"]
    indented = sum(chars[0] in " \u3000" for chars in numbered)
    if 0 < indented < len(numbered) / 2:
        yield Repair(kind="indented-items", detail=f"{indented} 条的行首缩进与其余各条不同，按同级读。")


def _lines(source: str, dropped: list[tuple[str, Traced]], marks: re.Pattern[str] | None) -> list[Traced]:
    lines: list[Traced] = []
    offset = 0
    patterns = {"bookmark": _BOOKMARK, "invisible": INVISIBLE} | ({} if marks is None else {"markup": marks})
    for printed in source.splitlines(keepends=True):
        line = trace(printed, offset=offset)
        offset += len(printed)
        for kind, pattern in patterns.items():
            dropped.extend((kind, line.cut(match.start(), match.end())) for match in pattern.finditer(line.chars))
            line = line.without(pattern)
        if _PAGE_NUMBER.fullmatch(line.chars):
            dropped.append(("page-number", line))
            continue
        lines.append(line)
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    rows: list[tuple[Cell, ...]]
    dropped: list[tuple[str, Traced]]
    end: int
    """Number of the first line after it."""


def _table_at(lines: list[Traced], number: int) -> _Table | None:
    chars = lines[number].chars.rstrip("\r\n")
    if _PIPE_ROW.fullmatch(chars):
        return _pipe_table(lines, number)
    if chars.strip() and chars.count("\t") >= 1 and "\t" in chars.strip():
        return _tab_table(lines, number)
    if chars.startswith("\t") and chars.strip():
        return _cell_table(lines, number)
    return None


def _pipe_table(lines: list[Traced], number: int) -> _Table:
    """Rows of ``| a | b |``; cells may hold HTML."""
    rows: list[tuple[Cell, ...]] = []
    dropped: list[tuple[str, Traced]] = []
    while number < len(lines) and _PIPE_ROW.fullmatch(lines[number].chars.rstrip("\r\n")):
        line = lines[number].strip()
        number += 1
        if _PIPE_RULE.fullmatch(line.chars):
            dropped.append(("separator", line))
            continue
        bars = [at for at, char in enumerate(line.chars) if char == "|" and line.chars[at - 1 : at] != "\\"]
        dropped.extend(("separator", line.cut(at, at + 1)) for at in bars)
        cells: list[Cell] = []
        for left, right in zip(bars, bars[1:], strict=False):
            paragraphs, markup = _read_html(line.cut(left + 1, right))
            cells.append(paragraphs)
            dropped.extend(("markup", piece) for piece in markup)
        rows.append(tuple(cells))
    return _Table(rows=rows, dropped=dropped, end=number)


def _tab_table(lines: list[Traced], number: int) -> _Table:
    """Rows of cells between tabs, one row a line; empty lines may stand between pages, line breaks inside cells."""
    rows: list[tuple[Cell, ...]] = []
    width = lines[number].chars.rstrip("\r\n").count("\t")
    end = number
    while (row := _category(lines, end, width) or _printed_row(lines, end, width)) is not None:
        cells = [_cell(piece) for piece in _split_at_tabs(lines[row.start])]
        for at in row[1:]:
            first, *others = (_cell(piece) for piece in _split_at_tabs(lines[at]))
            cells[-1] = (*cells[-1], *first)
            cells.extend(others)
        rows.append(tuple(cells))
        end = row.stop
    return _Table(rows=rows, dropped=[], end=end)


def _category(lines: list[Traced], number: int, width: int) -> range | None:
    """The line of a row of one cell that names what the numbered rows below it are: 加分指标."""
    while number < len(lines) and not lines[number].chars.strip():
        number += 1
    below = _printed_row(lines, number + 1, width)
    if below is None or not _CATEGORY.fullmatch(lines[number].chars.strip()):
        return None
    return range(number, number + 1) if lines[below.start].chars.split("\t")[0].strip().isdigit() else None


def _printed_row(lines: list[Traced], number: int, width: int) -> range | None:
    """The lines of the row that begins at `number` or below empty lines: together they have `width` tabs."""
    while number < len(lines) and not lines[number].chars.strip():
        number += 1
    tabs = 0
    for at in range(number, min(number + _ROW_LINES, len(lines))):
        here = lines[at].chars.rstrip("\r\n").count("\t")
        tabs += here
        if tabs > width or not lines[at].chars.strip() or (at == number and not here):
            return None
        if tabs == width:
            return range(number, at + 1)
    return None


def _cell_table(lines: list[Traced], number: int) -> _Table:
    """A word processor's table as text: a tab opens a cell, an empty line ends a row, a cell may have many lines."""
    rows: list[tuple[Cell, ...]] = []
    cells: list[list[Traced]] = []
    end = number
    for at in range(number, len(lines)):
        line = lines[at]
        if line.chars.startswith("\t"):
            cells.append([line])
        elif not line.chars.strip():
            if cells:
                rows.append(tuple(_cells_of(cells)))
            cells = []
            continue
        elif cells:
            cells[-1].append(line)
        else:
            break
        end = at + 1
    if cells:
        rows.append(tuple(_cells_of(cells)))
    return _Table(rows=rows, dropped=[], end=end)


def _cells_of(cells: list[list[Traced]]) -> Iterator[Cell]:
    for lines in cells:
        yield tuple(text for line in lines if (text := line.strip()))


def _split_at_tabs(line: Traced) -> Iterator[Traced]:
    begin = 0
    for at, char in enumerate(line.chars):
        if char == "\t":
            yield line.cut(begin, at)
            begin = at + 1
    yield line.cut(begin)


def _cell(piece: Traced) -> Cell:
    text = piece.strip()
    return (text,) if text else ()


_BREAKING = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "td", "table"})


def _read_html(cell: Traced) -> tuple[Cell, list[Traced]]:
    """The paragraphs of a cell that may hold HTML, and its tags."""
    reader = _CellReader(cell)
    reader.feed(cell.chars)
    reader.close()
    return reader.finish()


class _CellReader(html.parser.HTMLParser):
    """Splits a cell at its block tags; keeps every character's origin."""

    def __init__(self, cell: Traced) -> None:
        super().__init__(convert_charrefs=False)
        self._cell = cell
        self._paragraphs: list[list[Traced]] = [[]]
        self._markup: list[Traced] = []
        self._end = 0

    def _take(self, length: int) -> Traced:
        """The next `length` characters; what was passed over to reach them is markup."""
        _, column = self.getpos()
        self._skip_to(column)
        self._end = column + length
        return self._cell.cut(column, self._end)

    def _skip_to(self, column: int) -> None:
        skipped = self._cell.cut(self._end, column)
        if skipped.chars.strip():
            self._markup.append(skipped)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKING:
            self._paragraphs.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKING:
            self._paragraphs.append([])

    def handle_data(self, data: str) -> None:
        self._paragraphs[-1].append(self._take(len(data)))

    def handle_entityref(self, name: str) -> None:
        self._take_reference(len(name) + 1)

    def handle_charref(self, name: str) -> None:
        self._take_reference(len(name) + 2)

    def _take_reference(self, length: int) -> None:
        """``&nbsp;`` and the like: one character, which stands where the reference begins."""
        _, column = self.getpos()
        printed = self._take(length + int(self._cell.chars[column + length : column + length + 1] == ";"))
        read = html.unescape(printed.chars)
        if len(read) == 1:
            self._markup.append(printed.cut(1))
            printed = printed.cut(0, 1).reread(read)
        self._paragraphs[-1].append(printed)

    def finish(self) -> tuple[Cell, list[Traced]]:
        """The paragraphs and the markup around them."""
        self._skip_to(len(self._cell))
        paragraphs = (join(pieces).strip() for pieces in self._paragraphs)
        return tuple(text for text in paragraphs if text), self._markup
