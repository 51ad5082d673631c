"""What a question tells before it comes to the point: who asks, why, and on what occasion."""

from __future__ import annotations

import re

from rag.domain import Language
from rag.question.wording import asks

# 我们市正准备起草方案，: a clause with the mark that ends it
_CLAUSES = re.compile(r"[^，。：；,:;\n]+[，。：；,:;\n]*")
# 我们市正准备…, 领导让…, 本单位: tells of who asks; not 渣土车没按规定的路线跑
_OF_THE_ASKER = re.compile(r"[我咱俺]|本(?:人|市|县|区|局|单位|部门)|领导[让要叫说]")
_GOING = r"(?:去|到|来|赴).{0,10}"
_ERRAND = rf"(?:(?:要|得|会|准备)(?:{_GOING})?|{_GOING})(?:调研|考察|出差|学习|开会|汇报|检查|培训)"
_WRITING = r"(?:写|赶|做|准备|起草|汇报)[^，。；]{0,8}(?:材料|汇报|报告|总结|稿子|PPT)"
_WHEN = r"(?:[今明后]天|[这下上]个?[周月]|近期|最近|马上)"
# 下周去雄安调研，, 我是市教育局的，, 我们正在写汇报材料，, 刚接手这块，; not 我在青岛做一个楼，
_OCCASION = re.compile(
    rf"^{_WHEN}?(?:[我咱俺]们?|领导)?(?:这边|单位|领导)?{_WHEN}?"
    rf"(?:{_ERRAND}|是[^，。；]{{1,14}}(?:的|员|人)|(?:要|得|在|正在|准备){_WRITING})[，。；：\s]*$"
    r"|^[我咱俺]?们?刚(?:接手|入职|上任|调[来到]|到任)"
)
# 麻烦把材料理一份, 帮我查: asks without a word that asks
_REQUEST = re.compile(r"麻烦|劳驾|烦请|请|帮[我忙]|给我|替我")
_LONG = 16
"""Characters from which what stands before the first clause that asks is a preamble."""


def preamble(text: str, language: Language) -> int:
    """Where a question comes to the point: what tells before it why one asks has no words to look for."""
    at = 0
    for clause in _CLAUSES.finditer(text):
        if asks(clause.group(), "question", language) or _REQUEST.search(clause.group()):
            return at if at >= _LONG and _OF_THE_ASKER.search(text, 0, at) else occasion(text)
        at = clause.end()
    return 0


def occasion(text: str) -> int:
    """Where the clauses end that only tell who asks and on what occasion; 0 where nothing follows them."""
    at = 0
    for clause in _CLAUSES.finditer(text):
        if not _OCCASION.search(clause.group()):
            break
        at = clause.end()
    return at if at < len(text) else 0


def is_of_the_asker(text: str, start: int) -> bool:
    """Whether `text` speaks from `start` on of who asks: 我们局, 本市."""
    return _OF_THE_ASKER.search(text, start) is not None
