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
# 有财政局、但有科技局: says of the department that follows that it has the role
_AFFIRMED = re.compile(r"[有含由]|但|却|\b(?:but|with|by)\b", re.I)
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
    spans = sorted(((span, names) for names in bodies for span in _spans(text, names)), key=lambda one: one[0])
    tags = [match.span() for match in _TAG.finditer(text)]
    plain = blanked(text, [*(span for span, _ in spans), *tags])
    ends = [(match.start(), match.end(), match.lastgroup) for match in _ROLE.finditer(plain)]
    ends = ends or [(len(plain), len(plain), "any")]
    roles: list[Role] = []
    since = 0
    before = tuple(bodies)
    for (start, end, share), to in zip(ends, [*(one[0] for one in ends[1:]), len(plain)], strict=True):
        clause = _ENDS.split(plain[since:start])[-1]
        if own := [one for one in spans if since <= one[0][0] < start]:
            whose = _denied_or_not(plain, own, since, start)
        elif after := [one for one in spans if not roles and end <= one[0][0] < to]:
            whose = _denied_or_not(plain, after, end, after[-1][0][1])
        else:
            whose = [(names, _DENIED.search(clause) is None) for names in before]
        if share is not None and not _OTHERS.search(clause) and not _ASKED.search(clause.rstrip()):
            roles.extend(Role(names=names, share=_SHARES[share], holds=holds) for names, holds in whose)
        since, before = end, tuple(dict.fromkeys(names for names, _ in whose))
    return tuple(dict.fromkeys(roles)) if any(not role.holds for role in roles) else ()


def _denied_or_not(
    plain: str, own: Sequence[tuple[Span, tuple[str, ...]]], since: int, end: int
) -> list[tuple[tuple[str, ...], bool]]:
    """For each of the departments named from `since` on whether it has the role at `end`: 有财政局、但没有科技局参加.

    What is said before a department holds for those listed after it too (没有财政局和科技局参加); what is said between
    the last of a list and the role (财政局和科技局都不参加) for all of the list.
    """
    runs: list[list[tuple[str, ...]]] = []
    held: list[bool] = []
    for (start, stop), names in own:
        clauses = _ENDS.split(plain[since:start])
        denied = _DENIED.search(clauses[-1]) is not None
        if not runs or denied or len(clauses) > 1 or _AFFIRMED.search(clauses[-1]):
            runs.append([])
            held.append(not denied)
        runs[-1].append(names)
        since = stop
    held[-1] &= _DENIED.search(_ENDS.split(plain[since:end])[-1]) is None
    return list(dict.fromkeys((names, holds) for run, holds in zip(runs, held, strict=True) for names in run))


_SHARES: dict[str, Share] = {"lead": "lead", "partner": "partner", "any": "any"}


def _spans(text: str, names: Sequence[str]) -> list[Span]:
    """Where a department stands in `text`, under the longest of its names that does."""
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return [match.span() for match in re.finditer(pattern, text)]
