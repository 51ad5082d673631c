"""QuotingWriter: an answer built from the items' own sentences, without a language model."""

from __future__ import annotations

from rag.address import path_label
from rag.answer.english import english_day
from rag.answer.lists import duties, enumerate_findings
from rag.answer.phrases import Phrases, phrases
from rag.answer.quotes import aside, one_line, place_names, quote_item, quoted
from rag.answer.selection import Selection
from rag.answer.ways.cells import write_cells
from rag.domain import Claim, Draft, Item, Language, Notice, Path
from rag.parse.roles import read_date, role_of
from rag.question.query import Query
from rag.saying import is_chapter

_LONGEST_NEARBY = 2
"""Facts that a refusal quotes of each nearby item."""


def write(query: Query, selection: Selection) -> Draft:
    """The draft that says what `selection` found, each line with the quote it stands on."""
    words = phrases(query.language)
    if selection.reason or not selection.findings:
        return _refuse(query, selection, words)
    if selection.intent == "cells":
        return write_cells(query, selection, words)
    rows = all(finding.evidence.item.kind == "row" for finding in selection.findings)
    if rows and selection.intent != "compare":
        return duties(selection, words)
    if selection.intent == "item":
        return _items(selection)
    if selection.intent == "head":
        return _head(query, selection, words)
    if selection.intent == "catalogue":
        return _catalogue(selection, query.language, words)
    if selection.intent == "count":
        return _counts(selection, words)
    if selection.intent in ("articles", "section", "about", "gist", "repealed"):
        return _whole(selection, words)
    return enumerate_findings(query, selection, words)


# --- refusals -----------------------------------------------------------------------------------------------------


def _refuse(query: Query, selection: Selection, words: Phrases) -> Draft:
    lines = {
        "notice": words.nothing_notice.format(missing=words.separator.join(query.missing)),
        "among": words.nothing_among.format(among=query.among.said),
        "item": words.nothing_item,
        "region": words.nothing_region.format(
            regions=place_names(query.regions or selection.lacking, query.language, words)
        ),
        "figure": words.nothing_figure,
        "negation": words.nothing_negation,
        "year": words.nothing_year.format(years=words.separator.join(map(str, query.years))),
        "premise": words.nothing_premise.format(figures=words.separator.join(selection.lacking)),
        "duty": words.nothing_duty,
        "national": words.nothing_national,
        "penalty": words.nothing_penalty,
        "person": words.nothing_person,
        "detail": words.nothing_detail,
        "effect": words.nothing_effect,
        "repeal": words.nothing_repeal,
        "basis": words.nothing_basis,
        "lapsed": words.nothing_lapsed,
        "unheld": words.nothing_unheld.format(name=words.separator.join(selection.lacking)),
        "greeting": words.greeting,
    }
    claims = [Claim(text=lines.get(selection.reason, words.nothing_topic))]
    if selection.narrowed:
        claims.append(Claim(text=words.narrowed))
    nearby = [f for finding in selection.nearby for f in quoted(finding.evidence.item, finding.facts[:_LONGEST_NEARBY])]
    if nearby:
        claims.append(Claim(text=words.nearby))
        claims.extend(nearby)
    return Draft(claims=tuple(claims), abstained=True, matched=0, searched=selection.searched)


# --- one item -----------------------------------------------------------------------------------------------------


