"""Which level a numeral opens, from the numerals before it."""

from __future__ import annotations

import pytest

from rag.parse.levels import Levels
from rag.parse.markers import Marker, read_marker


def marker(line: str) -> Marker:
    found = read_marker(line)
    assert found is not None
    return found


def walk(*lines: str) -> list[str]:
    """The paths that the numerals of `lines` open one after the other."""
    levels = Levels()
    opened: list[str] = []
    for line in lines:
        assert levels.accepts(marker(line)), line
        levels.open(marker(line))
        opened.append("/".join(levels.path()))
    return opened


def test_sections_points_and_items_nest() -> None:
    assert walk("一、", "（一）", "1.", "2.", "（二）", "1.", "二、") == [
        *("一", "一/（一）", "一/（一）/1", "一/（一）/2", "一/（二）", "一/（二）/1", "二"),
    ]


def test_a_level_may_be_left_out() -> None:
    assert walk("一、", "1.", "（1）", "①", "2.") == ["一", "一/1", "一/1/（1）", "一/1/（1）/①", "一/2"]


def test_points_that_run_on_through_the_sections_keep_their_number() -> None:
    assert walk("一、", "（一）", "（二）", "二、", "（三）", "（四）") == [
        *("一", "一/（一）", "一/（二）", "二", "二/（三）", "二/（四）"),
    ]


def test_a_style_of_higher_rank_closes_the_lower_one() -> None:
    assert walk("1.", "2.", "（一）", "1.", "一、") == ["1", "2", "（一）", "（一）/1", "一"]


def test_articles_run_through_chapters_and_do_not_carry_them() -> None:
    assert walk("第一章 总则", "第一条 甲", "（一）乙", "第二条 丙", "第二章 分则", "第三条 丁") == [
        *("第一章", "第一条", "第一条/（一）", "第二条", "第二章", "第三条"),
    ]


@pytest.mark.parametrize(
    ("before", "line", "accepted"),
    [
        (("1.", "2."), "3.", True),
        (("1.", "2."), "1.", True),
        (("1.", "2."), "7.", True),
        (("1.", "2."), "8.", False),
        (("1.", "2."), "2.", True),
        (("一、", "二、", "三、"), "二、", False),
        (("一、",), "（三）", False),
        ((), "三、", True),
        (("第一条 甲",), "第九章 乙", True),
        (("第一条 甲",), "第十二条 乙", True),
        (("第九条 甲",), "第二条 乙", False),
    ],
)
def test_a_numeral_must_follow_from_those_before(before: tuple[str, ...], line: str, accepted: bool) -> None:
    levels = Levels()
    for one in before:
        levels.open(marker(one))
    assert levels.accepts(marker(line)) is accepted


def test_skipped_numbers_are_told_in_the_list_s_own_numerals() -> None:
    levels = Levels()
    assert levels.open(marker("1.")) == ""
    assert levels.open(marker("4.")) == "2、3"
    assert levels.open(marker("第一条 甲")) == ""
    assert levels.open(marker("第三条 乙")) == "二"


def test_a_list_may_begin_late_where_its_next_number_follows() -> None:
    levels = Levels()
    for line in ("第一条 甲", "（一）", "（二）", "（三）", "第二条 乙"):
        levels.open(marker(line))
    assert levels.accepts(marker("（二）"), following=3)
    assert not levels.accepts(marker("（二）"), following=None)
    assert levels.open(marker("（二）")) == "一"


def test_a_section_that_ranks_above_all_open_units_may_begin_at_any_number() -> None:
    levels = Levels()
    levels.open(marker("（一）"))
    assert levels.accepts(marker("五、"))
    assert levels.open(marker("五、")) == "一、二、三、四"


def test_a_long_gap_is_told_by_its_ends() -> None:
    assert Levels().open(marker("第十二条 甲")) == "一至十一"


def test_a_paragraph_of_an_article_and_a_second_list_are_levels_of_their_own() -> None:
    levels = Levels()
    levels.open(marker("第四条 甲"))
    levels.open(marker("（一）"))
    levels.open_clause("第二款")
    levels.open(marker("（一）"))
    assert levels.path() == ("第四条", "第二款", "（一）")
    levels.open(marker("第五条 乙"))
    assert levels.path() == ("第五条",)
    levels = Levels()
    for line in ("一、", "1.", "2."):
        levels.open(marker(line))
    levels.open_group("num", "单位材料")
    levels.open(marker("1."))
    assert levels.path() == ("一", "单位材料", "1")
    levels.open(marker("二、"))
    assert levels.path() == ("二",)
