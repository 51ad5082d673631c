"""Finding words in all items at once gives what looking through them one by one gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.domain import Notice
from rag.facts import find_facts
from rag.index.items import ItemIndex, Part
from rag.index.texts import Texts
from rag.retrieve.evidence import Weighted, covers, covers_each
from rag.retrieve.opposite import Opposite
from rag.retrieve.scope import Scope, gather

WORDS = ("补贴", "管理", "市长", "智能建造", "的", "评优评奖", "没有这个词", "bim", "通知", "目标", "重点任务")


@pytest.fixture(scope="module")
def evidence(notices: tuple[Notice, ...]) -> Scope:
    return gather(notices, [fact for notice in notices for fact in find_facts(notice)])


def test_the_rows_that_hold_a_word():
    texts = Texts.build(("市长和副市长", "副市长", "", "市", "长", "长和市", "市和长和市长"))

    assert texts.holding("市长").tolist() == [0, 1, 6]
    assert texts.holding("副市长").tolist() == [0, 1]
    assert texts.holding("市长和").tolist() == [0]
    assert texts.holding("长").tolist() == [0, 1, 4, 5, 6]
    assert texts.ending("市长").tolist() == [0, 1, 6]
    assert texts.ending("市").tolist() == [3, 5]
    assert texts.holding("无").tolist() == []
    assert texts.holding("无此").tolist() == []


def test_characters_beyond_the_first_plane_are_found_too():
    texts = Texts.build(("𠮷野家", "野家", "𠮷"))

    assert texts.holding("𠮷").tolist() == [0, 2]
    assert texts.holding("𠮷野").tolist() == [0]
    assert (texts[0], texts.between(0, 3)) == ("𠮷野家", ("𠮷野家", "野家", "𠮷"))


def test_titles_hold_words_for_all_items_of_their_notices():
    index = ItemIndex.build([_part("甲通知", 2), _part("乙办法", 1), _part("甲通知", 1)])

    assert index.in_title(["通知", "丙"]).tolist() == [True, True, False, True]


def _part(title: str, items: int) -> Part:
    nothing = ("",) * items
    return Part(
        title=title,
        home="",
        texts=nothing,
        headings=nothing,
        named=nothing,
        paths=nothing,
        flags=(0,) * items,
        regions=(frozenset[str](),) * items,
        facts=(0,) * items,
        stating=(),
    )


def test_the_columns_of_a_notice_are_read_back_as_they_were_given():
    parts = [
        replace(
            _part("甲", 2),
            texts=("一、补贴", "𠮷 二"),
            facts=(1, 2),
            flags=(3, 256),
            regions=(frozenset("乙丙"), frozenset[str]()),
        ),
        _part("没有条目", 0),
        replace(_part("丁", 3), home="西安", paths=("一", "一\t1", ""), stating=(2, 0)),
    ]

    assert [ItemIndex.build(parts).part(number) for number in range(3)] == parts


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_where_it_stands(evidence: Scope, word: str):
    places = evidence[0].places

    assert places.texts.holding(word).tolist() == [one.row for one in evidence if word in one.text]
    assert places.headings.holding(word).tolist() == [one.row for one in evidence if word in one.headings]
    assert places.named.ending(word).tolist() == [one.row for one in evidence if one.named.endswith(word)]


@pytest.mark.parametrize("step", [1, 3])
def test_coverage_of_all_is_the_coverage_of_each(evidence: Scope, step: int):
    some = evidence[::step]
    wanted = [Weighted(variants=WORDS[at : at + 3], weight=1.3 + at) for at in range(0, len(WORDS), 2)]

    assert covers_each(wanted, some).tolist() == [covers(wanted, one) for one in some]
    assert covers_each([], some).tolist() == [0.0] * len(some)


@pytest.mark.parametrize(("word", "denied"), [("发生", False), ("来社", False), ("符合", True)])
def test_coverage_of_all_is_the_coverage_of_each_where_some_tell_of_the_opposite(
    evidence: Scope, word: str, denied: bool
):
    opposite = Opposite(word=word, denied=denied)
    wanted = [
        Weighted(variants=(word, "管理"), weight=2.0, opposite=opposite),
        Weighted(variants=("项目",), weight=1.0),
    ]
    each = [covers(wanted, one) for one in evidence]

    assert covers_each(wanted, evidence).tolist() == each
    without = [covers([replace(one, opposite=None) for one in wanted], one) for one in evidence]
    halved = [one.row for one, bare, own in zip(evidence, without, each, strict=True) if own < bare]
    assert halved == [one.row for one in evidence if opposite.stands_in(one.text) and covers(wanted, one)]
    assert halved
