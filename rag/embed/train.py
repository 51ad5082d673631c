"""Trains the built-in encoder: pairs, vocabulary, vectors, figures and the card, in one call."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.embed.card import card_text
from rag.embed.cloze import clipped_pairs, statute_pairs
from rag.embed.encoder import open_static
from rag.embed.folder import CARD_FILE, LOG_FILE, check_output, replacing, write_model
from rag.embed.frames import fit_frames, read_clauses, write_frames
from rag.embed.gloss import field_pairs, glossary_of, glossed_pairs, joined_pairs, place_pairs
from rag.embed.heldout import HeldOut
from rag.embed.learn import Recipe, Stream, bags_of, first_vectors, learn
from rag.embed.pairs import (
    FILES,
    Pairs,
    read_dictionary,
    read_held_out,
    read_pairs,
    training_statutes,
)
from rag.embed.testsets import Figures, measure, read_test_sets
from rag.embed.vocabulary import token_ids, train_tokenizer
from rag.errors import SettingsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

REPEATS = {"question": 2}
TOGETHER = {"templated": 16, "cloze": 16}
"""Neighbours that stay in one batch: other articles of the same statute."""
BILINGUAL = frozenset({"parallel", "general", "terms", "dictionary", "field"})
LOG_EVERY = 100
SAMPLE = 600_000
JOINED = 80_000
"""Pairs of an English sentence and a passage around its translation, of each parallel file at most."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainOptions:
    """How the built-in encoder is trained; the defaults made the shipped one.

    Attributes:
        epochs: How often every pair is seen.
        seed: Source of chance; the same seed, data and versions give the same model on one machine.
        dim: Length of a vector.
        vocabulary: Number of pieces; vocabulary * dim bytes is nearly the size of the model.
        batch: Pairs compared with one another in one step.
        rate: Highest learning rate.
        scale: What cosines are multiplied by in the loss.
        spread: Standard deviation of the first vectors.
        rarity: The constant of the first token weights; smaller makes frequent tokens lighter.
        share: Part of the articles of policy text that become pairs.
        threads: CPU threads.
        keep_out: A folder of .txt files that must not be trained on; None: the shipped notices.
    """

    epochs: int = 2
    seed: int = 1
    dim: int = 384
    vocabulary: int = 48_000
    batch: int = 1_024
    rate: float = 0.02
    scale: float = 20.0
    spread: float = 0.1
    rarity: float = 0.001
    share: float = 0.6
    threads: int = 2
    keep_out: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainReport:
    """What came out of a training.

    Attributes:
        output: The model folder.
        fingerprint: The fingerprint of the encoder opened from it.
        pairs: Number of pairs of each kind.
        steps: Number of steps.
        loss: Mean loss of the last hundred steps.
        seconds: How long it took in all.
        figures: Figures on the test sets, by name of the set.
    """

    output: Path
    fingerprint: str
    pairs: Mapping[str, int]
    steps: int
    loss: float
    seconds: float
    figures: Mapping[str, Figures]


def train_encoder(data: Path, output: Path, *, options: TrainOptions, on_progress: Progress) -> TrainReport:
    """Train a static encoder and put it in place; interrupted, the folder that was there stays whole.

    Args:
        data: The folder of training files.
        output: The model folder to make or replace.
        options: How to train.
        on_progress: Called with the stage, how much of it is done, and how much there is (0: not known).

    Raises:
        SettingsError: `output` holds anything but a model that was trained so, or there is no epoch.
        CorpusError: a file of the training data is missing, or a line of it cannot be used.
    """
    if options.epochs < 1:
        raise SettingsError(f"遍数应至少是 1，给的是 {options.epochs}。", hint="请改 --epochs。")
    check_output(output, data)
    started = time.monotonic()
    with replacing(output) as fresh:
        on_progress("held-out", 0, 1)
        held = read_held_out(data, also=keep_out_lines(options.keep_out))
        pairs = training_pairs(data, held, options, on_progress)
        tokenizer = _vocabulary(data, pairs, options, on_progress)
        on_progress("english questions", 0, 1)
        pairs = (*pairs, *english_pairs(data, pairs, tokenizer, held, options))
        vectors, losses = _vectors(tokenizer, pairs, options, on_progress)
        write_model(fresh, tokenizer, vectors, card="")
        on_progress("measure", 0, 1)
        encoder = open_static(fresh)
        write_frames(fit_frames(encoder, read_clauses()), fresh)
        found = measure(encoder, read_test_sets(data))
        counts = {each.kind: len(each.left) for each in pairs}
        hashes = {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in FILES}
        seconds = time.monotonic() - started
        card = card_text(
            options=asdict(options),
            counts=counts,
            hashes=hashes,
            figures=found,
            seconds=seconds,
        )
        (fresh / CARD_FILE).write_text(card, encoding="utf-8")
        log = [{"step": i, "loss": round(loss, 4)} for i, loss in losses]
        (fresh / LOG_FILE).write_text("".join(json.dumps(line) + "\n" for line in log), encoding="utf-8")
        fingerprint = encoder.fingerprint
    on_progress("measure", 1, 1)
    return TrainReport(
        output=output,
        fingerprint=fingerprint,
        pairs=counts,
        steps=losses[-1][0],
        loss=losses[-1][1],
        seconds=seconds,
        figures=found,
    )


