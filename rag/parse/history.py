"""The history that a regulation prints under its title: when its text was made, amended and brought into force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.parse.days import DAY
from rag.parse.roles import is_history, read_date
from rag.text import squeeze

_DAY = re.compile(DAY)
# what a body does to a text on a day; 施行 alone is no wording
_WORDED = re.compile(r"公布|发布|颁布|通过|批准|修正|修订|修改")
# 《关于修改部分法规的决定》第一次修正: a part of it; not 第三次会议修订, which is the whole text again
_IN_PART = re.compile(r"修正|修改|决定》|修正案")
# 通过 over 某省…批准的《…关于修改…的决定》修正: that body passed the decision, not the whole text
_APPROVED = re.compile(r"批准的《")
# 2004年7月1日施行 / 自2014年1月1日起施行 / 该修正自2021年4月15日施行
_FROM_DAY = re.compile(rf"(?P<day>{DAY})起?(?:正式)?(?:施行|实施|生效)")
# 国家统计局令第1号发布自发布之日施行 / 某委员会公告公布施行
_AT_ONCE = re.compile(r"(?:公布|发布|颁布)[，,]?(?:(?:并?自(?:公布|发布|颁布)之日)起?)?(?:施行|实施)")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The days that it prints; None where it prints none."""

    made: date | None = None
    """The last day on which the whole text was passed, published or made anew (修订)."""
    amended: date | None = None
    """The last day on which its wording changed: `made`, or that of a later amendment (修正)."""
    in_force: date | None = None
    """The last day that it says the wording comes into force on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    day: date
    text: str
    """What it says of that day."""


def read_history(lines: Sequence[str]) -> History:
    """The history among `lines`, the head and tail of a regulation."""
    events = [event for line in lines if is_history(line) for event in _events(squeeze(line))]
    worded = [event for event in events if _WORDED.search(event.text)]
    whole = [
        event
        for event, after in zip(worded, [*worded[1:], None], strict=False)
        if _IN_PART.search(event.text) is None and (after is None or _APPROVED.search(after.text) is None)
    ]
    return History(
        made=max((event.day for event in whole), default=None),
        amended=max((event.day for event in worded), default=None),
        in_force=max(_forces(events), default=None),
    )


def _events(line: str) -> Iterator[_Event]:
    """Each day in `line` with the words up to the next one."""
    days = list(_DAY.finditer(line))
    for match, after in zip(days, [*days[1:], None], strict=False):
        day = read_date(match[0])
        if day is not None:
            yield _Event(day=day, text=line[match.start() : after.start() if after else len(line)])


def _forces(events: Sequence[_Event]) -> Iterator[date]:
    for event in events:
        if _FROM_DAY.match(event.text) or _AT_ONCE.search(event.text):
            yield event.day
