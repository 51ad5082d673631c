"""An answer as HTML: its words, table, chart, sources and what can be done with it; every foreign word escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from rag.domain import Answer, Citation, Table
from ui.clashes import Clash
from ui.edges import NO_EDGES, WHOLE, Edges, shown
from ui.figures import chart_of, is_money, notice_chart_of, sort_value
from ui.layout import Section, lay_out
from ui.render_chart import chart_html
from ui.render_clash import clashes_html
from ui.render_markdown import MARK, block_html, inline_html, place_of
from ui.said import in_language
from ui.words import WORDS, Words

SOURCES_SHOWN = 6
"""Sources of an answer that are listed at once; the rest unfold."""
LISTED_LONG = 12
"""Characters of a name or figure that a line of a cell may not break."""
# between the names of a cell: 福建、雄安; Fujian (福建), Hefei (合肥)
_BETWEEN = re.compile(r"[、，；,;\s]+")
QUOTE_SHOWN = 400
"""Characters of a quote that the list of sources and the card hold."""


def answer_html(
    answer: Answer,
    *,
    whole: bool = True,
    note: str = "",
    page: Words | None = None,
    edges: Mapping[int, Edges] = NO_EDGES,
    clashes: Sequence[Clash] = (),
) -> str:
    """What the assistant says, in the answer's language, and its table, sources and making, named in the page's.

    Args:
        answer: The answer, or a snapshot of one that is still growing.
        whole: Whether nothing more will come; only then are the closing lines shown.
        note: HTML that stands between what is said and the sources.
        page: The page's own words; None for those of the answer's language.
        edges: Where quotes are cut out of a sentence, by their numbers.
        clashes: Quotes that contradict each other.
    """
    words = page or WORDS[answer.language]
    verdict = f'<p class="pr-verdict">{words.abstained}</p>' if answer.abstained else ""
    closing = ""
    if whole:
        sources = _sources(answer.citations, edges, words)
        closing = f"{clashes_html(clashes, words=words)}{sources}{_foot(answer, words)}"
    said = _said(answer, words, whole=whole)
    return f'<div class="pr-words" lang="{WORDS[answer.language].tag}">{verdict}{said}</div>{note}{closing}'


def actions_html(answer: Answer | None, *, words: Words) -> str:
    """The buttons below an answer; below a question that got none, only those that ask it again."""
    again = _button("pr-retry", words.retry) + _button("pr-edit", words.edit)
    if answer is None:
        return f'<div class="pr-actions">{again}</div>'
    excel = _button(
        "pr-file", words.to_excel, title=words.save_as.format(kind="Excel"), kind="xlsx", fault=words.not_made
    )
    out = (
        _button("pr-copy", words.copy, done=words.copied)
        + _button("pr-file", words.to_word, title=words.save_as.format(kind="Word"), kind="docx", fault=words.not_made)
        + (excel if answer.citations or answer.table else "")
        + _button("pr-print", words.print_answer)
        + _button("pr-link", words.copy_link, done=words.copied)
    )
    judged = (
        '<span class="pr-judge">'
        + _button("pr-useful", words.useful, done=words.noted, undone=words.taken_back, fault=words.not_noted)
        + f"{_button('pr-wrong', words.wrong)}</span>"
    )
    return f'<div class="pr-actions">{out}{again}{judged}</div>{_complaint(words)}'


def _button(name: str, face: str, *, title: str = "", **data: str) -> str:
    marks = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    marks += f' title="{escape(title)}"' if title else ""
    return f'<button type="button" class="{name}"{marks}>{escape(face)}</button>'


def _complaint(words: Words) -> str:
    """The form in which somebody says what is wrong; hidden until it is asked for."""
    reasons = "".join(
        f'<label><input type="radio" name="reason" value="{code}" required> {escape(text)}</label>'
        for code, text in words.wrong_reasons.items()
    )
    return (
        f'<form class="pr-complaint" hidden data-done="{words.noted_draft}" '
        f'data-draft="{words.open_draft}" data-fault="{words.not_noted}">'
        f"<fieldset><legend>{words.wrong_ask}</legend>{reasons}</fieldset>"
        f'<label class="pr-more">{words.wrong_more} <small>{words.wrong_hint}</small>'
        '<textarea name="words" rows="2" maxlength="2000"></textarea></label>'
        f'<button type="submit">{words.wrong_send}</button></form>'
    )


def _said(answer: Answer, words: Words, *, whole: bool) -> str:
    """The words part by part; a table in the place of the lines that it tells, which are folded away below it."""
    if not whole:
        return _prose(answer.text, answer, words)
    return "".join(_section(section, answer, words) for section in lay_out(answer))


def _section(section: Section, answer: Answer, words: Words) -> str:
    lead, table = _prose(section.lead, answer, words), section.table
    if table is None:
        return lead
    grid = _grid(table, answer, words)
    if not section.held:
        return lead + grid
    held = _prose(section.held, answer, words)
    folded = f'<details class="pr-fold"><summary>{words.as_text}</summary>{held}</details>'
    charts = _charts(replace(answer, table=table), words)
    return f"{lead}{grid}{charts}{folded}{_prose(section.rest, answer, words)}"


def _prose(text: str, answer: Answer, words: Words) -> str:
    return block_html(text, citations=answer.citations, words=words) if text.strip() else ""


def _charts(answer: Answer, words: Words) -> str:
    charts = (chart_of(answer), notice_chart_of(answer))
    return "".join(chart_html(chart, words=words) for chart in charts if chart is not None)


def _grid(table: Table, answer: Answer, words: Words) -> str:
    counted = words.total if len(table.rows) == table.total else words.total_part
    caption = counted.format(total=table.total, shown=len(table.rows))
    if 0 < answer.coverage.matched < table.total:
        caption += words.total_apart
    summed = words.sorted_sums if any(is_money(MARK.sub("", cell)) for row in table.rows for cell in row) else ""
    head = "".join(
        f'<th scope="col"><button type="button" class="pr-sort" title="{escape(words.sort_by.format(column=column))}">'
        f"{inline_html(column, citations=(), words=words)}</button></th>"
        for column in table.columns
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td data-column="{escape(column)}"{_sorted_by(cell)}{_listed(cell)}>'
            f"<div>{inline_html(cell, citations=answer.citations, words=words)}</div></td>"
            for column, cell in zip(table.columns, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f"{_order(table.columns, words)}"
        f'<div class="pr-frame pr-enumeration" tabindex="0" role="group" aria-label="{escape(caption)}"><table>'
        f"<caption>{caption}<span>{words.sorted_hint}{summed}</span></caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _order(columns: Sequence[str], words: Words) -> str:
    """What a table is put in order by where it is too narrow to show its head."""
    options = "".join(
        f'<option value="{n} {way}">{escape(words.sort_by.format(column=column))} {arrow}</option>'
        for n, column in enumerate(columns)
        for way, arrow in (("ascending", "↑"), ("descending", "↓"))
    )
    first = f'<option value="">{words.sort_none}</option>'
    return f'<select class="pr-order pr-chip" aria-label="{words.sort}">{first}{options}</select>'


def _sorted_by(cell: str) -> str:
    value = sort_value(cell)
    return "" if value is None else f' data-value="{value}"'


def _listed(cell: str) -> str:
    """The class of a cell: it names a few things and breaks between them alone, 福建、雄安; or it is long."""
    words = MARK.sub("", cell).strip()
    if words and not words.endswith("。") and max(map(len, _BETWEEN.split(words))) <= LISTED_LONG:
        return ' class="is-listed"'
    return ' class="is-long"' if len(words) > 2 * LISTED_LONG else ""


def _sources(citations: Sequence[Citation], edges: Mapping[int, Edges], words: Words) -> str:
    if not citations:
        return f'<p class="pr-sources pr-none">{words.no_sources}</p>'
    first, rest = citations[:SOURCES_SHOWN], citations[SOURCES_SHOWN:]
    more = ""
    if rest:
        summary = words.more_sources.format(count=len(rest))
        more = f"<details><summary>{summary}</summary>{_source_groups(rest, edges, words)}</details>"
    return (
        f'<section class="pr-sources"><h3>{words.sources}'
        f" <span>{len(citations)}</span></h3>{_source_groups(first, edges, words)}{more}</section>"
    )


def _source_groups(citations: Sequence[Citation], edges: Mapping[int, Edges], words: Words) -> str:
    """Citations in order; a notice's name stands once above each run of its own."""
    pieces: list[str] = []
    for doc, group in groupby(citations, key=lambda citation: citation.doc):
        run = list(group)
        title = escape(run[0].title)
        name = title if run[0].title == doc else f"{title} <span>{escape(doc)}</span>"
        entries = "".join(f"<li>{_source(citation, edges, words)}</li>" for citation in run)
        pieces.append(f'<h4 lang="zh-CN">{name}</h4><ul role="list">{entries}</ul>')
    return "".join(pieces)


