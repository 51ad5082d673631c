"""A question → what it asks for: places, notices, items, departments, years, terms, and in what form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Literal

from rag.domain import Amount, Language, Notice, Path
from rag.glossary import ConceptMention, find_concepts
from rag.mentions import find_notices, notice_words
from rag.numerals import find_amounts, find_dates, find_english_amounts, find_tenths
from rag.question.among import Among, read_among
from rag.question.beside import document_alone, documents_beside
from rag.question.exclusion import is_excluded, is_left_out, is_set_against, leaves_out
from rag.question.genres import named_by_kind
from rag.question.issuer import issuer_above
from rag.question.named import is_to_be_drawn, named_by_document, of_the_place
from rag.question.numbered import find_numbered
from rag.question.paths import find_paths
from rag.question.period import Period, find_period
from rag.question.plain import check_question, to_plain
from rag.question.portion import Portion, find_portion
from rag.question.preamble import is_of_the_asker, occasion, preamble
from rag.question.spelling import Correction, quoted_in
from rag.question.terms import (
    Term,
    numbered_terms,
    quoted_terms,
    terms_at,
    terms_of,
    variants_of,
    with_money,
    with_particulars,
)
from rag.question.verbs import lone_verbs
from rag.question.wording import asks, load_wording, other_words
from rag.regions import RegionMention, find_regions, is_within
from rag.text import Span, blanked, fold, language_of

Intent = Literal["item", "count", "catalogue", "greeting", "head", "task", "list", "place", "compare", "lookup"]
Share = Literal["any", "lead", "partner", "alone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, read."""

    question: str
    text: str
    """In simplified characters; where it followed on, with what the history adds."""
    corrections: tuple[Correction, ...] = ()
    """What it misspelt, and what that was read as."""
    language: Language
    words: str
    """What the word index is asked: the question; an English one with the Chinese of its terms."""
    content: str
    """Its words for which the texts should have their own: an English one's terms in Chinese, its other words as is."""
    terms: tuple[Term, ...]
    pieces: tuple[str, ...]
    """Pairs of neighbouring characters of its other words, and Latin words, folded."""
    unknown: tuple[str, ...]
    """English words that the glossary does not have."""
    regions: tuple[str, ...]
    """Canonical names."""
    without_bodies: bool
    """Whether it leaves the departments it names out: 除建设局外."""
    excluded: tuple[str, ...]
    """Places that it leaves out: 除了深圳."""
    beside: tuple[Term, ...]
    """Subjects that it leaves out: 资金补贴以外."""
    bodies: tuple[tuple[str, ...], ...]
    """Departments, each with its name variants, folded."""
    notices: tuple[str, ...]
    """Ids of the notices it names."""
    missing: tuple[str, ...]
    """Batches or 文号 it names that the corpus does not have."""
    among: Among
    """The notices that alone it wants to be answered from: 省级文件里, 现行有效的文件中."""
    paths: tuple[Path, ...]
    """Steps of the items it names, as written."""
    portion: Portion | None
    """The first or last units it asks for: 前三条; None where it asks for none."""
    years: tuple[int, ...]
    period: Period | None
    """The days it limits itself to (2025年6月底前); None where it names no date, or two that are no range."""
    figures: tuple[Amount, ...]
    """Figures it takes for granted."""
    intent: Intent
    share: Share
    """For duties: whether the department leads, joins, or acts alone."""
    wants_money: bool
    wants_count: bool
    wants_due: bool
    wants_duty: bool
    wants_catalogue: bool
    """Whether it asks which notices there are."""
    wants_more: bool
    wants_less: bool
    """Whether the figures it names are limits from below or from above."""
    strictly: bool
    """Whether the limit itself does not count: 超过, not 以上."""
    wants_missing: bool
    """Whether it asks who does not do something."""
    wants_items: bool
    """Whether it asks how many items there are."""
    wants_head: bool
    """Whether it asks for the notice's own particulars: 文号, dates, who signed."""
    wants_title: bool
    wants_basis: bool
    """Whether it asks what the notice is based on."""
    listing: bool
    """Whether it asks for all that fit, on a place or everywhere."""
    of_places: bool
    """Whether what it asks for are places, so that an item on none does not answer."""
    of_provinces: bool
    """Whether they are provinces."""

    @property
    def terms_beside_bodies(self) -> tuple[Term, ...]:
        """What it is about beside the departments it names."""
        return tuple(term for term in self.terms if not term.body)

    @property
    def every_word(self) -> tuple[str, ...]:
        """All spellings of its terms, and its other words."""
        return (*self.pieces, *(word for term in self.terms for word in term.variants))


