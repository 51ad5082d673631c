"""Which items match by their meaning, where their words do not tell."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from answer_sample import GREEN_TEXT, evidence, read, select_for, select_over

from rag.answer.asked import beside_the_kind
from rag.answer.match import asks_of_a_stranger, by_meaning, is_astray, nearest
from rag.answer.plan import select
from rag.answer.scored import Scored, covering_items, in_regions, score_items
from rag.answer.selection import ItemScores, Selection
from rag.embed.encoder import open_encoder
from rag.retrieve.evidence import weigh
from rag.retrieve.nearness import Sentences

CITY_PAYS = """某市老旧小区改造方案

一、改造基础设施。更换供水管道。

二、对既有住宅加装电梯的，市级财政每台补助15万元。
"""


@cache
def sentences() -> Sentences:
    return Sentences(evidence(), open_encoder())


def scores(question: str) -> ItemScores:
    fused = {(one.notice.id, one.item.path): 0.5 for one in evidence()}
    return ItemScores(fused=fused, near=sentences().near(read(question), fused))


def scored(question: str) -> list[Scored]:
    query = beside_the_kind(read(question))
    return score_items(query, weigh(query, evidence()), in_regions(query, evidence()), scores(question))


def meant(question: str) -> list[str]:
    query = read(question)
    found = by_meaning(scored(question), query, weigh(query, evidence()), scores(question).near)
    return [one.evidence.item.text for one in found]


def answer(question: str) -> Selection:
    return select(read(question), evidence(), scores(question))


def test_nothing_is_meant_without_vectors():
    query = read("昆明审批要几个工作日？")
    assert by_meaning(scored(query.text), query, weigh(query, evidence()), None) == []


def test_an_item_on_the_place_answers_in_other_words_where_nothing_elsewhere_is_nearer():
    assert any("15个工作日" in text for text in meant("昆明审批要几个工作日？"))


def test_a_topic_of_other_places_is_not_meant():
    question = "贵阳加装电梯每台补贴多少元？"
    assert meant(question) == []
    assert answer(question).findings == ()


@pytest.mark.parametrize(("ahead", "covered", "found"), [(0.7, 0.3, True), (0.1, 0.3, False), (0.7, 0.1, False)])
def test_what_is_far_ahead_of_all_else_on_a_place_is_meant_by_itself(ahead: float, covered: float, found: bool):
    query = read("How does Kunming insure lifts after installation?")
    near = scores(query.text).near
    assert near is not None
    first, *others = sorted(scored(query.text), key=lambda one: -near.of(one.evidence))
    most = max(one.score for one in others)
    some = [replace(first, covered=covered, score=most + ahead), *others]
    assert by_meaning(some, query, weigh(query, evidence()), near) == (some[:1] if found else [])


def test_a_question_that_names_a_year_is_answered_by_its_words_alone():
    assert meant("2031年昆明审批要几个工作日？") == []


def test_what_has_all_the_words_is_not_astray():
    question = "加装电梯审批时限多久？"
    found = scored(question)
    assert not is_astray(found[:1], found, read(question), scores(question).near)


def test_a_refusal_shows_what_comes_nearest_in_meaning():
    question = "贵阳加装电梯每台补贴多少元？"
    nearby = [finding.evidence.item.text for finding in answer(question).nearby]
    assert any("贵阳" in text for text in nearby)


def test_what_shares_but_some_words_is_astray_where_another_item_is_far_nearer():
    question = "昆明审批要几个工作日？"
    found = scored(question)
    near = scores(question).near
    far = [replace(one, covered=0.5) for one in found if "保险" in one.evidence.item.text]
    assert far
    assert is_astray(far, found, read(question), near)
    assert not is_astray(far, found, read(question), None)


def test_the_nearest_comes_first_and_what_is_on_something_else_not_at_all():
    near = nearest(scored("昆明审批要几个工作日？"), scores("昆明审批要几个工作日？").near)
    assert "15个工作日" in near[0].evidence.item.text
    assert not any("绿道" in one.evidence.item.text for one in near)


@pytest.mark.parametrize("question", ["首尔给多少补贴？", "青山市补贴最高多少？", "太平县的资金补贴是多少？"])
def test_a_place_that_no_notice_knows_is_given_nothing(question: str):
    selection = select_for(question)

    assert (selection.findings, selection.reason) in (((), "topic"), ((), "region"))


@pytest.mark.parametrize("question", ["加装电梯补贴多少？", "电梯补贴标准是多少？", "我市补贴多少？"])
def test_what_the_notices_know_is_no_stranger(question: str):
    assert not asks_of_a_stranger(read(question), evidence())


def test_a_district_is_bound_by_the_notice_of_its_city():
    assert {one.home for one in covering_items(read("青云谱区加装电梯补贴多少？"), evidence())} == {"南昌"}
    assert [one.side for one in select_for("青云谱区每台加装电梯补贴多少？").findings][:1] == ["南昌 › 青云谱区"]
    assert covering_items(read("赣州加装电梯补贴多少？"), evidence()) == []


def test_the_thing_that_a_city_pays_for_is_no_name_of_a_city():
    found = select_over("加装电梯市级财政每台补助多少？", CITY_PAYS, GREEN_TEXT).findings
    assert [one.evidence.item.path for one in found] == [("二",)]
    assert not select_over("青垄市加装电梯补助多少？", CITY_PAYS, GREEN_TEXT).findings


def test_what_the_corpus_has_no_word_for_is_answered_by_no_meaning():
    assert answer("昆明驾驶证怎么办？").findings == ()
