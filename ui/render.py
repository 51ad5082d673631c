"""The conversation as HTML: pure functions from domain values, every foreign word escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Literal

from rag.domain import Answer, Citation, Notice, Table
from ui.markdown import block_html, inline_html, place_of
from ui.words import WORDS, Words

State = Literal["waiting", "writing", "done", "stopped", "failed"]
ENDED: tuple[State, ...] = ("done", "stopped", "failed")

SOURCES_SHOWN = 6
"""Sources of an answer that are listed at once; the rest unfold."""
QUOTE_SHOWN = 90
"""Characters of a quote that the list of sources shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a question got no answer, and what to do about it."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question and as much of its answer as there is so far."""

    question: str
    state: State
    answer: Answer | None = None
    trouble: Trouble | None = None


def exchange_html(exchange: Exchange, *, turn: int, words: Words) -> str:
    """One question with its answer; `turn` counts the questions of the conversation from 1."""
    asked = escape(exchange.question)
    return (
        f'<article class="pr-turn" data-turn="{turn}" data-state="{exchange.state}">'
        f'<h2 class="pr-question"><span class="pr-unseen">{words.asked}{"：" if words.tag == "zh-CN" else ": "}'
        f"</span>{asked}</h2>{_body(exchange, words)}"
        f'<p class="pr-unseen" role="status">{_status(exchange, words)}</p></article>'
    )


def conversation_html(exchanges: Sequence[Exchange], *, words: Words) -> str:
    """The exchanges in order, the first of them turn 1."""
    return "".join(exchange_html(exchange, turn=n, words=words) for n, exchange in enumerate(exchanges, start=1))


def answer_html(answer: Answer, *, whole: bool = True, note: str = "") -> str:
    """What the assistant says, its table, its sources and how it was made, in the answer's own language.

    Args:
        answer: The answer, or a snapshot of one that is still growing.
        whole: Whether nothing more will come; only then are the closing lines shown.
        note: HTML that stands between what is said and the sources.
    """
    words = WORDS[answer.language]
    verdict = f'<p class="pr-verdict">{words.abstained}</p>' if answer.abstained else ""
    prose = block_html(answer.text, citations=answer.citations, words=words)
    table = _table(answer, words)
    closing = _sources(answer.citations, words) + _foot(answer, words) if whole else ""
    return f'<div class="pr-words" lang="{words.tag}">{verdict}{prose}{table}</div>{note}{closing}'


def trouble_html(trouble: Trouble, *, words: Words) -> str:
    """A refusal in words: what is wrong, and what to do."""
    return (
        f'<div class="pr-trouble" role="alert"><strong>{words.error}</strong>'
        f"<p>{escape(trouble.message)}</p><p>{escape(trouble.hint)}</p></div>"
    )


def brand_html(notices: Sequence[Notice], *, words: Words) -> str:
    """The name of the page, what it answers from, and the way to its other language."""
    tagline = words.tagline.format(notices=len(notices))
    return (
        f'<a class="pr-skip" href="#pr-box">{words.skip}</a>'
        f'<div class="pr-brand"><h1>{words.name}</h1><p>{tagline}</p>'
        f'<a class="pr-language" data-page="{words.other_page}" href="{words.other_page}">{words.other_name}</a></div>'
    )


def welcome_html(*, words: Words) -> str:
    """What stands in an empty conversation, above the example questions."""
    return f'<div class="pr-welcome"><h2>{words.welcome}</h2><p>{words.welcome_note}</p></div>'


def hint_html(limit: int, *, words: Words) -> str:
    """What stands below the question box; the script shows the other words past `limit` characters."""
    over = escape(words.over_limit.format(limit=limit))
    return f'<p class="pr-hint" data-limit="{limit}" data-over="{over}" data-usual="{words.hint}">{words.hint}</p>'


def _body(exchange: Exchange, words: Words) -> str:
    if exchange.trouble is not None:
        return trouble_html(exchange.trouble, words=words)
    stopped = f'<p class="pr-stopped">{words.stopped}</p>' if exchange.state == "stopped" else ""
    if exchange.answer is None:
        return stopped or f'<p class="pr-waiting" aria-hidden="true">{words.waiting}<i></i><i></i><i></i></p>'
    whole = exchange.state != "writing"
    return f'<div class="pr-answer">{answer_html(exchange.answer, whole=whole, note=stopped)}</div>'


