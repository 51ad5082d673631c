"""The HTTP side of the 设置 tab: what the service runs with, and whether its models answer."""

from __future__ import annotations

import time
from threading import Lock
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict

from rag.answer.llm.model import try_model
from rag.domain import Language
from rag.embed.encoder import open_encoder
from rag.embed.reranker import open_reranker
from rag.errors import ModelFailed, ModelMissing, SettingsError
from rag.settings import Settings
from ui.chat import Answering
from ui.guard import check_own
from ui.render_answer import duration
from ui.render_report import count_of
from ui.render_settings import Holdings, in_use_html
from ui.said import in_language
from ui.settings_words import SETTINGS_WORDS, Tried
from ui.shelf import Shelf
from ui.words import WORDS


class Try(BaseModel):
    """The body of ``POST /settings/try``."""

    model_config = ConfigDict(extra="forbid")
    what: Tried
    lang: Language = "zh"


def add_routes(app: FastAPI, assistant: Answering, shelf: Shelf | None) -> None:
    """Give `app` the routes that the page's script calls in the 设置 tab."""
    trying = Lock()
    local = shelf is not None and shelf.local

    def view(lang: Language = "zh") -> HTMLResponse:
        """What the service runs with."""
        notices = assistant.notices
        items = sum(count_of(notice).items for notice in notices)
        held = Holdings(notices=len(notices), items=items, facts=len(assistant.facts))
        html = in_use_html(
            assistant.settings,
            held,
            may_edit=shelf is not None,
            trusted=local,
            words=WORDS[lang],
            page=SETTINGS_WORDS[lang],
        )
        return HTMLResponse(html)

    def attempt(request: Request, body: Try) -> dict[str, Any]:
        """Try a model out, one at a time: how long it took, or what is wrong with it."""
        check_own(request, local=local)
        with trying:
            began = time.perf_counter()
            try:
                _try(body.what, assistant.settings)
            except (ModelFailed, ModelMissing) as error:
                said = [in_language(text, body.lang) for text in (error.message, error.hint)]
                return {"good": False, "words": " ".join(said)}
            took = duration((time.perf_counter() - began) * 1000)
        return {"good": True, "words": SETTINGS_WORDS[body.lang].answered[body.what].format(time=took)}

    app.add_api_route("/settings", view, include_in_schema=False)
    app.add_api_route("/settings/try", attempt, methods=["POST"], include_in_schema=False)


def _try(what: Tried, settings: Settings) -> None:
    """One call of the model that `settings` name; without a name the encoder is the built-in one.

    Raises:
        SettingsError: they name none.
        ModelMissing: it cannot be opened.
        ModelFailed: it gave no answer in time.
    """
    if what != "encoder" and not getattr(settings, what):
        raise SettingsError("没有设定这个模型。", hint="见 README 的设置一节。")
    match what:
        case "encoder":
            open_encoder(settings.encoder).encode_queries(("问题",))
        case "reranker":
            open_reranker(settings.reranker).scores("问题", ("段落",))
        case "model":
            try_model(settings)
