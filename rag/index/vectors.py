"""Door to faiss: an index of unit vectors by inner product, exact, or a graph (HNSW) for a huge corpus."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.index.hits import Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXACT_UP_TO = 200_000
"""Vectors up to which every one is compared; above, a graph is walked."""

_LINKS = 32
"""Neighbours of a vector in the graph."""
_BUILD_WIDTH = 200
"""Candidates kept while the graph is built."""
_SEARCH_WIDTH = 256
"""Candidates kept while it is walked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorIndex:
    """Vectors that can be searched.

    Attributes:
        count: Vectors in it.
        dim: Length of a vector.
        faiss_index: The ``faiss.Index``; no other module touches it.
    """

    count: int
    dim: int
    faiss_index: Any

    @classmethod
    def build(cls, vectors: NDArray[np.float32], *, exact_up_to: int = EXACT_UP_TO) -> VectorIndex:
        """Index `vectors`; row i of a hit is ``vectors[i]``.

        Args:
            vectors: (n, dim) float32, rows of unit length, or zero for a text without a known token.
            exact_up_to: Rows up to which the search is exact.

        Raises:
            ValueError: the shape is not (n, dim).
        """
        import faiss
        import numpy as np

        if vectors.ndim != 2:
            raise ValueError(f"expected vectors of shape (n, dim), found {vectors.shape!r}")
        count, dim = vectors.shape
        if count <= exact_up_to:
            index: Any = faiss.IndexFlatIP(dim)
        else:
            index = faiss.IndexHNSWFlat(dim, _LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = _BUILD_WIDTH
            index.hnsw.efSearch = _SEARCH_WIDTH
        if count:
            index.add(np.ascontiguousarray(vectors, np.float32))
        return cls(count=count, dim=dim, faiss_index=index)

    def rows(self) -> NDArray[np.float32]:
        """The vectors: (count, dim) float32, in the order they were given."""
        import numpy as np

        if not self.count:
            return np.empty((0, self.dim), np.float32)
        return self.faiss_index.reconstruct_n(0, self.count)

    def score(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The inner products of `vector`, (dim,), with those at `rows`, (n,): (n,) float32; 0 of an empty index."""
        import numpy as np

        if not len(rows) or not self.count:
            return np.zeros(len(rows), np.float32)
        return self.faiss_index.reconstruct_batch(rows) @ vector

    def save(self, path: Path) -> None:
        """Write the index to the file `path`.

        Raises:
            OSError: the file cannot be written.
        """
        import faiss

        try:
            faiss.write_index(self.faiss_index, str(path))
        except RuntimeError as error:
            raise OSError(f"{path.name}: {error}") from error

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read the index that `save` wrote.

        Raises:
            OSError: the file is missing or unreadable.
            ValueError: it is no index by inner product.
        """
        import faiss

        path.stat()
        try:
            index: Any = faiss.read_index(str(path))
        except RuntimeError as error:
            raise ValueError(f"{path.name} is no vector index: {error}") from error
        if index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise ValueError(f"expected a vector index by inner product, found metric {index.metric_type!r}")
        return cls(count=int(index.ntotal), dim=int(index.d), faiss_index=index)

    def search(self, vector: NDArray[np.float32], *, k: int) -> tuple[Hit, ...]:
        """The `k` rows nearest to `vector`, best first, ties by row; none where `vector` is zero.

        Args:
            vector: (dim,) float32 of unit length, or zero for a question without a known token.
            k: Hits at most.

        Raises:
            ValueError: the vector is of another length.
        """
        import numpy as np

        if vector.shape != (self.dim,):
            raise ValueError(f"expected a vector of shape ({self.dim},), found {vector.shape!r}")
        if not self.count or not k or not vector.any():
            return ()
        asked = np.ascontiguousarray(vector[np.newaxis], np.float32)
        scores, rows = self.faiss_index.search(asked, min(k, self.count))
        hits = [
            Hit(row=int(row), score=float(score)) for score, row in zip(scores[0], rows[0], strict=True) if row >= 0
        ]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.row)))
