"""Several notices under one number: which one a new version replaces, and what a rebuild from nothing keeps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from answer_sample import LIFTS_TEXT, PLAN_TEXT
from office_sample import (
    CHANGED,
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

from rag.errors import RagError
from rag.index.build import build_index
from rag.index.change import INCOMING, REMOVED
from rag.index.edit import add_files
from rag.index.generation import hash_file
from rag.index.listing import with_entry
from rag.index.rollback import roll_back
from rag.index.twins import Choice, Twin
from rag.index.verify import verify

pytestmark = pytest.mark.usefixtures("small_encoder")


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


# --- several of one notice in one change


@pytest.fixture(params=["folder", "manifest"])
def either(request: pytest.FixtureRequest, office: Path) -> Path:
    """The office, without and with a manifest; beside it two more versions of a notice that is not in its corpus."""
    if request.param == "manifest":
        manifest = with_entry("", "lifts.txt", hash_file(office / "corpus" / "lifts.txt"))
        (office / "corpus" / "manifest.toml").write_text(manifest, encoding="utf-8")
        build_index(settings_of(office), on_progress=silent)
    for name, day in (("earlier.txt", "8月1日"), ("later.txt", "8月9日"), ("last.txt", "8月30日")):
        (office / name).write_text(f"{PLAN_TEXT}\n请于{day}前报送。\n", encoding="utf-8")
    return office


def on_disk(office: Path) -> set[str]:
    """Every text below the corpus folder, hidden or not, by its name alone."""
    return {path.name for path in (office / "corpus").rglob("*.txt")}


def test_of_two_versions_in_one_change_the_first_never_enters_the_corpus(either: Path):
    report = add(either, "earlier.txt", "later.txt", choice="replace")

    assert [(one.outcome, Path(one.by).name, one.kept) for one in report.added] == [
        ("outdone", "later.txt", ""),
        ("added", "", ""),
    ]
    assert on_disk(either) == {"lifts.txt", "later.txt"}
    assert "8月9日" in indexed(either)[PLAN]
    check_whole(either)

    remove(either, PLAN)
    build_index(settings_of(either), on_progress=silent)
    assert set(indexed(either)) == {LIFTS}

    roll_back(settings_of(either))
    assert "8月9日" in indexed(either)[PLAN]
    assert visible(either) == {"lifts.txt", "later.txt"}
    roll_back(settings_of(either))
    assert (set(indexed(either)), visible(either)) == ({LIFTS}, {"lifts.txt"})
    check_whole(either)


def test_two_versions_of_one_name_in_one_change_do_not_get_in_each_others_way(either: Path):
    for folder, name in (("a", "earlier.txt"), ("b", "later.txt")):
        (either / folder).mkdir()
        shutil.copy(either / name, either / folder / "lifts.txt")
    add(either, "a/lifts.txt", "b/lifts.txt", choice="replace")

    assert visible(either) == {"lifts.txt", "lifts-2.txt"}
    assert "8月9日" in indexed(either)[PLAN]
    check_whole(either)


@pytest.mark.parametrize("order", [("earlier.txt", "later.txt"), ("later.txt", "earlier.txt")])
def test_one_that_is_here_already_takes_no_new_versions_place(either: Path, order: tuple[str, str]):
    add(either, "earlier.txt")
    report = add(either, *order, choice="replace")

    told = {Path(one.file).name: one for one in report.added}
    assert {name: one.outcome for name, one in told.items()} == {"earlier.txt": "outdone", "later.txt": "replaced"}
    assert told["later.txt"].kept.endswith("/earlier.txt")
    assert told["later.txt"].kept.startswith(f"{REMOVED}/")
    assert visible(either) == {"lifts.txt", "later.txt"}
    assert "8月9日" in indexed(either)[PLAN]
    check_whole(either)

    roll_back(settings_of(either))
    assert visible(either) == {"lifts.txt", "earlier.txt"}
    check_whole(either)


def test_of_three_versions_the_last_replaces_the_one_that_was_here(either: Path):
    add(either, "earlier.txt")
    report = add(either, "later.txt", "last.txt", choice="replace")

    assert [one.outcome for one in report.added] == ["outdone", "replaced"]
    assert (either / "corpus" / report.added[1].kept).read_text(encoding="utf-8").endswith("8月1日前报送。\n")
    assert on_disk(either) == {"lifts.txt", "earlier.txt", "last.txt"}
    assert visible(either) == {"lifts.txt", "last.txt"}
    check_whole(either)


def test_it_is_said_of_a_twin_that_it_came_in_the_same_change(either: Path):
    asked: list[tuple[str, bool]] = []

    def leave(twin: Twin) -> Choice:
        asked.append((twin.file.name, twin.came))
        return "skip"

    files = [either / name for name in ("earlier.txt", "later.txt", "changed.txt")]
    report = add_files(settings_of(either), files, on_twin=leave, on_progress=silent)

    assert asked == [("later.txt", True), ("changed.txt", False)]
    assert [one.outcome for one in report.added] == ["added", "skipped", "skipped"]
    assert "8月1日" in indexed(either)[PLAN]
    check_whole(either)


# --- what lies in the corpus folder and is in no index


def test_what_was_never_taken_in_because_of_a_notice_goes_with_it(office: Path):
    shutil.copy(office / "changed.txt", office / "corpus")
    add(office, "plan.txt")
    report = remove(office, LIFTS)

    assert "changed.txt 与移出的 lifts.txt 文号相同" in report.notes[0]
    assert set(indexed(office)) == {PLAN}
    assert visible(office) == {"plan.txt"}
    assert on_disk(office) == {"plan.txt", "lifts.txt", "changed.txt"}
    check_whole(office)

    roll_back(settings_of(office))
    assert visible(office) == {"plan.txt", "lifts.txt", "changed.txt"}
    assert "20万元" in indexed(office)[LIFTS]


def test_what_was_never_taken_in_stays_out_where_another_version_comes(office: Path):
    shutil.copy(office / "changed.txt", office / "corpus")
    (office / "new.txt").write_text(LIFTS_TEXT.replace("20万元", "70万元"), encoding="utf-8")
    add(office, "new.txt", choice="replace")

    assert list(indexed(office)) == [LIFTS]
    assert "70万元" in indexed(office)[LIFTS]
    assert "90万元" not in indexed(office)[LIFTS]


def test_a_file_that_comes_in_with_others_is_told(office: Path):
    shutil.copy(office / "plan.txt", office / "corpus")
    (office / "other.txt").write_text(PLAN_TEXT.replace("12号", "13号"), encoding="utf-8")

    assert add(office, "other.txt").notes == (f"plan.txt 原来就放在政策库里、没有收入，现已收入（{PLAN}）。",)
    (office / "corpus" / "plan.txt").rename(office / "corpus" / "moved.txt")
    assert remove(office, "洪府办发〔2023〕13号").notes == ()


def test_a_question_that_stays_open_over_a_build_is_named_by_the_verification(office: Path):
    shutil.copy(office / "changed.txt", office / "corpus")
    shutil.copy(office / "corpus" / "lifts.txt", office / "corpus" / "copy.txt")
    build_index(settings_of(office), on_progress=silent)

    (told,) = [check for check in verify(settings_of(office)) if not check.good]
    assert (told.name, "未收入的文件 1 个（changed.txt）" in told.words) == ("corpus", True)


def test_files_that_the_manifest_does_not_list_are_named_by_the_verification(either: Path):
    listed = (either / "corpus" / "manifest.toml").exists()
    shutil.copy(either / "earlier.txt", either / "corpus")

    (told,) = [check for check in verify(settings_of(either)) if "earlier.txt" in check.words]
    assert (told.name, told.good) == (("unlisted", True) if listed else ("corpus", False))
    assert "1 个（earlier.txt）" in told.words
