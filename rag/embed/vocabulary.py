"""The tokenizer of the built-in model: whole words where they are frequent, pieces of words elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN = "[UNK]"
# Matches each of 智能建造, bim, 2025 in "智能建造（BIM）2025"; must not match the brackets.
WORD = r"\p{Han}+|[^\P{L}\p{Han}]+|\p{N}+"
LONGEST_PIECE = 16
_BATCH = 4_096


def empty_tokenizer(pieces: Sequence[tuple[str, float]] = ()) -> Tokenizer:
    """A tokenizer with the project's normalisation (NFKC, lower case) and word splitting.

    Args:
        pieces: (piece, log probability); the first one is the unknown piece. None yet: to be trained.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    model = models.Unigram(list(pieces), unk_id=0) if pieces else models.Unigram()
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])  # pyright: ignore[reportAttributeAccessIssue]
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(WORD), behavior="removed", invert=True)  # pyright: ignore[reportAttributeAccessIssue]
    return tokenizer


def train_tokenizer(texts: Iterable[str], *, size: int) -> Tokenizer:
    """Learn a unigram vocabulary.

    Args:
        texts: Training texts of both languages.
        size: Number of pieces, the unknown piece included.
    """
    from tokenizers import trainers

    tokenizer = empty_tokenizer()
    trainer = trainers.UnigramTrainer(
        vocab_size=size,
        special_tokens=[UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=LONGEST_PIECE,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def token_ids(tokenizer: Tokenizer, texts: Iterable[str]) -> Iterator[list[int]]:
    """Token numbers of each text, in order."""
    source = iter(texts)
    while batch := list(islice(source, _BATCH)):
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            yield encoding.ids
