"""Figures of a run, per kind and in all, and the comparison of two runs question by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval import metrics
from eval.cases import KINDS, LANGUAGES, QuestionSet
from eval.metrics import Interval
from eval.run import Record, Run, rescore
from eval.words import Words, both
from rag.errors import EvalError

ALL = "all"
"""Name of the figures over all kinds."""
SIGNIFICANT = 0.05
"""A measure that falls with a smaller p-value has regressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that is measured of a record: its names, and how it is read off."""

    name: str
    title: Words
    meaning: Words
    """One line for an official."""
    of: Callable[[Record], float | None]
    """The figure from 0 to 1; None where it has no meaning for the record, as for a failure."""


def _passed(record: Record) -> float:
    return float(record.passed)


def _facts(record: Record) -> float | None:
    return None if record.score is None else record.score.fact_recall


def _cited(record: Record) -> float | None:
    return None if record.score is None else record.score.citation_recall


def _precise(record: Record) -> float | None:
    return None if record.score is None else record.score.citation_precision


def _listed(record: Record) -> float | None:
    return None if record.score is None else record.score.list_f1


def _answered(record: Record) -> float | None:
    return None if record.score is None or not record.answerable else float(record.score.abstention_right)


def _abstained(record: Record) -> float | None:
    return None if record.score is None or record.answerable else float(record.score.abstention_right)


MEASURES = (
    Measure(
        name="passed",
        title=both("完全通过", "fully passed"),
        meaning=both(
            "各项要求全部满足的题目所占比例",
            "share of questions that meet every requirement",
        ),
        of=_passed,
    ),
    Measure(
        name="facts",
        title=both("要点齐全", "fact recall"),
        meaning=both(
            "应当说到的数字、条件说到了多少",
            "how much of the figures and conditions that belong in the answer it states",
        ),
        of=_facts,
    ),
    Measure(
        name="cited",
        title=both("出处齐全", "citation recall"),
        meaning=both(
            "应当引用的条目引用了多少",
            "how many of the items that must be cited are cited",
        ),
        of=_cited,
    ),
    Measure(
        name="precise",
        title=both("出处准确", "citation precision"),
        meaning=both(
            "所引条目中引对的有多少",
            "how many of the items cited are rightly cited",
        ),
        of=_precise,
    ),
    Measure(
        name="listed",
        title=both("列举准全", "list F1"),
        meaning=both(
            "列举的地区不漏、不多的程度",
            "places neither missing from a list nor too many in it",
        ),
        of=_listed,
    ),
    Measure(
        name="answered",
        title=both("该答则答", "answered"),
        meaning=both(
            "库中有答案的题，给出回答的比例",
            "of the questions that the notices answer, those that were answered",
        ),
        of=_answered,
    ),
    Measure(
        name="abstained",
        title=both("该拒则拒", "abstained"),
        meaning=both(
            "库中无答案的题，如实说没有的比例",
            "of the questions that they do not answer, those that were refused",
        ),
        of=_abstained,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a group of records comes to."""

    name: str
    cases: int
    failures: int
    violations: int
    """Statements made that must not be made."""
    means: Mapping[str, Interval | None]
    """Measure name → mean with its interval; None where no record of the group has the measure."""
    p50_ms: float
    p95_ms: float
    """Percentiles of the wall time of one question, milliseconds; failures included."""


def summarise(records: Sequence[Record], *, name: str) -> Figures:
    """The figures of at least one record."""
    means = {
        measure.name: metrics.bootstrap_interval(
            [figure for record in records if (figure := measure.of(record)) is not None]
        )
        for measure in MEASURES
    }
    times = [record.milliseconds for record in records]
    return Figures(
        name=name,
        cases=len(records),
        failures=sum(record.failure is not None for record in records),
        violations=sum(len(record.score.violations) for record in records if record.score is not None),
        means=means,
        p50_ms=metrics.percentile(times, 0.50) or 0.0,
        p95_ms=metrics.percentile(times, 0.95) or 0.0,
    )


def by_kind(run: Run) -> tuple[Figures, ...]:
    """The figures of every kind the run asked, in the order of `KINDS`, and last of all together."""
    groups = [(kind, [record for record in run.records if record.kind == kind]) for kind in KINDS]
    parts = [summarise(records, name=kind) for kind, records in groups if records]
    return (*parts, summarise(run.records, name=ALL))


def by_language(run: Run) -> tuple[Figures, ...]:
    """The figures of every language the run asked in, in the order of `LANGUAGES`."""
    groups = [(name, [record for record in run.records if record.language == name]) for name in LANGUAGES]
    return tuple(summarise(records, name=name) for name, records in groups if records)


