"""Paragraphs and tables → the outline: which unit owns which words."""

from __future__ import annotations

from notice_sample import at, check_whole, headings, margins, outline, paths, read, repairs


def test_what_stands_before_the_first_numeral_is_the_head() -> None:
    notice = read("关于试点的通知\n某办〔2024〕9号\n各镇：\n现通知如下：\n一、目标\n加快。\n")
    assert margins(notice) == ["关于试点的通知", "某办〔2024〕9号", "各镇：", "现通知如下："]
    assert {item.kind for item in notice.at(())} == {"head"}


def test_paragraphs_without_a_numeral_belong_to_the_unit_above() -> None:
    notice = read("一、目标\n到2024年，出台政策。\n到2025年，建立体系。\n二、任务\n如下。\n")
    assert outline(notice) == [
        ("一", "一、目标\n到2024年，出台政策。\n到2025年，建立体系。"),
        ("二", "二、任务\n如下。"),
    ]


def test_a_lead_paragraph_belongs_to_its_section_and_not_to_its_points() -> None:
    notice = read(
        "三、试点任务\n重点开展以下工作，其中第（一）至（二）项为必选任务。\n（一）政策。出台。\n（二）产业。培育。\n"
    )
    assert at(notice, "三").text.endswith("为必选任务。")
    assert paths(notice) == ["三", "三/（一）", "三/（二）"]


def test_a_reference_to_points_at_the_start_of_a_paragraph_opens_nothing() -> None:
    notice = read("三、任务\n（一）甲。\n（二）乙。\n（一）至（二）项为必选任务。\n（二）项可以自选。\n")
    assert paths(notice) == ["三", "三/（一）", "三/（二）"]
    assert at(notice, "三", "（二）").text == "（二）乙。\n（一）至（二）项为必选任务。\n（二）项可以自选。"


def test_decimals_and_clause_numbers_open_nothing() -> None:
    notice = read("一、要求\n1.5倍以上的予以奖励。\n11.5.14.2的试验按标准执行。\n2.35亿元以内。\n")
    assert paths(notice) == ["一"]


def test_articles_run_through_chapters() -> None:
    notice = read(
        "某条例\n第一章 总则\n第一条 为了发展。\n第三章 监督\n"
        "第十二条 应当：\n（一）报送；\n（二）公示。\n第十三条 施行。\n"
    )
    assert paths(notice) == [
        *("第一章", "第一条", "第三章", "第十二条", "第十二条/（一）", "第十二条/（二）", "第十三条"),
    ]
    assert headings(notice)["第三章"] == "监督"
    assert at(notice, "第十二条").heading == ""


def test_points_that_run_on_through_the_sections_keep_their_numbers() -> None:
    notice = read("一、总体\n（一）甲。\n（二）乙。\n二、任务\n（三）丙。\n")
    assert paths(notice)[-1] == "二/（三）"


def test_numbering_that_starts_again_under_each_heading() -> None:
    notice = read("一、甲\n（一）乙\n1.子。\n2.丑。\n（二）丙\n1.寅。\n二、丁\n（一）戊\n1.卯。\n")
    assert paths(notice) == [
        *(
            "一",
            "一/（一）",
            "一/（一）/1",
            "一/（一）/2",
            "一/（二）",
            "一/（二）/1",
            "二",
            "二/（一）",
            "二/（一）/1",
        ),
    ]


def test_indented_items_are_siblings_of_the_others() -> None:
    notice = read("一、甲\n1.子。\n    2.丑。\n3.寅。\n")
    assert paths(notice) == ["一", "一/1", "一/2", "一/3"]
    assert "indented-items" in repairs(notice)


def test_a_number_that_does_not_follow_is_text_and_is_told() -> None:
    notice = read("一、甲\n1.子。\n2.丑。\n15.不是条目。\n3.寅。\n")
    assert paths(notice) == ["一", "一/1", "一/2", "一/3"]
    assert at(notice, "一", "2").text == "2.丑。\n15.不是条目。"
    assert "stray-numeral" in repairs(notice)


def test_numbers_that_are_missing_are_told() -> None:
    notice = read("一、甲\n1.子。\n4.丑。\n")
    assert [repair.detail for repair in notice.repairs if repair.kind == "numbering-gap"] == ["一4 之前缺 2、3。"]


