"""The HTTP side of notices coming and going: files are sent, looked at, taken in; notices are removed; changes undone.

Every body is JSON or an octet stream, which a browser sends to another site only after asking it, and it is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from rag.domain import Language
from rag.errors import CorpusError, NotAllowed
from rag.index.twins import Choice
from rag.progress import OnProgress
from ui.chat import Answering
from ui.guard import check_own
from ui.render_shelf import candidate_html, removed_html, shelf_html, taken_html, undone_html
from ui.shelf import MOST_BYTES, MOST_WAITING, Shelf, safe_name
from ui.shelf_words import SHELF_WORDS
from ui.steps import step_lines
from ui.words import WORDS

Body = ConfigDict(extra="forbid")


class Chosen(BaseModel):
    """A file that waits, and what to do where its notice is here with another text."""

    model_config = Body
    token: str
    choice: Choice | None = None


class Take(BaseModel):
    """The body of ``POST /shelf/take``."""

    model_config = Body
    files: Annotated[list[Chosen], Field(min_length=1, max_length=MOST_WAITING)]
    lang: Language = "zh"


class Token(BaseModel):
    """The body of ``POST /shelf/forget``."""

    model_config = Body
    token: str


class Held(BaseModel):
    """The body of ``POST /shelf/waiting``: what a page was sent before, in its order."""

    model_config = Body
    tokens: Annotated[list[str], Field(max_length=MOST_WAITING)]
    lang: Language = "zh"


class Remove(BaseModel):
    """The body of ``POST /shelf/remove``."""

    model_config = Body
    doc: str
    lang: Language = "zh"


class Undo(BaseModel):
    """The body of ``POST /shelf/undo``."""

    model_config = Body
    lang: Language = "zh"


def add_routes(app: FastAPI, assistant: Answering, shelf: Shelf | None) -> None:
    """Give `app` the routes that the page's script calls where notices come and go; without a shelf they refuse."""

    def view(lang: Language = "zh") -> HTMLResponse:
        """The whole view."""
        may_edit = shelf is not None
        html = shelf_html(assistant.notices, may_edit=may_edit, words=WORDS[lang], shelf=SHELF_WORDS[lang])
        return HTMLResponse(html)

    def let_in(request: Request) -> Shelf:
        """The shelf, for a request that may change something."""
        if shelf is None:
            words = SHELF_WORDS["zh"]
            raise NotAllowed(words.closed, hint=words.closed_hint)
        check_own(request, local=shelf.local)
        return shelf

    app.add_api_route("/shelf", view, include_in_schema=False)
    _add_files(app, assistant, let_in)
    _add_changes(app, assistant, let_in)


def _add_files(app: FastAPI, assistant: Answering, let_in: Callable[[Request], Shelf]) -> None:
    async def send(request: Request, name: str, lang: Language = "zh", beside: str = "") -> HTMLResponse:
        """Take a file to wait, and show what it would become beside those that wait on the page, parted by commas."""
        shelf = let_in(request)
        if request.headers.get("content-type") != "application/octet-stream":
            raise NotAllowed("这不是本页面发来的文件。", hint="请在政策库页面选择文件。")
        token, path = shelf.place(name)
        try:
            await _receive(request, path)
            candidate = await run_in_threadpool(shelf.look, token, assistant.notices, beside=beside.split(","))
        except BaseException:
            shelf.forget(token)
            raise
        return HTMLResponse(candidate_html(candidate, words=WORDS[lang], shelf=SHELF_WORDS[lang]))

    def waiting(request: Request, body: Held) -> HTMLResponse:
        """What still waits of what a page was sent before it was loaded anew."""
        found = let_in(request).again(body.tokens, assistant.notices)
        page = (WORDS[body.lang], SHELF_WORDS[body.lang])
        return HTMLResponse("".join(candidate_html(one, words=page[0], shelf=page[1]) for one in found))

    def forget(request: Request, body: Token) -> dict[str, str]:
        """Let a waiting file go."""
        let_in(request).forget(body.token)
        return {"status": "ok"}

    app.add_api_route("/shelf/send", send, methods=["POST"], include_in_schema=False)
    app.add_api_route("/shelf/waiting", waiting, methods=["POST"], include_in_schema=False)
    app.add_api_route("/shelf/forget", forget, methods=["POST"], include_in_schema=False)


def _add_changes(app: FastAPI, assistant: Answering, let_in: Callable[[Request], Shelf]) -> None:
    def take(request: Request, body: Take) -> StreamingResponse:
        """Take waiting files in: a line of JSON for each step, and at last what became of them."""
        shelf = let_in(request)
        chosen: dict[str, Choice | None] = {one.token: one.choice for one in body.files}

        def work(on_progress: OnProgress) -> dict[str, Any]:
            report = shelf.take_in(chosen, on_progress)
            return {"html": taken_html(report, assistant.notices, words=WORDS[body.lang], shelf=SHELF_WORDS[body.lang])}

        return _stream(work, body.lang)

    def remove(request: Request, body: Remove) -> StreamingResponse:
        """Take a notice out."""
        shelf = let_in(request)

        def work(on_progress: OnProgress) -> dict[str, Any]:
            report = shelf.remove(body.doc, on_progress)
            return {
                "html": removed_html(report, assistant.notices, words=WORDS[body.lang], shelf=SHELF_WORDS[body.lang])
            }

        return _stream(work, body.lang)

    def undo(request: Request, body: Undo) -> StreamingResponse:
        """Take the last change back."""
        shelf = let_in(request)
        words = SHELF_WORDS[body.lang]
        return _stream(lambda _: {"html": undone_html(shelf.roll_back(), shelf=words)}, body.lang)

    for name, handler in (("take", take), ("remove", remove), ("undo", undo)):
        app.add_api_route(f"/shelf/{name}", handler, methods=["POST"], include_in_schema=False)


async def _receive(request: Request, path: Path) -> None:
    """Write the body of `request` to `path`.

    Raises:
        CorpusError: it is larger than `MOST_BYTES`, or cannot be written.
    """
    announced = 0
    with suppress(ValueError):
        announced = int(request.headers.get("content-length", "0"))
    size = 0
    try:
        with path.open("xb") as file:
            async for piece in request.stream():
                size += len(piece)
                if max(size, announced) > MOST_BYTES:
                    words = SHELF_WORDS["zh"]
                    told = words.too_big.format(name=safe_name(path.name), size=MOST_BYTES // 1024**2)
                    raise CorpusError(told, hint=words.too_big_hint)
                file.write(piece)
    except OSError as error:
        raise CorpusError(f"文件 {path.name} 存不下：{error.strerror}。", hint="请检查磁盘空间。") from error


def _stream(work: Callable[[OnProgress], dict[str, Any]], language: Language) -> StreamingResponse:
    return StreamingResponse(step_lines(work, language=language), media_type="application/x-ndjson")
