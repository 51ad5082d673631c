"""A progress bar on standard error for anything that takes longer than a second."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

OnProgress = Callable[[str, int, int, str], None]
"""Called with the stage, steps done, steps in all (0: not known), and the name of what is being done."""

_STAGES = {
    "read": "读入通知",
    "embed": "计算向量",
    "store": "写入索引",
    "ask": "回答问题",
}


class Bar:
    """A bar a stage; called as an `OnProgress`."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, of: int, name: str) -> None:
        """Show where `stage` stands."""
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(_STAGES.get(stage, stage), total=of or None, name="")
        self._bar.update(self._tasks[stage], completed=done, total=of or None, name=name[:40])

    @contextmanager
    def paused(self) -> Generator[None]:
        """Leave the terminal to a question."""
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


@contextmanager
def progress() -> Generator[Bar]:
    """A bar a stage; nothing where standard error is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        yield Bar(bar)
