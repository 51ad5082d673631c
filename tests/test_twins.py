"""Several notices under one number: which one a new version replaces, and what a rebuild from nothing keeps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from answer_sample import LIFTS_TEXT, PLAN_TEXT
from office_sample import CHANGED, LIFTS, PLAN, add, indexed, office_in, settings_of, silent, visible

from rag.errors import RagError
from rag.index.build import build_index
from rag.index.change import INCOMING

pytestmark = pytest.mark.usefixtures("small_encoder")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return office_in(tmp_path)


OTHER = PLAN_TEXT.replace(PLAN, LIFTS)
"""Another notice under the number of the first."""


@pytest.mark.parametrize(
    ("text", "stays"), [(CHANGED, "plan.txt"), (OTHER.replace("。", "；", 1), "lifts.txt")], ids=["first", "second"]
)
def test_of_two_that_were_kept_the_one_with_the_title_is_replaced(office: Path, text: str, stays: str):
    (office / "plan.txt").write_text(OTHER, encoding="utf-8")
    add(office, "plan.txt", choice="both")
    before = indexed(office)
    (office / "new.txt").write_text(text, encoding="utf-8")
    report = add(office, "new.txt", choice="replace")

    assert [one.outcome for one in report.added] == ["replaced"]
    assert visible(office) == {stays, "new.txt"}
    assert set(indexed(office)) == set(before)
    assert len(set(indexed(office).items()) & set(before.items())) == 1
    assert build_index(settings_of(office), on_progress=silent).unchanged


def test_where_nothing_tells_which_of_two_is_meant_neither_is_replaced(office: Path):
    add(office, "changed.txt", choice="both")
    (office / "new.txt").write_text(LIFTS_TEXT.replace("20万元", "70万元"), encoding="utf-8")
    report = add(office, "new.txt", choice="replace")

    assert (report.added, report.build) == ((), None)
    assert all(name in report.problems[0].message for name in ("lifts.txt", "changed.txt"))
    assert visible(office) == {"lifts.txt", "changed.txt"}


def test_a_rebuild_from_nothing_keeps_both_and_says_so(office: Path):
    add(office, "changed.txt", choice="both")
    before = indexed(office)
    shutil.rmtree(office / "index")
    report = build_index(settings_of(office), on_progress=silent)

    assert (report.notices, report.problems) == (2, ())
    assert all(name in report.notes[0] for name in ("lifts.txt", "changed.txt"))
    assert set(indexed(office).values()) == set(before.values())
    assert build_index(settings_of(office), on_progress=silent).unchanged


def test_a_file_laid_beside_a_known_one_is_still_a_question(office: Path):
    shutil.copy(office / "changed.txt", office / "corpus")
    report = build_index(settings_of(office), on_progress=silent)

    assert [problem.file for problem in report.problems] == ["changed.txt"]
    assert list(indexed(office)) == [LIFTS]


def test_a_corpus_that_cannot_be_written_is_named(office: Path):
    (office / "corpus" / INCOMING).write_text("", encoding="utf-8")
    (office / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    with pytest.raises(RagError, match=f"政策库 {office / 'corpus'} 无法写入"):
        add(office, "plan.txt")
