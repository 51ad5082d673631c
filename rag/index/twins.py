"""A new file and the notices that are here: the same, a version of one of them, or one more; and what is done then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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

Outcome = Literal["added", "replaced", "both", "same", "skipped", "outdone"]
"""What became of a file; `outdone`: another one of the same change took its place, and it is no part of the corpus."""


class Undecided(CorpusError):
    """Nobody said what to do with a twin: its file is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A new file, and the file here that holds a notice of the same address and another text."""

    file: Path
    new: Notice
    old: Notice
    old_file: str
    came: bool = False
    """Whether the old one is no file of the corpus yet, but came before the new one in the same change."""


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
    by: str = ""
    """Of one that is outdone: the file, as it was given, that took its place."""


@dataclass(slots=True, kw_only=True)
class Intake:
    """Files that are added one after the other in one change, and what the corpus holds after each."""

    plan: Plan
    notices: dict[str, Notice]
    """Those here by now, by the names of their files in the corpus."""
    on_twin: Callable[[Twin], Choice]
    _added: list[Added] = field(default_factory=list[Added])
    _known: list[tuple[str, Notice]] = field(init=False)
    """Every one that was here or came, whether or not it has given way since."""
    _put: dict[str, Added] = field(default_factory=dict[str, Added])
    """Names in the corpus → what became of the files that this change put there."""
    _heirs: dict[str, str] = field(default_factory=dict[str, str])
    """Hash of a file that gave way → the file, as it was given, that replaced it."""

    def __post_init__(self) -> None:
        self._known = [*self.notices.items()]

    def add(self, file: Path, notice: Notice) -> None:
        """Decide on one file; one that is word for word as any that was here or came before it takes nobody's place.

        Raises:
            CorpusError: it was changed while it was read, or what `on_twin` raises.
        """
        same = next(((name, one) for name, one in self._known if is_same(one, notice)), None)
        one = self._decide(file, notice) if same is None else _same(file, *same)
        self._added.append(one)
        if one.outcome in ("added", "replaced", "both"):
            self._put[one.name] = one
            self._known.append((one.name, one.notice))

    def outcome(self) -> tuple[Added, ...]:
        """What became of each file, in the order in which they were added, now that all are."""
        here = {notice.sha256 for notice in self.notices.values()}
        return tuple(
            one
            if one.outcome == "skipped" or one.notice.sha256 in here
            else replace(one, outcome="outdone", kept="", by=self._heirs[one.notice.sha256])
            for one in self._added
        )

    def chosen(self) -> Mapping[str, str]:
        """The names of the files that this change puts into the corpus → the addresses of their notices."""
        return {name: one.notice.id for name, one in self._put.items()}

    def _decide(self, file: Path, notice: Notice) -> Added:
        twins = twins_of(self.notices, notice)
        own = next((name for name in twins if self.plan.is_own(file, name)), None)
        told = own or nearest({name: self.notices[name] for name in twins}, notice)
        owner = told or next(iter(twins), None)
        address, kept, outcome = "", "", "added"
        if own is not None:
            outcome = "replaced"  # changed in its place, and given by name
        elif owner is not None:
            came = self._put.get(owner)
            old = self.notices[owner]
            choice = self.on_twin(Twin(file=file, new=notice, old=old, old_file=owner, came=came is not None))
            if choice == "skip":
                return Added(file=str(file), outcome="skipped", notice=notice, name=owner)
            if choice == "replace":
                if told is None:
                    raise _untold(file, notice, twins)
                address = "" if old.id == notice.id else old.id
                kept = self._give_way(owner, str(file))
                outcome = "replaced"
                if came is not None:  # what that one did, this one does in its place
                    outcome, kept = came.outcome, kept or came.kept
            else:
                outcome = "both"
                address = other_address(notice, file.stem, list(self.notices.values()))
        name = self.plan.name_for(file)
        self.plan.put_in(file, name, notice.sha256, address=address)
        if name in self.notices:
            self._heirs[self.notices[name].sha256] = str(file)
        self.notices[name] = replace(notice, id=address or notice.id)
        return Added(file=str(file), outcome=outcome, notice=self.notices[name], name=name, kept=kept)

    def _give_way(self, name: str, heir: str) -> str:
        """Take out the file `name`, which `heir` replaces; returns where it is kept."""
        self._heirs[self.notices.pop(name).sha256] = heir
        self._put.pop(name, None)
        return self.plan.take_out(name)


def _same(file: Path, name: str, notice: Notice) -> Added:
    return Added(file=str(file), outcome="same", notice=notice, name=name)


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
