"""The fingerprint of the reading covers all code that a reading runs through."""

from __future__ import annotations

import ast
from pathlib import Path

from rag.index import fingerprint
from rag.settings import PROJECT


def imported(path: Path) -> set[str]:
    """The files of this project that `path` imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("rag"):
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    files = {name.replace(".", "/") + ".py" for name in names}
    return {file for file in files if (PROJECT / file).is_file()}


def test_every_file_that_a_reading_runs_through_is_in_it():
    todo, seen = {"rag/corpus.py", "rag/chunk.py", "rag/facts.py", "rag/tokens.py"}, set[str]()
    while todo:
        file = todo.pop()
        seen.add(file)
        todo |= imported(PROJECT / file) - seen
    covered = {path.relative_to(PROJECT).as_posix() for path in fingerprint.reading_files()}

    assert sorted(seen - covered - {"rag/errors.py"}) == []


def test_it_is_the_same_for_the_same_code():
    first = fingerprint.reading_fingerprint()
    fingerprint.reading_fingerprint.cache_clear()

    assert fingerprint.reading_fingerprint() == first
    assert len(first) == 12
