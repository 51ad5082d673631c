"""The corpus folder: what its manifest lists, and every way in which it can be wrong."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from notice_sample import read, read_folder

from rag.corpus import MANIFEST, Settled, Source, read_source, read_sources, read_what_can_be, settle
from rag.domain import Notice
from rag.errors import CorpusError, ParseError
from rag.settings import PROJECT

FIRST = "关于试点的通知\n某办〔2024〕1号\n一、甲。\n"
SECOND = "关于推广的通知\n某办〔2024〕2号\n一、乙。\n"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def manifest(folder: Path, text: str) -> None:
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def entry(name: str, text: str, more: str = "") -> str:
    return f'[[notice]]\nfile = "{name}.txt"\nsha256 = "{sha256(text)}"\n{more}\n'


def test_a_manifest_lists_the_files_and_what_they_do_not_say(tmp_path: Path) -> None:
    write(tmp_path, a=FIRST, b=SECOND)
    manifest(tmp_path, entry("b", SECOND, 'title = "某意见"\nissuer = "某部"\nissued = 2024-07-03'))
    assert read_sources(tmp_path) == (
        Source(
            path=tmp_path / "b.txt",
            name="b.txt",
            sha256=sha256(SECOND),
            title="某意见",
            issuer="某部",
            issued=date(2024, 7, 3),
        ),
    )


def test_notices_come_in_the_order_of_the_manifest(tmp_path: Path) -> None:
    write(tmp_path, a=FIRST, b=SECOND)
    manifest(tmp_path, entry("b", SECOND) + entry("a", FIRST))
    assert [notice.id for notice in read_folder(tmp_path)] == ["某办〔2024〕2号", "某办〔2024〕1号"]


def test_a_folder_that_cannot_be_looked_into_is_told_and_not_taken_for_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a=FIRST)
    monkeypatch.chdir(tmp_path)
    for _ in range(20):  # deeper than a path may be long
        Path("x" * 250).mkdir()
        os.chdir("x" * 250)
    with pytest.raises(CorpusError, match=r"文件夹 .+x 读不了：.+政策库"):
        read_sources(tmp_path)


def test_a_folder_without_a_manifest_is_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, b=SECOND)
    write(tmp_path / "sub", a=FIRST)
    assert [source.path.name for source in read_sources(tmp_path)] == ["b.txt", "a.txt"]
    assert [notice.id for notice in read_folder(tmp_path)] == ["某办〔2024〕2号", "某办〔2024〕1号"]


def test_hidden_and_half_written_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, a=FIRST)
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "~$a.txt").write_bytes(b"\0")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "b.txt").write_bytes(b"\0")
    assert [source.path.name for source in read_sources(tmp_path)] == ["a.txt"]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="不存在") as caught:
        read_sources(tmp_path / "nowhere")
    assert "POLICY_RAG_CORPUS" in caught.value.hint


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a=FIRST)
    with pytest.raises(CorpusError, match="不存在"):
        read_sources(tmp_path / "a.txt")


def test_an_empty_folder_is_refused_with_what_can_be_put_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="没有文件") as caught:
        read_sources(tmp_path)
    assert ".txt" in caught.value.hint


def test_an_empty_manifest_is_refused(tmp_path: Path) -> None:
    manifest(tmp_path, "")
    with pytest.raises(CorpusError, match="没有文件"):
        read_sources(tmp_path)


def test_a_manifest_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    manifest(tmp_path, "[[notice]\nfile = ")
    with pytest.raises(CorpusError, match="不是正确的 TOML"):
        read_sources(tmp_path)


def test_a_manifest_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="不是正确的 TOML"):
        read_sources(tmp_path)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[notice]]\nfile = "a.txt"\nsha256 = ""\nauthor = "某"\n', "author"),
        ('[[notice]]\nfile = "a.txt"\n', "sha256"),
        ('[[notice]]\nsha256 = ""\n', "file"),
    ],
)
def test_an_entry_with_an_unknown_or_a_missing_field_is_refused(tmp_path: Path, text: str, named: str) -> None:
    manifest(tmp_path, text)
    with pytest.raises(CorpusError, match=named):
        read_sources(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        'notice = "a.txt"\n',
        "notice = 3\n",
        '[notice]\nfile = "a.txt"\n',
        '[[notice]]\nfile = 3\nsha256 = ""\n',
        '[[notice]]\nfile = "a.txt"\nsha256 = 3\n',
        '[[notice]]\nfile = "a.txt"\nsha256 = ""\ntitle = 3\n',
        '[[notice]]\nfile = "a.txt"\nsha256 = ""\nissued = "2024-07-03"\n',
    ],
)
def test_an_entry_of_the_wrong_shape_is_refused_in_words(tmp_path: Path, text: str) -> None:
    write(tmp_path, a=FIRST)
    manifest(tmp_path, text)
    with pytest.raises(CorpusError):
        read_sources(tmp_path)


def test_a_listed_file_that_is_not_there_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    write(tmp_path, b=SECOND)
    manifest(tmp_path, entry("gone", FIRST) + entry("b", SECOND))
    notices, (problem,) = read_what_can_be(tmp_path)
    assert [notice.source for notice in notices] == ["b.txt"]
    assert problem.message.startswith("文件 gone.txt 读不了")


def test_a_file_that_was_altered_is_told_with_both_hashes(tmp_path: Path) -> None:
    write(tmp_path, a=SECOND)
    manifest(tmp_path, entry("a", FIRST))
    notices, (problem,) = read_what_can_be(tmp_path)
    assert notices == ()
    assert "校验值不符" in problem.message
    assert sha256(FIRST)[:12] in problem.message
    assert sha256(SECOND)[:12] in problem.message


def test_two_texts_under_one_symbol_are_both_kept(tmp_path: Path) -> None:
    write(tmp_path, a=FIRST, b=FIRST + "二、补充。\n")
    assert [notice.source for notice in read_folder(tmp_path)] == ["a.txt", "b.txt"]
    assert len({notice.id for notice in read_folder(tmp_path)}) == 2


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="读不了"):
        read_source(Source(path=tmp_path))


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", b"", ParseError),
        ("a.txt", b"\x00\x01\x02", ParseError),
        ("a.wps", b"text", CorpusError),
        ("a", b"text", CorpusError),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, error: type[Exception]
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(error, match="文件 a"):
        read_source(Source(path=tmp_path / name))


def test_the_hashes_in_the_manifest_are_those_of_the_files(notices: tuple[Notice, ...]) -> None:
    sources = read_sources(PROJECT / "corpus")
    assert [source.sha256 for source in sources] == [notice.sha256 for notice in notices]
    on_disk = sorted(path.name for path in (PROJECT / "corpus" / "notices").iterdir())
    assert sorted(source.path.name for source in sources) == on_disk


def test_files_with_the_text_of_another_add_none(tmp_path: Path) -> None:
    write(tmp_path, a=FIRST, b=FIRST)
    assert [notice.source for notice in read_folder(tmp_path)] == ["a.txt"]


def settled(*texts: tuple[str, str], known: dict[str, str] | None = None) -> Settled:
    notices = [(Source(path=Path(name), name=name), read(text, name=name)) for name, text in texts]
    return settle(notices, known=known)


def test_namesakes_without_a_symbol_get_addresses_of_their_own_and_keep_them() -> None:
    first, second = ("a.txt", "某市绿化条例\n第一条 甲。\n"), ("b.txt", "某市绿化条例\n第一条 乙。\n")
    found = settled(first, second)
    assert [notice.id for notice in found.notices.values()] == ["某市绿化条例", "某市绿化条例（b）"]
    assert (found.problems, len(found.notes)) == ((), 1)
    later = settled(second, first, known={name: notice.id for name, notice in found.notices.items()})
    assert {name: notice.id for name, notice in later.notices.items()} == {
        "a.txt": "某市绿化条例",
        "b.txt": "某市绿化条例（b）",
    }
    assert later.notes == ()


def test_of_two_texts_under_one_symbol_the_one_that_was_there_stays() -> None:
    found = settled(("a.txt", FIRST + "二、补充。\n"), ("b.txt", FIRST), known={"b.txt": "某办〔2024〕1号"})
    assert list(found.notices) == ["b.txt"]
    assert [problem.file for problem in found.problems] == ["a.txt"]
