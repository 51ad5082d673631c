"""Tables of rows as notices hold them: captions, headers of several rows, merged cells, parts of a numbered row."""

from __future__ import annotations

import pytest
from notice_sample import at, paths, read, repairs

from rag.domain import Notice


def page(table: str) -> Notice:
    """The notice on a web page whose table says which cells are merged."""
    body = f"<p>关于下达资金的通知</p><p>某财〔2024〕3号</p><p>现将资金下达如下。</p>{table}<p>某市财政局</p>"
    return read(f'<meta charset="utf-8">{body}', name="通知.html")


def rows(*printed: str) -> str:
    """A table of rows of cells; a cell may begin with its spans: ``rowspan=2:甲``."""
    found = ""
    for row in printed:
        cells = (cell.rpartition(":") for cell in row.split("|"))
        found += f"<tr>{''.join(f'<td {spans}>{text}</td>' for spans, _, text in cells)}</tr>"
    return f"<table border=1>{found}</table>"


LEVELS = ("rowspan=2:序号|rowspan=2:地区|colspan=2:补助标准|rowspan=2:备注", "一类|二类")


def test_a_header_of_two_rows_names_each_column_by_its_levels() -> None:
    notice = page(rows(*LEVELS, "1|甲市|10|5|首批"))
    assert [(cell.column, cell.text) for cell in at(notice, "表1", "1").cells] == [
        *(("序号", "1"), ("地区", "甲市"), ("补助标准·一类", "10"), ("补助标准·二类", "5"), ("备注", "首批")),
    ]
    assert at(notice, "表1").text == "序号\t地区\t补助标准\t备注\n一类\t二类"
    assert "header-levels" in repairs(notice)


def test_plain_text_prints_a_header_of_two_rows_with_open_places() -> None:
    notice = read("名录\n\n| 序号 | 责任单位 | |\n|---|---|---|\n| | 牵头 | 配合 |\n| 1 | 建设局 | 财政局 |\n")
    assert [cell.column for cell in at(notice, "表1", "1").cells] == ["序号", "责任单位·牵头", "责任单位·配合"]


def test_a_second_row_of_values_is_no_header() -> None:
    notice = page(rows("rowspan=2:类别|名称", "甲公司", "乙类|丙公司"))
    assert at(notice, "表1").text == "类别\t名称"
    assert [[cell.text for cell in item.cells] for item in notice.items if item.kind == "row"] == [
        ["甲公司"],
        ["乙类", "丙公司"],
    ]


def test_a_merged_cell_is_shared_only_by_the_rows_that_it_spans() -> None:
    notice = page(rows("地区|标准|说明", "rowspan=2:甲市|10|按月", "5|按季", "|3|按年"))
    assert [[(cell.column, cell.text) for cell in item.cells] for item in notice.items if item.kind == "row"] == [
        [("地区", "甲市"), ("标准", "10"), ("说明", "按月")],
        [("地区", "甲市"), ("标准", "5"), ("说明", "按季")],
        [("标准", "3"), ("说明", "按年")],
    ]
    assert notice.text.count("甲市") == 1


def test_a_cell_over_two_columns_answers_for_both() -> None:
    notice = page(rows("序号|一类|二类", "1|colspan=2:另行规定", "2|10|5"))
    assert [(cell.column, cell.text) for cell in at(notice, "表1", "1").cells] == [
        *(("序号", "1"), ("一类", "另行规定"), ("二类", "另行规定")),
    ]


def test_the_rows_beside_one_merged_number_are_parts_of_it() -> None:
    notice = page(rows("序号|任务|单位", "rowspan=2:1|出台政策|建设局", "落实资金|财政局", "2|做好宣传|宣传部"))
    assert paths(notice) == ["表1", "表1/1", "表1/1/第2行", "表1/2"]
    assert at(notice, "表1", "1", "第2行").cell("序号") == at(notice, "表1", "1").cell("序号")


def test_a_caption_and_its_unit_name_the_table() -> None:
    table = rows("地区|金额", "甲市|10")
    notice = page(f"<p>表3 各地补助标准</p><p>单位：万元</p>{table}")
    assert at(notice, "表3").heading == "各地补助标准 单位：万元"
    assert at(notice, "表3").text == "表3 各地补助标准\n单位：万元\n地区\t金额"
    assert paths(notice) == ["表3", "表3/第1行"]


