"""ModelWriter: a language model words the answer; every sentence of it is grounded or dropped. Door to LangChain.

What is shown is never taken back for being wrong: a sentence is shown once it is whole and its proof has been found,
not before. A model that fails midway makes way for the quoting answer, which begins with why and is complete by itself.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, cast

from rag.answer.llm.breaker import Breaker, Paused
from rag.answer.llm.calls import Late, Silent, in_time, wait_before
from rag.answer.llm.prompts import CANNOT_ANSWER, Prompt
from rag.answer.llm.proof import facts_in, to_claim
from rag.answer.llm.speech import whole_sentences, without_thoughts
from rag.domain import Claim, Fact, Notice
from rag.errors import ModelFailed, ModelMissing
from rag.settings import Settings

_REPEATS = 2
"""Times a call is made again that failed before a word had come, where that may help."""
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Status codes of troubles that pass: busy, overloaded, restarting."""
_LONGEST = 12_000
"""Characters an answer may have; a model that says more is going round in circles."""
_FINISHES = ("finish_reason", "stop_reason", "done_reason")
"""Under which name a provider says why the text ended."""
_CUT = frozenset({"length", "max_tokens", "content_filter"})
"""Reasons that leave an answer incomplete."""
_QUOTED_INSTEAD = "以下为直接引用原文的回答。"


class ServiceFailed(ModelFailed):
    """The service of the model failed, whatever the model would have said; this is what the breaker counts."""


class ModelWriter:
    """Asks an OpenAI-compatible chat model through LangChain's ``init_chat_model``; safe to use from many threads."""

    def __init__(self, settings: Settings, *, breaker: Breaker) -> None:
        self.name = settings.model
        self._first = settings.model_first_timeout
        self._total = settings.model_timeout
        self._breaker = breaker
        self._model = _open(settings)

    def claims(
        self, prompt: Prompt, notices: Mapping[str, Notice], facts: Sequence[Fact], *, verbatim: bool
    ) -> Iterator[Claim]:
        """The grounded sentences of the model's answer, once each, each as soon as it is whole.

        Args:
            prompt: What the model is asked.
            notices: The corpus by id.
            facts: The facts of the corpus.
            verbatim: Whether sentences must share words with their sources: for an answer in Chinese.

        Raises:
            ModelFailed: the model cannot be reached, stops, is too slow, says nothing that holds, or is left alone
                after failures in a row.
        """
        own = facts_in(tuple(prompt.handles.values()), facts)
        said: set[str] = set()
        declined = False
        try:
            with self._breaker.guard(ServiceFailed):
                for sentence in whole_sentences(without_thoughts(self._deltas(prompt))):
                    if CANNOT_ANSWER in sentence:
                        declined = True
                        continue
                    claim = to_claim(sentence, prompt.handles, notices, own, verbatim=verbatim)
                    if claim is not None and claim.text not in said:
                        said.add(claim.text)
                        yield claim
        except Paused as error:
            raise ModelFailed("模型服务连续出错，暂停使用片刻", hint=_QUOTED_INSTEAD) from error
        if not said:
            reason = "模型认为所给内容不足以回答" if declined else "模型的话都没有依据"
            raise ModelFailed(reason, hint=_QUOTED_INSTEAD)

    def hear(self, prompt: Prompt) -> str:
        """All that the model says, as it says it.

        Raises:
            ModelFailed: it cannot be reached, stops, or is too slow.
        """
        return "".join(self._deltas(prompt))

    def _deltas(self, prompt: Prompt) -> Iterator[str]:
        """Text as it streams in, within the time allowed for the whole answer, repetitions and waits included."""
        deadline = time.monotonic() + self._total
        for attempt in count(1):
            begun = False
            try:
                for text in self._attempt(prompt, deadline):
                    begun = begun or bool(text)
                    yield text
                return
            except ServiceFailed:
                raise
            except (Silent, Late) as error:
                raise self._failed(error) from error
            except Exception as error:  # each provider's library has errors of its own
                wait = wait_before(attempt, draw=random.random(), asked=_asked_to_wait(error))
                again = attempt <= _REPEATS and not begun and _passes(error)
                if not again or time.monotonic() + wait >= deadline:
                    raise self._failed(error) from error
                time.sleep(wait)

    def _attempt(self, prompt: Prompt, deadline: float) -> Iterator[str]:
        """One call."""
        messages = [("system", prompt.system), ("human", prompt.user)]
        finish, length = "", 0
        for part in in_time(self._model.stream(messages), first=self._first, deadline=deadline):
            text = str(part.text)
            length += len(text)
            if length > _LONGEST:
                raise ServiceFailed("模型的回答没完没了", hint=_QUOTED_INSTEAD)
            yield text
            finish = _finish_of(part) or finish
        if not finish or finish in _CUT:
            raise ServiceFailed("模型的回答中途断了", hint=_QUOTED_INSTEAD)

    def _failed(self, error: Exception) -> ModelFailed:
        """`error` in our words; what a server writes is not shown."""
        from openai import APIConnectionError, APITimeoutError

        if isinstance(error, Silent):
            hint = "可调大 POLICY_RAG_MODEL_FIRST_TIMEOUT。"
            return ServiceFailed(f"模型 {self._first:g} 秒内没有开始回答", hint=hint)
        if isinstance(error, Late | APITimeoutError):
            return ServiceFailed(f"模型 {self._total:g} 秒内没有答完", hint="可调大 POLICY_RAG_MODEL_TIMEOUT。")
        if (status := _status_of(error)) is not None:
            reason = f"模型服务返回错误 {status}"
        elif isinstance(error, APIConnectionError | OSError):
            reason = "模型服务连不上或断开了"
        else:
            reason = f"模型服务的回应不可用（{type(error).__name__}）"
        return ServiceFailed(reason, hint="请检查 POLICY_RAG_MODEL、POLICY_RAG_MODEL_URL 和 POLICY_RAG_MODEL_KEY。")


def try_model(settings: Settings) -> None:
    """One short call of the language model that `settings` name, to see whether it answers.

    Raises:
        ModelMissing: it cannot be opened.
        ModelFailed: it cannot be reached, or does not answer in time.
    """
    prompt = Prompt(system="只回答一个字：好。", user="好吗？", handles={})
    ModelWriter(settings, breaker=Breaker()).hear(prompt)


def _open(settings: Settings) -> Any:  # noqa: ANN401 - LangChain's own type is not worth its import here
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    from langchain.chat_models import init_chat_model
    from openai import OpenAIError

    options: dict[str, Any] = {"temperature": 0, "timeout": settings.model_timeout, "max_retries": 0}
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


def _status_of(error: Exception) -> int | None:
    """The HTTP status that `error` is about, under the name that the providers' libraries share; None without one."""
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _passes(error: Exception) -> bool:
    """Whether the same call may go well a moment later."""
    from openai import APIConnectionError

    status = _status_of(error)
    return isinstance(error, APIConnectionError | OSError) if status is None else status in _PASSING


def _asked_to_wait(error: Exception) -> float:
    """Seconds that the service asks to be left alone for (``Retry-After``); 0 where it asks for none."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    asked = "" if headers is None else str(headers.get("retry-after", ""))
    return float(asked) if asked.isdigit() else 0.0
