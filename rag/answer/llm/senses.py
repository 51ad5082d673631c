"""Words that turn what a sentence says: denials, bounds, directions; it may have them from its source alone."""

from __future__ import annotations

import re

_SENSES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        # a denial: 不予补贴, 未出台, 没有; not 不断, 不仅, 不超过 (a bound), 无锡 or 未来
        r"不(?![断仅但同少超低高足动时得久])|未(?!来)|没有|没(?=给|出)|无(?![锡障人为论缝纸线])|尚无"
        r"|\b(?:not|never|no longer|without|cannot)\b|n't\b",
        # an end: 取消, 停止
        r"取消|停止|废止|终止|暂停|\b(?:cancel|abolish|suspend)",
        # an upper bound: 最高10万元, 不超过, 以下
        r"最高|最多|至多|不超过|不得超过|不高于|以内|以下|上限|封顶|\b(?:up to|at most|no more than|maximum)\b",
        # a lower bound: 不低于30%, 以上; not 不超过
        r"最低|最少|至少|不低于|不得低于|不少于|以上|下限|起步|(?<![不得])超过|\b(?:at least|no less than|minimum)\b",
        # more: 提高, 上浮
        r"提高|提升|增加|增长|上调|上浮|扩大|延长|加快|\b(?:increase|raise|extend|expand)",
        # less: 降低, 压缩
        r"降低|减少|下调|下浮|下降|缩小|缩短|压缩|压减|减免|免|节省|节约|\b(?:reduce|lower|shorten|cut)",
        # a ban: 禁止, 不得; not 不得低于 (a bound)
        r"禁止|严禁|不得(?![超低少高])|不准|\b(?:ban|prohibit|forbid)",
        # a duty: 必须, 强制
        r"必须|须|应当|应(?=[在由按予])|强制|\b(?:must|mandatory|required)\b",
    )
)
"""A line a sense; any word of a line stands for any other of it, in either language."""


def keeps_sense(said: str, evidence: str) -> bool:
    """Whether each sense that a word of `said` gives it is given by some word of `evidence`; both folded.

    ``不给予补贴`` is not carried by ``给予补贴``, nor ``不低于30%`` by ``不超过30%``.
    """
    return all(sense.search(evidence) for sense in _SENSES if sense.search(said))
