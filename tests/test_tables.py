"""Grids of single pages → whole tables: what page breaks, narrow cells and slips of the printer did is mended."""

from __future__ import annotations

from pathlib import Path

from notice_sample import at, check_whole, headings, outline, paths, read, repairs

from rag.parse.blocks import read_blocks
from rag.parse.nesting import is_outline
from rag.parse.printed import Grid
from rag.parse.records import read_records
from rag.parse.tables import Table, stitch

HEAD = "| 序号 | 工作任务 | 主要举措 | 经验做法 |\n|---|---|---|---|\n"


def tables(text: str) -> tuple[Table, ...]:
    found = read_blocks(Path("a.txt"), text.encode()).blocks
    return stitch([block for block in found if isinstance(block, Grid)])


def test_pages_under_one_header_are_one_table() -> None:
    (table,) = tables(f"{HEAD}| 一 | 甲 | （一）乙 | 1.丙 |\n\n{HEAD}| | | | 2.丁 |\n")
    assert table.columns == ("序号", "工作任务", "主要举措", "经验做法")
    assert len(table.rows) == 2
    assert [row.page_top for row in table.rows] == [False, True]
    assert [piece.chars for _, piece in table.dropped] == ["序号", "工作任务", "主要举措", "经验做法"]


def test_a_page_without_a_header_belongs_to_the_table_before_it() -> None:
    (table,) = tables("序号\t任务\n1\t甲\n\n抬头".replace("抬头", "2\t乙"))
    assert len(table.rows) == 2


def test_a_table_with_another_header_is_another_table() -> None:
    assert len(tables("| 序号 | 任务 |\n| 1 | 甲 |\n\n| 名称 | 地址 |\n| 乙 | 丙 |".replace("\n\n", "\n"))) == 1
    one, other = tables("| 序号 | 任务 |\n| 1 | 甲 |\n\n| 名称 | 地址 |\n| 乙 | 丙 |")
    assert one.columns == ("序号", "任务")
    assert other.columns == ("名称", "地址")


def test_a_header_cell_over_two_lines_is_one_column() -> None:
    (table,) = tables("\t序号\n\t主要\n举措\n\n\t1\n\t甲\n")
    assert table.columns == ("序号", "主要举措")
    assert [repair.kind for repair in table.repairs] == ["split-heading"]


def test_columns_that_carry_numerals_nest() -> None:
    (nesting,) = tables(f"{HEAD}| 一 | 甲 | （一）乙 | 1.丙 |\n| | | （二）丁 | 1.戊 |\n")
    assert is_outline(nesting)


def test_a_numbered_list_of_tasks_does_not_nest() -> None:
    (flat,) = tables("| 序号 | 任务名称 | 任务要求 |\n| 1 | 甲 | 乙 |\n| 2 | | 丙 |\n")
    assert not is_outline(flat)


# --- tables whose columns nest ------------------------------------------------------------------------------------


def test_cell_numerals_are_path_levels() -> None:
    notice = read(f"{HEAD}| 一 | 完善 | （一）规划 | 1.保定。<br>2.厦门。 |\n| 二 | 丰富 | （一）机制 | 1.台州。 |\n")
    assert outline(notice) == [
        ("一", "一 完善"),
        ("一/（一）", "（一）规划"),
        ("一/（一）/1", "1.保定。"),
        ("一/（一）/2", "2.厦门。"),
        ("二", "二 丰富"),
        ("二/（一）", "（一）机制"),
        ("二/（一）/1", "1.台州。"),
    ]
    assert headings(notice)["一"] == "完善"


def test_a_section_printed_as_a_dash_is_the_first() -> None:
    source = f"{HEAD}| — | 完善政策体系 | （一）规划 | 1.保定。 |\n| 二 | 丰富 | （一）机制 | 1.台州。 |\n"
    notice = read(source)
    assert paths(notice)[0] == "一"
    assert at(notice, "一").text == "一 完善政策体系"
    assert "dash-numeral" in repairs(notice)
    check_whole(notice, source, dashes=1)


