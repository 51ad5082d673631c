"""A server's assistant goes on to the next index without a restart, and stays with the last good one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.answer.live import LiveAssistant
from rag.index.build import build_index
from rag.index.generation import Layout
from rag.settings import Settings, load_settings

FIRST = "某办〔2024〕1号\n\n关于电梯补贴的通知\n\n一、甲地对每台电梯补贴20万元。\n"
SECOND = "某办〔2024〕2号\n\n关于绿道建设的通知\n\n一、乙地建设绿道30公里。\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A corpus of one notice, and its index."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "first.txt").write_text(FIRST, encoding="utf-8")
    settings = load_settings(corpus=tmp_path / "corpus", index=tmp_path / "index")
    build_index(settings, on_progress=lambda *_: None)
    return settings


def add_second(settings: Settings) -> None:
    (settings.corpus / "second.txt").write_text(SECOND, encoding="utf-8")
    build_index(settings, on_progress=lambda *_: None)


def test_a_new_index_is_taken_up(settings: Settings):
    live = LiveAssistant.open(settings)
    before = live.current()
    add_second(settings)

    assert live.current() is before
    live.wait()

    assert [notice.id for notice in live.notices] == ["某办〔2024〕1号", "某办〔2024〕2号"]
    assert live.notice("某办〔2024〕2号").title == "关于绿道建设的通知"
    assert [notice.id for notice in before.notices] == ["某办〔2024〕1号"]


def test_as_long_as_nothing_changes_nothing_is_opened(settings: Settings):
    live = LiveAssistant.open(settings)
    before = live.current()
    build_index(settings, on_progress=lambda *_: None)
    live.current()
    live.wait()

    assert live.current() is before


def test_an_index_that_does_not_open_changes_nothing(settings: Settings):
    live = LiveAssistant.open(settings)
    add_second(settings)
    layout = Layout(folder=settings.index)
    layout.generation(layout.current.read_text().split()[0]).facts.write_text("[]")
    live.current()
    live.wait()

    assert [notice.id for notice in live.notices] == ["某办〔2024〕1号"]
    assert not live.ask("某办〔2024〕1号第一条的内容是什么？").abstained
