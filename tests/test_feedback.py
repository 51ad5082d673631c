import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from page_sample import make_answer, make_notice

from eval.drafts import read_drafts
from rag.domain import Turn
from rag.errors import QuestionError
from rag.settings import Settings
from rag.wire import answer_from_json, answer_to_json
from ui.feedback import Feedback, drafts_folder, feedback_file, keep, proposed
from ui.records import read_answer

ANSWER = make_answer(make_notice())
NOON = datetime(2026, 1, 2, 12)


def test_what_is_useful_is_one_line_and_no_draft(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    for _ in range(2):
        assert keep(Feedback(verdict="useful", answer=ANSWER), settings, moment=NOON) == ""
    lines = [json.loads(line) for line in feedback_file(settings).read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 2
    assert lines[0]["verdict"] == "useful"
    assert lines[0]["when"] == "2026-01-02T12:00:00"
    assert answer_from_json(lines[0]["answer"]) == ANSWER
    assert read_drafts(drafts_folder(settings)) == ()


def test_what_was_useful_can_be_taken_back_and_is_no_draft_either(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    for verdict in ("useful", "withdrawn"):
        assert keep(Feedback(verdict=verdict, answer=ANSWER), settings, moment=NOON) == ""
    lines = [json.loads(line) for line in feedback_file(settings).read_text(encoding="utf-8").splitlines()]
    assert [line["verdict"] for line in lines] == ["useful", "withdrawn"]
    assert read_drafts(drafts_folder(settings)) == ()


def test_what_is_wrong_becomes_a_draft_with_the_conversation_before_it(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    history = (Turn(role="user", content="甲？"), Turn(role="assistant", content="乙。"))
    said = Feedback(verdict="wrong", answer=ANSWER, history=history, reason="missing", words="少了<保定>\n另有一处")
    assert keep(said, settings, moment=NOON) == "draft-01"
    (draft,) = read_drafts(drafts_folder(settings))
    assert draft.question == ANSWER.question
    assert draft.history == history
    assert draft.answerable
    (file,) = drafts_folder(settings).glob("*.yaml")
    assert "漏了内容：少了<保定>" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("abstained", "reason", "answerable"),
    [(True, "held", True), (True, "source", False), (False, "unheld", False), (False, None, True)],
)
def test_whether_the_notices_hold_it_is_as_the_reader_says(
    tmp_path: Path, abstained: bool, reason: Any, answerable: bool
) -> None:
    from dataclasses import replace

    settings = Settings(index=tmp_path / "index")
    keep(Feedback(verdict="wrong", answer=replace(ANSWER, abstained=abstained), reason=reason), settings, moment=NOON)
    assert read_drafts(drafts_folder(settings))[0].answerable is answerable


def test_an_answer_that_comes_back_is_the_one_that_went_out() -> None:
    assert read_answer(json.loads(json.dumps(answer_to_json(ANSWER)))) == ANSWER


@pytest.mark.parametrize(
    "change",
    [
        {"answer": 5},
        {"citations": 1},
        {"citations": [{"n": 1}]},
        {"language": "fr"},
        {"table": {"columns": ["甲"], "rows": [["乙", "丙"]], "total": 1}},
        {"timings_ms": []},
        {"coverage": {"matched": "x", "notices": 0}},
    ],
)
def test_what_is_no_answer_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(QuestionError):
        read_answer({**answer_to_json(ANSWER), **change})


def test_an_empty_body_is_refused() -> None:
    with pytest.raises(QuestionError):
        read_answer({})


def test_the_sources_that_a_complaint_names_are_those_of_the_draft(tmp_path: Path) -> None:
    notice = make_notice()
    words = f"应引{notice.id} 一（一）2，也要引190号 二1；数字不对，见{notice.id}"
    assert [str(place) for place in proposed(words, (notice,))] == [f"{notice.id} 一（一）2", f"{notice.id} 二1"]
    settings = Settings(index=tmp_path / "index")
    said = Feedback(verdict="wrong", answer=ANSWER, reason="source", words=words)
    keep(said, settings, moment=NOON, notices=(notice,))
    assert [place.path for place in read_drafts(drafts_folder(settings))[0].cite] == [
        ("一", "（一）", "2"),
        ("二", "1"),
    ]
    unheld = Feedback(verdict="wrong", answer=ANSWER, reason="unheld", words=words)
    keep(unheld, settings, moment=NOON, notices=(notice,))
    assert read_drafts(drafts_folder(settings))[-1].cite == ()


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("应引 建办市函〔2025〕190号 一（一）1", [("一", "（一）", "1")]),
        ("数字不对，应引：建办市函〔2025〕190号 一（一）1、一（一）2", [("一", "（一）", "1"), ("一", "（一）", "2")]),
        ("应当引 190号 二1 这一条", [("二", "1")]),
        ("应引《发展智能建造可复制经验做法清单（第四批）》二1", [("二", "1")]),
        ("应引 建办市函〔2025〕190号", []),
        ("漏了 保定 二1", []),
    ],
)
def test_an_item_is_found_among_the_words_around_it(words: str, paths: list[Any]) -> None:
    assert [place.path for place in proposed(words, (make_notice(),))] == paths


def test_who_names_an_item_holds_that_the_notices_have_the_answer(tmp_path: Path) -> None:
    from dataclasses import replace

    settings, notice = Settings(index=tmp_path / "index"), make_notice()
    said = Feedback(
        verdict="wrong", answer=replace(ANSWER, abstained=True), reason="source", words=f"应引 {notice.id} 二1"
    )
    keep(said, settings, moment=NOON, notices=(notice,))
    (draft,) = read_drafts(drafts_folder(settings))
    assert draft.answerable
    assert [str(place) for place in draft.cite] == [f"{notice.id} 二1"]
