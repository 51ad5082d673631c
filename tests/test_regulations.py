"""A regulation, a standard or a letter with two plans, printed in any layout of the genre, is read back."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import Plan, as_prose, numbered, plans
from notice_sample import check_whole, read
from regulations import (
    Regulation,
    Standard,
    as_regulation,
    as_standard,
    numbered_regulation,
    numbered_standard,
    regulations,
    standards,
)

from rag.domain import Notice
from rag.parse.markers import read_any_marker

few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_back(notice: Notice) -> list[tuple[tuple[str, ...], str]]:
    """Path and text, without its numeral and blanks, of every unit."""
    found: list[tuple[tuple[str, ...], str]] = []
    for item in notice.items:
        if item.path:
            marker = None if item.path[-1].endswith("款") else read_any_marker(item.text)
            found.append((item.path, "".join(item.text[0 if marker is None else marker.length :].split())))
    return found


@few
@given(regulation=regulations, blank=st.sampled_from([" ", "　", "  ", ""]))
def test_a_regulation_is_read_back(regulation: Regulation, blank: str) -> None:
    source = as_regulation(regulation, blank=blank, listed=False)
    notice = read(source)
    assert read_back(notice) == numbered_regulation(regulation)
    check_whole(notice, source)


@few
@given(regulation=regulations.filter(lambda chapters: len({chapter.heading for chapter in chapters}) > 1))
def test_a_regulation_with_its_table_of_contents_is_read_back(regulation: Regulation) -> None:
    source = as_regulation(regulation, blank=" ", listed=True)
    notice = read(source)
    assert read_back(notice) == numbered_regulation(regulation)
    check_whole(notice, source)


@few
@given(standard=standards)
def test_a_standard_of_decimal_numbers_is_read_back(standard: Standard) -> None:
    source = as_standard(standard)
    notice = read(source)
    assert read_back(notice) == numbered_standard(standard)
    check_whole(notice, source)


@few
@given(first=plans, second=plans)
def test_two_plans_in_one_letter_are_read_back_each_under_its_title(first: Plan, second: Plan) -> None:
    letter = "关于印发两个方案的通知\n请认真执行。\n某市人民政府\n2024年4月11日\n"
    bodies = [as_prose(plan).split("\n\n", 2)[2] for plan in (first, second)]
    source = f"{letter}第一产业实施方案\n{bodies[0]}\n第二产业实施方案\n{bodies[1]}"
    notice = read(source)
    wanted = [(("第一产业实施方案", *path), text) for path, text in numbered(first)]
    wanted += [(("第二产业实施方案", *path), text) for path, text in numbered(second)]
    assert read_back(notice) == wanted
    check_whole(notice, source)


PATHOLOGICAL = {
    "an open bracket": "（" + "某市应当加强管理，推进工作\n" * 4000,
    "an open quotation": "将第一条修改为：“\n" + "第二条 某市应当加强管理\n" * 4000,
    "one number again and again": "1.某市应当。\n2.某\n" * 4000,
    "decimals that go nowhere": "1.1 某市。\n" * 8000,
    "contents without a body": "目录\n" + "第一章 总则\n第二章 附则\n" * 4000,
    "annexes alone": "附件\n标题办法\n一、甲。\n" * 3000,
    "lists in one article": "第一条 下列：\n（一）甲。\n某某。\n（一）乙。\n" * 4000,
    "one title after the other": "某办法\n一、甲。\n二、乙。\n某局\n2024年1月1日\n" * 4000,
    "one line": "某市应当加强管理，推进工作；" * 10000,
    "digits": "1" * 200000,
}


@pytest.mark.parametrize("name", sorted(PATHOLOGICAL))
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    """Twice the text takes about twice the time: well below the four times of a quadratic reading, load allowed for."""
    whole = PATHOLOGICAL[name]
    half = whole[: whole.rfind("\n", 0, len(whole) // 2) + 1] or whole[: len(whole) // 2]
    times: list[float] = []
    gc.disable()  # its passes walk all that the tests before this one have left
    try:
        for source in (half, whole):
            start = time.process_time()
            read(source)
            times.append(time.process_time() - start)
    finally:
        gc.enable()
    assert times[1] < 3.2 * times[0] + 0.5
    assert times[1] < 10
