"""Addresses, history, lost connections and the tabs in headless Chromium."""

import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import uvicorn
from browsing import Outside, address_with, ask, opened, press_twice, reload, served
from page_sample import Recital, make_notice
from playwright.sync_api import Browser, Page, expect

from eval.drafts import read_drafts
from rag.settings import Settings
from ui.app import build_app
from ui.listen import listen, page_address

pytestmark = pytest.mark.browser

ARTICLE = '#pr-live .pr-turn[data-state="done"]'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("beside")


def recital(folder: Path) -> Recital:
    settings = Settings(index=folder / "index")
    return Recital(settings=settings, notices=(make_notice(filler=40), make_notice(symbol="建市〔2020〕60号")))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    yield from served(recital(folder))


def test_a_conversation_is_there_again_after_a_reload_and_goes_on(page: Page) -> None:
    ask(page, "哪些城市给予奖补？")
    ask(page, "那深圳呢？")
    reload(page)
    expect(page.locator(".pr-question")).to_have_count(2)
    expect(page.locator(ARTICLE)).to_contain_text("那深圳呢？")
    expect(page.locator("#pr-welcome")).to_be_hidden()
    page.locator("#pr-live .pr-mark").first.click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_have_text("西安对试点项目给予最高10万元奖补")
    ask(page, "第三问")
    expect(page.locator("#pr-live .pr-words")).to_contain_text("前面已有 4 条消息")


def test_another_conversation_is_opened_while_an_answer_grows(page: Page) -> None:
    ask(page, "第一件事")
    page.locator("#pr-new").click()
    ask(page, "慢慢说", state="writing")
    page.go_back()
    page.go_back()
    expect(page.locator(ARTICLE)).to_contain_text("第一件事")
    ask(page, "接着问")
    expect(page.locator("#pr-live .pr-words")).to_contain_text("前面已有 2 条消息")
    page.locator("#pr-past").click()
    page.locator(".pr-reopen", has_text="慢慢说").click()
    expect(page.locator(ARTICLE)).to_contain_text("慢慢说", timeout=15_000)


def test_what_another_version_kept_is_asked_anew(page: Page) -> None:
    ask(page, "第一件事")
    page.evaluate(
        """() => { const name = Object.keys(localStorage).find((key) => key.includes("talk/"));
        localStorage.setItem(name, JSON.stringify({ turns: [{ question: "第一件事", state: 7 }] })); }"""
    )
    reload(page)
    expect(page.locator(ARTICLE)).to_contain_text("第一件事")


def test_what_is_typed_is_there_again_after_a_reload(page: Page) -> None:
    page.locator("#pr-box textarea").fill("还没写完的问")
    reload(page)
    expect(page.locator("#pr-box textarea")).to_have_value("还没写完的问")
    ask(page, "还没写完的问题")
    reload(page)
    expect(page.locator("#pr-box textarea")).to_have_value("")


def test_a_link_shows_a_colleague_the_same_answer_and_source(
    page: Page, browser: Browser, address: str, outside: Outside
) -> None:
    ask(page, "哪些城市给予奖补？")
    page.locator("#pr-live .pr-mark", has_text="[2]").first.click()
    link = address_with(page, "&n=2")
    assert "哪些城市给予奖补？" in unquote(link)
    theirs = opened(browser, link, outside)
    expect(theirs.locator(ARTICLE)).to_contain_text("哪些城市给予奖补？")
    expect(theirs.locator("#pr-source .pr-sheet mark")).to_have_text("最高500万元")
    theirs.context.close()


