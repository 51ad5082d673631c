"""Verbs of one character that stand alone in a spoken question, for the words of notices: 什么时候拨 is 拨付."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.question.terms import Term
from rag.question.wording import load_wording

_WORDS = {
    "拨": ("拨付", "拨款", "支付", "兑付", "兑现", "发放"),
    "报": ("申报", "报送", "上报", "申请", "前报", "报我"),
    "交": ("提交", "报送", "缴纳", "交纳"),
    "缴": ("缴纳", "缴存", "上缴"),
    "领": ("领取", "申领"),
    "退": ("退还", "退回", "返还", "退出"),
    "延": ("延长", "延期"),
    "批": ("审批", "批准", "批复"),
    "审": ("审核", "审查", "评审", "审批"),
    "评": ("评审", "评定", "评选", "评估"),
    "验": ("验收",),
    "签": ("签订", "签署", "签约"),
    "停": ("停止", "暂停", "停工"),
    "拆": ("拆除",),
    "修": ("修缮", "维修", "修复"),
    "租": ("出租", "租赁", "承租"),
    "卖": ("出售", "销售", "转让"),
    "贷": ("贷款",),
    "搬": ("搬迁", "腾退"),
}
"""What a notice says for each; those that may be meant first."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# 两批, 每拨, 上一批: a measure and no verb
_COUNTED = re.compile(r"[两每各某此本首上下前后该几]$")


def lone_verbs(rest: str) -> Iterator[Term]:
    """The verbs that stand alone in `rest`, a question without its places, terms and figures; each one a term."""
    wording = load_wording()
    beside = "".join(wording.grammar.union(wording.linking))
    runs = [(run, run.strip(beside)) for run in _HAN.findall(wording.filler.sub(" ", rest))]
    verbs = (verb for run, verb in runs if verb in _WORDS and not _COUNTED.search(run.partition(verb)[0]))
    return (Term(variants=_WORDS[verb], emphasis=1.0, body=False) for verb in dict.fromkeys(verbs))
