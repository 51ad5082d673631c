"""Reading what a service streams: within the time allowed, and how long to wait before it is asked again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

Part = TypeVar("Part")

_BASE = 0.3
"""Seconds within which the first repetition begins; twice as many for each that follows."""


class Silent(Exception):
    """Nothing came within the time allowed for the first sign."""


class Late(Exception):
    """The stream had not ended when its time was up."""


def in_time(parts: Iterator[Part], *, first: float, deadline: float) -> Iterator[Part]:
    """`parts`, read on a thread of its own: a server that stalls, or sends no text, cannot hold the answer up.

    A thread whose stream is given up ends with the next part, or when the client's own time-out strikes.

    Args:
        parts: What the service streams; an error in it is raised again here.
        first: Seconds until the first part must be there.
        deadline: Moment of `time.monotonic` at which the last one must be.

    Raises:
        Silent: the first part was late.
        Late: a later one was.
    """
    inbox: SimpleQueue[tuple[Part] | Exception | None] = SimpleQueue()
    given_up = Event()
    Thread(target=_read, args=(parts, inbox, given_up), daemon=True, name="policy-rag-model").start()
    began, silent = time.monotonic(), True
    try:
        while True:
            until = min(deadline, began + first) if silent else deadline
            got = inbox.get(timeout=max(0.0, until - time.monotonic()))
            if got is None:
                return
            if isinstance(got, Exception):
                raise got
            silent = False
            yield got[0]
    except Empty:
        raise (Silent if silent and began + first < deadline else Late) from None
    finally:
        given_up.set()


def _read(parts: Iterator[Part], inbox: SimpleQueue[tuple[Part] | Exception | None], given_up: Event) -> None:
    try:
        for part in parts:
            inbox.put((part,))
            if given_up.is_set():
                return
        inbox.put(None)
    except Exception as error:  # raised again where the parts are waited for
        inbox.put(error)


def wait_before(attempt: int, *, draw: float, asked: float = 0.0) -> float:
    """Seconds to wait before repetition `attempt`, from 1: the full jitter of exponential back-off.

    ``wait = asked + draw · 0.3 · 2^(attempt - 1)``: so many askers that failed together do not come back together.
    Source: Brooker, "Exponential Backoff And Jitter", 2015
    (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).

    Args:
        attempt: 1 for the first repetition.
        draw: A random number from 0 to 1.
        asked: Seconds that the service asked for (``Retry-After``).
    """
    return asked + draw * _BASE * 2 ** (attempt - 1)
