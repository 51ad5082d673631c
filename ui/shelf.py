"""Files that wait to be taken into the corpus: what they would become there, and taking them in. Every name is data."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal

from rag.corpus import Problem, Source
from rag.domain import Notice
from rag.errors import CorpusError
from rag.index.edit import EditReport, add_files, remove_notice
from rag.index.intake import read_all
from rag.index.nearest import nearest
from rag.index.rollback import RolledBack, roll_back
from rag.index.twins import Choice, Twin, is_same, twins_of
from rag.progress import OnProgress
from rag.settings import Settings
from rag.text import squeeze

MOST_BYTES = 50 * 1024**2
"""Size of one file at most."""
MOST_WAITING = 200
"""Files that wait at most; the oldest make way."""
LONGEST_NAME = 60
"""Characters of a file's name without its ending: at most 240 bytes."""
LONGEST_ENDING = 8

Standing = Literal["new", "same", "twin"]
"""What a notice is to those that are here: another one, one of them word for word, or one with another text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A notice that is here, or waits to be, and has something in common with one that waits."""

    notice: Notice
    waits: bool = False
    """Whether it is none that is here, but one that waits as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that waits, and what it would become; without a notice it cannot be read, as `problem` says."""

    token: str
    """By which it is named from then on; ``""`` for one that was not kept."""
    name: str
    notice: Notice | None = None
    problem: Problem | None = None
    standing: Standing = "new"
    kin: tuple[Kin, ...] = ()
    """The one that it is word for word; or its twins, all of them; or those of the same title under another 文号."""
    replaces: Kin | None = None
    """The one of its twins that it would replace; None where there are several and nothing tells which."""


