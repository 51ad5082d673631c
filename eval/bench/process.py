"""Runs a command to its end in a process group of its own and tells what it took."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.errors import EvalError

LIMIT_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one process took and printed."""

    seconds: float
    """From the start to the end."""
    first_line_seconds: float
    """From the start to the first line on standard output."""
    cpu_seconds: float
    """User and system time, children waited for included."""
    peak_mb: float
    """Largest resident set in MB of 10⁶ bytes; never less than this process's own, which Linux counts at the fork."""
    lines: tuple[str, ...]
    """Standard output."""


def run_process(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    limit_seconds: float = LIMIT_SECONDS,
) -> Ran:
    """Run `command` in `folder`; its whole group is ended with it.

    Raises:
        EvalError: it cannot be started, fails, or takes longer than `limit_seconds`.
    """
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                process_group=0,
            )
        except OSError as error:
            raise EvalError(f"{command[0]!r} 无法运行：{error}。", hint="请检查解释器的路径。") from error
        ran = _wait(process, began, limit_seconds)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()[-1:]
            raise EvalError(
                f"{Path(command[0]).name} 以 {process.returncode} 退出：{''.join(said)}",
                hint=f"请单独运行一次看原因；限时 {limit_seconds:.0f} 秒。",
            )
        return ran


def _wait(process: subprocess.Popen[bytes], began: float, limit_seconds: float) -> Ran:
    """Read to the end; the group is ended before its leader is reaped, while its number cannot be another's."""
    assert process.stdout is not None  # a pipe was asked for
    limit = threading.Timer(limit_seconds, os.killpg, (process.pid, signal.SIGKILL))
    limit.start()
    try:
        first = process.stdout.readline()
        first_line = time.perf_counter()
        rest = process.stdout.read()
        process.stdout.close()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        ended = time.perf_counter()
    finally:
        limit.cancel()
        limit.join()
        os.killpg(process.pid, signal.SIGKILL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Ran(
        seconds=ended - began,
        first_line_seconds=first_line - began,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_mb=usage.ru_maxrss * 1024 / 1e6,
        lines=tuple((first + rest).decode(errors="replace").splitlines()),
    )
