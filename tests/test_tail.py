"""Where a notice ends: what it says of itself after the last item, contact line, list of annexes, signature."""

from __future__ import annotations

import pytest
from notice_sample import at, check_whole, read

from rag.parse.tail import closes, speaks_of_itself

ITSELF = "本意见自2025年1月1日起施行，有效期至2027年12月31日。"
OPINION = f"""某市关于加强改造工作的意见
一、目标
（一）完成改造。成立专班。
本意见由市住建局负责解释。
（二）加强资金。每户2万元。
{ITSELF}
联系人：张三，联系电话：0451-123456
附件：1.任务表
2.申报表
某市住房和城乡建设局
2025年3月6日
附件1
任务表
一、甲
"""


def test_what_an_opinion_says_of_itself_after_its_last_item_is_its_tail_and_not_the_items() -> None:
    notice = read(OPINION)
    check_whole(notice, OPINION)
    assert at(notice, "一", "（二）").text == "（二）加强资金。每户2万元。"
    tail = [item.text for item in notice.at(()) if item.kind == "tail"]
    assert tail == OPINION.split("\n")[5:11]


def test_before_another_item_it_belongs_to_the_item_above() -> None:
    assert at(read(OPINION), "一", "（一）").text == "（一）完成改造。成立专班。\n本意见由市住建局负责解释。"


@pytest.mark.parametrize(
    "last",
    [
        f"五、附则\n本意见由市住建局解释。\n{ITSELF}",
        f"五、其他\n各地要加强宣传。\n{ITSELF}",
        f"五、{ITSELF}\n本意见由市住建局解释。",
        f"五、工作保障\n{ITSELF}",
    ],
)
def test_under_a_heading_of_its_own_it_stays_there(last: str) -> None:
    notice = read(f"某市关于改造的意见\n一、目标\n各地要完成改造。\n{last}\n某市住房和城乡建设局\n2025年3月6日\n")
    assert at(notice, "五").text == last


def test_a_contact_line_under_its_heading_stays_there() -> None:
    assert at(read("关于试点的通知\n一、甲。\n二、联系方式\n联系人：张三，电话：123\n"), "二").text.endswith(
        "电话：123"
    )


def test_the_next_paragraph_of_an_article_stays_in_the_article() -> None:
    notice = read("某市管理办法\n第一条 甲。\n第二条 乙。\n本办法自2025年1月1日起施行。\n")
    assert at(notice, "第二条").text == "第二条 乙。\n本办法自2025年1月1日起施行。"


def test_the_closing_words_of_a_form_in_an_annex_stay_in_the_annex() -> None:
    notice = read(
        "关于试点的通知\n一、甲。\n某市人民政府\n2024年4月1日\n附件\n通知书\n某公司：\n特此通知。\n（盖章）\n"
    )
    assert at(notice, "附件").text == "附件\n通知书\n某公司：\n特此通知。\n（盖章）"


def test_the_closing_words_of_a_letter_belong_to_no_item() -> None:
    notice = read("关于改造的复函\n某市住建局：\n一、户均补助1万元。\n此复。\n某省住房和城乡建设厅\n2023年11月3日\n")
    assert at(notice, "一").text == "一、户均补助1万元。"
    assert [item.text for item in notice.at(()) if item.kind == "tail"][0] == "此复。"


ENCLOSED = """关于印发某方案的通知
一、请执行。
本通知自印发之日起施行。
某市人民政府
2025年3月6日
某市改造实施方案
为推进改造，制定本方案。
一、目标
（一）甲。
本方案自2025年5月1日起施行。
"""


def test_the_title_and_preamble_of_an_enclosed_plan_are_no_tail() -> None:
    kinds = {item.text: item.kind for item in read(ENCLOSED).at(())}
    assert [text for text, kind in kinds.items() if kind == "tail"] == [
        "本通知自印发之日起施行。",
        "某市人民政府",
        "2025年3月6日",
        "本方案自2025年5月1日起施行。",
    ]
    assert kinds["某市改造实施方案"] == kinds["为推进改造，制定本方案。"] == "head"


@pytest.mark.parametrize(
    "line",
    [
        ITSELF,
        "本方案由市住房和城乡建设局负责解释。",
        "本实施细则（试行）有效期2年。",
        "《某市改造办法》（某政〔2020〕1号）同时废止。",
        "特此通知。",
        "以上政策自发布之日起执行。",
    ],
)
def test_paragraphs_that_speak_of_the_notice(line: str) -> None:
    assert speaks_of_itself(line)


@pytest.mark.parametrize(
    "line",
    [
        "本方案确定的任务由各区落实。",
        "本市自2025年起实施改造。",
        "各地自2025年起施行新标准。",
        "《某办法》规定的补助，由区里落实。",
    ],
)
def test_paragraphs_that_speak_of_the_work(line: str) -> None:
    assert not speaks_of_itself(line)


def test_a_body_is_a_signature_only_over_a_date_or_another_body() -> None:
    assert closes("某市住房和城乡建设局", "2024年4月11日")
    assert not closes("某市住房和城乡建设局", "负责牵头。")
    assert not closes("某市住房和城乡建设局", None)


def test_the_signature_of_a_letter_without_numerals_is_its_tail() -> None:
    notice = read(
        "国务院关于同意的批复\n国函〔2004〕5号\n某省人民政府：\n同意你省的请示。\n国务院\n2004年4月2日\n（此件公开发布）\n"
    )
    assert [(item.kind, item.text) for item in notice.items][-3:] == [
        ("tail", "国务院"),
        ("tail", "2004年4月2日"),
        ("tail", "（此件公开发布）"),
    ]
    assert {item.kind for item in notice.items[:-3]} == {"head"}
