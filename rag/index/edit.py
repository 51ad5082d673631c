"""Notices are added and removed: corpus folder and index go together from one state to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.corpus import Problem, Source, all_files, manifest_of, read_sources, sources_if_any
from rag.domain import Notice
from rag.embed.encoder import Encoder, open_encoder
from rag.index.build import NO_ADDRESSES, NOTHING, BuildReport, Built, last_store, make, report_of, write
from rag.index.change import Change, changing, clear_incoming, commit, nothing_left, undisturbed, writing
from rag.index.generation import Layout, prune
from rag.index.intake import Key, key_of, read_all
from rag.index.naming import Guess, notice_named, refuse_guess
from rag.index.owner import check_owner
from rag.index.plan import Plan
from rag.index.reading import Reading
from rag.index.store import Store
from rag.index.twins import Added, Choice, Intake, Twin, Undecided
from rag.progress import OnProgress
from rag.settings import Settings


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
    with changing(settings.corpus), writing(layout), nothing_left(layout, settings.corpus):
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
        intake = Intake(plan=plan, notices=dict(here.settled.notices), on_twin=on_twin)
        for name, reading in read.readings.items():
            try:
                intake.add(Path(name), reading.notice)
            except Undecided as error:
                problems.append(Problem(file=name, message=error.message, hint=error.hint))
        added = intake.outcome()
        build = None
        if any(one.outcome in ("added", "replaced", "both") for one in added):
            fresh = {key_of(source, read.readings[source.name].notice.sha256): read.readings[source.name]
                     for source in new if source.name in read.readings}  # fmt: skip
            build = _commit(
                layout, settings, encoder, plan, here.store, on_progress, also=fresh, chosen=intake.chosen()
            )
    return EditReport(
        added=added, problems=tuple(problems), build=build, notes=() if build is None else (*here.gone, *here.come)
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
        asked = [name for name, of in here.settled.asked.items() if of == owner]
        kept, *_ = [plan.take_out(name) for name in (owner, *copies)]
        along = tuple(
            _comes_anew(name, owner) if name in here.settled.notices else _goes_along(name, owner, plan.take_out(name))
            for name in asked
        )
        build = _commit(layout, settings, encoder, plan, here.store, on_progress)
    return EditReport(removed=((notice, kept),), build=build, notes=(*here.gone, *here.come, *along))


def _comes_anew(name: str, owner: str) -> str:
    """Of a file that stood as it was read last, because it was changed to bear the 文号 of the one that is removed."""
    return f"{name} 在政策库里改过，与移出的 {owner} 文号相同；现按改过的内容收入。"


def _goes_along(name: str, owner: str, kept: str) -> str:
    """Of a file that was never taken in because of the one that is removed, and must not take its place unasked."""
    return f"{name} 与移出的 {owner} 文号相同而文字不同，没有收入过；一并移到 {kept}，没有删除。"


def _begin(layout: Layout, settings: Settings, encoder: Encoder, on_progress: OnProgress) -> tuple[Plan, Built]:
    """The corpus as it is, and its store in memory; the locks are held."""
    clear_incoming(settings.corpus)
    listed = sources_if_any(settings.corpus)
    plan = Plan(
        corpus=settings.corpus,
        manifest=manifest_of(settings.corpus),
        sources={source.name: source for source in listed},
        moves=[],
    )
    previous = last_store(layout, settings)
    here = make(settings, listed, manifest=plan.manifest, encoder=encoder, previous=previous, on_progress=on_progress)
    return plan, here


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
    plan: Plan,
    here: Store,
    on_progress: OnProgress,
    *,
    also: Mapping[Key, Reading] = NOTHING,
    chosen: Mapping[str, str] = NO_ADDRESSES,
) -> BuildReport:
    """Build the planned corpus upon `here`, then change corpus and index in one step."""
    built = make(
        settings,
        plan.in_order(),
        manifest=plan.manifest,
        encoder=encoder,
        previous=here,
        also=also,
        chosen=chosen,
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
