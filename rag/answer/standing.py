"""What is in force comes first, and what is not is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rag.answer.selection import Selection
from rag.domain import Claim, Draft, Language, Notice, Validity


def in_force_first(selection: Selection, stands: Mapping[str, Validity]) -> Selection:
    """`selection` with the items of notices in force before the others, where the best of several is looked up."""
    if selection.intent != "lookup":
        return selection
    ordered = sorted(selection.findings, key=lambda one: not stands[one.evidence.notice.id].in_force)
    return replace(selection, findings=tuple(ordered))


def marked(draft: Draft, stands: Mapping[str, Validity], notices: Mapping[str, Notice], language: Language) -> Draft:
    """`draft` with a line for each quoted notice that is not in force."""
    quotes = [quote for part in (*draft.claims, *draft.rows) for quote in part.quotes]
    past = [name for name in dict.fromkeys(quote.notice for quote in quotes) if not stands[name].in_force]
    lines = tuple(Claim(text=_words(notices[name], stands[name], language)) for name in past)
    return replace(draft, claims=(*draft.claims, *lines))


def _words(notice: Notice, stands: Validity, language: Language) -> str:
    day = "" if stands.until is None else stands.until.isoformat()
    if language == "en":
        by = f" by {stands.by}" if stands.by else ""
        said = {
            "未施行": f"is not in force before {day}",
            "已失效": f"expired after {day}" + (f", as extended by {stands.by}" if stands.by else ""),
            "已废止": f"has been repealed{by}",
        }
        return f"Note: {notice.id} {said[stands.standing]}."
    by = f"（见 {stands.by}）" if stands.by else ""
    said = {"未施行": f"自 {day} 起才施行", "已失效": f"有效期到 {day}，已经失效{by}", "已废止": f"已经废止{by}"}
    return f"注意：{notice.id} {said[stands.standing]}。"
