"""Addresses: written as labels, read from a command line, found in a question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from notice_sample import read

from rag.address import (
    find_batches,
    find_notice,
    find_notices,
    is_ordinary,
    label,
    match_path,
    notice_words,
    path_label,
    resolve_path,
    split_address,
)
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
    ("question", "ids"),
    [
        ("建办市函〔2025〕190号说了什么？", (FOURTH,)),
        ("建办市函[2025]190号", (FOURTH,)),
        ("建市（2020） 60 号", (OPINIONS,)),
        ("〔2024〕9号", (PLAN,)),
        ("190号文里有哪些？", (FOURTH,)),
        ("What does document 190 say?", (FOURTH,)),
        ("第二批清单里西安做了什么", (SECOND,)),
        ("第四批与第二批有何不同", (FOURTH, SECOND)),
        ("the second batch", (SECOND,)),
        ("桐乡市智能建造试点实施方案有哪些任务", (PLAN,)),
        ("《關於征集遴選智能建造試點城市的通知》", (CALL,)),
        ("西安给予多少奖励？", ()),
        ("4号线", ()),
    ],
)
def test_the_notices_that_a_question_names(question: str, ids: tuple[str, ...], notices: tuple[Notice, ...]) -> None:
    assert set(find_notices(question, notices).ids) == set(ids)


def test_a_notice_that_the_corpus_does_not_hold_is_told(notices: tuple[Notice, ...]) -> None:
    assert find_notices("建市〔2021〕99号", notices).missing == ("建市〔2021〕99号",)
    assert find_notices("第三批里有哪些？", notices).missing == ("第三批",)


@pytest.mark.parametrize(
    ("question", "batches"),
    [("第二批", (2,)), ("第 4 批和第二批", (4, 2)), ("batch 2", (2,)), ("the 4th batch", (4,)), ("一批项目", ())],
)
def test_batches_by_number_and_by_word(question: str, batches: tuple[int, ...]) -> None:
    assert find_batches(question) == batches


@pytest.mark.parametrize(
    "reference", [PLAN, "桐政办发[2024]9号", "tongxiang-2024-9-pilot-plan.txt", "桐乡市智能建造试点"]
)
def test_one_notice_by_any_of_its_names(reference: str, notices: tuple[Notice, ...]) -> None:
    assert find_notice(reference, notices).id == PLAN


@pytest.mark.parametrize("reference", ["建市〔2021〕99号", "智能建造", "", "第三批"])
def test_a_name_of_no_notice_or_of_several_is_refused(reference: str, notices: tuple[Notice, ...]) -> None:
    with pytest.raises(UnknownAddress) as caught:
        find_notice(reference, notices)
    assert FOURTH in caught.value.hint or OPINIONS in caught.value.hint


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


def test_the_words_that_name_notices_are_found_as_printed() -> None:
    assert notice_words("190号文和第二批清单里，《绿道导则》怎么说？") == ("190号", "第二批", "《绿道导则》")
    assert notice_words("建市〔2020〕60号第三条") == ("建市〔2020〕60号",)
    assert notice_words("4号线怎么走") == ()


@pytest.mark.parametrize("words", ["某市人民政府令〔2024〕第6号", "某市人民政府令[2024]6号", "6号令"])
def test_an_order_is_found_by_its_number_with_its_ordinal_sign_and_without(words: str) -> None:
    order = read("某市管理办法\n某市人民政府令〔2024〕第6号\n第一条 甲。\n第二条 乙。\n")
    assert order.id == "某市人民政府令〔2024〕第6号"
    assert find_notices(f"{words}第一条写了什么？", [order]).ids == (order.id,)
    assert find_notices("〔2024〕第16号第一条写了什么？", [order]).ids == ()


def test_a_row_is_found_by_its_name_and_the_number_of_a_name_is_no_row() -> None:
    table = "| 指标 | 分值 |\n|---|---|\n| 综合 | 1 |\n| 指标1 | 5 |\n| 指标2 | 6 |\n"
    notice = read(f"某市评价办法\n附件\n评价指标\n{table}")

    path = resolve_path("指标1", notice)
    assert notice.at(path)[0].cells[0].text == "指标1"
    assert path[-1] == "第2行"
    assert resolve_path("附件 第1行", notice)[-1] == "第1行"
    with pytest.raises(UnknownAddress):
        resolve_path("指标3", notice)


@pytest.mark.parametrize(
    ("title", "ordinary"),
    [
        ("任务表", True),
        ("2024年重点工作安排", True),
        ("责任分工（第二批）", True),
        ("电梯补贴", True),
        ("建筑法", False),
        ("绿道建设任务表", False),
    ],
)
def test_a_title_of_common_words_alone_is_ordinary(title: str, ordinary: bool) -> None:
    assert is_ordinary(title) is ordinary


def test_an_ordinary_title_names_its_notice_in_quotation_marks_alone() -> None:
    table = replace(read("甲 乙"), id="任务表", symbol="", title="任务表")
    other = replace(read("甲 乙"), id="绿道建设任务清单", symbol="", title="绿道建设任务清单")

    assert find_notices("财政局牵头哪些任务？", (table, other)).ids == ()
    assert find_notices("任务表里财政局做什么？", (table, other)).ids == ()
    assert find_notices("《任务表》里财政局做什么？", (table, other)).ids == ("任务表",)
    assert find_notice("任务表", (table, other)) is table
