"""How this program is called, as a hint says it."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

_PROGRAM = "policy-rag"
"""The name of this program, as it is installed."""


def build_command(folder: Path, corpus: str = "") -> str:
    """The command that makes the index in `folder` anew, as it is typed."""
    where = f" --corpus {shlex.quote(corpus)}" if corpus else ""
    return f"{own_command()} build{where} --index {shlex.quote(str(folder))}"


def own_command() -> str:
    """How this program is called from here: by its name where that is found, else as this process was begun."""
    begun = Path(sys.argv[0])
    if begun.stem == _PROGRAM and not shutil.which(_PROGRAM):
        return shlex.quote(str(begun))
    if begun.parts[-2:] == ("rag", "__main__.py"):
        return f"{shlex.quote(sys.executable)} -m rag"
    return _PROGRAM
