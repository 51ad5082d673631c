"""Web pages → blocks: the article with its lines and tables; what stands around it is set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rag.errors import ParseError
from rag.parse.formats.article import NO_TEXT, Page, is_layout, is_tool
from rag.parse.formats.backlinks import LinkedNote, linked_notes
from rag.parse.formats.encodings import decode_page
from rag.parse.formats.numbering import write_numeral
from rag.parse.formats.transcript import Transcript, as_line
from rag.parse.formats.workbook import SheetLabels, find_labels
from rag.parse.formats.xml import Element, children, name_of, parse_html
from rag.parse.printed import Blocks, Cell, Grid, Line, Merge, check_places, grid_of, indent_of
from rag.parse.traced import Traced, join

_WIDEST = 500
"""Columns that one cell may take at most."""
# <meta charset="gb2312">, content="text/html; charset=gbk"
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_HEAD = 4096
"""Bytes within which a page names its encoding."""
_BLOCK = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "center", "form", "fieldset"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "address"),
        *(
            "body",
            "html",
            "table",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "caption",
            "figure",
            "figcaption",
            "hr",
        ),
        *("details", "summary", "legend", "dir"),
    }
)
# display:none; visibility: hidden; not display:block
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# text-indent: 2em, text-indent: 0.39in; not text-indent:0
_INDENTED = re.compile(r"text-indent\s*:\s*[0.]*[1-9]", re.IGNORECASE)
# what a browser draws as one blank; a full-width blank and &nbsp; stay
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NESTED = ("{}. ", "（{}）", "{}", "{}. ")
_NESTED_STYLES = ("decimal", "decimal", "decimalEnclosedCircle", "lowerLetter")
"""How the numbers of lists within lists are written, which a page saved by a word processor all calls 1."""
_DROPPED = {"del": "deleted", "strike": "deleted", "rt": "reading", "rp": "reading"}
_MARGINS = {"header": "page-header", "footer": "page-footer"}
"""Titles of the blocks that hold the running heads in a page saved by a word processor."""


def read_html(path: Path, content: bytes) -> Blocks:
    """The blocks of a web page.

    Raises:
        ParseError: the bytes are no page, or there is no text in it.
    """
    named = _CHARSET.search(content[:_HEAD])
    text = decode_page(path, content, declared=named[1].decode("ascii") if named else "")
    root = parse_html(text)
    if root is None:
        raise ParseError("网页里没有文字。", hint="请在浏览器里重新保存该网页。")
    reader = _Reader(Page(root), linked_notes(root), find_labels(root))
    reader.transcript.miss("byte", text.count("\ufffd"))
    blocks = reader.read(root)
    return reader.transcript.finish(blocks)


class _Reader:
    """Walks one page in document order."""

    def __init__(self, page: Page, notes: Mapping[Element, LinkedNote], labels: SheetLabels) -> None:
        self.transcript = Transcript()
        self._page = page
        self._labels = labels
        self._notes = notes
        self._held = {note.block for note in notes.values()}
        """The blocks of notes, read where their marks stand."""
        self._unread = set(self._held)
        """Those of them whose marks have not been reached."""
        self._due: list[Traced] = []
        """The notes that the line or table being read points to."""
        self._blocks: list[Line | Grid] = []
        self._line: list[Traced] = []
        self._label: Traced | None = None
        """The number of an item of a list, until its text comes: that may be in a paragraph of its own."""
        self._blank = True
        """Whether a blank would stand at the line's start or after another."""
        self._reached = False
        """Whether the article has begun."""
        self._in_cell = False
        self._indent = 0
        """Columns that the page's style sets a paragraph's first line in."""

    def read(self, root: Element) -> list[Line | Grid]:
        """All blocks of the article, and of what belongs to it beside it."""
        self._walk(root)
        self._end_line()
        # the mark of a note may stand outside the article
        for block in [one for one in root.iter() if one in self._unread]:
            self._held.discard(block)
            self._walk(block)
            self._end_line()
        return self._blocks

    def _walk(self, element: Element) -> None:
        name = name_of(element)
        self._reached = self._reached or element is self._page.core
        if name in NO_TEXT or not name:
            self._count_no_text(name)
        elif element in self._held:
            self._end_line()
        elif (note := self._notes.get(element)) is not None:
            self._note(element, note)
        elif (kind := self._dropped(element, name)) is not None:
            self._drop(kind, element)
        elif name == "table" and not is_layout(element):
            self._end_line()
            self._table(element)
        else:
            self._flow(element, name)

    def _flow(self, element: Element, name: str) -> None:
        """Text and what stands in it; a block on lines of its own."""
        if name in _BLOCK or name == "br":
            self._end_line()
        outer = self._indent
        if name in _BLOCK and "text-indent" in (style := element.get("style") or ""):
            self._indent = 4 if _INDENTED.search(style) else 0
        if name == "li":
            self._number(element)
        elif name == "img":
            self.transcript.miss("picture")
        self._inside(element, raw=name == "pre")
        if name == "li":
            self._set_label()
        if name in _BLOCK:
            self._end_line()
        self._indent = outer

    def _note(self, mark: Element, note: LinkedNote) -> None:
        """Set a mark aside; its note follows the line or the table that the mark stands in."""
        name = re.sub(r"[\s\[\]〔〕()（）［］]", "", all_text(mark))
        self.transcript.drop("note-mark", all_text(mark))
        if note.block not in self._unread:
            return
        self._unread.discard(note.block)
        self.transcript.mend("footnote")
        pieces = [self.transcript.write(f"〔注{name}〕")]
        outer = self._line, self._blank, self._blocks, self._due
        self._line, self._blank, self._blocks, self._due = [], True, [], []
        self._words(note.block, note.back)
        self._end_line()
        pieces.extend(block.text for block in self._blocks if isinstance(block, Line))
        self._line, self._blank, self._blocks, self._due = outer
        self._due.append(join(pieces))

    def _words(self, block: Element, back: Element) -> None:
        """The words of a note without the link before them."""
        self._text(block.text, raw=False)
        for one in block:
            if one is back:
                self.transcript.drop("note-mark", all_text(one))
            elif back in one.iter():
                self._words(one, back)
            else:
                self._walk(one)
            self._text(one.tail, raw=False)

    def _add_notes(self) -> None:
        """The notes that are due, on lines of their own."""
        due, self._due = self._due, []
        for note in due:
            if (line := as_line(note, indent=4)) is not None:
                self._blocks.append(line)

    def _inside(self, element: Element, *, raw: bool = False) -> None:
        if element in self._labels.counted:
            self.transcript.drop("navigation", element.text or "")
        else:
            self._text(element.text, raw=raw)
        for one in element:
            self._walk(one)
            self._text(one.tail, raw=raw)

    def _dropped(self, element: Element, name: str) -> str | None:
        """The kind of what is not part of the article, or None."""
        if self._is_hidden(element):
            return "hidden"
        if name in _BLOCK and element not in self._page.ancestors and self._page.is_card(element):
            return "card"
        if name == "div" and (margin := _MARGINS.get(element.get("title") or "")) is not None:
            return margin
        leads = element in self._labels.whole or self._is_beside(element)
        return _DROPPED.get(name) or ("navigation" if leads else None)

    def _count_no_text(self, name: str) -> None:
        if name in ("script", "style"):
            self.transcript.mend("script")
        elif name in ("object", "embed", "iframe"):
            self.transcript.miss("object")

    def _is_hidden(self, element: Element) -> bool:
        hidden = element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
        return hidden and not self._page.is_most(element)

    def _is_beside(self, element: Element) -> bool:
        if element in self._page.ancestors:
            return False
        if self._page.is_around(element):
            return True
        parent = element.getparent()
        outside = parent in self._page.ancestors and element is not self._page.core and parent is not self._page.core
        return outside and self._page.is_outside(element, above=not self._reached)

    def _drop(self, kind: str, element: Element) -> None:
        if name_of(element) in _BLOCK:
            self._end_line()
        text = _BLANKS.sub(" ", all_text(element))
        kept = self._page.symbols(element)[:1] if kind == "card" else []
        for symbol in kept:
            before, _, text = text.partition(symbol)
            self.transcript.drop(kind, before)
            self._line.append(self.transcript.write(symbol))
            self._end_line()
        self.transcript.drop(kind, text)

    def _text(self, text: str | None, *, raw: bool) -> None:
        if not text:
            return
        if raw:
            for number, line in enumerate(text.splitlines()):
                if number:
                    self._end_line()
                self._set_label()
                self._line.append(self.transcript.write(line))
            return
        drawn = _BLANKS.sub(" ", text)
        if self._blank:
            drawn = drawn.lstrip(" ")
        if drawn:
            self._blank = drawn.endswith(" ")
            self._set_label()
            self._line.append(self.transcript.write(drawn))

    def _end_line(self) -> None:
        if self._line:
            text = join(self._line)
            line = as_line(text, indent=self._indent or indent_of(text.chars))
            if line is not None and not self._in_cell and is_tool(line.text.chars):
                self.transcript.put_aside("navigation", line.text)
            elif line is not None:
                self._blocks.append(line)
            self.transcript.end_line()
        self._line, self._blank = [], True
        if not self._in_cell:
            self._add_notes()

    def _number(self, element: Element) -> None:
        """The number that a browser sets before an item of ``<ol>``."""
        parent = element.getparent()
        if parent is None or name_of(parent) != "ol" or "none" in (parent.get("style") or ""):
            return
        number = _whole(parent.get("start"), 1)
        for one in children(parent, "li"):
            number = _whole(one.get("value"), number)
            if one is element:
                break
            number += 1
        style, pattern = _LIST_STYLES.get(parent.get("type") or "", ""), "{}. "
        if not style:
            depth = min(_depth(parent), len(_NESTED) - 1)
            style, pattern = _NESTED_STYLES[depth], _NESTED[depth]
            self.transcript.mend("nested-numbering", int(depth > 0))
        self._label = self.transcript.write(pattern.format(write_numeral(number, style)))
        self.transcript.mend("numbering")

    def _set_label(self) -> None:
        """Begin the line with the number that waits for its text."""
        if self._label is not None:
            self._line.append(self._label)
            self._label = None

    # --- tables -----------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        rows = list(_rows(table))
        for caption in children(table, "caption"):
            self._walk(caption)
        taken: set[tuple[int, int]] = set()
        merges: list[Merge] = []
        grid: list[tuple[Cell, ...]] = []
        headers = 0
        for at, row in enumerate(rows):
            cells: list[Cell] = []
            elements = [one for one in row if name_of(one) in ("td", "th")]
            for element in elements:
                while (at, len(cells)) in taken:
                    cells.append(())
                merge = _merge(element, at, len(cells), rows=len(rows))
                check_places(len(taken) + merge.rows * merge.columns)
                if merge.rows > 1 or merge.columns > 1:
                    merges.append(merge)
                    taken.update(
                        (at + down, merge.column + on) for down in range(merge.rows) for on in range(merge.columns)
                    )
                cells.append(self._cell(element))
            while (at, len(cells)) in taken:
                cells.append(())
            headers += headers == at and _is_header(row, elements)
            grid.append(tuple(cells))
        found = grid_of(grid, merges, header_rows=headers)
        if found is not None:
            self._blocks.append(found)
        if not self._in_cell:
            self._add_notes()

    def _cell(self, element: Element) -> Cell:
        """The paragraphs of a cell; a table in it row by row."""
        outer, self._blocks = self._blocks, []
        within, self._in_cell = self._in_cell, True
        self._inside(element)
        self._end_line()
        inner, self._blocks = self._blocks, outer
        self._in_cell = within
        return self.transcript.cell(inner)


