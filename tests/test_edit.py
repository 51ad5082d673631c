"""Notices come and go, and a change is taken back: what the corpus, the index and the manifest hold afterwards."""

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

from rag.errors import CorpusError, IndexMissing, RagError, UnknownAddress
from rag.index.build import build_index
from rag.index.change import REMOVED
from rag.index.edit import add_files
from rag.index.generation import hash_file
from rag.index.listing import with_entry
from rag.index.rollback import roll_back
from rag.index.store import Layout, load_store
from rag.index.twins import Choice, Twin, Undecided
from rag.index.verify import verify

pytestmark = pytest.mark.usefixtures("small_encoder")


@pytest.fixture(scope="module", params=["folder", "manifest"])
def built_office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of one notice with its index, with and without a manifest; and two files beside it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "corpus").mkdir()
    (folder / "lifts.txt").write_text(LIFTS_TEXT, encoding="utf-8")
    (folder / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    (folder / "changed.txt").write_text(CHANGED, encoding="utf-8")
    shutil.copy(folder / "lifts.txt", folder / "corpus")
    if request.param == "manifest":
        manifest = with_entry("# by hand\n", "lifts.txt", hash_file(folder / "lifts.txt"))
        (folder / "corpus" / "manifest.toml").write_text(manifest, encoding="utf-8")
    build_index(settings_of(folder), on_progress=silent)
    return folder


@pytest.fixture
def office(built_office: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(built_office, tmp_path / "office"))


# --- add


def test_a_new_notice_is_added(office: Path):
    report = add(office, "plan.txt")

    assert [(one.outcome, one.notice.id, one.name) for one in report.added] == [("added", PLAN, "plan.txt")]
    assert report.build is not None
    assert (report.build.notices, report.build.fresh) == (2, 0)
    assert set(indexed(office)) == {LIFTS, PLAN}
    assert visible(office) == {"lifts.txt", "plan.txt"}
    check_whole(office)


def test_only_new_chunks_are_encoded(office: Path):
    before = len(load_store(office / "index", settings_fingerprint=settings_of(office).index_fingerprint()).chunks)
    report = add(office, "plan.txt").build

    assert report is not None
    assert report.encoded == report.chunks - before


def test_adding_the_same_again_changes_nothing(office: Path):
    (office / "copy.txt").write_text(LIFTS_TEXT, encoding="utf-8")
    before = Layout(folder=office / "index").current.read_bytes()
    report = add(office, "lifts.txt", "copy.txt")

    assert [(one.outcome, one.name) for one in report.added] == [("same", "lifts.txt")] * 2
    assert report.build is None
    assert Layout(folder=office / "index").current.read_bytes() == before
    assert visible(office) == {"lifts.txt"}


def test_a_new_version_replaces_the_old_one_which_is_kept(office: Path):
    report = add(office, "changed.txt", choice="replace")

    assert report.added[0].outcome == "replaced"
    assert (office / "corpus" / report.added[0].kept).read_text(encoding="utf-8") == LIFTS_TEXT
    assert "90万元" in indexed(office)[LIFTS]
    assert visible(office) == {"changed.txt"}
    check_whole(office)


def test_both_may_be_kept_and_have_addresses_of_their_own(office: Path):
    report = add(office, "changed.txt", choice="both")

    assert report.added[0].outcome == "both"
    assert set(indexed(office)) == {LIFTS, f"{LIFTS}（changed）"}
    assert visible(office) == {"lifts.txt", "changed.txt"}
    check_whole(office)


def test_another_day_tells_namesakes_apart(office: Path):
    (office / "later.txt").write_text(CHANGED.replace("2024年5月20日", "2024年6月3日"), encoding="utf-8")
    add(office, "later.txt", choice="both")

    assert set(indexed(office)) == {LIFTS, f"{LIFTS}（2024年6月3日）"}


def test_a_twin_may_be_left_out(office: Path):
    report = add(office, "changed.txt", choice="skip")

    assert (report.added[0].outcome, report.build) == ("skipped", None)
    assert "20万元" in indexed(office)[LIFTS]


def test_where_the_question_cannot_be_asked_nothing_is_changed(office: Path):
    def refuse(twin: Twin) -> Choice:
        raise CorpusError(f"{twin.old_file} {twin.new.id}", hint="")

    files = [office / "plan.txt", office / "changed.txt"]
    with pytest.raises(CorpusError, match=rf"lifts\.txt {LIFTS}"):
        add_files(settings_of(office), files, on_twin=refuse, on_progress=silent)

    assert set(indexed(office)) == {LIFTS}
    assert visible(office) == {"lifts.txt"}
    check_whole(office)


def test_a_twin_that_nobody_decides_on_stops_no_other(office: Path):
    def nobody(twin: Twin) -> Choice:
        raise Undecided(f"{twin.old_file} {twin.new.id}", hint="")

    files = [office / "changed.txt", office / "plan.txt"]
    report = add_files(settings_of(office), files, on_twin=nobody, on_progress=silent)

    assert [one.notice.id for one in report.added] == [PLAN]
    assert [(Path(one.file).name, one.message) for one in report.problems] == [("changed.txt", f"lifts.txt {LIFTS}")]
    assert "20万元" in indexed(office)[LIFTS]
    check_whole(office)


def test_links_hidden_files_and_empty_folders_are_refused_by_name(office: Path):
    (office / "link.txt").symlink_to(office / "plan.txt")
    (office / "none").mkdir()
    for name in (".hidden.txt", "~$open.txt"):
        shutil.copy(office / "plan.txt", office / name)
    report = add(office, "link.txt", ".hidden.txt", "~$open.txt", "none")

    assert (report.added, report.build) == ((), None)
    assert [Path(one.file).name for one in report.problems] == ["link.txt", ".hidden.txt", "~$open.txt", "none"]
    assert "符号链接" in report.problems[0].message
    assert "隐藏文件" in report.problems[1].message
    assert visible(office) == {"lifts.txt"}


def test_a_file_that_cannot_be_read_stops_no_other(office: Path):
    (office / "empty.txt").write_bytes(b"")
    report = add(office, "empty.txt", "plan.txt", "none.txt")

    assert [one.outcome for one in report.added] == ["added"]
    assert [Path(problem.file).name for problem in report.problems] == ["empty.txt", "none.txt"]
    assert set(indexed(office)) == {LIFTS, PLAN}


def test_a_folder_is_all_its_files(office: Path):
    (office / "more").mkdir()
    (office / "more" / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")

    assert [one.notice.id for one in add(office, "more").added] == [PLAN]


def test_a_name_that_is_taken_gets_a_number(office: Path):
    (office / "more").mkdir()
    (office / "more" / "lifts.txt").write_text(PLAN_TEXT, encoding="utf-8")

    assert [one.name for one in add(office, "more/lifts.txt").added] == ["lifts-2.txt"]
    check_whole(office)


def test_the_first_notice_makes_corpus_and_index(tmp_path: Path):
    (tmp_path / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    add(tmp_path, "plan.txt")

    assert set(indexed(tmp_path)) == {PLAN}
    check_whole(tmp_path)


def test_what_lies_in_the_corpus_and_was_not_read_is_read_too(office: Path):
    if (office / "corpus" / "manifest.toml").exists():
        pytest.skip("a file that the manifest does not list is no part of the corpus")
    shutil.copy(office / "plan.txt", office / "corpus")

    assert [one.outcome for one in add(office, "plan.txt").added] == ["same"]
    build_index(settings_of(office), on_progress=silent)
    assert set(indexed(office)) == {LIFTS, PLAN}


# --- remove


def test_a_notice_is_removed_and_its_file_kept(office: Path):
    add(office, "plan.txt")
    report = remove(office, LIFTS)

    ((notice, kept),) = report.removed
    assert notice.id == LIFTS
    assert kept.startswith(f"{REMOVED}/")
    assert (office / "corpus" / kept).read_text(encoding="utf-8") == LIFTS_TEXT
    assert set(indexed(office)) == {PLAN}
    assert visible(office) == {"plan.txt"}
    check_whole(office)


def test_copies_of_a_removed_notice_go_with_it(office: Path):
    if (office / "corpus" / "manifest.toml").exists():
        pytest.skip("a file that the manifest does not list is no part of the corpus")
    add(office, "plan.txt")
    shutil.copy(office / "lifts.txt", office / "corpus" / "again.txt")
    remove(office, LIFTS)

    assert visible(office) == {"plan.txt"}


def test_a_file_changed_in_its_place_and_given_by_name_is_taken_in(office: Path):
    (office / "corpus" / "lifts.txt").write_text(CHANGED, encoding="utf-8")
    report = add(office, "corpus/lifts.txt")

    build_index(settings_of(office), on_progress=silent)
    assert [one.outcome for one in report.added] in (["replaced"], ["same"])
    assert "90万元" in indexed(office)[LIFTS]
    assert (office / "corpus" / "lifts.txt").read_text(encoding="utf-8") == CHANGED
    check_whole(office)


def test_a_notice_that_stands_in_for_its_changed_file_gives_way_and_the_change_is_kept(office: Path):
    (office / "corpus" / "lifts.txt").write_text("手工改坏", encoding="utf-8")
    (office / "new").mkdir()
    (office / "new" / "lifts.txt").write_text(CHANGED, encoding="utf-8")
    report = add(office, "new/lifts.txt", choice="replace")

    assert "90万元" in indexed(office)[LIFTS]
    if report.added[0].outcome == "replaced":
        assert (office / "corpus" / report.added[0].kept).read_text(encoding="utf-8") == "手工改坏"


def test_a_notice_whose_file_has_vanished_is_removed_all_the_same(office: Path):
    if not (office / "corpus" / "manifest.toml").exists():
        pytest.skip("a file that is not there is no part of a folder")
    add(office, "plan.txt")
    (office / "corpus" / "lifts.txt").unlink()

    assert [kept for _, kept in remove(office, LIFTS).removed] == [""]
    assert set(indexed(office)) == {PLAN}
    check_whole(office)


def test_an_unknown_notice_cannot_be_removed(office: Path):
    with pytest.raises(UnknownAddress):
        remove(office, "没有这份")


# --- rollback


def test_a_rollback_brings_back_what_was_replaced(office: Path):
    manifest = office / "corpus" / "manifest.toml"
    listed = manifest.read_text(encoding="utf-8") if manifest.exists() else ""
    add(office, "changed.txt", choice="replace")
    done = roll_back(settings_of(office))

    assert (done.notices, done.restored, done.removed, done.differing) == (1, ("lifts.txt",), ("changed.txt",), ())
    assert "20万元" in indexed(office)[LIFTS]
    assert visible(office) == {"lifts.txt"}
    assert (manifest.read_text(encoding="utf-8") if manifest.exists() else "") == listed
    check_whole(office)


def test_a_rollback_takes_back_an_addition_and_a_removal(office: Path):
    add(office, "plan.txt")
    remove(office, LIFTS)
    roll_back(settings_of(office))
    assert set(indexed(office)) == {LIFTS, PLAN}
    roll_back(settings_of(office))

    assert set(indexed(office)) == {LIFTS}
    assert visible(office) == {"lifts.txt"}
    check_whole(office)
    with pytest.raises(IndexMissing, match="没有更早的索引"):
        roll_back(settings_of(office))


def test_a_build_after_a_rollback_follows_it(office: Path):
    add(office, "changed.txt", choice="replace")
    roll_back(settings_of(office))
    add(office, "plan.txt")
    roll_back(settings_of(office))

    assert set(indexed(office)) == {LIFTS}
    assert "20万元" in indexed(office)[LIFTS]


def test_files_changed_by_hand_are_left_alone(office: Path):
    add(office, "plan.txt")
    (office / "corpus" / "plan.txt").write_text("手工改过", encoding="utf-8")
    done = roll_back(settings_of(office))

    assert (done.removed, done.differing) == ((), ("plan.txt",))
    assert (office / "corpus" / "plan.txt").read_text(encoding="utf-8") == "手工改过"
    assert set(indexed(office)) == {LIFTS}


def test_a_rollback_leads_out_of_a_damaged_index(office: Path):
    add(office, "plan.txt")
    layout = Layout(folder=office / "index")
    layout.generation(layout.current.read_text().split()[0]).notices.write_text("[]")
    roll_back(settings_of(office))

    assert set(indexed(office)) == {LIFTS}


def test_a_manifest_changed_by_hand_is_no_basis_for_a_rollback(office: Path):
    manifest = office / "corpus" / "manifest.toml"
    if not manifest.exists():
        pytest.skip("there is none")
    add(office, "plan.txt")
    manifest.write_text(manifest.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")

    with pytest.raises(RagError, match=r"manifest\.toml 在上次建索引之后改过"):
        roll_back(settings_of(office))


# --- verify


def test_a_file_changed_since_is_told(office: Path):
    (office / "corpus" / "lifts.txt").write_text(CHANGED, encoding="utf-8")

    (told,) = [check for check in verify(settings_of(office)) if not check.good]
    assert told.name == "corpus"
    assert "改过的文件 1 个（lifts.txt）" in told.words
    assert told.words.endswith(f" --index {office / 'index'}。")


def test_a_damaged_index_is_told(office: Path):
    layout = Layout(folder=office / "index")
    layout.generation(layout.current.read_text().split()[0]).facts.write_text("[]")

    assert [(check.name, check.good) for check in verify(settings_of(office))] == [("index", False)]
