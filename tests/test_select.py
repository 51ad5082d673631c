from __future__ import annotations

import pytest
from answer_sample import LIFTS, PLAN, draft_for, found, quoted, select_for

HANGZHOU = "其中，杭州每台补贴20万元"
NINGBO = "宁波每台补贴15万元，最高不超过总造价的40%。"
FUZHOU = "福州对加装电梯项目给予每台10万元资金补贴，2023年共发放补贴3000万元。"


def test_a_list_holds_every_place_of_every_item_that_fits():
    answer = "".join(quoted("哪些城市给予加装电梯资金补贴，各多少？"))

    assert all(words in answer for words in (HANGZHOU, NINGBO, FUZHOU, "市财政对每台加装电梯补贴18万元"))


def test_a_list_holds_nothing_that_does_not_fit():
    assert quoted("哪些城市推行加装电梯并联审批？") == ("贵阳、昆明推行加装电梯并联审批，审批时限压缩至15个工作日。",)
    assert quoted("哪些城市建立了电梯维护保险制度？") == ("昆明建立电梯维护保险制度，引入3家保险公司参与。",)


def test_a_traditional_question_finds_what_the_simplified_one_does():
    assert quoted("哪些城市建立了電梯維護保險制度？") == quoted("哪些城市建立了电梯维护保险制度？")


def test_all_practices_of_a_place_are_found_in_all_notices():
    assert set(quoted("贵阳有什么做法？")) == {
        "贵阳将加装电梯纳入住房公积金提取范围。",
        "贵阳、昆明推行加装电梯并联审批，审批时限压缩至15个工作日。",
        "贵阳编制绿道专项规划，明确2025年建成绿道500公里。",
    }


@pytest.mark.parametrize(
    ("place", "figure", "others"),
    [("杭州", "20万元", ("15万元", "10万元", "18万元")), ("宁波", "15万元", ("20万元", "10万元", "18万元"))],
)
def test_the_figure_of_a_place_never_goes_to_its_neighbour(place: str, figure: str, others: tuple[str, ...]):
    answer = "".join(quoted(f"{place}每台补贴多少钱？"))

    assert figure in answer
    assert not any(other in answer for other in others)


def test_a_place_is_answered_from_its_own_notice():
    assert [one for one in found("南昌每台电梯补贴多少？")] == [(PLAN, ("二", "（二）"))]


def test_a_place_that_pays_nothing_gets_no_figure():
    draft = draft_for("昆明每台补贴多少钱？")

    assert draft.abstained
    assert not any("万元" in claim.text for claim in draft.claims if "昆明" in claim.text)


def test_a_place_of_which_nothing_is_said_is_refused_with_what_is_near():
    selection = select_for("厦门每台补贴多少钱？")

    assert selection.reason == "region"
    assert selection.findings == ()
    near = "".join(quoted("厦门每台补贴多少钱？"))
    assert "给予资金补贴" in near
    assert HANGZHOU not in near


@pytest.mark.parametrize("question", ["今天天气怎么样？", "谁发明了电话", "What is the weather today?", "12345"])
def test_a_question_on_something_else_is_refused(question: str):
    selection = select_for(question)

    assert selection.findings == ()
    assert selection.reason == "topic"


def test_a_subject_that_no_notice_has_is_refused():
    assert select_for("哪些城市推行无人机配送？").reason == "topic"


def test_a_figure_taken_for_granted_must_be_printed():
    assert select_for("福州每台补贴12万元吗？").reason == "premise"
    assert FUZHOU in quoted("福州每台补贴12万元吗？")
    assert quoted("福州每台补贴10万元吗？") == (FUZHOU,)


def test_a_year_that_is_not_printed_is_refused():
    assert quoted("福州2023年发放了多少补贴？") == (FUZHOU,)
    assert select_for("福州2021年发放了多少补贴？").reason == "year"


def test_a_sum_is_not_made_of_another_figure():
    selection = select_for("昆明的电梯维护保险制度补贴多少钱？")

    assert selection.findings == ()
    assert selection.reason in ("figure", "topic")


def test_only_the_notices_asked_about_are_searched():
    assert select_for("第三批清单里福州有什么做法？").searched == 1
    assert {notice for notice, _ in found("第三批清单里福州有什么做法？")} == {LIFTS}
    assert select_for("福州有什么做法？").searched == 3


def test_an_enumeration_that_names_a_figure_holds_the_items_that_print_it():
    assert found("哪些城市把加装电梯审批时限压缩到15个工作日？") == [(LIFTS, ("一", "（二）", "1"))]


def test_who_holds_an_office_must_be_printed():
    assert select_for("南昌加装电梯工作专班的副组长是谁？").findings == ()


def test_the_highest_sum_is_given_alone():
    assert quoted("哪个城市每台电梯补贴最高？") == (HANGZHOU,)


def test_a_question_on_the_cities_of_a_province_is_answered_by_those_that_lie_in_it():
    assert quoted("浙江哪些城市对加装电梯给予资金补贴？") == (
        "杭州、宁波对既有住宅加装电梯给予资金补贴。",
        "其中，杭州每台补贴20万元",
        "宁波每台补贴15万元，最高不超过总造价的40%。",
    )
    assert select_for("广东哪些城市对加装电梯给予资金补贴？").reason == "region"
