"""Prints a notice that was read as a Word document, a PDF, a portal page or a sheet, to be read back."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from rag.domain import Item, Notice
from rag.parse.markers import read_marker
from rag.text import is_han

ABOVE = None
"""A cell that is merged with the one above it."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A table to be printed: its header, and rows of cells of paragraphs."""

    header: list[str]
    rows: list[list[list[str] | None]] = field(default_factory=list)

    @property
    def widths(self) -> list[float]:
        """Parts of the line that the columns take, by the longest text in each, none too narrow."""
        lengths = [
            max([8, *(sum(map(len, row[column] or [])) for row in self.rows)]) ** 0.5
            for column in range(len(self.header))
        ]
        return [length / sum(lengths) for length in lengths]


Layout = list[str | Sheet]


def layout(notice: Notice) -> Layout:
    """The paragraphs and tables of `notice` as a clean copy of it would print them."""
    printed: Layout = []
    nesting: Sheet | None = None
    for item in notice.items:
        *lines, last = item.text.split("\n")
        if item.kind == "row":
            sheet = printed[-1]
            assert isinstance(sheet, Sheet)
            sheet.rows.append(_row(item, sheet.header))
        elif "\t" in last:
            sheet = Sheet(header=last.split("\t"))
            printed += [*lines, sheet]
            nesting = sheet if item.kind == "head" else None
        elif nesting is not None and item.path:
            _nest(nesting, item)
        else:
            nesting = None
            printed += [*lines, last]
    return printed


def _row(item: Item, header: list[str]) -> list[list[str] | None]:
    cells: list[list[str] | None] = []
    for column in header:
        cell = item.cell(column)
        cells.append([] if cell is None else ABOVE if cell.end <= item.start else [cell.text])
    return cells


def _nest(sheet: Sheet, item: Item) -> None:
    if len(item.path) == 1:
        number, _, name = item.text.partition(" ")
        sheet.rows.append([[number], [name], [], []])
        return
    row = sheet.rows[-1]
    if len(item.path) == 2:
        if row[2]:
            sheet.rows.append(row := [ABOVE, ABOVE, [], []])
        row[2] = item.text.split("\n")
    else:
        assert row[3] is not None
        row[3] += item.text.split("\n")


# --- Word ---------------------------------------------------------------------------------------------------------


def to_docx(printed: Layout) -> bytes:
    """A Word document; paragraphs that carry a numeral are set in, merged cells are merged."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "某某机关公文"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    for block in printed:
        if isinstance(block, str):
            paragraph = document.add_paragraph()
            # word processors cut a text into runs wherever it was edited
            for start in range(0, len(block), 7):
                paragraph.add_run(block[start : start + 7])
            if read_marker(block) is not None:
                paragraph.paragraph_format.first_line_indent = Pt(28)
        else:
            _docx_table(document, block)
    return saved(document)


def _docx_table(document: Any, sheet: Sheet) -> None:
    table = document.add_table(rows=1 + len(sheet.rows), cols=len(sheet.header))
    table.style = "Table Grid"
    row_marks = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(row_marks)
    for column, name in enumerate(sheet.header):
        table.rows[0].cells[column].text = name
        table.rows[0].cells[column].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for column in range(len(sheet.header)):
        for at, row in enumerate(sheet.rows, start=1):
            cell = table.columns[column].cells[at] if len(sheet.rows) < 40 else table.cell(at, column)
            merge = OxmlElement("w:vMerge")
            if row[column] is ABOVE:
                cell._tc.get_or_add_tcPr().append(merge)
            else:
                if at < len(sheet.rows) and sheet.rows[at][column] is ABOVE:
                    merge.set(qn("w:val"), "restart")
                    cell._tc.get_or_add_tcPr().append(merge)
                for number, line in enumerate(row[column] or []):
                    paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
                    paragraph.text = line


def saved(document: Any) -> bytes:
    """The bytes of a document, workbook or the like."""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


# --- web pages ----------------------------------------------------------------------------------------------------

PORTAL = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}_某市人民政府门户网站</title>
<style>.a{{color:red}}</style><script>var menu = "<p>首页</p>"; document.write(menu);</script></head>
<body><div class="header"><a href="/"><img src="logo.png"></a><ul class="nav"><li><a href="/">首页</a></li>
<li><a href="/zwgk">政务公开</a></li><li><a href="/fw">办事服务</a></li><li><a href="/hd">互动交流</a></li></ul></div>
<div class="crumb">您现在的位置：<a>首页</a> &gt; <a>政务公开</a> &gt; 政策文件</div>
<div class="wrap"><div class="info">来源：本站 &nbsp; 发布时间：2024-05-06 &nbsp;
浏览次数：<span>31</span> &nbsp; 字号：[大 中 小]</div>
<div class="TRS_Editor" id="zoom">
{body}
</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div>
<div class="xg"><h4>相关链接：</h4><ul><li><a>一图读懂某通知</a></li>
<li><a>某通知政策解读</a></li>
<li><a>某通知新闻发布会</a></li></ul></div>
</div><div class="footer"><p>主办单位：某市人民政府办公室 版权所有</p><p>京ICP备00000000号</p></div></body></html>"""


