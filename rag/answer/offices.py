"""Offices that a person holds: who holds one (组长是谁), by name (局长叫什么名字), and at whose seat it is (设在哪)."""

from __future__ import annotations

import re

from rag.answer.selection import Gives
from rag.question.query import Query
from rag.retrieve.evidence import stands_by_itself

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
"""The hundred and some commonest."""
# 组长, 副召集人, 秘书长: an office that one person holds; not 增长, 牵头人
_OFFICE = (
    r"副?(?:(?:组|局|市|县|区|省|厅|处|司|科|部|院|会|所|站|镇|乡|州|秘书|指挥|委员|理事|董事)长"
    r"|主任|召集人|联系人|负责人|总指挥|书记|专员|主席)"
)
_ENGLISH_OFFICES = {
    **dict.fromkeys(("deputy mayor", "vice mayor"), "副市长"),
    **dict.fromkeys(("mayor",), "市长"),
    **dict.fromkeys(("deputy group leader", "deputy head of the group"), "副组长"),
    **dict.fromkeys(("group leader", "leader of the group", "head of the group", "chair", "chairperson"), "组长"),
    **dict.fromkeys(("director", "office director"), "主任"),
    **dict.fromkeys(("bureau chief", "bureau head", "head of the bureau", "director-general"), "局长"),
    **dict.fromkeys(("governor",), "省长"),
    **dict.fromkeys(("minister",), "部长"),
    **dict.fromkeys(("party secretary", "secretary"), "书记"),
    **dict.fromkeys(("convener", "convenor"), "召集人"),
    **dict.fromkeys(("contact person", "contact"), "联系人"),
}
"""Offices by their English names, as the notices print them."""
# who is the current director, who serves as group leader; not who is responsible
_ENGLISH_WHO = re.compile(
    r"\bwho(?:'s| is| was| are| serves as| acts as| becomes)\s+(?:the\s+|its\s+)?(?:current\s+|present\s+|new\s+)?"
    rf"(?P<office>{'|'.join(sorted(_ENGLISH_OFFICES, key=len, reverse=True))})\b",
    re.I,
)
# 组长是谁, 谁是组长, 局长叫什么, 主任由哪位担任, 组长由什么人担任: who holds an office; not 牵头的是谁
_WHO = re.compile(
    rf"(?P<of>{_OFFICE})(?:是|为|由|叫|姓)(?:谁|哪位|哪个|什么|啥)|(?:谁|哪位)(?:是|任|当|担任|出任|兼任?)(?P<by>{_OFFICE})"
)
# 局长叫什么名字, 组长姓什么, 联系人姓名: a person's own name is asked for, and no office answers
_BY_NAME = re.compile(
    rf"{_OFFICE}[^，。？]{{0,4}}(?:叫(?:什么|啥)|姓(?:什么|啥|甚|名)|名字|尊姓)"
    r"|\bname of (?:the|that|this|its) (?:person|mayor|director|head|leader|chair\w*|governor|contact)\b"
    r"|\bname\b.{0,20}\bof that person\b|\bwho\b[^.?]{0,80}\bby name\b",
    re.I,
)
# 组长：王晓明, 联系人：周岚, 市长 李四: an office with the name of who holds it; not 组长：市政府主要领导
_NAMED = re.compile(
    rf"(?:{_OFFICE}|联\s*系\s*人)\s*[:： 　]\s*"
    rf"[{_SURNAMES}]"
    r"[\u4e00-\u9fff]{1,2}(?![\u4e00-\u9fff])"
)
# 办公室设在哪, 挂在哪个局, where is the office: at whose seat
_WHERE = re.compile(
    r"(?:设|挂|放|落)在?(?:哪|什么地方)|\b(?:where is|hosts?|houses?|housed)\b.{0,30}\boffice\b"
    r"|\boffice\b.{0,30}\b(?:hosted|housed|located|based)\b",
    re.I,
)
_SEATED = re.compile(r"办公室(?:设在|设于|挂靠|挂在|设立?在)")


def of_an_office(query: Query) -> list[Gives]:
    """What a clause gives that says who holds the office asked for, or where it is; none where none is asked for."""
    kinds: list[Gives] = []
    office = _office(query)
    if _BY_NAME.search(query.text):
        kinds.append(lambda fact: _NAMED.search(fact.text) is not None)
    elif office:
        kinds.append(lambda fact: office in fact.text and stands_by_itself(office, fact.text))
    if _WHERE.search(query.text):
        kinds.append(lambda fact: _SEATED.search(fact.text) is not None)
    return kinds


def asks_who(query: Query) -> bool:
    """Whether it asks who holds an office: 副组长是谁, 局长叫什么名字; not who leads a task."""
    return bool(_office(query)) or _BY_NAME.search(query.text) is not None


def _office(query: Query) -> str:
    """The office whose holder is asked for; ``""`` where none is."""
    found = _WHO.search(query.text)
    if found is not None:
        return found["of"] or found["by"]
    english = _ENGLISH_WHO.search(query.text)
    return "" if english is None else _ENGLISH_OFFICES[english["office"].lower()]
