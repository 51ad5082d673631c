"""What two runs come to: named worse only by more than chance, and always with what was compared."""

from dataclasses import replace
from datetime import UTC, datetime

from eval_sample import KeywordAssistant, questions

from eval.figures import compare
from eval.judge import Score
from eval.run import Record, Run, run
from eval.verdict import verdict_of

MANY = 40


def run_with(passing: int, *, label: str, score: Score | None = None) -> Run:
    """`MANY` questions, of which the first `passing` passed; `score` takes the place of the last one's."""
    made = run(KeywordAssistant(), questions(), label=label, started=datetime(2026, 1, 2, tzinfo=UTC))
    right = next(record for record in made.records if record.passed)
    wrong = next(record for record in made.records if record.score and not record.passed)
    records: list[Record] = [replace(right if n < passing else wrong, id=f"q{n}") for n in range(MANY)]
    if score is not None:
        records[-1] = replace(records[-1], score=score)
    return replace(made, records=tuple(records), selected=MANY)


def test_the_exit_code_says_what_the_words_say() -> None:
    for before, after, code in ((40, 20, 1), (40, 39, 0), (40, 40, 0), (20, 40, 0)):
        comparison = compare(run_with(before, label="甲"), run_with(after, label="乙"))
        verdict = verdict_of(comparison)
        assert (comparison.exit_code, verdict.worse) == (code, bool(code))
        assert verdict.finding.zh.startswith("退步") == bool(code)


def test_a_fall_by_more_than_chance_is_worse_and_says_by_how_much() -> None:
    verdict = verdict_of(compare(run_with(40, label="甲"), run_with(20, label="乙")))
    assert verdict.worse
    assert verdict.finding.zh.startswith("退步：完全通过")
    assert "“甲”和“乙”都问了的 40 道题：完全通过 40 道 → 20 道" in verdict.grounds.zh
    assert "相差 -50.0 个百分点，95% 区间 [-65.0, -35.0]，p < 0.001" in verdict.grounds.zh


def test_a_fall_that_may_be_chance_is_not_called_worse() -> None:
    verdict = verdict_of(compare(run_with(40, label="甲"), run_with(39, label="乙")))
    assert not verdict.worse
    assert verdict.finding.zh == "通过的题少了 1 道，可能是偶然"
    assert "p = 1.000" in verdict.grounds.zh


def test_a_rise_by_more_than_chance_is_better() -> None:
    verdict = verdict_of(compare(run_with(20, label="甲"), run_with(40, label="乙")))
    assert verdict.finding.en == "Better: more questions pass, by more than chance"


def test_a_new_violation_is_worse_however_many_pass() -> None:
    before = run_with(20, label="甲")
    score = before.records[-1].score
    assert score is not None
    after = run_with(39, label="乙", score=replace(score, violations=("不该说的",)))
    verdict = verdict_of(compare(before, after))
    assert verdict.worse
    assert verdict.finding.zh == "退步；新增违规 1 道"
