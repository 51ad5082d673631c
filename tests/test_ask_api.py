import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import docx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from page_sample import Recital, make_answer, make_notice

from eval.drafts import read_drafts
from rag.settings import Settings
from rag.wire import answer_to_json
from ui import api, ask_api

NOTICE = make_notice()
RECORD = answer_to_json(make_answer(NOTICE))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    assistant = Recital(settings=Settings(index=tmp_path / "index"), notices=(NOTICE,))
    app = FastAPI()
    api.add_routes(app, assistant)
    ask_api.add_routes(app, assistant)
    with TestClient(app) as client:
        yield client


def lines(client: TestClient, body: dict[str, Any]) -> list[dict[str, Any]]:
    reply = client.post("/turn", json=body)
    assert reply.status_code == 200
    return [json.loads(line) for line in reply.text.splitlines()]


def test_an_answer_grows_line_by_line_and_the_last_is_whole(client: TestClient) -> None:
    found = lines(client, {"question": "慢？", "turn": 3})
    assert [line["state"] for line in found][:2] == ["waiting", "writing"]
    assert found[-1]["state"] == "done"
    assert 'data-turn="3"' in found[-1]["html"]
    assert found[-1]["answer"] == answer_to_json(make_answer(NOTICE, "慢？"))


def test_the_conversation_so_far_comes_from_the_browser(client: TestClient) -> None:
    history = [{"role": "user", "content": "甲？"}, {"role": "assistant", "content": "乙。"}]
    assert lines(client, {"question": "丙？", "history": history})[-1]["answer"]["answer"].endswith("已有 2 条消息。")


def test_a_refusal_is_a_state_in_words(client: TestClient) -> None:
    found = lines(client, {"question": "坏"})
    assert found[-1]["state"] == "failed"
    assert "请稍后再试，或改用无模型模式。" in found[-1]["html"]


def test_a_fault_of_the_program_is_said_and_stands_in_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    found = lines(client, {"question": "错"})
    assert found[-1]["state"] == "failed"
    assert "程序出错，未能完成作答。" in found[-1]["html"]
    assert "ZeroDivisionError" in caplog.text


def test_a_kept_conversation_is_painted_again(client: TestClient) -> None:
    turns = [
        {"question": "<甲>？", "answer": RECORD},
        {"question": "乙？", "state": "stopped"},
        {"question": "丙？", "state": "writing"},
        {"question": "丁？", "answer": {"answer": "另一版的格式"}},
        {"question": "戊？", "state": "failed"},
    ]
    html = client.post("/turns", json={"turns": turns, "first": 2}).text
    assert "&lt;甲&gt;？" in html
    assert [html.count(f'data-state="{state}"') for state in ("done", "stopped", "lost", "failed")] == [1, 1, 2, 1]
    assert 'data-turn="6"' in html
    assert "这一问当时没有得到回答。" in html


def test_an_answer_is_exported_under_its_questions_name(client: TestClient) -> None:
    reply = client.post("/export/docx", json={"answer": RECORD})
    assert reply.status_code == 200
    assert reply.headers["content-disposition"].endswith(quote("哪些城市给予资金奖补？.docx".replace("？", "？")))
    assert docx.Document(io.BytesIO(reply.content)).paragraphs[0].text == RECORD["question"]


def test_a_kind_of_file_that_is_not_made_is_refused(client: TestClient) -> None:
    assert client.post("/export/exe", json={"answer": RECORD}).status_code == 422
    assert client.post("/export/xlsx", json={"answer": {}}).status_code == 400


def test_a_complaint_is_kept_and_becomes_a_draft(client: TestClient, tmp_path: Path) -> None:
    body = {"verdict": "wrong", "answer": RECORD, "reason": "number", "words": "应为20万元"}
    assert client.post("/feedback", json=body).json() == {"draft": "draft-01"}
    assert len(read_drafts(tmp_path / "drafts")) == 1
    assert client.post("/feedback", json={"verdict": "useful", "answer": RECORD}).json() == {"draft": ""}
    assert len((tmp_path / "feedback.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_question_is_put_to_the_notices_that_are_chosen(client: TestClient) -> None:
    found = lines(client, {"question": "甲？", "scope": {"year": 2025, "in_force": True}})
    assert found[-1]["state"] == "done"
    assert '<p class="pr-scoped">范围：2025 · 不含已废止、失效</p>' in found[-1]["html"]


@pytest.mark.parametrize(
    ("scope", "words"),
    [({"year": 1999}, "没有符合筛选条件的通知"), ({"level": "镇"}, "不认识"), ({"region": "某地"}, "不认识")],
)
def test_a_choice_that_lets_nothing_through_is_a_refusal_in_words(
    client: TestClient, scope: dict[str, Any], words: str
) -> None:
    found = lines(client, {"question": "甲？", "scope": scope})
    assert found[-1]["state"] == "failed"
    assert words in found[-1]["html"]


def test_a_kept_question_with_a_choice_that_is_none_is_as_one_that_was_lost(client: TestClient) -> None:
    kept = {"question": "甲？", "answer": RECORD, "scope": {"level": "镇"}}
    assert 'data-state="lost"' in client.post("/turns", json={"turns": [kept]}).text
    kept["scope"] = {"year": 2025}
    assert "范围：2025" in client.post("/turns", json={"turns": [kept]}).text
