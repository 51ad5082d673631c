"""Several documents in one file, and several lists under one unit: every address names one place."""

from __future__ import annotations

from notice_sample import at, check_whole, headings, paths, read, repairs

TWO = """关于印发两个规定的通知
某办〔2024〕9号
请执行。
某市人民政府办公室
2024年4月11日
文化单位转制
为企业的规定
一、关于改革
（一）甲。
二、关于人员
（二）乙。
支持文化企业发展的规定
为促进发展，制定以下规定：
一、关于税收
（一）丙。
"""


def test_two_plans_in_one_letter_have_each_their_own_addresses() -> None:
    notice = read(TWO)
    first, second = "文化单位转制为企业的规定", "支持文化企业发展的规定"
    assert paths(notice) == [
        *(f"{first}/一", f"{first}/一/（一）", f"{first}/二", f"{first}/二/（二）"),
        *(f"{second}/一", f"{second}/一/（一）"),
    ]
    check_whole(notice, TWO)


def test_two_regulations_without_a_letter_have_each_their_own_addresses() -> None:
    source = "甲办法\n第一条 子。\n第二条 丑。\n乙规定\n第一条 寅。\n第二条 卯。\n"
    assert paths(read(source)) == ["甲办法/第一条", "甲办法/第二条", "乙规定/第一条", "乙规定/第二条"]


def test_articles_that_begin_again_without_a_title_are_counted() -> None:
    assert paths(read("某办法\n第一条 子。\n第二条 丑。\n第一条 寅。\n")) == [
        *("某办法/第一条", "某办法/第二条", "第二件/第一条"),
    ]


ARTICLE = """某条例
第四条 勘查下列矿产，由部门审批：
（一）跨省的；
（二）领海的。
勘查石油的，由国务院批准。
勘查下列矿产，由省级部门审批：
（一）本条第一款以外的；
（二）授权的。
第五条 甲。
"""


def test_a_second_list_in_an_article_stands_under_its_own_paragraph() -> None:
    notice = read(ARTICLE)
    assert paths(notice) == [
        *("第四条", "第四条/（一）", "第四条/（二）", "第四条/第二款", "第四条/第三款"),
        *("第四条/第三款/（一）", "第四条/第三款/（二）", "第五条"),
    ]
    assert at(notice, "第四条", "（二）").text == "（二）领海的。"
    assert "repeated-numeral" not in repairs(notice)
    check_whole(notice, ARTICLE)


def test_a_paragraph_within_an_item_is_told_by_the_next_item() -> None:
    notice = read("某条例\n第一条 包括：\n（一）甲。\n甲是指子。\n（二）乙。\n第二条 丙。\n")
    assert paths(notice) == ["第一条", "第一条/（一）", "第一条/（二）", "第二条"]
    assert at(notice, "第一条", "（一）").text == "（一）甲。\n甲是指子。"


def test_a_paragraph_that_leads_a_list_within_an_item_belongs_to_the_item() -> None:
    notice = read("某办法\n第一条 对象：\n（一）甲类。\n1.子。\n（二）乙类。\n符合下列条件的老人：\n1.丑。\n2.寅。\n")
    assert paths(notice)[-3:] == ["第一条/（二）", "第一条/（二）/1", "第一条/（二）/2"]
    assert at(notice, "第一条", "（二）").text == "（二）乙类。\n符合下列条件的老人："


def test_paragraphs_before_the_list_are_counted() -> None:
    notice = read("某条例\n第一条 甲。\n下列情形：\n（一）乙。\n前款情形丙。\n第二条 丁。\n")
    assert paths(notice) == ["第一条", "第一条/（一）", "第一条/第三款", "第二条"]


def test_a_second_list_under_a_section_stands_under_the_line_that_leads_it() -> None:
    source = "一、材料\n1.申请表。\n2.证件。\n单位材料：\n1.执照。\n2.章程。\n二、流程\n甲。\n"
    notice = read(source)
    assert paths(notice) == ["一", "一/1", "一/2", "一/单位材料", "一/单位材料/1", "一/单位材料/2", "二"]
    assert headings(notice)["一/单位材料"] == "单位材料"


def test_a_long_lead_is_counted_and_not_written_into_the_address() -> None:
    lead = "属于前述以外情形的申请人还应当同时提交下列各项材料："
    source = f"一、材料\n1.甲。\n{lead}\n1.乙。\n{lead}\n1.丙。\n"
    assert paths(read(source)) == ["一", "一/1", "一/第二组", "一/第二组/1", "一/第三组", "一/第三组/1"]


