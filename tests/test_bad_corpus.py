"""A corpus that cannot be read, in whole or in part: each fault in words, and the old index in place."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from answer_sample import LIFTS_TEXT, PLAN_TEXT
from test_bad_input import done, refused

from rag.__main__ import main
from rag.index.build import build_index
from rag.index.store import Layout
from rag.settings import load_settings

pytestmark = pytest.mark.usefixtures("small_encoder")


def corpus_of(folder: Path, **files: str) -> Path:
    """A corpus folder with a manifest of `files`: name → text."""
    folder.mkdir()
    entries: list[str] = []
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        entries.append(f'[[notice]]\nfile = "{name}.txt"\nsha256 = "{digest}"\n')
    (folder / "manifest.toml").write_text("".join(entries), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus that can be read, and its index."""
    folder = tmp_path_factory.mktemp("good")
    corpus = corpus_of(folder / "corpus", lifts=LIFTS_TEXT, plan=PLAN_TEXT)
    build_index(load_settings(corpus=corpus, index=folder / "index"), on_progress=lambda *_: None)
    return folder


def alter(corpus: Path) -> None:
    (corpus / "lifts.txt").write_text(LIFTS_TEXT.replace("20万元", "90万元"), encoding="utf-8")


def remove(corpus: Path) -> None:
    (corpus / "lifts.txt").unlink()


def make_folder(corpus: Path) -> None:
    remove(corpus)
    (corpus / "lifts.txt").mkdir()


def empty(corpus: Path) -> None:
    (corpus / "lifts.txt").write_bytes(b"")
    (corpus / "manifest.toml").unlink()


def garble(corpus: Path) -> None:
    (corpus / "lifts.docx").write_bytes(b"PK no zip at all")
    (corpus / "manifest.toml").unlink()


def garble_manifest(corpus: Path) -> None:
    (corpus / "manifest.toml").write_text("[[notice]\n")


def forget_hash(corpus: Path) -> None:
    (corpus / "manifest.toml").write_text('[[notice]]\nfile = "lifts.txt"\n')


def contradict(corpus: Path) -> None:
    (corpus / "twin.txt").write_text(LIFTS_TEXT.replace("20万元", "90万元"), encoding="utf-8")
    (corpus / "manifest.toml").unlink()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(garble_manifest, "清单 manifest.toml 不是正确的 TOML"), (forget_hash, "清单 manifest.toml 的条目")],
)
def test_a_manifest_that_cannot_be_used_leaves_the_old_index_in_place(
    good: Path, tmp_path: Path, spoil: Callable[[Path], None], words: str, capsys: pytest.CaptureFixture[str]
):
    folders, before = spoiled(good, tmp_path, spoil)

    assert refused(capsys, "build", *folders).startswith(words)

    assert Layout(folder=tmp_path / "index").current.read_bytes() == before
    assert "20万元" in done(capsys, "ask", "杭州每台补贴多少钱？", *folders)


KEPT = "有 1 个文件没有重新读入，仍用上次读入的内容："
LOST = "有 1 个文件没有收入，其余的已经收入："
FILE_FAULTS = pytest.mark.parametrize(
    ("spoil", "head", "words"),
    [
        (alter, KEPT, "文件 lifts.txt 与清单 manifest.toml 的校验值不符"),
        (remove, KEPT, "文件 lifts.txt 读不了：No such file or directory。"),
        (make_folder, KEPT, "文件 lifts.txt 读不了：Is a directory。"),
        (empty, KEPT, "文件 lifts.txt"),
        (garble, LOST, "文件 lifts.docx"),
        (contradict, LOST, "文件 twin.txt 与 lifts.txt 文号相同（建办城函〔2024〕31号）而文字不同。"),
    ],
)


@FILE_FAULTS
@pytest.mark.parametrize("options", [(), ("--all",)])
def test_a_file_that_cannot_be_read_is_told_and_its_notice_stays(
    good: Path,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    head: str,
    words: str,
    options: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
):
    folders, _ = spoiled(good, tmp_path, spoil)

    for _ in range(2):
        with pytest.raises(SystemExit, match="1"):
            main(["build", *folders, *options])
        printed = capsys.readouterr()
        assert printed.err.splitlines()[0] == head
        assert printed.err.splitlines()[1].startswith(f"  {words}")
        assert "没有改动的文件" not in printed.out
        listed = done(capsys, "list", *folders)
        assert "共 2 份通知。" in listed
        assert ("仍用上次读入的内容" in listed) == (head == KEPT)
    assert "20万元" in done(capsys, "ask", "杭州每台补贴多少钱？", *folders)


