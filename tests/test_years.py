"""Years of two digits are read as years that stand in the notices, and lengths of time stay what they are."""

from __future__ import annotations

import pytest

from rag.question.years import with_centuries

_HELD = {1996, 2003, 2012, 2013, 2020}


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("96年全年地震死了多少人", "1996年全年地震死了多少人"),
        ("去看看96年的灾情", "去看看1996年的灾情"),
        ("九六年死了多少人", "1996年死了多少人"),
        ("03年那几起事故", "2003年那几起事故"),
        ("徐州12年完成多少", "徐州2012年完成多少"),
        ("20年发布的意见", "2020年发布的意见"),
        ("20年底前完成", "2020年底前完成"),
        ("97年的灾情", "97年的灾情"),
        ("20年的老小区能不能改造", "20年的老小区能不能改造"),
        ("质保12年", "质保12年"),
        ("满13年的电梯", "满13年的电梯"),
        ("12年以内的贷款", "12年以内的贷款"),
        ("三四年后", "三四年后"),
        ("1996年", "1996年"),
    ],
)
def test_a_year_of_two_digits_is_one_that_the_notices_have(asked: str, read: str):
    assert with_centuries(asked, _HELD.__contains__) == read
