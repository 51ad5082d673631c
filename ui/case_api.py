"""The HTTP side of questions and drafts in the 评测 tab: the form and what is looked up for it, import and export."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from eval.cases import CaseLanguage, Kind
from rag.address import find_items
from rag.domain import Language
from rag.errors import EvalError, NotAllowed, UnknownAddress
from ui.case_words import CASE_WORDS, CaseWords
from ui.chat import Answering
from ui.export import attached
from ui.finding import Hit, find_words
from ui.question_sets import BUILT_IN, Edited, QuestionSets, looked_at
from ui.render_case import LONGEST, chosen_html, form_html, hits_html, looked_html
from ui.render_sets import report_html
from ui.shelf import Shelf
from ui.trial import check_change
from ui.words import WORDS

MOST_BYTES = 5 * 1024**2
"""Of a file to import."""

Text = Annotated[str, Field(max_length=LONGEST)]
Places = Annotated[list[Text], Field(max_length=500)]


class Form(BaseModel):
    """The body of ``POST /trial/look``: what stands in the form; of a text each line is one.

    It is that of the question `id` of the set `set`, of the draft `id` where that is empty, of a new one without `id`,
    which may begin as a copy of the question `like` that came with the project.
    """

    model_config = ConfigDict(extra="forbid")
    set: str = ""
    id: str = ""
    like: str = ""
    question: Text = ""
    answerable: bool = True
    kind: Kind = "fact"
    language: CaseLanguage | Literal[""] = ""
    history: Text = ""
    cite: Places = []
    cite_any: Places = []
    cite_also: Places = []
    facts: Text = ""
    members: Text = ""
    members_also: Text = ""
    count: Annotated[int, Field(ge=0, le=1_000_000)] | Literal[""] | None = None
    absent: Text = ""
    lang: Language = "zh"

    def edited(self) -> Edited:
        """The same as what a person wrote."""
        return Edited(
            question=self.question,
            answerable=self.answerable,
            kind=self.kind,
            language=self.language or None,
            history=tuple(self.history.splitlines()),
            cite=tuple(self.cite),
            cite_any=tuple(self.cite_any),
            cite_also=tuple(self.cite_also),
            facts=tuple(self.facts.splitlines()),
            members=tuple(self.members.splitlines()),
            members_also=tuple(self.members_also.splitlines()),
            absent=tuple(self.absent.splitlines()),
            count=self.count if isinstance(self.count, int) else None,
        )


class Change(Form):
    """The body of ``POST /trial/case``."""

    act: Literal["save", "accept", "discard"]
    into: str = ""


def add_routes(app: FastAPI, assistant: Answering, shelf: Shelf | None) -> None:
    """Give `app` the routes that the script of the form calls; without a shelf nothing is written."""
    sets = QuestionSets(assistant.settings)
    _add_views(app, assistant, sets)
    _add_changes(app, assistant, sets, shelf)


def _add_views(app: FastAPI, assistant: Answering, sets: QuestionSets) -> None:
    def form(set: str = "", case: str = "", lang: Language = "zh") -> HTMLResponse:  # noqa: A002
        """The form of a question of a set, of a draft where no set is named, of a new one without a name.

        Of a question that came with the project it is the form of a copy.
        """
        copied = set == BUILT_IN
        return HTMLResponse(
            form_html(
                sets.case(set, case) if case else None,
                owner=set if case and not copied else "",
                copied=copied,
                remarks="" if set or not case else sets.remarks(case),
                sets=sets.names(),
                into="" if copied else set,
                notices=assistant.notices,
                words=WORDS[lang],
                page=CASE_WORDS[lang],
            )
        )

    def seek(words: str, lang: Language = "zh") -> HTMLResponse:
        """The items that hold the words; the one whose address they are stands first."""
        return HTMLResponse(hits_html(_sought(words, assistant), page=CASE_WORDS[lang]))

    def chosen(cite: str, lang: Language = "zh") -> HTMLResponse:
        """A source as it stands in the form."""
        return HTMLResponse(chosen_html(cite, assistant.notices, page=CASE_WORDS[lang]))

    def look(body: Form) -> HTMLResponse:
        """Whether what is written in the form stands in the notices."""
        case = sets.case(BUILT_IN, body.like) if body.like else sets.case(body.set, body.id) if body.id else None
        looked = looked_at(case, body.edited(), assistant.notices)
        return HTMLResponse(looked_html(looked, page=CASE_WORDS[body.lang]))

    def cases(set: str = "", lang: Language = "zh") -> Response:  # noqa: A002 - as it stands in the address
        """A question set as one YAML file, also the one that came with the project; the drafts where none is named."""
        return Response(
            sets.export(set),
            media_type="application/yaml",
            headers=attached(f"{_file_name(set, CASE_WORDS[lang])}.yaml"),
        )

    for name, handler in (("form", form), ("seek", seek), ("chosen", chosen), ("cases.yaml", cases)):
        app.add_api_route(f"/trial/{name}", handler, include_in_schema=False)
    app.add_api_route("/trial/look", look, methods=["POST"], include_in_schema=False)


def _file_name(name: str, words: CaseWords) -> str:
    """What the file of a question set is called, or that of the drafts."""
    return words.built_in if name == BUILT_IN else name or words.drafts


def _sought(words: str, assistant: Answering) -> list[Hit]:
    notices = assistant.notices
    found = [hit for hit in find_words(notices, words) if hit.item.path]
    try:
        notice, path, items = find_items(words, notices)
    except UnknownAddress:
        return found
    if not path:
        return found
    named = items[0]
    return [Hit(notice=notice, item=named, start=named.start, end=named.end), *found]


def _add_changes(app: FastAPI, assistant: Answering, sets: QuestionSets, shelf: Shelf | None) -> None:
    def case(request: Request, body: Change) -> dict[str, str]:
        """Save, accept or discard what stands in the form; what was done, and in which set it stands then."""
        check_change(request, shelf)
        words, into, edited = CASE_WORDS[body.lang], body.into.strip(), body.edited()
        if body.act == "discard":
            sets.drop(body.set, body.id)
            return {"said": words.dropped, "set": body.set}
        if body.act == "accept":
            sets.add(into, edited, assistant.notices, draft=body.id, like=body.like)
            return {"said": words.accepted.format(name=into), "set": into}
        if body.set:
            sets.change(body.set, body.id, edited, assistant.notices)
        else:
            sets.keep(body.id, edited, assistant.notices)
        return {"said": words.saved, "set": body.set}

    async def bring(request: Request, name: str, into: str, take: bool = False, lang: Language = "zh") -> Response:
        """Say what the entries of a file would be in a set; with `take` add those that fit."""
        check_change(request, shelf)
        if request.headers.get("content-type") != "application/octet-stream":
            raise NotAllowed("这不是本页面发来的文件。", hint="请在评测页面选择文件。")
        text, words, target = await _text(request), CASE_WORDS[lang], into.strip()
        if not take:
            entries = await run_in_threadpool(sets.read_file, target, text, name, assistant.notices)
            return HTMLResponse(report_html(entries, name, words=WORDS[lang], page=words))
        count = await run_in_threadpool(sets.take, target, text, name, assistant.notices)
        return JSONResponse({"said": words.taken.format(count=count), "set": target})

    for name, handler in (("case", case), ("import", bring)):
        app.add_api_route(f"/trial/{name}", handler, methods=["POST"], include_in_schema=False)


async def _text(request: Request) -> str:
    """The body of `request` as text.

    Raises:
        EvalError: it is larger than `MOST_BYTES`, or no UTF-8.
    """
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise EvalError(f"文件超过 {MOST_BYTES // 1024**2} MB。", hint="请拆成几个文件。")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvalError("文件不是 UTF-8 编码。", hint="请另存为 UTF-8 后再导入。") from error
