"""Door to bm25s: an index of words (BM25) over Chinese and Latin text, stored as plain arrays."""

from __future__ import annotations

import json
import math
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rag.index.hits import Hit
from rag.text import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1 = 1.5
"""How soon repeats of a word in a text stop counting: high is late."""
B = 0.75
"""How much a long text is marked down: 0 is not at all, 1 in full."""
FILES = ("scores.npy", "rows.npy", "starts.npy", "counts.npy", "vocabulary.json")
_MOST = 65_535
"""Times that a word is counted in a text at most."""
_BLOCK = 1 << 20
"""Scores that are computed at a time."""

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
# Matches 智能建造, bim, 1.5, 2,000 and 2025, one run each; must not match 、 or the last dot of "2025.".
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W\d_{_HAN}]+|\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+(?:\.\d+)*")


def analyse(text: str) -> list[str]:
    """The words of `text`, run by run: Han characters and pairs of neighbours, Latin words, numbers whole.

    Folded first: full width is half width, traditional is simplified, capitals are small, blanks inside
    Chinese and separators of thousands are gone. 加大BIM应用1.5倍 gives 加 大 加大 bim 应 用 应用 1.5 倍.
    """
    words: list[str] = []
    for run in _RUN.finditer(fold(text)):
        own = run[0]
        if run["han"] is None:
            words.append(own.replace(",", ""))
        else:
            words += own
            words += map(add, own, own[1:])
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class WordIndex:
    """BM25 scores of every word in every text that holds it, one run per word.

    Attributes:
        count: Texts in it.
        vocabulary: Word → its number; the words are in the order of their characters' codes.
        scores: (p,) float32, the scores, word after word.
        rows: (p,) int32, the text that each score is for, ascending for each word.
        starts: (words + 1,) int64; word w has ``scores[starts[w] : starts[w + 1]]``.
        counts: (p,) uint16, how often the word stands in the text; what the next index is made of.
    """

    count: int
    vocabulary: dict[str, int]
    scores: NDArray[np.float32]
    rows: NDArray[np.int32]
    starts: NDArray[np.int64]
    counts: NDArray[np.uint16]

    @classmethod
    def build(cls, texts: Sequence[str | int], *, before: WordIndex | None = None) -> WordIndex:
        """Index `texts`; row i of a hit is ``texts[i]``. The same texts make the same index, given in either way.

        Args:
            texts: Each a text, or for one that `before` holds its row there: its words are not read again.
            before: Another index; a row of it is given once at most.
        """
        import numpy as np

        known = _known(before, texts)
        numbers = {word: number for number, word in enumerate(known.words)}
        tokens, rows = array("i"), array("i")
        for row, text in enumerate(texts):
            if isinstance(text, str):
                words = analyse(text)
                tokens.extend(numbers.setdefault(word, len(numbers)) for word in words)
                rows.extend([row] * len(words))
        vocabulary = {word: number for number, word in enumerate(sorted(numbers))}
        final = np.fromiter((vocabulary[word] for word in numbers), np.int64, len(numbers))
        read = final[np.frombuffer(tokens, np.int32)]
        read <<= 32
        read |= np.frombuffer(rows, np.int32)
        read.sort()
        firsts = np.flatnonzero(np.append(True, read[1:] != read[:-1])[: len(read)])
        kept = final[known.numbers] << 32 | known.rows
        places = np.concatenate([kept, read[firsts]])
        counts = np.concatenate([known.counts, np.diff(firsts, append=len(read)).clip(max=_MOST).astype(np.uint16)])
        del read, firsts, kept, known  # a corpus of thousands of notices has tens of millions of words
        order = places.argsort(kind="stable")  # two sorted runs, mostly, which are merged
        places = places[order]
        starts = np.searchsorted(places, np.arange(len(vocabulary) + 1) << 32)
        return _scored(len(texts), vocabulary, (places & 0xFFFFFFFF).astype(np.int32), starts, counts[order])

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made; the files are `FILES`, none of them a pickle."""
        import numpy as np

        folder.mkdir(parents=True)
        for name, values in zip(FILES, (self.scores, self.rows, self.starts, self.counts), strict=False):
            np.save(folder / name, values, allow_pickle=False)
        header = {"count": self.count, "words": list(self.vocabulary)}
        (folder / FILES[-1]).write_text(json.dumps(header, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> WordIndex:
        """Read the index that `save` wrote; the counts, which a search needs not, are mapped into memory.

        Raises:
            OSError: a file is missing or unreadable.
            ValueError: a file does not hold what it should, or the files do not fit together.
        """
        import numpy as np

        scores, rows, starts = (np.load(folder / name, allow_pickle=False) for name in FILES[:3])
        counts = np.load(folder / FILES[3], mmap_mode="r", allow_pickle=False)
        header = json.loads((folder / FILES[-1]).read_text(encoding="utf-8"))
        words, count = cast(list[str], header["words"]), cast(int, header["count"])
        shapes = (scores.shape, rows.shape, counts.shape, starts.shape)
        size = int(starts[-1]) if len(starts) else -1
        fitting = (*[(size,)] * 3, (len(words) + 1,))
        if shapes != fitting or (size and not 0 <= rows.min() <= rows.max() < count):
            raise ValueError(f"word index of {count} texts and {len(words)} words has arrays of shapes {shapes}")
        vocabulary = {word: number for number, word in enumerate(words)}
        return cls(count=count, vocabulary=vocabulary, scores=scores, rows=rows, starts=starts, counts=counts)

    def known(self, query: str) -> float:
        """The share of the words of `query`, weighed by rarity, that stand in any text: from 0 to 1.

        The weight is the formula's ln(1 + (n - df + 0.5) / (df + 0.5)), df being 0 for a word that no text has.
        """
        all_words = known = 0.0
        for word in analyse(query):
            number = self.vocabulary.get(word)
            holding = 0 if number is None else int(self.starts[number + 1] - self.starts[number])
            weight = math.log1p((self.count - holding + 0.5) / (holding + 0.5))
            all_words += weight
            known += weight if holding else 0.0
        return known / all_words if all_words else 0.0

    def score(self, query: str) -> NDArray[np.float32]:
        """The score of every text: (count,) float32, 0 where it shares no word with `query`."""
        import numpy as np

        found = [self.vocabulary[word] for word in analyse(query) if word in self.vocabulary]
        total = np.zeros(self.count, np.float32)
        for word in found:
            run = slice(int(self.starts[word]), int(self.starts[word + 1]))
            total[self.rows[run]] += self.scores[run]
        return total

    def search(self, query: str, *, k: int) -> tuple[Hit, ...]:
        """The best `k` texts that share a word with `query`, best first, ties by row."""
        import numpy as np

        total = self.score(query)
        rows = np.flatnonzero(total > 0)
        if len(rows) > k:
            least = np.partition(total[rows], len(rows) - k)[len(rows) - k]
            rows = rows[total[rows] >= least]
        order = rows[np.lexsort((rows, -total[rows]))][:k]
        return tuple(Hit(row=int(row), score=float(total[row])) for row in order)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What an earlier index holds of the texts of the next one."""

    words: Sequence[str]
    """Those that stand in any of the texts."""
    numbers: NDArray[np.int64]
    """(p,) which of `words`, ascending."""
    rows: NDArray[np.int64]
    """(p,) in which of the texts."""
    counts: NDArray[np.uint16]
    """(p,) how often."""


