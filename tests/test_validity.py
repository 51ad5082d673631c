"""How a notice stands on a day, from what it and the other notices say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from notice_sample import read

from rag.domain import Notice, Validity
from rag.parse.notice import read_notice
from rag.validity import Extended, Repealer, extensions, repealers, repealing, validity

OLD = "某市临时救助办法\n某府办〔2019〕13号\n第一条 甲。\n第二条 本办法自2019年6月1日起施行。\n"
NEW = (
    "某市临时救助实施细则\n某府办〔2021〕19号\n第一条 乙。\n第二条 本细则自2021年12月6日起施行，有效期5年。"
    "《某市临时救助办法》（某府办〔2019〕13号）同时废止。\n"
)
DAY = date(2024, 5, 1)


def standing(notice: Notice, on: date = DAY, repealer: Repealer | None = None) -> str:
    return validity(notice, on, repealer=repealer).standing


def test_a_notice_that_states_nothing_is_in_force() -> None:
    notice = read("关于试点的通知\n一、甲。\n")
    assert validity(notice, DAY) == Validity(standing="现行有效")
    assert validity(notice, DAY).in_force


@pytest.mark.parametrize(
    ("sentence", "on", "expected"),
    [
        ("本办法自2024年5月1日起施行。", DAY, "现行有效"),
        ("本办法自2024年5月2日起施行。", DAY, "未施行"),
        ("本办法自2020年1月1日起施行，有效期至2024年5月1日。", DAY, "有效期至"),
        ("本办法自2020年1月1日起施行，有效期至2024年4月30日。", DAY, "已失效"),
        ("本办法自2019年5月2日起施行，有效期5年。", DAY, "有效期至"),
        ("本办法自2019年5月1日起施行，有效期5年。", DAY, "已失效"),
    ],
)
def test_the_days_that_a_notice_prints_decide(sentence: str, on: date, expected: str) -> None:
    assert standing(read(f"某市管理办法\n第一条 甲。\n第二条 {sentence}\n"), on) == expected


def test_a_notice_on_trial_says_so() -> None:
    notice = read("某市管理办法（试行）\n第一条 甲。\n")
    assert validity(notice, DAY) == Validity(standing="试行")
    assert validity(notice, DAY).in_force


def test_another_notice_repeals_it_from_its_own_first_day_on() -> None:
    old, new = read(OLD), read(NEW)
    by = repealers((old, new))
    assert by == {old.id: Repealer(id=new.id, since=date(2021, 12, 6))}
    assert validity(old, DAY, repealer=by[old.id]) == Validity(standing="已废止", by=new.id)
    assert standing(old, date(2021, 12, 5), by[old.id]) == "现行有效"
    assert validity(new, DAY) == Validity(standing="有效期至", until=date(2026, 12, 5))


def test_the_title_alone_names_the_repealed_one_where_no_number_is_printed() -> None:
    old = read("某省燃气管理条例（2014年修正）\n第一条 甲。\n")
    new = read("某省燃气条例\n第一条 乙。\n第二条 本条例自2020年1月1日起施行。《某省燃气管理条例》同时废止。\n")
    assert set(repealers((old, new))) == {old.id}


def test_another_number_under_the_same_title_is_another_notice() -> None:
    other = read("某市临时救助办法\n某府办〔2015〕2号\n第一条 甲。\n")
    assert repealers((other, read(NEW))) == {}


def test_a_new_wording_does_not_repeal_itself() -> None:
    notice = read("某省条例\n第一条 本条例自2020年1月1日起施行。1999年发布的《某省条例》同时废止。\n")
    assert [reference.title for reference in notice.repeals] == ["某省条例"]
    assert repealers((notice,)) == {}


def test_the_manifest_may_say_that_a_notice_is_repealed() -> None:
    notice = read_notice(Path("a.txt"), OLD.encode(), repealed=True)
    assert validity(notice, DAY) == Validity(standing="已废止")
    assert not validity(notice, DAY).in_force


def test_what_is_not_held_may_be_repealed_by_what_is() -> None:
    new = read(NEW)
    found = Repealer(id=new.id, since=date(2021, 12, 6))
    assert repealers((new,)) == {}
    for asked in ("某府办〔2019〕13号", "某府办[2019]13号", "《某市临时救助办法》", "某市临时救助办法（试行）"):
        assert repealing((new,), asked) == found
    for other in ("某府办〔2021〕19号", "某府办〔2019〕1号", "某市救助办法", ""):
        assert repealing((new,), other) is None


def test_the_first_of_several_that_repeal_it_is_told() -> None:
    later = read(NEW.replace("某府办〔2021〕19号", "某府办〔2023〕3号").replace("2021年", "2023年"))
    assert repealing((later, read(NEW)), "某府办〔2019〕13号") == Repealer(
        id="某府办〔2021〕19号", since=date(2021, 12, 6)
    )


def test_a_new_wording_of_a_title_is_not_what_it_repeals() -> None:
    notice = read("某省条例\n第一条 甲。\n第二条 本条例自2020年1月1日起施行。1999年发布的《某省条例》同时废止。\n")
    assert repealing((notice,), "《某省条例》") is None


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_notices_with_one_number_the_one_with_the_cited_title_is_repealed(order: int) -> None:
    first = read(OLD)
    second = replace(read(OLD.replace("临时救助", "灵活就业")), id="某府办〔2019〕13号（二）")
    new = read(NEW)
    bare = read("某市通知\n某府办〔2022〕1号\n一、原某府办〔2019〕13号文同时废止。\n")
    held = (first, second)[::order]
    assert set(repealers((*held, new))) == {first.id}
    assert set(repealers((*held, read(NEW.replace("临时救助办法》", "灵活就业办法》"))))) == {second.id}
    assert set(repealers((*held, read(NEW.replace("临时救助办法》", "价格办法》"))))) == set()
    assert set(repealers((*held, bare))) == {first.id, second.id}


def test_another_notice_extends_its_term() -> None:
    old = read(OLD.replace("起施行。", "起施行，有效期5年。"))
    new = read(
        "关于延长《某市临时救助办法》有效期的通知\n某府办〔2024〕7号\n"
        "《某市临时救助办法》（某府办〔2019〕13号）继续有效，有效期延长至2028年5月31日。\n"
    )
    longer = extensions((old, new))
    assert longer == {old.id: Extended(id=new.id, until=date(2028, 5, 31))}
    on = date(2025, 1, 1)
    assert standing(old, on) == "已失效"
    extended = longer[old.id]
    expected = Validity(standing="有效期至", until=date(2028, 5, 31), by=new.id)
    assert validity(old, on, extended=extended) == expected
    assert validity(old, date(2028, 6, 1), extended=extended).standing == "已失效"
    repealer = Repealer(id="x", since=None)
    assert validity(old, on, repealer=repealer, extended=extended).standing == "已废止"


@pytest.mark.parametrize(
    ("first", "until"),
    [
        ("起施行，有效期5年。", date(2027, 5, 31)),
        ("起施行。", date(2027, 3, 4)),
    ],
)
def test_a_term_longer_by_years_counts_from_its_last_day_or_else_from_the_new_notice(first: str, until: date) -> None:
    old = read(OLD.replace("起施行。", first))
    new = read(
        "关于延长《某市临时救助办法》有效期的通知\n某府办〔2024〕7号\n各有关单位：\n"
        "《某市临时救助办法》（某府办〔2019〕13号）有效期延长三年。\n某市人民政府办公室\n2024年3月5日\n"
    )
    assert extensions((old, new)) == {old.id: Extended(id=new.id, until=until)}