def _source(citation: Citation, edges: Mapping[int, Edges], words: Words) -> str:
    place = citation.label.removeprefix(citation.doc).strip()
    named = f'<strong lang="zh-CN">{escape(place)}</strong>' if place else f"<strong>{words.body_text}</strong>"
    quote = shown(citation, edges)
    at = edges.get(citation.n, WHOLE)
    if len(quote) > QUOTE_SHOWN:
        quote = quote[:QUOTE_SHOWN] + "…"
    heading = f'<em lang="zh-CN">{escape(citation.heading)}</em>' if citation.heading else ""
    return (
        f'<button type="button" class="pr-cite" {place_of(citation)} data-title="{escape(citation.title)}" '
        f'data-before="{at.before}" data-after="{at.after}">'
        f"<b>[{citation.n}]</b><span>{named}{heading}"
        f'<q lang="zh-CN">{escape(quote)}</q></span></button>'
    )


def _foot(answer: Answer, words: Words) -> str:
    notes = [note for note in (_engine(answer, words),) if note]
    if answer.coverage.notices and not answer.abstained:
        notes.append(words.coverage.format(notices=answer.coverage.notices, matched=answer.coverage.matched))
    milliseconds = dict(answer.timings_ms).get("total")
    if milliseconds is not None:
        notes.append(words.took.format(time=duration(milliseconds)))
    return f'<p class="pr-foot">{" · ".join(escape(note) for note in notes)}</p>' if notes else ""


def _engine(answer: Answer, words: Words) -> str:
    """Who answered; of an answer that quotes nothing it is not said that it was by quoting."""
    engine = answer.engine
    if engine == "quoting":
        return words.by_quoting if answer.citations else ""
    if engine.startswith("quoting (") and engine.endswith(")"):
        reason = in_language(engine.removeprefix("quoting (").removesuffix(")"), words.language)
        return words.by_quoting_because.format(reason=reason) if answer.citations else reason
    return words.by_model.format(engine=engine)


def duration(milliseconds: float) -> str:
    """A time as it is read: ``12 ms``, ``1.2 s``."""
    return f"{milliseconds / 1000:.1f} s" if milliseconds >= 1000 else f"{max(milliseconds, 1):.0f} ms"
