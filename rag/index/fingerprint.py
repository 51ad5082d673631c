"""A fingerprint of all that decides what is read in a file: the code, its data, and the libraries that open files."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_RAG = Path(__file__).resolve().parent.parent
_READERS = (
    *("domain.py", "text.py", "numerals.py", "regions.py", "glossary.py", "tokens.py", "address.py"),
    "mentions.py",
    *("corpus.py", "chunk.py", "facts.py", "saying.py", "validity.py", "index/items.py", "index/words.py"),
)
"""Files of this package that a reading depends on, or what is kept of it in columns; beside all of ``parse``."""
_LIBRARIES = ("opencc", "python-docx", "openpyxl", "pdfplumber", "pdfminer.six", "pypdf", "lxml")


@cache
def reading_fingerprint() -> str:
    """Twelve hexadecimal characters; where they differ, a file is read again."""
    digest = hashlib.sha256()
    for path in reading_files():
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()[:12]


def reading_files() -> tuple[Path, ...]:
    """The code and the data that a reading depends on."""
    data = (path for path in (_RAG / "data").iterdir() if path.suffix != ".md")
    return (*(_RAG / name for name in _READERS), *sorted((_RAG / "parse").rglob("*.py")), *sorted(data))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
