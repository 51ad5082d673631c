"""Kinds of documents by which an English question names a notice: the plan, the measures, the national opinions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.domain import Notice
from rag.regions import find_regions
from rag.text import Span, squeeze

# what a title has after the kind of document: （2025—2027年）, （试行）, 》的通知
_AFTER = re.compile(r"(?:[（(][^（）()]{1,20}[)）]|[》”]|的通知)+$")
_GENRES: Mapping[str, tuple[str, ...]] = {
    "plan": ("方案", "计划", "规划"),
    "scheme": ("方案",),
    "measures": ("办法", "措施"),
    "rules": ("办法", "规定", "细则"),
    "provisions": ("规定",),
    "regulations": ("条例", "规定", "办法"),
    "order": ("令", "办法", "规定"),
    "opinion": ("意见",),
    "opinions": ("意见",),
    "list": ("清单",),
    "call": ("申报", "通知"),
    "notice": ("通知",),
}
"""Words for a kind of document → how the titles of such documents end."""
# the plan, its measures, the national opinions, the Quzhou plan, under this scheme; not a plan, safety measures
_NAMED = re.compile(
    r"\b(?:the|this|that|its|their)\s+(?:(?P<of>(?:[A-Z][\w'’]+|national|provincial|municipal|city|ministry|ministry's|"
    rf"current|new|implementation|implementing|action|pilot|guiding|whole)\s+)*)(?P<genre>{'|'.join(_GENRES)})\b"
    r"(?!\s+(?:of|to|for|that|which)\s)",
)
_NATIONAL = re.compile(r"\b(?:national|ministry)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Notices that are named by their kind, and where in the question."""

    ids: tuple[str, ...]
    spans: tuple[Span, ...]


def named_by_kind(text: str, regions: Sequence[str], notices: Sequence[Notice]) -> Named:
    """The one notice of the kind that an English question names; none where several are of it.

    Args:
        text: The question.
        regions: Canonical names of the places it names; a notice of one of them is meant before any other.
        notices: The corpus's notices.
    """
    for match in _NAMED.finditer(text):
        endings = _GENRES[match["genre"]]
        fitting = [one for one in notices if _is_of_kind(one, endings)]
        if _NATIONAL.search(match["of"] or ""):
            fitting = [one for one in fitting if not _places_of(one)]
        elif regions:
            fitting = [one for one in fitting if set(regions) & _places_of(one)]
        if len(fitting) == 1:
            return Named(ids=(fitting[0].id,), spans=(match.span(),))
    return Named(ids=(), spans=())


def _is_of_kind(notice: Notice, endings: Sequence[str]) -> bool:
    title = squeeze(notice.title)
    core = _AFTER.sub("", title)
    return core.endswith(tuple(endings)) or ("通知" in endings and title.endswith("通知"))


def _places_of(notice: Notice) -> set[str]:
    """The places of the notice's issuer and title."""
    named = {mention.region.name for mention in find_regions(f"{notice.issuer} {notice.title}")}
    return named | ({notice.region} if notice.region else set())
