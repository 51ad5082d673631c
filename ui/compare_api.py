"""The HTTP side of the 对照 tab: the matrix, also as a file, what a cell of it holds, two places or notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict

from rag.domain import Language, Notice
from ui.chat import Answering
from ui.compare_words import COMPARE_WORDS
from ui.export import MEDIA, attached
from ui.export_compare import write_matrix, write_pair
from ui.matrix import cells_with, matrix_of, narrowed, part_of
from ui.pairing import pairing_of
from ui.render_compare import cell_html, compare_html
from ui.render_overview import measure_html, place_html
from ui.render_pair import notices_html, places_html
from ui.render_scope import place_name
from ui.words import WORDS


class Sheet(BaseModel):
    """What ``GET /compare.xlsx`` is asked for: the fields of the view's address."""

    model_config = ConfigDict(extra="ignore")

    words: str = ""
    notice: str = ""
    a: str = ""
    b: str = ""
    left: str = ""
    right: str = ""
    lang: Language = "zh"


def add_routes(app: FastAPI, assistant: Answering) -> None:
    """Give `app` the routes that the page's script calls in the 对照 tab."""
    _add_matrix(app, assistant)
    _add_pairs(app, assistant)

    def sheet(asked: Annotated[Sheet, Query()]) -> Response:
        """What the view shows as a file."""
        return Response(
            _file(assistant, asked),
            media_type=MEDIA["xlsx"],
            headers=attached(f"{COMPARE_WORDS[asked.lang].file}.xlsx"),
        )

    app.add_api_route("/compare.xlsx", sheet, include_in_schema=False)


def _add_matrix(app: FastAPI, assistant: Answering) -> None:
    def view(notice: str = "", lang: Language = "zh") -> HTMLResponse:
        """The matrix with what to choose by; of one notice where it is named."""
        matrix = matrix_of(assistant.facts, assistant.notices, notice=notice)
        return HTMLResponse(compare_html(matrix, assistant.notices, notice=notice, words=WORDS[lang]))

    def cell(place: str = "", measure: str = "", notice: str = "", lang: Language = "zh") -> HTMLResponse:
        """What one cell of the matrix holds; all of a place or of a measure where only that is named."""
        matrix = matrix_of(assistant.facts, assistant.notices, notice=notice)
        notices, words = _by_id(assistant), WORDS[lang]
        if not measure:
            return HTMLResponse(place_html(matrix, place, notices, notice=notice, words=words))
        if not place:
            return HTMLResponse(measure_html(matrix, measure, notices, notice=notice, words=words))
        return HTMLResponse(cell_html(matrix, place, measure, notices, words=words))

    def said(words: str, notice: str = "") -> list[tuple[str, str]]:
        """Place and measure of the cells whose items say `words`."""
        return list(cells_with(matrix_of(assistant.facts, assistant.notices, notice=notice), words))

    app.add_api_route("/compare/said", said, include_in_schema=False)
    app.add_api_route("/compare", view, include_in_schema=False)
    app.add_api_route("/compare/cell", cell, include_in_schema=False)


def _add_pairs(app: FastAPI, assistant: Answering) -> None:
    def pair(a: str, b: str, notice: str = "", lang: Language = "zh") -> HTMLResponse:
        """Two places side by side."""
        matrix = matrix_of(assistant.facts, assistant.notices, notice=notice)
        return HTMLResponse(places_html(matrix, (a, b), _by_id(assistant), words=WORDS[lang]))

    def notices(left: str, right: str, lang: Language = "zh") -> HTMLResponse:
        """Two notices side by side."""
        mine, theirs = assistant.notice(left), assistant.notice(right)
        return HTMLResponse(notices_html(mine, theirs, pairing_of(mine, theirs), words=WORDS[lang]))

    app.add_api_route("/compare/pair", pair, include_in_schema=False)
    app.add_api_route("/compare/notices", notices, include_in_schema=False)


def _by_id(assistant: Answering) -> Mapping[str, Notice]:
    return {notice.id: notice for notice in assistant.notices}


def _file(assistant: Answering, asked: Sheet) -> bytes:
    """The matrix as it is filtered, two places of it, or two notices side by side."""
    words = WORDS[asked.lang]
    if asked.left and asked.right:
        mine, theirs = assistant.notice(asked.left), assistant.notice(asked.right)
        return write_pair(mine, theirs, pairing_of(mine, theirs), words=words)
    shown = matrix_of(assistant.facts, assistant.notices, notice=asked.notice)
    if asked.a and asked.b:
        shown = part_of(shown, (asked.a, asked.b))
    elif asked.words.strip():
        shown = narrowed(shown, asked.words, name=lambda place: place_name(place, words=words))
    return write_matrix(shown, _by_id(assistant), words=words)
