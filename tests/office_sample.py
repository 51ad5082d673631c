"""A corpus of one notice with its index, two files beside it, and what an official does to them."""

from __future__ import annotations

from pathlib import Path

from answer_sample import LIFTS_TEXT, PLAN_TEXT

from rag.index.build import build_index
from rag.index.edit import EditReport, add_files, remove_notice
from rag.index.store import Layout, load_store
from rag.index.twins import Choice, Twin
from rag.index.verify import verify
from rag.settings import Settings, load_settings

LIFTS, PLAN = "建办城函〔2024〕31号", "洪府办发〔2023〕12号"
CHANGED = LIFTS_TEXT.replace("20万元", "90万元")


def silent(*_: object) -> None:
    """Tell nothing."""


def office_in(folder: Path) -> Path:
    """A corpus of one notice without a manifest, with its index; and two files beside it."""
    (folder / "corpus").mkdir()
    for file, text in (("corpus/lifts.txt", LIFTS_TEXT), ("plan.txt", PLAN_TEXT), ("changed.txt", CHANGED)):
        (folder / file).write_text(text, encoding="utf-8")
    build_index(settings_of(folder), on_progress=silent)
    return folder


def ask_nobody(twin: Twin) -> Choice:
    raise AssertionError(twin)


def settings_of(folder: Path) -> Settings:
    return load_settings(corpus=folder / "corpus", index=folder / "index")


def add(folder: Path, *names: str, choice: Choice | None = None) -> EditReport:
    def choose(twin: Twin) -> Choice:
        return choice if choice is not None else ask_nobody(twin)

    return add_files(settings_of(folder), [folder / name for name in names], on_twin=choose, on_progress=silent)


def remove(folder: Path, reference: str) -> EditReport:
    return remove_notice(settings_of(folder), reference, on_progress=silent)


def indexed(folder: Path) -> dict[str, str]:
    settings = settings_of(folder)
    store = load_store(settings.index, settings_fingerprint=settings.index_fingerprint())
    return {notice.id: notice.text for notice in store.notices}


def visible(folder: Path) -> set[str]:
    names = (path.relative_to(folder / "corpus") for path in (folder / "corpus").rglob("*") if path.is_file())
    return {name.as_posix() for name in names if not name.parts[0].startswith(".") and name.suffix == ".txt"}


def check_whole(folder: Path) -> None:
    """Index and corpus agree, and a build finds nothing to do."""
    assert [check.words for check in verify(settings_of(folder)) if not check.good] == []
    before = Layout(folder=folder / "index").current.read_bytes()
    report = build_index(settings_of(folder), on_progress=silent)
    assert (report.fresh, report.problems) == (0, ())
    assert Layout(folder=folder / "index").current.read_bytes() == before
