"""How near sentences come to a question in meaning, over a real encoder and a small real notice."""

from __future__ import annotations

from functools import cache

from answer_sample import evidence, read

from rag.embed.encoder import open_encoder
from rag.retrieve.evidence import Evidence
from rag.retrieve.nearness import Nearness, Sentences, bare_text


@cache
def sentences() -> Sentences:
    return Sentences(evidence(), open_encoder())


def nearness(question: str) -> Nearness:
    near = sentences().near(read(question), {(one.notice.id, one.item.path): 1.0 for one in evidence()})
    assert near is not None
    return near


def nearest(question: str) -> Evidence:
    return max(evidence(), key=nearness(question).of)


def test_places_and_words_that_only_ask_are_not_compared():
    assert bare_text(read("南昌加装电梯补贴多少钱？")) == "加装电梯补贴 ？"
    assert bare_text(read("What does Fuzhou pay?")) == "What does pay?"


def test_a_question_of_nothing_but_its_place_is_compared_as_it_is():
    assert bare_text(read("福州")) == "福州"


def test_a_paraphrase_is_nearest_to_the_item_that_says_it():
    assert "审批时限压缩" in nearest("压缩办理时间").item.text


def test_the_nearest_item_stands_out_and_a_question_on_something_else_does_not():
    asked, other = "加装电梯的审批时限压缩到多久？", "今天晚饭吃什么好？"
    assert nearness(asked).stands_out(nearest(asked)) > 2.5
    assert nearness(other).best < nearness(asked).best


def test_an_item_that_retrieval_did_not_return_is_not_near():
    near = sentences().near(read("加装电梯补贴多少钱？"), {})
    assert near is not None
    assert near.best == 0.0
    assert near.of(evidence()[0]) == 0.0
    assert near.of_facts(evidence()[0]) == ()


def test_each_fact_has_its_cosine():
    one = next(one for one in evidence() if one.states and len(one.facts) > 1)
    cosines = nearness(one.facts[0].text).of_facts(one)
    assert len(cosines) == len(one.facts)
    assert cosines[0] == max(cosines)


def test_one_other_than_the_static_encoder_is_not_asked():
    class Slow:
        """An encoder of the protocol that is not the static one."""

        name, fingerprint, dim = "slow", "slow", 4

    slow = Slow()
    assert Sentences(evidence(), slow).near(read("福州"), {}) is None  # pyright: ignore[reportArgumentType]
