import re
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from page_sample import Recital, make_notice

from rag.errors import ServeError
from rag.settings import Settings
from ui.app import STYLES, TABS, build_app, serve

# src="https://cdn.example/a.js"; not <meta property="og:image" content="https://…">, which no browser fetches
FETCHED = re.compile(r"""(?:src|href)\s*=\s*["']https?://[^"']+|url\(\s*["']?https?://[^)]+|@import[^;]+""")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    assistant = Recital(settings=Settings(), notices=(make_notice(),))
    with TestClient(build_app(assistant)) as client:
        yield client


@pytest.mark.parametrize("page", ["/", "/en/"])
def test_the_page_names_no_other_host_to_fetch_from(client: TestClient, page: str) -> None:
    reply = client.get(page)
    assert reply.status_code == 200
    assert FETCHED.findall(reply.text) == []


@pytest.mark.parametrize("page", ["/", "/en/", "/theme.css", "/api/health", "/api/notices/x"])
def test_every_reply_forbids_the_browser_other_hosts(client: TestClient, page: str) -> None:
    policy = client.get(page).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("name", ["page.js", "ask.js", *STYLES])
def test_the_pages_own_files_are_served_fresh_and_fetch_nothing_from_elsewhere(client: TestClient, name: str) -> None:
    reply = client.get(f"/page/{name}")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-cache"
    assert FETCHED.findall(reply.text) == []
    assert "content-security-policy" in reply.headers


def test_each_tab_has_its_column_and_its_place_in_the_navigation(client: TestClient) -> None:
    page = client.get("/").text
    for tab in TABS:
        assert f"pr-view-{tab.name}" in page
        assert f"#/{tab.name}" in page


@pytest.mark.parametrize("path", ["/api/notices", "/source", "/shelf", "/settings", "/trial"])
def test_what_each_tab_shows_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_the_page_itself_lists_no_notice_since_what_is_held_changes_while_it_is_open(client: TestClient) -> None:
    assert "pr-panel" in client.get("/").text
    assert "pr-open" not in client.get("/").text
    assert "pr-open" in client.get("/source").text


def test_the_theme_fetches_no_font(client: TestClient) -> None:
    assert FETCHED.findall(client.get("/theme.css").text) == []


def test_the_page_sends_no_telemetry(client: TestClient) -> None:
    assert '"analytics_enabled":false' in client.get("/").text.replace(" ", "")


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
def test_pages_that_load_from_elsewhere_are_off(client: TestClient, page: str) -> None:
    assert "jsdelivr" not in client.get(page).text


@pytest.mark.parametrize("page", ["/docs", "/redoc", "/openapi.json", "/en/docs", "/en/openapi.json"])
def test_the_one_description_of_the_api_is_that_of_its_own_routes(client: TestClient, page: str) -> None:
    assert client.get(page).status_code == 404
    assert "/api/ask" in client.get("/api/openapi.json").json()["paths"]


def test_the_page_adds_no_second_way_to_ask(client: TestClient) -> None:
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_a_port_in_use_is_one_line_that_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError) as caught:
            serve(Settings(), port=port)
    assert caught.value.message == f"端口 {port} 已被其他程序占用（port {port} is in use）。"
    assert "--port" in caught.value.hint
    assert "\n" not in str(caught.value)


def test_gradio_is_not_imported_until_the_page_is_served() -> None:
    code = "import sys, ui.app; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
