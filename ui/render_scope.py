"""Which notices a question is put to, as HTML: the fields to choose them by, and what was chosen; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from rag.domain import Notice
from rag.regions import english_name
from rag.retrieve.filters import LEVELS, Filters, year_of
from ui.apart import apart
from ui.words import Words


def scope_html(notices: Sequence[Notice], *, words: Words) -> str:
    """The fields, each with the values that `notices` have; one that would choose nothing is left out."""
    levels = {notice.level for notice in notices}
    regions = sorted({notice.region for notice in notices if notice.region})
    years = sorted({str(year) for notice in notices if (year := year_of(notice))}, reverse=True)
    marks = apart(notices)
    titles = {one.id: f"{one.symbol} {one.title} {marks.get(one.id, '')}".strip() for one in notices}
    fields = (
        _field("notices", words.scope_notice, titles, words),
        _field("level", words.scope_level, {level: words.levels[level] for level in LEVELS if level in levels}, words),
        _field(
            "region",
            words.scope_region,
            {name: place_name(name, words=words) for name in regions},
            words,
            least=1 if any(not notice.region for notice in notices) else 2,
        ),
        _field("year", words.scope_year, {year: year for year in years}, words),
        _field("issuer", words.scope_issuer, {name: name for name in _issuers(notices)}, words),
    )
    return (
        f'<form id="pr-scope" aria-label="{words.scope}">{"".join(fields)}'
        f'<label class="pr-chip" title="{words.scope_in_force_note}"><input type="checkbox" name="in_force"> '
        f"{words.scope_in_force}</label>"
        f'<button type="reset" hidden>{words.scope_all}</button></form>'
    )


def scope_line(filters: Filters, *, words: Words) -> str:
    """What was chosen, below the question; nothing where all notices were asked."""
    year = "" if filters.year is None else str(filters.year)
    level = words.levels.get(filters.level, "")
    region = place_name(filters.region, words=words)
    chosen = [
        level,
        region,
        year,
        filters.issuer,
        words.scope_in_force if filters.in_force else "",
        *filters.notices,
    ]
    named = " · ".join(escape(part) for part in chosen if part)
    return f'<p class="pr-scoped">{words.scope}{words.colon}{named}</p>' if named else ""


def place_name(place: str, *, words: Words) -> str:
    """A place by its name in the page's language."""
    return english_name(place) if place and words.language == "en" else place


def _issuers(notices: Sequence[Notice]) -> list[str]:
    """The issuers; a ministry stands for its own offices, and is not listed again by its full name."""
    named = {name for notice in notices for name in (notice.issuers or (notice.issuer,)) if name}
    return sorted(name for name in named if not any(other in name for other in named - {name}))


def _field(name: str, label: str, values: Mapping[str, str], words: Words, *, least: int = 2) -> str:
    """A field for the keys of `values`, each shown as its value; none where they are fewer than `least`."""
    if len(values) < least:
        return ""
    options = "".join(f'<option value="{escape(value)}">{escape(face)}</option>' for value, face in values.items())
    return (
        f'<select class="pr-chip" name="{name}" aria-label="{label}">'
        f'<option value="">{words.scope_any.format(field=label)}</option>{options}</select>'
    )
