"""Files are looked at and taken in over HTTP as ``policy-rag add`` does; names are data; strangers are refused."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from answer_sample import LIFTS_TEXT, PLAN_TEXT
from fastapi import FastAPI
from fastapi.testclient import TestClient

from rag.answer.live import LiveAssistant
from rag.index.build import build_index
from rag.settings import Settings, load_settings
from ui import api, shelf_api
from ui import shelf as shelf_module
from ui.app import build_app
from ui.shelf import LONGEST_NAME, Shelf, safe_name

pytestmark = pytest.mark.usefixtures("small_encoder")

LIFTS, PLAN = "建办城函〔2024〕31号", "洪府办发〔2023〕12号"
CHANGED = LIFTS_TEXT.replace("20万元", "90万元")
LISTED = re.compile(r'class="pr-open" data-doc="([^"]*)"')
FILE = {"content-type": "application/octet-stream"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of one notice, and its index."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "lifts.txt").write_text(LIFTS_TEXT, encoding="utf-8")
    build_index(settings_of(folder), on_progress=lambda *_: None)
    return folder


@pytest.fixture
def office(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "office"))


def settings_of(folder: Path) -> Settings:
    return load_settings(corpus=folder / "corpus", index=folder / "index")


def client_of(office: Path, *, local: bool = True, whole: bool = False) -> TestClient:
    """Of the routes by which the shelf is used; where `whole`, of the service with its pages, which takes longer."""
    live = LiveAssistant.open(settings_of(office))
    (office / "waiting").mkdir()
    shelf = Shelf(settings_of(office), office / "waiting", on_changed=live.catch_up, local=local)
    app = build_app(live, shelf=shelf) if whole else FastAPI()
    if not whole:
        api.add_routes(app, live)
        shelf_api.add_routes(app, live, shelf)
    return TestClient(app, base_url="http://127.0.0.1:7860")


@pytest.fixture
def client(office: Path) -> TestClient:
    return client_of(office)


def send(client: TestClient, text: str, name: str = "plan.txt", *, beside: str = "") -> str:
    reply = client.post("/shelf/send", params={"name": name, "beside": beside}, content=text.encode(), headers=FILE)
    assert reply.status_code == 200, reply.text
    return reply.text


def token_of(html: str) -> str:
    return html.split('data-token="')[1].split('"')[0]


def last(client: TestClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    reply = client.post(path, json=body)
    assert reply.status_code == 200, reply.text
    return json.loads(reply.text.splitlines()[-1])


def ids(client: TestClient) -> list[str]:
    return [notice["id"] for notice in client.get("/api/notices").json()]


def test_a_file_is_shown_before_it_is_taken_in_and_answered_from_after(office: Path) -> None:
    client = client_of(office, whole=True)
    html = send(client, PLAN_TEXT)
    assert "pr-plan" in html
    assert "读入" in html
    assert ids(client) == [LIFTS]
    done = last(client, "/shelf/take", {"files": [{"token": token_of(html)}]})
    assert "已收入" in done["html"]
    assert set(ids(client)) == {LIFTS, PLAN}
    assert (office / "corpus" / "plan.txt").read_text(encoding="utf-8") == PLAN_TEXT
    assert [*(office / "waiting").iterdir()] == []
    answer = client.post("/api/ask", json={"question": f"{PLAN}的标题是什么？"}).json()
    assert {citation["doc"] for citation in answer["citations"]} == {PLAN}


def test_the_steps_are_told(client: TestClient) -> None:
    token = token_of(send(client, PLAN_TEXT))
    reply = client.post("/shelf/take", json={"files": [{"token": token}]})
    stages = {line["stage"] for line in map(json.loads, reply.text.splitlines()[:-1])}
    assert stages
    assert stages <= {"read", "embed", "store"}


@pytest.mark.parametrize(("choice", "held"), [("replace", {LIFTS}), ("both", {LIFTS, f"{LIFTS}（changed）"})])
def test_of_a_twin_it_is_asked_what_to_do(client: TestClient, choice: str, held: set[str]) -> None:
    html = send(client, CHANGED, "changed.txt")
    assert "pr-twin" in html
    refused = last(client, "/shelf/take", {"files": [{"token": token_of(html)}]})
    assert LIFTS in refused["error"]["message"]
    assert ids(client) == [LIFTS]
    done = last(client, "/shelf/take", {"files": [{"token": token_of(html), "choice": choice}]})
    assert "html" in done
    assert set(ids(client)) == held


def test_of_two_versions_in_one_drop_the_other_enters_no_folder_and_comes_back_from_none(
    client: TestClient, office: Path
) -> None:
    first = token_of(send(client, PLAN_TEXT, "first.txt"))
    second = token_of(send(client, f"{PLAN_TEXT}\n请于8月9日前报送。\n", "second.txt", beside=first))
    files = [{"token": first}, {"token": second, "choice": "replace"}]
    told = last(client, "/shelf/take", {"files": files})["html"]
    assert "没有收：一起收进的另一份换下了它" in told
    assert told.count("<strong>已收入</strong>") == 1
    assert {path.name for path in (office / "corpus").rglob("*") if path.is_file()} == {"lifts.txt", "second.txt"}
    last(client, "/shelf/remove", {"doc": PLAN})
    assert ids(client) == [LIFTS]


def test_of_a_removed_notice_it_is_told_what_else_went_with_it(client: TestClient, office: Path) -> None:
    (office / "corpus" / "laid.txt").write_text(CHANGED, encoding="utf-8")
    last(client, "/shelf/take", {"files": [{"token": token_of(send(client, PLAN_TEXT))}]})
    assert "laid.txt 与移出的 lifts.txt 文号相同" in last(client, "/shelf/remove", {"doc": LIFTS})["html"]
    told = last(client, "/shelf/undo", {})
    assert "html" in told
    told = last(client, "/shelf/remove", {"doc": LIFTS, "lang": "en"})["html"]
    assert "laid.txt bears the number of lifts.txt, which was removed" in told
    assert ids(client) == [PLAN]


def test_what_is_here_already_or_cannot_be_read_does_not_wait(client: TestClient, office: Path) -> None:
    assert token_of(send(client, LIFTS_TEXT, "again.txt")) == ""
    bad = send(client, "x", "<img src=x onerror=alert(1)>.exe")
    assert token_of(bad) == ""
    assert "<img" not in bad
    assert [*(office / "waiting").iterdir()] == []


def test_what_waits_comes_back_to_the_page_that_sent_it_and_hinders_no_other(client: TestClient) -> None:
    token = token_of(send(client, PLAN_TEXT))
    assert token_of(send(client, PLAN_TEXT, "elsewhere.txt")) != ""
    assert "与待收的另一份文字相同" in send(client, PLAN_TEXT, "again.txt", beside=token)
    back = client.post("/shelf/waiting", json={"tokens": [token, "gone"]}).text
    assert back.count("<article") == 1
    assert token_of(back) == token
    last(client, "/shelf/take", {"files": [{"token": token}]})
    assert client.post("/shelf/waiting", json={"tokens": [token]}).text == ""


def test_of_what_waits_and_has_come_in_between_no_more_waits(client: TestClient) -> None:
    first, second = (token_of(send(client, PLAN_TEXT, name)) for name in ("one.txt", "two.txt"))
    last(client, "/shelf/take", {"files": [{"token": first}]})
    assert "库里已有，文字相同" in client.post("/shelf/waiting", json={"tokens": [second]}).text
    assert client.post("/shelf/waiting", json={"tokens": [second]}).text == ""


def test_a_notice_is_removed_and_the_change_undone(client: TestClient) -> None:
    last(client, "/shelf/take", {"files": [{"token": token_of(send(client, PLAN_TEXT))}]})
    assert "已移出" in last(client, "/shelf/remove", {"doc": PLAN})["html"]
    assert ids(client) == [LIFTS]
    assert LISTED.findall(client.get("/source").text) == [LIFTS]
    assert "2 份" in last(client, "/shelf/undo", {})["html"]
    assert set(ids(client)) == {LIFTS, PLAN}
    assert set(LISTED.findall(client.get("/source").text)) == {LIFTS, PLAN}
    assert "2 份" in client.get("/frame").json()["tagline"]


def test_an_unknown_token_or_notice_is_refused_in_words(client: TestClient) -> None:
    taken = last(client, "/shelf/take", {"files": [{"token": "../../etc"}]})
    assert taken["error"]["hint"] == "请重新选择文件。"
    assert LIFTS in json.dumps(last(client, "/shelf/remove", {"doc": "没有的"}), ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\公文\\方案.docx", "方案.docx"),
        ("..", "notice"),
        (".manifest.toml", "manifest.toml"),
        ("a\x00b\n.txt", "ab.txt"),
        ("长" * 300 + ".docx", "长" * LONGEST_NAME + ".docx"),
    ],
)
def test_a_name_is_that_of_one_file(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_a_name_with_folders_stays_in_its_own(client: TestClient, office: Path) -> None:
    token = token_of(send(client, PLAN_TEXT, "../../../plan.txt"))
    last(client, "/shelf/take", {"files": [{"token": token}]})
    assert (office / "corpus" / "plan.txt").is_file()
    assert not (office.parent / "plan.txt").exists()


def test_a_file_that_is_too_large_is_refused_and_not_kept(
    client: TestClient, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.shelf_api.MOST_BYTES", 10)
    reply = client.post("/shelf/send", params={"name": "a.txt"}, content=b"x" * 11, headers=FILE)
    assert reply.status_code == 400
    assert [*(office / "waiting").iterdir()] == []


def test_an_error_is_told_in_the_pages_language(client: TestClient) -> None:
    taken = last(client, "/shelf/take", {"files": [{"token": "gone"}], "lang": "en"})
    assert taken["error"] == {"message": "A file waits no more.", "hint": "Please choose it again."}
    reply = client.post("/shelf/send", params={"name": "a.txt"}, content=b"x", headers={"accept-language": "en"})
    assert reply.json()["error"]["message"] == "The change did not come from this page."
    bad = client.post("/shelf/send", params={"name": "a.doc", "lang": "en"}, content=b"x", headers=FILE).text
    assert "files of the type .doc cannot be read" in bad


def test_a_file_here_that_can_no_more_be_read_is_not_said_to_be_one_that_was_not_added(
    client: TestClient, office: Path
) -> None:
    (office / "corpus" / "lifts.txt").write_bytes(b"")
    html = last(client, "/shelf/take", {"files": [{"token": token_of(send(client, PLAN_TEXT))}]})["html"]
    assert "<strong>库里原有的文件现在读不了，仍按上次读到的内容作答</strong></p><ul><li>文件 lifts.txt 是空的" in html
    assert "没有收入" not in html


def test_only_so_many_files_wait(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf_module, "MOST_WAITING", 1)
    first = token_of(send(client, PLAN_TEXT))
    send(client, PLAN_TEXT, "other.txt")
    assert "error" in last(client, "/shelf/take", {"files": [{"token": first}]})


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"host": "evil.example:7860"}, {"origin": "null"}]
)
def test_another_site_in_the_same_browser_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/shelf/remove", json={"doc": LIFTS}, headers=headers).status_code == 403
    assert client.post("/shelf/send", params={"name": "a.txt"}, content=b"x", headers=headers | FILE).status_code == 403
    assert ids(client) == [LIFTS]


def test_a_page_for_other_machines_is_let_in_under_its_own_name(office: Path) -> None:
    client = client_of(office, local=False)
    headers = {"host": "office.example", "origin": "http://office.example"}
    assert client.post("/shelf/undo", json={}, headers=headers).status_code == 200


def test_without_a_shelf_the_page_says_so_and_refuses(office: Path) -> None:
    client = TestClient(build_app(LiveAssistant.open(settings_of(office))))
    assert "--allow-edit" in client.get("/shelf").text
    assert "pr-drop" not in client.get("/shelf").text
    reply = client.post("/shelf/remove", json={"doc": LIFTS})
    assert reply.status_code == 403
    assert "--allow-edit" in reply.json()["error"]["hint"]


def test_of_a_new_version_every_heading_and_item_that_came_or_went_is_told(client: TestClient) -> None:
    more = "\n三、奖补对象\n\n（一）在本市注册的施工企业。\n\n（二）本市的建设单位。\n"
    html = send(client, LIFTS_TEXT + more, "changed.txt")
    assert "少了 0 句，多了 3 句" in html
    for words in ("奖补对象", "在本市注册的施工企业。", "本市的建设单位。"):
        assert f'<b>多了</b> <span lang="zh-CN">{words}</span>' in html
