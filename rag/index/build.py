"""A corpus folder → a store: notices, chunks, facts, vectors and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.chunk import chunk_notice
from rag.corpus import read_corpus
from rag.domain import Chunk, Notice
from rag.embed.encoder import Encoder, open_encoder
from rag.facts import find_facts
from rag.index.store import Store, write_store
from rag.progress import OnProgress
from rag.settings import Settings
from rag.tokens import count_tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 1024
"""Chunks that are embedded at a time."""


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
    store: Store


def build_index(settings: Settings, *, on_progress: OnProgress) -> BuildReport:
    """Read the corpus and write a new index; the old one stays in force until the new one is whole.

    Raises:
        CorpusError: the corpus cannot be read.
        ParseError: a source file holds no text.
        ModelMissing: the encoder cannot be opened.
    """
    encoder = open_encoder(settings.encoder)
    notices = read_corpus(settings.corpus, on_progress=lambda done, of, name: on_progress("read", done, of, name))
    chunks: list[Chunk] = []
    for number, notice in enumerate(notices):
        on_progress("split", number, len(notices), notice.id)
        chunks.extend(chunk_notice(notice, max_tokens=settings.chunk_tokens, count_tokens=count_tokens))
    facts = tuple(fact for notice in notices for fact in find_facts(notice))
    vectors = _embed(encoder, chunks, on_progress)
    on_progress("store", 0, 1, "")
    store = write_store(
        settings.index,
        notices=notices,
        chunks=tuple(chunks),
        facts=facts,
        vectors=vectors,
        encoder_name=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        settings_fingerprint=settings.index_fingerprint(),
    )
    on_progress("store", 1, 1, "")
    return _report(notices, chunks, store)


def _embed(encoder: Encoder, chunks: Sequence[Chunk], on_progress: OnProgress) -> NDArray[np.float32]:
    """Vectors of the chunks' context and text: (n, dim) float32, rows of unit length."""
    import numpy as np

    batches: list[NDArray[np.float32]] = [np.empty((0, encoder.dim), np.float32)]
    for start in range(0, len(chunks), _BATCH):
        on_progress("embed", start, len(chunks), "")
        texts = [f"{chunk.context}\n{chunk.text}" for chunk in chunks[start : start + _BATCH]]
        batches.append(encoder.encode_passages(texts))
    on_progress("embed", len(chunks), len(chunks), "")
    return np.concatenate(batches)


def _report(notices: tuple[Notice, ...], chunks: list[Chunk], store: Store) -> BuildReport:
    items = [item for notice in notices for item in notice.items if item.path]
    return BuildReport(
        notices=len(notices),
        items=len(items),
        rows=sum(item.kind == "row" for item in items),
        characters=sum(not char.isspace() for notice in notices for char in notice.text),
        repairs=sum(len(notice.repairs) for notice in notices),
        chunks=len(chunks),
        facts=len(store.facts),
        store=store,
    )
