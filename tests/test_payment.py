from decimal import Decimal

import pytest

from rag.numerals import find_amounts
from ui.payment import payment


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("对项目给予50万元资金补贴，2022年共对35个项目发放补贴1750万元，2023年安排了2000万元的补贴预算", 500_000),
        ("年度共投入2000万元支持15家企业", None),
        ("按研发投入的10%给予最高100万元补助", 1_000_000),
        ("总投资1亿元以上的项目，奖励30万元", 300_000),
        ("公共建筑项目每平方米奖励80元，单个项目最高500万元", 5_000_000),
        ("按每平方米200元标准给予补助", None),
        ("给予200元/平方米资金补贴", None),
        ("申报条件由投资额100万元以上降低为投资额50万元以上", None),
        ("处3万元以上10万元以下罚款", 100_000),
        ("国家级奖励100万元；省级奖励50万元", 1_000_000),
        ("组织35名学员完成培训", None),
    ],
)
def test_the_sum_that_one_recipient_gets_is_told_from_totals_prices_and_thresholds(text: str, paid: int | None) -> None:
    assert payment(find_amounts(text), text) == (None if paid is None else Decimal(paid))


def test_an_amount_that_stands_alone_is_taken_as_it_is() -> None:
    assert payment(find_amounts("最高500万元"), "") == Decimal(5_000_000)
