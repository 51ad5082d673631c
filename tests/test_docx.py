"""Word documents → blocks: numbers written out, revisions accepted, cells merged, notes placed, margins set aside."""

from __future__ import annotations

import pytest
from blocks_sample import check_origins, dropped, grids, lines, repairs, unread
from word_sample import BEGIN, GO_ON, SPAN, item, lists, p, run, tbl, tc, word

from rag.errors import ParseError
from rag.parse.formats.docx import read_docx
from rag.parse.printed import Blocks, Grid, Line


def read(*body: str, strict: bool = False, **parts: str) -> Blocks:
    found = read_docx(word(*body, strict=strict, **parts))
    check_origins(found)
    return found


# --- automatic numbers --------------------------------------------------------------------------------------------

GENRE = [
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
]


def test_the_genres_levels_are_written_out_and_start_again() -> None:
    found = read(
        *(item(1, "总体要求"), item(1, "目标", level=1), item(1, "甲", level=2), item(1, "乙", level=2)),
        *(
            item(1, "原则", level=1),
            item(1, "丙", level=2),
            item(1, "丁", level=3),
            item(1, "任务"),
            item(1, "戊", level=1),
        ),
        numbering=lists(GENRE),
    )
    assert lines(found) == [
        "一、总体要求",
        "（一）目标",
        "1. 甲",
        "2. 乙",
        "（二）原则",
        "1. 丙",
        "① 丁",
        "二、任务",
        "（一）戊",
    ]
    assert repairs(found)["numbering"].startswith("9 段")