def _known(before: WordIndex | None, texts: Sequence[str | int]) -> _Known:
    """What `before` holds of the `texts` that are rows of it."""
    import numpy as np

    if before is None:
        none = np.empty(0, np.int64)
        return _Known(words=(), numbers=none, rows=none, counts=none.astype(np.uint16))
    now = np.full(before.count, -1, np.int64)
    pairs = [(row, at) for at, row in enumerate(texts) if isinstance(row, int)]
    now[[row for row, _ in pairs]] = [at for _, at in pairs]
    rows = now[before.rows]
    kept = rows >= 0
    words = np.repeat(np.arange(len(before.vocabulary)), np.diff(before.starts))[kept]
    standing = np.bincount(words, minlength=len(before.vocabulary)) > 0
    return _Known(
        words=[*compress(before.vocabulary, standing.tolist())],
        numbers=(np.cumsum(standing) - 1)[words],
        rows=rows[kept],
        counts=before.counts[kept],
    )


def _scored(
    count: int,
    vocabulary: dict[str, int],
    rows: NDArray[np.int32],
    starts: NDArray[np.int64],
    counts: NDArray[np.uint16],
) -> WordIndex:
    """The index of `count` texts in which the words stand so often.

    The variant is Lucene's: ln(1 + (n - df + 0.5) / (df + 0.5)) · tf / (tf + k1 (1 - b + b l / m)) a
    word; n texts, df of them with the word, which stands tf times in this one of l words; m is the mean
    of l (https://arxiv.org/abs/2407.03618, table 1). bm25s has it as functions of arrays; its own way from texts to
    scores takes five times as long and knows no text from before.
    """
    import numpy as np
    from bm25s import scoring  # pyright: ignore[reportMissingTypeStubs]

    bm25: Any = scoring
    holding = np.diff(starts)
    rarity = np.fromiter((bm25._score_idf_lucene(df, count) for df in holding.tolist()), np.float32, len(holding))
    lengths = np.bincount(rows, weights=counts, minlength=count)
    mean = lengths.mean() if count else 0.0
    rarities = np.repeat(rarity, holding)
    scores = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _BLOCK):
        some = slice(start, start + _BLOCK)
        shares = bm25._score_tfc_lucene(counts[some].astype(np.float32), lengths[rows[some]], mean, K1, B)
        scores[some] = rarities[some] * shares
    return WordIndex(count=count, vocabulary=vocabulary, scores=scores, rows=rows, starts=starts, counts=counts)
