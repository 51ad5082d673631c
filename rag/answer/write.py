"""QuotingWriter: an answer built from the items' own sentences, without a language model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.address import path_label
from rag.answer.phrases import Phrases, phrases
from rag.answer.select import Finding, Selection
from rag.domain import Amount, Claim, Draft, Fact, Item, Language, Notice, Path, Quote, TableRow
from rag.parse.roles import role_of
from rag.regions import find_region
from rag.retrieve.query import Query

_GAP = 2
"""Characters between two facts that still follow each other: a comma, a line end."""
_LONGEST_NEARBY = 2
"""Facts that a refusal quotes of each nearby item."""


def write(query: Query, selection: Selection) -> Draft:
    """The draft that says what `selection` found, each line with the quote it stands on."""
    words = phrases(query.language)
    if selection.reason or not selection.findings:
        return _refuse(query, selection, words)
    if all(finding.evidence.item.kind == "row" for finding in selection.findings):
        return _duties(selection, words)
    if selection.intent == "item":
        return _items(selection)
    if selection.intent == "head":
        return _head(selection, words)
    if selection.intent == "catalogue":
        return _catalogue(selection, words)
    if selection.intent == "count":
        return _counts(selection, words)
    return _enumerate(query, selection, words)


# --- refusals -----------------------------------------------------------------------------------------------------


def _refuse(query: Query, selection: Selection, words: Phrases) -> Draft:
    lines = {
        "notice": words.nothing_notice.format(missing=words.separator.join(query.missing)),
        "item": words.nothing_item,
        "region": words.nothing_region.format(regions=_names(query.regions, query.language, words)),
        "figure": words.nothing_figure,
        "negation": words.nothing_negation,
        "year": words.nothing_year.format(years=words.separator.join(map(str, query.years))),
        "premise": words.nothing_premise.format(figures=words.separator.join(selection.lacking)),
        "duty": words.nothing_duty,
        "greeting": words.greeting,
    }
    claims = [Claim(text=lines.get(selection.reason, words.nothing_topic))]
    nearby = [
        f for finding in selection.nearby for f in _quoted(finding.evidence.item, finding.facts[:_LONGEST_NEARBY])
    ]
    if nearby:
        claims.append(Claim(text=words.nearby))
        claims.extend(nearby)
    return Draft(claims=tuple(claims), abstained=True, matched=0, searched=selection.searched)


def _names(regions: Sequence[str], language: Language, words: Phrases) -> str:
    return words.separator.join(place_name(region, language) for region in regions)


def place_name(region: str, language: Language) -> str:
    """``西安``, in an English answer ``Xi'an (西安)``."""
    known = find_region(region) if language == "en" else None
    return region if known is None else f"{known.english} ({region})"


# --- quoting ------------------------------------------------------------------------------------------------------


def _quote_item(notice: Notice, item: Item) -> Quote:
    return Quote(notice=notice.id, path=item.path, start=item.start, end=item.end)


def _quoted(item: Item, facts: Sequence[Fact]) -> Iterator[Claim]:
    """One claim a run of facts that follow each other in the text."""
    run: list[Fact] = []
    for fact in facts:
        if run and fact.start - run[-1].end > _GAP:
            yield _quote_run(item, run)
            run = []
        run.append(fact)
    if run:
        yield _quote_run(item, run)


def _quote_run(item: Item, run: Sequence[Fact]) -> Claim:
    start, end = run[0].start, run[-1].end
    text = item.text[start - item.start : end - item.start]
    quote = Quote(notice=run[0].notice, path=run[0].path, start=start, end=end)
    return Claim(text=f"- {_one_line(text)}", quotes=(quote,), verbatim=True)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip()


# --- one item -----------------------------------------------------------------------------------------------------


