"""Several arrays in one file, which is mapped into memory and not read: no pickle, each on a boundary of 64 bytes."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BOUNDARY = 64
"""Bytes on a multiple of which each array begins."""
_KINDS = ("<u1", "<u2", "<u4", "<i4", "<i8")
"""The kinds of numbers that an array may hold."""


def save_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write `arrays`, each of one dimension, into the file `path`: a line of JSON, then their bytes."""
    shapes = {name: [_kind(array), len(array)] for name, array in arrays.items()}
    with path.open("wb") as file:
        file.write(json.dumps(shapes).encode() + b"\n")
        for array in arrays.values():
            file.write(b"\0" * (-file.tell() % _BOUNDARY))
            file.write(array.astype(_kind(array), copy=False).tobytes())


def open_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays that `save_arrays` wrote, read-only.

    Raises:
        OSError: the file is missing or unreadable.
        ValueError: it does not hold what it should.
    """
    import numpy as np

    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    at = content.find(b"\n") + 1
    shapes = cast(dict[str, tuple[str, int]], json.loads(content[:at]))
    arrays: dict[str, NDArray[Any]] = {}
    for name, (kind, count) in shapes.items():
        if kind not in _KINDS:
            raise ValueError(f"expected numbers of a kind in {_KINDS}, found {kind!r}")
        at += -at % _BOUNDARY
        arrays[name] = np.frombuffer(content, kind, count, at)
        at += arrays[name].nbytes
    if at != len(content):
        raise ValueError(f"{path.name} holds {len(content)} bytes, of which {at} are arrays")
    return arrays


def _kind(array: NDArray[Any]) -> str:
    """The kind of an array's numbers, as it is stored: least byte first."""
    return array.dtype.newbyteorder("<").str.replace("|", "<")
