"""Filters: which notices a question is put to; and what is not in force is marked and comes last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from notice_sample import read

from rag.answer.ask import Assistant
from rag.domain import Notice
from rag.errors import QuestionError, UnknownAddress
from rag.index.build import build_index
from rag.retrieve.filters import Filters, let_through, read_filters, standings
from rag.retrieve.issuing import Office
from rag.settings import load_settings

MINISTRY = """某建〔2022〕5号

交通运输部关于自行车道建设的通知

一、自行车道每公里补助10万元。

二、加强宣传引导。

三、做好监督检查。

四、完善考核机制。

交通运输部

2022年3月1日
"""
PROVINCE = """浙交〔2023〕6号

浙江省人民政府关于自行车道建设的通知

一、自行车道每公里补助20万元。

二、加强宣传引导。

三、做好监督检查。

四、完善考核机制。

浙江省人民政府

2023年5月6日
"""
CITY = """杭政〔2024〕7号

杭州市人民政府关于自行车道建设的通知

一、自行车道每公里补助30万元。本通知有效期至2024年12月31日。

二、加强宣传引导。

三、做好监督检查。

四、完善考核机制。

杭州市人民政府

2024年7月8日
"""
TEXTS = (MINISTRY, PROVINCE, CITY)


@pytest.fixture(scope="module")
def three() -> tuple[Notice, ...]:
    return tuple(read(text) for text in TEXTS)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("three")
    (folder / "corpus").mkdir()
    for number, text in enumerate(TEXTS):
        (folder / "corpus" / f"{number}.txt").write_text(text, encoding="utf-8")
    settings = load_settings(corpus=folder / "corpus", index=folder / "index")
    build_index(settings, on_progress=lambda *_: None)
    return Assistant.open(settings)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(), {"某建〔2022〕5号", "浙交〔2023〕6号", "杭政〔2024〕7号"}),
        (Filters(level="国家"), {"某建〔2022〕5号"}),
        (Filters(level="市"), {"杭政〔2024〕7号"}),
        (Filters(year=2023), {"浙交〔2023〕6号"}),
        (Filters(region="浙江"), {"浙交〔2023〕6号", "杭政〔2024〕7号"}),
        (Filters(region="杭州"), {"杭政〔2024〕7号"}),
        (Filters(issuer="人民政府"), {"浙交〔2023〕6号", "杭政〔2024〕7号"}),
        (Filters(in_force=True), {"某建〔2022〕5号", "浙交〔2023〕6号"}),
        (Filters(region="浙江", year=2024), {"杭政〔2024〕7号"}),
        (Filters(region="广东"), set()),
        (Filters(notices=("浙交[2023]6号",)), {"浙交〔2023〕6号"}),
        (Filters(notices=("杭州市人民政府关于自行车道", "某建(2022)5号")), {"某建〔2022〕5号", "杭政〔2024〕7号"}),
        (Filters(notices=("浙交〔2023〕6号",), year=2024), set()),
    ],
)
def test_only_notices_that_fit_are_let_through(three: tuple[Notice, ...], filters: Filters, ids: set[str]):
    assert let_through(three, filters, standings(three, date(2025, 6, 1))) == ids


def test_an_answer_stands_on_notices_that_were_let_through_alone(assistant: Assistant):
    answer = assistant.within(Filters(year=2023)).ask("自行车道每公里补助多少？")

    assert "20万元" in answer.text
    assert {citation.doc for citation in answer.citations} == {"浙交〔2023〕6号"}
    assert answer.coverage.notices == 1


def test_passages_come_from_notices_that_were_let_through_alone(assistant: Assistant):
    found = assistant.within(Filters(level="国家")).retrieve("自行车道每公里补助多少？")

    assert {passage.chunk.notice for passage in found} == {"某建〔2022〕5号"}


def test_a_notice_that_is_not_there_is_told_with_those_written_most_like_it(three: tuple[Notice, ...]):
    with pytest.raises(UnknownAddress, match="没有.*例如：浙交〔2023〕6号"):
        let_through(three, Filters(notices=("浙交〔2023〕66号",)), {})
    with pytest.raises(UnknownAddress, match="不止一份"):
        let_through(three, Filters(notices=("自行车道建设",)), {})


def test_no_filter_is_the_assistant_itself(assistant: Assistant):
    assert assistant.within(Filters()) is assistant


def test_filters_that_let_nothing_through_are_told(assistant: Assistant):
    with pytest.raises(QuestionError, match="没有符合筛选条件的通知"):
        assistant.within(Filters(year=1999))


def test_an_unknown_rank_and_an_unknown_place_are_told(three: tuple[Notice, ...]):
    with pytest.raises(QuestionError, match="层级 '乡' 不认识"):
        read_filters(level="乡")
    with pytest.raises(QuestionError, match="地区 '无此地' 不认识"):
        let_through(three, read_filters(region="无此地"), {})


def signed(symbol: str, issuer: str) -> Notice:
    return read(f"{symbol}\n{issuer}关于自行车道的通知\n一、加强宣传。\n{issuer}\n2024年7月8日\n")


def test_a_place_that_only_an_issuer_names_is_a_place_too():
    town, other = signed("云建〔2024〕1号", "云州市住房和城乡建设局"), signed("海建〔2024〕2号", "海州市建设局")
    for name in ("云州市", "云州", "雲州市"):
        assert let_through((town, other), read_filters(region=name), {}) == {town.id}


@pytest.mark.parametrize("asked", ["住建局", "住建委", "住房和城乡建设局", "住房城乡建设厅", "住建廳"])
@pytest.mark.parametrize(
    "issuer", ["云州市住房和城乡建设局", "海州市住建委", "浙江省住房城乡建设厅", "杭州市住房和城乡建设委员会"]
)
def test_an_office_is_the_same_by_each_of_its_names(asked: str, issuer: str):
    assert Office.named(asked).is_in(issuer)


@pytest.mark.parametrize(
    ("asked", "issuer"),
    [
        ("住建局", "云州市城市管理局"),
        ("住建局", "住房和城乡建设部"),
        ("住建局", "云州市人民政府"),
        ("云州市住建局", "海州市住房和城乡建设局"),
        ("省住建厅", "云州市住房和城乡建设局"),
        ("发改委", "云州市住房和城乡建设局"),
        ("", "云州市住房和城乡建设局"),
    ],
)
def test_another_office_and_the_same_one_elsewhere_are_not_meant(asked: str, issuer: str):
    assert not Office.named(asked).is_in(issuer)


def test_an_office_is_meant_where_its_seat_is_named_too():
    assert Office.named("云州市住建局").is_in("云州市住房和城乡建设局")
    assert Office.named("住建部").is_in("住房和城乡建设部办公厅")
    assert let_through((signed("云建〔2024〕1号", "云州市住房和城乡建设局"),), Filters(issuer="住建局"), {})


def test_what_is_no_longer_in_force_is_marked(assistant: Assistant):
    answer = assistant.ask("杭政〔2024〕7号第一条的内容是什么？")

    assert answer.text.splitlines()[-1].endswith("注意：杭政〔2024〕7号 有效期到 2024-12-31，已经失效。")
    assert "注意" not in assistant.ask("浙交〔2023〕6号第一条的内容是什么？").text
