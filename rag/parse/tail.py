"""Where the numbered body of a notice ends: what it says of itself last, its contact line, signature and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.parse.markers import read_marker
from rag.parse.paragraphs import heading_text
from rag.parse.roles import role_of
from rag.parse.units import Unit

_ITSELF = (
    r"(?:本|以上|上述)[\u4e00-\u9fff]{0,6}?(?:通知|意见|方案|办法|规定|细则|措施|政策|规划|计划|决定|公告|通告|文件|标准"
    r"|指南|指引|导则|规则|规程|制度|纲要)(?:[（(][^）)]{1,10}[）)])?[，,]?"
)
# 本意见自2025年1月1日起施行 / 本方案由市住建局负责解释 / 本办法有效期5年 / 《某办法》同时废止 / 特此通知。 / 此复。;
# not 本方案确定的任务, 本市自2025年起实施, 此函所附材料
_OF_ITSELF = re.compile(
    rf"{_ITSELF}(?:[自从][^。；]{{2,60}}?(?:施行|实施|执行|生效|有效)|由[^。；]{{2,60}}?解释|有效期|试行期|执行期|的?解释权|未尽事[宜项])"
    r"|原?《[^》]{2,80}》[^。；]{0,60}(?:废止|停止执行)|特此(?:通知|公告|通告|通报|决定|报告|批复|函复|函告)|此[复函][。！]?$"
)
# 附则, 施行日期, 其他事项, 有效期: a heading under which a notice speaks of itself
_LAST_HEADING = re.compile(r"附\s*则|施行|(?:实施|执行)(?:时间|日期|期限)|有效期|期限|其[他它]|解释|废止")
# 五、联系方式
_CONTACT_HEADING = re.compile(r"联系|咨询|电话")


def closes(line: str, after: str | None) -> bool:
    """Whether `line` belongs to the end of a notice: its signature, its date, 抄送 and the like.

    Args:
        line: The line.
        after: The one below it; None at the end and over a table.
    """
    role = role_of(line)
    if role != "signature":
        return role is not None and role != "symbol"
    return after is not None and role_of(after) in ("signature", "date", "printed", "disclosure")


def speaks_of_itself(line: str) -> bool:
    """Whether a paragraph says from when the notice holds, who explains it, what it repeals: 本意见自…起施行."""
    return _OF_ITSELF.match(line) is not None


def ends_within(unit: Unit, line: str) -> bool:
    """Whether a contact line is what `unit` is about: under 五、联系方式, or right under any heading."""
    return role_of(line) == "contact" and (_is_heading(unit) or _CONTACT_HEADING.search(unit.heading) is not None)


def holds_last_words(unit: Unit) -> bool:
    """Whether what a notice says of itself belongs in `unit`: under 五、附则, or after 本办法由…解释."""
    first = unit.paragraphs[0].chars
    marker = read_marker(first)
    texts = [first[marker.length if marker else 0 :], *(text.chars for text in unit.paragraphs[1:])]
    named = _LAST_HEADING.search(unit.heading) is not None
    return named or _is_heading(unit) or any(map(speaks_of_itself, texts))


def _is_heading(unit: Unit) -> bool:
    """Whether nothing but its heading was read of `unit` so far."""
    bare = heading_text(unit.paragraphs[0].chars).rstrip("：:")
    return len(unit.paragraphs) == 1 and unit.heading != "" and bare.endswith(unit.heading)


def mark_tails(units: Sequence[Unit]) -> None:
    """Call the units without a path that end a document its tail; its title and preamble stay head.

    Args:
        units: All units, in document order; their kinds are changed.
    """
    numbered = [at for at, unit in enumerate(units) if unit.path]
    if not numbered:
        _mark_end(units)
    for before, after in zip(numbered, [*numbered[1:], None], strict=False):
        between = [unit for unit in units[before + 1 : after] if unit.kind == "head"]
        annex = (
            after is not None
            and units[after].path[0].startswith("附")
            and units[before].path[0] != units[after].path[0]
        )
        end = len(between) if after is None or annex else _end(between)
        for unit in between[:end]:
            unit.kind = "tail"


def _closes_at(lines: Sequence[str], at: int) -> bool:
    return closes(lines[at], lines[at + 1] if at + 1 < len(lines) else None)


def _mark_end(units: Sequence[Unit]) -> None:
    """Call the lines that end a letter without numerals its tail: from its last signature on."""
    lines = [unit.paragraphs[0].chars for unit in units]
    signed = [at for at in range(1, len(lines)) if role_of(lines[at]) == "signature" and _closes_at(lines, at)]
    if signed and all(_closes_at(lines, at) for at in range(signed[-1], len(lines))):
        for unit in units[signed[-1] :]:
            unit.kind = "tail"


def _end(units: Sequence[Unit]) -> int:
    """How many of `units`, which stand before one more document, end the one above."""
    lines = [unit.paragraphs[0].chars for unit in units]
    ends = [
        at for at, line in enumerate(lines) if closes(line, next(iter(lines[at + 1 :]), None)) or speaks_of_itself(line)
    ]
    return ends[-1] + 1 if ends else 0
