"""Retrieval benchmark of the encoder: words, vectors, and both mixed in several ways, over texts it never saw.

Run `python -m eval.bench.encoder [--model PATH] [--data FOLDER] [--json FILE]`. Without the training folder
only the questions about the shipped notices are asked.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rag.embed.encoder import Encoder, open_encoder
from rag.embed.heldout import holds_passage
from rag.embed.pairs import read_questions
from rag.embed.testsets import (
    Figures,
    RetrievalSet,
    figures,
    places,
    read_test_sets,
    retrieval_set,
)
from rag.errors import EvalError
from rag.retrieve.fuse import POOL, fuse
from rag.text import language_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Matches 智能建造 and bim in "智能建造（BIM）"; must not match the brackets.
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+|\d+")
# Matches "</p>"; must not match "《办法》".
_TAG = re.compile(r"<[^>]+>|\[bookmark[^\]]*\]")
SHORTEST_ITEM = 24
RANK_CONSTANT = 60
WORDS_SHARE = 0.5
SHARE_WEIGHT = 8.0
TRUSTED_SHARE = 0.1


def read_notice_sets(notices: Path, questions: Path) -> tuple[RetrievalSet, ...]:
    """English and Chinese questions over the lines of the shipped notices.

    Args:
        notices: Folder of the notices' text files.
        questions: Tab-separated rows: English question, Chinese question, a piece of the right line.
    """
    lines: list[str] = []
    for path in sorted(notices.glob("*.txt")):
        for line in _TAG.sub("\n", path.read_text(encoding="utf-8")).split("\n"):
            lines += [line.strip(" |\t")] if len(line.strip(" |\t")) >= SHORTEST_ITEM else []
    rows = [line.split("\t") for line in questions.read_text(encoding="utf-8").splitlines()]
    relevant = tuple(frozenset(i for i, line in enumerate(lines) if row[2] in line) for row in rows)
    for row, found in zip(rows, relevant, strict=True):
        if not found:
            raise EvalError(
                f"No notice holds {row[2]!r}.",
                hint=f"Correct the row in {questions.name}: it must be verbatim.",
            )
    return tuple(
        RetrievalSet(
            name=f"notices {language}→zh",
            queries=tuple(row[column] for row in rows),
            candidates=tuple(lines),
            relevant=relevant,
        )
        for column, language in ((0, "en"), (1, "zh"))
    )


def read_english_set(data: Path, questions: Path) -> RetrievalSet:
    """English translations of held-out Chinese questions, over all held-out passages.

    Args:
        data: The training folder.
        questions: Tab-separated rows: English question, the Chinese question it translates.
    """
    held = [row for row in read_questions(data) if holds_passage(row[1])]
    english = dict(line.split("\t")[::-1] for line in questions.read_text(encoding="utf-8").splitlines())
    everything = retrieval_set("en question→passage", held)
    asked = {q: r for q, r in zip(everything.queries, everything.relevant, strict=True) if q in english}
    return RetrievalSet(
        name=everything.name,
        queries=tuple(english[question] for question in asked),
        candidates=everything.candidates,
        relevant=tuple(asked.values()),
    )


def word_tokens(text: str) -> list[str]:
    """Chinese characters and pairs of neighbouring ones, Latin words and numbers."""
    tokens: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if "\u3400" <= run[0] <= "\u9fff":
            tokens += [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
        else:
            tokens.append(run)
    return tokens


def word_scores(each: RetrievalSet) -> NDArray[np.float32]:
    """BM25 as a share of what a candidate could reach at most: (queries, candidates) float32 from 0 to 1."""
    import bm25s  # pyright: ignore[reportMissingTypeStubs]
    import numpy as np

    candidates = [word_tokens(text) for text in each.candidates]
    index = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    index.index(candidates, show_progress=False)  # pyright: ignore[reportUnknownMemberType]
    holders = Counter(token for tokens in candidates for token in set(tokens))
    count = len(candidates)
    scores = np.zeros((len(each.queries), count), dtype=np.float32)
    for row, query in enumerate(each.queries):
        tokens = word_tokens(query)
        known = [token for token in tokens if token in holders]
        if known:
            rarity = [np.log(1 + (count - holders[t] + 0.5) / (holders[t] + 0.5)) for t in tokens]
            found = index.get_scores(known)  # pyright: ignore[reportUnknownMemberType]
            scores[row] = found / max(sum(rarity) * 2.5, 1e-9)
    return scores


def as_searched(
    vectors: NDArray[np.float32], words: NDArray[np.float32], queries: Sequence[str]
) -> NDArray[np.float32]:
    """What a search of the assistant makes of both: (queries, candidates) float32, zero where neither list has it."""
    import numpy as np

    def best(scores: NDArray[np.float32]) -> dict[int, float]:
        rows = np.argsort(-scores, kind="stable")[:POOL]
        return {int(row): float(scores[row]) for row in rows if scores[row] > 0}

    fused = np.zeros_like(vectors)
    for place, query in enumerate(queries):
        for row, score in fuse(best(words[place]), best(vectors[place]), language=language_of(query)).items():
            fused[place, row] = score
    return fused


def by_rank(vectors: NDArray[np.float32], words: NDArray[np.float32]) -> NDArray[np.float32]:
    """Reciprocal rank fusion: the sum of 1 / (60 + place); a word score of zero has no place."""
    import numpy as np

    def share(scores: NDArray[np.float32]) -> NDArray[np.float32]:
        order = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
        return (1 / (RANK_CONSTANT + 1 + order)).astype(np.float32)

    return share(vectors) + np.where(words > 0, share(words), 0).astype(np.float32)


def by_best(vectors: NDArray[np.float32], words: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosine plus half of the word score divided by the best word score of the query."""
    import numpy as np

    best = words.max(axis=1, keepdims=True)
    shares = np.divide(words, best, out=np.zeros_like(words), where=best > 0)
    return (vectors + WORDS_SHARE * shares).astype(np.float32)


