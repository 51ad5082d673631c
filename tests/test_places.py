"""Finding words in all items at once gives what looking through them one by one gives."""

from __future__ import annotations

import pytest

from rag.domain import Notice
from rag.facts import find_facts
from rag.retrieve.evidence import Evidence, Weighted, covers, covers_each, gather
from rag.retrieve.places import Places, Texts

WORDS = ("补贴", "管理", "市长", "智能建造", "的", "评优评奖", "没有这个词", "bim", "通知", "目标", "重点任务")


@pytest.fixture(scope="module")
def evidence(notices: tuple[Notice, ...]) -> tuple[Evidence, ...]:
    return gather(notices, [fact for notice in notices for fact in find_facts(notice)])


def test_the_rows_that_hold_a_word():
    texts = Texts()
    for text in ("市长和副市长", "副市长", "", "市", "长"):
        texts.add(text)

    assert texts.holding("市长").tolist() == [0, 1]
    assert texts.holding("长").tolist() == [0, 1, 4]
    assert texts.ending("市长").tolist() == [0, 1]
    assert texts.ending("市").tolist() == [3]
    assert texts.holding("无").tolist() == []


def test_titles_hold_words_for_all_items_of_their_notices():
    places = Places()
    for title in ("甲通知", "乙办法", "甲通知"):
        places.add(text="", headings="", named="", title=title, in_head=False)

    assert places.in_title(["通知", "丙"]).tolist() == [True, False, True]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_where_it_stands(evidence: tuple[Evidence, ...], word: str):
    places = evidence[0].places

    assert places.texts.holding(word).tolist() == [one.row for one in evidence if word in one.text]
    assert places.headings.holding(word).tolist() == [one.row for one in evidence if word in one.headings]
    assert places.named.ending(word).tolist() == [one.row for one in evidence if one.named.endswith(word)]


@pytest.mark.parametrize("step", [1, 3])
def test_coverage_of_all_is_the_coverage_of_each(evidence: tuple[Evidence, ...], step: int):
    some = evidence[::step]
    wanted = [Weighted(variants=WORDS[at : at + 3], weight=1.3 + at) for at in range(0, len(WORDS), 2)]

    assert covers_each(wanted, some).tolist() == [covers(wanted, one) for one in some]
    assert covers_each([], some).tolist() == [0.0] * len(some)
