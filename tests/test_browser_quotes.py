"""Quotes as an answer shows them, in headless Chromium: cut out of a sentence, contradicting each other, in order."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from browsing import Outside, ask, barriers, opened, reload, served
from page_sample import Recital, make_answer, make_citation, make_notice
from playwright.sync_api import Browser, Page, expect

from rag.domain import Answer, Table
from rag.settings import Settings

pytestmark = pytest.mark.browser

ROWS = (
    ("西安", "50万元、35个、1750万元", "[1]"),
    ("深圳", "", "[2]"),
    ("合肥", "35个", "[2]"),
    ("保定", "200元/平方米", "[2]"),
    ("苏州", "最高2万元", "[2]"),
)


class Contradicting(Recital):
    """Cites two notices that give other sums for the same thing, and a table of sums, counts and prices."""

    def stream(self, question: str, *, history: object = ()) -> Iterator[Answer]:
        """One snapshot."""
        first, second = self.notices
        quotes = [(first, "西安对试点项目给予最高10万元奖补"), (second, "西安对试点项目给予最高20万元奖补")]
        cited = [make_citation(notice, quote, n=n) for n, (notice, quote) in enumerate(quotes, start=1)]
        yield replace(
            make_answer(first, question),
            text="西安给予奖补。[1][2]另有上限。[3]",
            citations=(*cited, make_citation(first, "最高500万元", n=3)),
            table=Table(columns=("地区", "金额与数量", "来源"), rows=ROWS, total=len(ROWS)),
        )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    notices = (make_notice(), make_notice(symbol="建市〔2020〕60号", reward="最高20万元"))
    yield from served(Contradicting(settings=Settings(), notices=notices))


def test_two_notices_that_contradict_each_other_stand_side_by_side(page: Page) -> None:
    ask(page, "西安给多少？")
    sides = page.locator("#pr-live .pr-clashes td")
    expect(sides).to_contain_text(["建办市函〔2025〕190号 一（一）1", "建市〔2020〕60号 一（一）1"])
    expect(page.locator("#pr-live .pr-clashes mark")).to_have_text(["10", "20"])
    left, right = sides.first.bounding_box(), sides.last.bounding_box()
    assert left is not None
    assert right is not None
    assert (left["y"], left["width"]) == (right["y"], pytest.approx(right["width"], abs=2))
    sides.last.locator(".pr-mark").click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_text("西安对试点项目给予最高20万元奖补")
    reload(page)
    expect(page.locator("#pr-live .pr-clashes caption")).to_have_text("同一件事，两份通知写的数字不同，请核对")


def test_a_quote_that_is_cut_out_of_a_sentence_is_shown_so_everywhere(page: Page) -> None:
    ask(page, "西安给多少？")
    expect(page.locator('#pr-live .pr-cite[data-n="3"] q')).to_have_text("…最高500万元")
    expect(page.locator('#pr-live .pr-cite[data-n="1"] q')).to_have_text("西安对试点项目给予最高10万元奖补")
    page.locator("#pr-live .pr-words .pr-mark", has_text="[3]").hover()
    expect(page.locator("#pr-card q")).to_have_text("…最高500万元")
    page.evaluate("window.addEventListener('copy', (e) => { window.got = e.clipboardData.getData('text/plain'); })")
    page.locator("#pr-live .pr-copy").click()
    assert "“…最高500万元”" in page.evaluate("window.got")
    page.locator('#pr-live .pr-cite[data-n="3"]').click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_text("最高500万元")


def test_a_column_of_sums_counts_and_prices_is_put_in_order_by_its_first_sums(page: Page) -> None:
    ask(page, "西安给多少？")
    head = page.locator("#pr-live th", has_text="金额与数量").locator("button")
    places = page.locator('#pr-live td[data-column="地区"]')
    head.click()
    expect(places).to_have_text(["苏州", "西安", "深圳", "合肥", "保定"])
    head.click()
    expect(places).to_have_text(["西安", "苏州", "深圳", "合肥", "保定"])
    head.click()
    expect(places).to_have_text([place for place, *_ in ROWS])


def test_the_preview_of_the_history_has_no_marks_of_lists(page: Page) -> None:
    ask(page, "西安给多少？")
    page.locator("#pr-past").click()
    expect(page.locator("#pr-history li em")).to_have_text("西安给予奖补。另有上限。")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_no_serious_barrier_is_found(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 850})
    page.emulate_media(color_scheme=scheme)
    reload(page)
    ask(page, "西安给多少？")
    page.locator("#pr-live .pr-wrong").click()
    expect(page.locator("#pr-live .pr-complaint small")).to_contain_text("应引 文号 条目")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert barriers(page) == []


def test_the_english_page_tells_a_contradiction_in_english(browser: Browser, address: str, outside: Outside) -> None:
    page = opened(browser, f"{address}en/", outside, locale="en")
    ask(page, "西安给多少？")
    expect(page.locator("#pr-live .pr-clashes caption")).to_contain_text("Two notices give different figures")
    page.context.close()


def test_nothing_left_the_machine(page: Page, outside: Outside) -> None:
    page.wait_for_timeout(300)
    assert outside == Outside()
