"""Particulars of a notice that its own sentences print: who approved it, whom to ask, what to report to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answer.selection import Finding
from rag.domain import Fact
from rag.question.query import Query, Term
from rag.question.wording import Asks, asks
from rag.retrieve.evidence import Evidence, fold_once

_HOW = 0.6
"""Emphasis up to which a term beside a telephone number only says what it is wanted for: 有问题, 联系电话."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Particular:
    asked: re.Pattern[str]
    printed: re.Pattern[str]
    contact: bool = False
    """Whether it tells how to reach somebody: what it is wanted for need not stand beside it."""
    line: bool = False
    """Whether it is a line of its own, told whole."""
    anywhere: bool = False
    """Whether it may stand in the numbered body, and not before or after it alone."""
    annexes: bool = False
    """Whether the annexes by their headings tell it where no line does."""


_PARTICULARS = (
    _Particular(
        # 发到哪个邮箱, which email address
        asked=re.compile(r"邮箱|电子邮件|邮件地址|\be-?mail", re.I),
        # gxhfz@example.gov.cn
        printed=re.compile(r"[\w.-]+@[\w.-]+"),
        contact=True,
        anywhere=True,
    ),
    _Particular(
        # 联系电话是多少, 咨询找谁, whom to contact; not 电话网络
        asked=re.compile(
            r"电话(?!网)|联系(?:人|方式|谁)|传真|(?:咨询|联系|打听|对接).{0,16}(?:谁|哪)"
            r"|\b(?:phone|contact|fax)\b",
            re.I,
        ),
        # （联系人：张三 电话：…）, 电子邮箱：…; not 联系实际
        printed=re.compile(r"联\s*系\s*(?:人|电\s*话|方\s*式)|电\s*话\s*[:：\d]|邮\s*箱|传\s*真"),
        contact=True,
    ),
    _Particular(
        # 谁审议通过的, 哪天表决通过, 哪次会议研究同意, who approved it
        asked=re.compile(
            r"审议|表决|哪次会议|第几次.{0,4}会|(?:谁|哪天|何时|什么时候|几号)(?:批准|(?:会)?通过(?!验)|同意)|\bapprov(?:ed|al)\b|\badopted\b",
            re.I,
        ),
        # 已经市政府第5次常务会议研究同意, 审议通过; not 会议通过视频召开
        printed=re.compile(
            r"会议.{0,10}(?:通过|同意|批准|审定)|(?:审议|研究|讨论)(?:通过|同意)|经.{2,20}(?:批准|同意)[，,]"
        ),
    ),
    _Particular(
        # 什么时候报, 报给谁, 反馈到哪里; not 申报条件, 报名
        asked=re.compile(
            r"(?:向谁|给谁|哪里|哪个司)报|(?<!申)报(?:送|给|到|至)(?:谁|哪|什么)|反馈给|\breport(?:ed)? (?:back )?to\b",
            re.I,
        ),
        # 请于2024年12月31日前将进展情况报我部城市建设司; not 申报城市
        printed=re.compile(r"请.{0,60}(?<!申)(?:报|反馈)送?(?:至|给)?[^，。；]{0,12}(?:司|厅|局|委|部|处|办)"),
    ),
    _Particular(
        # 主送谁, 发给哪些部门, who it is addressed to
        asked=re.compile(r"主送|发(?:给|往|到)了?(?:谁|哪(?!个?(?:邮|网)))|\baddressed to\b|\baddressees?\b", re.I),
        # 各省、自治区住房城乡建设厅：alone on its line; not 现将有关事项通知如下：
        printed=re.compile(r"^(?!.*(?:如下|以下|下列))[^。；]{2,400}[：:]\s*$"),
        line=True,
    ),
    _Particular(
        # 有哪些附件, 附件是什么; not 附件第3条
        asked=re.compile(
            r"(?:哪些|什么|几[个份]|多少个?|没有)附件|附件(?:是(?:什么|哪)|有(?:哪|什么|几)|都?有啥|分别|(?:名字|名称)?叫?(?:什么|啥)|几个)"
            r"|\bwh(?:at|ich) (?:annex|attachment)",
            re.I,
        ),
        # 附件：1.申报表, and 2.汇总表 on the line after it; not 按附件执行
        printed=re.compile(r"^\s*附\s*件\s*[:：\d]|^\s*\d{1,2}\s*[.．、][^。；]{2,60}$"),
        line=True,
        annexes=True,
    ),
    _Particular(
        # 适用范围, 适用于谁, whom does it cover
        asked=re.compile(
            r"适用(?:范围|对象|于?(?:谁|哪|什么))|管哪些(?:人|单位)|\bwhom? .{0,30}(?:cover|apply|applies)\b", re.I
        ),
        # 适用本办法, 本规定适用于…
        printed=re.compile(r"适用(?:于)?本|本.{1,4}适用|适用范围"),
        anywhere=True,
    ),
)


def asks_particulars(query: Query) -> bool:
    """Whether a question asks for any."""
    return any(one.asked.search(query.text) for one in _PARTICULARS)


def find_particulars(query: Query, own: Sequence[Evidence]) -> tuple[Finding, ...]:
    """The sentences of `own`, the items of one notice, that print a particular which `query` asks for.

    Whatever else it names must stand in the title or in the sentence: 开工报告由谁批准 asks for no notice's approval.
    """
    asking: list[tuple[_Particular, str]] = [
        (one, match.group()) for one in _PARTICULARS if (match := one.asked.search(query.text)) is not None
    ]
    told_apart: tuple[Asks, ...] = ("effect", "repeal", "basis")
    contact = any(one.contact for one, _ in asking)
    named = [
        term
        for term in query.terms_beside_bodies
        if not (contact and term.emphasis <= _HOW)
        and not any(word in said for word in term.variants for _, said in asking)
        and not any(asks(word, what, "zh") for word in term.variants for what in told_apart)
    ]
    found: list[Finding] = []
    for kind, _ in asking:
        told = [Finding(evidence=one, facts=facts) for one in own if (facts := _printing(one, kind, named))]
        found.extend(told or (map(_by_its_heading, _annexes(own)) if kind.annexes else ()))
    return tuple(sorted(found, key=lambda one: one.evidence.item.start))


def _printing(one: Evidence, kind: _Particular, named: Sequence[Term]) -> tuple[Fact, ...]:
    """The facts of an item that print the particular and what else the question names that the title has not."""
    if one.item.path and not kind.anywhere:
        return ()
    beside = [term for term in named if not any(word in one.title for word in term.variants)]
    return tuple(
        fact
        for fact in one.facts
        if kind.printed.search(one.item.text if kind.line else fact.text)
        and all(any(word in fold_once(fact.text) for word in term.variants) for term in beside)
    )


def _annexes(own: Sequence[Evidence]) -> list[Evidence]:
    return [one for one in own if len(one.item.path) == 1 and one.item.path[0].startswith("附") and one.facts]


def _by_its_heading(annex: Evidence) -> Finding:
    """An annex by its number and its heading alone."""
    item = annex.item
    end = item.start + item.text.find(item.heading) + len(item.heading)
    fact = replace(annex.facts[0], start=item.start, end=end, text=annex.notice.text[item.start : end], amounts=())
    return Finding(evidence=annex, facts=(fact,))