def test_a_word_cut_by_a_page_break_is_joined() -> None:
    source = (
        f"{HEAD}| 一 | 甲 | （一）乙 | 1.合肥支持更多中小企 |\n\n{HEAD}| | | | <p>业转型升级。</p><p>2.重庆。</p> |\n"
    )
    notice = read(source)
    assert at(notice, "一", "（一）", "1").text == "1.合肥支持更多中小企业转型升级。"
    assert at(notice, "一", "（一）", "2").text == "2.重庆。"
    assert "joined-pages" in repairs(notice)
    check_whole(notice, source)


def test_a_heading_cut_by_a_page_break_is_made_whole_beside_its_leaf() -> None:
    source = f"{HEAD}| 一 | 甲 | （一）拓展应用场 | 1.合肥推进智慧运维等方 |\n\n{HEAD}| | | 景 | 面的应用。 |\n"
    notice = read(source)
    assert at(notice, "一", "（一）").text == "（一）拓展应用场景"
    assert at(notice, "一", "（一）").heading == "拓展应用场景"
    assert at(notice, "一", "（一）", "1").text == "1.合肥推进智慧运维等方面的应用。"
    check_whole(notice, source)


def test_the_second_line_of_a_heading_is_read_with_the_first() -> None:
    source = f"{HEAD}| 一 | 甲 | （一）乙 | 1.丙。 |\n| | | <p>（二）拓展应</p><p>用场景</p> | 1.丁。 |\n"
    notice = read(source)
    assert at(notice, "一", "（一）", "1").text == "1.丙。"
    assert at(notice, "一", "（二）").heading == "拓展应用场景"
    check_whole(notice, source)


def test_a_new_paragraph_at_the_top_of_a_page_is_not_glued_to_a_finished_sentence() -> None:
    notice = read(f"{HEAD}| 一 | 甲 | （一）乙 | 1.合肥施行。 |\n\n{HEAD}| | | | 同时，配套出台细则。 |\n")
    assert at(notice, "一", "（一）", "1").text == "1.合肥施行。\n同时，配套出台细则。"


def test_two_measures_in_one_row_are_told_apart_where_the_numbering_starts_again() -> None:
    source = (
        f"{HEAD}| 二 | 丰富 | <p>(一) 机制</p> <p>(二) 转化</p> | 1.台州。<br>2.成都。<br>1.北京。<br>2.哈尔滨。 |\n"
    )
    notice = read(source)
    assert outline(notice)[1:] == [
        ("二/（一）", "(一)机制"),
        ("二/（一）/1", "1.台州。"),
        ("二/（一）/2", "2.成都。"),
        ("二/（二）", "(二)转化"),
        ("二/（二）/1", "1.北京。"),
        ("二/（二）/2", "2.哈尔滨。"),
    ]
    assert "shared-row" in repairs(notice)
    check_whole(notice, source)


def test_a_heading_in_the_wrong_column_is_put_back_by_its_numeral() -> None:
    notice = read(
        f"{HEAD}| 三 | 培育 | (一) 产业链 | 1.武汉。 |\n| | | (二) 创新 | 1.南京。 |\n| | (三) 队伍 | | 1.保定。 |\n"
    )
    assert paths(notice)[-2:] == ["三/（三）", "三/（三）/1"]
    assert headings(notice)["三/（三）"] == "队伍"
    assert "misplaced-cell" in repairs(notice)


def test_a_heading_with_stray_blanks_is_read_without_them() -> None:
    source = f"{HEAD}| 二 | 丰富 | (三) 加强 试点示范 工程跟踪 问效 | 1.天津。 |\n| | | （四）总结 | 1.重庆。 |\n"
    notice = read(source)
    assert headings(notice)["二/（三）"] == "加强试点示范工程跟踪问效"
    assert at(notice, "二", "（三）").text == "(三)加强试点示范工程跟踪问效"
    check_whole(notice, source)


def test_half_and_full_width_brackets_make_the_same_path() -> None:
    notice = read(f"{HEAD}| 一 | 甲 | （一）乙 | 1.丙。 |\n| | | (二) 丁 | 1.戊。 |\n")
    assert paths(notice) == ["一", "一/（一）", "一/（一）/1", "一/（二）", "一/（二）/1"]
    assert "mixed-brackets" in repairs(notice)


