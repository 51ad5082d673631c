"""The store: what is written is what is read, and nothing damaged, foreign or half-built is ever opened."""

from __future__ import annotations

import fcntl
import io
import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag.domain import Amount, Cell, Chunk, Dropped, Fact, Item, Notice, Reference, Repair
from rag.errors import IndexMismatch, IndexMissing, RagError
from rag.index import store as store_module
from rag.index.command import build_command
from rag.index.generation import hash_file
from rag.index.records import dump_facts, dump_notices, load_facts, load_notices
from rag.index.store import Generation, Kept, Layout, Store, load_store, make_store, write_store
from rag.settings import KEPT

TEXT = "一、给予资金奖补\n1. 合肥给予补贴，最高200万元。\n1\t出台政策\t2024年"
ITEMS = (
    Item(path=("一",), kind="section", heading="给予资金奖补", text="一、给予资金奖补", start=0, end=8),
    Item(path=("一", "1"), kind="item", heading="", text="1. 合肥给予补贴，最高200万元。", start=9, end=27),
    Item(
        path=("附件", "1"),
        kind="row",
        heading="",
        text="1\t出台政策\t2024年",
        start=28,
        end=40,
        cells=(
            Cell(column="任务", text="出台政策", start=30, end=34),
            Cell(column="完成时间", text="2024年", start=35, end=40),
        ),
    ),
)
NOTICE = Notice(
    id="建办〔2024〕1号",
    title="关于“试点”的通知",
    symbol="建办〔2024〕1号",
    issuer="",
    issued=date(2024, 7, 17),
    source="notice.txt",
    sha256="0" * 64,
    text=TEXT,
    items=ITEMS,
    repairs=(Repair(kind="joined-lines", detail="两行合为一行"),),
    dropped=(Dropped(kind="separator", text="|---|"),),
)
PLAIN = replace(NOTICE, id="没有文号的通知", symbol="", issued=None, items=(), repairs=(), dropped=())
CHUNKS = tuple(
    Chunk(
        notice=NOTICE.id,
        path=item.path,
        paths=(item.path,),
        start=item.start,
        end=item.end,
        text=item.text,
        context="通知 › 资金奖补",
        tokens=9,
    )
    for item in ITEMS[1:]
)
FACT = Fact(
    notice=NOTICE.id,
    path=("一", "1"),
    start=12,
    end=26,
    regions=("合肥",),
    headings=("给予资金奖补",),
    text=TEXT[12:26],
    amounts=(Amount(text="最高200万元", start=19, end=26, value=Decimal("2000000"), unit="元"),),
    lead="建设局",
    partners=("财政局",),
    due="2024年",
)
VECTORS = np.array([[1, 0], [0, 1]], np.float32)


def store_of(
    notices: tuple[Notice, ...], chunks: tuple[Chunk, ...], facts: tuple[Fact, ...], vectors: NDArray[np.float32]
) -> Store:
    return make_store(
        notices=notices,
        chunks=chunks,
        facts=facts,
        vectors=vectors,
        encoder_name="",
        encoder_fingerprint="encoder",
    )


def write(folder: Path, chunks: tuple[Chunk, ...] = CHUNKS) -> Store:
    store = store_of((NOTICE, PLAIN), chunks, (FACT,), VECTORS[: len(chunks)])
    write_store(folder, store, settings_fingerprint="settings")
    return store


def load(folder: Path) -> Store:
    return load_store(folder, settings_fingerprint="settings")


def generation(folder: Path) -> Generation:
    layout = Layout(folder=folder)
    return layout.generation(layout.current.read_text().split()[0])


def test_what_is_loaded_is_what_was_written(tmp_path: Path) -> None:
    written = write(tmp_path / "index")
    loaded = load(tmp_path / "index")
    assert (loaded.notices, loaded.chunks, loaded.facts) == ((NOTICE, PLAIN), CHUNKS, (FACT,))
    assert (loaded.encoder_name, loaded.encoder_fingerprint) == ("", "encoder")
    assert [hit.row for hit in loaded.words.search("出台政策", k=2)] == [1]
    assert loaded.words.search("合肥补贴", k=2) == written.words.search("合肥补贴", k=2)
    asked = np.array([0.6, 0.8], np.float32)
    assert [hit.row for hit in loaded.vectors.search(asked, k=2)] == [1, 0]
    assert loaded.vectors.search(asked, k=2) == written.vectors.search(asked, k=2)


def test_a_corpus_of_nothing_is_a_store_too(tmp_path: Path) -> None:
    write_store(tmp_path, store_of((), (), (), np.empty((0, 2), np.float32)), settings_fingerprint="settings")
    assert load(tmp_path).chunks == ()


def test_a_text_that_its_notice_holds_is_stored_once() -> None:
    written = dump_notices([NOTICE]).decode()
    assert written.count("合肥给予补贴") == 1
    ragged = replace(NOTICE, items=(replace(ITEMS[0], text="另一行"),))
    assert load_notices(dump_notices([ragged])) == (ragged,)


