"""Notices are added and removed: corpus folder and index go together from one state to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Literal

from rag.corpus import Problem, Source, all_files, content_of, manifest_of, other_address, read_sources
from rag.domain import Notice
from rag.embed.encoder import Encoder, open_encoder
from rag.errors import CorpusError, UnknownAddress
from rag.index.build import BuildReport, Built, last_store, make, report_of, write
from rag.index.change import (
    Change,
    Move,
    changing,
    clear_incoming,
    commit,
    copy_in,
    removed_name,
    undisturbed,
    writing,
)
from rag.index.generation import Layout, hash_file, prune
from rag.index.intake import Key, key_of, read_all
from rag.index.listing import with_entry, without_entry
from rag.index.naming import Guess, notice_named
from rag.index.nearest import nearest
from rag.index.owner import check_owner
from rag.index.reading import Reading
from rag.index.store import Store
from rag.progress import OnProgress
from rag.settings import Settings
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EditReport:
    """What an edit did; `build` is None where there was nothing to do."""

    added: tuple[Added, ...] = ()
    removed: tuple[tuple[Notice, str], ...] = ()
    """Notices with the place that keeps their file; ``""`` where it was there no more."""
    notes: tuple[str, ...] = ()
    """What else became of the corpus since the last build, a line each."""
    problems: tuple[Problem, ...] = ()
    """Files that were not added."""
    build: BuildReport | None = None


@dataclass(slots=True, kw_only=True)
class _Plan:
    """The corpus as it shall be, while it is being thought out."""

    corpus: Path
    manifest: str | None
    sources: dict[str, Source]
    moves: list[Move]

    def in_order(self) -> list[Source]:
        """The files in the order in which the next build reads them: the manifest's, or that of their names."""
        listed = [*self.sources.values()]
        return listed if self.manifest is not None else sorted(listed, key=lambda one: PurePosixPath(one.name))

    def take_out(self, name: str) -> str:
        """Remove a file; returns where it is kept, or nothing where there is none to keep."""
        del self.sources[name]
        if self.manifest is not None:
            self.manifest = without_entry(self.manifest, name)
        if not (self.corpus / name).is_file():
            return ""
        sha256 = hash_file(self.corpus / name)
        kept = removed_name(name, sha256)
        self.moves.append(Move(origin=name, target=kept, sha256=sha256))
        return kept

    def is_own(self, file: Path, name: str) -> bool:
        """Whether `file` is the file `name` of the corpus."""
        return (self.corpus / name).is_file() and file.samefile(self.corpus / name)

    def put_in(self, file: Path, name: str, sha256: str, *, address: str = "") -> None:
        """Add a file under `name`; where it lies there already, it stays."""
        path = file
        content = content_of(Source(path=file))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise CorpusError(f"文件 {file.name} 在读取时被改动。", hint="请等它写完后重试。")
        if name in self.sources and self.manifest is not None:
            self.manifest = without_entry(self.manifest, name)
        if not self.is_own(file, name):
            waiting = copy_in(self.corpus, name, content, sha256)
            self.moves.append(Move(origin=waiting, target=name, sha256=sha256))
            path = self.corpus / waiting
        listed = sha256 if self.manifest is not None else ""
        self.sources[name] = Source(path=path, name=name, sha256=listed, address=address)
        if self.manifest is not None:
            self.manifest = with_entry(self.manifest, name, sha256, address=address)


