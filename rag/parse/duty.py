"""Who is responsible for what, as an item or a table row prints it: 责任单位, 牵头, 配合, 完成时间."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rag.domain import Item

_Part = Literal["lead", "partner", "named", "bears", "due"]
"""What names are printed as: led by, joined by, listed under 责任单位, said to 负责; or a time."""

# 责任单位：, 牵头部门：, 完成时限：: what the names after it are; not 单位：万元
_LABEL = re.compile(
    r"\s*(?:(?P<lead>(?:牵头|主办|主责|主管)(?:责任)?(?:单位|部门))"
    r"|(?P<partner>(?:配合|协助|参与|协办|参加)(?:责任)?(?:单位|部门))"
    r"|(?P<named>(?:责任|负责|实施|落实|承办)(?:单位|部门|主体))"
    r"|(?P<due>完成时[间限]|完成期限|时限要求|时间节点|完成日期))\s*(?:[（(][^）)]*[）)])?\s*[:：]"
)
# 适用范围：福建自贸试验区, 资金来源：…: what follows is no department's
_OTHER_LABEL = re.compile(r"\s*[\u4e00-\u9fff]{2,8}\s*[:：]")
# 市财政局牵头, 各区按职责分工负责, 有关部门配合: what the names before it do; not 由分管领导负责的项目
_DOES = re.compile(
    r"(?:按照?(?:各自)?职责(?:分工)?|分工|分别|共同|具体|联合)*"
    r"(?:(?P<lead>牵头(?:负责|落实|实施)?|主办|主抓)|(?P<partner>配合|协同|协助|协办|参与|参加)(?:落实|实施)?"
    r"|(?P<bears>负责(?:落实|实施|推进)?|落实|实施))[。\s]*$"
)
# 会同有关部门: joins the names before it with those after it
_TOGETHER = re.compile(r"会同|商(?=有关|相关)")
# （…）, brackets within it included
_BRACKETED = re.compile(r"[（(](?P<said>(?:[^（）()]|[（(][^（）()]*[）)])*)[）)]")
# 责任单位：… that opens a line or a sentence outside brackets, up to the line's end
_OPEN = re.compile(r"(?:^|(?<=[\n。]))\s*(?P<said>(?:责任|牵头|负责|主办)(?:单位|部门|主体)[:：][^\n]+)")
# 住建局, 管委会, 供电公司, 各区县: what a name ends with
_OFFICE = re.compile(r"(?:[局委办厅部处署院会室府司行团社中心队所区县市省州]|部门|单位|集团|学校|高校|企业)$")
# 建设局（列第一位的为牵头单位，下同）: a note is no name; 各县（市、区）政府 keeps its brackets
_NOTE = re.compile(r"[（(][^）)]*(?:下同|列第一|牵头单位|为牵头)[^）)]*[）)]?|列第一.*$")
# 等有关部门和单位, 等: others that are not named
_OTHERS = re.compile(r"等(?:有关|相关)?(?:部门|单位|机构)?(?:和单位)?$")
# what parts two names or two clauses, but not inside brackets; 和 only after an office, since it stands in 发展和改革委
_BETWEEN = re.compile(r"(?:[、，,；;\s/]+|(?<=[局委办厅府会])和)(?![^（(]*[）)])")
_CLAUSE = re.compile(r"[，,；;。]+(?![^（(]*[）)])")
# 列第一位者为牵头单位: of names that are responsible alike the first leads
_FIRST_LEADS = re.compile(r"[列排]在?第一位?(?:者|的)?(?:单位|部门)?为牵头")
_LONGEST = 40
"""Characters of the name of a department at most."""

_LEAD_COLUMN = re.compile(r"牵头|主办|主责")
_PARTNER_COLUMN = re.compile(r"(?:配合|协助|参与|协办|参加)(?:单位|部门)")
_NAMED_COLUMN = re.compile(r"(?:责任|负责|实施|落实|承办|主管)(?:单位|部门|主体)")
# 完成时限, 时限要求, 整改时限: by when a task is done; not 响应时限, 办理时限, which say how long it takes
_DUE_COLUMN = re.compile(
    r"完成时间|时间节点|完成期限|(?<![\u4e00-\u9fff])时限|(?:完成|工作|任务|整改|落实|推进)时限|时间要求|完成日期"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who leads, who joins, and by when."""

    lead: str = ""
    """Of several that lead all, with 、 between them."""
    partners: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDuty:
    """A duty in an item's text, and where the words that print it end."""

    duty: Duty
    end: int


