"""A corpus folder → a store: notices, chunks, facts, vectors and words; what is known already is not made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rag.corpus import Problem, Settled, Source, manifest_of, read_sources
from rag.embed.encoder import Encoder, open_encoder
from rag.errors import CorpusError, IndexMismatch
from rag.index.change import undisturbed, writing
from rag.index.embedding import vectors_of
from rag.index.fingerprint import reading_fingerprint
from rag.index.generation import Layout, Pointer, prune, read_manifest, swap
from rag.index.held import Held, Settlement, come_of, gone_of, held_of, known_of, settle_with
from rag.index.intake import Key, read_all
from rag.index.items import ROW
from rag.index.lazy import Chained
from rag.index.reading import Reading
from rag.index.sources import File, Sources
from rag.index.store import Kept, Made, Store, make_store, open_generation, pointer_in_force, write_generation
from rag.progress import OnProgress
from rag.settings import Settings
from rag.text import squeeze

NOTHING: Mapping[Key, Reading] = {}
NO_ADDRESSES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build read."""

    notices: int
    items: int
    """Units with an address."""
    rows: int
    """Table rows."""
    characters: int
    """Non-blank characters of the sources that stand in the text."""
    repairs: int
    chunks: int
    facts: int
    fresh: int
    """Files that were read; the others are as the last build read them."""
    encoded: int
    """Chunks whose vectors were computed."""
    problems: tuple[Problem, ...]
    """Files that could not be read; of some, the index holds what was read before."""
    notes: tuple[str, ...]
    """What else the user may want to know, a line each."""
    store: Store
    unchanged: bool
    """Whether the index is the one that was there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A store in memory, with what became of each file."""

    store: Store
    settled: Settled
    problems: tuple[Problem, ...]
    gone: tuple[str, ...] = ()
    """A line for each notice whose file is no more in the corpus."""
    come: tuple[str, ...] = ()
    """A line for each notice whose file was laid in the corpus since the index was made."""
    fresh: int
    encoded: int
    unchanged: bool = False
    """Whether `store` is the one that was there."""


def build_index(
    settings: Settings, *, on_progress: OnProgress, strict: bool = False, anew: bool = False
) -> BuildReport:
    """Read the corpus and write a new index; the old one stays in force until the new one is whole.

    Args:
        settings: Names the corpus and the index.
        on_progress: Told of each step.
        strict: Whether one file that cannot be read stops the build.
        anew: Whether all is read and computed again, changed or not.

    Raises:
        CorpusError: the corpus cannot be read, no file of it can, or `strict` and one cannot.
        ModelMissing: the encoder cannot be opened.
        RagError: another process is writing, or the folder cannot be written.
    """
    read_sources(settings.corpus)
    encoder = open_encoder(settings.encoder)
    layout = Layout(folder=settings.index, kept=settings.keep)
    with writing(layout):
        sources = read_sources(settings.corpus)  # once more: a change that was left half done is done now
        last = last_store(layout, settings)
        previous = None if anew else last
        built = make(
            settings,
            sources,
            manifest=manifest_of(settings.corpus),
            encoder=encoder,
            previous=previous,
            fallback=last,
            on_progress=on_progress,
        )
        if built.problems and (strict or len(built.problems) == len(sources)):
            first, *others = built.problems
            more = f"（另有 {len(others)} 个文件也读不了）" if others else ""
            stays = "原有的索引没有改动。" if last is not None else ""
            raise CorpusError(f"{first.message}{more}{stays}", hint=first.hint)
        on_progress("store", 0, 1, "")
        store = keep_or_write(layout, settings, built, previous)
        on_progress("store", 1, 1, "")
    return report_of(replace(built, store=store))


def last_store(layout: Layout, settings: Settings) -> Store | None:
    """The store in force, as far as it can be built upon: None where there is none, or none that is whole."""
    try:
        pointer = pointer_in_force(layout)
        if pointer is None:
            return None
        settings_then = str(read_manifest(layout, pointer)["settings"])
        store = open_generation(layout, pointer, settings_fingerprint=settings_then)
    except (IndexMismatch, OSError, ValueError, TypeError, KeyError, IndexError):
        return None
    return (
        store
        if settings_then == settings.index_fingerprint()
        else replace(store, chunks=Chained(()), facts=Chained(()))
    )


