"""What the matrix of the 对照 tab shows at a glance, and all of one place or of one measure, as HTML; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from html import escape

from rag.domain import Fact, Notice
from ui.compare_words import COMPARE_WORDS, CompareWords
from ui.links import compare_address
from ui.matrix import Matrix, largest_sums
from ui.render_bars import TINTS, Bar, bars_html, key_html
from ui.render_facts import facts_html
from ui.render_scope import place_name
from ui.words import Words

MOST = 12
"""Bars of one picture; the matrix has the rest."""
FEWEST_SUMS = 3
"""Places with a sum of money from which on the sums are drawn, and not how many facts there are."""


def overview_html(matrix: Matrix, notices: Mapping[str, Notice], *, notice: str, words: Words) -> str:
    """How many facts each place has, by notice, and each measure; every bar leads to what it counts.

    Args:
        matrix: At least one place.
        notices: By their ids.
        notice: The only one that the matrix is of; ``""`` for all.
        words: The page's words.
    """
    page = COMPARE_WORDS[words.language]
    sources = _sources(matrix)
    key = f"{page.counts_note} {key_html(_named(sources, notices, page))}" if len(sources) > 1 else ""
    places = [
        _counted(place_name(place, words=words), compare_address(place=place, notice=notice), facts, sources)
        for place, facts in _most(matrix.places, matrix.of_place)
    ]
    measures = [
        _counted(measure, compare_address(measure=measure, notice=notice), facts, sources)
        for measure, facts in _most(matrix.measures, matrix.of_measure)
    ]
    tag = words.tag
    return (
        f'<p>{page.click}</p><p class="pr-unfiltered">{page.unfiltered}</p>'
        f"{bars_html(places, title=page.by_place, note=key, beyond=page.beyond, language=tag)}"
        f"{_more(len(matrix.places) - MOST, page)}"
        f"{bars_html(measures, title=page.by_measure, beyond=page.beyond)}{_more(len(matrix.measures) - MOST, page)}"
    )


def _most(names: Sequence[str], of: Callable[[str], Sequence[Fact]]) -> list[tuple[str, Sequence[Fact]]]:
    """The names that have the most facts, with these, the most first."""
    held = [(name, facts) for name in names if (facts := of(name))]
    return sorted(held, key=lambda one: -len(one[1]))[:MOST]


def place_html(matrix: Matrix, place: str, notices: Mapping[str, Notice], *, notice: str, words: Words) -> str:
    """All that is said of `place`, measure by measure, below how much that is."""
    page = COMPARE_WORDS[words.language]
    held = [(measure, facts) for measure in matrix.measures if (facts := matrix.at(place, measure))]
    bars = [
        _counted(measure, compare_address(place=place, measure=measure, notice=notice), facts, ())
        for measure, facts in sorted(held, key=lambda one: -len(one[1]))
    ]
    groups = "".join(
        f'<h4 lang="zh-CN">{escape(measure)} <span>{len(facts)}</span></h4>{facts_html(facts, notices)}'
        for measure, facts in held
    )
    count = page.every.format(count=sum(len(facts) for _, facts in held))
    drawn = bars_html(bars, title=page.by_measure, beyond=page.beyond) if len(bars) > 1 else ""
    return f"<h3>{escape(place_name(place, words=words))} <span>{count}</span></h3>{drawn}{groups}"


def measure_html(matrix: Matrix, measure: str, notices: Mapping[str, Notice], *, notice: str, words: Words) -> str:
    """All that is done under `measure`, below a picture of the places: their sums where several name one."""
    page = COMPARE_WORDS[words.language]
    facts = matrix.of_measure(measure)
    count = page.every.format(count=len(facts))
    return (
        f'<h3><span lang="zh-CN">{escape(measure)}</span> <span>{count}</span></h3>'
        f"{_places(matrix, measure, notice, words)}{facts_html(facts, notices)}"
    )


def _places(matrix: Matrix, measure: str, notice: str, words: Words) -> str:
    page = COMPARE_WORDS[words.language]
    held = {place: facts for place in matrix.places if (facts := matrix.at(place, measure))}

    def bar(place: str, figure: str, length: float) -> Bar:
        address = compare_address(place=place, measure=measure, notice=notice)
        return Bar(name=place_name(place, words=words), address=address, figure=figure, parts=(length,))

    sums = largest_sums(matrix, measure)
    if len(sums) >= FEWEST_SUMS:
        ranked = sorted(sums.items(), key=lambda one: -one[1])
        bars = [bar(place, ten_thousands(value), float(value)) for place, value in ranked]
        title, note = page.sums, page.sums_note
    else:
        bars = [bar(place, str(len(facts)), len(facts)) for place, facts in held.items()]
        bars.sort(key=lambda one: -one.parts[0])
        title, note = page.by_place, ""
    if len(bars) < 2:
        return ""
    return bars_html(bars[:MOST], title=title, note=note, beyond=page.beyond, language=words.tag) + _more(
        len(bars) - MOST, page
    )


def ten_thousands(value: Decimal) -> str:
    """A sum in 元 as one in 万元, without needless zeros."""
    return f"{value / 10_000:,.2f}".rstrip("0").rstrip(".")


def _counted(name: str, address: str, facts: Sequence[Fact], sources: Sequence[str]) -> Bar:
    """A bar as long as there are facts, in parts by the notices `sources`, the last of which stands for all others."""
    counts = Counter(fact.notice for fact in facts)
    parts = [float(counts.pop(source, 0)) for source in sources]
    rest = float(sum(counts.values()))
    return Bar(name=name, address=address, figure=str(len(facts)), parts=(*parts, rest))


def _sources(matrix: Matrix) -> tuple[str, ...]:
    """The notices with the most facts, as many as can be told apart."""
    counts = Counter(fact.notice for facts in matrix.facts.values() for fact in facts)
    most = [notice for notice, _ in counts.most_common()]
    return tuple(most if len(most) <= TINTS else most[: TINTS - 1])


def _named(sources: Sequence[str], notices: Mapping[str, Notice], page: CompareWords) -> list[str]:
    names = [notices[one].symbol or notices[one].title if one in notices else one for one in sources]
    return [*names, page.others] if len(sources) == TINTS - 1 else names


def _more(count: int, page: CompareWords) -> str:
    return f"<p>{page.more_bars.format(count=count)}</p>" if count > 0 else ""
