"""A process whose children build, add, remove and roll back, and end in the middle of it.

Over standard input comes a JSON line a child; back goes how it ended. The children are forked when the libraries are
imported and the encoder is open, so that each takes a fraction of a second.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from rag.errors import RagError
from rag.index.build import build_index
from rag.index.edit import add_files, remove_notice
from rag.index.rollback import roll_back
from rag.settings import load_settings

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
"""Audit events of changes on disk; a file that is opened for writing is one more."""


class Steps:
    """Counts the changes on disk below a folder, and ends the process before one of them."""

    def __init__(self, folder: str, last: int) -> None:
        self.folder, self.last, self.done = folder, last, 0
        self.names: list[str] = []

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook."""
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (event in CHANGES or opened) and str(arguments[0]).startswith(self.folder):
            self.step(event)

    def step(self, name: str) -> None:
        """One change is about to be made."""
        self.names.append(name)
        if self.done == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.done += 1


def carry_out(order: dict[str, Any]) -> None:
    """What one child does."""
    folder = Path(order["folder"])
    settings = load_settings(corpus=folder / "corpus", index=folder / "index")
    silent = lambda *_: None  # noqa: E731 - a progress bar that shows nothing
    match order["task"]:
        case "build":
            build_index(settings, on_progress=silent)
        case "add":
            add_files(settings, [folder / "new.txt"], on_twin=lambda twin: "replace", on_progress=silent)
        case "remove":
            remove_notice(settings, order["notice"], on_progress=silent)
        case "rollback":
            roll_back(settings)
        case other:
            raise ValueError(other)


def child(order: dict[str, Any]) -> int:
    """Run one order in a process of its own; returns its exit code."""
    steps = Steps(order["folder"], order.get("kill_at", -1))
    sync = os.fsync

    def counted_sync(descriptor: int) -> None:
        steps.step("fsync")
        sync(descriptor)

    os.fsync = counted_sync
    sys.addaudithook(steps.hook)
    if order.get("most_bytes") is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["most_bytes"],) * 2)
    try:
        carry_out(order)
    except RagError:
        return 2
    if order.get("names"):
        Path(order["names"]).write_text(json.dumps(steps.names))
    return 0


def main() -> None:
    """Fork a child a line until the input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            code = 3
            try:
                code = child(order)
            finally:
                os._exit(code)
        print(json.dumps({"pid": pid}), flush=True)  # noqa: T201 - the protocol
        _, status = os.waitpid(pid, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status)}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
