"""The sentence encoder: turns questions and passages into unit vectors; one protocol, two loaders."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from rag.embed.folder import CONFIG_FILE, MODULES_FILE, TOKENIZER_FILE, WEIGHTS_FILE
from rag.embed.hub import open_model
from rag.errors import ModelMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

_COPY_AGAIN = "请重新复制完整的模型文件夹。"
_BATCH = 1_024
_BLOCK = 2**20


class Encoder(Protocol):
    """What turns texts into vectors that can be compared by their inner product."""

    @property
    def name(self) -> str:
        """The setting that opened it; empty for the built-in model."""
        ...

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits; vectors of encoders with different fingerprints must not be compared."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode questions.

        Returns:
            (n, dim) float32, rows of unit length; the row of a text without a known token is zero.
        """
        ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode passages.

        Returns:
            (n, dim) float32, rows of unit length; the row of a text without a known token is zero.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticEncoder:
    """A vector per token, averaged over a text; read without torch from a sentence-transformers folder.

    Attributes:
        name: The setting that opened it.
        fingerprint: SHA-256 over the files that decide the vectors.
        dim: Length of a vector.
        tokenizer: Text to token numbers.
        rows: (r, dim) int8, float16 or float32, one row for one or more tokens.
        row_of: (tokens,) the row of a token.
        weight_of: (tokens,) float32, what the row of a token is multiplied by.
        query_prompt: Put before every question; mostly empty.
        passage_prompt: Put before every passage; mostly empty.
    """

    name: str
    fingerprint: str
    dim: int
    tokenizer: Tokenizer
    rows: NDArray[Any]
    row_of: NDArray[np.int64]
    weight_of: NDArray[np.float32]
    query_prompt: str = ""
    passage_prompt: str = ""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode questions: (n, dim) float32, unit rows, zero without a known token."""
        return self._encode([self.query_prompt + text for text in texts] if self.query_prompt else texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode passages: (n, dim) float32, unit rows, zero without a known token."""
        return self._encode([self.passage_prompt + text for text in texts] if self.passage_prompt else texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for place, ids in enumerate(self._token_ids(texts)):
            if ids:
                rows = self.rows[self.row_of[ids]].astype(np.float32, copy=False)
                vectors[place] = self.weight_of[ids] @ rows
        return _unit(vectors)

    def _token_ids(self, texts: Sequence[str]) -> Iterator[list[int]]:
        if len(texts) == 1:
            yield self.tokenizer.encode(texts[0], add_special_tokens=False).ids
            return
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            for encoding in self.tokenizer.encode_batch_fast(batch, add_special_tokens=False):
                yield encoding.ids


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceTransformerEncoder:
    """Any model that sentence-transformers opens, with the prompts of its own configuration.

    Attributes:
        name: Hub name or local path that opened it.
        fingerprint: SHA-256 over the files of a local folder, over name and dim of a hub model.
        dim: Length of a vector.
        model: The opened model.
        passage_prompt: Put before every passage; mostly empty.
    """

    name: str
    fingerprint: str
    dim: int
    model: SentenceTransformer
    passage_prompt: str = ""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode questions with the model's query prompt: (n, dim) float32, unit rows."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        found = self.model.encode_query(  # pyright: ignore[reportUnknownMemberType]
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(found, dtype=np.float32)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode passages with the model's passage prompt: (n, dim) float32, unit rows."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        found = self.model.encode_document(  # pyright: ignore[reportUnknownMemberType]
            list(texts), prompt=self.passage_prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(found, dtype=np.float32)


def built_in_folder() -> Path:
    """Where the model shipped with the package lies."""
    return Path(__file__).parent / "model"


def open_encoder(name: str = "") -> Encoder:
    """Open an encoder.

    Args:
        name: Empty for the built-in model, else the path of a model folder or a name on the model hub.

    Raises:
        ModelMissing: Nothing usable is there.
    """
    folder = Path(name).expanduser() if name else built_in_folder()
    if not name and not (folder / MODULES_FILE).is_file():
        raise ModelMissing(
            f"内置向量模型不在 {str(folder)!r}。",
            hint="请重新安装，或重新训练：policy-rag train-encoder --data 训练数据文件夹。",
        )
    static = _static_folder(folder)
    return _open_transformer(name, folder) if static is None else _open_static(name, folder, static)


def open_static(folder: Path) -> StaticEncoder:
    """The static encoder in `folder`.

    Raises:
        ModelMissing: there is none.
    """
    inside = _static_folder(folder)
    if inside is None:
        raise ModelMissing(f"模型文件夹 {str(folder)!r} 无法读取：{MODULES_FILE}。", hint=_COPY_AGAIN)
    return _open_static(str(folder), folder, inside)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"模型文件 {str(path)!r} 无法读取：{error}。",
            hint=_COPY_AGAIN,
        ) from error


