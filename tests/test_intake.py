"""Reading many files: in processes that may be killed, with what is known kept and what is bad told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from rag.corpus import Source
from rag.errors import CorpusError, ParseError
from rag.index.intake import Read, key_of, read_all
from rag.index.reading import Limits, Reading, read_one
from rag.index.worker import Worker

GOOD = "某办〔2024〕{n}号\n\n关于试点的通知\n\n一、甲地补贴{n}万元。\n"
LIMITS = Limits(seconds=60.0)


def sources(folder: Path, count: int) -> list[Source]:
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(GOOD.format(n=number), encoding="utf-8")
    return [Source(path=path, name=path.name) for path in sorted(folder.iterdir())]


def read(some: list[Source], *, known: dict[tuple[str, str, str], Reading] | None = None) -> Read:
    return read_all(some, chunk_tokens=600, known=known or {}, on_progress=lambda *_: None)


def test_many_files_read_apart_are_read_as_they_are_one_by_one(tmp_path: Path):
    some = sources(tmp_path, 30)
    found = read(some)

    assert list(found.readings) == [source.name for source in some]
    assert found.readings == {source.name: read_one(source, chunk_tokens=600) for source in some}
    assert (found.problems, found.fresh) == ((), 30)


def test_a_bad_file_among_many_is_told_and_stops_no_other(tmp_path: Path):
    some = sources(tmp_path, 30)
    some[7].path.write_bytes(b"")
    some[9].path.unlink()
    found = read(some)

    assert len(found.readings) == 28
    assert [problem.file for problem in found.problems] == ["007.txt", "009.txt"]


def test_what_is_known_is_not_read_again(tmp_path: Path):
    some = sources(tmp_path, 2)
    before = read(some).readings
    keys = {key_of(source, before[source.name].notice.sha256): before[source.name] for source in some}
    some[1].path.write_text(GOOD.format(n=9), encoding="utf-8")
    found = read(some, known=keys)

    assert found.fresh == 1
    assert found.readings["000.txt"] is before["000.txt"]
    assert found.readings["001.txt"].notice.id == "某办〔2024〕9号"


def test_progress_goes_from_none_to_all(tmp_path: Path):
    told: list[tuple[int, int]] = []
    read_all(
        sources(tmp_path, 3), chunk_tokens=600, known={}, on_progress=lambda done, of, name: told.append((done, of))
    )

    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 3), (3, 3))


def test_a_file_name_that_is_no_text_is_told(tmp_path: Path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text(GOOD.format(n=1), encoding="utf-8")

    (problem,) = read([Source(path=path, name=path.name)]).problems
    assert "不是 UTF-8" in problem.message


# --- the process


@pytest.fixture
def endless(tmp_path: Path) -> Source:
    """A file whose reading never ends: a pipe into which nobody writes."""
    path = tmp_path / "endless.txt"
    os.mkfifo(path)
    return Source(path=path, name=path.name)


def good(folder: Path) -> Source:
    (folder / "good.txt").write_text(GOOD.format(n=1), encoding="utf-8")
    return Source(path=folder / "good.txt", name="good.txt")


def test_a_reading_that_takes_too_long_is_ended_and_the_next_file_is_read(tmp_path: Path, endless: Source):
    worker = Worker(chunk_tokens=600, limits=Limits(seconds=0.5))
    with pytest.raises(ParseError, match=r"endless\.txt 在 0 秒内没有读完"):
        worker.read(endless)
    worker = Worker(chunk_tokens=600, limits=LIMITS)

    assert worker.read(good(tmp_path)).notice.id == "某办〔2024〕1号"
    worker.kill()


def test_a_reading_that_takes_too_much_memory_is_told(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 400_000_000)
    worker = Worker(chunk_tokens=600, limits=Limits(seconds=60.0, memory=200 * 1024**2))
    with pytest.raises((ParseError, CorpusError)) as caught:
        worker.read(Source(path=tmp_path / "bomb.docx", name="bomb.docx"))
    worker.kill()

    assert "bomb.docx" in caught.value.message


def test_what_is_wrong_with_a_file_is_told_in_the_same_words(tmp_path: Path):
    (tmp_path / "empty.txt").write_bytes(b"")
    source = Source(path=tmp_path / "empty.txt", name="empty.txt")
    worker = Worker(chunk_tokens=600, limits=LIMITS)
    with pytest.raises((ParseError, CorpusError)) as apart:
        worker.read(source)
    worker.kill()
    with pytest.raises((ParseError, CorpusError)) as here:
        read_one(source, chunk_tokens=600)

    assert (type(apart.value), str(apart.value)) == (type(here.value), str(here.value))


def test_a_worker_ends_with_the_process_that_asked(tmp_path: Path):
    program = (
        "import os, signal; from pathlib import Path; from rag.corpus import Source; "
        "from rag.index.reading import Limits; from rag.index.worker import Worker; "
        "worker = Worker(chunk_tokens=600, limits=Limits()); "
        f"worker.read(Source(path=Path({str(good(tmp_path).path)!r}))); "
        "print(worker._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    pid = int(run.stdout)
    for _ in range(500):
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            return
        time.sleep(0.01)
    raise AssertionError("the worker goes on")
