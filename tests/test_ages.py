"""How old a thing must be, which city keeps a limit, and in what a time is reckoned."""

from __future__ import annotations

import pytest
from answer_sample import select_over

ELEVATORS = """南川市老旧住宅电梯更新补助办法

南建发〔2023〕12号

第一条 为推进老旧电梯更新，制定本办法。

第二条 本办法所称老旧电梯，是指投入使用15年以上、用于住宅的乘客电梯。

第三条 老旧电梯更新每台补助15万元。

第四条 补助资金由业主代表向区住房城乡建设局申请，区住房城乡建设局应当自受理之日起5个工作日内完成审查。

第五条 弄虚作假骗取补助的，追回补助资金，三年内不得再次申报。

南川市住房和城乡建设局

2023年5月6日
"""


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("使用多少年可以申请补助？", "第二条"),
        ("用了20年的电梯可以申请补助吗？", "第二条"),
        ("骗取补助的几年内不得再次申报？", "第五条"),
    ],
)
def test_an_age_is_no_time_for_which_one_is_barred(question: str, path: str):
    assert [one.evidence.item.path[0] for one in select_over(question, ELEVATORS).findings] == [path]


def test_which_city_gives_more_than_a_sum_leaves_out_the_sum_itself():
    assert not select_over("哪个市每台补助超过15万元？", ELEVATORS).findings
    assert select_over("哪个市每台补助超过10万元？", ELEVATORS).findings


def test_in_what_a_time_is_reckoned_is_no_subject():
    (one,) = select_over("有哪些时限以工作日计算", ELEVATORS).findings

    assert one.evidence.item.path == ("第四条",)
