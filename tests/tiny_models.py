"""Tiny real models with random weights, saved as a hub model's folder is: encoders and a cross-encoder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from notice_sample import read_folder

from rag.embed.folder import write_model
from rag.embed.vocabulary import tokenizer_of
from tests.conftest import CORPUS

PROMPTS = {"query": "query: ", "passage": "passage: "}
LONGEST = 256


def save_static(folder: Path, text: str) -> None:
    """A table of sixteen numbers a character of `text`, of the kind of the built-in model."""
    folder.mkdir()
    letters = sorted({char for char in text.lower() if not char.isspace()})
    vectors = np.random.default_rng(0).standard_normal((1 + len(letters), 16), dtype=np.float32)
    vectors[0] = 0.0
    write_model(folder, tokenizer_of(dict.fromkeys(letters, 1.0)), vectors, card="")


def save_encoder(folder: Path, *, seed: int = 0) -> None:
    """A model of two layers of 32 numbers that takes the mean of its tokens and does not normalise it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    inside = folder.with_name(f"{folder.name}-transformer")
    _save_transformer(inside, BertModel, seed)
    modules = [Transformer(str(inside), max_seq_length=LONGEST), Pooling(32, pooling_mode="mean")]
    SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu").save(str(folder), create_model_card=False)


def save_cross_encoder(folder: Path, *, seed: int = 0) -> None:
    """A model of the same size that gives a pair of texts one number."""
    from transformers import BertForSequenceClassification

    _save_transformer(folder, BertForSequenceClassification, seed, num_labels=1)


def _save_transformer(folder: Path, kind: Any, seed: int, **options: int) -> None:
    import torch
    from transformers import BertConfig, BertTokenizerFast

    folder.mkdir(parents=True)
    letters = sorted({char for notice in read_folder(CORPUS) for char in notice.text.lower() if not char.isspace()})
    words = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", *letters)
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = BertTokenizerFast.from_pretrained(folder, model_max_length=LONGEST)
    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    config = BertConfig(vocab_size=len(words), max_position_embeddings=LONGEST, **sizes, **options)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        kind(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
