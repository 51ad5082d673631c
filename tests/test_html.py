"""Web pages → blocks: the article out of the pages of portals, tables with spans, charsets, hostile markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from blocks_sample import check_origins, dropped, grids, lines, repairs, unread

from rag.errors import ParseError
from rag.parse.formats.html import read_html
from rag.parse.notice import read_notice
from rag.parse.printed import Blocks, Grid, Line

FILE = Path("通知.html")


def read(text: str, *, encoding: str = "utf-8") -> Blocks:
    found = read_html(FILE, text.encode(encoding))
    check_origins(found)
    return found


BODY = "<p>关于试点的通知</p><p>某办〔2024〕9号</p><p>各县（市、区）人民政府：</p>"
BODY += "<p>　　现将有关事项通知如下。</p><p>　　一、目标</p>"
BODY += "<p>　　到2025年，建成一批试点。</p><p>　　二、任务</p><p>　　加强组织，落实责任。</p>"
BODY += "<p>某市人民政府办公室</p><p>2024年1月2日</p>"
ARTICLE = [
    *(
        "关于试点的通知",
        "某办〔2024〕9号",
        "各县（市、区）人民政府：",
        "现将有关事项通知如下。",
        "一、目标",
        "到2025年，建成一批试点。",
    ),
    *("二、任务", "加强组织，落实责任。", "某市人民政府办公室", "2024年1月2日"),
]

MODERN = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于试点的通知_某市政府</title>
<style>p{{}}</style></head><body>
<header class="top"><div class="logo">某市人民政府</div><nav><a>首页</a><a>政务公开</a><a>办事服务</a></nav></header>
<div class="BreadcrumbNav"><a>首页</a> &gt; <a>政务公开</a> &gt; 规范性文件</div>
<div class="container"><div class="article"><h1>关于试点的通知</h1>
<div class="pages-date">2024-01-03 08:00 来源： 市政府办公室
<span class="font-zoom">字号：<a>默认</a> <a>大</a> <a>超大</a></span> | <a>打印</a></div>
<div class="pages_content mhide" id="UCAP-CONTENT">{body}</div></div>
<div class="related"><ul><li><a>一图读懂</a></li><li><a>专家解读</a></li></ul></div></div>
<div class="fixed-share">扫一扫在手机打开当前页</div>
<footer><p>主办单位：某市人民政府办公室</p><p>网站标识码3300000001 某ICP备05000000号</p></footer></body></html>"""

OLD = """<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>通知</title></head><body>
<table width=980><tr><td><img src=banner.jpg></td></tr></table>
<table width=980><tr><td><a>网站首页</a> | <a>政务信息</a> | <a>网上办事</a> | <a>公众参与</a></td></tr></table>
<table width=980><tr><td>您现在的位置：<a>首页</a>&gt;&gt;<a>政务公开</a></td></tr></table>
<table width=980><tr><td valign=top><table class=bd1><tr>
<td>索 引 号：</td><td>000014349/2024-00001</td><td>主题分类：</td><td>城乡建设</td></tr>
<tr><td>发文机关：</td><td>某市人民政府办公室</td><td>成文日期：</td><td>2024年01月02日</td></tr>
<tr><td>标　　题：</td><td colspan=3>关于试点的通知</td></tr>
<tr><td>发文字号：</td><td>某办〔2024〕9号</td><td>发布日期：</td><td>2024年01月03日</td></tr></table>
<table width=100%><tr><td class=b12c id=UCAP-CONTENT>{body}</td></tr></table></td></tr></table>
<table width=980><tr><td align=center>版权所有：某市人民政府办公室<br>
某ICP备05000000号</td></tr></table></body></html>"""

BARE = """<body><div><div><div>{body}</div><div>上一篇：<a>另一个通知</a></div><div>下一篇：没有了</div></div>
<div><a>关于我们</a> <a>联系我们</a> <a>网站地图</a></div></div></body>"""


@pytest.mark.parametrize(
    ("page", "encoding"),
    [(MODERN, "utf-8"), (OLD, "gb18030"), (BARE, "utf-8"), (BARE, "utf-16")],
    ids=["new", "old", "bare", "wide"],
)
def test_the_article_alone_is_read_out_of_a_portals_page(page: str, encoding: str) -> None:
    found = read(page.format(body=BODY), encoding=encoding)
    read_lines = lines(found)
    assert read_lines[read_lines.index("某办〔2024〕9号") - 1 :] == ARTICLE
    assert set(read_lines) == set(ARTICLE)
    assert grids(found) == []


