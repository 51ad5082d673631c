"""The five notices, read once; an index of them; and an environment in which nothing of the user's own is found."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from notice_sample import read_folder

from rag.domain import Notice
from rag.index.build import BuildReport, build_index
from rag.settings import PROJECT, load_settings

if TYPE_CHECKING:
    from browsing import Outside
    from playwright.sync_api import Browser, Page

CORPUS = PROJECT / "corpus"


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_user() -> Iterator[None]:
    """Take every POLICY_RAG_… variable away before anything is opened."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("POLICY_RAG_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="module", autouse=True)
def _nothing_of_other_modules_to_walk() -> None:
    """What earlier modules left is there to stay: no collection of garbage need walk it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_home_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has an empty home folder."""
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def notices() -> tuple[Notice, ...]:
    """The notices of the corpus, in the order of its manifest."""
    return read_folder(CORPUS)


@pytest.fixture(scope="session")
def notice_of(notices: tuple[Notice, ...]) -> dict[str, Notice]:
    """The notices of the corpus by the stem of their file's name."""
    return {Path(notice.source).stem: notice for notice in notices}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for the tests of one module: its event loop would be in the way of other modules."""
    from browsing import launched

    yield from launched()


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """What the tests of one module reach beyond this machine."""
    from browsing import watched

    yield from watched()


@pytest.fixture
def page(browser: Browser, address: str, outside: Outside) -> Iterator[Page]:
    """A new page at the `address` at which a module serves its own assistant."""
    from browsing import opened

    page = opened(browser, address, outside)
    yield page
    page.context.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An index of the corpus: where it lies, and what building it told."""

    folder: Path
    report: BuildReport


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An index of the five notices with the built-in encoder, in a folder of its own."""
    folder = tmp_path_factory.mktemp("built") / "index"
    settings = load_settings(corpus=CORPUS, index=folder)
    return Built(folder=folder, report=build_index(settings, on_progress=lambda *_: None))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A corpus of one notice with its index, and two files beside it."""
    from office_sample import office_in

    return office_in(tmp_path)


@pytest.fixture(scope="module")
def small_encoder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A small model in place of the built-in one, for a module that opens it again and again and asks for no likeness.

    The built-in one takes a tenth of a second each time.
    """
    from answer_sample import LIFTS_TEXT, PLAN_TEXT
    from tiny_models import save_static

    folder = tmp_path_factory.mktemp("encoder") / "small"
    save_static(folder, LIFTS_TEXT + PLAN_TEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICY_RAG_ENCODER", str(folder))
        yield
