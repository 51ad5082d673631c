"""Whether a task must be done or may be chosen."""

from __future__ import annotations

import pytest
from answer_sample import select_over

CALL = """建城〔2024〕11号

住房城乡建设部关于开展绿道建设试点的通知

各省住房城乡建设厅：

2024年5月2日

一、试点任务

试点城市重点开展以下工作，其中第（一）项为必选任务，第（二）、（三）项可自主选择。

（一）完善绿道规划。编制绿道专项规划。

（二）设立养护资金。每年安排绿道养护资金。

（三）建设监测平台。建立绿道监测平台。

二、申报要求

申报城市必须具备绿道建设基础。
"""


def paths(question: str) -> set[tuple[str, ...]]:
    return {one.evidence.item.path for one in select_over(question, CALL).findings}


@pytest.mark.parametrize(
    "question", ["第一部分（二）是必选还是自选？", "每年安排绿道养护资金，这是必须的还是能挑着做的？"]
)
def test_the_sentence_above_that_gives_the_choice_is_told_with_the_task(question: str):
    assert paths(question) == {("一",), ("一", "（二）")}


@pytest.mark.parametrize("question", ["第一部分（二）说什么？", "绿道养护资金必须每年安排吗？"])
def test_it_is_not_told_where_no_choice_is_asked_for(question: str):
    assert paths(question) == {("一", "（二）")}
