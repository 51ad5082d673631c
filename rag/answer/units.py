"""Units that a question asks for, and whether a clause gives a figure in one: 几层, 多少天, 多高, how many storeys."""

from __future__ import annotations

import re

from rag.answer.selection import Gives
from rag.domain import Fact

# 30日, 十五日, 2日内: so many days; not 9月20日, 次日
_DAYS = re.compile(r"(?<![月\d一二三四五六七八九十])(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s*日(?![期常用])")
# 多少公里, 几平方米, 几层: the unit that is asked for
_UNIT = re.compile(
    r"(?:多少|几)(?:万|亿)?(?:个(?=人|小时|月|工作日))?"
    r"(公里|千米|米|厘米|平方米|平方公里|立方米|公顷|亩|吨|公斤|千瓦时|千瓦|人次|人|名|位|户|台|辆|层|栋|幢|周?岁|页"
    r"|天|日|年|月|工作日|小时|分钟|分)(?!之)"
)
# how many storeys, how many days: the same, as notices print it
_ENGLISH_UNIT = re.compile(
    r"\bhow many (?:\w+ )?(?:(?P<层>stor(?:ey|ie)s?|floors?)|(?P<天>days)|(?P<年>years)|(?P<月>months)|(?P<小时>hours)"
    r"|(?P<人>people|persons|workers|staff|residents)|(?P<户>households|families)"
    r"|(?P<公里>kilomet\w+)|(?P<平方米>square met\w+))\b",
    re.I,
)
# 砌多高, 有多远, how high, how large a flat: what is measured; not 多长时间, how long does it take
_DIMENSION = re.compile(
    r"多(?P<length>[高宽深远厚])(?!的?(?:比例|等级|标准))|(?:面积|户型|房子?)[^，。；？]{0,4}(?P<area>多大)"
    r"|\bhow (?:(?P<high>high|tall|wide|thick)|(?P<large>(?:large|big) an? (?:flat|house|home|area|apartment)))\b",
    re.I,
)
# what score, how many points: a mark; not score higher
_SCORE = re.compile(
    r"\b(?:(?:what|which|minimum|passing|how high a) (?:\w+ )?(?:score|mark)|how many (?:points|marks))\b", re.I
)
# 规模要求是多少, 多大的项目, 项目规模各多大, project size, how large a project: an area or a sum invested
_SCALE = re.compile(
    r"(?:项目|工程|房建|建筑|投资|面积)[^，。；？]{0,6}规模[^，。；？]{0,8}(?:多少|多大)"
    r"|多大(?:的|规模)[^，。；？]{0,2}(?:项目|工程|规模)|面积[^，。；？]{0,8}(?:是|各|为|要)?多少(?!钱)"
    r"|\bproject sizes?\b|\bsize of (?:the |a )?projects?\b"
    r"|\bhow (?:large|big) (?:a |an |the |must |should |does )?(?:\w+ )?projects?\b",
    re.I,
)
_INVESTED = re.compile(r"投资|造价|合同[额价]|规模")
_ALIKE = (
    frozenset({"人", "名", "位", "人次"}),
    frozenset({"天", "日", "工作日", "个工作日"}),
    frozenset({"月", "个月"}),
    frozenset({"小时", "个小时"}),
    frozenset({"公里", "千米"}),
    frozenset({"岁", "周岁"}),
)
_BY_NUMERAL = frozenset({"层", "米", "厘米", "岁", "周岁", "户", "栋", "幢", "页", "位"})
"""Units that are found right after a numeral too, which is no amount by itself: 三层, 60周岁."""
_LENGTHS = ("米", "厘米", "毫米", "公里")
_AREAS = ("平方米", "㎡", "亩", "公顷")
# 多少户同意, 几个业主签字: how many of all must agree, which a share says: 三分之二以上, 过半数
_AGREEING = re.compile(
    r"(?:多少|几)个?(?:户|人|业主|家|村民)[^，。；？]{0,6}(?:同意|签字|点头|赞成|通过|支持)"
    r"|\bhow many (?:\w+ )?(?:owners|households|residents|people|neighbou?rs)\b[^.?]{0,20}"
    r"\b(?:agree|consent|sign|approve|vote)\w*",
    re.I,
)
_PART_OF_ALL = re.compile(r"分之|过半|半数|全体|全部|一致|[%％]")


def of_units(text: str) -> list[Gives]:
    """What a clause that answers the question `text` gives: a figure with the unit, or of the dimension, it asks for.

    Of those who must agree a share of all answers too; none where it asks for no unit.
    """
    if _AGREEING.search(text):
        return [lambda fact: _PART_OF_ALL.search(fact.text) is not None or any(has_unit(fact, one) for one in "人户")]
    unit, english = _UNIT.search(text), _ENGLISH_UNIT.search(text)
    if unit is not None or english is not None:
        name = unit[1] if unit is not None else str(english and english.lastgroup)
        return [lambda fact: has_unit(fact, name)]
    if _SCORE.search(text):
        return [lambda fact: has_unit(fact, "分")]
    if asks_scale(text):
        return [_gives_scale]
    dimension = _DIMENSION.search(text)
    if dimension is None:
        return []
    units = _AREAS if dimension["area"] or dimension["large"] else _LENGTHS
    return [lambda fact: any(has_unit(fact, one) for one in units)]


def asks_scale(text: str) -> bool:
    """Whether the question `text` asks how large a project is or must be."""
    return _SCALE.search(text) is not None


def _gives_scale(fact: Fact) -> bool:
    """Whether `fact` gives an area, or a sum invested: 2万平方米以上, 总投资额超过1亿元."""
    invested = _INVESTED.search(fact.text) is not None and any(one.unit.startswith("元") for one in fact.amounts)
    return invested or any(has_unit(fact, one) for one in _AREAS)


def gives_days(fact: Fact) -> bool:
    """Whether so many days stand in `fact`: 十五日."""
    return _DAYS.search(fact.text) is not None


def has_unit(fact: Fact, unit: str) -> bool:
    """Whether a figure with `unit`, or with one that counts the same, stands in `fact`."""
    alike = next((units for units in _ALIKE if unit in units), frozenset({unit}))
    if "日" in alike and gives_days(fact):
        return True
    if any(amount.unit in alike or amount.unit.split("/")[0] in alike for amount in fact.amounts):
        return True
    return any(re.search(rf"[\d一二三四五六七八九十百千万两]\s*{one}(?!次)", fact.text) for one in alike & _BY_NUMERAL)
