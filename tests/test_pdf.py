"""PDF files → blocks: rows rejoined by where they stand, margins set aside, columns and ruled tables, scans refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from blocks_sample import dropped, grids, lines, repairs, unread
from pdf_sample import COLUMNS, LEADING, LEFT, LONG, SIZE, TOP, pdf, put, read, wrapped
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from rag.errors import ParseError
from rag.parse.formats.geometry import Glyph, rows_of
from rag.parse.formats.pdf import read_pdf
from rag.parse.notice import read_notice
from rag.parse.printed import Grid


def test_hard_wrapped_rows_become_paragraphs_by_their_indents() -> None:
    paragraphs = [LONG, f"一、{LONG}", "各地要抓好落实。", f"（一）{LONG}{LONG}"]
    found = read(lambda canvas: wrapped(canvas, paragraphs) and None)
    assert lines(found) == paragraphs
    assert "joined-lines" in repairs(found)


def test_a_row_that_happens_to_be_full_does_not_swallow_the_paragraph_below_it() -> None:
    full = "加强组织领导，落实各方责任，确保各项任务落到实处见到实效。"[: COLUMNS - 3] + "。"
    assert len(full) + 2 == COLUMNS
    assert lines(read(lambda canvas: wrapped(canvas, [full, LONG, "特此通知。"]) and None)) == [
        full,
        LONG,
        "特此通知。",
    ]


def test_a_paragraph_cut_by_the_pages_end_is_joined_and_the_margins_are_set_aside() -> None:
    def draw(canvas: Canvas) -> None:
        rows = [LONG[start : start + COLUMNS] for start in range(0, len(LONG), COLUMNS)]
        for page in range(3):
            put(canvas, "某某市人民政府公报", LEFT + 120, 800, size=9)
            put(canvas, f"— {page + 1} —", 280, 40, size=10)
            y = TOP
            if page == 0:
                y = wrapped(canvas, [LONG])
                put(canvas, "各地要" + rows[0][: COLUMNS - 5], LEFT + 2 * SIZE, y)
            elif page == 1:
                put(canvas, "继续抓好落实。", LEFT, y)
                wrapped(canvas, ["第二段。", LONG], top=y - LEADING)
            else:
                wrapped(canvas, ["第三段。"])
            canvas.showPage()

    found = read(draw)
    assert lines(found)[1] == "各地要" + LONG[: COLUMNS - 5] + "继续抓好落实。"
    assert lines(found)[2:] == ["第二段。", LONG, "第三段。"]
    assert [kind for kind, _ in dropped(found)].count("page-header") == 3
    assert [text for kind, text in dropped(found) if kind == "page-number"] == ["— 1 —", "— 2 —", "— 3 —"]
    assert found.pages == 3


def test_a_running_head_of_a_single_page_is_told_by_its_place_and_type() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, "某某市人民政府公报", LEFT + 120, 810, size=9)
        wrapped(canvas, [LONG])
        put(canvas, "1", 290, 30, size=9)

    found = read(draw)
    assert lines(found) == [LONG]
    assert dropped(found) == [("page-header", "某某市人民政府公报"), ("page-number", "1")]


def test_a_title_over_two_rows_in_the_middle_stays_in_two_lines() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, "某市人民政府办公室", 200, TOP, size=20)
        put(canvas, "关于印发试点实施方案的通知", 160, TOP - 36, size=20)
        wrapped(canvas, [LONG, "特此通知。"], top=TOP - 90)

    assert lines(read(draw))[:2] == ["某市人民政府办公室", "关于印发试点实施方案的通知"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "左栏第一行文字到这里为止没有",
        "左栏第二行继续往下写，仍然是",
        "左栏第三行，同一段的文字继续",
        "左栏第四行，同一段的文字继续",
        "左栏第五行，同一段的文字继续",
        "左栏第六行，到此结束。",
    ]
    right = [row.replace("左", "右") for row in left]

    def draw(canvas: Canvas) -> None:
        put(canvas, "关于两栏排版公报的通知", 200, TOP, size=16)
        for at in range(6):
            put(canvas, left[at], 80, TOP - 40 - 22 * at, size=13)
            put(canvas, right[at], 320, TOP - 40 - 22 * at, size=13)

    found = read(draw)
    text = "".join(lines(found))
    assert text.index("左栏第六行") < text.index("右栏第一行")
    assert "".join(left) in text
    assert repairs(found)["columns"].startswith("1 页")


def rule(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    canvas.grid(xs, ys)


def test_a_ruled_table_becomes_a_grid_and_its_cells_are_rejoined() -> None:
    def draw(canvas: Canvas) -> None:
        wrapped(canvas, [LONG])
        rule(canvas, [90, 140, 380, 500], [600, 570, 520, 490])
        for text, x, y in (
            *(("序号", 95, 580), ("任务", 145, 580), ("责任单位", 385, 580)),
            *(("1", 95, 545), ("研究出台推动智能建造发展的政策措施并组织", 145, 545), ("建设局、财", 385, 545)),
            *(("实施，加大支持力度。", 145, 530), ("2", 95, 500), ("做好宣传。", 145, 500), ("宣传部", 385, 500)),
        ):
            put(canvas, text, x, y, size=11)
        put(canvas, "特此通知。", LEFT + 2 * SIZE, 460)

    found = read(draw)
    assert grids(found) == [
        [
            ["序号", "任务", "责任单位"],
            ["1", "研究出台推动智能建造发展的政策措施并组织实施，加大支持力度。", "建设局、财"],
            ["2", "做好宣传。", "宣传部"],
        ]
    ]
    assert lines(found) == [LONG, "特此通知。"]


def test_merged_cells_of_a_ruled_table_are_known_by_their_rules() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(90, 500, 300, 90)
        canvas.line(190, 500, 190, 590)
        canvas.line(190, 560, 390, 560)
        canvas.line(290, 500, 290, 560)
        canvas.line(90, 530, 390, 530)
        for text, x, y in (
            *(("类别", 95, 555), ("补助标准", 240, 570), ("一类", 195, 540), ("二类", 295, 540)),
            *(("甲", 95, 510), ("10", 195, 510), ("5", 295, 510)),
        ):
            put(canvas, text, x, y, size=11)

    found = read(draw)
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    assert grids(found) == [[["类别", "补助标准", ""], ["", "一类", "二类"], ["甲", "10", "5"]]]
    assert [(one.row, one.column, one.rows, one.columns) for one in grid.merges] == [(0, 0, 2, 1), (0, 1, 1, 2)]


def picture() -> ImageReader:
    return ImageReader(Image.new("L", (60, 80), 200))


def test_a_scan_without_text_is_refused_with_what_is_missing() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, "第一页有文字", LEFT, TOP)
        canvas.showPage()
        canvas.drawImage(picture(), 0, 0, *A4)

    with pytest.raises(ParseError, match=r"第 2 页是扫描图片.*OCR") as caught:
        read_pdf(pdf(draw))
    assert "没有读入" in caught.value.hint
    with pytest.raises(ParseError, match="各页都没有文字"):
        read_pdf(pdf(lambda canvas: canvas.showPage()))


def test_a_file_with_a_password_is_refused_and_one_that_only_forbids_printing_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        # its strings are encrypted right, those of a CJK font are not
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(LEFT, TOP, "Notice 2024")

    with pytest.raises(ParseError, match="密码"):
        read_pdf(pdf(draw, encrypt=StandardEncryption("secret", ownerPassword="owner")))
    assert lines(read_pdf(pdf(draw, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0)))) == [
        "Notice 2024"
    ]


def test_a_watermark_set_aslant_is_set_aside() -> None:
    def draw(canvas: Canvas) -> None:
        wrapped(canvas, [LONG])
        canvas.saveState()
        canvas.translate(200, 400)
        canvas.rotate(45)
        put(canvas, "内部资料", 0, 0, size=40)
        canvas.restoreState()

    found = read(draw)
    assert lines(found) == [LONG]
    assert "".join(text for kind, text in dropped(found) if kind == "watermark") == "内部资料"


def test_letters_printed_twice_for_boldness_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, "加粗标题", LEFT, TOP)
        put(canvas, "加粗标题", LEFT + 0.3, TOP)

    assert lines(read(draw)) == ["加粗标题"]


def test_blanks_between_latin_words_are_read_from_the_gaps() -> None:
    def glyphs(text: str, x: float) -> list[Glyph]:
        return [Glyph(text=char, x0=x + 6 * at, x1=x + 6 * at + 6, top=10, bottom=22) for at, char in enumerate(text)]

    (row,) = rows_of([*glyphs("BIM", 0), *glyphs("CIM", 24)])
    assert row.text == "BIM CIM"
    (row,) = rows_of([*glyphs("BIM", 0), *glyphs("平台", 24)])
    assert row.text == "BIM平台"


def test_radicals_that_a_font_names_are_read_as_the_characters() -> None:
    from rag.parse.formats.pdf import _plain

    assert [_plain(char) for char in "⼀⼈⻓⻋ﬁ一"] == ["一", "人", "长", "车", "fi", "一"]


def test_bytes_that_are_no_pdf_are_refused() -> None:
    from rag.parse.blocks import read_blocks

    with pytest.raises(ParseError, match=r"文件 a\.pdf 已损坏"):
        read_blocks(Path("a.pdf"), b"%PDF-1.4 no more")


def test_nothing_is_reported_as_not_understood_in_a_clean_file() -> None:
    assert unread(read(lambda canvas: wrapped(canvas, [LONG]) and None)) == {}


def set_left(canvas: Canvas, rows: list[str]) -> None:
    """Every row at the left margin, as converters set a notice out."""
    for number, row in enumerate(rows):
        put(canvas, row, LEFT, TOP - number * LEADING)


def test_left_aligned_lines_of_different_roles_are_not_joined() -> None:
    rows = [
        "某某市住房和城乡建设局文件",
        "某建〔2025〕8号",
        "关于印发某某市老旧小区改造补助办法的通知",
        "各区住房和城乡建设局，各有关单位：",
        "为推进我市老旧小区改造工作，改善群众居住条件，提升城市品质，现",
        "将有关事项通知如下。",
        "（一）加装电梯每台补助20万元。",
        "某某市住房和城乡建设局",
        "某某市发展和改革委员会",
        "2025年3月6日",
    ]
    assert lines(read(lambda canvas: set_left(canvas, rows))) == [*rows[:4], rows[4] + rows[5], *rows[6:]]


def test_a_left_aligned_title_is_not_joined_to_the_text_below_it() -> None:
    rows = ["关于加强全市房屋市政工程管理的通知", "为加强全市房屋市政工程管理工作，根据", "有关规定，通知如下。"]
    assert lines(read(lambda canvas: set_left(canvas, rows))) == [rows[0], rows[1] + rows[2]]


def test_a_long_title_over_rows_in_the_middle_is_one_line_and_the_text_below_is_not() -> None:
    rows = ["某市房屋建筑和市政基础设施工程", "施工现场管理规定"]

    def draw(canvas: Canvas) -> None:
        put(canvas, rows[0], 150, TOP, size=20)
        put(canvas, rows[1], 210, TOP - 32, size=20)
        wrapped(canvas, [LONG], top=TOP - 90)

    assert lines(read(draw)) == ["".join(rows), LONG]


def test_a_row_in_large_type_at_another_place_is_no_part_of_the_title() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, "某市施工现场管理规定", 200, TOP, size=20)
        put(canvas, "征求意见稿", 100, TOP - 32, size=20)
        wrapped(canvas, [LONG], top=TOP - 90)

    assert lines(read(draw))[:2] == ["某市施工现场管理规定", "征求意见稿"]


def test_entries_of_the_contents_that_reach_their_page_numbers_stay_apart() -> None:
    rows = ["第一章 总则" + "." * 70 + "1", "第二章 规划与计划" + "." * 58 + "2", "附则" + "…" * 20 + "12"]
    assert lines(read(lambda canvas: set_left(canvas, rows))) == rows


def columns(canvas: Canvas, left: list[str], right: list[str], *, top: float, gap: float) -> None:
    """Two columns of rows of fourteen characters, `gap` type sizes apart."""
    for x, rows in ((LEFT, left), (LEFT + (14 + gap) * SIZE, right)):
        for number, row in enumerate(rows):
            blanks = len(row) - len(row.lstrip("　"))
            put(canvas, row[blanks:], x + blanks * SIZE, top - number * LEADING)


def cut(text: str, *, width: int = 14) -> list[str]:
    """`text`, set in by two characters, in rows of a column."""
    text = f"　　{text}"
    return [text[at : at + width] for at in range(0, len(text), width)]


def test_columns_close_together_are_told_by_the_strip_that_all_their_rows_leave_blank() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, "关于开展试点工作的通知", 180, TOP + 40, size=20)
        columns(canvas, cut(LONG) + cut("二、" + LONG), cut("三、" + LONG) + cut("四、" + LONG), top=TOP, gap=1.2)

    assert lines(read(draw)) == ["关于开展试点工作的通知", LONG, f"二、{LONG}", f"三、{LONG}", f"四、{LONG}"]


def test_a_paragraph_goes_on_from_column_to_column_and_from_page_to_page() -> None:
    whole = f"二、{LONG[:-1]}，{LONG[:-1]}，{LONG}"
    rows = cut(whole)

    def draw(canvas: Canvas) -> None:
        columns(canvas, cut(LONG) + rows[:3], rows[3:9], top=TOP, gap=1.2)
        canvas.showPage()
        columns(canvas, rows[9:11], rows[11:], top=TOP, gap=1.2)
        put(canvas, "某市建设局", 380, TOP - 6 * LEADING)

    assert lines(read(draw)) == [LONG, whole, "某市建设局"]


def test_a_merged_cell_goes_on_over_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        for numbers, name in (("12", "完善政策"), ("34", "")):
            canvas.rect(90, 500, 400, 90)
            for y in (530, 560):
                canvas.line(90 if y == 560 else 210, y, 490, y)
            canvas.line(90, 530, 130, 530)
            for x in (130, 210):
                canvas.line(x, 500, x, 590)
            for text, x in (("序号", 95), ("类别", 135), ("工作任务", 215)):
                put(canvas, text, x, 570, size=11)
            put(canvas, name, 135, 530, size=11) if name else None
            for number, y in zip(numbers, (540, 510), strict=True):
                put(canvas, number, 95, y, size=11)
                put(canvas, f"研究出台第{number}项措施", 215, y, size=11)
            canvas.showPage()

    notice = read_notice(Path("a.pdf"), pdf(draw), title="任务表")
    rows = [item for item in notice.items if item.kind == "row"]
    assert [item.path[-1] for item in rows] == ["1", "2", "3", "4"]
    assert [next(cell.text for cell in item.cells if cell.column == "类别") for item in rows] == ["完善政策"] * 4
