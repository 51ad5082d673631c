"""The command line as it is typed: in this process, and twice in one of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest
from answer_sample import LIFTS_TEXT, PLAN_TEXT
from conftest import Built

from rag.__main__ import main
from rag.index.build import build_index
from rag.index.store import Layout
from rag.settings import load_settings

ANSWER_FIELDS = [
    "question",
    "language",
    "answer",
    "abstained",
    "citations",
    "table",
    "coverage",
    "engine",
    "settings",
    "timings_ms",
]
CITATION_FIELDS = ["n", "doc", "title", "path", "label", "heading", "quote", "start", "end", "source_sha256"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What the command line prints on standard output."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capsys.readouterr()
    assert (ended.value.code or 0) == code, printed.err
    return printed.out


@pytest.fixture(scope="module")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of two notices and the index of it."""
    folder = tmp_path_factory.mktemp("small")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "lifts.txt").write_text(LIFTS_TEXT, encoding="utf-8")
    (corpus / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    build_index(load_settings(corpus=corpus, index=folder / "index"), on_progress=lambda *_: None)
    return folder


@pytest.fixture
def small(built_small: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(built_small, tmp_path, dirs_exist_ok=True))


# --- help


def test_without_arguments_the_help_is_printed(capsys: pytest.CaptureFixture[str]):
    printed = run(capsys)

    assert printed == run(capsys, "--help")
    assert all(f"\n  {command} " in printed for command in ("ask", "build", "outline", "show", "serve", "eval"))
    assert "--debug" in printed


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "--version").strip() == version("policy-rag")


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]):
    assert "--batch" in run(capsys, "ask", "--help")
    assert "--port" in run(capsys, "serve", "--help")


# --- build


def test_a_build_says_what_it_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "lifts.txt").write_text(LIFTS_TEXT, encoding="utf-8")

    printed = run(capsys, "build", "--corpus", str(tmp_path), "--index", str(tmp_path / ".index"))

    assert printed.startswith("读入 1 份通知：11 个条目和标题（其中表格行 0），")
    assert printed.count("\n") == 1


# --- ask


def test_an_answer_is_printed_with_its_sources(small: Path, capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "ask", "哪些城市建立了电梯维护保险制度？", "--index", str(small / "index")) == (
        "共 1 条做法，涉及 1 个地方，检索了 2 份通知：\n"
        "\n"
        "住房和城乡建设部办公厅关于印发既有住宅加装电梯可复制经验做法清单（第三批）的通知 · 二 加强运行维护\n"
        "\n"
        "- 昆明建立电梯维护保险制度，引入3家保险公司参与。[1]\n"
        "\n"
        "出处：\n"
        "[1] 建办城函〔2024〕31号 二1（加强运行维护）\n"
    )


def test_a_traditional_question_is_answered_like_a_simplified_one(small: Path, capsys: pytest.CaptureFixture[str]):
    index = ("--index", str(small / "index"))

    assert run(capsys, "ask", "哪些城市建立了電梯維護保險制度？", *index) == run(
        capsys, "ask", "哪些城市建立了电梯维护保险制度？", *index
    )


def test_an_english_question_is_answered_in_english_frames(small: Path, capsys: pytest.CaptureFixture[str]):
    printed = run(capsys, "ask", "Which cities subsidise lifts, and how much?", "--index", str(small / "index"))

    assert printed.startswith("Found ")
    assert "Hangzhou (杭州), CNY 200,000 (20万元): 其中，杭州每台补贴20万元" in printed
    assert "\nSources:\n[1] " in printed


def test_an_answer_as_json_has_the_fields_of_the_schema(built: Built, capsys: pytest.CaptureFixture[str]):
    answer = json.loads(run(capsys, "ask", "天津投了多少钱？", "--json", "--index", str(built.folder)))

    assert list(answer) == ANSWER_FIELDS
    assert answer["question"] == "天津投了多少钱？"
    assert (answer["language"], answer["abstained"], answer["engine"]) == ("zh", False, "quoting")
    assert list(answer["coverage"]) == ["matched", "notices"]
    assert all(list(citation) == CITATION_FIELDS for citation in answer["citations"])
    assert answer["citations"][0]["doc"] == "建办市函〔2025〕190号"
    assert answer["citations"][0]["path"] == ["一", "（四）", "1"]
    assert "2000万元" in answer["answer"]


def test_a_list_as_json_has_its_table(built: Built, capsys: pytest.CaptureFixture[str]):
    answer = json.loads(run(capsys, "ask", "哪些城市给予资金补贴，各多少？", "--json", "--index", str(built.folder)))
    table = answer["table"]

    assert list(table) == ["columns", "rows", "total"]
    assert table["columns"] == ["地区", "举措", "金额与数量", "来源"]
    assert table["total"] == len(table["rows"])
    assert all(len(row) == 4 for row in table["rows"])


def test_a_batch_has_a_line_an_answer_with_its_id(small: Path, capsys: pytest.CaptureFixture[str]):
    questions, answers = small / "questions.jsonl", small / "answers.jsonl"
    history = [{"role": "user", "content": "杭州每台补贴多少钱？"}]
    entries = [
        {"id": "q1", "question": "哪些城市建立了电梯维护保险制度？"},
        {"id": "q2", "question": "那宁波呢？", "history": history},
        {"id": "q3", "question": "？"},
    ]
    questions.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")

    printed = run(capsys, "ask", "--batch", str(questions), "--output", str(answers), "--index", str(small / "index"))

    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert printed == ""
    assert [line["id"] for line in lines] == ["q1", "q2", "q3"]
    assert [list(line) for line in lines[:2]] == [["id", *ANSWER_FIELDS]] * 2
    assert "15万元" in lines[1]["answer"]
    assert list(lines[2]) == ["id", *ANSWER_FIELDS]
    assert lines[2]["abstained"]
    assert lines[2]["answer"].startswith("问题是空的。")
    assert sorted(path.name for path in small.iterdir()) == ["answers.jsonl", "corpus", "index", "questions.jsonl"]


