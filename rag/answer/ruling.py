"""Whether one may or must do something (能不能, 行不行), and the clauses that rule on it: 有权, 不得, 应当."""

from __future__ import annotations

import re

from rag.answer.selection import Gives
from rag.domain import Fact
from rag.question.query import Query

# 能不能, 够不够格, 行不行, 可不可以, 可以先搬吗, 准许吗, 合法吗, may we; not 能不能告诉我, 能补多少吗
_MAY = re.compile(
    r"(?:能不能|可不可以|可否|能否|该不该|准不准|让不让|允不允许|许不许|用不用|必不必须|算不算违[法规])"
    r"(?!告诉|说|讲|介绍|列|查|提供|帮|给[我出一])"
    r"|够格|够不够格|[有没]没?有资格|符不符合|[行成]不[行成]|(?<!还)[行成]吗|(?:可以|能够?|有权|准许?|允许|必须|应该?|得)[^，。；？?多少几什哪]{1,12}[吗么嘛]|合不?合?法吗|违[法规]吗"
    r"|\b(?:may|can|must|should|shall) (?:we|I|he|she|they|it|one|an?|the)\b",
    re.I,
)
# 有权拒绝, 不得上岗, 应当先补偿, 可以选择, 均可申报; not 不断应当, 人均可支配收入
_RULES = re.compile(
    r"有权|不得|禁止|严禁|不[准许能]|可以|应当|必须|须经?|允许|不予|方可|无[需须]|均可(?!支配)|可(?:自愿|自主)?(?:申报|申请)"
)


def rulings_asked(query: Query) -> tuple[Gives, ...]:
    """What a clause does that answers whether something may be done; ``()`` where no such thing is asked.

    It goes before others that have as many words; one that rules on nothing may still answer.
    """
    return (_rules,) if _MAY.search(query.text) else ()


def _rules(fact: Fact) -> bool:
    return _RULES.search(fact.text) is not None
