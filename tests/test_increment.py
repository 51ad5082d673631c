"""An index that followed its corpus change by change is, byte for byte, the one that is built of it at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from answer_sample import GREEN_TEXT, LIFTS_TEXT, PLAN_TEXT

from rag.index.build import BuildReport, build_index
from rag.index.edit import add_files, remove_notice
from rag.index.generation import Generation, Layout, read_pointer
from rag.index.store import load_store
from rag.settings import Settings, load_settings

pytestmark = pytest.mark.usefixtures("small_encoder")

RULES_TEXT = "试点管理办法\n\n第一章　总则\n\n第一条　甲市给予20万元补贴。\n\n第二条　乙市推广。\n（一）2024年完成。\n"


def silent(*_: object) -> None:
    """Tell nothing."""


def settings_of(folder: Path, index: str = "index") -> Settings:
    return load_settings(corpus=folder / "corpus", index=folder / index)


def build(folder: Path, index: str = "index", *, anew: bool = False) -> BuildReport:
    return build_index(settings_of(folder, index), on_progress=silent, anew=anew)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for name, text in (("b-lifts", LIFTS_TEXT), ("d-plan", PLAN_TEXT), ("f-rules", RULES_TEXT)):
        (tmp_path / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(tmp_path)
    return tmp_path


def generation(folder: Path, index: str) -> Generation:
    layout = Layout(folder=folder / index)
    return layout.generation(read_pointer(layout).name)


def contents(folder: Path, index: str) -> dict[str, bytes]:
    """The files of the generation in force, but for the manifest, which names its parent."""
    one = generation(folder, index)
    return {path.relative_to(one.folder).as_posix(): path.read_bytes() for path in one.files}


def new_file(folder: Path) -> None:
    (folder / "green.txt").write_text(GREEN_TEXT, encoding="utf-8")
    report = add_files(settings_of(folder), [folder / "green.txt"], on_twin=lambda _: "skip", on_progress=silent)
    assert report.build is not None
    assert report.build.encoded < report.build.chunks


def no_file(folder: Path) -> None:
    report = remove_notice(settings_of(folder), "试点管理办法", on_progress=silent)
    assert report.build is not None
    assert report.build.encoded == 0


def new_text(folder: Path) -> None:
    (folder / "corpus" / "d-plan.txt").write_text(PLAN_TEXT + "\n新增一条：丙市补贴30万元。\n", encoding="utf-8")
    assert build(folder).fresh == 1


def new_name(folder: Path) -> None:
    (folder / "corpus" / "b-lifts.txt").rename(folder / "corpus" / "z-lifts.txt")
    build(folder)


def all_at_once(folder: Path) -> None:
    for change in (new_text, new_file, new_name, no_file):
        change(folder)


@pytest.mark.parametrize("change", [new_file, no_file, new_text, new_name, all_at_once])
def test_the_same_index_comes_of_a_change_and_of_building_anew(folder: Path, change: Callable[[Path], None]):
    before = contents(folder, "index")
    change(folder)
    build(folder, "anew")

    followed = contents(folder, "index")
    assert followed != before
    assert followed == contents(folder, "anew")


def test_building_all_anew_gives_the_same_too(folder: Path):
    new_file(folder)
    before = contents(folder, "index")
    build(folder, anew=True)

    assert contents(folder, "index") == before


def test_what_is_taken_over_is_read_from_the_old_files_and_whole(folder: Path):
    old = load_store(folder / "index", settings_fingerprint=settings_of(folder).index_fingerprint())
    lifts = old.notices[0]
    for change in (new_text, new_file, no_file):
        change(folder)
    now = load_store(folder / "index", settings_fingerprint=settings_of(folder).index_fingerprint())

    assert now.notices[0] == lifts
    assert [*now.chunks.parts[0]] == [*old.chunks.parts[0]]
    assert [*now.facts.parts[0]] == [*old.facts.parts[0]]
    assert now.items.part(0) == old.items.part(0)
