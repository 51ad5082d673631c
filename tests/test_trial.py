"""Question sets are run over HTTP, held-back questions never shown; drafts are edited, accepted and let go."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient
from page_sample import Recital, make_answer, make_notice

from eval.cases import load
from rag.settings import Settings
from ui.app import build_app
from ui.feedback import Feedback, keep
from ui.shelf import Shelf
from ui.trial import Edited, Trials

NOTICE = make_notice()
GOOD = {
    "question": "哪些城市给予资金奖补？",
    "cite": f"{NOTICE.id} 一（一）1\n{NOTICE.id} 一（一）2",
    "facts": "10万元 | 十万元",
}
BAD = {"question": "哪些企业发展壮大？", "cite": f"{NOTICE.id} 二1", "facts": "保定"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")
    for _ in range(2):
        said = Feedback(verdict="wrong", answer=make_answer(NOTICE), reason="missing", words="少了<b>保定</b>")
        keep(said, settings, moment=datetime(2026, 1, 2))
    return settings


def client_of(settings: Settings, *, may_edit: bool = True) -> TestClient:
    shelf = Shelf(settings, settings.index.parent / "waiting", on_changed=lambda: None) if may_edit else None
    app = build_app(Recital(settings=settings, notices=(NOTICE,)), shelf=shelf)
    return TestClient(app, base_url="http://127.0.0.1")


def act(client: TestClient, draft: str, what: str, **fields: Any) -> tuple[int, dict[str, Any]]:
    reply = client.post("/trial/draft", json={"id": draft, "act": what, **fields})
    return reply.status_code, reply.json()


def start(client: TestClient, name: str) -> dict[str, Any]:
    lines = client.post("/trial/start", json={"set": name}).text.splitlines()
    return json.loads(lines[-1])


def test_drafts_become_a_set_which_is_run_and_compared(settings: Settings) -> None:
    client = client_of(settings)
    assert act(client, "draft-01", "accept", into="奖补", **GOOD)[0] == 200
    assert act(client, "draft-02", "accept", into="奖补", **BAD)[0] == 200
    cases = load(settings.index.parent / "questions" / "奖补").cases
    assert [case.facts for case in cases] == [(("10万元", "十万元"),), (("保定",),)]
    first, second = start(client, "奖补")["label"], start(client, "奖补")["label"]
    html = client.get("/trial/run", params={"label": second, "against_label": first}).text
    assert "1/2" in html
    assert BAD["question"] in html
    assert "缺要点" in html
    assert "#/ask?q=" in html
    assert "1/2" in client.get("/trial").text


def test_a_draft_is_saved_with_what_was_complained_of(settings: Settings) -> None:
    client = client_of(settings)
    status, body = act(client, "draft-01", "save", **GOOD)
    assert status == 200
    assert "十万元" in body["html"]
    text = client.get("/trial/cases.yaml").text
    assert "少了<b>保定</b>" in text
    assert [case["id"] for case in yaml.safe_load(text)] == ["draft-01", "draft-02"]


def test_a_draft_is_let_go_and_the_others_stay(settings: Settings) -> None:
    client = client_of(settings)
    assert act(client, "draft-01", "discard")[0] == 200
    assert [case["id"] for case in yaml.safe_load(client.get("/trial/cases.yaml").text)] == ["draft-02"]
    assert act(client, "draft-01", "discard")[0] == 400
    act(client, "draft-02", "discard")
    assert client.get("/trial/cases.yaml").text == ""


@pytest.mark.parametrize(
    "fields",
    [
        {**GOOD, "into": "../set"},
        {**GOOD, "into": ""},
        {**GOOD, "into": "甲", "cite": ""},
        {**GOOD, "into": "甲", "facts": "不在文中的话"},
        {**GOOD, "into": "甲", "question": " "},
    ],
)
def test_what_is_no_whole_question_is_refused_and_stays_a_draft(settings: Settings, fields: dict[str, Any]) -> None:
    client = client_of(settings)
    status, body = act(client, "draft-01", "accept", **fields)
    assert status == 400
    assert body["error"]["hint"]
    assert not (settings.index.parent / "questions").exists()
    assert len(yaml.safe_load(client.get("/trial/cases.yaml").text)) == 2


def test_a_source_that_does_not_exist_is_refused(settings: Settings) -> None:
    assert act(client_of(settings), "draft-01", "accept", **{**GOOD, "into": "甲", "cite": "没有的 一"})[0] == 404


def test_questions_that_do_not_fit_the_notices_are_told_in_brief(settings: Settings) -> None:
    error = start(client_of(settings), "")["error"]
    assert error["message"].startswith("题库与政策库不符")
    assert len(error["message"]) < 400


def test_a_run_that_is_stopped_keeps_what_was_asked(settings: Settings) -> None:
    trials = Trials(settings)
    assistant = Recital(settings=settings, notices=(NOTICE,))
    for draft, fields in (("draft-01", GOOD), ("draft-02", BAD)):
        trials.accept(draft, Edited(answerable=True, absent="", **fields), (NOTICE,), into="甲")
    label = trials.run("甲", assistant, lambda *_: trials.stop())
    assert len(trials.read(label).records) == 1
    assert trials.read(label).stopped


def test_held_back_questions_are_neither_shown_nor_exported(settings: Settings) -> None:
    assert all(case.split == "dev" for case in Trials(settings).questions("").cases)
    assert all(record.split == "dev" for record in Trials(settings).read("baseline-dev").records)
    assert client_of(settings).get("/trial/cases.yaml", params={"set": "../questions"}).status_code == 400


def test_a_reader_sees_figures_and_changes_nothing(settings: Settings) -> None:
    client = client_of(settings, may_edit=False)
    assert "--allow-edit" in client.get("/trial").text
    assert 'pr-draft"' not in client.get("/trial").text
    for path, body in (("start", {}), ("stop", {}), ("draft", {"id": "draft-01", "act": "discard"})):
        assert client.post(f"/trial/{path}", json=body).status_code == 403
    assert "完全通过" in client.get("/trial/run", params={"label": "baseline-dev"}).text
