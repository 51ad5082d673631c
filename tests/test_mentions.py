"""The notices that words name: by 文号, number, batch and title."""

from __future__ import annotations

from dataclasses import replace

import pytest
from notice_sample import read

from rag.domain import Notice
from rag.errors import UnknownAddress
from rag.mentions import find_batches, find_notice, find_notices, is_ordinary, notice_words

FOURTH = "建办市函〔2025〕190号"
SECOND = "发展智能建造可复制经验做法清单（第二批）"
PLAN = "桐政办发〔2024〕9号"
OPINIONS = "建市〔2020〕60号"
CALL = "建办市函〔2022〕189号"


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


def test_a_notice_is_found_by_the_name_of_its_file_with_and_without_its_type() -> None:
    tasks = read("序号,任务\n1,完善标准\n2,开展检查\n", name="11城市更新任务.csv")
    other = read("12号通知\n一、甲。\n二、乙。\n", name="关于停车的通知.v2.txt")
    for reference in ("11城市更新任务", "11城市更新任务.csv", "乙/11城市更新任务.csv"):
        assert find_notice(reference, [tasks, other]) == tasks
    assert find_notice("关于停车的通知.v2", [tasks, other]) == other
    with pytest.raises(UnknownAddress, match="不止一份"):
        find_notice("甲", [replace(tasks, source="甲.txt"), replace(other, source="甲.docx")])


def test_a_symbol_in_pinyin_names_its_notice(notices: tuple[Notice, ...]) -> None:
    symbol = next(one.symbol for one in notices if one.symbol.startswith("建市〔2020〕60"))
    assert find_notices("What does Jianshi [2020] No. 60 say?", notices).ids == find_notices(symbol, notices).ids
    assert find_notices("Jianshi [2019] No. 60", notices).missing == ("Jianshi [2019] No. 60",)
    assert notice_words("Who signed Guo Ban Fa (2019) No. 3?") == ("Guo Ban Fa (2019) No. 3",)
    assert notice_words("the 2024 list of techniques") == ()
