"""What is asked of a notice as such, in both languages and in many voices, and which line gives it."""

from __future__ import annotations

import pytest
from rules_sample import CALL, MEASURES, found, select_for

from rag.question.notice_lines import (
    ADDRESSEES,
    APPROVAL,
    COPIES,
    DATE,
    ISSUER,
    OPEN,
    REPORT,
    SYMBOL,
    Line,
    lines_asked,
    tells_the_issuer,
)


@pytest.mark.parametrize(
    ("line", "questions"),
    [
        (
            SYMBOL,
            [
                "那份办法的发文字号是啥",
                "是几号令",
                "文件编号？",
                "What is its reference number?",
                "Under what number was it sent?",
            ],
        ),
        (
            DATE,
            [
                "落款是哪天",
                "啥时候出的",
                "文号和日期",
                "哪份印发得晚",
                "When was the plan released?",
                "What dates does it carry?",
            ],
        ),
        (
            ISSUER,
            [
                "谁发的189号？",
                "哪几家联合印发的？",
                "由哪位市长签发",
                "哪两个部门发的",
                "Who signed the order?",
                "Who put their names under it?",
            ],
        ),
        (
            OPEN,
            [
                "能公开吗，属于什么公开方式",
                "是不是公开件",
                "Is it open to the public?",
                "publicity status",
                "May we circulate it to our members?",
            ],
        ),
        (
            ADDRESSEES,
            ["主送哪些机关", "是发给谁的", "批给谁的", "To whom is it addressed?", "Who was it sent to?"],
        ),
        (COPIES, ["抄送了哪些单位", "To which offices is it copied?"]),
        (
            APPROVAL,
            ["哪一天由人大常委会通过、哪天省里批准", "哪天过的会", "第几次常务会过的", "When was it adopted?"],
        ),
        (
            REPORT,
            ["执行中遇到问题，该向谁反映？", "碰到困难跟谁反馈", "If problems come up, whom should we tell?"],
        ),
    ],
)
def test_it_is_asked_for_in_many_words(line: Line, questions: list[str]):
    assert [line in lines_asked(question) for question in questions] == [True] * len(questions)


@pytest.mark.parametrize(
    "question",
    [
        "什么时候发放补贴？",
        "哪些城市公开招标？",
        "How many cities are there?",
        "什么时候通过验收？",
        "申报条件是什么？",
        "为什么同意建设？",
        "Which cities pay subsidies?",
        "Who pays, and when?",
        "Which firm is behind the platform?",
    ],
)
def test_what_is_asked_of_a_subject_asks_for_no_line(question: str):
    assert lines_asked(question) == {}


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        (SYMBOL, "赣府发〔2023〕21号"),
        (DATE, "2023年10月8日"),
        (ISSUER, "赣州市人民政府"),
        (OPEN, "（此件主动公开）"),
        (OPEN, "（公开方式：主动公开）"),
        (ADDRESSEES, "各县（市、区）人民政府："),
        (COPIES, "抄送：市委办公室。"),
        (APPROVAL, "2009年9月25日 某省第十一届人民代表大会常务委员会第十三次会议批准"),
        (REPORT, "执行中遇到问题，请径向市民政局反映。"),
    ],
)
def test_a_line_gives_what_is_asked_for(line: Line, printed: str):
    assert line.gives(printed, printed)


def test_a_line_that_leads_on_is_no_addressee():
    assert not ADDRESSEES.gives("现将有关事项通知如下：", "现将有关事项通知如下：")


def test_the_title_tells_the_issuer_where_it_begins_with_one():
    assert tells_the_issuer("某部办公厅关于征集试点的通知", "某部办公厅关于征集试点的通知")
    assert not tells_the_issuer("某市管理办法", "某市管理办法")


def test_two_particulars_are_two_lines_and_no_more():
    selection = select_for("赣州河道采砂管理办法的文号和落款日期")

    assert [one.evidence.item.text for one in selection.findings] == ["赣府发〔2023〕21号", "2023年10月8日"]


def test_a_particular_that_a_notice_does_not_print_is_refused():
    selection = select_for("赣州河道采砂管理办法是主动公开的吗？")

    assert (selection.findings, selection.reason) == ((), "topic")


def test_two_notices_are_held_against_each_other():
    assert {notice for notice, _ in found("赣州河道采砂管理办法和海绵城市试点通知，哪个印发得早？")} == {MEASURES, CALL}


@pytest.mark.parametrize(
    "question", ["规划许可证由哪个部门发的？", "罚单是谁开的？", "Who issued the permits?", "补贴是哪个部门发的"]
)
def test_who_hands_out_a_permit_or_a_sum_is_not_who_issued_the_notice(question: str):
    assert ISSUER not in lines_asked(question)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("云建〔2025〕9号，文号、日期？", (SYMBOL, DATE)),
        ("云建〔2025〕9号是谁发的、哪天的？", (ISSUER, DATE)),
        ("云建〔2025〕9号：写给谁的，哪天的。", (DATE, ADDRESSEES)),
        ("Of that notice, the issuing bodies and the date", (ISSUER, DATE)),
    ],
)
def test_beside_another_line_fewer_words_ask_for_one(question: str, lines: tuple[Line, ...]) -> None:
    assert set(lines_asked(question)) == set(lines)


@pytest.mark.parametrize("question", ["报送日期是哪天？", "哪天的会议？", "材料写给谁看？"])
def test_such_words_alone_ask_for_no_line(question: str) -> None:
    assert not {DATE, ADDRESSEES} & set(lines_asked(question))