def add_files(
    settings: Settings,
    files: Sequence[Path],
    *,
    on_twin: Callable[[Twin], Choice],
    on_progress: OnProgress,
) -> EditReport:
    """Copy `files` into the corpus and index them; a file that cannot be read is left out and stops no other.

    Args:
        settings: Names the corpus and the index; both are made where both are missing.
        files: The files.
        on_twin: Asked what to do with a file whose notice is here already with another text. It may raise: after
            `Undecided` that file is left out and told, after any other error nothing is changed.
        on_progress: Told of each step.

    Raises:
        CorpusError: the manifest cannot be used, or the index is that of another corpus.
        RagError: another process is writing, or a folder cannot be written.
    """
    layout = Layout(folder=settings.index, kept=settings.keep)
    encoder = open_encoder(settings.encoder)
    check_owner(layout, settings.corpus)
    with changing(settings.corpus), writing(layout):
        plan, here = _begin(layout, settings, encoder, on_progress)
        wanted, problems = _expand(files)
        new = [Source(path=path, name=str(path)) for path in wanted]
        read = read_all(
            new,
            chunk_tokens=settings.chunk_tokens,
            known={},
            on_progress=lambda done, of, name: on_progress("read", done, of, name),
        )
        problems += read.problems
        notices = dict(here.settled.notices)
        added: list[Added] = []
        for name, reading in read.readings.items():
            try:
                added.append(_add(plan, notices, Path(name), reading.notice, on_twin=on_twin))
            except Undecided as error:
                problems.append(Problem(file=name, message=error.message, hint=error.hint))
        build = None
        if any(one.outcome in ("added", "replaced", "both") for one in added):
            fresh = {key_of(source, read.readings[source.name].notice.sha256): read.readings[source.name]
                     for source in new if source.name in read.readings}  # fmt: skip
            build = _commit(layout, settings, encoder, plan, here.store, on_progress, also=fresh)
    return EditReport(
        added=tuple(added), problems=tuple(problems), build=build, notes=() if build is None else here.gone
    )


def refuse_guess(guess: Guess) -> bool:
    """Take a notice out only where it is named exactly: its address is exact, whichever others bear its 文号.

    Raises:
        UnknownAddress: it is not.
    """
    if guess.beside:
        return True
    raise UnknownAddress(
        f"“{guess.typed}”不是完整的文号、标题、地址或文件名；它对上的是 {guess.notice.id}（{guess.file}）。",
        hint="请写完整；在命令行确认就是它，可以加 --yes。",
    )


def refuse_several(guess: Guess) -> bool:
    """Take no notice out that was typed as a 文号, where several bear it.

    Raises:
        UnknownAddress: always.
    """
    files = "、".join((guess.file, *guess.beside))
    raise UnknownAddress(
        f"“{guess.typed}”能对上 {1 + len(guess.beside)} 份通知。",
        hint=f"请写其中一份的文件名：{files}；确实是 {guess.file}，可以加 --yes。",
    )


def remove_notice(
    settings: Settings,
    reference: str,
    *,
    on_guess: Callable[[Guess], bool] = refuse_guess,
    on_progress: OnProgress,
) -> EditReport:
    """Take a notice out of the index, and its file out of the corpus, into a hidden folder that keeps it.

    Args:
        settings: Names the corpus and the index.
        reference: The notice's address, 文号, title or file name.
        on_guess: Asked whether the notice is meant that `reference` only hints at, or that is not the only one of
            its 文号; after an error nothing is changed.
        on_progress: Told of each step.

    Raises:
        UnknownAddress: no notice or several fit `reference`.
        CorpusError: the corpus or its manifest cannot be used, or the index is that of another corpus.
        RagError: another process is writing, or a folder cannot be written.
    """
    layout = Layout(folder=settings.index, kept=settings.keep)
    encoder = open_encoder(settings.encoder)
    read_sources(settings.corpus)
    check_owner(layout, settings.corpus)
    with changing(settings.corpus), writing(layout):
        plan, here = _begin(layout, settings, encoder, on_progress)
        notice = notice_named(reference, here.store)
        if isinstance(notice, Guess):
            if not on_guess(notice):
                return EditReport()
            notice = notice.notice
        owner = next(name for name, one in here.settled.notices.items() if one.id == notice.id)
        copies = [name for name, of in here.settled.copies.items() if of == owner]
        kept = [plan.take_out(name) for name in (owner, *copies)]
        build = _commit(layout, settings, encoder, plan, here.store, on_progress, also={})
    return EditReport(removed=((notice, kept[0]),), build=build, notes=here.gone)


