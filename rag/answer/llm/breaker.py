"""A circuit breaker: a service that fails again and again is left alone for a while, then tried once."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Lock

FAILURES = 3
"""Failures in a row after which the service is left alone."""
COOL_DOWN = 30.0
"""Seconds for which it is."""


class Paused(Exception):
    """The service is left alone, or somebody else is trying it just now."""


class Breaker:
    """Counts the failures of one service for all threads of a process.

    Closed, it lets every call through. After `failures` in a row it opens: for `cool_down` seconds no call goes
    through, then one does as a trial, and what becomes of it closes the breaker or opens it again.
    """

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        cool_down: float = COOL_DOWN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._cool_down = cool_down
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._closed_until = 0.0
        self._trying = False

    @contextmanager
    def guard(self, failure: type[Exception]) -> Generator[None]:
        """One call of the service; a `failure` raised within is counted, any other end of the call clears the count.

        A call that is given up from outside (its generator closed, Ctrl-C) says nothing of the service.

        Raises:
            Paused: the call must not be made now.
        """
        trial = self._enter()
        try:
            yield
        except failure:
            self._leave(trial=trial, failed=True)
            raise
        except Exception:
            self._leave(trial=trial, failed=False)
            raise
        except BaseException:
            self._leave(trial=trial, failed=None)
            raise
        self._leave(trial=trial, failed=False)

    def _enter(self) -> bool:
        """Whether the call about to be made is the trial."""
        with self._lock:
            if self._failed < self._most:
                return False
            if self._trying or self._clock() < self._closed_until:
                raise Paused
            self._trying = True
            return True

    def _leave(self, *, trial: bool, failed: bool | None) -> None:
        with self._lock:
            if trial:
                self._trying = False
            if failed:
                self._failed += 1
                self._closed_until = self._clock() + self._cool_down
            elif failed is False:
                self._failed = 0
