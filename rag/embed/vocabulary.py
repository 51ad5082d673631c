"""The tokenizer of the built-in model: words where they are frequent, pieces and characters elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN = "[UNK]"
# Matches each of 智能建造, bim, 2025 in "智能建造（BIM）2025"; must not match the brackets.
WORD = r"\p{Han}+|[^\P{L}\p{Han}]+|\p{N}+"
# Matches "bim" and "café"; must not match "2025" or "_".
_LATIN = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
# Matches "智能建造"; must not match "卡拉OK".
_HAN = re.compile(r"^[\u3400-\u9fff]+$")
ROUNDS = 3
LONGEST_ZH = 8
LONGEST_EN = 20
LEAST_EN = 5
LEAST_CHARACTER = 3
WORD_PIECES = 6_000
_SINGLES = "abcdefghijklmnopqrstuvwxyz0123456789"
_BATCH = 4_096


def tokenizer_of(scores: Mapping[str, float]) -> Tokenizer:
    """A unigram tokenizer with the project's normalisation (NFKC, lower case) and word splitting.

    Args:
        scores: How often each piece occurs, above zero; the most frequent piece gets the number 1, the
            unknown piece 0.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    total = sum(scores.values())
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    pieces = [
        (UNKNOWN, 0.0),
        *((piece, log(score / total)) for piece, score in ordered),
    ]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])  # pyright: ignore[reportAttributeAccessIssue]
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(WORD), behavior="removed", invert=True)  # pyright: ignore[reportAttributeAccessIssue]
    return tokenizer


def token_ids(tokenizer: Tokenizer, texts: Iterable[str]) -> Iterator[list[int]]:
    """Token numbers of each text, in order."""
    source = iter(texts)
    while batch := list(islice(source, _BATCH)):
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            yield encoding.ids


def train_tokenizer(
    zh: Sequence[str],
    en: Sequence[str],
    words: Iterable[str],
    terms: Iterable[str],
    *,
    size: int,
    on_round: Callable[[int], None],
) -> Tokenizer:
    """Choose the pieces by how often the best segmentation of the texts uses them (hard EM).

    Args:
        zh: Chinese texts.
        en: English texts.
        words: Chinese dictionary words that may become pieces.
        terms: Words that become pieces however rare they are.
        size: Number of pieces, the unknown piece included.
        on_round: Called with the number of rounds done so far.
    """
    characters = Counter(character for text in zh for character in text)
    kept = {c for c, n in characters.items() if _HAN.match(c) and n >= LEAST_CHARACTER} | set(_SINGLES)
    kept |= {term for term in terms if _HAN.match(term)}
    found = {word for word in words if _HAN.match(word) and len(word) <= LONGEST_ZH}
    candidates = sorted(found | kept | _english(en) | _numbers())
    scores = dict.fromkeys(candidates, 1.0)
    for done in range(1, ROUNDS + 1):
        counts = _count(tokenizer_of(scores), (text for texts in (zh, en) for text in texts))
        scores = {piece: counts[piece] + 0.2 for piece in candidates}
        on_round(done)
    frequent = sorted(candidates, key=lambda piece: (piece not in kept, -scores[piece], piece))
    return tokenizer_of({piece: scores[piece] for piece in frequent[: size - 1]})


def _english(texts: Iterable[str]) -> set[str]:
    words = Counter(word for text in texts for word in _LATIN.findall(unicodedata.normalize("NFKC", text).lower()))
    pieces: Counter[str] = Counter()
    for word in words:
        for start in range(len(word)):
            pieces.update(word[start:end] for end in range(start + 2, min(len(word), start + 7) + 1))
    whole = {word for word, n in words.items() if n >= LEAST_EN and len(word) <= LONGEST_EN}
    return whole | {piece for piece, _ in pieces.most_common(WORD_PIECES)}


def _numbers() -> set[str]:
    return {str(n) for n in range(100)} | {str(year) for year in range(1949, 2036)} | {"00", "000", "100", "500"}


def _count(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    import numpy as np

    counts = np.zeros(tokenizer.get_vocab_size(), dtype=np.int64)
    for ids in token_ids(tokenizer, texts):
        np.add.at(counts, ids, 1)
    return Counter({piece: int(counts[number]) for piece, number in tokenizer.get_vocab().items()})
