"""Words that the corpus does not have, by the nearest of its own: forge is its 伪造, 报名 its 申报.

The vectors of the built-in encoder stand for words of both languages, so a word's neighbours among the corpus's words
are its translations or synonyms. A glossary knows the field's terms for certain; this carries all other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rag.embed.encoder import Encoder, StaticEncoder
from rag.glossary import singular
from rag.index.words import WordIndex
from rag.question.query import Query
from rag.question.terms import Term
from rag.text import is_han

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEAR = 0.45
"""Cosine from which two words mean nearly the same; unlike words have 0.0 to 0.3."""
_BESIDE = 0.85
"""Share of the best cosine that a further neighbour has at least."""
_MOST = 3
"""Neighbours that stand for a word at most."""
_EMPHASIS = 0.65
"""Emphasis at most of a word that is only near; it never is what a question must have."""
_REMEMBERED = 4096
"""Words whose neighbours are kept."""


class Akin:
    """The words of a corpus with their vectors, read when the first strange word asks for its neighbours."""

    def __init__(self, words: WordIndex, encoder: Encoder) -> None:
        self._words = words
        self._encoder = encoder if isinstance(encoder, StaticEncoder) else None
        self.nearest = lru_cache(_REMEMBERED)(self._nearest)
        """The words of the corpus that mean nearly the same as a word, nearest first, each with its cosine."""

    def has(self, word: str) -> bool:
        """Whether the corpus has a Han word, as far as its pairs of characters tell."""
        return all(word[at : at + 2] in self._words.vocabulary for at in range(len(word) - 1))

    def is_word(self, word: str) -> bool:
        """Whether the encoder knows an English word, in small letters, in any of its forms; with another, any."""
        if self._encoder is None:
            return True
        return any(self._encoder.tokenizer.token_to_id(form) is not None for form in _forms(word))

    def cut(self, run: str) -> tuple[str, ...]:
        """A run of Han characters as the encoder's words; the run itself with an encoder that has none."""
        if self._encoder is None:
            return (run,)
        return tuple(self._encoder.tokenizer.encode(run, add_special_tokens=False).tokens)

    def _nearest(self, word: str) -> tuple[tuple[str, float], ...]:
        if self._encoder is None:
            return ()
        forms = [form for form in _forms(word) if self._encoder.tokenizer.token_to_id(form) is not None]
        if not forms:
            return ()
        words, vectors = self._vocabulary
        cosines = (self._encoder.encode_queries(forms) @ vectors.T).max(axis=0)
        best = [int(row) for row in cosines.argsort()[::-1][:_MOST]]
        least = max([_NEAR, *(_BESIDE * float(cosines[row]) for row in best[:1])])
        return tuple((words[row], float(cosines[row])) for row in best if cosines[row] >= least)

    @cached_property
    def _vocabulary(self) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """The corpus's words of two characters that the encoder knows, and their vectors: (n, dim)."""
        assert self._encoder is not None
        number_of = self._encoder.tokenizer.token_to_id
        pairs = (word for word in self._words.vocabulary if len(word) == 2 and is_han(word[0]))
        words = tuple(word for word in pairs if number_of(word) is not None)
        return words, self._encoder.encode_passages(words)


def _forms(word: str) -> Iterator[str]:
    """`word` and, of an English one, the forms it may be made of: spilling is spill, delayed is delay."""
    yield word
    if not word.isascii():
        return
    one = singular(word)
    if one != word:
        yield one
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            yield from (stem, f"{stem}e", stem[:-1] if stem[-1] == stem[-2] else stem)


def widen(query: Query, akin: Akin) -> Query:
    """`query` with the corpus's nearest words for those of its own that neither corpus nor glossary has.

    One whose subjects the corpus has not at all stays as it is.
    """
    if _is_about_nothing_held(query, akin):
        return query
    strange = query.unknown if query.language == "en" else _strange(query, akin)
    found = {word: near for word in strange if (near := akin.nearest(word))}
    if not found or (len(found) < len(strange) and not (query.terms or query.regions or query.notices)):
        return query
    terms = tuple(
        Term(variants=tuple(one for one, _ in near), emphasis=_EMPHASIS * near[0][1], body=False)
        for near in found.values()
    )
    chinese = " ".join(one for near in found.values() for one, _ in near)
    known = {pair for word in found for pair in (word, *(word[at : at + 2] for at in range(len(word) - 1)))}
    return replace(
        query,
        terms=(*query.terms, *(term for term in terms if term not in query.terms)),
        words=f"{query.words} {chinese}",
        pieces=tuple(piece for piece in query.pieces if piece not in known),
        unknown=tuple(word for word in query.unknown if word not in found),
    )


def _is_about_nothing_held(query: Query, akin: Akin) -> bool:
    """Whether the corpus has none of the subjects that the glossary reads: a word that is only near is no evidence."""
    subjects = [term for term in query.terms if not term.body and term.emphasis > _EMPHASIS]
    return bool(subjects) and not any(akin.has(word) for term in subjects for word in term.variants)


def _strange(query: Query, akin: Akin) -> Sequence[str]:
    """The Chinese words among what is neither term nor filler that the corpus has not."""
    runs: list[str] = []
    for piece in query.pieces:
        if not is_han(piece[0]):
            continue
        if runs and runs[-1][-1] == piece[0]:
            runs[-1] += piece[1]
        else:
            runs.append(piece)
    return [word for run in runs for word in akin.cut(run) if len(word) > 1 and not akin.has(word)]