def _items(selection: Selection) -> Draft:
    """An item asked for by its address: whole, with the units below it."""
    claims: list[Claim] = []
    for finding in selection.findings:
        item = finding.evidence.item
        quote = _quote_item(finding.evidence.notice, item)
        claims.append(Claim(text=f"- {_one_line(item.text)}", quotes=(quote,), verbatim=True))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def _head(selection: Selection, words: Phrases) -> Draft:
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
            quote = _quote_item(one.notice, one.item)
            claims.append(Claim(text=f"- {name}{words.colon}{words_of}", quotes=(quote,), verbatim=True))
        for one in own:
            if one not in particulars:
                claims.extend(_quoted(one.item, one.facts))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def _catalogue(selection: Selection, words: Phrases) -> Draft:
    """The notices by title, 文号 and date."""
    claims = [Claim(text=words.notices.format(count=len(selection.findings)))]
    for finding in selection.findings:
        notice, item = finding.evidence.notice, finding.evidence.item
        particulars = words.semicolon.join(str(one) for one in (notice.symbol, notice.issued) if one)
        text = f"- {notice.title}{_aside(particulars, words) if particulars else ''}"
        claims.append(Claim(text=text, quotes=(_quote_item(notice, item),), verbatim=True))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def _counts(selection: Selection, words: Phrases) -> Draft:
    """How many items a notice has, in all and under each of its sections."""
    claims: list[Claim] = []
    for number in dict.fromkeys(finding.evidence.notice.id for finding in selection.findings):
        sections = [finding.evidence for finding in selection.findings if finding.evidence.notice.id == number]
        notice = sections[0].notice
        claims.append(
            Claim(
                text=words.items.format(
                    title=notice.title, count=sum(count_items(notice, one.item.path) for one in sections)
                )
            )
        )
        for one in sections:
            title = f"{path_label(one.item.path)} {one.item.heading}".strip()
            text = f"- {title}{words.colon}{count_items(notice, one.item.path)}"
            claims.append(Claim(text=text, quotes=(_quote_item(notice, one.item),), verbatim=True))
    return Draft(claims=tuple(claims), matched=len(selection.findings), searched=selection.searched)


def count_items(notice: Notice, path: Path) -> int:
    """Leaves of the outline at or below `path`: items and rows, not the sections that hold them."""
    return sum(item.kind in ("item", "row") for item in notice.under(path) if item.path)


# --- duties -------------------------------------------------------------------------------------------------------


def _duties(selection: Selection, words: Phrases) -> Draft:
    """Table rows: what is to be done, by when, by whom."""
    claims = [Claim(text=words.duties.format(matched=len(selection.findings)))]
    rows: list[TableRow] = []
    titles = list(dict.fromkeys(finding.evidence.notice.title for finding in selection.findings))
    shown = ""
    for finding in selection.findings:
        title = finding.evidence.notice.title
        if len(titles) > 1 and title != shown:
            claims.append(Claim(text=f"**{title}**"))
            shown = title
        item, fact = finding.evidence.item, finding.facts[0]
        quote = _quote_item(finding.evidence.notice, item)
        number = item.path[-1]
        claims.append(Claim(text=_duty_line(item, fact, words), quotes=(quote,)))
        partners = words.separator.join(fact.partners)
        rows.append(TableRow(cells=(number, _one_line(fact.text), fact.due, fact.lead, partners), quotes=(quote,)))
    return Draft(
        claims=tuple(claims),
        columns=words.columns_duty,
        rows=tuple(rows),
        matched=len(selection.findings),
        searched=selection.searched,
    )


def _duty_line(item: Item, fact: Fact, words: Phrases) -> str:
    """``第9项（任务名称）：…（完成时间：每年；牵头：…；配合：…）``; a row without duties gives its cells by column."""
    number = words.item_number.format(number=item.path[-1])
    if not fact.due and not fact.lead:
        cells = words.semicolon.join(f"{cell.column}{words.colon}{_one_line(cell.text)}" for cell in item.cells)
        return f"- {number}{words.colon}{cells}"
    duties = ((words.due, fact.due), (words.lead, fact.lead), (words.partners, words.separator.join(fact.partners)))
    told = words.semicolon.join(f"{name}{words.colon}{value}" for name, value in duties if value)
    heading = _aside(item.heading, words) if item.heading else ""
    return f"- {number}{heading}{words.colon}{_one_line(fact.text)}{_aside(told, words)}"


