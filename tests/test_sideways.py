"""Tables that are wider than a page: the columns printed on later pages are set beside the first ones."""

from __future__ import annotations

from collections.abc import Sequence

from blocks_sample import grids
from pdf_sample import put, read
from reportlab.pdfgen.canvas import Canvas

from rag.parse.printed import Blocks

ROW = 26.0
Part = Sequence[Sequence[str]]
"""The rows of a table that one page prints."""


def draw(canvas: Canvas, rows: Part, *, widths: Sequence[float], above: str = "") -> None:
    """A page with a ruled table of `rows` and a line `above` it."""
    left, top = 60.0, 740.0
    if above:
        put(canvas, above, left, top + 40)
    places = [left + sum(widths[:at]) for at in range(len(widths) + 1)]
    for number in range(len(rows) + 1):
        canvas.line(places[0], top - number * ROW, places[-1], top - number * ROW)
    for place in places:
        canvas.line(place, top, place, top - len(rows) * ROW)
    for number, row in enumerate(rows):
        for text, place in zip(row, places, strict=False):
            put(canvas, text, place + 4, top - number * ROW - 18, size=12)
    canvas.showPage()


def printed(*pages: tuple[Part, Sequence[float], str]) -> Blocks:
    def draw_all(canvas: Canvas) -> None:
        for rows, widths, above in pages:
            draw(canvas, rows, widths=widths, above=above)

    return read(draw_all)


NUMBERS = [["序号", "任务"], *([str(number), f"任务{number}"] for number in range(1, 8))]
OFFICES = [["牵头单位"], *([f"第{number}局"] for number in range(1, 8))]
SUMS = [["金额", "时间"], *([f"{number}万元", f"{number}月"] for number in range(1, 8))]
NARROW, MIDDLE, WIDE = (60.0, 200.0), (180.0,), (120.0, 90.0)


def test_the_columns_of_the_next_pages_are_set_beside_those_of_the_first() -> None:
    found = printed((NUMBERS, NARROW, ""), (SUMS, WIDE, ""), (OFFICES, MIDDLE, ""))
    (table,) = grids(found)
    assert table == [[*one, *two, *three] for one, two, three in zip(NUMBERS, SUMS, OFFICES, strict=True)]
    assert any(repair.kind == "sideways" and repair.detail.startswith("2 页") for repair in found.repairs)


def test_a_table_cut_both_ways_is_whole_row_after_row_in_either_order_of_pages() -> None:
    long = [["序号", "任务"], *([str(number), f"任务{number}"] for number in range(1, 16))]
    more = [["金额", "时间"], *([f"{number}万元", f"{number}月"] for number in range(1, 16))]
    tops, ends = ((long[:8], NARROW, ""), (more[:8], WIDE, "")), ((long[8:], NARROW, ""), (more[8:], WIDE, ""))
    for pages in ((tops[0], ends[0], tops[1], ends[1]), (*tops, *ends)):
        rows = [row for table in grids(printed(*pages)) for row in table]
        assert rows == [[*one, *two] for one, two in zip(long, more, strict=True)]


def test_another_table_with_rows_of_the_same_height_stays_a_table_of_its_own() -> None:
    other = [["序号", "单位"], *([str(number), f"第{number}局"] for number in range(1, 8))]
    assert len(grids(printed((NUMBERS, NARROW, ""), (other, WIDE, "")))) == 2
    assert len(grids(printed((NUMBERS, NARROW, ""), (SUMS, WIDE, "附件二：资金安排")))) == 2
    assert len(grids(printed((NUMBERS, NARROW, ""), (SUMS[:-1], WIDE, "")))) == 2
