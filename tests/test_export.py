import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from page_sample import make_answer, make_citation, make_notice

from rag.domain import Answer, Table
from ui.edges import Edges
from ui.export import file_name, write_file
from ui.fact_sheet import fact_sheet, plain_text

NOTICE = make_notice()
ANSWER = make_answer(NOTICE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def cells(answer: Answer) -> list[list[object]]:
    page = openpyxl.load_workbook(io.BytesIO(write_file(answer, "xlsx"))).active
    assert page is not None
    return [[cell.value for cell in row] for row in page.iter_rows()]


def footnotes(answer: Answer) -> dict[str, str]:
    """The texts of the footnotes by their id, those that draw lines left out."""
    package = zipfile.ZipFile(io.BytesIO(write_file(answer, "docx")))
    root = ElementTree.fromstring(package.read("word/footnotes.xml"))
    return {
        note.attrib[f"{W}id"]: "".join(text.text or "" for text in note.iter(f"{W}t"))
        for note in root
        if f"{W}type" not in note.attrib
    }


def references(answer: Answer) -> list[str]:
    package = zipfile.ZipFile(io.BytesIO(write_file(answer, "docx")))
    root = ElementTree.fromstring(package.read("word/document.xml"))
    return [mark.attrib[f"{W}id"] for mark in root.iter(f"{W}footnoteReference")]


def test_each_mark_is_a_footnote_with_notice_item_and_quote() -> None:
    notes = footnotes(ANSWER)
    assert references(ANSWER) == ["1", "2"]
    assert list(notes) == ["1", "2"]
    assert notes["2"] == (
        " 《发展智能建造可复制经验做法清单（第四批）》（建办市函〔2025〕190号）一（一）2：“最高500万元”"
    )


def test_a_quote_that_is_cut_out_of_a_sentence_is_shown_so_in_either_file() -> None:
    edges = {2: Edges(before="…", after="…")}
    package = zipfile.ZipFile(io.BytesIO(write_file(ANSWER, "docx", edges=edges)))
    assert "“…最高500万元…”" in package.read("word/footnotes.xml").decode()
    page = openpyxl.load_workbook(io.BytesIO(write_file(ANSWER, "xlsx", edges=edges))).active
    assert page is not None
    assert [row[-1].value for row in page.iter_rows(min_row=5)] == ["西安对试点项目给予最高10万元奖补", "…最高500万元…"]


def test_a_document_opens_and_holds_question_words_and_table() -> None:
    document = docx.Document(io.BytesIO(write_file(ANSWER, "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "哪些城市给予资金奖补？"
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Heading 1"
    assert "《清单》列出 2 个城市：" in texts
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["西安", "最高10万元", ""]
    assert "由政策问答生成；引文逐字摘自原文，检索了 1 份通知。" in texts


def test_a_text_without_a_table_keeps_its_lists_headings_and_bold_words() -> None:
    text = "**一、标题**\n\n- 甲**乙**丙[1]\n1. 丁[9]\n\n2 ** 3"
    document = docx.Document(io.BytesIO(write_file(replace(ANSWER, table=None, text=text), "docx")))
    lines = [(p.style.name if p.style else "", p.text) for p in document.paragraphs[1:5]]
    assert lines == [
        ("Heading 2", "一、标题"),
        ("List Bullet", "甲乙丙"),
        ("List Number", "丁[9]"),  # a mark without a source stays as it was
        ("Normal", "2 ** 3"),
    ]
    assert [run.text for run in document.paragraphs[2].runs if run.bold] == ["乙"]


def test_an_answer_that_abstains_says_so_in_the_document() -> None:
    document = docx.Document(io.BytesIO(write_file(replace(ANSWER, abstained=True), "docx")))
    assert document.paragraphs[1].text == "文件未直接回答此问题"


def test_the_footnotes_are_a_part_that_word_finds() -> None:
    package = zipfile.ZipFile(io.BytesIO(write_file(ANSWER, "docx")))
    assert 'PartName="/word/footnotes.xml"' in package.read("[Content_Types].xml").decode()
    assert "relationships/footnotes" in package.read("word/_rels/document.xml.rels").decode()
    root = ElementTree.fromstring(package.read("word/footnotes.xml"))
    assert [note.attrib[f"{W}id"] for note in root] == ["-1", "0", "1", "2"]


def test_a_sheet_has_one_row_a_fact_with_its_source() -> None:
    rows = cells(ANSWER)
    assert rows[3] == ["序号", "地区", "金额", "通知", "编号", "条目", "原文"]
    assert rows[4] == [
        *(1, "西安", "最高10万元", "发展智能建造可复制经验做法清单（第四批）", "建办市函〔2025〕190号", "一（一）1"),
        "西安对试点项目给予最高10万元奖补",
    ]
    assert len(rows) == 6


def test_a_plain_number_is_one_that_can_be_summed_up_and_an_amount_is_text() -> None:
    table = Table(columns=("项数", "金额", "代码", "来源"), rows=(("23", "10万元", "007", "[1]"),), total=1)
    assert cells(replace(ANSWER, table=table))[4][:4] == [1, 23, "10万元", "007"]


def test_an_answer_without_a_table_has_one_row_a_quote() -> None:
    rows = cells(replace(ANSWER, table=None))
    assert rows[3] == ["序号", "内容", "通知", "编号", "条目", "原文"]
    assert [row[1] for row in rows[4:]] == ["西安对试点项目给予最高10万元奖补", "最高500万元"]


def test_a_fact_on_two_sources_names_both() -> None:
    table = Table(columns=("地区", "来源"), rows=(("西安[2]", "[1][2]"),), total=1)
    assert cells(replace(ANSWER, table=table))[4][4] == "一（一）2\n一（一）1"


@pytest.mark.parametrize("words", ['=HYPERLINK("http://evil.example","点")', "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_becomes_a_formula(words: str) -> None:
    table = Table(columns=(words, "来源"), rows=((words, "[1]"),), total=1)
    answer = replace(ANSWER, question=words, table=table)
    book = openpyxl.load_workbook(io.BytesIO(write_file(answer, "xlsx")))
    page = book.active
    assert page is not None
    filled = [cell for row in page.iter_rows() for cell in row if cell.value not in (None, 1)]  # 1 numbers the row
    assert {cell.data_type for cell in filled} == {"s"}
    assert all(cell.quotePrefix for cell in filled)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(write_file(answer, "xlsx"))).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_no_file_can_hold_is_left_out_and_what_is_too_long_is_cut(kind: str) -> None:
    table = Table(columns=("甲\x00", "来源"), rows=(("乙\x0b\ud800" + "长" * 40_000, "[1]"),), total=1)
    answer = replace(ANSWER, question="问\x1f题", text="甲\x08[1]", table=table)
    assert write_file(answer, kind)[:2] == b"PK"  # type: ignore[arg-type]
    if kind == "xlsx":
        assert len(str(cells(answer)[4][1])) == 32_767


def test_a_files_name_is_the_question_without_what_file_systems_refuse() -> None:
    assert file_name(replace(ANSWER, question='../a:b*"c"?\n\u202e'), "docx") == "a b c.docx"
    assert file_name(replace(ANSWER, question="长" * 99), "xlsx") == "长" * 40 + ".xlsx"
    assert file_name(replace(ANSWER, question="?"), "xlsx") == "answer.xlsx"


def test_a_column_of_marks_alone_is_left_out_and_any_other_stays() -> None:
    assert fact_sheet(ANSWER, quote_column="x").columns == ("地区", "金额")
    table = Table(columns=("甲", "乙"), rows=(("", "[1]甲"),), total=1)
    assert fact_sheet(replace(ANSWER, table=table), quote_column="x").columns == ("甲", "乙")


def test_stars_and_marks_are_no_words() -> None:
    assert plain_text("**甲**乙[12]") == "甲乙"


def test_a_quote_in_the_head_of_a_notice_has_no_item() -> None:
    head = make_citation(NOTICE, "关于印发", n=1)
    assert cells(replace(ANSWER, citations=(head,), table=None))[4][4] is None


def test_a_document_is_a4_with_columns_as_wide_as_their_words_and_its_head_on_every_page() -> None:
    document = docx.Document(io.BytesIO(write_file(ANSWER, "docx")))
    page = document.sections[0]
    assert (round(page.page_width or 0, -3), round(page.page_height or 0, -3)) == (7_560_000, 10_692_000)
    table = document.tables[0]
    widths = [column.width or 0 for column in table.columns]
    assert widths[1] > widths[0] > 0
    assert abs(sum(widths) - 160 * 36_000) < 36_000
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:cantSplit" in table.rows[1]._tr.xml


def test_a_table_of_one_row_that_the_text_says_already_is_not_said_twice() -> None:
    table = Table(columns=("地区", "金额"), rows=(("西安", "最高10万元[1]"),), total=1)
    assert docx.Document(io.BytesIO(write_file(replace(ANSWER, table=table), "docx"))).tables == []


def test_a_sheet_is_printed_one_page_wide_with_rows_as_high_as_their_words() -> None:
    long = replace(ANSWER, table=Table(columns=("甲", "乙"), rows=(("长" * 100, "[1]"), ("短", "[2]")), total=2))
    page = openpyxl.load_workbook(io.BytesIO(write_file(long, "xlsx"))).active
    assert page is not None
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.print_title_rows == "$4:$4"
    heights = [page.row_dimensions[line].height for line in (5, 6)]
    assert heights == [80, 16]
