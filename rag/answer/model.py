"""ModelWriter: a language model words the answer; every sentence of it is grounded or dropped. Door to LangChain."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, cast

from rag.answer.prompts import CANNOT_ANSWER, Prompt
from rag.answer.proof import facts_in, to_claim
from rag.domain import Claim, Fact, Notice
from rag.errors import ModelFailed, ModelMissing
from rag.settings import Settings
from rag.text import Span, sentences

# 。[P1][P2] and "。 [P3]": handles that follow the full stop; not [P1]。
_HANDLES_AFTER_STOP = re.compile(r"([。！？!?；;.]+)\s*((?:\s*[\[〔【]\s*P\d{1,3}\s*[\]〕】])+)")
_LONGEST_HANDLE = 6
"""Characters to wait for, so that a handle is seen whole."""
_THOUGHT, _THOUGHT_END = "<think>", "</think>"
_FINISHES = ("finish_reason", "stop_reason", "done_reason")
"""Under which name a provider says why the text ended."""
_CUT = frozenset({"length", "max_tokens", "content_filter"})
"""Reasons that leave an answer incomplete."""
_QUOTED_INSTEAD = "以下为直接引用原文的回答。"


class ModelWriter:
    """Asks an OpenAI-compatible chat model through LangChain's ``init_chat_model``."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.model
        self._timeout = settings.model_timeout
        self._model = _open(settings)

    def claims(
        self, prompt: Prompt, notices: Mapping[str, Notice], facts: Sequence[Fact], *, verbatim: bool
    ) -> Iterator[Claim]:
        """The grounded sentences of the model's answer, each as soon as it is whole.

        Args:
            prompt: What the model is asked.
            notices: The corpus by id.
            facts: The facts of the corpus.
            verbatim: Whether sentences must share words with their passage: for an answer in Chinese.

        Raises:
            ModelFailed: the model cannot be reached, stops, is too slow, or says nothing that holds.
        """
        own = facts_in(tuple(prompt.handles.values()), facts)
        held = 0
        for sentence in _whole_sentences(_without_thoughts(self._deltas(prompt))):
            if CANNOT_ANSWER in sentence:
                raise ModelFailed("模型认为段落不足以回答", hint=_QUOTED_INSTEAD)
            claim = to_claim(sentence, prompt.handles, notices, own, verbatim=verbatim)
            if claim is not None:
                held += 1
                yield claim
        if not held:
            raise ModelFailed("模型的话都没有依据", hint=_QUOTED_INSTEAD)

    def _deltas(self, prompt: Prompt) -> Iterator[str]:
        """Text as it streams in, within the time allowed for the whole answer."""
        messages = [("system", prompt.system), ("human", prompt.user)]
        finish = ""
        try:
            for part in _in_time(self._model.stream(messages), seconds=self._timeout):
                yield str(part.text)
                finish = _finish_of(part) or finish
        except TimeoutError as error:
            raise self._too_slow() from error
        except Exception as error:  # each provider's library has errors of its own
            raise self._failed(error) from error
        if not finish or finish in _CUT:
            raise ModelFailed("模型的回答中途断了", hint=_QUOTED_INSTEAD)

    def _too_slow(self) -> ModelFailed:
        return ModelFailed(f"模型 {self._timeout:g} 秒内没有答完", hint="可调大 POLICY_RAG_MODEL_TIMEOUT。")

    def _failed(self, error: Exception) -> ModelFailed:
        """`error` in our words; what a server writes is not shown."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError

        if isinstance(error, APITimeoutError):
            return self._too_slow()
        if isinstance(error, APIStatusError):
            reason = f"模型服务返回错误 {error.status_code}"
        elif isinstance(error, APIConnectionError | OSError):
            reason = "模型服务连不上或断开了"
        else:
            reason = f"模型服务的回应不可用（{type(error).__name__}）"
        return ModelFailed(reason, hint="请检查 POLICY_RAG_MODEL、POLICY_RAG_MODEL_URL 和 POLICY_RAG_MODEL_KEY。")


def _open(settings: Settings) -> Any:  # noqa: ANN401 - LangChain's own type is not worth its import here
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    from langchain.chat_models import init_chat_model
    from openai import OpenAIError

    options: dict[str, Any] = {"temperature": 0, "timeout": settings.model_timeout, "max_retries": 1}
    if settings.model_url:
        options |= {"base_url": settings.model_url, "api_key": settings.model_key or "none"}
        options |= {} if ":" in settings.model else {"model_provider": "openai"}
    elif settings.model_key:
        options["api_key"] = settings.model_key
    try:
        return cast("Any", init_chat_model(settings.model, **options))
    except (ImportError, ValueError, OSError, OpenAIError) as error:
        raise ModelMissing(
            f"语言模型 {settings.model!r} 打不开：{str(error).splitlines()[0].rstrip('.。')}。",
            hint="请检查 POLICY_RAG_MODEL（如 openai:qwen2.5-72b-instruct）及其 _URL 和 _KEY。",
        ) from error


def _finish_of(part: Any) -> str:  # noqa: ANN401 - a LangChain message chunk
    """Why the text ends with `part`, in the provider's word; ``""`` where it goes on."""
    return next((str(part.response_metadata[name]) for name in _FINISHES if part.response_metadata.get(name)), "")


def _in_time(parts: Iterator[Any], *, seconds: float) -> Iterator[Any]:
    """`parts`, read on a thread of its own: a server that stalls, or sends no text, cannot hold the answer up.

    Raises:
        TimeoutError: the next part is not there when `seconds` have gone by since the first was asked for.
    """
    inbox: SimpleQueue[tuple[Any, Exception | None, bool]] = SimpleQueue()
    given_up = Event()

    def read() -> None:
        try:
            for part in parts:
                inbox.put((part, None, False))
                if given_up.is_set():
                    return
            inbox.put((None, None, True))
        except Exception as error:  # raised again where the parts are read
            inbox.put((None, error, True))

    Thread(target=read, daemon=True, name="policy-rag-model").start()
    deadline = time.monotonic() + seconds
    try:
        while True:
            part, error, over = inbox.get(timeout=max(0.0, deadline - time.monotonic()))
            if error is not None:
                raise error
            if over:
                return
            yield part
    except Empty:
        raise TimeoutError from None
    finally:
        given_up.set()


def _without_thoughts(deltas: Iterator[str]) -> Iterator[str]:
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


def _whole_sentences(deltas: Iterator[str]) -> Iterator[str]:
    """Sentences as soon as the next one begins; handles after the full stop are drawn before it."""
    buffer = ""
    for delta in deltas:
        buffer = _HANDLES_AFTER_STOP.sub(r"\2\1", buffer + delta)
        spans = _spans(buffer)
        while len(spans) > 1 and len(buffer) - spans[1][0] > _LONGEST_HANDLE:
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