# --- tables of rows -----------------------------------------------------------------------------------------------

ROWS = "附件\n任务清单\n序号\t任务名称\t任务要求\t责任单位\n"


def cells(notice_text: str, *path: str) -> dict[str, str]:
    return {cell.column: cell.text for cell in at(read(notice_text), *path).cells}


def test_a_merged_cell_stands_once_in_the_text_and_is_shared_by_the_rows_below() -> None:
    source = f"{ROWS}1\t加强保障\t出台意见\t建设局\n2\t\t加大支持\t财政局\n"
    notice = read(source)
    assert notice.text.count("加强保障") == 1
    first, second = at(notice, "附件", "1"), at(notice, "附件", "2")
    assert (second.heading, second.text) == ("加强保障", "2\t加大支持\t财政局")
    assert first.cell("任务名称") == second.cell("任务名称")
    check_whole(notice, source)


def test_a_row_that_a_page_break_cut_is_made_whole() -> None:
    source = (
        f"{ROWS}5\t甲\t申报智能制造\t建设局、交\n\n"
        "序号\t任务名称\t任务要求\t责任单位\n\t\t试点企业\t通运输局\n6\t\t给予奖励\t财政局\n"
    )
    notice = read(source)
    assert at(notice, "附件", "5").text == "5\t甲\t申报智能制造试点企业\t建设局、交通运输局"
    assert at(notice, "附件", "6").heading == "甲"
    assert "joined-rows" in repairs(notice)
    check_whole(notice, source)


def test_the_rest_of_a_name_at_the_top_of_a_page_goes_back_to_its_merged_cell() -> None:
    source = (
        f"{ROWS}10\t实施创新行\t建立平台\t建设局\n11\t\t探索集成\t建设局\n\n"
        "序号\t任务名称\t任务要求\t责任单位\n12\t动\t探索报建\t建设局\n13\t推广生产\t引导企业\t经信局\n"
    )
    notice = read(source)
    assert at(notice, "附件", "12").heading == "实施创新行动"
    assert at(notice, "附件", "12").text == "12\t探索报建\t建设局"
    assert at(notice, "附件", "13").heading == "推广生产"
    assert "joined-cell" in repairs(notice)
    check_whole(notice, source)


def test_an_empty_cell_right_of_the_task_is_empty_and_not_merged() -> None:
    assert cells(f"{ROWS}1\t甲\t出台若干政策意见\t建设局\n2\t\t加大支持\t\n", "附件", "2") == {
        "序号": "2",
        "任务名称": "甲",
        "任务要求": "加大支持",
    }


def test_rows_without_numbers_are_counted() -> None:
    notice = read("名录\n\n企业\t地址\n甲公司\t东路\n乙公司\t西路\n")
    assert paths(notice) == ["表1", "表1/第1行", "表1/第2行"]
    assert cells("名录\n\n企业\t地址\n甲公司\t东路\n乙公司\t西路\n", "表1", "第2行") == {
        "企业": "乙公司",
        "地址": "西路",
    }


def test_equal_words_in_two_cells_have_each_their_own_place() -> None:
    notice = read(f"{ROWS}1\t建设局\t建设局\t建设局\n2\t\t乙\t丙\n")
    spans = [(cell.start, cell.end) for cell in at(notice, "附件", "1").cells]
    assert len(set(spans)) == 4


def test_records_know_whether_they_are_numbered_and_which_columns_are_merged() -> None:
    (table,) = tables("序号\t名称\t要求\n1\t甲\t乙乙乙\n2\t\t丙丙丙\n")
    records = read_records(table)
    assert records.numbers == 0
    assert not records.restart
    assert records.merged == frozenset({1})
    assert [record.number.chars for record in records.records] == ["1", "2"]


SCORES = "附件\n评价指标\n序号\t指标\t分值\n"