def test_numerals_printed_twice_are_counted_and_told() -> None:
    notice = read("某条例\n第一条 包括：\n（一）甲；\n（二）乙；\n（二）丙。\n")
    assert paths(notice) == ["第一条", "第一条/（一）", "第一条/（二）", "第一条/（二）〔2〕"]
    assert "repeated-numeral" in repairs(notice)


def test_an_unnumbered_closing_chapter_is_a_chapter() -> None:
    notice = read("某规则\n第一章 总 则\n第一条 甲。\n附 则\n第二条 乙。\n")
    assert paths(notice) == ["第一章", "第一条", "附则", "第二条"]
    assert headings(notice)["附则"] == "附则"


def test_a_chapters_heading_may_take_two_lines() -> None:
    notice = read("某条例\n第三章 市人民代表大会及其常务委员会\n制定地方性法规程序\n第一节 一般规定\n第一条 甲。\n")
    assert headings(notice)["第三章"] == "市人民代表大会及其常务委员会制定地方性法规程序"


def test_line_ends_that_were_lost_are_put_back_by_the_numerals() -> None:
    source = "某条例\n第一条 甲。 第二条 乙： （一）丙； （二）丁。\n第三条 见 第二条 规定。\n"
    notice = read(source)
    assert paths(notice) == ["第一条", "第二条", "第二条/（一）", "第二条/（二）", "第三条"]
    assert "split-lines" in repairs(notice)
    check_whole(notice, source)


def test_two_annexes_of_one_name_are_two_addresses() -> None:
    notice = read("一、甲。\n附件\n任务清单\n1.子。\n附件\n责任清单\n1.丑。\n")
    assert paths(notice) == ["一", "附件", "附件/1", "附件〔2〕", "附件〔2〕/1"]


def test_the_numbered_lines_of_an_annex_leave_the_body_as_it_is() -> None:
    notice = read("一、甲\n（一）乙。\n（二）丙。\n附件1\n清单\n一、子\n1.丑。\n附件2\n名录\n1.寅。\n")
    assert paths(notice) == [
        *("一", "一/（一）", "一/（二）", "附件1", "附件1/一", "附件1/一/1", "附件2", "附件2/1"),
    ]


def test_a_list_whose_first_numbers_were_lost_is_still_a_list() -> None:
    notice = read(
        "某条例\n第一条 包括：\n（一）甲；\n（二）乙；\n（三）丙。\n第二条 包括：\n丁；\n（二）戊；\n（三）己。\n"
    )
    assert paths(notice)[-3:] == ["第二条", "第二条/（二）", "第二条/（三）"]
    assert [repair.detail for repair in notice.repairs if repair.kind == "numbering-gap"] == [
        "第二条（二） 之前缺 一。"
    ]


def test_text_under_a_table_in_a_section_belongs_to_the_section() -> None:
    source = (
        "一、标准\n按下表执行。\n序号\t地区\t标准\n1\t甲区\t10万元\n2\t乙区\t5万元\n\n标准每年调整。\n二、程序\n丙。\n"
    )
    notice = read(source)
    assert at(notice, "一").text == "一、标准\n按下表执行。"
    assert at(notice, "一", "表后").text == "标准每年调整。"
    check_whole(notice, source)


def test_two_plans_of_one_title_are_two_addresses() -> None:
    assert paths(read("某办法\n第一条 子。\n第二条 丑。\n某办法\n第一条 寅。\n")) == [
        *("某办法/第一条", "某办法/第二条", "某办法〔2〕/第一条"),
    ]


def test_numbers_after_the_signature_of_an_annex_stay_in_the_annex() -> None:
    notice = read("一、甲。\n附件\n报告\n一、子。\n某局\n2024年1月1日\n一、丑。\n二、寅。\n")
    assert paths(notice) == ["一", "附件", "附件/一", "附件/一〔2〕", "附件/二"]


def test_a_chapter_printed_over_the_letter_has_another_address_than_in_the_plan() -> None:
    source = "第三章 入户\n公开方式：主动公开\n第七条 子。\n第八条 丑。\n第三章 入户\n第九条 寅。\n"
    found = paths(read(source))
    assert len(set(found)) == len(found)
    assert found[0] == "通知/第三章"
