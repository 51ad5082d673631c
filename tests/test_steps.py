"""Long work as lines of JSON."""

import json
from threading import Event

import pytest

from rag.errors import CorpusError
from rag.progress import OnProgress
from ui.steps import step_lines


def test_each_step_is_told_and_at_last_what_came_of_it() -> None:
    heard = Event()

    def work(on_progress: OnProgress) -> dict[str, object]:
        on_progress("read", 1, 2, "甲.txt")
        heard.wait(timeout=10)
        return {"html": "<p>"}

    lines = step_lines(work)
    assert json.loads(next(lines)) == {"stage": "read", "done": 1, "of": 2, "name": "甲.txt"}
    heard.set()
    assert [json.loads(line) for line in lines] == [{"html": "<p>"}]


def test_a_refusal_is_told_in_the_language_of_the_page() -> None:
    def work(on_progress: OnProgress) -> dict[str, object]:
        raise CorpusError("有文件已不在等候。", hint="请重新选择文件。")

    (line,) = step_lines(work, language="en")
    assert json.loads(line) == {"error": {"message": "A file waits no more.", "hint": "Please choose it again."}}


def test_a_fault_of_the_program_is_told_and_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def work(on_progress: OnProgress) -> dict[str, object]:
        raise ZeroDivisionError

    (line,) = step_lines(work)
    assert json.loads(line)["error"]["message"] == "程序出错，没有做完。"
    assert "ZeroDivisionError" in caplog.text
