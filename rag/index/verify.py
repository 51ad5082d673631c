"""Is everything as it should be: the index in force, those behind it, the encoder, and the corpus it was made from?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.corpus import MANIFEST, Source, all_files, check_hash, hash_source, sources_if_any
from rag.embed.encoder import open_encoder
from rag.errors import CorpusError, IndexMissing, RagError
from rag.index.command import build_command
from rag.index.fingerprint import reading_fingerprint
from rag.index.generation import Layout, Pointer, ancestry, corpus_of, read_manifest, read_pointer
from rag.index.intake import read_all
from rag.index.store import Store, load_store, open_generation
from rag.settings import Settings
from rag.text import squeeze

_NAMED = 10
"""Files that are named at most, of one kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    """``index``, ``encoder``, ``spans``, ``reading``, ``corpus``, ``unlisted``, ``pending`` or ``earlier``."""
    good: bool
    words: str


def verify(settings: Settings) -> tuple[Check, ...]:
    """Look at everything; what is wrong is a check that is not good, with what to do about it.

    Raises:
        IndexMissing: none was built yet.
        ModelMissing: the encoder cannot be opened.
    """
    return tuple(_checks(settings, Layout(folder=settings.index)))


def _checks(settings: Settings, layout: Layout) -> Iterator[Check]:
    if layout.pending.exists():
        words = f"有一项改动还没有做完；下一次 {build_command(layout.folder, corpus_of(layout))} 会先把它做完。"
        yield Check(name="pending", good=False, words=words)
    try:
        store = load_store(settings.index, settings_fingerprint=settings.index_fingerprint())
    except IndexMissing:
        raise
    except RagError as error:
        yield Check(name="index", good=False, words=str(error))
        return
    rebuild = f"请重建索引：{build_command(layout.folder, store.sources.corpus)}。"
    rows = f"{len(store.chunks)} 段 = {store.words.count} 组词 = {store.vectors.count} 个向量"
    yield Check(name="index", good=True, words=f"索引完整：{len(store.notices)} 份通知，{rows}，各文件的校验值相符。")
    yield _encoder(settings, store, rebuild)
    yield _spans(store, rebuild)
    same = store.reading == reading_fingerprint()
    words = "索引由本版读取程序读成。" if same else f"读取程序已更新。{rebuild}"
    yield Check(name="reading", good=same, words=words)
    yield _corpus(settings, store, rebuild)
    yield from _unlisted(settings, store)
    yield from _earlier(layout, read_pointer(layout))


def _encoder(settings: Settings, store: Store, rebuild: str) -> Check:
    encoder = open_encoder(settings.encoder)
    if encoder.fingerprint == store.encoder_fingerprint:
        return Check(name="encoder", good=True, words="向量模型与建索引时的相同。")
    made_with = store.encoder_name or "内置模型"
    return Check(name="encoder", good=False, words=f"索引是用另一个向量模型（{made_with}）建的。{rebuild}")


def _spans(store: Store, rebuild: str) -> Check:
    texts = {notice.id: notice.text for notice in store.notices}
    wrong = sum(texts[one.notice][one.start : one.end] != one.text for one in (*store.chunks, *store.facts))
    if not wrong:
        return Check(name="spans", good=True, words="每一段、每条事实都与通知原文逐字相符。")
    return Check(name="spans", good=False, words=f"{wrong} 处与通知原文不符。{rebuild}")


def _corpus(settings: Settings, store: Store, rebuild: str) -> Check:
    """Whether the corpus folder still holds what was indexed, and nothing more."""
    try:
        sources = {source.name: source for source in sources_if_any(settings.corpus)}
    except CorpusError as error:
        return Check(name="corpus", good=False, words=str(error))
    indexed = store.sources.by_name()
    lost = [name for name in indexed if name not in sources]
    changed = [name for name, file in indexed.items() if name in sources and not _is_as(sources[name], file.sha256)]
    kept = [name for name in changed if indexed[name].kept]
    changed = [name for name in changed if not indexed[name].kept]
    new = [sources[name] for name in sources if name not in indexed or not indexed[name].notice]
    tried = read_all(new, chunk_tokens=settings.chunk_tokens, known={}, on_progress=lambda _done, _of, _name: None)
    problems = {one.file: one for one in tried.problems}
    unread = [
        name
        for name, reading in tried.readings.items()
        if name not in indexed or not any(squeeze(one.text) == squeeze(reading.notice.text) for one in store.notices)
    ]
    told = [
        f"{words} {_named(names)}"
        for words, names in (
            ("已不在的文件", lost),
            ("改过的文件", changed),
            ("读不了或与清单不符、仍用上次读入内容的文件", kept),
            ("未收入的文件", unread),
        )
        if names
    ]
    if not told and not problems:
        return Check(name="corpus", good=True, words=f"政策库的 {len(sources)} 个文件与索引一致。")
    restore = "请先换回原文件或更新清单。" if kept else ""
    words = f"政策库与索引不一致：{'，'.join(told)}。{restore}{rebuild}" if told else "能读的文件都与索引一致。"
    if problems:
        reasons = "".join(f"\n    {one.message}{one.hint}" for one in problems.values())
        words += f"有 {len(problems)} 个文件读不了，重建也收不进：{reasons}"
    return Check(name="corpus", good=False, words=words)


def _unlisted(settings: Settings, store: Store) -> Iterator[Check]:
    """The files in the corpus folder that its manifest does not list: they are in no index."""
    if store.sources.manifest is None or not settings.corpus.is_dir():
        return
    listed = store.sources.by_name()
    try:
        names = [one.name for one in all_files(settings.corpus) if one.name not in listed and one.name != MANIFEST]
    except CorpusError:
        return  # told of the corpus
    if names:
        words = f"清单 {MANIFEST} 没有列出的文件不在索引里，不会据以作答：{_named(names)}。要收请用 policy-rag add。"
        yield Check(name="unlisted", good=True, words=words)


def _named(names: Sequence[str]) -> str:
    """How many files, and which: the first ones where there are many."""
    return f"{len(names)} 个（{'、'.join(names[:_NAMED])}{' 等' if len(names) > _NAMED else ''}）"


def _is_as(source: Source, sha256: str) -> bool:
    try:
        check_hash(source, sha256)
        return hash_source(source) == sha256
    except CorpusError:
        return False


def _earlier(layout: Layout, pointer: Pointer) -> Iterator[Check]:
    """Whether what a rollback would lead to is whole."""
    for one in [*ancestry(layout, pointer)][1:]:
        try:
            then = str(read_manifest(layout, one)["settings"])
            open_generation(layout, one, settings_fingerprint=then)
        except (RagError, OSError, ValueError, TypeError, KeyError, IndexError) as error:
            yield Check(name="earlier", good=False, words=f"较早的索引 {one.name} 已损坏，不能回退到它：{error}。")
        else:
            yield Check(name="earlier", good=True, words=f"较早的索引 {one.name} 完整，可以回退。")
