"""The HTTP side of the 评测 tab: the view, runs with their progress and their figures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict

from eval.figures import against
from eval.page import html_report
from rag.domain import Language
from rag.progress import OnProgress
from ui.case_words import CASE_WORDS
from ui.chat import Answering
from ui.export import attached
from ui.question_sets import BUILT_IN, QuestionSets
from ui.render_sets import sets_html
from ui.render_trial import run_html, trial_html
from ui.shelf import Shelf
from ui.steps import step_lines
from ui.trial import Trials, check_change, set_of
from ui.trial_words import TRIAL_WORDS
from ui.words import WORDS

Body = ConfigDict(extra="forbid")


class Start(BaseModel):
    """The body of ``POST /trial/start``."""

    model_config = Body
    set: str = ""
    lang: Language = "zh"
    """Of the page, for what goes wrong."""


class Stop(BaseModel):
    """The body of ``POST /trial/stop``."""

    model_config = Body


def add_routes(app: FastAPI, assistant: Answering, shelf: Shelf | None) -> None:
    """Give `app` the routes that the page's script calls in the 评测 tab; without a shelf nothing is run or written."""
    sets = QuestionSets(assistant.settings)
    trials = Trials(assistant.settings, sets)
    _add_views(app, trials, sets, may_edit=shelf is not None)
    _add_changes(app, assistant, trials, shelf)


def _add_views(app: FastAPI, trials: Trials, sets: QuestionSets, *, may_edit: bool) -> None:
    def view(lang: Language = "zh", set: str = "") -> HTMLResponse:  # noqa: A002 - as it stands in the address
        """The whole view, with the questions of one set where it is named."""
        words = WORDS[lang]
        own = sets.own()
        shown = sets_html((sets.built_in(), *own), set, may_edit=may_edit, words=words, page=CASE_WORDS[lang])
        html = trial_html(
            [one.name for one in own],
            set,
            trials.runs(),
            sets.drafts(),
            shown,
            running=trials.reach is not None,
            may_edit=may_edit,
            words=words,
            page=TRIAL_WORDS[lang],
        )
        return HTMLResponse(html)

    def run(label: str, against_label: str = "", lang: Language = "zh") -> HTMLResponse:
        """The figures of one run, beside those of another where one is named."""
        done = trials.read(label)
        owner = _owner(label, sets)
        questions = sets.questions(owner)
        comparison = against(trials.read(against_label), done, questions) if against_label else None
        cases = {case.id: case for case in questions.cases}
        edited = owner if may_edit else ""
        html = run_html(done, cases, edited, trials.runs(), comparison, words=WORDS[lang], page=TRIAL_WORDS[lang])
        return HTMLResponse(html)

    def report(label: str, against_label: str = "", lang: Language = "zh") -> Response:
        """The same as one file that needs nothing else."""
        done = trials.read(label)
        comparison = None
        if against_label:
            comparison = against(trials.read(against_label), done, sets.questions(_owner(label, sets)))
        named = f"{TRIAL_WORDS[lang].report_file} {label}.html"
        return HTMLResponse(html_report(done, comparison=comparison), headers=attached(named))

    def progress() -> dict[str, Any]:
        """How far the run is that is going on; nothing where there is none."""
        return {} if trials.reach is None else asdict(trials.reach)

    for path, handler in (("", view), ("/run", run), ("/report.html", report), ("/progress", progress)):
        app.add_api_route(f"/trial{path}", handler, include_in_schema=False)


def _owner(label: str, sets: QuestionSets) -> str:
    """The set of the office that a run asked; what came with the project where it has none of that name."""
    own = set_of(label)
    return own if own in sets.names() else BUILT_IN


def _add_changes(app: FastAPI, assistant: Answering, trials: Trials, shelf: Shelf | None) -> None:
    def start(request: Request, body: Start) -> StreamingResponse:
        """Run a set: a line of JSON for each question, and at last the name of the run."""
        check_change(request, shelf)

        def work(on_progress: OnProgress) -> dict[str, Any]:
            label = trials.run(body.set, assistant, lambda done, of, name: on_progress("ask", done, of, name))
            return {"label": label, "before": trials.before(label)}

        return StreamingResponse(step_lines(work, language=body.lang), media_type="application/x-ndjson")

    def stop(request: Request, body: Stop) -> dict[str, str]:
        """End the run that is going on; what was asked is kept."""
        del body
        check_change(request, shelf)
        trials.stop()
        return {"status": "ok"}

    for name, handler in (("start", start), ("stop", stop)):
        app.add_api_route(f"/trial/{name}", handler, methods=["POST"], include_in_schema=False)
