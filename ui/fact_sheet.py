"""The facts of an answer as rows with their sources, in words that a file can hold; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.address import path_label
from rag.domain import Answer, Citation
from ui.render_markdown import MARK

# the characters that XML 1.0 has no way to write
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# **bold** and the "- " or "### " before a line; not 2 ** 3
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One line of a table of facts: its cells, and the sources it stands on."""

    cells: tuple[str, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSheet:
    """The facts of an answer: its own table without marks, or one row a quote where it has none."""

    columns: tuple[str, ...]
    rows: tuple[FactRow, ...]


def fact_sheet(answer: Answer, *, quote_column: str) -> FactSheet:
    """The facts of `answer`; a column of nothing but marks is left out, since each row names its sources itself."""
    table = answer.table
    if table is None:
        rows = tuple(FactRow(cells=(writable(one.quote),), sources=(one,)) for one in answer.citations)
        return FactSheet(columns=(quote_column,), rows=rows)
    kept = [n for n in range(len(table.columns)) if not _marks_alone([row[n] for row in table.rows])]
    by_number = {one.n: one for one in answer.citations}
    return FactSheet(
        columns=tuple(plain_text(table.columns[n]) for n in kept),
        rows=tuple(
            FactRow(
                cells=tuple(plain_text(row[n]) for n in kept),
                sources=tuple(by_number[n] for n in marks_in(" ".join(row)) if n in by_number),
            )
            for row in table.rows
        ),
    )


def marks_in(text: str) -> tuple[int, ...]:
    """The numbers of the marks in `text`, each once."""
    return tuple(dict.fromkeys(int(match[1]) for match in MARK.finditer(text)))


def plain_text(markdown: str) -> str:
    """`markdown` of a cell or line as words, without marks, stars and what no file can hold."""
    return writable(_BOLD.sub(r"\1", MARK.sub("", markdown))).strip()


def place_of(citation: Citation) -> str:
    """The address of a source within its notice; ``""`` in its head or tail."""
    return path_label(citation.path)


def _marks_alone(cells: list[str]) -> bool:
    return any(MARK.search(cell) for cell in cells) and not any(plain_text(cell) for cell in cells)


def width_of(text: str) -> int:
    """How wide the longest line of `text` is, in the widths of a figure; a Chinese character has two."""
    return max((sum(1 + (char > "\u2e7f") for char in line) for line in text.splitlines()), default=0)


def writable(text: str) -> str:
    """`text` without the control characters that no XML file can hold."""
    return _UNWRITABLE.sub("", text)
