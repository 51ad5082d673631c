"""The finer journeys of the 问答 tab: keyboard, history, addresses, what is kept of a judgement, paper, languages."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Literal
from urllib.parse import unquote

import pdfplumber
import pytest
from browsing import Outside, address_with, ask, barriers, go, opened, reload, served
from conftest import CORPUS, Built
from page_sample import Recital, make_answer, make_notice
from playwright.sync_api import Browser, Page, Route, expect

from rag.answer.ask import Assistant
from rag.domain import Answer, Table
from rag.settings import Settings, load_settings

pytestmark = pytest.mark.browser

ARTICLE = '#pr-live .pr-turn[data-state="done"]'
SHEET = "#pr-source .pr-sheet"
ROWS = 60
# Chinese that a reader of the English page sees or hears, but for what is quoted, named or addressed in a notice
REMNANTS = """() => {
  const han = /[\\u4e00-\\u9fff]/, own = "[lang|=zh], .pr-words, .pr-asked, .pr-where, select, script, style, template";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const { data, parentElement: place } = walker.currentNode;
    if (han.test(data) && !place.closest(own) && place.checkVisibility()) found.push(data);
  }
  for (const name of ["title", "placeholder", "data-done", "data-status"]) {
    for (const place of document.querySelectorAll(`[${name}]`)) {
      if (han.test(place.getAttribute(name)) && !place.closest(own)) found.push(place.getAttribute(name));
    }
  }
  return found;
}"""


class Long(Recital):
    """Recites a table that takes several pages of paper."""

    def stream(self, question: str, *, history: object = ()) -> Iterator[Answer]:
        """One snapshot."""
        rows = tuple(("西安", f"第{n}行", "[1]") for n in range(ROWS))
        table = Table(columns=("地区", "金额", "来源"), rows=rows, total=ROWS)
        lines = "\n".join(f"- 第{n}行[1]" for n in range(ROWS))
        yield replace(make_answer(self.notices[0], question), text=f"共 {ROWS} 条：\n\n{lines}", table=table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pondering(Recital):
    """Says what could come next only when it may."""

    may: Event = field(default_factory=Event)

    def quote(self, question: str) -> Answer:
        """As the others do, in its time."""
        self.may.wait(timeout=60)
        return make_answer(self.notices[0], question)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("beside")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    settings = Settings(index=folder / "index")
    notices = (make_notice(filler=40), make_notice(symbol="建市〔2020〕60号"))
    yield from served(Recital(settings=settings, notices=notices))


def copied(page: Page, button: str) -> str:
    """What the button `button` copies."""
    page.evaluate("window.addEventListener('copy', (e) => { window.got = e.clipboardData.getData('text/plain'); })")
    page.locator(button).click()
    return unquote(page.evaluate("window.got"))


def test_a_key_takes_the_focus_into_the_source_and_escape_brings_it_back(page: Page) -> None:
    ask(page, "哪些城市？")
    mark = page.locator("#pr-live .pr-mark", has_text="[1]").first
    mark.press("Enter")
    expect(page.locator(SHEET)).to_be_focused()
    expect(page.locator(f"{SHEET} mark")).to_have_text("西安对试点项目给予最高10万元奖补")
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    mark.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"{SHEET} mark")).to_have_text("最高500万元")
    expect(page.locator(SHEET)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator('#pr-live [data-n="2"]').first).to_be_focused()


def test_a_click_leaves_the_focus_where_it_is(page: Page) -> None:
    ask(page, "哪些城市？")
    page.locator("#pr-live .pr-mark").first.click()
    expect(page.locator(f"{SHEET} mark")).to_be_visible()
    expect(page.locator("#pr-live .pr-mark").first).to_be_focused()


def test_conversations_of_one_name_are_told_apart_and_the_open_one_is_marked(page: Page) -> None:
    for more in (False, True):
        page.locator("#pr-new").click()
        ask(page, "哪些城市？")
        if more:
            ask(page, "那深圳呢？")
        page.wait_for_timeout(1100)  # another second
    page.locator("#pr-past").click()
    lines = page.locator("#pr-history li")
    whole = lines.all_inner_texts()
    times = [re.findall(r"\d\d:\d\d(?::\d\d)?", text) for text in whole]
    assert len(set(whole)) == 2
    assert all(times)
    assert times[0] != times[1]  # to the second, where they were begun in one minute
    expect(lines.nth(0)).to_contain_text("2 问 · 正在看")
    expect(lines.nth(0)).to_contain_text("《清单》列出 2 个城市： 西安：最高10万元。")
    expect(page.locator('#pr-history [aria-current="true"]')).to_have_count(1)


def test_back_closes_the_history(page: Page) -> None:
    ask(page, "哪些城市？")
    page.locator("#pr-past").click()
    expect(page.locator("#pr-history")).to_be_visible()
    page.go_back()
    expect(page.locator("#pr-history")).to_be_hidden()
    expect(page.locator("#pr-greeting")).to_be_visible()


def test_what_was_said_of_an_answer_is_there_again_after_a_reload(page: Page) -> None:
    ask(page, "哪些城市？")
    page.locator("#pr-live .pr-useful").click()
    expect(page.locator("#pr-live .pr-noted")).to_be_visible()
    ask(page, "还有呢？")
    page.locator("#pr-live .pr-wrong").click()
    page.locator("#pr-live .pr-complaint label").first.click()
    page.locator("#pr-live .pr-complaint button").click()
    expect(page.locator("#pr-live .pr-noted")).to_be_visible()
    reload(page)
    expect(page.locator("#pr-log .pr-useful")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#pr-log .pr-noted")).to_have_text("已记下，谢谢；再按“有用”可撤回")
    expect(page.locator("#pr-live .pr-noted")).to_have_text("已记下，并存为评测题草稿 打开草稿")
    expect(page.locator("#pr-live .pr-wrong")).to_be_hidden()
    page.locator("#pr-log .pr-useful").click()
    expect(page.locator("#pr-log .pr-noted")).to_have_text("已撤回")
    reload(page)
    expect(page.locator("#pr-log .pr-useful")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#pr-log .pr-wrong")).to_be_visible()


def test_each_answer_has_an_address_of_its_own(page: Page, browser: Browser, outside: Outside) -> None:
    for question in ("第一问", "第二问", "第三问"):
        ask(page, question)
    link = copied(page, '.pr-turn[data-turn="2"] .pr-link')
    assert "第二问" in link
    assert "第三问" not in link
    theirs = opened(browser, link, outside)
    expect(theirs.locator(ARTICLE)).to_contain_text("第二问")
    expect(theirs.locator(".pr-turn")).to_have_count(2)
    theirs.context.close()


def test_a_source_of_an_earlier_answer_is_open_for_a_colleague_too(
    page: Page, browser: Browser, outside: Outside
) -> None:
    for number in range(8):
        ask(page, f"第 {number} 问")
    page.locator('.pr-turn[data-turn="7"] .pr-mark', has_text="[2]").first.click()
    theirs = opened(browser, address_with(page, "&n=2"), outside)
    expect(theirs.locator(ARTICLE)).to_contain_text("第 6 问")
    expect(theirs.locator(f"{SHEET} mark")).to_have_text("最高500万元")
    theirs.context.close()


def test_an_earlier_question_is_changed_and_what_follows_goes(page: Page) -> None:
    for question in ("第一问", "第二问", "第三问"):
        ask(page, question)
    page.locator("#pr-box textarea").fill("还没写完")
    page.locator('.pr-turn[data-turn="2"] .pr-edit').click()
    expect(page.locator("p.pr-hint")).to_contain_text("正在修改第 2 问")
    expect(page.locator("#pr-box textarea")).to_have_value("第二问")
    page.keyboard.press("Escape")
    expect(page.locator("#pr-box textarea")).to_have_value("还没写完")
    page.locator('.pr-turn[data-turn="2"] .pr-edit').click()
    ask(page, "改过的第二问")
    expect(page.locator(".pr-asked")).to_have_text(["第一问", "改过的第二问"])
    expect(page.locator("#pr-box textarea")).to_have_value("还没写完")
    page.locator("#pr-past").click()
    page.locator("#pr-history-search").fill("第三问")  # the conversation as it was
    expect(page.locator("#pr-history li")).to_contain_text(["3 问"])


def test_what_could_come_next_is_there_again_after_a_reload(page: Page) -> None:
    ask(page, "哪些城市？")
    page.locator("#pr-live .pr-next").first.wait_for()  # they come once the answer is there
    proposed = page.locator("#pr-live .pr-next").all_inner_texts()
    reload(page)
    expect(page.locator("#pr-live .pr-next")).to_have_text(proposed)


def test_an_answer_that_is_there_is_used_while_what_could_come_next_is_not(
    browser: Browser, outside: Outside, folder: Path
) -> None:
    sent: list[str] = []
    pondering = Pondering(settings=Settings(index=folder / "index"), notices=(make_notice(),))
    for address in served(pondering):
        page = opened(browser, address, outside)
        page.on("request", lambda request: sent.append(request.url))
        ask(page, "哪些城市？")
        page.locator("#pr-live .pr-useful").click()
        expect(page.locator("#pr-live .pr-noted")).to_be_visible()
        page.locator("#pr-live th button", has_text="地区").click()
        order = page.locator('#pr-live td[data-column="地区"]')
        expect(order).to_have_text(["深圳", "西安"])
        pondering.may.set()
        expect(page.locator("#pr-live .pr-next").first).to_be_visible()
        expect(page.locator("#pr-live .pr-noted")).to_be_visible()
        expect(order).to_have_text(["深圳", "西安"])
        pondering.may.clear()
        ask(page, "还有呢？")
        ask(page, "那深圳呢？")
        expect(page.locator("#pr-live .pr-words")).to_contain_text("前面已有 4 条消息")
        page.locator("#pr-new").click()
        pondering.may.set()
        page.locator("#pr-past").click()
        page.locator(".pr-reopen").click()
        expect(page.locator(".pr-asked")).to_have_text(["哪些城市？", "还有呢？", "那深圳呢？"])
        expect(page.locator("#pr-live .pr-next").first).to_be_visible()
        assert sum(url.endswith("/turn") for url in sent) == 3  # what was answered is not asked again
        page.context.close()


def test_the_next_question_stays_while_what_was_before_it_is_painted(page: Page) -> None:
    ask(page, "哪些城市？")
    paint, late = re.compile(r"/turns$"), list[Route]()
    page.route(paint, lambda route: late.append(route))
    with page.expect_request(paint):
        reload(page)
    ask(page, "还有呢？")
    with page.expect_response(paint):
        late[0].fallback()
    page.unroute(paint)
    expect(page.locator(".pr-asked")).to_have_text(["哪些城市？", "还有呢？"])
    ask(page, "没完，慢慢说", state="writing")
    page.route(paint, lambda route: late.append(route))
    with page.expect_request(paint):
        page.locator("#pr-stop").click()
    ask(page, "那深圳呢？")
    with page.expect_response(paint):
        late[1].fallback()
    page.unroute(paint)
    expect(page.locator('#pr-log .pr-turn[data-state="stopped"]')).to_contain_text("没完，慢慢说")
    expect(page.locator(ARTICLE)).to_contain_text("那深圳呢？")


def test_what_a_link_asks_is_left_where_somebody_goes_elsewhere(
    browser: Browser, address: str, outside: Outside
) -> None:
    page = opened(browser, f"{address}#/ask?c=other&q=慢慢说&q=第二问", outside)
    page.locator('#pr-live .pr-turn[data-state="writing"]').wait_for()
    page.locator("#pr-new").click()
    page.wait_for_timeout(300)
    expect(page.locator(".pr-turn")).to_have_count(0)
    expect(page.locator("#pr-greeting")).to_be_visible()
    page.context.close()


def test_no_word_of_a_button_breaks_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "哪些城市？")
    heights = page.locator("#pr-live .pr-actions button").evaluate_all(
        "buttons => buttons.filter(b => b.offsetParent).map(b => b.offsetHeight)"
    )
    assert len(heights) > 5
    assert len(set(heights)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_source_bar_of_a_phone_names_the_whole_place(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "哪些城市？")
    page.locator("#pr-live .pr-mark").first.click()
    place = page.locator("#pr-source .pr-where")
    expect(place).to_have_text("来源 1/2　一（一）1 · 建办市函〔2025〕190号")
    assert place.evaluate("p => p.scrollWidth <= p.clientWidth")


def test_the_head_of_a_table_stands_on_each_sheet_of_paper(browser: Browser, outside: Outside) -> None:
    for address in served(Long(settings=Settings(), notices=(make_notice(),))):
        page = opened(browser, address, outside)
        ask(page, "哪些城市？")
        page.evaluate("window.print = () => {}")
        page.locator("#pr-live .pr-print").evaluate("button => button.click()")
        sheets = [sheet.extract_text() for sheet in pdfplumber.open(io.BytesIO(page.pdf(format="A4"))).pages]
        page.context.close()
        with_rows = [text for text in sheets if re.search(r"第\d+行", text)]
        assert len(with_rows) > 1
        assert all("地区 金额 来源" in text for text in with_rows)
        assert len(re.findall(r"第\d+行", "".join(with_rows))) == ROWS  # the text that lists the same is left out


def test_the_english_page_has_no_chinese_but_that_of_the_notices(
    browser: Browser, outside: Outside, built: Built
) -> None:
    for address in served(Assistant.open(load_settings(corpus=CORPUS, index=built.folder))):
        page = opened(browser, f"{address}en/", outside, locale="en")
        for question in (
            *page.locator("button.pr-example").all_inner_texts(),
            "哪些城市给予资金补贴？",
            "火星有几颗卫星？",
        ):
            ask(page, question)
            if page.locator("#pr-live .pr-mark").count():
                page.locator("#pr-live .pr-mark").first.click()
                expect(page.locator(f"{SHEET} mark").first).to_be_visible()
            assert page.evaluate(REMNANTS) == []
        page.locator("#pr-past").click()
        page.locator("#pr-history-close").click()
        go(page, "settings")
        page.locator("#pr-in-use dl").wait_for()
        assert page.evaluate(REMNANTS) == []
        page.context.close()


def test_an_error_comes_in_the_language_of_the_page(browser: Browser, address: str, outside: Outside) -> None:
    page = opened(browser, f"{address}en/", outside, locale="en")
    ask(page, "坏", state="failed")
    expect(page.locator("#pr-live .pr-trouble")).to_contain_text("The model did not answer within 60 s.")
    ask(page, "错", state="failed")
    expect(page.locator("#pr-live .pr-trouble")).to_contain_text("The program failed before it could answer.")
    assert page.evaluate(REMNANTS) == []
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_is_found(
    browser: Browser, address: str, outside: Outside, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, address, outside)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    reload(page)
    expect(page.locator("body.dark")).to_have_count(1 if scheme == "dark" else 0)
    assert barriers(page) == []
    ask(page, "哪些城市？")
    ask(page, "那深圳呢？")
    page.locator("#pr-live .pr-wrong").click()
    assert barriers(page) == []
    page.locator("#pr-live .pr-mark").first.click()
    expect(page.locator(f"{SHEET} mark")).to_be_visible()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.locator("#pr-past").click()
    assert barriers(page) == []
    page.context.close()


def test_nothing_left_the_machine(page: Page, outside: Outside) -> None:
    page.wait_for_timeout(300)
    assert outside == Outside()