def test_two_lists_over_one_definition_count_on_and_a_start_of_its_own_starts_again() -> None:
    extra = (
        '<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    found = read(item(1, "甲"), item(8, "乙"), item(9, "丙"), item(9, "丁"), numbering=lists(GENRE, extra=extra))
    assert lines(found) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_articles_run_through_the_chapters_where_the_list_says_so() -> None:
    numbering = lists([("chineseCountingThousand", "第%1章"), ("chineseCountingThousand", "第%2条")]).replace(
        '<w:lvl w:ilvl="1"><w:start w:val="1"/>', '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlRestart w:val="0"/>'
    )
    found = read(
        item(1, "总则"),
        item(1, "甲", level=1),
        item(1, "乙", level=1),
        item(1, "附则"),
        item(1, "丙", level=1),
        numbering=numbering,
    )
    assert lines(found) == ["第一章 总则", "第一条 甲", "第二条 乙", "第二章 附则", "第三条 丙"]


def test_a_level_that_shows_those_above_it_shows_them_as_digits_where_it_must() -> None:
    numbering = lists([("chineseCounting", "%1、"), ("decimal", "%1.%2")]).replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    assert lines(read(item(1, "甲"), item(1, "乙", level=1), numbering=numbering)) == ["一、甲", "1.1 乙"]


def test_a_style_numbers_its_paragraphs_and_one_may_be_taken_out() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    named = '<w:pStyle w:val="b"/>'
    found = read(
        p("甲", properties=named),
        p("乙", properties=named + '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        p("丙", properties=named),
        styles=styles,
        numbering=lists(GENRE),
    )
    assert lines(found) == ["一、甲", "乙", "二、丙"]


def test_an_indent_of_the_style_is_taken_back_by_the_paragraph() -> None:
    none = '<w:ind w:hanging="0"/>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:ind w:firstLine="640"/></w:pPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:pPr>{none}</w:pPr></w:style>'
    )
    own = ("", none, '<w:ind w:firstLineChars="200"/>')
    paragraphs = [p("甲", properties=f'<w:pStyle w:val="{name}"/>{one}') for name in "ab" for one in own]
    found = read(*paragraphs, styles=styles)
    assert [block.indent for block in found.blocks if isinstance(block, Line)] == [4, 0, 4, 0, 0, 4]


def test_a_style_tied_to_a_level_has_the_numbers_of_that_level() -> None:
    numbering = lists(GENRE).replace('<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="h2"/><w:lvlText w:val="（%2）"/>')
    style = (
        '<w:style w:type="paragraph" w:styleId="h2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(read(p("甲", properties='<w:pStyle w:val="h2"/>'), styles=style, numbering=numbering)) == ["（一）甲"]


def test_bullets_print_nothing_and_a_list_that_is_not_there_numbers_nothing() -> None:
    found = read(item(1, "甲"), item(7, "乙"), numbering=lists([("bullet", "\uf0b7")]))
    assert lines(found) == ["甲", "乙"]


def test_an_empty_paragraph_of_a_list_counts() -> None:
    assert lines(read(item(1, "甲"), item(1, ""), item(1, "乙"), numbering=lists(GENRE))) == [
        "一、甲",
        "二、",
        "三、乙",
    ]


# --- revisions and what is not shown ------------------------------------------------------------------------------


def test_revisions_are_read_as_accepted() -> None:
    removed = "<w:del><w:r><w:delText>最高50万元</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('先行')}</w:moveFrom><w:moveTo>{run('试点')}</w:moveTo>"
    found = read(p("给予", removed, f"<w:ins>{run('最高80万元')}</w:ins>", moved, "。"))
    assert lines(found) == ["给予最高80万元试点。"]
    assert dropped(found) == [("deleted", "最高50万元"), ("deleted", "先行")]
    assert "revision" in repairs(found)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    assert lines(read(p("各地要", properties="<w:rPr><w:del/></w:rPr>"), p("加强组织。"))) == ["各地要加强组织。"]


def test_a_deleted_row_is_gone() -> None:
    first, second, third = tbl(["序号", "任务"], ["1", "甲"], ["2", "乙"]).split("<w:trPr></w:trPr>", 2)
    found = read(f"{first}<w:trPr/>{second}<w:trPr><w:del/></w:trPr>{third}")
    assert grids(found) == [[["序号", "任务"], ["2", "乙"]]]
    assert dropped(found) == [("deleted", "1 甲")]


def test_hidden_text_is_set_aside_and_reported() -> None:
    found = read(p("公开", run("内部口径", properties="<w:vanish/>"), run("内容", properties='<w:vanish w:val="0"/>')))
    assert lines(found) == ["公开内容"]
    assert dropped(found) == [("hidden", "内部口径")]


def test_soft_hyphens_and_zero_width_characters_are_set_aside() -> None:
    found = read(p("智\u00ad能\u200b建造"))
    assert lines(found) == ["智能建造"]
    assert [kind for kind, _ in dropped(found)] == ["invisible", "invisible"]


def test_running_heads_and_comments_are_no_text_but_reported() -> None:
    found = read(
        p("正文"), header=p("某某机关"), footer=p("第1页"), comments=f'<w:comment w:id="1">{p("请核")}</w:comment>'
    )
    assert lines(found) == ["正文"]
    assert dropped(found) == [("page-header", "某某机关"), ("page-footer", "第1页"), ("comment", "请核")]
    assert repairs(found)["page-header"] == "略去页眉 1 处，4 字。"


def test_fields_print_their_result_alone() -> None:
    turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = f"{turn.format('begin')}<w:r><w:instrText>REF _a \\h</w:instrText></w:r>{turn.format('separate')}"
    assert lines(read(p("见", field + run("附件1") + turn.format("end"), "。"))) == ["见附件1。"]
    assert lines(read(p('<w:fldSimple w:instr="DATE">' + run("2024年") + "</w:fldSimple>"))) == ["2024年"]


def test_the_contents_that_the_word_processor_made_are_dropped() -> None:
    turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    found = read(
        p(
            turn.format("begin") + "<w:r><w:instrText> TOC \\o </w:instrText></w:r>" + turn.format("separate"),
            "第一章 总则 1",
        ),
        p("第二章 附则 2"),
        p(turn.format("end")),
        p("第一章 总则"),
    )
    assert lines(found) == ["第一章 总则"]
    assert [kind for kind, _ in dropped(found)] == ["contents", "contents"]


# --- what stands in text ------------------------------------------------------------------------------------------


def test_a_line_break_ends_the_line_and_a_page_break_does_not() -> None:
    assert lines(read(p("甲", "<w:r><w:br/></w:r>", "乙", '<w:r><w:br w:type="page"/></w:r>', "丙"))) == ["甲", "乙丙"]


def test_tabs_hyphens_symbols_and_links() -> None:
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    link = f'<w:hyperlink r:id="x">{run("网址")}</w:hyperlink>'
    found = read(p("甲", "<w:r><w:tab/></w:r>", "4", "<w:r><w:noBreakHyphen/></w:r>", "1", box, link))
    assert lines(found) == ["甲\t4-1☑网址"]


def test_a_note_stands_below_the_paragraph_that_refers_to_it() -> None:
    note = f'<w:footnote w:id="0" w:type="separator">{p("")}</w:footnote>'
    note += f'<w:footnote w:id="2">{p("指2024年底。")}</w:footnote>'
    found = read(p("到期后", '<w:r><w:footnoteReference w:id="2"/></w:r>', "重新评估。"), p("下一段。"), footnotes=note)
    assert lines(found) == ["到期后重新评估。", "〔注1〕指2024年底。", "下一段。"]


def test_a_note_of_a_table_stands_below_the_table() -> None:
    note = f'<w:footnote w:id="2">{p("不含税。")}</w:footnote>'
    cell = tc(p("10万元", '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    found = read(tbl(["地区", "金额"], ["甲市", cell]), footnotes=note)
    assert grids(found) == [[["地区", "金额"], ["甲市", "10万元"]]]
    assert lines(found) == ["〔注1〕不含税。"]


def test_a_text_box_written_twice_for_two_word_processors_is_read_once() -> None:
    box = f"<w:txbxContent>{p('联系人：张三')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read(p("正文", drawing))
    assert lines(found) == ["正文", "联系人：张三"]
    assert "text-box" in repairs(found)


def test_pictures_objects_and_formulas_are_reported_as_not_understood() -> None:
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    found = read(p("甲", "<w:r><w:drawing><a:blip/></w:drawing></w:r>", "<w:r><w:object/></w:r>", fraction))
    assert lines(found) == ["甲a/b"]
    assert sorted(unread(found)) == ["formula", "object", "picture"]


# --- tables -------------------------------------------------------------------------------------------------------


def test_merged_cells_are_known_by_their_place() -> None:
    found = read(
        tbl(
            [tc("序号", properties=BEGIN), tc("补助标准", properties=SPAN.format(2))],
            [tc(properties=GO_ON), "一类", "二类"],
            ["1", "10", "5"],
            header=2,
        )
    )
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    assert grids(found) == [[["序号", "补助标准", ""], ["", "一类", "二类"], ["1", "10", "5"]]]
    assert [(one.row, one.column, one.rows, one.columns) for one in grid.merges] == [(0, 1, 1, 2), (0, 0, 2, 1)]
    assert grid.header_rows == 2


def test_a_cell_over_rows_and_columns_and_rows_that_begin_later() -> None:
    row = tbl([tc("甲", properties=SPAN.format(2) + BEGIN), "乙"], [tc(properties=SPAN.format(2) + GO_ON), "丙"])
    (grid,) = read(row).blocks
    assert isinstance(grid, Grid)
    assert [(one.row, one.column, one.rows, one.columns) for one in grid.merges] == [(0, 0, 2, 2)]
    late = tbl(["甲", "乙"], ["丙"]).replace("<w:trPr></w:trPr>", '<w:trPr><w:gridBefore w:val="1"/></w:trPr>')
    assert grids(read(late)) == [[["", "甲", "乙"], ["", "丙", ""]]]


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    found = read(tbl([tc("一、目标", "二、任务")]), p("正文"))
    assert lines(found) == ["一、目标", "二、任务", "正文"]
    assert lines(read(tbl(["某办〔2024〕9号", "签发人：张三"]), tbl(["甲"], ["乙"]))) == [
        *("某办〔2024〕9号", "签发人：张三", "甲", "乙"),
    ]


def test_a_table_in_a_cell_is_read_row_by_row() -> None:
    found = read(tbl(["任务", "标准"], ["甲", tc("乙", tbl(["一类", "10"], ["二类", "5"]), p(""))]))
    assert grids(found) == [[["任务", "标准"], ["甲", "乙|一类\t10|二类\t5"]]]
    assert "nested-table" in repairs(found)


def test_content_controls_around_rows_and_cells_hide_nothing() -> None:
    table = tbl(["甲", "乙"], ["丙", "丁"]).replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
    table = table.replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
    assert grids(read(f"<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>")) == [[["甲", "乙"], ["丙", "丁"]]]


# --- files --------------------------------------------------------------------------------------------------------


def test_the_other_edition_of_the_standard_is_read_the_same() -> None:
    assert lines(read(item(1, "甲"), strict=True, numbering=lists(GENRE))) == ["一、甲"]


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(ParseError, match="没有可读的正文"):
        read_docx(word(p("")))


def test_entities_of_its_own_are_refused() -> None:
    bomb = word(p("正文")).replace(b"", b"")
    import io
    import zipfile

    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bomb)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + content.replace(
                    "正文".encode(), b"&a;"
                )
            new.writestr(name, content)
    with pytest.raises(ParseError, match="实体"):
        read_docx(written.getvalue())