def _static_folder(folder: Path) -> Path | None:
    """The folder of the token vectors, or None where this is not a plain static model."""
    if not (folder / MODULES_FILE).is_file():
        return None
    modules = cast("list[dict[str, str]]", _read_json(folder / MODULES_FILE))
    kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
    if kinds[:1] != ["StaticEmbedding"] or kinds[1:] not in ([], ["Normalize"]):
        return None
    config = _config(folder)
    inside = folder / modules[0]["path"]
    usual = (inside / WEIGHTS_FILE).is_file() and config.get("truncate_dim") is None
    return inside if usual else None


def _config(folder: Path) -> dict[str, Any]:
    path = folder / CONFIG_FILE
    return cast("dict[str, Any]", _read_json(path)) if path.is_file() else {}


def _open_static(name: str, folder: Path, inside: Path) -> StaticEncoder:
    import numpy as np
    from safetensors import SafetensorError
    from safetensors.numpy import load_file  # pyright: ignore[reportUnknownVariableType]
    from tokenizers import Tokenizer

    try:
        tensors = load_file(inside / WEIGHTS_FILE)
        tokenizer = Tokenizer.from_file(str(inside / TOKENIZER_FILE))
    except (
        OSError,
        SafetensorError,
        ValueError,
        Exception,
    ) as error:  # tokenizers raises plain Exception
        raise ModelMissing(
            f"模型文件夹 {str(folder)!r} 无法读取：{error}。",
            hint=_COPY_AGAIN,
        ) from error
    tokenizer.no_padding()
    rows = tensors["embedding.weight"] if "embedding.weight" in tensors else tensors["embeddings"]
    tokens = tokenizer.get_vocab_size()
    row_of = tensors.get("mapping", np.arange(len(rows))).astype(np.int64)
    weight_of = tensors.get("weights", np.ones(len(row_of))).astype(np.float32)
    if len(row_of) < tokens or len(weight_of) != len(row_of) or row_of.max() >= len(rows):
        raise ModelMissing(
            f"模型文件夹 {str(folder)!r} 里有 {tokens} 个词元，却有 {len(row_of)} 个向量：文件的版本不一致。",
            hint=_COPY_AGAIN,
        )
    prompts = cast("dict[str, str]", _config(folder).get("prompts") or {})
    files = (folder / MODULES_FILE, inside / TOKENIZER_FILE, inside / WEIGHTS_FILE)
    return StaticEncoder(
        name=name,
        fingerprint=_files_fingerprint(files, prompts),
        dim=int(rows.shape[1]),
        tokenizer=tokenizer,
        rows=rows,
        row_of=row_of,
        weight_of=weight_of,
        query_prompt=prompts.get("query") or "",
        passage_prompt=_passage_prompt(prompts),
    )


def _passage_prompt(prompts: Mapping[str, str | None]) -> str:
    """The prompt for passages; an empty one under another name, as sentence-transformers adds, does not hide it."""
    return next((prompt for key in ("document", "passage", "corpus") if (prompt := prompts.get(key))), "")


def _open_transformer(name: str, folder: Path) -> SentenceTransformerEncoder:
    def opening(source: str, local_only: bool) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(source, local_files_only=local_only)

    model = open_model(name, opening)
    dim = model.get_embedding_dimension() or len(model.encode_query("政策"))  # pyright: ignore[reportUnknownMemberType]
    if folder.is_dir():
        inside = (path for path in folder.rglob("[!.]*") if path.is_file() and path.suffix != ".md")
        files = sorted(path for path in inside if not path.relative_to(folder).parts[0].startswith("."))
        fingerprint = _files_fingerprint(files, {})
    else:
        fingerprint = hashlib.sha256(f"{name}\n{dim}".encode()).hexdigest()
    return SentenceTransformerEncoder(
        name=name,
        fingerprint=fingerprint,
        dim=int(dim),
        model=model,
        passage_prompt=_passage_prompt(model.prompts),
    )


def _files_fingerprint(files: Sequence[Path], prompts: dict[str, str]) -> str:
    """SHA-256 over the whole of the files in this order; one flipped bit makes another."""
    digest = hashlib.sha256(json.dumps(prompts, sort_keys=True).encode())
    for path in files:
        digest.update(f"{path.name}\n{path.stat().st_size}\n".encode())
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()
