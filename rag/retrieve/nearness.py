"""How near items and their sentences come to a question in meaning, beside the words they share with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rag.domain import Path
from rag.embed.encoder import Encoder, StaticEncoder
from rag.question.query import Query
from rag.question.wording import load_wording
from rag.regions import find_regions
from rag.retrieve.scope import Evidence, Scope
from rag.text import blanked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Key = tuple[str, Path]
"""An item: its notice and its path."""

_KEPT = 8192
"""Items whose sentences' vectors are kept: 25 MB or so."""
_SAMPLE = 512
"""Sentences that stand for all of a corpus where it is asked how near sentences mostly are."""


def bare_text(query: Query) -> str:
    """The question without its places and, of a Chinese one, without the words that only ask."""
    text = blanked(query.text, [(one.start, one.end) for one in find_regions(query.text)])
    if query.language == "zh":
        text = load_wording().filler.sub(" ", text)
    return " ".join(text.split()) or query.text


class Sentences:
    """The sentences of a corpus with their vectors, each made when it is first compared and then kept.

    Vectors are made as they are asked for with the static encoder alone, which takes 20 µs for one; another encoder
    would take seconds for the first question.
    """

    def __init__(self, evidence: Sequence[Evidence], encoder: Encoder) -> None:
        self._encoder = encoder
        self._corpus = Scope.of(evidence).corpus
        self._made: dict[int, NDArray[np.float32]] = {}

    def near(self, query: Query, items: Mapping[Key, float]) -> Nearness | None:
        """How near the sentences of `items` come to `query`; None with an encoder that is too slow to ask."""
        if not isinstance(self._encoder, StaticEncoder):
            return None
        return Nearness(query, tuple(items), self)

    def stating(self, keys: Iterable[Key]) -> list[tuple[Sequence[int], Evidence]]:
        """Of each path with an item that states something all rows, and the last such item; in a head each alone."""
        found: list[tuple[Sequence[int], Evidence]] = []
        for notice, path in keys:
            rows = self._corpus.rows_at(notice, path)
            for some in (rows,) if path else ((row,) for row in rows):
                if (last := self._last_stating(some)) is not None:
                    found.append((some, last))
        return found

    def _last_stating(self, rows: Sequence[int]) -> Evidence | None:
        return next((one for row in reversed(rows) if (one := self._corpus.at(row)).states), None)

    def encode(self, text: str) -> NDArray[np.float32]:
        """The vector of a question: (dim,)."""
        return self._encoder.encode_queries([text])[0]

    def vectors(self, some: Sequence[Evidence]) -> list[NDArray[np.float32]]:
        """The vectors of the sentences of each of `some`, items with all of their facts: (facts, dim)."""
        made = self._made
        missing = [one for one in some if one.row not in made]
        if len(made) + len(missing) > _KEPT:
            made, missing = {}, list(some)
        encoded = self._encode_facts(missing)
        at = 0
        for one in missing:
            made[one.row] = encoded[at : at + len(one.facts)]
            at += len(one.facts)
        self._made = made
        return [made[one.row] for one in some]

    def _encode_facts(self, some: Sequence[Evidence]) -> NDArray[np.float32]:
        """The vectors of all sentences of `some`: (facts, dim); under their headings, which they go on about."""
        return self._encoder.encode_passages([f"{one.headings} {fact.text}" for one in some for fact in one.facts])

    @cached_property
    def background(self) -> NDArray[np.float32]:
        """Sentences from all over the corpus: (n, dim), n up to `_SAMPLE`."""
        import numpy as np

        rows = self._corpus.places.stating.tolist()
        step = max(1, len(rows) * 2 // _SAMPLE)
        some = self._encode_facts([self._corpus.at(row) for row in rows[::step]])
        return np.concatenate([np.zeros((1, self._encoder.dim), np.float32), some])[:_SAMPLE]


class Nearness:
    """Cosines of one question with the sentences of the items that retrieval returned; made when first asked."""

    def __init__(self, query: Query, items: Sequence[Key], sentences: Sentences) -> None:
        """Of the items that retrieval returned."""
        self._query = query
        self._items = items
        self._sentences = sentences

    @cached_property
    def _question(self) -> NDArray[np.float32]:
        return self._sentences.encode(bare_text(self._query))

    @cached_property
    def _cosines(self) -> Mapping[int, tuple[float, ...]]:
        """Of each item's sentences, in their order, by the item's row."""
        import numpy as np

        items = self._sentences.stating(self._items)
        if not items:
            return {}
        vectors = self._sentences.vectors([one for _, one in items])
        cosines = (np.concatenate(vectors) @ self._question).tolist()
        found: dict[int, tuple[float, ...]] = {}
        at = 0
        for (rows, _), own in zip(items, vectors, strict=True):
            found.update(dict.fromkeys(rows, tuple(cosines[at : at + len(own)])))
            at += len(own)
        return found

    def of_facts(self, one: Evidence) -> tuple[float, ...]:
        """The cosine of each fact of an item; ``()`` for an item that retrieval did not return."""
        return self._cosines.get(one.row, ())

    def of(self, one: Evidence) -> float:
        """The cosine of the nearest sentence of an item; 0 for one that retrieval did not return."""
        return max(self.of_facts(one), default=0.0)

    def of_all(self, some: Sequence[Evidence]) -> list[float]:
        """The same of each of `some`, whether or not retrieval returned it."""
        others = [one for one in some if one.row not in self._cosines and one.states]
        vectors = self._sentences.vectors([one.corpus.at(one.row) for one in others]) if others else []
        cosines = [float((own @ self._question).max(initial=0.0)) for own in vectors]
        found = {one.row: cosine for one, cosine in zip(others, cosines, strict=True)}
        return [found[one.row] if one.row in found else self.of(one) for one in some]

    @cached_property
    def best(self) -> float:
        """The cosine of the nearest sentence of all."""
        return max((cosine for some in self._cosines.values() for cosine in some), default=0.0)

    @cached_property
    def _usual(self) -> tuple[float, float]:
        cosines = self._sentences.background @ self._question
        return float(cosines.mean()), float(cosines.std()) or 1.0

    def stands_out(self, one: Evidence) -> float:
        """How many standard deviations an item comes nearer than sentences of the corpus mostly do."""
        mean, spread = self._usual
        return (self.of(one) - mean) / spread