# 〔2020〕60号, （2023—2025年）: a year inside is not what the question is about
_IN_BRACKETS = re.compile(r"[〔\[（(【][^〕\]）)】]*[〕\]）)】]|《[^》]*》")
# 2025 in an English question; not "the 2020 guiding opinions"
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b(?!\s+(?:guid|opinion|notice|list|plan|document))")
# 北京石景山, Longhua, Shenzhen: what may stand between a place and the one it lies in
_NESTING = re.compile(r"(?:市|省|,)?\s*")
# 第四批, 190号文: the notice is named, its name is no subject
_NAMED = re.compile(r"第.{1,3}批|\d*号文")
# 2025年6月底之前, 2024年上半年: a time is a limit and no subject
_TIME = re.compile(
    r"(?:19|20)\d{2}\s*年度?(?:[上下]半年|第?[一二三四1-4]季度|\s*\d{1,2}\s*月份?(?:\s*\d{1,2}\s*[日号])?)?[底末]?(?:[之以]?[前后]|起)?"
)
# 以工作日计算, 按月算: in what a time is reckoned, and no subject; not 费用计算
_RECKONED = re.compile(r"(?<=工作日|日历天|自然日)(?:来|为单位)?(?:计算|计|算)(?!机)")
# 少于, 超过 after 不得: a limit
_LIMIT = re.compile(r"[少低高大小多早晚迟长短]于|超过|超出")
# 哪个市每台补助超过15万元, 超过15万元的是哪个市; not 超过15万元的项目由哪个市审批
_KEEPS_A_LIMIT = re.compile(
    r"(?:哪个|哪一个?)(?:城?市|地方|地区|省份?|区县?|县)[^，。；？]{0,16}(?:超过|高于|大于|多于|低于|少于|不到|不足)[^，。；？]{0,6}\d[\d.]*[万亿]?元"
    r"|(?:超过|高于|大于|多于|低于|少于|不到|不足)[^，。；？]{0,6}\d[\d.]*[万亿]?元的(?:是|有|为)?(?:哪个|哪一个?)(?:城?市|地方|地区|省份?|区县?|县)"
)
# 试点为期五年, 有效期为三年: how long a thing is said to last; not 用了十五年
_LASTS = re.compile(r"(?:为期|期限[为是]?|有效期[为是]?|周期[为是]?)$")
_NOBODY = frozenset({"办公厅", "办公室"})
"""Offices that by themselves are no department: the office of a leading group."""