def test_what_a_notice_says_of_its_validity_is_stored_whole() -> None:
    notice = replace(
        NOTICE,
        issuers=("某市建设局", "某市财政局"),
        level="市",
        region="合肥",
        printed=date(2024, 7, 18),
        effective=date(2024, 8, 1),
        valid_until=date(2029, 7, 31),
        trial=True,
        repeals=(Reference(title="某办法", symbol="某办〔2019〕1号"), Reference(title="某规定")),
        repealed=True,
        addressees="各区建设局",
        copies="市政府办公室",
        disclosure="主动公开",
    )
    assert load_notices(dump_notices([notice])) == (notice,)


@pytest.mark.parametrize("spoilt", ["乡", "省级"])
def test_an_unknown_rank_of_issuer_is_refused(spoilt: str) -> None:
    written = dump_notices([replace(NOTICE, level="省")]).decode()
    with pytest.raises(ValueError, match="rank of issuer"):
        load_notices(written.replace('"省"', f'"{spoilt}"').encode())


def test_decimals_keep_their_digits() -> None:
    fact = replace(FACT, amounts=(replace(FACT.amounts[0], value=Decimal("0.10")),))
    (read,) = load_facts(dump_facts([fact], NOTICE), NOTICE)
    assert str(read.amounts[0].value) == "0.10"


@pytest.mark.parametrize(
    "record",
    [
        "{}",
        "[[]]",
        '[["一",1]]',
        "[null]",
        '[[["一"],0,999,[],[],null,[],"",[],""]]',
        '[[7,0,1,[],[],null,[],"",[],""]]',
    ],
)
def test_records_of_another_shape_are_refused(record: str) -> None:
    with pytest.raises((ValueError, TypeError, IndexError)):
        load_facts(record.encode(), NOTICE)


def test_where_nothing_was_built_the_hint_says_how(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="policy-rag build"):
        load(tmp_path / "none")


def test_a_program_that_is_not_found_by_its_name_is_named_as_it_was_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for begun, called in (("my env/bin/policy-rag", "'my env/bin/policy-rag'"), ("/usr/bin/pytest", "policy-rag")):
        monkeypatch.setattr("sys.argv", [begun, "serve"])
        assert build_command(Path("i")) == f"{called} build --index i"
    monkeypatch.setattr("sys.argv", ["/code/rag/__main__.py", "serve"])
    monkeypatch.setattr("sys.executable", "/env/bin/python")
    assert build_command(Path("i")) == "/env/bin/python -m rag build --index i"
    found = tmp_path / "policy-rag"
    found.touch(mode=0o755)
    monkeypatch.setattr("sys.argv", ["/env/bin/policy-rag", "serve"])
    assert build_command(Path("i")) == "policy-rag build --index i"