def test_a_batch_without_output_prints_its_lines(small: Path, capsys: pytest.CaptureFixture[str]):
    questions = small / "questions.jsonl"
    questions.write_text('{"id": "q1", "question": "贵阳有什么做法？"}\n', encoding="utf-8")

    printed = run(capsys, "ask", "--batch", str(questions), "--index", str(small / "index"))

    assert json.loads(printed)["id"] == "q1"
    assert printed.count("\n") == 1


# --- outline and show


def test_a_file_is_outlined_without_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "lifts.txt"
    path.write_text(LIFTS_TEXT, encoding="utf-8")

    items = json.loads(run(capsys, "outline", str(path), "--json", "--index", str(tmp_path / "none")))

    assert [list(item) for item in items] == [["path", "heading", "text", "start", "end"]] * 17
    assert items[-1] == {
        "path": ["二", "2"],
        "heading": "",
        "text": "2. 福州搭建电梯远程监测平台，对1200台电梯实行在线监测。",
        "start": items[-1]["start"],
        "end": items[-1]["start"] + len("2. 福州搭建电梯远程监测平台，对1200台电梯实行在线监测。"),
    }
    assert [item["path"] for item in items if item["heading"]] == [["一"], ["一", "（一）"], ["一", "（二）"], ["二"]]


def test_a_notice_of_the_index_is_outlined(small: Path, capsys: pytest.CaptureFixture[str]):
    lines = run(capsys, "outline", "31号文", "--index", str(small / "index")).splitlines()

    assert lines[0] == "建办城函〔2024〕31号"
    assert "  一 一、完善支持政策" in lines
    assert "      3 3. 贵阳将加装电梯纳入住房公积金提取范围。" in lines


def test_the_repairs_of_a_notice_are_listed(small: Path, capsys: pytest.CaptureFixture[str]):
    lines = run(capsys, "outline", "31号文", "--report", "--index", str(small / "index")).splitlines()

    assert lines[0] == "建办城函〔2024〕31号（lifts.txt）"
    assert any(line.startswith("修补 ") for line in lines)


@pytest.mark.parametrize("address", [["建办市函〔2025〕190号 一（四）2"], ["建办市函[2025]190号", "一", "（四）", "2"]])
def test_an_item_is_shown_whole_below_its_headings(
    built: Built, address: list[str], capsys: pytest.CaptureFixture[str]
):
    lines = run(capsys, "show", *address, "--index", str(built.folder)).splitlines()

    assert lines[:4] == ["建办市函〔2025〕190号 一（四）2", "完善智能建造政策体系", "推进支持政策落地", ""]
    assert lines[4].startswith("2. 重庆、温州、台州、西安支持智能建造试点项目优先申报评优评奖。")
    assert len(lines) == 5


def test_a_row_is_shown_column_by_column(small: Path, capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "show", "洪府办发〔2023〕12号 附件 3", "--index", str(small / "index")).splitlines()[-4:] == [
        "序号：3",
        "任务：开展电梯安全检测",
        "完成时间：每年",
        "责任单位：市场监管局",
    ]


def test_an_item_is_shown_as_json(small: Path, capsys: pytest.CaptureFixture[str]):
    item, *others = json.loads(
        run(capsys, "show", "洪府办发〔2023〕12号 二（二）", "--json", "--index", str(small / "index"))
    )

    assert others == []
    assert item["path"] == ["二", "（二）"]
    assert item["text"] == "（二）加大财政支持。市财政对每台加装电梯补贴18万元。"


# --- in a process of its own


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rag", *arguments]


def test_the_program_answers_and_exits_with_zero(built: Built):
    done = subprocess.run(
        command("ask", "西安有什么做法？", "--json", "--index", str(built.folder)),
        capture_output=True,
        check=False,
        timeout=30,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert list(json.loads(done.stdout)) == ANSWER_FIELDS


def test_an_interrupted_build_leaves_the_old_index(small: Path, capsys: pytest.CaptureFixture[str]):
    before = Layout(folder=small / "index").current.read_bytes()
    pipe = small / "corpus" / "endless.txt"
    os.mkfifo(pipe)  # reading it waits for a writer that never writes
    (small / "corpus" / "manifest.toml").write_text('[[notice]]\nfile = "endless.txt"\nsha256 = "0"\n')
    build = subprocess.Popen(
        command("build", "--corpus", str(small / "corpus"), "--index", str(small / "index")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    writer = _open_when_read(pipe)

    printed, complained = _interrupt(build)
    os.close(writer)

    assert (build.returncode, printed) == (130, b"")
    assert complained.decode() == "policy-rag: 已停止，没有留下半成品。\n"
    assert Layout(folder=small / "index").current.read_bytes() == before
    assert "贵阳" in run(capsys, "ask", "贵阳有什么做法？", "--index", str(small / "index"))


def _interrupt(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Press Ctrl-C until the process ends: one press may fall between Python's last look and its wait for the pipe."""
    for _ in range(10):
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=2)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("Ctrl-C does not end the build")


def _open_when_read(pipe: Path) -> int:
    """Open `pipe` for writing as soon as somebody reads it."""
    for _ in range(2000):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError("expected the build to read the pipe")
