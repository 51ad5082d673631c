"""Long work as a stream of lines of JSON: how far it is, and at last what came of it or why nothing did."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from logging import getLogger
from queue import Empty, Queue
from typing import Any

from rag.domain import Language
from rag.errors import RagError
from rag.progress import OnProgress
from ui.said import in_language
from ui.words import WORDS

PAUSE_SECONDS = 0.1
"""Steps that come faster than this are told together."""


def step_lines(work: Callable[[OnProgress], dict[str, Any]], *, language: Language = "zh") -> Iterator[str]:
    """A line for each step that is worth telling, and a last one.

    A step is ``{"stage", "done", "of", "name"}``. The last line is what `work` returns, or ``{"error": {"message",
    "hint"}}``. The work goes on to its end also where nobody hears of it any more.

    Args:
        work: What is done, on a thread of its own.
        language: Of the page, for what went wrong.
    """
    steps: Queue[dict[str, Any]] = Queue()

    def on_progress(stage: str, done: int, of: int, name: str) -> None:
        steps.put({"stage": stage, "done": done, "of": of, "name": name})

    pool = ThreadPoolExecutor(max_workers=1)
    doing = pool.submit(work, on_progress)
    pool.shutdown(wait=False)
    while not doing.done():
        with suppress(Empty):
            step = steps.get(timeout=PAUSE_SECONDS)
            while not steps.empty():
                step = steps.get()
            yield _line(step)
            with suppress(TimeoutError):
                doing.exception(timeout=PAUSE_SECONDS)
    try:
        yield _line(doing.result())
    except RagError as error:
        told = {"message": in_language(error.message, language), "hint": in_language(error.hint, language)}
        yield _line({"error": told})
    except Exception:
        # not raised again: the reply would break off, as where the connection is lost
        getLogger(__name__).exception("long work could not be done")
        words = WORDS[language]
        yield _line({"error": {"message": words.fault, "hint": words.failed_hint}})


def _line(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False) + "\n"