def _aside(text: str, words: Phrases) -> str:
    opening, closing = words.brackets
    return f" {opening}{text}{closing}" if opening == "(" else f"{opening}{text}{closing}"


# --- enumerations and look-ups ------------------------------------------------------------------------------------


def _enumerate(query: Query, selection: Selection, words: Phrases) -> Draft:
    """Facts under the headings they stand under; for an enumeration each place's own, and the same as a table."""
    listing = query.listing or selection.intent == "compare" or len(selection.findings) > 3
    claims: list[Claim] = []
    rows: list[TableRow] = []
    group = ""
    for finding in selection.findings:
        title = finding.side or (_group_title(finding) if listing else "")
        if title != group:
            claims.append(Claim(text=f"**{title}**"))
            group = title
        claims.extend(_finding_claims(finding, query.language, words, apart=listing))
        rows.extend(_table_rows(finding, query.language, words))
    for side in selection.silent:
        claims.append(Claim(text=f"**{side}**"))
        claims.append(Claim(text=f"- {words.silent}"))
    if listing:
        claims.insert(0, Claim(text=_total(query, selection, words)))
    return Draft(
        claims=tuple(claims),
        columns=words.columns_list if listing and rows else (),
        rows=tuple(rows) if listing else (),
        matched=len(selection.findings),
        searched=selection.searched,
    )


def _total(query: Query, selection: Selection, words: Phrases) -> str:
    facts = [fact for finding in selection.findings for fact in finding.facts]
    places = dict.fromkeys(region for fact in facts for region in fact.regions)
    line = words.found_places if places and not query.regions else words.found
    return line.format(matched=len(selection.findings), places=len(places), searched=selection.searched)


def _group_title(finding: Finding) -> str:
    evidence = finding.evidence
    above = evidence.item.path[:-1]
    headings = evidence.notice.headings(above)
    where = f" · {path_label(above)} {headings[-1]}" if headings else ""
    return f"{evidence.notice.title}{where}"


def _finding_claims(finding: Finding, language: Language, words: Phrases, *, apart: bool) -> Iterator[Claim]:
    """The claims of one item: a row with its duties, facts of a place each for itself, else runs of sentences."""
    item = finding.evidence.item
    if item.kind == "row":
        quote = _quote_item(finding.evidence.notice, item)
        yield Claim(text=_duty_line(item, finding.facts[0], words), quotes=(quote,))
    elif apart and any(fact.regions for fact in finding.facts):
        yield from _by_place(finding, language, words)
    else:
        yield from _quoted(item, finding.facts)


def _by_place(finding: Finding, language: Language, words: Phrases) -> Iterator[Claim]:
    """One claim a run of facts on the same places; in English the places stand before the quote."""
    for run in _runs_by_place(finding):
        names = f"**{_names(run.regions, language, words)}**: " if language == "en" and run.regions else ""
        yield Claim(text=f"- {names}{run.text}", quotes=(run.quote,), verbatim=True)


def _table_rows(finding: Finding, language: Language, words: Phrases) -> Iterator[TableRow]:
    for run in _runs_by_place(finding):
        if run.regions:
            amounts = words.separator.join(dict.fromkeys(amount.text for amount in run.amounts))
            yield TableRow(cells=(_names(run.regions, language, words), run.text, amounts), quotes=(run.quote,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Facts on the same places that follow each other."""

    regions: tuple[str, ...]
    text: str
    quote: Quote
    amounts: tuple[Amount, ...]


def _runs_by_place(finding: Finding) -> Iterator[_Run]:
    notice = finding.evidence.notice
    for regions, group in groupby(finding.facts, key=lambda fact: fact.regions):
        own = list(group)
        start, end = own[0].start, own[-1].end
        yield _Run(
            regions=regions,
            text=_one_line(notice.text[start:end]),
            quote=Quote(notice=notice.id, path=own[0].path, start=start, end=end),
            amounts=tuple(amount for fact in own for amount in fact.amounts),
        )