def test_a_file_that_stands_in_is_read_again_when_it_can_be(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folders, _ = spoiled(good, tmp_path, alter)
    with pytest.raises(SystemExit, match="1"):
        main(["build", *folders])
    with pytest.raises(SystemExit, match="1"):
        main(["verify", *folders])
    assert "仍用上次读入内容的文件 1 个（lifts.txt）" in capsys.readouterr().out

    manifest = tmp_path / "corpus" / "manifest.toml"
    changed = (tmp_path / "corpus" / "lifts.txt").read_bytes()
    old = hashlib.sha256(LIFTS_TEXT.encode()).hexdigest()
    manifest.write_text(manifest.read_text().replace(old, hashlib.sha256(changed).hexdigest()))

    done(capsys, "build", *folders)
    assert "仍用上次" not in done(capsys, "list", *folders)
    assert "90万元" in done(capsys, "ask", "杭州每台补贴多少钱？", *folders)


def test_a_file_that_takes_the_number_of_another_keeps_what_was_read_of_it(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    def take_number(corpus: Path) -> None:
        (corpus / "plan.txt").write_text(LIFTS_TEXT.replace("20万元", "90万元"), encoding="utf-8")
        (corpus / "manifest.toml").unlink()

    folders, _ = spoiled(good, tmp_path, take_number)
    with pytest.raises(SystemExit, match="1"):
        main(["build", *folders])

    assert capsys.readouterr().err.splitlines()[0] == KEPT
    assert "洪府办发〔2023〕12号" in done(capsys, "list", *folders)


@FILE_FAULTS
def test_a_strict_build_stops_at_it_and_leaves_the_old_index_in_place(
    good: Path, tmp_path: Path, spoil: Callable[[Path], None], head: str, words: str, capsys: pytest.CaptureFixture[str]
):
    folders, before = spoiled(good, tmp_path, spoil)

    assert head in (KEPT, LOST)
    assert refused(capsys, "build", "--strict", *folders).startswith(words)

    assert Layout(folder=tmp_path / "index").current.read_bytes() == before
    assert "20万元" in done(capsys, "ask", "杭州每台补贴多少钱？", *folders)


def test_where_no_file_can_be_read_the_old_index_stays(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def empty_all(corpus: Path) -> None:
        empty(corpus)
        (corpus / "plan.txt").write_bytes(b"")

    folders, before = spoiled(good, tmp_path, empty_all)

    assert "（另有 1 个文件也读不了）原有的索引没有改动。" in refused(capsys, "build", *folders)

    assert Layout(folder=tmp_path / "index").current.read_bytes() == before


def spoiled(good: Path, folder: Path, spoil: Callable[[Path], None]) -> tuple[tuple[str, ...], bytes]:
    """A copy of `good` with a spoiled corpus: the options that name it, and its pointer."""
    shutil.copytree(good, folder, dirs_exist_ok=True)
    spoil(folder / "corpus")
    options = ("--corpus", str(folder / "corpus"), "--index", str(folder / "index"))
    return options, Layout(folder=folder / "index").current.read_bytes()


def test_a_corpus_that_is_not_there_or_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    index = ("--index", str(tmp_path / "index"))

    assert refused(capsys, "build", "--corpus", str(tmp_path / "none"), *index).endswith(
        "请用 --corpus 或 POLICY_RAG_CORPUS 指定放有通知的文件夹。"
    )
    assert "里没有文件。 请放入 " in refused(capsys, "build", "--corpus", str(tmp_path), *index)
    assert not (tmp_path / "index").exists()


def test_an_index_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    corpus = corpus_of(tmp_path / "corpus", lifts=LIFTS_TEXT)
    (tmp_path / "file").write_text("no folder")

    assert "无法写入" in refused(capsys, "build", "--corpus", str(corpus), "--index", str(tmp_path / "file" / "index"))
