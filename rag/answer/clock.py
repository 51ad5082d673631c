"""How long each stage of an answer took."""

from __future__ import annotations

import time


class Clock:
    """Milliseconds each stage took."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """Add the time since the last lap to the stage `name`."""
        now = time.perf_counter()
        self._laps[name] = round(self._laps.get(name, 0.0) + (now - self._last) * 1000, 2)
        self._last = now

    def timings(self) -> tuple[tuple[str, float], ...]:
        """The milliseconds of each stage, then of all."""
        total = round((time.perf_counter() - self._start) * 1000, 2)
        return (*self._laps.items(), ("total", total))
