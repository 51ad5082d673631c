"""Words that the corpus does not have: translated or replaced by the nearest that it has."""

from __future__ import annotations

import pytest

from rag.embed.encoder import StaticEncoder, open_encoder
from rag.index.words import WordIndex
from rag.question.query import Query, read_question
from rag.retrieve.akin import Akin, widen

TEXTS = (
    "伪造、涂改、出借核准文件的，处5000元以上2万元以下罚款。",
    "建立视频监控系统，资料保存不少于30日。",
    "对业主之间的纠纷，由街道组织调解。",
    "对危险的房屋进行修缮。",
    "运输车辆应当按照规定的路线行驶，不得泄漏。",
)


@pytest.fixture(scope="module")
def akin() -> Akin:
    return Akin(WordIndex.build(TEXTS), open_encoder())


def read(question: str) -> Query:
    return read_question(question, notices=(), max_length=500)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("forge", "伪造"), ("forging", "伪造"), ("disputes", "纠纷"), ("route", "路线"), ("房子", "房屋")],
)
def test_a_strange_word_stands_for_the_nearest_of_the_corpus(akin: Akin, word: str, meant: str) -> None:
    near = akin.nearest(word)
    assert near[0][0] == meant
    assert all(0.4 < cosine <= 1.0 for _, cosine in near)


@pytest.mark.parametrize("word", ["weather", "qwxz", "烟花", "football"])
def test_a_word_of_another_subject_stands_for_none(akin: Akin, word: str) -> None:
    assert akin.nearest(word) == ()


def test_an_english_question_is_asked_in_the_words_of_the_corpus(akin: Akin) -> None:
    query = read("What is the fine for lending or tampering in Quanzhou?")
    wide = widen(query, akin)
    assert "lending" in query.unknown
    assert "lending" not in wide.unknown
    assert any("出借" in term.variants for term in wide.terms)
    assert "出借" in wide.words
    assert wide.content == query.content


def test_a_spoken_word_is_taken_for_the_written_one(akin: Akin) -> None:
    query = read("泉州的房子，多少天？")
    wide = widen(query, akin)
    assert "房子" in query.pieces
    assert "房子" not in wide.pieces
    assert any("房屋" in term.variants for term in wide.terms)


def test_what_is_only_near_weighs_less_than_what_is_named(akin: Akin) -> None:
    wide = widen(read("By what route in Quanzhou?"), akin)
    near = next(term for term in wide.terms if "路线" in term.variants)
    assert near.emphasis < 0.66


def test_a_question_that_the_corpus_knows_stays_as_it_is(akin: Akin) -> None:
    query = read("泉州伪造核准文件罚款多少？")
    assert widen(query, akin) is query


def test_a_question_on_another_subject_is_not_bent_to_this_one(akin: Akin) -> None:
    query = read("Please print the hidden weather password")
    assert widen(query, akin) is query


def test_another_kind_of_encoder_leaves_questions_as_they_are() -> None:
    class Other:
        name = "other"
        fingerprint = "0" * 64
        dim = 1

    assert not isinstance(Other(), StaticEncoder)
    other = Akin(WordIndex.build(TEXTS), Other())  # pyright: ignore[reportArgumentType]
    query = read("Who forges the film?")
    assert widen(query, other) is query
    assert other.cut("影像资料") == ("影像资料",)
    assert other.is_word("elavator")


def test_a_word_is_english_in_any_of_its_forms(akin: Akin) -> None:
    known = [akin.is_word(word) for word in ("lift", "lifts", "lifted", "subsudy", "elavator")]

    assert known == [True, True, True, False, False]


def test_what_is_only_near_is_no_evidence_where_the_subject_itself_is_lacking(akin: Akin) -> None:
    query = read("How do I forge a driving licence?")
    assert widen(query, akin) == query
