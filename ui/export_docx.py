"""An answer as a Word file whose sources are real footnotes: notice, item and quote at the foot of the page."""

# python-docx is typed in part
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from rag.domain import Answer, Citation, Table
from ui.edges import NO_EDGES, Edges, shown
from ui.fact_sheet import place_of, plain_text, width_of, writable
from ui.layout import lay_out
from ui.render_markdown import MARK
from ui.words import WORDS, Words

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

BODY_FONT, HEAD_FONT = "宋体", "黑体"
"""Fonts of Chinese characters that every office program has or replaces by its like."""

A4, MARGIN = (210, 297), 25
"""Size of the page and its margins, in millimetres."""
NARROWEST, LONGEST = 0.13, 120
"""Share of the table's width that a column has at least; of a cell's width what counts for it at most."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

# the **…** of a line; not 2 ** 3
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
# "- ", "1. ", "### " before a line's words, and what stands after it
_LINE = re.compile(r"(?P<list>[-*]\s+)|(?P<number>\d{1,3}\.\s+)|(?P<head>#{1,6}\s+)|(?P<quote>>\s*)")


@dataclass(slots=True)
class _Notes:
    """The footnotes so far."""

    words: Words
    citations: dict[int, Citation]
    edges: Mapping[int, Edges]
    texts: list[str] = field(default_factory=list[str])

    def add(self, number: int) -> int | None:
        """The id of a new footnote for the source of that number; None where there is no such source."""
        citation = self.citations.get(number)
        if citation is None:
            return None
        symbol = "" if citation.doc == citation.title else f"（{plain_text(citation.doc)}）"
        self.texts.append(
            self.words.file_note.format(
                title=plain_text(citation.title),
                symbol=symbol,
                item=place_of(citation),
                quote=plain_text(shown(citation, self.edges)),
            )
        )
        return len(self.texts)


def write_docx(answer: Answer, *, edges: Mapping[int, Edges] = NO_EDGES) -> bytes:
    """`answer` as a document: the question, what is said, the table, and a footnote at each mark."""
    import docx
    from docx.shared import Mm, Pt

    words = WORDS[answer.language]
    notes = _Notes(words=words, citations={one.n: one for one in answer.citations}, edges=edges)
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(A4[0]), Mm(A4[1])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    _set_fonts(document)
    document.core_properties.title = plain_text(answer.question)[:200]
    document.core_properties.author = words.name
    document.add_heading(plain_text(answer.question), level=1)
    if answer.abstained:
        document.add_paragraph(style="Intense Quote").add_run(words.abstained)
    for section in lay_out(answer):
        _add_lines(document, section.lead, notes)
        if section.table is not None:
            _add_table(document, section.table, notes)
        _add_lines(document, section.rest, notes)
    small = document.add_paragraph().add_run(words.file_made.format(notices=answer.coverage.notices))
    small.font.size = Pt(9)
    _attach(document, notes.texts)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_fonts(document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    for name in ("Normal", "Heading 1", "Heading 2"):
        style: Any = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), BODY_FONT if name == "Normal" else HEAD_FONT)
        style.font.color.rgb = RGBColor(0, 0, 0)


def _add_lines(document: Document, text: str, notes: _Notes) -> None:
    for line in text.splitlines():
        if line.strip():
            _add_line(document, line, notes)


def _add_line(document: Document, line: str, notes: _Notes) -> None:
    """One line of the answer's markdown as a paragraph of the style that it asks for."""
    stripped = line.strip()
    begun = _LINE.match(stripped)
    kind = begun.lastgroup if begun else None
    words = stripped[begun.end() :] if begun else stripped
    whole_bold = kind is None and _BOLD.fullmatch(words) is not None
    styles = {"list": "List Bullet", "number": "List Number", "head": "Heading 2", "quote": "Quote"}
    style = "Heading 2" if whole_bold else styles.get(kind or "")
    _fill(document.add_paragraph(style=style), words, notes)


