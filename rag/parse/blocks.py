"""Source file → blocks: paragraphs as printed lines, and table grids of cells."""

from __future__ import annotations

import html
import html.parser
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.domain import Repair
from rag.errors import CorpusError, ParseError
from rag.parse.markers import read_marker
from rag.parse.traced import Traced, join, trace

SUFFIXES = (".txt", ".md")
"""File types that can be read."""

Cell = tuple[Traced, ...]
"""The paragraphs of one table cell, blanks at their ends left out, empty ones dropped."""

# [bookmark: _GoBack], which word processors leave behind; not [2020]
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
# the signs of Markdown in "## 一、目标", "加快**推进**", "> 各地要"; not those in "# " inside a line, "2*3"
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6}|>)(?=\s)|\*\*(?=\S)|(?<=\S)\*\*")
# |----|:---:|; not | 一 | 完善 |
_PIPE_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
# | a | b |; not a | b
_PIPE_ROW = re.compile(r"\s*\|.*\|\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line of running text."""

    text: Traced
    """Without blanks at its ends."""
    indent: int
    """Blank columns before it; a full-width blank counts two."""
    gap: bool
    """Whether an empty line stands before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as it is printed on one page: rows of cells, the same number in each."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """A source file in reading order, and the characters that are no text."""

    source: str
    """The decoded file; origins count its characters."""
    blocks: tuple[Line | Grid, ...]
    dropped: tuple[tuple[str, Traced], ...]
    """Kind and characters of each separator and each piece of markup."""
    repairs: tuple[Repair, ...]


def read_blocks(path: Path, content: bytes) -> Blocks:
    """The blocks of the file at `path`, whose bytes are `content`.

    Raises:
        CorpusError: the file type cannot be read.
        ParseError: the bytes are no text, or there is nothing in them.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise CorpusError(
            f"文件 {path.name} 的类型 {path.suffix!r} 读不了。",
            hint=f"请把它另存为 {'、'.join(SUFFIXES)} 后再放入政策库。",
        )
    source = decode(path, content)
    if not source.strip():
        raise ParseError(f"文件 {path.name} 是空的，没有可读的文字。", hint="请检查文件，或把它移出政策库。")
    return _split(source, marks=_MARKDOWN if path.suffix.lower() == ".md" else None)


def decode(path: Path, content: bytes) -> str:
    """`content` as text: UTF-8 or UTF-16 with or without its mark, else GB18030.

    Raises:
        ParseError: it is none of these.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ParseError(f"文件 {path.name} 不是文本文件。", hint="请另存为 UTF-8 编码的文本后再放入政策库。")


def _split(source: str, *, marks: re.Pattern[str] | None) -> Blocks:
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
                blocks.append(Grid(rows=_square(table.rows)))
            dropped.extend(table.dropped)
            number = table.end
            gap = False
            continue
        text = line.strip()
        if text:
            blocks.append(Line(text=text, indent=_indent(line.chars), gap=gap))
        gap = not text
        number += 1
    return Blocks(source=source, blocks=tuple(blocks), dropped=tuple(dropped), repairs=tuple(_repairs(lines, dropped)))


def _repairs(lines: list[Traced], dropped: list[tuple[str, Traced]]) -> Iterator[Repair]:
    kinds = [kind for kind, _ in dropped]
    for kind, words in (("bookmark", "书签标记"), ("markup", "网页标记")):
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
    patterns = {"bookmark": _BOOKMARK} if marks is None else {"bookmark": _BOOKMARK, "markup": marks}
    for printed in source.splitlines(keepends=True):
        line = trace(printed, offset=offset)
        offset += len(printed)
        for kind, pattern in patterns.items():
            dropped.extend((kind, line.cut(match.start(), match.end())) for match in pattern.finditer(line.chars))
            line = line.without(pattern)
        lines.append(line)
    return lines


def _indent(line: str) -> int:
    blanks = line[: len(line) - len(line.lstrip())]
    return sum(2 if blank == "\u3000" else 1 for blank in blanks)


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
    """Rows of cells between tabs, one row a line; empty lines may stand between pages."""
    rows: list[tuple[Cell, ...]] = []
    width = lines[number].chars.rstrip("\r\n").count("\t")
    end = number
    for at in range(number, len(lines)):
        line = lines[at].chars.rstrip("\r\n")
        if not line.strip():
            continue
        if line.count("\t") != width:
            break
        rows.append(tuple(_cell(piece) for piece in _split_at_tabs(lines[at])))
        end = at + 1
    return _Table(rows=rows, dropped=[], end=end)


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


def _square(rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    width = max(len(row) for row in rows)
    return tuple(row + ((),) * (width - len(row)) for row in rows)


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
