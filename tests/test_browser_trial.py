"""The 评测 tab in headless Chromium: a draft becomes a question, the set is run, what failed is opened and compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Outside, ask, launched, opened, served, watched
from page_sample import Recital, make_notice
from playwright.sync_api import Browser, Page, expect

from rag.settings import Settings
from ui.shelf import Shelf

pytestmark = pytest.mark.browser
NOTICE = make_notice()


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    yield from watched()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture
def page(tmp_path: Path, browser: Browser, outside: Outside) -> Iterator[Page]:
    settings = Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")
    shelf = Shelf(settings, tmp_path / "waiting", on_changed=lambda: None)
    for address in served(Recital(settings=settings, notices=(NOTICE,)), shelf=shelf):
        page = opened(browser, address, outside)
        ask(page, "哪些企业发展壮大？")
        page.locator("#pr-live .pr-wrong").click()
        page.locator("#pr-live .pr-complaint label", has_text="漏了内容").click()
        page.locator("#pr-live .pr-complaint button").click()
        page.locator("#pr-live .pr-noted").wait_for()
        page.locator(".pr-brand nav a", has_text="评测").click()
        page.locator(".pr-drafts summary").wait_for()
        yield page
        page.context.close()


def accept(page: Page) -> None:
    page.locator(".pr-drafts summary").click()
    draft = page.locator(".pr-draft")
    draft.locator("[name=cite]").fill(f"{NOTICE.id} 二1")
    draft.locator("[name=facts]").fill("保定")
    draft.locator("[name=into]").fill("我的题库")
    draft.locator("button", has_text="收进题库").press("Enter")
    expect(page.locator(".pr-said")).to_have_text("已收进题库 我的题库")


def run(page: Page) -> None:
    page.locator(".pr-brand nav a", has_text="问答").click()
    page.locator(".pr-brand nav a", has_text="评测").click()
    page.locator(".pr-start option", has_text="我的题库").wait_for(state="attached")
    page.locator(".pr-start select").select_option("我的题库")
    page.locator(".pr-start .pr-primary").click()
    page.locator(".pr-failed details").wait_for()


def test_a_draft_becomes_a_question_that_is_run_and_opened(page: Page, outside: Outside) -> None:
    accept(page)
    run(page)
    page.locator(".pr-failed summary").click()
    expect(page.locator(".pr-failed dd").first).to_contain_text("保定")
    with page.expect_download() as download:
        page.locator(".pr-drafts a", has_text="我的题库").click()
    assert "保定" in Path(download.value.path()).read_text(encoding="utf-8")
    page.locator(".pr-failed a").click()
    page.locator('#pr-live .pr-turn[data-state="done"]', has_text="哪些企业发展壮大").wait_for()
    page.go_back()
    expect(page.locator(".pr-failed summary")).to_be_visible()
    assert outside == Outside()


def test_what_cannot_be_accepted_is_told_and_nothing_typed_is_lost(page: Page) -> None:
    page.locator(".pr-drafts summary").click()
    page.locator(".pr-draft [name=cite]").fill("没有的 一")
    page.locator(".pr-draft [name=into]").fill("甲")
    page.locator(".pr-draft button", has_text="收进题库").click()
    expect(page.locator(".pr-draft .pr-trouble")).to_be_visible()
    expect(page.locator(".pr-draft [name=cite]")).to_have_value("没有的 一")
    page.locator(".pr-discard").click()
    page.locator(".pr-discard").click()
    expect(page.locator(".pr-said")).to_have_text("已丢弃")
    expect(page.locator(".pr-draft")).to_have_count(0)


def test_a_set_that_does_not_fit_is_told(page: Page) -> None:
    page.locator(".pr-start .pr-primary").click()
    expect(page.locator(".pr-fault")).to_contain_text("题库与政策库不符")


@pytest.mark.parametrize("width", [1440, 390])
def test_no_serious_barrier_is_found(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 850})
    accept(page)
    run(page)
    page.locator(".pr-with select").select_option("baseline-dev")
    expect(page.locator(".pr-run")).to_contain_text("没有共同的题目")
    page.go_back()
    page.locator(".pr-failed summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in ("serious", "critical")] == []
