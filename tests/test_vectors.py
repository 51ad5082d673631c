"""The vector index: nearest rows with exact inner products."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.index.hits import Hit
from rag.index.vectors import VectorIndex

VECTORS = np.array([[1, 0], [0.6, 0.8], [0, 1], [0, 0]], np.float32)


def hits(*pairs: tuple[int, float]) -> tuple[Hit, ...]:
    return tuple(Hit(row=row, score=pytest.approx(score, abs=1e-6)) for row, score in pairs)


def test_the_nearest_rows_come_first_with_their_inner_products() -> None:
    index = VectorIndex.build(VECTORS)
    assert index.search(np.array([0.8, 0.6], np.float32), k=3) == hits((1, 0.96), (0, 0.8), (2, 0.6))


def test_k_may_exceed_the_rows_and_ties_come_by_row() -> None:
    index = VectorIndex.build(VECTORS[[2, 0, 2]])
    assert index.search(np.array([0, 1], np.float32), k=9) == hits((0, 1), (2, 1), (1, 0))


def test_a_zero_question_finds_nothing() -> None:
    assert VectorIndex.build(VECTORS).search(np.zeros(2, np.float32), k=3) == ()


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    VectorIndex.build(np.empty((0, 2), np.float32)).save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert (loaded.count, loaded.dim) == (0, 2)
    assert loaded.search(np.array([1, 0], np.float32), k=3) == ()
    assert loaded.score(np.array([1, 0], np.float32), np.arange(2)).tolist() == [0, 0]


@pytest.mark.parametrize("exact_up_to", [10, 2])
def test_a_saved_index_finds_the_same(tmp_path: Path, exact_up_to: int) -> None:
    built = VectorIndex.build(VECTORS[:3], exact_up_to=exact_up_to)
    built.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    asked = np.array([0.8, 0.6], np.float32)
    assert (loaded.count, loaded.dim) == (3, 2)
    assert loaded.search(asked, k=2) == built.search(asked, k=2) == hits((1, 0.96), (0, 0.8))


def test_the_graph_of_a_huge_corpus_finds_what_the_exact_search_finds() -> None:
    vectors = np.random.default_rng(7).standard_normal((2_000, 16), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    exact, graph = VectorIndex.build(vectors), VectorIndex.build(vectors, exact_up_to=100)
    for row in range(5):
        nearest = [hit.row for hit in exact.search(vectors[row], k=5)]
        assert [hit.row for hit in graph.search(vectors[row], k=5)] == nearest
        assert nearest[0] == row


def test_scores_of_some_rows_are_those_of_a_search() -> None:
    for index in (VectorIndex.build(VECTORS), VectorIndex.build(VECTORS, exact_up_to=1)):
        rows = np.arange(index.count, dtype=np.int64)
        found = {hit.row: hit.score for hit in VectorIndex.build(VECTORS).search(VECTORS[0], k=index.count)}
        assert dict(enumerate(index.score(VECTORS[0], rows).tolist())) == pytest.approx(found)
        assert index.score(VECTORS[0], rows[:0]).shape == (0,)


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"found \(2,\)"):
        VectorIndex.build(VECTORS[0])
    with pytest.raises(ValueError, match=r"expected a vector of shape \(2,\)"):
        VectorIndex.build(VECTORS).search(np.zeros(3, np.float32), k=1)


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vectors.faiss").write_bytes(b"no index")
    with pytest.raises(ValueError, match=r"vectors\.faiss is no vector index"):
        VectorIndex.load(tmp_path / "vectors.faiss")
    with pytest.raises(FileNotFoundError):
        VectorIndex.load(tmp_path / "missing.faiss")
