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
    "guidance": ("意见", "导则", "指南"),
    "guidelines": ("意见", "导则", "指南"),
    "list": ("清单",),
    "call": ("申报", "通知"),
    "notice": ("通知",),
}
"""Words for a kind of document → how the titles of such documents end."""
_ANY = frozenset({"document", "paper", "text", "circular", "letter", "directive", "publication"})
"""Words for a document of any kind, which name one with its place or its date alone."""
_MONTHS = tuple("January February March April May June July August September October November December".split())
_YEAR = r"(?:19|20)\d{2}"
_DAY = rf"(?:(?:\d{{1,2}} )?(?:{'|'.join(_MONTHS)})(?: \d{{1,2}},?)? )?{_YEAR}"
# the plan, its measures, the national opinions, the Quzhou plan, under this scheme, the July 2025 notice, the paper
# from 2020; not a plan, safety measures
_NAMED = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Tt]heir)\s+(?P<of>(?:(?:[A-Z][\w'’]+|national|provincial|municipal"
    rf"|city|ministry|ministry['’]s|central|current|new|implementation|implementing|action|pilot|guiding|whole|{_YEAR})\s+)*)"
    rf"(?P<genre>{'|'.join((*_GENRES, *sorted(_ANY)))})\b"
    rf"(?P<date>,?\s+(?:of|from|dated|issued in|published in)\s+{_DAY})?"
)
# the measures to save energy: a kind that goes on to say of what is no name, unless it has a date
_GOES_ON = re.compile(r"\s+(?:of|to|for|that|which)\s")
_WHEN = re.compile(rf"(?:\b(?P<month>{'|'.join(_MONTHS)})\b(?: \d{{1,2}},?)? )?\b(?P<year>{_YEAR})\b")
_NATIONAL = re.compile(r"\b(?:national|ministry)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Notices that are named by their kind, and where in the question."""

    ids: tuple[str, ...]
    spans: tuple[Span, ...]
    missing: tuple[str, ...] = ()
    """What is named by its kind and its date, and none of the notices is."""


def named_by_kind(text: str, regions: Sequence[str], notices: Sequence[Notice]) -> Named:
    """The notices that an English question names, each by its kind with its place or its date.

    Args:
        text: The question.
        regions: Canonical names of the places it names; a notice of one of them is meant before any other.
        notices: The corpus's notices.
    """
    ids: list[str] = []
    spans: list[Span] = []
    missing: list[str] = []
    for match in _NAMED.finditer(text) if notices else ():
        dated = _WHEN.search(f"{match['date'] or ''} {match['of']}")
        if dated is None and _GOES_ON.match(text, match.end()):
            continue
        kind, fitting = _named_by(match, dated, regions, notices)
        if len(fitting) == 1:
            ids.append(fitting[0].id)
            spans.append(match.span())
        elif dated is not None and not fitting and not any(dated["year"] in one.title for one in kind):
            missing.append(match.group().partition(" ")[2])
            spans.append(match.span())
    return Named(ids=tuple(dict.fromkeys(ids)), spans=tuple(spans), missing=tuple(missing))


def _named_by(
    match: re.Match[str], dated: re.Match[str] | None, regions: Sequence[str], notices: Sequence[Notice]
) -> tuple[list[Notice], list[Notice]]:
    """The notices of the kind that a match of `_NAMED` names, and those of them that fit its place and its date."""
    national = _NATIONAL.search(match["of"]) is not None
    own = {mention.region.name for mention in find_regions(match.group())}.intersection(regions)
    places = own or (set[str]() if dated is not None else set(regions))
    if match["genre"] in _ANY and not (dated or national or places):
        return [], []
    kind = [one for one in notices if match["genre"] in _ANY or _is_of_kind(one, _GENRES[match["genre"]])]
    fitting = kind
    if national:
        fitting = [one for one in fitting if not _places_of(one)]
    elif places:
        fitting = [one for one in fitting if places & _places_of(one)]
    if dated is not None:
        fitting = [one for one in fitting if _is_of_date(one, dated)]
    return kind, fitting


def _is_of_date(notice: Notice, dated: re.Match[str]) -> bool:
    """Whether a notice was issued in that year and month; by its 文号 alone in that year."""
    if notice.issued is None:
        return f"〔{dated['year']}〕" in notice.symbol and not dated["month"]
    month = dated["month"]
    return str(notice.issued.year) == dated["year"] and month in (None, _MONTHS[notice.issued.month - 1])


def _is_of_kind(notice: Notice, endings: Sequence[str]) -> bool:
    title = squeeze(notice.title)
    core = _AFTER.sub("", title)
    return core.endswith(tuple(endings)) or ("通知" in endings and title.endswith("通知"))


def _places_of(notice: Notice) -> set[str]:
    """The places of the notice's issuer and title."""
    named = {mention.region.name for mention in find_regions(f"{notice.issuer} {notice.title}")}
    return named | ({notice.region} if notice.region else set())
