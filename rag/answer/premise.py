"""What a question takes for granted: figures and the edition of a document, and whether what was found has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.answer.selection import Finding
from rag.domain import Amount, Fact
from rag.mentions import find_batches
from rag.numerals import numbers_in, read_numeral, write_chinese
from rag.question.query import Query
from rag.retrieve.evidence import stands_by_itself

# 第二批, 第2版, 第三期: an edition
_EDITION = re.compile(r"第\s*([一二三四五六七八九十\d]{1,3})\s*([批版期轮])")
# 规定, 要求: its sentence says what a notice holds; without them the figure may be the asker's own case
_CLAIMS = re.compile(r"规定|要求|明确|从.{1,12}[提降]")
# 每户补6000元, 30万元的奖励: what stands around it says that it is given; not 联动价12万的楼盘想拿奖励
_PAYS_BEFORE = re.compile(r"[罚补奖][^，。；]{0,8}$")
_PAYS_AFTER = re.compile(r"的?[^，。；的]{0,3}[罚补奖]")
# 既然, 为什么, 对吗: the whole question takes what it names for granted
_TAKES_FOR_GRANTED = re.compile(r"既然|为什么|凭什么|对[吗吧]|没错|\b(?:since|given|because|why)\b", re.I)
# 还是20%, or 20 %: what sets one figure against another; not or more, 或以上
_OR_BEFORE = re.compile(r"(?:还是|或者?|\bor)\s*$", re.I)
_OR_AFTER = re.compile(r"\s*(?:还是|或者?|or\b)(?!\s*(?:more|less|above|below|以[上下]|更))", re.I)
_SENTENCE = re.compile(r"[。；;？?！!\n]+")
# 不超过, 大于, 满: makes a limit of the figure after it; 以上, （含）以上: of the one before
_BEFORE = r"(?:超过|不[少低高大小]于|不得[低高]于|最[高低]|至[少多]|[低高大小多少]于|不足|满|达到?)[^，。；\d]{0,3}?"
_AFTER = r"(?:[（(][^）)]{0,6}[）)])?及?以[上下内]"
# 不超过3层, 满20年, 5万平方米以上, 十二层以下: a figure that may be a limit
_FIGURE = re.compile(
    rf"(?P<before>{_BEFORE})?[\d.,一二三四五六七八九十百千两]+\s*(?P<scale>[万亿]*)"
    rf"(?P<unit>平方米|㎡|个月|[元层年天人名户套台米个家])(?P<after>{_AFTER})?"
)
# 8—10万元, 3至6层: from one figure to another
_SPAN = re.compile(
    r"(?P<least>\d+(?:\.\d+)?)\s*[—–~～至到-]+\s*(?P<most>\d+(?:\.\d+)?)\s*(?P<scale>[万亿]?)"
    r"(?P<unit>平方米|㎡|个月|[元层年天人名户套台米个家])"
)
# 造价, 投资, 营业收入, 房地联动价: money by which a project or a firm is measured; other money is what a notice gives
_SIZE = re.compile(r"造价|投资|概算|预算|估算|合同|产值|营业|收入|销售|规模|[房地单总售动]价")
# 20年的老小区, 82岁老人: how old the asker's own thing is; not 满20年的补助
_OLD = re.compile(r"的?(?:老|旧|房|楼|小区|住宅|建筑|电梯|孩子|人(?!才))")
_SIZE_BEFORE = 16
"""Characters before a sum within which it says what the sum measures."""
_OF_A_CASE = frozenset(
    {"层", "年", "天", "个月", "平方米", "㎡", "人", "名", "户", "套", "台", "米", "个", "家", "元", ""}
)
"""Units in which a building, a firm or a project is measured; shares are what a notice gives."""


def lacking(query: Query, findings: Sequence[Finding]) -> tuple[str, ...]:
    """The figures and the edition of a document that a question takes for granted and `findings` do not have.

    The asker's own case (11层) under a limit of its kind (十二层以下) is nothing taken for granted.
    """
    facts = [fact for finding in findings for fact in finding.facts]
    figures = tuple(
        one.text
        for one in query.figures
        if not (_is_given(one, facts) or _is_case(one, facts, query) or _is_one_of_two(one, facts, query))
    )
    return (*figures, *_higher_office(query, facts), *_other_edition(query, findings))


def _higher_office(query: Query, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The office that a question takes to do what `facts` say of its deputy alone: 既然市长任组长, for 副市长."""
    if not _TAKES_FOR_GRANTED.search(query.text):
        return ()
    texts = [fact.text for fact in facts]
    return tuple(
        term.variants[0]
        for term in query.terms
        if any(f"副{word}" in text for word in term.variants if word.endswith("长") for text in texts)
        and not any(word in text and stands_by_itself(word, text) for word in term.variants for text in texts)
    )


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


