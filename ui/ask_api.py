"""The HTTP side of the 问答 tab: a growing answer, an earlier conversation, files of an answer, feedback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from logging import getLogger
from typing import Annotated, Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import iterate_in_threadpool

from rag.domain import Language, Role, Turn
from rag.errors import QuestionError
from rag.wire import answer_to_json
from ui.chat import Answering, converse, held_against, with_follow_ups
from ui.edges import edges_of
from ui.export import MEDIA, FileKind, attached, file_name, write_file
from ui.feedback import Feedback, Verdict, keep
from ui.records import read_answer
from ui.render import Exchange, State, Trouble, conversation_html, exchange_html
from ui.scope import Scope
from ui.wording import Reason
from ui.words import WORDS, Words

AT_ONCE = 8
"""Questions that are answered at the same time; further ones wait their turn."""

Body = ConfigDict(extra="forbid")


class Said(BaseModel):
    """One message of the conversation so far."""

    model_config = Body
    role: Role
    content: str


History = Annotated[list[Said], Field(default=[], max_length=200)]


class Question(BaseModel):
    """The body of ``POST /turn``."""

    model_config = Body
    question: str
    history: History
    turn: int = Field(default=1, ge=1)
    """Place of the question in its conversation, from 1."""
    lang: Language = "zh"
    """Of the page; the answer has its own."""
    scope: Scope = Scope()


class Kept(BaseModel):
    """A question with the answer that the browser kept."""

    model_config = Body
    question: str
    state: State = "done"
    answer: dict[str, Any] | None = None
    scope: Scope = Scope()


class Conversation(BaseModel):
    """The body of ``POST /turns``."""

    model_config = Body
    turns: list[Kept] = Field(max_length=400)
    first: int = Field(default=1, ge=1)
    """Place of the first of them in the conversation."""
    lang: Language = "zh"


class Given(BaseModel):
    """The body of ``POST /export/…``."""

    model_config = Body
    answer: dict[str, Any]


class Judged(BaseModel):
    """The body of ``POST /feedback``."""

    model_config = Body
    verdict: Verdict
    answer: dict[str, Any]
    history: History
    reason: Reason | None = None
    words: str = Field(default="", max_length=2000)


def add_routes(app: FastAPI, assistant: Answering) -> None:
    """Give `app` the routes that the page's script calls in the 问答 tab."""
    places = asyncio.Semaphore(AT_ONCE)

    async def turn(body: Question) -> StreamingResponse:
        """One exchange as it grows: a line of JSON for each time it is painted."""
        return StreamingResponse(_in_turn(places, _lines(assistant, body)), media_type="application/x-ndjson")

    def turns(body: Conversation) -> HTMLResponse:
        """A conversation that the browser kept, painted again."""
        words = WORDS[body.lang]
        kept = [held_against(_exchange(one, words), assistant.notices) for one in body.turns]
        if kept:
            asked = [one.question for one in kept]
            with suppress(QuestionError):  # a choice that lets no notice through by now
                kept[-1] = with_follow_ups(assistant.within(kept[-1].filters), kept[-1], asked=asked)
        return HTMLResponse(conversation_html(kept, words=words, first=body.first))

    def export(kind: FileKind, body: Given) -> Response:
        """An answer as a file."""
        answer = read_answer(body.answer)
        return Response(
            write_file(answer, kind, edges=edges_of(answer, {one.id: one for one in assistant.notices})),
            media_type=MEDIA[kind],
            headers=attached(file_name(answer, kind)),
        )

    def feedback(body: Judged) -> dict[str, str]:
        """Keep what a reader says of an answer."""
        said = Feedback(
            verdict=body.verdict,
            answer=read_answer(body.answer),
            history=_turns(body.history),
            reason=body.reason,
            words=body.words,
        )
        return {"draft": keep(said, assistant.settings, moment=datetime.now(), notices=assistant.notices)}

    for path, handler in (("/turn", turn), ("/turns", turns), ("/export/{kind}", export), ("/feedback", feedback)):
        app.add_api_route(path, handler, methods=["POST"], include_in_schema=False)


async def _in_turn(places: asyncio.Semaphore, lines: Iterator[str]) -> AsyncIterator[str]:
    async with places:
        async for line in iterate_in_threadpool(lines):
            yield line


def _lines(assistant: Answering, body: Question) -> Iterator[str]:
    words = WORDS[body.lang]
    try:
        history, filters = _turns(body.history), body.scope.filters()
        for exchange in converse(assistant, body.question, history=history, filters=filters):
            yield _line(exchange, body.turn, words)
    except QuestionError as error:
        trouble = Trouble(message=error.message, hint=error.hint)
        yield _line(Exchange(question=body.question, state="failed", trouble=trouble), body.turn, words)
    except Exception:
        fault = Trouble(message=words.failed, hint=words.failed_hint)
        # not raised again: a connection that breaks would take this line with it
        getLogger(__name__).exception("a question could not be answered")
        yield _line(Exchange(question=body.question, state="failed", trouble=fault), body.turn, words)


def _line(exchange: Exchange, turn: int, words: Words) -> str:
    line = {
        "state": exchange.state,
        "html": exchange_html(exchange, turn=turn, words=words),
        "answer": None if exchange.answer is None else answer_to_json(exchange.answer),
    }
    return json.dumps(line, ensure_ascii=False) + "\n"


def _exchange(kept: Kept, words: Words) -> Exchange:
    """One kept exchange; one whose answer cannot be read any more is as one that was lost."""
    lost = Trouble(message=words.lost, hint=words.lost_hint)
    bare = Exchange(question=kept.question, state="lost", trouble=lost)
    if kept.state == "failed":
        failed = Trouble(message=words.failed_before, hint=words.lost_again)
        return Exchange(question=kept.question, state="failed", trouble=failed)
    try:
        asked = Exchange(question=kept.question, state=_ended(kept.state), filters=kept.scope.filters())
        if kept.answer is not None:
            return replace(asked, answer=read_answer(kept.answer))
    except QuestionError:
        return bare
    return asked if kept.state == "stopped" else bare


def _ended(state: State) -> State:
    return "stopped" if state == "stopped" else "done"


def _turns(said: list[Said]) -> tuple[Turn, ...]:
    return tuple(Turn(role=one.role, content=one.content) for one in said)
