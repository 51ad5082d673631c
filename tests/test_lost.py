"""Headings of chapters and sections that are printed without their numeral."""

from __future__ import annotations

import pytest
from notice_sample import check_whole, headings, paths, read

from rag.facts import find_facts
from rag.saying import owned_facts, sayings_of

HEAD = "某市养老条例\n2020年1月1日 某市人民代表大会常务委员会第三次会议通过\n"


def regulation(*lines: str) -> str:
    return HEAD + "\n".join(lines) + "\n"


def test_a_name_between_two_articles_is_a_chapter_of_a_regulation_without_numerals() -> None:
    text = regulation("第一条 甲。", "规划与设施", "第二条 乙。", "（一）丙；", "（二）丁。", "法律责任", "第三条 戊。")
    notice = read(text)
    check_whole(notice, text)
    assert paths(notice) == [
        "第一条",
        "规划与设施",
        "第二条",
        "第二条/（一）",
        "第二条/（二）",
        "法律责任",
        "第三条",
    ]
    assert headings(notice)["规划与设施"] == "规划与设施"


def test_it_is_a_section_where_the_chapters_go_on_without_a_gap() -> None:
    text = regulation(
        "第一章 总则",
        "第一条 甲。",
        "第二章 程序",
        "第一节 代表大会",
        "第二条 乙。",
        "常务委员会程序",
        "第三条 丙。",
        "第三章 附则",
        "第四条 丁。",
    )
    assert [path for path in paths(read(text)) if not path.endswith("条")] == [
        "第一章",
        "第二章",
        "第二章/第一节",
        "第二章/常务委员会程序",
        "第三章",
    ]


def test_it_is_a_chapter_where_the_number_of_one_is_missing() -> None:
    text = regulation("第一章 总则", "第一条 甲。", "监督管理", "第二条 乙。", "第三章 附则", "第三条 丙。")
    notice = read(text)
    assert [path for path in paths(notice) if not path.endswith("条")] == ["第一章", "监督管理", "第三章"]
    assert "numbering-gap" not in [repair.kind for repair in notice.repairs]


def test_the_last_one_is_a_section_where_sections_are_open_but_for_the_names_of_chapters() -> None:
    lines = ["第一章 保护", "第一节 名城", "第一条 甲。", "历史建筑", "第二条 乙。"]
    assert paths(read(regulation(*lines)))[-2] == "第一章/历史建筑"
    lines[3] = "法律责任"
    assert paths(read(regulation(*lines)))[-2] == "法律责任"


@pytest.mark.parametrize(
    "line",
    [
        "前款规定，由市政府解释。",
        "本市鼓励，支持养老",
        "2024年工作安排",
        "某市人民政府",
        "甲" * 41,
        "下列情形：",
        "丙",
    ],
)
def test_what_states_signs_or_goes_on_is_no_heading(line: str) -> None:
    text = regulation("第一条 甲。", line, "第二条 乙。")
    assert [path for path in paths(read(text)) if not path.startswith("第")] == []


def test_a_name_that_goes_on_with_a_sentence_or_stands_over_no_next_article_is_none() -> None:
    for lines in (
        ("第一条 本条例所称养老服务", "规划与设施", "第二条 乙。"),
        ("第一条 甲。", "规划与设施", "第四条 乙。"),
        ("第一条 甲。", "规划与设施", "各区应当落实。", "第二条 乙。"),
    ):
        assert "规划与设施" not in paths(read(regulation(*lines)))


def test_lines_below_a_chapter_of_which_nothing_tells_what_they_are_are_told() -> None:
    text = regulation(
        "第一章 总则", "第一条 甲。", "第二章 代表大会及其常务委员会", "制定法规程序", "代表大会", "第二条 乙。"
    )
    notice = read(text)
    (told,) = notice.ledger.unread
    assert told.kind == "heading-lines"
    assert "第二章名下另有 2 行：“制定法规程序”、“代表大会”" in told.detail
    assert read(regulation("第一章 总则", "第一条 甲。")).ledger.unread == ()


def test_an_article_is_said_under_the_chapter_without_a_numeral() -> None:
    notice = read(regulation("第一章 总则", "第一条 甲。", "法律责任", "第二条 乙。", "第三条 丙。"))
    said = sayings_of(notice, owned_facts(notice, find_facts(notice)))
    above = {"/".join(item.path): one.headings for item, one in zip(notice.items, said, strict=True) if item.path}
    assert (above["第一条"], above["第三条"]) == ("总则", "法律责任")
