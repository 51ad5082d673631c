"""A run asks every case once, keeps errors as errors, and comes back from its file the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from eval_sample import DOC, FACT, LIST, ROBOTS, TIANJIN, UNKNOWN, KeywordAssistant, questions

from eval.cases import Address
from eval.metrics import Interval
from eval.retrieval import measure_retrieval, ranked_addresses
from eval.run import Failure, Run, rescore, run, run_eval
from eval.saved import load_run, save_run
from rag.domain import Answer, Chunk, Notice, Passage, Turn
from rag.errors import EvalError

NOON = datetime(2025, 7, 17, 12, tzinfo=UTC)


def sample() -> Run:
    return run(KeywordAssistant(), questions(), label="样本", started=NOON)


def test_every_case_is_asked_once_in_order_and_progress_is_told() -> None:
    assistant, told = KeywordAssistant(), list[tuple[int, int, str]]()
    run(assistant, questions(), label="样本", started=NOON, on_progress=lambda *step: told.append(step))
    assert assistant.asked == ["天津投了多少钱？", "机器人定额哪些城市有？", "杭州有什么做法？", "坏了吗？"]
    assert told == [(1, 4, "fact-01"), (2, 4, "list-01"), (3, 4, "unanswerable-01"), (4, 4, "fact-02")]


def test_an_error_is_a_failure_record_and_not_a_zero() -> None:
    broken = sample().records[-1]
    assert broken.failure == Failure(kind="ModelFailed", message="模型没有回答。")
    assert (broken.answer, broken.score, broken.passed) == (None, None, False)


class StoppedAssistant(KeywordAssistant):
    """Somebody presses Ctrl-C while it is asked for the place that stops it."""

    def ask(self, question: str, *, history: tuple[Turn, ...] = ()) -> Answer:
        if question == self.stops_at:
            raise KeyboardInterrupt
        return super().ask(question, history=history)

    def __init__(self, stops_at: str) -> None:
        super().__init__()
        self.stops_at = stops_at


def test_a_run_that_is_stopped_keeps_what_was_finished(tmp_path: Path) -> None:
    done = run(StoppedAssistant(UNKNOWN.question), questions(), label="样本", started=NOON)
    assert [record.id for record in done.records] == ["fact-01", "list-01"]
    assert (done.stopped, done.selected) == (True, 4)
    assert load_run(save_run(done, tmp_path)) == done
    assert not sample().stopped


def test_a_run_that_is_stopped_at_once_is_no_run() -> None:
    with pytest.raises(KeyboardInterrupt):
        run(StoppedAssistant(FACT.question), questions(), label="样本", started=NOON)


def test_history_reaches_the_assistant() -> None:
    case = replace(FACT, question="多少钱？", history=(Turn(role="user", content="说说天津"),))
    (record,) = run(KeywordAssistant(), questions(case), label="样本", started=NOON).records
    assert record.passed


def test_the_header_names_settings_questions_and_versions() -> None:
    done = sample()
    assert (done.settings, done.questions, done.started) == ("abc123", "cafe", "2025-07-17T12:00:00+00:00")
    assert "numpy" in dict(done.versions)


def test_a_saved_run_comes_back_the_same(tmp_path: Path) -> None:
    channels = measure_retrieval(lambda _: {"words": (TIANJIN,)}, (FACT,))
    done = replace(sample(), channels=channels)
    path = save_run(done, tmp_path)
    assert path.name == "样本.jsonl"
    assert load_run(path) == done


def test_a_run_is_saved_as_the_file_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙.jsonl"
    done = sample()
    assert save_run(done, path) == path
    assert load_run(path) == done


def test_a_run_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = save_run(sample(), tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(EvalError, match="应有 4 题，实有 3 题"):
        load_run(path)


@pytest.mark.parametrize("body", ["", "不是 JSON\n", "{}\n", "[]\n"])
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "坏.jsonl"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(EvalError):
        load_run(path)


def test_rescoring_holds_old_answers_against_new_golds() -> None:
    corrected = questions(replace(FACT, facts=(("3000万元",),)), UNKNOWN)
    again = rescore(sample(), corrected)
    assert [(record.id, record.passed) for record in again.records] == [
        ("fact-01", False),
        ("unanswerable-01", True),
    ]


def test_retrieval_is_measured_per_channel_over_cases_with_golds() -> None:
    rankings = {"words": (ROBOTS, TIANJIN), "vectors": (TIANJIN,)}
    words, vectors = measure_retrieval(lambda _: rankings, (FACT, LIST, UNKNOWN), k=1)
    # words put ROBOTS first: right for LIST alone; vectors never find it.
    assert (words.name, words.recall) == ("words", Interval(mean=0.5, low=0.0, high=1.0))
    assert words.reciprocal_rank is not None
    assert words.reciprocal_rank.mean == (1 / 2 + 1) / 2
    assert vectors.reciprocal_rank is not None
    assert vectors.reciprocal_rank.mean == 1 / 2


def test_a_passage_of_two_items_ranks_both_in_their_order() -> None:
    chunk = Chunk(
        notice=DOC,
        path=("一",),
        paths=(("一",), ("一", "1")),
        start=0,
        end=1,
        text="文",
        context="",
        tokens=1,
    )
    passage = Passage(chunk=chunk, score=1.0)
    assert ranked_addresses((passage, passage)) == (
        Address(doc=DOC, path=("一",)),
        Address(doc=DOC, path=("一", "1")),
    )


def test_the_command_asks_one_kind_of_the_dev_half() -> None:
    done = run_eval(KeywordAssistant(), label="样本", kinds=("compare",))
    assert {(record.kind, record.split) for record in done.records} == {("compare", "dev")}


def test_golds_that_the_corpus_has_not_are_refused_before_anything_is_asked(notices: tuple[Notice, ...]) -> None:
    assistant = KeywordAssistant()
    with pytest.raises(EvalError, match="题库与政策库不符"):
        run_eval(assistant, label="样本", kinds=("address",), corpus=notices[:1])
    assert assistant.asked == []


def test_an_empty_selection_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fact.yaml").write_text(
        "- {id: a, kind: fact, language: zh, split: dev, question: 问, answerable: false}\n", encoding="utf-8"
    )
    (tmp_path / "places.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(EvalError, match="没有符合条件"):
        run_eval(KeywordAssistant(), label="样本", folders=(tmp_path,), split="test")
