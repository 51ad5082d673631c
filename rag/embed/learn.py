"""The learning itself: token vectors whose averages agree for pairs that mean the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.random import Generator
    from numpy.typing import NDArray

WARM_UP = 50
LEAST_RATE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """The token numbers of many texts in one row.

    Attributes:
        ids: (tokens,) int32, the token numbers of all texts one after the other.
        starts: (texts + 1,) int64, where each text begins, and the end of the last.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        """Number of texts."""
        return len(self.starts) - 1

    def take(self, chosen: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The token numbers of the chosen texts, and how many each has."""
        import numpy as np

        first = self.starts[chosen]
        sizes = self.starts[chosen + 1] - first
        ends = np.cumsum(sizes)
        offsets: NDArray[np.int64] = np.repeat(first - (ends - sizes), sizes)
        places = offsets + np.arange(int(ends[-1]), dtype=np.int64)
        return self.ids[places], sizes


def bags_of(token_ids: Iterable[Sequence[int]]) -> Bags:
    """Pack the token numbers of many texts."""
    import numpy as np

    rows = [np.asarray(ids, dtype=np.int32) for ids in token_ids]
    sizes = np.asarray([0, *map(len, rows)], dtype=np.int64)
    packed = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
    return Bags(ids=packed, starts=np.cumsum(sizes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Pairs of one kind as token numbers: the i-th text on the left means the i-th on the right.

    Attributes:
        kind: Where they come from.
        left: One text of each pair.
        right: The other.
        repeats: How often each pair is seen in an epoch.
        together: How many neighbours stay in one batch; being on related matters, they make hard negatives.
    """

    kind: str
    left: Bags
    right: Bags
    repeats: int = 1
    together: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to learn.

    Attributes:
        dim: Length of a vector.
        epochs: How often every pair is seen, times the repeats of its kind.
        batch: Pairs compared with one another in one step.
        rate: Highest learning rate of Adam; it falls linearly.
        scale: What cosines are multiplied by in the loss.
        spread: Standard deviation of the first vectors.
        rarity: The constant a of the first token weights a / (a + p), p the token's share of all tokens.
        seed: Source of chance.
        threads: CPU threads.
    """

    dim: int
    epochs: int
    batch: int
    rate: float
    scale: float
    spread: float
    rarity: float
    seed: int
    threads: int


def first_vectors(shares: NDArray[np.float64], recipe: Recipe) -> NDArray[np.float32]:
    """Random vectors, shorter for frequent tokens.

    Args:
        shares: (tokens,) share of each token in all training tokens.
        recipe: How to learn.
    """
    import numpy as np

    random = np.random.default_rng(recipe.seed)
    vectors = random.standard_normal((len(shares), recipe.dim), dtype=np.float32) * recipe.spread
    return vectors * (recipe.rarity / (recipe.rarity + shares)).astype(np.float32)[:, None]


def schedule(streams: Sequence[Stream], recipe: Recipe) -> list[tuple[int, NDArray[np.int64]]]:
    """The batches of all epochs in order: which stream, and which of its pairs (one kind a batch)."""
    import numpy as np

    random = np.random.default_rng(recipe.seed + 1)
    batches: list[tuple[int, NDArray[np.int64]]] = []
    for _ in range(recipe.epochs):
        epoch: list[tuple[int, NDArray[np.int64]]] = []
        for which, stream in enumerate(streams):
            for _ in range(stream.repeats if len(stream.left) else 0):
                order = _shuffled(len(stream.left), stream.together, random)
                parts = np.array_split(order, max(1, len(order) // recipe.batch))
                epoch += [(which, part) for part in parts]
        batches += [epoch[place] for place in random.permutation(len(epoch))]
    return batches


def _shuffled(count: int, together: int, random: Generator) -> NDArray[np.int64]:
    """The numbers below `count` in runs of `together` neighbours, the runs in random order and cut at random places."""
    import numpy as np

    bounds = [0, *range(int(random.integers(together)), count, together), count]
    runs = [np.arange(start, end, dtype=np.int64) for start, end in pairwise(bounds)]
    return np.concatenate([runs[int(place)] for place in random.permutation(len(runs))])


def learn(
    streams: Sequence[Stream],
    vectors: NDArray[np.float32],
    recipe: Recipe,
    *,
    on_step: Callable[[int, int, float], None],
) -> NDArray[np.float32]:
    """Learn token vectors with a symmetric InfoNCE loss: the other pairs of a batch are the wrong answers.

    Args:
        streams: The pairs.
        vectors: (tokens, dim) the first vectors; left as they are.
        recipe: How to learn.
        on_step: Called with the step, the number of steps and the loss of the step.

    Returns:
        (tokens, dim) float32.
    """
    import torch

    torch.manual_seed(recipe.seed)  # pyright: ignore[reportUnknownMemberType]
    torch.set_num_threads(recipe.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    matrix = torch.from_numpy(vectors).to(device, copy=True)  # pyright: ignore[reportUnknownMemberType]
    adam = _RowAdam(matrix)
    batches = schedule(streams, recipe)
    for step, (which, chosen) in enumerate(batches, start=1):
        stream = streams[which]
        rows, loss = _loss(matrix, stream, chosen, recipe)
        loss.backward()  # pyright: ignore[reportUnknownMemberType]
        rate = recipe.rate * max(LEAST_RATE, 1 - step / len(batches)) * min(1.0, step / WARM_UP)
        adam.step(rows[0], rows[1], rate)
        on_step(step, len(batches), float(loss.detach()))
    return matrix.cpu().numpy()


def _loss(
    matrix: torch.Tensor, stream: Stream, chosen: NDArray[np.int64], recipe: Recipe
) -> tuple[tuple[torch.Tensor, torch.Tensor], torch.Tensor]:
    """The rows of this batch (their numbers, their values with gradients to come) and its loss."""
    import numpy as np
    import torch
    from torch.nn import functional

    left, left_sizes = stream.left.take(chosen)
    right, right_sizes = stream.right.take(chosen)
    used, inverse = np.unique(np.concatenate((left, right)), return_inverse=True)
    sizes = np.concatenate((left_sizes, right_sizes))
    starts = np.cumsum(sizes) - sizes
    device = matrix.device
    numbers = torch.from_numpy(used.astype(np.int64)).to(device)  # pyright: ignore[reportUnknownMemberType]
    rows = matrix[numbers].requires_grad_(True)
    means = functional.embedding_bag(
        torch.from_numpy(inverse.astype(np.int64)).to(device),  # pyright: ignore[reportUnknownMemberType]
        rows,
        torch.from_numpy(starts).to(device),  # pyright: ignore[reportUnknownMemberType]
        mode="mean",
    )
    unit = functional.normalize(means)
    cosines = recipe.scale * (unit[: len(chosen)] @ unit[len(chosen) :].T)
    own = torch.arange(len(chosen), device=device)
    loss = (functional.cross_entropy(cosines, own) + functional.cross_entropy(cosines.T, own)) / 2
    return (numbers, rows), loss


class _RowAdam:
    """Adam that touches only the rows of the batch, as torch's SparseAdam does, without sparse tensors."""

    def __init__(self, matrix: torch.Tensor) -> None:
        import torch

        self.matrix = matrix
        self.mean = torch.zeros_like(matrix)
        self.square = torch.zeros_like(matrix)
        self.steps = 0

    def step(self, numbers: torch.Tensor, rows: torch.Tensor, rate: float) -> None:
        """Move the rows against their gradient.

        Args:
            numbers: (r,) which rows of the matrix.
            rows: (r, dim) their values, with gradients.
            rate: Learning rate of this step.
        """
        gradient = rows.grad
        assert gradient is not None
        self.steps += 1
        mean = self.mean[numbers].lerp_(gradient, 0.1)
        square = self.square[numbers].mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        self.mean[numbers], self.square[numbers] = mean, square
        pace = rate * (1 - 0.999**self.steps) ** 0.5 / (1 - 0.9**self.steps)
        self.matrix[numbers] = rows.detach() - pace * mean / (square.sqrt() + 1e-10)