class Shelf:
    """Where files wait, and the changes that the page makes to the corpus; safe to use from many threads."""

    def __init__(self, settings: Settings, folder: Path, *, on_changed: Callable[[], None], local: bool = True) -> None:
        """Begin with nothing waiting.

        Args:
            settings: Names the corpus and the index.
            folder: Where files wait; empty, and this shelf's own.
            on_changed: Called when the index has changed; returns when answers come from the new one.
            local: Whether only this machine reaches the page.
        """
        self.settings = settings
        self.local = local
        self._folder = folder
        self._on_changed = on_changed
        self._waiting: dict[str, Path] = {}
        self._read: dict[str, Notice] = {}
        self._lock = Lock()

    def place(self, name: str) -> tuple[str, Path]:
        """A token, and where the content of a new file with that name is to be written."""
        token = secrets.token_urlsafe(12)
        path = self._folder / token / safe_name(name)
        path.parent.mkdir()
        with self._lock:
            self._waiting[token] = path
            surplus = list(self._waiting)[:-MOST_WAITING]
        for old in surplus:
            self.forget(old)
        return token, path

    def look(self, token: str, notices: Sequence[Notice], *, beside: Collection[str]) -> Candidate:
        """What the waiting file would become; one that cannot be read, or adds nothing, waits no more.

        Args:
            token: Of the file.
            notices: Those that are here.
            beside: The tokens of what else waits on the same page; what others may have sent is not looked at.

        Raises:
            CorpusError: it waits no more.
        """
        path = self._path(token)
        read = read_all(
            [Source(path=path, name=path.name)],
            chunk_tokens=self.settings.chunk_tokens,
            known={},
            on_progress=_tell_nobody,
        )
        if read.problems:
            self.forget(token)
            return Candidate(token="", name=path.name, problem=read.problems[0])
        notice = read.readings[path.name].notice
        found = self._stand(token, notice, notices, beside)
        with self._lock:
            if token in self._waiting:
                self._read[token] = notice
        return found

    def again(self, tokens: Sequence[str], notices: Sequence[Notice]) -> tuple[Candidate, ...]:
        """What those of `tokens` that still wait would become now, in their order, as a page loaded anew asks."""
        with self._lock:
            read = {token: self._read[token] for token in tokens if token in self._read}
        return tuple(self._stand(token, notice, notices, [*read][:n]) for n, (token, notice) in enumerate(read.items()))

    def _stand(self, token: str, notice: Notice, notices: Sequence[Notice], beside: Collection[str]) -> Candidate:
        """What a waiting file that was read as `notice` would become."""
        with self._lock:
            waiting = [Kin(notice=one, waits=True) for other, one in self._read.items() if other in beside]
        name = self._path(token).name
        found = candidate_of(token, name, notice, [*(Kin(notice=one) for one in notices), *waiting])
        if not found.token:
            self.forget(token)
        return found

    def forget(self, token: str) -> None:
        """Let a waiting file go; nothing where it waits no more."""
        with self._lock:
            path = self._waiting.pop(token, None)
            self._read.pop(token, None)
        if path is not None:
            shutil.rmtree(path.parent, ignore_errors=True)

    def take_in(self, chosen: Mapping[str, Choice | None], on_progress: OnProgress) -> EditReport:
        """Add waiting files to corpus and index, as ``policy-rag add`` does; then they wait no more.

        Args:
            chosen: Token → what to do where the notice is here already with another text; None where it was not asked.
            on_progress: Told of each step.

        Raises:
            CorpusError: one waits no more, or its notice has come in between with another text.
            RagError: as `add_files`.
        """
        choices: dict[Path, Choice | None] = {self._path(token): choice for token, choice in chosen.items()}

        def decide(twin: Twin) -> Choice:
            choice = choices[twin.file]
            if choice is None:
                words = f"库里已有 {twin.old.id}，与 {twin.file.name} 文字不同。"
                raise CorpusError(words, hint="请选择换成新的，或两份都留。")
            return choice

        report = add_files(self.settings, [*choices], on_twin=decide, on_progress=on_progress)
        for token in chosen:
            self.forget(token)
        self._on_changed()
        return report

    def remove(self, notice: str, on_progress: OnProgress) -> EditReport:
        """Take a notice out, as ``policy-rag remove`` does.

        Raises:
            RagError: as `remove_notice`.
        """
        report = remove_notice(self.settings, notice, on_progress=on_progress)
        self._on_changed()
        return report

    def roll_back(self) -> RolledBack:
        """Take the last change back, as ``policy-rag rollback`` does.

        Raises:
            RagError: as `roll_back`.
        """
        done = roll_back(self.settings)
        self._on_changed()
        return done

    def _path(self, token: str) -> Path:
        with self._lock:
            path = self._waiting.get(token)
        if path is None:
            raise CorpusError("有文件已不在等候。", hint="请重新选择文件。")
        return path


def candidate_of(token: str, name: str, notice: Notice, known: Sequence[Kin]) -> Candidate:
    """What `notice` is to those that are `known`; without a token where there is nothing to take in."""
    same = next((one for one in known if is_same(one.notice, notice)), None)
    if same is not None:
        return Candidate(token="", name=name, notice=notice, standing="same", kin=(same,))
    by_place = {str(place): one for place, one in enumerate(known)}
    notices = {place: one.notice for place, one in by_place.items()}
    twins = {place: notices[place] for place in twins_of(notices, notice)}
    if twins:
        nearer = nearest(twins, notice)
        return Candidate(
            token=token,
            name=name,
            notice=notice,
            standing="twin",
            kin=tuple(by_place[place] for place in twins),
            replaces=None if nearer is None else by_place[nearer],
        )
    title = squeeze(notice.title)
    return Candidate(
        token=token, name=name, notice=notice, kin=tuple(one for one in known if squeeze(one.notice.title) == title)
    )


def _tell_nobody(done: int, of: int, name: str) -> None:
    """One file is read too soon for a bar."""


def safe_name(name: str) -> str:
    """`name` as the name of one file: without folders, control characters, leading dots, and not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(char for char in last if char.isprintable()).strip().lstrip(".~ ")
    stem, dot, ending = printable.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return f"{stem.strip()[:LONGEST_NAME] or 'notice'}{dot}{ending[:LONGEST_ENDING]}"
