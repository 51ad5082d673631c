"""Small PDF files drawn place by place, and read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from blocks_sample import check_origins
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from rag.parse.formats.pdf import read_pdf
from rag.parse.printed import Blocks

FONT = "STSong-Light"
LEFT, TOP, SIZE, LEADING = 90.0, 740.0, 14.0, 26.0
COLUMNS = 28
"""Characters of a full row."""


def pdf(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return content.getvalue()


def read(draw: Callable[[Canvas], None]) -> Blocks:
    found = read_pdf(pdf(draw))
    check_origins(found)
    return found


def put(canvas: Canvas, text: str, x: float, y: float, *, size: float = SIZE) -> None:
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, text)


def wrapped(
    canvas: Canvas, paragraphs: list[str], *, top: float = TOP, indent: str = "　　", first: bool = True
) -> float:
    """Set paragraphs in rows of `COLUMNS` characters, the first row of each set in; returns where the next row goes."""
    for number, paragraph in enumerate(paragraphs):
        rest = (indent if first or number else "") + paragraph
        while rest:
            row, rest = rest[:COLUMNS], rest[COLUMNS:]
            blanks = len(row) - len(row.lstrip("　"))
            put(canvas, row[blanks:], LEFT + blanks * SIZE, top)
            top -= LEADING
    return top


LONG = (
    "为推动建筑业高质量发展，加快建造方式转变，现就有关事项通知如下，请结合实际认真贯彻执行，并将落实情况于年底前报送。"
)
