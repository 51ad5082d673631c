"""A change that cannot be carried out waits and is told; and so many changes are kept as the settings say."""

from __future__ import annotations

import errno
import resource
from pathlib import Path

import pytest
from office_sample import (
    LIFTS,
    PLAN,
    add,
    check_whole,
    indexed,
    remove,
    settings_of,
    silent,
    visible,
)

from rag.errors import IndexMissing, RagError
from rag.index.build import build_index
from rag.index.change import INCOMING, REMOVED
from rag.index.generation import Layout, reason_of
from rag.index.rollback import roll_back
from rag.settings import KEPT

pytestmark = pytest.mark.usefixtures("small_encoder")


def test_a_change_that_the_corpus_folder_holds_up_names_it_and_is_carried_out_later(office: Path):
    add(office, "plan.txt")
    (office / "corpus" / REMOVED).write_text("in the way", encoding="utf-8")
    with pytest.raises(RagError, match=f"政策库 {office / 'corpus'} 无法写入") as caught:
        remove(office, LIFTS)
    assert "改动已经记下" in caught.value.hint
    assert f"policy-rag build --corpus {office / 'corpus'} --index {office / 'index'}" in caught.value.hint
    with pytest.raises(RagError, match=f"政策库 {office / 'corpus'} 无法写入"):
        build_index(settings_of(office), on_progress=silent)

    (office / "corpus" / REMOVED).unlink()
    build_index(settings_of(office), on_progress=silent)
    assert set(indexed(office)) == {PLAN}
    assert visible(office) == {"plan.txt"}
    check_whole(office)


def test_new_files_whose_index_could_not_be_written_leave_no_copies(office: Path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, before[1]))
    try:
        with pytest.raises(RagError, match="索引无法写入") as caught:
            add(office, "plan.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "原有索引没有改动" in caught.value.hint
    assert not (office / "corpus" / INCOMING).exists()
    assert visible(office) == {"lifts.txt"}
    check_whole(office)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError("3740 requested and 1520 written"), "磁盘已满"),
        (OSError("vectors.faiss: write error: 40915 != 288768 (No space left on device)"), "磁盘已满"),
        (OSError(errno.EROFS, "Read-only file system"), "文件夹是只读的"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("应有 3 段"), "应有 3 段"),
    ],
)
def test_why_nothing_could_be_written_is_told_in_words(error: OSError, reason: str) -> None:
    assert reason_of(error) == reason


def test_a_change_waits_for_a_corpus_folder_that_is_away(office: Path):
    add(office, "plan.txt")
    (office / "corpus" / REMOVED).write_text("in the way", encoding="utf-8")
    with pytest.raises(RagError, match="无法写入"):
        remove(office, LIFTS)
    (office / "corpus" / REMOVED).unlink()
    (office / "corpus").rename(office / "away")
    other = settings_of(office).model_copy(update={"corpus": office / "away"})
    with pytest.raises(RagError, match=f"政策库 {office / 'corpus'} 不在") as caught:
        build_index(other, on_progress=silent)
    assert str(office / "index" / "PENDING") in caught.value.hint

    (office / "away").rename(office / "corpus")
    build_index(settings_of(office), on_progress=silent)
    assert set(indexed(office)) == {PLAN}
    assert visible(office) == {"plan.txt"}


def test_an_index_that_cannot_be_written_is_named(office: Path):
    generations = Layout(folder=office / "index").generations
    generations.rename(generations.with_name("away"))
    generations.write_text("in the way", encoding="utf-8")
    with pytest.raises(RagError, match=f"索引无法写入 {office / 'index'}") as caught:
        add(office, "plan.txt")
    assert "没有改动" in caught.value.hint


def test_so_many_generations_are_kept(office: Path):
    for _ in range(KEPT):
        add(office, "plan.txt")
        remove(office, PLAN)

    assert len(list(Layout(folder=office / "index").generations.iterdir())) == KEPT


def test_as_many_changes_are_taken_back_as_the_setting_says(office: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("POLICY_RAG_KEEP", "5")
    for _ in range(3):
        add(office, "plan.txt")
        remove(office, PLAN)

    assert len(list(Layout(folder=office / "index").generations.iterdir())) == 5
    for held in ({LIFTS, PLAN}, {LIFTS}, {LIFTS, PLAN}, {LIFTS}):
        roll_back(settings_of(office))
        assert set(indexed(office)) == held
    with pytest.raises(IndexMissing, match="没有更早的索引"):
        roll_back(settings_of(office))
