"""Question sets are run over HTTP, held-back questions never shown; drafts are edited, accepted and let go."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from eval_sample import KeywordAssistant, questions
from fastapi import FastAPI
from fastapi.testclient import TestClient
from page_sample import Recital, make_answer, make_notice

from eval.cases import load
from eval.figures import compare
from eval.run import Run, run
from rag.domain import Language
from rag.settings import Settings
from ui import api, case_api, trial_api
from ui.app import build_app
from ui.feedback import Feedback, keep
from ui.question_sets import BUILT_IN, Edited, QuestionSets
from ui.render_trial import run_html
from ui.shelf import Shelf
from ui.trial import Earlier, Reach, Trials
from ui.trial_words import TRIAL_WORDS
from ui.words import WORDS

NOTICE = make_notice()
GOOD = {
    "question": "哪些城市给予资金奖补？",
    "cite": [f"{NOTICE.id} 一（一）1", f"{NOTICE.id} 一（一）2"],
    "facts": "10万元 | 十万元",
}
BAD = {"question": "哪些企业发展壮大？", "cite": [f"{NOTICE.id} 二1"], "facts": "保定"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(index=tmp_path / "index", corpus=tmp_path / "corpus")
    for _ in range(2):
        said = Feedback(verdict="wrong", answer=make_answer(NOTICE), reason="missing", words="少了<b>保定</b>")
        keep(said, settings, moment=datetime(2026, 1, 2))
    return settings


def client_of(settings: Settings, *, may_edit: bool = True, whole: bool = False) -> TestClient:
    """Of the routes by which questions are tried; where `whole`, of the service with its pages, which takes longer."""
    shelf = Shelf(settings, settings.index.parent / "waiting", on_changed=lambda: None) if may_edit else None
    assistant = Recital(settings=settings, notices=(NOTICE,))
    app = build_app(assistant, shelf=shelf) if whole else FastAPI()
    if not whole:
        api.add_routes(app, assistant)
        trial_api.add_routes(app, assistant, shelf)
        case_api.add_routes(app, assistant, shelf)
    return TestClient(app, base_url="http://127.0.0.1")


def act(client: TestClient, draft: str, what: str, **fields: Any) -> tuple[int, dict[str, Any]]:
    reply = client.post("/trial/case", json={"id": draft, "act": what, **fields})
    return reply.status_code, reply.json()


def start(client: TestClient, name: str) -> dict[str, Any]:
    lines = client.post("/trial/start", json={"set": name}).text.splitlines()
    return json.loads(lines[-1])


def bring(client: TestClient, text: str, **query: Any) -> tuple[int, str]:
    """Import `text` as a file, or only check it; the status and what comes back."""
    reply = client.post(
        "/trial/import",
        params={"name": "题.yaml", "into": "甲", **query},
        content=text.encode(),
        headers={"content-type": "application/octet-stream"},
    )
    return reply.status_code, reply.text


def test_drafts_become_a_set_which_is_run_and_compared(settings: Settings) -> None:
    client = client_of(settings, whole=True)
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
    assert act(client, "draft-01", "save", **GOOD)[0] == 200
    form = client.get("/trial/form", params={"case": "draft-01"}).text
    assert "十万元" in form
    assert "少了&lt;b&gt;保定&lt;/b&gt;" in form
    reply = client.get("/trial/cases.yaml")
    assert unquote(reply.headers["content-disposition"]).endswith("''题目草稿.yaml")
    assert "少了<b>保定</b>" in (text := reply.text)
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
        {**GOOD, "into": "甲", "cite": []},
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
    assert act(client_of(settings), "draft-01", "accept", **{**GOOD, "into": "甲", "cite": ["没有的 一"]})[0] == 404


def test_questions_that_do_not_fit_the_notices_are_told_in_brief(settings: Settings) -> None:
    error = start(client_of(settings), "")["error"]
    assert error["message"].startswith("题库与政策库不符")
    assert len(error["message"]) < 400


def test_a_run_that_is_stopped_keeps_what_was_asked(settings: Settings) -> None:
    sets = QuestionSets(settings)
    trials = Trials(settings, sets)
    assistant = Recital(settings=settings, notices=(NOTICE,))
    for question in ("哪些城市给予资金奖补？", "哪些企业发展壮大？"):
        sets.add("甲", Edited(question=question, answerable=True, cite=(f"{NOTICE.id} 二1",)), (NOTICE,))
    label = trials.run("甲", assistant, lambda *_: trials.stop())
    assert len(trials.read(label).records) == 1
    assert trials.read(label).stopped


def test_a_stopped_run_is_listed_as_one_and_no_later_run_is_compared_with_it(settings: Settings) -> None:
    client = client_of(settings)
    sets = QuestionSets(settings)
    for question in ("哪些城市给予资金奖补？", "哪些企业发展壮大？"):
        sets.add("甲", Edited(question=question, answerable=True, cite=(f"{NOTICE.id} 二1",)), (NOTICE,))
    whole = start(client, "甲")["label"]
    kept = settings.index.parent / "runs" / f"{whole}.jsonl"
    head, first, second = kept.read_text(encoding="utf-8").splitlines()
    made = json.loads(head)
    for name, hour, records in (("20200101-080000-甲", 8, [first, second]), ("20200101-090000-甲", 9, [first])):
        then = {**made, "label": name, "started": f"2020-01-01T{hour:02}:00:00+00:00", "cases": len(records)}
        lines = [json.dumps(then, ensure_ascii=False), *records]
        kept.with_name(f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert Trials(settings, sets).before(whole) == "20200101-080000-甲"
    listed = client.get("/trial").text
    assert listed.count("已停止，1/2") == 1


def run_at(hour: int, *, passed: str) -> Run:
    """The sample questions as asked at that hour, of which those whose ids are in `passed` passed."""
    made = run(KeywordAssistant(), questions(), label=f"run-{hour}", started=datetime(2026, 1, 2, hour, tzinfo=UTC))
    right = next(record for record in made.records if record.passed)
    wrong = next(record for record in made.records if record.score and not record.passed)
    records = tuple(replace(right if name in passed else wrong, id=name) for name in "甲乙丙丁")
    return replace(made, records=records, selected=len(records))


def run_page(done: Run, before: Run | None, language: Language) -> str:
    kept = [
        Earlier(label=f"run-{hour}", started=f"2026-01-02T0{hour}:00:00+00:00", cases=4, passed=2, selected=4)
        for hour in (9, 8, 7)
    ]
    comparison = compare(before, done) if before else None
    return run_html(done, {}, "", kept, comparison, words=WORDS[language], page=TRIAL_WORDS[language])


def test_questions_that_no_longer_pass_are_named_where_as_many_pass_now() -> None:
    before, done = run_at(7, passed="甲乙"), run_at(8, passed="丙丁")
    assert "有升有降，没有测出差别" in run_page(done, before, "zh")
    assert "4 道题：完全通过 2 道 → 2 道（新通过 2，不再通过 2），相差 +0.0 个百分点" in run_page(done, before, "zh")
    assert "2 → 2 fully passed (2 newly, 2 no longer)" in run_page(done, before, "en")
    assert "这些题上没有测出差别" in run_page(done, run_at(7, passed="丙丁"), "zh")
    fewer = run_page(run_at(8, passed="甲"), before, "zh")
    assert "通过的题少了 1 道，可能是偶然" in fewer
    assert "is-alarm" not in fewer.partition("<ul")[0]


def test_a_run_is_compared_with_those_before_it() -> None:
    offered = re.findall(r'<option value="(run-[^"]*)"', run_page(run_at(8, passed="甲"), None, "zh"))
    assert offered == ["run-7"]


def test_held_back_questions_are_neither_shown_nor_exported(settings: Settings) -> None:
    sets = QuestionSets(settings)
    assert all(case.split == "dev" for case in sets.questions("").cases)
    assert all(record.split == "dev" for record in Trials(settings, sets).read("baseline-dev").records)
    assert client_of(settings).get("/trial/cases.yaml", params={"set": "../questions"}).status_code == 400


def test_a_reader_sees_figures_and_changes_nothing(settings: Settings) -> None:
    client = client_of(settings, may_edit=False)
    assert "--allow-edit" in client.get("/trial").text
    assert "#/trial?case=" not in client.get("/trial").text
    for path, body in (("start", {}), ("stop", {}), ("case", {"id": "draft-01", "act": "discard"})):
        assert client.post(f"/trial/{path}", json=body).status_code == 403
    assert bring(client, "[]")[0] == 403
    page = client.get("/trial/run", params={"label": "baseline-dev", "against_label": "baseline-dev"}).text
    assert "完全通过" in page
    assert '<option value="baseline-dev" selected>' in page
    assert not re.search(r"\d{8}-\d{6}-dev", page)


def test_a_question_is_written_in_the_form_changed_and_let_go(settings: Settings) -> None:
    client = client_of(settings)
    assert (
        act(client, "", "accept", into="甲", **GOOD, kind="list", members="西安\n深圳", language="zh")[1]["set"] == "甲"
    )
    case = QuestionSets(settings).case("甲", "list-01")
    assert (case.members, case.facts) == (("西安", "深圳"), (("10万元", "十万元"),))
    changed = {**GOOD, "set": "甲", "kind": "list", "members": "西安", "history": "说说奖补"}
    assert act(client, "list-01", "save", **changed)[0] == 200
    case = QuestionSets(settings).case("甲", "list-01")
    assert (case.kind, case.members, case.history[0].content) == ("followup", ("西安",), "说说奖补")
    form = client.get("/trial/form", params={"set": "甲", "case": "list-01"}).text
    assert all(words in form for words in ("说说奖补", "10万元 | 十万元", "西安对试点项目"))
    assert act(client, "list-01", "discard", set="甲")[0] == 200
    assert QuestionSets(settings).names() == ()


def test_the_questions_that_came_with_the_project_are_not_changed(settings: Settings) -> None:
    client = client_of(settings)
    assert act(client, "fact-01", "save", **GOOD)[0] == 400
    assert act(client, "fact-01", "save", set="../questions", **GOOD)[0] == 400
    assert act(client, "fact-01", "discard")[0] == 400


def test_what_is_typed_is_held_against_the_chosen_items(settings: Settings) -> None:
    client = client_of(settings)
    fields = {"cite": [f"{NOTICE.id} 二1", "没有的 一"], "facts": "保定\n10万元\n<i>百</i>万元"}
    html = client.post("/trial/look", json=fields).text
    lines = html.split("<li")[1:]
    assert ["is-good" in line for line in lines] == [False, True, False, False]
    assert "没有这一条" in lines[0]
    assert f'data-cite="{NOTICE.id} 一（一）1"' in lines[2]
    assert "&lt;i&gt;" in lines[3]
    assert "哪一份通知里都没有" in lines[3]


def test_every_gold_of_a_question_is_shown_in_the_form_and_can_be_changed(settings: Settings) -> None:
    client = client_of(settings)
    first, second = (f"{NOTICE.id} 一（一）{n}" for n in (1, 2))
    text = f"- {{question: 西安奖补多少？, cite_any: [{first}], cite_also: [{second}], facts: [10万元], count: 1}}"
    bring(client, text, take=True)
    fields: dict[str, Any] = {"question": "西安补多少？", "cite_any": [first], "facts": "10万元", "kind": "fact"}
    assert "is-good" in client.post("/trial/look", json={"set": "甲", "id": "fact-01", **fields}).text
    form = client.get("/trial/form", params={"set": "甲", "case": "fact-01"}).text
    assert re.findall(r'<li data-cite="([^"]*)">.*?<option value="(\w+)" selected', form) == [
        (first, "cite_any"),
        (second, "cite_also"),
    ]
    assert 'name="count" min="0" max="1000000" value="1"' in form
    before = QuestionSets(settings).case("甲", "fact-01")
    assert before.count == 1
    changed = {**fields, "cite_any": [second], "cite": [first], "count": 2, "members_also": "深圳"}
    assert act(client, "fact-01", "save", set="甲", **changed)[0] == 200
    after = QuestionSets(settings).case("甲", "fact-01")
    assert [*map(str, after.cite), *map(str, after.cite_any)] == [first, second]
    assert (after.cite_also, after.count, after.members_also) == ((), 2, ("深圳",))
    assert act(client, "fact-01", "save", set="甲", **{**changed, "count": ""})[0] == 200
    assert QuestionSets(settings).case("甲", "fact-01").count is None


def test_the_questions_that_came_with_the_project_are_listed_and_copied_and_never_changed(settings: Settings) -> None:
    client = client_of(settings)
    html = client.get("/trial", params={"set": BUILT_IN}).text
    built_in = QuestionSets(settings).built_in().cases
    assert html.count("<li data-kind=") == len(built_in)
    exported = yaml.safe_load(client.get("/trial/cases.yaml", params={"set": BUILT_IN}).text)
    assert [case["id"] for case in exported] == [case.id for case in built_in]
    assert {case["split"] for case in exported} == {"dev"}
    case = next(case for case in built_in if len(case.history) > 1)
    form = client.get("/trial/form", params={"set": BUILT_IN, "case": case.id}).text
    assert f'data-set="" data-id="" data-like="{case.id}"' in form
    fields = {**BAD, "history": "\n".join(turn.content for turn in case.history if turn.role == "user")}
    assert act(client, "", "accept", into="甲", like=case.id, **fields)[0] == 200
    copied = QuestionSets(settings).case("甲", "followup-01")
    assert (copied.history, copied.question) == (case.history, BAD["question"])
    for what in ("save", "discard"):
        status, body = act(client, case.id, what, set=BUILT_IN, **BAD)
        assert (status, body["error"]["message"]) == (400, "随附的题目不能改动。")


def test_a_question_without_a_set_is_told_to_name_one(settings: Settings) -> None:
    status, body = act(client_of(settings), "draft-01", "accept", into=" ", **GOOD)
    assert (status, body["error"]["hint"]) == (400, "请填题库名。")


def test_what_was_cited_then_can_be_chosen_for_a_draft(settings: Settings) -> None:
    form = client_of(settings).get("/trial/form", params={"case": "draft-01"}).text
    cited = [citation.label for citation in make_answer(NOTICE).citations]
    assert re.findall(r'class="pr-choice" data-cite="([^"]*)"', form) == list(dict.fromkeys(cited))


def test_a_run_says_how_far_it_is_and_which_one_was_before_it(settings: Settings) -> None:
    client = client_of(settings)
    act(client, "draft-01", "accept", into="奖补", **GOOD)
    first = start(client, "奖补")
    assert first["before"] == ""
    sets = QuestionSets(settings)
    trials = Trials(settings, sets)
    reached: list[Reach | None] = []
    later = trials.run("奖补", Recital(settings=settings, notices=(NOTICE,)), lambda *_: reached.append(trials.reach))
    assert reached[-1] is not None
    assert (reached[-1].done, reached[-1].of) == (1, 1)
    assert trials.reach is None
    assert client.get("/trial/progress").json() == {}
    assert trials.before(later) in ("", first["label"])  # the same second is no earlier one
    report = client.get("/trial/report.html", params={"label": later, "against_label": first["label"]})
    assert "这些题上没有测出差别" in report.text


@pytest.mark.parametrize("words", ["西安 奖补", f"{NOTICE.id} 一（一）1"])
def test_an_item_is_found_by_its_words_and_by_its_address(settings: Settings, words: str) -> None:
    client = client_of(settings)
    html = client.get("/trial/seek", params={"words": words}).text
    assert html.count("<li>") == 1
    assert f'data-cite="{NOTICE.id} 一（一）1"' in html
    chosen = client.get("/trial/chosen", params={"cite": f"{NOTICE.id} 一（一）1"}).text
    assert "西安对试点项目给予最高10万元奖补" in chosen
    assert "没有找到" in client.get("/trial/seek", params={"words": "不在文中的话"}).text


def test_a_file_is_checked_line_by_line_and_then_taken_in(settings: Settings) -> None:
    client = client_of(settings)
    text = f"""- question: 西安奖补多少？
  cite: [{NOTICE.id} 一（一）1]
  facts: 10万元
