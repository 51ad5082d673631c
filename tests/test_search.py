from __future__ import annotations

from dataclasses import replace

import pytest
from answer_sample import GREEN, LIFTS, LetterEncoder, read, read_text, store

from rag.answer.ask import Assistant
from rag.chunk import chunk_notice
from rag.embed.encoder import open_encoder
from rag.facts import find_facts
from rag.index.store import make_store
from rag.retrieve.fuse import POOL
from rag.retrieve.search import passages, rank, score_notices, scores_by_item
from rag.settings import Settings

PAYS = """榕建发〔2025〕{number}号

第{number}批装配式建筑通知

一、支持政策

对装配式建筑项目，市财政给予每个项目20万元资金补贴。

二、监督检查

市住房和城乡建设局定期开展检查。
"""


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


def many(count: int) -> Assistant:
    """An assistant over `count` notices that say the same."""
    own = [read_text(PAYS.format(number=number), f"{number}.txt") for number in range(1, count + 1)]
    chunks = [chunk for one in own for chunk in chunk_notice(one, max_tokens=600, count_tokens=len)]
    encoder = open_encoder()
    index = make_store(
        notices=own,
        chunks=chunks,
        facts=[fact for one in own for fact in find_facts(one)],
        vectors=encoder.encode_passages([chunk.searched for chunk in chunks]),
        encoder_name=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
    )
    return Assistant(settings=Settings(), store=index, encoder=encoder)


def test_the_scores_of_whole_notices_are_those_of_the_pool_where_it_holds_them_all():
    query = read("哪些城市给予资金补贴？")
    ranked = rank(query, store(), LetterEncoder())
    every = score_notices(query, ranked, store(), LetterEncoder(), notices=range(len(store().notices)))

    assert {key: every[key] for key in scores_by_item(ranked, store())} == pytest.approx(
        scores_by_item(ranked, store())
    )


def test_what_the_reranker_did_not_read_stays_below_what_it_read():
    query = read("哪些城市给予资金补贴？")
    ranked = replace(rank(query, store(), LetterEncoder()), fused={0: 0.9}, unread=0.5)
    every = score_notices(query, ranked, store(), LetterEncoder(), notices=range(len(store().notices)))

    assert every[store().chunks[0].notice, store().chunks[0].paths[0]] == 0.9
    assert sorted(every.values())[-1] == 0.9
    assert all(score <= 0.5 for score in sorted(every.values())[: -len(store().chunks[0].paths)])


def test_an_enumeration_holds_equal_items_though_there_are_more_than_the_pool():
    answer = many(POOL + 20).ask("哪些通知给予资金补贴？")

    assert answer.coverage.matched == POOL + 20
