"""Which items of an enumeration of payments say what is paid: sums that are given, and no forms, fines or floors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answer.asked import IN_KIND, gives_payment
from rag.answer.scored import Scored
from rag.question.query import Query
from rag.retrieve.evidence import Evidence, fold_once

# 补贴, 奖励60元, 贴息, 每只15元报销: money that is given, in a text, a heading or the name of a column
_PAID = re.compile(r"补贴|补助|奖补|奖励|奖金|资助|贴息|津贴|以奖代补|资金支持|财政承担|财政保障|报销|补偿")
# 处1万元以上5万元以下罚款, 追回, 扣减: money that is taken
_TAKEN = re.compile(r"罚款|罚金|没收|追回|收回|扣减|骗取")


def paying(matching: Sequence[Scored], scored: Sequence[Scored], query: Query) -> list[Scored]:
    """Of the items that match those that say what is paid; with them the places that pay and of which no sum is told.

    Rows of `scored` that give a sum under a column for it belong to them though the row itself does not say for what
    it is. All that match where none says what is paid. Of other money (债券, 贷款) those that give a sum.
    """
    if not asks_who_pays(query):
        return [one for one in matching if any(map(gives_payment, one.evidence.facts))] or list(matching)
    giving = [one for one in matching if says_what_is_paid(one.evidence)]
    rows = [one for one in scored if one not in giving and _is_row_of_payments(one.evidence, query)]
    if not giving and not rows:
        return list(matching)
    silent = [
        one for one in matching if one not in giving and one.evidence.regions and _PAID.search(_told(one.evidence))
    ]
    return [*giving, *rows, *silent]


def asks_who_pays(query: Query) -> bool:
    """Whether a question is about payments, and not about bonds, loans or prices."""
    return any(_PAID.search(word) for term in query.terms for word in term.variants)


def says_what_is_paid(one: Evidence) -> bool:
    """Whether an item gives a sum, or a share of the costs, that is paid; no floor area, no fine, no price."""
    if not _PAID.search(f"{_told(one)} {one.headings} {_columns(one)}"):
        return False
    return any(gives_payment(fact) and not _TAKEN.search(fact.text) for fact in one.facts)


def _told(one: Evidence) -> str:
    """The text of an item without what is given in kind: 容积率奖励."""
    return IN_KIND.sub("", one.text)


def _columns(one: Evidence) -> str:
    """The names of the columns under which a row prints a sum."""
    return " ".join(cell.column for cell in one.item.cells if "元" in cell.text)


def _is_row_of_payments(one: Evidence, query: Query) -> bool:
    """Whether a row gives a sum under a column for payments, and has all else that the question is about."""
    if one.item.kind != "row" or not _PAID.search(_columns(one)) or not says_what_is_paid(one):
        return False
    words = " ".join((one.text, one.headings, one.title, fold_once(_columns(one))))
    return all(any(word in words for word in term.variants) for term in query.terms)