def _depth(ordered: Element) -> int:
    """How many numbered lists stand around one, in the same cell."""
    depth = 0
    parent = ordered.getparent()
    while parent is not None and name_of(parent) not in ("td", "th", "table"):
        depth += name_of(parent) == "ol"
        parent = parent.getparent()
    return depth


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if name_of(element) == "tr":
            yield element
        elif name_of(element) in ("thead", "tbody", "tfoot"):
            yield from _rows(element)


def _merge(element: Element, row: int, column: int, *, rows: int) -> Merge:
    """The places that a cell takes; what it claims beyond the table's last row is a slip."""
    wide = max(1, min(_whole(element.get("colspan"), 1), _WIDEST))
    # rowspan="0" reaches to the table's end
    tall = _whole(element.get("rowspan"), 1) or rows
    return Merge(row=row, column=column, rows=min(tall, rows - row), columns=wide)


def _is_header(row: Element, cells: Sequence[Element]) -> bool:
    parent = row.getparent()
    in_head = parent is not None and name_of(parent) == "thead"
    return bool(cells) and (in_head or all(name_of(one) == "th" for one in cells))


def _whole(value: str | None, default: int) -> int:
    value = (value or "").strip()
    return int(value) if value.isdecimal() and len(value) < 7 else default


def all_text(element: Element) -> str:
    """The characters below `element` that are for reading."""
    pieces = [element.text or ""]
    for one in element:
        if name_of(one) not in NO_TEXT:
            pieces.append(all_text(one))
        pieces.append(f" {one.tail or ''}")
    return "".join(pieces)
