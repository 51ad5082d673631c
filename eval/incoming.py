"""A file of cases looked at case by case: which can be asked of the notices, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any, cast

from eval.cases import (
    KINDS,
    Address,
    Case,
    language_asked,
    mapping,
    named_places,
    one_line,
    places_of,
    read_case,
    read_text,
)
from eval.golds import doubts, faults_of
from eval.writing import free_id
from eval.written import Written, written
from rag.address import find_items
from rag.domain import Notice
from rag.errors import EvalError, UnknownAddress

_ADDRESSES = ("cite", "cite_any", "cite_also")
_LISTS = (*_ADDRESSES, "facts", "absent", "members", "members_also")
MOST_ENTRIES = 2000
"""Of one file that joins a question set."""
_UNNAMED = "new"
"""Id of an entry that gives none, until it gets a free one."""
# matches list-07 and 奖补_3; not "a b", <b> or an id of several lines
_ID = re.compile(r"[\w.-]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a file: the case that it is, or why it is none."""

    line: int
    """On which it begins, from 1."""
    id: str
    question: str
    case: Case | None
    """None where it cannot be asked."""
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """What is odd about a case that can be asked all the same."""


def check_folder(folder: FilePath, notices: Sequence[Notice]) -> Mapping[str, tuple[Entry, ...]]:
    """Every entry of every file of a question set, by the file's name.

    Raises:
        EvalError: a file cannot be opened, or the folder holds no questions.
    """
    places = places_of(folder)
    files = [path for kind in KINDS if (path := folder / f"{kind}.yaml").is_file()]
    if not files:
        raise EvalError(f"题库文件夹 {str(folder)!r} 里没有题目。", hint="请放入 list.yaml、fact.yaml 等文件。")
    corpus = {notice.id: notice for notice in notices}
    read: dict[str, list[Entry]] = {
        path.name: [_entry(one, places, corpus, kind=path.stem) for one in written(read_text(path), path.name)]
        for path in files
    }
    told = doubts([one.case for entries in read.values() for one in entries if one.case is not None])
    owners: dict[str, str] = {}
    for file, entries in read.items():
        for at, one in enumerate(entries):
            if one.id and owners.setdefault(one.id, f"{file}:{one.line}") != f"{file}:{one.line}":
                entries[at] = replace(one, case=None, faults=(*one.faults, f"题号重复，{owners[one.id]} 也用了"))
            else:
                entries[at] = replace(one, doubts=told.get(one.id, ()))
    return {file: tuple(entries) for file, entries in read.items()}


def incoming(text: str, name: str, notices: Sequence[Notice], present: Iterable[Case]) -> tuple[Entry, ...]:
    """The entries of a file that is to join a question set.

    What an entry may leave out is filled in: its id, kind, language and half, and that it is answerable. Its sources
    may be written as people write them. An id that the set has makes way for the next free one.

    Args:
        text: What stands in the file.
        name: Of the file.
        notices: In which the golds must stand.
        present: The cases that the set has.

    Raises:
        EvalError: there are more than `MOST_ENTRIES`.
    """
    corpus = {notice.id: notice for notice in notices}
    found, kept = written(text, name), list(present)
    if len(found) > MOST_ENTRIES:
        raise EvalError(f"文件 {name} 有 {len(found)} 条，超过 {MOST_ENTRIES} 条。", hint="请拆成几个文件。")
    entries: list[Entry] = []
    taken = {case.id for case in kept}
    for one in found:
        entry = _entry(_filled(one, notices), None, corpus)
        if entry.case is not None:
            fresh = entry.case.id in {_UNNAMED, *taken} or not _ID.fullmatch(entry.case.id)
            case = _tidy(replace(entry.case, id=free_id(entry.case.kind, taken)) if fresh else entry.case)
            kept.append(case)
            taken.add(case.id)
            entry = replace(entry, id=case.id, case=case)
        entries.append(entry)
    told = doubts(kept)
    return tuple(one if one.case is None else replace(one, doubts=_told(one.case, told)) for one in entries)


def _told(case: Case, told: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    held_back = ("保留题：只在命令行用 --split test 跑，网页上不列出",) if case.split == "test" else ()
    return (*told.get(case.id, ()), *held_back)


def _tidy(case: Case) -> Case:
    """`case` with every text on one line, as the files of a set hold it."""
    return replace(
        case,
        question=one_line(case.question),
        history=tuple(replace(turn, content=one_line(turn.content)) for turn in case.history),
        facts=tuple(tuple(map(one_line, fact)) for fact in case.facts),
        absent=tuple(map(one_line, case.absent)),
        members=tuple(map(one_line, case.members)),
        members_also=tuple(map(one_line, case.members_also)),
    )


def _entry(
    one: Written, places: Mapping[str, Sequence[str]] | None, corpus: Mapping[str, Notice], *, kind: str | None = None
) -> Entry:
    """One entry, whose places are `places`; None where it may name any."""
    body = mapping(one.body)
    told = Entry(
        line=one.line,
        id="" if _names(body) == _UNNAMED else _names(body),
        question=one_line(str(body.get("question", ""))),
        case=None,
    )
    if one.fault:
        return replace(told, faults=(one.fault,))
    if not body:
        return replace(told, faults=(f"不是一道题，而是 {one.body!r}",))
    known = dict.fromkeys(named_places(body), ()) if places is None else places
    try:
        case = read_case(body, where="", places=known, kind=kind)
    except EvalError as error:
        return replace(told, faults=(f"{error.message}{error.hint}",))
    found = faults_of(case, known, corpus, nearby=True)
    faults = tuple(f"{fault.why}；{fault.near}" if fault.near else fault.why for fault in found)
    return replace(told, case=None if faults else case, faults=faults)


def _names(body: Mapping[str, Any]) -> str:
    """The id that an entry gives; ``""`` where it gives none."""
    given = body.get("id")
    return given if isinstance(given, str) else ""


def _filled(one: Written, notices: Sequence[Notice]) -> Written:
    """An entry with what it left out, and with its sources in the form of the files."""
    given = dict(mapping(one.body))
    if one.fault or not given:
        return one
    given |= {field: [given[field]] for field in _LISTS if isinstance(given.get(field), str)}
    question = one_line(str(given.get("question", "")))
    answerable = given.get("answerable", given.get("kind") != "unanswerable")
    usual: dict[str, Any] = {
        "id": _UNNAMED,
        "kind": "followup" if given.get("history") else "fact" if answerable else "unanswerable",
        "language": language_asked(question),
        "split": "dev",
        "answerable": answerable,
    }
    try:
        sources = {
            field: [_address(source, notices) for source in cast("list[Any]", given[field])]
            for field in _ADDRESSES
            if isinstance(given.get(field), list)
        }
    except UnknownAddress as error:
        return replace(one, fault=error.message)
    return replace(one, body={**usual, **given, **sources})


def _address(value: object, notices: Sequence[Notice]) -> object:
    """A source as people write it in the form of the files; any other as it is."""
    if not isinstance(value, str):
        return value
    place = address_of(value, notices)
    return {"doc": place.doc, "path": list(place.path)}


def address_of(line: str, notices: Sequence[Notice]) -> Address:
    """The item that `line` names as people write it.

    Raises:
        UnknownAddress: there is none.
    """
    notice, path, _ = find_items(line, notices)
    return Address(doc=notice.id, path=path)
