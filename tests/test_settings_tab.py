"""The 设置 tab says what is in use, shows no secret, and tells whether the model answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from model_server import ModelServer, Reply, free_url, serve_model
from page_sample import Recital, make_notice

from rag.settings import Settings
from ui import api, settings_api
from ui.render_settings import Holdings, in_use_html
from ui.settings_words import SETTINGS_WORDS
from ui.words import ZH

SECRET = "sk-very-secret"


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with serve_model() as server:
        yield server


def client_of(settings: Settings) -> TestClient:
    app, assistant = FastAPI(), Recital(settings=settings, notices=(make_notice(),))
    api.add_routes(app, assistant)
    settings_api.add_routes(app, assistant, None)
    return TestClient(app, base_url="http://127.0.0.1")


def with_model(url: str) -> Settings:
    return Settings(model="openai:small", model_url=url, model_key=SECRET)


def try_out(settings: Settings, what: str = "model") -> tuple[int, str]:
    reply = client_of(settings).post("/settings/try", json={"what": what})
    return reply.status_code, reply.text


def test_a_model_that_answers_is_told_with_its_time(server: ModelServer) -> None:
    server.reply = Reply(text="好。")
    status, words = try_out(with_model(server.url))
    assert status == 200
    assert "已作答，用时" in words


def test_a_model_that_cannot_be_reached_is_told_in_words() -> None:
    status, words = try_out(with_model(free_url()))
    assert status == 200
    assert '"good":false' in words
    assert "模型服务连不上或断开了" in words
    assert SECRET not in words


def test_the_encoder_is_tried_also_where_it_is_the_built_in_one() -> None:
    status, words = try_out(Settings(), "encoder")
    assert status == 200
    assert "能用，载入并编码一句用时" in words
    _, words = try_out(Settings(encoder="/no/such/folder"), "encoder")
    assert '"good":false' in words
    assert "没有模型文件夹 '/no/such/folder'" in words


@pytest.mark.parametrize("what", ["model", "reranker"])
def test_what_is_not_set_is_not_tried(what: str) -> None:
    assert try_out(Settings(), what)[0] == 400


@pytest.mark.parametrize("trusted", [True, False])
def test_no_secret_is_shown(trusted: bool) -> None:
    settings = Settings(model="openai:small", model_url="http://user:pass@host:1/v1?key=abc", model_key=SECRET)
    held = Holdings(notices=1, items=2, facts=3)
    html = in_use_html(settings, held, may_edit=True, trusted=trusted, words=ZH, page=SETTINGS_WORDS["zh"])
    assert "openai:small" in html
    assert "已设定" in html
    for secret in (SECRET, "user", "pass", "abc"):
        assert secret not in html
    assert (str(settings.index) in html) is trusted
    assert ("http://host:1/v1" in html) is trusted
