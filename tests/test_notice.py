"""A source file → a Notice: what it is called, who wrote it, and that nothing of it was lost."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from notice_sample import check_whole, letters, margins, outline, placed, read, repairs

from rag.domain import Notice
from rag.parse.notice import read_notice
from rag.settings import PROJECT

SOURCES = PROJECT / "corpus" / "notices"


def test_the_symbol_is_the_notices_name() -> None:
    notice = read("关于试点的通知\n建市〔2020〕60 号\n一、甲。\n")
    assert (notice.id, notice.symbol, notice.title) == ("建市〔2020〕60号", "建市〔2020〕60号", "关于试点的通知")
    assert "symbol-blanks" in repairs(notice)


def test_a_notice_without_a_symbol_is_called_by_its_title() -> None:
    notice = read("发展智能建造可复制经验做法清单（第二批）\n一、甲。\n")
    assert (notice.id, notice.symbol) == ("发展智能建造可复制经验做法清单（第二批）", "")
    assert repairs(notice) == ["no-symbol"]


def test_a_symbol_cited_in_the_text_is_not_the_notices_own() -> None:
    assert read("关于试点的通知\n根据《意见》（建市〔2020〕60号）要求：\n一、甲。\n").symbol == ""


def test_the_manifest_gives_what_the_text_does_not_print() -> None:
    notice = read_notice(Path("a.txt"), "一、甲。".encode(), title="某意见", issuer="某部", issued=date(2020, 7, 3))
    assert (notice.id, notice.title, notice.issuer, notice.issued) == ("某意见", "某意见", "某部", date(2020, 7, 3))
    assert repairs(notice) == ["no-symbol", "no-title"]


def test_a_file_that_prints_no_title_is_called_by_its_name() -> None:
    assert read("一、甲。\n", name="某办事指南.txt").id == "某办事指南"


def test_no_date_is_no_date() -> None:
    assert read("关于试点的通知\n一、于2022年7月31日前报送。\n").issued is None


def test_the_date_below_the_signature_is_the_day_of_issue() -> None:
    notice = read("关于试点的通知\n一、甲。\n某市建设局\n二〇二四年四月十一日\n某市建设局办公室 2024年4月12日印发\n")
    assert notice.issued == date(2024, 4, 11)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("住房和城乡建设部办公厅关于试点的通知\n一、甲。\n", "住房和城乡建设部办公厅"),
        ("试点实施方案\n一、甲。\n某市建设局\n某市财政局\n2024年4月11日\n", "某市建设局、某市财政局"),
        ("试点实施方案\n一、甲。\n", ""),
    ],
)
def test_the_issuer_is_in_the_title_or_signs(text: str, issuer: str) -> None:
    assert read(text).issuer == issuer


def test_a_title_over_several_lines_is_one_title() -> None:
    notice = read(
        "国务院办公厅关于印发文化体制改革中\n经营性文化事业单位转制为企业和进一步\n支持文化企业发展两个规定的通知\n"
        "国办发〔2018〕124号\n各部门：\n一、甲。\n"
    )
    assert notice.title == (
        "国务院办公厅关于印发文化体制改革中经营性文化事业单位转制为企业和进一步支持文化企业发展两个规定的通知"
    )
    assert notice.issuer == "国务院办公厅"


def test_the_letters_title_is_the_title_and_not_that_of_the_plan() -> None:
    notice = read(
        "某市人民政府办公室文件\n某办〔2024〕9号\n某市人民政府办公室关于印发方案的通知\n试点实施方案\n一、甲。\n"
    )
    assert notice.title == "某市人民政府办公室关于印发方案的通知"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_notice_reads_the_same_in_any_encoding(encoding: str) -> None:
    text = "关于试点的通知\r\n建市〔2020〕60号\r\n　　一、目标\r\n　　加快推进。\r\n"
    notice = read(text.encode(encoding))
    assert outline(notice) == [("一", "一、目标\n加快推进。")]
    assert notice.id == "建市〔2020〕60号"
    assert notice.sha256 == hashlib.sha256(text.encode(encoding)).hexdigest()


def test_the_hash_and_the_name_are_those_of_the_file() -> None:
    notice = read("一、甲。", name="某通知.md")
    assert notice.sha256 == hashlib.sha256("一、甲。".encode()).hexdigest()
    assert notice.source == "某通知.md"


# --- the corpus ---------------------------------------------------------------------------------------------------


def test_the_names_of_the_five_notices(notices: tuple[Notice, ...]) -> None:
    assert [(notice.id, notice.issuer, notice.issued) for notice in notices] == [
        ("建市〔2020〕60号", "住房和城乡建设部等部门", date(2020, 7, 3)),
        ("建办市函〔2022〕189号", "住房和城乡建设部办公厅", None),
        ("建办市函〔2025〕190号", "住房和城乡建设部办公厅", date(2025, 7, 17)),
        ("发展智能建造可复制经验做法清单（第二批）", "住房和城乡建设部", None),
        ("桐政办发〔2024〕9号", "桐乡市人民政府办公室", date(2024, 4, 11)),
    ]


def test_the_corpus_has_51_and_49_items_and_28_rows(notice_of: dict[str, Notice]) -> None:
    def kinds(stem: str) -> Counter[str]:
        return Counter(item.kind for item in notice_of[stem].items)

    assert kinds("mohurd-2025-190-practices-list-4") == {"head": 10, "section": 17, "item": 51}
    assert kinds("mohurd-practices-list-2") == {"head": 2, "section": 18, "item": 49}
    assert kinds("tongxiang-2024-9-pilot-plan") == {"head": 9, "section": 12, "item": 31, "row": 28, "tail": 4}


def test_paths_are_unique_in_each_notice_of_the_corpus(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        addressed = [item.path for item in notice.items if item.path]
        assert len(set(addressed)) == len(addressed)


def test_every_parent_of_a_unit_is_a_unit(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        addressed = {item.path for item in notice.items}
        assert [path for path in addressed if len(path) > 1 and path[:-1] not in addressed] == []


def test_every_character_of_the_corpus_stands_exactly_once(notice_of: dict[str, Notice]) -> None:
    dashes = {"mohurd-2025-190-practices-list-4": 1}
    for stem, notice in notice_of.items():
        source = (SOURCES / f"{stem}.txt").read_text(encoding="utf-8")
        check_whole(notice, source, dashes=dashes.get(stem, 0))


def test_the_characters_of_a_notice_keep_the_order_of_its_file(notice_of: dict[str, Notice]) -> None:
    """But for the words that a page break had carried away, the text is the file read from top to bottom."""
    for stem in ("mohurd-2020-60-guiding-opinions", "mohurd-2022-189-pilot-city-call"):
        source = (SOURCES / f"{stem}.txt").read_text(encoding="utf-8")
        assert "".join(notice_of[stem].text.split()) == "".join(source.split())


def test_only_marks_and_repeated_headers_are_dropped(notices: tuple[Notice, ...]) -> None:
    dropped = {(notice.source, piece.kind) for notice in notices for piece in notice.dropped}
    assert dropped == {
        ("mohurd-2025-190-practices-list-4.txt", "separator"),
        ("mohurd-2025-190-practices-list-4.txt", "markup"),
        ("mohurd-2025-190-practices-list-4.txt", "repeated-header"),
        ("mohurd-practices-list-2.txt", "bookmark"),
        ("tongxiang-2024-9-pilot-plan.txt", "repeated-header"),
    }
    for notice in notices:
        words = {piece.text for piece in notice.dropped if piece.kind in ("separator", "markup")}
        assert [word for word in words if letters(word) and not word.startswith(("<", "|"))] == []
    headers = {piece.text for notice in notices for piece in notice.dropped if piece.kind == "repeated-header"}
    assert headers == {
        *("序号", "工作任务", "主要举措", "经验做法", "任务名称", "任务要求", "完成时间", "责任单位"),
    }


def test_the_rows_of_the_annex_say_what_by_when_and_who(notice_of: dict[str, Notice]) -> None:
    rows = [item for item in notice_of["tongxiang-2024-9-pilot-plan"].items if item.kind == "row"]
    assert [row.path for row in rows] == [("附件", str(number)) for number in range(1, 29)]
    columns = ("序号", "任务名称", "任务要求", "完成时间", "责任单位")
    assert all(tuple(cell.column for cell in row.cells) == columns for row in rows)
    tasks = Counter(row.heading for row in rows)
    assert tasks == {
        "加强组织保障": 3,
        "实施龙头企业产业培育行动": 3,
        "实施智能建造示范项目示范行动": 3,
        "实施行业监管与服务模式创新行动": 6,
        "积极推广智能生产": 3,
        "推动行业绿色低碳发展": 4,
        "实施行业技术创新攻坚行动": 3,
        "实施智能建造人才队伍培育行动": 2,
        "营造良好环境": 1,
    }
    due = Counter(cell.text for row in rows if (cell := row.cell("完成时间")))
    assert due == {"2023年": 1, "2024年": 3, "2025年": 13, "每年": 11}


def test_words_that_page_breaks_cut_are_whole_in_the_corpus(notice_of: dict[str, Notice]) -> None:
    fourth = notice_of["mohurd-2025-190-practices-list-4"].text
    for joined in ("支持更多中小企业转型升级。", "其中，粤港澳大湾区51家", "智能建造数字专员培训班"):
        assert joined in fourth
    plan = notice_of["tongxiang-2024-9-pilot-plan"].text
    for joined in (
        "以工业化为主导的先进建造技术",
        "建筑业持续健康发展",
        "对在智能建造发展上",
        "自然资源和规划局、交通运输局",
    ):
        assert joined in plan


def test_what_is_placed_is_counted_from_text_and_dropped() -> None:
    """The check itself can fail: a character that is in neither place is missing from the count."""
    notice = read("| 甲 | 乙 |\n")
    assert placed(notice) == letters("|甲|乙|")
    assert margins(notice) == []


def test_the_list_of_annexes_of_a_letter_whose_regulation_holds_a_table_opens_none() -> None:
    notice = read(
        "关于印发某办法的通知\n某办〔2023〕2号\n各有关单位：\n现印发给你们。\n附件：1.装配率计算表\n2.申报表\n某市建设局\n"
        "2023年4月10日\n某市装配式建筑管理办法\n第一条 制定本办法。\n第二条 标准如下：\n类别\t金额\n甲类\t10\n乙类\t5\n"
        "第三条 本办法由市建设局解释。\n"
    )
    assert [item.path for item in notice.items if item.kind == "item"] == [("第一条",), ("第二条",), ("第三条",)]


def test_links_to_files_that_are_not_there_open_no_annex() -> None:
    notice = read(
        "关于开展试点的通知\n各有关单位：\n一、申报。\n某市建设局\n2023年4月10日\n附件：\n1.重点项目清单.xlsx\n2.责任分解表.pdf\n"
        "附件3：申报表.doc\n"
    )
    assert [item.path for item in notice.items if item.path] == [("一",)]
    assert [item.kind for item in notice.items][-4:] == ["tail"] * 4


def test_the_table_that_rules_the_end_of_a_notice_is_its_tail() -> None:
    page = (
        "<p>关于促进建筑业发展的意见</p><p>一、加大奖补。</p><p>某市人民政府</p><p>2024年4月1日</p>"
        "<table><tr><td colspan=2>抄送：市委，市人大常委会。</td></tr>"
        "<tr><td>某市人民政府办公室</td><td>2024年4月2日印发</td></tr></table>"
    )
    notice = read(page, name="a.html")
    assert notice.copies == "市委，市人大常委会"
    assert notice.printed == date(2024, 4, 2)
    assert [item.path for item in notice.items if item.path] == [("一",)]
    assert notice.ledger.rows == notice.ledger.rows_indexed == 2