def make(
    settings: Settings,
    sources: Sequence[Source],
    *,
    manifest: str | None,
    encoder: Encoder,
    previous: Store | None,
    fallback: Store | None = None,
    also: Mapping[Key, Reading] = NOTHING,
    chosen: Mapping[str, str] = NO_ADDRESSES,
    on_progress: OnProgress,
) -> Built:
    """The store of `sources` in memory, `previous` itself where nothing changed; what it knows is taken from it.

    Args:
        settings: Names the corpus, and how it is split.
        sources: Its files.
        manifest: Its manifest.toml, None where it has none.
        encoder: Embeds the chunks.
        previous: The store in force, where it may be built upon.
        fallback: What stands in for files that cannot be read now; None for `previous`.
        also: Readings that are known beside those of `previous`.
        chosen: Names of files → the addresses that the user gave them, before any file that lies there with a claim.
        on_progress: Told of each step.
    """
    before = fallback or previous
    held: Mapping[str, Held] = {} if before is None else held_of(before, chunk_tokens=settings.chunk_tokens)
    known: Mapping[Key, Reading] = {} if previous is None else known_of(previous, held)
    read = read_all(
        sources,
        chunk_tokens=settings.chunk_tokens,
        known={**known, **also},
        on_progress=lambda done, of, name: on_progress("read", done, of, name),
    )
    addresses = {} if before is None else {file.name: file.notice for file in before.sources.files}
    settlement = settle_with(sources, read, held, known={**addresses, **chosen})
    settled = settlement.settled
    readings = {name: settlement.readings[name].at(notice.id) for name, notice in settled.notices.items()}
    gone = gone_of(held, sources, [*settled.notices.values()])
    come = () if before is None else come_of(before.sources, settled.notices)
    files = _sources(settings.corpus, manifest, sources, readings, settlement)
    built = partial(Built, settled=settled, problems=settlement.problems, gone=gone, come=come)
    if previous is not None and not read.fresh and _is_built_so(previous, files, encoder):
        return built(store=previous, fresh=0, encoded=0, unchanged=True)
    chunks = Chained([reading.chunks for reading in readings.values()])
    kept = None
    if previous is not None:
        kept = Kept(store=previous, numbers=[reading.number for reading in readings.values()])
    vectors = vectors_of(chunks, encoder, kept=kept, on_progress=on_progress)
    store = make_store(
        notices=[reading.notice for reading in readings.values()],
        chunks=chunks,
        facts=Chained([reading.facts for reading in readings.values()]),
        vectors=vectors.rows,
        encoder_name=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        sources=files,
        reading=reading_fingerprint(),
        kept=kept if previous is not None and previous.reading == reading_fingerprint() else None,
    )
    return built(store=store, fresh=read.fresh, encoded=vectors.encoded)


def keep_or_write(layout: Layout, settings: Settings, built: Built, previous: Store | None) -> Store:
    """Put what was built in force, or leave what is there where nothing changed; returns the store in force."""
    if built.store is previous:
        return built.store
    pointer = write(layout, settings, built.store)
    with undisturbed():
        swap(layout, pointer)
        prune(layout)
    return replace(built.store, pointer=pointer)


def _is_built_so(previous: Store, files: Sources, encoder: Encoder) -> bool:
    """Whether `previous` is what would be built of `files`."""
    made = (previous.reading, previous.encoder_fingerprint) == (reading_fingerprint(), encoder.fingerprint)
    return made and previous.sources == files and len(previous.chunks) == previous.words.count


def write(layout: Layout, settings: Settings, store: Store) -> Pointer:
    """Write `store` as a generation that is not in force yet."""
    made = Made(settings_fingerprint=settings.index_fingerprint(), parent=pointer_in_force(layout))
    return write_generation(layout, store, made)


def report_of(built: Built) -> BuildReport:
    """What was read, in figures."""
    notices, items = built.store.notices, built.store.items
    return BuildReport(
        notices=len(notices),
        items=len(items) - int(items.heads.sum()),
        rows=int(items.has(ROW).sum()),
        characters=sum(len(squeeze(notice.text)) for notice in notices),
        repairs=sum(len(notice.repairs) for notice in notices),
        chunks=len(built.store.chunks),
        facts=len(built.store.facts),
        fresh=built.fresh,
        encoded=built.encoded,
        problems=built.problems,
        notes=(*built.gone, *built.settled.notes),
        store=built.store,
        unchanged=built.unchanged,
    )


def _sources(
    corpus: Path,
    manifest: str | None,
    sources: Sequence[Source],
    indexed: Mapping[str, Reading],
    settlement: Settlement,
) -> Sources:
    by_name = {source.name: source for source in sources}
    files: list[File] = []
    for name, reading in settlement.readings.items():
        address = indexed[name].notice.id if name in indexed else ""
        if name in settlement.kept:
            files.append(replace(settlement.kept[name], notice=address))
        else:
            said = by_name[name].said()
            files.append(File(name=name, sha256=reading.notice.sha256, notice=address, said=said))
    return Sources(corpus=str(corpus.absolute()), files=tuple(files), manifest=manifest)
