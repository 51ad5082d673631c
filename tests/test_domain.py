"""The nouns: frozen values, and how a notice finds its units."""

from __future__ import annotations

import dataclasses
import inspect

import pytest
from notice_sample import read

from rag import domain

NOTICE = read("关于试点的通知\n一、政策\n（一）奖补\n1.甲。\n2.乙。\n（二）用地\n1.丙。\n二、产业\n丁。\n")
NOUNS = [noun for _, noun in inspect.getmembers(domain, inspect.isclass) if noun.__module__ == domain.__name__]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_is_frozen_slotted_and_keyword_only(noun: type) -> None:
    assert dataclasses.is_dataclass(noun)
    parameters = noun.__dataclass_params__  # type: ignore[attr-defined]
    assert parameters.frozen
    assert hasattr(noun, "__slots__")
    assert all(field.kw_only for field in dataclasses.fields(noun))


def test_there_are_nouns() -> None:
    assert {"Notice", "Item", "Chunk", "Fact", "Answer"} <= {noun.__name__ for noun in NOUNS}


def test_a_noun_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        NOTICE.title = "另一份"  # type: ignore[misc]


def test_the_units_at_a_path_are_those_alone() -> None:
    assert [item.text for item in NOTICE.at(("一", "（一）"))] == ["（一）奖补"]
    assert NOTICE.at(("九",)) == ()


def test_the_units_under_a_path_are_all_below_it() -> None:
    assert [item.text for item in NOTICE.under(("一", "（一）"))] == ["（一）奖补", "1.甲。", "2.乙。"]
    assert NOTICE.under(()) == NOTICE.items


def test_headings_are_told_from_the_outside_in() -> None:
    assert NOTICE.headings(("一", "（一）", "1")) == ("政策", "奖补")
    assert NOTICE.headings(()) == ()


def test_a_row_gives_the_cell_under_a_column_or_none() -> None:
    row = read("附件\n清单\n序号\t任务\n1\t甲\n").items[-1]
    cell = row.cell("任务")
    assert cell is not None
    assert cell.text == "甲"
    assert row.cell("金额") is None