def read_question(
    question: str, *, notices: Sequence[Notice], max_length: int, carried: str = "", as_list: bool = False
) -> Query:
    """What `question` asks for.

    Args:
        question: As asked.
        notices: The corpus's notices, for the ones it names.
        max_length: Characters it may have.
        carried: Words that a follow-up takes from the history.
        as_list: Whether a list is asked for in words that are no part of the question: 列成表给我.

    Raises:
        QuestionError: it is empty, too long or holds no word.
    """
    asked = check_question(question, max_length=max_length)
    text = to_plain(f"{carried} {asked}".strip())
    language = language_of(asked)
    english = language == "en"
    mentions = find_notices(text, notices)
    paths = find_paths(text)
    asking = [match.span() for match in load_wording().filler.finditer(text)]
    # 个旧 in 哪个旧文件 begins within a word that asks
    mentioned = [
        one for one in find_regions(text) if not any(start < one.start < end < one.end for start, end in asking)
    ]
    excluded = tuple(dict.fromkeys(one.region.name for one in mentioned if is_excluded(text, one)))
    regions = _innermost(text, [one for one in mentioned if one.region.name not in excluded])
    placed = [(mention.start, mention.end) for mention in mentioned]
    told = occasion(text)
    among = read_among(text)
    concepts = [
        one
        for one in find_concepts(text)
        if not _overlaps((one.start, one.end), (*placed, *among.spans))
        and not _sets_limit(text, one)
        and not _cuts((one.start, one.end), asking)
        and (one.start >= told or _is_told_too(one, text, told, english=english))
    ]
    kinds = named_by_kind(text, [one.region.name for one in regions], notices if english else ())
    concepts = [one for one in concepts if not _overlaps((one.start, one.end), kinds.spans)]
    left_out = [one for one in concepts if one.concept.kind != "body" and is_left_out(text, one)]
    set_against = [one for one in concepts if is_set_against(text, one)]
    concepts = [one for one in concepts if one not in left_out and one not in set_against]
    offices = load_wording().offices
    bodies = [one for one in concepts if one.concept.kind == "body" and one.concept.zh[0][-1] in offices]
    bodies = [one for one in bodies if not _NOBODY.issuperset(one.concept.zh)]
    figures = [one for one in find_amounts(text) if any(map(str.isdigit, one.text))]
    figures += find_english_amounts(text) if english else ()
    quoted = [
        span for span in quoted_in(text, notices) if not _overlaps(span, [(one.start, one.end) for one in concepts])
    ]
    numbered = find_numbered(text) if english else ()
    read = [
        *quoted,
        *((one.start, one.end) for one in numbered),
        *placed,
        *kinds.spans,
        *among.spans,
        (0, preamble(text, language)),
        *((one.start, one.end) for one in (*concepts, *left_out, *set_against, *figures)),
    ]
    rest = _NAMED.sub(" ", _TIME.sub(" ", _RECKONED.sub(" ", fold(blanked(text, read)))))
    documents = [one for one in concepts if one.concept.kind == "document"]
    named = (
        documents_beside(text, [one.region.name for one in regions], notices)
        or tuple(dict.fromkeys((*of_the_place(mentions.ids, mentioned, notices), *kinds.ids)))
        or named_by_document(documents, regions, notices)
        or document_alone(text, [one.region.name for one in regions], notices)
    )
    above = None if asks(text, "compare", language) else issuer_above(text, regions, notices)
    issued = () if above is None else tuple(one.id for one in notices if one.region == above.name)
    if above is not None and set(named or issued) <= set(issued):
        named, regions = named or issued, [one for one in regions if one.region != above]
    drawn_up = is_to_be_drawn(text) and not regions and not notice_words(text)
    unnamed = reduce(lambda some, name: some.replace(fold(name), " "), notice_words(text), rest)
    own = (*terms_at(text, quoted), *(quoted_terms(unnamed) if english else ()), *numbered_terms(numbered))
    quota = asks(text, "quota", language)
    listing = as_list or ((asks(text, "list", language) or _asks_which_keeps(text)) and not quota)
    named_terms = (
        with_particulars(text, concepts, language)
        if listing and not drawn_up
        else terms_of(text, concepts, with_documents=drawn_up)
    )
    terms = (*named_terms, *own, *(() if english else lone_verbs(unnamed)))
    translated = " ".join([*(one.concept.zh[0] for one in concepts), *dict.fromkeys(m.region.name for m in regions)])
    words = other_words(unnamed if english else rest, language)
    years = _years(blanked(text, kinds.spans), english=english)
    pays = listing and asks(text, "money", language)
    return Query(
        question=question,
        text=text,
        language=language,
        words=f"{text} {translated}" if english else text,
        content=" ".join((translated, *words)) if english else text,
        terms=with_money(terms, concepts) if pays else terms,
        pieces=_pieces(() if english else words, years if named or regions else ()),
        unknown=words if english else (),
        regions=tuple(dict.fromkeys(mention.region.name for mention in regions)),
        excluded=excluded,
        beside=terms_of(text, left_out),
        without_bodies=any(leaves_out(text, one.start) for one in bodies),
        bodies=tuple(variants_of(one) for one in bodies),
        notices=() if drawn_up else named,
        missing=(*mentions.missing, *kinds.missing),
        among=among,
        paths=paths,
        portion=find_portion(text),
        years=years,
        period=find_period(_IN_BRACKETS.sub(" ", text)),
        figures=() if paths else _figures(asked, english=english),
        intent=_intent(text, language, regions=len(regions), paths=paths, notices=bool(named), listing=listing),
        share=_share(text, language),
        wants_money=asks(text, "money", language),
        wants_count=asks(text, "count", language),
        wants_due=asks(text, "due", language),
        wants_duty=asks(text, "duty", language),
        listing=listing,
        wants_catalogue=asks(text, "catalogue", language),
        wants_more=asks(text, "more", language),
        strictly=asks(text, "strictly", language),
        wants_less=asks(text, "less", language),
        wants_missing=asks(text, "missing", language),
        wants_items=asks(text, "items", language),
        wants_head=_asks_head(text, language),
        wants_title="标题" in text or "title" in text.lower(),
        wants_basis=asks(text, "basis", language),
        of_places=asks(text, "places", language) and not quota,
        of_provinces=asks(text, "provinces", language),
    )


