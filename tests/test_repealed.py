from __future__ import annotations

import pytest
from rules_sample import MEASURES, draft_for, evidence, found, read

from rag.answer.ways.repealed import select_repealed

REPEALED = [(MEASURES, ("第八条",))]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("赣府发〔2016〕8号还有效吗？", "赣府发〔2016〕8号"),
        ("《赣州市河道采砂管理暂行规定》还有效吗？", "赣州市河道采砂管理暂行规定"),
        ("Is 赣府发〔2016〕8号 still valid?", "赣府发〔2016〕8号"),
    ],
)
def test_a_notice_that_another_repeals_is_told_to_be_repealed_by_it(question: str, name: str):
    assert found(question) == REPEALED
    first, *rest = draft_for(question).claims
    assert name in first.text
    assert "赣州市河道采砂管理办法" in first.text
    assert {quote for claim in (first, *rest) for quote in claim.quotes} == set(first.quotes)
    assert any("同时废止" in claim.text for claim in rest)


@pytest.mark.parametrize(
    "question", ["赣府发〔2015〕3号还有效吗？", "赣府发〔2016〕8号讲了什么？", "赣府发〔2023〕21号还有效吗？"]
)
def test_one_that_nothing_repeals_is_not(question: str):
    assert select_repealed(read(question), evidence()) is None


def test_whether_a_held_notice_is_in_force_is_told_by_its_day_of_effect():
    assert found("赣府发〔2023〕21号还有效吗？") == REPEALED
