"""The page and its server: the door to gradio, and the wires between widgets, conversation and HTTP."""

# gradio's own signatures are partly untyped, and it re-exports its themes without saying so
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportPrivateImportUsage=false

from __future__ import annotations

import asyncio
import os
import webbrowser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.settings import Settings
from ui.chat import Answering, Desk
from ui.listen import listen, page_address
from ui.render import (
    Trouble,
    brand_html,
    conversation_html,
    exchange_html,
    hint_html,
    welcome_html,
)
from ui.source import panel_html
from ui.words import EN, ZH, Words

if TYPE_CHECKING:
    from fastapi import FastAPI
    from gradio import HTML, Blocks, Button, Column, State, Textbox
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASSETS = Path(__file__).resolve().parent / "assets"
AT_ONCE = 8
"""Questions that are answered at the same time; further ones wait their turn."""

FONTS = (
    "'PingFang SC'",
    "'Microsoft YaHei'",
    "'Noto Sans CJK SC'",
    "'Noto Sans SC'",
    "'Source Han Sans SC'",
    "'WenQuanYi Micro Hei'",
    "system-ui",
    "sans-serif",
)
"""Fonts of the reader's own machine; none is ever fetched."""

GRADIO_SETTINGS = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    # Gradio also keeps figures of every event for a page that is off here, and sums them up after each: never.
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}
"""Gradio reads these from the environment alone, some when it is imported and some when a page is built."""

HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
        b"base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    ),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
"""Sent with every reply, so that the browser itself refuses any other host. Gradio's templates need the two unsafes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Widgets:
    """The parts of the page that events read or change."""

    desk: State
    """The `Desk` of one reader."""
    box: Textbox
    send: Button
    stop: Button
    new: Button
    welcome: Column
    examples: tuple[Button, ...]
    log: HTML
    """The exchanges before the last one."""
    live: HTML
    """The last exchange."""


class LocalOnly:
    """ASGI middleware that adds `HEADERS` to every reply."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers where the reply begins."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def serve(settings: Settings, *, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = False) -> None:
    """Serve the page and the HTTP API until interrupted.

    Args:
        settings: What the assistant is opened with.
        host: Address to listen at.
        port: Port to listen at; 0 for any free one.
        open_browser: Whether to show the page in the reader's browser.

    Raises:
        ServeError: the address cannot be listened at.
    """
    with listen(host, port) as listener:
        import uvicorn
        from rich.console import Console

        from rag.answer.ask import Assistant

        address = page_address(listener)
        app = build_app(Assistant.open(settings))
        Console(stderr=True, highlight=False).print(f"政策问答已就绪，请在浏览器中打开 {address} （按 Ctrl+C 结束）")
        if open_browser:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3)
        uvicorn.Server(config).run(sockets=[listener])


