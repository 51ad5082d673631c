"""Details that a question asks for by name, and the clauses that print one."""

from __future__ import annotations

import pytest
from answer_sample import fact, read

from rag.answer.details import details_asked


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("平台的网址是什么？", "申报网址：https://sb.example.cn", "建立一体化平台"),
        ("What is the website of the platform?", "网址：www.example.cn", "建立一体化平台"),
        ("材料发到哪个邮箱？", "电子版发送至 jzjc@example.cn", "纸质材料报送我厅"),
        ("办公地址在哪？", "地址：滨河路12号", "由市住建局受理"),
        ("充电桩怎么收费？", "充电服务费每千瓦时不超过0.6元", "由一家企业统一建设"),
        ("申请补贴要交哪些材料？", "应当提交申请表和身份证明", "按每户1.5万元给予补助"),
        ("What documents must be submitted for the subsidy?", "提交申报书一式三份", "最高补助50万元"),
        ("平台是哪家公司开发的？", "由某某科技有限公司开发", "开发上线监管平台"),
        ("Which company developed the platform?", "由某某集团承建", "开发上线监管平台"),
        ("用的是什么品牌？", "采用“安心”牌电梯", "加装电梯300台"),
        ("评价分成几个等级？", "评价结果分为优、良、合格三个等级", "对项目开展评价"),
        ("欠薪了投诉找谁？", "可以拨打12345投诉", "应当按月足额支付工资"),
        ("这件事归哪个处室管？", "由市住建局负责", "对屋面进行保温改造"),
        ("What pass rate did the samples reach?", "合格率98%", "抽检300批次"),
        ("窗口几点开？", "上午9:00开始受理", "窗口统一受理"),
    ],
)
def test_a_clause_prints_the_detail_that_is_asked_for(question: str, answer: str, other: str) -> None:
    (gives,) = details_asked(read(question))

    assert gives(fact(answer))
    assert not gives(fact(other))


@pytest.mark.parametrize(
    "question",
    [
        "哪些城市给补贴？",
        "哪家公司可以申报？",
        "墙体用什么材料砌？",
        "平台有什么用？",
        "how do they address the problem?",
        "Which company can apply?",
    ],
)
def test_a_question_without_such_a_detail_asks_for_none(question: str) -> None:
    assert details_asked(read(question)) == ()
