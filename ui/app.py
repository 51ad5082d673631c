"""The page and its server: the door to gradio, and the wires between widgets, conversation and HTTP."""

# gradio's own signatures are partly untyped, and it re-exports its themes without saying so
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportPrivateImportUsage=false

from __future__ import annotations

import asyncio
import os
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rag.settings import Settings
from ui import ask_tab, compare_tab, library_tab, settings_tab, trial_tab
from ui.chat import Answering
from ui.listen import is_local, listen, page_address
from ui.render_shell import head_html, links_html, shell_html
from ui.shelf import Shelf
from ui.widgets import place_html
from ui.words import EN, ZH, Words

if TYPE_CHECKING:
    from fastapi import FastAPI
    from gradio import Blocks
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASSETS = Path(__file__).resolve().parent / "assets"
STYLES = (
    *("page.css", "ask.css", "answer.css", "source.css", "compare.css", "shelf.css", "trial.css"),
    *("settings.css", "print.css"),
)
TABS = (ask_tab.TAB, compare_tab.TAB, library_tab.TAB, trial_tab.TAB, settings_tab.TAB)
"""The views of the page, in the order of the navigation; the first is the one that opens."""

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

FRESH = ((b"cache-control", b"no-cache"),)
"""Sent with the page's own script and styles, so that a new version of the service is not shown in the old one's."""


class LocalOnly:
    """ASGI middleware that adds `HEADERS` to every reply."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the headers where the reply begins."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = HEADERS + FRESH if scope["path"].startswith("/page/") else HEADERS
                message = {**message, "headers": [*message.get("headers", ()), *own]}
            await send(message)

        await self.app(scope, receive, send_with_headers)


def serve(
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    allow_edit: bool = False,
) -> None:
    """Serve the page and the HTTP API until interrupted.

    Args:
        settings: What the assistant is opened with.
        host: Address to listen at.
        port: Port to listen at; 0 for any free one.
        open_browser: Whether to show the page in the reader's browser.
        allow_edit: Whether notices may be added and removed on the page also where other machines reach it.

    Raises:
        ServeError: the address cannot be listened at.
    """
    with listen(host, port) as listener, TemporaryDirectory(prefix="policy-rag-") as waiting:
        import uvicorn
        from rich.console import Console

        from rag.answer.live import LiveAssistant

        address = page_address(listener)
        live = LiveAssistant.open(settings)
        local = is_local(listener)
        shelf = Shelf(settings, Path(waiting), on_changed=live.catch_up, local=local) if local or allow_edit else None
        app = build_app(live, shelf=shelf)
        Console(stderr=True, highlight=False).print(f"政策问答已就绪，请在浏览器中打开 {address} （按 Ctrl+C 结束）")
        if open_browser:
            webbrowser.open(address)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3)
        uvicorn.Server(config).run(sockets=[listener])


def build_app(assistant: Answering, *, shelf: Shelf | None = None) -> FastAPI:
    """The whole service: the HTTP API, the page in Chinese at ``/`` and in English at ``/en/``.

    Args:
        assistant: Who answers.
        shelf: By which notices come and go; None for a page that only reads them.
    """
    os.environ.update(GRADIO_SETTINGS)
    from fastapi import FastAPI
    from fastapi.responses import RedirectResponse
    from starlette.staticfiles import StaticFiles

    from ui import api, ask_api, case_api, compare_api, settings_api, shelf_api, trial_api

    app = FastAPI(title=ZH.name, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.add_middleware(LocalOnly)
    for routes in (api, ask_api, compare_api):
        routes.add_routes(app, assistant)
    for routes in (shelf_api, settings_api, trial_api, case_api):
        routes.add_routes(app, assistant, shelf)
    app.mount("/page", StaticFiles(directory=ASSETS))
    app.add_api_route("/en", lambda: RedirectResponse("en/"), include_in_schema=False)

    async def mount() -> None:
        _mount(app, build_page(assistant, words=EN), at="/en", words=EN)
        _mount(app, build_page(assistant, words=ZH), at="/", words=ZH)

    # Without a running loop gradio makes several and closes none; the caller's thread may have one, and keeps it.
    with ThreadPoolExecutor(max_workers=1) as aside:
        aside.submit(lambda: asyncio.run(mount())).result()
    return app


def build_page(assistant: Answering, *, words: Words) -> Blocks:
    """The page in one language: the bar at the top, and below it the tabs, of which the script shows one."""
    import gradio as gr

    with gr.Blocks(title=words.name, fill_width=True, fill_height=True, analytics_enabled=False) as page:
        named = [(tab.name, tab.label(words)) for tab in TABS]
        place_html(head_html(assistant.notices, named, words=words), name="pr-head")
        for tab in TABS:
            with gr.Column(elem_id=f"pr-view-{tab.name}", elem_classes="pr-view"):
                tab.build(assistant, words)
        place_html(shell_html(words=words), name="pr-shell")
    return page


def _mount(app: FastAPI, page: Blocks, *, at: str, words: Words) -> None:
    import gradio as gr

    gr.mount_gradio_app(
        app,
        page,
        path=at,
        theme=gr.themes.Base(font=FONTS, font_mono=("ui-monospace", "Consolas", "monospace")),
        head=links_html(STYLES, words=words),
        show_error=False,
        favicon_path=str(ASSETS / "favicon.svg") if at == "/" else None,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        app_kwargs={"openapi_url": None},
    )
