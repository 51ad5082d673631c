"""Which clauses of a question only frame it: who asks, on what occasion, in what form, and nothing to look for.

A logistic regression over the encoder's vector of a clause and a few plain features of it, fitted on the clauses of
`rag/data/clauses.tsv`. The words that frame a question are without end (他一天打三个电话来催，); what they mean is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rag.embed.encoder import Encoder, StaticEncoder, built_in_folder
from rag.embed.folder import FRAMES_FILE
from rag.glossary import find_concepts
from rag.regions import find_regions
from rag.text import language_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RIDGE = 0.3
"""Weight of the squared coefficients beside the log likelihood; by leaving out one writer of the clauses at a time."""
_STEPS = 12
"""Newton steps, after which the coefficients do not move."""
_LONG = 40
"""Characters of a long clause."""
_MANY = 3
"""Concepts of the glossary beyond which more tell no more."""
_SUBJECTS = frozenset({"measure", "object", "technology"})
_ASKS = re.compile(
    r"[?？]|谁|什么|啥|怎么|如何|哪|几|多少|是否|能不能|吗|\b(?:who|what|which|when|where|how|does|do|is|are|can)\b",
    re.I,
)
_DIGIT = re.compile(r"\d")
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A clause with what it does in a question."""

    text: str
    frames: bool


@dataclass(frozen=True, kw_only=True)
class Frames:
    """Tells how likely a clause only frames a question; for one encoder."""

    encoder: StaticEncoder
    weights: tuple[float, ...]
    """One for each place of a vector, then one for each plain feature."""

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        import numpy as np

        return np.array(self.weights)

    def chances(self, clauses: Sequence[str]) -> list[float]:
        """How likely each of `clauses` only frames a question, 0 to 1."""
        import numpy as np

        if not clauses:
            return []
        return (1 / (1 + np.exp(-(_features(self.encoder, clauses) @ self._weights)))).tolist()


def open_frames(encoder: Encoder) -> Frames | None:
    """What was fitted for `encoder`, from its folder; None with an encoder of another kind, or where none was."""
    path = (Path(encoder.name).expanduser() if encoder.name else built_in_folder()) / FRAMES_FILE
    if not isinstance(encoder, StaticEncoder) or not path.is_file():
        return None
    weights = cast("list[float]", json.loads(path.read_text(encoding="utf-8")))
    return Frames(encoder=encoder, weights=tuple(weights))


def read_clauses() -> list[Labelled]:
    """The clauses with what they do."""
    lines = files("rag.data").joinpath("clauses.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return [Labelled(text=text, frames=kind == "frame") for kind, text in rows]


def fit_frames(encoder: StaticEncoder, clauses: Sequence[Labelled]) -> Frames:
    """The coefficients by which `clauses` are told apart best: ridge logistic regression by Newton's method.

    Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition, sections 4.4.1 and 4.4.4.
    """
    import numpy as np

    x = _features(encoder, [one.text for one in clauses])
    y = np.array([one.frames for one in clauses], np.float64)
    weights = np.zeros(x.shape[1])
    ridge = _RIDGE * np.eye(x.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (chance - y) + _RIDGE * weights
        bend = (x.T * (chance * (1 - chance))) @ x + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return Frames(encoder=encoder, weights=tuple(weights.round(_DECIMALS).tolist()))


def write_frames(frames: Frames, folder: Path) -> None:
    """Write what was fitted beside the model in `folder`."""
    (folder / FRAMES_FILE).write_text(json.dumps(frames.weights), encoding="utf-8")


def _features(encoder: StaticEncoder, clauses: Sequence[str]) -> NDArray[np.float64]:
    """(n, dim + 10): the vectors of the clauses, then what else they show."""
    import numpy as np

    vectors = encoder.encode_queries(clauses).astype(np.float64)
    return np.hstack([vectors, np.array([_plain(clause) for clause in clauses])])


def _plain(clause: str) -> list[float]:
    concepts = find_concepts(clause)
    end = clause.rstrip()[-1:]
    return [
        float(bool(find_regions(clause))),
        float(bool(concepts)),
        min(len(concepts), _MANY) / _MANY,
        float(any(one.concept.kind in _SUBJECTS for one in concepts)),
        float(bool(_ASKS.search(clause))),
        len(clause) / _LONG,
        float(end in "：:" and bool(end)),
        float(bool(_DIGIT.search(clause))),
        float(language_of(clause) == "en"),
        1.0,
    ]
