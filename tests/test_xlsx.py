"""Spreadsheets → blocks: values as displayed, merged cells, what is hidden reported."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from blocks_sample import check_origins, dropped, grids, lines, repairs
from printers import saved

from rag.errors import ParseError
from rag.parse.formats.xlsx import displayed, read_xlsx
from rag.parse.notice import read_notice
from rag.parse.printed import Blocks, Grid


def book() -> tuple[Any, Any]:
    made = openpyxl.Workbook()
    return made, made.active


def read(made: Any) -> Blocks:
    found = read_xlsx(saved(made))
    check_origins(found)
    return found


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        *(
            (1234.5, "General", "1234.5"),
            (0.1 + 0.2, "General", "0.3"),
            (12, "General", "12"),
            (100000000, "General", "100000000"),
        ),
        *((0.355, "0.0%", "35.5%"), (0.5, "0%", "50%"), (1234567.891, "#,##0.00", "1,234,567.89"), (7, "000", "007")),
        *((2.5, "0", "3"), (1.20, "0.0#", "1.2"), (50, '0"万元"', "50万元"), (-3, "0.0", "-3.0"), (3, "0_ ", "3")),
        *((date(2024, 1, 2), 'yyyy"年"m"月"d"日"', "2024年1月2日"), (datetime(2024, 1, 2), "yyyy-mm-dd", "2024-01-02")),
        *((datetime(2024, 1, 2), "[$-F800]yyyy\\年mm\\月", "2024年01月"), (time(8, 30), "h:mm", "8:30")),
        *(
            (datetime(2024, 1, 2, 8, 5), "yyyy/m/d h:mm", "2024/1/2 8:05"),
            (True, "General", "TRUE"),
            (None, "General", ""),
        ),
        *(("文字", "@", "文字"), (Decimal("0.10"), "General", "0.1"), ("3", "0.00", "3")),
    ],
)
def test_a_value_is_shown_as_its_format_says(value: object, form: str, shown: str) -> None:
    assert displayed(value, form) == shown


def test_lines_above_and_below_the_table_are_text() -> None:
    made, sheet = book()
    for row in (
        ["补助资金分配表"],
        [None, None, "单位：万元"],
        ["序号", "地区", "金额"],
        [1, "甲市", 10.5],
        ["注：不含税。"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    found = read(made)
    assert lines(found) == ["补助资金分配表", "单位：万元", "注：不含税。"]
    assert grids(found) == [[["序号", "地区", "金额"], ["1", "甲市", "10.5"]]]
    assert found.pages == 1


def test_merged_cells_are_known_and_a_cell_of_several_lines_has_paragraphs() -> None:
    made, sheet = book()
    for row in (["类别", "任务"], ["加分", "1.甲\n2.乙"], [None, "丙"], [None, None]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    found = read(made)
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    assert grids(found) == [[["类别", "任务"], ["加分", "1.甲|2.乙"], ["", "丙"]]]
    assert [(one.row, one.column, one.rows, one.columns) for one in grid.merges] == [(1, 0, 2, 1)]


def test_hidden_rows_columns_and_sheets_are_set_aside_and_reported() -> None:
    made, sheet = book()
    for row in (["序号", "地区", "底数"], [1, "甲市", 99], [2, "乙县", 98]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = made.create_sheet("内部")
    other.append(["草稿"])
    other.sheet_state = "hidden"
    found = read(made)
    assert grids(found) == [[["序号", "地区"], ["1", "甲市"]]]
    assert sorted(dropped(found)) == sorted(
        [
            ("hidden-row", "底数"),
            ("hidden-row", "99"),
            ("hidden-row", "2"),
            ("hidden-row", "乙县"),
            ("hidden-row", "98"),
            ("hidden-sheet", "草稿"),
        ]
    )
    assert set(repairs(found)) == {"hidden-row", "hidden-sheet"}


def test_the_names_of_several_sheets_are_printed_above_them() -> None:
    made, sheet = book()
    sheet.title = "附件1"
    sheet.append(["序号", "任务"])
    sheet.append([1, "甲"])
    made.create_sheet("Sheet2").append(["乙"])
    found = read(made)
    assert lines(found) == ["附件1", "乙"]
    assert found.pages == 2


def test_a_sheet_that_spans_millions_of_places_is_refused() -> None:
    made, sheet = book()
    sheet["A1"] = "甲"
    sheet["XFD1048576"] = "乙"
    with pytest.raises(ParseError, match="不予读取"):
        read(made)


def test_a_formula_whose_result_was_not_stored_is_shown_and_reported() -> None:
    made, sheet = book()
    for row in (["地区", "金额"], ["甲市", 10], ["乙市", 5], ["合计", "=SUM(B2:B3)"]):
        sheet.append(row)
    found = read(made)
    assert grids(found)[0][-1] == ["合计", "=SUM(B2:B3)"]
    assert [one.kind for one in found.unread] == ["uncounted"]
    assert found.unread[0].detail.startswith("1 格公式")


def test_the_title_in_the_first_row_comes_before_the_name_of_its_sheet() -> None:
    made, sheet = book()
    sheet.title = "任务清单"
    for row in (["某市2025年重点任务清单"], ["序号", "任务"], [1, "建成试点。"]):
        sheet.append(row)
    other = made.create_sheet("附件2")
    other.append(["资金安排表"])
    other.append(["项目", "金额"])
    bare = made.create_sheet("名单")
    bare.append(["姓名", "单位"])
    assert lines(read(made)) == ["某市2025年重点任务清单", "任务清单", "附件2", "资金安排表", "名单"]


def test_a_file_that_begins_with_an_annex_is_called_by_its_title() -> None:
    made, sheet = book()
    sheet.title = "任务分解"
    for row in (["附件1"], ["某市2024年重点任务分解表"], ["序号", "任务"], [1, "建成试点。"]):
        sheet.append(row)
    made.create_sheet("名单").append(["姓名", "单位"])
    assert lines(read(made))[:3] == ["附件1", "某市2024年重点任务分解表", "任务分解"]
    notice = read_notice(Path("表.xlsx"), saved(made))
    assert notice.title == "某市2024年重点任务分解表"
    assert notice.items[0].path == ("附件1",)
