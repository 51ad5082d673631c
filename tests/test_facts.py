"""Items → facts: whose deed a clause tells, with which figures, and who answers for a row by when."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from notice_sample import at, read

from rag.domain import Fact, Notice
from rag.facts import find_facts, task_cell
from rag.parse.duty import row_duty


def facts(text: str, *path: str) -> list[Fact]:
    """The facts of the unit at `path`."""
    return [fact for fact in find_facts(read(text)) if fact.path == path]


def told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The clauses of the one item ``1.`` and their subjects."""
    return [(fact.text, fact.regions) for fact in facts(f"一、甲\n1.{text}\n", "一", "1")]


def test_the_places_a_sentence_opens_with_are_its_subjects() -> None:
    assert told("保定、长沙和广州出台规划，明确目标。") == [
        ("保定、长沙和广州出台规划，明确目标。", ("保定", "长沙", "广州")),
    ]


def test_each_part_after_among_them_has_its_own_subject() -> None:
    assert told("北京、天津持续跟踪。其中，北京开展调查；天津开展走访，提出建议。") == [
        ("北京、天津持续跟踪。", ("北京", "天津")),
        ("其中，北京开展调查", ("北京",)),
        ("天津开展走访，提出建议。", ("天津",)),
    ]


def test_a_sentence_without_a_place_goes_on_about_the_one_before() -> None:
    assert told("保定支持研发。同时，带动本地企业改造。") == [
        ("保定支持研发。", ("保定",)),
        ("同时，带动本地企业改造。", ("保定",)),
    ]


def test_a_clause_that_opens_with_another_place_begins_another_fact() -> None:
    assert told("沈阳成立专班，苏州成立小组。") == [
        ("沈阳成立专班", ("沈阳",)),
        ("苏州成立小组。", ("苏州",)),
    ]


def test_what_tells_which_places_they_are_may_stand_before_the_subjects() -> None:
    assert told("湖北规模不大。此外，受水区的河北省、天津市均表示有难度。对口支援的江苏省没有表态。") == [
        ("湖北规模不大。", ("湖北",)),
        ("此外，受水区的河北省、天津市均表示有难度。", ("河北", "天津")),
        ("对口支援的江苏省没有表态。", ("河北", "天津")),
    ]


def test_a_place_named_later_in_a_clause_is_no_subject() -> None:
    assert told("企业在深圳成立联盟，推动发展。") == [("企业在深圳成立联盟，推动发展。", ())]


def test_of_a_county_with_its_city_and_province_the_county_is_meant() -> None:
    assert told("江苏省徐州市沛县免费配备记录仪。")[0][1] == ("沛县",)


def test_figures_keep_their_value_and_their_place() -> None:
    (fact,) = facts("一、甲\n1.西安给予10万元奖励，最高2000万元。\n", "一", "1")
    assert [(amount.text, amount.value, amount.unit) for amount in fact.amounts] == [
        ("10万元", Decimal(100000), "元"),
        ("最高2000万元", Decimal(20000000), "元"),
    ]
    notice = read("一、甲\n1.西安给予10万元奖励，最高2000万元。\n")
    assert [notice.text[amount.start : amount.end] for amount in fact.amounts] == ["10万元", "最高2000万元"]


def test_a_fact_stands_under_its_headings() -> None:
    (fact,) = facts("一、政策\n（一）奖补\n1.西安给予奖励。\n", "一", "（一）", "1")
    assert fact.headings == ("政策", "奖补")


def test_a_heading_states_nothing_but_the_time_it_names() -> None:
    text = "一、计划\n（一）启动阶段（2024年1月—6月）。组建专班。\n（二）实施阶段。开展试点。\n"
    assert [fact.text for fact in facts(text, "一", "（一）")] == ["启动阶段（2024年1月—6月）。", "组建专班。"]
    assert [fact.text for fact in facts(text, "一", "（二）")] == ["开展试点。"]


def test_the_bodies_printed_in_brackets_lead_and_help() -> None:
    text = "一、任务\n1. 推进。（责任单位：建设局、发改局、政务服务管理办公室)\n"
    assert {(fact.lead, fact.partners) for fact in facts(text, "一", "1")} == {
        ("建设局", ("发改局", "政务服务管理办公室")),
    }


def test_a_note_beside_the_leading_body_is_no_body() -> None:
    (fact,) = facts("一、任务\n1.推进（责任单位：建设局。列第一位的为牵头单位，下同）\n", "一", "1")
    assert (fact.lead, fact.partners) == ("建设局", ())


TABLE = (
    "附件\n任务清单\n序号\t任务名称\t任务要求\t完成时间\t责任单位\n"
    "1\t加强保障\t出台若干政策意见\t2023年\t建设局（列第一位的为牵头单位，下同）\n"
    "2\t\t投入100万元支持研发\t每年\t财政局、建设局\n"
)


def test_a_row_is_one_fact_that_says_what_by_when_and_who() -> None:
    (fact,) = facts(TABLE, "附件", "2")
    assert (fact.text, fact.due, fact.lead, fact.partners) == ("投入100万元支持研发", "每年", "财政局", ("建设局",))
    assert [amount.text for amount in fact.amounts] == ["100万元"]
    assert fact.headings == ("任务清单", "加强保障")


