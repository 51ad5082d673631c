"""Notices come and go in headless Chromium: dropped, looked at, taken in, asked, removed, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_sample import LIFTS_TEXT, PLAN_TEXT
from browsing import NO_DOUBLE, Outside, ask, barriers, go, opened, press_twice, served
from playwright.sync_api import Browser, Page, expect

from rag.answer.live import LiveAssistant
from rag.index.build import build_index
from rag.settings import load_settings
from ui.shelf import Shelf

pytestmark = pytest.mark.browser


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "waiting").mkdir()
    (tmp_path / "corpus" / "lifts.txt").write_text(LIFTS_TEXT, encoding="utf-8")
    (tmp_path / "<b>plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    (tmp_path / "changed.txt").write_text(LIFTS_TEXT.replace("20万元", "90万元"), encoding="utf-8")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    return tmp_path


@pytest.fixture
def page(office: Path, browser: Browser, outside: Outside) -> Iterator[Page]:
    settings = load_settings(corpus=office / "corpus", index=office / "index")
    build_index(settings, on_progress=lambda *_: None)
    live = LiveAssistant.open(settings)
    shelf = Shelf(settings, office / "waiting", on_changed=live.catch_up)
    for address in served(live, shelf=shelf):
        page = opened(browser, f"{address}#/library?manage=1", outside)
        page.locator(".pr-drop").wait_for()
        yield page
        page.context.close()


def test_a_notice_is_added_asked_removed_and_put_back(page: Page, office: Path, outside: Outside) -> None:
    page.locator("#pr-files").set_input_files([office / "<b>plan.txt", office / "old.doc"])
    candidate = page.locator(".pr-candidate").first
    expect(candidate.locator("h3")).to_contain_text("工作方案")
    expect(candidate.locator(".pr-plan li").first).to_be_visible()
    expect(candidate).to_contain_text("<b>plan.txt")
    expect(page.locator(".pr-candidate.is-bad")).to_contain_text("old.doc")
    page.locator("#pr-take").click()
    expect(page.locator(".pr-outcome")).to_contain_text("已收入")
    expect(page.locator(".pr-here-list li")).to_have_count(2)
    expect(page.locator(".pr-brand p")).to_contain_text("2 份")
    page.locator(".pr-back").click()
    expect(page.locator("#pr-library .pr-catalog li")).to_have_count(2)
    page.locator(".pr-brand nav a").first.click()
    ask(page, "洪府办发〔2023〕12号的标题是什么？")
    expect(page.locator("#pr-live .pr-sources")).to_contain_text("洪府办发〔2023〕12号")
    page.locator(".pr-brand nav a", has_text="政策库").click()
    page.locator(".pr-to-shelf").click()
    button = page.locator(".pr-here-list li", has_text="工作方案").locator("button")
    button.click()
    expect(button).to_have_text("再按一次，移出")
    page.wait_for_timeout(NO_DOUBLE)
    button.press("Enter")
    expect(page.locator(".pr-outcome")).to_contain_text("已移出")
    expect(page.locator(".pr-here-list li")).to_have_count(1)
    press_twice(page.locator("#pr-undo"))
    expect(page.locator(".pr-here-list li")).to_have_count(2)
    assert outside == Outside()


def test_a_double_click_removes_nothing_and_escape_takes_the_first_press_back(page: Page) -> None:
    lines, button = page.locator(".pr-here-list li"), page.locator(".pr-remove")
    button.dblclick()
    expect(button).to_have_text("再按一次，移出")
    expect(lines).to_have_count(1)
    page.keyboard.press("Escape")
    expect(button).to_have_text("移出")
    page.wait_for_timeout(NO_DOUBLE)
    press_twice(button)
    expect(page.locator(".pr-outcome")).to_contain_text("已移出")


def test_of_two_versions_in_one_drop_only_the_chosen_one_is_kept(page: Page, office: Path) -> None:
    for name, day in (("first.txt", "8月1日"), ("second.txt", "8月9日")):
        (office / name).write_text(f"{PLAN_TEXT}\n请于{day}前报送。\n", encoding="utf-8")
    page.locator("#pr-files").set_input_files([office / "first.txt", office / "second.txt"])
    page.locator(".pr-twin label", has_text="换成新的").click()
    page.locator("#pr-take").click()
    expect(page.locator(".pr-outcome")).to_contain_text("没有收：一起收进的另一份换下了它")
    expect(page.locator(".pr-outcome strong")).to_have_text(["没有收：一起收进的另一份换下了它", "已收入"])
    assert {path.name for path in (office / "corpus").rglob("*.txt")} == {"lifts.txt", "second.txt"}


def test_of_a_twin_it_is_asked_before_it_can_be_taken_in(page: Page, office: Path) -> None:
    page.locator("#pr-files").set_input_files(office / "changed.txt")
    expect(page.locator("#pr-take")).to_be_disabled()
    page.locator(".pr-twin label", has_text="换成新的").click()
    page.locator("#pr-take").click()
    expect(page.locator(".pr-outcome")).to_contain_text("已替换")
    expect(page.locator(".pr-here-list li")).to_have_count(1)
    page.locator("#pr-files").set_input_files(office / "changed.txt")
    expect(page.locator(".pr-candidate")).to_contain_text("库里已有，文字相同")
    expect(page.locator(".pr-take")).to_be_hidden()
    page.locator(".pr-leave").click()
    expect(page.locator(".pr-candidate")).to_have_count(0)


def test_a_twin_is_shown_with_what_differs_and_with_every_one_that_is_here(page: Page, office: Path) -> None:
    page.locator("#pr-files").set_input_files(office / "changed.txt")
    expect(page.locator(".pr-twin legend")).to_contain_text("已有 1 份")
    expect(page.locator(".pr-changes mark").first).to_have_text("20")
    page.locator(".pr-twin label", has_text="两份都留").click()
    page.locator("#pr-take").click()
    expect(page.locator(".pr-here-list li")).to_have_count(2)
    expect(page.locator(".pr-here-list small")).to_contain_text(["（changed） changed.txt", "lifts.txt"])
    expect(page.locator("#pr-scope [name=notices] option")).to_contain_text(
        ["", "（changed） changed.txt", "lifts.txt"]
    )
    third = LIFTS_TEXT.replace("20万元", "70万元")
    (office / "third.txt").write_text(third, encoding="utf-8")
    (office / "fourth.txt").write_text(third.replace("70万元", "60万元"), encoding="utf-8")
    page.locator("#pr-files").set_input_files([office / "third.txt", office / "fourth.txt"])
    legends = page.locator(".pr-twin legend")
    expect(legends).to_contain_text(["已有 2 份", "已有 3 份"])
    expect(page.locator(".pr-twin").last).to_contain_text("也在待收")
    expect(page.locator(".pr-twin").first).to_contain_text("看不出是其中哪一份的新版本")
    expect(page.locator(".pr-twin").first.locator("input")).to_have_count(1)
    expect(page.locator(".pr-take span")).to_have_text("2 份待收，其中 2 份还没有选怎么收")


def test_what_waits_is_there_again_after_the_page_is_loaded_anew(page: Page, office: Path) -> None:
    page.locator("#pr-files").set_input_files(office / "<b>plan.txt")
    expect(page.locator(".pr-take span")).to_have_text("1 份待收")
    page.reload()
    expect(page.locator(".pr-take span")).to_have_text("1 份待收")
    page.locator("#pr-files").set_input_files(office / "<b>plan.txt")
    expect(page.locator(".pr-candidate").last).to_contain_text("与待收的另一份文字相同")
    page.locator("#pr-take").click()
    expect(page.locator(".pr-outcome")).to_contain_text("已收入")
    page.reload()
    expect(page.locator(".pr-here-list li")).to_have_count(2)
    expect(page.locator(".pr-candidate")).to_have_count(0)


def test_a_file_over_the_limit_is_told_with_what_to_do(page: Page, office: Path) -> None:
    page.locator(".pr-drop").evaluate("place => { place.dataset.most = 10; }")
    page.locator("#pr-files").set_input_files([office / "<b>plan.txt"])
    expect(page.locator(".pr-candidate .pr-trouble p")).to_have_text(
        ["文件 <b>plan.txt 超过 50 MB。", "请拆成几个文件，或在服务所在的机器上用 policy-rag add。"]
    )
    expect(page.locator("#pr-take")).to_be_hidden()


def test_an_open_page_goes_on_to_another_index_by_itself(page: Page, office: Path) -> None:
    page.locator(".pr-brand nav a").first.click()
    page.locator("#pr-box textarea").fill("正在写的问")
    before = page.locator("button.pr-example").all_inner_texts()
    (office / "corpus" / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    build_index(load_settings(corpus=office / "corpus", index=office / "index"), on_progress=lambda *_: None)
    look = "document.dispatchEvent(new Event('visibilitychange'))"  # as when one comes back to the page
    tagline = page.locator(".pr-brand p")
    for _ in range(50):
        page.evaluate(look)
        page.wait_for_timeout(100)
        if "2 份" in tagline.inner_text():
            break
    expect(tagline).to_contain_text("2 份")
    expect(page.locator("#pr-scope [name=issuer] option")).to_have_count(3)
    expect(page.locator("#pr-source .pr-catalog li")).to_have_count(2)
    assert page.locator("button.pr-example").all_inner_texts() != before
    expect(page.locator("#pr-box textarea")).to_have_value("正在写的问")


def test_what_goes_wrong_is_told_in_english_on_the_english_page(page: Page, office: Path) -> None:
    address = page.url.partition("#")[0]
    page.evaluate("localStorage.setItem('policy-rag/language', '\"en\"')")
    page.goto(f"{address}en/#/library?manage=1")
    page.locator("#pr-files").set_input_files([office / "old.doc"])
    expect(page.locator(".pr-candidate.is-bad p").first).to_have_text("old.doc: files of the type .doc cannot be read.")
    go(page, "compare?left=Nobody&right=Nobody")
    expect(page.locator(".pr-cell")).to_contain_text("Nobody is not among the notices. Please give a number")


def test_what_a_place_does_by_its_own_notice_is_in_the_matrix(page: Page, office: Path) -> None:
    page.locator("#pr-files").set_input_files([office / "<b>plan.txt"])
    page.locator("#pr-take").click()
    expect(page.locator(".pr-outcome")).to_contain_text("已收入")
    go(page, "compare")
    page.locator('.pr-count[data-place="南昌"]').first.click()
    expect(page.locator(".pr-cell li a").first).to_contain_text("洪府办发〔2023〕12号")


def test_files_are_dropped_anywhere_in_the_tab_and_those_that_come_meanwhile_wait_on(page: Page, office: Path) -> None:
    page.locator(".pr-back").click()
    page.locator("#pr-library .pr-catalog").wait_for()
    page.evaluate(
        """([one, other]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([one], "plan.txt"));
          carried.items.add(new File([other], "small.txt"));
          const fire = (type, target) => target.dispatchEvent(
            new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
          fire("dragover", document.querySelector("#pr-library .pr-catalog"));
          fire("drop", document.querySelector("#pr-shelf .pr-drop"));
        }""",
        [PLAN_TEXT, "关于开展自查的通知\n甲建〔2024〕3号\n一、开展自查。\n"],
    )
    expect(page.locator("#pr-take")).to_be_disabled()
    expect(page.locator(".pr-candidate h3")).to_have_text([re.compile("工作方案"), "关于开展自查的通知"])
    page.route("**/shelf/take", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.locator("#pr-take").click()
    page.locator("#pr-files").set_input_files(office / "changed.txt")
    expect(page.locator(".pr-outcome li")).to_have_count(2)
    expect(page.locator(".pr-candidate")).to_have_count(1)
    expect(page.locator(".pr-take span")).to_contain_text("1 份待收")


@pytest.mark.parametrize("width", [1440, 390])
def test_no_serious_barrier_is_found_where_notices_come_and_go(page: Page, office: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 850})
    page.locator("#pr-files").set_input_files([office / "<b>plan.txt", office / "changed.txt", office / "old.doc"])
    expect(page.locator(".pr-candidate h3")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert barriers(page) == []