def test_numbers_that_start_again_in_each_category_stand_under_it() -> None:
    source = f"{SCORES}加分指标\t\t\n1\t获奖\t5\n2\t专利\t3\n扣分指标\t\t\n1\t事故\t-5\n"
    notice = read(source)
    assert outline(notice)[1:] == [
        ("附件/加分指标", "加分指标"),
        ("附件/加分指标/1", "1\t获奖\t5"),
        ("附件/加分指标/2", "2\t专利\t3"),
        ("附件/扣分指标", "扣分指标"),
        ("附件/扣分指标/1", "1\t事故\t-5"),
    ]
    check_whole(notice, source)


def test_a_category_in_a_merged_first_column_is_a_level_too() -> None:
    source = "附件\n评价指标\n类别\t序号\t指标\n加分\t1\t获奖\n\t2\t专利\n扣分\t1\t事故\n"
    notice = read(source)
    assert paths(notice)[1:] == ["附件/加分/1", "附件/加分/2", "附件/扣分/1"]
    assert at(notice, "附件", "加分", "2").heading == "加分"
    check_whole(notice, source)


def test_numbers_that_run_on_through_the_categories_do_not_carry_them() -> None:
    notice = read(f"{SCORES}加分指标\t\t\n1\t获奖\t5\n扣分指标\t\t\n2\t事故\t-5\n")
    assert paths(notice)[1:] == ["附件/加分指标", "附件/1", "附件/扣分指标", "附件/2"]


def test_notes_under_a_table_are_numbered_apart_from_its_rows() -> None:
    source = f"{SCORES}1\t获奖\t5\n2\t专利\t3\n\n注：1.本表用于自评。\n2.满分100分。\n"
    notice = read(source)
    assert outline(notice)[-2:] == [("附件/注/1", "注：1.本表用于自评。"), ("附件/注/2", "2.满分100分。")]
    assert [item.kind for item in notice.items][-2:] == ["note", "note"]
    check_whole(notice, source)


def test_a_note_without_numbers_is_one_note() -> None:
    notice = read(f"{SCORES}1\t获奖\t5\n\n注：本表用于自评。\n\n附件2\n其他\n一、甲。\n")
    assert paths(notice)[-3:] == ["附件/注", "附件2", "附件2/一"]


def test_a_note_in_the_last_row_of_a_table_is_a_note() -> None:
    assert paths(read(f"{SCORES}1\t获奖\t5\n注：本表用于自评。\t\t\n"))[-1] == "附件/注"


def test_a_line_that_says_note_away_from_a_table_is_text() -> None:
    assert paths(read("一、甲。\n注：1.乙。\n")) == ["一"]


def test_a_sum_at_the_foot_leaves_the_rows_their_numbers() -> None:
    assert paths(read(f"{SCORES}1\t获奖\t5\n2\t专利\t3\n合计\t\t8\n"))[1:] == ["附件/1", "附件/2", "附件/合计"]


def test_sections_of_a_nesting_table_may_be_numbered_in_figures() -> None:
    rows = (
        "| 1 | 完善 | （一）规划 | 1.保定。 |",
        "| | | （二）政策 | 1.厦门。 |",
        "| 2 | 丰富 | （一）机制 | 1.台州。 |",
    )
    source = HEAD + "\n".join(rows)
    notice = read(source)
    assert paths(notice) == ["1", "1/（一）", "1/（一）/1", "1/（二）", "1/（二）/1", "2", "2/（一）", "2/（一）/1"]
    check_whole(notice, source)


def test_words_in_the_first_column_that_number_nothing_are_kept() -> None:
    source = f"{HEAD}| 一 | 完善 | （一）规划 | 1.保定。 |\n| 说明 | 另见附页 | （二）政策 | 1.厦门。 |\n"
    notice = read(source)
    assert "说明" in notice.text
    assert "另见附页" in notice.text
    check_whole(notice, source)


def test_a_name_and_a_heading_in_one_cell_are_read_once_each() -> None:
    source = f"{HEAD}| 一 | 完善<br>（一）规划 | | 1.保定。 |\n| 二 | 丰富 | （一）机制 | 1.台州。 |\n"
    notice = read(source)
    assert paths(notice)[:3] == ["一", "一/（一）", "一/（一）/1"]
    check_whole(notice, source)


def test_a_rule_without_any_row_is_dropped() -> None:
    assert [piece.kind for piece in read("一、甲。\n|---|\n乙。\n").dropped] == ["separator"]
