from dataclasses import replace

from page_sample import make_answer, make_citation, make_notice

from rag.domain import Table
from ui.layout import Section, lay_out
from ui.render_answer import answer_html

ANSWER = make_answer(make_notice())
LIST = "- 西安：最高10万元。[1]\n- 深圳：最高500万元。[2]"


def laid(text: str) -> tuple[Section, ...]:
    return lay_out(replace(ANSWER, text=text))


def test_lines_of_the_table_are_held_by_it_below_their_count() -> None:
    assert laid(f"共 2 条：\n\n**标题**\n\n{LIST}") == (
        Section(lead="共 2 条：", table=ANSWER.table, held=f"**标题**\n\n{LIST}"),
    )


def test_a_line_that_says_more_than_its_row_or_stands_on_another_source_is_not_held() -> None:
    more = "- 西安：最高10万元，由财政局支付。[1]"
    other = replace(
        ANSWER,
        text=f"共 3 条：\n\n**甲**\n\n{LIST}\n{more}\n- 保定：最高10万元。[3]\n\n以上。",
        citations=(*ANSWER.citations, make_citation(make_notice(), "保定引导", n=3)),
    )
    (section,) = lay_out(other)
    assert section.held == f"**甲**\n\n{LIST}"
    assert section.rest == f"**甲**\n\n{more}\n- 保定：最高10万元。[3]\n\n以上。"


def test_each_part_shows_its_heading_and_the_part_without_rows_all_that_it_says() -> None:
    first, second = laid(f"**第 1 问**\n\n共 2 条：\n\n{LIST}\n\n**第 2 问**\n\n没有找到依据。")
    assert first == Section(lead="**第 1 问**\n\n共 2 条：", table=ANSWER.table, held=LIST)
    assert second == Section(lead="**第 2 问**\n\n没有找到依据。")
    html = answer_html(replace(ANSWER, text=f"**第 1 问**\n\n不超过3个。[1]\n\n**第 2 问**\n\n{LIST}"))
    assert html.index("不超过3个") < html.index("第 2 问") < html.index("<table>") < html.index("pr-fold")


def test_each_part_has_the_rows_of_its_own_lines() -> None:
    assert ANSWER.table is not None
    rows = (*ANSWER.table.rows, ("保定", "", "[3]"), ("保定企业", "", "[3]"))
    cited = (*ANSWER.citations, make_citation(make_notice(), "保定引导", n=3))
    answer = replace(
        ANSWER,
        text=f"**第 1 问**\n\n{LIST}\n\n**第 2 问**\n\n- 保定企业[3]",
        citations=cited,
        table=Table(columns=ANSWER.table.columns, rows=rows, total=4),
    )
    first, second = lay_out(answer)
    assert first.table is not None
    assert second.table is not None
    assert [first.table.rows, second.table.rows] == [rows[:2], rows[2:]]
    assert first.table.total == 2


def test_a_table_whose_rows_tell_no_line_stands_below_all_that_is_said() -> None:
    assert laid("给两个城市奖补。[1]") == (Section(lead="给两个城市奖补。[1]", table=ANSWER.table),)
    alone = replace(ANSWER, table=Table(columns=("地区",), rows=(("西安[1]",),), total=1))
    assert lay_out(alone) == (Section(lead=ANSWER.text),)
