"""The 政策库 and 对照 tabs, the languages and the barriers of every view in headless Chromium."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Outside, ask, launched, opened, served, watched
from page_sample import Recital, make_notice
from playwright.sync_api import Browser, Page, expect

from rag.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    yield from watched()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    notices = (make_notice(filler=40), make_notice(symbol="建市〔2020〕60号"))
    yield from served(Recital(settings=Settings(), notices=notices))


@pytest.fixture
def page(browser: Browser, address: str, outside: Outside) -> Iterator[Page]:
    page = opened(browser, address, outside)
    yield page
    page.context.close()


def test_an_item_has_an_address(page: Page, browser: Browser, outside: Outside) -> None:
    page.locator(".pr-brand nav a", has_text="政策库").click()
    page.locator("#pr-library .pr-open").first.click()
    page.locator("#pr-library .pr-jump", has_text="附30").click()
    assert "item=附30" in unquote(page.url)
    theirs = opened(browser, page.url, outside)
    lit = theirs.locator("#pr-library .pr-item.is-cited")
    expect(lit).to_contain_text("附30. 各地应当")
    expect(lit).to_be_in_viewport()
    expect(theirs.locator("#pr-library .pr-outline li.is-cited")).to_have_attribute("data-path", "附30")
    twist = theirs.locator('#pr-library li[data-path="一（一）"] .pr-twist')
    twist.click()
    expect(theirs.locator('#pr-library li[data-path="一（一）2"]')).to_be_hidden()
    twist.press("Enter")
    expect(theirs.locator('#pr-library li[data-path="一（一）2"]')).to_be_visible()
    theirs.context.close()


def test_a_notice_is_found_in_the_list_and_words_in_the_notice(page: Page) -> None:
    page.locator(".pr-brand nav a", has_text="政策库").click()
    library = page.locator("#pr-library")
    library.locator(".pr-filter").fill("2020 60")
    expect(library.locator(".pr-catalog li:visible")).to_have_count(1)
    library.locator(".pr-filter").fill("没有的")
    expect(library.locator(".pr-filtered")).to_be_visible()
    library.locator(".pr-filter").fill("獎補 西安")
    library.locator(".pr-filter").press("Enter")
    expect(library.locator(".pr-findings mark")).to_have_text(["奖补", "奖补"])
    library.locator(".pr-findings a").first.click()
    expect(library.locator(".pr-text mark")).to_have_text("奖补")
    page.go_back()
    expect(library.locator(".pr-findings")).to_be_visible()
    library.locator(".pr-all").click()
    library.locator(".pr-filter").fill("")
    library.locator(".pr-open").first.click()
    library.locator(".pr-find input").fill("组织领导")
    expect(library.locator(".pr-find output")).to_have_text("第 1 处，共 40 处")
    library.locator(".pr-find input").press("Enter")
    expect(library.locator(".pr-find output")).to_have_text("第 2 处，共 40 处")
    library.locator(".pr-find input").fill("不在文中")
    expect(library.locator(".pr-find output")).to_have_text("没有")


def test_a_cell_of_the_matrix_opens_its_items_and_leads_to_the_notice(
    page: Page, browser: Browser, outside: Outside
) -> None:
    page.locator(".pr-brand nav a", has_text="对照").click()
    page.locator('.pr-count[data-place="西安"]').click()
    expect(page.locator(".pr-cell li")).to_contain_text(["西安对试点项目给予最高10万元奖补"])
    theirs = opened(browser, page.url, outside)
    theirs.locator(".pr-cell a").first.click()
    expect(theirs.locator("#pr-library .pr-sheet mark")).to_contain_text("西安对试点项目")
    theirs.go_back()
    expect(theirs.locator(".pr-cell li").first).to_be_visible()
    theirs.context.close()


def test_the_matrix_is_filtered_and_two_places_are_put_side_by_side(page: Page) -> None:
    page.locator(".pr-brand nav a", has_text="对照").click()
    rows = page.locator(".pr-matrix tbody tr:visible")
    expect(rows).to_have_count(3)
    page.locator(".pr-choices input").fill("深圳")
    expect(rows).to_have_count(1)
    page.locator(".pr-choices input").fill("培育产业")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("保定")
    page.locator(".pr-choices button").click()
    page.locator(".pr-choices [name=a]").select_option("西安")
    page.locator(".pr-choices [name=b]").select_option("深圳")
    expect(page.locator(".pr-pair thead th")).to_have_text(["举措", "西安", "深圳"])
    page.go_back()
    expect(page.locator(".pr-matrix")).to_be_visible()


def test_the_page_speaks_the_browsers_language_until_told_otherwise(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}#/library")
    page.wait_for_url(f"{address}en/#/library")
    page.locator("body.pr-ready").wait_for()
    page.locator(".pr-brand .pr-language").click()
    page.locator("body.pr-ready").wait_for()
    expect(page.locator("h1")).to_have_text("政策问答")
    page.reload()
    expect(page.locator("h1")).to_have_text("政策问答")
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("view", ["empty", "answer", "history", "library", "notice", "compare"])
def test_no_serious_barrier_is_found(page: Page, view: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 850})
    if view == "answer":
        ask(page, "哪些城市给予奖补？")
        page.locator("#pr-live .pr-wrong").click()
        if width > 1000:
            page.locator("#pr-live .pr-mark").first.click()
            page.locator("#pr-source .pr-sheet mark").wait_for()
    elif view == "history":
        ask(page, "哪些城市给予奖补？")
        page.locator("#pr-past").click()
    elif view == "compare":
        page.locator(".pr-brand nav a", has_text="对照").click()
        page.locator(".pr-count").first.click()
        page.locator(".pr-cell li").first.wait_for()
    elif view in ("library", "notice"):
        page.locator(".pr-brand nav a", has_text="政策库").click()
        if view == "notice":
            page.locator("#pr-library .pr-open").first.click()
            page.locator("#pr-library .pr-notice").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_nothing_left_the_machine(page: Page, outside: Outside) -> None:
    page.wait_for_timeout(300)
    assert outside == Outside()
