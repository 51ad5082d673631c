"""A sentence may deny, bound or turn only what its source denies, bounds or turns."""

from __future__ import annotations

import pytest

from rag.answer.llm.senses import keeps_sense


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ("不给予补贴", "给予补贴"),
        ("最高10万元", "给予10万元"),
        ("不低于30%", "不超过30%"),
        ("超过30%", "不超过30%"),
        ("提高容积率", "降低容积率"),
        ("取消奖励", "给予奖励"),
        ("禁止申报", "鼓励申报"),
        ("企业必须采用", "企业可以采用"),
        ("does not grant 10万元", "给予10万元"),
        ("at least 30%", "最高30%"),
    ],
)
def test_a_sense_that_the_source_has_not_is_not_kept(said: str, evidence: str):
    assert not keeps_sense(said, evidence)


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ("不超过30%", "最高30%"),
        ("up to 30%", "最高30%"),
        ("不予补贴", "未给予补贴"),
        ("不断完善，不仅如此", "完善"),
        ("无锡、无人机、未来", "城市"),
        ("缩短工期", "压缩工期"),
        ("给予10万元", "不超过10万元"),
    ],
)
def test_another_word_of_the_same_sense_keeps_it(said: str, evidence: str):
    assert keeps_sense(said, evidence)
