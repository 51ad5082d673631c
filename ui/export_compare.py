"""The 对照 tab as an Excel file: one row a fact and the matrix of counts, or two notices side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rag.address import path_label
from rag.domain import Notice
from ui.compare_words import COMPARE_WORDS
from ui.export_xlsx import Page, write_pages
from ui.matrix import Matrix
from ui.pairing import FRAME, Block, Line
from ui.render_scope import place_name
from ui.words import Words


def write_matrix(matrix: Matrix, notices: Mapping[str, Notice], *, words: Words) -> bytes:
    """Every fact of `matrix`, one a row, with its place, measure, notice and item; on a second sheet how many."""
    page = COMPARE_WORDS[words.language]
    head = (words.scope_region, page.measure, words.file_quote, words.file_notice, words.file_symbol, words.file_item)
    counts = Page(
        title=page.by_place,
        caption=f"{words.name} · {page.by_place}",
        columns=(words.scope_region, page.total, *matrix.measures),
        rows=tuple(_counts(matrix, words)),
        first_stays=True,
    )
    facts = Page(
        title=words.compare_tab,
        caption=f"{words.name} · {words.compare_tab}",
        columns=head,
        rows=tuple(_facts(matrix, notices, words)),
    )
    return write_pages((facts, counts))


def write_pair(left: Notice, right: Notice, blocks: Sequence[Block], *, words: Words) -> bytes:
    """Two notices side by side: a row for each sentence, twins in the same one, with heading and item of either."""
    page = COMPARE_WORDS[words.language]
    titles = tuple(f"{one.title} {one.symbol}".rstrip() for one in (left, right))
    named = {FRAME: page.frame, "": words.body_text}
    rows: list[tuple[str, ...]] = []
    headed: list[int] = []
    for block in blocks:
        headed.append(len(rows))
        mine, theirs = (page.missing if one is None else named.get(one, one) for one in (block.left, block.right))
        rows.append((mine, "", theirs, ""))
        for run in block.runs:
            most = max(len(run.left), len(run.right))
            rows += [(*_side(run.left, n), *_side(run.right, n)) for n in range(most)]
    return write_pages(
        (
            Page(
                title=words.compare_tab,
                caption=f"{words.name} · {page.pair_notices}",
                columns=(titles[0], words.file_item, titles[1], words.file_item),
                rows=tuple(rows),
                headed=frozenset(headed),
            ),
        )
    )


def _facts(matrix: Matrix, notices: Mapping[str, Notice], words: Words) -> Iterator[tuple[str, ...]]:
    for place in matrix.places:
        name = place_name(place, words=words)
        for measure in matrix.measures:
            for fact in matrix.at(place, measure):
                notice = notices.get(fact.notice)
                title, symbol = (notice.title, notice.symbol) if notice else (fact.notice, "")
                yield name, measure, fact.text, title, symbol, path_label(fact.path)


def _counts(matrix: Matrix, words: Words) -> Iterator[tuple[str | int, ...]]:
    """How many facts each place has, in all and under each measure; nothing for none."""
    for place in matrix.places:
        counts = [len(matrix.at(place, measure)) for measure in matrix.measures]
        yield place_name(place, words=words), sum(counts), *(n or "" for n in counts)


def _side(lines: Sequence[Line], n: int) -> tuple[str, str]:
    """The n-th sentence of one side with its item; nothing where it has fewer."""
    return (lines[n].text, path_label(lines[n].item.path)) if n < len(lines) else ("", "")
