"""Which notices a question names: by their titles beside a place, or by a kind of document that only one of them is."""

from __future__ import annotations

from collections.abc import Sequence

from rag.domain import Notice
from rag.glossary import ConceptMention
from rag.regions import RegionMention, named_in

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


def named_by_document(
    documents: Sequence[ConceptMention], regions: Sequence[RegionMention], notices: Sequence[Notice]
) -> tuple[str, ...]:
    """The one notice whose title has the kind of document that is named ("guiding opinions", 桐乡方案)."""
    for mention in documents:
        whole = len(mention.surface) >= _LONG_NAME
        names = [name for name in mention.concept.zh if (len(name) >= _LONG_NAME if whole else bool(regions))]
        holding = [
            notice.id
            for notice in notices
            if any(name in notice.title for name in names)
            and (not regions or any(region.region.name in notice.title for region in regions))
        ]
        if len(holding) == 1 and len(notices) > 1:
            return (holding[0],)
    return ()
