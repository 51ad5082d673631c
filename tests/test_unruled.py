"""Tables of horizontal rules alone (三线表) and of no rules: read where their columns are plain, never out of prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from blocks_sample import grids, lines, repairs
from pdf_sample import LEFT, LONG, TOP, pdf, put, read, wrapped
from reportlab.pdfgen.canvas import Canvas

from rag.parse.notice import read_notice

SMALL = 11.0
STEP = 18.0
AT = (95.0, 210.0, 400.0)
"""Where the three columns begin."""
RIGHT = 500.0

HEADER = ["奖励类别", "申报条件", "金额（万元）"]
ROWS = [
    ["特级企业", "首次取得施工总承包特级资质", "200"],
    ["一级企业", "首次取得施工总承包一级资质", "50"],
    ["鲁班奖", "承建单位获得该奖", "100"],
]


def set_rows(canvas: Canvas, rows: list[list[str]], top: float, *, at: tuple[float, ...] = AT) -> float:
    """Print `rows`, a line each; returns where the next line goes."""
    for row in rows:
        for text, x in zip(row, at, strict=True):
            if text:
                put(canvas, text, x, top, size=SMALL)
        top -= STEP
    return top


def rule(canvas: Canvas, y: float, *, left: float = 90.0, right: float = RIGHT, pieces: int = 1) -> None:
    """A horizontal rule over the line at `y`, drawn in `pieces` as producers draw it cell by cell."""
    width = (right - left) / pieces
    for number in range(pieces):
        canvas.line(left + number * width, y + 14, left + (number + 1) * width, y + 14)


@pytest.mark.parametrize("pieces", [1, 3])
def test_three_rules_make_a_table(pieces: int) -> None:
    def draw(canvas: Canvas) -> None:
        top = wrapped(canvas, [f"一、{LONG}"]) - 10
        rule(canvas, top, pieces=pieces)
        rule(canvas, top - STEP, pieces=pieces)
        below = set_rows(canvas, [HEADER, *ROWS], top)
        rule(canvas, below, pieces=pieces)
        wrapped(canvas, [f"二、{LONG}"], top=below - 20)

    found = read(draw)
    assert grids(found) == [[HEADER, *ROWS]]
    assert lines(found) == [f"一、{LONG}", f"二、{LONG}"]
    assert repairs(found)["unruled"].startswith("1 处")


LONG_CELL = ["首次取得施工总承包", "一级资质，且上年度", "产值不低于五亿元"]


@pytest.mark.parametrize("row", [0, 1], ids=["top", "middle"])
def test_a_cell_of_several_lines_belongs_to_the_row_set_at_its_top_or_middle(row: int) -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 700)
        rule(canvas, 700 - STEP)
        top = set_rows(canvas, [HEADER, ["特级企业", "首次取得特级资质", "200"]], 700)
        # some free space sets rows apart that are set at their middle
        cells = [
            ["一级企业" if at == row else "", text, "50" if at == row else ""] for at, text in enumerate(LONG_CELL)
        ]
        top = set_rows(canvas, cells, top - (6 if row else 0))
        top = set_rows(canvas, [["鲁班奖", "获得该奖", "100"]], top - (6 if row else 0))
        rule(canvas, top)

    ((_, *rows),) = grids(read(draw))
    assert rows == [
        ["特级企业", "首次取得特级资质", "200"],
        ["一级企业", "".join(LONG_CELL), "50"],
        ["鲁班奖", "获得该奖", "100"],
    ]


def test_where_it_is_in_doubt_which_row_a_line_belongs_to_nothing_is_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 700)
        rule(canvas, 700 - STEP)
        cells = [["一级企业" if at == 2 else "", text, "50" if at == 1 else ""] for at, text in enumerate(LONG_CELL)]
        rule(canvas, set_rows(canvas, [HEADER, *cells, ["鲁班奖", "获得该奖", "100"]], 700))

    found = read(draw)
    assert grids(found) == []
    assert "产值不低于五亿元" in "".join(lines(found))


def test_a_header_of_two_lines_over_its_rule_is_one_row() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 700)
        top = set_rows(canvas, [["奖励类别", "申报条件", "奖励金额"], ["", "", "（万元）"]], 700)
        rule(canvas, top)
        rule(canvas, set_rows(canvas, ROWS, top))

    ((header, *rows),) = grids(read(draw))
    assert [cell.replace("|", "") for cell in header] == ["奖励类别", "申报条件", "奖励金额（万元）"]
    assert rows == ROWS


def test_a_table_goes_on_over_the_page_and_takes_the_rest_of_a_cut_row() -> None:
    header = ["序号", "企业名称", "金额（万元）"]
    rows = [[str(at), f"第{at}建筑工程有限公司", str(10 * at)] for at in range(1, 9)]

    def draw(canvas: Canvas) -> None:
        put(canvas, "附件", LEFT, TOP)
        put(canvas, "奖励企业名单", 240, TOP - 30)
        rule(canvas, 120)
        rule(canvas, 120 - STEP)
        set_rows(canvas, [header, rows[0], ["2", "第2建筑工程", "20"]], 120)
        put(canvas, "— 1 —", 280, 36, size=9)
        canvas.showPage()
        below = set_rows(canvas, [["", "有限公司", ""], *rows[2:]], TOP)
        rule(canvas, below)
        put(canvas, "特此公布。", LEFT + 28, below - 30)
        put(canvas, "— 2 —", 280, 36, size=9)

    notice = read_notice(Path("a.pdf"), pdf(draw), title="奖励名单")
    found = [item for item in notice.items if item.kind == "row"]
    assert [item.path for item in found] == [("附件", row[0]) for row in rows]
    assert [[cell.text for cell in item.cells] for item in found] == rows
    assert notice.text.endswith("特此公布。")


def test_a_table_with_a_rule_under_each_row_goes_on_over_the_page() -> None:
    rows = [HEADER, *ROWS, *([f"第{name}类企业", "获得该奖", "30"] for name in "一二三")]

    def draw(canvas: Canvas) -> None:
        for page, top in ((rows[:4], 120.0), (rows[4:], TOP)):
            rule(canvas, top)
            for at in range(len(page)):
                rule(canvas, top - (at + 1) * STEP)
            below = set_rows(canvas, page, top)
            if top == TOP:
                put(canvas, "特此公布。", LEFT + 28, below - 10)
            canvas.showPage()

    notice = read_notice(Path("a.pdf"), pdf(draw), title="奖励标准")
    found = [item for item in notice.items if item.kind == "row"]
    assert [[cell.text for cell in item.cells] for item in found] == rows[1:]
    assert {cell.column for item in found for cell in item.cells} == set(HEADER)


def test_rows_without_their_header_are_text() -> None:
    def draw(canvas: Canvas) -> None:
        for at in range(len(ROWS) + 1):
            rule(canvas, 700 - at * STEP)
        set_rows(canvas, ROWS, 700)

    assert grids(read(draw)) == []


def test_a_table_without_rules_is_told_by_its_caption() -> None:
    rows = [
        ["批次", "申报截止", "公示时间"],
        *([f"第{n}批", f"{m}月底", f"{m + 1}月中旬"] for n, m in zip("一二三", (3, 6, 9), strict=True)),
    ]

    def draw(canvas: Canvas) -> None:
        top = wrapped(canvas, [LONG])
        put(canvas, "表2 申报时间安排", 240, top, size=SMALL)
        wrapped(canvas, [f"二、{LONG}"], top=set_rows(canvas, rows, top - 20) - 20)

    found = read(draw)
    assert grids(found) == [rows]
    assert lines(found) == [LONG, "表2 申报时间安排", f"二、{LONG}"]


def test_a_table_without_rules_and_caption_is_told_by_a_column_of_figures() -> None:
    assert grids(read(lambda canvas: set_rows(canvas, [HEADER, *ROWS], 700) and None)) == [[HEADER, *ROWS]]
    worded = [[*row[:2], f"按{row[2]}计"] for row in [HEADER, *ROWS]]
    assert grids(read(lambda canvas: set_rows(canvas, worded, 700) and None)) == []


def test_blanks_inside_the_words_of_a_header_make_no_columns() -> None:
    rows = [["序　号", "事　项", "金额（万元）"], ["1", "培训补贴", "20"], ["2", "研发补贴", "300"]]

    def draw(canvas: Canvas) -> None:
        rule(canvas, 700)
        rule(canvas, 700 - STEP)
        rule(canvas, set_rows(canvas, rows, 700))

    (found,) = grids(read(draw))
    assert [[cell.replace(" ", "　") for cell in row] for row in found] == rows


def test_the_red_head_and_the_imprint_between_rules_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        rule(canvas, 760)
        put(canvas, "某政发〔2024〕5号", 95, 740)
        put(canvas, "签发人：李某某", 380, 740)
        rule(canvas, 715)
        wrapped(canvas, [LONG], top=690)
        rule(canvas, 160)
        put(canvas, "抄送：市委办公室，市人大常委会办公室，市政协办公室。", 95, 158, size=12)
        rule(canvas, 132)
        put(canvas, "某市人民政府办公室", 95, 130, size=12)
        put(canvas, "2024年5月6日印发", 390, 130, size=12)
        rule(canvas, 105)

    assert grids(read(draw)) == []


def test_rules_close_together_above_a_line_are_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (706, 703, 700, 697):
            rule(canvas, y)
        set_rows(canvas, [["某市建设局", "", "某市财政局"], ["2024年", "", "2024年"]], 700)

    found = read(draw)
    assert grids(found) == []
    assert "".join(lines(found)).split() == ["某市建设局", "某市财政局2024年", "2024年"]


def test_names_and_contacts_in_columns_without_rules_are_text() -> None:
    names = [["张三", "李四", "王五"], ["赵六", "钱七", "孙八"], ["周九", "吴十", "郑一"], ["冯二", "陈三", "褚四"]]
    contacts = [["联系人：张三", "", "电话：12345678"], ["联系人：李四", "", "电话：23456789"]]

    def draw(canvas: Canvas) -> None:
        below = set_rows(canvas, names, 700)
        set_rows(canvas, contacts, below - 40)

    assert grids(read(draw)) == []


def test_two_columns_of_prose_between_rules_are_prose() -> None:
    rows = [f"左栏第{n}行文字继续往下写着" for n in "一二三四五六七八"]

    def draw(canvas: Canvas) -> None:
        rule(canvas, 716)
        for number, row in enumerate(rows):
            put(canvas, row, 90, 710 - 22 * number, size=13)
            put(canvas, row.replace("左", "右"), 310, 710 - 22 * number, size=13)
        rule(canvas, 520)

    found = read(draw)
    assert grids(found) == []
    assert "".join(lines(found)).startswith("".join(rows))