def test_the_task_of_a_row_is_its_own_longest_cell() -> None:
    notice = read(TABLE)
    row = at(notice, "附件", "2")
    span = task_cell(row)
    assert span is not None
    assert notice.text[span[0] : span[1]] == "投入100万元支持研发"


PROJECTS = (
    "附件\n项目清单\n序号\t地区\t{name}\t总投资（万元）\t{other}\t牵头单位\t完成时间\n"
    "1\t甲市\t老城停车场（一期）\t29274\t新建车位三百五十个及配套的充电设施\t建设局\t2025年7月\n"
    "2\t甲市\t东门管网\t128090\t更新二十公里\t建设局\t2025年8月\n"
)


@pytest.mark.parametrize(
    ("name", "other", "task"),
    [
        ("项目名称", "备注", "老城停车场（一期）"),
        ("项目名称", "建设规模", "老城停车场（一期）"),
        ("任务名称", "建设内容", "新建车位三百五十个及配套的充电设施"),
        ("改造任务", "建设规模", "老城停车场（一期）"),
    ],
)
def test_a_row_of_a_project_list_is_told_by_its_name_and_not_by_what_it_costs(name: str, other: str, task: str) -> None:
    (fact,) = facts(PROJECTS.format(name=name, other=other), "附件", "1")
    assert (fact.text, fact.lead, fact.due) == (task, "建设局", "2025年7月")


def test_a_row_of_figures_is_told_by_its_words() -> None:
    text = "附件\n改造计划表\n序号\t县区\t户数（户）\t责任单位\t完成时限\n1\t甲区\t301000\t甲区住建局\t2025年12月\n"
    (fact,) = facts(text, "附件", "1")
    assert (fact.text, fact.due) == ("甲区", "2025年12月")


def test_an_item_without_cells_has_neither_task_nor_duty() -> None:
    item = at(read("一、甲。\n"), "一")
    assert task_cell(item) is None
    duty = row_duty(item)
    assert (duty.lead, duty.partners, duty.due) == ("", (), "")


# --- the corpus ---------------------------------------------------------------------------------------------------


def test_every_fact_of_the_corpus_is_verbatim_and_inside_its_item(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        spans = [(item.path, item.start, item.end) for item in notice.items]
        for fact in find_facts(notice):
            assert notice.text[fact.start : fact.end] == fact.text
            assert any(path == fact.path and start <= fact.start and fact.end <= end for path, start, end in spans)
            for amount in fact.amounts:
                assert notice.text[amount.start : amount.end] == amount.text
                assert fact.start <= amount.start
                assert amount.end <= fact.end


def test_the_facts_of_a_unit_do_not_overlap(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        found = find_facts(notice)
        assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


def test_the_leading_bodies_of_the_28_rows(notice_of: dict[str, Notice]) -> None:
    notice = notice_of["tongxiang-2024-9-pilot-plan"]
    leads = Counter(row_duty(item).lead for item in notice.items if item.kind == "row")
    assert leads == {"建设局": 26, "科技局": 1, "综合行政执法局": 1}


def test_the_body_that_leads_is_printed_first_in_its_cell(notice_of: dict[str, Notice]) -> None:
    for item in notice_of["tongxiang-2024-9-pilot-plan"].items:
        cell = item.cell("责任单位")
        if cell is not None:
            duty = row_duty(item)
            assert cell.text.startswith("、".join((duty.lead, *duty.partners)))


@pytest.mark.parametrize(
    ("path", "regions"),
    [
        (("二", "（三）", "1"), 13),
        (("一", "（四）", "3"), 8),
        (("三", "（一）", "2"), 8),
    ],
)
def test_every_city_of_an_enumeration_is_a_subject(
    path: tuple[str, ...], regions: int, notice_of: dict[str, Notice]
) -> None:
    notice = notice_of["mohurd-2025-190-practices-list-4"]
    first = next(fact for fact in find_facts(notice) if fact.path == path)
    assert len(first.regions) == regions


def test_bodies_that_lead_together_lead_and_those_in_brackets_after_them_help() -> None:
    text = (
        "一、任务\n1. 推进。（财政部、税务总局牵头，国家发展改革委配合）\n2. 建设。（司法部、民政部按职责分工负责）\n"
    )
    assert {(fact.lead, fact.partners) for fact in facts(text, "一", "1")} == {
        ("财政部、税务总局", ("国家发展改革委",)),
    }
    assert {(fact.lead, fact.partners) for fact in facts(text, "一", "2")} == {("司法部、民政部", ())}


def test_a_comma_in_brackets_parts_no_fact() -> None:
    (fact,) = facts("一、任务\n1. 推进。（牵头单位：市城管局；配合单位：市生态环境局，海阳市人民政府）\n", "一", "1")[
        -1:
    ]
    assert fact.text == "（牵头单位：市城管局；配合单位：市生态环境局，海阳市人民政府）"
