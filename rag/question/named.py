"""Which notices a question names: by their titles beside a place, or by a kind of document that only one of them is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.domain import Notice
from rag.glossary import ConceptMention
from rag.mentions import is_ordinary
from rag.regions import RegionMention, named_in

_KIND = r"(?:方案|计划|规划|报告|意见|办法|制度)"
_HOLDS = r"(?:包括|包含|涵盖|写明|载明|列明|写清?|有|含)"
# 实施方案应当包括哪些内容, 要编什么方案, what must the plan cover: a document that is to be drawn up
_TO_BE_DRAWN = re.compile(
    rf"{_KIND}[^，。；？]{{0,4}}(?:应当?|应该|必须|需要?|须|要|得){_HOLDS}"
    rf"|(?:编制|编写|起草|提交|报送|上报|撰写)(?:的|一份)?[^，。；？《]{{0,14}}{_KIND}[^。；？]{{0,8}}{_HOLDS}"
    rf"|(?:编|写|交|报)(?:制|写|送)?(?:什么|哪些|啥|怎样的){_KIND}"
    r"|\b(?:must|should|has to|have to|needs? to)\b[^.?]{0,60}\b(?:plan|scheme|report)s?\b[^.?]{0,30}"
    r"\b(?:contain|cover|include|set out|say|state)\b"
    r"|\b(?:plan|scheme|report)s?\b[^.?]{0,20}\b(?:must|should|has to|have to|needs? to)\b[^.?]{0,12}"
    r"\b(?:contain|cover|include|set out|say|state)\b",
    re.I,
)
_LONG_NAME = 4
"""Characters from which a kind of document (指导意见) names a notice by itself; below, a place must stand beside it."""


def of_the_place(
    ids: tuple[str, ...], mentioned: Sequence[RegionMention], notices: Sequence[Notice]
) -> tuple[str, ...]:
    """The notices named, less those that another place issued than the one in the question: 嘉兴方案, 桐乡方案."""
    asked = {mention.region.name for mention in mentioned}
    kept: list[str] = []
    for notice in notices:
        titled = {region.name for region in named_in(notice.title)}
        if notice.id in ids and not (asked and titled and not asked & titled):
            kept.append(notice.id)
    return tuple(kept)


def is_to_be_drawn(text: str) -> bool:
    """Whether `text` asks what must stand in a document that is yet to be written, and so in none of the corpus."""
    return _TO_BE_DRAWN.search(text) is not None


def named_by_document(
    documents: Sequence[ConceptMention], regions: Sequence[RegionMention], notices: Sequence[Notice]
) -> tuple[str, ...]:
    """The one notice whose title has the kind of document that is named ("guiding opinions", 桐乡方案).

    A title that is a kind of document and nothing else (任务清单) names none.
    """
    for mention in documents:
        whole = len(mention.surface) >= _LONG_NAME
        names = [name for name in mention.concept.zh if (len(name) >= _LONG_NAME if whole else bool(regions))]
        holding = [
            notice.id
            for notice in notices
            if any(name in notice.title for name in names)
            and not is_ordinary(notice.title)
            and (not regions or any(region.region.name in notice.title for region in regions))
        ]
        if len(holding) == 1 and len(notices) > 1:
            return (holding[0],)
    return ()
