"""What two runs show against each other, and how sure that is, in words: never that all is well, but what was found."""

from __future__ import annotations

from dataclasses import dataclass

from eval.figures import Comparison, Shift
from eval.words import Words, both


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the comparison of two runs comes to."""

    finding: Words
    """Worse, better, or nothing that these questions can tell."""
    grounds: Words
    """What was compared, on how many questions, by how much it differs, with interval and p-value."""
    worse: bool
    """Whether it is worse by more than chance, or says or does what must not be."""


def verdict_of(comparison: Comparison) -> Verdict:
    """What `comparison` comes to; a difference that chance explains is named as one that may be chance."""
    passed = next(shift for shift in comparison.shifts if shift.measure.name == "passed")
    fell = [shift for shift in comparison.shifts if shift.fell]
    return Verdict(
        finding=_finding(comparison, passed, fell),
        grounds=_grounds(comparison, passed),
        worse=comparison.regressed,
    )


def _finding(comparison: Comparison, passed: Shift, fell: list[Shift]) -> Words:
    broken = _broken(comparison)
    if fell:
        zh = "、".join(shift.measure.title.zh for shift in fell)
        en = ", ".join(shift.measure.title.en for shift in fell)
        return both(f"退步：{zh}下降，不像是偶然{broken.zh}", f"Worse: {en} fell by more than chance{broken.en}")
    if broken.zh:
        return both(f"退步{broken.zh}", f"Worse{broken.en}")
    lost, gained = len(comparison.lost), len(comparison.gained)
    if passed.rose:
        return both("进步：完全通过的题增多，不像是偶然", "Better: more questions pass, by more than chance")
    if lost > gained:
        return both(f"通过的题少了 {lost - gained} 道，可能是偶然", f"{lost - gained} fewer pass, which may be chance")
    if gained > lost:
        return both(f"通过的题多了 {gained - lost} 道，可能是偶然", f"{gained - lost} more pass, which may be chance")
    if lost:
        return both("有升有降，没有测出差别", "Some pass, others no longer: no difference found")
    return both("这些题上没有测出差别", "These questions show no difference")


def _broken(comparison: Comparison) -> Words:
    """New violations and failures, which are never put down to chance."""
    violating, failing = len(comparison.violating), len(comparison.failing)
    zh = "".join(f"；{name} {n} 道" for name, n in (("新增违规", violating), ("新增出错", failing)) if n)
    en = "".join(f"; {n} {name}" for name, n in (("with new violations", violating), ("newly failed", failing)) if n)
    return both(zh, en)


def _grounds(comparison: Comparison, passed: Shift) -> Words:
    lost, gained, n = len(comparison.lost), len(comparison.gained), passed.questions
    was, now = round(passed.before * n), round(passed.after * n)
    gap, span = f"{passed.change.mean * 100:+.1f}", f"[{passed.change.low * 100:+.1f}, {passed.change.high * 100:+.1f}]"
    p = "< 0.001" if passed.p < 0.001 else f"= {passed.p:.3f}"
    return both(
        f"比的是“{comparison.before.label}”和“{comparison.after.label}”都问了的 {n} 道题：完全通过 {was} 道 → {now} 道"
        f"（新通过 {gained}，不再通过 {lost}），相差 {gap} 个百分点，95% 区间 {span}，p {p}。",
        f"On the {n} questions that both {comparison.before.label} and {comparison.after.label} asked: {was} → {now} "
        f"fully passed ({gained} newly, {lost} no longer), a difference of {gap} points, 95% interval {span}, p {p}.",
    )
