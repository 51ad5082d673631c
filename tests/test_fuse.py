from __future__ import annotations

import pytest

from rag.retrieve.fuse import add_normalised, fuse


def test_scores_are_divided_by_the_best_of_their_list_and_added_by_weight():
    # words: 8/8 and 2/8; vectors: 0.5/0.5 and 0.25/0.5
    fused = add_normalised(({1: 8.0, 2: 2.0}, {2: 0.5, 3: 0.25}), weights=(0.6, 0.4))

    assert fused == {1: pytest.approx(0.6), 2: pytest.approx(0.6 / 4 + 0.4), 3: pytest.approx(0.4 / 2)}


def test_a_list_without_a_match_adds_nothing_and_divides_nothing():
    assert add_normalised(({}, {1: 0.3}), weights=(0.6, 0.4)) == {1: pytest.approx(0.4)}
    assert add_normalised(({1: 0.0, 2: -1.0}, {3: 2.0}), weights=(0.6, 0.4)) == {3: pytest.approx(0.4)}
    assert add_normalised(({}, {}), weights=(0.6, 0.4)) == {}


def test_a_score_below_zero_counts_as_zero():
    assert add_normalised(({1: 2.0, 2: -2.0},), weights=(1.0,)) == {1: 1.0, 2: 0.0}


def test_each_list_has_its_weight():
    with pytest.raises(ValueError, match="shorter"):
        add_normalised(({1: 1.0}, {1: 1.0}), weights=(1.0,))


def test_words_weigh_more_in_a_chinese_question_than_in_an_english_one():
    words, vectors = {1: 8.0, 2: 2.0}, {2: 0.5}

    assert fuse(words, vectors, language="zh", known=1.0) == {1: pytest.approx(0.6), 2: pytest.approx(0.6 / 4 + 0.4)}
    assert fuse(words, vectors, language="en", known=1.0) == {1: pytest.approx(0.5), 2: pytest.approx(0.5 / 4 + 0.5)}


def test_words_count_less_where_the_texts_hardly_have_those_of_the_question():
    words, vectors = {1: 8.0}, {2: 0.5}

    assert fuse(words, vectors, language="en", known=0.3) == {1: pytest.approx(0.5 / 4), 2: pytest.approx(0.5)}
    assert fuse(words, vectors, language="en", known=0.0) == {1: 0.0, 2: pytest.approx(0.5)}
    assert fuse(words, vectors, language="zh", known=0.3) == {1: pytest.approx(0.6), 2: pytest.approx(0.4)}
