"""Word documents → blocks: what the page shows, with automatic numbers written out and revisions accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.errors import ParseError
from rag.parse.formats.package import Package, open_package
from rag.parse.formats.styles import Styles
from rag.parse.formats.transcript import Transcript, as_line
from rag.parse.formats.wordml import (
    THROUGH,
    all_text,
    cells_of,
    chosen,
    formula,
    is_contents,
    prints,
    rows_of,
    text_boxes,
)
from rag.parse.formats.xml import Element, attribute, child, children, is_on, name_of, number_of, parse_xml
from rag.parse.printed import Blocks, Cell, Grid, Line, Merge, check_places, grid_of
from rag.parse.traced import Traced, join

_WIDEST = 500
"""Columns of a table; a span beyond them is a slip of the file."""
_SYMBOLS = {"F06F": "□", "F0A8": "□", "F0FE": "☑", "F052": "☑", "F0FC": "√", "F050": "√", "F0FB": "×", "F0B7": "·"}
"""What stands in the private places of the symbol fonts, on forms mostly."""
_TEXT = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_REMOVED = frozenset({"del", "moveFrom"})


@dataclass(slots=True, kw_only=True)
class _Field:
    """A complex field: its instruction is not printed, its result is."""

    instruction: str = ""
    result: bool = False


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    """The lines of one paragraph, and what hangs on it."""

    lines: list[list[Traced]] = field(default_factory=lambda: [[]])
    boxes: list[Element] = field(default_factory=list[Element])
    notes: list[Traced] = field(default_factory=list[Traced])
    indent: int = 0
    runs_on: bool = False
    """Whether its end was deleted in a revision, so that the next paragraph is part of it."""


def read_docx(content: bytes) -> Blocks:
    """The blocks of a Word document.

    Raises:
        ParseError: the bytes are no such document, or more than one can be.
    """
    package = open_package(content)
    main = next(iter(package.related("", "officeDocument")), "")
    if not main:
        raise ParseError("里面没有文档正文。", hint="请用办公软件打开后另存为 docx 再试。")
    reader = _Reader(package, main)
    body = child(parse_xml(package.read(main)), "body")
    blocks = [] if body is None else list(reader.blocks(body))
    reader.read_margins()
    return reader.transcript.finish(blocks)


class _Reader:
    """Reads one document in order."""

    def __init__(self, package: Package, main: str) -> None:
        self.transcript = Transcript()
        self._package = package
        self._main = main
        self._styles = Styles(self._part("styles"), self._part("numbering"))
        self._notes = {kind: self._read_notes(kind) for kind in ("footnote", "endnote")}
        self._noted = 0
        self._fields: list[_Field] = []
        self._open: _Paragraph | None = None

    def _part(self, kind: str) -> Element | None:
        names = self._package.related(self._main, kind)
        return parse_xml(self._package.read(names[0])) if names else None

    def _read_notes(self, kind: str) -> dict[str, Element]:
        found = children(self._part(f"{kind}s"), kind)
        return {attribute(note, "id") or "": note for note in found if attribute(note, "type") in (None, "normal")}

    def read_margins(self) -> None:
        """Set the running heads and the comments aside, and the notes that no paragraph refers to."""
        for note in (note for notes in self._notes.values() for note in notes.values()):
            self.transcript.drop("hidden", all_text(note))
        for part, kind in (("header", "page-header"), ("footer", "page-footer"), ("comments", "comment")):
            for name in dict.fromkeys(self._package.related(self._main, part)):
                for paragraph in parse_xml(self._package.read(name)).iter():
                    if name_of(paragraph) == "p":
                        self.transcript.drop(kind, all_text(paragraph))

    # --- blocks -----------------------------------------------------------------------------------------------

    def blocks(self, container: Element) -> Iterator[Line | Grid]:
        """The blocks of the body, a text box, a note or a table used as a frame."""
        for element in container:
            name = name_of(element)
            if name == "p":
                yield from self._paragraph_blocks(element)
            elif name == "tbl":
                yield from self._table_blocks(element)
            elif name == "sdt" and is_contents(element):
                self.transcript.drop("contents", all_text(element))
            elif name in _REMOVED:
                self._delete(element)
            elif name == "altChunk":
                self.transcript.miss("insert")
            elif name == "AlternateContent":
                yield from self.blocks(chosen(element))
            elif name in THROUGH:
                yield from self.blocks(element)

    def _paragraph_blocks(self, element: Element) -> Iterator[Line | Grid]:
        paragraph = self._read_paragraph(element)
        if paragraph.runs_on:
            return
        for line in paragraph.lines:
            printed = as_line(join(line), indent=paragraph.indent)
            if printed is not None:
                yield printed
        for box in paragraph.boxes:
            self.transcript.mend("text-box")
            yield from self.blocks(box)
        for note in paragraph.notes:
            printed = as_line(note, indent=4)
            if printed is not None:
                yield printed

    def _read_paragraph(self, element: Element) -> _Paragraph:
        """`element` and what ran on into it; open as long as its own end is deleted."""
        paragraph = _Paragraph() if self._open is None else self._open
        self._open = None
        if not any(any(line) for line in paragraph.lines):
            paragraph.indent = 4 if self._styles.is_indented(element) else 0
            self._number(element, paragraph)
        contents = any("TOC" in one.instruction.split() for one in self._fields)
        before = paragraph.lines
        if contents or any(name_of(one) == "instrText" and "TOC " in f"{one.text} " for one in element.iter()):
            paragraph.lines = [[]]
        self._inline(element, paragraph)
        if paragraph.lines is not before:
            for line in paragraph.lines:
                self.transcript.put_aside("contents", join(line))
            paragraph.lines = before
        self.transcript.end_line()
        paragraph.runs_on = child(element, "pPr", "rPr", "del") is not None
        if paragraph.runs_on:
            self.transcript.mend("revision")
            self._open = paragraph
        return paragraph

    def _number(self, element: Element, paragraph: _Paragraph) -> None:
        numbered = self._styles.numbered(element)
        if numbered is None:
            return
        label = self._styles.counters.next(numbered.kind, numbered.level)
        if label and prints(element):
            self.transcript.mend("numbering")
            paragraph.lines[-1].append(self.transcript.write(label))

    # --- text -------------------------------------------------------------------------------------------------

    def _inline(self, container: Element, paragraph: _Paragraph) -> None:
        for element in container:
            name = name_of(element)
            if name == "r":
                self._run(element, paragraph)
            elif name in _REMOVED:
                self._delete(element)
            elif name == "oMath":
                self.transcript.miss("formula")
                self._add(paragraph, formula(element))
            elif name == "rt":
                self.transcript.drop("reading", all_text(element))
            elif name == "AlternateContent":
                self._inline(chosen(element), paragraph)
            elif name in THROUGH:
                if name in ("ins", "moveTo"):
                    self.transcript.mend("revision")
                self._inline(element, paragraph)

    def _run(self, run: Element, paragraph: _Paragraph) -> None:
        if self._styles.is_hidden(run):
            self.transcript.drop("hidden", all_text(run))
            return
        for element in run:
            name = name_of(element)
            if name == "fldChar":
                self._turn_field(attribute(element, "fldCharType") or "")
            elif self._fields and not self._fields[-1].result:
                self._fields[-1].instruction += (element.text or "") if name == "instrText" else ""
            elif name == "t":
                self._add(paragraph, element.text or "")
            elif name in _TEXT:
                self._add(paragraph, _TEXT[name])
            elif name in ("br", "cr") and attribute(element, "type") in (None, "textWrapping"):
                paragraph.lines.append([])
                self.transcript.end_line()
            else:
                self._object(element, name, paragraph)

    def _object(self, element: Element, name: str, paragraph: _Paragraph) -> None:
        """What stands in a run beside letters."""
        if name == "sym":
            self._symbol(element, paragraph)
        elif name in ("footnoteReference", "endnoteReference"):
            self._note(name.removesuffix("Reference"), attribute(element, "id") or "", paragraph)
        elif name in ("drawing", "pict", "object"):
            self._drawing(element, paragraph)
        elif name == "AlternateContent":
            self._drawing(chosen(element), paragraph)
        elif name == "ruby":
            self._inline(element, paragraph)

    def _add(self, paragraph: _Paragraph, text: str) -> None:
        paragraph.lines[-1].append(self.transcript.write(text))

    def _turn_field(self, turn: str) -> None:
        if turn == "begin":
            self._fields.append(_Field())
        elif turn == "separate" and self._fields:
            self._fields[-1].result = True
        elif turn == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, element: Element, paragraph: _Paragraph) -> None:
        code = (attribute(element, "char") or "").upper()
        if code in _SYMBOLS:
            self._add(paragraph, _SYMBOLS[code])
        else:
            self.transcript.miss("symbol")

    def _note(self, kind: str, name: str, paragraph: _Paragraph) -> None:
        note = self._notes[kind].pop(name, None)
        if note is None:
            self.transcript.miss("broken")
            return
        self._noted += 1
        self.transcript.mend("footnote")
        outer, self._open = self._open, None
        pieces = [line.text for line in self.blocks(note) if isinstance(line, Line)]
        self._open = outer
        number = self.transcript.write(f"〔注{self._noted}〕")
        self.transcript.end_line()
        paragraph.notes.append(join([number, join(pieces)]))

    def _drawing(self, element: Element, paragraph: _Paragraph) -> None:
        """A text box, a picture or an embedded object."""
        boxes = list(text_boxes(element))
        if boxes:
            paragraph.boxes.extend(boxes)
        elif name_of(element) == "object" or any(name_of(one) == "OLEObject" for one in element.iter()):
            self.transcript.miss("object")
        elif any(name_of(one) in ("blip", "imagedata") for one in element.iter()):
            self.transcript.miss("picture")

    def _delete(self, element: Element) -> None:
        self.transcript.mend("revision")
        self.transcript.drop("deleted", all_text(element))

    # --- tables -----------------------------------------------------------------------------------------------

    def _table_blocks(self, table: Element) -> Iterator[Line | Grid]:
        """A table as a grid; one of a single row or column only sets out what stands in it (文号 beside 签发人)."""
        rows = list(rows_of(table))
        cells = [list(cells_of(row)) for row in rows]
        if len(rows) == 1 or all(len(row) <= 1 for row in cells):
            self.transcript.mend("framed")
            for cell in (cell for row in cells for cell in row):
                yield from self.blocks(cell)
            return
        notes: list[Traced] = []
        grid = self._grid(rows, notes)
        if grid is not None:
            yield grid
        for note in notes:
            printed = as_line(note, indent=4)
            if printed is not None:
                yield printed

    def _grid(self, rows: Sequence[Element], notes: list[Traced]) -> Grid | None:
        grid: list[tuple[Cell, ...]] = []
        merges: list[Merge] = []
        tall: dict[int, Merge] = {}
        headers = places = 0
        for row in rows:
            if child(row, "trPr", "del") is not None:
                self._delete(row)
                continue
            at = len(grid)
            cells: list[Cell] = [()] * min(number_of(child(row, "trPr", "gridBefore")), _WIDEST)
            for element in cells_of(row):
                column, wide = (
                    len(cells),
                    max(1, min(number_of(child(element, "tcPr", "gridSpan"), default=1), _WIDEST)),
                )
                merge = child(element, "tcPr", "vMerge")
                pieces = self.transcript.cell(self._cell_blocks(element, notes))
                above = tall.get(column)
                if merge is not None and attribute(merge, "val") != "restart" and above is not None and not pieces:
                    tall[column] = Merge(row=above.row, column=column, rows=at - above.row + 1, columns=above.columns)
                else:
                    if above is not None:
                        merges.append(tall.pop(column))
                    tall[column] = Merge(row=at, column=column, rows=1, columns=wide)
                    if merge is None:
                        merges.append(tall.pop(column))
                cells.extend([pieces, *([()] * (wide - 1))])
            headers += headers == at and is_on(child(row, "trPr", "tblHeader"))
            grid.append(tuple(cells))
            places += len(cells)
            check_places(places)
        merges.extend(tall.values())
        return grid_of(grid, merges, header_rows=headers)

    def _cell_blocks(self, element: Element, notes: list[Traced]) -> Iterator[Line | Grid]:
        """As `blocks`, the notes kept for below the table."""
        noted = self._noted
        for block in self.blocks(element):
            if self._noted > noted and isinstance(block, Line) and block.text.chars.startswith("〔注"):
                notes.append(block.text)
                noted += 1
            else:
                yield block
