"""Head and tail of a notice: what it is called, when it was signed and printed, whom it goes to."""

from __future__ import annotations

from datetime import date

import pytest
from notice_sample import read

LETTER = """某市人民政府办公室文件
某政办发〔2024〕9号
某市人民政府办公室关于印发
某市试点实施方案的通知
各镇人民政府、街道办事处，市政府各部门：
现印发给你们，请认真执行。
某市人民政府办公室
2024年4月11日
（此件主动公开）
某市试点实施方案
一、目标
甲。
抄送：市委各部门，市人大办。
某市人民政府办公室 2024年4月12日印发
"""


def test_all_that_head_and_tail_say_of_a_letter() -> None:
    notice = read(LETTER)
    assert notice.id == notice.symbol == "某政办发〔2024〕9号"
    assert notice.title == "某市人民政府办公室关于印发某市试点实施方案的通知"
    assert (notice.issuer, notice.issuers) == ("某市人民政府办公室", ("某市人民政府办公室",))
    assert (notice.issued, notice.printed) == (date(2024, 4, 11), date(2024, 4, 12))
    assert notice.addressees == "各镇人民政府、街道办事处，市政府各部门"
    assert notice.copies == "市委各部门，市人大办"
    assert notice.disclosure == "主动公开"


@pytest.mark.parametrize(
    ("head", "symbol"),
    [
        ("中华人民共和国国务院令\n第707号\n某法实施条例\n", "中华人民共和国国务院令第707号"),
        ("某省人民政府令 第35号\n某省办法\n", "某省人民政府令第35号"),
        ("某部公告\n2021年第5号\n某目录\n", "某部公告2021年第5号"),
        ("国办发明电〔2020〕14号\n关于放假的通知\n", "国办发明电〔2020〕14号"),
        ("某住建规〔２０２３〕５号\n关于试点的通知\n", "某住建规〔2023〕5号"),
        ("第5号\n关于试点的通知\n", ""),
        ("关于执行第35号令的通知\n", ""),
    ],
)
def test_the_number_of_an_order_and_of_a_telegram(head: str, symbol: str) -> None:
    assert read(f"{head}第一条 甲。\n").symbol == symbol


def test_the_name_of_a_body_over_the_line_that_begins_with_about_is_part_of_the_title() -> None:
    notice = read("国务院办公厅\n关于某省考察工作时\n所提问题办理情况的函\n国办函〔2004〕57号\n一、甲。\n")
    assert notice.title == "国务院办公厅关于某省考察工作时所提问题办理情况的函"


def test_the_plans_title_that_a_portal_prints_first_is_no_part_of_the_letters() -> None:
    notice = read("2026年招生工作方案\n某区教育局关于印发《2026年招生工作方案》的通知\n一、甲。\n")
    assert notice.title == "某区教育局关于印发《2026年招生工作方案》的通知"


def test_the_date_under_the_signature_and_not_the_one_a_portal_prints() -> None:
    notice = read("某办规〔2021〕7号\n2021年04月16日\n关于救助的通知\n一、甲。\n某市人民政府\n2021年4月13日\n")
    assert notice.issued == date(2021, 4, 13)


def test_a_regulation_is_of_the_day_of_its_present_wording() -> None:
    notice = read(
        "某省条例\n1990年3月9日 某省第七届人民代表大会常务委员会第三次会议通过\n"
        "2018年1月23日 某省第十二届人民代表大会常务委员会第三十五次会议修正\n2018年3月1日 施行\n第一条 甲。\n"
    )
    assert notice.issued == date(2018, 1, 23)
    assert notice.effective == date(2018, 3, 1)
    assert notice.issuers == ("某省人民代表大会常务委员会",)


def test_lines_of_a_regulations_history_are_not_joined() -> None:
    history = (
        "1990年3月9日 某省第七届人民代表大会常务委员会第三次会议通过",
        "2018年1月23日 某省第十二届人民代表大会常务委员会第三十五次会议修正",
    )
    notice = read("\n".join(("某省条例", *history, "第一条 甲。")))
    assert [item.text for item in notice.at(())] == ["某省条例", *history]


def test_what_introduces_a_list_is_no_addressee() -> None:
    assert read("关于试点的通知\n各部门应当做好下列工作：\n一、甲。\n").addressees == ""


def test_a_line_of_three_hundred_characters_may_be_a_title_and_a_longer_one_is_a_paragraph() -> None:
    words = "某市试点" * 74
    longest = f"{words}实施方案"
    assert len(longest) == 300
    assert read(f"{longest}\n一、甲。\n").title == longest
    assert read(f"某{longest}\n一、甲。\n", name="方案.txt").title == "方案"


@pytest.mark.parametrize("line", ["马某某副主席：", "邓某某、韩某某委员：", "王某委员：", "各位代表："])
def test_a_letter_to_persons(line: str) -> None:
    assert (
        read(f"国务院办公厅关于建议的复函\n国办函〔2005〕21号\n{line}\n答复如下。\n一、甲。\n").addressees == line[:-1]
    )


def test_a_report_is_of_the_day_it_was_given_and_of_the_government_whose_head_gave_it() -> None:
    notice = read(
        "政 府 工 作 报 告\n——2016年2月19日在某区第十四届人民代表大会第五次会议上\n某区人民政府区长　张某某\n"
        "各位代表：\n现在，我代表区人民政府报告工作。\n一、2015年工作\n甲。\n"
    )
    assert (notice.title, notice.issuer, notice.issued) == ("政府工作报告", "某区人民政府", date(2016, 2, 19))
    assert notice.level == "县"
