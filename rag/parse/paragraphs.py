"""Printed lines → paragraphs: hard-wrapped lines rejoined, sentences that a page break cut in two made whole."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rag.parse.markers import read_annex, read_any_marker, read_marker
from rag.parse.printed import Line
from rag.parse.roles import is_addressed, is_delivered, is_history, is_letterhead, opens_speech, role_of
from rag.parse.traced import Traced, glue, in_number
from rag.text import TERMINAL, has_han, unclosed

_MANY = 12
"""Lines from which on a common width says something."""
_NARROWEST = 36
"""Columns that a hard-wrapped line has at least; shorter ones are a list of names or the cells of a lost table."""
_TORN = 8
"""Printed lines over which a bracket or a sentence that a page break cut is followed."""
_NEVER_FIRST = "，。；、：！？"
"""Signs that no paragraph begins with: a line end before them was a slip of whatever broke the lines."""
_CLOSING = "）》」』】”’"
"""Likewise, after a line that does not end a sentence."""
_SHORTEST_CUT = 12
"""Han characters below which a line that stops without punctuation is a title or a name, not a cut sentence."""
_LONG = 24
"""Characters from which a line without punctuation is a cut sentence, and a numbered one with a comma no heading."""
# 发展智能建造可复制经验做法清单（第二批）, 某某条例, 关于印发某某方案的通知; not 各省住房城乡建设厅：
_TITLE_END = re.compile(
    r"(?:通知|意见|办法|规定|条例|细则|方案|规划|计划|纲要|公告|通告|通报|决定|决议|命令|清单|台账|目录|批复|函|报告|措施"
    r"|(?:任务|分工|分解|安排|计划|明细|一览|汇总|情况|指标|进度|统计|登记)表|名单|标准|导则|指南|指引|规程|规则|规范|守则|法|章程|修正案|解释|解答|答复|纪要|议案|安排)(?:[（(].{1,20}[）)])*$"
)

# 第一章 总则……3, 附则 ....... 12: an entry of the contents, to its page number; not 等等……
_LEADER = re.compile(r"[.．·…]{4,}\s*\d{1,3}$")
# 为推进…, 根据《…》, 各区要…: how the text under a title begins; not 的通知
_FIRST_WORDS = re.compile(r"为(?!的)|根据|按照|依据|经[^营济]|现将|近[年期日来]|当前")
# 成　员：张　勇　发展改革委副主任 / 辛某某 工业和信息化部副部长: a line of a list of persons; not 二 加强
_MEMBER = re.compile(
    r"(?:[\u4e00-\u9fff][\s　]{0,4}){1,6}[:：][\s　]*[\u4e00-\u9fff][\s　]?[\u4e00-\u9fff]{1,3}[\s　]+[\u4e00-\u9fff]"
    r"|[\u4e00-\u9fff][\s　]{0,2}[\u4e00-\u9fff]{1,3}[\s　]+[\u4e00-\u9fff]{2,}"
)

# 1997年10月17日 某市人民代表大会…《关于: how the next line of a regulation's history begins, wherever it is broken
_NEXT_DAY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*\S")

# 有效期至2029年 / 5月31日, 自2024年6月 / 1日起: a day that the line end broke; not 2024年, a heading over what is due
_TORN_DAY = re.compile(r"\d{4}年\n\d{1,2}月|\d月\n\d{1,2}日")
_TORN_DAY_FROM = 12
"""Characters that a printed line which was broken in a day has at least."""
# 附件：1.分配表 2.目标表: the list of annexes, below which the notice is signed; not 附件中的
_ANNEX_LIST = re.compile(r"附\s*件\s*[:：]\s*\S")
# 特此通知。 / 此复。: how a letter closes, on a line of its own
_CLOSES_LETTER = re.compile(r"(?:特此(?:通知|通告|公告|函复|函告|函达|批复|复函|报告|说明)|此复|此函)[。！]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph and how many printed lines it was joined from."""

    text: Traced
    lines: int