def test_back_and_forward_lead_through_the_views(page: Page) -> None:
    ask(page, "哪些城市给予奖补？")
    page.locator(".pr-brand nav a", has_text="政策库").click()
    page.locator("#pr-library .pr-open").first.click()
    expect(page.locator("#pr-library .pr-notice")).to_be_visible()
    page.go_back()
    expect(page.locator("#pr-library .pr-catalog")).to_be_visible()
    page.go_back()
    expect(page.locator(ARTICLE)).to_be_visible()
    expect(page.locator("#pr-library")).to_be_hidden()
    ask(page, "那深圳呢？")
    mark = page.locator('.pr-turn[data-turn="1"] .pr-mark').first
    mark.click()
    expect(page.locator("#pr-source .pr-sheet mark")).to_be_visible()
    page.locator(".pr-brand nav a", has_text="对照").click()
    page.locator(".pr-brand nav a", has_text="问答").click()
    expect(page.locator(".pr-turn")).to_have_count(2)
    for _ in range(2):
        page.go_back()
    expect(page.locator("#pr-source .pr-sheet mark")).to_be_visible()
    page.go_back()
    expect(page.locator("#pr-source .pr-catalog")).to_be_visible()
    expect(page.locator(".pr-turn")).to_have_count(2)
    page.go_back()
    assert page.url.count("q=") == 1
    page.go_back()
    expect(page.locator("#pr-library .pr-notice")).to_be_hidden()
    expect(page.locator("#pr-greeting")).to_be_visible()
    page.go_forward()
    expect(page.locator(ARTICLE)).to_be_visible()


def test_a_double_click_asks_once_and_stops_nothing(page: Page) -> None:
    page.locator("#pr-box textarea").fill("慢慢问，没完")
    page.locator("#pr-send").dblclick()
    expect(page.locator('#pr-live .pr-turn[data-state="writing"]')).to_be_visible()
    page.wait_for_timeout(700)
    page.locator("#pr-stop").click()
    expect(page.locator('#pr-live .pr-turn[data-state="stopped"]')).to_be_visible()


def test_a_double_click_deletes_nothing_and_escape_takes_the_first_press_back(page: Page) -> None:
    ask(page, "留着")
    page.locator("#pr-past").click()
    for button, usual, what in ((".pr-forget", "×", "删除"), ("#pr-forget-all", "全部删除", "全部删除")):
        page.locator(button).dblclick()
        expect(page.locator(button)).to_have_text(f"再按一次，{what}")
        page.keyboard.press("Escape")
        expect(page.locator(button)).to_have_text(usual)
    expect(page.locator("#pr-history li")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#pr-history")).to_be_hidden()


def test_what_two_tabs_ask_in_one_conversation_is_all_kept(page: Page) -> None:
    ask(page, "第一问")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(ARTICLE)).to_contain_text("第一问")
    for tab, question in ((page, "这边问"), (other, "那边问")):
        tab.locator("#pr-box textarea").fill(question)
        tab.locator("#pr-box textarea").press("Enter")
    for tab, question in ((page, "这边问"), (other, "那边问")):
        expect(tab.locator(".pr-turn", has_text=question)).to_have_attribute("data-state", "done")
    reload(page)
    expect(page.locator(".pr-asked")).to_have_text(["第一问", "这边问", "那边问"])


def test_the_history_is_searched_opened_and_deleted(page: Page) -> None:
    for question in ("第一件事", "第二件事"):
        ask(page, question)
        page.locator("#pr-new").click()
    page.locator("#pr-past").click()
    expect(page.locator("#pr-history li strong")).to_have_text(["第二件事", "第一件事"])
    page.locator("#pr-history-search").fill("第一")
    expect(page.locator("#pr-history li")).to_have_count(1)
    page.locator(".pr-reopen").click()
    expect(page.locator("#pr-history")).to_be_hidden()
    expect(page.locator(ARTICLE)).to_contain_text("第一件事")
    page.locator("#pr-past").click()
    page.locator("#pr-history-search").fill("第一")
    press_twice(page.locator(".pr-forget"))
    expect(page.locator("#pr-history-none")).to_have_text("没有找到")
    expect(page.locator("#pr-greeting")).to_be_visible()
    page.locator("#pr-history-search").fill("")
    press_twice(page.locator("#pr-forget-all"))
    expect(page.locator("#pr-history-none")).to_have_text("还没有记录")
    kept = page.evaluate("Object.keys(localStorage).filter((name) => name.includes('talk/')).length")
    assert kept == 0