def _begin(layout: Layout, settings: Settings, encoder: Encoder, on_progress: OnProgress) -> tuple[_Plan, Built]:
    """The corpus as it is, and its store in memory; the locks are held."""
    clear_incoming(settings.corpus)
    listed = _sources_if_any(settings.corpus)
    plan = _Plan(
        corpus=settings.corpus,
        manifest=manifest_of(settings.corpus),
        sources={source.name: source for source in listed},
        moves=[],
    )
    previous = last_store(layout, settings)
    here = make(settings, listed, manifest=plan.manifest, encoder=encoder, previous=previous, on_progress=on_progress)
    return plan, here


def _sources_if_any(corpus: Path) -> tuple[Source, ...]:
    """The files of `corpus`; none where it is empty, which the first added file ends."""
    empty = manifest_of(corpus) is None and next(all_files(corpus), None) is None
    return () if empty else read_sources(corpus)


def _expand(files: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """The files, and for a folder all files in it, each once; and those that are given and are never taken in."""
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for file in files:
        given = file.absolute()
        inside = [source.path for source in all_files(given)] if given.is_dir() else [given]
        if given.is_symlink():
            words, hint = f"{file} 是符号链接，不收入。", "请给出它所指的文件本身。"
        elif given.name.startswith((".", "~")):
            words, hint = f"{file} 是隐藏文件或编辑器的临时文件，不收入。", "确实要收，请另存为不以 . 或 ~ 开头的名字。"
        elif not inside:
            words, hint = f"文件夹 {file} 里没有文件。", "隐藏文件和符号链接不收入；请检查路径。"
        else:
            found |= dict.fromkeys(inside)
            continue
        problems.append(Problem(file=str(given), message=words, hint=hint))
    return [*found], problems


def _commit(
    layout: Layout,
    settings: Settings,
    encoder: Encoder,
    plan: _Plan,
    here: Store,
    on_progress: OnProgress,
    *,
    also: Mapping[Key, Reading],
) -> BuildReport:
    """Build the planned corpus upon `here`, then change corpus and index in one step."""
    built = make(
        settings,
        plan.in_order(),
        manifest=plan.manifest,
        encoder=encoder,
        previous=here,
        also=also,
        on_progress=on_progress,
    )
    on_progress("store", 0, 1, "")
    pointer = write(layout, settings, built.store)
    with undisturbed():
        commit(layout, Change(corpus=plan.corpus, moves=tuple(plan.moves), manifest=plan.manifest, pointer=pointer))
        clear_incoming(settings.corpus)
        prune(layout)
        on_progress("store", 1, 1, "")
        return report_of(built)


def _add(
    plan: _Plan, notices: dict[str, Notice], file: Path, notice: Notice, *, on_twin: Callable[[Twin], Choice]
) -> Added:
    """Decide on one file; `notices` are those here by file name, and follow."""
    owner = next((name for name, one in notices.items() if is_same(one, notice)), None)
    if owner is not None:
        return Added(file=str(file), outcome="same", notice=notices[owner], name=owner)
    twins = twins_of(notices, notice)
    owner = next((name for name in twins if plan.is_own(file, name)), None)
    told = owner or nearest({name: notices[name] for name in twins}, notice)
    address, kept, outcome = "", "", "added"
    if owner is None and twins:
        owner = told or twins[0]
    if owner is not None and plan.is_own(file, owner):
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
    name = _name_for(plan, file)
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


def _name_for(plan: _Plan, file: Path) -> str:
    """A name in the corpus that no other file has: beside the files that the manifest lists, or at the top."""
    corpus = plan.corpus.absolute()
    if file.is_relative_to(corpus) and not any(part.startswith(".") for part in file.relative_to(corpus).parts):
        return file.relative_to(corpus).as_posix()
    beside = PurePosixPath(next(iter(plan.sources), "")).parent if plan.manifest is not None else PurePosixPath()
    plain = PurePosixPath(file.name)
    names = chain([plain], (plain.with_stem(f"{plain.stem}-{number}") for number in count(2)))
    leaving = {move.origin for move in plan.moves}
    return next(
        name
        for name in ((beside / one).as_posix() for one in names)
        if name not in plan.sources and (name in leaving or not (plan.corpus / name).exists())
    )
