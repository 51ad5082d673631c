"""Source file → lines and grids: encodings, the three ways a table is printed, markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import CorpusError, ParseError
from rag.parse.blocks import read_blocks
from rag.parse.formats.encodings import decode
from rag.parse.printed import Blocks, Grid, Line

FILE = Path("通知.txt")


def blocks(text: str) -> Blocks:
    return read_blocks(FILE, text.encode())


def lines(text: str) -> list[str]:
    return [block.text.chars for block in blocks(text).blocks if isinstance(block, Line)]


def grids(text: str) -> list[list[list[list[str]]]]:
    """Every grid as rows of cells of paragraphs."""
    return [
        [[[piece.chars for piece in cell] for cell in row] for row in block.rows]
        for block in blocks(text).blocks
        if isinstance(block, Grid)
    ]


def dropped(text: str) -> list[tuple[str, str]]:
    return [(kind, piece.chars) for kind, piece in blocks(text).dropped]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_file_in_any_encoding_of_the_country_reads_the_same(encoding: str) -> None:
    assert decode(FILE, "一、指导思想〔2025〕\n".encode(encoding)) == "一、指导思想〔2025〕\n"


def test_characters_that_only_the_newer_standard_has_are_read() -> None:
    assert decode(FILE, "䶮㐀".encode("gb18030")) == "䶮㐀"


def test_utf_16_of_either_byte_order_is_told_by_its_mark() -> None:
    assert decode(FILE, b"\xfe\xff" + "通知".encode("utf-16-be")) == "通知"


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfe\x00", b"\x00\x00\x00", b"\xff\xff\xff"]
)
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(ParseError, match="通知.txt 不是文本文件"):
        read_blocks(FILE, content)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", "\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(ParseError, match="是空的"):
        read_blocks(FILE, content)


def test_an_unknown_file_type_is_refused_with_the_types_that_can_be_read() -> None:
    with pytest.raises(CorpusError, match=r"\.zip") as caught:
        read_blocks(Path("通知.zip"), b"text")
    assert ".txt" in caught.value.hint


def test_the_suffix_may_be_in_capitals() -> None:
    assert read_blocks(Path("A.TXT"), "通知".encode()).source == "通知"


def test_a_line_knows_its_indent_and_the_gap_before_it() -> None:
    found = blocks("标题\n\n　　一、甲  \n    二、乙").blocks
    assert [(line.text.chars, line.indent, line.gap) for line in found if isinstance(line, Line)] == [
        ("标题", 0, False),
        ("一、甲", 4, True),
        ("二、乙", 4, False),
    ]


def test_each_character_of_a_line_knows_its_place_in_the_source() -> None:
    found = blocks("甲\r\n  乙丙")
    assert isinstance(found.blocks[1], Line)
    assert found.blocks[1].text.origins == (5, 6)
    assert [found.source[at] for at in (5, 6)] == ["乙", "丙"]


def test_a_bookmark_that_a_word_processor_left_is_dropped() -> None:
    assert lines("[bookmark: _GoBack]1.苏州出台意见。") == ["1.苏州出台意见。"]
    assert dropped("[bookmark: _GoBack]1.苏州出台意见。") == [("bookmark", "[bookmark: _GoBack]")]


def test_a_year_in_square_brackets_is_no_bookmark() -> None:
    assert lines("国办发[2016]71号") == ["国办发[2016]71号"]


def test_a_pipe_table_is_read_cell_by_cell() -> None:
    assert grids("| 序号 | 任务 |\n|:---|---|\n| 1 | 甲 |") == [[[["序号"], ["任务"]], [["1"], ["甲"]]]]


def test_bars_and_the_rule_of_a_pipe_table_are_dropped() -> None:
    assert dropped("| 一 | 甲 |\n|---|---|") == [
        *(("separator", "|"), ("separator", "|"), ("separator", "|"), ("separator", "|---|---|")),
    ]


def test_a_row_of_dashes_in_cells_of_words_is_a_row() -> None:
    assert grids("| — | 完善 |") == [[[["—"], ["完善"]]]]


def test_html_in_a_cell_makes_its_paragraphs() -> None:
    text = '| <p style="text-align: center;">(三) 加强</p><p>1.甲<br/>2.乙</p> |'
    assert grids(text) == [[[["(三) 加强", "1.甲", "2.乙"]]]]
    assert ("markup", '<p style="text-align: center;">') in dropped(text)


def test_character_references_become_the_character() -> None:
    assert grids("| A&amp;B&nbsp;&#x3C;5 |") == [[[["A&B\xa0<5"]]]]
    assert [piece for kind, piece in dropped("| A&amp;B |") if kind == "markup"] == ["amp;"]


@pytest.mark.parametrize(
    "cell", ["投资<50万元且>10万元", "A&B", "a < b", "<5%", "&#xZZ;", "</", "<!-- 注 -->甲", "甲<"]
)
def test_signs_that_only_look_like_markup_lose_no_character(cell: str) -> None:
    found = blocks(f"| {cell} | 乙 |")
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    origins = [at for row in grid.rows for one in row for piece in one for at in piece.origins]
    origins += [at for _, piece in found.dropped for at in piece.origins]
    assert sorted(at for at in origins if not found.source[at].isspace()) == [
        at for at, char in enumerate(found.source) if not char.isspace()
    ]


def test_a_word_processors_cells_begin_with_a_tab_and_end_at_an_empty_line() -> None:
    text = "\t序号\n\t主要\n举措\n\n\t一\n\t（一）甲\n1.乙\n2.丙\n"
    assert grids(text) == [[[["序号"], ["主要", "举措"]], [["一"], ["（一）甲", "1.乙", "2.丙"]]]]


def test_empty_cells_of_a_word_processor_are_kept_as_columns() -> None:
    assert grids("\t一\n\t甲\n\n\t\n\t乙\n") == [[[["一"], ["甲"]], [[], ["乙"]]]]


def test_a_row_a_line_is_cut_at_its_tabs_and_runs_on_over_empty_lines() -> None:
    assert grids("序号\t任务\t单位\n1\t甲\t乙局\n\n\t丙\t\n") == [
        [[["序号"], ["任务"], ["单位"]], [["1"], ["甲"], ["乙局"]], [[], ["丙"], []]],
    ]


def test_a_row_whose_cell_is_broken_over_lines_is_one_row() -> None:
    (grid,) = blocks(
        "序号\t任务\t时间\n1\t供暖面积800万平方米，其中核能\n500万平方米\t2025年\n\n2\t评估\t2026年\n"
    ).blocks
    assert isinstance(grid, Grid)
    assert [len(row) for row in grid.rows] == [3, 3, 3]
    assert [piece.chars for piece in grid.rows[1][1]] == ["供暖面积800万平方米，其中核能", "500万平方米"]
    assert [piece.chars for piece in grid.rows[2][0]] == ["2"]


def test_a_line_that_names_the_numbered_rows_below_it_is_a_row() -> None:
    assert grids("序号\t指标\n基础指标\n1\t设施\n\n加分指标\n1\t智慧\n表2 名单\n1\t甲\n")[0] == [
        [["序号"], ["指标"]],
        [["基础指标"], []],
        [["1"], ["设施"]],
        [["加分指标"], []],
        [["1"], ["智慧"]],
    ]


def test_text_after_a_table_is_a_line_again() -> None:
    found = blocks("| 甲 | 乙 |\n抄送：各部门。").blocks
    assert [type(block).__name__ for block in found] == ["Grid", "Line"]


def test_short_rows_are_filled_to_the_width_of_the_table() -> None:
    assert grids("| 甲 | 乙 |\n| 丙 |") == [[[["甲"], ["乙"]], [["丙"], []]]]


def test_items_indented_against_their_siblings_are_noted() -> None:
    noted = [repair.kind for repair in blocks("1.甲\n2.乙\n    3.丙\n4.丁\n").repairs]
    assert noted == ["indented-items"]


def test_the_marks_of_a_markdown_file_are_dropped() -> None:
    found = read_blocks(Path("通知.md"), "# 关于试点的通知\n\n## 一、目标\n加快**推进**，2*3。\n".encode())
    assert [block.text.chars for block in found.blocks if isinstance(block, Line)] == [
        *("关于试点的通知", "一、目标", "加快推进，2*3。"),
    ]
    assert [piece.chars for _, piece in found.dropped] == ["#", "##", "**", "**"]


def test_the_same_marks_in_a_plain_text_file_are_text() -> None:
    assert lines("# 甲\n**乙**") == ["# 甲", "**乙**"]


# --- comma-separated values ---------------------------------------------------------------------------------------


def test_comma_separated_values_are_one_table() -> None:
    found = read_blocks(Path("名单.csv"), '序号,名称,说明\r\n1,"甲,乙","他说""好""\n二行"\r\n2,丙,\r\n'.encode("gbk"))
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    assert [[[piece.chars for piece in cell] for cell in row] for row in grid.rows] == [
        [["序号"], ["名称"], ["说明"]],
        [["1"], ["甲,乙"], ['他说"好"', "二行"]],
        [["2"], ["丙"], []],
    ]


def test_rows_of_one_value_around_a_table_of_values_are_text() -> None:
    found = read_blocks(Path("通知.csv"), "关于补贴的通知,,\n,,\n序号,名称,金额\n1,甲,20\n,,\n特此通知。,,\n".encode())
    head, grid, tail = found.blocks
    assert isinstance(grid, Grid)
    assert [block.text.chars for block in (head, tail) if isinstance(block, Line)] == ["关于补贴的通知", "特此通知。"]
    assert [[cell[0].chars for cell in row] for row in grid.rows] == [["序号", "名称", "金额"], ["1", "甲", "20"]]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_than_the_comma_part_values_too(mark: str) -> None:
    (grid,) = read_blocks(Path("名单.csv"), f"甲{mark}乙,丙\n丁{mark}戊".encode()).blocks
    assert isinstance(grid, Grid)
    assert [[cell[0].chars for cell in row] for row in grid.rows] == [["甲", "乙,丙"], ["丁", "戊"]]


def test_page_numbers_between_hard_wrapped_lines_are_set_aside_and_told() -> None:
    source = "一、加快推进城镇老旧小区\n\n        — 3 —\n\n改造。\n第 4 页 共 12 页\n-5-\n— 某局\n"
    assert lines(source) == ["一、加快推进城镇老旧小区", "改造。", "— 某局"]
    found = blocks(source)
    assert [(kind, piece.chars.strip()) for kind, piece in found.dropped] == [
        *(("page-number", "— 3 —"), ("page-number", "第 4 页 共 12 页"), ("page-number", "-5-")),
    ]
    assert [repair.detail for repair in found.repairs] == ["3 处页码不属于正文，已略去。"]
