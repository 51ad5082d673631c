"""The corpus folder as an edit shall leave it: which files it has, and the moves that lead there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath

from rag.corpus import Source, content_of
from rag.errors import CorpusError
from rag.index.change import Move, copy_in, removed_name
from rag.index.generation import hash_file
from rag.index.listing import with_entry, without_entry


@dataclass(slots=True, kw_only=True)
class Plan:
    """The corpus as it shall be, while it is being thought out."""

    corpus: Path
    manifest: str | None
    sources: dict[str, Source]
    moves: list[Move]

    def in_order(self) -> list[Source]:
        """The files in the order in which the next build reads them: the manifest's, or that of their names."""
        listed = [*self.sources.values()]
        return listed if self.manifest is not None else sorted(listed, key=lambda one: PurePosixPath(one.name))

    def take_out(self, name: str) -> str:
        """Remove a file; returns where it is kept, or nothing where there is none to keep.

        One that `put_in` planned to bring is not brought: it never was in the corpus.
        """
        del self.sources[name]
        if self.manifest is not None:
            self.manifest = without_entry(self.manifest, name)
        coming = next((move for move in self.moves if move.target == name), None)
        if coming is not None:
            self.moves.remove(coming)
            return ""
        if not (self.corpus / name).is_file():
            return ""
        sha256 = hash_file(self.corpus / name)
        kept = removed_name(name, sha256)
        self.moves.append(Move(origin=name, target=kept, sha256=sha256))
        return kept

    def is_own(self, file: Path, name: str) -> bool:
        """Whether `file` is the file `name` of the corpus, and stays there."""
        leaves = any(move.origin == name for move in self.moves)
        return not leaves and (self.corpus / name).is_file() and file.samefile(self.corpus / name)

    def put_in(self, file: Path, name: str, sha256: str, *, address: str = "") -> None:
        """Add a file under `name`; where it lies there already, it stays."""
        path = file
        content = content_of(Source(path=file))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise CorpusError(f"文件 {file.name} 在读取时被改动。", hint="请等它写完后重试。")
        if name in self.sources and self.manifest is not None:
            self.manifest = without_entry(self.manifest, name)
        if not self.is_own(file, name):
            waiting = copy_in(self.corpus, name, content, sha256)
            self.moves.append(Move(origin=waiting, target=name, sha256=sha256))
            path = self.corpus / waiting
        listed = sha256 if self.manifest is not None else ""
        self.sources[name] = Source(path=path, name=name, sha256=listed, address=address)
        if self.manifest is not None:
            self.manifest = with_entry(self.manifest, name, sha256, address=address)

    def name_for(self, file: Path) -> str:
        """A name in the corpus that no other file has: beside the files that the manifest lists, or at the top."""
        corpus = self.corpus.absolute()
        if file.is_relative_to(corpus) and not any(part.startswith(".") for part in file.relative_to(corpus).parts):
            return file.relative_to(corpus).as_posix()
        beside = PurePosixPath(next(iter(self.sources), "")).parent if self.manifest is not None else PurePosixPath()
        plain = PurePosixPath(file.name)
        names = chain([plain], (plain.with_stem(f"{plain.stem}-{number}") for number in count(2)))
        leaving = {move.origin for move in self.moves}
        return next(
            name
            for name in ((beside / one).as_posix() for one in names)
            if name not in self.sources and (name in leaving or not (self.corpus / name).exists())
        )
