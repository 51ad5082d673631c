"""The HTTP side of the 评测 tab: runs with their progress, figures, drafts, question sets as files."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from eval.figures import against
from rag.domain import Language
from rag.errors import NotAllowed
from rag.progress import OnProgress
from ui.chat import Answering
from ui.guard import check_own
from ui.render_trial import drafts_html, run_html, trial_html
from ui.shelf import Shelf
from ui.steps import step_lines
from ui.trial import Edited, Trials
from ui.trial_words import TRIAL_WORDS
from ui.words import WORDS

Body = ConfigDict(extra="forbid")


class Start(BaseModel):
    """The body of ``POST /trial/start``."""

    model_config = Body
    set: str = ""


class Stop(BaseModel):
    """The body of ``POST /trial/stop``."""

    model_config = Body


class Draft(BaseModel):
    """The body of ``POST /trial/draft``."""

    model_config = Body
    id: str
    act: Literal["save", "accept", "discard"]
    question: str = ""
    answerable: bool = True
    cite: str = ""
    facts: str = ""
    absent: str = ""
    into: str = ""
    lang: Language = "zh"


def add_routes(app: FastAPI, assistant: Answering, shelf: Shelf | None) -> None:
    """Give `app` the routes that the page's script calls in the 评测 tab; without a shelf nothing is run or written."""
    trials = Trials(assistant.settings)
    _add_views(app, assistant, trials, may_edit=shelf is not None)
    _add_changes(app, assistant, trials, shelf)


def _add_views(app: FastAPI, assistant: Answering, trials: Trials, *, may_edit: bool) -> None:
    def view(lang: Language = "zh") -> HTMLResponse:
        """The whole view."""
        html = trial_html(
            trials.sets(),
            trials.runs(),
            trials.drafts(),
            may_edit=may_edit,
            words=WORDS[lang],
            page=TRIAL_WORDS[lang],
        )
        return HTMLResponse(html)

    def run(label: str, set: str = "", against_label: str = "", lang: Language = "zh") -> HTMLResponse:  # noqa: A002
        """The figures of one run, beside those of another where one is named."""
        done, questions = trials.read(label), trials.questions(set or _set_of(label, trials))
        comparison = against(trials.read(against_label), done, questions) if against_label else None
        cases = {case.id: case for case in questions.cases}
        html = run_html(done, cases, trials.runs(), comparison, words=WORDS[lang], page=TRIAL_WORDS[lang])
        return HTMLResponse(html)

    def cases(set: str = "") -> Response:  # noqa: A002 - as it stands in the address
        """A question set as one YAML file; the drafts where none is named."""
        return Response(
            trials.export(set),
            media_type="application/yaml",
            headers={"content-disposition": "attachment; filename=cases.yaml"},
        )

    for path, handler in (("", view), ("/run", run), ("/cases.yaml", cases)):
        app.add_api_route(f"/trial{path}", handler, include_in_schema=False)


def _set_of(label: str, trials: Trials) -> str:
    """The office's question set that a run was over, which its name ends with; ``""`` for the built-in one."""
    return next((name for name in trials.sets() if label.endswith(f"-{name}")), "")


def _add_changes(app: FastAPI, assistant: Answering, trials: Trials, shelf: Shelf | None) -> None:
    def let_in(request: Request) -> None:
        if shelf is None:
            words = TRIAL_WORDS["zh"]
            raise NotAllowed(words.closed, hint=words.closed_hint)
        check_own(request, local=shelf.local)

    def start(request: Request, body: Start) -> StreamingResponse:
        """Run a set: a line of JSON for each question, and at last the name of the run."""
        let_in(request)

        def work(on_progress: OnProgress) -> dict[str, Any]:
            label = trials.run(body.set, assistant, lambda done, of, name: on_progress("ask", done, of, name))
            return {"label": label}

        return StreamingResponse(step_lines(work), media_type="application/x-ndjson")

    def stop(request: Request, body: Stop) -> dict[str, str]:
        """End the run that is going on; what was asked is kept."""
        del body
        let_in(request)
        trials.stop()
        return {"status": "ok"}

    def draft(request: Request, body: Draft) -> dict[str, str]:
        """Save, accept or discard a draft; the drafts as they are then."""
        let_in(request)
        page = TRIAL_WORDS[body.lang]
        edited = Edited(
            question=body.question, answerable=body.answerable, cite=body.cite, facts=body.facts, absent=body.absent
        )
        if body.act == "discard":
            trials.discard(body.id)
        elif body.act == "save":
            trials.save(body.id, edited, assistant.notices)
        else:
            trials.accept(body.id, edited, assistant.notices, into=body.into.strip())
        said = {"discard": page.discarded, "save": page.saved, "accept": page.accepted.format(name=body.into.strip())}
        html = drafts_html(trials.drafts(), trials.sets(), may_edit=True, words=WORDS[body.lang], page=page)
        return {"html": html, "said": said[body.act]}

    for name, handler in (("start", start), ("stop", stop), ("draft", draft)):
        app.add_api_route(f"/trial/{name}", handler, methods=["POST"], include_in_schema=False)
