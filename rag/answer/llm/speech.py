"""What a language model says, as sentences: cut where they end, without the thoughts that come before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.text import Span, sentences

# 。[P1][F2] and "。 [P3, F4]": handles that follow the full stop; not [P1]。
_HANDLES_AFTER_STOP = re.compile(
    r"([。！？!?；;.]+)\s*((?:\s*[\[〔【]\s*[PF]\d{1,3}(?:\s*[,，、;；]\s*[PF]\d{1,3})*\s*[\]〕】])+)", re.IGNORECASE
)
# "[P1, F" at the end of what has come: a handle that is not whole yet; not "[P1] 杭州"
_HANDLE_BEGUN = re.compile(r"[\[〔【][^\]〕】]{0,40}")
_THOUGHT, _THOUGHT_END = "<think>", "</think>"


def without_thoughts(deltas: Iterator[str]) -> Iterator[str]:
    """`deltas` without the ``<think>…</think>`` that a reasoning model begins with."""
    buffer = ""
    for delta in deltas:
        buffer += delta
        begun = buffer.lstrip()
        if len(begun) < len(_THOUGHT) and _THOUGHT.startswith(begun):
            continue
        if not begun.startswith(_THOUGHT):
            yield buffer
            yield from deltas
            return
        _, end, rest = begun.partition(_THOUGHT_END)
        if end:
            yield rest
            yield from deltas
            return
    yield "" if buffer.lstrip().startswith(_THOUGHT) else buffer


def whole_sentences(deltas: Iterator[str]) -> Iterator[str]:
    """Sentences as soon as the next one begins; handles after the full stop are drawn before it."""
    buffer = ""
    for delta in deltas:
        buffer = _HANDLES_AFTER_STOP.sub(r"\2\1", buffer + delta)
        spans = _spans(buffer)
        while len(spans) > 1 and not _HANDLE_BEGUN.fullmatch(buffer, spans[1][0]):
            yield buffer[spans[0][0] : spans[0][1]]
            buffer = buffer[spans[0][1] :]
            spans = _spans(buffer)
    yield from (buffer[start:end] for start, end in _spans(buffer))


def _spans(text: str) -> list[Span]:
    """The sentences of `text`; what a semicolon joins stays one, for it shares its handle."""
    spans: list[Span] = []
    for start, end in sentences(text):
        if spans and text[spans[-1][1] - 1] in "；;" and "\n" not in text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
