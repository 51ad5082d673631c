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
        ("我们的楼约6万平，是不是必须用？", "要求新建5万平方米以上的房屋建筑项目应当采用", ()),
        ("手上一条概算6亿元的路。按要求要选用吗？", "概算投资大于5亿元的市政项目，按要求选用", ()),
        ("6万平方米以上的项目都要采用？", "要求新建5万平方米以上的项目应当采用", ("6万平方米以上",)),
        ("要求6万平方米以上的项目采用，范围是什么？", "要求新建5万平方米以上的项目应当采用", ("6万平方米以上",)),
        ("房地联动价9万的楼盘想拿奖励，行不行？", "要求房地联动价8—10万元的项目必须采用", ()),
        ("房地联动价7万的楼盘想拿奖励，行不行？", "要求房地联动价8—10万元的项目必须采用", ("7万",)),
        ("他们一次给6亿元支持什么？", "给予最高5亿元的支持", ("6亿元",)),
        ("给的是投资的30%还是20%？", "给予不超过项目投资30%的支持", ()),
        ("Does it pay 30 % or 20 % of the investment?", "给予不超过项目投资30%的支持", ()),
        ("给投资的20%或更多吗？", "给予不超过项目投资30%的支持", ("20%",)),
        ("既然市长任组长，成员有哪些？", "成立由分管副市长任组长的领导小组", ("市长",)),
        ("既然市长任组长，成员有哪些？", "成立由市长任组长的领导小组", ()),
        ("市长任组长吗？", "成立由分管副市长任组长的领导小组", ()),
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
