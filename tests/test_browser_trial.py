"""The 评测 tab in headless Chromium: questions are written, imported and run, what failed is opened and compared."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from browsing import Outside, ask, barriers, go, opened, press_twice, served
from page_sample import Recital, make_answer, make_notice
from playwright.sync_api import Browser, Page, Route, expect

from rag.settings import Settings
from ui.feedback import Feedback, keep
from ui.shelf import Shelf

pytestmark = pytest.mark.browser
NOTICE = make_notice()
CHINESE = "[\u4e00-\u9fff。；，]"


@pytest.fixture
def page(tmp_path: Path, browser: Browser, outside: Outside) -> Iterator[Page]:
    settings = Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")
    shelf = Shelf(settings, tmp_path / "waiting", on_changed=lambda: None)
    said = Feedback(verdict="wrong", answer=make_answer(NOTICE, "哪些企业发展壮大？"), reason="missing")
    keep(said, settings, moment=datetime(2026, 1, 2))
    for address in served(Recital(settings=settings, notices=(NOTICE,)), shelf=shelf):
        page = opened(browser, address, outside)
        visit(page)
        yield page
        page.context.close()


def visit(page: Page) -> None:
    page.locator(".pr-brand nav a", has_text="评测").click()
    page.locator(".pr-drafts li a").first.wait_for()


def choose(page: Page, words: str, address: str) -> None:
    """Look for `words` by keyboard and choose the item of that address."""
    page.locator(".pr-source-search").fill(words)
    page.locator(".pr-offers .pr-choice", has_text=address).press("Enter")
    page.locator(".pr-source-list li", has_text=address).wait_for()


def accept(page: Page) -> None:
    """Make the draft a question of 我的题库, which is begun by it."""
    page.locator(".pr-drafts li a").last.click()
    expect(page.locator(".pr-trial-form pre")).to_contain_text("漏了内容")
    choose(page, "发展", f"{NOTICE.id} 二1")
    form = page.locator(".pr-case")
    form.locator("[name=facts]").fill("保定")
    expect(page.locator(".pr-looked .is-good")).to_contain_text("保定")
    form.locator("[name=into]").fill("我的题库")
    form.locator("button", has_text="收进题库").press("Enter")
    expect(page.locator(".pr-said")).to_have_text("已收进题库 我的题库")


def run(page: Page) -> None:
    expect(page.locator(".pr-start select")).to_have_value("我的题库")
    page.locator(".pr-start .pr-primary").click()
    page.locator(".pr-failed details").wait_for()


def test_the_record_that_is_chosen_is_brought_before_the_eyes(page: Page) -> None:
    accept(page)
    run(page)
    head = page.locator(".pr-run h3").first
    expect(head).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 360})
    link = page.locator(".pr-runs a", has_text="随附的调试题").last
    link.scroll_into_view_if_needed()
    expect(head).not_to_be_in_viewport()
    link.click()
    expect(head).not_to_contain_text("我的题库")
    expect(head).to_be_focused()
    expect(head).to_be_in_viewport()


def test_a_record_that_comes_late_does_not_take_the_place_of_the_next(page: Page) -> None:
    first, late = re.compile(r"trial/run\?label=baseline-dev"), list[Route]()
    page.route(first, lambda route: late.append(route))
    with page.expect_request(first):
        go(page, "trial?run=baseline-dev")
    go(page, "trial?run=nope")
    expect(page.locator(".pr-run")).to_contain_text("没有评测记录 'nope'。")
    with page.expect_response(first):
        late[0].fallback()
    page.wait_for_timeout(300)
    expect(page.locator(".pr-run")).to_have_text("没有评测记录 'nope'。 请从列出的记录中选择。")


def test_a_link_to_no_record_is_told_in_words_alone(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    go(page, "trial?run=nope")
    expect(page.locator(".pr-run")).to_have_text("没有评测记录 'nope'。 请从列出的记录中选择。")
    assert not any("Refused" in line for line in said)


def test_a_question_is_not_sent_without_the_name_of_a_set(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    go(page, "trial?new=1")
    page.locator(".pr-case button", has_text="收进题库").click()
    expect(page.locator(".pr-case .pr-trouble")).to_have_text("请填题库名。")
    expect(page.locator(".pr-case [name=into]")).to_be_focused()
    assert not any(url.endswith("trial/case") for url in sent)


def test_a_draft_becomes_a_question_that_is_run_and_opened(page: Page, outside: Outside) -> None:
    page.locator(".pr-brand nav a", has_text="问答").click()
    ask(page, "哪些企业发展壮大？")
    page.locator("#pr-live .pr-wrong").click()
    page.locator("#pr-live .pr-complaint label", has_text="漏了内容").click()
    page.locator("#pr-live .pr-complaint button").click()
    page.locator("#pr-live .pr-noted").wait_for()
    visit(page)
    expect(page.locator(".pr-drafts li")).to_have_count(2)
    accept(page)
    expect(page.locator(".pr-drafts li")).to_have_count(1)
    run(page)
    expect(page.locator(".pr-failed h4")).to_have_text("缺要点 1 道")
    page.locator(".pr-failed summary").click()
    expect(page.locator(".pr-failed dd").first).to_contain_text("保定")
    with page.expect_download() as download:
        page.locator(".pr-sets li", has_text="我的题库").locator("a[download]").click()
    assert "保定" in Path(download.value.path()).read_text(encoding="utf-8")
    page.locator(".pr-failed a", has_text="在问答中打开").click()
    page.locator('#pr-live .pr-turn[data-state="done"]', has_text="哪些企业发展壮大").wait_for()
    page.go_back()
    page.locator(".pr-failed a", has_text="修改这道题").click()  # what was unfolded stays
    expect(page.locator(".pr-case [name=facts]")).to_have_value("保定")
    press_twice(page.locator(".pr-discard"))
    expect(page.locator(".pr-said")).to_have_text("已删除")
    expect(page.locator(".pr-sets li")).to_have_count(1)  # the one that came with the project
    assert outside == Outside()


def test_what_is_written_stays_until_it_is_accepted(page: Page) -> None:
    page.locator(".pr-add").click()
    form = page.locator(".pr-case")
    form.locator("[name=question]").fill("西安奖补多少？")
    form.locator("[name=facts]").fill("10万元\n500万元")
    page.locator(".pr-looked .is-bad", has_text="500万元").locator(".pr-choice").wait_for()
    page.locator(".pr-looked .is-bad", has_text="10万元").first.locator(".pr-choice").click()
    page.locator(".pr-source-list li", has_text="一（一）1").wait_for()
    form.locator("[name=into]").fill("甲")
    form.locator("button", has_text="收进题库").click()
    expect(form.locator(".pr-trouble")).to_contain_text("要点 '500万元' 不在所引条目中")
    page.reload()
    expect(page.locator(".pr-looked .is-bad")).to_contain_text("500万元")
    expect(form.locator("[name=question]")).to_have_value("西安奖补多少？")
    expect(page.locator(".pr-source-list li")).to_have_count(1)
    form.locator("[name=facts]").fill("10万元")
    form.locator("button", has_text="收进题库").click()
    expect(page.locator(".pr-cases li", has_text="西安奖补多少？")).to_be_visible()


def test_a_file_is_checked_line_by_line_and_taken_in(page: Page, tmp_path: Path) -> None:
    lines = (f'{{"question": "西安补多少？", "cite": "{NOTICE.id} 一（一）1"}}', '{"question": "<b>坏</b>？"}', "{")
    (tmp_path / "题.jsonl").write_text("\n".join(lines), encoding="utf-8")
    page.locator(".pr-bring summary").click()
    page.locator(".pr-bring [type=file]").set_input_files(tmp_path / "题.jsonl")
    page.locator(".pr-bring [name=into]").fill("乙")
    page.locator(".pr-bring button").press("Enter")
    expect(page.locator(".pr-entries li")).to_contain_text(["西安补多少", "<b>坏</b>", "JSON"])
    page.locator(".pr-take-in").click()
    expect(page.locator(".pr-said")).to_have_text("已收进 1 道")
    expect(page.locator(".pr-cases li", has_text="西安补多少？")).to_be_visible()


def test_the_questions_that_came_with_the_project_are_searched_and_one_is_copied(page: Page) -> None:
    page.locator(".pr-sets a", has_text="随附的调试题").first.click()
    entries = page.locator(".pr-own .pr-cases > li:visible")
    page.locator(".pr-sieve [name=words]").wait_for()
    whole = entries.count()
    page.locator(".pr-sieve [name=words]").fill("哪些 城市")
    page.locator(".pr-sieve select").select_option("list")
    assert 0 < entries.count() < whole
    expect(page.locator(".pr-fitting")).to_have_text(f"{entries.count()} / {whole}")
    entries.first.locator("summary").click()
    expect(entries.first.locator(".pr-expected dt").first).to_have_text("必须引")
    entries.first.locator("a", has_text="复制到自己的题库").click()
    form = page.locator(".pr-case")
    expect(page.locator(".pr-trial-form h2")).to_contain_text("复制题目 list-")
    while page.locator(".pr-source-list li").count():  # of notices that are not here
        page.locator(".pr-unchoose").first.click()
    choose(page, "西安", f"{NOTICE.id} 一（一）1")
    choose(page, "深圳", f"{NOTICE.id} 一（一）2")
    page.locator(".pr-source-list .pr-role").last.select_option("cite_any")
    for name in ("facts", "members", "members_also"):
        form.locator(f"[name={name}]").fill("")
    form.locator("[name=count]").fill("2")
    page.reload()
    expect(page.locator(".pr-source-list .pr-role").last).to_have_value("cite_any")
    form.locator("[name=into]").fill("丙")
    form.locator("button", has_text="收进题库").click()
    expect(page.locator(".pr-said")).to_have_text("已收进题库 丙")
    entries.first.locator("summary").click()
    expect(entries.first.locator(".pr-expected dt")).to_have_text(["必须引", "几条中引一条即可", "个数"])


def test_two_runs_of_a_set_are_compared_with_what_that_rests_on(page: Page) -> None:
    accept(page)
    run(page)
    page.wait_for_timeout(1100)  # a run is named by its second
    page.locator(".pr-start .pr-primary").click()
    expect(page.locator(".pr-against strong")).to_have_text("这些题上没有测出差别")
    expect(page.locator(".pr-against p").nth(1)).to_contain_text("都问了的 1 道题：完全通过 0 道 → 0 道")
    expect(page.locator(".pr-against tbody tr").first.locator("td")).to_have_count(5)


def test_a_run_that_was_begun_elsewhere_is_watched_and_stopped(
    page: Page, browser: Browser, outside: Outside, tmp_path: Path
) -> None:
    lines = [f'{{"question": "西安慢慢补多少？第{n}次", "cite": "{NOTICE.id} 一（一）1"}}' for n in range(20)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    page.locator(".pr-bring summary").click()
    page.locator(".pr-bring [type=file]").set_input_files(tmp_path / "many.jsonl")
    page.locator(".pr-bring [name=into]").fill("多")
    page.locator(".pr-bring form button").click()
    page.locator(".pr-take-in").click()
    expect(page.locator(".pr-said")).to_have_text("已收进 20 道")
    page.locator(".pr-start .pr-primary").click()
    page.locator("#pr-trial-stop").wait_for()
    theirs = opened(browser, page.url, outside)
    expect(theirs.locator(".pr-start .pr-primary")).to_be_disabled()
    expect(theirs.locator(".pr-progress span").first).to_contain_text("/20")
    theirs.locator("#pr-trial-stop").click()
    expect(page.locator(".pr-run strong").first).to_contain_text("中途停止，只问了")
    expect(theirs.locator(".pr-start .pr-primary")).to_be_enabled()
    theirs.context.close()


def test_what_goes_wrong_is_told_in_english_on_the_english_page(
    page: Page, browser: Browser, outside: Outside, tmp_path: Path
) -> None:
    english = opened(browser, f"{page.url.partition('#')[0]}en/#/trial", outside, locale="en")
    english.locator(".pr-start .pr-primary").click()
    expect(english.locator(".pr-fault")).to_contain_text("The questions do not fit the notices")
    lines = ('{"question": "what", "kind": "odd"}', '{"question": 3}', "{", '{"question": "why", "cite": "nobody 1"}')
    (tmp_path / "odd.jsonl").write_text("\n".join(lines), encoding="utf-8")
    english.locator(".pr-bring summary").click()
    english.locator(".pr-bring [type=file]").set_input_files(tmp_path / "odd.jsonl")
    for name in ("../x", "S"):
        english.locator(".pr-bring [name=into]").fill(name)
        english.locator(".pr-bring button").click()
        expect(english.locator(".pr-entries")).to_contain_text("cannot be used" if name == "../x" else "Line 4")
        assert not re.search(CHINESE, english.locator(".pr-entries").inner_text())
    go(english, "trial?new=1")
    form = english.locator(".pr-case")
    form.locator("[name=into]").fill("S")
    for question, told in (("", "The question is empty."), ("what", "a question that can be answered needs a source.")):
        form.locator("[name=question]").fill(question)
        form.locator("button", has_text="Add to set").click()
        expect(form.locator(".pr-trouble")).to_contain_text(told)
        assert not re.search(CHINESE, form.inner_text())
    go(english, "trial?run=nope")
    expect(english.locator(".pr-run")).to_have_text("There is no run 'nope'. Please choose one of the list.")
    english.context.close()


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
    expect(page.locator(".pr-run")).not_to_contain_text("没有共同的题目")
    page.locator(".pr-failed summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert barriers(page) == []
    page.locator(".pr-failed a", has_text="修改这道题").click()
    page.locator(".pr-looked .is-good").wait_for()
    page.locator(".pr-source-search").fill("深圳")
    page.locator(".pr-offers .pr-choice").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert barriers(page) == []
