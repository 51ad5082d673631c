"""The index folder on disk: whole generations behind one pointer, one writer, each step synced before the next."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from rag.errors import IndexMissing, RagError
from rag.index import words as word_files
from rag.index.command import build_command
from rag.settings import KEPT

HALF_BUILT = ".building-"
"""What the name of a folder begins with until all of it is on disk."""

_FULL = ("No space left on device", "requested and")
"""What the libraries that write arrays and vectors say of a full disk: 3740 requested and 1520 written."""
_REASONS = {errno.EROFS: "文件夹是只读的", errno.EACCES: "没有写入的权限", errno.EPERM: "没有写入的权限"}

# Matches the content of CURRENT: a generation's name, a blank, and the SHA-256 of its manifest; must not
# match a name with a slash or dots, or a truncated hash.
_POINTER = re.compile(r"(?P<name>\d{8}T\d{12}Z) (?P<sha256>[0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """The paths of one whole index."""

    folder: Path

    @property
    def manifest(self) -> Path:
        """What the index holds and was made with, and the SHA-256 of every other file."""
        return self.folder / "manifest.json"

    @property
    def sources(self) -> Path:
        """The files of the corpus that it was made from."""
        return self.folder / "sources.json"

    @property
    def notices(self) -> Path:
        """The notices, a line each, without their items."""
        return self.folder / "notices.json"

    @property
    def items(self) -> Path:
        """The items of each notice, on a line."""
        return self.folder / "items.json"

    @property
    def columns(self) -> Path:
        """What all items say, in columns."""
        return self.folder / "items.arrays"

    @property
    def chunks(self) -> Path:
        """The chunks of each notice, on a line, in the order of the rows of words and vectors."""
        return self.folder / "chunks.json"

    @property
    def facts(self) -> Path:
        """The facts of each notice, on a line."""
        return self.folder / "facts.json"

    @property
    def words(self) -> Path:
        """Folder of the word index."""
        return self.folder / "words"

    @property
    def vectors(self) -> Path:
        """The vector index."""
        return self.folder / "vectors.faiss"

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file but the manifest."""
        words = (self.words / name for name in word_files.FILES)
        return (self.sources, self.notices, self.items, self.columns, self.chunks, self.facts, self.vectors, *words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The paths of an index folder."""

    folder: Path
    kept: int = KEPT
    """Generations that a writer leaves, the one in force among them: so far back can be rolled back."""

    @property
    def current(self) -> Path:
        """The pointer to the generation in force; replaced as a whole, never written into."""
        return self.folder / "CURRENT"

    @property
    def pending(self) -> Path:
        """A change of corpus and pointer that is decided and not yet carried out; there is none mostly."""
        return self.folder / "PENDING"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds locked."""
        return self.folder / "LOCK"

    @property
    def generations(self) -> Path:
        """Folder of the generations, whose names sort by age."""
        return self.folder / "generations"

    def generation(self, name: str) -> Generation:
        """The paths of the generation called `name`."""
        return Generation(folder=self.generations / name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Names a generation, and proves by the hash of its manifest that it is the one meant."""

    name: str
    sha256: str

    def line(self) -> str:
        """What CURRENT holds."""
        return f"{self.name} {self.sha256}\n"


def read_pointer(layout: Layout) -> Pointer:
    """The generation in force.

    Raises:
        IndexMissing: none was built yet.
        ValueError: the pointer cannot be understood.
        OSError: it cannot be read.
    """
    if not layout.current.is_file():
        raise IndexMissing(f"{layout.folder} 里还没有索引。", hint=f"请先建立索引：{build_command(layout.folder)}。")
    line = layout.current.read_text(encoding="ascii")
    pointer = parse_pointer(line)
    if pointer is None:
        raise ValueError(f"{layout.current.name} 的内容 {line[:80]!r} 无法识别")
    return pointer


def parse_pointer(line: str) -> Pointer | None:
    """The pointer that `line` is, or None."""
    match = _POINTER.fullmatch(line)
    return None if match is None else Pointer(name=match["name"], sha256=match["sha256"])


def corpus_of(layout: Layout) -> str:
    """The corpus folder that the last generation which still says so was made from; ``""`` where none does.

    For hints alone: what says so may be damaged itself.
    """
    if not layout.generations.is_dir():
        return ""
    for folder in sorted(layout.generations.iterdir(), reverse=True):
        generation = layout.generation(folder.name)
        for path in (generation.manifest, generation.sources):
            try:
                found: Any = json.loads(path.read_bytes())["corpus"]
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if isinstance(found, str) and Path(found).is_dir():
                return found
    return ""


def read_manifest(layout: Layout, pointer: Pointer) -> dict[str, Any]:
    """The manifest of the generation that `pointer` names.

    Raises:
        OSError: it is missing or unreadable.
        ValueError: it is not the one meant.
    """
    path = layout.generation(pointer.name).manifest
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != pointer.sha256:
        raise ValueError(f"{path.name} 的校验和应为 {pointer.sha256[:12]}…，实为 {found[:12]}…")
    return cast(dict[str, Any], json.loads(content))


def check_files(generation: Generation, hashes: dict[str, str]) -> None:
    """Make sure that every file of `generation` is there and as it was written.

    Raises:
        OSError: a file cannot be read.
        ValueError: one is missing, truncated or altered.
    """
    for path in generation.files:
        name = path.relative_to(generation.folder).as_posix()
        if not path.is_file():
            raise ValueError(f"缺少文件 {name}")
        found = hash_file(path)
        if found != hashes[name]:
            raise ValueError(f"{name} 的校验和应为 {hashes[name][:12]}…，实为 {found[:12]}…")


def new_name() -> str:
    """A name for a generation; names sort by time."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")


@contextmanager
def only_writer(layout: Layout) -> Generator[None]:
    """Hold the index folder, which is made where it is missing, against every other writer.

    Raises:
        RagError: another process is writing, or the folder cannot be written.
        OSError: a file elsewhere cannot be read or written.
    """
    try:
        layout.generations.mkdir(parents=True, exist_ok=True)
        layout.lock.touch()
        with locked(layout.lock, f"另一个进程正在 {layout.folder} 里建索引。"):
            yield
    except OSError as error:
        if not _is_within(layout.folder, error):
            raise
        decided = layout.pending.exists()
        raise RagError(
            f"索引无法写入 {layout.folder}：{reason_of(error)}。",
            hint=f"请检查磁盘空间和文件夹权限；{goes_on(layout) if decided else '原有索引没有改动。'}",
        ) from error


def reason_of(error: OSError) -> str:
    """Why a file could not be written, in words: 磁盘已满; libraries that write files tell it in their own."""
    if error.errno == errno.ENOSPC or any(words in str(error) for words in _FULL):
        return "磁盘已满"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def goes_on(layout: Layout) -> str:
    """What becomes of a change that is decided and not yet carried out."""
    command = build_command(layout.folder, corpus_of(layout))
    return f"改动已经记下，文件都还在；之后运行 {command} 会接着做完。"


def _is_within(folder: Path, error: OSError) -> bool:
    """Whether an error is of a file in `folder`, or, naming none, of one that was written there."""
    return error.filename is None or Path(os.fsdecode(error.filename)).absolute().is_relative_to(folder.absolute())


@contextmanager
def locked(path: Path, busy: str) -> Generator[None]:
    """Hold a file, or a folder, locked; the lock goes with the process, however it ends.

    Raises:
        RagError: another process holds it; the message is `busy`.
        OSError: it cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise RagError(busy, hint="请等它完成后再试。") from error
    finally:
        os.close(descriptor)


def swap(layout: Layout, pointer: Pointer) -> None:
    """Put the generation that `pointer` names in force, in one step."""
    put(layout.current, pointer.line().encode("ascii"))


def put(path: Path, content: bytes) -> None:
    """Write a file as a whole: at every moment it is the old one or the new one, and the new one is on disk."""
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    sync(beside)
    os.replace(beside, path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Make sure that a file's content, or a folder's entries, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def ancestry(layout: Layout, pointer: Pointer) -> Iterator[Pointer]:
    """`pointer`, the generation it was made after, and so on, as far as they are kept."""
    following: Pointer | None = pointer
    while following is not None and layout.generation(following.name).manifest.is_file():
        yield following
        following = parse_pointer(str(read_manifest(layout, following).get("parent", "")))


def prune(layout: Layout) -> None:
    """Remove what crashed builds left, and all generations but the last ones; the lock is held.

    Where the pointer cannot be understood, whole generations are left alone.
    """
    try:
        last = zip(range(layout.kept), ancestry(layout, read_pointer(layout)), strict=False)
        kept = {pointer.name for _, pointer in last}
    except IndexMissing:
        kept = set[str]()
    except (OSError, ValueError):
        kept = {path.name for path in layout.generations.iterdir() if not path.name.startswith(HALF_BUILT)}
    for path in layout.generations.iterdir():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