def test_a_number_printed_twice_is_told() -> None:
    assert "repeated-numeral" in repairs(read("一、甲\n1.子。\n2.丑。\n2.寅。\n"))


def test_signature_date_and_copies_after_the_body_are_the_tail() -> None:
    notice = read("关于试点的通知\n一、甲。\n某市住房和城乡建设局\n2024年4月11日\n抄送：各部门。\n")
    assert [(item.text, item.kind) for item in notice.at(())][1:] == [
        ("某市住房和城乡建设局", "tail"),
        ("2024年4月11日", "tail"),
        ("抄送：各部门。", "tail"),
    ]


def test_a_body_named_in_the_text_is_no_signature() -> None:
    notice = read("一、甲\n某市住房和城乡建设局\n负责牵头。\n")
    assert margins(notice) == []


COVER = "关于印发方案的通知\n某办〔2024〕9号\n请执行。\n某市人民政府办公室\n2024年4月11日\n"


def test_an_enclosed_plan_owns_the_short_paths() -> None:
    notice = read(f"{COVER}试点实施方案\n为推进升级，制定本方案。\n一、思想\n甲。\n二、目标\n乙。\n")
    assert paths(notice) == ["一", "二"]
    assert "为推进升级，制定本方案。" in margins(notice)


def test_sections_of_a_cover_letter_step_aside_for_those_of_the_plan() -> None:
    notice = read(
        "关于印发方案的通知\n一、请执行。\n二、请报送。\n某市人民政府办公室\n2024年4月11日\n试点方案\n一、思想\n甲。\n"
    )
    assert paths(notice) == ["通知/一", "通知/二", "一"]


def test_the_annexes_that_a_letter_lists_are_no_annexes_yet() -> None:
    source = (
        "一、甲。\n附件：1.任务清单\n2.责任分工\n某市人民政府办公室\n2024年4月11日\n"
        "附件1\n任务清单\n1.子。\n附件2\n责任分工\n1.丑。\n"
    )
    notice = read(source)
    assert outline(notice) == [
        ("一", "一、甲。"),
        ("附件1", "附件1\n任务清单"),
        ("附件1/1", "1.子。"),
        ("附件2", "附件2\n责任分工"),
        ("附件2/1", "1.丑。"),
    ]
    assert headings(notice)["附件2"] == "责任分工"
    check_whole(notice, source)


def test_annexes_that_are_listed_but_not_enclosed_are_no_units() -> None:
    source = "关于试点的通知\n一、甲。\n附件：1.任务清单\n2.责任分工\n某市建设局\n2024年3月4日\n"
    notice = read(source)
    assert paths(notice) == ["一"]
    assert margins(notice)[1:] == ["附件：1.任务清单", "2.责任分工", "某市建设局", "2024年3月4日"]
    check_whole(notice, source)


def test_an_annex_may_open_with_its_title_after_a_colon() -> None:
    notice = read("一、甲。\n附件：任务清单\n一、乙。\n二、丙。\n")
    assert paths(notice) == ["一", "附件", "附件/一", "附件/二"]
    assert headings(notice)["附件"] == "任务清单"


def test_the_title_of_an_annex_may_take_two_lines() -> None:
    notice = read("一、甲。\n附件\n某某县官渡口镇马鬃山村\n地质险情调查报告\n一、情况\n乙。\n")
    assert headings(notice)["附件"] == "某某县官渡口镇马鬃山村地质险情调查报告"
    assert at(notice, "附件", "一").text == "一、情况\n乙。"


def test_an_annex_numbers_its_sections_from_the_start() -> None:
    assert paths(read("一、甲。\n二、乙。\n附件\n管理办法\n一、丙。\n（一）丁。\n")) == [
        *("一", "二", "附件", "附件/一", "附件/一/（一）"),
    ]


def test_a_section_is_what_has_units_below_it() -> None:
    notice = read("一、甲\n（一）乙。\n二、丙\n丁。\n")
    assert [(item.path[-1], item.kind) for item in notice.items] == [
        ("一", "section"),
        ("（一）", "item"),
        ("二", "item"),
    ]


def test_text_after_a_table_is_not_the_last_rows() -> None:
    notice = read(
        "附件\n清单\n序号\t任务\t单位\n1\t子\t丑局\n2\t寅\t卯局\n\n抄送：各部门。\n某市人民政府办公室\n2024年4月12日印发\n"
    )
    assert at(notice, "附件", "2").text == "2\t寅\t卯局"
    assert margins(notice) == ["抄送：各部门。", "某市人民政府办公室", "2024年4月12日印发"]


