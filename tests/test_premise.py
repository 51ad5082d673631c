"""What a question takes for granted, and clauses side by side that give different things for different cases."""

from __future__ import annotations

import pytest
from answer_sample import evidence, read

from rag.answer.asked import asked
from rag.answer.contrast import gives_for_another
from rag.answer.premise import lacking
from rag.answer.selection import Finding
from rag.domain import Fact
from rag.numerals import find_amounts


def finding(text: str) -> Finding:
    """An item of one clause that says `text`."""
    one = Fact(
        notice="n", path=("一",), start=0, end=len(text), regions=(), headings=(), text=text, amounts=find_amounts(text)
    )
    return Finding(evidence=evidence()[0].with_facts((one,)), facts=(one,))


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("并处3倍罚款是哪一条？", "并处1倍罚款，3年内不得申报", ("3倍",)),
        ("并处3倍罚款是哪一条？", "并处3倍罚款", ()),
        ("我家11层住宅要不要装？", "新建十二层以下的住宅应当安装", ()),
        ("规定11层住宅要装，对吗？", "新建十二层以下的住宅应当安装", ("11层",)),
        ("产品清单第二版收了几项技术？", "发布产品清单（第一版），总结35项技术", ("第二版",)),
        ("产品清单第一版收了几项技术？", "发布产品清单（第一版），总结35项技术", ()),
    ],
)
def test_what_is_taken_for_granted_must_stand_there(question: str, text: str, found: tuple[str, ...]):
    assert lacking(read(question), [finding(text)]) == found


def test_a_figure_of_another_case_does_not_answer():
    both = finding("对加装电梯项目每平方米补助500元；对房屋改造项目按费用的20%给予补助，最高8万元")
    other, own = (read(f"{what}每平方米补贴多少元？") for what in ("房屋改造", "加装电梯"))

    assert any(gives_for_another(both, other.terms, give) for give in asked(other))
    assert not any(gives_for_another(both, own.terms, give) for give in asked(own))
