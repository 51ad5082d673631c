"""What was found, or the refusal where it lacks the very figure, day, person or detail that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.answer.asked import asked, asks_payment, gives_fine, gives_payment, gives_penalty
from rag.answer.contrast import gives_for_another
from rag.answer.dated import years_in
from rag.answer.details import details_asked
from rag.answer.offices import asks_who
from rag.answer.premise import lacking
from rag.answer.selection import Finding, Reason, Selection
from rag.question.query import Query


def checked(selection: Selection, query: Query) -> Selection:
    """`selection`, or the refusal where it lacks the very figure or year that is asked for or taken for granted."""
    reason = _unanswered(query, selection.findings)
    if not reason:
        return selection
    return replace(
        selection,
        findings=(),
        reason=reason,
        nearby=selection.findings[:2],
        lacking=lacking(query, selection.findings),
    )


def _unanswered(query: Query, findings: Sequence[Finding]) -> Reason:
    facts = [fact for finding in findings for fact in finding.facts]
    dated = [_dated(finding) for finding in findings]
    if query.years and not any(str(year) in text or year in years_in(text) for year in query.years for text in dated):
        return "year"
    if asks_payment(query) and not any(gives_payment(fact) for fact in facts):
        return "figure"
    details = () if query.of_places else details_asked(query)
    if details and not any(give(fact) for fact in facts for give in details):
        return "detail"
    gives = asked(query)
    fined = gives in ((gives_penalty,), (gives_fine,))
    strict = not query.listing or asks_who(query) or fined
    if asks_payment(query) and not query.listing:
        if any(gives_for_another(one, query.terms, give) for give in gives for one in findings):
            return "figure"
    if gives and strict and not any(give(fact) for fact in facts for give in gives):
        return "penalty" if fined else "person" if asks_who(query) else "figure"
    limits = query.listing and (query.wants_more or query.wants_less)
    if not limits and lacking(query, findings):
        return "premise"
    return ""


def _dated(finding: Finding) -> str:
    notice = finding.evidence.notice
    issued = str(notice.issued.year) if notice.issued else ""
    return " ".join((finding.evidence.item.text, finding.evidence.headings, notice.id, notice.title, issued))
