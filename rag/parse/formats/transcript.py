"""Writes down all the text that a file holds, in the order it is read, so that every character has one origin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rag.domain import Repair
from rag.errors import ParseError
from rag.parse.printed import Blocks, Cell, Grid, Line
from rag.parse.traced import Traced, join, trace

MOST_CHARACTERS = 20_000_000
"""Characters that one file may hold: some forty times the longest law."""

# soft hyphen, zero-width blanks and joiners, direction marks: printed as nothing
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
"""Characters that print as nothing."""
# control characters that no text has; not tab and line end
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+")


class Transcript:
    """The text of one file while it is being read, with what of it is no text and what was not understood."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._dropped: list[tuple[str, Traced]] = []
        self._repairs: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()
        self.pages = 0

    def write(self, text: str) -> Traced:
        """`text` with its origins; what of it prints as nothing is set aside.

        Raises:
            ParseError: the file holds more characters than a notice can have.
        """
        if self._length + len(text) > MOST_CHARACTERS:
            raise ParseError(f"文字超过 {MOST_CHARACTERS:,} 字，不像一份通知。", hint="请检查文件，或拆成几个文件。")
        written = trace(text, offset=self._length)
        self._parts.append(text)
        self._length += len(text)
        for kind, pattern in (("invisible", INVISIBLE), ("control", _CONTROL)):
            for match in pattern.finditer(written.chars):
                self._dropped.append((kind, written.cut(match.start(), match.end())))
            if pattern.search(written.chars):
                written = written.without(pattern)
        return written

    def end_line(self) -> None:
        """Set what follows on a new line of the source."""
        self._parts.append("\n")
        self._length += 1

    def drop(self, kind: str, text: str) -> None:
        """Write down `text`, which is no part of the notice."""
        if text.strip():
            self.put_aside(kind, self.write(text))
            self.end_line()

    def put_aside(self, kind: str, text: Traced) -> None:
        """Take `text`, written before, out of the notice."""
        if text.chars.strip():
            self._dropped.append((kind, text))

    def mend(self, kind: str, count: int = 1) -> None:
        """Count a repair; `REPAIRS` says it in words."""
        self._repairs[kind] += count

    def miss(self, kind: str, count: int = 1) -> None:
        """Count something that was not understood; `UNREAD` says it in words."""
        self._unread[kind] += count

    def cell(self, blocks: Iterable[Line | Grid]) -> Cell:
        """The paragraphs of a table cell; a table in it row by row."""
        pieces: list[Traced] = []
        for block in blocks:
            if isinstance(block, Line):
                pieces.append(block.text)
            else:
                self.mend("nested-table")
                pieces.extend(_row_text(row) for row in block.rows)
        return as_cell(pieces)

    def finish(self, blocks: Iterable[Line | Grid]) -> Blocks:
        """The file as blocks, which may still be written down while they are taken.

        Raises:
            ParseError: there are none.
        """
        printed = tuple(blocks)
        if not printed:
            raise ParseError("里面没有可读的正文。", hint="请检查文件，或把它移出政策库。")
        pieces: dict[str, list[int]] = {}
        for kind, piece in self._dropped:
            pieces.setdefault(kind, []).append(sum(not char.isspace() for char in piece.chars))
        omitted = [
            Repair(kind=kind, detail=f"略去{words} {len(pieces[kind])} 处，{sum(pieces[kind])} 字。")
            for kind, words in OMISSIONS.items()
            if kind in pieces
        ]
        mended = [
            Repair(kind=kind, detail=words.format(self._repairs[kind]))
            for kind, words in REPAIRS.items()
            if self._repairs[kind]
        ]
        return Blocks(
            source="".join(self._parts),
            blocks=printed,
            dropped=tuple(self._dropped),
            repairs=(*omitted, *mended),
            unread=tuple(
                Repair(kind=kind, detail=words.format(self._unread[kind]))
                for kind, words in UNREAD.items()
                if self._unread[kind]
            ),
            pages=self.pages,
        )


OMISSIONS = {
    "page-header": "页眉",
    "page-footer": "页脚",
    "page-number": "页码",
    "note-mark": "脚注的注码",
    "contents": "目录",
    "deleted": "修订中已删除的文字",
    "hidden": "隐藏文字",
    "comment": "批注",
    "reading": "注音",
    "invisible": "不显示的字符",
    "control": "控制字符",
    "watermark": "水印",
    "card": "网页上的信息卡片（索引号、发布日期等）",
    "navigation": "网页导航、页脚、分享等正文以外的文字",
    "hidden-row": "隐藏行、列中的文字",
    "hidden-sheet": "隐藏工作表中的文字",
}
"""What of a file is no part of the text: kind → name."""

REPAIRS = {
    "numbering": "{} 段的自动编号按显示的样子写出。",
    "nested-numbering": "{} 段套在另一个列表里的编号，按所在的层写成（1）、①。",
    "revision": "{} 处修订按接受读。",
    "footnote": "{} 条脚注、尾注接在所注的段落之后。",
    "text-box": "{} 个文本框的文字接在所在的段落之后。",
    "nested-table": "{} 个套在单元格里的表格按行读入该格。",
    "framed": "{} 个只作边框、排版用的单行或单列表格按正文读。",
    "joined-lines": "{} 处断行接成完整的段落。",
    "columns": "{} 页分栏，先左后右读。",
    "sideways": "{} 页印的是前面某页表格右边的各列，按行接在一起。",
    "unruled": "{} 处没有竖线的表格（三线表等）按列的位置读成表格。",
    "script": "{} 段脚本、样式不是文字，不读。",
}
"""What was mended: kind → the sentence that counts it."""

UNREAD = {
    "picture": "{} 幅图片，其中的文字没有读。",
    "object": "{} 个嵌入的对象没有读。",
    "formula": "{} 个公式按一行读，上下标和分数线可能丢失。",
    "uncounted": "{} 格公式没有存下结果，按公式原文写出；请在办公软件里打开、保存一次再读。",
    "symbol": "{} 个符号字体的符号认不出。",
    "glyph": "{} 个字没有文字编码，认不出。",
    "byte": "{} 处字节不成字，原样标为 �。",
    "insert": "{} 个插入的外部文件没有读。",
    "broken": "{} 处内部链接指向不存在的部分。",
}
"""What was not understood: kind → the sentence that counts it."""


def as_line(text: Traced, *, indent: int = 0, gap: bool = False) -> Line | None:
    """`text` as a line, or None where nothing is printed on it."""
    bare = text.strip()
    return Line(text=bare, indent=indent, gap=gap) if bare else None


def as_cell(pieces: Iterable[Traced]) -> Cell:
    """`pieces` as the paragraphs of a cell."""
    return tuple(bare for piece in pieces if (bare := piece.strip()))


def _row_text(cells: Iterable[Cell]) -> Traced:
    """The cells of a row as one paragraph, tabs between them."""
    return join([join(cell) for cell in cells if cell], separator="\t")
