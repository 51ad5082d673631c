"""Every view over the five notices in headless Chromium, in each language and at each width: no barrier, no jump."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_sample import PLAN_TEXT
from browsing import Outside, ask, barriers, go, opened, served
from conftest import CORPUS, Built
from playwright.sync_api import Browser, Page, expect

from rag.answer.ask import Assistant
from rag.settings import load_settings
from ui.shelf import Shelf

pytestmark = pytest.mark.browser

SUMS = "哪些城市给予资金补贴，各多少？"
WATCH = """() => { window.jumps = []; new PerformanceObserver((list) => window.jumps.push(
    ...list.getEntries().filter((entry) => !entry.hadRecentInput).map((entry) => entry.value)
)).observe({ type: "layout-shift" }); }"""


@pytest.fixture(scope="module")
def address(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = load_settings(corpus=CORPUS, index=built.folder)
    shelf = Shelf(settings, tmp_path_factory.mktemp("waiting"), on_changed=lambda: None)
    yield from served(Assistant.open(settings), shelf=shelf)


# the other two pairs are looked at with small notices, in the modules of the tabs
@pytest.mark.parametrize(("width", "locale"), [(1440, "zh-CN"), (390, "en-GB")])
def test_no_serious_barrier_is_found_in_any_view(
    browser: Browser, address: str, outside: Outside, tmp_path: Path, width: int, locale: str
) -> None:
    page = opened(browser, address if locale == "zh-CN" else f"{address}en/", outside, locale=locale)
    page.set_viewport_size({"width": width, "height": 850})
    (tmp_path / "<b>plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    found: dict[str, object] = {}

    def look(view: str, wait: str, path: str = "") -> None:
        if path:
            go(page, path)
        page.locator(wait).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width, view
        found[view] = barriers(page)

    ask(page, SUMS)
    look("charts", "#pr-live .pr-chart svg")
    if width > 1000:  # before anything is scrolled, which hides the card
        page.locator("#pr-live .pr-mark").first.hover()
        look("card", "#pr-card q")
    page.locator("#pr-live .pr-wrong").click()
    look("complaint", "#pr-live .pr-complaint")
    page.locator("#pr-live .pr-mark").first.click()
    look("source", "#pr-source .pr-sheet mark")
    page.keyboard.press("Escape")
    page.locator("#pr-past").click()
    page.locator(".pr-forget").first.click()
    look("history", ".pr-forget[data-asked]")
    page.keyboard.press("Escape")
    look("overview", ".pr-bars a", "compare")
    look("place", ".pr-cell h4", "compare?place=深圳")
    look("measure", ".pr-cell .pr-bars", "compare?measure=推进支持政策落地")
    look("notice", "#pr-library .pr-item.is-cited", "library?doc=建办市函〔2025〕190号&item=一（四）2")
    look("found", "#pr-library .pr-findings mark", "library?find=补贴")
    go(page, "library?manage=1")
    page.locator("#pr-files").set_input_files([tmp_path / "<b>plan.txt", tmp_path / "old.doc"])
    look("preview", ".pr-candidate.is-bad h3")
    look("runs", ".pr-failed details", "trial?run=baseline-dev")
    look("questions", ".pr-own .pr-cases li", "trial?set=@")
    look("question", ".pr-case", "trial?set=@&case=list-01")
    look("settings", "#pr-in-use dl", "settings")
    page.context.close()
    assert found == dict.fromkeys(found, [])
    assert len(found) == (15 if width > 1000 else 14)


def test_nothing_jumps_while_real_answers_grow(page: Page) -> None:
    page.evaluate(WATCH)
    for question in (SUMS, "深圳有哪些做法？", "火星有几颗卫星？"):
        ask(page, question)
        page.wait_for_timeout(300)
    expect(page.locator(".pr-turn")).to_have_count(3)
    assert sum(page.evaluate("window.jumps")) < 0.01


def test_nothing_left_the_machine(page: Page, outside: Outside) -> None:
    page.wait_for_timeout(300)
    assert outside == Outside()
