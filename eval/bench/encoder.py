"""Retrieval benchmark of the encoder: words, vectors, and both together, over texts it never saw.

Run `python -m eval.bench.encoder [--model NAME] [--beside NAME] [--data FOLDER] [--json FILE]`. Without the training
folder only the questions about the shipped notices are asked.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
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
from rag.index.words import WordIndex
from rag.question.query import read_question
from rag.retrieve.akin import Akin, widen
from rag.retrieve.fuse import POOL, fuse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Matches "</p>"; must not match "《办法》".
_TAG = re.compile(r"<[^>]+>|\[bookmark[^\]]*\]")
SHORTEST_ITEM = 24
TIMED_PASSAGES = 20_000


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


def scores_by_method(encoder: Encoder, each: RetrievalSet) -> dict[str, NDArray[np.float32]]:
    """What words, vectors and both together say of each candidate: (queries, candidates) float32, 0 for nothing.

    Each is what a search of the assistant over these candidates would find, the glossary's Chinese for an English
    query's terms included.
    """
    import numpy as np

    index = WordIndex.build(each.candidates)
    akin = Akin(index, encoder)
    vectors = encoder.encode_queries(each.queries) @ encoder.encode_passages(each.candidates).T
    words, hybrid = np.zeros_like(vectors), np.zeros_like(vectors)
    for place, text in enumerate(each.queries):
        query = widen(read_question(text, notices=(), max_length=len(text)), akin)
        by_words = {hit.row: hit.score for hit in index.search(query.words, k=index.count)}
        nearest = np.argsort(-vectors[place], kind="stable")[:POOL]
        fused = fuse(
            dict(islice(by_words.items(), POOL)),
            {int(row): float(vectors[place, row]) for row in nearest},
            language=query.language,
            known=index.known(query.content),
        )
        words[place, list(by_words)] = list(by_words.values())
        hybrid[place, list(fused)] = list(fused.values())
    return {"words": words, "vectors": vectors, "hybrid": hybrid}


def compare(encoder: Encoder, each: RetrievalSet) -> dict[str, Figures]:
    """Figures of one set, by method."""
    found = scores_by_method(encoder, each)
    return {method: figures(places(scores, each.relevant)) for method, scores in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an encoder costs on this machine.

    Attributes:
        load_s: Seconds from its name to its first vector, in this process.
        query_ms: Median milliseconds for one question.
        passages_per_s: Short passages (those of the notice sets) encoded a second, in one call.
    """

    load_s: float
    query_ms: float
    passages_per_s: float


def cost(name: str, passages: Sequence[str], queries: Sequence[str]) -> Cost:
    """Open the encoder anew and time it."""
    start = time.perf_counter()
    encoder = open_encoder(name)
    encoder.encode_queries(queries[:1])
    load = time.perf_counter() - start
    times: list[float] = []
    for query in queries:
        start = time.perf_counter()
        encoder.encode_queries([query])
        times.append(time.perf_counter() - start)
    many = [*passages] * max(1, TIMED_PASSAGES // len(passages))
    start = time.perf_counter()
    encoder.encode_passages(many)
    rate = len(many) / (time.perf_counter() - start)
    return Cost(load_s=load, query_ms=1000 * statistics.median(times), passages_per_s=rate)


def show(sets: Sequence[RetrievalSet], found: Mapping[str, Mapping[str, Figures]], costs: Mapping[str, Cost]) -> None:
    """Two tables on the terminal: a row per set and method, a row per encoder."""
    from rich.console import Console
    from rich.table import Table

    table = Table("set", "queries", "texts", "method", "R@1", "R@10", "MRR", "nDCG@10")
    for each in sets:
        for place, (method, one) in enumerate(found[each.name].items()):
            head = (each.name, str(len(each.queries)), str(len(each.candidates))) if place == 0 else ("", "", "")
            shown = (one.recall_1, one.recall_10, one.mrr, one.ndcg_10)
            table.add_row(*head, method, *(f"{value:.3f}" for value in shown))
        table.add_section()
    prices = Table("encoder", "load s", "query ms", "passages/s")
    for name, one in costs.items():
        prices.add_row(name, f"{one.load_s:.2f}", f"{one.query_ms:.2f}", f"{one.passages_per_s:,.0f}")
    console = Console()
    console.print(table)
    console.print(prices)


def main() -> None:
    """Read the command line, measure, show, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", default="", help="model folder or hub name; the built-in one if left out")
    parser.add_argument("--beside", action="append", default=[], help="another model to set beside it; may be repeated")
    parser.add_argument("--data", type=Path, default=None, help="training folder")
    parser.add_argument("--json", type=Path, default=None, help="file to write the figures to")
    given = parser.parse_args()
    here = Path(__file__).parent
    sets = read_notice_sets(here.parents[1] / "corpus" / "notices", here / "encoder_notices.tsv")
    timed = sets[-1]
    if given.data is not None:
        english = read_english_set(given.data, here / "encoder_questions.tsv")
        sets = (*read_test_sets(given.data), english, *sets)
    found: dict[str, dict[str, Figures]] = {each.name: {} for each in sets}
    costs: dict[str, Cost] = {}
    for name in (given.model, *given.beside):
        costs[name or "built-in"] = cost(name, timed.candidates, timed.queries)
        encoder = open_encoder(name)
        for each in sets:
            measured = compare(encoder, each)
            mark = f" {name}" if name in given.beside else ""
            found[each.name] |= {f"{how}{mark}": one for how, one in measured.items() if not (mark and how == "words")}
    show(sets, found, costs)
    if given.json is not None:
        rows = {name: {method: asdict(one) for method, one in methods.items()} for name, methods in found.items()}
        text = json.dumps(
            {"costs": {k: asdict(v) for k, v in costs.items()}, "figures": rows}, ensure_ascii=False, indent=1
        )
        given.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