def _add_table(document: Document, table: Table, notes: _Notes) -> None:
    from docx.oxml import parse_xml
    from docx.shared import Mm

    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(plain_text(column)).bold = True
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], text, notes)
    widths = [Mm((A4[0] - 2 * MARGIN) * share) for share in _shares(table)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width  # LibreOffice reads the columns' widths, Word those of the cells
    for n, row in enumerate(grid.rows):
        # the head is printed again on each page, and no row is cut in two
        element: Any = row._tr  # pyright: ignore[reportPrivateUsage] # it has no other name
        element.get_or_add_trPr().append(parse_xml(f'<w:{"cantSplit" if n else "tblHeader"} xmlns:w="{_W}"/>'))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _shares(table: Table) -> list[float]:
    """Of the table's width, what each column has: by its longest cell."""
    longest = [
        min(max(width_of(plain_text(cell)) for cell in (column, *(row[n] for row in table.rows))), LONGEST)
        for n, column in enumerate(table.columns)
    ]
    shares = [max(length / max(sum(longest), 1), NARROWEST) for length in longest]
    return [share / sum(shares) for share in shares]


def _fill(paragraph: Paragraph, markdown: str, notes: _Notes) -> None:
    """Add `markdown` of one line to `paragraph`: bold words bold, each mark a footnote, other marks as they are."""
    for n, piece in enumerate(_BOLD.split(markdown)):
        done = 0
        for mark in MARK.finditer(piece):
            note = notes.add(int(mark[1]))
            if note is None:
                continue
            _run(paragraph, piece[done : mark.start()], bold=n % 2 == 1)
            _refer(paragraph, note)
            done = mark.end()
        _run(paragraph, piece[done:], bold=n % 2 == 1)


def _run(paragraph: Paragraph, text: str, *, bold: bool) -> None:
    if text:
        paragraph.add_run(writable(text)).bold = bold or None


def _refer(paragraph: Paragraph, note: int) -> None:
    """The raised number that leads to the footnote `note`."""
    from docx.oxml import parse_xml

    run = paragraph.add_run()
    run.font.superscript = True
    element: Any = run.element
    element.append(parse_xml(f'<w:footnoteReference xmlns:w="{_W}" w:id="{note}"/>'))


def _attach(document: Document, texts: Sequence[str]) -> None:
    """Add the part that holds the footnotes; the first two are the lines that Word draws above them."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    def tag(name: str) -> str:
        return f"{{{_W}}}{name}"

    root = ElementTree.Element(tag("footnotes"))
    for number, (kind, line) in enumerate((("separator", "separator"), ("continuationSeparator",) * 2), start=-1):
        note = ElementTree.SubElement(root, tag("footnote"), {tag("type"): kind, tag("id"): str(number)})
        run = ElementTree.SubElement(ElementTree.SubElement(note, tag("p")), tag("r"))
        ElementTree.SubElement(run, tag(line))
    for number, text in enumerate(texts, start=1):
        paragraph = ElementTree.SubElement(
            ElementTree.SubElement(root, tag("footnote"), {tag("id"): str(number)}), tag("p")
        )
        run = ElementTree.SubElement(paragraph, tag("r"))
        raised = ElementTree.SubElement(run, tag("rPr"))
        ElementTree.SubElement(raised, tag("vertAlign"), {tag("val"): "superscript"})
        ElementTree.SubElement(run, tag("footnoteRef"))
        run = ElementTree.SubElement(paragraph, tag("r"))
        small = ElementTree.SubElement(run, tag("rPr"))
        ElementTree.SubElement(small, tag("rFonts"), {tag("eastAsia"): BODY_FONT})
        ElementTree.SubElement(small, tag("sz"), {tag("val"): "18"})
        words = ElementTree.SubElement(run, tag("t"))
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = f" {text}"
    blob = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, blob, document.part.package)
    document.part.relate_to(part, _FOOTNOTES)
