"""The reranker, off by default: a cross-encoder reads the question and a passage together and scores the pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from rag.embed.hub import open_model
from rag.errors import ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker(Protocol):
    """What tells how well passages answer a question."""

    def scores(self, question: str, passages: Sequence[str]) -> tuple[float, ...]:
        """How well each passage answers, from 0 to 1."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossEncoderReranker:
    """Any cross-encoder with one score a pair that sentence-transformers opens."""

    model: CrossEncoder

    def scores(self, question: str, passages: Sequence[str]) -> tuple[float, ...]:
        """How well each passage answers: ``1 / (1 + exp(-s))``, s being the model's score of the pair."""
        import numpy as np

        if not passages:
            return ()
        pairs = [(question, passage) for passage in passages]
        found = self.model.predict(  # pyright: ignore[reportUnknownMemberType]
            pairs, activation_fn=_as_is, show_progress_bar=False
        )
        return tuple((1 / (1 + np.exp(-np.asarray(found, np.float64)))).tolist())


def open_reranker(name: str) -> CrossEncoderReranker:
    """Open a reranker by the path of its folder or its name on the model hub.

    Raises:
        ModelMissing: Nothing usable is there, or it is no reranker.
    """

    def opening(source: str, local_only: bool) -> CrossEncoder:
        from sentence_transformers import CrossEncoder

        return CrossEncoder(source, local_files_only=local_only)

    model = open_model(name, opening)
    # a model that scores no pairs would be given a layer of random weights that does
    kinds = cast("list[str] | None", getattr(model.config, "architectures", None))
    if model.num_labels != 1 or any(kind.endswith("Model") for kind in kinds or ()):
        raise ModelMissing(
            f"模型 {name!r} 不是重排模型。", hint="请换一个给问题和段落打分的模型，例如 BAAI/bge-reranker-v2-m3。"
        )
    return CrossEncoderReranker(model=model)


def _as_is(scores: object) -> object:
    return scores
