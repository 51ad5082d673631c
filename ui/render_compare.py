"""The matrix of places and measures as HTML, and the facts in one of its cells; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rag.address import label
from rag.domain import Fact, Notice
from ui.links import item_address
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


def compare_html(matrix: Matrix, notices: Sequence[Notice], *, words: Words) -> str:
    """The whole view: what to choose by, the matrix, and the place for what a cell or a comparison holds."""
    if matrix.places:
        note, table, advice = words.compare_note, _table(matrix, words), words.compare_click
    else:
        note, table, advice = words.compare_none, "", ""
    return (
        f'<div class="pr-compare"><h2>{words.compare_title}</h2><p>{note}</p>{_choices(matrix, notices, words)}'
        f'<div class="pr-beside">{table}'
        f'<section class="pr-cell" aria-live="polite" aria-label="{words.compare_cell}" tabindex="-1">'
        f"<p>{advice}</p></section></div></div>"
    )


def cell_html(matrix: Matrix, place: str, measure: str, notices: Mapping[str, Notice], *, words: Words) -> str:
    """What `place` does on `measure`, each fact with its item."""
    facts = matrix.at(place, measure)
    title = f'{escape(place_name(place, words=words))} · <span lang="zh-CN">{escape(measure)}</span>'
    return f"<h3>{title} <span>{len(facts)}</span></h3>{facts_html(facts, notices)}"


def _choices(matrix: Matrix, notices: Sequence[Notice], words: Words) -> str:
    """What the matrix is filtered by, and the two places or the two notices that are put side by side."""
    places = sorted((place_name(place, words=words), place) for place in matrix.places)
    titles = [(f"{notice.title} {notice.symbol}".rstrip(), notice.id) for notice in notices]
    search = (
        f'<span class="pr-of-matrix"><label>{words.compare_filter}<input type="search" name="words"></label>'
        f'<a class="pr-sheet-file" href="{words.data_root}compare.xlsx" download>{words.to_excel}</a></span>'
    )
    return (
        f'<form class="pr-choices">{search if places else ""}{_two(("a", "b"), words.compare_two, places, words)}'
        f"{_two(('left', 'right'), words.compare_two_notices, titles, words)}"
        f'<button type="reset">{words.scope_all}</button>'
        f'<a class="pr-to-matrix" href="#/compare">{words.compare_back}</a></form>'
    )


def _two(names: tuple[str, str], label: str, choices: Sequence[tuple[str, str]], words: Words) -> str:
    """Two fields for what is put side by side; `choices` are faces with their values."""
    if len(choices) < 2:
        return ""
    options = "".join(f'<option value="{escape(value)}">{escape(face)}</option>' for face, value in choices)
    empty = words.compare_choose
    first, second = (
        f'<label>{text}<select class="pr-chip" name="{name}" aria-label="{label}{words.colon}{empty[name]}">'
        f'<option value="">{empty[name]}</option>{options}</select></label>'
        for name, text in zip(names, (label, words.compare_with), strict=True)
    )
    return f'<span class="pr-couple">{first}{second}</span>'


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


def plain(fact: Fact) -> str:
    """The words of `fact` in one line."""
    return " ".join(fact.text.split())


def facts_html(facts: Sequence[Fact], notices: Mapping[str, Notice], *, texts: Sequence[str] = ()) -> str:
    """Each fact with its item; `texts` are their words as HTML where these are not shown as they are."""
    shown = texts or [escape(plain(fact)) for fact in facts]
    entries = "".join(
        f'<li><p lang="zh-CN">{text}</p>{_link(fact, notices)}</li>' for fact, text in zip(facts, shown, strict=True)
    )
    return f'<ul role="list">{entries}</ul>' if entries else ""


def _link(fact: Fact, notices: Mapping[str, Notice]) -> str:
    """The way to the fact's item among the notices, named by notice and item."""
    address = item_address(fact.notice, fact.path, fact.start, fact.end)
    title = escape(notices[fact.notice].title if fact.notice in notices else fact.notice)
    return f'<a href="{escape(address)}" title="{title}" lang="zh-CN">{escape(label(fact.notice, fact.path))}</a>'
