"""The 政策库 and 对照 tabs, the languages and the barriers of every view in headless Chromium."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from browsing import Outside, address_with, ask, barriers, go, opened, served
from page_sample import Recital, make_notice
from playwright.sync_api import Browser, Page, expect

from rag.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    notices = (make_notice(filler=40), make_notice(symbol="建市〔2020〕60号", reward="最高20万元"))
    yield from served(Recital(settings=Settings(), notices=notices))


def test_an_item_has_an_address(page: Page, browser: Browser, outside: Outside) -> None:
    page.locator(".pr-brand nav a", has_text="政策库").click()
    page.locator("#pr-library .pr-open").first.click()
    page.locator("#pr-library .pr-jump", has_text="附30").click()
    theirs = opened(browser, address_with(page, "item=附30"), outside)
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
    theirs = opened(browser, address_with(page, "place=西安"), outside)
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
    page.locator(".pr-choices input").fill("没有的")
    expect(page.locator(".pr-columns output")).to_have_text("没有符合的地区、举措或条目。")
    page.locator(".pr-choices button").click()
    expect(rows).to_have_count(3)
    page.locator(".pr-choices [name=a]").select_option("西安")
    page.locator(".pr-choices [name=b]").select_option("深圳")
    expect(page.locator(".pr-pair thead th")).to_have_text(["举措", "西安", "深圳"])
    page.go_back()
    expect(page.locator(".pr-matrix")).to_be_visible()


def test_the_file_holds_what_the_filter_leaves(page: Page, browser: Browser, outside: Outside) -> None:
    page.locator(".pr-brand nav a", has_text="对照").click()
    page.locator(".pr-choices [name=notice]").select_option("建市〔2020〕60号")
    page.locator(".pr-choices [name=words]").fill("西安")
    theirs = opened(browser, str(page.evaluate("location.href")), outside)
    expect(theirs.locator(".pr-matrix tbody tr:visible")).to_have_count(1)
    expect(theirs.locator(".pr-choices [name=words]")).to_have_value("西安")
    with theirs.expect_download() as download:
        theirs.locator(".pr-sheet-file").click()
    sheet = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [(row[0], row[4]) for row in rows] == [("西安", "建市〔2020〕60号")]
    theirs.context.close()


def test_a_place_and_a_measure_show_all_of_theirs_and_bars_lead_there(page: Page) -> None:
    page.locator(".pr-brand nav a", has_text="对照").click()
    page.locator(".pr-bars a", has_text="西安").click()
    expect(page.locator(".pr-cell h3")).to_have_text("西安 2 条")
    page.locator(".pr-matrix thead a", has_text="给予资金奖补").click()
    expect(page.locator(".pr-cell h3")).to_have_text("给予资金奖补 4 条")
    page.locator(".pr-cell .pr-bars a", has_text="深圳").press("Enter")
    expect(page.locator(".pr-cell h3")).to_have_text("深圳 · 给予资金奖补 2 条")
    expect(page.locator(".pr-count[aria-current]")).to_have_attribute("data-place", "深圳")


def test_every_column_of_a_narrow_matrix_can_be_reached(page: Page) -> None:
    page.set_viewport_size({"width": 280, "height": 700})
    page.locator(".pr-brand nav a", has_text="对照").click()
    last = page.locator(".pr-matrix thead th").last
    expect(last).not_to_be_in_viewport(ratio=0.9)
    later = page.locator(".pr-shift").last
    for _ in range(6):
        if later.is_disabled():
            break
        later.click(force=True)  # by now the last column may have come
        page.wait_for_timeout(500)
    expect(later).to_be_disabled()
    expect(last).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".pr-columns output")).to_contain_text("–2 类")


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


def test_two_notices_are_put_side_by_side(page: Page, browser: Browser, outside: Outside) -> None:
    page.locator(".pr-brand nav a", has_text="对照").click()
    for name, notice in (("left", "建办市函〔2025〕190号"), ("right", "建市〔2020〕60号")):
        page.locator(f".pr-choices [name={name}]").select_option(notice)
    theirs = opened(browser, address_with(page, "right=建市〔2020〕60号"), outside)
    expect(theirs.locator(".pr-two thead th")).to_contain_text(["建办市函〔2025〕190号", "建市〔2020〕60号"])
    pair = theirs.locator(".pr-two .is-twin", has_text="最高10万元")
    expect(pair.locator("td")).to_contain_text(["西安对试点项目给予最高10万元奖补", "西安对试点项目给予最高20万元奖补"])
    expect(pair.locator("mark")).to_have_text(["10", "20"])
    expect(theirs.locator(".pr-two .is-lone")).to_contain_text(["各地应当加强组织领导"])
    theirs.locator(".pr-two .pr-chip").click()
    expect(theirs.locator(".pr-two .is-lone")).to_be_hidden()
    expect(pair).to_be_visible()
    pair.locator("a").last.press("Enter")
    expect(theirs.locator("#pr-library .pr-sheet mark")).to_have_text("1. 西安对试点项目给予最高20万元奖补。")
    theirs.go_back()
    expect(theirs.locator(".pr-two")).to_be_visible()
    theirs.locator(".pr-to-matrix").click()
    expect(theirs.locator(".pr-matrix")).to_be_visible()
    theirs.context.close()


def test_a_notice_that_is_not_here_is_told_in_the_pages_language(page: Page) -> None:
    go(page, "compare?left=没有&right=没有")
    expect(page.locator(".pr-cell")).to_contain_text("没有文件 '没有'。")


def test_the_outline_stands_left_of_the_cited_text_until_it_is_folded(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 850})
    ask(page, "哪些城市给予奖补？")
    page.locator("#pr-live .pr-mark").first.click()
    outline, text = page.locator("#pr-source .pr-outline"), page.locator("#pr-source .pr-text")
    expect(outline.locator("li.is-cited")).to_be_in_viewport()
    left, right = outline.bounding_box(), text.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] < right["x"]
    assert (left["width"] >= 210, right["width"] >= 380) == (True, True), (left, right)
    outline.locator("summary").click()
    page.locator("#pr-source .pr-following").click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_text("最高500万元")
    expect(outline.locator("nav")).to_be_hidden()


def test_a_table_is_put_in_order_where_its_head_is_not_shown(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 850})
    ask(page, "哪些城市？")
    places = page.locator('#pr-live td[data-column="地区"]')
    expect(page.locator("#pr-live thead")).to_be_hidden()
    page.locator("#pr-live .pr-order").select_option(label="按金额排序 ↓")
    expect(places).to_have_text(["深圳", "西安"])
    page.locator("#pr-live .pr-order").select_option(label="按原来的顺序")
    expect(places).to_have_text(["西安", "深圳"])


def test_a_notice_shows_what_became_of_it_when_it_was_read(page: Page) -> None:
    page.locator(".pr-brand nav a", has_text="政策库").click()
    page.locator("#pr-library .pr-open").first.click()
    page.locator("#pr-library .pr-report summary").first.press("Enter")
    expect(page.locator("#pr-library .pr-report dd").first).to_have_text("建办市函〔2025〕190号")
    expect(page.locator("#pr-library .pr-figures")).to_contain_text("个条目")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_no_serious_barrier_is_found_in_any_view(
    browser: Browser, address: str, outside: Outside, width: int, locale: str
) -> None:
    page = opened(browser, address if locale == "zh-CN" else f"{address}en/", outside, locale=locale)
    page.set_viewport_size({"width": width, "height": 850})
    found: dict[str, object] = {"empty": barriers(page)}

    def look(view: str, path: str, wait: str) -> None:
        go(page, path)
        page.locator(wait).first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width, view
        found[view] = barriers(page)

    ask(page, "哪些城市给予奖补？")
    page.locator("#pr-live .pr-wrong").click()
    if width > 1000:
        page.locator("#pr-live .pr-mark").first.click()
        page.locator("#pr-source .pr-sheet mark").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found["answer"] = barriers(page)
    page.locator("#pr-past").click()
    found["history"] = barriers(page)
    page.keyboard.press("Escape")
    look("library", "library", "#pr-library .pr-catalog")
    look("notice", "library?doc=建市〔2020〕60号&item=一（一）2", "#pr-library .pr-item.is-cited")
    look("found", "library?find=奖补", "#pr-library .pr-findings")
    look("compare", "compare?place=西安&measure=给予资金奖补", ".pr-cell li")
    look("places", "compare?a=西安&b=深圳", ".pr-pair")
    look("notices", "compare?left=建办市函〔2025〕190号&right=建市〔2020〕60号", ".pr-two")
    page.context.close()
    assert found == dict.fromkeys(found, [])
    assert len(found) == 9


def test_nothing_left_the_machine(page: Page, outside: Outside) -> None:
    page.wait_for_timeout(300)
    assert outside == Outside()
