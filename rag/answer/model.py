"""ModelWriter: a language model words the answer; every sentence of it is grounded or dropped. Door to LangChain."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

from rag.answer.ground import is_grounded
from rag.answer.prompts import CANNOT_ANSWER, HANDLE, Prompt
from rag.domain import Claim, Notice, Passage, Quote
from rag.errors import ModelFailed, ModelMissing
from rag.numerals import numbers_in
from rag.settings import Settings
from rag.text import fold, pairs, sentences, squeeze

# “……” of eight characters or more is a quotation and must be verbatim; shorter ones are names
_QUOTED = re.compile(r"[“「\"]([^”」\"]{8,})[”」\"]")
# a list mark a model puts before a sentence: - / 1. / **
_LIST_MARK = re.compile(r"^[\s>*#-]*(?:\d+[.、]\s*)?")
_SUPPORT = 0.35
"""Share of a sentence's character pairs that its passage must hold."""


class ModelWriter:
    """Asks an OpenAI-compatible chat model through LangChain's ``init_chat_model``."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.model
        self._timeout = settings.model_timeout
        self._model = _open(settings)

    def claims(self, prompt: Prompt, notices: Mapping[str, Notice], *, verbatim: bool) -> Iterator[Claim]:
        """The grounded sentences of the model's answer, each as soon as it is whole.

        Args:
            prompt: What the model is asked.
            notices: The corpus by id.
            verbatim: Whether sentences must share words with their passage: for an answer in Chinese.

        Raises:
            ModelFailed: the model cannot be reached, stops, is too slow, or says nothing that holds.
        """
        held = 0
        for sentence in _whole_sentences(self._deltas(prompt)):
            if CANNOT_ANSWER in sentence:
                raise ModelFailed("模型认为段落不足以回答", hint="以下为直接引用原文的回答。")
            claim = to_claim(sentence, prompt.handles, notices, verbatim=verbatim)
            if claim is not None:
                held += 1
                yield claim
        if not held:
            raise ModelFailed("模型的话都没有依据", hint="以下为直接引用原文的回答。")

    def _deltas(self, prompt: Prompt) -> Iterator[str]:
        """Text as it streams in, within the time allowed for the whole answer."""
        import httpx
        from openai import OpenAIError

        deadline = time.monotonic() + self._timeout
        try:
            for part in self._model.stream([("system", prompt.system), ("human", prompt.user)]):
                yield str(part.text)
                if time.monotonic() > deadline:
                    raise ModelFailed(f"模型 {self._timeout:g} 秒内没有答完", hint="可调大 POLICY_RAG_MODEL_TIMEOUT。")
        except (OpenAIError, httpx.HTTPError, OSError, ValueError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
            raise ModelFailed(
                f"模型出错：{reason}", hint="请检查 POLICY_RAG_MODEL 和 POLICY_RAG_MODEL_URL。"
            ) from error


def _open(settings: Settings) -> Any:  # noqa: ANN401 - LangChain's own type is not worth its import here
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": 0, "timeout": settings.model_timeout, "max_retries": 1}
    if settings.model_url:
        options |= {"base_url": settings.model_url, "api_key": settings.model_key or "none"}
        options |= {} if ":" in settings.model else {"model_provider": "openai"}
    elif settings.model_key:
        options["api_key"] = settings.model_key
    try:
        return init_chat_model(settings.model, **options)
    except (ImportError, ValueError, OSError) as error:
        raise ModelMissing(
            f"语言模型 {settings.model!r} 打不开：{str(error).splitlines()[0]}。",
            hint="请检查 POLICY_RAG_MODEL（如 openai:qwen2.5-72b-instruct）、POLICY_RAG_MODEL_URL 和 POLICY_RAG_MODEL_KEY。",
        ) from error


def _whole_sentences(deltas: Iterator[str]) -> Iterator[str]:
    """Sentences as soon as the next one begins; handles after the full stop stay with it."""
    buffer = ""
    for delta in deltas:
        buffer += delta
        spans = sentences(buffer)
        while len(spans) > 1 and not HANDLE.match(buffer[spans[1][0] :]) and len(buffer) - spans[1][0] > 6:
            yield buffer[spans[0][0] : spans[0][1]]
            buffer = buffer[spans[0][1] :]
            spans = sentences(buffer)
    merged = ""
    for start, end in sentences(buffer):
        piece = buffer[start:end]
        if merged and not HANDLE.match(piece):
            yield merged
            merged = ""
        merged += piece
    if merged:
        yield merged


def to_claim(
    sentence: str, handles: Mapping[int, Passage], notices: Mapping[str, Notice], *, verbatim: bool
) -> Claim | None:
    """`sentence` as a claim on the passages it cites, or None where they do not carry it.

    Dropped are: a sentence without a handle or with an unknown one, with a number that is not in what it cites,
    with a quotation that is not verbatim, or with words its passage does not share.
    """
    cited = [int(number) for number in HANDLE.findall(sentence)]
    text = _LIST_MARK.sub("", HANDLE.sub("", sentence)).strip()
    if not text or not cited or any(number not in handles for number in cited):
        return None
    passages = [handles[number] for number in dict.fromkeys(cited)]
    quotes = tuple(_support(text, passage, notices[passage.chunk.notice]) for passage in passages)
    evidence = squeeze(fold(" ".join(passage.chunk.text for passage in passages)))
    if any(squeeze(fold(words)) not in evidence for words in _QUOTED.findall(text)):
        return None
    if verbatim and _shared(text, evidence) < _SUPPORT:
        return None
    claim = Claim(text=f"- {text}", quotes=quotes)
    if is_grounded(claim, notices):
        return claim
    whole = Claim(text=claim.text, quotes=tuple(_whole_quote(passage) for passage in passages))
    return whole if is_grounded(whole, notices) else None


def _shared(text: str, evidence: str) -> float:
    """Share of the character pairs of `text` that `evidence` holds."""
    found = pairs(squeeze(fold(text)))
    return sum(pair in evidence for pair in found) / len(found)


def _support(text: str, passage: Passage, notice: Notice) -> Quote:
    """The sentence of the passage that carries `text` best: most numbers, then most characters in common."""
    chunk = passage.chunk
    wanted = numbers_in(text)
    wanted_pairs = pairs(squeeze(fold(text)))

    def carries(span: tuple[int, int]) -> tuple[int, int]:
        words = squeeze(fold(notice.text[span[0] : span[1]]))
        return len(wanted & numbers_in(words)), sum(pair in words for pair in wanted_pairs)

    start, end = max(sentences(notice.text, start=chunk.start, end=chunk.end), key=carries)
    path = next((item.path for item in notice.items if item.start <= start < item.end), chunk.path)
    return Quote(notice=chunk.notice, path=path, start=start, end=end)


def _whole_quote(passage: Passage) -> Quote:
    chunk = passage.chunk
    return Quote(notice=chunk.notice, path=chunk.path, start=chunk.start, end=chunk.end)
