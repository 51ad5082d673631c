"""One answer against its case: what passes, and why the rest does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath

from eval_sample import FACT, LINES, LIST, PLACES, ROBOTS, TIANJIN, UNKNOWN, KeywordAssistant, answer_of
from notice_sample import read_folder

from eval.cases import load
from eval.causes import faults
from eval.judge import judge
from eval.run import Record
from rag.domain import Answer, Notice, Path, Table

CORPUS = FilePath(__file__).parent.parent / "corpus"


def right(question: str) -> Answer:
    return KeywordAssistant().ask(question)


def test_a_right_answer_passes_and_has_no_faults() -> None:
    score = judge(FACT, right(FACT.question), PLACES)
    assert (score.fact_recall, score.citation_recall, score.citation_precision) == (1, 1, 1)
    assert score.list_f1 is None
    assert score.passed


def test_half_of_the_facts_is_no_pass_and_the_missing_one_is_named() -> None:
    answer = answer_of(FACT.question, ((TIANJIN, "天津投入2000万元。"),))
    score = judge(FACT, answer, PLACES)
    assert score.fact_recall == 1 / 2
    assert score.missing_facts == ("15家",)
    assert not score.passed


def test_the_asked_number_is_a_fact_of_its_own_which_a_table_total_states_too() -> None:
    bare = right(LIST.question)
    assert judge(LIST, bare, PLACES).missing_facts == ("4个",)
    assert judge(LIST, replace(bare, text=bare.text + "共四个城市。"), PLACES).passed
    rows = tuple((place, "补充定额") for place in LIST.members)
    table = Table(columns=("地区", "举措"), rows=rows, total=4)
    assert judge(LIST, replace(bare, text="见表。", table=table), PLACES).passed


def test_a_wrong_city_in_the_place_column_costs_precision_but_not_one_in_another_column() -> None:
    table = Table(columns=("地区", "举措"), rows=tuple((place, "同杭州") for place in LIST.members), total=4)
    answer = replace(right(LIST.question), text="见表。", table=table)
    assert judge(LIST, answer, PLACES).list_f1 == 1
    more = replace(table, rows=(*table.rows, ("杭州", "")), total=5)
    score = judge(LIST, replace(answer, table=more), PLACES)
    assert score.list_f1 == 8 / 9
    assert score.wrong_members == ("杭州",)


def test_citing_everything_is_no_pass() -> None:
    # One right citation of three: precision 1/3 is below one half.
    other = replace(TIANJIN, path=("一", "（四）", "2"))
    answer = answer_of(FACT.question, (LINES["天津"], (ROBOTS, "嘉兴"), (other, "重庆")))
    score = judge(FACT, answer, PLACES)
    assert score.citation_precision == 1 / 3
    assert score.wrong_citations == (str(ROBOTS), str(other))
    assert not score.passed


def test_abstaining_from_an_answerable_question_is_wrong_and_from_the_unanswerable_right() -> None:
    abstention = answer_of("问", ())
    assert not judge(FACT, abstention, PLACES).abstention_right
    assert judge(UNKNOWN, abstention, PLACES).passed


def test_what_must_be_absent_may_stand_in_a_quote_but_not_in_the_answer() -> None:
    quoted = replace(answer_of("问", ((TIANJIN, "杭州发布办法。"),)), text="没有。", abstained=True)
    assert judge(UNKNOWN, quoted, PLACES).passed
    stated = replace(quoted, text="杭州发布了办法。")
    assert judge(UNKNOWN, stated, PLACES).violations == ("杭州发布",)


def test_quoting_every_gold_and_saying_the_number_passes_every_case() -> None:
    notices = {notice.id: notice for notice in read_folder(CORPUS)}
    everything = load()
    for case in everything.cases:
        found = tuple((gold, _text(notices[gold.doc], gold.path)) for gold in case.gold)
        answer = answer_of(case.question, found)
        number = "" if case.count is None else f"共{case.count}个"
        answer = replace(answer, text=answer.text + number, abstained=not case.answerable)
        assert judge(case, answer, everything.places).passed, case.id


def _text(notice: Notice, path: Path) -> str:
    return "\n".join(item.text for item in (notice.under(path) if path else notice.at(path)))


def test_faults_are_worded_for_people() -> None:
    record = Record(
        id="fact-01",
        kind="fact",
        language="zh",
        split="dev",
        question=FACT.question,
        answerable=True,
        milliseconds=1.0,
        answer=answer_of("问", ()),
        score=judge(FACT, answer_of("问", ()), PLACES),
    )
    assert [fault.zh for fault in faults(record)] == [
        "本应回答，却拒答",
        "缺要点：2000万元、15家",
        f"缺出处：{TIANJIN}",
    ]
