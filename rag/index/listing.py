"""manifest.toml as text: entries are added and taken out, and every other line stays as its author wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import pairwise
from typing import Any, cast

from rag.corpus import MANIFEST
from rag.errors import CorpusError
from rag.index.command import own_command

# the line that begins an entry: [[notice]]; not [notice], nor # [[notice]]
_BEGINS = re.compile(r"^[ \t]*\[\[[ \t]*notice[ \t]*\]\][^\n]*\n?", re.MULTILINE)
# comments and blank lines at the end of an entry, which speak of the next one
_TRAILING = re.compile(r"(?:^[ \t]*(?:#[^\n]*)?\n)*\Z", re.MULTILINE)


def with_entry(manifest: str, name: str, sha256: str, *, address: str = "") -> str:
    """`manifest` with an entry more.

    Args:
        manifest: The file's text.
        name: Of the file, below the corpus folder.
        sha256: Of its bytes.
        address: The notice's address, where it shall not be that of its 文号 or title.
    """
    fields = {"file": name, "sha256": sha256} | ({"address": address} if address else {})
    lines = "".join(f"{field} = {json.dumps(value, ensure_ascii=False)}\n" for field, value in fields.items())
    gap = "" if not manifest or manifest.endswith("\n\n") else "\n" if manifest.endswith("\n") else "\n\n"
    return f"{manifest}{gap}[[notice]]\n{lines}"


def without_entry(manifest: str, name: str) -> str:
    """`manifest` without the entry of the file `name`.

    Raises:
        CorpusError: it is written in a way that cannot be taken apart line by line.
    """
    starts = [match.start() for match in _BEGINS.finditer(manifest)]
    for start, end in pairwise([*starts, len(manifest)]):
        entry = manifest[start:end]
        if [one.get("file") for one in _entries(entry)] == [name]:
            tail = _TRAILING.search(entry)
            following = entry[tail.start() :].lstrip("\n") if tail is not None and end < len(manifest) else ""
            rest = manifest[:start] + following + manifest[end:]
            rest = rest if end < len(manifest) else rest.rstrip("\n") + "\n"
            if _entries(rest) == [one for one in _entries(manifest) if one.get("file") != name]:
                return rest
    raise CorpusError(
        f"清单 {MANIFEST} 里 {name} 的条目不能自动删去。", hint=f"请手工删去这个条目，再运行 {own_command()} build。"
    )


def _entries(text: str) -> list[dict[str, Any]]:
    try:
        found: Any = tomllib.loads(text).get("notice", [])
    except tomllib.TOMLDecodeError:
        return []
    return cast("list[dict[str, Any]]", found) if isinstance(found, list) else []
