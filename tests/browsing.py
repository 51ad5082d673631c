"""A headless Chromium with everything but this machine out of reach, for the tests that drive the page."""

import io
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect, sync_playwright

from ui.app import build_app
from ui.chat import Answering
from ui.listen import listen, page_address
from ui.shelf import Shelf

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 15_000
"""Milliseconds within which what is waited for must come, also on a machine that is busy."""
NO_DOUBLE = 600
"""Milliseconds after which a second press is none of a double-click."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What the page and the server tried to reach beyond this machine, and what ran that should not."""

    page: list[str] = field(default_factory=list[str])
    server: list[str] = field(default_factory=list[str])


def watched() -> Iterator[Outside]:
    """What is reached beyond this machine while the generator is open."""
    found = Outside()
    watching = True

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("socket.connect", "socket.getaddrinfo"):
            called = repr(arguments[1] if event == "socket.connect" else arguments[:2])
            if called.startswith("(") and not called.startswith(("('127.0.0.1'", "('localhost'", "('::1'", "(None")):
                found.server.append(f"{event} {called}")

    sys.addaudithook(audit)
    yield found
    watching = False


def launched() -> Iterator[Browser]:
    """Chromium to which no name but this machine's resolves."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def served(assistant: Answering, *, shelf: Shelf | None = None) -> Iterator[str]:
    """The address at which `assistant` is served, until the generator is closed."""
    with listen("127.0.0.1", 0) as listener:
        app = build_app(assistant, shelf=shelf)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield page_address(listener)
        server.should_exit = True
        thread.join(timeout=10)


def opened(browser: Browser, address: str, outside: Outside, *, locale: str = "zh-CN") -> Page:
    """A new page whose requests to anywhere but its own server are refused and written down."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale=locale)
    context.set_default_timeout(PATIENCE)
    home = urlsplit(address).netloc

    def check(route: Route, request: Request) -> None:
        if urlsplit(request.url).netloc == home or request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            outside.page.append(request.url)
            route.abort()

    context.route("**/*", check)
    page = context.new_page()
    page.on("dialog", lambda dialog: outside.page.append(f"dialog {dialog.message}"))
    page.on("pageerror", lambda error: outside.page.append(f"script error {error}"))
    page.goto(address)
    page.locator("body.pr-ready").wait_for()
    return page


def press_twice(button: Locator) -> None:
    """Press a button and, once that is no double-click, press it again."""
    button.click()
    expect(button).to_have_attribute("data-asked", "yes")
    button.page.wait_for_timeout(NO_DOUBLE)
    button.click()


def reload(page: Page) -> None:
    page.reload()
    page.locator("body.pr-ready").wait_for()


def ask(page: Page, question: str, *, state: str = "done") -> None:
    box = page.locator("#pr-box textarea")
    box.fill(question)
    box.press("Enter")
    page.locator(f'#pr-live .pr-turn[data-state="{state}"]', has_text=question).wait_for()


def barriers(page: Page) -> list[object]:
    """What axe-core finds serious or critical in the page, with the places."""
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def address_with(page: Page, words: str) -> str:
    """The address of the page, once it has `words`."""
    page.wait_for_url(lambda address: words in unquote(address))
    return page.url


def go(page: Page, path: str) -> None:
    """Show the view at that address of the page, as a link does."""
    page.evaluate("hash => { location.hash = hash; }", f"#/{path}")


def colours(page: Page, selector: str) -> set[object]:
    """The colours of the screenshot where `selector` stands."""
    picture = Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("RGB")
    return {colour for _, colour in picture.getcolors(maxcolors=10**6) or ()}
