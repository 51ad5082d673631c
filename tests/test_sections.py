from __future__ import annotations

from rules_sample import CITY, MEASURES, draft_for, found, select_for


def test_a_lead_brings_all_that_it_lists():
    assert found("申请河道采砂许可要交哪些材料？") == [
        (MEASURES, ("第四条",)),
        (MEASURES, ("第四条", "（一）")),
        (MEASURES, ("第四条", "（二）")),
        (MEASURES, ("第四条", "（三）")),
    ]
    conditions = [path for _, path in found("海绵城市试点的申报条件是什么？")]

    assert conditions == [("一",), ("一", "（一）"), ("一", "（二）")]


def test_units_that_share_a_word_are_found_by_it():
    paths = [path for _, path in found("衡阳市绿色社区方案分几个阶段？")]

    assert paths == [("二", "（一）"), ("二", "（二）")]


def test_a_chapter_is_counted_and_told_by_its_articles():
    assert found("第三章有几条？") == [(MEASURES, ("第三章",)), (MEASURES, ("第六条",)), (MEASURES, ("第七条",))]
    assert "共 2 条" in draft_for("第三章有几条？").claims[0].text


def test_the_rows_of_an_annex_are_counted():
    assert found("衡阳的任务清单有几项任务？") == [(CITY, ("附件",))]
    assert any("3" in claim.text for claim in draft_for("衡阳的任务清单有几项任务？").claims)


def test_a_notice_is_counted_by_its_items_and_parts_without_its_annex():
    text = draft_for("衡阳的绿色社区方案一共分几个部分？").claims[0].text

    assert "共 3 条，分 2 部分" in text


def test_how_many_of_something_else_is_no_size_of_the_notice():
    assert select_for("示范社区建成几类？").intent != "count"
    assert select_for("申请采砂许可的材料有哪几条？").intent != "articles"


def test_the_last_stage_and_the_second_one_are_told_alone():
    assert found("衡阳市绿色社区方案最后一个阶段做什么？") == [(CITY, ("二", "（二）"))]
    assert found("衡阳市绿色社区方案第一阶段是什么时候？") == [(CITY, ("二", "（一）"))]


def test_a_lead_is_no_item_of_its_own_in_the_total():
    first = draft_for("申请河道采砂许可要交哪些材料？").claims[0].text

    assert "共 3 条" in first or "共找到 3 条" in first


def test_the_units_of_a_brief_section_are_told_whole():
    said = " ".join(claim.text for claim in draft_for("绿色社区指导意见的重点任务有哪些？").claims)

    assert "新建小区预留充电条件。" in said
