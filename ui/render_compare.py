"""The matrix of places and measures as HTML, the facts in one of its cells, two places side by side; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from rag.address import label, path_label
from rag.domain import Fact, Notice
from ui.matrix import Matrix
from ui.render_scope import place_name
from ui.words import Words

DEEPEST = 4
"""Facts from which on a cell has the deepest tint."""


def frame_html(*, words: Words) -> str:
    """The place of the view before it is loaded."""
    return (
        f'<div id="pr-matrix" data-lang="{words.language}" data-failed="{words.load_failed}">'
        f'<p class="pr-none">{words.compare_loading}</p></div>'
    )


def compare_html(matrix: Matrix, *, words: Words) -> str:
    """The whole view: what to choose by, the matrix, and the place for what a cell holds."""
    if not matrix.places:
        return f'<p class="pr-none">{words.compare_none}</p>'
    return (
        f'<div class="pr-compare"><h2>{words.compare_title}</h2><p>{words.compare_note}</p>{_choices(matrix, words)}'
        f'<div class="pr-beside">{_table(matrix, words)}'
        f'<section class="pr-cell" aria-live="polite" aria-label="{words.compare_cell}" tabindex="-1">'
        f"<p>{words.compare_click}</p></section></div></div>"
    )


def cell_html(matrix: Matrix, place: str, measure: str, notices: Mapping[str, Notice], *, words: Words) -> str:
    """What `place` does on `measure`, each fact with its item."""
    facts = matrix.at(place, measure)
    title = f'{escape(place_name(place, words=words))} · <span lang="zh-CN">{escape(measure)}</span>'
    return f"<h3>{title} <span>{len(facts)}</span></h3>{_facts(facts, notices, words)}"


def pair_html(matrix: Matrix, pair: tuple[str, str], notices: Mapping[str, Notice], *, words: Words) -> str:
    """Two places side by side: a row for each measure that either has."""
    shared = [measure for measure in matrix.measures if any(matrix.at(place, measure) for place in pair)]
    rows = "".join(
        f'<tr><th scope="row" lang="zh-CN">{escape(measure)}</th>'
        + "".join(f"<td>{_facts(matrix.at(place, measure), notices, words)}</td>" for place in pair)
        + "</tr>"
        for measure in shared
    )
    heads = "".join(f'<th scope="col">{escape(place_name(place, words=words))}</th>' for place in pair)
    return (
        f'<div class="pr-frame pr-pair" tabindex="0" role="group" aria-label="{words.compare_pair}"><table><thead><tr>'
        f'<th scope="col">{words.compare_measure}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _choices(matrix: Matrix, words: Words) -> str:
    def select(name: str, text: str) -> str:
        options = "".join(f'<option value="{escape(place)}">{escape(face)}</option>' for face, place in places)
        return (
            f'<label>{text}<select class="pr-chip" name="{name}"><option value=""></option>{options}</select></label>'
        )

    places = sorted((place_name(place, words=words), place) for place in matrix.places)
    return (
        f'<form class="pr-choices"><label>{words.compare_filter}<input type="search" name="words"></label>'
        f"{select('a', words.compare_two)}{select('b', words.compare_with)}"
        f'<button type="reset">{words.scope_all}</button>'
        f'<a class="pr-sheet-file" href="{words.data_root}compare.xlsx" download>{words.to_excel}</a></form>'
    )


def _table(matrix: Matrix, words: Words) -> str:
    heads = "".join(
        f'<th scope="col"><button type="button" class="pr-sort" title="{escape(words.sort_by.format(column=measure))}">'
        f'<span lang="zh-CN">{escape(measure)}</span></button></th>'
        for measure in matrix.measures
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(place_name(place, words=words))}</th>'
        + "".join(_cell(matrix, place, measure, words) for measure in matrix.measures)
        + "</tr>"
        for place in matrix.places
    )
    return (
        f'<div class="pr-frame pr-matrix" tabindex="0" role="group" aria-label="{words.compare_title}"><table>'
        f'<thead><tr><th scope="col">{words.scope_region}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _cell(matrix: Matrix, place: str, measure: str, words: Words) -> str:
    count = len(matrix.at(place, measure))
    if not count:
        return '<td data-value="0"></td>'
    name = escape(f"{place_name(place, words=words)} {measure} {count}")
    return (
        f'<td data-value="{count}"><button type="button" class="pr-count" data-tint="{min(count, DEEPEST)}" '
        f'data-place="{escape(place)}" data-measure="{escape(measure)}" aria-label="{name}">{count}</button></td>'
    )


def _facts(facts: Sequence[Fact], notices: Mapping[str, Notice], words: Words) -> str:
    entries = "".join(
        f'<li><p lang="zh-CN">{escape(" ".join(fact.text.split()))}</p>{_link(fact, notices, words)}</li>'
        for fact in facts
    )
    return f'<ul role="list">{entries}</ul>' if entries else ""


def _link(fact: Fact, notices: Mapping[str, Notice], words: Words) -> str:
    """The way to the fact's item among the notices, named by notice and item."""
    query = urlencode({"doc": fact.notice, "item": path_label(fact.path), "start": fact.start, "end": fact.end})
    title = escape(notices[fact.notice].title if fact.notice in notices else fact.notice)
    return (
        f'<a href="#/library?{escape(query)}" title="{title}" lang="zh-CN">{escape(label(fact.notice, fact.path))}</a>'
    )
