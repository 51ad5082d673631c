"""Head and tail of a notice: 文号, title, 发文机关, the days of issue and print, 主送, 抄送, 公开方式."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rag.domain import Repair
from rag.parse.history import History, read_history
from rag.parse.issuers import find_issuers, names_body, title_issuer
from rag.parse.paragraphs import heading_text, names_genre
from rag.parse.roles import (
    is_addressed,
    is_delivered,
    is_history,
    is_letterhead,
    read_date,
    read_order,
    read_symbol,
    role_of,
)
from rag.text import squeeze

# 住房和城乡建设部办公厅关于征集遴选试点城市的通知 / 国务院办公厅对第7240号建议的答复; not a title without either
_ABOUT = re.compile(r"(?P<issuer>.{0,60}?)(?:关于|转发|批转|(?<=.)对(?=.*答复)).{2,120}")
_TITLE_LINES = 5
"""Printed lines that a title takes at most."""
_LONGEST_TITLE = 140
"""Characters that it has at most."""
_LONGEST_LINE = 300
"""Characters of one line that may be a title; a longer one is a paragraph."""
# 公开方式：主动公开 / （此件公开发布） → what stands inside
_OPEN = re.compile(r"[（(]?\s*(?:此件|(?:信息)?公开(?:方式|属性|类别|选项|形式)\s*[:：]?)\s*(.*?)\s*[）)]?")
# 抄送：, 主送：
_COPIED = re.compile(r"(?:抄送|抄报|分送)\s*[:：]\s*")
_SENT = re.compile(r"主送\s*[:：]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What head and tail of a notice say of it; ``""`` and None where they say nothing."""

    symbol: str
    title: str
    issuer: str
    issuers: tuple[str, ...]
    issued: date | None
    printed: date | None
    addressees: str
    copies: str
    disclosure: str
    published: date | None
    """The day that 自公布之日起 counts from: the signature's, or that of the whole text's last publication."""
    history: History
    repairs: tuple[Repair, ...]


def read_imprint(margins: Sequence[str], *, title: str) -> Imprint:
    """The imprint of a notice.

    Args:
        margins: The lines of its head and tail, in printed order.
        title: What it is called where they print no title: the manifest's, else the file's name.
    """
    symbol = next(_symbols(margins), "")
    printed_title = _find_title(margins)
    named = printed_title or title or symbol
    issuers = find_issuers(margins, named)
    named = heading_text(named)
    signed, history = _signed_on(margins), read_history(margins)
    printed = _day(line for line in margins if role_of(line) == "printed")
    return Imprint(
        symbol=symbol,
        title=named,
        issuer=_issuer(title_issuer(named), issuers),
        issuers=issuers,
        issued=signed or history.amended or _day(line for line in margins if is_delivered(line)),
        printed=printed,
        addressees=_addressees(margins),
        copies=next(
            (heading_text(line[match.end() :]).rstrip("。") for line in margins if (match := _COPIED.match(line))), ""
        ),
        disclosure=_disclosure(margins),
        published=signed or history.made or history.amended,
        history=history,
        repairs=tuple(_repairs(margins, symbol, printed_title, named)),
    )


def _issuer(titled: str, issuers: tuple[str, ...]) -> str:
    """The issuer as the title prints it, in full where the title cuts it short; all that sign where it names none."""
    whole = len(issuers) == 1 and issuers[0].endswith(titled)
    return issuers[0] if whole else titled or "、".join(issuers)


def _symbols(margins: Sequence[str]) -> Iterator[str]:
    """Each 文号 that stands alone on its line, then the numbers of orders."""
    yield from (read_symbol(line) for line in margins if role_of(line) == "symbol" and read_symbol(line))
    for above, line in pairwise(("", *margins)):
        if order := read_order(line, above):
            yield order


def _day(lines: Iterable[str]) -> date | None:
    return next((day for line in lines if (day := read_date(line))), None)


def _signed_on(margins: Sequence[str]) -> date | None:
    """The day below the first signature rather than one that a portal prints over the title."""
    dated = [(above, line) for above, line in pairwise(("", *margins)) if role_of(line) == "date"]
    below = [line for above, line in dated if role_of(above) == "signature"]
    return _day((*below, *(line for _, line in dated)))


def _addressees(margins: Sequence[str]) -> str:
    for line in margins:
        if _SENT.match(line):
            return heading_text(_SENT.sub("", line)).rstrip("。：:")
        if is_addressed(line) and role_of(line) is None:
            return heading_text(line).rstrip("：:")
    return ""


def _disclosure(margins: Sequence[str]) -> str:
    line = next((line for line in margins if role_of(line) == "disclosure"), "")
    match = _OPEN.fullmatch(line)
    return "" if match is None else match[1]


def _find_title(margins: Sequence[str]) -> str:
    """The title among the lines outside the numbered body, or ``""``; it may run over several of them."""
    lines = [_title_part(margins, at) for at in range(len(margins))]
    for first in range(len(lines)):
        for end in range(first + 1, min(first + _TITLE_LINES, len(lines)) + 1):
            title = "".join(lines[first:end])
            if not all(lines[first:end]) or len(title) > _LONGEST_TITLE:
                break
            if end - first > 1 and title_issuer(lines[end - 1]) and names_genre(lines[end - 1]):
                break  # the line is a title of its own
            whole = end - first == 1 or names_body(title_issuer(title))
            if whole and _ABOUT.fullmatch(title) and names_genre(heading_text(title)):
                return title
    short = (line for line in lines if len(line) <= _LONGEST_LINE and "\t" not in line)
    return next((line for line in short if names_genre(heading_text(line))), "")


def _title_part(margins: Sequence[str], at: int) -> str:
    """The line where it may be a title or a part of one, else ``""``; a body's name begins one over 关于…."""
    line = margins[at]
    if is_history(line) or line[-1] in "。：:；，":
        return ""
    if role_of(line) is None:
        return line
    below = margins[at + 1] if at + 1 < len(margins) else ""
    begins = role_of(line) == "signature" and not is_letterhead(line) and below.startswith(("关于", "转发", "印发"))
    return line if begins else ""


def _repairs(margins: Sequence[str], symbol: str, printed_title: str, title: str) -> Iterator[Repair]:
    if not symbol:
        yield Repair(kind="no-symbol", detail=f"文中没有文号，以标题“{title}”为地址。")
    elif any(role_of(line) == "symbol" and read_symbol(line) and squeeze(line) != line for line in margins):
        yield Repair(kind="symbol-blanks", detail=f"文号中的空格去掉，读作“{symbol}”。")
    if not printed_title:
        yield Repair(kind="no-title", detail=f"文中没有标题行，标题记为“{title}”。")
