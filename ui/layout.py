"""An answer as it is laid out: of each part the lines that its table holds, and those that stand beside it; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answer.phrases import phrases
from rag.domain import Answer, Citation, Table
from ui.fact_sheet import marks_in, plain_text

LISTED = 2
"""Rows from which on a table is shown: a single one says no more than the text."""

# **标题**, ### 标题, a line that heads those below it; not **《清单》**列出 2 个城市：
_HEADING = re.compile(r"\*\*[^*]+\*\*|#{1,6} .+")
# the blank lines that are left where lines were taken out
_GAP = re.compile(r"\n{3,}")
# 完成时间, 20万元; not the ：、（ between them
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of an answer, or all of it, in the order in which it is read; each text is markdown or ``""``."""

    lead: str
    """Above the table: how many were found, and all that is said where there is no table."""
    table: Table | None = None
    held: str = ""
    """The lines of which every word and source stands in the table."""
    rest: str = ""
    """The other lines that come after the first of these."""


def lay_out(answer: Answer) -> tuple[Section, ...]:
    """The parts of `answer`, each with the rows that tell its lines; no line is lost that no row tells.

    A row that tells no line stands in the first of the tables. Where the table tells no list of lines, it stands
    below all that is said.
    """
    table = answer.table
    if table is None or len(table.rows) < LISTED:
        return (Section(lead=answer.text),)
    rows = _Rows(answer, table)
    parts = [_Part(text, rows) for text in _parts(answer)]
    holding = [part for part in parts if len(part.rows) >= LISTED]
    if not holding:
        return (Section(lead=answer.text, table=table),)
    holding[0].rows |= set(range(len(table.rows))).difference(*(part.rows for part in holding))
    return tuple(part.section(table) if part in holding else Section(lead=part.text) for part in parts)


def _parts(answer: Answer) -> list[str]:
    """The text of each part, its heading first: **第 2 问**; what stands above the first heading is one too."""
    part = phrases(answer.language).part
    parts: list[list[str]] = [[]]
    number = 1
    for line in answer.text.split("\n"):
        if line.strip() == part.format(number=number):
            parts.append([])
            number += 1
        parts[-1].append(line)
    return [text for lines in parts if (text := "\n".join(lines).strip())]


class _Rows:
    """The rows of a table by the places of the notices that they stand on."""

    def __init__(self, answer: Answer, table: Table) -> None:
        self._by_number = {one.n: one for one in answer.citations}
        self._cited = [self._sources(" ".join(row)) for row in table.rows]
        words = phrases(answer.language)
        self._frame = "".join(map(_squeezed, (*table.columns, words.due, words.lead, words.partners)))
        self._words = ["".join(map(_squeezed, (*row, words.item_number.format(number=row[0])))) for row in table.rows]

    def telling(self, line: str) -> frozenset[int]:
        """The rows that tell all of `line`; none where a source of it, or a word, stands in no row."""
        sources = self._sources(line)
        found = [{n for n, cited in enumerate(self._cited) if _meet(one, cited)} for one in sources]
        if not sources or len(sources) < len(marks_in(line)) or not all(found):
            return frozenset()
        rows = frozenset[int]().union(*found)
        named = "".join(_squeezed(f"{one.label}{one.heading}") for one in sources)
        told = "".join(self._words[n] for n in sorted(rows)) + named + self._frame
        spoken = (word.casefold() for word in _WORDS.findall(plain_text(line)))
        return rows if all(word in told for word in spoken) else frozenset()

    def _sources(self, text: str) -> list[Citation]:
        return [self._by_number[n] for n in marks_in(text) if n in self._by_number]


class _Part:
    """The lines of one part, told by rows or not."""

    def __init__(self, text: str, rows: _Rows) -> None:
        self.text = text
        blocks = list(_blocks(text))
        told = [rows.telling(block) if block.startswith("- ") else frozenset[int]() for block in blocks]
        self.rows: set[int] = set[int]().union(*told)
        self._blocks = list(zip(blocks, map(bool, told), strict=True))

    def section(self, table: Table) -> Section:
        """The part with its own rows of `table`."""
        texts: dict[str, list[str]] = {"lead": [], "held": [], "rest": []}
        place, heading, headed = "lead", "", set[str]()
        for n, (block, told) in enumerate(self._blocks):
            if n and _HEADING.fullmatch(block.strip()):
                heading, headed = block, set[str]()
                continue
            if not block.strip():
                for lines in texts.values():
                    lines.append("")
                continue
            place = "held" if told else "lead" if place == "lead" else "rest"
            if heading and place not in headed and (block.startswith("- ") or not headed):
                texts[place] += ["", heading, ""]
                headed.add(place)
            texts[place].append(block)
        said = {place: _GAP.sub("\n\n", "\n".join(lines)).strip() for place, lines in texts.items()}
        rows = tuple(table.rows[n] for n in sorted(self.rows))
        own = table if len(rows) == len(table.rows) else replace(table, rows=rows, total=len(rows))
        return Section(table=own, **said)


def _blocks(text: str) -> Iterator[str]:
    """The lines of `text`; the indented lines below one belong to it."""
    block: list[str] = []
    for line in text.split("\n"):
        if block and not (line.startswith((" ", "\t")) and line.strip()):
            yield "\n".join(block)
            block = []
        block.append(line)
    yield "\n".join(block)


def _meet(source: Citation, cited: Sequence[Citation]) -> bool:
    """Whether one of `cited` is the same words as `source`, a piece of them, or more than they are."""
    return any(
        one.doc == source.doc
        and (one.start <= source.start and source.end <= one.end or source.start <= one.start and one.end <= source.end)
        for one in cited
    )


def _squeezed(text: str) -> str:
    """The words of a cell without what stands between them."""
    return "".join(_WORDS.findall(plain_text(text))).casefold()
