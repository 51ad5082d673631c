"""Opens a model by its folder or hub name: from this machine where it is there, never waiting for a dead network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rag.errors import ModelMissing

Model = TypeVar("Model")

# Matches BAAI/bge-m3; must not match ./bge-m3, models/bge/m3 or bge-m3.
_HUB_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*")
_HUB_SECONDS = 5.0
"""How long the hub may take to say that it is there."""


def open_model(name: str, opening: Callable[[str, bool], Model]) -> Model:
    """Open a model from its folder, else from the hub's cache on this machine, else from the hub.

    Args:
        name: The folder of a model, or its name on the hub.
        opening: Opens the folder or name it is given; its second argument says whether only this machine may be asked.

    Raises:
        ModelMissing: Nothing usable is there.
    """
    folder = Path(name).expanduser()
    if not folder.is_dir() and _HUB_NAME.fullmatch(name) is None:
        raise ModelMissing(
            f"没有模型文件夹 {name!r}。",
            hint="请检查路径，或写模型库里的全名，例如 BAAI/bge-m3。",
        )
    try:
        return opening(str(folder), True) if folder.is_dir() else _open_from_hub(name, opening)
    except Exception as error:  # the libraries below raise a dozen unrelated types for "not there"
        why = next(iter(str(error).splitlines()), repr(error))
        raise ModelMissing(
            f"模型 {name!r} 打不开：{why}。",
            hint="没有网络时，请把完整的模型文件夹复制到本机，再写它的路径。",
        ) from error


def _open_from_hub(name: str, opening: Callable[[str, bool], Model]) -> Model:
    from huggingface_hub import model_info

    try:
        return opening(name, True)
    except OSError:  # not in the cache, or not all of it
        model_info(name, timeout=_HUB_SECONDS)  # fails at once, where opening tries for more than a minute
        return opening(name, False)