def test_what_is_left_out_of_a_page_is_reported() -> None:
    found = read(MODERN.format(body=BODY))
    left = "".join(text for kind, text in dropped(found) if kind == "navigation")
    for words in ("政务公开", "字号", "一图读懂", "扫一扫", "ICP备"):
        assert words in left
    assert "navigation" in repairs(found)


def test_the_number_on_the_card_stands_in_for_one_that_the_article_does_not_print() -> None:
    found = read(OLD.format(body=BODY.replace("<p>某办〔2024〕9号</p>", "")), encoding="gb18030")
    assert lines(found)[0] == "某办〔2024〕9号"
    assert ("card", "发布日期： 2024年01月03日") in [(kind, text.strip()) for kind, text in dropped(found)]
    notice = read_notice(FILE, OLD.format(body=BODY.replace("<p>某办〔2024〕9号</p>", "")).encode("gb18030"))
    assert (notice.symbol, notice.title) == ("某办〔2024〕9号", "关于试点的通知")


def test_a_list_of_annexes_with_links_is_part_of_the_article() -> None:
    annexes = "<p>附件：<a>1.任务清单.docx</a></p><ul><li><a>附件2：指标体系.pdf</a></li></ul>"
    read_lines = lines(read(MODERN.format(body=BODY + annexes)))
    assert read_lines[-2:] == ["附件：1.任务清单.docx", "附件2：指标体系.pdf"]


def test_breaks_and_blocks_end_a_line_and_inline_marks_do_not() -> None:
    found = read("<div>甲<b>乙</b><span>丙</span><br>丁<div>戊<p>己</div>庚</div>")
    assert lines(found) == ["甲乙丙", "丁", "戊", "己", "庚"]


def test_a_paragraph_that_the_style_sets_in_is_indented() -> None:
    page = '<div style="text-indent: 2em"><p>甲</p><p style="text-indent:0">乙</p></div><p>　　丙</p><p>丁</p>'
    assert [block.indent for block in read(page).blocks if isinstance(block, Line)] == [4, 0, 4, 0]


def test_blanks_are_drawn_as_a_browser_draws_them() -> None:
    assert lines(read("<p>\n  加强\n  组织 &nbsp;保障&emsp;。\n</p><pre>甲\n乙</pre>")) == [
        "加强 组织 \xa0保障\u2003。",
        "甲",
        "乙",
    ]


def test_entities_become_the_characters_and_hostile_markup_is_text_or_nothing() -> None:
    found = read(
        "<p>A&amp;B &lt;script&gt;alert(1)&lt;/script&gt; 投资<50万元且>10万元，<甲公司>&#x2460;</p>"
        "<script>alert('正文')</script>"
    )
    assert lines(found) == ["A&B <script>alert(1)</script> 投资<50万元且>10万元，<甲公司>①"]
    assert repairs(found)["script"].startswith("1 段")


def test_the_numbers_of_an_ordered_list_are_written_out() -> None:
    found = read(
        '<ol start="3"><li>甲</li><li value="7">乙</li><li>丙</li></ol>'
        '<ol type="a"><li>丁</li></ol><ul><li>戊</li></ul>'
    )
    assert lines(found) == ["3. 甲", "7. 乙", "8. 丙", "a. 丁", "戊"]


def test_spans_of_a_table_are_known_by_their_place() -> None:
    found = read(
        "<table><tr><th rowspan=2>序号<th colspan=2>标准</tr><tr><th>一类<th>二类</tr>"
        "<tr><td rowspan=0>1<td>10<td>5</tr><tr><td colspan=99>另定</tr></table>"
    )
    (grid,) = found.blocks
    assert isinstance(grid, Grid)
    assert grids(found) == [[["序号", "标准", ""], ["", "一类", "二类"], ["1", "10", "5"], ["", "另定", ""]]]
    assert [(one.row, one.column, one.rows, one.columns) for one in grid.merges] == [
        *((0, 0, 2, 1), (0, 1, 1, 2), (2, 0, 2, 1), (3, 1, 1, 2)),
    ]
    assert grid.header_rows == 2


def test_a_table_that_only_sets_the_page_out_is_text() -> None:
    inner = "<table border=1><tr><td>序号<td>任务</tr><tr><td>1<td>甲</tr></table>"
    found = read(f"<table><tr><td><p>通知如下。</p>{inner}<p>特此通知。</p></td></tr></table>")
    assert lines(found) == ["通知如下。", "特此通知。"]
    assert grids(found) == [[["序号", "任务"], ["1", "甲"]]]


