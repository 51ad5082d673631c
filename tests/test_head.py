"""Notices that a question names side by side."""

from __future__ import annotations

from rules_sample import CALL, MEASURES, evidence, found, read

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
