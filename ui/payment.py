"""Which sum of money a passage gives to one recipient, told from totals, budgets and thresholds; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from rag.domain import Amount

# 共投入2000万元, 累计发放1750万元, 2000万元的补贴预算: what all recipients get together; not 公共建筑, 共同
_TOTAL = re.compile(r"(?<!公)共(?![同享建])|累计|合计|预算|总额|总投资|总规模")
# 投入2000万元, 造价1亿元: no payment, unless it is one on these: 按投入给予最高100万元补助
_BASIS = re.compile(r"投入|安排|投资|产值|造价|规模|收入")
_GIVES = re.compile(r"给予|奖励|奖补|资助|补助|补贴")
# 每平方米奖励60元: a price of something; not 每台补助15万元
_PRICE = re.compile(r"每(?:平方米|立方米|平米|㎡|公里|千瓦时|千瓦|米|亩|吨)")
# where a clause ends: not the 、 of 国家级、省级
_CLAUSE = re.compile(r"[，。；：,;:\n]")


def payment(amounts: Iterable[Amount], context: str) -> Decimal | None:
    """The largest of `amounts`, in 元, that one recipient gets or has to pay; None where there is none.

    A price of something (元/平方米, 每平方米60元) is none, and a threshold (100万元以上) only where it limits a fine.

    Args:
        amounts: As printed in `context`.
        context: The sentences that they stand in; an amount that it does not hold is taken as it is.
    """
    clauses = _CLAUSE.split(context)
    sums = [one.value for one in amounts if one.unit == "元" and _is_paid(one.text, clauses)]
    return max(sums, default=None)


def _is_paid(printed: str, clauses: list[str]) -> bool:
    clause = next((one for one in clauses if printed in one), "")
    if printed.endswith(("以上", "以下")):
        return "罚" in clause
    if _TOTAL.search(clause) or _PRICE.search(clause):
        return False
    return not _BASIS.search(clause) or bool(_GIVES.search(clause))