def first_leads(text: str) -> bool:
    """Whether a notice says that of the departments it lists the first leads."""
    return _FIRST_LEADS.search(text) is not None


def row_duty(item: Item) -> Duty:
    """责任单位 and 完成时间 of a table row; 配合单位 may have a column of its own."""
    parts: list[tuple[_Part, tuple[str, ...]]] = []
    for cell in item.cells:
        if _DUE_COLUMN.search(cell.column):
            parts.append(("due", (cell.text,)))
        elif _PARTNER_COLUMN.search(cell.column):
            parts.append(("partner", _names(cell.text)))
        elif _LEAD_COLUMN.search(cell.column):
            parts.append(("lead", _names(cell.text)))
        elif _NAMED_COLUMN.search(cell.column):
            parts.extend(_parts(f"责任单位：{_NOTE.sub('', cell.text)}"))
    return _duty(parts, alike=False)


def printed_duties(text: str, *, alike: bool) -> tuple[PrintedDuty, ...]:
    """The duties that an item prints in brackets or as 责任单位：… at a line's end, in order.

    Args:
        text: Of the item.
        alike: Whether departments that are said to 负责 all lead; else the first one does.
    """
    found: list[PrintedDuty] = []
    for pattern in (_BRACKETED, _OPEN):
        for match in pattern.finditer(text):
            said = _NOTE.sub("", match["said"])
            duty = _duty(_parts(said), alike=alike) if _tells(said) else Duty()
            if duty.lead or duty.partners:
                found.append(PrintedDuty(duty=duty, end=match.end()))
        if found:
            break
    return tuple(found)


def _tells(said: str) -> bool:
    """Whether the words in brackets say who does what: a clause opens with a label, or closes with what offices do."""
    clauses = _CLAUSE.split(said)
    if any(map(_LABEL.match, clauses)):
        return True
    if not any(map(_DOES.search, clauses)):
        return False
    names = [name for _, some in _parts(said) for name in some]
    return bool(names) and all(len(name) <= _LONGEST and _OFFICE.search(name) for name in names)


def _parts(said: str) -> Iterator[tuple[_Part, tuple[str, ...]]]:
    """Names by what they are printed as; those that no word follows take the role of the next that one does."""
    label: _Part | None = None
    waiting: list[str] = []
    for clause in _CLAUSE.split(said.replace("\n", "")):
        told = _LABEL.match(clause)
        if told is None and _OTHER_LABEL.match(clause):
            label, waiting = None, []
            continue
        if told is not None:
            label = _part_of(told)
            clause = clause[told.end() :]
        if label == "due":
            yield label, (clause.strip(),)
            continue
        does = _DOES.search(clause)
        own, *joining = _TOGETHER.split(clause[: does.start()] if does else clause)
        if does is not None:
            yield _part_of(does), (*waiting, *_names(own))
            waiting = []
        elif label is not None:
            yield label, _names(own)
        else:
            waiting.extend(_names(own))
        for others in joining:
            yield "partner", _names(others)


def _part_of(match: re.Match[str]) -> _Part:
    names: tuple[_Part, ...] = ("lead", "partner", "named", "bears", "due")
    groups = match.groupdict()
    return next(name for name in names if groups.get(name))


def _duty(parts: Iterable[tuple[_Part, tuple[str, ...]]], *, alike: bool) -> Duty:
    """Of those who are said to lead all do, else of those who 负责 where `alike`; else the first of all leads."""
    printed = list(parts)
    due = next((names[0] for part, names in printed if part == "due"), "")
    everyone = [(part, name) for part, names in printed if part != "due" for name in names]
    leads = [name for part, name in everyone if part == "lead"]
    if not leads and alike and all(part != "named" for part, _ in everyone):
        leads = [name for part, name in everyone if part == "bears"]
    leads = leads or [name for part, name in everyone if part != "partner"][:1]
    partners = dict.fromkeys(name for _, name in everyone if name not in leads)
    return Duty(lead="、".join(dict.fromkeys(leads)), partners=tuple(partners), due=due)


def _names(text: str) -> tuple[str, ...]:
    parts = (part.strip().removeprefix("由").rstrip("。") for part in _BETWEEN.split(_NOTE.sub("", text)))
    names = (_OTHERS.sub("", part) or part for part in parts)
    return tuple(name for name in names if name)