def training_pairs(data: Path, held: HeldOut, options: TrainOptions, on_progress: Progress) -> tuple[Pairs, ...]:
    """All pairs, those out of policy text included, without test texts and the texts to keep out."""
    import numpy as np

    done = [0]

    def on_file(_: str) -> None:
        on_progress("pairs", done[0], 9)
        done[0] += 1

    pairs = read_pairs(data, held, on_file=on_file)
    on_file("cloze")
    passages = [p for each in pairs if each.kind == "question" for p in dict.fromkeys(each.right)]
    random = np.random.default_rng(options.seed)
    cloze = statute_pairs(
        training_statutes(data, held),
        held,
        random,
        share=options.share,
        on_statute=lambda n: on_progress("policy text", n, 0),
    )
    return (*pairs, field_pairs(held), cloze, clipped_pairs(passages, held, random))


def keep_out_lines(folder: Path | None) -> Iterator[str]:
    """The lines of the notices in a folder, of the shipped ones for None."""
    shipped = Path(__file__).parents[2] / "corpus" / "notices"
    for path in sorted((folder or shipped).glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()


def _vocabulary(data: Path, pairs: Sequence[Pairs], options: TrainOptions, on_progress: Progress) -> Tokenizer:
    words = {new for _, new, _ in read_dictionary(data)}
    terms = {term for each in pairs if each.kind == "terms" for term in each.left}
    zh = [text for each in pairs for text in dict.fromkeys(each.left)]
    zh += [text for each in pairs if each.kind not in BILINGUAL for text in dict.fromkeys(each.right)]
    en = [text for each in pairs if each.kind in BILINGUAL for text in each.right]
    zh, en = (texts[:: 1 + len(texts) // SAMPLE] for texts in (zh, en))
    return train_tokenizer(
        zh,
        en,
        words,
        terms,
        size=options.vocabulary,
        on_round=lambda n: on_progress("vocabulary", n, 3),
    )


def english_pairs(
    data: Path, pairs: Sequence[Pairs], tokenizer: Tokenizer, held: HeldOut, options: TrainOptions
) -> tuple[Pairs, ...]:
    """English questions and sentences about Chinese passages, and questions about lists of places."""
    import numpy as np

    kinds = {each.kind: each for each in pairs}
    terms = zip(kinds["terms"].left, kinds["terms"].right, strict=True)
    glossary = glossary_of(((new, glosses) for _, new, glosses in read_dictionary(data)), terms)
    random = np.random.default_rng(options.seed + 2)
    asked = [kinds[kind] for kind in ("question", "templated", "title", "cloze", "clipped")]
    return (
        glossed_pairs(asked, tokenizer, glossary, held, random),
        place_pairs(kinds["cloze"], tokenizer, glossary, held, random),
        joined_pairs([kinds["parallel"], kinds["general"]], held, random, most=JOINED),
    )


def _vectors(
    tokenizer: Tokenizer,
    pairs: Sequence[Pairs],
    options: TrainOptions,
    on_progress: Progress,
) -> tuple[NDArray[np.float32], list[tuple[int, float]]]:
    """Token vectors, and the mean loss of every hundred steps as (step, loss)."""
    import numpy as np

    recipe = Recipe(
        dim=options.dim,
        epochs=options.epochs,
        batch=options.batch,
        rate=options.rate,
        scale=options.scale,
        spread=options.spread,
        rarity=options.rarity,
        seed=options.seed,
        threads=options.threads,
    )
    streams: list[Stream] = []
    counts = np.zeros(tokenizer.get_vocab_size())
    for done, each in enumerate(pairs):
        on_progress("tokens", done, len(pairs))
        left, right = (bags_of(token_ids(tokenizer, texts)) for texts in (each.left, each.right))
        for bags in (left, right):
            counts += np.bincount(bags.ids, minlength=len(counts))
        streams.append(
            Stream(
                kind=each.kind,
                left=left,
                right=right,
                repeats=REPEATS.get(each.kind, 1),
                together=TOGETHER.get(each.kind, 1),
            )
        )
    recent: list[float] = []
    losses: list[tuple[int, float]] = []

    def on_step(step: int, steps: int, loss: float) -> None:
        recent.append(loss)
        if step % LOG_EVERY == 0 or step == steps:
            losses.append((step, sum(recent) / len(recent)))
            recent.clear()
            on_progress("steps", step, steps)

    start = first_vectors(counts / counts.sum(), recipe)
    vectors = learn(streams, start, recipe, on_step=on_step)
    vectors[0] = 0.0
    return vectors, losses
