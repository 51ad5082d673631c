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

_APPLY = r"(?:申报|申请|报名?|参[加评与]|享受|领取?|拿到?|获得|得到|入选)"
# 什么样的城市能申报, 谁可以报名, 哪类项目够条件, who is eligible; not 怎么申报, 能拿多少
_WHO_MAY = re.compile(
    rf"(?:谁|哪[些类种]|什么(?:样的?)?)[^，。；？?]{{0,8}}(?:才|都|也)?(?:能够?|可以?|有资格|有权)(?:够|来|去)?{_APPLY}(?!多少|几|哪|什么)"
    r"|(?:谁|哪[些类种]|什么(?:样的?)?)[^，。；？?]{0,8}(?:有资格|够条件|够格|符合条件)"
    r"|\b(?:who|which|what)\b[^.?]{0,40}\b(?:(?:can|may) (?:apply|take part|participate|join|be nominated)"
    r"|(?:is|are) eligible|qualif(?:y|ies))",
    re.I,
)
# 均可申报, 应当符合下列条件, 申报主体为: says who may
_QUALIFIES = re.compile(
    rf"(?:均可|可以?|方可|有权)(?:自愿|自主)?{_APPLY}|(?:申[报请]|参评|推荐|补[贴助]|奖[励补]|适用)(?:主体|对象|范围|条件|资格)"
    r"|(?:符合|具备|满足)[^，。；]{0,12}(?:条件|要求|资质|情形)|以上的(?:企业|项目|单位|建筑)|注册的"
)


def qualifications_asked(query: Query) -> tuple[Gives, ...]:
    """What a clause does that answers who may apply for something; ``()`` where no such thing is asked."""
    return (_qualifies,) if _WHO_MAY.search(query.text) else ()


def _qualifies(fact: Fact) -> bool:
    return _QUALIFIES.search(fact.text) is not None


def rulings_asked(query: Query) -> tuple[Gives, ...]:
    """What a clause does that answers whether something may be done; ``()`` where no such thing is asked.

    It goes before others that have as many words; one that rules on nothing may still answer.
    """
    return (_rules,) if _MAY.search(query.text) else ()


def _rules(fact: Fact) -> bool:
    return _RULES.search(fact.text) is not None
