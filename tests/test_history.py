"""The history under a regulation's title: its text made, amended and brought into force."""

from __future__ import annotations

from datetime import date

import pytest
from notice_sample import read

from rag.parse.history import History, read_history

PASSED = "1995年4月17日 某省第八届人民代表大会常务委员会第十三次会议通过"
AMENDED = "1997年11月21日 某省第八届人民代表大会常务委员会第二十九次会议《关于修改〈某办法〉的决定》第一次修正"
REVISED = "2010年7月30日 某省第十一届人民代表大会常务委员会第十六次会议修订"
BY_DECISION = "2011年1月8日 《国务院关于废止和修改部分行政法规的决定》第一次修订"


@pytest.mark.parametrize(
    ("lines", "made", "amended", "in_force"),
    [
        ((PASSED,), date(1995, 4, 17), date(1995, 4, 17), None),
        ((PASSED, AMENDED), date(1995, 4, 17), date(1997, 11, 21), None),
        ((PASSED, AMENDED, REVISED), date(2010, 7, 30), date(2010, 7, 30), None),
        (
            ("1981年12月30日 国务院批准", "1982年2月4日 卫生部发布", BY_DECISION),
            date(1982, 2, 4),
            date(2011, 1, 8),
            None,
        ),
        (
            (
                PASSED,
                "2018年10月30日 某市人民代表大会常务委员会第十六次会议通过",
                "2018年11月29日 某省人民代表大会常务委员会第七次会议批准的《关于修改部分法规的决定》修正",
            ),
            date(1995, 4, 17),
            date(2018, 11, 29),
            None,
        ),
        (
            ("2004年6月23日 国务院令第410号公布", "2004年7月1日 施行"),
            date(2004, 6, 23),
            date(2004, 6, 23),
            date(2004, 7, 1),
        ),
        (
            ("2008年11月27日 某市人民代表大会常务委员会公告公布自2009年1月1日施行",),
            date(2008, 11, 27),
            date(2008, 11, 27),
            date(2009, 1, 1),
        ),
        (("1990年1月1日 国家统计局令第1号发布 自发布之日施行",), date(1990, 1, 1), date(1990, 1, 1), date(1990, 1, 1)),
        (("第一条 本办法自2009年1月1日起施行。", "根据2009年1月1日前的规定"), None, None, None),
    ],
)
def test_the_days_of_a_history(
    lines: tuple[str, ...], made: date | None, amended: date | None, in_force: date | None
) -> None:
    assert read_history(lines) == History(made=made, amended=amended, in_force=in_force)


def test_the_day_of_publication_is_that_of_the_whole_text_and_not_of_an_amendment() -> None:
    text = "某省办法\n{}\n第一条 甲。\n第二条 本办法自公布之日起施行。\n"
    first = read(text.format(f"{PASSED}\n{AMENDED}"))
    assert (first.issued, first.effective) == (date(1997, 11, 21), date(1995, 4, 17))
    anew = read(text.format(f"{PASSED}\n{AMENDED}\n{REVISED}"))
    assert (anew.issued, anew.effective) == (date(2010, 7, 30), date(2010, 7, 30))


def test_the_day_an_amended_wording_comes_into_force_is_later_than_that_of_the_first() -> None:
    notice = read(
        "某院规定\n2018年8月1日 某院审判委员会第1746次会议通过\n"
        "2021年3月1日 某院审判委员会第1833次会议《关于修改〈某院规定〉的决定》修正，该修正自2021年4月22日施行\n"
        "第一条 甲。\n第二条 本规定自2018年8月10日起施行。\n"
    )
    assert notice.effective == date(2021, 4, 22)
