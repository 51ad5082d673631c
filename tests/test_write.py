from __future__ import annotations

import pytest
from answer_sample import draft_for, notices, select_for, words_of

from rag.answer.quotes import place_name

QUESTIONS = (
    "哪些城市给予加装电梯资金补贴，各多少？",
    "杭州每台补贴多少钱？",
    "住建局参与的任务有哪些？",
    "第三批清单第一部分（一）第2条是什么？",
    "洪府办发〔2023〕12号是什么时候印发的？",
    "厦门每台补贴多少钱？",
    "杭州与福州的电梯补贴有什么不同？",
    "Which cities subsidise lifts, and how much?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_verbatim_line_holds_the_words_it_stands_on(question: str):
    texts = {notice.id: notice.text for notice in notices()}

    for claim in draft_for(question).claims:
        assert not claim.verbatim or claim.quotes
        for quote in claim.quotes:
            words = " ".join(texts[quote.notice][quote.start : quote.end].split())
            assert not claim.verbatim or words.rstrip("，；") in claim.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_line_without_a_quote_is_the_frame_of_the_answer(question: str):
    bare = [claim.text for claim in draft_for(question).claims if not claim.quotes]

    assert not any("万元" in text for text in bare)


def test_a_list_says_how_many_it_found_and_how_many_notices_were_searched():
    draft = draft_for("哪些城市推行加装电梯并联审批？")

    assert draft.claims[0].text == "共 1 条做法，涉及 2 个地方，检索了 3 份通知："
    assert (draft.matched, draft.searched) == (1, 3)


def test_a_list_is_a_table_too_with_each_place_and_its_figures():
    draft = draft_for("哪些城市推行加装电梯并联审批？")

    assert draft.columns == ("地区", "举措", "金额与数量", "来源")
    assert [row.cells for row in draft.rows] == [
        ("贵阳、昆明", "贵阳、昆明推行加装电梯并联审批，审批时限压缩至15个工作日。", "15个工作日")
    ]
    assert words_of(draft.rows[0].quotes) == ("贵阳、昆明推行加装电梯并联审批，审批时限压缩至15个工作日。",)


def test_an_english_list_names_places_in_english_and_quotes_in_chinese():
    draft = draft_for("Which cities subsidise lifts, and how much?")
    lines = [claim.text.rstrip("；") for claim in draft.claims]

    assert "- **Hangzhou (杭州)**, CNY 200,000 (20万元): 其中，杭州每台补贴20万元" in lines
    assert draft.columns == ("Place", "Measure", "Amounts", "Source")


def test_a_duty_says_by_when_and_by_whom():
    draft = draft_for("住建局牵头的任务有哪些？")

    assert [claim.text for claim in draft.claims] == [
        "共 1 项：",
        "- 第1项：出台加装电梯补贴实施细则（完成时间：2024年12月底前；牵头：住建局；配合：财政局）",
    ]
    assert draft.columns == ("序号", "任务", "完成时间", "牵头单位", "配合单位", "来源")
    assert [row.cells for row in draft.rows] == [
        ("1", "出台加装电梯补贴实施细则", "2024年12月底前", "住建局", "财政局")
    ]


def test_a_duty_of_one_department_names_no_partner():
    assert draft_for("哪些任务由市场监管局单独负责？").claims[1].text == (
        "- 第3项：开展电梯安全检测（完成时间：每年；牵头：市场监管局）"
    )


@pytest.mark.parametrize(
    ("question", "refusal"),
    [
        ("第五批清单说了什么？", "政策库里没有第五批，无法回答。"),
        ("What does the fifth batch say?", "The corpus does not hold 第五批, so this cannot be answered."),
        ("第三批清单第九部分是什么？", "通知里没有所问的这一条。"),
        ("厦门每台补贴多少钱？", "政策库的通知里没有关于厦门的相应内容。"),
        ("福州每台补贴12万元吗？", "通知里没有问题所说的 12万元。"),
        ("福州2021年发放了多少补贴？", "通知里没有2021年的相应内容。"),
        ("今天天气怎么样？", "政策库的通知里没有找到能回答这个问题的依据。"),
    ],
)
def test_a_refusal_says_what_is_not_held(question: str, refusal: str):
    draft = draft_for(question)

    assert draft.abstained
    assert draft.claims[0].text == refusal
    assert draft.rows == ()
    assert select_for(question).findings == ()


def test_a_refusal_quotes_what_is_near():
    draft = draft_for("福州每台补贴12万元吗？")

    assert [claim.text for claim in draft.claims[1:]] == [
        "与之相近的内容是：",
        "- 福州对加装电梯项目给予每台10万元资金补贴，2023年共发放补贴3000万元。",
    ]


def test_a_place_has_its_english_name_in_english_answers_alone():
    assert place_name("贵阳", "zh") == "贵阳"
    assert place_name("贵阳", "en") == "Guiyang (贵阳)"
    assert place_name("无名镇", "en") == "无名镇"


def test_a_district_stands_with_its_city():
    assert place_name("石景山区", "zh") == "北京石景山区"
    assert place_name("石景山区", "en").endswith("(北京石景山区)")


def test_a_list_of_sums_says_which_places_print_none():
    draft = draft_for("哪些城市对既有住宅加装电梯给予资金补贴，各多少？")

    assert not any("没有写明金额" in claim.text for claim in draft.claims)


def test_a_row_of_a_notice_without_a_place_is_of_the_place_that_issued_it():
    draft = draft_for("哪些城市给予加装电梯资金补贴，各多少？")

    assert any(row.cells[0] == "南昌" and "18万元" in row.cells[2] for row in draft.rows)


def test_a_comparison_sets_the_figures_side_by_side():
    lines = [claim.text for claim in draft_for("杭州与福州的电梯补贴有什么不同？").claims]

    assert "**数字对照**" in lines
    assert "- 只见于“杭州”：20万元" in lines
    assert all(claim.quotes for claim in draft_for("杭州与福州的电梯补贴有什么不同？").claims if "万元" in claim.text)


def test_an_english_head_gives_the_day_in_english():
    lines = [claim.text for claim in draft_for("When was notice No. 12 issued?").claims]

    assert any("8 March 2023 (2023年3月8日)" in line for line in lines)


def test_a_table_names_of_several_places_those_that_are_asked_for():
    draft = draft_for("云南哪些城市推行加装电梯并联审批？")

    assert [row.cells[0] for row in draft.rows] == ["昆明"]


def test_a_comparison_that_asks_whether_sides_agree_says_so():
    unlike = [claim.text for claim in draft_for("杭州和宁波的加装电梯补贴标准是否一致？").claims]
    unasked = [claim.text for claim in draft_for("杭州和宁波的加装电梯补贴各是多少？").claims]

    assert any("不完全相同" in text for text in unlike)
    assert not any("相同。" in text for text in unasked)
