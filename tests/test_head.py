"""Notices that a question names side by side."""

from __future__ import annotations

import pytest
from rules_sample import CALL, MEASURES, draft_for, evidence, found, read, select_for

from rag.answer.ways.head import each_named


def named(question: str) -> set[str]:
    return {own[0].notice.id for own in each_named(read(question), evidence())}


def test_two_notices_are_named_by_most_of_their_titles():
    assert named("河道采砂管理办法和海绵城市试点通知各是什么时候印发的？") == {MEASURES, CALL}


def test_one_notice_beside_what_is_none_names_no_two():
    assert named("河道采砂管理办法是谁和谁印发的？") == set()


def test_the_heads_of_both_are_told():
    told = {doc for doc, _ in found("河道采砂管理办法和海绵城市试点通知的文号分别是什么？")}
    assert told == {MEASURES, CALL}


@pytest.mark.parametrize(
    "question", [f"{CALL}里贵阳发布了什么？", f"Please summarise what Guiyang did, according to {CALL}."]
)
def test_a_place_that_the_notice_is_not_of_is_asked_for_what_it_says_of_it(question: str):
    assert select_for(question).intent not in ("head", "about", "gist")


def test_what_a_notice_is_based_on_is_told_with_the_numbers_it_cites():
    assert any("根据" in claim.text for claim in draft_for("河道采砂管理办法引用了哪部法律的文件？").claims)
