"""A new file and the notices that are here: the same, a version of one of them, or one more; and what is done then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rag.corpus import other_address
from rag.domain import Notice
from rag.errors import CorpusError
from rag.index.nearest import nearest
from rag.index.plan import Plan
from rag.text import squeeze

Choice = Literal["replace", "both", "skip"]
"""What to do with a file whose notice is here already with another text."""

Outcome = Literal["added", "replaced", "both", "same", "skipped"]


class Undecided(CorpusError):
    """Nobody said what to do with a twin: its file is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A new file, and the file here that holds a notice of the same address and another text."""

    file: Path
    new: Notice
    old: Notice
    old_file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one file that was to be added."""

    file: str
    """As it was given."""
    outcome: Outcome
    notice: Notice
    name: str
    """In the corpus: the new file, or the one that holds the same."""
    kept: str = ""
    """Where the replaced file is, in the corpus."""


def add_to(
    plan: Plan, notices: dict[str, Notice], file: Path, notice: Notice, *, on_twin: Callable[[Twin], Choice]
) -> Added:
    """Decide on one file; `notices` are those here by file name, and follow."""
    owner = next((name for name, one in notices.items() if is_same(one, notice)), None)
    if owner is not None:
        return Added(file=str(file), outcome="same", notice=notices[owner], name=owner)
    twins = twins_of(notices, notice)
    own = next((name for name in twins if plan.is_own(file, name)), None)
    told = own or nearest({name: notices[name] for name in twins}, notice)
    owner = told or next(iter(twins), None)
    address, kept, outcome = "", "", "added"
    if own is not None:
        outcome = "replaced"  # changed in its place, and given by name
    elif owner is not None:
        choice = on_twin(Twin(file=file, new=notice, old=notices[owner], old_file=owner))
        if choice == "skip":
            return Added(file=str(file), outcome="skipped", notice=notice, name=owner)
        if choice == "replace":
            if told is None:
                raise _untold(file, notice, twins)
            outcome = "replaced"
            address = "" if notices[owner].id == notice.id else notices[owner].id
            kept = plan.take_out(owner)
            del notices[owner]
        else:
            outcome = "both"
            address = other_address(notice, file.stem, list(notices.values()))
    name = plan.name_for(file)
    plan.put_in(file, name, notice.sha256, address=address)
    notices[name] = replace(notice, id=address or notice.id)
    return Added(file=str(file), outcome=outcome, notice=notices[name], name=name, kept=kept)


def twins_of(notices: Mapping[str, Notice], notice: Notice) -> list[str]:
    """Files whose notice has the address of `notice`, and those that were kept beside it: its own address first."""
    first = [name for name, one in notices.items() if one.id == notice.id]
    if not first:
        return []
    beside = [
        name
        for name, one in notices.items()
        if one.id != notice.id
        and (one.symbol == notice.symbol if notice.symbol else not one.symbol and one.title == notice.title)
    ]
    return first + beside


def _untold(file: Path, notice: Notice, twins: Sequence[str]) -> Undecided:
    return Undecided(
        f"{file.name} 的文号 {notice.id} 在库里有 {len(twins)} 份（{'、'.join(twins)}），看不出要换下哪一份。",
        hint="请先用 policy-rag remove 移出要换下的那一份，再收新的（仍要两份都留就加 --keep-both）。",
    )


def is_same(one: Notice, other: Notice) -> bool:
    """Whether two files hold one notice, word for word."""
    return one.sha256 == other.sha256 or (one.id == other.id and squeeze(one.text) == squeeze(other.text))
