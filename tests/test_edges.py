from dataclasses import replace

import pytest
from page_sample import make_answer, make_citation, make_notice

from rag.domain import Citation, Notice
from ui.edges import Edges, edges_of, shown

TEXT = (
    "总则。\n1. 甲市给予50万元；乙市给予20万元。其中，丙市另给5万元。\n（一）申报表；\n名称\t新建工程\n"
    "第三条　本办法自发布之日起施行\n"
)
BASE = make_notice()
NOTICE = replace(BASE, text=TEXT, items=(replace(BASE.items[0], text=TEXT, start=0, end=len(TEXT)),))


def cite(quote: str, notice: Notice = NOTICE) -> Citation:
    return make_citation(notice, quote, n=1)


def words(citation: Citation, notice: Notice = NOTICE) -> str:
    answer = replace(make_answer(BASE), citations=(citation,))
    return shown(citation, edges_of(answer, {notice.id: notice}))


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("甲市给予50万元", "甲市给予50万元…"),
        ("甲市给予50万元；", "甲市给予50万元；…"),
        ("乙市给予20万元。", "…乙市给予20万元。"),
        ("乙市给予20万元", "…乙市给予20万元"),
        ("50万元", "…50万元…"),
        ("甲市给予50万元；乙市给予20万元。", "甲市给予50万元；乙市给予20万元。"),
        ("其中，丙市另给5万元。", "其中，丙市另给5万元。"),
        ("丙市另给5万元", "…丙市另给5万元"),
        ("申报表；", "申报表；"),
        ("新建工程", "新建工程"),
        ("本办法自发布之日起施行", "本办法自发布之日起施行"),
    ],
)
def test_a_quote_that_is_cut_out_of_a_sentence_is_shown_so(quote: str, told: str) -> None:
    assert words(cite(quote)) == told


def test_a_quote_over_several_lines_is_shown_in_one() -> None:
    assert words(cite("总则。\n1. 甲市")) == "总则。 1. 甲市…"


def test_of_a_quote_that_is_not_in_the_notice_any_more_nothing_is_said() -> None:
    moved = replace(cite("50万元"), start=0, end=4)
    assert words(moved) == "50万元"
    answer = replace(make_answer(BASE), citations=(cite("50万元"),))
    assert edges_of(answer, {}) == {}
    assert edges_of(answer, {NOTICE.id: NOTICE}) == {1: Edges(before="…", after="…")}
