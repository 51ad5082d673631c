"""A progress bar on standard error for anything that takes longer than a second."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

OnProgress = Callable[[str, int, int, str], None]
"""Called with the stage, steps done, steps in all (0: not known), and the name of what is being done."""

_STAGES = {
    "read": "读入通知",
    "split": "切分条目",
    "embed": "计算向量",
    "store": "写入索引",
    "ask": "回答问题",
}


@contextmanager
def progress() -> Generator[OnProgress]:
    """A bar a stage; nothing where standard error is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:

        def on_progress(stage: str, done: int, of: int, name: str) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(_STAGES.get(stage, stage), total=of or None, name="")
            bar.update(tasks[stage], completed=done, total=of or None, name=name[:40])

        yield on_progress
