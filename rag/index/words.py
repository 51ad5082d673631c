"""Door to bm25s: an index of words (BM25) over Chinese and Latin text, stored as plain arrays."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
FILES = ("scores.npy", "rows.npy", "starts.npy", "vocabulary.json")

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
# Matches 智能建造, bim, 1.5, 2,000 and 2025, one run each; must not match 、 or the last dot of "2025.".
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W\d_{_HAN}]+|\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+(?:\.\d+)*")


def analyse(text: str) -> list[str]:
    """The words of `text`, run by run: Han characters and pairs of neighbours, Latin words, numbers whole.

    Folded first: full width is half width, traditional is simplified, capitals are small, blanks inside
    Chinese and separators of thousands are gone. 加大BIM应用1.5倍 gives 加 大 加大 bim 应 用 应用 1.5 倍.
    """
    return list(_words(fold(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordIndex:
    """BM25 scores of every word in every text that holds it, one run per word.

    Attributes:
        count: Texts in it.
        vocabulary: Word → its number.
        scores: (p,) float32, the scores, word after word.
        rows: (p,) int32, the text that each score is for.
        starts: (words + 1,) int64; word w has ``scores[starts[w] : starts[w + 1]]``.
    """

    count: int
    vocabulary: dict[str, int]
    scores: NDArray[np.float32]
    rows: NDArray[np.int32]
    starts: NDArray[np.int64]

    @classmethod
    def build(cls, texts: Sequence[str]) -> WordIndex:
        """Index `texts`; row i of a hit is ``texts[i]``.

        The variant is Lucene's: ln(1 + (n - df + 0.5) / (df + 0.5)) · tf / (tf + k1 (1 - b + b l / m)) a
        word; n texts, df of them with the word, which stands tf times in this one of l words; m is the mean
        of l (https://arxiv.org/abs/2407.03618, table 1).
        """
        import numpy as np

        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(word, len(vocabulary)) for word in analyse(text)] for text in texts]
        if not vocabulary:
            scores, rows, starts = np.empty(0, np.float32), np.empty(0, np.int32), np.zeros(1, np.int64)
        else:
            from bm25s import BM25  # pyright: ignore[reportMissingTypeStubs]

            model: Any = BM25(method="lucene", k1=K1, b=B, backend="numpy", csc_backend="numpy")
            matrix = model.build_index_from_ids(list(vocabulary.values()), ids, show_progress=False)
            scores, rows = matrix["data"].astype(np.float32), matrix["indices"].astype(np.int32)
            starts = matrix["indptr"].astype(np.int64)
        return cls(count=len(texts), vocabulary=vocabulary, scores=scores, rows=rows, starts=starts)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made; the files are `FILES`, none of them a pickle."""
        import numpy as np

        folder.mkdir(parents=True)
        for name, array in zip(FILES, (self.scores, self.rows, self.starts), strict=False):
            np.save(folder / name, array, allow_pickle=False)
        header = {"count": self.count, "words": list(self.vocabulary)}
        (folder / FILES[3]).write_text(json.dumps(header, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> WordIndex:
        """Read the index that `save` wrote.

        Raises:
            OSError: a file is missing or unreadable.
            ValueError: a file does not hold what it should, or the files do not fit together.
        """
        import numpy as np

        scores, rows, starts = (np.load(folder / name, allow_pickle=False) for name in FILES[:3])
        header = json.loads((folder / FILES[3]).read_text(encoding="utf-8"))
        words, count = cast(list[str], header["words"]), cast(int, header["count"])
        shapes = (scores.shape, rows.shape, starts.shape)
        size = int(starts[-1]) if len(starts) else -1
        if shapes != ((size,), (size,), (len(words) + 1,)) or (size and not 0 <= rows.min() <= rows.max() < count):
            raise ValueError(f"word index of {count} texts and {len(words)} words has arrays of shapes {shapes}")
        vocabulary = {word: number for number, word in enumerate(words)}
        return cls(count=count, vocabulary=vocabulary, scores=scores, rows=rows, starts=starts)

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

    def search(self, query: str, *, k: int) -> tuple[Hit, ...]:
        """The best `k` texts that share a word with `query`, best first, ties by row."""
        import numpy as np

        found = [self.vocabulary[word] for word in analyse(query) if word in self.vocabulary]
        total = np.zeros(self.count, np.float32)
        for word in found:
            run = slice(int(self.starts[word]), int(self.starts[word + 1]))
            total[self.rows[run]] += self.scores[run]
        rows = np.flatnonzero(total > 0)
        if len(rows) > k:
            least = np.partition(total[rows], len(rows) - k)[len(rows) - k]
            rows = rows[total[rows] >= least]
        order = rows[np.lexsort((rows, -total[rows]))][:k]
        return tuple(Hit(row=int(row), score=float(total[row])) for row in order)


def _words(folded: str) -> Iterator[str]:
    for run in _RUN.finditer(folded):
        text = run[0]
        if run["han"] is None:
            yield text.replace(",", "")
            continue
        yield from text
        yield from (text[at : at + 2] for at in range(len(text) - 1))