def _asks_which_keeps(text: str) -> bool:
    """Whether it asks for the places whose figures keep a limit: 哪个市每台补助超过15万元. One answers as all do."""
    return _KEEPS_A_LIMIT.search(text) is not None


def _sets_limit(text: str, one: ConceptMention) -> bool:
    """Whether a concept is but the beginning of a limit: 不得 in 不得少于三日, which forbids nothing."""
    return text[one.start : one.end] == "不得" and _LIMIT.match(text, one.end) is not None


def _is_told_too(one: ConceptMention, text: str, told: int, *, english: bool) -> bool:
    """Whether a concept of the occasion is asked about: the asker's own office; in English a subject, a talk on BIM."""
    if english:
        return one.concept.kind not in ("body", "person", "document")
    return one.concept.kind == "body" and is_of_the_asker(text, told)


def _pieces(words: tuple[str, ...], years: tuple[int, ...]) -> tuple[str, ...]:
    """Words that are matched piecewise; a year is one where a place or a notice narrows the question."""
    return (*words, *map(str, years))


def _innermost(text: str, mentions: Sequence[RegionMention]) -> list[RegionMention]:
    """`mentions` without the city that stands right before or after its own district."""
    outer = {
        id(other)
        for one, other in (*pairwise(mentions), *((b, a) for a, b in pairwise(mentions)))
        if is_within(one.region, other.region)
        and one.region != other.region
        and _NESTING.fullmatch(text, min(one.end, other.end), max(one.start, other.start))
    }
    return [mention for mention in mentions if id(mention) not in outer]


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _cuts(span: Span, others: Sequence[Span]) -> bool:
    """Whether `span` takes a part of one of `others`: 少人 in 多少人."""
    return any(start < span[0] < end < span[1] or span[0] < start < span[1] < end for start, end in others)


def _figures(asked: str, *, english: bool) -> tuple[Amount, ...]:
    """The figures in digits, the sums, terms and tenths that a question names; of an English one English units too."""
    amounts = find_amounts(asked)
    found = tuple(
        one
        for one in amounts
        if any(map(str.isdigit, one.text)) or one.unit.startswith("元") or _LASTS.search(asked[: one.start])
    )
    read = (*found, *find_english_amounts(asked)) if english else (*found, *find_tenths(asked))
    return tuple({one.start: one for one in read}.values())


def _years(text: str, *, english: bool) -> tuple[int, ...]:
    """Years that the question is about; one inside a 文号 or a title is not."""
    bare = _IN_BRACKETS.sub(" ", text)
    found = [day.year for day in find_dates(bare)]
    if english:
        found += [int(year) for year in _YEAR.findall(bare)]
    return tuple(dict.fromkeys(found))


def _asks_head(text: str, language: Language) -> bool:
    """Whether it asks for a notice's own particulars: 文号, dates, who signed; not who issues a permit."""
    return asks(text, "head", language) and not any(asks(text, what, language) for what in ("places", "handout"))


def _share(text: str, language: Language) -> Share:
    if asks(text, "alone", language):
        return "alone"
    lead, partner = asks(text, "lead", language), asks(text, "partner", language)
    if lead == partner or asks(text, "joins", language):
        return "any"
    return "lead" if lead else "partner"


def _intent(
    text: str, language: Language, *, regions: int, paths: tuple[Path, ...], notices: bool, listing: bool
) -> Intent:
    if asks(text, "greeting", language) or asks(text, "beside", language):
        return "greeting"
    if paths:
        return "item"
    if asks(text, "compare", language):
        return "compare"
    if notices and _asks_head(text, language):
        return "head"
    if asks(text, "duty", language):
        return "task"
    if not regions and listing:
        return "list"
    return "place" if regions else "lookup"
