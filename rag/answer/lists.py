"""Enumerations, look-ups, comparisons and duties as lines and as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rag.address import path_label
from rag.answer.asked import gives_payment
from rag.answer.clauses import lies_in
from rag.answer.english import english_amount, english_body, english_due, english_heading
from rag.answer.phrases import EN, Phrases
from rag.answer.quotes import aside, one_line, place_names, quote_item, quoted, saying
from rag.answer.selection import Finding, Selection
from rag.domain import Amount, Claim, Draft, Fact, Item, Language, Quote, TableRow
from rag.question.query import Query
from rag.regions import find_region

# 是否一致, 一样吗, 有没有变化, 还保留吗, is it still the same: asks whether two sides agree
_ASKS_WHETHER = re.compile(
    r"(?:是否|是不是).{0,6}(?:一致|一样|相同|保留|沿用|改变)|(?:一致|一样|相同|变化?了?|保留|沿用)(?:吗|么|没有?|不)"
    r"|有(?:没有|无)(?:变化?|区别|不同|改|调整)|\b(?:still|the same|changed|unchanged|agree|match)\b",
    re.I,
)


def enumerate_findings(query: Query, selection: Selection, words: Phrases) -> Draft:
    """Facts under the headings they stand under; for an enumeration each place's own, and the same as a table."""
    query = replace(query, excluded=_beside(query, selection))
    counted = selection.intent in ("task", "place") and query.wants_items
    counted = counted or (selection.intent == "task" and _rows(selection) > 0)
    listing = query.listing or counted or selection.intent == "compare" or len(selection.findings) > 3
    of_duties = selection.intent == "task" and _tell_duties(selection.findings)
    opening = {id(one) for one in _opening(selection)}
    claims: list[Claim] = []
    rows: list[TableRow] = []
    group = ""
    for finding in selection.findings:
        title = finding.side or (_group_title(finding, query.language) if listing else "")
        if title != group:
            claims.append(Claim(text=f"**{title}**"))
            group = title
        own = list(_finding_claims(finding, query, words, apart=listing))
        if id(finding) in opening:  # what opens a list is none of its members
            own = [replace(claim, text=claim.text.removeprefix("- ")) for claim in own]
        claims.extend(own)
        told = _duty_rows(finding, words) if of_duties else _table_rows(finding, query, words)
        rows.extend(_standing_on(row, own) for row in told)
    matched = _matched(selection)
    if selection.intent == "compare":  # what tells of both sides is one
        rows = list(dict.fromkeys(rows))
        matched = len({quote for claim in claims for quote in claim.quotes})
    for side in selection.silent:
        claims.append(Claim(text=f"**{side}**"))
        claims.append(Claim(text=f"- {words.silent}"))
    if selection.intent == "compare":
        claims.extend(_figures_of_sides(query, selection, words))
    if listing:
        claims.insert(0, Claim(text=_total(query, selection, matched, words)))
        claims.extend(_without_sums(query, selection, words))
    columns = words.columns_duty if of_duties else words.columns_list
    return Draft(
        claims=tuple(claims),
        columns=columns if listing and rows else (),
        rows=tuple(rows) if listing else (),
        matched=matched,
        searched=selection.searched,
    )


def _beside(query: Query, selection: Selection) -> tuple[str, ...]:
    """The places that clauses name beside those that are meant, with those that the question leaves out.

    Of provinces no city is meant: 福建、雄安、沈阳 names one of them.
    """
    named = {region for one in selection.findings for fact in one.facts for region in fact.regions}
    meant = set(selection.places or named)
    if query.of_provinces:
        meant = {name for name in meant if (found := find_region(name)) is not None and found.level == "province"}
    return (*query.excluded, *sorted(named - meant))


def _total(query: Query, selection: Selection, matched: int, words: Phrases) -> str:
    if selection.intent == "task" and (rows := _rows(selection)):
        counts = {"matched": matched, "rows": rows, "clauses": matched - rows}
        return words.duties_both.format(**counts, searched=selection.searched)
    facts = [fact for finding in selection.findings for fact in finding.facts]
    homes = [one.evidence.home for one in selection.findings if one.evidence.home and not one.evidence.regions]
    places = set([*(region for fact in facts for region in fact.regions), *homes]) - set(query.excluded)
    line = words.found_places if places and not query.regions else words.found
    return line.format(matched=matched, places=len(places), searched=selection.searched)


def _rows(selection: Selection) -> int:
    """The rows of tables that were found."""
    return sum(one.evidence.item.kind == "row" for one in selection.findings)


def _matched(selection: Selection) -> int:
    """The items that were found, without those that only open others."""
    return len(selection.findings) - len(_opening(selection))


def _opening(selection: Selection) -> list[Finding]:
    """The leads and sections of which units were found too."""
    above = {(one.evidence.notice.id, one.evidence.item.path[:-1]) for one in selection.findings}
    leads = [one for one in selection.findings if one.evidence.lead or one.evidence.item.kind == "section"]
    return [one for one in leads if (one.evidence.notice.id, one.evidence.item.path) in above]


