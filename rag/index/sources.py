"""What an index was made from: the files of the corpus, by name and hash, and the addresses they got."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of the corpus that was read."""

    name: str
    """Path below the corpus folder, with slashes."""
    sha256: str
    notice: str
    """Address of the notice in it; ``""`` for a file that adds none, because another holds the same text."""
    said: str = ""
    """What the manifest said of it beyond the text, as JSON."""
    kept: bool = False
    """Whether it could not be read last, and what was read of it before stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All of them."""

    corpus: str = field(compare=False)
    """The corpus folder, for hints; ``""`` where the index was made from none. It may be moved with its files."""
    files: tuple[File, ...]
    manifest: str | None
    """manifest.toml of the corpus as it was read; None where it has none."""

    def by_name(self) -> Mapping[str, File]:
        """The files by their names."""
        return {file.name: file for file in self.files}


def dump_sources(sources: Sources) -> bytes:
    """The sources as JSON."""
    files = [[file.name, file.sha256, file.notice, file.said] for file in sources.files]
    record = {"corpus": sources.corpus, "manifest": sources.manifest, "files": files}
    record |= {"kept": [file.name for file in sources.files if file.kept]}
    return json.dumps(record, ensure_ascii=False, indent=0).encode()


def load_sources(content: bytes) -> Sources:
    """The sources that `dump_sources` wrote.

    Raises:
        ValueError, KeyError, TypeError: `content` is not what `dump_sources` writes.
    """
    record: Any = json.loads(content)
    kept = frozenset(record.get("kept", ()))  # an index written before files were kept has none
    files = tuple(
        File(name=str(name), sha256=str(sha256), notice=str(notice), said=str(said), kept=name in kept)
        for name, sha256, notice, said in record["files"]
    )
    return Sources(corpus=str(record["corpus"]), files=files, manifest=cast("str | None", record["manifest"]))
