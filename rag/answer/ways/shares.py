"""What a department does in the tasks asked for where some of it is denied: 不由建设局牵头, 不牵头但参与."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.text import Span, blanked

Share = Literal["lead", "partner", "any"]

# 牵头, 主责, led by; 配合, supports; 参与, 负责, joins: what a department does
_ROLE = re.compile(
    r"(?P<lead>牵头|主责|领头|带头|主抓|主办|挂帅|\b(?:leads?|leading|led|head(?:s|ed)?)\b)"
    r"|(?P<partner>配合|协办|\b(?:supports?|assists?|support(?:ed|ing)|assist(?:ed|ing))\b)"
    r"|(?P<any>参与|参加|涉及|负责|承担|\b(?:joins?|joining|takes? part|involv\w+|participat\w+|responsible)\b)",
    re.I,
)
# 不由, 不是, 没有, 未, does not, without: denies the role that follows; not 不仅, 是不是, 有没有, 不少, 不同
_DENIED = re.compile(
    r"(?<!是)(?<!要)不(?!仅|但|只|光|少|同|知|论|管|止)|(?<!有)没有?|(?<![\u4e00-\u9fff]未)未|并非|无需|无须"
    r"|\bnot\b|n't\b|\bwithout\b|\bneither\b",
    re.I,
)
# 不是建设局牵头吗: asks whether it is so
_TAG = re.compile(r"不是(?=[^，。；？?]*[吗么嘛])")
# 其他部门, 别的单位: a role denied to all others stands for being alone
_OTHERS = re.compile(r"其[他它]|别的|\bother\b", re.I)
# 谁牵头, 由哪个部门负责, who leads: asks for the role and gives it to nobody
_ASKED = re.compile(
    r"(?:谁|(?:哪|什么)[^，。；？]{0,6}(?:部门|单位|局|委|厅))(?:来|在)?$|\b(?:who|which \w+)\s*$", re.I
)
# ，。; and 的任务: where what was denied ends
_ENDS = re.compile(r"[，。；,;?？]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a department is asked to do, or not to do."""

    names: tuple[str, ...]
    share: Share
    holds: bool
    """False where it is denied."""


def denied_roles(text: str, bodies: Sequence[tuple[str, ...]]) -> tuple[Role, ...]:
    """The roles that `text` gives to `bodies`, in their order; ``()`` where it denies none.

    A role is that of the departments named since the one before it, else of the ones that had the one before, else of
    all that are named. A denial holds to the end of its clause, or up to 但 and 而.

    Args:
        text: The question, folded.
        bodies: Departments, each with its name variants, folded.
    """
    spans = [(names, span) for names in bodies for span in _spans(text, names)]
    tags = [match.span() for match in _TAG.finditer(text)]
    plain = blanked(text, [*(span for _, span in spans), *tags])
    roles: list[Role] = []
    since, before = 0, ()
    for match in _ROLE.finditer(plain):
        share = match.lastgroup
        gap = plain[since : match.start()]
        own = tuple(dict.fromkeys(names for names, (start, _) in spans if since <= start < match.start()))
        whose = own or before or tuple(bodies)
        clause = _ENDS.split(gap)[-1]
        if share is not None and not _OTHERS.search(clause) and not _ASKED.search(clause.rstrip()):
            holds = _DENIED.search(clause) is None
            roles.extend(Role(names=names, share=_SHARES[share], holds=holds) for names in whose)
        since, before = match.end(), whose
    return tuple(dict.fromkeys(roles)) if any(not role.holds for role in roles) else ()


_SHARES: dict[str, Share] = {"lead": "lead", "partner": "partner", "any": "any"}


def _spans(text: str, names: Sequence[str]) -> list[Span]:
    """Where a department stands in `text`, under the longest of its names that does."""
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return [match.span() for match in re.finditer(pattern, text)]
