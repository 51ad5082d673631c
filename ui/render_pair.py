"""Two places or two notices side by side as HTML, what both say nearly alike compared by character; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from html import escape
from itertools import groupby

from rag.address import path_label
from rag.domain import Fact, Notice
from rag.text import Span
from ui.compare_words import COMPARE_WORDS, CompareWords
from ui.links import item_address
from ui.matrix import Matrix
from ui.pairing import FRAME, SENTENCES_ALIKE, Block, Line
from ui.render_facts import facts_html, plain
from ui.render_scope import place_name
from ui.twins import alike, differing
from ui.words import Words


def places_html(matrix: Matrix, pair: tuple[str, str], notices: Mapping[str, Notice], *, words: Words) -> str:
    """Two places: a row for each measure that either has; what both have stands first, and what both do alike."""
    page = COMPARE_WORDS[words.language]
    names = tuple(escape(place_name(place, words=words)) for place in pair)
    held = {
        measure: sides
        for measure in matrix.measures
        if any(sides := tuple(bool(matrix.at(place, measure)) for place in pair))
    }
    ordered = sorted(held, key=lambda measure: ((True, True), (True, False), (False, True)).index(held[measure]))
    rows = "".join(
        f'<tr><th scope="row" lang="zh-CN">{escape(measure)}</th>{_measure(matrix, pair, measure, notices, page)}</tr>'
        for measure in ordered
    )
    counts = Counter(held.values())
    summary = page.pair_summary.format(
        both=counts[True, True],
        left=names[0],
        right=names[1],
        only_left=counts[True, False],
        only_right=counts[False, True],
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        f'<p class="pr-summary" role="status">{summary}</p>'
        f'<div class="pr-frame pr-pair" tabindex="0" role="group" aria-label="{page.pair}"><table><thead><tr>'
        f'<th scope="col">{page.measure}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def notices_html(left: Notice, right: Notice, blocks: Sequence[Block], *, words: Words) -> str:
    """Two notices: a part for each heading of either, with the sentences below it."""
    page = COMPARE_WORDS[words.language]
    heads = "".join(
        f'<th scope="col" lang="zh-CN">{escape(notice.title)}'
        + (f" <small>{escape(notice.symbol)}</small>" if notice.symbol else "")
        + "</th>"
        for notice in (left, right)
    )
    parts = "".join(_part(block, (left.id, right.id), words, page) for block in blocks)
    return (
        f'<div class="pr-two"><p role="status">{_summary(blocks, page)}</p>'
        f'<label class="pr-chip"><input type="checkbox" name="shared"> {page.shared}</label>'
        f'<div class="pr-frame pr-pair" tabindex="0" role="group" aria-label="{page.pair_notices}">'
        f"<table><thead><tr>{heads}</tr></thead>{parts}</table></div></div>"
    )


def _measure(
    matrix: Matrix, pair: tuple[str, str], measure: str, notices: Mapping[str, Notice], page: CompareWords
) -> str:
    """Both places' cells for a measure."""
    left, right = (matrix.at(place, measure) for place in pair)
    twins = alike([fact.text for fact in left], [fact.text for fact in right], least=SENTENCES_ALIKE)
    said: dict[tuple[int, int], str] = {}  # side and number of a fact → its text
    for n, other in twins.items():
        said[0, n], said[1, other] = compared_html(plain(left[n]), plain(right[other]), page.here)
    order = ((*twins, *_without(left, twins)), (*twins.values(), *_without(right, {*twins.values()})))
    cells: list[str] = []
    for side, facts in enumerate((left, right)):
        texts = [said.get((side, n), escape(plain(facts[n]))) for n in order[side]]
        shown = facts_html([facts[n] for n in order[side]], notices, texts=texts)
        cells.append(f"<td>{shown}</td>" if facts else f'<td class="is-none">{page.nothing}</td>')
    return "".join(cells)


def _without(facts: Sequence[Fact], taken: Collection[int]) -> Sequence[int]:
    return [n for n in range(len(facts)) if n not in taken]


def _summary(blocks: Sequence[Block], page: CompareWords) -> str:
    headed = [block for block in blocks if FRAME not in (block.left, block.right)]
    twins = [(run.left[0], run.right[0]) for block in blocks for run in block.runs if run.twins]
    same = sum(mine.text == theirs.text for mine, theirs in twins)
    return page.summary.format(
        both=sum(block.left is not None and block.right is not None for block in headed),
        left=sum(block.right is None for block in headed),
        right=sum(block.left is None for block in headed),
        same=same,
        near=len(twins) - same,
    )


def _part(block: Block, docs: tuple[str, str], words: Words, page: CompareWords) -> str:
    """One heading: the row that names it on either side, and the rows of sentences."""
    named = {FRAME: page.frame, "": words.body_text}
    heads = "".join(
        f'<th scope="col" class="is-none">{page.missing}</th>'
        if heading is None
        else f'<th scope="col" lang="zh-CN">{named.get(heading) or escape(heading)}</th>'
        for heading in (block.left, block.right)
    )
    rows = "".join(
        f'<tr class="is-twin">{_twins(run.left[0], run.right[0], docs, words, page)}</tr>'
        if run.twins
        else f'<tr class="is-lone">{_side(run.left, docs[0], words)}{_side(run.right, docs[1], words)}</tr>'
        for run in block.runs
    )
    alone = block.left is None or block.right is None
    shared = any(run.twins for run in block.runs)
    kind = ' class="is-only"' if alone and not shared else ""
    return f'<tbody{kind}><tr class="pr-head">{heads}</tr>{rows}</tbody>'


def _twins(left: Line, right: Line, docs: tuple[str, str], words: Words, page: CompareWords) -> str:
    texts = compared_html(left.text, right.text, page.same)
    lines = zip(texts, (left, right), docs, strict=True)
    return "".join(f"<td>{_line(text, line, doc, words)}</td>" for text, line, doc in lines)


def _side(lines: Sequence[Line], doc: str, words: Words) -> str:
    shown: list[str] = []
    for _, group in groupby(lines, key=lambda line: line.item.path):
        first, *rest = group
        shown.append(_line(escape(first.text), first, doc, words))
        shown += [f'<p lang="zh-CN">{escape(line.text)}</p>' for line in rest]
    return f"<td>{''.join(shown)}</td>"


def _line(text: str, line: Line, doc: str, words: Words) -> str:
    """A sentence behind the way to its place among the notices."""
    address = item_address(doc, line.item.path, line.start, line.end)
    place = escape(path_label(line.item.path)) or words.body_text
    return f'<p lang="zh-CN"><a href="{escape(address)}">{place}</a> {text}</p>'


def compared_html(left: str, right: str, same: str) -> tuple[str, str]:
    """Two texts as HTML, what the other lacks marked; two that are the same with the words `same`."""
    if left == right:
        told = f"{escape(left)} <em>{same}</em>"
        return told, told
    mine, theirs = differing(left, right)
    return _marked(left, mine), _marked(right, theirs)


def _marked(text: str, spans: Sequence[Span]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return "".join([*pieces, escape(text[done:])])