- question: <b>深圳</b>资助多少？
  cite: [{NOTICE.id} 一（一）2]
  facts: [600万元]
"""
    status, html = bring(client, text)
    assert (status, QuestionSets(settings).names()) == (200, ())
    assert "可收 1 道" in html
    assert "第 4 行" in html
    assert "&lt;b&gt;深圳&lt;/b&gt;" in html
    assert "600万元" in html
    assert json.loads(bring(client, text, take=True)[1]) == {"said": "已收进 1 道", "set": "甲"}
    assert [case.question for case in QuestionSets(settings).questions("甲").cases] == ["西安奖补多少？"]
    exported = client.get("/trial/cases.yaml", params={"set": "甲"}).text
    assert "可收 1 道" in bring(client, exported, into="乙")[1]


@pytest.mark.parametrize(("text", "into"), [("[]", "../甲"), ("- 5", "甲"), ("\0", "甲"), ("- {", "甲")])
def test_a_file_with_nothing_to_take_in_changes_nothing(settings: Settings, text: str, into: str) -> None:
    assert bring(client_of(settings), text, into=into, take=True)[0] == 400
    assert QuestionSets(settings).names() == ()


def test_a_file_that_is_too_large_or_no_text_is_refused(settings: Settings) -> None:
    client = client_of(settings)
    assert "5 MB" in bring(client, "x" * (5 * 1024**2 + 1))[1]
    binary = client.post(
        "/trial/import",
        params={"name": "题.yaml", "into": "甲"},
        content=b"\xff\xfe",
        headers={"content-type": "application/octet-stream"},
    )
    assert "UTF-8" in binary.text


def test_a_set_that_was_spoilt_by_hand_does_not_hide_the_others(settings: Settings) -> None:
    client = client_of(settings)
    for into in ("甲", "乙"):
        act(client, "", "accept", into=into, **GOOD)
    (settings.index.parent / "questions" / "甲" / "fact.yaml").write_text("- id: 甲: 乙\n", encoding="utf-8")
    html = client.get("/trial", params={"set": "乙"}).text
    assert "fact.yaml 第 1 行" in html
    assert GOOD["question"] in html
