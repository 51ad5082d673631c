"""Writes a model folder that both loaders read: int8 rows, a multiplier per token, the tokenizer, the card."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import SettingsError

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
WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
MODULES_FILE = "modules.json"
CONFIG_FILE = "config_sentence_transformers.json"
CARD_FILE = "README.md"
LOG_FILE = "train.log"
FRAMES_FILE = "frames.json"
_NORMALIZE_FILE = f"{_MODULES[1]['path']}/config.json"
WRITTEN = frozenset(
    {WEIGHTS_FILE, TOKENIZER_FILE, MODULES_FILE, CONFIG_FILE, CARD_FILE, LOG_FILE, FRAMES_FILE, _NORMALIZE_FILE}
)
"""Every file of a model folder that a training writes."""


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
    save_file({"embeddings": rows, "weights": weights}, folder / WEIGHTS_FILE)
    (folder / TOKENIZER_FILE).write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    (folder / MODULES_FILE).write_text(json.dumps(_MODULES, indent=2) + "\n", encoding="utf-8")
    (folder / CONFIG_FILE).write_text(json.dumps(_CONFIG, indent=2) + "\n", encoding="utf-8")
    (folder / _NORMALIZE_FILE).parent.mkdir(exist_ok=True)
    (folder / _NORMALIZE_FILE).write_text("{}\n", encoding="utf-8")
    (folder / CARD_FILE).write_text(card, encoding="utf-8")


def check_output(output: Path, data: Path) -> None:
    """Make sure that a model may be written to `output`, where nothing but a model that was written so is replaced.

    Args:
        output: The model folder to make or replace.
        data: The folder of training data.

    Raises:
        SettingsError: there is a file, a folder that holds anything else, or the training data in it.
    """
    folder = output.resolve()
    if data.resolve().is_relative_to(folder):
        raise SettingsError(
            f"模型不能写到 {str(output)!r}：训练数据就在那里。", hint="请用 --output 另指定一个新文件夹。"
        )
    if not folder.exists():
        return
    if not folder.is_dir():
        raise SettingsError(f"模型不能写到 {str(output)!r}：那是一个文件。", hint="请用 --output 指定一个新文件夹。")
    inside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    others = sorted(inside - WRITTEN)
    if others or (inside and MODULES_FILE not in inside):
        named = "、".join((others or sorted(inside))[:3])
        raise SettingsError(
            f"模型不能写到 {str(output)!r}：那个文件夹里有别的文件（{named} 等 {len(others or inside)} 个）。",
            hint="只替换本命令写出的模型文件夹；请用 --output 指定一个新文件夹。",
        )


@contextmanager
def replacing(output: Path) -> Generator[Path]:
    """A fresh folder that takes the place of `output` when the block ends well, else vanishes.

    Args:
        output: The folder to replace, as `check_output` lets it be; need not exist yet.
    """
    output = output.resolve()
    made = [folder for folder in output.parents if not folder.exists()]
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
        if old.exists() and not output.exists():
            os.rename(old, output)  # stopped between the two
        for folder in (fresh, old):
            shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # those that hold the model stay
            for folder in made:
                folder.rmdir()
