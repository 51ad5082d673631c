"""Mistyped folders, damaged indexes, files deleted by hand, Ctrl-C: what is refused, recovered and told."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from office_sample import LIFTS, PLAN, add, ask_nobody, check_whole, indexed, remove, settings_of, silent

from rag.errors import CorpusError, RagError
from rag.index.build import build_index
from rag.index.edit import add_files
from rag.index.rollback import roll_back
from rag.index.store import Layout
from rag.index.verify import verify
from rag.settings import load_settings

pytestmark = pytest.mark.usefixtures("small_encoder")


def current(folder: Path) -> str:
    return Layout(folder=folder / "index").current.read_text().split()[0]


def damage(folder: Path, generation: str) -> None:
    Layout(folder=folder / "index").generation(generation).facts.write_text("[]")


@pytest.mark.parametrize("made", [False, True])
def test_a_mistyped_corpus_empties_no_index(office: Path, made: bool):
    typo = office / "typo"
    if made:
        typo.mkdir()
    settings = load_settings(corpus=typo, index=office / "index")

    with pytest.raises(CorpusError, match="不存在，而索引里已有通知" if not made else "属于另一个政策库"):
        add_files(settings, [office / "plan.txt"], on_twin=ask_nobody, on_progress=silent)
    assert typo.is_dir() == made
    assert set(indexed(office)) == {LIFTS}


def test_a_damaged_index_behind_a_good_one_is_told_and_may_be_passed_over(office: Path):
    add(office, "plan.txt")
    damaged = current(office)
    remove(office, LIFTS)
    damage(office, damaged)

    with pytest.raises(RagError, match=f"上一份索引 {damaged} 已损坏") as caught:
        roll_back(settings_of(office))
    assert "rollback --further" in caught.value.hint
    assert set(indexed(office)) == {PLAN}

    done = roll_back(settings_of(office), further=True)
    assert (done.restored, done.removed) == (("lifts.txt",), ("plan.txt",))
    assert set(indexed(office)) == {LIFTS}
    check_whole(office)


def test_where_nothing_behind_it_is_whole_the_index_in_force_stays(office: Path):
    damaged = current(office)
    add(office, "plan.txt")
    damage(office, damaged)

    with pytest.raises(RagError) as caught:
        roll_back(settings_of(office), further=True)
    assert "更早的也没有完好的；现在的索引没有改动" in caught.value.hint
    assert set(indexed(office)) == {LIFTS, PLAN}


def test_an_emptied_pointer_leads_to_the_last_whole_index(office: Path):
    add(office, "plan.txt")
    layout = Layout(folder=office / "index")
    layout.current.write_bytes(b"")
    with pytest.raises(RagError) as caught:
        indexed(office)
    assert f"policy-rag build --corpus {office / 'corpus'} --index {office / 'index'}" in caught.value.hint

    done = roll_back(settings_of(office))
    assert (done.found, done.notices, done.restored, done.removed) == (True, 2, (), ())
    check_whole(office)


def test_a_damaged_manifest_of_the_index_still_tells_which_corpus_to_build(office: Path):
    add(office, "plan.txt")
    Layout(folder=office / "index").generation(current(office)).manifest.write_text("{")
    with pytest.raises(RagError) as caught:
        indexed(office)
    assert f"--corpus {office / 'corpus'} " in caught.value.hint


def test_a_file_deleted_by_hand_is_told_as_gone(office: Path):
    add(office, "plan.txt")
    (office / "corpus" / "lifts.txt").unlink()
    build_index(settings_of(office), on_progress=silent)

    done = roll_back(settings_of(office))
    assert (done.differing, done.lost) == ((), ("lifts.txt",))


def test_an_emptied_corpus_is_as_its_index_says(office: Path):
    remove(office, LIFTS)
    assert all(check.good for check in verify(settings_of(office)))


def test_a_file_that_no_build_can_read_is_told_with_its_reason(office: Path):
    (office / "corpus" / "empty.txt").write_bytes(b"")

    (told,) = [check for check in verify(settings_of(office)) if not check.good]
    assert "有 1 个文件读不了，重建也收不进" in told.words
    assert "empty.txt 是空的" in told.words
    assert "请重建索引" not in told.words


def test_ctrl_c_is_held_off_while_a_change_is_carried_out(office: Path):
    def interrupt(stage: str, step: int, *_: object) -> None:
        if (stage, step) == ("store", 1):
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    report = add_files(settings_of(office), [office / "plan.txt"], on_twin=ask_nobody, on_progress=interrupt)

    assert [one.outcome for one in report.added] == ["added"]
    assert signal.getsignal(signal.SIGINT) == before
    check_whole(office)
