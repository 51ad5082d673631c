"""The real training stream holds no test text and hardly a near copy; run only where the training data are at hand."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest

from rag.embed.encoder import StaticEncoder, open_encoder
from rag.embed.heldout import normal
from rag.embed.pairs import Pairs, read_held_out
from rag.embed.testsets import read_test_sets
from rag.embed.train import TrainOptions, english_pairs, keep_out_lines, training_pairs

FOLDER = os.environ.get("POLICY_RAG_TRAINING_DATA", "")
SAMPLE = 100_000
MOST = 20
"""Near copies in the sample that are no leak: the set phrases of statutes and of an encyclopaedia's entries on fish."""
RUN = 5
SHARE = 0.8
SHORTEST = 20
pytestmark = pytest.mark.skipif(not FOLDER, reason="POLICY_RAG_TRAINING_DATA names no folder of training data")


@pytest.fixture(scope="module")
def stream() -> tuple[Pairs, ...]:
    """Everything that a training with the default options would see; five to ten minutes."""
    folder, options = Path(FOLDER), TrainOptions()
    held = read_held_out(folder, also=keep_out_lines(None))
    pairs = training_pairs(folder, held, options, lambda *_: None)
    built_in = open_encoder()
    assert isinstance(built_in, StaticEncoder)
    return (*pairs, *english_pairs(folder, pairs, built_in.tokenizer, held, options))


@pytest.fixture(scope="module")
def tested() -> Mapping[str, str]:
    """The texts of the test sets and the lines of the shipped notices in normal form, and which set each is of."""
    sets = {each.name: (*each.queries, *each.candidates) for each in read_test_sets(Path(FOLDER))}
    sets["notices"] = tuple(keep_out_lines(None))
    return {plain: name for name, texts in sets.items() for text in texts if (plain := normal(text))}


def test_no_test_text_is_in_the_stream(stream: tuple[Pairs, ...], tested: Mapping[str, str]) -> None:
    found = {
        (each.kind, tested[plain], text)
        for each in stream
        for text in {*each.left, *each.right}
        if (plain := normal(text)) in tested
    }
    assert found == set()


def test_near_copies_of_test_texts_are_no_more_than_set_phrases(
    stream: tuple[Pairs, ...], tested: Mapping[str, str]
) -> None:
    texts = sorted({text for each in stream for text in (*each.left, *each.right)})
    chosen = np.random.default_rng(0).choice(len(texts), SAMPLE, replace=False)
    found = near_copies((texts[which] for which in chosen), tested)
    assert len(found) <= MOST, found


def near_copies(texts: Iterable[str], tested: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Each text that shares four fifths of its or a test text's runs of five characters: set, test text, text."""
    known = [text for text in tested if len(text) >= SHORTEST]
    sizes = [len(_runs(text)) for text in known]
    holders: dict[str, list[int]] = {}
    for number, text in enumerate(known):
        for run in _runs(text):
            holders.setdefault(run, []).append(number)
    found: list[tuple[str, str, str]] = []
    for text in texts:
        plain = normal(text)
        if len(plain) < SHORTEST:
            continue
        runs = _runs(plain)
        shared = Counter(number for run in runs for number in holders.get(run, ()))
        near = next((number for number, n in shared.items() if n >= SHARE * min(len(runs), sizes[number])), None)
        if near is not None:
            found.append((tested[known[near]], known[near], text))
    return found


def _runs(plain: str) -> set[str]:
    return {plain[at : at + RUN] for at in range(len(plain) - RUN + 1)}
