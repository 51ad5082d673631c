import time
from dataclasses import replace
from decimal import Decimal

import pytest
from page_sample import make_answer, make_citation, make_notice

from rag.answer.ask import Assistant
from rag.domain import Answer, Table
from rag.settings import load_settings
from ui.figures import Bar, chart_of, context_of, notice_chart_of, places_in, sort_value
from ui.follow import follow_ups
from ui.render_chart import chart_html
from ui.words import EN, ZH

ANSWER = make_answer(make_notice())


def answer_with(*rows: tuple[str, ...], columns: tuple[str, ...] = ("地区", "金额", "来源")) -> object:
    return replace(ANSWER, table=Table(columns=columns, rows=rows, total=len(rows)))


def chart_with(*rows: tuple[str, ...]):
    return chart_of(answer_with(*rows))  # type: ignore[arg-type]


def test_the_largest_sum_of_each_place_is_drawn_the_longest_first() -> None:
    chart = chart_with(
        ("西安", "最高10万元", "[1]"), ("深圳", "最高500万元", "[2]"), ("合肥", "20%，50万元、200万元", "[3]"),
        ("西安", "30万元", "[4]"),
    )  # fmt: skip
    assert chart is not None
    assert chart.kind == "sums"
    assert [(bar.place, bar.value) for bar in chart.bars] == [
        ("深圳", Decimal(5_000_000)),
        ("合肥", Decimal(2_000_000)),
        ("西安", Decimal(300_000)),
    ]


def test_a_condition_is_no_sum_and_a_sum_of_several_places_is_none_of_theirs() -> None:
    rows = (
        ("西安", "100万元以上", "[1]"),
        ("深圳、合肥", "500万元", "[2]"),
        ("保定", "5万元", "[3]"),
        ("台州", "", "[4]"),
    )
    assert chart_with(*rows) is None


def test_without_sums_the_items_of_each_place_are_counted() -> None:
    chart = chart_with(("西安、深圳", "", "[1]"), ("西安", "", "[2]"), ("保定", "", "[3]"))
    assert chart is not None
    assert chart.kind == "counts"
    assert chart.bars[0] == Bar(place="西安", value=Decimal(2))


def test_a_table_without_a_column_of_places_is_not_drawn() -> None:
    assert chart_with(*[("西安对项目给予补贴，用于研发", "10万元", "[1]")] * 5) is None
    assert chart_of(replace(ANSWER, table=None)) is None


def test_an_english_table_names_each_place_once_in_english() -> None:
    rows = tuple((f"{name} ({place})", "最高10万元", "[1]") for name, place in (("Xi'an", "西安"), ("Hefei", "合肥")))
    answer = replace(ANSWER, language="en", table=Table(columns=("Place", "Sum", "S"), rows=(*rows, *rows), total=4))
    assert chart_of(answer) is None  # two places are too few
    more = (*rows, ("Shenzhen (深圳)", "500万元", "[2]"))
    chart = chart_of(replace(answer, table=Table(columns=("Place", "Sum", "S"), rows=more, total=3)))
    assert chart is not None
    assert [bar.place for bar in chart.bars] == ["Shenzhen", "Xi'an", "Hefei"]


def test_a_chart_says_its_figures_to_eye_and_ear() -> None:
    chart = chart_with(
        *[(place, money, "") for place, money in (("西安", "1.5亿元"), ("深圳", "5万元"), ("合肥", "0.35万元"))]
    )
    assert chart is not None
    html = chart_html(chart, words=ZH)
    assert 'aria-label="西安 15,000; 深圳 5; 合肥 0.35"' in html
    assert "万元" in html
    assert html.count("<rect ") == 3
    assert 'width="52.00%"' in html
    assert "10,000 yuan" in chart_html(chart, words=EN)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("最高500万元 [2]", "5000000"),
        ("20万元、3元/平方米", "200000"),
        ("2025年6月", "20250600"),
        ("12", "12"),
        ("[7]", "7"),
        ("", None),
        ("西安", None),
        ("每年", None),
        ("完成2025年任务", None),
    ],
)
def test_a_cell_is_put_in_order_by_its_figure(cell: str, value: str | None) -> None:
    assert sort_value(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("50万元、35个、1750万元", "500000"),
        ("35个", None),
        ("2000万元、15家", "20000000"),
        ("17个、10万元", "100000"),
        ("200元/平方米", None),
        ("CNY 500,000 (50万元), 35 (35个)", "500000"),
        ("对项目给予50万元资金补贴，2022年共发放1750万元", None),
    ],
)
def test_a_cell_of_figures_is_put_in_order_by_its_first_sum_and_a_sentence_by_none(
    cell: str, value: str | None
) -> None:
    assert sort_value(cell) == value