def test_nothing_of_a_conversation_lies_on_the_server(page: Page, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    ask(page, "不留痕迹")
    assert sorted(folder.rglob("*")) == before


def test_the_last_question_is_asked_again_or_changed(page: Page) -> None:
    ask(page, "哪些城市？")
    page.locator("#pr-live .pr-retry").click()
    expect(page.locator(ARTICLE)).to_be_visible()
    expect(page.locator(".pr-turn")).to_have_count(1)
    page.locator("#pr-live .pr-edit").click()
    expect(page.locator("#pr-box textarea")).to_have_value("哪些城市？")
    expect(page.locator("p.pr-hint")).to_contain_text("正在修改第 1 问")
    page.keyboard.press("Escape")
    expect(page.locator("p.pr-hint")).to_have_text("回车提问，Shift + 回车换行")
    page.locator("#pr-live .pr-edit").click()
    ask(page, "哪些城市给予奖补？")
    expect(page.locator(".pr-turn")).to_have_count(1)


def test_what_could_come_next_is_one_click(page: Page) -> None:
    ask(page, "哪些城市？")
    page.locator("#pr-live .pr-next").first.click()
    expect(page.locator(".pr-turn")).to_have_count(2)
    expect(page.locator(ARTICLE)).to_be_visible()


def test_the_notices_are_chosen_by_chips_that_a_link_carries(page: Page, browser: Browser, outside: Outside) -> None:
    page.locator("#pr-scope .pr-chip", has_text="不含已废止、失效").click()
    ask(page, "哪些城市？")
    expect(page.locator("#pr-live .pr-scoped")).to_have_text("范围：不含已废止、失效")
    assert "in_force=true" in page.url
    reload(page)
    expect(page.locator("#pr-scope input")).to_be_checked()
    theirs = opened(browser, page.url, outside)
    expect(theirs.locator("#pr-live .pr-scoped")).to_have_text("范围：不含已废止、失效")
    theirs.context.close()
    page.locator("#pr-scope button").click()
    ask(page, "那全部呢？")
    expect(page.locator("#pr-live .pr-scoped")).to_have_count(0)


def test_one_notice_alone_is_asked_and_a_link_carries_it(page: Page, browser: Browser, outside: Outside) -> None:
    page.locator("#pr-scope [name=notices]").select_option("建市〔2020〕60号")
    ask(page, "哪些城市？")
    expect(page.locator("#pr-live .pr-scoped")).to_have_text("范围：建市〔2020〕60号")
    assert page.locator("#pr-live .pr-cite").first.get_attribute("data-doc") == "建市〔2020〕60号"
    theirs = opened(browser, page.url, outside)
    expect(theirs.locator("#pr-live .pr-scoped")).to_have_text("范围：建市〔2020〕60号")
    expect(theirs.locator("#pr-scope [name=notices]")).to_have_value("建市〔2020〕60号")
    theirs.context.close()


def test_a_mark_shows_its_source_in_a_card_to_mouse_and_keyboard(page: Page) -> None:
    ask(page, "哪些城市？")
    mark, card = page.locator("#pr-live .pr-mark", has_text="[2]").first, page.locator("#pr-card")
    mark.hover()
    expect(card).to_be_visible()
    for words in ("发展智能建造可复制经验做法清单（第四批）", "一（一）2", "最高500万元"):
        expect(card).to_contain_text(words)
    page.mouse.move(5, 400)
    expect(card).to_be_hidden()
    page.locator("#pr-live .pr-sort").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator("#pr-live .pr-mark").first).to_be_focused()
    expect(card).to_contain_text("最高10万元奖补")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_table_is_put_in_order_by_its_sums_and_back(page: Page) -> None:
    ask(page, "哪些城市？")
    head = page.locator("#pr-live th", has_text="金额")
    places = page.locator('#pr-live td[data-column="地区"]')
    head.locator("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(places).to_have_text(["西安", "深圳"])
    head.locator("button").click()
    expect(places).to_have_text(["深圳", "西安"])
    head.locator("button").click()
    expect(places).to_have_text(["西安", "深圳"])
    assert head.get_attribute("aria-sort") is None


@pytest.mark.parametrize(("face", "inner"), [("Word", "word/footnotes.xml"), ("Excel", "xl/workbook.xml")])
def test_an_answer_is_saved_as_a_file(page: Page, face: str, inner: str) -> None:
    ask(page, "哪些城市？")
    with page.expect_download() as download:
        page.locator("#pr-live .pr-file", has_text=face).click()
    assert download.value.suggested_filename.startswith("哪些城市？.")
    assert inner in zipfile.ZipFile(download.value.path()).namelist()


def test_print_shows_the_answer_alone_and_unfolded(page: Page) -> None:
    ask(page, "第一问")
    ask(page, "第二问")
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.locator("#pr-live .pr-print").evaluate("button => button.click()")
    expect(page.locator("#pr-live .pr-enumeration tr", has_text="深圳")).to_be_visible()
    expect(page.locator("#pr-live .pr-fold")).to_be_hidden()  # it says once more what the table says
    expect(page.locator("#pr-live .pr-fold[open]")).to_have_count(1)
    expect(page.locator(".pr-turn", has_text="第一问")).to_be_hidden()
    expect(page.locator("#pr-ask")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".pr-turn", has_text="第一问")).to_be_visible()
    expect(page.locator(".pr-fold[open]")).to_have_count(0)


