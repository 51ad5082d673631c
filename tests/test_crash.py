"""Killed at any moment, or on a full disk: the old state or the new one, whole, never a mixture, and nothing lost.

By default some of the moments are tried; ``POLICY_RAG_CRASHES=all`` tries each step and a hundred random moments.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rag.index.build import build_index
from rag.index.change import INCOMING, REMOVED
from rag.index.edit import add_files
from rag.index.generation import Layout
from rag.index.store import load_store
from rag.index.verify import verify
from rag.settings import Settings, load_settings

pytestmark = pytest.mark.usefixtures("small_encoder")

ALL = os.environ.get("POLICY_RAG_CRASHES") == "all"
RANDOM_KILLS = 100 if ALL else 3
SMALL = 40
"""Of the steps that only write beside what is in force, every fortieth is tried by default."""

OLD = "某办〔2024〕1号\n\n关于试点的通知\n\n一、甲地补贴20万元。\n"
NEW = "某办〔2024〕1号\n\n关于试点的通知\n\n一、甲地补贴30万元。\n\n二、乙地补贴10万元。\n"
OTHER = "某办〔2024〕2号\n\n关于推广的通知\n\n一、丙地推广。\n"

TASKS = ("build", "add", "remove", "rollback")


def silent(*_: object) -> None:
    """Tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a user sees: the texts that answers come from, and the files of the corpus."""

    texts: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A corpus with its index in a folder, a task for it, and the states before and after."""

    task: str
    folder: Path
    before: State
    after: State
    order: dict[str, object]


def settings_of(folder: Path) -> Settings:
    return load_settings(corpus=folder / "corpus", index=folder / "index")


def texts(folder: Path) -> tuple[str, ...]:
    settings = settings_of(folder)
    store = load_store(settings.index, settings_fingerprint=settings.index_fingerprint())
    return tuple(sorted(notice.text for notice in store.notices))


def files(folder: Path) -> tuple[tuple[str, str], ...]:
    corpus = folder / "corpus"
    seen = (path for path in corpus.rglob("*") if path.is_file())
    names = {path.relative_to(corpus).as_posix(): path for path in seen}
    return tuple(
        (name, hashlib.sha256(path.read_bytes()).hexdigest())
        for name, path in sorted(names.items())
        if not name.startswith((INCOMING, REMOVED))
    )


def state(folder: Path) -> State:
    return State(texts=texts(folder), files=files(folder))


class Children:
    """The process that forks them."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).parent / "crash_child.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if not ALL else None,
            text=True,
        )

    def run(self, order: dict[str, object], *, kill_after: float | None = None) -> int:
        """The exit code of a child; minus nine where it was killed, after some seconds or at its step."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        pid = int(self._answer()["pid"])
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return int(self._answer()["code"])

    def _answer(self) -> dict[str, int]:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    started = Children()
    yield started
    started.process.communicate()


@pytest.fixture(scope="module")
def quick() -> Iterator[Path]:
    """A folder in memory, where the system has one: what is tried here is the order of steps, not the disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="module", params=TASKS)
def scene(request: pytest.FixtureRequest, quick: Path, children: Children) -> Scene:
    """A state from which the task leads to another; where each copy of it goes is known from carrying it out once."""
    task = str(request.param)
    folder = quick / task
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "old.txt").write_text(OLD, encoding="utf-8")
    (corpus / "other.txt").write_text(OTHER, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    build_index(settings_of(folder), on_progress=silent)
    if task == "build":
        (corpus / "more.txt").write_text(NEW.replace("1号", "3号"), encoding="utf-8")
    if task == "rollback":
        add_files(settings_of(folder), [folder / "new.txt"], on_twin=lambda twin: "replace", on_progress=silent)
    before = state(folder)
    done = Path(shutil.copytree(folder, folder.with_name(f"{task}-done")))
    order: dict[str, object] = {"task": task, "notice": "某办〔2024〕1号", "names": str(folder / "names.json")}
    assert children.run({**order, "folder": str(done)}) == 0
    after = state(done)
    assert after.texts != before.texts
    return Scene(task=task, folder=folder, before=before, after=after, order=order)


def hurt(scene: Scene, children: Children, order: dict[str, object], after: float | None = None) -> int:
    """Carry the task out in a copy, and look at what is left; returns how the child ended."""
    folder = Path(shutil.copytree(scene.folder, scene.folder.with_name("copy")))
    code = children.run({**scene.order, "folder": str(folder), "names": "", **order}, kill_after=after)
    check(scene, folder)
    shutil.rmtree(folder)
    return code


def check(scene: Scene, folder: Path) -> None:
    """What is in force is whole at once; after the next build corpus and index agree; and every file is somewhere."""
    assert texts(folder) in (scene.before.texts, scene.after.texts)
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "corpus").rglob("*") if path.is_file()}
    assert {sha256 for _, sha256 in scene.before.files} <= kept
    settings = settings_of(folder)
    build_index(settings, on_progress=silent)
    assert state(folder) in ((scene.after,) if scene.task == "build" else (scene.before, scene.after))
    generations = {path.name for path in Layout(folder=settings.index).generations.iterdir()}
    assert not any(name.startswith(".") for name in generations)


def test_killed_at_each_step_that_changes_the_disk(scene: Scene, children: Children) -> None:
    names: list[str] = json.loads((scene.folder / "names.json").read_text())
    renames = {at for at, name in enumerate(names) if name == "os.rename"}
    tried = [at for at in range(len(names)) if ALL or at in {*renames, len(names) - 1} or at % SMALL == 0]
    assert len(renames) >= (2 if scene.task != "rollback" else 3)
    for at in tried:
        assert hurt(scene, children, {"kill_at": at}) == -signal.SIGKILL, names[at]


def test_killed_at_random_moments(scene: Scene, children: Children) -> None:
    moments = random.Random(1)
    begun = time.perf_counter()
    hurt(scene, children, {})
    seconds = time.perf_counter() - begun
    codes = [hurt(scene, children, {}, moments.uniform(0, seconds / 2)) for _ in range(RANDOM_KILLS)]
    assert -signal.SIGKILL in codes
    assert [one.words for one in verify(settings_of(scene.folder)) if not one.good and one.name != "corpus"] == []


@pytest.mark.parametrize("most_bytes", [0, 40, 300, 1_000, 20_000] if ALL else [300])
def test_a_disk_that_takes_no_more_bytes(scene: Scene, children: Children, most_bytes: int) -> None:
    assert hurt(scene, children, {"most_bytes": most_bytes}) in (0, 2)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where this user may have one."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a disk")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no mount")
@pytest.mark.parametrize("left", [0, 8_192] if ALL else [8_192])
def test_a_full_disk(scene: Scene, disk: Path, children: Children, left: int) -> None:
    folder = Path(shutil.copytree(scene.folder, disk / "copy"))
    room = os.statvfs(disk)
    (disk / "filler").write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - left))
    code = children.run({**scene.order, "folder": str(folder), "names": ""})
    assert code in ((0,) if scene.task == "rollback" and left else (2,))
    (disk / "filler").unlink()
    check(scene, folder)
