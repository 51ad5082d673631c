"""Grounding: each claim's quotes are verbatim and hold its numbers, or the claim is not shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.address import label
from rag.domain import Citation, Claim, Draft, Notice, Quote, Table
from rag.errors import RagError
from rag.index.command import own_command
from rag.numerals import numbers_in

# [12], a citation mark
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """What is left of a draft when everything in it has been proved."""

    text: str
    citations: tuple[Citation, ...]
    table: Table | None
    dropped: int
    """Claims that could not be proved."""


def ground(draft: Draft, notices: Mapping[str, Notice]) -> Grounded:
    """Number the citations of `draft` and drop every claim that its quotes do not carry."""
    numbers: dict[Quote, int] = {}
    lines: list[str] = []
    dropped = 0
    for claim in draft.claims:
        if not is_grounded(claim, notices):
            dropped += 1
            continue
        lines.append(claim.text + _marks(claim.quotes, numbers))
    rows = tuple((*row.cells, _marks(row.quotes, numbers)) for row in draft.rows)
    table = Table(columns=draft.columns, rows=rows, total=len(rows)) if rows else None
    citations = tuple(cite(quote, n, notices[quote.notice]) for quote, n in numbers.items())
    return Grounded(text=_paragraphs(lines), citations=citations, table=table, dropped=dropped)


def beginnings(whole: Grounded) -> Iterator[Grounded]:
    """`whole` as it grows line by line; the last one is `whole` itself."""
    lines = whole.text.split("\n")
    seen = 0
    for shown in range(1, len(lines)):
        seen = max([seen, *(int(n) for n in _MARK.findall(lines[shown - 1]))])
        if lines[shown]:
            text = "\n".join(lines[:shown]).rstrip()
            yield Grounded(text=text, citations=whole.citations[:seen], table=None, dropped=whole.dropped)
    yield whole


def is_grounded(claim: Claim, notices: Mapping[str, Notice]) -> bool:
    """Whether every number of `claim` stands in one of its quotes, or above them in the path to one.

    A claim without quotes is the answer's own frame (a total, a refusal) and passes; a claim of verbatim words
    carries its own proof.
    """
    if not claim.quotes or claim.verbatim:
        return True
    evidence = " ".join(_carried_by(quote, notices[quote.notice]) for quote in claim.quotes)
    return numbers_in(claim.text) <= numbers_in(evidence)


def _carried_by(quote: Quote, notice: Notice) -> str:
    """The words a quote proves: its own, its address, its headings, and the merged cells of its row."""
    cells = " ".join(cell.text for item in notice.at(quote.path) for cell in item.cells)
    headings = " ".join(notice.headings(quote.path))
    return f"{notice.text[quote.start : quote.end]} {label(notice.id, quote.path)} {headings} {cells}"


def _marks(quotes: Sequence[Quote], numbers: dict[Quote, int]) -> str:
    for quote in quotes:
        numbers.setdefault(quote, len(numbers) + 1)
    return "".join(f"[{numbers[quote]}]" for quote in dict.fromkeys(quotes))


def _paragraphs(lines: Sequence[str]) -> str:
    """Bullets below each other, anything else a paragraph of its own."""
    text = ""
    for line in lines:
        bullet = line.startswith("- ")
        after_bullet = text.rsplit("\n", 1)[-1].startswith("- ")
        text += ("\n" if bullet and after_bullet else "\n\n") + line
    return text.strip()


def cite(quote: Quote, n: int, notice: Notice) -> Citation:
    """The citation numbered `n` for `quote`.

    Raises:
        RagError: the quote's span is not in the notice; nothing may be shown on it.
    """
    if not 0 <= quote.start < quote.end <= len(notice.text):
        raise RagError(f"引文 {quote!r} 不在 {notice.id} 之内。", hint=f"请重建索引：{own_command()} build。")
    headings = notice.headings(quote.path)
    return Citation(
        n=n,
        doc=notice.id,
        title=notice.title,
        path=quote.path,
        label=label(notice.id, quote.path),
        heading=headings[-1] if headings else "",
        quote=notice.text[quote.start : quote.end],
        start=quote.start,
        end=quote.end,
        source_sha256=notice.sha256,
    )