def test_the_context_of_a_row_is_its_words_and_the_quotes_that_it_stands_on() -> None:
    row = ("西安", "最高10万元", "[1]")
    assert context_of(row, ANSWER.citations) == "西安\n最高10万元\n[1]\n西安对试点项目给予最高10万元奖补"


def quote(question: str) -> Answer:
    """Answers all but what is asked after Baoding, from the two items of `ANSWER`."""
    return replace(ANSWER, question=question, abstained="保定" in question)


SECTION = "建办市函〔2025〕190号 一（一） 说了什么？"


def test_what_comes_next_is_made_of_the_sources() -> None:
    assert follow_ups(ANSWER, asked=["深圳呢？"], quote=quote) == ("西安有哪些做法？", SECTION)
    assert follow_ups(ANSWER, asked=["西安呢？"], quote=quote) == (SECTION,)
    assert follow_ups(ANSWER, asked=["西安呢？", SECTION], quote=quote) == ()


def test_what_the_notices_do_not_answer_makes_way_for_the_next_place() -> None:
    more = [make_citation(make_notice(), quote, n=n) for n, quote in ((3, "保定引导"), (4, "西安对试点项目"))]
    answer = replace(ANSWER, citations=(*ANSWER.citations, *more))
    assert follow_ups(answer, asked=[], quote=quote) == ("西安有哪些做法？", SECTION)
    assert "保定有哪些做法？" in follow_ups(answer, asked=[], quote=lambda question: replace(ANSWER, question=question))


def test_a_section_is_not_proposed_where_its_answer_quotes_another() -> None:
    elsewhere = replace(ANSWER, citations=(make_citation(make_notice(), "保定引导", n=1),))
    assert follow_ups(ANSWER, asked=["西安、深圳呢？"], quote=lambda question: elsewhere) == ()


def test_what_comes_next_is_wholly_english_in_english() -> None:
    english = replace(ANSWER, language="en")
    assert follow_ups(english, asked=["Shenzhen?"], quote=quote) == ("What has Xi'an done?",)


def test_nothing_comes_next_where_nothing_was_cited() -> None:
    assert follow_ups(replace(ANSWER, citations=()), asked=[], quote=quote) == ()


def test_the_notices_answer_what_is_proposed(built) -> None:
    assistant = Assistant.open(load_settings(index=built.folder))
    for language in ("zh", "en"):
        for question in assistant.suggestions(language):
            for proposed in follow_ups(assistant.ask(question), asked=[question], quote=assistant.quote):
                assert not assistant.ask(proposed).abstained, proposed
                assert assistant.quote(proposed).text == assistant.ask(proposed).text


def test_places_are_named_once_in_their_order() -> None:
    assert places_in("深圳、西安和深圳") == ("深圳", "西安")


def test_a_cell_of_ten_megabytes_is_drawn_by_none_and_takes_no_time() -> None:
    huge = "深圳给予100万元，" * 1_000_000
    started = time.monotonic()
    assert chart_with(*[(huge, huge, "[1]")] * 4) is None
    assert sort_value(huge) is None
    assert places_in(huge) == ("深圳",)
    assert time.monotonic() - started < 1


def test_the_rows_of_each_notice_are_counted_where_they_are_several() -> None:
    other = make_notice(symbol="建市〔2020〕60号")
    citations = (*ANSWER.citations, make_citation(other, "最高500万元", n=3))
    rows = (("西安", "", "[1]"), ("深圳", "", "[1][2]"), ("保定", "", "[3]"), ("台州", "", "[2][3]"))
    answer = replace(ANSWER, citations=citations, table=Table(columns=("地区", "金额", "来源"), rows=rows, total=4))
    chart = notice_chart_of(answer)
    assert chart is not None
    assert [(bar.place, bar.value) for bar in chart.bars] == [("建办市函〔2025〕190号", 3), ("建市〔2020〕60号", 2)]
    html = chart_html(chart, words=ZH)
    assert 'aria-label="建办市函〔2025〕190号 3; 建市〔2020〕60号 2"' in html
    assert 'width="85.00%"' in html
    assert notice_chart_of(replace(answer, citations=ANSWER.citations)) is None
    assert notice_chart_of(ANSWER) is None
