"""Every figure by hand, to the fraction; and what each says where there is nothing to divide by."""

from __future__ import annotations

import math

import pytest

from eval.cases import Address
from eval.metrics import (
    Interval,
    bootstrap_interval,
    citation_precision,
    citation_recall,
    covers,
    fact_recall,
    list_f1,
    missing_facts,
    named_places,
    ndcg_at,
    paired_randomisation,
    percentile,
    recall_at,
    reciprocal_rank,
    violations,
)


def at(*path: str, doc: str = "甲") -> Address:
    return Address(doc=doc, path=path)


A, B, C, D = at("一", "1"), at("一", "2"), at("二", "1"), at("二", "2")


def test_an_item_below_a_gold_section_counts_and_the_section_above_a_gold_item_does_not() -> None:
    assert covers(at("一"), A)
    assert not covers(A, at("一"))
    assert not covers(A, at("一", "1", doc="乙"))


def test_head_and_tail_cover_nothing_but_themselves() -> None:
    assert covers(at(), at())
    assert not covers(at(), A)


def test_recall_at_two_of_three_golds_is_one_third_then_two_thirds() -> None:
    ranked = (A, D, B, C)
    assert recall_at(ranked, (A, B, C), k=2) == 1 / 3
    assert recall_at(ranked, (A, B, C), k=3) == 2 / 3


def test_a_gold_found_twice_counts_once() -> None:
    assert recall_at((A, A), (A, B), k=2) == 1 / 2
    assert recall_at((A, B), (at("一"),), k=2) == 1


def test_reciprocal_rank_is_that_of_the_first_gold() -> None:
    assert reciprocal_rank((D, C, A, B), (A, B)) == 1 / 3
    assert reciprocal_rank((D, C), (A,)) == 0


def test_ndcg_of_golds_at_ranks_one_and_three() -> None:
    gained = 1 / math.log2(2) + 1 / math.log2(4)
    ideal = 1 / math.log2(2) + 1 / math.log2(3)
    assert ndcg_at((A, D, B), (A, B), k=10) == pytest.approx(gained / ideal)
    assert ndcg_at((A, B, D), (A, B), k=10) == 1


def test_ndcg_at_one_asks_for_one_gold_only() -> None:
    assert ndcg_at((A, D), (A, B), k=1) == 1


def test_citation_recall_counts_one_of_several_as_one_demand() -> None:
    assert citation_recall((A,), (A, B)) == 1 / 2
    assert citation_recall((A, D), (A, B), any_of=(C, D)) == 2 / 3
    assert citation_recall((D,), (), any_of=(C, D)) == 1


def test_citation_precision_leaves_allowed_items_unpunished() -> None:
    assert citation_precision((A, D), (A,)) == 1 / 2
    assert citation_precision((A, D), (A,), allowed=(D,)) == 1
    assert citation_precision((A, A, D), (A,)) == 1 / 2


def test_fact_recall_takes_any_wording() -> None:
    facts = (("2000万元", "20 million"), ("15家",), ("6%",))
    assert fact_recall("共投入 2,000 万元，支持 15 家", facts) == pytest.approx(2 / 3)
    assert missing_facts("20 million yuan", facts) == ("15家", "6%")


def test_a_stated_prohibition_is_a_violation_in_traditional_characters_too() -> None:
    assert violations("第29項要求建設局牵头", ("第29项要求", "罚款")) == ("第29项要求",)


def test_places_are_named_by_either_name_but_not_by_chance() -> None:
    places = {"河南": ("Henan",), "西安": ("Xi'an", "Xian"), "深圳": ()}
    assert named_places("In Xi’an, then and now; 深圳", places) == frozenset({"西安", "深圳"})


def test_list_f1_of_two_right_one_wrong_and_one_missing() -> None:
    # P = 2/3, R = 2/3
    assert list_f1(frozenset("甲乙丁"), "甲乙丙") == pytest.approx(2 / 3)


def test_list_f1_forgives_allowed_places() -> None:
    assert list_f1(frozenset("甲乙丁"), "甲乙", allowed="丁") == 1


def test_nothing_to_find_has_no_figure_and_nothing_found_is_zero() -> None:
    assert recall_at((A,), (), k=1) is None
    assert reciprocal_rank((A,), ()) is None
    assert ndcg_at((A,), (), k=1) is None
    assert citation_recall((A,), ()) is None
    assert citation_precision((A,), ()) is None
    assert fact_recall("文", ()) is None
    assert list_f1(frozenset("甲"), ()) is None
    assert percentile((), 0.5) is None
    assert bootstrap_interval(()) is None
    assert recall_at((), (A,), k=1) == 0
    assert ndcg_at((), (A,), k=1) == 0
    assert citation_recall((), (A,)) == 0
    assert citation_precision((), (A,)) == 0
    assert list_f1(frozenset(), "甲") == 0


def test_percentile_is_linear_between_ranks() -> None:
    assert percentile((10, 20, 30), 0.5) == 20
    assert percentile((0, 10), 0.95) == pytest.approx(9.5)


def test_interval_of_equal_figures_is_a_point() -> None:
    assert bootstrap_interval((1.0, 1.0, 1.0)) == Interval(mean=1.0, low=1.0, high=1.0)


def test_interval_of_one_pass_in_two_spans_all_and_repeats() -> None:
    # Of two draws from {0, 1}, a quarter have mean 0 and a quarter mean 1: both quantiles lie at the ends.
    first = bootstrap_interval((0.0, 1.0))
    assert first == Interval(mean=0.5, low=0.0, high=1.0)
    assert bootstrap_interval((0.0, 1.0)) == first


def test_randomisation_of_one_changed_pair_in_one_is_no_evidence() -> None:
    # |mean| is the same under either sign.
    assert paired_randomisation((0.0,), (1.0,)) == 1


def test_randomisation_of_ten_like_improvements_comes_to_two_in_1024() -> None:
    # Only all plus and all minus are as far: p near 2 / 2**10 = 0.00195.
    p = paired_randomisation((0.0,) * 10, (1.0,) * 10)
    assert p == pytest.approx(2 / 1024, abs=0.0015)
    assert p == paired_randomisation((0.0,) * 10, (1.0,) * 10)


def test_randomisation_without_difference_or_without_questions_is_one() -> None:
    assert paired_randomisation((0.5, 1.0), (0.5, 1.0)) == 1
    assert paired_randomisation((), ()) == 1