def test_the_paragraphs_of_a_cell_are_kept_and_its_tool_words_too() -> None:
    found = read("<p>通知如下。</p><table><tr><td>来源：财政<td><p>1.甲<br>2.乙</p></tr><tr><td>丙<td>丁</tr></table>")
    assert grids(found) == [[["来源：财政", "1.甲|2.乙"], ["丙", "丁"]]]


def test_what_a_page_hides_strikes_out_or_shows_as_a_picture() -> None:
    found = read('<p>甲<span style="display: none">乙</span><del>丙</del><img src=x>丁<ruby>试<rt>shi</rt></ruby></p>')
    assert lines(found) == ["甲丁试"]
    assert dropped(found) == [("hidden", "乙"), ("deleted", "丙"), ("reading", "shi")]
    assert "picture" in unread(found)


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "big5", "utf-8"])
def test_a_page_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}"><p>一、指引文件。</p>'
    text = page.replace("指引文件", "重要文件" if encoding != "big5" else "重要文件")
    assert lines(read(text, encoding=encoding)) == ["一、重要文件。"]


def test_a_few_broken_bytes_of_a_page_are_marked_and_reported() -> None:
    content = '<meta charset="utf-8"><p>正文'.encode() + b"\xe4\xb8" + ("一二三四五六七八九十" * 60 + "</p>").encode()
    found = read_html(FILE, content)
    assert lines(found)[0].startswith("正文\ufffd一二")
    assert "byte" in unread(found)


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(ParseError):
        read("<html><body><script>x()</script></body></html>")


def test_a_table_that_claims_millions_of_places_is_refused() -> None:
    with pytest.raises(ParseError, match="不予读取"):
        read("<table>" + "<tr><td rowspan=5000 colspan=500>甲<td>乙</tr>" * 9000 + "</table>")


def test_the_titles_of_the_pages_before_and_after_are_navigation() -> None:
    beside = ["上一篇：关于征集试点城市的通知", "下一篇：某市城市更新实施方案", "【下一条：关于废止某办法的决定】"]
    found = read(BODY + "".join(f"<p>{line}</p>" for line in beside) + "<p>下一步：抓好落实的方案</p>")
    assert [line for line in beside if line in lines(found)] == []
    assert lines(found)[-1] == "下一步：抓好落实的方案"
    assert {kind for kind, _ in dropped(found)} == {"navigation"}


def test_a_page_saved_by_a_word_processor_has_its_running_heads_set_aside() -> None:
    found = read(
        '<body><div title="header"><p>某市公报</p></div><p style="text-indent: 0.39in">一、加快推进。</p>'
        '<div title="footer"><p>— 1 —</p></div></body>'
    )
    assert lines(found) == ["一、加快推进。"]
    assert [block.indent for block in found.blocks if isinstance(block, Line)] == [4]
    assert dropped(found) == [("page-header", "某市公报 "), ("page-footer", "— 1 — ")]


def test_the_number_of_an_item_stands_before_its_paragraph_and_that_of_an_empty_one_alone() -> None:
    found = read(
        "<ol><li><p>甲</p><p>乙</p><ol><li><div><p>丙</p></div></li></ol></li><li></li><li><p>丁</p></li></ol>"
    )
    assert lines(found) == ["1. 甲", "乙", "（1）丙", "2.", "3. 丁"]


def test_the_head_of_a_notice_beside_the_block_that_holds_its_text_is_kept() -> None:
    text = "".join(
        f"<p>{'一二三四五六七八'[at]}、各地要认真组织实施，抓好落实，按时报送进展情况。</p>" for at in range(8)
    )
    page = (
        "<body><p>某市人民政府办公室文件</p><p>关于开展试点工作的通知</p><p>各区人民政府：</p>"
        f'<div style="column-count: 2">{text}</div></body>'
    )
    assert lines(read(page))[:3] == ["某市人民政府办公室文件", "关于开展试点工作的通知", "各区人民政府："]


