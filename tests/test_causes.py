"""Questions that did not pass stand under their gravest cause, and every cause says how many have it."""

from __future__ import annotations

from dataclasses import replace

from eval_sample import FACT, LINES, LIST, TIANJIN, UNKNOWN, answer_of

from eval.cases import Case
from eval.causes import by_cause, faults
from eval.judge import judge
from eval.run import Failure, Record
from rag.domain import Answer

PLACES = {"天津": ()}


def record(case: Case, answer: Answer | None, *, name: str) -> Record:
    return Record(
        id=name,
        kind=case.kind,
        language=case.language,
        split=case.split,
        question=case.question,
        answerable=case.answerable,
        milliseconds=1.0,
        answer=answer,
        score=None if answer is None else judge(case, answer, PLACES),
        failure=Failure(kind="ModelFailed", message="没有回答") if answer is None else None,
    )


RIGHT = answer_of(FACT.question, (LINES["天津"],))
SILENT = answer_of(FACT.question, ())
SHORT = answer_of(FACT.question, ((TIANJIN, "天津投入2000万元。"),))
BESIDE = answer_of(FACT.question, (LINES["机器人"],))
FORBIDDEN = replace(FACT, absent=("机器人",))


def test_each_question_stands_once_and_the_gravest_cause_comes_first() -> None:
    records = [
        record(FACT, SHORT, name="缺一点"),
        record(FACT, RIGHT, name="通过"),
        record(FACT, SILENT, name="拒答"),
        record(UNKNOWN, RIGHT, name="乱答"),
        record(FORBIDDEN, BESIDE, name="违规"),
        record(LIST, None, name="出错"),
    ]
    causes = [(one.name, [record.id for record in one.leading], one.questions) for one in by_cause(records)]
    assert causes == [
        ("failure", ["出错"], 1),
        ("silent", ["拒答"], 1),
        ("guessed", ["乱答"], 1),
        ("violations", ["违规"], 1),
        ("facts", ["缺一点"], 3),
        ("citations", [], 2),
        ("wrong", [], 1),
    ]


def test_reasons_of_one_question_are_told_the_gravest_first() -> None:
    told = [words.zh.partition("：")[0] for words in faults(record(FORBIDDEN, BESIDE, name="违规"))]
    assert told == ["违规", "缺要点", "缺出处", "不当出处"]
    assert faults(record(FACT, RIGHT, name="通过")) == ()


def test_nothing_failed_has_no_cause() -> None:
    assert by_cause([record(FACT, RIGHT, name="通过")]) == ()