def _is_one_of_two(figure: Amount, facts: Sequence[Fact], query: Query) -> bool:
    """Whether it is asked which of two figures holds (30%还是20%), and `facts` give one of the kind."""
    at = query.text.find(figure.text)
    end = at + len(figure.text)
    either = at >= 0 and (_OR_BEFORE.search(query.text, 0, at) or _OR_AFTER.match(query.text, end))
    return bool(either) and any(_alike(one.unit, figure.unit) for fact in facts for one in fact.amounts)


def _alike(one: str, other: str) -> bool:
    """Whether two units measure the same: 元 and 元/平方米, 个工作日 and 工作日."""
    return one.split("/")[0][:1] == other.split("/")[0][:1] or one.endswith(other) or other.endswith(one)


def _is_case(figure: Amount, facts: Sequence[Fact], query: Query) -> bool:
    """Whether the figure measures the asker's own case, for which `facts` set a limit: 约6万平, and 5万平方米以上.

    A figure that is itself a limit (6万平方米以上) is what the notice is said to hold.
    """
    if figure.unit not in _OF_A_CASE or _TAKES_FOR_GRANTED.search(query.text):
        return False
    if figure.unit in ("年", "岁") and _OLD.match(query.text.partition(figure.text)[2]):
        return True
    own = next((part for part in _SENTENCE.split(query.text) if figure.text in part), query.text)
    limits = [one[0] for one in _FIGURE.finditer(own) if one["before"] or one["after"]]
    before, _, after = own.partition(figure.text)
    paid = _PAYS_BEFORE.search(before) or _PAYS_AFTER.match(after)
    if paid or _CLAIMS.search(own) or any(figure.text in one or one in figure.text for one in limits):
        return False
    limits_it = any(_limits(limit, figure.unit) for fact in facts for limit in _FIGURE.finditer(fact.text))
    return limits_it or any(_spans(span, figure) for fact in facts for span in _SPAN.finditer(fact.text))


def _spans(span: re.Match[str], figure: Amount) -> bool:
    """Whether the figure lies in a span of its unit by which a project or a firm is measured: 9万 in 8—10万元."""
    if not span["unit"].startswith(figure.unit) or (span["unit"] == "元" and not _SIZE.search(_before(span))):
        return False
    scale = Decimal({"万": 10_000, "亿": 100_000_000}.get(span["scale"], 1))
    return Decimal(span["least"]) * scale <= figure.value <= Decimal(span["most"]) * scale


def _before(found: re.Match[str]) -> str:
    """What stands right before a figure of a clause and says what it measures."""
    return found.string[max(0, found.start() - _SIZE_BEFORE) : found.start()]


def _limits(limit: re.Match[str], unit: str) -> bool:
    """Whether a figure of a clause is a limit for one of `unit`; for any in 万 or 亿 where that was left out: 1.8亿."""
    if not (limit["before"] or limit["after"]) or not (limit["unit"] == unit or (not unit and limit["scale"])):
        return False
    return limit["unit"] != "元" or _SIZE.search(_before(limit)) is not None


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
