"""The 设置 tab in headless Chromium: text size and language are kept, the model is tried, no barrier is found."""

from collections.abc import Iterator

import pytest
from browsing import Outside, barriers, opened, served
from model_server import ModelServer, Reply, serve_model
from page_sample import Recital, make_notice
from playwright.sync_api import Browser, Page, expect

from rag.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with serve_model() as server:
        server.reply = Reply(text="好。")
        yield server


@pytest.fixture(scope="module")
def address(server: ModelServer) -> Iterator[str]:
    settings = Settings(model="openai:small", model_url=server.url, model_key="none")
    yield from served(Recital(settings=settings, notices=(make_notice(),)))


@pytest.fixture
def page(browser: Browser, address: str, outside: Outside) -> Iterator[Page]:
    page = opened(browser, f"{address}#/settings", outside)
    page.locator("#pr-in-use dl").wait_for()
    yield page
    page.context.close()


def test_the_text_size_is_kept(page: Page) -> None:
    page.locator(".pr-sizes label", has_text="特大").click()
    size = "getComputedStyle(document.querySelector('#pr-settings h2')).fontSize"
    larger = page.evaluate(size)
    page.reload()
    page.locator("#pr-in-use dl").wait_for()
    assert page.evaluate(size) == larger
    expect(page.locator(".pr-sizes input:checked")).to_have_value("135")
    page.locator(".pr-sizes input:checked").press("ArrowLeft")
    expect(page.locator(".pr-sizes input:checked")).to_have_value("115")
    assert page.evaluate(size) != larger


@pytest.mark.parametrize(("what", "words"), [("encoder", "能用"), ("model", "已作答，用时")])
def test_each_model_in_use_is_tried(page: Page, what: str, words: str) -> None:
    page.locator(f'.pr-try[data-what="{what}"]').press("Enter")
    expect(page.locator(f'.pr-try[data-what="{what}"] + .pr-tried')).to_contain_text(words)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("size", ["标准", "特大"])
def test_no_serious_barrier_is_found(page: Page, width: int, size: str) -> None:
    page.set_viewport_size({"width": width, "height": 850})
    page.locator(".pr-sizes label", has_text=size).click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert barriers(page) == []


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_view_can_be_reached_on_a_phone_with_the_largest_text(
    browser: Browser, address: str, outside: Outside, language: str
) -> None:
    page = opened(browser, f"{address}{language}#/settings", outside, locale="en" if language else "zh-CN")
    page.set_viewport_size({"width": 390, "height": 844})
    for size in ("100", "135"):
        page.locator(f".pr-sizes [value='{size}']").check()
        links = page.locator(".pr-brand nav a")
        expect(links).to_have_count(5)
        for n in range(5):
            expect(links.nth(n)).to_be_in_viewport(ratio=1)
            assert links.nth(n).evaluate("link => link.scrollWidth <= link.clientWidth")
        rows = links.evaluate_all("links => new Set(links.map((link) => link.offsetTop)).size")
        assert rows == 1 or size == "135"
    page.context.close()


def test_the_language_is_changed_in_place(page: Page, outside: Outside) -> None:
    page.locator(".pr-tongue .pr-language").click()
    page.locator("body.pr-ready").wait_for()
    expect(page.locator("#pr-in-use h2")).to_have_text("In use")
    assert outside.page == []