def build_app(assistant: Answering) -> FastAPI:
    """The whole service: the HTTP API, the page in Chinese at ``/`` and in English at ``/en/``."""
    os.environ.update(GRADIO_SETTINGS)
    from fastapi import FastAPI
    from fastapi.responses import RedirectResponse

    from ui.api import add_routes

    app = FastAPI(title=ZH.name, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.add_middleware(LocalOnly)
    add_routes(app, assistant)
    app.add_api_route("/en", lambda: RedirectResponse("en/"), include_in_schema=False)

    async def mount() -> None:
        _mount(app, build_page(assistant, words=EN), at="/en", words=EN)
        _mount(app, build_page(assistant, words=ZH), at="/", words=ZH)

    # Without a running loop gradio makes several and closes none; the caller's thread may have one, and keeps it.
    with ThreadPoolExecutor(max_workers=1) as aside:
        aside.submit(lambda: asyncio.run(mount())).result()
    return app


def build_page(assistant: Answering, *, words: Words) -> Blocks:
    """The page in one language: the conversation on the left, the source notice on the right."""
    import gradio as gr

    notices = assistant.notices
    with gr.Blocks(title=words.name, fill_width=True, fill_height=True, analytics_enabled=False) as page:
        with gr.Row(elem_id="pr-head"):
            _html(brand_html(notices, words=words), name="pr-brand")
            new = gr.Button(words.new, elem_id="pr-new", size="sm", scale=0)
        with gr.Row(elem_id="pr-desk"):
            with gr.Column(elem_id="pr-talk"):
                with gr.Column(elem_id="pr-scroll"):
                    with gr.Column(elem_id="pr-welcome") as welcome:
                        _html(welcome_html(words=words), name="pr-greeting")
                        asked = assistant.suggestions(words.language)
                        examples = tuple(gr.Button(text, elem_classes="pr-example") for text in asked)
                    log, live = _html(name="pr-log"), _html(name="pr-live")
                with gr.Row(elem_id="pr-ask"):
                    box = gr.Textbox(
                        elem_id="pr-box", label=words.box_label, show_label=False, container=False, autofocus=True,
                        placeholder=words.placeholder, lines=1, max_lines=6,
                    )  # fmt: skip
                    send = gr.Button(words.send, elem_id="pr-send", variant="primary", scale=0)
                    stop = gr.Button(words.stop, elem_id="pr-stop", scale=0, visible=False)
                _html(hint_html(assistant.settings.max_question, words=words), name="pr-hint")
            _html(panel_html(notices, words=words), name="pr-source")
        widgets = Widgets(
            desk=gr.State(Desk()), box=box, send=send, stop=stop, new=new, welcome=welcome,
            examples=examples, log=log, live=live,
        )  # fmt: skip
        _wire(assistant, widgets, words)
    return page


def _mount(app: FastAPI, page: Blocks, *, at: str, words: Words) -> None:
    import gradio as gr

    style, script = ((ASSETS / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    gr.mount_gradio_app(
        app,
        page,
        path=at,
        theme=gr.themes.Base(font=FONTS, font_mono=("ui-monospace", "Consolas", "monospace")),
        head=f"<style>{style}</style><script>const pageLanguage = {words.tag!r};\n{script}</script>",
        show_error=False,
        favicon_path=str(ASSETS / "favicon.svg") if at == "/" else None,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )


def _html(value: str = "", *, name: str) -> HTML:
    import gradio as gr

    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None, padding=False)


def _wire(assistant: Answering, widgets: Widgets, words: Words) -> None:
    """Say what each button does; every event is private, for /api/ask is the one way in from outside."""
    import gradio as gr

    w = widgets
    same, fault = gr.skip(), Trouble(message=words.failed, hint=words.failed_hint)
    outputs = [w.live, w.log, w.welcome, w.send, w.stop, w.box]

    def paint(desk: Desk) -> list[Any]:
        """The whole conversation as the desk holds it now."""
        live = exchange_html(desk.said[-1], turn=len(desk.said), words=words) if desk.said else ""
        log = conversation_html(desk.said[:-1], words=words)
        show = [gr.update(visible=shown) for shown in (not desk.said, not desk.busy, desk.busy)]
        return [live, log, *show, same]

    def ask(question: str, desk: Desk) -> Iterator[list[Any]]:
        """Everything is painted as the question is put and when its answer ends, in between the answer alone."""
        question = question.strip()
        if not question or desk.busy:
            yield [same] * len(outputs)
            return
        for n, _ in enumerate(desk.ask(assistant, question, fault=fault)):
            if n == 0:
                yield [*paint(desk)[:-1], ""]
            elif desk.busy:
                yield [*paint(desk)[:1], *[same] * (len(outputs) - 1)]
            else:
                yield paint(desk)

    def stop(desk: Desk) -> list[Any]:
        desk.stop()
        return paint(desk)

    def begin(desk: Desk) -> list[Any]:
        desk.clear()
        return paint(desk)

    quiet: dict[str, Any] = {
        "show_progress": "hidden",
        "api_visibility": "private",
        "trigger_mode": "multiple",
    }
    shared: dict[str, Any] = {**quiet, "concurrency_limit": AT_ONCE, "concurrency_id": "ask"}
    asking = [gr.on([w.box.submit, w.send.click], ask, [w.box, w.desk], outputs, **shared)]
    asking += [example.click(ask, [example, w.desk], outputs, **shared) for example in w.examples]
    for event in asking:
        event.failure(paint, w.desk, outputs, **quiet)
    w.stop.click(stop, w.desk, outputs, **quiet)
    w.new.click(begin, w.desk, outputs, **quiet)
