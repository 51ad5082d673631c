from __future__ import annotations

import pytest
from answer_sample import GREEN, LIFTS, LetterEncoder, read, store

from rag.retrieve.search import passages, rank, scores_by_item


def found(question: str, top_k: int = 5):
    query = read(question)
    return passages(query, rank(query, store(), LetterEncoder()), store(), top_k=top_k)


def test_the_passage_with_the_words_of_the_question_comes_first():
    assert "2. 福州搭建电梯远程监测平台，对1200台电梯实行在线监测。" in found("电梯远程监测平台")[0].chunk.text


def test_passages_come_best_first_and_no_more_than_asked_for():
    best = found("加装电梯给予资金补贴", top_k=3)

    assert len(best) == 3
    assert [one.score for one in best] == sorted((one.score for one in best), reverse=True)
    assert all(0 < one.score <= 1 for one in best)


def test_a_question_on_one_notice_gets_passages_of_that_alone():
    assert {one.chunk.notice for one in found("第一批清单里福州有什么做法？", top_k=50)} == {GREEN}


def test_ranks_tell_what_words_and_vectors_said():
    first = found("电梯远程监测平台")[0]

    assert first.word_rank == 1
    assert first.vector_rank is not None


def test_an_item_has_the_best_score_of_its_chunks():
    query = read("电梯远程监测平台")
    ranked = rank(query, store(), LetterEncoder())
    scores = scores_by_item(ranked, store())

    assert scores[LIFTS, ("二", "2")] == pytest.approx(max(ranked.fused.values()))


def test_the_same_question_finds_the_same_passages():
    assert found("哪些城市给予资金补贴？") == found("哪些城市给予资金补贴？")