def _items(selection: Selection) -> Draft:
    """An item asked for by its address: whole, with the units below it."""
    claims: list[Claim] = []
    for finding in selection.findings:
        item = finding.evidence.item
        quote = quote_item(finding.evidence.notice, item)
        claims.append(Claim(text=f"- {one_line(item.text)}", quotes=(quote,), verbatim=True))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def _head(query: Query, selection: Selection, words: Phrases) -> Draft:
    """A notice's particulars in one line, then the lines of its head and tail that the question is about."""
    claims: list[Claim] = []
    for notice in dict.fromkeys(finding.evidence.notice.id for finding in selection.findings):
        own = [finding.evidence for finding in selection.findings if finding.evidence.notice.id == notice]
        particulars = [one for one in own if role_of(one.item.text) is not None]
        said: set[str] = set()
        for one in particulars:
            name, words_of = words.roles[role_of(one.item.text) or ""], one.item.text
            if any(words_of in earlier for earlier in said):
                continue
            said.add(words_of)
            quote = quote_item(one.notice, one.item)
            day = read_date(words_of) if query.language == "en" else None
            told = english_day(day, words_of) if day is not None else words_of
            line = told if told.startswith(name) else f"{name}{words.colon}{told}"
            claims.append(Claim(text=f"- {line}", quotes=(quote,), verbatim=True))
        for one in own:
            if one not in particulars:
                claims.extend(quoted(one.item, one.facts))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def _whole(selection: Selection, words: Phrases) -> Draft:
    """What is said of one notice or section as a whole: its size, its gist, since when it holds."""
    first = selection.findings[0].evidence
    notice, item = first.notice, first.item
    lines: dict[str, str] = {"gist": words.gist}
    if selection.intent == "repealed":
        lines["repealed"] = words.repealed.format(name=words.separator.join(selection.lacking), title=notice.title)
    if selection.intent == "articles":
        chapters = sum(map(is_chapter, notice.items))
        lines["articles"] = words.articles.format(
            title=notice.title,
            articles=len({one.path[0] for one in notice.items if one.path and one.path[0].endswith("条")}),
            chapters=words.chapters.format(count=chapters) if chapters else "",
        )
    if selection.intent == "section":
        below = [one for one in selection.findings[1:] if _is_unit_of(item, one.evidence.item)]
        title = f"{path_label(item.path)} {item.heading}".strip()
        lines["section"] = words.section.format(section=title, count=len(below))
    frame = lines.get(selection.intent)
    quotes = (quote_item(notice, item),)
    if selection.intent == "repealed":
        quotes = tuple(quote for claim in quoted(item, selection.findings[0].facts) for quote in claim.quotes)
    claims = [Claim(text=frame, quotes=quotes, verbatim=True)] if frame else []
    for finding in selection.findings:
        if selection.intent != "section" or finding.evidence is not first:
            claims.extend(quoted(finding.evidence.item, finding.facts))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def _is_unit_of(section: Item, item: Item) -> bool:
    """Whether an item stands right below a section, or is an article of a chapter."""
    if is_chapter(section):
        return len(item.path) == 1
    return item.path[:-1] == section.path


def _catalogue(selection: Selection, language: Language, words: Phrases) -> Draft:
    """The notices by title, 文号 and date."""
    claims = [Claim(text=words.notices.format(count=len(selection.findings)))]
    for finding in selection.findings:
        notice, item = finding.evidence.notice, finding.evidence.item
        particulars = words.semicolon.join(one for one in (notice.symbol, _day_issued(notice, language)) if one)
        text = f"- {notice.title}{aside(particulars, words) if particulars else ''}"
        claims.append(Claim(text=text, quotes=(quote_item(notice, item),), verbatim=True))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def _day_issued(notice: Notice, language: Language) -> str:
    if notice.issued is None:
        return ""
    printed = f"{notice.issued.year}年{notice.issued.month}月{notice.issued.day}日"
    return english_day(notice.issued, printed) if language == "en" else printed


def _counts(selection: Selection, words: Phrases) -> Draft:
    """How many items a notice has, in all and under each of its sections."""
    claims: list[Claim] = []
    for number in dict.fromkeys(finding.evidence.notice.id for finding in selection.findings):
        sections = [finding.evidence for finding in selection.findings if finding.evidence.notice.id == number]
        notice = sections[0].notice
        body = [one for one in sections if not one.item.path[0].startswith("附")] or sections
        claims.append(
            Claim(
                text=words.items.format(
                    title=notice.title,
                    count=sum(count_items(notice, one.item.path) for one in body),
                    parts=words.parts.format(count=len(body)) if len(body) > 1 else "",
                )
            )
        )
        for one in sections:
            title = f"{path_label(one.item.path)} {one.item.heading}".strip()
            text = f"- {title}{words.colon}{count_items(notice, one.item.path)}"
            claims.append(Claim(text=text, quotes=(quote_item(notice, one.item),), verbatim=True))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def count_items(notice: Notice, path: Path) -> int:
    """Leaves of the outline at or below `path`: items and rows, not the sections that hold them."""
    return sum(item.kind in ("item", "row") for item in notice.under(path) if item.path)
