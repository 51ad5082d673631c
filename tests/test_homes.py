"""A district by its short name, where a notice is its own."""

from __future__ import annotations

import pytest
from answer_sample import read_text

from rag.question.homes import with_ranks

NOTICES = [
    read_text("海拉尔区旧城改造办法\n\n第一条 本办法适用于海拉尔区。\n\n海拉尔区人民政府\n\n2020年3月2日\n"),
    read_text("苏州市供水办法\n\n第一条 本市供水管理适用本办法。\n\n苏州市人民政府\n\n2020年3月2日\n"),
]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("海拉尔怎么改造？", "海拉尔区怎么改造？"),
        ("海拉尔区怎么改造？", "海拉尔区怎么改造？"),
        ("海拉尔河怎么治理？", "海拉尔河怎么治理？"),
        ("苏州怎么供水？", "苏州怎么供水？"),
        ("How is Hailar rebuilt?", "How is Hailar District rebuilt?"),
        ("How is Harbin rebuilt?", "How is Harbin rebuilt?"),
    ],
)
def test_a_district_with_a_notice_of_its_own_is_known_by_its_short_name(question: str, read: str):
    assert with_ranks(question, NOTICES) == read


def test_no_district_is_read_where_no_notice_is_its_own():
    assert with_ranks("海拉尔怎么改造？", NOTICES[1:]) == "海拉尔怎么改造？"
