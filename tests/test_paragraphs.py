"""Printed lines → paragraphs: what is rejoined, and what stays apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.parse.blocks import read_blocks
from rag.parse.paragraphs import heading_text, names_genre, paragraphs, stand_apart, width
from rag.parse.printed import Line


def read(text: str) -> list[str]:
    found = read_blocks(Path("a.txt"), text.encode()).blocks
    return [paragraph.text.chars for paragraph in paragraphs([line for line in found if isinstance(line, Line)])]


WRAPPED = """  一、指导思想

  以新发展理念为指导，全面贯彻落实会议精神，增强四个意识，坚定四个自信，

坚持稳中求进工作总基调，坚持以供给侧结构性改革为主线，围绕建筑业高质量

发展总体目标，以大力发展建筑工业化为载体，以数字化升级为动力，创新突破

相关核心技术，加大智能建造在工程建设各环节应用，形成涵盖科研和设计施工

等全产业链融合一体的产业体系。

  二、重点任务

  （一）加快升级。大力发展装配式建筑，推动建立以标准部品为基础的专业化和

规模化的生产体系，加快推动新一代信息技术与建筑工业化技术协同发展，探索

建立表达和管理城市三维空间全要素的城市信息模型（CIM）基础平台，积极应

用建筑信息模型。
"""


def test_hard_wrapped_lines_are_set_end_to_end() -> None:
    found = read(WRAPPED)
    assert len(found) == 4
    assert found[0] == "一、指导思想"
    assert found[1].startswith("以新发展理念为指导")
    assert "坚定四个自信，坚持稳中求进" in found[1]
    assert "创新突破相关核心技术" in found[1]
    assert found[1].endswith("产业体系。")
    assert found[2] == "二、重点任务"
    assert found[3].endswith("积极应用建筑信息模型。")


def test_text_of_one_line_a_paragraph_is_left_as_it_is() -> None:
    text = "一、试点目标\n通过开展试点，加快推动融合。\n二、试点时间\n试点时间为期3年。"
    assert read(text) == text.split("\n")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("通过以智能技术为核心的现代化信息技术与以工业化为主导", "的先进建造技术深度融合形成的工程建设创新模式。"),
        ("1. 研究制定规划。将数字化列入规划。出台《关于促进建筑业持续", "健康发展的实施意见（2023-2025年）》。"),
        ("强化管理。（责任单位：建设局、", "发改局、自然资源局)"),
        ("建立成果交付和存档管理体系,", "建立健全安全监管模式。"),
        ("4. 建立机制。适时评估。对在智能", "建造发展上取得突出成效的企业优先考虑。"),
    ],
)
def test_a_sentence_that_a_page_break_cut_is_made_whole(first: str, second: str) -> None:
    assert read(f"{first}\n\n{second}") == [first + second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("对成效突出的企业优先考虑。", "（责任单位：建设局）"),
        ("关于印发智能建造试点工作三年行动实施方案的通知", "各镇人民政府："),
        (
            "1995年10月27日 某市第十届人民代表大会常务委员会第二十二次会议通过",
            "1997年10月17日 某市第十届人民代表大会常务委员会第三十九次会议《关于",
        ),
        ("桐乡市人民政府办公室", "2024年4月11日"),
        ("（一）狠抓投资和项目建设，全力保增长", "当前和今后一个时期，投资是关键。"),
        ("承诺办结时限：10个工作日", "查询网址：见附页"),
        ("一、指导思想", "以新发展理念为指导。"),
        ("附件：智能建造试点工作任务清单", "附件"),
        ("推动建设试点示范工程，加强", "（二）拓展应用场景"),
        ("2. 山东、苏州、郑州将其作为入选条件之一", "3. 陕西、保定给予优质优价。"),
    ],
)
def test_lines_that_do_not_belong_together_stay_apart(first: str, second: str) -> None:
    assert read(f"{first}\n\n{second}") == [first, second]


def test_between_two_latin_words_the_line_end_was_a_blank() -> None:
    assert read("推广应用成熟的建筑信息模型技术，例如 BIM\nRevit 软件。") == [
        "推广应用成熟的建筑信息模型技术，例如 BIM Revit 软件。",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("本通知自2024年6月1日起施行，有效期至2029年", "5月31日。原通知同时废止。"),
        ("本通知自2024年6月1日起施行，有效期至20", "29年5月31日。原通知同时废止。"),
        ("《关于加强起重机械管理的通知》（某建发〔20", "18〕7号）同时废止。"),
    ],
)
def test_a_day_or_a_number_that_a_line_end_broke_is_made_whole(first: str, second: str) -> None:
    wrapped = ["为加强建设工程质量安全管理，现将有关事项通知如下，请认真落实。"] * 12
    assert read("\n".join([*wrapped, first, second]))[-1] == first + second
    assert read(f"{first}\n{second}") == [first + second]


def test_a_heading_that_names_a_year_is_no_broken_day() -> None:
    assert read("2024年\n5月31日前完成排查。") == ["2024年", "5月31日前完成排查。"]


def test_the_origins_of_joined_lines_are_kept() -> None:
    found = read_blocks(Path("a.txt"), "建立管理体系，\n\n健全模式。".encode())
    (paragraph,) = paragraphs([line for line in found.blocks if isinstance(line, Line)])
    assert paragraph.lines == 2
    assert "".join(found.source[at] for at in paragraph.text.origins) == "建立管理体系，健全模式。"


def test_a_full_width_character_takes_two_columns() -> None:
    assert width("第3条，A") == 8


@pytest.mark.parametrize(
    ("printed", "heading"),
    [
        ("加强 试点示范 工程跟踪 问效", "加强试点示范工程跟踪问效"),
        ("推广 BIM 技术", "推广BIM技术"),
        ("部署阶段（2024 年 1 月）", "部署阶段（2024年1月）"),
        ("Work  plan", "Work plan"),
        ("总\u3000则", "总则"),
    ],
)
def test_a_heading_is_read_without_the_blanks_of_its_narrow_cell(printed: str, heading: str) -> None:
    assert heading_text(printed) == heading


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("关于推动协同发展的指导意见", True),
        ("经验做法清单（第二批）", True),
        ("保障房项目台账", True),
        ("某某实施办法（试行）（2024年修订）", True),
        ("各省、自治区住房城乡建设厅", False),
        ("意见征集", False),
    ],
)
def test_whether_a_line_ends_as_titles_do(line: str, named: bool) -> None:
    assert names_genre(line) is named


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("某市住房和城乡建设局文件", "某建〔2025〕8号"),
        ("某建〔2025〕8号", "关于印发某方案的通知"),
        ("关于印发某方案的通知", "各区住房和城乡建设局，各有关单位："),
        ("关于印发某方案的通知", "为推进改造工作，制定本方案"),
        ("各区住房和城乡建设局，各有关单位：", "现将方案印发给你们"),
        ("每台补助20万元。", "某市住房和城乡建设局"),
        ("某市住房和城乡建设局", "某市财政局"),
        ("某市住房和城乡建设局", "2025年3月6日"),
        ("第一章 总则..........1", "第二章 规划与计划……2"),
        ("附件：1.奖补资金分配表 2.绩效目标表", "某市城乡建设局"),
        ("C级危房修缮加固的，户均补助不低于1.1万元。", "此复。"),
        ("以上意见，请认真贯彻执行。", "特此通知"),
        ("2011年7月7日国务院令第599号公布", "2011年9月1日施行"),
    ],
)
def test_lines_of_different_roles_stand_apart(before: str, line: str) -> None:
    assert stand_apart(before, line)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("改造项目由市发展改革委会同", "市住房和城乡建设局"),
        ("请按照关于印发某方案的通知", "的要求抓好落实。"),
        ("请按照省住房和城乡建设厅和省财政厅联合印发的某建〔2025〕8号", "文件执行。"),
        ("各省、自治区住房和城乡建设厅，直辖市", "各有关单位："),
        ("（1994年1月28日国务院令第142号发布", "根据2001年1月8日《某决定》修订）"),
        ("推动转型等……", "2024年底前完成。"),
        ("附件：1.市发展改革委、", "某市城乡建设局"),
    ],
)
def test_halves_of_a_sentence_do_not_stand_apart(before: str, line: str) -> None:
    assert not stand_apart(before, line)


def test_the_lines_under_a_reports_title_and_a_line_printed_twice_are_not_joined() -> None:
    lines = [
        "——2016年2月19日在某区第十四届人民代表大会第五次会议上",
        "某区人民政府区长　张某某",
        "各位代表：",
        "现在，我代表区人民政府向大会作工作报告。",
    ]
    assert read("\n".join(lines)) == lines
    assert read("某市创业补贴，请查收\n某市创业补贴，请查收\n") == ["某市创业补贴，请查收"] * 2


def test_the_lines_of_a_list_of_persons_are_not_joined() -> None:
    lines = [
        "成　员：郭某某　中央宣传部部务会议成员、新闻办副主任",
        "张　勇　发展改革委副主任、国家统计局原副局长",
        "辛某某　工业和信息化部副部长、国家原子能机构副主任",
    ]
    assert read("\n".join(lines)) == lines


def test_no_paragraph_begins_with_a_comma() -> None:
    assert read("第二条　本市建筑垃圾的产生、运输和监督管理\n，适用本办法。\n第三条　甲。") == [
        "第二条　本市建筑垃圾的产生、运输和监督管理，适用本办法。",
        "第三条　甲。",
    ]


def test_a_full_line_that_ends_a_sentence_does_not_run_on_into_a_decimal_number() -> None:
    sentence = "各级部门应当推动转型升级，推动转型升级，推动转型升级。"
    lines = [f"{chapter}.1.{number} {sentence}" for chapter in range(1, 5) for number in range(1, 5)]
    assert read("\n".join(lines)) == lines
