"""What a search returns: rows of the index with their scores."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result of a search by words or by vectors."""

    row: int
    """Position of the text or vector in what the index was built from."""
    score: float
    """BM25 sum or inner product: comparable within one result only."""