@pytest.mark.parametrize(
    "name",
    [
        *("notices.json", "chunks.json", "facts.json", "vectors.faiss", "manifest.json"),
        *("words/scores.npy", "words/rows.npy", "words/starts.npy", "words/vocabulary.json"),
    ],
)
@pytest.mark.parametrize("damage", ["missing", "truncated", "altered"])
def test_a_damaged_file_is_refused_with_a_hint(tmp_path: Path, name: str, damage: str) -> None:
    write(tmp_path)
    path = generation(tmp_path).folder / name
    content = path.read_bytes()
    changed = {"truncated": content[: len(content) // 2], "altered": content[:-1] + bytes([content[-1] ^ 1])}
    path.unlink()
    if damage != "missing":
        path.write_bytes(changed[damage])
    with pytest.raises(IndexMismatch, match="policy-rag build"):
        load(tmp_path)


@pytest.mark.parametrize("pointer", ["", "../../etc " + "0" * 64 + "\n", "20250101T000000000000Z " + "0" * 64 + "\n"])
def test_a_pointer_to_nowhere_is_refused_with_a_hint(tmp_path: Path, pointer: str) -> None:
    write(tmp_path)
    Layout(folder=tmp_path).current.write_text(pointer)
    with pytest.raises(IndexMismatch, match="policy-rag build"):
        load(tmp_path)


def test_other_settings_are_refused_with_a_hint(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(IndexMismatch, match=r"另一组设置.*policy-rag build"):
        load_store(tmp_path, settings_fingerprint="other")


def test_another_format_is_refused_with_a_hint(tmp_path: Path) -> None:
    def raise_format(manifest: dict[str, object]) -> None:
        manifest["format"] = 99

    write(tmp_path)
    rewrite_manifest(tmp_path, raise_format)
    with pytest.raises(IndexMismatch, match=r"第 99 版.*policy-rag build"):
        load(tmp_path)


def test_counts_that_do_not_agree_are_refused(tmp_path: Path) -> None:
    def miscount(manifest: dict[str, object]) -> None:
        manifest["counts"] = {"notices": 1}

    write(tmp_path)
    rewrite_manifest(tmp_path, miscount)
    with pytest.raises(IndexMismatch, match="应有"):
        load(tmp_path)


def rewrite_manifest(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change the manifest and make the pointer agree with it."""
    import hashlib

    path = generation(folder).manifest
    manifest = json.loads(path.read_bytes())
    change(manifest)
    path.write_text(json.dumps(manifest))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    Layout(folder=folder).current.write_text(f"{path.parent.name} {digest}\n")


def test_vectors_must_be_one_a_chunk() -> None:
    with pytest.raises(ValueError, match="each of 1 chunks, found 2"):
        store_of((NOTICE,), CHUNKS[:1], (), VECTORS)


def test_what_an_earlier_store_holds_of_a_notice_is_taken_and_not_made_again() -> None:
    then = store_of((PLAIN, NOTICE), CHUNKS, (FACT,), VECTORS)
    now = make_store(
        notices=(NOTICE,),
        chunks=[replace(chunk, context="深圳") for chunk in CHUNKS],
        facts=(FACT,),
        vectors=VECTORS,
        encoder_name="",
        encoder_fingerprint="encoder",
        kept=Kept(store=then, numbers=(1,)),
    )
    assert now.words.search("深圳", k=2) == ()
    assert [hit.row for hit in now.words.search("出台政策", k=2)] == [1]
    assert now.items.part(0) == then.items.part(1)


def test_a_chunk_of_another_notice_makes_no_store() -> None:
    with pytest.raises(ValueError, match="别的通知"):
        store_of((NOTICE,), (replace(CHUNKS[0], notice="别的通知"),), (), VECTORS[:1])


def test_a_failed_build_leaves_the_old_index_in_force(tmp_path: Path) -> None:
    write(tmp_path)
    before = Layout(folder=tmp_path).current.read_text()
    beyond = replace(CHUNKS[0], end=len(TEXT) + 1)
    with pytest.raises(ValueError, match="a span within"):
        write(tmp_path, chunks=(beyond,))
    assert Layout(folder=tmp_path).current.read_text() == before
    assert len(list(Layout(folder=tmp_path).generations.iterdir())) == 1
    assert load(tmp_path).chunks == CHUNKS


def test_what_a_crash_left_half_built_is_cleared_by_the_next_build(tmp_path: Path) -> None:
    write(tmp_path)
    (Layout(folder=tmp_path).generations / ".building-20250101T000000000000Z").mkdir()
    write(tmp_path)
    assert [path.name for path in Layout(folder=tmp_path).generations.iterdir() if path.name.startswith(".")] == []


def test_the_last_generations_are_kept(tmp_path: Path) -> None:
    written: list[str] = []
    for _ in range(KEPT + 2):
        write(tmp_path)
        written.append(generation(tmp_path).folder.name)
    assert sorted(path.name for path in Layout(folder=tmp_path).generations.iterdir()) == written[-KEPT:]
    assert load(tmp_path).chunks == CHUNKS


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    write(tmp_path)
    with Layout(folder=tmp_path).lock.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(RagError, match="另一个进程"):
            write(tmp_path)
    write(tmp_path)


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RagError, match="索引无法写入"):
        write(tmp_path / "file" / "index")


class Planted:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return (Path.touch, (self.path,))  # type: ignore[return-value]


@pytest.mark.parametrize("name", ["notices.json", "sources.json", "vectors.faiss", "words/scores.npy", "manifest.json"])
def test_a_planted_pickle_is_never_opened(tmp_path: Path, name: str) -> None:
    """Even one that the manifest vouches for."""
    write(tmp_path / "index")
    path = generation(tmp_path / "index").folder / name
    planted = io.BytesIO()
    content = np.array([Planted(tmp_path / "opened")], dtype=object)
    np.save(planted, content, allow_pickle=True)
    path.write_bytes(planted.getvalue() if name.endswith(".npy") else pickle.dumps(Planted(tmp_path / "opened")))
    if name != "manifest.json":
        rewrite_manifest(tmp_path / "index", lambda manifest: manifest["files"].update({name: hash_file(path)}))
    with pytest.raises(IndexMismatch):
        load(tmp_path / "index")
    assert not (tmp_path / "opened").exists()
    pickle.loads(pickle.dumps(Planted(tmp_path / "opened")))
    assert (tmp_path / "opened").exists()


def test_a_reader_goes_on_where_its_generation_is_cleared_away_under_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    read = store_module.read_pointer
    stale = read(Layout(folder=tmp_path))
    for _ in range(KEPT + 1):
        write(tmp_path)
    told = iter([stale])
    monkeypatch.setattr(store_module, "read_pointer", lambda layout: next(told, None) or read(layout))
    assert load(tmp_path).chunks == CHUNKS