def _without_sums(query: Query, selection: Selection, words: Phrases) -> Iterator[Claim]:
    """Where sums are asked for, the places that do the thing and of which no sum is printed."""
    if not query.wants_money or selection.intent == "compare":
        return
    facts = [fact for finding in selection.findings for fact in finding.facts]
    paying = {region for fact in facts if gives_payment(fact) for region in fact.regions}
    silent = [region for region in dict.fromkeys(r for fact in facts for r in fact.regions) if region not in paying]
    if paying and silent:
        yield Claim(text=words.without_sums.format(places=place_names(silent, query.language, words)))


def _figures_of_sides(query: Query, selection: Selection, words: Phrases) -> Iterator[Claim]:
    """The figures that only one side of a comparison has, and those that all have, on the quotes that print them."""
    sides = [
        _Figures(name=name, runs=[run for one in group for run in _runs_by_place(one)])
        for name, group in groupby(selection.findings, key=lambda one: one.side)
    ]
    if len(sides) < 2 or not all(side.values for side in sides):
        return
    common = {value for value in sides[0].values if all(value in side.values for side in sides)}
    yield Claim(text=f"**{words.figures}**")
    quotes = tuple(dict.fromkeys(quote for side in sides for quote in side.quotes))
    if _ASKS_WHETHER.search(query.text):
        alike = all(value in common for side in sides for value in side.values)
        yield Claim(text=f"- {words.figures_alike if alike else words.figures_unlike}", quotes=quotes)
    if common:
        first = sides[0]
        texts = words.separator.join(text for value, text in first.values.items() if value in common)
        yield Claim(text=f"- {words.figures_same}{words.colon}{texts}", quotes=quotes)
    for side in sides:
        own = [text for value, text in side.values.items() if value not in common]
        if own:
            texts = words.separator.join(own)
            yield Claim(text=f"- {words.figures_only.format(side=side.name)}{words.colon}{texts}", quotes=side.quotes)


def _group_title(finding: Finding, language: Language) -> str:
    evidence = finding.evidence
    above = evidence.item.path[:-1]
    headings = evidence.notice.headings(above)
    heading = headings[-1] if headings else ""
    if language == "en" and heading:
        heading = english_heading(heading)
    where = f" · {path_label(above)} {heading}" if headings else ""
    return f"{evidence.notice.title}{where}"


def _finding_claims(finding: Finding, query: Query, words: Phrases, *, apart: bool) -> Iterator[Claim]:
    """The claims of one item: a row with its duties, facts of a place each for itself, else runs of sentences."""
    item = finding.evidence.item
    if item.kind == "row":
        quote = quote_item(finding.evidence.notice, item)
        yield Claim(text=duty_line(item, finding.facts[0], words), quotes=(quote,))
    elif apart and any(fact.regions for fact in finding.facts):
        yield from _by_place(finding, query, words)
    else:
        yield from quoted(item, finding.facts)


def _by_place(finding: Finding, query: Query, words: Phrases) -> Iterator[Claim]:
    """One claim a run of facts on the same places.

    In English the places and sums stand before the quote; so do the places asked for where it names others too.
    """
    language = query.language
    for run in _runs_by_place(finding):
        before = ""
        if language == "zh" and (others := _not_excluded(run.regions, query)) != run.regions and others:
            before = f"**{place_names(others, language, words)}**{words.colon}"
        if language == "en" and run.regions:
            sums = [english_amount(one) for one in run.amounts if one.unit.startswith("元")]
            told = f", {words.separator.join(dict.fromkeys(sums))}" if sums else ""
            named = _not_excluded(run.regions, query) or run.regions
            before = f"**{place_names(named, language, words)}**{told}: "
        yield Claim(text=f"- {before}{run.text}", quotes=(run.quote,), verbatim=True)


def _table_rows(finding: Finding, query: Query, words: Phrases) -> Iterator[TableRow]:
    """A row a run of facts; what tells of no place is of the place that issued the notice."""
    home = finding.evidence.home
    for run in _runs_by_place(finding):
        regions = _asked_for(run.regions, query) or ((home,) if home else ())
        if regions:
            texts = [english_amount(one) if query.language == "en" else one.text for one in run.amounts]
            amounts = words.separator.join(dict.fromkeys(texts))
            yield TableRow(cells=(place_names(regions, query.language, words), run.text, amounts), quotes=(run.quote,))


def _tell_duties(findings: Sequence[Finding]) -> bool:
    """Whether most items print who leads or what is due, so that a table of it is not empty."""
    telling = sum(any(fact.lead or fact.due for fact in one.facts) for one in findings)
    return 2 * telling >= len(findings)


def _duty_rows(finding: Finding, words: Phrases) -> Iterator[TableRow]:
    """A row a task: of a table's row its own, of a clause a run of facts with who leads them."""
    item = finding.evidence.item
    if item.kind == "row":
        yield _duty_row(finding, words)
        return
    for run in _runs_by_place(finding):
        fact = next((one for one in run.facts if one.lead or one.due), run.facts[0])
        yield TableRow(cells=(path_label(item.path), run.text, *_duty_told(fact, words)), quotes=(run.quote,))


