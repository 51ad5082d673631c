"""One answer against its case, and many scores to figures: pure, over the functions of `eval.metrics`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval import metrics
from eval.cases import Address, Case, plain
from rag.domain import Answer, Table
from rag.numerals import write_chinese

LEAST_PRECISION = 0.5
"""A full pass needs at least this citation precision: an answer that cites everything is no answer."""

_PLACE_COLUMN = ("地区", "城市", "省市", "地方", "地名", "place", "city", "region", "province")
_UNITS = (
    "个",
    "项",
    "家",
    "座",
    "条",
    "处",
    "类",
    "省",
    "市",
    "地",
    "cities",
    "places",
    "items",
    "tasks",
    "rows",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one answer did; None where a figure has no meaning for the case."""

    fact_recall: float | None
    citation_recall: float | None
    citation_precision: float | None
    list_f1: float | None
    abstention_right: bool
    """Abstained where the corpus has no answer, answered where it has one."""
    missing_facts: tuple[str, ...]
    missing_citations: tuple[str, ...]
    """Items that should have been cited and were not, as people write them."""
    wrong_citations: tuple[str, ...]
    missing_members: tuple[str, ...]
    wrong_members: tuple[str, ...]
    violations: tuple[str, ...]
    """What must not be stated and was."""

    @property
    def passed(self) -> bool:
        """All of it: abstention, facts, citations, enumeration, no violation, at least `LEAST_PRECISION`."""
        figures = (self.fact_recall, self.citation_recall, self.list_f1)
        complete = all(figure is None or figure == 1.0 for figure in figures)
        precise = self.citation_precision is None or self.citation_precision >= LEAST_PRECISION
        return complete and precise and self.abstention_right and not self.violations


def judge(case: Case, answer: Answer, places: Mapping[str, Sequence[str]]) -> Score:
    """Hold `answer` against `case`.

    Facts are looked for in text, table and quotes; places in the table's place column, or in the text without
    one; what must be absent in text and table alone, since a quote may hold it with its context.
    """
    cited = tuple(Address(doc=citation.doc, path=citation.path) for citation in answer.citations)
    said = _said(answer)
    stated = "\n".join([said, *(citation.quote for citation in answer.citations)])
    facts = (*case.facts, *_count_fact(case, answer))
    named, right = _places_named(answer, places), frozenset({*case.members, *case.members_also})
    wrong_citations = tuple(
        str(one)
        for one in dict.fromkeys(cited)
        if case.gold and not any(metrics.covers(place, one) for place in (*case.gold, *case.cite_also))
    )
    return Score(
        fact_recall=metrics.fact_recall(stated, facts),
        citation_recall=metrics.citation_recall(cited, case.cite, any_of=case.cite_any),
        citation_precision=metrics.citation_precision(cited, case.gold, allowed=case.cite_also),
        list_f1=metrics.list_f1(named, case.members, allowed=case.members_also),
        abstention_right=answer.abstained != case.answerable,
        missing_facts=metrics.missing_facts(stated, facts),
        missing_citations=tuple(_missing_citations(cited, case)),
        wrong_citations=wrong_citations,
        missing_members=tuple(place for place in case.members if place not in named),
        wrong_members=tuple(sorted(named - right)) if case.members else (),
        violations=metrics.violations(said, case.absent),
    )


def _said(answer: Answer) -> str:
    rows = () if answer.table is None else answer.table.rows
    return "\n".join([answer.text, *(cell for row in rows for cell in row)])


def _places_named(answer: Answer, places: Mapping[str, Sequence[str]]) -> frozenset[str]:
    column = None if answer.table is None else _place_column(answer.table)
    if answer.table is not None and column is not None:
        return metrics.named_places("\n".join(row[column] for row in answer.table.rows), places)
    return metrics.named_places(_said(answer), places)


def _place_column(table: Table) -> int | None:
    headers = [plain(header) for header in table.columns]
    return next((at for at, header in enumerate(headers) if any(name in header for name in _PLACE_COLUMN)), None)


def _missing_citations(cited: Sequence[Address], case: Case) -> Iterator[str]:
    for place in dict.fromkeys(case.cite):
        if not any(metrics.covers(place, one) for one in cited):
            yield str(place)
    if case.cite_any and not any(metrics.covers(place, one) for place in case.cite_any for one in cited):
        yield " / ".join(map(str, case.cite_any))


def _count_fact(case: Case, answer: Answer) -> Iterator[tuple[str, ...]]:
    """The asked number as one more fact, with a measure word; none where the table's total says it."""
    if case.count is None or (answer.table is not None and answer.table.total == case.count):
        return
    numerals = (str(case.count), write_chinese(case.count))
    yield tuple(f"{numeral}{unit}" for numeral in numerals for unit in _UNITS)
