"""Writes a model folder that both loaders read: int8 rows, a multiplier per token, the tokenizer, the card."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.models.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.models.Normalize",
    },
]
_CONFIG = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}
_LARGEST_INT8 = 127


def quantise(
    vectors: NDArray[np.float32],
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows as whole numbers and what to multiply them by, so that rows * weights is nearly vectors.

    Args:
        vectors: (tokens, dim) float32.

    Returns:
        (tokens, dim) int8 from -127 to 127, and (tokens,) float32, zero for a zero row.
    """
    import numpy as np

    peaks = np.abs(vectors).max(axis=1)
    steps = np.where(peaks > 0, peaks, 1).astype(np.float32) / _LARGEST_INT8
    rows = np.rint(vectors / steps[:, None]).astype(np.int8)
    return rows, np.where(peaks > 0, steps, 0).astype(np.float32)


def write_model(folder: Path, tokenizer: Tokenizer, vectors: NDArray[np.float32], *, card: str) -> None:
    """Write the files of a static model into a folder that exists.

    Args:
        folder: Where to write.
        tokenizer: Text to token numbers.
        vectors: (tokens, dim) float32, a row per token number; the unknown token's row is zero.
        card: The text of README.md.
    """
    from safetensors.numpy import save_file  # pyright: ignore[reportUnknownVariableType]

    rows, weights = quantise(vectors)
    save_file({"embeddings": rows, "weights": weights}, folder / "model.safetensors")
    (folder / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    (folder / "modules.json").write_text(json.dumps(_MODULES, indent=2) + "\n", encoding="utf-8")
    (folder / "config_sentence_transformers.json").write_text(json.dumps(_CONFIG, indent=2) + "\n", encoding="utf-8")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    (folder / "README.md").write_text(card, encoding="utf-8")


@contextmanager
def replacing(output: Path) -> Generator[Path]:
    """A fresh folder that takes the place of `output` when the block ends well, else vanishes.

    Args:
        output: The folder to replace; need not exist yet.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    old = fresh.with_name(fresh.name + "-old")
    try:
        yield fresh
        fresh.chmod(0o755)
        for path in fresh.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        if output.exists():
            os.rename(output, old)
        os.rename(fresh, output)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
