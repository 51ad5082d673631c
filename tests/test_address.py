"""Addresses: written as labels, read from a command line, found in a question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from notice_sample import read

from rag.address import find_items, label, match_path, path_label, resolve_path, split_address
from rag.domain import Notice, Path
from rag.errors import UnknownAddress

FOURTH = "建办市函〔2025〕190号"
SECOND = "发展智能建造可复制经验做法清单（第二批）"
PLAN = "桐政办发〔2024〕9号"
OPINIONS = "建市〔2020〕60号"
CALL = "建办市函〔2022〕189号"


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("一", "（四）", "2"), "一（四）2"),
        (("附件", "12"), "附件 12"),
        (("附件1", "一", "（一）"), "附件1 一 （一）"),
        (("表1", "第5行"), "表1 第5行"),
        (("第十二条", "（一）"), "第十二条（一）"),
        (("第四条", "第三款", "（一）"), "第四条第三款（一）"),
        (("2", "2.1", "2.1.3", "（4）"), "2.1.3（4）"),
        (("1", "2"), "1 2"),
        ((), ""),
    ],
)
def test_a_path_is_written_as_one_word(path: Path, written: str) -> None:
    assert path_label(path) == written


def test_a_label_is_the_notice_and_the_path() -> None:
    assert label(FOURTH, ("一", "（四）", "2")) == "建办市函〔2025〕190号 一（四）2"
    assert label(FOURTH, ()) == FOURTH


def test_every_label_of_the_corpus_leads_back_to_its_item(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        for item in notice.items:
            if item.path:
                found, words = split_address(label(notice.id, item.path), notices)
                assert found is notice
                assert resolve_path(words, notice) == item.path


@pytest.mark.parametrize(
    ("address", "doc", "words"),
    [
        ("建办市函〔2025〕190号 一（四）2", FOURTH, "一（四）2"),
        ("建办市函[2025]190号一（四）2", FOURTH, "一（四）2"),
        ("发展智能建造可复制经验做法清单（第二批） 一（二）", SECOND, "一（二）"),
        ("桐政办发〔2024〕9号", PLAN, ""),
        ("190号 一（四）2", FOURTH, "一（四）2"),
    ],
)
def test_an_address_is_split_into_notice_and_path(
    address: str, doc: str, words: str, notices: tuple[Notice, ...]
) -> None:
    notice, rest = split_address(address, notices)
    assert (notice.id, rest) == (doc, words)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("一（四）2", ("一", "（四）", "2")),
        ("一 (四) 2", ("一", "（四）", "2")),
        ("第一部分（四）第2条", ("一", "（四）", "2")),
        ("第1部分(四)第2项", ("一", "（四）", "2")),
        ("三", ("三",)),
        ("", ()),
    ],
)
def test_a_path_may_be_written_in_many_ways(words: str, path: Path, notice_of: dict[str, Notice]) -> None:
    assert resolve_path(words, notice_of["mohurd-2025-190-practices-list-4"]) == path


def test_steps_of_words_are_found_by_their_label() -> None:
    notice = read(
        "附件\n评价指标\n序号\t指标\t分值\n加分指标\t\t\n1\t获奖\t5\n扣分指标\t\t\n1\t事故\t-5\n注：1.自评。\n"
    )
    assert resolve_path("附件 加分指标 1", notice) == ("附件", "加分指标", "1")
    assert resolve_path("附件 注 1", notice) == ("附件", "注", "1")


@pytest.mark.parametrize("words", ["九", "一（九）", "第五十条", "没有这条"])
def test_a_path_that_the_notice_has_not_is_refused_with_what_it_has(words: str, notice_of: dict[str, Notice]) -> None:
    with pytest.raises(UnknownAddress) as caught:
        resolve_path(words, notice_of["mohurd-2025-190-practices-list-4"])
    assert "一、二、三" in caught.value.hint


def test_steps_that_end_one_path_alone_find_it(notice_of: dict[str, Notice]) -> None:
    plan = notice_of["tongxiang-2024-9-pilot-plan"]
    assert match_path(("28",), plan) == ("附件", "28")
    assert match_path(("附件", "9"), plan) == ("附件", "9")
    assert match_path(("附件12",), plan) == ("附件", "12")
    assert match_path(("（一）", "1"), plan) == ("三", "（一）", "1")
    assert match_path(("（九）",), plan) is None


def test_the_annex_is_left_out_where_what_is_enclosed_is_the_annex(notice_of: dict[str, Notice]) -> None:
    practices = notice_of["mohurd-2025-190-practices-list-4"]
    for steps in (("附件三", "（三）", "4"), ("附件", "三", "（三）", "4"), ("附件1", "三", "（三）", "4")):
        assert match_path(steps, practices) == ("三", "（三）", "4")


def test_a_row_is_found_by_its_name_and_the_number_of_a_name_is_no_row() -> None:
    table = "| 指标 | 分值 |\n|---|---|\n| 综合 | 1 |\n| 指标1 | 5 |\n| 指标2 | 6 |\n"
    notice = read(f"某市评价办法\n附件\n评价指标\n{table}")

    path = resolve_path("指标1", notice)
    assert notice.at(path)[0].cells[0].text == "指标1"
    assert path[-1] == "第2行"
    assert resolve_path("附件 第1行", notice)[-1] == "第1行"
    with pytest.raises(UnknownAddress):
        resolve_path("指标3", notice)


def test_a_notice_alone_is_all_of_it_and_its_file_names_it() -> None:
    tasks = read("序号,任务\n1,完善标准\n2,开展检查\n", name="11 城市更新任务.csv")
    assert find_items(tasks.title, [tasks])[1:] == ((), tasks.items)
    assert find_items("11 城市更新任务.csv", [tasks])[1:] == ((), tasks.items)
    renamed = replace(tasks, id="某通知", title="某通知")
    assert find_items("11 城市更新任务", [renamed])[1:] == ((), tasks.items)
    assert find_items("11城市更新任务 2", [replace(renamed, source="11城市更新任务.csv")])[1] == ("表1", "2")
