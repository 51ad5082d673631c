"""Run-in headings: the words after a numeral that name the unit rather than state something."""

from __future__ import annotations

import re

from rag.parse.markers import DIVISIONS, Style
from rag.parse.paragraphs import heading_text
from rag.regions import find_regions
from rag.text import sentences

_WHOLE = 50
"""Characters that a heading alone on its line has at most."""
_RUN_IN = 30
"""Characters that a heading at the start of a paragraph has at most, brackets left out."""
# （2024年1月—2024年6月）; what stands in brackets does not make a heading longer
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
# a pause inside: the words are a statement, not a name; 、 joins names and may stand in one
_PAUSE = re.compile(r"[，,；;：:！？]")
# 卧具每次使用后必须换洗。 / 市财政局牵头，各区配合。 / 本通知自印发之日起施行。 /
# 供热期为11月15日至次年3月15日。: a rule or a fact, however short
_STATES = re.compile(
    r"应当|必须|不得|禁止|不予|可以|(?<![、级])负责(?!的)|牵头|如下|下列|\d(?:元|%|％|万)|日起(?:正式)?(?:施行|实施|执行|生效)"
    r"|\d月\d{1,2}日(?:至|起|前|止)|[为是]\d"
)


def run_in_heading(text: str, style: Style, *, followed: bool, leads: bool = False) -> str:
    """The heading at the start of a unit's first paragraph, its numeral taken off, or ``""``.

    Args:
        text: The paragraph after the numeral.
        style: Style of the numeral.
        followed: Whether a paragraph without a numeral or a list of its own follows.
        leads: Whether that is a list of its own.
    """
    if style == "article":
        return ""
    spans = sentences(text)
    if not spans:
        return ""
    first = text[spans[0][0] : spans[0][1]]
    alone = len(spans) == 1
    name = first.rstrip("。：:；;")
    bare = _BRACKETS.sub("", name)
    if style in DIVISIONS:
        return heading_text(name)
    if alone and name == first:
        # 狠抓投资建设，全力保增长 with its paragraph below it is a heading of two halves
        paused = _PAUSE.search(bare.replace("，", "") if followed else bare)
        return heading_text(name) if len(bare) <= _WHOLE and not paused else ""
    if alone and leads and name.count("，") == 1:
        bare = bare.replace("，", "")
    if len(bare) > _RUN_IN or _PAUSE.search(bare) or _STATES.search(bare) or not first.endswith("。"):
        return ""
    if alone and not followed and style not in ("cn", "cn_paren"):
        return ""
    if any(mention.start == 0 for mention in find_regions(first)):
        return ""  # 台州出台导则。 says who did what, however short
    return "" if text[spans[0][1] :].lstrip().startswith("其中") else heading_text(name)
