"""Cases written to the YAML files of a folder: added, replaced and dropped, each change in one step.

A folder holds a question set, or drafts, which may still lack their golds. The files are edited as text, so that
comments stay; what comes of it is read back as a question set before it takes the place of the old one.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from itertools import count
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any, cast

from eval.cases import PLACES, Address, Case, Kind, load, mapping, read_places, read_text
from eval.written import written
from rag.domain import Turn
from rag.errors import EvalError

WRITING = RLock()
"""Held by whoever looks at a folder in order to change it; one change at a time in one process."""


def add_cases(folder: FilePath, cases: Sequence[Case], *, comment: str = "", drafts: bool = False) -> None:
    """Add `cases` to the files of `folder`, which is made where it is missing; places that they name become known.

    Args:
        folder: Of a question set, or of drafts.
        cases: With ids that the folder does not have.
        comment: Lines that begin with ``#``, to stand above each of them.
        drafts: Whether cases may lack their golds.

    Raises:
        EvalError: the folder cannot be read or written, or would be no question set; it stays as it was.
    """
    with WRITING:
        changed: dict[str, list[str]] = {}
        for case in cases:
            blocks = changed.setdefault(f"{case.kind}.yaml", _blocks(folder / f"{case.kind}.yaml"))
            blocks.append(comment + to_yaml(case))
        _commit(folder, changed, cases, drafts=drafts)


def replace_case(folder: FilePath, case: Case, *, drafts: bool = False) -> None:
    """Put `case` in the place of the one of its id; the comments above it stay.

    Raises:
        EvalError: there is none, its file was edited into another form, or what comes of it is no question set.
    """
    with WRITING:
        path, blocks, at = _find(folder, case.id)
        block = _comments(blocks[at]) + to_yaml(case)
        if path.stem == case.kind:
            changed = {path.name: [*blocks[:at], block, *blocks[at + 1 :]]}
        else:
            moved = f"{case.kind}.yaml"
            changed = {moved: [*_blocks(folder / moved), block], path.name: [*blocks[:at], *blocks[at + 1 :]]}
        _commit(folder, changed, (case,), drafts=drafts)


def drop_case(folder: FilePath, case_id: str, *, drafts: bool = False) -> None:
    """Take the case of that id out, with the comments above it.

    Raises:
        EvalError: there is none, or its file was edited into another form.
    """
    with WRITING:
        path, blocks, at = _find(folder, case_id)
        _commit(folder, {path.name: [*blocks[:at], *blocks[at + 1 :]]}, (), drafts=drafts)


def comments_of(folder: FilePath, case_id: str) -> str:
    """The comments that stand above a case, without their signs, line by line.

    Raises:
        EvalError: there is none of that id, or its file was edited into another form.
    """
    _, blocks, at = _find(folder, case_id)
    return "".join(line.removeprefix("#").removeprefix(" ") for line in _comments(blocks[at]).splitlines(keepends=True))


def free_id(kind: Kind, taken: Collection[str]) -> str:
    """The first of ``fact-01``, ``fact-02``, … that is not taken."""
    return next(name for n in count(1) if (name := f"{kind}-{n:02}") not in taken)


def to_yaml(case: Case) -> str:
    """`case` as the one entry of a list; without the fields that hold nothing."""
    import yaml

    body = {field.name: _plain(getattr(case, field.name)) for field in fields(case)}
    filled = {name: value for name, value in body.items() if value not in ([], None)}
    return yaml.safe_dump([filled], allow_unicode=True, sort_keys=False, width=1000)


def _plain(value: object) -> object:
    if isinstance(value, Address):
        return {"doc": value.doc, "path": list(value.path)}
    if isinstance(value, Turn):
        return {"role": value.role, "content": value.content}
    return [_plain(one) for one in cast("tuple[object, ...]", value)] if isinstance(value, tuple) else value


def _blocks(path: FilePath) -> list[str]:
    """What stands between blank lines in a file; nothing where there is no file."""
    text = read_text(path) if path.is_file() else ""
    return [block.strip("\n") for block in text.split("\n\n") if block.strip()]


def _comments(block: str) -> str:
    return "".join(line + "\n" for line in block.splitlines() if line.startswith("#"))


def _find(folder: FilePath, case_id: str) -> tuple[FilePath, list[str], int]:
    """The file of a case, its blocks, and which of them is the case."""
    for path in sorted(folder.glob("*.yaml")):
        blocks = _blocks(path)
        found = [at for at, block in enumerate(blocks) if case_id in block and _ids(block) == [case_id]]
        if len(found) == 1:
            return path, blocks, found[0]
    raise EvalError(f"没有 {case_id!r} 这道题，或它的文件手工改动过。", hint=f"请刷新网页，或查看 {folder} 里的文件。")


def _ids(block: str) -> list[Any]:
    """The ids of the cases in a block."""
    return [mapping(one.body).get("id") for one in written(block, "block.yaml")]


def _commit(folder: FilePath, changed: Mapping[str, Sequence[str]], cases: Sequence[Case], *, drafts: bool) -> None:
    """Put files of these blocks in place, once they read as a question set with the others; without blocks, no file."""
    members = {name for case in cases for name in (*case.members, *case.members_also)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".") as name:
            trial = FilePath(name)
            for path in folder.glob("*.yaml"):
                shutil.copy(path, trial)
            new = [PLACES] if _add_places(trial / PLACES, members, needed=not drafts) else []
            for file, blocks in changed.items():
                (trial / file).write_text("\n\n".join(map(str.rstrip, blocks)) + "\n", encoding="utf-8")
                if not blocks:
                    (trial / file).unlink()
                new.append(file)
            left = any(path.name != PLACES for path in trial.glob("*.yaml"))
            load(trial, drafts=drafts or not left)
            for file in new:
                if (trial / file).is_file():
                    (trial / file).replace(folder / file)
                else:
                    (folder / file).unlink()
    except OSError as error:
        raise EvalError(f"题库 {folder.name} 写不了：{error.strerror}。", hint="请检查路径和权限。") from error


def _add_places(path: FilePath, members: Collection[str], *, needed: bool) -> bool:
    """Make `members` known in ``places.yaml``; returns whether it was written, which it always is where `needed`."""
    import yaml

    known = dict(read_places(path)) if path.is_file() else {}
    unknown = [name for name in sorted(members) if name not in known]
    if not unknown and (path.is_file() or not needed):
        return False
    body = {name: list(names) for name, names in known.items()} | {name: [] for name in unknown}
    path.write_text(yaml.safe_dump(body, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return True
