"""The HTTP side of the 对照 tab: the matrix, also as a file, what a cell of it holds, two places or notices."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from rag.domain import Language, Notice
from ui.chat import Answering
from ui.export import MEDIA
from ui.export_xlsx import write_matrix
from ui.matrix import matrix_of
from ui.pairing import pairing_of
from ui.render_compare import cell_html, compare_html
from ui.render_pair import notices_html, places_html
from ui.words import WORDS


def add_routes(app: FastAPI, assistant: Answering) -> None:
    """Give `app` the routes that the page's script calls in the 对照 tab."""

    def by_id() -> Mapping[str, Notice]:
        return {notice.id: notice for notice in assistant.notices}

    def view(lang: Language = "zh") -> HTMLResponse:
        """The matrix with what to choose by."""
        return HTMLResponse(compare_html(matrix_of(assistant.facts), assistant.notices, words=WORDS[lang]))

    def cell(place: str, measure: str, lang: Language = "zh") -> HTMLResponse:
        """What one cell of the matrix holds."""
        return HTMLResponse(cell_html(matrix_of(assistant.facts), place, measure, by_id(), words=WORDS[lang]))

    def pair(a: str, b: str, lang: Language = "zh") -> HTMLResponse:
        """Two places side by side."""
        return HTMLResponse(places_html(matrix_of(assistant.facts), (a, b), by_id(), words=WORDS[lang]))

    def notices(left: str, right: str, lang: Language = "zh") -> HTMLResponse:
        """Two notices side by side."""
        mine, theirs = assistant.notice(left), assistant.notice(right)
        return HTMLResponse(notices_html(mine, theirs, pairing_of(mine, theirs), words=WORDS[lang]))

    def sheet(lang: Language = "zh") -> Response:
        """Every fact of the matrix, one a row."""
        content = write_matrix(matrix_of(assistant.facts), by_id(), words=WORDS[lang])
        return Response(
            content, media_type=MEDIA["xlsx"], headers={"content-disposition": "attachment; filename=compare.xlsx"}
        )

    for path, handler in (
        ("/compare", view),
        ("/compare/cell", cell),
        ("/compare/pair", pair),
        ("/compare/notices", notices),
        ("/compare.xlsx", sheet),
    ):
        app.add_api_route(path, handler, include_in_schema=False)
