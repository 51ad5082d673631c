"""Departments by their short names."""

from __future__ import annotations

import pytest
from answer_sample import PLAN, open_assistant

from rag.question.bodies import abbreviates, find_bodies


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("资规局", "自然资源和规划局"),
        ("自规局", "自然资源和规划局"),
        ("发改委", "发展和改革委员会"),
        ("市监局", "市场监督管理局"),
        ("市场监管局", "市场监督管理局"),
        ("工信局", "工业和信息化局"),
        ("住建委", "住房城乡建设局"),
        ("建设局", "住房城乡建设局"),
        ("人社局", "人力资源和社会保障局"),
        ("卫健委", "卫生健康委员会"),
        ("执法局", "综合行政执法局"),
        ("公积金中心", "住房公积金管理中心"),
        ("金融办", "金融工作办公室"),
        ("财政局", "财政局"),
    ],
)
def test_a_short_name_is_made_of_the_words_of_the_full_one(short: str, full: str) -> None:
    assert abbreviates(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("管理局", "市场监督管理局"),
        ("财政局", "审计局"),
        ("民政局", "民族宗教事务局"),
        ("发改办", "发展和改革委员会"),
        ("自然资源和规划局", "资规局"),
        ("建设局", "建设银行"),
    ],
)
def test_another_office_and_a_general_word_are_no_short_name(short: str, full: str) -> None:
    assert not abbreviates(short, full)


def test_the_departments_of_a_question_are_found_as_the_notices_print_them() -> None:
    printed = ("自然资源和规划局", "发展改革委", "市场监督管理局")

    assert find_bodies("请问资规局牵头哪几项，发改委配合什么", printed) == (("自然资源和规划局",), ("发展改革委",))
    assert find_bodies("全部任务由市监局办理", printed) == (("市场监督管理局",),)
    assert find_bodies("哪个部门负责", printed) == ()


@pytest.mark.parametrize(
    ("question", "rows"),
    [("资规局参与哪些任务？", ["2"]), ("市监局牵头哪些任务？", ["3"]), ("审批局和住建委一起做哪些任务？", ["2"])],
)
def test_a_task_is_found_by_the_short_name_of_its_department(question: str, rows: list[str]) -> None:
    answer = open_assistant().ask(question)

    assert [(citation.doc, citation.path) for citation in answer.citations] == [(PLAN, ("附件", row)) for row in rows]
