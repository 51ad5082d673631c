"""The HTTP side: questions and notices as JSON under /api/, and the page's own view of a notice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from rag.domain import Language, Notice, Role, Turn
from rag.errors import (
    CorpusError,
    EvalError,
    IndexMismatch,
    IndexMissing,
    ModelFailed,
    ModelMissing,
    NotAllowed,
    QuestionError,
    RagError,
    SettingsError,
    UnknownAddress,
)
from rag.render import outline_json
from rag.retrieve.filters import EVERYTHING
from rag.wire import answer_to_json
from ui.chat import Answering
from ui.finding import find_words
from ui.render import Trouble, examples_html, trouble_html
from ui.render_finding import findings_html
from ui.render_scope import scope_html
from ui.render_source import catalog_html, notice_html
from ui.said import in_language
from ui.scope import Scope
from ui.words import WORDS

STATUS: tuple[tuple[type[RagError], int], ...] = (
    (QuestionError, 400),
    (CorpusError, 400),
    (EvalError, 400),
    (SettingsError, 400),
    (NotAllowed, 403),
    (UnknownAddress, 404),
    (ModelFailed, 502),
    (ModelMissing, 503),
    (IndexMissing, 503),
    (IndexMismatch, 503),
)
"""HTTP status of an error, by its class; 500 for any other."""


_BODY = (
    '请发送 JSON：{"question": "…", "history": [{"role": "user", "content": "…"}], "filters": {"issuer": "某局", '
    '"level": "市", "year": 2024, "region": "杭州", "in_force": true, '
    '"notices": ["文号或标题"]}, "id": "…"}；除 question 外都可以不写。'
)
"""What a question is asked with, said where a body cannot be used."""


class Message(BaseModel):
    """One turn of the conversation so far."""

    model_config = ConfigDict(extra="forbid")

    role: Role
    content: str


class Ask(BaseModel):
    """The body of ``POST /api/ask``."""

    model_config = ConfigDict(extra="forbid")

    question: str
    history: list[Message] = Field(default=[], max_length=200)
    id: str | None = None
    """Given back in the answer."""
    filters: Scope = Scope()
    """What the notices must be: ``issuer``, ``level``, ``year``, ``region``, ``in_force``, as on the command line."""


def add_routes(app: FastAPI, assistant: Answering) -> None:
    """Give `app` the routes under ``/api/`` and ``/source``, and errors in words."""
    app.add_exception_handler(RagError, _refuse)
    app.add_exception_handler(RequestValidationError, _refuse_body)
    app.add_exception_handler(Exception, _fail)

    def ask(body: Ask) -> dict[str, Any]:
        """Answer one question."""
        history = [Turn(role=message.role, content=message.content) for message in body.history]
        filters = body.filters.filters()
        asked = assistant if filters == EVERYTHING else assistant.within(filters)
        return answer_to_json(asked.ask(body.question, history=history), question_id=body.id)

    def health() -> dict[str, Any]:
        """Say that the service answers, and from what."""
        settings = assistant.settings
        return {
            "status": "ok",
            "notices": len(assistant.notices),
            "items": sum(len(notice.items) for notice in assistant.notices),
            "model": settings.model or None,
            "max_question": settings.max_question,
            "settings": settings.fingerprint(),
            "corpus": _corpus(assistant.notices),
        }

    def notices() -> list[dict[str, Any]]:
        """List the notices that answers come from."""
        return [_notice_to_json(notice) for notice in assistant.notices]

    def notice(reference: str) -> dict[str, Any]:
        """Give one notice whole: its text and its items."""
        found = assistant.notice(reference)
        return {**_notice_to_json(found), "text": found.text, "items": outline_json(found)}

    app.add_api_route("/api/ask", ask, methods=["POST"])
    app.add_api_route("/api/health", health)
    app.add_api_route("/api/notices", notices)
    app.add_api_route("/api/notices/{reference:path}", notice)
    _add_source(app, assistant)


def _add_source(app: FastAPI, assistant: Answering) -> None:
    def source(lang: Language = "zh", doc: str = "", start: int = 0, end: int = 0) -> HTMLResponse:
        """A notice for the panel beside the conversation, or the list of notices where none is named."""
        words = WORDS[lang]
        if not doc:
            return HTMLResponse(catalog_html(assistant.notices, words=words, on=date.today()))
        try:
            found = assistant.notice(doc)
        except UnknownAddress as error:
            trouble = Trouble(message=error.message, hint=error.hint)
            return HTMLResponse(trouble_html(trouble, words=words, title=words.panel), status_code=404)
        span = (start, end) if start < end else None
        return HTMLResponse(notice_html(found, span=span, words=words))

    def find(words: str, lang: Language = "zh") -> HTMLResponse:
        """The items that hold every one of some words, for the list of notices."""
        hits = list(find_words(assistant.notices, words))
        return HTMLResponse(findings_html(hits, words, words=WORDS[lang]))

    def frame(lang: Language = "zh") -> dict[str, str]:
        """What the frame of the page says of the notices, for when they have changed since it was made."""
        words = WORDS[lang]
        return {
            "tagline": words.tagline.format(notices=len(assistant.notices)),
            "scope": scope_html(assistant.notices, words=words),
            "examples": examples_html(assistant.suggestions(lang)),
        }

    app.add_api_route("/frame", frame, include_in_schema=False)
    app.add_api_route("/source", source, include_in_schema=False)
    app.add_api_route("/find", find, include_in_schema=False)


def _refuse(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RagError)
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    return _error(request, status, type(error).__name__, error.message, error.hint)


def _refuse_body(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    message = f"请求的 {place} 不可用（{first['msg']}）。"
    hint = _BODY if request.url.path == "/api/ask" else "请刷新网页后再试。"
    return _error(request, 422, "RequestError", message, hint)


def _fail(request: Request, error: Exception) -> JSONResponse:
    """A fault of the program, which the server writes down by itself."""
    words = WORDS[_language(request)]
    return _error(request, 500, type(error).__name__, words.fault, words.failed_hint)


def _error(request: Request, status: int, kind: str, message: str, hint: str) -> JSONResponse:
    """An error in the language of the page that the request comes from."""
    told = {"message": in_language(message, _language(request)), "hint": in_language(hint, _language(request))}
    return JSONResponse({"error": {"kind": kind, **told}}, status_code=status)


def _language(request: Request) -> Language:
    return "en" if request.headers.get("accept-language", "").startswith("en") else "zh"


def _corpus(notices: Sequence[Notice]) -> str:
    """A short name for exactly these notices, by which a page sees that they have changed."""
    held = "\n".join(f"{notice.id} {notice.sha256}" for notice in notices)
    return hashlib.sha256(held.encode()).hexdigest()[:12]


def _notice_to_json(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "title": notice.title,
        "symbol": notice.symbol,
        "issuer": notice.issuer,
        "issued": None if notice.issued is None else notice.issued.isoformat(),
        "source": notice.source,
        "sha256": notice.sha256,
        "items": len(notice.items),
    }
