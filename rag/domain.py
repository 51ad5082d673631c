"""The nouns of policy-rag: frozen values that every floor speaks, and nothing else.

Spans are half-open character offsets into ``Notice.text``; ``notice.text[start:end]`` is the quoted text, always.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Path = tuple[str, ...]
"""Where an item stands in its notice, from the outside in: ``("一", "（四）", "2")``; ``()`` is head and tail."""

ItemKind = Literal["head", "section", "item", "row", "note", "tail"]
Language = Literal["zh", "en"]
Tier = Literal["国家", "省", "市", "县", ""]
"""Rank of the body that issued a notice; ``""`` where it is not known."""
Standing = Literal["现行有效", "试行", "有效期至", "未施行", "已失效", "已废止"]
"""How a notice stands on a day: ``有效期至`` is in force for a printed term, ``已失效`` is past it."""
Role = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Something ragged in a source file that was mended in the reading; the file itself is never changed."""

    kind: str
    """Short stable name: ``joined-lines``, ``repeated-header``, ``misplaced-cell``, …"""
    detail: str
    """What was found and how it was read, in one line, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Source characters that are no part of the text: separators, markup, repeated headers."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table row. A merged cell stands once in the text; rows below share its span."""

    column: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One unit of a notice's outline with its own text, not that of the units below it.

    The items of a notice are disjoint, in document order, and together hold every non-blank character of it.
    """

    path: Path
    kind: ItemKind
    heading: str
    """The unit's own heading without its numeral, or ``""``."""
    text: str
    start: int
    end: int
    cells: tuple[Cell, ...] = ()
    """The row's cells in column order, for ``kind == "row"`` alone."""

    def cell(self, column: str) -> Cell | None:
        """The cell under `column`, or None where the row has no such column."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another notice as this one prints it: 《title》（文号）; either may be ``""``, never both."""

    title: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A longer term that a notice gives another: 《title》（文号）有效期延长至…, or 延长三年."""

    notice: Reference
    until: date | None = None
    """The last day from then on, or None where only the months are printed."""
    months: int = 0
    """Months that its term is longer by, where `until` is None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The account of one reading: ``characters == placed + dropped``; printed rows are of one of three kinds."""

    characters: int = 0
    """Non-blank characters that the file holds as text."""
    placed: int = 0
    """Of these, in the notice's text."""
    dropped: int = 0
    """Of these, no part of the text: separators, markup, running heads."""
    rows: int = 0
    """Printed table rows that are not empty."""
    rows_indexed: int = 0
    """Of these, in rows, items or notes with an address."""
    rows_header: int = 0
    """Of these, headers, captions and names of categories."""
    rows_repeated: int = 0
    """Of these, headers printed again on a later page."""
    pages: int = 0
    """Pages or sheets read; 0 for a file without."""
    unread: tuple[Repair, ...] = ()
    """What was not understood: pictures, embedded objects, glyphs without a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A policy notice (政策文件) read to its true structure."""

    id: str
    """文号 with full-width 〔〕 and no spaces; the full title where none is printed."""
    title: str
    symbol: str
    """文号, or ``""``."""
    issuer: str
    """发文机关, or ``""``."""
    issued: date | None
    """成文日期, or None."""
    source: str
    """File name of the source document."""
    sha256: str
    """Of the source file's bytes, in hexadecimal."""
    text: str
    items: Sequence[Item]
    """A tuple, or values that are read when they are asked for and equal to it."""
    repairs: tuple[Repair, ...]
    dropped: tuple[Dropped, ...]
    issuers: tuple[str, ...] = ()
    """Each 发文机关 by its printed name: those that sign where the title only says 等部门."""
    level: Tier = ""
    """Rank of the highest issuer."""
    region: str = ""
    """Canonical name of the region whose body issued it; ``""`` for a national one."""
    printed: date | None = None
    """印发日期, or None."""
    effective: date | None = None
    """施行日期, or None where the text states none."""
    valid_until: date | None = None
    """The last day of a printed 有效期, or None."""
    trial: bool = False
    """Whether it is 试行 or 暂行."""
    repeals: tuple[Reference, ...] = ()
    """The notices that it abolishes as a whole."""
    extends: tuple[Extension, ...] = ()
    """The notices to which it gives a longer term."""
    repealed: bool = False
    """Whether the manifest says that it is 已废止; ``rag.validity`` also asks the other notices."""
    addressees: str = ""
    """主送机关 as printed, without the colon."""
    copies: str = ""
    """抄送机关 as printed, likewise."""
    disclosure: str = ""
    """公开方式 as printed: ``主动公开``."""
    ledger: Ledger = Ledger()
    _heading_of: dict[Path, str] = field(default_factory=dict[Path, str], init=False, repr=False, compare=False)
    """Heading of the first item at each path; made when first asked for, since a long notice asks for it often."""

    def at(self, path: Path) -> tuple[Item, ...]:
        """The items at exactly `path`, in document order."""
        return tuple(item for item in self.items if item.path == path)

    def under(self, path: Path) -> tuple[Item, ...]:
        """The items at `path` and below it, in document order."""
        depth = len(path)
        return tuple(item for item in self.items if item.path[:depth] == path)

    def headings(self, path: Path) -> tuple[str, ...]:
        """The headings on the way down to `path`, outermost first, empty ones left out."""
        if not self._heading_of:
            self._heading_of.update((item.path, item.heading) for item in reversed(self.items))
        found = (self._heading_of.get(path[: depth + 1], "") for depth in range(len(path)))
        return tuple(heading for heading in found if heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """How a notice stands on a day."""

    standing: Standing
    until: date | None = None
    """The last day of its term, for 有效期至 and 已失效; the first day in force, for 未施行."""
    by: str = ""
    """Id of the notice that repealed it, for 已废止, or that extended its term; ``""`` where the corpus holds none."""

    @property
    def in_force(self) -> bool:
        """Whether it binds on that day."""
        return self.standing in ("现行有效", "试行", "有效期至")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A retrieval unit: an item, a run of tiny siblings, or a part of an oversized item.

    `text` is verbatim; `context` (title › path › headings) is embedded with it and never quoted.
    """

    notice: str
    path: Path
    """Path of its first item."""
    paths: tuple[Path, ...]
    """Paths of all items in it."""
    start: int
    end: int
    text: str
    context: str
    tokens: int

    @property
    def searched(self) -> str:
        """What words and vectors are made of: the context, and the text below it."""
        return f"{self.context}\n{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A chunk that retrieval returned, with the fused score and what each list said of it."""

    chunk: Chunk
    score: float
    word_rank: int | None = None
    vector_rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit as printed, and its value where it is money."""

    text: str
    """As printed: ``最高2000万元``."""
    start: int
    end: int
    value: Decimal
    unit: str
    """``元`` for money (`value` is then in 元), else the printed unit: ``%``, ``个``, ``元/平方米``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Who does what, under which heading, with which figures: one clause of an item, or one table row."""

    notice: str
    path: Path
    start: int
    end: int
    """Span of the clause or row that states the fact."""
    regions: tuple[str, ...]
    """Canonical region names that are its subjects, in printed order."""
    headings: tuple[str, ...]
    text: str
    amounts: tuple[Amount, ...] = ()
    lead: str = ""
    """牵头单位: the first of 责任单位."""
    partners: tuple[str, ...] = ()
    """The other 责任单位."""
    due: str = ""
    """完成时间 as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of the conversation so far."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a notice that a claim stands on: ``notice.text[start:end]``."""

    notice: str
    path: Path
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One line of an answer and the quotes it stands on; a line without quotes states nothing of the corpus."""

    text: str
    """Markdown, without citation marks."""
    quotes: tuple[Quote, ...] = ()
    verbatim: bool = False
    """Whether `text` holds the quoted words themselves, and so needs no proof of its numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of an enumeration before its citations are numbered."""

    cells: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer before grounding: what a writer wants to say."""

    claims: tuple[Claim, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    abstained: bool = False
    matched: int = 0
    """Items that matched."""
    searched: int = 0
    """Notices that were searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote with the place it stands at: ``notice.text[start:end] == quote``."""

    n: int
    doc: str
    title: str
    path: Path
    label: str
    """``建办市函〔2025〕190号 一（四）2``."""
    heading: str
    """The nearest heading above the quote."""
    quote: str
    start: int
    end: int
    source_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An enumeration: every row that matched, cells as markdown text with ``[n]`` marks."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the corpus an answer looked at: items that matched, notices that were searched."""

    matched: int
    notices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the assistant says, and what it stands on; ``rag.wire.answer_to_json`` gives its JSON."""

    question: str
    language: Language
    text: str
    """Markdown with ``[n]`` marks; without the list of sources."""
    abstained: bool
    citations: tuple[Citation, ...]
    table: Table | None
    coverage: Coverage
    engine: str
    """``quoting``, the model's name, or ``quoting (…)`` with the reason a model's answer was not used."""
    settings: str
    timings_ms: tuple[tuple[str, float], ...]
