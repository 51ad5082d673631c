"""A complaint becomes a draft in the form of a case, and what stood in the folder stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from eval_sample import LINES, TIANJIN, answer_of

from eval.cases import Case, load
from eval.drafts import Complaint, add_draft, draft_case, read_drafts
from rag.domain import Answer, Table, Turn
from rag.errors import EvalError

NOON = datetime(2025, 7, 17, 12)
WRONG = Complaint(
    words="数字不对\n应为2000万元", should_answer=True, right=(TIANJIN,), facts=("2000万元",), absent=("3000万元",)
)


def answer(question: str = "天津投了多少钱？") -> Answer:
    return answer_of(question, (LINES["天津"],))


def add(folder: Path, complaint: Complaint = WRONG, **options: object) -> Case:
    return add_draft(answer(), complaint, folder, moment=NOON, **options)


def test_a_draft_is_a_case_of_the_development_half(tmp_path: Path):
    case = add(tmp_path / "drafts")

    assert read_drafts(tmp_path / "drafts") == (case,)
    assert (case.id, case.kind, case.language, case.split) == ("draft-01", "fact", "zh", "dev")
    assert (case.cite, case.facts, case.absent) == ((TIANJIN,), (("2000万元",),), ("3000万元",))


def test_what_was_said_stands_above_it_as_a_comment(tmp_path: Path):
    add(tmp_path)

    text = (tmp_path / "fact.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 2025-07-17 12:00 有误：数字不对\n# 应为2000万元\n# 当时的回答（作答）：天津2024年度")
    assert "# 当时的出处：建办市函〔2025〕190号 一（四）1\n- id: draft-01\n" in text


def test_drafts_are_numbered_through_all_files(tmp_path: Path):
    added = [
        add(tmp_path),
        add(tmp_path, replace(WRONG, should_answer=False)),
        add(tmp_path, history=(Turn(role="user", content="说说天津"),)),
        add(tmp_path),
    ]

    assert [(case.id, case.kind) for case in added] == [
        ("draft-01", "fact"),
        ("draft-02", "unanswerable"),
        ("draft-03", "followup"),
        ("draft-04", "fact"),
    ]
    assert set(read_drafts(tmp_path)) == set(added)


def test_a_draft_may_lack_its_golds_until_it_joins_the_question_set(tmp_path: Path):
    add(tmp_path, Complaint(words="", should_answer=True))
    (tmp_path / "places.yaml").write_text("{}\n", encoding="utf-8")

    assert read_drafts(tmp_path)[0].gold == ()
    with pytest.raises(EvalError, match="没有出处"):
        load(tmp_path)


@pytest.mark.parametrize("words", ["- id: x", "# 注\r\n甲: [", "“引号”'\"\t{}", "\x85换行\u2028再换\x00"])
def test_no_wording_of_a_complaint_or_a_question_breaks_the_file(tmp_path: Path, words: str):
    complaint = Complaint(words=words, should_answer=True, facts=(f"{words}事实",), absent=(f"{words}不说",))

    case = add_draft(answer(f"{words}？"), complaint, tmp_path, moment=NOON)

    assert read_drafts(tmp_path) == (case,)


def test_a_folder_that_holds_something_else_is_left_as_it_is(tmp_path: Path):
    (tmp_path / "fact.yaml").write_text("不是题目\n", encoding="utf-8")

    with pytest.raises(EvalError):
        add(tmp_path)
    assert (tmp_path / "fact.yaml").read_text(encoding="utf-8") == "不是题目\n"


def test_an_enumeration_and_a_traditional_question_are_known_for_what_they_are():
    listed = replace(answer("天津投了多少錢？"), table=Table(columns=("地区",), rows=(("天津",),), total=1))

    case = draft_case(listed, WRONG, number=7)

    assert (case.id, case.kind, case.language) == ("draft-07", "list", "zh-hant")


def test_drafts_of_many_threads_are_all_kept(tmp_path: Path):
    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(lambda _: add(tmp_path), range(8)))

    assert sorted(case.id for case in added) == [f"draft-0{n}" for n in range(1, 9)]
    assert len(read_drafts(tmp_path)) == 8
