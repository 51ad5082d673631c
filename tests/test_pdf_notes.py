"""Footnotes of a PDF: moved from the page's foot to the paragraph whose mark names them."""

from __future__ import annotations

from pdf_sample import LEADING, LEFT, SIZE, TOP, put, read, wrapped
from reportlab.pdfgen.canvas import Canvas

from rag.parse.printed import Blocks, Line

BEFORE = "一、目标。到2025年，建成一批试点"
AFTER = "项目。"
NEXT = "二、任务。加强组织领导，落实责任。"
NOTE = "试点指列入计划的工程建设活动。"


def printed(found: Blocks) -> list[str]:
    return [block.text.chars for block in found.blocks if isinstance(block, Line)]


def page(canvas: Canvas, *, mark: str = "1", note: str = f"1{NOTE}", raised: bool = True) -> None:
    """A paragraph with a raised mark in it, another one, and a note in small type at the page's foot."""
    put(canvas, BEFORE, LEFT, TOP)
    x = LEFT + canvas.stringWidth(BEFORE, "STSong-Light", SIZE)
    put(canvas, mark, x, TOP + (6 if raised else 0), size=8 if raised else SIZE)
    put(canvas, AFTER, x + 10, TOP)
    top = wrapped(canvas, [NEXT], top=TOP - LEADING)
    wrapped(canvas, ["本方案由某市建设局负责解释，自印发之日起施行。"], top=top, indent="")
    put(canvas, note, LEFT, 90, size=9)
    put(canvas, "— 1 —", 280, 40, size=SIZE)


def test_a_note_stands_behind_the_paragraph_with_its_mark() -> None:
    found = read(page)
    assert printed(found)[:3] == [BEFORE + AFTER, f"〔注1〕{NOTE}", NEXT]
    assert ("note-mark", "1") in [(kind, piece.chars) for kind, piece in found.dropped]
    assert "1 条脚注、尾注接在所注的段落之后。" in [repair.detail for repair in found.repairs]


def test_a_note_with_a_number_in_a_circle_and_one_over_two_rows() -> None:
    def draw(canvas: Canvas) -> None:
        page(canvas, mark="①", note="①试点指列入计划的工程")
        put(canvas, "建设活动。", LEFT, 78, size=9)

    assert printed(read(draw))[:3] == [BEFORE + AFTER, f"〔注1〕{NOTE}", NEXT]


def test_small_print_that_no_mark_names_stays_where_it_is() -> None:
    found = read(lambda canvas: page(canvas, raised=False))
    assert printed(found)[0] == f"{BEFORE}1{AFTER}"
    assert not any("注" in line for line in printed(found))


def test_an_exponent_is_no_mark() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, "一、面积不超过100m", LEFT, TOP)
        put(canvas, "2", LEFT + canvas.stringWidth("一、面积不超过100m", "STSong-Light", SIZE), TOP + 6, size=8)
        wrapped(canvas, [NEXT], top=TOP - LEADING)
        put(canvas, "2本页为示例。", LEFT, 90, size=9)

    found = read(draw)
    assert printed(found)[0] == "一、面积不超过100m2"
    assert [kind for kind, _ in found.dropped] == []


def test_a_note_in_a_table_stands_below_it() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, "一、安排如下。本表所列各项由市建设局会同有关部门组织实施。", LEFT, TOP)
        for x in (90, 250, 450):
            canvas.line(x, 700, x, 640)
        for y in (700, 670, 640):
            canvas.line(90, y, 450, y)
        for text, x, y in (("任务", 100, 680), ("单位", 260, 680), ("试点", 100, 650), ("建设局", 260, 650)):
            put(canvas, text, x, y)
        put(canvas, "1", 100 + 2 * SIZE, 656, size=8)
        wrapped(canvas, [NEXT], top=600)
        put(canvas, f"1{NOTE}", LEFT, 90, size=9)

    found = read(draw)
    assert printed(found)[1:] == [f"〔注1〕{NOTE}", NEXT]


def test_a_line_of_the_text_that_two_pages_begin_with_is_no_running_head() -> None:
    def draw(canvas: Canvas) -> None:
        for number in (1, 2):
            put(canvas, f"{number}. 加强组织领导。", LEFT, 800)
            wrapped(canvas, [NEXT], top=700)
            canvas.showPage()

    assert [line for line in printed(read(draw)) if "领导。" in line and line[0].isdigit()] == [
        "1. 加强组织领导。",
        "2. 加强组织领导。",
    ]