def test_a_notice_without_any_numeral_is_all_head() -> None:
    notice = read("关于放假的通知\n各镇：\n五一放假五天。\n")
    assert paths(notice) == []
    assert len(margins(notice)) == 3


def test_a_table_of_contents_is_no_list_of_units() -> None:
    source = "某条例\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。\n"
    notice = read(source)
    assert paths(notice) == ["第一章", "第一条", "第二章", "第二条"]
    assert margins(notice) == ["某条例"]
    assert [(piece.kind, piece.text) for piece in notice.dropped] == [
        *(("contents", "目录"), ("contents", "第一章 总则"), ("contents", "第二章 附则")),
    ]
    assert "contents" in repairs(notice)
    check_whole(notice, source)


def test_a_chapter_printed_twice_over_its_articles_is_no_table_of_contents() -> None:
    notice = read("某条例\n第一章 总则\n第一条 甲。\n第一章 附则\n第二条 乙。\n")
    assert paths(notice) == ["第一章", "第一条", "第一章〔2〕", "第二条"]


SUBSIDY = """某市奖补办法
一、标准
（一）项目补贴。每个项目10万元。
（二）设备补贴。每台1万元。
二、流程
（一）目标任务
（二）款项拨付
（三）条件
三、验收
（一）申报。
（二）项目验收
（三）项内容公示。
按照本办法第
（一）项规定执行。
"""


def test_items_that_begin_with_the_name_of_a_unit_are_items_where_they_go_on_with_the_list() -> None:
    assert paths(read(SUBSIDY)) == [
        *("一", "一/（一）", "一/（二）"),
        *("二", "二/（一）", "二/（二）", "二/（三）"),
        *("三", "三/（一）", "三/（二）"),
    ]


def test_a_reference_that_is_the_next_of_its_list_after_a_whole_sentence_is_an_item() -> None:
    assert paths(read("一、任务\n（一）甲。\n（二）乙。\n（三）项为必选任务。\n")) == [
        *("一", "一/（一）", "一/（二）", "一/（三）"),
    ]


def test_items_beyond_999_are_items() -> None:
    notice = read("某市清单\n" + "".join(f"{number}. 第{number}个小区改造完成\n" for number in range(1, 2101)))
    assert paths(notice) == [str(number) for number in range(1, 2101)]


CHAPTERS = """某市物业管理办法
第一章
总则
第一条 甲。
第二章

业主和业主大会
第二条 乙。
第三章
附 则
第三条 丙。
"""


def test_a_chapter_whose_name_is_printed_below_its_numeral_is_one_unit() -> None:
    notice = read(CHAPTERS)
    assert headings(notice) == {
        **{"第一章": "总则", "第二章": "业主和业主大会", "第三章": "附则"},
        **{"第一条": "", "第二条": "", "第三条": ""},
    }
    check_whole(notice, CHAPTERS)


def test_a_part_without_numerals_has_the_name_printed_below_its_own() -> None:
    notice = read("某市报告\n第一部分\n部门概况\n本部门负责建设。\n第二部分\n预算说明\n详见下文。\n")
    assert headings(notice) == {"第一部分": "部门概况", "第二部分": "预算说明"}


def test_a_paragraph_after_a_table_follows_it_and_belongs_to_the_item_above() -> None:
    notice = read(
        "# 关于补助的通知\n\n一、标准\n\n补助标准如下：\n\n| 类别 | 金额 |\n|---|---|\n| 甲类 | 10万元 |\n\n"
        "上述标准自2024年起执行。\n\n二、程序\n\n由企业申报。\n",
        name="a.md",
    )
    assert paths(notice) == ["一", "表1", "表1/第1行", "一/表后", "二"]
    assert at(notice, "一", "表后").text == "上述标准自2024年起执行。"
    assert notice.text.index("甲类") < notice.text.index("上述标准")


def test_a_paragraph_after_a_table_in_an_article_is_its_next_paragraph() -> None:
    notice = read("某市办法\n第一条 标准如下：\n类别\t金额\n甲类\t10\n乙类\t5\n前款标准每年调整。\n第二条 申报。\n")
    assert paths(notice) == ["第一条", "表1", "表1/第1行", "表1/第2行", "第一条/第二款", "第二条"]
