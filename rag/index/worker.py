"""A process that reads files one by one for another; it may be killed at any moment and nothing is lost.

Over its standard input comes a JSON line a file; back go three lines, notices, chunks and facts as `rag.index.records`
writes them, or one line with what is wrong. Nothing is pickled.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from rag.corpus import Source
from rag.errors import CorpusError, ParseError, RagError
from rag.index.reading import Limits, Reading, read_one
from rag.index.records import dump_chunks, dump_facts, dump_notices, load_chunks, load_facts, load_notices
from rag.settings import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator


class Worker:
    """A process that reads for this one; started when first asked, and again after it was killed."""

    def __init__(self, *, chunk_tokens: int, limits: Limits) -> None:
        self._chunk_tokens = chunk_tokens
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._lock = Lock()

    def read(self, source: Source) -> Reading:
        """The notice in one file.

        Raises:
            CorpusError: it is missing, altered or unreadable.
            ParseError: it holds no text, its reading has a defect, or takes more time or memory than it may.
        """
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        late = Timer(self._limits.seconds, process.kill)
        late.daemon = True
        late.start()
        try:
            process.stdin.write(_request(source))
            process.stdin.flush()
            first = process.stdout.readline()
            if first.startswith(b"["):
                return _reading(first, process.stdout.readline(), process.stdout.readline())
            if first.endswith(b"\n"):
                raise _refusal(first)
        except BrokenPipeError:
            pass  # it died at once, as said below
        finally:
            late.cancel()
        self._reap()
        raise ParseError(
            f"文件 {source.path.name} 在 {self._limits.seconds:.0f} 秒内没有读完，或读取程序意外结束。",
            hint="请把文件拆小，或另存为 .txt 后重试；其余文件不受影响。",
        )

    def kill(self) -> None:
        """End the process, for good."""
        with self._lock:
            self._killed = True
            process = self._process
        if process is not None:
            process.kill()
            self._reap()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._process is None and not self._killed:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", __name__, str(self._chunk_tokens), str(self._limits.memory)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # Ctrl-C is for the process that asks
                    env={**os.environ, "PYTHONPATH": _search_path(), "PYTHONUTF8": "1"},
                )
            process = self._process
        if process is None:
            raise ParseError("读取已停止。", hint="请重试。")
        return process

    def _reap(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe.close)


def _close(close: Any) -> None:  # noqa: ANN401 - a pipe's own method
    """Close a pipe whose other end may be gone with words still unsent."""
    try:
        close()
    except BrokenPipeError:
        return


def _search_path() -> str:
    found = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join([str(PROJECT), *([found] if found else [])])


def _request(source: Source) -> bytes:
    record = {
        "path": str(source.path),
        "name": source.name,
        "sha256": source.sha256,
        "title": source.title,
        "issuer": source.issuer,
        "issued": _day(source.issued),
        "valid_until": _day(source.valid_until),
        "repealed": source.repealed,
    }
    return json.dumps(record).encode() + b"\n"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _source(line: bytes) -> Source:
    record: dict[str, Any] = json.loads(line)
    days = {name: date.fromisoformat(day) for name in ("issued", "valid_until") if (day := record.pop(name))}
    return Source(path=Path(record.pop("path")), **days, **record)


def _reading(notices: bytes, chunks: bytes, facts: bytes) -> Reading:
    (notice,) = load_notices(notices)
    return Reading(notice=notice, chunks=load_chunks(chunks, notice), facts=load_facts(facts, notice))


def _refusal(line: bytes) -> RagError:
    record: dict[str, str] = json.loads(line)
    kind = CorpusError if record["error"] == CorpusError.__name__ else ParseError
    return kind(record["message"], hint=record["hint"])


# --- in the process itself ----------------------------------------------------------------------------------------


def main() -> None:
    """Answer until the input ends; what libraries print goes nowhere."""
    chunk_tokens, memory = int(sys.argv[1]), int(sys.argv[2])
    _bound_memory(memory)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin.buffer:
        for part in _answer(_source(line), chunk_tokens):
            answers.write(part + b"\n")
        answers.flush()


def _answer(source: Source, chunk_tokens: int) -> Iterator[bytes]:
    try:
        reading = read_one(source, chunk_tokens=chunk_tokens)
    except RagError as error:
        yield _dump_error(type(error).__name__, error.message, error.hint)
    except MemoryError:
        message = f"文件 {source.path.name} 读取时占用内存过多。"
        yield _dump_error("ParseError", message, "请把文件拆小，或另存为 .txt 后重试；其余文件不受影响。")
    else:
        yield dump_notices((reading.notice,))
        yield dump_chunks(reading.chunks, reading.notice)
        yield dump_facts(reading.facts, reading.notice)


def _dump_error(kind: str, message: str, hint: str) -> bytes:
    return json.dumps({"error": kind, "message": message, "hint": hint}).encode()


def _bound_memory(beyond: int) -> None:
    """Let this process take `beyond` bytes more than it has, where the system knows how much that is."""
    import resource

    pages = Path("/proc/self/statm")
    if pages.is_file():
        most = int(pages.read_text().split()[0]) * resource.getpagesize() + beyond
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
