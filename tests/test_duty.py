"""Who is responsible, as items and rows print it."""

from __future__ import annotations

import pytest

from rag.parse.duty import Duty, first_leads, printed_duties


def only(text: str, *, alike: bool = True) -> Duty:
    (printed,) = printed_duties(text, alike=alike)
    return printed.duty


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        ("（责任单位：市财政局、市教育局）", "市财政局", ("市教育局",)),
        ("（责任单位：省财政厅牵头，省教育厅、省水利厅配合）", "省财政厅", ("省教育厅", "省水利厅")),
        ("（责任单位：省财政厅、省教育厅牵头，各市州政府负责落实）", "省财政厅、省教育厅", ("各市州政府",)),
        (
            "（牵头单位：市财政局，配合单位：市教育局、各县（市、区）政府）",
            "市财政局",
            ("市教育局", "各县（市、区）政府"),
        ),
        ("（财政部、水利部、民政部，各省级人民政府按职责分工负责）", "财政部、水利部、民政部、各省级人民政府", ()),
        ("（财政部会同有关部门负责）", "财政部", ("有关部门",)),
        ("（由财政部、教育部等有关部门和单位负责）", "财政部、教育部", ()),
        ("（市发展和改革委员会和市财政局负责）", "市发展和改革委员会、市财政局", ()),
        ("（牵头领导：李四；责任单位：市财政局）", "市财政局", ()),
        ("（负责部门：人民银行、外汇局，适用范围：福建自贸试验区）", "人民银行", ("外汇局",)),
        ("（市财政局牵头，市直有关部门配合，持续推进）", "市财政局", ("市直有关部门",)),
        ("推进改造。责任单位：市财政局、市教育局", "市财政局", ("市教育局",)),
    ],
)
def test_names_lead_and_join_as_the_words_around_them_say(text: str, lead: str, partners: tuple[str, ...]):
    duty = only(text)
    assert (duty.lead, duty.partners) == (lead, partners)


@pytest.mark.parametrize(
    "text", ["（以下简称牵头单位）", "（含市级配合）", "（允许将结余主要用于人员奖励）", "（一）由专人负责。"]
)
def test_brackets_that_name_no_office_set_no_duty(text: str):
    assert printed_duties(text, alike=True) == ()


def test_where_the_notice_says_that_the_first_leads_the_others_join():
    assert first_leads("（财政部、教育部负责。列第一位者为牵头单位，下同）")
    assert not first_leads("财政部牵头。")
    assert only("（财政部、教育部负责）", alike=False) == Duty(lead="财政部", partners=("教育部",))


def test_the_time_is_printed_beside_the_names():
    assert only("（责任单位：市财政局；完成时限：2025年12月底）").due == "2025年12月底"


def test_an_item_with_two_duties_has_both_in_order():
    text = "修路（市交通局负责）；种树（市林业局负责）。"
    assert [one.duty.lead for one in printed_duties(text, alike=True)] == ["市交通局", "市林业局"]
