"""Tables of contents, and quotations of several paragraphs."""

from __future__ import annotations

from notice_sample import at, check_whole, margins, paths, read, repairs

from rag.parse.contents import find_contents, find_quoted


def test_entries_may_carry_dots_and_page_numbers() -> None:
    source = "某规划\n目  录\n一、现状……1\n二、目标 ........ 12\n一、现状\n甲。\n二、目标\n乙。\n"
    notice = read(source)
    assert paths(notice) == ["一", "二"]
    assert margins(notice) == ["某规划"]
    assert "contents" in repairs(notice)
    check_whole(notice, source)


def test_an_entry_that_does_not_come_again_is_kept_as_text() -> None:
    source = "目录\n1 总则\n2 机构\n前言 说明\n3 附则\n1 总则\n1.1 目的\n甲。\n2 机构\n2.1 职责\n乙。\n3 附则\n丙。\n"
    notice = read(source)
    assert margins(notice) == ["前言 说明"]
    assert paths(notice) == ["1", "1/1.1", "2", "2/2.1", "3"]
    check_whole(notice, source)


def test_headings_listed_before_the_first_of_them_need_no_name() -> None:
    found = find_contents(["某条例", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 甲。", "第二章 附则"])
    assert found is not None
    assert (found.start, found.end) == (1, 3)


def test_a_list_that_is_printed_once_is_no_table_of_contents() -> None:
    assert find_contents(["目录", "一、甲", "二、乙", "三、丙"]) is None
    assert find_contents(["一、甲", "二、乙", "其他。"]) is None


def test_the_numerals_of_a_quoted_text_open_nothing() -> None:
    source = (
        "关于修改条例的决定\n一、将第二条修改为：\n“第二条 下列情形：\n（一）甲；\n（二）乙。\n第三条 丙。”\n"
        "二、删去第五条。\n"
    )
    notice = read(source)
    assert paths(notice) == ["一", "二"]
    assert at(notice, "一").text.endswith("第三条 丙。”")
    check_whole(notice, source)


def test_a_quotation_mark_that_is_never_closed_hides_nothing() -> None:
    assert find_quoted(["一、修改为：“甲", "二、乙。", "三、丙。"]) == frozenset()
    assert find_quoted(["一、修改为：“甲", "乙”。", "二、丙。"]) == frozenset({1})


def test_the_dots_to_the_page_number_do_not_make_an_entry_long() -> None:
    listed = [f"{name}{'.' * 70}{page}" for page, name in enumerate(("第一章 总则", "第二章 附则"), 1)]
    found = find_contents(["某条例", "目录", *listed, "第一章 总则", "第一条 甲。", "第二章 附则"])
    assert found is not None
    assert (found.start, found.end) == (1, 4)
