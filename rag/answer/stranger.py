"""Places that neither the gazetteer nor the corpus knows: what others are given answers no question on them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.selection import Selection
from rag.question.pinyin import common_words
from rag.question.query import Query
from rag.question.wording import load_wording
from rag.retrieve.evidence import Evidence

# 云山市加装, 请问临河县的: the full name of a place opens a question; not 我市, 各区县, 试点城市
_OPENS = re.compile(
    r"(?:请问|想问下?|问一?下|关于|听说|既然|在|那)?[，,]?(?P<name>(?P<short>[\u4e00-\u9fff]{2,3})(?<![城都上股楼超区])[市县州盟旗])"
    r"(?=(?P<next>[\u4e00-\u9fff]))"
)
# 我, 各, 全, 哪, 两, 的: characters that the name of an unknown place does not have
_NO_NAME = re.compile(
    r"[我你他咱本该此这那哪各每全某几两多一二三四五六七八九十个些的了和与或及在给对从由把被按有是没不无非未]"
)


def stranger_in(query: Query, scope: Sequence[Evidence]) -> str:
    """The place that a question opens with and that no item, no heading and no title names; ``""`` for none.

    云山市加装电梯每台补多少 is on 云山市 whatever is asked of it. A word that ends like a place (超市) is none.
    """
    if query.language != "zh" or query.regions or query.notices or not scope:
        return ""
    found = _OPENS.match(query.text)
    if found is None or _NO_NAME.search(found["short"]):
        return ""
    name, short = found["name"], found["short"]
    pairs = (name[-2:], name[-1] + found["next"], *(short[at : at + 2] for at in range(len(short) - 1)))
    words = (word for term in query.terms for word in term.variants)
    if any(pair in common_words() for pair in pairs) or any(word in name for word in words):
        return ""
    if load_wording().filler.search(name):
        return ""
    places = scope[0].places
    known = any(rows.holding(word).size for word in (name, short) for rows in (places.texts, places.headings))
    return "" if known or bool(places.in_title([name, short]).any()) else name


def select_stranger(query: Query, scope: Sequence[Evidence]) -> Selection | None:
    """A refusal that names the place which nothing in the corpus is on; None for no such question."""
    name = stranger_in(query, scope)
    return Selection(intent=query.intent, findings=(), reason="region", lacking=(name,)) if name else None
