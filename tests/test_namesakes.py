from __future__ import annotations

from answer_sample import read

from rag.retrieve.namesakes import without_strangers


def test_of_namesakes_the_one_that_the_corpus_speaks_of_is_meant():
    query = read("What does Suzhou pay?")

    assert set(query.regions) == {"苏州", "宿州"}
    assert without_strangers(query, {"苏州", "杭州"}).regions == ("苏州",)


def test_where_none_or_both_are_known_both_are_meant():
    query = read("What does Suzhou pay?")

    assert without_strangers(query, {"杭州"}) == query
    assert without_strangers(query, {"苏州", "宿州"}) == query


def test_two_places_named_apart_are_both_meant():
    query = read("杭州和宁波各补多少？")

    assert without_strangers(query, {"杭州"}).regions == query.regions
