"""The matrix of places and measures as HTML, and the facts in one of its cells; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rag.domain import Notice
from ui.apart import apart
from ui.compare_words import COMPARE_WORDS, CompareWords
from ui.links import compare_address
from ui.matrix import Matrix
from ui.render_facts import facts_html
from ui.render_overview import overview_html
from ui.render_scope import place_name
from ui.words import Words

DEEPEST = 4
"""Facts from which on a cell has the deepest tint."""


def frame_html(*, words: Words) -> str:
    """The place of the view before it is loaded."""
    return (
        f'<div id="pr-matrix" data-lang="{words.language}" data-root="{words.data_root}" '
        f'data-failed="{words.load_failed}"><p class="pr-none">{words.compare_loading}</p></div>'
    )


def compare_html(matrix: Matrix, notices: Sequence[Notice], *, words: Words, notice: str = "") -> str:
    """The whole view: what to choose by, the matrix, and the place for what a cell or a comparison holds.

    Args:
        matrix: Of all notices, or of one.
        notices: All of them.
        words: The page's words.
        notice: The only one that the matrix is of; ``""`` for all.
    """
    page = COMPARE_WORDS[words.language]
    by_id = {one.id: one for one in notices}
    note, table, advice = page.none, "", ""
    if matrix.places:
        note, table = page.note, _table(matrix, notice, words, page)
        advice = overview_html(matrix, by_id, notice=notice, words=words)
    return (
        f'<div class="pr-compare"><h2>{page.title}</h2><p>{note}</p>{_choices(matrix, notices, notice, words, page)}'
        f'<div class="pr-beside">{table}'
        f'<section class="pr-cell" aria-live="polite" aria-label="{page.chosen}" tabindex="-1">{advice}</section>'
        "</div></div>"
    )


def cell_html(matrix: Matrix, place: str, measure: str, notices: Mapping[str, Notice], *, words: Words) -> str:
    """What `place` does on `measure`, each fact with its item."""
    facts = matrix.at(place, measure)
    count = COMPARE_WORDS[words.language].every.format(count=len(facts))
    title = f'{escape(place_name(place, words=words))} · <span lang="zh-CN">{escape(measure)}</span>'
    return f"<h3>{title} <span>{count}</span></h3>{facts_html(facts, notices)}"


def _choices(matrix: Matrix, notices: Sequence[Notice], notice: str, words: Words, page: CompareWords) -> str:
    """What the matrix is filtered by, and the two places or the two notices that are put side by side."""
    places = sorted((place_name(place, words=words), place) for place in matrix.places)
    marks = apart(notices)
    titles = [(" ".join(filter(None, (one.title, one.symbol, marks.get(one.id)))), one.id) for one in notices]
    search = (
        f'<span class="pr-of-matrix"><label>{page.filter}<input type="search" name="words"></label>'
        f"{_of_notice(titles, notice, page)}</span>"
    )
    file = f'<a class="pr-sheet-file" href="{words.data_root}compare.xlsx" download>{page.excel}</a>'
    return (
        f'<form class="pr-choices">{search if places or notice else ""}'
        f"{_two(('a', 'b'), page.two, places, words, page)}"
        f"{_two(('left', 'right'), page.two_notices, titles, words, page)}"
        f'<span class="pr-acts">{file}<button type="reset">{words.scope_all}</button>'
        f'<a class="pr-to-matrix" href="#/compare">{page.back}</a></span></form>'
    )


def _of_notice(titles: Sequence[tuple[str, str]], notice: str, page: CompareWords) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == notice else ""}>{escape(face)}</option>'
        for face, value in titles
    )
    return (
        f'<label>{page.one_notice}<select class="pr-chip" name="notice">'
        f'<option value="">{page.every_notice}</option>{options}</select></label>'
    )


def _two(
    names: tuple[str, str], label: str, choices: Sequence[tuple[str, str]], words: Words, page: CompareWords
) -> str:
    """Two fields for what is put side by side; `choices` are faces with their values."""
    if len(choices) < 2:
        return ""
    options = "".join(f'<option value="{escape(value)}">{escape(face)}</option>' for face, value in choices)
    empty = page.choose
    first, second = (
        f'<label>{text}<select class="pr-chip" name="{name}" aria-label="{label}{words.colon}{empty[name]}">'
        f'<option value="">{empty[name]}</option>{options}</select></label>'
        for name, text in zip(names, (label, page.with_other), strict=True)
    )
    return f'<span class="pr-couple">{first}{second}</span>'


def _table(matrix: Matrix, notice: str, words: Words, page: CompareWords) -> str:
    """The matrix below what moves it sideways; ``assets/compare.js`` says which columns are in sight."""
    heads = "".join(
        f'<th scope="col"><a href="{escape(compare_address(measure=measure, notice=notice))}" lang="zh-CN" '
        f'title="{escape(measure)}">{escape(measure)}</a>{_sort(measure, words)}</th>'
        for measure in matrix.measures
    )
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(compare_address(place=place, notice=notice))}">'
        f'{escape(place_name(place, words=words))}</a></th><td class="pr-total">{len(matrix.of_place(place))}</td>'
        + "".join(_cell(matrix, place, measure, words) for measure in matrix.measures)
        + "</tr>"
        for place in matrix.places
    )
    return (
        f'<div class="pr-whole"><p class="pr-columns" data-shown="{page.shown}" data-none="{page.nothing_fits}">'
        f'<output></output><button type="button" class="pr-shift" data-by="-1" aria-label="{page.earlier_columns}" '
        f'title="{page.earlier_columns}">‹</button><button type="button" class="pr-shift" data-by="1" '
        f'aria-label="{page.later_columns}" title="{page.later_columns}">›</button></p>'
        f'<div class="pr-frame pr-matrix" tabindex="0" role="group" aria-label="{page.title}"><table>'
        f'<thead><tr><th scope="col">{words.scope_region}</th>'
        f'<th scope="col" class="pr-total" data-usual="descending" aria-sort="descending">{page.total}'
        f"{_sort(page.total, words)}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


def _sort(column: str, words: Words) -> str:
    label = escape(words.sort_by.format(column=column))
    return f'<button type="button" class="pr-sort" aria-label="{label}" title="{label}"></button>'


def _cell(matrix: Matrix, place: str, measure: str, words: Words) -> str:
    count = len(matrix.at(place, measure))
    if not count:
        return '<td data-value="0"></td>'
    name = escape(f"{place_name(place, words=words)} {measure} {count}")
    return (
        f'<td data-value="{count}"><button type="button" class="pr-count" data-tint="{min(count, DEEPEST)}" '
        f'data-place="{escape(place)}" data-measure="{escape(measure)}" aria-label="{name}">{count}</button></td>'
    )
