"""What a question takes for granted: figures and the edition of a document, and whether what was found has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.address import find_batches
from rag.answer.selection import Finding
from rag.domain import Amount, Fact
from rag.numerals import numbers_in, read_numeral, write_chinese
from rag.question.query import Query

# 第二批, 第2版, 第三期: an edition
_EDITION = re.compile(r"第\s*([一二三四五六七八九十\d]{1,3})\s*([批版期轮])")
# 规定, 既然, 罚: the figure is said to stand in a notice; without them it may be the asker's own case
_CLAIMS = re.compile(
    r"规定|要求|明确|既然|为什么|凭什么|从.{1,12}[提降]|对[吗吧]|没错|罚|补|奖|\b(?:since|given|because|why)\b", re.I
)
# 十二层以下, 不超过3层, 满20年: a limit of one unit, written before or after the figure
_LIMIT = (
    r"(?:(?:不超过|不[少低高]于|不得[低高]于|最[高低]|至[少多]|超过|低于|高于|满)[^，。；]{{0,3}}?{number}{unit}"
    r"|{number}{unit}(?:[（(]含[^）)]*[）)])?以[上下内])"
)
# 十二, 2.5: a numeral
_DIGITS = r"[\d.一二三四五六七八九十百千两]+\s*"
_OF_A_CASE = frozenset({"层", "年", "天", "个月", "平方米", "人", "名", "户", "套", "台", "米", "个", "家"})
"""Units in which a building, a firm or a person is measured; money and shares are what a notice gives."""


def lacking(query: Query, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The figures and the edition of a document that a question takes for granted and `findings` do not have.

    The asker's own case (11层) under a limit of its kind (十二层以下) is nothing taken for granted.
    """
    facts = [fact for finding in findings for fact in finding.facts]
    figures = tuple(one.text for one in query.figures if not (_is_given(one, facts) or _is_case(one, facts, query)))
    return (*figures, *_other_edition(query, findings))


def _is_given(figure: Amount, facts: Sequence[Fact]) -> bool:
    """Whether the figure stands in `facts`, and not only as one of another unit: 3倍, where they have 3年."""
    wanted = numbers_in(figure.text)
    for fact in facts:
        if any(one.value == figure.value and _alike(one.unit, figure.unit) for one in fact.amounts):
            return True
        unlike = " ".join(one.text for one in fact.amounts if not _alike(one.unit, figure.unit))
        if wanted <= numbers_in(fact.text) and not wanted <= numbers_in(unlike):
            return True
    return wanted <= numbers_in(" ".join(fact.text for fact in facts)) and len(wanted) > 1


def _alike(one: str, other: str) -> bool:
    """Whether two units measure the same: 元 and 元/平方米, 个工作日 and 工作日."""
    return one.split("/")[0][:1] == other.split("/")[0][:1] or one.endswith(other) or other.endswith(one)


def _is_case(figure: Amount, facts: Sequence[Fact], query: Query) -> bool:
    """Whether the figure measures the asker's own case, for which `facts` set a limit."""
    if figure.unit not in _OF_A_CASE or _CLAIMS.search(query.text):
        return False
    limit = re.compile(_LIMIT.format(number=_DIGITS, unit=re.escape(figure.unit)))
    return any(limit.search(fact.text) for fact in facts)


def _other_edition(query: Query, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The edition that the question names (第二批) where what was found has another one alone (第一批)."""
    if query.notices or query.missing:
        return ()
    text = " ".join(fact.text for finding in findings for fact in finding.facts)
    text += " ".join(finding.evidence.notice.title for finding in findings)
    held = {(read_numeral(number), kind) for number, kind in _EDITION.findall(text)}
    named = [(read_numeral(number), kind) for number, kind in _EDITION.findall(query.text)]
    named += [(batch, "批") for batch in find_batches(query.text)]
    return tuple(
        f"第{write_chinese(number or 0)}{kind}"
        for number, kind in dict.fromkeys(named)
        if (number, kind) not in held and any(its == kind for _, its in held)
    )