def _status(exchange: Exchange, words: Words) -> str:
    if exchange.state == "done" and exchange.answer is not None:
        if exchange.answer.abstained:
            return words.abstained
        return words.finished.format(count=len(exchange.answer.citations))
    return {"waiting": words.waiting, "writing": words.writing, "stopped": words.stopped}.get(exchange.state, "")


def _table(answer: Answer, words: Words) -> str:
    """The table, folded away where the text already lists each of its rows."""
    table = answer.table
    if table is None:
        return ""
    listed = sum(line.lstrip().startswith("- ") for line in answer.text.splitlines())
    shown = (words.total if len(table.rows) == table.total else words.total_part).format(
        total=table.total, shown=len(table.rows)
    )
    if listed < len(table.rows):
        return _grid(table, answer.citations, words, caption=f"<caption>{shown}</caption>")
    summary = f"<summary>{words.as_table} <span>{shown}</span></summary>"
    return f'<details class="pr-fold">{summary}{_grid(table, answer.citations, words)}</details>'


def _grid(table: Table, citations: Sequence[Citation], words: Words, *, caption: str = "") -> str:
    head = "".join(
        f'<th scope="col">{inline_html(column, citations=citations, words=words)}</th>' for column in table.columns
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td data-column="{escape(column)}"><div>{inline_html(cell, citations=citations, words=words)}</div></td>'
            for column, cell in zip(table.columns, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="pr-frame pr-enumeration"><table>{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _sources(citations: Sequence[Citation], words: Words) -> str:
    if not citations:
        return f'<p class="pr-sources pr-none">{words.no_sources}</p>'
    first, rest = citations[:SOURCES_SHOWN], citations[SOURCES_SHOWN:]
    more = ""
    if rest:
        summary = words.more_sources.format(count=len(rest))
        more = f"<details><summary>{summary}</summary>{_source_groups(rest, words)}</details>"
    return (
        f'<section class="pr-sources" aria-label="{words.sources}"><h3>{words.sources}'
        f" <span>{len(citations)}</span></h3>{_source_groups(first, words)}{more}</section>"
    )


def _source_groups(citations: Sequence[Citation], words: Words) -> str:
    """Citations in order; a notice's name stands once above each run of its own."""
    pieces: list[str] = []
    for doc, group in groupby(citations, key=lambda citation: citation.doc):
        run = list(group)
        title = escape(run[0].title)
        name = title if run[0].title == doc else f"{title} <span>{escape(doc)}</span>"
        entries = "".join(f"<li>{_source(citation, words)}</li>" for citation in run)
        pieces.append(f'<h4>{name}</h4><ul role="list">{entries}</ul>')
    return "".join(pieces)


def _source(citation: Citation, words: Words) -> str:
    place = citation.label.removeprefix(citation.doc).strip() or words.body_text
    quote = " ".join(citation.quote.split())
    if len(quote) > QUOTE_SHOWN:
        quote = quote[:QUOTE_SHOWN] + "…"
    heading = f"<em>{escape(citation.heading)}</em>" if citation.heading else ""
    return (
        f'<button type="button" class="pr-cite" {place_of(citation)} title="{escape(citation.label)}" '
        f'aria-controls="pr-source"><b>[{citation.n}]</b><span><strong>{escape(place)}</strong>{heading}'
        f"<q>{escape(quote)}</q></span></button>"
    )


def _foot(answer: Answer, words: Words) -> str:
    notes = [_engine(answer.engine, words)]
    if answer.coverage.notices and not answer.abstained:
        notes.append(words.coverage.format(notices=answer.coverage.notices, matched=answer.coverage.matched))
    milliseconds = dict(answer.timings_ms).get("total")
    if milliseconds is not None:
        notes.append(words.took.format(time=_duration(milliseconds)))
    return (
        f'<div class="pr-foot"><p>{" · ".join(escape(note) for note in notes)}</p>'
        f'<button type="button" class="pr-copy" data-done="{words.copied}">{words.copy}</button></div>'
    )


def _engine(engine: str, words: Words) -> str:
    if engine == "quoting":
        return words.by_quoting
    if engine.startswith("quoting (") and engine.endswith(")"):
        return words.by_quoting_because.format(reason=engine.removeprefix("quoting (").removesuffix(")"))
    return words.by_model.format(engine=engine)


def _duration(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.1f} s" if milliseconds >= 1000 else f"{max(milliseconds, 1):.0f} ms"
