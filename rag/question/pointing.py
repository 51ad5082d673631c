"""Follow-ups that point at a thing by where it stands: the item before the one asked about, the last of those told."""

from __future__ import annotations

import re

from rag.address import STEP
from rag.numerals import english_number, read_numeral, write_chinese

# 前面那一项, 上一条, 它的下一项, the next one: stands beside what was asked about; not 前一年, 上一批, 下条件
_NEIGHBOUR = re.compile(
    r"(?P<zh>前面?|上面?|后面?|下面?|接下来)的?(?:那?[一1]|那)(?:个任务|[项条点款个])|(?P<of>[前上后下])[一1]?[项条](?!件)"
    r"|\b(?P<en>previous|preceding|next|following) (?:one|item|task|row|article|point)\b"
    r"|\b(?:one|item|task|row|article) (?P<beside>before|after) (?:it|that)\b",
    re.I,
)
_BEFORE = frozenset("前上") | {"previous", "preceding", "before"}
# 最后一个, 第二个呢, the last one, the second one: one of several that were told; not 第三个月
_NTH = re.compile(
    r"(?P<last>最后[一1]?[个类种项条]|\bthe (?:very )?last (?:one|of them)\b)"
    r"|第(?P<zh>[一二两三四五六七八九])[个类种](?!月)"
    r"|\bthe (?P<en>first|second|third|fourth|fifth|sixth) (?:one|of them)\b",
    re.I,
)
# 部署启动、组织实施、总结评估三个阶段。: several things told in one sentence
_MEMBERS = re.compile(r"[^，。；：:\n、]{2,24}(?:、[^，。；：:\n、]{2,24})+")
# 和总结评估三个阶段, 等方面: what goes with the last of them and is no part of its name
_AROUND_LAST = re.compile(r"(?:[两二三四五六七八九十\d]+(?:个|类|种|项|条)|等).*$")
# 分为部署启动: what stands before the first
_BEFORE_FIRST = re.compile(r"^.*(?:分为|包括|[有是为])")
# - 一、部署启动阶段（2023年…）: several things told in lines of their own
_LINE = re.compile(r"^\s*[-•*]\s+(?P<words>[^，。；：:（(\n]{2,40})", re.M)


# 那两项, 上面三条, those two items: several that were told; not 哪两项, 这三条路
_THOSE = re.compile(
    r"(?:[那这]|(?:上面|前面|上述|刚才|以上)(?:说|提|讲)?(?:到|过)?的?[那这]?)(?P<zh>[两二三四五六七八九]|\d)(?:个任务|[项条点款](?![路线街件]))"
    r"|\b(?:those|these|the) (?P<en>two|three|four|five|six) (?:items|tasks|articles|rows|measures)\b",
    re.I,
)
# 第12项, 第十条, item 12: an item by its number as an answer names it
_NUMBERED = re.compile(r"第[一二三四五六七八九十百\d]+(?:项|条|号任务)|\bitem \d+\b", re.I)
# - 第12项（…）：…: one that an answer has in a line of its own
_NUMBERED_LINE = re.compile(rf"^\s*[-•*]\s+(?P<name>{_NUMBERED.pattern})", re.M | re.I)


def those_told(question: str, answer: str) -> str:
    """The items told in `answer` that `question` points back to by their count (那两项); ``""`` where it told others.

    After ``第12项和第13项。`` is ``那两项谁牵头`` on ``第12项和第13项``.
    """
    pointing = _THOSE.search(question)
    if pointing is None:
        return ""
    lines = [line["name"] for line in _NUMBERED_LINE.finditer(answer)]
    named = list(dict.fromkeys(lines if len(lines) > 1 else _NUMBERED.findall(answer)))
    count = read_numeral(pointing["zh"]) if pointing["zh"] else english_number(pointing["en"])
    return "和".join(named) if len(named) == count else ""


def beside_asked(question: str, before: str) -> str:
    """`before` with the item beside the one that it asks for, where `question` points there; else ``""``.

    ``第4项是什么`` before ``它前面那一项呢`` is ``第3项是什么``.
    """
    pointing = _NEIGHBOUR.search(question)
    steps = list(STEP.finditer(before)) if pointing is not None else []
    if pointing is None or not steps:
        return ""
    step = steps[-1]
    name = next(name for name in ("general", "paren", "number", "cn", "circle", "annex") if step[name] is not None)
    value = read_numeral(step[name])
    if value is None:
        return ""
    word = next(word for word in pointing.groups() if word).lower()
    beside = value - 1 if word in _BEFORE or word[0] in _BEFORE else value + 1
    numeral = str(beside) if step[name].isdigit() else write_chinese(beside)
    return before[: step.start(name)] + numeral + before[step.end(name) :] if beside > 0 else ""


def one_of_told(question: str, answer: str) -> str:
    """The one of several things told in `answer` that `question` picks by its number; ``""`` where it picks none.

    Of ``部署启动、组织实施、总结评估三个阶段`` is ``最后一个呢`` ``总结评估``.
    """
    picking = _NTH.search(question)
    if picking is None:
        return ""
    members = [line["words"].strip() for line in _LINE.finditer(answer)]
    if len(members) < 2:
        listed = max(_MEMBERS.findall(answer), key=lambda words: words.count("、"), default="")
        first, *others = listed.split("、")
        members = [_BEFORE_FIRST.sub("", first), *others[:-1], *(_AROUND_LAST.sub("", one) for one in others[-1:])]
    number = read_numeral(picking["zh"]) if picking["zh"] else english_number(picking["en"] or "")
    at = len(members) if picking["last"] else number or 0
    return members[at - 1] if 0 < at <= len(members) else ""
