"""PDF files → blocks: the text layer in reading order, ruled tables as grids; a scan without text is refused."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, cast

from rag.errors import ParseError
from rag.parse.formats.geometry import (
    Glyph,
    Margins,
    Row,
    gutter_of,
    lines_of,
    margins_of,
    merge_pieces,
    rows_in,
    rows_of,
    runs_of,
    runs_on,
    strip_of,
)
from rag.parse.formats.notes import Mark, Notes, find_notes, without_mark
from rag.parse.formats.page import CLOSE, Box, Page, PageTable, rules_of
from rag.parse.formats.running import find_running
from rag.parse.formats.sideways import has_rows_of, join_sideways
from rag.parse.formats.transcript import Transcript, as_cell
from rag.parse.formats.unruled import Lattice, Rule, ends_page, find_lattices, join_rules
from rag.parse.printed import Blocks, Cell, Grid, Line, Merge, square
from rag.parse.traced import Traced, glue

MOST_PAGES = 2000
_UNREADABLE = 0.3
"""Part of a file's glyphs without a code from which on it cannot be read."""
_PICTURE = 0.5
"""Part of a page that a picture covers where the page is a scan."""
_OUTLINES = 200
"""Drawn curves from which on a page without text has its letters as outlines."""
_RADICALS = dict(
    zip(
        "⺁⺅⺌⺍⺎⺐⺒⺓⺔⺗⺘⺙⺟⺠⺡⺢⺣⺤⺨⺩⺪⺫⺬⺭⺮⺯⺰⺲⺳⺷⺹⺻⺼⺽⻁⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂亻小小尢尣巳幺彑忄扌攵母民氵氺灬爫犭王疋目示礻竹糸纟罒罓羊耂聿月臼虎西西见角讠贝车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Radicals that some fonts name instead of the character they look like."""


def read_pdf(content: bytes) -> Blocks:
    """The blocks of a PDF file.

    Raises:
        ParseError: the bytes are none, are encrypted, or a page of it is a picture without text.
    """
    transcript = Transcript()
    pages = _open(content, transcript)
    scanned = [number for number, page in enumerate(pages, start=1) if page.scanned]
    if scanned or not any(page.rows or page.tables for page in pages):
        named = "、".join(map(str, scanned[:10])) + ("等" if len(scanned) > 10 else "")
        where = f"第 {named} 页是扫描图片" if scanned else "各页都没有文字"
        raise ParseError(
            f"{where}，没有文字层；本程序不带文字识别（OCR）。",
            hint="请先用 OCR 软件识别成带文字的 PDF 或 docx，再放入政策库；整个文件都没有读入。",
        )
    transcript.pages = len(pages)
    joined = join_sideways(pages)
    transcript.mend(
        "sideways", sum(len(one.tables) < len(page.tables) for one, page in zip(joined, pages, strict=True))
    )
    return transcript.finish(_Reader(transcript, joined).blocks())


def _open(content: bytes, transcript: Transcript) -> list[Page]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    # the library tells of every slip of a file's producer
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with cast("Any", pdfplumber).open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise ParseError(f"有 {len(pdf.pages)} 页，最多 {MOST_PAGES} 页。", hint="请拆成几个文件。")
            pages: list[Page] = []
            glyphs = unreadable = 0
            for page in pdf.pages:
                chars = list(_once(page.chars))
                unreadable += sum(map(_is_unreadable, chars))
                glyphs += len(chars)
                pages.append(_read_page(page, _readable(chars, transcript), earlier=pages))
                page.close()
    except (PDFPasswordIncorrect, PdfminerException) as error:
        if any(isinstance(one, PDFPasswordIncorrect) for one in (error, *error.args)):
            raise ParseError("文件加了密码，读不了。", hint="请取消密码后另存再试。") from error
        raise
    if glyphs and unreadable > _UNREADABLE * glyphs:
        raise ParseError(
            f"{unreadable} 个字（共 {glyphs} 个）的字体没有文字编码，认不出；本程序不带文字识别（OCR）。",
            hint="请换一份由办公软件导出的 PDF，或先用 OCR 软件识别；整个文件都没有读入。",
        )
    return pages


def _once(chars: Sequence[Any]) -> Iterator[Any]:
    """The glyphs, one that is printed again within a point of itself, for boldness, once."""
    seen: set[tuple[str, int, int]] = set()
    for char in chars:
        text, x, y = str(char["text"]), round(char["x0"]), round(char["top"])
        if not any((text, x + right, y + down) in seen for right in (0, -1, 1) for down in (0, -1, 1)):
            yield char
        seen.add((text, x, y))


def _is_unreadable(char: Any) -> bool:  # noqa: ANN401 - pdfplumber brings no types
    """Whether the font gives a glyph no code."""
    text = str(char["text"])
    return text.startswith("(cid:") or text in ("", "\ufffd")


def _readable(chars: Sequence[Any], transcript: Transcript) -> list[Glyph]:
    """The glyphs of a page that have a code and stand upright."""
    found: list[Glyph] = []
    for char in chars:
        text = str(char["text"])
        if _is_unreadable(char):
            transcript.miss("glyph")
            continue
        if _slants(char):
            transcript.drop("watermark", text)
            continue
        found.append(Glyph(text=_plain(text), x0=char["x0"], x1=char["x1"], top=char["top"], bottom=char["bottom"]))
    return found


def _slants(char: Any) -> bool:  # noqa: ANN401
    """Whether a glyph is set aslant, as watermarks are; not one on a page turned by a quarter."""
    a, b = abs(char["matrix"][0]), abs(char["matrix"][1])
    return min(a, b) > 0.1 * max(a, b)


def _plain(text: str) -> str:
    """The character itself, where the font names its radical or a ligature."""
    if len(text) == 1 and ("\u2f00" <= text <= "\u2fd5" or "\ufb00" <= text <= "\ufb06"):
        return unicodedata.normalize("NFKC", text)
    return _RADICALS.get(text, text)


def _read_page(page: Any, glyphs: Sequence[Glyph], *, earlier: Sequence[Page]) -> Page:  # noqa: ANN401
    before = earlier[-1] if earlier else None
    tables: list[PageTable] = []
    notes = find_notes(glyphs)
    left = list(notes.left)
    for found in page.find_tables():
        boxes = [Box(x0=x0, top=top, x1=x1, bottom=bottom) for x0, top, x1, bottom in found.cells]
        table = _table(boxes, left, ruled=True)
        filled = sum(any(not one.text.isspace() for one in cell) for cell in table.glyphs)
        wide = max(box.x0 for box in boxes) - min(box.x0 for box in boxes) > CLOSE
        # boxes one above the other are frames around text, but for the last column of a table
        if filled > 1 and (wide or has_rows_of(table, earlier)):
            tables.append(table)
            left = _without(left, table)
    lines = lines_of(left)
    rules = [Rule(x0=one["x0"], x1=one["x1"], y=one["top"]) for one in page.horizontal_edges]
    lattices = find_lattices(lines, join_rules(rules), above=None if before is None else before.lattice)
    for lattice in lattices:
        tables.append(table := _table(_boxes(lattice), left, ruled=False))
        left = _without(left, table)
    if lattices:
        lines = lines_of(left)
    strip = strip_of(lines) or (None if before is None else before.strip)
    area = float(page.width * page.height)
    pictures = [abs((one["x1"] - one["x0"]) * (one["bottom"] - one["top"])) for one in page.images]
    printed = any(not glyph.text.isspace() for glyph in glyphs)
    return Page(
        height=float(page.height),
        rows=tuple(rows_in(lines, strip=strip)),
        notes=notes,
        strip=strip,
        tables=tuple(sorted(tables, key=lambda one: one.top)),
        lattice=lattices[-1] if lattices and ends_page(lattices[-1], lines) else None,
        scanned=not printed and (max(pictures, default=0.0) > _PICTURE * area or len(page.curves) > _OUTLINES),
    )


def _table(boxes: Sequence[Box], glyphs: Sequence[Glyph], *, ruled: bool) -> PageTable:
    """The table whose cells are `boxes`, with what of `glyphs` stands in each."""
    held = (tuple(glyph for glyph in glyphs if box.holds(glyph)) for box in boxes)
    return PageTable(cells=tuple(boxes), glyphs=tuple(held), ruled=ruled)


def _without(glyphs: Sequence[Glyph], table: PageTable) -> list[Glyph]:
    """The glyphs that do not stand in `table`."""
    taken = {id(glyph) for cell in table.glyphs for glyph in cell}
    return [glyph for glyph in glyphs if id(glyph) not in taken]


def _boxes(lattice: Lattice) -> list[Box]:
    return [
        Box(x0=x0, top=top, x1=x1, bottom=bottom)
        for top, bottom in pairwise(lattice.ys)
        for x0, x1 in pairwise(lattice.xs)
    ]


class _Reader:
    """Joins the pages of one file."""

    def __init__(self, transcript: Transcript, pages: Sequence[Page]) -> None:
        self._transcript = transcript
        self._pages = pages
        self._paragraph: list[Row] = []
        self._begun: Margins | None = None
        """Margins of the column in which the paragraph began."""
        self._above: Margins | None = None
        """Margins of the column in which its last row stands."""
        self._gutter: float | None = None
        self._waiting: dict[Mark, tuple[str, Sequence[Row]]] = {}
        """The notes of the page whose marks have not been reached, by their marks."""
        self._due: list[tuple[str, Sequence[Row]]] = []
        """The notes that the paragraph or table being read points to."""

    def blocks(self) -> Iterator[Line | Grid]:
        """The blocks of all pages in reading order."""
        running = find_running([page.rows for page in self._pages], [page.height for page in self._pages])
        bodies = [
            [row for row in page.rows if all(row is not one.row for one in margin)]
            for page, margin in zip(self._pages, running, strict=True)
        ]
        margins = margins_of(rows) if (rows := [row for body in bodies for row in merge_pieces(body)]) else None
        for page, body, margin in zip(self._pages, bodies, running, strict=True):
            for one in margin:
                self._transcript.drop(one.kind, one.row.text)
            begin = 0.0
            self._expect(page.notes)
            for table in [*page.tables, None]:
                end = page.height + 1 if table is None else table.top
                yield from self._text([row for row in body if begin <= row.top < end], margins)
                if table is not None:
                    yield from self._end_paragraph()
                    self._transcript.mend("unruled", 0 if table.ruled else 1)
                    yield self._grid(table)
                    self._reach(*(row for cell in table.glyphs for row in rows_of(cell)))
                    yield from self._notes()
                    begin = end
            self._due.extend(self._waiting.values())
        yield from self._end_paragraph()

    def _text(self, rows: Sequence[Row], margins: Margins | None) -> Iterator[Line]:
        if not rows or margins is None:
            return
        self._gutter = gutter_of(rows, known=self._gutter)
        if self._gutter is not None:
            self._transcript.mend("columns")
        for run in runs_of(rows, self._gutter):
            own = margins_of(run.rows, column=True) if run.column else margins
            for number, row in enumerate(run.rows):
                before = self._paragraph[-1] if self._paragraph else None
                if before is None or not runs_on(before, row, own, above=None if number else self._above):
                    yield from self._end_paragraph()
                    self._begun = own
                self._paragraph.append(row)
                self._reach(row)
                self._above = own

    def _end_paragraph(self) -> Iterator[Line]:
        if self._paragraph and self._begun is not None:
            first = self._paragraph[0]
            text = self._write(self._paragraph).strip()
            if text:
                yield Line(text=text, indent=4 if first.x0 > self._begun.left + 0.8 * first.size else 0, gap=False)
        self._paragraph = []
        yield from self._notes()

    def _expect(self, notes: Notes) -> None:
        """Turn to the notes of the next page, and set their marks aside."""
        rows = dict(notes.rows)
        self._waiting = {mark: (mark.name, rows.pop(mark.name)) for mark in notes.marks if mark.name in rows}
        for mark in notes.marks:
            self._transcript.drop("note-mark", mark.name)

    def _reach(self, *rows: Row) -> None:
        """Note what the marks in `rows` point to: it follows the paragraph."""
        for mark in [mark for mark in self._waiting if any(map(mark.stands_in, rows))]:
            self._due.append(self._waiting.pop(mark))

    def _notes(self) -> Iterator[Line]:
        """The notes that are due."""
        for name, rows in self._due:
            self._transcript.mend("footnote")
            words = [without_mark(rows[0].text), *(row.text for row in rows[1:])]
            text = glue([self._transcript.write(f"〔注{name}〕"), *map(self._transcript.write, words)])
            self._transcript.end_line()
            yield Line(text=text, indent=4, gap=False)
        self._due = []

    def _write(self, rows: Sequence[Row]) -> Traced:
        """The paragraph printed in `rows`."""
        pieces: list[Traced] = []
        for row in rows:
            pieces.append(self._transcript.write(row.text))
            self._transcript.end_line()
        if len(rows) > 1:
            self._transcript.mend("joined-lines", len(rows) - 1)
        return glue([piece for piece in pieces if piece])

    # --- tables -----------------------------------------------------------------------------------------------

    def _grid(self, table: PageTable) -> Grid:
        lefts = rules_of([cell.x0 for cell in table.cells] + [cell.x1 for cell in table.cells])
        tops = rules_of([cell.top for cell in table.cells] + [cell.bottom for cell in table.cells])
        rows: list[list[Cell]] = [[()] * (len(lefts) - 1) for _ in tops[1:]]
        merges: list[Merge] = []
        order = sorted(range(len(table.cells)), key=lambda one: (table.cells[one].top, table.cells[one].x0))
        for number in order:
            box = table.cells[number]
            row, below = _nearest(box.top, tops), _nearest(box.bottom, tops)
            column, right = _nearest(box.x0, lefts), _nearest(box.x1, lefts)
            if row >= below or column >= right:
                continue
            rows[row][column] = (*rows[row][column], *self._cell(box, table.glyphs[number]))
            if below - row > 1 or right - column > 1:
                merges.append(Merge(row=row, column=column, rows=below - row, columns=right - column))
        return Grid(rows=square([tuple(row) for row in rows]), merges=tuple(merges))

    def _cell(self, box: Box, glyphs: Sequence[Glyph]) -> Cell:
        rows = merge_pieces(rows_of(glyphs))
        if not rows:
            return ()
        padding = min(min(row.x0 - box.x0 for row in rows), min(box.x1 - row.x1 for row in rows))
        paragraphs: list[list[Row]] = []
        for row in rows:
            before = paragraphs[-1][-1] if paragraphs else None
            # in a narrow cell a row is full when not one character more would fit
            free = 0.0 if before is None else (box.x1 - box.x0 - 2 * max(padding, 0)) - (before.x1 - before.x0)
            margins = Margins(left=row.x0, right=before.x1 if before else 0, indented=True, pitch=0)
            if before is None or free > 1.9 * row.size or not runs_on(before, row, margins, above=margins):
                paragraphs.append([])
            paragraphs[-1].append(row)
        return as_cell(self._write(paragraph) for paragraph in paragraphs)


def _nearest(place: float, rules: Sequence[float]) -> int:
    return min(range(len(rules)), key=lambda at: abs(rules[at] - place))