def test_lists_within_lists_are_numbered_by_their_depth() -> None:
    found = read(
        "<p>关于试点的通知</p><ol><li><p>总体要求</p><ol><li>目标<ol><li>建成。</ol><li>原则</ol><li>任务"
        '<ol><li>完善</ol><ol type="a"><li>标准</ol></ol>'
    )
    assert lines(found)[1:] == ["1. 总体要求", "（1）目标", "①建成。", "（2）原则", "2. 任务", "（1）完善", "a. 标准"]
    assert "套在另一个列表里" in repairs(found)["nested-numbering"]


LINKED = (
    '<p>一、建成试点<a name="back1" href="#note1"><sup>[1]</sup></a>项目。</p><p>二、落实责任。</p>'
    '<div id="ftn1"><p><a name="note1" href="#back1">[1]</a> 试点指列入计划的项目。</p><p>另行公布。</p></div>'
)


def test_a_footnote_follows_the_paragraph_whose_mark_names_it() -> None:
    found = read(f"<p>关于试点的通知</p>{LINKED}")
    assert lines(found)[1:] == ["一、建成试点项目。", "〔注1〕试点指列入计划的项目。另行公布。", "二、落实责任。"]
    assert [piece.strip() for kind, piece in dropped(found) if kind == "note-mark"] == ["[1]", "[1]"]


def test_a_footnote_of_a_table_stands_below_it() -> None:
    found = read(
        '<p>关于试点的通知</p><table><tr><td>任务<td>单位</tr><tr><td>试点<sup id="r1"><a href="#f1">1</a></sup>'
        '<td>建设局</table><p>抓好落实。</p><ol><li id="f1">列入计划的项目 <a href="#r1">返回</a></li></ol>'
    )
    assert grids(found) == [[["任务", "单位"], ["试点", "建设局"]]]
    assert lines(found)[1:3] == ["〔注1〕列入计划的项目", "抓好落实。"]


def test_links_inside_the_page_that_point_one_way_are_no_notes() -> None:
    page = '<p>关于试点的通知</p><p><a href="#a1">一、目标</a></p><p><a name="a1">一、目标</a></p><p>抓好落实。</p>'
    assert lines(read(page)) == ["关于试点的通知", "一、目标", "一、目标", "抓好落实。"]


def test_an_article_that_only_a_script_would_show_is_read() -> None:
    text = "".join(f"<p>{at}. 各地要认真组织实施，抓好落实。</p>" for at in range(1, 9))
    page = f'<h1>关于试点的通知</h1><div id="c" style="visibility: hidden">{text}</div><p style="display:none">草稿</p>'
    found = read(page)
    assert len(lines(found)) == 9
    assert dropped(found) == [("hidden", "草稿")]


def saved_workbook(*names: str) -> str:
    """The page that LibreOffice saves a workbook as."""
    links = "".join(f'<A HREF="#table{at}">{name}</A><br>' for at, name in enumerate(names))
    row = "<tr><td>1</td><td>完善标准</td></tr>"
    sheets = "".join(
        f'<A NAME="table{at}"><h1>Sheet {at + 1}: <em>{name}</em></h1></A>'
        f"<table><tr><td>序号</td><td>任务</td></tr>{row}</table>"
        for at, name in enumerate(names)
    )
    return f"<html><body><p><center><h1>Overview</h1>{links}</center></p><hr>{sheets}</body></html>"


def test_of_a_saved_workbook_the_names_of_sheets_are_read_that_are_names() -> None:
    found = read(saved_workbook("Sheet1", "任务分工", "工作表3"))
    check_origins(found)
    assert lines(found) == ["任务分工"]
    assert len(grids(found)) == 3
    assert [words.strip() for kind, words in dropped(found) if kind == "navigation"] == [
        "Overview Sheet1 任务分工 工作表3",
        "Sheet 1: Sheet1",
        "Sheet 2:",
        "Sheet 3: 工作表3",
    ]


def test_links_to_a_table_of_the_article_are_no_list_of_sheets() -> None:
    assert lines(read('<html><body><p>见<a href="#table1">表1</a>。</p><p>第二段。</p></body></html>')) == [
        "见表1。",
        "第二段。",
    ]


def test_a_table_with_the_name_of_a_notice_gives_its_title_where_no_line_does() -> None:
    rows = "<tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>完善标准</td></tr>"
    named = f"<table><tr><td colspan=2>某市城市更新任务清单</td></tr>{rows}</table>"
    other = f"<table><tr><td colspan=2>某市情况</td></tr>{rows}</table>"
    assert read_notice(Path("甲.html"), named.encode()).title == "某市城市更新任务清单"
    assert read_notice(Path("甲.html"), other.encode()).title == "甲"
