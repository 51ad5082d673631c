"""Figures, comparisons, the terminal's tables and the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from unittest.mock import ANY
from xml.etree import ElementTree

import pytest
from eval_sample import BROKEN, DOC, FACT, LIST, TIANJIN, KeywordAssistant, questions
from rich.cells import cell_len
from rich.console import Console

from eval.cases import Address
from eval.causes import faults
from eval.charts import bar_chart, histogram
from eval.figures import against, by_kind, by_set, compare, crossed
from eval.metrics import Interval
from eval.page import html_report
from eval.report import moment, p_value, percent, print_comparison, print_run, seconds, with_interval
from eval.retrieval import measure_retrieval
from eval.run import Run, rescore, run
from eval.words import Words, same
from rag.errors import EvalError
from rag.text import has_han

NOON = datetime(2025, 7, 17, 12, tzinfo=UTC)
# matches 'src="http://…' and 'url(…'; not the text "https" of an answer
_REMOTE = re.compile(r"(?:src|href)\s*=|url\(|@import|<script|<link", re.IGNORECASE)


def run_of(assistant: KeywordAssistant, label: str) -> Run:
    return run(assistant, questions(), label=label, started=NOON)


def sample() -> Run:
    return run_of(KeywordAssistant(), "样本")


def printed(show: Callable[[Console], None], *, width: int = 200) -> str:
    file = StringIO()
    show(Console(file=file, width=width))
    return file.getvalue()


def test_figures_count_failures_apart_from_means() -> None:
    _, fact, unanswerable, total = by_kind(sample())
    assert (fact.name, fact.cases, fact.failures) == ("fact", 2, 1)
    # The failure is no zero among the facts, but it did not pass.
    assert fact.means["facts"] == Interval(mean=1.0, low=1.0, high=1.0)
    assert fact.means["passed"] == Interval(mean=0.5, low=0.0, high=1.0)
    assert unanswerable.means["abstained"] == Interval(mean=1.0, low=1.0, high=1.0)
    assert unanswerable.means["answered"] is None
    # fact-01 and unanswerable-01 pass; list-01 does not say how many, fact-02 failed.
    assert total.means["passed"] is not None
    assert total.means["passed"].mean == 0.5


def test_kinds_and_languages_are_crossed_with_how_many_were_asked() -> None:
    done = sample()
    english = replace(done, records=(replace(done.records[0], language="en"), *done.records[1:]))
    by = crossed(english)
    assert by.languages == ("zh", "en", "all")
    assert by.rows == (
        ("list", ("0/1", "—", "0/1")),
        ("fact", ("0/1", "1/1", "1/2")),
        ("unanswerable", ("1/1", "—", "1/1")),
        ("all", ("1/3", "1/1", "2/4")),
    )


def test_sets_of_one_run_have_figures_of_their_own() -> None:
    done = sample()
    records = tuple(replace(one, id=f"{name}/{one.id}") for name, one in zip("甲甲乙乙", done.records, strict=True))
    assert [(one.name, one.cases) for one in by_set(replace(done, records=records))] == [("甲", 2), ("乙", 2)]
    assert by_set(done) == ()


def test_the_page_groups_what_did_not_pass_by_its_cause() -> None:
    page = html_report(sample())
    heads = re.findall(r'<h3><span lang="zh">([^<]*)</span>', page)
    assert heads == ["出错 1 道", "缺要点 1 道"]
    assert page.index("出错 1 道") < page.index(BROKEN.question) < page.index("缺要点 1 道") < page.index(LIST.question)


def test_a_run_does_not_regress_against_itself() -> None:
    verdict = compare(sample(), sample())
    assert (verdict.regressed, verdict.exit_code, verdict.gained, verdict.lost) == (False, 0, (), ())
    assert {shift.p for shift in verdict.shifts} == {1.0}


def test_a_question_lost_is_told_and_no_regression_where_chance_explains_it() -> None:
    verdict = compare(sample(), run_of(KeywordAssistant({}), "更差"))
    assert [record.id for record in verdict.lost] == ["fact-01"]
    assert (verdict.regressed, verdict.exit_code) == (False, 0)


def test_a_new_violation_is_a_regression_even_if_more_passes() -> None:
    talkative = run_of(KeywordAssistant({"杭州": (TIANJIN, "杭州发布办法。"), "天津": (TIANJIN, "天津")}), "多话")
    verdict = compare(run_of(KeywordAssistant({}), "沉默"), talkative)
    assert [record.id for record in verdict.violating] == ["unanswerable-01"]
    assert verdict.regressed


def test_a_new_failure_is_a_regression() -> None:
    done = sample()
    healed = replace(done, records=(*done.records[:3], replace(done.records[3], failure=None)))
    assert [record.id for record in compare(healed, done).failing] == ["fact-02"]
    assert compare(healed, done).regressed


def test_runs_over_different_golds_are_not_compared() -> None:
    with pytest.raises(EvalError, match="不可比") as caught:
        compare(sample(), replace(sample(), questions="beef"))
    assert "rescore" in caught.value.hint


def test_a_baseline_of_earlier_golds_is_scored_again() -> None:
    done, corrected = sample(), questions(replace(FACT, facts=(("3000万元",),)), LIST)
    now = replace(rescore(done, corrected), questions="beef")
    verdict = against(done, now, replace(corrected, fingerprint="beef"))
    assert (len(verdict.gained), len(verdict.lost), verdict.regressed) == (0, 0, False)


def test_runs_without_a_common_question_are_not_compared() -> None:
    with pytest.raises(EvalError, match="没有共同的题目"):
        compare(sample(), replace(sample(), records=()))


def test_figures_are_worded_for_reading() -> None:
    assert percent(0.975) == "97.5%"
    assert with_interval(Interval(mean=0.975, low=0.95, high=1.0)) == "97.5% [95.0–100.0]"
    assert with_interval(None) == "—"
    assert (seconds(8.44), seconds(1234.0)) == ("8.4 ms", "1.2 s")
    assert (p_value(0.0614), p_value(0.0001)) == ("0.061", "<0.001")
    assert moment("2025-07-17T12:00:00+00:00") == "2025-07-17 12:00:00 UTC"


def test_the_terminal_shows_every_kind_and_why_a_question_did_not_pass() -> None:
    text = printed(lambda console: print_run(console, sample()))
    for words in ("列举", "单项事实", "无法回答", "合计", "缺要点：4个", "出错：ModelFailed"):
        assert words in text


def test_the_terminal_needs_80_columns_and_cuts_nothing() -> None:
    channels = measure_retrieval(lambda _: {"words": (TIANJIN,), "fused": (TIANJIN,)}, (FACT, LIST))
    done = replace(sample(), channels=channels)
    narrow = printed(lambda console: print_run(console, done), width=80)
    assert "…" not in narrow
    owners = ("题库文件夹的名字很长/questions", "more/questions")
    records = tuple(replace(one, id=f"{owners[at % 2]}/{one.id}") for at, one in enumerate(done.records))
    wide = printed(lambda console: print_run(console, replace(done, records=records), failed_questions=0), width=80)
    assert "…" not in wide
    assert max(map(cell_len, wide.splitlines())) <= 80
    assert max(map(cell_len, narrow.splitlines())) <= 80
    assert [line.split() for line in narrow.splitlines() if line.startswith(("合计 ", "中文 "))] == [
        ["中文", "4", "50.0", "50.0", "100", "100", "100", "100", "100", "0", ANY],
        ["合计", "4", "50.0", "50.0", "100", "100", "100", "100", "100", "0", ANY],
        ["合计", "2/4", "2/4"],
    ]


def test_a_run_that_was_stopped_says_so() -> None:
    done = replace(sample(), selected=9)
    assert "只问了 4 / 9 道" in printed(lambda console: print_run(console, done))


def test_addresses_in_one_notice_name_it_once_and_the_first_ones_stand_for_many() -> None:
    cited = tuple(str(Address(doc=DOC, path=("一", str(n)))) for n in range(1, 9))
    record = sample().records[0]
    assert record.score is not None
    odd = replace(record, score=replace(record.score, fact_recall=0.5, wrong_citations=cited))
    shown = f"{DOC} 一1、一2、一3、一4、一5、一6 …（8）"
    assert faults(odd) == (Words(zh=f"不当出处：{shown}", en=f"citations that do not belong: {shown}"),)


def test_the_terminal_prints_brackets_of_a_question_as_they_are() -> None:
    done = sample()
    odd = replace(done.records[1], question="[bold]机器人[/bold]")
    assert "[bold]机器人[/bold]" in printed(lambda console: print_run(console, replace(done, records=(odd,))))


def test_the_terminal_says_what_two_runs_show_and_on_how_much() -> None:
    verdict = compare(sample(), run_of(KeywordAssistant({}), "更差"))
    text = printed(lambda console: print_comparison(console, verdict))
    assert "不再通过 1 道" in text
    assert "结论：通过的题少了 1 道，可能是偶然。" in text
    assert "都问了的 4 道题：完全通过 2 道 → 1 道" in text
    assert "p = 1.000" in text


def test_the_page_holds_nothing_remote_and_escapes_what_it_is_given() -> None:
    done = sample()
    evil = replace(done.records[1], question="<script>alert('机器人')</script>&")
    page = html_report(replace(done, records=(evil, *done.records[2:]), label="<b>甲</b>"))
    assert _REMOTE.search(page) is None
    assert "&lt;script&gt;alert(&#x27;机器人&#x27;)&lt;/script&gt;&amp;" in page
    assert "<b>甲</b>" not in page
    assert page.startswith("<!doctype html>")


def test_the_page_is_well_formed() -> None:
    page = html_report(sample(), comparison=compare(sample(), sample()))
    body = page[page.index("<main>") : page.index("</body>")]
    tree = ElementTree.fromstring(body)
    assert len(tree.findall(".//svg")) == 3


def test_every_word_of_the_page_stands_in_both_languages() -> None:
    done = replace(run_of(KeywordAssistant(), "sample"), selected=9)
    page = html_report(done, comparison=compare(done, done))
    tree = ElementTree.fromstring(page[page.index("<main>") : page.index("</body>")])
    told = {language: len(tree.findall(f".//*[@lang='{language}']")) for language in ("zh", "en")}
    assert told["zh"] == told["en"] > 50
    for question in tree.findall("details"):  # in the words of the question and the answer
        tree.remove(question)
    assert [part.text for part in tree.iterfind(".//*[@lang='en']") if has_han(part.text or "")] == []


def test_held_back_questions_enter_the_figures_but_are_never_shown() -> None:
    done = sample()
    hidden = replace(done, records=tuple(replace(record, split="test") for record in done.records))
    page, text = html_report(hidden), printed(lambda console: print_run(console, hidden))
    assert LIST.question not in page
    assert LIST.question not in text
    assert "另有 2 道保留题未通过" in page


def test_a_bar_of_one_half_is_half_as_wide_as_the_chart() -> None:
    chart = bar_chart([(same("甲"), Interval(mean=0.5, low=0.25, high=0.75)), (same("乙"), None)], label="图")
    # 900 units less 140 for names and 190 for figures: 570, half of it 285.
    assert 'width="285.0"' in chart
    assert chart.count('class="bar"') == 1


def test_every_time_stands_in_one_column_of_the_histogram() -> None:
    chart = histogram([1.0, 10.0, 10.0, 1000.0, 0.0], label="图")
    counts = [int(count) for count in re.findall(r": (\d+)</title>", chart)]
    assert sum(counts) == 5


def test_a_single_time_makes_a_histogram_too() -> None:
    assert ": 1</title>" in histogram([5.0], label="图")
