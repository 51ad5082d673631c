"""The answer as JSON: the one schema that the command line, the HTTP API and the eval runner speak."""

from __future__ import annotations

from typing import Any

from rag.domain import Answer, Citation, Coverage, Table


def answer_to_json(answer: Answer, *, question_id: str | None = None) -> dict[str, Any]:
    """`answer` as a JSON object; `question_id` is that of the question in a batch."""
    body: dict[str, Any] = {} if question_id is None else {"id": question_id}
    table = answer.table
    body.update(
        question=answer.question,
        language=answer.language,
        answer=answer.text,
        abstained=answer.abstained,
        citations=[_citation_to_json(citation) for citation in answer.citations],
        table=None
        if table is None
        else {
            "columns": list(table.columns),
            "rows": [list(row) for row in table.rows],
            "total": table.total,
        },
        coverage={"matched": answer.coverage.matched, "notices": answer.coverage.notices},
        engine=answer.engine,
        settings=answer.settings,
        timings_ms=dict(answer.timings_ms),
    )
    return body


def answer_from_json(body: dict[str, Any]) -> Answer:
    """The inverse of `answer_to_json`; an `id` in `body` is ignored."""
    table = body["table"]
    return Answer(
        question=body["question"],
        language=body["language"],
        text=body["answer"],
        abstained=body["abstained"],
        citations=tuple(_citation_from_json(citation) for citation in body["citations"]),
        table=None
        if table is None
        else Table(
            columns=tuple(table["columns"]),
            rows=tuple(tuple(row) for row in table["rows"]),
            total=table["total"],
        ),
        coverage=Coverage(**body["coverage"]),
        engine=body["engine"],
        settings=body["settings"],
        timings_ms=tuple(body["timings_ms"].items()),
    )


def _citation_to_json(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "doc": citation.doc,
        "title": citation.title,
        "path": list(citation.path),
        "label": citation.label,
        "heading": citation.heading,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "source_sha256": citation.source_sha256,
    }


def _citation_from_json(body: dict[str, Any]) -> Citation:
    return Citation(
        n=body["n"],
        doc=body["doc"],
        title=body["title"],
        path=tuple(body["path"]),
        label=body["label"],
        heading=body["heading"],
        quote=body["quote"],
        start=body["start"],
        end=body["end"],
        source_sha256=body["source_sha256"],
    )
