"""Notices that a question sets side by side, each named loosely: 某省那个办法和某市2024年的方案, 58号文和205号文."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.domain import Notice
from rag.mentions import find_batches, find_notices, is_ordinary
from rag.numerals import read_numeral
from rag.regions import find_regions, named_in
from rag.text import fold, squeeze

# 雄安批复和药品集采方案，: what parts two notices that are named side by side
_PARTS = re.compile(r"[和与跟同及、，,;；]|还是|\b(?:and|or|versus|vs)\b")
# 就业意见各是什么时候印发的, 那个办法里: what is asked of a notice after its name
_AFTER_NAME = re.compile(r"(?:各|分别|都|均|是|什么|何|哪|几|里|中|的?文号|印|发布|成文).*$")
_GENRES = "办法|意见|方案|规定|条例|细则|计划|规划|清单|通知|导则|措施|公告|批复|指南|目录|通报|决议|函(?!数|授|件)"
# 那个办法, 58号文, 这份文件: words for a document, with its kind where they say it; not 办法 of 想办法
_DOCUMENT = re.compile(
    rf"(?P<kind>(?<![想没有]){_GENRES}(?![事公报]))|[那这](?:个|份|部|一份)(?!.{{0,3}}[城市省县区])|文件|号文|号令"
)
# …清单（第二批）》的通知: what a title has after the kind of document
_AFTER_KIND = re.compile(r"(?:[（(][^）)]{1,20}[）)]|》|的通知)+$")
# 2024年, 2024; not a day of it
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年(?!\s*\d{1,2}\s*月)|\D{0,4}(?:文件|版)|〕)")
# 七部门那份意见, 十个部委联合印发的通知: how many issued it; not 两个部门牵头
_JOINTLY = re.compile(
    r"(?P<number>[两二三四五六七八九十\d]+)(?:个|家)?(?:部门|部委|部|局|单位)(?:的|那|这|联合|共同|一起|印|发|出台|意见|通知|办法)"
)
# 国家那个意见, 住建部的通知: one that no place issued
_NATIONAL = re.compile(r"国家|国务院|部里|住建部|住房(?:和)?城乡建设部|中央")
_NAMED = 0.4
"""Share of the pairs of characters of a name that its title has at least."""
_BESIDE = 0.5
"""What another title has of these at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A notice that a part of a question names."""

    id: str
    as_document: bool
    """Whether the part says that it means a document (那个办法), and does not name a place alone."""


def named_side_by_side(text: str, places: Sequence[str], notices: Sequence[Notice]) -> tuple[Beside, ...]:
    """The notices that `text` names side by side, in its order; empty where it names no two.

    Each part between 和, 与 and commas names the one notice of its place, year, batch, number and kind, or of those
    that fit the one whose title has most of its pairs of characters, where no other has nearly as many.

    Args:
        text: A question, in simplified characters.
        places: Canonical names of the places that it asks about.
        notices: The notices that may be meant.
    """
    titles: dict[str, set[str]] = {}
    found: dict[str, Beside] = {}
    for words in _PARTS.split(text):
        document = _DOCUMENT.search(words)
        own = _named_by(words, document, places, notices, titles)
        if own and own not in found:
            found[own] = Beside(id=own, as_document=document is not None)
    return tuple(found.values()) if len(found) > 1 else ()


def documents_beside(text: str, places: Sequence[str], notices: Sequence[Notice]) -> tuple[str, ...]:
    """The ids of the notices that `text` sets side by side as documents; empty where it names no two as such."""
    if sum(_DOCUMENT.search(part) is not None for part in _PARTS.split(text)) < 2:
        return ()
    named = tuple(one.id for one in named_side_by_side(text, places, notices) if one.as_document)
    return named if len(named) > 1 else ()


def document_alone(text: str, places: Sequence[str], notices: Sequence[Notice]) -> tuple[str, ...]:
    """The id of the one notice that `text` names by its kind with its year or with how many issued it.

    ``2020年七部门那份意见``; not ``2025年的目标``, and not a kind of document of which there are several.
    """
    for words in _PARTS.split(text):
        document = next((found for found in _DOCUMENT.finditer(words) if found["kind"]), None)
        name = _AFTER_NAME.sub("", words)
        if document is None or not (_YEAR.search(name) or _JOINTLY.search(name)):
            continue
        own = [one for one in notices if _is_of_kind(one, document["kind"])]
        named = _named_by(words, document, places, own, {})
        if named:
            return (named,)
    return ()


def _named_by(
    words: str,
    document: re.Match[str] | None,
    places: Sequence[str],
    notices: Sequence[Notice],
    titles: dict[str, set[str]],
) -> str:
    """The id of the one notice that a part of a question names; ``""`` where it names none, or it may be several."""
    name = _AFTER_NAME.sub("", words)
    told = {mention.region.name for mention in find_regions(name)}.intersection(places)
    years, batches = set(_YEAR.findall(name)), find_batches(name)
    numbered = set(find_notices(name, notices).ids) if "号" in name else set[str]()
    of_ministry = document is not None and not told and _NATIONAL.search(name) is not None
    fitting = [one for one in notices if one.id in numbered] if numbered else list(notices)
    if told:
        fitting = [one for one in fitting if one.region in told] or [one for one in fitting if _titled(one) & told]
    if of_ministry:
        fitting = [one for one in fitting if not one.region]
    if batches:
        fitting = [one for one in fitting if set(find_batches(one.title)) & set(batches)]
    if years and document is not None:
        fitting = [one for one in fitting if years & years_of(one)]
    if document is not None and document["kind"]:
        fitting = [one for one in fitting if _is_of_kind(one, document["kind"])] or fitting
    jointly = _JOINTLY.search(name)
    if jointly is not None:
        fitting = [one for one in fitting if len(one.issuers) == read_numeral(jointly["number"])]
    if len(fitting) == 1 and (told or of_ministry or batches or years or numbered or jointly):
        return fitting[0].id
    pairs = _pairs(name)
    fitting = [one for one in fitting if not is_ordinary(one.title)]
    return _clearest(pairs, {one.id: titles.setdefault(one.id, _pairs(one.title)) for one in fitting}) if pairs else ""


def _clearest(part: set[str], titles: Mapping[str, set[str]]) -> str:
    """The id of the notice whose title has most of the pairs of a name; ``""`` where it may be several."""
    shares = sorted(((len(part & own) / len(part), name) for name, own in titles.items()), reverse=True)
    clear = shares and shares[0][0] >= _NAMED and (len(shares) == 1 or shares[1][0] <= _BESIDE * shares[0][0])
    return shares[0][1] if clear else ""


def _titled(notice: Notice) -> set[str]:
    return {region.name for region in named_in(notice.title)}


def years_of(notice: Notice) -> set[str]:
    """The years by which a notice may be called: of the day it was issued, and of its 文号."""
    issued = {str(notice.issued.year)} if notice.issued is not None else set[str]()
    return issued | {notice.symbol.partition("〔")[2].partition("〕")[0]}


def _is_of_kind(notice: Notice, kind: str) -> bool:
    title = squeeze(notice.title)
    return _AFTER_KIND.sub("", title).endswith(kind) or title.endswith(kind)


def _pairs(words: str) -> set[str]:
    plain = squeeze(fold(words))
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
