"""The 问答 tab in headless Chromium, with everything but this machine out of reach."""

import io
import re
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from browsing import Outside, ask, colours, opened, served
from conftest import CORPUS, Built
from page_sample import Recital, make_answer, make_notice
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from rag.address import path_label
from rag.answer.ask import Assistant
from rag.domain import Answer, Table
from rag.settings import Settings, load_settings

pytestmark = pytest.mark.browser

DEEP_BLUE = (31, 74, 128)
QUOTE_YELLOW = (255, 224, 138)
HOSTILE = '<img src="http://evil.example/q.png"><script>fetch("http://evil.example/q")</script>'


class Hostile(Recital):
    """Recites an answer and a notice that try to reach another host."""

    def stream(self, question: str, *, history: object = ()) -> Iterator[Answer]:
        """One snapshot full of addresses."""
        table = Table(columns=(HOSTILE, "来源"), rows=((HOSTILE, "[1]"), ("=1+1", "[2]")), total=2)
        text = f"![图](http://evil.example/a.png) {HOSTILE} <style>@import 'http://evil.example'</style>[1]"
        yield replace(make_answer(self.notices[0], question), text=text, table=table)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    yield from served(Recital(settings=Settings(max_question=60), notices=(make_notice(filler=60),)))


@pytest.fixture(scope="module")
def shared_page(browser: Browser, address: str, outside: Outside) -> Iterator[Page]:
    page = opened(browser, address, outside)
    yield page
    page.context.close()


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The page with an empty conversation, wide, nothing open."""
    shared_page.set_viewport_size({"width": 1440, "height": 900})
    shared_page.keyboard.press("Escape")
    if shared_page.locator(".pr-turn").count():
        shared_page.locator("#pr-new").click()
        expect(shared_page.locator(".pr-turn")).to_have_count(0)
    expect(shared_page.locator("#pr-greeting")).to_be_visible()
    shared_page.locator("#pr-box textarea").fill("")
    return shared_page


def test_the_page_is_painted_in_two_columns_without_sideways_scrolling(page: Page) -> None:
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    assert picture.size == (1440, 900)
    assert picture.getpixel((700, 8)) == DEEP_BLUE
    assert picture.getpixel((1200, 800)) == (255, 255, 255)
    assert len(picture.getcolors(maxcolors=10**6) or ()) > 50
    assert page.evaluate("document.documentElement.scrollWidth") == 1440
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.title() == "政策问答"


def test_a_click_on_a_mark_shows_the_item_in_its_place(page: Page) -> None:
    ask(page, "哪些城市给予奖补？")
    page.locator("#pr-live .pr-mark", has_text="[2]").first.click()
    mark = page.locator("#pr-source .pr-sheet mark")
    expect(mark).to_have_text("最高500万元")
    expect(mark).to_be_in_viewport()
    expect(page.locator("#pr-source .pr-item.is-cited")).to_have_attribute("data-path", "一（一）2")
    expect(page.locator("#pr-source .pr-where")).to_have_text("来源 2/2　一（一）2 · 建办市函〔2025〕190号")
    expect(page.locator("#pr-source .pr-text")).to_contain_text("附59. 各地应当加强组织领导")
    page.wait_for_timeout(500)
    assert QUOTE_YELLOW in colours(page, "#pr-source .pr-sheet mark")


def test_the_steps_lead_from_source_to_source(page: Page) -> None:
    ask(page, "哪些城市给予奖补？")
    page.locator("#pr-live .pr-cite").first.click()
    expect(page.locator("#pr-source .pr-previous")).to_be_disabled()
    page.locator("#pr-source .pr-following").click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_text("最高500万元")
    expect(page.locator("#pr-source .pr-following")).to_be_disabled()
    page.locator("#pr-source .pr-previous").click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_text("西安对试点项目给予最高10万元奖补")


def test_a_keyboard_alone_asks_and_opens_a_source(page: Page) -> None:
    ask(page, "哪些城市给予奖补？")
    expect(page.locator("#pr-box textarea")).to_be_focused()
    page.locator("#pr-live .pr-mark").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_text("西安对试点项目给予最高10万元奖补")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_text("最高500万元")
    page.keyboard.press("/")
    expect(page.locator("#pr-box textarea")).to_be_focused()


def test_a_notice_is_read_from_the_list_and_jumped_through(page: Page) -> None:
    page.locator("#pr-source .pr-open").click()
    page.locator("#pr-source .pr-jump").last.click()
    expect(page.locator('#pr-source [data-at="66"]')).to_be_in_viewport()
    page.locator("#pr-source .pr-all").click()
    expect(page.locator("#pr-source .pr-catalog")).to_be_visible()


def test_a_new_question_comes_to_the_top_of_the_conversation(page: Page) -> None:
    for question in ("第一问", "第二问", "第三问"):
        ask(page, question)
    page.wait_for_timeout(300)
    top = page.evaluate("document.querySelector('#pr-scroll').getBoundingClientRect().top")
    box = page.locator("#pr-live .pr-question").bounding_box()
    assert box is not None
    assert top <= box["y"] < top + 60


def test_nothing_jumps_while_an_answer_grows(page: Page) -> None:
    ask(page, "第一问")
    page.evaluate(
        """() => { window.jumps = []; new PerformanceObserver((list) => window.jumps.push(
            ...list.getEntries().filter((entry) => !entry.hadRecentInput).map((entry) => entry.value)
        )).observe({ type: "layout-shift" }); }"""
    )
    ask(page, "慢慢说")
    page.wait_for_timeout(200)
    assert sum(page.evaluate("window.jumps")) < 0.01


def test_a_new_question_takes_the_last_answers_source_out_of_the_panel(page: Page) -> None:
    ask(page, "哪些城市给予奖补？")
    page.locator("#pr-live .pr-cite").first.click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_be_visible()
    ask(page, "没完，慢慢说", state="writing")
    expect(page.locator("#pr-source .pr-sheet .pr-catalog")).to_be_visible()
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_count(0)
    expect(page.locator("#pr-source .pr-where")).to_have_text("原文")
    expect(page.locator("#pr-source .pr-steps")).to_be_hidden()
    page.locator("#pr-stop").click()
    page.locator("#pr-live .pr-cite").first.click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_be_visible()
    page.locator("#pr-new").click()
    expect(page.locator("#pr-source .pr-sheet .pr-catalog")).to_be_visible()
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_count(0)


def test_a_source_that_is_still_being_opened_does_not_come_after_a_new_question(page: Page) -> None:
    ask(page, "哪些城市给予奖补？")
    source, late = re.compile(r"/source\?"), list[Route]()
    page.route(source, lambda route: late.append(route))
    page.evaluate("document.querySelector('#pr-live .pr-cite').dataset.end -= 1")  # one that is not kept yet
    with page.expect_request(source):
        page.locator("#pr-live .pr-cite").first.click()
    ask(page, "再问")
    with page.expect_response(source):
        late[0].fallback()
    page.unroute(source)
    page.wait_for_timeout(300)
    expect(page.locator("#pr-source .pr-sheet .pr-catalog")).to_be_visible()
    expect(page.locator("#pr-source .pr-where")).to_have_text("原文")


def test_an_answer_of_a_server_that_hangs_is_stopped_at_once(page: Page) -> None:
    held = list[Route]()
    for path in ("turn", "turns"):
        page.route(re.compile(rf"/{path}$"), lambda route: held.append(route))  # and never answer
    ask(page, "哪些城市？", state="waiting")
    page.wait_for_timeout(700)
    with page.expect_event("requestfailed"):
        page.locator("#pr-stop").click()
    stopped = page.locator('#pr-live [data-state="stopped"]')
    expect(stopped.locator(".pr-stopped")).to_have_text("已停止，以上内容不完整")
    expect(stopped.locator(".pr-waiting")).to_have_count(0)
    for path in ("turn", "turns"):
        page.unroute(re.compile(rf"/{path}$"))
    stopped.locator(".pr-retry").click()
    page.locator('#pr-live .pr-turn[data-state="done"]').wait_for()
    expect(page.locator(".pr-turn")).to_have_count(1)


def test_an_answer_can_be_stopped_and_the_box_stays_free(page: Page) -> None:
    ask(page, "没完，慢慢说", state="writing")
    page.locator("#pr-box textarea").press_sequentially("下一问")
    page.locator("#pr-stop").click()
    expect(page.locator('#pr-live [data-state="stopped"]')).to_contain_text("已停止，以上内容不完整")
    expect(page.locator("#pr-send")).to_be_visible()
    expect(page.locator("#pr-box textarea")).to_have_value("下一问")
    ask(page, "再问")
    expect(page.locator("#pr-log .pr-turn")).to_have_count(1)
    expect(page.locator("#pr-live .pr-words")).to_contain_text("前面已有 2 条消息")


def test_an_error_is_shown_in_words_and_the_next_question_works(page: Page) -> None:
    ask(page, "坏", state="failed")
    expect(page.locator(".pr-trouble")).to_contain_text("请稍后再试，或改用无模型模式。")
    ask(page, "错", state="failed")
    expect(page.locator("#pr-live .pr-trouble")).to_contain_text("程序出错，未能完成作答。")
    ask(page, "哪些城市？")


def test_an_example_is_one_click(page: Page) -> None:
    example = page.locator("button.pr-example").first
    text = example.inner_text()
    example.click()
    page.locator('#pr-live .pr-turn[data-state="done"]').wait_for()
    expect(page.locator(".pr-question")).to_contain_text(text)
    expect(page.locator("#pr-greeting")).to_be_hidden()


def test_enter_that_chooses_a_word_of_an_input_method_does_not_ask(page: Page) -> None:
    box = page.locator("#pr-box textarea")
    box.fill("zhineng")
    composing = {"key": "Enter", "bubbles": True, "cancelable": True, "isComposing": True}
    box.dispatch_event("keydown", composing)
    page.wait_for_timeout(400)
    expect(page.locator(".pr-turn")).to_have_count(0)
    expect(box).to_have_value("zhineng")


def test_a_question_that_is_too_long_is_not_sent_and_not_lost(page: Page) -> None:
    box = page.locator("#pr-box textarea")
    box.fill("长" * 61)
    expect(page.locator("p.pr-hint")).to_have_text("已超过 60 字的上限，请精简问题")
    box.press("Enter")
    page.locator("#pr-send").click()
    page.wait_for_timeout(300)
    expect(page.locator(".pr-turn")).to_have_count(0)
    expect(box).to_have_value("长" * 61)


def test_an_answer_is_copied_with_its_sources(page: Page) -> None:
    page.evaluate("document.addEventListener('copy', (e) => setTimeout(() => 0), true)")
    ask(page, "哪些城市？")
    page.locator(".pr-copy").click()
    expect(page.locator(".pr-copy")).to_have_text("已复制")
    page.locator("#pr-box textarea").focus()
    page.keyboard.press("Control+V")
    box = page.locator("#pr-box textarea")
    expect(box).to_have_value(re.compile(re.escape("西安：最高10万元。[1]")))
    note = "[2] 发展智能建造可复制经验做法清单（第四批） 建办市函〔2025〕190号 一（一）2：“…最高500万元”"
    expect(box).to_have_value(re.compile(re.escape(note)))


def test_a_narrow_screen_shows_the_source_over_the_conversation(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "哪些城市给予奖补？")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#pr-source")).to_be_hidden()
    page.locator("#pr-live .pr-mark").first.click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_be_in_viewport()
    expect(page.locator("#pr-source .pr-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pr-source")).to_be_hidden()
    expect(page.locator("#pr-live .pr-mark").first).to_be_focused()


def test_back_closes_the_source_that_covers_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "哪些城市给予奖补？")
    source, mark = page.locator("#pr-source"), page.locator("#pr-live .pr-mark").first
    mark.click()
    expect(source).to_be_visible()
    page.go_back()
    expect(source).to_be_hidden()
    expect(mark).to_be_focused()
    expect(page).not_to_have_url(re.compile("&n="))
    page.go_forward()
    expect(page.locator("#pr-source .pr-sheet mark")).to_be_in_viewport()
    page.locator("#pr-source .pr-close").click()
    expect(source).to_be_hidden()
    mark.click()
    page.locator("#pr-source .pr-following").click()
    page.keyboard.press("Escape")
    expect(source).to_be_hidden()
    expect(page.locator("#pr-live .pr-turn")).to_contain_text("哪些城市给予奖补？")


def test_the_english_page_finds_its_sources_too(page: Page, address: str) -> None:
    page.locator(".pr-brand .pr-language").click()
    page.wait_for_url(f"{address}en/**")
    page.locator("body.pr-ready").wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"
    ask(page, "哪些城市？")
    page.locator("#pr-live .pr-mark").first.click()
    expect(page.locator("#pr-source .pr-where")).to_have_text("Source 1/2: 一（一）1 · 建办市函〔2025〕190号")
    page.locator(".pr-brand .pr-language").click()
    page.wait_for_url(f"{address}#**")
    page.locator("#pr-live .pr-turn").wait_for()


def test_the_first_words_are_there_at_once_and_the_page_before(
    browser: Browser, outside: Outside, built: Built
) -> None:
    assistant = Assistant.open(load_settings(corpus=CORPUS, index=built.folder))
    for address in served(assistant):
        page = opened(browser, address, outside)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        page.evaluate(
            """() => {
              const words = () => document.querySelector("#pr-live .pr-words")?.textContent.trim();
              new MutationObserver(() => { if (words()) window.seen ||= performance.now(); })
                .observe(document.querySelector("#pr-live"), { childList: true, subtree: true });
            }"""
        )
        waits: list[float] = []
        for question in page.locator("button.pr-example").all_inner_texts():
            page.locator("#pr-box textarea").fill(question)
            page.evaluate("window.seen = 0; window.sent = performance.now()")
            page.locator("#pr-send").evaluate("button => button.click()")
            page.locator('#pr-live .pr-turn[data-state="done"]', has_text=question).wait_for()
            waits.append(page.evaluate("window.seen - window.sent"))
        page.context.close()
        assert paint < 2000
        assert 0 < min(waits) < 300  # the best of several: the machine may be busy with something else


def test_a_notice_without_a_number_is_copied_by_its_title_alone(browser: Browser, outside: Outside) -> None:
    title = make_notice().title
    for address in served(Recital(settings=Settings(), notices=(make_notice(symbol=title),))):
        page = opened(browser, address, outside)
        ask(page, "哪些城市？")
        page.locator(".pr-copy").click()
        page.locator("#pr-box textarea").focus()
        page.keyboard.press("Control+V")
        note = f"[2] {title} 一（一）2：“…最高500万元”"
        expect(page.locator("#pr-box textarea")).to_have_value(re.compile(re.escape(note)))
        page.context.close()


def test_a_hostile_question_answer_and_notice_reach_nobody(browser: Browser, outside: Outside) -> None:
    notice = replace(make_notice(), title=HOSTILE, issuer=HOSTILE)
    for address in served(Hostile(settings=Settings(), notices=(notice,))):
        page = opened(browser, address, outside)
        ask(page, HOSTILE)
        page.locator("#pr-live .pr-mark").first.click()
        expect(page.locator("#pr-source .pr-sheet mark")).to_be_visible()
        assert page.locator(".pr-turn img, .pr-turn script, .pr-turn style, .pr-turn a, .pr-panel img").count() == 0
        page.context.close()


def test_the_real_assistant_is_checked_in_the_real_notices(browser: Browser, outside: Outside, built: Built) -> None:
    assistant = Assistant.open(load_settings(corpus=CORPUS, index=built.folder))
    for address in served(assistant):
        page = opened(browser, address, outside)
        for question in page.locator("button.pr-example").all_inner_texts():
            ask(page, question)
            answer = assistant.ask(question)
            assert answer.citations
            for citation in (answer.citations[0], answer.citations[-1]):
                page.locator(f'#pr-live .pr-cite[data-n="{citation.n}"]').evaluate("button => button.click()")
                expect(page.locator("#pr-source .pr-where")).to_contain_text(f" {citation.n}/{len(answer.citations)}")
                expect(page.locator("#pr-source .pr-where")).to_contain_text(path_label(citation.path))
                marked = "".join(page.locator("#pr-source .pr-sheet mark").all_inner_texts())
                assert "".join(marked.split()) == "".join(citation.quote.split())
                expect(page.locator("#pr-source .pr-sheet mark").first).to_be_in_viewport()
        page.context.close()


def test_nothing_left_the_machine(page: Page, outside: Outside) -> None:
    time.sleep(0.5)
    assert outside == Outside()