def to_html(printed: Layout) -> bytes:
    """A page of a portal, saved with all that stands around the article."""
    parts: list[str] = []
    for number, block in enumerate(printed):
        if isinstance(block, str):
            text = html.escape(block)
            parts.append(
                f'<p style="text-indent:2em"><span>{text[:9]}</span>{text[9:]}</p>'
                if number % 3
                else f"<div>\n{text}<br></div>"
                if "&" not in text[:12]
                else f"<p>{text}</p>"
            )
        else:
            parts.append(_html_table(block))
    return PORTAL.format(title=html.escape(str(printed[0])), body="\n".join(parts)).encode()


def _html_table(sheet: Sheet) -> str:
    rows = ["<tr>" + "".join(f"<th>{html.escape(name)}</th>" for name in sheet.header) + "</tr>"]
    for at, row in enumerate(sheet.rows):
        cells: list[str] = []
        for column, cell in enumerate(row):
            if cell is ABOVE:
                continue
            span = 1
            while at + span < len(sheet.rows) and sheet.rows[at + span][column] is ABOVE:
                span += 1
            inside = "".join(f"<p>{html.escape(line)}</p>" for line in cell)
            cells.append(f'<td rowspan="{span}">{inside}</td>' if span > 1 else f"<td>{inside}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1" cellspacing="0"><tbody>{"".join(rows)}</tbody></table>'


# --- PDF ----------------------------------------------------------------------------------------------------------

FONT = "STSong-Light"
_PAGE = 900
"""Characters of a table's widest cells that one page takes."""
_RULES = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def _pages(sheet: Sheet) -> Iterator[list[list[list[str] | None]]]:
    """The rows of each page; what does not fit is cut where it stands, in the middle of a sentence, say."""
    page: list[list[list[str] | None]] = []
    left = _PAGE
    for row in sheet.rows:
        cells = row
        while True:
            longest = max(range(len(cells)), key=lambda column: sum(map(len, cells[column] or [])))
            length = sum(map(len, cells[longest] or []))
            if length <= left:
                break
            cut, rest = _cut(cells[longest] or [], left)
            yield [*page, [*cells[:longest], cut, *cells[longest + 1 :]]]
            cells = [*([[]] * longest), rest, *([[]] * (len(cells) - longest - 1))]
            page, left = [], _PAGE
        page.append(cells)
        left -= length + 25
    if page:
        yield page


def _cut(lines: list[str], length: int) -> tuple[list[str], list[str]]:
    """The first `length` characters of a cell, and the rest; no numeral is cut."""
    taken: list[str] = []
    for number, line in enumerate(lines):
        if len(line) > length:
            at = max(length, 8) if len(line) > 16 else len(line)
            while at < len(line) and (line[at - 1] in "。；：" or not is_han(line[at])):
                at += 1
            return [*taken, line[:at]], [*([line[at:]] if line[at:] else []), *lines[number + 1 :]]
        taken.append(line)
        length -= len(line)
    return taken, []


def to_pdf(printed: Layout, *, header: str = "某某机关公文", size: float = 12) -> bytes:
    """A PDF with hard-wrapped lines, page numbers, a running head, and ruled tables cut by the page's end."""
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle(
        "body", fontName=FONT, fontSize=size, leading=size * 1.6, wordWrap="CJK", firstLineIndent=size * 2
    )
    centred = ParagraphStyle("title", parent=body, alignment=TA_CENTER, firstLineIndent=0)
    small = ParagraphStyle("cell", parent=body, fontSize=9, leading=13, firstLineIndent=0)
    story: list[Any] = []
    width = A4[0] - 144
    for number, block in enumerate(printed):
        if isinstance(block, str):
            story.append(Paragraph(html.escape(block), centred if number < 2 and len(block) < 40 else body))
            continue
        for page, rows in enumerate(_pages(block)):
            cells = [[[Paragraph(html.escape(name), small)] for name in block.header]]
            for row in rows:
                cells.append([[Paragraph(html.escape(line), small) for line in cell or []] for cell in row])
            widths = [width * part for part in block.widths]
            story += [PageBreak()] * (page > 0)
            story.append(Table(cells, colWidths=widths, style=TableStyle(_RULES)))

    def margin(canvas: Any, document: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, header)
        canvas.drawCentredString(A4[0] / 2, 36, f"— {document.page} —")

    content = io.BytesIO()
    template = SimpleDocTemplate(content, pagesize=A4, leftMargin=72, rightMargin=72, topMargin=72, bottomMargin=72)
    template.build(story, onFirstPage=margin, onLaterPages=margin)
    return content.getvalue()


# --- sheets -------------------------------------------------------------------------------------------------------


def to_xlsx(printed: Layout) -> bytes:
    """A workbook of one sheet: paragraphs one a row, tables with their merged cells."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    line = 1
    for block in printed:
        if isinstance(block, str):
            sheet.cell(line, 1, block)
            line += 1
            continue
        line += 1
        for column, name in enumerate(block.header, start=1):
            sheet.cell(line, column, name)
        for at, row in enumerate(block.rows, start=1):
            for column, cell in enumerate(row):
                if cell is ABOVE:
                    continue
                text = "\n".join(cell)
                sheet.cell(line + at, column + 1, int(text) if text.isdecimal() else text or None)
                span = 1
                while at + span <= len(block.rows) and block.rows[at + span - 1][column] is ABOVE:
                    span += 1
                if span > 1:
                    sheet.merge_cells(None, line + at, column + 1, line + at + span - 1, column + 1)
        line += len(block.rows) + 2
    return saved(book)