def _duty_row(finding: Finding, words: Phrases) -> TableRow:
    item, fact = finding.evidence.item, finding.facts[0]
    cells = (item.path[-1], one_line(fact.text), *_duty_told(fact, words))
    return TableRow(cells=cells, quotes=(quote_item(finding.evidence.notice, item),))


def _standing_on(row: TableRow, claims: Sequence[Claim]) -> TableRow:
    """`row` with the quotes of the lines that hold its own, so that a line and its row share a citation."""
    lines = [quote for claim in claims for quote in claim.quotes]
    quotes = tuple(next((line for line in lines if _holds(line, one)), one) for one in row.quotes)
    return replace(row, quotes=quotes)


def _holds(outer: Quote, inner: Quote) -> bool:
    return outer.notice == inner.notice and outer.start <= inner.start and inner.end <= outer.end


def _asked_for(regions: tuple[str, ...], query: Query) -> tuple[str, ...]:
    """Of the places of a fact those that the question asks for: of 苏州、佛山 the one in 广东; else all."""
    others = _not_excluded(regions, query)
    return tuple(name for name in others if query.of_places and lies_in(name, query.regions)) or others


def _not_excluded(regions: tuple[str, ...], query: Query) -> tuple[str, ...]:
    """`regions` without those that the question leaves out."""
    return tuple(name for name in regions if name not in query.excluded)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Facts on the same places that follow each other."""

    regions: tuple[str, ...]
    text: str
    quote: Quote
    facts: tuple[Fact, ...]

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Their figures."""
        return tuple(amount for fact in self.facts for amount in fact.amounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """The figures of one side of a comparison."""

    name: str
    runs: list[_Run]

    @property
    def values(self) -> dict[tuple[str, str], str]:
        """Value and unit of each figure → as printed."""
        return {(str(one.value), one.unit): one.text for run in self.runs for one in run.amounts}

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Where they are printed."""
        return tuple(run.quote for run in self.runs if run.amounts)


def _runs_by_place(finding: Finding) -> Iterator[_Run]:
    notice = finding.evidence.notice
    for regions, group in groupby(finding.facts, key=lambda fact: fact.regions):
        own = list(group)
        start, end = saying(finding.evidence.item, own[0].start, own[-1].end)
        yield _Run(
            regions=regions,
            text=one_line(notice.text[start:end]),
            quote=Quote(notice=notice.id, path=own[0].path, start=start, end=end),
            facts=tuple(own),
        )


def duties(selection: Selection, words: Phrases) -> Draft:
    """Table rows: what is to be done, by when, by whom."""
    claims = [Claim(text=words.duties.format(matched=len(selection.findings)))]
    rows: list[TableRow] = []
    titles = list(dict.fromkeys(finding.evidence.notice.title for finding in selection.findings))
    shown = ""
    for finding in selection.findings:
        title = finding.side or (finding.evidence.notice.title if len(titles) > 1 else "")
        if title != shown:
            claims.append(Claim(text=f"**{title}**"))
            shown = title
        item, fact = finding.evidence.item, finding.facts[0]
        quote = quote_item(finding.evidence.notice, item)
        claims.append(Claim(text=duty_line(item, fact, words), quotes=(quote,)))
        rows.append(_duty_row(finding, words))
    return Draft(
        claims=tuple(claims),
        columns=words.columns_duty,
        rows=tuple(rows),
        matched=len(selection.findings),
        searched=selection.searched,
    )


def _duty_told(fact: Fact, words: Phrases) -> tuple[str, str, str]:
    """When a duty is due, who leads it and who joins; in an English answer in English, with the print beside it."""
    if words is not EN:
        return fact.due, fact.lead, words.separator.join(fact.partners)
    leads = words.separator.join(map(english_body, filter(None, fact.lead.split("、"))))
    return english_due(fact.due), leads, words.separator.join(map(english_body, fact.partners))


def duty_line(item: Item, fact: Fact, words: Phrases) -> str:
    """``第9项（任务名称）：…（完成时间：每年；牵头：…；配合：…）``; a row without duties gives its cells by column."""
    last = item.path[-1]
    number = last if last.startswith("第") else words.item_number.format(number=last)
    if not fact.due and not fact.lead:
        cells = words.semicolon.join(f"{cell.column}{words.colon}{one_line(cell.text)}" for cell in item.cells)
        return f"- {number}{words.colon}{cells}"
    duties = zip((words.due, words.lead, words.partners), _duty_told(fact, words), strict=True)
    told = words.semicolon.join(f"{name}{words.colon}{value}" for name, value in duties if value)
    heading = aside(item.heading, words) if item.heading else ""
    return f"- {number}{heading}{words.colon}{one_line(fact.text)}{aside(told, words)}"