def by_share(vectors: NDArray[np.float32], words: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cosine plus the share of the query's words that the candidate holds, weighed by rarity.

    Where even the best candidate holds less than a tenth, as across languages, words count for less in proportion.
    """
    trust = (words.max(axis=1, keepdims=True) / TRUSTED_SHARE).clip(max=1)
    return (vectors + SHARE_WEIGHT * trust * words).astype(vectors.dtype)


MIXTURES: Mapping[str, Callable[[NDArray[np.float32], NDArray[np.float32]], NDArray[np.float32]]] = {
    "hybrid: ranks": by_rank,
    "hybrid: best=1": by_best,
    "hybrid: share": by_share,
}


def compare(encoder: Encoder, each: RetrievalSet) -> dict[str, Figures]:
    """Figures of one set, by method."""
    vectors = encoder.encode_queries(each.queries) @ encoder.encode_passages(each.candidates).T
    words = word_scores(each)
    scores = {"words": words, "vectors": vectors, "hybrid": as_searched(vectors, words, each.queries)}
    scores |= {name: mix(vectors, words) for name, mix in MIXTURES.items()}
    return {name: figures(places(found, each.relevant)) for name, found in scores.items()}


def show(sets: Sequence[RetrievalSet], found: Mapping[str, Mapping[str, Figures]]) -> None:
    """A table on the terminal: a row per set and method."""
    from rich.console import Console
    from rich.table import Table

    table = Table(
        "set",
        "queries",
        "candidates",
        "method",
        "recall@1",
        "recall@10",
        "MRR",
        "nDCG@10",
    )
    for each in sets:
        for place, (method, one) in enumerate(found[each.name].items()):
            head = (each.name, str(len(each.queries)), str(len(each.candidates))) if place == 0 else ("", "", "")
            shown = (one.recall_1, one.recall_10, one.mrr, one.ndcg_10)
            table.add_row(*head, method, *(f"{value:.3f}" for value in shown))
        table.add_section()
    Console().print(table)


def main() -> None:
    """Read the command line, measure, show, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--model",
        default="",
        help="model folder or hub name; the built-in one if left out",
    )
    parser.add_argument("--data", type=Path, default=None, help="training folder")
    parser.add_argument("--json", type=Path, default=None, help="file to write the figures to")
    given = parser.parse_args()
    here = Path(__file__).parent
    sets = read_notice_sets(here.parents[1] / "corpus" / "notices", here / "encoder_notices.tsv")
    if given.data is not None:
        english = read_english_set(given.data, here / "encoder_questions.tsv")
        sets = (*read_test_sets(given.data), english, *sets)
    encoder = open_encoder(given.model)
    found = {each.name: compare(encoder, each) for each in sets}
    show(sets, found)
    if given.json is not None:
        rows = {name: {method: asdict(one) for method, one in methods.items()} for name, methods in found.items()}
        text = json.dumps(
            {"model": encoder.fingerprint, "figures": rows},
            ensure_ascii=False,
            indent=1,
        )
        given.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