def test_what_is_wrong_becomes_a_draft(page: Page, folder: Path) -> None:
    ask(page, "哪些城市？")
    page.locator("#pr-live .pr-wrong").click()
    page.locator("#pr-live .pr-complaint label", has_text="漏了内容").click()
    page.locator("#pr-live .pr-complaint textarea").fill("少了保定")
    page.locator("#pr-live .pr-complaint button").click()
    expect(page.locator("#pr-live .pr-noted")).to_have_text("已记下，并存为评测题草稿 打开草稿")
    assert [case.question for case in read_drafts(folder / "drafts")] == ["哪些城市？"]
    ask(page, "还有哪些？")
    page.locator("#pr-live .pr-useful").click()
    expect(page.locator("#pr-live .pr-noted")).to_have_text("已记下，谢谢；再按“有用”可撤回")
    page.locator("#pr-live .pr-useful").click()
    expect(page.locator("#pr-live .pr-noted")).to_have_text("已撤回")
    expect(page.locator("#pr-live .pr-wrong")).to_be_visible()
    lines = (folder / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["wrong", "useful", "withdrawn"]
    assert json.loads(lines[1])["history"][0]["content"] == "哪些城市？"


class Restartable:
    """A server that can be taken away and brought back at the same address."""

    def __init__(self, assistant: Recital) -> None:
        self.assistant = assistant
        self.port = 0
        self.start()

    def start(self) -> None:
        listener = listen("127.0.0.1", self.port)
        self.address = page_address(listener)
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(build_app(self.assistant), log_level="critical", timeout_graceful_shutdown=0)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listener]}, daemon=True)
        self.thread.start()
        self.listener = listener

    def stop(self) -> None:
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(timeout=10)
        self.listener.close()


def test_a_restarted_server_is_told_and_the_question_is_asked_again(
    browser: Browser, outside: Outside, folder: Path
) -> None:
    host = Restartable(recital(folder))
    page = opened(browser, host.address, outside)
    ask(page, "哪些城市？")
    page.locator("#pr-box textarea").fill("慢慢说")
    page.keyboard.press("Enter")
    page.locator('#pr-live .pr-turn[data-state="writing"]').wait_for()
    page.locator("#pr-box textarea").fill("正在写的下一问")
    host.stop()
    expect(page.locator("#pr-line")).to_contain_text("与服务的连接断了")
    expect(page.locator('#pr-live .pr-turn[data-state="lost"]')).to_contain_text("慢慢说")
    host.start()
    expect(page.locator(ARTICLE)).to_contain_text("慢慢说", timeout=20_000)
    expect(page.locator(ARTICLE)).to_contain_text("前面已有 2 条消息")
    expect(page.locator("#pr-log .pr-turn")).to_contain_text("哪些城市？")
    expect(page.locator("#pr-box textarea")).to_have_value("正在写的下一问")
    page.context.close()
    host.stop()


def test_nothing_left_the_machine(page: Page, outside: Outside) -> None:
    page.wait_for_timeout(300)
    assert outside == Outside()
