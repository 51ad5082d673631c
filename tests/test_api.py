from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from page_sample import Recital, make_answer, make_notice

from rag.retrieve.filters import Filters
from rag.settings import Settings
from rag.wire import answer_from_json, answer_to_json
from ui.api import add_routes

NOTICE = make_notice()
ASSISTANT = Recital(settings=Settings(), notices=(NOTICE,))


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = FastAPI()
    add_routes(app, ASSISTANT)
    with TestClient(app) as client:
        yield client


def test_an_answer_is_the_one_schema(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "哪些城市？"})
    assert reply.status_code == 200
    assert reply.json() == answer_to_json(make_answer(NOTICE, "哪些城市？"))
    assert answer_from_json(reply.json()) == make_answer(NOTICE, "哪些城市？")


def test_an_answer_gives_the_id_back(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "甲？", "id": "q1"}).json()["id"] == "q1"


def test_history_reaches_the_assistant(client: TestClient) -> None:
    history = [{"role": "user", "content": "甲？"}, {"role": "assistant", "content": "乙。"}]
    answer = client.post("/api/ask", json={"question": "丙？", "history": history}).json()["answer"]
    assert answer.endswith("前面已有 2 条消息。")


@pytest.mark.parametrize(("question", "status", "kind"), [(" ", 400, "QuestionError"), ("坏", 502, "ModelFailed")])
def test_an_error_is_a_status_and_words(client: TestClient, question: str, status: int, kind: str) -> None:
    reply = client.post("/api/ask", json={"question": question})
    assert reply.status_code == status
    error = reply.json()["error"]
    assert error["kind"] == kind
    assert error["message"]
    assert error["hint"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": 3},
        {"question": "甲", "more": 1},
        {"question": "甲", "history": [{"role": "x"}]},
        {"question": "甲", "filters": {"colour": "红"}},
        "甲",
    ],
)
def test_a_malformed_body_is_refused_in_the_same_shape(client: TestClient, body: object) -> None:
    reply = client.post("/api/ask", json=body)
    assert reply.status_code == 422
    assert reply.json()["error"]["kind"] == "RequestError"
    assert all(name in reply.json()["error"]["hint"] for name in ("filters", *Filters.__slots__))


@pytest.mark.parametrize(
    ("filters", "status"),
    [
        ({"year": 2025, "in_force": True}, 200),
        ({"year": 1999}, 400),
        ({"level": "村"}, 400),
        ({"region": "无"}, 400),
        ({"notices": ["无此通知"]}, 404),
    ],
)
def test_a_question_may_be_put_to_some_of_the_notices(
    client: TestClient, filters: dict[str, object], status: int
) -> None:
    assert client.post("/api/ask", json={"question": "哪些城市？", "filters": filters}).status_code == status


def test_health_names_the_notices_so_that_a_page_sees_when_they_are_others(client: TestClient) -> None:
    others = FastAPI()
    add_routes(others, Recital(settings=Settings(), notices=(NOTICE, make_notice(symbol="建市〔2020〕60号"))))
    said = client.get("/api/health").json()["corpus"]
    assert said == client.get("/api/health").json()["corpus"]
    assert said != TestClient(others).get("/api/health").json()["corpus"]


def test_health_counts_what_is_served(client: TestClient) -> None:
    body = client.get("/api/health").json()
    assert body["status"] == "ok"
    assert (body["notices"], body["items"]) == (1, 8)
    assert body["settings"] == ASSISTANT.settings.fingerprint()


def test_notices_are_listed_and_read_by_their_symbol(client: TestClient) -> None:
    listed = client.get("/api/notices").json()
    assert [notice["id"] for notice in listed] == ["建办市函〔2025〕190号"]
    whole = client.get("/api/notices/建办市函〔2025〕190号").json()
    assert whole["text"] == NOTICE.text
    assert all(whole["text"][item["start"] : item["end"]] == item["text"] for item in whole["items"])


def test_an_unknown_notice_is_not_found(client: TestClient) -> None:
    reply = client.get("/api/notices/国办发〔1999〕1号")
    assert reply.status_code == 404
    assert reply.json()["error"]["kind"] == "UnknownAddress"


def test_the_panel_gets_the_notice_with_the_quote_marked(client: TestClient) -> None:
    start = NOTICE.text.index("最高500万元")
    reply = client.get("/source", params={"doc": NOTICE.id, "start": start, "end": start + 7})
    assert reply.status_code == 200
    assert "<mark>最高500万元</mark>" in reply.text


def test_the_panel_gets_the_list_where_no_notice_is_named(client: TestClient) -> None:
    assert "Notices held" in client.get("/source", params={"lang": "en"}).text


def test_the_panel_says_in_words_that_a_notice_is_unknown(client: TestClient) -> None:
    reply = client.get("/source", params={"doc": "<script>"})
    assert reply.status_code == 404
    assert 'role="alert"' in reply.text
    assert "<script>" not in reply.text


def test_errors_are_worded_in_the_language_of_the_page(client: TestClient) -> None:
    english = {"accept-language": "en"}
    told = client.post("/api/ask", json={"question": " "}, headers=english).json()["error"]
    assert told["message"] == "The question is empty."
    told = client.post("/api/ask", json={"question": 3}, headers=english).json()["error"]
    assert told["message"].startswith("The part body.question of the request cannot be used")


@pytest.mark.parametrize(
    ("language", "message"), [("zh-CN", "程序出错，没有做完。"), ("en", "Something went wrong in the program.")]
)
def test_a_fault_of_the_program_is_told_without_its_details(language: str, message: str) -> None:
    app = FastAPI()
    add_routes(app, ASSISTANT)
    with TestClient(app, raise_server_exceptions=False) as client:
        reply = client.post("/api/ask", json={"question": "错"}, headers={"accept-language": language})
    assert reply.status_code == 500
    assert reply.json()["error"]["message"] == message
    assert "division" not in reply.text


def test_a_language_that_is_not_spoken_is_refused(client: TestClient) -> None:
    assert client.get("/source", params={"lang": "fr"}).status_code == 422