def by_set(run: Run) -> tuple[Figures, ...]:
    """The figures of every question set, where the run was over several; their names begin the ids."""
    sets = [record.id.rpartition("/")[0] for record in run.records]
    names = list(dict.fromkeys(sets))
    if len(names) < 2:
        return ()
    whose = list(zip(sets, run.records, strict=True))
    return tuple(summarise([record for owner, record in whose if owner == name], name=name) for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """How many questions passed, of how many, by kind and language."""

    languages: tuple[str, ...]
    """The columns; the last is `ALL`."""
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """A kind, the last `ALL`, with a cell a language: ``21/28``; a dash where nothing was asked."""


def crossed(run: Run) -> Crossed:
    """The questions of `run` by the kinds and languages that it asked."""
    kinds = [kind for kind in KINDS if any(record.kind == kind for record in run.records)]
    languages = [name for name in LANGUAGES if any(record.language == name for record in run.records)]

    def cell(kind: str, language: str) -> str:
        found = [one for one in run.records if kind in (one.kind, ALL) and language in (one.language, ALL)]
        return f"{sum(one.passed for one in found)}/{len(found)}" if found else "—"

    columns = (*languages, ALL)
    return Crossed(
        languages=columns, rows=tuple((kind, tuple(cell(kind, one) for one in columns)) for kind in (*kinds, ALL))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How one measure moved between two runs, over the questions where both have it."""

    measure: Measure
    questions: int
    before: float
    after: float
    p: float
    """Two-sided, of the paired randomisation test."""
    change: Interval
    """Of the differences question by question, `after` less `before`."""

    @property
    def rose(self) -> bool:
        """Whether it rose by more than chance explains."""
        return self.after > self.before and self.p < SIGNIFICANT

    @property
    def fell(self) -> bool:
        """Whether it fell by more than chance explains."""
        return self.after < self.before and self.p < SIGNIFICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs over the same questions: `after` against `before`."""

    before: Run
    after: Run
    shifts: tuple[Shift, ...]
    gained: tuple[Record, ...]
    """Records of `after` that pass where `before` did not."""
    lost: tuple[Record, ...]
    """Records of `after` that no longer pass."""
    violating: tuple[Record, ...]
    """Records of `after` with a violation that `before` did not have."""
    failing: tuple[Record, ...]
    """Records of `after` that failed where `before` did not."""

    @property
    def regressed(self) -> bool:
        """Whether a measure fell by more than chance, or a question has a new violation or failure.

        Fewer passes that chance explains are told, and are no regression.
        """
        return bool(self.violating) or bool(self.failing) or any(shift.fell for shift in self.shifts)

    @property
    def exit_code(self) -> int:
        """1 where `after` has regressed, else 0: for the command line and the pipeline."""
        return int(self.regressed)


def compare(before: Run, after: Run) -> Comparison:
    """Compare two runs question by question, over the questions that both asked.

    Raises:
        EvalError: they were asked or scored by different question sets or rules, or share no question.
    """
    if (before.questions, before.scoring) != (after.questions, after.scoring):
        raise EvalError(
            f"两次评测不可比：题库 {before.questions!r} 与 {after.questions!r}，"
            f"评分规则 {before.scoring!r} 与 {after.scoring!r}。",
            hint="请先用现在的题库给两次记录重新评分（rescore）。",
        )
    old = {record.id: record for record in before.records}
    pairs = [(old[record.id], record) for record in after.records if record.id in old]
    if not pairs:
        raise EvalError(
            f"评测 {before.label!r} 与 {after.label!r} 没有共同的题目。", hint="请用同一部分题目各运行一次。"
        )
    return Comparison(
        before=before,
        after=after,
        shifts=tuple(shift for measure in MEASURES if (shift := _shift(measure, pairs)) is not None),
        gained=tuple(new for was, new in pairs if new.passed and not was.passed),
        lost=tuple(new for was, new in pairs if was.passed and not new.passed),
        violating=tuple(new for was, new in pairs if _violations(new) - _violations(was)),
        failing=tuple(new for was, new in pairs if new.failure is not None and was.failure is None),
    )


def against(baseline: Run, done: Run, questions: QuestionSet) -> Comparison:
    """`done` against `baseline`, whose answers are first scored by today's golds and rules where those have changed.

    Raises:
        EvalError: they share no question.
    """
    changed = (baseline.questions, baseline.scoring) != (done.questions, done.scoring)
    return compare(rescore(baseline, questions) if changed else baseline, done)


def _shift(measure: Measure, pairs: Sequence[tuple[Record, Record]]) -> Shift | None:
    figures = [(measure.of(was), measure.of(new)) for was, new in pairs]
    both = [(was, new) for was, new in figures if was is not None and new is not None]
    change = metrics.bootstrap_interval([new - was for was, new in both])
    if change is None:
        return None
    was, new = [was for was, _ in both], [new for _, new in both]
    return Shift(
        measure=measure,
        questions=len(both),
        before=sum(was) / len(was),
        after=sum(new) / len(new),
        p=metrics.paired_randomisation(was, new),
        change=change,
    )


def _violations(record: Record) -> frozenset[str]:
    return frozenset(() if record.score is None else record.score.violations)