def paragraphs(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """The paragraphs that `lines`, a run without a table in it, were printed from."""
    if not lines:
        return ()
    wrap = _wrap_width(lines)
    indented = any(line.indent for line in lines)
    groups: list[list[Line]] = [[lines[0]]]
    for line in lines[1:]:
        previous = groups[-1]
        if _runs_on(previous, line, wrap=wrap, indented=indented):
            previous.append(line)
        else:
            groups.append([line])
    return tuple(Paragraph(text=glue([line.text for line in group]), lines=len(group)) for group in groups)


def width(text: str) -> int:
    """Columns that `text` takes: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The column at which a hard-wrapped text was broken, or None for text of one line a paragraph."""
    widths = [width(line.text.chars) + line.indent for line in lines]
    if len(widths) < _MANY:
        return None
    longest = max(widths)
    full = sum(1 for one in widths if one >= longest - 6)
    open_ended = sum(1 for line in lines if line.text.chars[-1] not in TERMINAL)
    if _NARROWEST <= longest <= 160 and full >= len(widths) * 0.4 and open_ended >= len(widths) * 0.4:
        return Counter(one for one in widths if one >= longest - 6).most_common(1)[0][0]
    return None


def _runs_on(previous: Sequence[Line], line: Line, *, wrap: int | None, indented: bool) -> bool:
    """Whether `line` continues the paragraph that ends with `previous`."""
    before = previous[-1].text.chars
    begins = line.text.chars[0]
    if begins in _NEVER_FIRST or (begins in _CLOSING and before[-1] not in TERMINAL):
        return True
    if stand_apart(before, line.text.chars):
        return False
    if _breaks_day(before, line.text.chars) or in_number(before, line.text.chars):
        return True
    if wrap is not None:
        full = width(before) + previous[-1].indent >= wrap - 6
        if not full or (indented and line.indent):
            return False
        ended = before.endswith(tuple(TERMINAL))
        return indented or not ended or not (_opens(line.text.chars) or read_any_marker(line.text.chars))
    if any(role_of(one) or is_history(one) for one in (before, line.text.chars)):
        return False
    if len(previous) >= _TORN:
        return False
    whole = "".join(one.text.chars for one in previous)
    if unclosed(whole) and before[-1] not in TERMINAL and not _opens(line.text.chars):
        return True
    return _is_cut(whole, before) and not _opens(line.text.chars) and not (indented and line.indent)


def stand_apart(before: str, line: str) -> bool:
    """Whether two printed lines are never of one paragraph: a letterhead and the 文号, a title and the addressees.

    Only what no wrapped sentence prints on a line of its own tells: 由市财政局 at a line's end is no signature.
    """
    above, role = role_of(before), role_of(line)
    ended = before[-1] in TERMINAL
    if role in _ALONE or above in _ALONE or is_letterhead(before) or _LEADER.search(before) is not None:
        return True
    if (is_history(before) and (is_history(line) or _NEXT_DAY.match(line)) and not unclosed(before)) or before == line:
        return True
    if _MEMBER.match(before) is not None and _MEMBER.match(line) is not None:
        return True
    if opens_speech(line) or opens_speech(before) or is_delivered(before):
        return True
    if (role in ("signature", "contact") and ended) or role == above == "signature":
        return True
    listed = _ANNEX_LIST.match(before) is not None and before[-1] not in "、，" and not unclosed(before)
    if (role == "signature" and listed) or (ended and _CLOSES_LETTER.match(line) is not None):
        return True
    titled = names_genre(before) and "关于" in before[:_LONG]
    return is_addressed(before) or (titled and (is_addressed(line) or _FIRST_WORDS.match(line) is not None))


def _breaks_day(before: str, line: str) -> bool:
    """Whether the end of a printed line breaks a day in two."""
    return len(before) >= _TORN_DAY_FROM and _TORN_DAY.search(f"{before[-5:]}\n{line[:3]}") is not None


_ALONE = frozenset({"symbol", "date", "printed", "disclosure"})
"""Roles of lines that are whole by their form."""


def _is_cut(paragraph: str, last_line: str) -> bool:
    """Whether a paragraph printed on one line stops in the middle of a sentence."""
    end = last_line.rstrip()[-1]
    if end in "，,、—-" or (end == "的" and len(last_line) > 6):
        return True
    if end in TERMINAL or end in "”’」』）)》】":
        return False
    marker = read_marker(paragraph)
    if read_annex(paragraph) is not None or ("。" not in paragraph and names_genre(paragraph)):
        return False
    if marker is not None:
        return "。" in paragraph or ("，" in paragraph and len(paragraph) >= _LONG)
    return len(paragraph) >= _SHORTEST_CUT and (len(paragraph) >= _LONG or any(stop in paragraph for stop in "，。；"))


def _opens(line: str) -> bool:
    return read_marker(line) is not None or read_annex(line) is not None


def names_genre(line: str) -> bool:
    """Whether `line` ends as a title does: 通知, 实施方案, 清单（第二批）."""
    return _TITLE_END.search(line) is not None


def heading_text(text: str) -> str:
    """A heading without the blanks that line breaks in its cell or on its line left between Han characters."""
    return re.sub(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])", "", text) if has_han(text) else " ".join(text.split())
