"""Vectors of chunks: those that an earlier store holds, and computed ones for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.domain import Chunk
from rag.embed.encoder import Encoder
from rag.index.lazy import Chained
from rag.index.store import Kept
from rag.progress import OnProgress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 1024
"""Chunks that are embedded at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """The vectors of some chunks."""

    rows: NDArray[np.float32]
    """(n, dim), one of unit length a chunk, or zero for one without a known token."""
    encoded: int
    """Chunks whose vectors were computed."""


def vectors_of(chunks: Chained[Chunk], encoder: Encoder, *, kept: Kept | None, on_progress: OnProgress) -> Vectors:
    """The vectors of what is searched of `chunks`.

    Args:
        chunks: The chunks of each notice of a new store.
        encoder: Makes the vectors that are not known.
        kept: What an earlier store holds. Of the notices that it holds otherwise, chunks may still read the same.
        on_progress: Told of each step.
    """
    import numpy as np

    vectors = np.empty((len(chunks), encoder.dim), np.float32)
    missing = [*range(len(chunks))]
    if kept is not None and kept.store.encoder_fingerprint == encoder.fingerprint:
        known = _known(chunks, kept)
        vectors[[*known]] = kept.store.vectors.rows()[[*known.values()]]
        missing = [row for row in missing if row not in known]
    for start in range(0, len(missing), _BATCH):
        on_progress("embed", start, len(missing), "")
        batch = missing[start : start + _BATCH]
        vectors[batch] = encoder.encode_passages([chunks[row].searched for row in batch])
    on_progress("embed", len(missing), len(missing), "")
    return Vectors(rows=vectors, encoded=len(missing))


def _known(chunks: Chained[Chunk], kept: Kept) -> dict[int, int]:
    """Rows of `chunks` with the rows of the earlier store that hold the same."""
    known: dict[int, int] = {}
    changed: list[int] = []
    for at, number in enumerate(kept.numbers):
        rows = range(*chunks.starts[at : at + 2])
        if number is None:
            changed += rows
        else:
            known |= zip(rows, kept.store.rows_of(number), strict=True)
    if changed:
        left = set(range(len(kept.store.chunks.parts))).difference(kept.numbers)
        rows_by_text = {kept.store.chunks[row].searched: row for number in left for row in kept.store.rows_of(number)}
        found = ((row, rows_by_text.get(chunks[row].searched)) for row in changed)
        known |= {row: then for row, then in found if then is not None}
    return known