def test_a_caption_in_the_tables_first_row_names_it_too() -> None:
    notice = page(rows("colspan=2:补助标准（单位：万元）", "地区|金额", "甲市|10"))
    assert at(notice, "表1").text == "补助标准（单位：万元）\n地区\t金额"
    assert [cell.column for cell in at(notice, "表1", "第1行").cells] == ["地区", "金额"]


@pytest.mark.parametrize("line", ["责任单位：建设局", "见表2中的要求", "表彰名单", "各单位要抓好落实。"])
def test_a_line_above_a_table_that_is_no_caption_stays_where_it_is(line: str) -> None:
    notice = page(f"<p>{line}</p>{rows('地区|金额', '甲市|10')}")
    assert at(notice, "表1").text == "地区\t金额"


def test_a_row_over_the_whole_width_names_the_rows_below_it_or_is_a_note() -> None:
    notice = page(rows("名称|分值", "colspan=2:加分指标", "获奖|5", "colspan=2:注：按年计算。"))
    assert paths(notice) == ["表1", "表1/加分指标", "表1/第2行", "表1/注"]


def test_a_header_of_two_rows_printed_again_on_the_next_page_is_dropped() -> None:
    notice = page(rows(*LEVELS, "1|甲市|10|5|首批") + rows(*LEVELS, "2|乙县|8|4|第二批"))
    assert paths(notice) == ["表1", "表1/1", "表1/2"]
    assert "repeated-header" in repairs(notice)
    assert notice.ledger.rows == 6
    assert (notice.ledger.rows_indexed, notice.ledger.rows_header, notice.ledger.rows_repeated) == (2, 2, 2)


def test_a_table_that_goes_on_below_the_words_for_it_is_one_table() -> None:
    notice = page(rows("序号|任务", "1|甲") + "<p>（续表）</p>" + rows("序号|任务", "2|乙"))
    assert paths(notice) == ["表1", "表1/1", "表1/2"]
    assert ("continued", "（续表）") in [(piece.kind, piece.text) for piece in notice.dropped]


def test_a_row_without_a_number_that_a_page_break_cut_is_made_whole() -> None:
    first = rows("指标|分值|评分要点", "指标1|2|检查记录齐全得满分，缺一项扣", "指标2|4|按月报送信息，资料齐全得满")
    notice = page(first + rows("指标|分值|评分要点", "||分，缺一项扣1分", "指标3|5|按季上报情况，资料完整得满分"))
    assert [[cell.text for cell in item.cells] for item in notice.items if item.kind == "row"] == [
        ["指标1", "2", "检查记录齐全得满分，缺一项扣"],
        ["指标2", "4", "按月报送信息，资料齐全得满分，缺一项扣1分"],
        ["指标3", "5", "按季上报情况，资料完整得满分"],
    ]
    assert "joined-rows" in repairs(notice)


def test_a_short_name_at_the_top_of_a_page_is_a_name() -> None:
    first = rows("类别|要求|时限", "土建|按图施工并留存影像资料|每月", "|做好隐蔽工程验收记录|每周")
    notice = page(first + rows("类别|要求|时限", "安装|按规范调试设备并形成记录|每季"))
    assert [cell.text for cell in at(notice, "表1", "第2行").cells] == ["土建", "做好隐蔽工程验收记录", "每周"]
    assert [cell.text for cell in at(notice, "表1", "第3行").cells] == ["安装", "按规范调试设备并形成记录", "每季"]
    assert "joined-cell" not in repairs(notice)


def test_a_row_of_a_merged_group_at_the_top_of_a_page_is_a_row_of_its_own() -> None:
    first = rows("类别|要求|时限", "土建|按图施工并留存影像资料|每月", "|做好隐蔽工程验收记录|每周")
    notice = page(first + rows("类别|要求|时限", "|开展质量回访并汇总意见|每年"))
    assert paths(notice) == ["表1", "表1/第1行", "表1/第2行", "表1/第3行"]
    assert [cell.text for cell in at(notice, "表1", "第3行").cells][0] == "土建"
